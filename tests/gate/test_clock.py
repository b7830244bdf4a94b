"""One module reads the machine's clocks; everything else is told the time."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kiosk import clock
from kiosk.clock import Clock
from kiosk.resources import PACKAGE

READING = {"now", "utcnow", "today", "clock_gettime"}
ALONE = {"deploy/renew.py"}
"""What may import no module of ours: its times only say when something was done."""


def readings() -> Iterator[str]:
    """Every place in the program, the desk aside, that asks the system for the time of day or for its steady ticks."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith("desk/") or name in ALONE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READING:
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "time"):
                    yield f"{name}: {owner.id}.{node.func.attr}"


def test_one_module_reads_the_clocks() -> None:
    """Feed, gate, courier, display and demo ask `kiosk.clock`, so that a test can give them another time in one place."""
    assert list(readings()) == ["clock.py: datetime.now", "clock.py: time.clock_gettime"]


def test_both_clocks_go_on() -> None:
    """The wall's clock is UTC, steady ticks never go back, and the anchor is both at one moment."""
    before, ticks = datetime.now(UTC), clock.ticks()
    anchor = clock.anchor()
    assert before <= anchor.wall <= Clock().wall()
    assert ticks <= anchor.ticks <= Clock().ticks()
    assert clock.wall().utcoffset() == timedelta(0)
