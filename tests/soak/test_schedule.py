"""What happens in a soak is its seed's alone."""

import subprocess
import sys
from collections import Counter

from kiosk.domain.languages import LOCALES
from tests.display.panel import ROOT
from tests.soak.schedule import DAY, KIOSKS, STEADY, events

SAID = (16, 7, 2000, 40)


def test_the_same_seed_gives_the_same_week() -> None:
    """In this process and in another, whatever Python's hashes are sown with; another seed gives another week."""
    words = f"from tests.soak.schedule import events; print(events{SAID})"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == str(events(*SAID)) != str(events(17, *SAID[1:]))


def test_a_week_holds_what_it_promises() -> None:
    """2,000 visits in six languages, 40 editions, and of every fault at least one; all in order and within the week."""
    week = events(*SAID)
    kinds = Counter(one.kind for one in week)
    turns = [turn for one in week for turn in one.turns]
    assert kinds["visits"] * KIOSKS >= 2000 and kinds["edition"] == 40 and kinds["day"] == 7
    assert {locale for locale, *_ in turns} == set(LOCALES)
    assert all(kinds[kind] for kind in ("cut", "power", "clock", "hostile", "keys", "upgrade"))
    assert [one.at for one in week] == sorted(one.at for one in week)
    assert week[0].at >= 0 and week[-1].at <= 7 * DAY


def test_one_kiosk_stays_on() -> None:
    """Its power is never cut and its program never changed, so that its memory is that of a whole week."""
    assert not [one for one in events(*SAID) if one.kiosk == STEADY and one.kind in ("power", "upgrade")]
