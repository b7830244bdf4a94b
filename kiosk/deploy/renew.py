"""Renews a gate's package and, where the new one does not prove a paint, goes back: `gate-renew.service`, as root.

    python3 -I renew.py [--source FILE] [--folder FOLDER] [--state FOLDER] [--within SECONDS]

Rules:

- It stands alone: Debian's own python3 and no module of ours, so that it outlives the environment it replaces and a new one that
  does not start.
- apt decides what is genuine: only the one archive in `--source` is asked, by the key that stands there, apart from Debian's own
  lists. A list dated before the last one is passed over by apt; a *version* may be older: then whoever signs said to go back. apt
  only links to lists below `file:`, where they may change after they were judged: a folder is named as `copy:`.
- No way forward without a way back: the package at work must lie in `--folder`.
- Proof is `painted.json`: written by the new version, of a screen that is not hidden and no poster, in two different readings.
- What began is written down first (`trial.json`), so that a power cut in between is judged when the power is back.
- A version that was taken back is not tried again; another one is. Where no monitor can prove anything, one waits.

Exit 0: nothing to do, or renewed. 1: could not. 2: taken back.
"""

import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "gate-kiosk"
WITHIN_SECONDS = 300.0
LOOK_SECONDS = 0.2
COMMAND_SECONDS = 1800
PROOFS = 2
ROOM_NEEDED = 2 * 2**30
"""A package (280 MB), unpacked (280), and a second environment (measured: 1 GB at most)."""
UNPROVABLE = ("unplugged", "dark", "planned")
"""Why a screen is hidden where no program could prove it."""
PIN = f"Package: {NAME}\nPin: release o=Gate kiosk\nPin-Priority: 1001\n"
"""The version that the archive offers counts, be it lower."""


class Stopped(Exception):  # noqa: N818  (no fault of ours)
    """It cannot go on; one line why."""


@dataclass(frozen=True)
class Places:
    """`source`: apt's line for the archive. `folder`: packages and notes, root's alone. `state`: the kiosk's."""

    source: Path
    folder: Path
    state: Path
    within: float = WITHIN_SECONDS

    @property
    def trial(self) -> Path:
        """What was begun and not judged yet."""
        return self.folder / "trial.json"

    def package(self, version: str) -> Path:
        """Where the package of a version is kept."""
        return self.folder / f"{NAME}_{version.replace(':', '%3a')}_amd64.deb"


