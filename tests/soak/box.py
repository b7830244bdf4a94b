"""One gate's box in a soak: `kiosk run` on a virtual screen of its own, its clock, its cables, its folder, its memory."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from kiosk import clock
from kiosk.domain.freshness import Anchor, reanchored
from kiosk.gate.enrollment import device_key, enroll, short_code
from kiosk.gate.settings import load
from kiosk.gate.store import BUNDLE, Held, Store
from tests.bench._stage import DisplayWindow, pss_mib, tree
from tests.display.panel import ROOT
from tests.soak.cable import Cable
from tests.soak.hours import Shift

GATES = ("231", "253", "270")
_verified: dict[bytes, Held] = {}


@dataclass
class Spent:
    """What the processes that are gone had written, bytes."""

    written: dict[int, int] = field(default_factory=dict)

    def look(self, pids: list[int]) -> int:
        """Note what each has written so far; all of it."""
        for pid in pids:
            with contextlib.suppress(OSError):
                lines = Path(f"/proc/{pid}/io").read_text().splitlines()
                self.written[pid] = next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))
        return sum(self.written.values())


class Box:
    """A kiosk. `feed`, `desk`: its cables."""

    def __init__(
        self, number: int, root: Path, ports: tuple[int, int, int, int], anchor: bytes, authority: str
    ) -> None:
        """`ports`: its end of the feed's cable, of the desk's cable, the feed's own, the desk's own."""
        self.number, self.root = number, root / f"kiosk-{number}"
        self.root.mkdir()
        self.state, self.said = self.root / "state", self.root / "run.log"
        self.feed, self.desk = Cable(ports[0], ports[2]), Cable(ports[1], ports[3])
        enroll(self.state, f"https://localhost:{ports[0]}/", anchor, "demo")
        self.code = short_code(device_key(self.state))
        toml = self.root / "gate.toml"
        toml.write_text(
            f'[site]\nterminal = "T{1 + number % 2}"\ngate = "{GATES[number]}"\n'
            f'[desk]\nreport_url = "http://localhost:{ports[1]}/report/"\n',
            encoding="utf-8",
        )
        self.settings = load(toml)
        self._pixels = tempfile.TemporaryDirectory(dir=self.root)
        self.window = DisplayWindow(Path(self._pixels.name))
        self._shift = Shift(self.root / "clock", 1)
        self.environment = {
            **os.environ, "SOAK_STEADY": "slept", "SOAK_OWN": str(self.root / "clock"), "DISPLAY": self.window.display,
            "QT_QPA_PLATFORM": "xcb", "REQUESTS_CA_BUNDLE": authority,
        }  # fmt: skip
        self.words = [sys.executable, "-m", "kiosk", "run", "--state", str(self.state), "--settings", str(toml)]
        self.store = Store(self.state)
        self._seen: datetime | None = None
        self._held, self._signs = self.store.load(), self.store.signs()
        self.spent, self.codes, self.begun = Spent(), list[int](), 0
        hand = {**os.environ, "DISPLAY": self.window.display, "LD_PRELOAD": ""}
        self._hand = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, env=hand)
        self.process: subprocess.Popen[bytes] | None = None
        self._anchor: Anchor | None = None

    def start(self, program: Path = ROOT) -> None:
        """`kiosk run` of the program that lies there."""
        with self.said.open("ab") as log:
            self.process = subprocess.Popen(
                self.words, cwd=program, env={**self.environment, "PYTHONPATH": str(program)}, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.begun += 1
        self.believes(Anchor(self.wall(), clock.ticks()))

    def processes(self) -> list[int]:
        """Of all that runs there, the supervisor first."""
        return tree(self.process.pid) if self.process else []

    def cut_power(self) -> None:
        """Everything ends at once, as when the plug is pulled; the screen's server stays."""
        self.spent.look(pids := self.processes())
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._gone()

    def end(self) -> int:
        """End it as its unit would; the exit code."""
        assert self.process
        self.spent.look(self.processes())
        self.process.terminate()
        code = self._gone()
        self.codes.append(code)
        return code

    def _gone(self) -> int:
        assert self.process
        code = self.process.wait(60)
        self.process = None
        return code

    def set_clock(self, seconds: float) -> None:
        """Let the wall's clock of this box be so far from the others'."""
        self._shift.write(seconds)

    @property
    def off(self) -> float:
        """How far its clock is from the others', seconds."""
        return self._shift.read()[0]

    def wall(self) -> datetime:
        """What its clock says."""
        return clock.wall() + timedelta(seconds=self.off)

    def held(self) -> Held:
        """What its folder holds, verified here; the same bytes in several folders once."""
        signs = self.store.signs()
        if signs != self._signs:
            data = (self.state / "bundle").read_bytes() if (self.state / "bundle").exists() else b""
            found = _verified.get(data) or self.store.load()
            if found.source == BUNDLE:
                _verified.clear()
                _verified[data] = found
            self._held, self._signs = replace(found, assigned=self.store.read_assigned()), signs
        return self._held

    def believes(self, anchor: Anchor) -> None:
        """Its display begins with this clock."""
        self._anchor, self._seen = anchor, None

    def anchor(self) -> Anchor:
        """Since when the display believes its clock: since its beginning, or since clock and signed time last agreed."""
        assert self._anchor
        signed = self.held().signed_at
        if signed and (self._seen is None or signed > self._seen):
            if self._seen is not None:
                self._anchor = reanchored(self._anchor, self.wall(), clock.ticks(), signed)
            self._seen = signed
        return self._anchor

    def situation(self) -> str:
        """What a report says of it beside a finding."""
        held = self.held()
        return (
            f"at {self.wall():%d %H:%M:%S}, clock off by {self.off:.0f} s, feed {self.feed.state}:{self.feed.to}, "
            f"holds {held.edition.number} ({held.source}) signed {held.signed_at:%d %H:%M:%S}"
            if held.signed_at
            else f"holds {held.edition.number} ({held.source}), never synced"
        )

    def tap(self, x: float, y: float) -> None:
        """A finger."""
        assert self._hand.stdin
        self._hand.stdin.write(f"mousemove {round(x)} {round(y)} click 1\n".encode())
        self._hand.stdin.flush()

    def child(self, name: str) -> list[int]:
        """The display's or the courier's processes."""
        for pid in self.processes()[1:]:
            with contextlib.suppress(OSError):
                if f"\0{name}\0" in Path(f"/proc/{pid}/cmdline").read_text():
                    return tree(pid)
        return []

    def memory(self) -> dict[str, float]:
        """PSS of display and courier with what they started, MiB."""
        return {name: pss_mib(self.child(name)) for name in ("display", "sync")}

    def handles(self) -> int:
        """Open file descriptors of all its processes."""
        found = 0
        for pid in self.processes():
            with contextlib.suppress(OSError):
                found += len(list(Path(f"/proc/{pid}/fd").iterdir()))
        return found

    def bytes_kept(self) -> int:
        """What its folder takes."""
        return sum(path.stat().st_size for path in self.state.rglob("*") if path.is_file())

    def close(self) -> None:
        """End what is left."""
        if self.process:
            began = time.monotonic()
            self.end()
            assert time.monotonic() - began < 60
        assert self._hand.stdin
        self._hand.stdin.close()
        self._hand.wait(20)
        self.window.close()
        self._pixels.cleanup()
        for cable in (self.feed, self.desk):
            cable.close()
