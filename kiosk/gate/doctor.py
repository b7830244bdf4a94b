"""`kiosk doctor`: what is wrong with this machine or this kiosk, each in one sentence, and the mend.

Rules: it only looks; every check ends in a finding, also a good one, and none raises; a sentence names the host, since
when, and what the traveller is shown meanwhile.
"""

import errno
import os
import pwd
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from kiosk import clock
from kiosk.domain.freshness import SKEW, STEPS, expiry_now, freshness, moment
from kiosk.faults import Fault
from kiosk.files import Disk, because, is_held
from kiosk.gate import machine, renewal
from kiosk.gate.machine import Finding
from kiosk.gate.monitor import Hidden
from kiosk.gate.store import Held, Store

ROOM_NEEDED = 64 * 1024 * 1024
PAINTED_WITHIN = timedelta(minutes=3)
"""The display reads its screen back once a minute."""

REPORTED_WITHIN = timedelta(minutes=5)
"""After so long without a word a courier that is not running is missed."""

ALARM_DAYS = {"root": 90, "targets": 90, "editions": 10}
"""Days before the end of what people signed from which it is said aloud."""


UNITS = Path("/usr/lib/systemd/system")
"""Where the gate's package puts its units."""


PACKAGED = Path("/var/lib/gate-kiosk")
COURIER = "kiosk-sync"
"""Folder and user that the gate's package makes."""


def become_courier(state: Path | None) -> None:
    """Where root asks about the package's kiosk, go on with the courier's rights: root may write and read what it may not."""
    if state == PACKAGED and os.geteuid() == 0:
        try:
            user = pwd.getpwnam(COURIER)
        except KeyError:
            return
        os.setgroups([user.pw_gid])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)


def _anew(program: str) -> str:
    """What to type so that a program of the gate begins anew: the package's unit, where there is one."""
    unit = f"kiosk-{program}.service"
    return f"Type `systemctl restart {unit}`." if (UNITS / unit).exists() else f"Start `kiosk {program}` again."


def examine(state: Path | None, now: datetime | None = None) -> list[Finding]:
    """Look at everything worth it: the machine, and the kiosk whose folder is `state`. `now` defaults to the clock."""
    findings = [*machine.findings()]
    if state is not None:
        findings += _kiosk(state, now or clock.wall())
    return findings


def _kiosk(state: Path, now: datetime) -> Iterator[Finding]:
    store = Store(state)
    rights = _rights(state)
    yield rights
    if not state.is_dir():
        return
    room, enrollment = _room(state), _enrollment(store)
    yield from (room, enrollment)
    ours = any(one.wrong for one in (rights, room, enrollment))
    yield from _shown(store, store.load(), now, ours=ours, mistrusted=enrollment.wrong)


def shown(store: Store, held: Held, now: datetime) -> Iterator[Finding]:
    """Look at what the display may: the disk's room, what is held and how old it is, what courier and display last told."""
    room = _room(store.path)
    yield room
    yield from _shown(store, held, now, ours=room.wrong, mistrusted=False)


def _shown(store: Store, held: Held, now: datetime, *, ours: bool, mistrusted: bool) -> Iterator[Finding]:
    yield _edition(held, mistrusted)
    yield _age(held, now)
    yield from _ends(held, now)
    yield _courier(store, held, now, ours=ours)
    yield from _display(store, held, now)
    yield from renewal.findings(store.path)


def _rights(state: Path) -> Finding:
    if not state.is_dir():
        if os.path.lexists(state):
            return Finding(
                "rights", True, f"{state} is no folder", f"Type `mv {state} {state}.old`, then run `kiosk enroll`."
            )
        return Finding("rights", True, f"{state} is not there", "Run `kiosk enroll`.")
    probe = state / ".doctor.probe"
    try:
        Disk().create(probe, b"", 0o600, flush=False)
        probe.unlink()
    except OSError as fault:
        mend = f"Give {state} to the user that runs `kiosk sync` (now uid {os.getuid()})."
        if state == PACKAGED:
            mend = f"Type `chown {COURIER}:kiosk {state}` and `chmod 3770 {state}`."
        if fault.errno == errno.EROFS:
            mend = "Mount it for writing; if the disk turned itself read-only, replace it."
        elif fault.errno in (errno.ENOSPC, errno.EDQUOT):
            mend = "Free some space."
        return Finding("rights", True, f"nothing new can be kept: {because(fault, state)}", mend)
    return Finding("rights", False, f"{state} can be written")


