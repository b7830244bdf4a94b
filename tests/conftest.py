"""What holds for every test: no network but loopback, no word from Qt, long ones only when asked for.

Random order (pytest-randomly), warnings as errors and strict markers are in `pyproject.toml`. Rules kept here:

- A socket connects to this machine only (unix sockets too: a display server, a message bus).
- A line from Qt (a QML warning, a missing plugin) fails the test, unless `@pytest.mark.qt_says(REGEX)` expects it.
- Where Qt is loaded, garbage is collected between tests only, in the main thread: any thread's collector would take Qt's
  objects down where it runs, and their timers would then fire into nothing.
- `long` tests run with --long, `soak` tests with --soak.
- A test that would be skipped because something is not installed fails: `kiosk/deploy/system-test.txt` names what is wanted.
"""

import gc
import os
import re
import sys
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.feed.workshop import Feed

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parent
FIRST = ("desk", "journeys", "display", "gate", "sync")
"""Folders whose modules take longest; the order within each stays random."""
OF_ITSELF = "default: QUnifiedTimer::stopAnimationDriver: driver is not running"
"""Qt 6.11 says this when a Timer of QML is begun and ended within one turn of a slow event loop; nothing follows from it."""
TESTS_A_SWEEP = 50
"""Old garbage is looked through so often, young after each test."""

_sweeps = count()

for name, examples in (("usual", 50), ("thorough", 2000)):
    settings.register_profile(name, deadline=None, print_blob=True, max_examples=examples)


def pytest_addoption(parser: pytest.Parser) -> None:
    """--long and --soak."""
    parser.addoption("--long", action="store_true", help="also run what takes minutes")
    parser.addoption("--soak", action="store_true", help="also run what takes hours: a week in a night")


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis looks longer when there is time."""
    settings.load_profile("thorough" if config.getoption("--long") else "usual")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with the reason, what was not asked for; put first what starts whole programs, so that no worker is left with it."""
    items.sort(
        key=lambda item: next((n for n, room in enumerate(FIRST) if ROOT / room in item.path.parents), len(FIRST))
    )
    for item in items:
        for marker in ("long", "soak"):
            if item.get_closest_marker(marker) and not config.getoption(f"--{marker}"):
                item.add_marker(pytest.mark.skip(reason=f"{marker}: run with --{marker}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skip for want of a program or package becomes a failure."""
    return _wanted((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module (`pytest.importorskip`)."""
    return _wanted((yield))


def _wanted(report: Report) -> Report:
    why = str(report.longrepr[2]) if report.skipped and isinstance(report.longrepr, tuple) else ""
    if re.search("not installed|could not import", why):
        report.outcome, report.longrepr = "failed", f"{why}: see kiosk/deploy/system-test.txt"
    return report


@pytest.fixture(autouse=True)
def _qt_is_silent(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that makes Qt complain. Does nothing while Qt is not loaded."""
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            said.append(f"{context.category}: {message}")

    before = qInstallMessageHandler(hear)
    gc.disable()
    yield
    gc.collect(1 if next(_sweeps) % TESTS_A_SWEEP else 2)
    qInstallMessageHandler(before)
    said = [line for line in said if line != OF_ITSELF]
    expected = [pattern for mark in request.node.iter_markers("qt_says") for pattern in mark.args]
    unexpected = [line for line in said if not any(re.search(pattern, line) for pattern in expected)]
    assert not unexpected, "Qt says:\n" + "\n".join(unexpected)


@pytest.fixture(scope="session")
def empty_feed(tmp_path_factory: pytest.TempPathFactory) -> "Feed":
    """A demo feed with officers and nothing published, made once and copied for each test."""
    from tests.feed.workshop import Feed

    return Feed(tmp_path_factory.mktemp("feed"), "demo", datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def feed(empty_feed: "Feed", tmp_path: Path) -> "Feed":
    """A demo feed whose edition 1 is the bundled one, issued just now."""
    from tests.feed.workshop import whole_edition
    from tests.sync.bench import copied

    made = copied(empty_feed, tmp_path)
    made.now = datetime.now(UTC).replace(microsecond=0)
    made.publish(whole_edition(1, made.now))
    return made


@pytest.fixture
def state(feed: "Feed", tmp_path: Path) -> Path:
    """A kiosk that holds the feed's edition, its feed out of reach."""
    from kiosk.gate.enrollment import enroll
    from kiosk.gate.store import Store

    folder = tmp_path / "state"
    enroll(folder, "http://127.0.0.1:9/", feed.anchor, "demo")
    Store(folder).accept(feed.bundle())
    return folder
