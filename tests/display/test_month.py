"""A running display is given one edition after another that two officers could sign, drawn at random."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kiosk.domain.mode import Mode
from kiosk.feed.document.edition_json import canonical
from kiosk.feed.document.parsing import MOST_BYTES
from kiosk.gate.enrollment import enroll
from kiosk.gate.store import Store
from tests.display.fuzz import editions
from tests.display.panel import lacking, panel, screen, wait_for
from tests.feed.workshop import Feed, whole_edition

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")


def drawn(count: int, now: datetime) -> list[bytes]:
    """So many editions, numbered from 2 on, each issued a second after the one before."""
    found: list[bytes] = []

    @settings(max_examples=count, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(editions(now))
    def draw(edition: object) -> None:
        from dataclasses import replace

        at = now + timedelta(seconds=len(found) + 1)
        times = {"issued_at": at, "attested_at": at, "valid_until": at + timedelta(days=20)}
        data = canonical(replace(edition, number=len(found) + 2, mode=Mode.DEMO, **times))  # type: ignore[type-var]
        if len(data) <= MOST_BYTES:
            found.append(data)

    draw()
    return found


def published(folder: Path, count: int) -> None:
    """Publishes them to a display under Xvfb: each is painted within 7 s, and the screen is neither frozen nor blank."""
    now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    feed = Feed(folder, "demo", now)
    feed.publish(whole_edition(1, now))
    state = folder / "state"
    enroll(state, "http://127.0.0.1:9/", feed.anchor, "demo")
    Store(state).accept(feed.bundle())
    with screen() as display, panel(display, state) as shown:
        for number, data in enumerate(drawn(count, now), 2):
            feed.now = now + timedelta(seconds=number)
            Store(state).accept(feed.publish(data))
            began = time.time()
            assert wait_for(lambda wanted=number: _painted(state) == wanted), (number, shown.complaints()[-500:])
            assert (state / "painted.json").stat().st_mtime - began < 7, number
            colours = shown.picture().getcolors(1 << 24) or []
            assert max(pixels for pixels, _ in colours) < 0.97 * 1080 * 1920
        assert "could not be presented" not in shown.complaints()


def _painted(state: Path) -> int:
    return int((Store(state).read_painted() or {}).get("edition", 0))


def test_ten_editions_are_painted_one_after_another(tmp_path: Path) -> None:
    """A display follows each edition that two officers sign, whatever it holds, and never freezes or goes blank."""
    published(tmp_path, 10)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_month_of_editions_is_painted_one_after_another(tmp_path: Path) -> None:
    """The same for a month of ten a day."""
    published(tmp_path, 300)
