"""The real display on a real (virtual) screen: touched with a finger, walked with a keypad, left alone."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.display.presenters.mark import Mark
from kiosk.domain.checklist import Weight
from kiosk.gate.store import Store
from tests.display.conftest import EDITION
from tests.display.panel import ROOT, Panel, State, lacking, panel, screen, wait_for
from tests.feed.workshop import Feed, whole_edition

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")

ROUTES: dict[str, list[tuple[str, str | None]]] = {
    "attract": [],
    "map": [("begin", None)],
    "search": [("begin", None), ("search", None)],
    "languages": [("begin", None), ("languages", None)],
    "place": [("begin", None), ("place", "bavet")],
    "checklist": [("begin", None), ("checklist", None)],
    "help": [("begin", None), ("go", "help")],
    "about": [("begin", None), ("go", "help"), ("go", "about")],
}


@pytest.fixture(scope="module")
def display_window() -> Iterator[str]:
    """A portrait screen."""
    with screen() as display:
        yield display


@pytest.fixture
def shown(display_window: str, state: Path) -> Iterator[Panel]:
    """The display, full screen, painted; afterwards Qt must have said nothing."""
    with panel(display_window, state) as one:
        yield one
    assert one.complaints() == ""


def go(shown: Panel, name: str) -> State:
    """Taps the way to a screen."""
    for action, argument in ROUTES[name]:
        before = shown.state["key"], shown.state["languages"]
        _turn_to(shown, action, argument)
        shown.tap(action=action, argument=argument)
        shown.until(lambda now, before=before: (now["key"], now["languages"]) != before)
        shown.quiet()
    return shown.state


def _turn_to(shown: Panel, action: str, argument: str | None) -> None:
    """Turns pages until the control is there, as a visitor would."""
    while not _has(shown.state, action, argument):
        page = shown.state["page"]
        assert page + 1 < shown.state["pages"], f"no control {action} {argument} on any page of {shown.state['screen']}"
        shown.key("Next")
        shown.until(lambda now, page=page: now["page"] > page)
        shown.quiet()


def _has(now: State, action: str, argument: str | None) -> bool:
    return any(one["action"] == action and argument in (None, one["argument"]) for one in now["targets"])


def mark_of(picture: Image.Image) -> Mark | None:
    """The edition mark on a screenshot."""
    from PySide6.QtGui import QImage

    from kiosk.display.paint.cells import read_image

    data = picture.tobytes()
    return read_image(QImage(data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888))


def test_the_window_fills_the_screen(shown: Panel) -> None:
    """Full screen without a window manager: nothing but the display is to be seen."""
    shown.until(lambda now: now["size"] == [1080, 1920])


def test_windowed_fits_the_screen_and_keeps_its_shape(state: Path) -> None:
    """On a desktop the whole portrait picture is scaled to fit."""
    with screen("1920x1080") as desktop, panel(desktop, state, "--windowed") as shown:
        wide, high = shown.state["size"]
        assert (wide <= 1920, high <= 1080, round(wide / high, 2)) == (True, True, round(1080 / 1920, 2))
        go(shown, "place")


def test_one_tap_begins(shown: Panel) -> None:
    """A finger on "touch to begin" shows the map."""
    go(shown, "map")
    assert shown.state["screen"] == "map"


def test_a_finger_finds_its_way(shown: Panel) -> None:
    """Begin, a place, checklist, a sign, through to the verdict, help, home."""
    go(shown, "checklist")
    shown.tap(action="tick")
    while shown.state["screen"] == "checklist":
        before = shown.state["key"], shown.state["page"]
        shown.tap(action="group")
        shown.until(lambda now, before=before: (now["key"], now["page"]) != before)
        shown.quiet()
    assert shown.state["screen"] == "verdict"
    shown.tap(action="go", argument="help")
    shown.until(lambda now: now["screen"] == "help")
    shown.tap(action="home")
    shown.until(lambda now: now["screen"] == "attract")


def test_four_taps_reach_the_verdict(shown: Panel) -> None:
    """Who is in a hurry: begin, the job offer, one strong sign, the result; ticking moves no other control."""
    go(shown, "checklist")
    strong = next(sign for sign in EDITION.checklist.signs if sign.weight is Weight.STRONG)
    assert strong.group == EDITION.checklist.groups[0].id
    before = {(one["action"], one["argument"]): one["y"] for one in shown.state["targets"]}
    shown.tap(action="tick", argument=strong.id)
    shown.until(lambda now: _has(now, "go", "verdict"))
    after = {(one["action"], one["argument"]): one["y"] for one in shown.state["targets"]}
    assert before == {key: after[key] for key in before}
    shown.tap(action="go", argument="verdict")
    shown.until(lambda now: now["screen"] == "verdict")


def test_the_keypad_reaches_every_control(shown: Panel) -> None:
    """With the arrows alone, each enabled control once, in an order that ends with the dock and then begins again."""
    for name in ROUTES:
        _walked(shown, name)
        if name == "languages":
            shown.tap(action="locale", argument="ko")
            shown.until(lambda now: not now["languages"])
        shown.home()


def _walked(shown: Panel, name: str) -> None:
    wanted = [one for one in go(shown, name)["targets"] if one["enabled"]]
    walked: list[str] = []
    for _ in range(len(wanted) + 2):
        before = shown.state["focused"]
        shown.key("Down")
        walked.append(shown.until(lambda now, before=before: now["focus"] and now["focused"] != before)["focus"])
        if walked.count(walked[0]) > [one["name"] for one in wanted].count(walked[0]):
            break
    lap = walked[: len(wanted)]
    assert sorted(lap) == sorted(one["name"] for one in wanted), name
    dock = [one["name"] for one in wanted if one["action"] in ("home", "back", "languages", "mode", "listen")]
    positions = sorted(lap.index(one) for one in dock)
    assert (
        positions == list(range(positions[0], positions[0] + len(dock)))
        or name == "attract"
        or _with_hotline(lap, dock)
    )


def _with_hotline(lap: list[str], dock: list[str]) -> bool:
    """In portrait the hotline stands between home, back and the rest of the dock."""
    positions = sorted(lap.index(one) for one in dock)
    return positions[-1] - positions[0] == len(dock)


def test_the_keypad_walks_the_map_from_its_search_down(shown: Panel) -> None:
    """Reading order: the search stands above the map, so it comes before the map's places."""
    field = min((one for one in go(shown, "map")["targets"] if one["action"] == "search"), key=lambda one: one["y"])
    shown.key("Down")
    assert shown.until(lambda now: now["focus"])["focus"] == field["name"]