def _room(state: Path) -> Finding:
    try:
        free = shutil.disk_usage(state).free
    except OSError as fault:
        return Finding("room", True, f"free space cannot be told: {because(fault, state)}")
    said = f"{free // 2**20} MB free"
    if free < ROOM_NEEDED:
        return Finding("room", True, f"only {said}: a new edition may not fit, the last one stays", "Free some space.")
    return Finding("room", False, said)


def _enrollment(store: Store) -> Finding:
    from kiosk.gate.enrollment import device_key, short_code
    from kiosk.gate.values import web_address

    place, enroll = store.path / "trust", f"kiosk enroll --state {store.path} --feed ADDRESS --root FILE"
    anew, meanwhile = (
        f"Type `mv {place} {place}.old`, then `{enroll}`",
        "until then the bundled edition is shown as unverified.",
    )
    try:
        enrollment = store.sound()
    except Fault as fault:
        if isinstance(fault.__cause__, OSError):
            anew = f"Let the user that runs `kiosk sync` (now uid {os.getuid()}) read it"
        if not os.path.lexists(place) and not fault.__cause__:
            anew = f"Type `{enroll}`"
        mend = f"{anew}; {meanwhile}"
        return Finding("enrolment", True, str(fault), mend)
    try:
        code = short_code(device_key(store.path))
        feed = web_address(enrollment.feed)
    except Fault as fault:
        mend = f"{anew}, and tell the desk the new code; what is shown does not change."
        return Finding("enrolment", True, f"this kiosk has no name any more: {fault}", mend)
    except ValueError:
        said = f"{place / 'feed'} holds no web address: {enrollment.feed[:60]!r}"
        return Finding("enrolment", True, said, f"{anew}, or set `feed.url`.")
    return Finding("enrolment", False, f"kiosk {code}, mode {enrollment.mode}, feed {feed or 'from the settings'}")


def _edition(held: Held, mistrusted: bool) -> Finding:
    said = f"edition {held.edition.number} of {held.edition.issued_at:%Y-%m-%d %H:%M} UTC is shown"
    if held.verified:
        said += f", signed by {' and '.join(held.verified.signers)}"
    if held.faults:
        mend = "See the enrollment's line." if mistrusted else "Bring `kiosk sync` to the feed, or use a stick."
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
    wrong = not STEPS[state].fresh
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
        return Finding("courier", True, f"{place} cannot be read", f"Remove it: `rm -r {place}`. {_anew('sync')}")
    if status is None:
        return Finding("courier", True, "`kiosk sync` has never reported here", _anew("sync"))
    outcome, why, since = (status.get(key) for key in ("outcome", "why", "since"))
    if not (isinstance(outcome, str) and isinstance(why, str) and isinstance(since, str)):
        return Finding(
            "courier", True, "status.json is not what `kiosk sync` writes", f"{_anew('sync')} It writes it anew."
        )
    reported = str(status.get("reported_at") or status.get("checked_at") or since)
    if not _at_work(store.path) and _older(reported, expiry_now(now, held.floor) - REPORTED_WITHIN):
        said = f"`kiosk sync` is not running and has not reported since {reported} ({outcome}: {why})"
        return Finding("courier", True, said, _anew("sync"))
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
    return is_held(state / ".courier.lock")


def _display(store: Store, held: Held, now: datetime) -> Iterator[Finding]:
    painted = store.read_painted()
    if painted is None:
        yield Finding("display", True, "`kiosk display` has never painted here", _anew("display"))
        return
    number, at = painted.get("edition"), str(painted.get("painted_at"))
    if painted.get("hidden") == Hidden.PLANNED:
        yield Finding("display", False, f"the screen is off by plan; it was read back at {at} (`display.dark_hours`)")
        return
    said = f"edition {number} was read back from the screen at {at}"
    if number != held.edition.number:
        yield Finding("display", True, f"{said}, edition {held.edition.number} is here", _anew("display"))
    elif _older(at, now - PAINTED_WITHIN):
        yield Finding("display", True, f"{said}, and nothing since", f"Look at the screen. {_anew('display')}")
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