def renew(places: Places) -> int:
    """Look for another version, take it, judge it. Returns the exit code. Raises Stopped."""
    places.folder.mkdir(parents=True, exist_ok=True, mode=0o755)
    with (places.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stopped("another renewal is at work") from None
        if trial := _read(places.trial):
            return _resumed(places, trial)
        at_work, offered = versions(places)
        if not offered or offered == at_work:
            _settled(places, at_work)
            return 0
        if offered == _read(places.folder / "refused.json").get("version"):
            return 0
        return _tried(places, at_work, offered)


def versions(places: Places) -> tuple[str, str]:
    """Ask the archive; the version at work and the one offered, "" for none. Raises Stopped."""
    if not places.source.exists():
        raise Stopped(f"{places.source} is not there: no archive to renew from")
    if "file:" in places.source.read_text(encoding="utf-8", errors="replace"):
        raise Stopped(
            f"{places.source} names a folder by file: and not by copy:, so what apt judged could change later"
        )
    (places.folder / "lists").mkdir(exist_ok=True)
    (places.folder / "pin").write_text(PIN, encoding="ascii")
    _apt(places, "apt-get", "--error-on=any", "update")
    said = dict(line.split(": ", 1) for line in _apt(places, "apt-cache", "policy", NAME).splitlines() if ": " in line)
    found = {name.strip(): "" if version == "(none)" else version for name, version in said.items()}
    return found.get("Installed", ""), found.get("Candidate", "")


def _tried(places: Places, at_work: str, offered: str) -> int:
    """Take a version, with a way back, and judge it."""
    if (why := _painted(places).get("hidden")) in UNPROVABLE:
        raise Stopped(f"{offered} waits: no screen could prove it now ({why})")
    if not places.package(at_work).exists():
        raise Stopped(f"{offered} is not taken: {places.package(at_work)} is missing, so there would be no way back")
    if (free := shutil.disk_usage(places.folder).free) < ROOM_NEEDED:
        raise Stopped(f"{offered} waits: {free // 2**20} MB are free, {ROOM_NEEDED // 2**20} MB are needed")
    _fetched(places, offered)
    trial = {"version": offered, "before": at_work, "seen": _painted(places).get("painted_at"), "since": _now()}
    _write(places.trial, trial)
    _tell(places, trial, "trying", f"{offered} is being tried; {at_work} was at work")
    try:
        _installed(places.package(offered))
    except Stopped as fault:
        return _back(places, trial, f"it could not be installed: {fault}")
    return _judged(places, trial)


def _fetched(places: Places, version: str) -> None:
    """Bring the package beside the others; apt checks it against the signed list. Raises Stopped."""
    coming = places.folder / "coming"
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir()
    _apt(places, "apt-get", "download", f"{NAME}={version}", where=coming)
    found = list(coming.glob("*.deb"))
    if len(found) != 1:
        raise Stopped(f"the archive gave no package of {version}")
    found[0].replace(places.package(version))
    coming.rmdir()


def _resumed(places: Places, trial: Mapping[str, Any]) -> int:
    """After a power cut: what is whole is judged, what is not goes back."""
    with suppress(Stopped):
        _run(["dpkg", "--configure", "-a", "--force-confdef", "--force-confold"])
    whole = f"{NAME} {trial['version']} install ok installed"
    asked = _run(["dpkg-query", "-W", "-f", "${Package} ${Version} ${Status}", NAME])
    return _judged(places, trial) if asked == whole else _back(places, trial, "its installation was interrupted")


def _judged(places: Places, trial: Mapping[str, Any]) -> int:
    """Wait for the proof; without it go back."""
    if not _proved(places, trial["version"], trial.get("seen")):
        return _back(places, trial, f"it did not prove its screen within {places.within:.0f} s")
    _tell(places, trial, "good", f"{trial['version']} proved its screen; {trial['before']} was before")
    _done(places, keep=trial["version"])
    return 0


def _back(places: Places, trial: Mapping[str, Any], why: str) -> int:
    """Put the version before in its place again, and say so."""
    version, before = trial["version"], trial["before"]
    _write(places.folder / "refused.json", {"version": version, "why": why, "at": _now()})
    seen = _painted(places).get("painted_at")
    try:
        _installed(places.package(before))
    except Stopped as fault:
        _tell(places, trial, "stuck", f"{version} was given up ({why}), and {before} could not be put back: {fault}")
        raise
    proved = _proved(places, before, seen)
    after = "is back" if proved else "is back and does not prove its screen either"
    _tell(places, trial, "back", f"{version} was given up: {why}; {before} {after}")
    _done(places, keep=before)
    return 2


def _done(places: Places, keep: str) -> None:
    """Forget what was begun, and every package but that of the version at work: the next one's way back."""
    places.trial.unlink(missing_ok=True)
    for one in places.folder.glob("*.deb"):
        if one != places.package(keep):
            one.unlink()


def _settled(places: Places, at_work: str) -> None:
    """The archive wants what is at work: what was given up before is history."""
    told = _read(places.state / "renewal.json")
    (places.folder / "refused.json").unlink(missing_ok=True)
    if told and told.get("outcome") != "good":
        _tell(places, {"version": at_work, "before": at_work}, "good", f"{at_work} is at work, as the archive wants")


def _proved(places: Places, version: str, seen: Any) -> bool:
    """Whether that version's screen is read back, in so many readings other than the one `seen`, before the time is over."""
    end, found = time.monotonic() + places.within, set[str]()
    while time.monotonic() < end:
        painted = _painted(places)
        good = painted.get("program") == version and not painted.get("hidden") and painted.get("screen") != "poster"
        if good and painted.get("painted_at") != seen:
            found.add(str(painted.get("painted_at")))
        if len(found) >= PROOFS:
            return True
        time.sleep(LOOK_SECONDS)
    return False


def _painted(places: Places) -> dict[str, Any]:
    return _read(places.state / "painted.json")


def _installed(package: Path) -> None:
    """Install it, and only that: what else it wants comes from Debian. Raises Stopped."""
    options = ["-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold"]
    words = ["apt-get", "-q", "-y", *options, "-o", "DPkg::Lock::Timeout=600", "install", "--no-install-recommends"]
    _run([*words, "--allow-downgrades", "--reinstall", str(package)])


def _apt(places: Places, program: str, *words: str, where: Path | None = None) -> str:
    """Ask that archive alone."""
    own = {
        "Dir::Etc::sourcelist": places.source,
        "Dir::Etc::sourceparts": os.devnull,
        "Dir::Etc::preferences": places.folder / "pin",
        "Dir::Etc::preferencesparts": os.devnull,
        "Dir::State::lists": places.folder / "lists",
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
        "Acquire::Languages": "none",
    }
    options = [word for name, value in own.items() for word in ("-o", f"{name}={value}")]
    return _run([program, "-q", *options, *words], where)


def _run(words: list[str], where: Path | None = None) -> str:
    """Run it; its output. Raises Stopped with the line that says why."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            words, cwd=where, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=COMMAND_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Stopped(f"{words[0]}: {fault}") from fault
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or [f"it ended with {done.returncode}"]
        worst = [line for line in lines if line.startswith(("E:", "dpkg: error"))] or lines[-1:]
        raise Stopped(f"{words[0]}: {worst[0].strip()[:300]}")
    return done.stdout


def _tell(places: Places, trial: Mapping[str, Any], outcome: str, why: str) -> None:
    """Write for doctor and desk what became of it; and into the journal."""
    print(why, file=sys.stderr)
    told = {"version": trial["version"], "before": trial["before"], "outcome": outcome, "why": why, "at": _now()}
    with suppress(OSError):
        _write(places.state / "renewal.json", told)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """All of it or nothing, onto the disk; through no link. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(value, ensure_ascii=False) + "\n")
        file.flush()
        os.fchmod(handle, 0o644)
        os.fsync(handle)
    beside.replace(path)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> int:
    """Run once; what stops it is one line on stderr."""
    asked = argparse.ArgumentParser(description="Renew the gate's package, and go back where it does not paint.")
    asked.add_argument("--source", type=Path, default=Path("/etc/kiosk/packages.list"))
    asked.add_argument("--folder", type=Path, default=Path("/var/lib/gate-kiosk-renew"))
    asked.add_argument("--state", type=Path, default=Path("/var/lib/gate-kiosk"))
    asked.add_argument("--within", type=float, default=WITHIN_SECONDS)
    try:
        return renew(Places(**vars(asked.parse_args())))
    except (Stopped, OSError) as fault:
        print(f"gate-renew: {fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
