"""A whole kiosk beside a whole desk: courier, display on a virtual screen, reports; and what may befall it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.gate.enrollment import device_key, enroll, short_code
from tests.desk.house import House, Visitor
from tests.display.panel import ROOT, wait_for

COVER = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QRasterWindow
app = QGuiApplication([])
window = QRasterWindow()
window.setFlags(Qt.WindowType.BypassWindowManagerHint)
window.setGeometry(0, int(sys.argv[1]), 1080, int(sys.argv[2]))
window.show()
timer = QTimer(interval=100)
timer.timeout.connect(lambda: window.raise_())  # not the method itself: PySide 6.11 connects that to nothing
timer.start()
app.exec()
"""
"""A black window that will not stay below: from a height of the screen on, so high."""


class Gate:
    """`kiosk run` with a state folder of its own, on the X server `display`, reporting to the desk of `house`."""

    def __init__(self, house: House, folder: Path, display: str, poll: int = 1) -> None:
        self.house, self.state, self.display = house, folder / "state", display
        enroll(self.state, f"http://127.0.0.1:{house.port + 1}/", house.feed.repository.roots()[0], "demo")
        self.code = short_code(device_key(self.state))
        settings = folder / "gate.toml"
        report = f'[desk]\nreport_url = "{house.address}/report/"\n'
        settings.write_text(
            f'[site]\nterminal = "T2"\ngate = "253"\n[feed]\npoll_seconds = {poll}\n{report}', encoding="utf-8"
        )
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        words = [sys.executable, "-m", "kiosk", "run", "--state", str(self.state), "--settings", str(settings)]
        self.said = (folder / "run.log").open("wb")
        self.process = subprocess.Popen(words, env=self.environment, stdout=self.said, stderr=self.said)

    def admit(self, a: Visitor, b: Visitor) -> None:
        """Two officers admit it, once it has asked."""
        assert wait_for(lambda: self.code in a.get("/kiosks/").text)
        a.post(f"/kiosks/{self.code}/name/", terminal="T2", gate="253")
        b.post(f"/kiosks/{self.code}/confirm/")

    def health(self, a: Visitor) -> str:
        """The desk's word for how it is."""
        found = re.search(
            rf'data-health="(\w+)"[^>]*><p><strong><a href="/kiosks/{self.code}/"', a.get("/kiosks/").text
        )
        return found[1] if found else ""

    def shows(self, a: Visitor, number: int) -> bool:
        """Whether the desk knows that this edition is proved there."""
        page = a.get(f"/kiosks/{self.code}/").text
        return 'id="health" class="box ok"' in page and f"{number}판을" in page

    def takes(self, a: Visitor, true: Callable[[str], bool], most: float) -> float:
        """Wait until the desk's word for it is such; the seconds that took."""
        began = time.monotonic()
        assert wait_for(lambda: true(self.health(a)), most), (self.health(a), self.complaints())
        return time.monotonic() - began

    def child(self, name: str) -> int:
        """The process of the display or the courier ("sync"), by its command."""
        for one in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            if f"\0{name}\0" in Path(f"/proc/{one}/cmdline").read_text():
                return int(one)
        raise AssertionError(f"no {name}: {self.complaints()}")

    def tool(self, *words: str) -> str:
        """One of X's tools."""
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=20)
        return done.stdout

    @contextmanager
    def covered(self, top: int, high: int) -> Iterator[None]:
        """A window above the display for as long as the block runs."""
        process = subprocess.Popen([sys.executable, "-c", COVER, str(top), str(high)], env=self.environment)
        try:
            yield
        finally:
            process.kill()
            process.wait(60)

    def complaints(self) -> str:
        """What it said."""
        return Path(self.said.name).read_text(encoding="utf-8", errors="replace")[-2000:]

    def close(self) -> None:
        """End all of it."""
        for name in (signal.SIGCONT, signal.SIGTERM):
            if self.process.poll() is None:
                self.process.send_signal(name)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(60)
        self.said.close()
