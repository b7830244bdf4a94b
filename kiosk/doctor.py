"""`kiosk doctor`: what is wrong with this machine or this kiosk, each in one sentence, and the mend.

Rules: it only looks; every check ends in a finding, also a good one, and none raises; a sentence names the host, since
when, and what the traveller is shown meanwhile.
"""

import errno
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk import saver
from kiosk.disk import Disk
from kiosk.domain.freshness import SKEW, Freshness, expiry_now, freshness, moment
from kiosk.faults import Fault
from kiosk.store import Held, Store

FONTS = (
    ("Noto Sans CJK KR", "fonts-noto-cjk"),
    ("Noto Sans Khmer", "fonts-noto-core"),
    ("Noto Sans", "fonts-noto-core"),
)
"""(family, Debian package) of every typeface the display names."""

PACKAGES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}
"""Debian's package of a shared library, where it is not named as Debian names them."""

LOADING_SECONDS = 60

ROOM_NEEDED = 64 * 1024 * 1024
PAINTED_WITHIN = timedelta(minutes=3)
"""The display reads its screen back once a minute."""

REPORTED_WITHIN = timedelta(minutes=5)
"""After so long without a word a courier that is not running is missed."""

ALARM_DAYS = {"root": 90, "targets": 90, "editions": 10}
"""Days before the end of what people signed from which it is said aloud."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `said` about `subject`, and the `mend` where it is `wrong`."""

    subject: str
    wrong: bool
    said: str
    mend: str = ""

    def line(self) -> str:
        """For a person."""
        return (
            f"{'WRONG' if self.wrong else 'good '} {self.subject}: {self.said}{f'. {self.mend}' if self.mend else ''}"
        )

    def told(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)


def examine(state: Path | None, now: datetime | None = None) -> list[Finding]:
    """Everything worth looking at: the machine, and the kiosk whose folder is `state`. `now` defaults to the clock."""
    findings = [*_fonts(), *libraries(), _clock_set(), *_lit()]
    if state is not None:
        findings += _kiosk(state, now or datetime.now(UTC))
    return findings


def _fonts() -> Iterator[Finding]:
    installed = _answer("fc-list", ":", "family")
    if installed is None:
        yield Finding("fonts", True, "fc-list does not run, so the typefaces cannot be checked", "Install fontconfig.")
        return
    families = {family.strip() for line in installed.splitlines() for family in line.split(",")}
    for family, package in FONTS:
        if family in families:
            yield Finding("fonts", False, f"{family} is installed")
        else:
            yield Finding("fonts", True, f"{family} is missing: some languages would show boxes", f"Install {package}.")


def libraries() -> Iterator[Finding]:
    """Has a child load what the display loads: only that tells what is missing."""
    words = [sys.executable, "-P", "-m", "kiosk.display.loads"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=LOADING_SECONDS)
    except (OSError, subprocess.SubprocessError) as fault:
        yield Finding("libraries", True, f"what the display loads cannot be tried: {type(fault).__name__}")
        return
    missing = done.stdout.splitlines()
    for name in missing:
        yield _lack(name)
    if not missing and done.returncode:
        said = (done.stderr.split("\n")[-2:-1] or [""])[0] or f"ended with {done.returncode}"
        yield Finding(
            "libraries", True, f"what the display loads cannot be loaded: {said}", "Run kiosk/start.sh again."
        )
    elif not missing:
        yield Finding("libraries", False, "all that the display loads can be loaded")


def _lack(name: str) -> Finding:
    """Says what is wrong where a shared library is not there, or anything else keeps the display from loading."""
    if not re.fullmatch(r"lib\S+\.so[\w.]*", name):
        return Finding("libraries", True, f"the display cannot start: {name}", "Run kiosk/start.sh again.")
    return Finding("libraries", True, f"{name} is missing", f"Install {package_of(name)}.")


def package_of(library: str) -> str:
    """Tells the Debian package of a shared library: its name and number, parted by a hyphen where the name ends in a digit."""
    stem, _, number = library.lower().replace("_", "-").partition(".so")
    number = number.lstrip(".")
    return PACKAGES.get(library) or f"{stem}{'-' if stem[-1:].isdigit() and number else ''}{number}"


