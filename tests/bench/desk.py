"""The officers' desk: pages at ten thousand stored versions, one publication, and from the second signature to the glass.

    python -m tests.bench.desk [--only pages|publishing|glass] [--versions N] [--rounds N] [--json FILE]

Rules: pages are asked for in a process of the desk's own settings, so their time is the server's; publishing is timed without
the officers' touches; the glass is a real courier (default pace: a look every 5 s) with a real display, and the touch a real
one of Chromium's on the signing page. The paint counts when the display has read the edition's mark back from its pixels.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.gate import enrollment
from tests.bench import _stage as stage
from tests.desk.chromium import Person, chromium
from tests.desk.crowd import crowd
from tests.desk.house import House, announcement
from tests.desk.test_journey import admit, enroll, sign_in, touch
from tests.desk.test_speed import PAGES, inside, session
from tests.desk.test_texts import publish

WANTED = {
    "slowest page: ms": 100.0,
    "publishing, 25 divisions: ms": 300.0,
    "B's touch to paint, p95 of 20: s": 7.0,
    "A opens the desk to paint, at human pace: s": 60.0,
    "withdrawal, decision to paint, at human pace: s": 60.0,
}
PACE = 1.5
"""Seconds before each thing the two officers do in the journey at human pace."""


def pages(root: Path, versions: int) -> dict[str, float]:
    """Milliseconds of the server for each page: the median of nine."""
    house = House(root)
    try:
        a, b = house.officer("a"), house.officer("b")
        published = a.write(zones="KH-12")
        publish(house, a, b, published)
        crowd(house, published, versions)
        draft, waiting = a.write(zones="KH-3"), a.write(zones="KH-2")
        a.post(f"{waiting}submit/", replace="on")
        names = {draft: "a draft", f"{draft}edit/": "a draft's form", waiting: "what waits", published: "what is out"}
        asked = (*PAGES, "/versions/?page=150", *names)
        found = json.loads(inside(house, "ask", session(b), "9", *asked))
        taken = {f"{names.get(path, path)}: ms": statistics.median(one[1:]) for path, one in found.items()}
        return {**taken, "slowest page: ms": max(taken.values())}
    finally:
        house.close()


def publishing(root: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of one publication for 1, 10, 25 and 50 countries of 25 divisions."""
    house = House(root)
    try:
        words = [sys.executable, "-m", "tests.bench._publish", str(rounds), "1", "10", "25", "50"]
        done = subprocess.run(words, env=house.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        figures: dict[str, float] = {}
        for count, one in json.loads(done.stdout).items():
            submit, last = (statistics.median(one[name]) for name in ("submit", "publish"))
            name = "25 divisions" if count == "1" else f"{count} countries of 25 divisions"
            figures |= {f"  {name}: kB": one["bytes"][0] / 1000, f"  {name}, submitting: ms": submit}
            figures |= {f"  {name}, last step: ms": last, f"publishing, {name}: ms": submit + last}
        return figures
    finally:
        house.close()


@contextmanager
def kiosk(house: House, root: Path) -> Iterator[Path]:
    """A kiosk of this feed: courier and display as a gate runs them; where it says what it painted."""
    state = root / "state"
    url = f"http://127.0.0.1:{house.port + 1}/"
    enrollment.enroll(state, url, house.feed.repository.roots()[0], "demo")
    words = [sys.executable, "-m", "kiosk", "run", "--state", str(state)]
    with stage.display_window() as display_window, stage.running(words, display_window.display):
        yield state / "painted.json"


def painted(file: Path) -> int:
    """The edition that the display last read back from its pixels, -1 while there is none."""
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["edition"])
    except FileNotFoundError:
        return -1


def wait_for(file: Path, number: int) -> None:
    """Until the display has painted that edition."""
    deadline = time.monotonic() + 60
    while painted(file) < number:
        if time.monotonic() > deadline:
            raise RuntimeError(f"edition {number} was not painted within a minute")
        time.sleep(0.02)


