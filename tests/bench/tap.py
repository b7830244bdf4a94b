"""From a tap to the first frame that holds the new words: place page, language switch, search keystroke.

    python -m tests.bench.tap [--rounds N] [--json FILE]

The touch is given where a finger's release is handled; the frame counts when it has been swapped and the scene's texts say
what they should.
"""

import argparse
import tempfile
from pathlib import Path

from kiosk.domain.languages import LOCALES
from kiosk.domain.zone import ZoneKind
from kiosk.language.catalogues import translator
from tests.bench import _stage as stage
from tests.bench._inside import Inside

WANTED = {"place page: p95 ms": 50.0, "language switch: p95 ms": 100.0, "search keystroke: p95 ms": 30.0}
SEARCHES = {"ko": "ㅍㄴㅍ", "en": "phnom", "km": "កពត", "zh_Hans": "jin", "ja": "フノン", "vi": "sihan"}


def measure(rounds: int) -> dict[str, float]:
    """Medians and 95th percentiles over so many rounds."""
    with tempfile.TemporaryDirectory() as name:
        inside = Inside(stage.kiosk_state(Path(name)))
        taken: dict[str, list[float]] = {"place page": [], "language switch": [], "search keystroke": []}
        for number in range(rounds):
            _places(inside, LOCALES[number % len(LOCALES)], taken["place page"])
            _languages(inside, taken["language switch"])
            _keys(inside, LOCALES[number % len(LOCALES)], taken["search keystroke"])
        inside.close()
    figures = {}
    for name, values in taken.items():
        figures[f"{name}: median ms"] = stage.median(values)
        figures[f"{name}: p95 ms"] = stage.percentile(values, 0.95)
    return figures


def _fresh(inside: Inside, locale: str) -> None:
    inside.tap("forget")
    inside.tap("locale", locale)
    inside.tap("begin")
    inside.settle()


def _places(inside: Inside, locale: str, taken: list[float]) -> None:
    edition = inside.visit.held.edition
    for zone in edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)[::4]:
        _fresh(inside, locale)
        other = zone.name.in_("en" if locale == "ko" else "ko")
        taken.append(inside.taken("place", zone.id, lambda other=other: inside.says(other)))


def _languages(inside: Inside, taken: list[float]) -> None:
    _fresh(inside, "ko")
    inside.tap("place", "bavet")
    inside.settle()
    for locale in (*LOCALES[1:], "ko"):
        heading = translator(locale).say("캄보디아 여행 안전")
        taken.append(inside.taken("locale", locale, lambda heading=heading: inside.says(heading)))
        inside.settle()


def _keys(inside: Inside, locale: str, taken: list[float]) -> None:
    _fresh(inside, locale)
    inside.tap("search")
    inside.settle()
    for number, letter in enumerate(SEARCHES[locale], 1):
        typed = SEARCHES[locale][:number]
        taken.append(inside.taken("type", letter, lambda typed=typed: inside.says(typed)))
        inside.settle()


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    stage.report(measure(asked.rounds), WANTED, asked.json)


if __name__ == "__main__":
    main()
