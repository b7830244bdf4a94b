"""The conductor: lets the hours pass, does what the schedule says, and looks at every screen after each step of time.

Rules: idle time passes in steps of `STEP_SECONDS`, the timestamper's own beat; after each the world works at its true speed
until it is at rest.
"""

import contextlib
import re
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from kiosk import clock
from tests.display.panel import ROOT, wait_for
from tests.ports import free_ports
from tests.soak.box import Box
from tests.soak.eye import Eye, read_mark
from tests.soak.findings import PAINT_SECONDS, Findings
from tests.soak.hours import Hours
from tests.soak.installation import Installation
from tests.soak.schedule import KIOSKS, STEADY, Event, events
from tests.soak.traveller import Travellers
from tests.soak.watching import BACK_MINUTES, Watching

STEP_SECONDS = 300.0
BEAT_SECONDS, REST_SECONDS = 0.12, 0.2
POLL_SECONDS = 6.0
"""A courier asks every five seconds at the latest."""
START_SECONDS = 40.0
TELL_LOOKS = 150
MOST_PICTURES = 40
PROGRAM = ("kiosk", "assets", "translations", "pyproject.toml")
COMPLAINT = re.compile(r"Traceback|Error\b|is frozen|has not proved|ended \(-|Segmentation|core dumped|WORKER TIMEOUT")


