"""The edition on disk: one folder that sync writes and display reads. The bundled edition is the floor.

    trust/root.json mode feed device.key   fixed at enrollment
    bundle  bundle.previous                the last good edition with its whole proof, and the one before
    status.json  painted.json              what sync last did, what the display last painted
    assigned.json                          the gate of the day, as the desk said it
    renewal.json                           what became of the last renewal, written by root
    use.json                               the totals of the last day, where use is counted

Rules:

- Reading never fails for damage: what is shown is `bundle`, else `bundle.previous`, else the bundled edition (number 0,
  no proof, so its freshness is unknown), and every step down is told in one sentence.
- What is read is verified, each time, against the first trusted root; no network and no clock is needed.
- A bundle comes in by one door, `accept`, whether the network or a stick brought it: verified, not older, and an
  edition that makes sense. What passed the door is not asked for its sense again at each start (that takes 0.2 s).
- Nothing is shown that a power cut could undo: `load` flushes the folder's names first.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.edition import Edition
from kiosk.domain.mode import MODES
from kiosk.faults import Fault
from kiosk.feed.document.codec import edition_from
from kiosk.feed.trust.bundle import MAX_SIZE, Bundle
from kiosk.files import Disk, Stamp, because, write_whole
from kiosk.gate import placing
from kiosk.gate.assignment import Assigned, assigned_from, kept
from kiosk.gate.use import Totals, totals_from
from kiosk.resources import bundled_edition

if TYPE_CHECKING:  # python-tuf takes 50 ms to import: only where something is verified
    from kiosk.feed.trust.verified import Verified

BUNDLE, PREVIOUS, BUNDLED = "bundle", "previous", "bundled"
_FILES = {BUNDLE: placing.NEWEST, PREVIOUS: placing.BEFORE}
_SMALL = 1 << 20


@dataclass(frozen=True)
class Enrollment:
    """What a kiosk was given once: its first trusted root (bytes), its mode, its feed's address ("" for none)."""

    anchor: bytes
    mode: str
    feed: str


@dataclass(frozen=True)
class Held:
    """What the kiosk holds. `source` is bundle, previous or bundled; `verified` is None only for bundled.

    `floor`: the earliest moment it can be, by what was built and what two officers signed. `faults`: a sentence each.
    `assigned`: the gate of the day, which the display asks for beside it.
    """

    edition: Edition
    sha256: str
    verified: "Verified | None"
    source: str
    floor: datetime
    faults: tuple[str, ...] = ()
    bundle: Bundle | None = field(default=None, repr=False, compare=False)
    stamp: Stamp | None = field(default=None, repr=False, compare=False)
    assigned: Assigned | None = None

    @property
    def signed_at(self) -> datetime | None:
        """Return the newest signed time verified: the one measure of age. None: never synced."""
        return self.verified.signed_at if self.verified else None


