"""What lies on a page as rows: what stays is not made anew, and items of ours are never thrown away."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from kiosk.display.models.rows import VALUE, Rows
from kiosk.display.paint.country import Country
from kiosk.display.paint.map_item import MapItem
from tests.display.stage import Stage

PAGES = st.lists(st.lists(st.sampled_from("abcdef"), max_size=12), min_size=1, max_size=6)


def said(rows: Rows) -> list[str]:
    """What the rows hold."""
    return [rows.data(rows.index(row), VALUE) for row in range(rows.rowCount())]


@given(pages=PAGES, kept=st.booleans())
def test_rows_are_the_page_shown_last(pages: list[list[str]], kept: bool) -> None:
    """Whatever came before; Qt's own tester finds no false signal; rows that are kept say "" where the page ends sooner."""
    rows = Rows(kept=kept)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    for number, page in enumerate(pages, 1):
        rows.show(page)
        most = max(map(len, pages[:number])) if kept else len(page)
        assert said(rows) == [*page, *[""] * (most - len(page))]
    tester.deleteLater()


def test_a_row_that_stays_is_not_told_anew() -> None:
    """Where one of twenty goes, nothing else is touched: the rest would be laid out again for nothing."""
    rows, told = Rows(), list[tuple[int, int]]()
    rows.show([str(number) for number in range(20)])
    rows.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    rows.show([str(number) for number in range(20) if number != 3])
    assert told == []
    rows.show(["new", *(str(number) for number in range(20) if number not in (0, 3))])
    assert told == [(0, 0)]


@pytest.fixture
def stage(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A visit on a window."""
    made = Stage(state, monkeypatch)
    yield made
    made.close()


def test_visits_leave_no_items_behind(stage: Stage) -> None:
    """Country and map are kept for the next visit: PySide 6.11 never lets go of the Python side of one that QML destroyed."""

    def alive() -> int:
        gc.collect()
        return sum(type(one) in (MapItem, Country) for one in gc.get_objects())  # nothing else is asked: lazy ones wake

    def visit() -> None:
        for action, argument in (("begin", ""), ("place", "bavet"), ("back", ""), ("go", "help"), ("home", "")):
            before = stage.scene.sheet.key
            stage.scene.touched.emit(action, argument)
            assert stage.until(lambda before=before: stage.scene.sheet.key != before)

    visit()
    once = alive()
    for _ in range(10):
        visit()
    assert alive() <= once