class Pair:
    """Officers A and B, each at a phone of their own, with a passkey."""

    def __init__(self, house: House, a: Person, b: Person) -> None:
        self.house, self.a, self.b = house, a, b
        sign_in(a, house, "demo-officer-a")
        sign_in(b, house, "demo-officer-b")
        for one in (a, b):
            admit(b, house, enroll(one, house))

    def journey(self, zone: str, level: str, pace: float) -> float:
        """A writes, submits and touches; B approves and touches: the moment of B's touch (monotonic)."""
        a, b, house = self.a, self.b, self.house
        a.go(f"{house.address}/")
        time.sleep(pace)
        a.go(f"{house.address}/write/announcement/?zone={zone}")
        for name, value in announcement(house.edition(), zones=zone, level=level).items():
            time.sleep(pace)
            a.fill(**{name: value})
        a.follow(".send button")
        time.sleep(pace)
        a.follow("#submit")
        time.sleep(pace)
        touch(a)
        return self.approve(b, pace)

    def approve(self, b: Person, pace: float) -> float:
        """The other looks at what waits, approves and touches: the moment of the touch (monotonic)."""
        b.go(f"{self.house.address}/")
        time.sleep(pace)
        b.follow(".box a[href^='/versions/']")
        time.sleep(pace)
        b.fill(seen="on")
        b.run("document.getElementById('unpainted')?.click()")
        time.sleep(pace)
        b.follow("#approve")
        time.sleep(pace)
        b.follow("#sign")
        b.until("!document.getElementById('content').hidden")
        time.sleep(pace)
        moment = time.monotonic()
        b.press("#touch")
        b.until("/signed:|in the feed/.test(document.getElementById('state').textContent)")
        return moment

    def notice(self) -> None:
        """A notice of theirs goes out."""
        self.a.go(f"{self.house.address}/write/notice/")
        self.a.fill(
            severity="urgent", start="2026-01-01T00:00", end="2030-01-01T00:00", title_ko="제목", title_en="Title"
        )
        self.a.fill(text_ko="내용", text_en="Text")
        self.a.follow(".send button")
        self.a.follow("#submit")
        touch(self.a)
        self.approve(self.b, 0)

    def withdraw(self, pace: float) -> None:
        """B decides that the notice must go, taps and touches; A approves and touches."""
        self.b.go(f"{self.house.address}/")
        time.sleep(pace)
        self.b.follow("form[action*='/withdraw/'] button")
        time.sleep(pace)
        touch(self.b)
        self.approve(self.a, pace)


def display_window(root: Path, rounds: int) -> dict[str, float]:
    """Seconds from B's touch to the paint, so many times; and the whole journey once at human pace."""
    house = House(root)
    try:
        with kiosk(house, root) as file, chromium(root / "chromium") as browser:
            pair = Pair(house, browser.person(), browser.person())
            wait_for(file, house.verified().number)
            number = house.verified().number + 2
            pair.notice()
            wait_for(file, number - 1)
            began = time.monotonic()
            pair.withdraw(PACE)
            wait_for(file, number)
            drill = time.monotonic() - began
            taken, whole = [], 0.0
            for turn in range(rounds + 1):
                number, began = house.verified().number + 1, time.monotonic()
                zone, level = f"KH-{turn % 25 + 1}", "LEVEL_4 여행금지" if turn % 2 else "LEVEL_2 여행자제"
                touched = pair.journey(zone, level, 0 if turn else PACE)
                wait_for(file, number)
                if turn:
                    taken.append(time.monotonic() - touched)
                else:
                    whole = time.monotonic() - began
        taken.sort()
        return {
            "withdrawal, decision to paint, at human pace: s": drill,
            "A opens the desk to paint, at human pace: s": whole,
            "B's touch to paint, p50 of 20: s": statistics.median(taken),
            "B's touch to paint, p95 of 20: s": taken[min(len(taken) - 1, round(0.95 * len(taken)) - 1)],
            "B's touch to paint, slowest: s": taken[-1],
        }
    finally:
        house.close()


def main() -> None:
    """The tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("pages", "publishing", "glass"))
    parser.add_argument("--versions", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    runs = {
        "pages": lambda root: pages(root, asked.versions),
        "publishing": lambda root: publishing(root, asked.rounds),
        "glass": lambda root: display_window(root, asked.rounds),
    }
    figures: dict[str, float] = {}
    for name, run in runs.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                figures |= run(Path(folder))
    stage.report(figures, WANTED, asked.json)


if __name__ == "__main__":
    main()