class Store:
    """The state folder at `path`. `disk` is how its files are touched."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.path = path
        self.disk = disk or Disk()

    def load(self, passed_over: Collection[str] = ()) -> Held:
        """Find the newest edition here that verifies. Never raises for damage, missing files or missing rights.

        `passed_over`: hashes of editions that the screen could not present; the next one down is taken.
        """
        made, closed = self._opened()
        faults, stamp = [*made, *closed], self._stamp()
        try:
            enrollment = self.enrollment()
        except Fault as fault:
            bundled = self.bundled("; ".join((*closed, str(fault))))
            return replace(bundled, faults=(*made, *bundled.faults), stamp=stamp)
        for source in _FILES:
            try:
                held = replace(self._held(source, enrollment), faults=tuple(faults), stamp=stamp)
                if held.sha256 not in passed_over:
                    return held
                faults.append(f"edition {held.edition.number} could not be presented")
            except FileNotFoundError:
                continue
            except (Fault, OSError) as fault:
                faults.append(f"{self.path / _FILES[source]}: {_said(fault)}")
        if faults:
            faults = [*self._mistrusted(), *faults]
        faults.append(
            "the bundled edition is shown" if faults else "no edition was fetched yet: the bundled one is shown"
        )
        return replace(self._bundled, faults=tuple(faults), stamp=stamp)

    def fresh(self, held: Held, passed_over: Collection[str] = ()) -> Held:
        """Return `held` itself while no other bundle has been written since, else what is here now."""
        return held if held.stamp is not None and held.stamp == self._stamp() else self.load(passed_over)

    def signs(self) -> tuple[Stamp | None, Stamp | None]:
        """Tell what is another whenever something here has changed: the folder's stamp and the bundle's."""
        try:
            return self.disk.stamp(self.path), self._stamp()
        except OSError:
            return None, None

    def bundled(self, fault: str) -> Held:
        """Return the bundled edition, and why it is shown; asks nothing of the folder."""
        return replace(self._bundled, faults=(f"{fault}; the bundled edition is shown meanwhile",))

    def accept(self, bundle: Bundle, known: Held | None = None) -> Held:
        """Keep `bundle` if it may take the place of what is held (`known`, if still so), and hold it.

        Raises Refusal where it may not, OSError where it cannot be kept, Fault where the kiosk is not enrolled.
        """
        from kiosk.feed.trust import succession, verification

        enrollment = self.enrollment()
        verified = verification.verify(bundle, enrollment.anchor, enrollment.mode)
        with self.disk.locked(self.path / ".bundle.lock"):
            held = self.fresh(known) if known else self.load()
            if held.verified:
                succession.supersedes(verified, held.verified)
            edition = held.edition if held.sha256 == verified.edition_sha256 else placing.sensible(verified)
            if bundle != held.bundle or held.source != BUNDLE:
                placing.keep(self.disk, self.path, bundle, rotate=held.source == BUNDLE)
        new = Held(edition, verified.edition_sha256, verified, BUNDLE, self._floor(verified), bundle=bundle)
        return replace(new, stamp=self._stamp())

    def keep(self, bundle: Bundle) -> None:
        """Write a bundle that has been checked; the one before stays as `bundle.previous`. Raises OSError."""
        placing.keep(self.disk, self.path, bundle, rotate=self.load().source == BUNDLE)

    def enrollment(self) -> Enrollment:
        """Read what enrollment gave this kiosk. Raises Fault, one line that says what to do."""
        folder = self.path / "trust"
        try:
            anchor = self.disk.read(folder / "root.json", _SMALL)
            mode = self.disk.read(folder / "mode", 100).decode("ascii", "replace").strip()
        except FileNotFoundError:
            raise Fault(f"{self.path} has no trusted root: run `kiosk enroll`") from None
        except OSError as fault:
            raise Fault(_said(fault)) from fault
        if mode not in MODES:
            raise Fault(f"{folder / 'mode'}: wanted one of {', '.join(MODES)}, got {mode[:20]!r}")
        return Enrollment(anchor, mode, self._line(folder / "feed"))

    def sound(self) -> Enrollment:
        """Return the enrollment, its root looked at too. Raises Fault, one line that says what to do."""
        from kiosk.feed.trust import verification

        enrollment = self.enrollment()
        try:
            verification.root_in_force((), enrollment.anchor, enrollment.mode)
        except verification.Untrusted as fault:
            root = self.path / "trust" / "root.json"
            raise Fault(f"{root}, this kiosk's own trusted root, is damaged or of another mode: enroll anew") from fault
        return enrollment

    def write_status(self, status: Mapping[str, Any]) -> None:
        """Write what sync last did. Raises OSError."""
        self._write_json("status.json", status)

    def write_assigned(self, assigned: Assigned) -> None:
        """Write the gate of the day. Raises OSError."""
        self._write_json("assigned.json", kept(assigned))

    def read_assigned(self) -> Assigned | None:
        """Read the gate of the day, or None if none was kept."""
        try:
            return assigned_from(self._read_json("assigned.json"))
        except (ValueError, TypeError, KeyError):
            return None

    def write_painted(self, painted: Mapping[str, Any]) -> None:
        """Write what the display last painted. Raises OSError."""
        self._write_json("painted.json", painted)

    def write_use(self, totals: Totals) -> None:
        """Write how the kiosk was used on the last day that is over. Raises OSError."""
        self._write_json("use.json", totals.told())

    def read_use(self) -> Totals | None:
        """Read how the kiosk was used on a day, or None if none was kept."""
        try:
            return totals_from(self._read_json("use.json"))
        except ValueError:
            return None

    def read_status(self) -> dict[str, Any] | None:
        """Read what sync last did, or None if that cannot be told."""
        return self._read_json("status.json")

    def read_painted(self) -> dict[str, Any] | None:
        """Read what the display last painted, or None if that cannot be told."""
        return self._read_json("painted.json")

    def read_renewal(self) -> dict[str, Any] | None:
        """Read what became of the last renewal of the program, or None if there was none."""
        return self._read_json("renewal.json")

    @cached_property
    def _bundled(self) -> Held:
        data = bundled_edition().read_bytes()
        edition = edition_from(json.loads(data))
        return Held(edition, hashlib.sha256(data).hexdigest(), None, BUNDLED, edition.issued_at)

    @cached_property
    def _built(self) -> datetime:
        from kiosk.feed.document import edition_header

        return edition_header.read(bundled_edition().read_bytes()).issued_at

    def _floor(self, verified: "Verified") -> datetime:
        return max(self._built, verified.issued_at)

    def _opened(self) -> tuple[list[str], list[str]]:
        """That the folder has been made, if so; and why it cannot be opened, if so."""
        try:
            made = self.disk.make_folder(self.path)
            self.disk.flush_folder(self.path)
        except OSError as fault:
            return [], [_said(fault)]
        return [f"{self.path} was not there and has been made"] if made else [], []

    def _mistrusted(self) -> list[str]:
        try:
            self.sound()
        except Fault as fault:
            return [str(fault)]
        return []

    def _stamp(self) -> Stamp | None:
        try:
            return self.disk.stamp(self.path / _FILES[BUNDLE])
        except OSError:
            return None

    def _held(self, source: str, enrollment: Enrollment) -> Held:
        data = self.disk.read(self.path / _FILES[source], MAX_SIZE)
        from kiosk.feed.trust import verification

        bundle = Bundle.from_bytes(data)
        verified = verification.verify(bundle, enrollment.anchor, enrollment.mode)
        edition = placing.known(verified)
        return Held(edition, verified.edition_sha256, verified, source, self._floor(verified), bundle=bundle)

    def _write_json(self, name: str, value: Mapping[str, Any]) -> None:
        data = json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
        write_whole(self.path / name, data, disk=self.disk, flush=False)

    def _read_json(self, name: str) -> dict[str, Any] | None:
        try:
            found = json.loads(self.disk.read(self.path / name, _SMALL))
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def _line(self, path: Path) -> str:
        try:
            return self.disk.read(path, 1000).decode("utf-8", "replace").strip()
        except OSError:
            return ""


def _said(fault: BaseException) -> str:
    """One line from any fault; of the system's own, the file and the reason."""
    if isinstance(fault, OSError):
        return because(fault)
    return " ".join(str(fault).split()) or type(fault).__name__
