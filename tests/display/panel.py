"""A panel to touch: a virtual screen (Xvfb), the real display on it, a finger and a keypad (xdotool).

Everything waits for a condition with a deadline; nothing sleeps for a guess. What is started here is ended here.
"""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
NEEDED = ("Xvfb", "xdotool", "import", "xrandr", "xset", "xrdb")

State = dict[str, Any]


_screens = count()


def own_display() -> int:
    """A display number nobody else takes: servers that look for a free one at the same moment can meet on it."""
    return 1000 + os.getpid() % 3000 * 16 + next(_screens) % 16


@contextmanager
def screen(size: str = "1080x1920", *options: str) -> Iterator[str]:
    """A virtual screen, with more of Xvfb's own options; gives its display name once it answers."""
    with server(["Xvfb", "-screen", "0", f"{size}x24", *options]) as display:
        yield display


@contextmanager
def server(words: list[str], **around: str) -> Iterator[str]:
    """An X server of these words, with more of an environment; gives its display name once it answers."""
    reading, writing = os.pipe()
    name, *options = words
    words = [name, f":{own_display()}", "-displayfd", str(writing), "-nolisten", "tcp", "-noreset", *options]
    process = subprocess.Popen(words, env={**os.environ, **around}, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(reading, selectors.EVENT_READ)
            assert selector.select(PATIENCE), f"{name} does not start"
        yield f":{os.read(reading, 20).decode().strip()}"
    finally:
        os.close(reading)
        process.terminate()
        process.wait(PATIENCE)


class Panel:
    """The display on a virtual screen. `state` is the last thing it told, `told` everything in order."""

    def __init__(self, display: str, folder: Path, *words: str, settings: str = "") -> None:
        self.display = display
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }
        if settings:
            file = folder.parent / f"{folder.name}.toml"
            file.write_text(settings, encoding="utf-8")
            words = ("--settings", str(file), *words)
        self.said = folder.parent / f"{folder.name}.said"
        self._errors = self.said.open("w", encoding="utf-8")
        command = [sys.executable, "-m", "tests.display.watched", "--state", str(folder), *words]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        self.told: list[State] = []
        self._news = threading.Condition()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.told.append(json.loads(line))
                self._news.notify_all()

    @property
    def state(self) -> State:
        """What it last told."""
        return self.told[-1] if self.told else {}

    def until(self, true: Callable[[State], object], seconds: float = PATIENCE) -> State:
        """Waits until what is shown makes `true` true; the state that did."""
        with self._news:
            good = self._news.wait_for(lambda: bool(self.told) and bool(true(self.state)), seconds)
        shown = {key: value for key, value in self.state.items() if key != "targets"}
        assert good, f"not within {seconds:.0f} s; shown: {shown}; said: {self.complaints()[-2000:]}"
        return self.state

    def quiet(self, seconds: float = 0.2) -> State:
        """Waits until the display has come to rest: something may begin within so long, then all is to be done."""
        with self._news:
            before = len(self.told)
            self._news.wait_for(lambda: len(self.told) > before, seconds)
        return self.until(lambda now: now["settled"])

    def hand(self, *words: str) -> str:
        """xdotool."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, check=True, timeout=PATIENCE, capture_output=True, text=True
        )
        return done.stdout

    def focus(self) -> None:
        """What a window manager would do: the keys go to the window."""
        window = self.hand("search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)).split()[0]
        self.hand("windowfocus", "--sync", window)

    def tap(self, *, action: str = "", argument: str | None = None, name: str = "") -> None:
        """A finger on the one target with that action (and argument), or that name."""
        found = [
            one
            for one in self.state["targets"]
            if (action and one["action"] == action and argument in (None, one["argument"])) or one["name"] == name
        ]
        assert found, (
            f"no target {action or name} {argument or ''} among {[one['name'] for one in self.state['targets']]}"
        )
        one = found[0]
        self.touch(one["x"] + one["w"] / 2, one["y"] + one["h"] / 2)

    def home(self) -> None:
        """Home, and at rest there."""
        if self.quiet()["screen"] != "attract":
            self.tap(action="home")
            self.until(lambda now: now["screen"] == "attract")
            self.quiet()

    def touch(self, x: float, y: float) -> None:
        """A finger at a point of the screen."""
        self.hand("mousemove", str(round(x)), str(round(y)), "click", "--delay", "0", "1")

    def key(self, *names: str) -> None:
        """Keys of the keypad, one after another."""
        self.hand("key", "--delay", "20", *names)

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        done = subprocess.run(
            ["import", "-silent", "-window", "root", "png:-"], env=self.environment, check=True, capture_output=True
        )
        from io import BytesIO

        return Image.open(BytesIO(done.stdout)).convert("RGB")

    def complaints(self) -> str:
        """What the display said on stderr."""
        return self.said.read_text(encoding="utf-8")

    def end(self) -> int:
        """Ends the display politely; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self._ear.join(PATIENCE)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self._errors.close()


@contextmanager
def panel(display: str, folder: Path, *words: str, settings: str = "") -> Iterator[Panel]:
    """The display on that screen, painted at least once and with the keys' focus."""
    shown = Panel(display, folder, *words, settings=settings)
    try:
        shown.until(lambda state: state["frames"] > 0 and min(state["size"]) > 400)
        shown.focus()
        yield shown
    finally:
        assert shown.end() not in (-signal.SIGSEGV, -signal.SIGABRT), "the display crashed"


def lacking() -> list[str]:
    """Programs these tests need that are not here."""
    return [name for name in NEEDED if shutil.which(name) is None]


def wait_for(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Polls a condition that nothing announces."""
    deadline = time.monotonic() + seconds
    tick = threading.Event()
    while not true():
        if time.monotonic() > deadline:
            return False
        tick.wait(0.02)
    return True