def _clock_set() -> Finding:
    if Path("/run/systemd/timesync/synchronized").exists():
        return Finding("clock", False, "set by the network")
    answer = _answer("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if answer is None:
        return Finding("clock", False, "whether it is set by the network cannot be told here")
    if answer.strip() == "yes":
        return Finding("clock", False, "set by the network")
    return Finding("clock", True, "not set by the network", "Turn on systemd-timesyncd or chrony.")


def _lit() -> Iterator[Finding]:
    """Whether X leaves the panel lit, where there is an X server to ask."""
    display = os.environ.get("DISPLAY", "")
    found = saver.read(display) if display else None
    if found is None:
        return
    if found.blank_seconds:
        said = f"X server {display} blanks the panel after {found.blank_seconds} s without a touch"
        yield Finding("panel", True, said, "Type `xset s off`; `kiosk display` does so, full screen.")
    if found.power_saving:
        said = f"X server {display} sends the panel to sleep when nobody touches it"
        yield Finding("panel", True, said, "Type `xset -dpms`; `kiosk display` does so, full screen.")
    if not found.blank_seconds and not found.power_saving:
        yield Finding("panel", False, f"X server {display} leaves it lit")


def _answer(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _kiosk(state: Path, now: datetime) -> Iterator[Finding]:
    store = Store(state)
    rights = _rights(state)
    yield rights
    if not state.is_dir():
        return
    room, enrolment = _room(state), _enrolment(store)
    yield from (room, enrolment)
    held = store.load()
    yield _edition(held, enrolment.wrong)
    yield _age(held, now)
    yield from _ends(held, now)
    yield _courier(store, held, now, ours=any(one.wrong for one in (rights, room, enrolment)))
    yield from _display(store, held, now)


def _rights(state: Path) -> Finding:
    if not state.is_dir():
        if os.path.lexists(state):
            return Finding("rights", True, f"{state} is no folder", "Move it away, then run `kiosk enroll`.")
        return Finding("rights", True, f"{state} is not there", "Run `kiosk enroll`.")
    probe = state / ".doctor.probe"
    try:
        Disk().create(probe, b"", 0o600, flush=False)
        probe.unlink()
    except OSError as fault:
        mend = f"Give {state} to the user that runs `kiosk sync` (now uid {os.getuid()})."
        if fault.errno == errno.EROFS:
            mend = "Mount it for writing; if the disk turned itself read-only, replace it."
        elif fault.errno in (errno.ENOSPC, errno.EDQUOT):
            mend = "Free some space."
        return Finding("rights", True, f"{state} cannot be written: {fault.strerror}, so nothing new can be kept", mend)
    return Finding("rights", False, f"{state} can be written")


def _room(state: Path) -> Finding:
    try:
        free = shutil.disk_usage(state).free
    except OSError as fault:
        return Finding("room", True, f"free space cannot be told: {fault.strerror}")
    said = f"{free // 2**20} MB free"
    if free < ROOM_NEEDED:
        return Finding("room", True, f"only {said}: a new edition may not fit, the last one stays", "Free some space.")
    return Finding("room", False, said)


def _enrolment(store: Store) -> Finding:
    from kiosk.enrol import device_key, short_code
    from kiosk.settings import web_address

    place = store.path / "trust"
    anew, meanwhile = (
        f"Move {place} away and run `kiosk enroll`",
        "until then the bundled edition is shown as unverified.",
    )
    try:
        enrolment = store.sound()
    except Fault as fault:
        if isinstance(fault.__cause__, OSError):
            anew = f"Let the user that runs `kiosk sync` (now uid {os.getuid()}) read it"
        mend = f"{anew}; {meanwhile}" if os.path.lexists(place) or fault.__cause__ else meanwhile.capitalize()
        return Finding("enrolment", True, str(fault), mend)
    try:
        code = short_code(device_key(store.path))
        feed = web_address(enrolment.feed)
    except Fault as fault:
        mend = f"{anew}, and tell the desk the new code; what is shown does not change."
        return Finding("enrolment", True, f"this kiosk has no name any more: {fault}", mend)
    except ValueError:
        said = f"{place / 'feed'} holds no web address: {enrolment.feed[:60]!r}"
        return Finding("enrolment", True, said, f"{anew}, or set `feed.url`.")
    return Finding("enrolment", False, f"kiosk {code}, mode {enrolment.mode}, feed {feed or 'from the settings'}")


def _edition(held: Held, mistrusted: bool) -> Finding:
    said = f"edition {held.edition.number} of {held.edition.issued_at:%Y-%m-%d %H:%M} UTC is shown"
    if held.verified:
        said += f", signed by {' and '.join(held.verified.signers)}"
    if held.faults:
        mend = "See the enrolment's line." if mistrusted else "Bring `kiosk sync` to the feed, or use a stick."
        return Finding("edition", True, f"{said}; {'; '.join(held.faults)}", mend)
    return Finding("edition", False, said)


def _age(held: Held, now: datetime) -> Finding:
    judged = moment(now, held.floor, held.signed_at)
    state = freshness(judged, held.signed_at, held.edition.valid_until)
    last = f"last signed {held.signed_at:%Y-%m-%d %H:%M} UTC" if held.signed_at else "never synced"
    if held.signed_at and held.signed_at - now > SKEW and held.floor - now <= SKEW:
        said = f"{last}, later than the clock says ({now:%Y-%m-%d %H:%M} UTC); travellers see: {state}"
        mend = (
            "Set the clock if it is wrong. If it is right, the feed's server had a wrong one: its next beat mends it."
        )
        return Finding("freshness", True, said, mend)
    if not judged.clock_ok:
        said = f"the clock says {now:%Y-%m-%d %H:%M} UTC, what was signed says otherwise; travellers see: {state}"
        return Finding("freshness", True, said, "Set the clock.")
    wrong = state not in (Freshness.LIVE, Freshness.RECENT)
    return Finding("freshness", wrong, f"travellers see: {state} ({last})", "See the courier's line." if wrong else "")


def _ends(held: Held, now: datetime) -> Iterator[Finding]:
    if held.verified is None:
        return
    for role, at in held.verified.expires.items():
        days = ALARM_DAYS.get(role, 0)
        if at <= now:
            yield Finding(
                "validity", True, f"{role} ended {at:%Y-%m-%d %H:%M} UTC", "Tell the duty room: it must be signed anew."
            )
        elif at - now < timedelta(days=days):
            yield Finding("validity", True, f"{role} ends {at:%Y-%m-%d}", "Tell the duty room: it must be signed anew.")


def _courier(store: Store, held: Held, now: datetime, ours: bool) -> Finding:
    """`ours`: whether something wrong with this machine was found before."""
    status = store.read_status()
    if status is None and os.path.lexists(place := store.path / "status.json"):
        return Finding("courier", True, f"{place} cannot be read", "Remove it: `kiosk sync` writes it anew.")
    if status is None:
        return Finding("courier", True, "`kiosk sync` has never reported here", "Start it.")
    outcome, why, since = (status.get(key) for key in ("outcome", "why", "since"))
    if not (isinstance(outcome, str) and isinstance(why, str) and isinstance(since, str)):
        return Finding("courier", True, "status.json is not what `kiosk sync` writes", "Start it: it writes it anew.")
    reported = str(status.get("reported_at") or status.get("checked_at") or since)
    if not _at_work(store.path) and _older(reported, expiry_now(now, held.floor) - REPORTED_WITHIN):
        said = f"`kiosk sync` is not running and has not reported since {reported} ({outcome}: {why})"
        return Finding("courier", True, said, "Start it.")
    if outcome in ("updated", "unchanged"):
        return Finding("courier", False, f"{outcome} since {since}: {why}")
    said = f"{outcome} since {since}: {why}; edition {held.edition.number} is shown meanwhile"
    if outcome == "refused":
        return Finding("courier", True, said, "Nothing false is shown. Tell the duty room what stands here.")
    if ours:
        return Finding("courier", True, said, "Mend first what is WRONG above.")
    return Finding("courier", True, said, "Check the cable, the network's log-in and the feed's address.")


def _at_work(state: Path) -> bool:
    """Whether a courier holds its lock: one that finds nothing new writes nothing."""
    try:
        with (state / ".courier.lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _display(store: Store, held: Held, now: datetime) -> Iterator[Finding]:
    painted = store.read_painted()
    if painted is None:
        yield Finding("display", True, "`kiosk display` has never painted here", "Start it.")
        return
    number, at = painted.get("edition"), str(painted.get("painted_at"))
    said = f"edition {number} was read back from the screen at {at}"
    if number != held.edition.number:
        yield Finding("display", True, f"{said}, edition {held.edition.number} is here", "Start `kiosk display` again.")
    elif _older(at, now - PAINTED_WITHIN):
        yield Finding("display", True, f"{said}, and nothing since", "Start `kiosk display` again; look at the screen.")
    else:
        yield Finding("display", False, said)
    unpresented = painted.get("unpresented")
    for fault in unpresented if isinstance(unpresented, list) else ():
        mend = "Tell the duty room what stands here: a new edition without it is needed, or a newer program."
        yield Finding("display", True, f"{fault}; edition {number} is shown", mend)
    faults = painted.get("faults")
    for fault in faults if isinstance(faults, list) else ():
        yield Finding("display", True, str(fault), "Install fonts-noto-cjk and fonts-noto-core.")


def _older(at: str, than: datetime) -> bool:
    try:
        return datetime.fromisoformat(at) < than
    except (ValueError, TypeError):  # no time, or one without its zone
        return True