def test_the_focus_ring_is_seen(shown: Panel) -> None:
    """One ring at a time: around the control that has the keys, dark enough and 6 px wide, and gone from the last one."""
    shown.quiet()
    without = np.asarray(shown.picture()).astype(int)
    shown.key("Down")
    shown.until(lambda now: now["focus"])
    first = shown.quiet()
    once = np.asarray(shown.picture()).astype(int)
    _ring_around(first, without, once)
    shown.key("Down")
    second = shown.until(lambda now: now["focus"] != first["focus"])
    shown.quiet()
    twice = np.asarray(shown.picture()).astype(int)
    _ring_around(second, without, twice)


def _ring_around(now: State, before: np.ndarray, after: np.ndarray) -> None:
    (one,) = [target for target in now["targets"] if target["name"] == now["focus"]]
    rows, columns = np.nonzero(np.abs(after - before).max(axis=2) > 80)
    assert rows.size > 4 * (one["w"] + one["h"]), f"no ring around {one['name']}"
    left, top, right, bottom = columns.min(), rows.min(), columns.max(), rows.max()
    away = (one["x"] - left, one["y"] - top, right - one["x"] - one["w"], bottom - one["y"] - one["h"])
    assert max(away) < 24, f"more than one ring, or a ring elsewhere: {away}"


def test_enter_back_and_home_work_from_the_keypad(shown: Panel) -> None:
    """Enter takes what has the ring, Backspace goes back, Home home."""
    begin = next(one["name"] for one in shown.state["targets"] if one["action"] == "begin")
    for _ in range(20):
        if shown.state["focus"] == begin:
            break
        before = shown.state["focused"]
        shown.key("Down")
        shown.until(lambda now, before=before: now["focused"] != before)
    shown.key("Return")
    shown.until(lambda now: now["screen"] == "map")
    shown.quiet()
    shown.tap(action="place")
    shown.until(lambda now: now["screen"] == "place")
    shown.key("BackSpace")
    shown.until(lambda now: now["screen"] == "map")
    shown.key("Home")
    shown.until(lambda now: now["screen"] == "attract")


def test_a_language_is_switched_where_one_stands(shown: Panel) -> None:
    """The page stays, its words change."""
    before = go(shown, "place")
    shown.tap(action="languages")
    shown.until(lambda now: now["languages"])
    shown.quiet()
    shown.tap(action="locale", argument="vi")
    after = shown.until(lambda now: now["locale"] == "vi" and not now["languages"])
    assert after["key"] == before["key"]
    assert {one["name"] for one in after["targets"]} != {one["name"] for one in before["targets"]}


IDLE = "[display]\nidle_seconds = 10\n"


def test_an_idle_visit_is_forgotten(display_window: str, state: Path) -> None:
    """A countdown comes, and left alone everything is forgotten: place, language and modes."""
    with panel(display_window, state, settings=IDLE) as shown:
        go(shown, "place")
        shown.tap(action="mode", argument="contrast")
        shown.until(lambda now: now["modes"] == ["contrast"])
        shown.until(lambda now: now["countdown"], 60)
        end = shown.until(lambda now: now["screen"] == "attract", 60)
        assert (end["modes"], end["locale"], end["countdown"]) == ([], "ko", "")


def test_a_new_bundle_repaints_and_keeps_the_place(shown: Panel, feed: Feed, state: Path) -> None:
    """The visitor stays where they are; the mark on the screen tells the new edition, sooner than any poll would."""
    key = go(shown, "place")["key"]
    feed.publish(whole_edition(2, feed.now))
    Store(state).accept(feed.bundle())
    _painted_soon(shown, state, 2)
    assert shown.state["key"] == key