class Night:
    """One run. `told`: called with the report so far, at each day's end and at the end."""

    def __init__(self, root: Path, seed: int, said: tuple[float, int, int], told: Callable[[Findings], None]) -> None:
        """`said`: days, visits, editions."""
        self.root, self.hours, self.findings, self._told = root, Hours(), Findings(seed), told
        self.plan, self._stack = events(seed, *said), ExitStack()
        self.pictures = root / "pictures"
        self.pictures.mkdir()
        self.due: list[tuple[float, Callable[[], None]]] = []

    def run(self) -> Findings:
        """The whole of it."""
        began, told = time.monotonic(), 0
        with self._stack:
            self._begin()
            for event in self.plan:
                self._pass_until(event.at)
                self._happen(event)
                self.findings.true_seconds = time.monotonic() - began
                if self.findings.counts["looks"] // TELL_LOOKS > told:
                    told += 1
                    self._told(self.findings)
            self._finish()
        self.findings.true_seconds = time.monotonic() - began
        self._told(self.findings)
        return self.findings

    @property
    def minute(self) -> float:
        """Minutes since the beginning."""
        return (clock.ticks() - self._zero) / 60

    def _begin(self) -> None:
        self.station = Installation(self.root, self._stack)
        self.eye = Eye()
        self._stack.callback(self.eye.close)
        self.travellers = Travellers(self.eye, self.findings, self._keep)
        self.boxes = [self._box(number) for number in range(KIOSKS)]
        self._zero = clock.ticks()
        self.watching = Watching(
            self.eye, self.travellers, self.findings, self.station.published, lambda: self.minute, self._keep
        )
        for box in self.boxes:
            box.start()
        for box in self.boxes:
            assert wait_for(lambda box=box: self.watching.right(box), START_SECONDS), box.said.read_text()
        a, b = self.station.officers()
        for box in self.boxes:
            assert wait_for(lambda box=box: box.code in a.get("/kiosks/").text, START_SECONDS)
            a.post(f"/kiosks/{box.code}/name/", terminal=box.settings.site.terminal, gate=box.settings.site.gate)
            b.post(f"/kiosks/{box.code}/confirm/")

    def _box(self, number: int) -> Box:
        front = self.station.front
        ports = (free_ports(1), free_ports(1), front.ports[2], self.station.house.port)
        box = Box(number, self.root, ports, self.station.anchor, front.ca)
        self._stack.callback(box.close)
        return box

    def _keep(self, name: str, picture: Image.Image) -> None:
        count = len(list(self.pictures.iterdir()))
        if count < MOST_PICTURES:
            picture.save(self.pictures / f"{count:02d} {name}.png")

    # time

    def _pass_until(self, minute: float) -> None:
        while True:
            later = sorted(self.due, key=lambda one: one[0])
            end = min([minute, *(at for at, _ in later[:1])])
            while (left := (end - self.minute) * 60) > 0:
                self._step(min(STEP_SECONDS, left))
            if not later or later[0][0] > minute:
                return
            self.due.remove(later[0])
            later[0][1]()

    def _step(self, seconds: float) -> None:
        """Servers first, then what asks them: the order in which a beat and a poll come in the minutes that were left out."""
        if seconds > POLL_SECONDS:
            self.hours.jump(seconds - POLL_SECONDS)
            time.sleep(BEAT_SECONDS)
        self.hours.jump(min(POLL_SECONDS, seconds))
        time.sleep(REST_SECONDS)
        self.watching.look(self._on(), seconds / 60)

    def _after(self, minutes: float, act: Callable[[], None]) -> None:
        self.due.append((self.minute + minutes, act))

    def _on(self) -> list[Box]:
        return [box for box in self.boxes if box.process]

    # what happens

    def _happen(self, event: Event) -> None:
        self.findings.counts[f"event: {event.kind}"] += 1
        getattr(self, f"_{event.kind.replace('-', '_')}")(event)

    def _visits(self, event: Event) -> None:
        on = {box.number: box for box in self._on()}
        self.travellers.round(on, event.turns)

    def _edition(self, event: Event) -> None:
        number = self.station.announce(self.findings.counts["event: edition"], event.much)
        self._painted(number)

    def _painted(self, number: int) -> None:
        """Wait for the edition at every kiosk that can know of it; seconds since it came into force."""
        began = time.monotonic()
        waiting = [box for box in self._on() if not self.watching.excused(box.number)]
        while waiting and time.monotonic() - began < 4 * PAINT_SECONDS:
            for box in list(waiting):
                mark = read_mark(box.window.pixels)
                if mark and mark.number == number:
                    waiting.remove(box)
                    self.findings.paints.append(time.monotonic() - began)
            time.sleep(0.02)
        late = [one for one in self.findings.paints[-KIOSKS:] if one > PAINT_SECONDS]
        for _ in late:
            self.findings.counts["later than 7 s"] += 1
        for box in waiting:
            self.findings.wrong("late edition", f"kiosk {box.number} does not show {number}; {box.situation()}")

    def _cut(self, event: Event) -> None:
        box = self.boxes[event.kiosk]
        for cable in (box.feed, box.desk):
            cable.put(event.word)
        self.watching.excuse(event.kiosk, event.much + BACK_MINUTES)

        def mend() -> None:
            for cable in (box.feed, box.desk):
                cable.put("whole")

        self._after(event.much, mend)

    def _hostile(self, event: Event) -> None:
        if event.word == "altered":
            self._edition(event)
        self.station.turn_hostile(event.word)
        box = self.boxes[event.kiosk]
        box.feed.put(box.feed.state, self.station.front.hostile_port)
        self.watching.excuse(event.kiosk, event.much + BACK_MINUTES)
        self._after(event.much, lambda: box.feed.put(box.feed.state, self.station.front.ports[2]))

    def _power(self, event: Event) -> None:
        box = self.boxes[event.kiosk]
        if box.process:
            box.cut_power()
            self._after(event.much, lambda: self._start(box))

    def _start(self, box: Box, program: Path = ROOT) -> None:
        if box.process:
            return
        box.start(program)
        self.travellers.begins_anew(box)
        began = time.monotonic()
        if not wait_for(lambda: self.watching.right(box), START_SECONDS):
            self.findings.wrong("blank or frozen", f"kiosk {box.number} not painted after its start; {box.situation()}")
        self.findings.counts["starts"] += 1
        self.findings.counts["longest start, ms"] = max(
            self.findings.counts["longest start, ms"], int(1000 * (time.monotonic() - began))
        )
        self.watching.excuse(box.number, BACK_MINUTES)

    def _clock(self, event: Event) -> None:
        box = self.boxes[event.kiosk]
        box.set_clock(float(event.word) * 3600)
        self.watching.excuse(event.kiosk, event.much + BACK_MINUTES)
        self._after(event.much, lambda: box.set_clock(0.0))

    def _keys(self, event: Event) -> None:
        if said := self.station.rotate(event.word):
            self.findings.wrong("rotation failed", said)
        self._painted(self.station.sign_again())

    def _upgrade(self, event: Event) -> None:
        """Another version of the program on the same folder, and back: after hours, or since it never proved its screen."""
        box, program = self.boxes[event.kiosk], self._another(event.word)
        if not box.process:
            return
        self._ended(box)
        if event.word:
            box.start(program)
            if wait_for(lambda: self.watching.right(box), START_SECONDS / 2):
                self.findings.wrong("wrong exit", "a broken program proved a screen")
            box.cut_power()
            self._start(box)
            return
        self._start(box, program)

        def back() -> None:
            if box.process:
                self._ended(box)
                self._start(box)

        self._after(event.much, back)

    def _ended(self, box: Box) -> None:
        if code := box.end():
            self.findings.wrong("wrong exit", f"kiosk {box.number} ended with {code}")

    def _another(self, word: str) -> Path:
        folder = self.root / f"program{word}"
        if not folder.exists():
            folder.mkdir()
            for name in PROGRAM:
                source = ROOT / name
                (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
            cli = folder / "kiosk" / "cli.py"
            cli.write_text(re.sub(r'VERSION = "[^"]+"', 'VERSION = "99.0"', cli.read_text(encoding="utf-8")))
            if word:
                (folder / "kiosk" / "display" / "app.py").write_text('raise SystemExit("a broken program")\n')
        return folder

    # days

    def _day(self, event: Event) -> None:
        steady = self.boxes[STEADY]
        said = self.station.compare()
        self.findings.counts[f"ministry: {said}"] += 1
        self.findings.days.append(
            {
                "day": round(event.at / 1440), "true minutes": round(self.findings.true_seconds / 60, 1),
                "steady memory MiB": {name: round(value, 1) for name, value in steady.memory().items()},
                "memory MiB": [round(sum(box.memory().values()), 1) for box in self.boxes],
                "open files": [box.handles() for box in self.boxes],
                "state KiB": [box.bytes_kept() // 1024 for box in self.boxes],
                "written KiB": [box.spent.look(box.processes()) // 1024 for box in self.boxes],
                "logs KiB": [self._size(path) for path in self._logs()],
                "desk KiB": self._size(self.root / "house" / "desk"), "feed KiB": self._size(self.root / "house" / "feed"),
            }
        )  # fmt: skip
        self._told(self.findings)

    def _size(self, path: Path) -> int:
        found = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        total = 0
        for one in found:
            with contextlib.suppress(OSError):
                total += one.stat().st_size
        return total // 1024

    def _logs(self) -> list[Path]:
        return [*(box.said for box in self.boxes), *self.station.logs]

    def _finish(self) -> None:
        self._pass_until(self.minute + 3 * STEP_SECONDS / 60)
        for box in self._on():
            self._ended(box)
        for path in self._logs():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if COMPLAINT.search(line):
                    what = "crashed" if "ended (-" in line else "exception in a log"
                    self.findings.wrong(what, f"{path.name} of {path.parent.name}: {line[:300]}")