def _painted_soon(shown: Panel, state: Path, number: int) -> None:
    """From now the edition is written down as painted within 4 s, and its mark stands on the screen."""
    began = time.time()
    assert wait_for(lambda: (Store(state).read_painted() or {}).get("edition") == number)
    assert (state / "painted.json").stat().st_mtime - began < 4
    assert wait_for(lambda: (mark := mark_of(shown.picture())) is not None and mark.number == number)


def test_a_disk_that_hangs_holds_up_no_touch(shown: Panel, feed: Feed, state: Path) -> None:
    """While whoever reads the folder stands still, screens change as ever; afterwards the new edition is there."""
    children = Path(f"/proc/{shown.process.pid}/task/{shown.process.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGSTOP)
    feed.publish(whole_edition(2, feed.now))
    Store(state).accept(feed.bundle())
    key = go(shown, "place")["key"]
    for child in children:
        os.kill(int(child), signal.SIGCONT)
    _painted_soon(shown, state, 2)
    assert (len(children), shown.state["key"]) == (1, key)


@pytest.mark.parametrize("mode", ["normal", "contrast"])
def test_the_mark_is_read_from_the_screen(shown: Panel, state: Path, mode: str) -> None:
    """From a screenshot of the running display: this edition, this hash, this minute."""
    if mode != "normal":
        go(shown, "map")
        shown.tap(action="mode", argument=mode)
        shown.until(lambda now: now["modes"] == [mode])
        shown.quiet()
    held = Store(state).load()
    found = mark_of(shown.picture())
    assert found is not None
    now = int(datetime.now(UTC).timestamp()) // 60
    assert (found.number, found.hash32, now - found.minute in (0, 1)) == (1, int(held.sha256[:8], 16), True)


@pytest.mark.usefixtures("shown")
def test_what_was_painted_is_written_down(state: Path) -> None:
    """`painted.json` tells the edition that stands on the screen."""
    assert wait_for(lambda: Store(state).read_painted() is not None)
    painted = Store(state).read_painted()
    assert painted is not None
    assert (painted["edition"], painted["screen"]) == (1, "attract")
    assert set(painted) == {"edition", "screen", "locale", "painted_at", "mark"}


def test_nothing_is_drawn_while_nothing_changes(shown: Panel) -> None:
    """No frame in three seconds of a still screen (the mark's minute aside)."""
    go(shown, "map")
    shown.quiet(1.0)
    wait_for(lambda: 3 <= datetime.now(UTC).second < 55)
    frames = shown.state["frames"]
    assert not wait_for(lambda: shown.state["frames"] != frames, 3)


def test_the_self_test_paints_every_screen(display_window: str, state: Path) -> None:
    """`kiosk display --self-test` starts the real display, paints, quits with 0."""
    import os

    words = [sys.executable, "-m", "kiosk", "display", "--state", str(state), "--self-test"]
    environment = {**os.environ, "DISPLAY": display_window, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 screens of edition 1" in done.stdout


def test_it_ends_when_told(display_window: str, state: Path) -> None:
    """SIGTERM ends it with 0, and it said nothing."""
    shown = Panel(display_window, state)
    shown.until(lambda now: now["frames"] > 0)
    assert (shown.end(), shown.complaints()) == (0, "")


def test_no_trace_of_a_visit_is_left(shown: Panel, state: Path) -> None:
    """After a visit the state folder holds the same files, and no word of what was ticked, typed or looked at."""
    go(shown, "search")
    shown.tap(action="type")
    shown.quiet()
    shown.tap(action="home")
    shown.until(lambda now: now["screen"] == "attract")
    texts = [
        path.read_bytes()
        for path in state.rglob("*")
        if path.is_file() and path.name in ("painted.json", "status.json")
    ]
    assert not any(b"quer" in text or b"tick" in text for text in texts)
    assert {path.name for path in state.iterdir()} <= {
        "bundle",
        "bundle.previous",
        "painted.json",
        "trust",
        ".bundle.lock",
    }
    assert all(isinstance(json.loads(text), dict) for text in texts)


ENDED_IN_A_FRAME = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from kiosk.display.app import run
from kiosk.display.application import application, prepare
from kiosk.display.first_page import FirstPage
from kiosk.gate.settings import load

def end():
    window = app.topLevelWindows()[0]
    window.frameSwapped.connect(lambda: os.kill(os.getpid(), signal.SIGTERM))
    window.update()

prepare(offscreen=True)
app = application(["kiosk"])
QTimer.singleShot(int(sys.argv[2]), end)
sys.exit(run(FirstPage(Path(sys.argv[1]), load(None)), windowed=False, self_test=False, headless=True))
"""


@pytest.mark.parametrize("after_ms", [0, 2000])
def test_it_may_be_ended_in_the_midst_of_a_frame(state: Path, after_ms: int) -> None:
    """Its supervisor's word can come while Qt paints, the first page or a later one: the window goes once the frame is done."""
    words = [sys.executable, "-c", ENDED_IN_A_FRAME, str(state), str(after_ms)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
