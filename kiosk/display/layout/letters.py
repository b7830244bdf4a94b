"""The sizes of text by role and script, from the one read best down to the least the law's figures allow.

Rules (facts: 0.37 mm a unit; glyph heights of Noto measured): primary text, levels and numbers are never under 12 mm
(ko 44 for digits, en 46, km 50 units), secondary text never under 9 mm (ko 30, en 34, km 38); in large text 200 % of
either. Titles in large text have at least 96 units (CONTRACT).
"""

from dataclasses import dataclass

from kiosk.domain.languages import BY_CODE

Sizes = tuple[int, int, int]


@dataclass(frozen=True)
class Role:
    """Best and least sizes by script, the same in large text, weight, and line height as a multiple of the size."""

    best: Sizes
    least: Sizes
    large: Sizes
    large_least: Sizes
    bold: bool = False
    leading: float = 1.25
    khmer: float = 1.45


PRIMARY: Sizes = (44, 46, 50)
PRIMARY_LARGE: Sizes = (88, 92, 100)
SECOND: Sizes = (30, 34, 38)
SECOND_LARGE: Sizes = (68, 76, 84)
"""Twice the best size of second words, so that whatever stood there has grown by 200 %."""

ROLES = {
    "label": Role((40, 46, 46), (40, 46, 46), (80, 92, 92), (80, 92, 92), leading=1.15, khmer=1.4),
    "body": Role(PRIMARY, PRIMARY, PRIMARY_LARGE, PRIMARY_LARGE, leading=1.3),
    "second": Role((34, 38, 42), SECOND, (72, 80, 88), SECOND_LARGE, leading=1.28, khmer=1.42),
    "strong": Role((46, 46, 50), (44, 46, 50), (92, 92, 100), (92, 92, 100), bold=True, leading=1.22, khmer=1.4),
    "head": Role((52, 50, 54), (46, 46, 50), (96, 96, 100), (92, 92, 100), bold=True, leading=1.2, khmer=1.42),
    "ask": Role((60, 58, 62), (46, 46, 50), (96, 96, 100), (92, 92, 100), bold=True, leading=1.22, khmer=1.42),
    "title": Role((84, 76, 80), (58, 54, 58), (96, 96, 100), (96, 96, 100), bold=True, leading=1.18, khmer=1.42),
    "question": Role((124, 112, 94), (72, 66, 66), (112, 108, 104), (96, 96, 100), bold=True, leading=1.16, khmer=1.42),
    "phone": Role((72, 72, 72), (52, 52, 52), (96, 96, 96), (88, 88, 88), bold=True, leading=1.18, khmer=1.18),
    "dial": Role((56, 56, 56), (50, 50, 50), (96, 96, 96), (92, 92, 92), bold=True, leading=1.15, khmer=1.15),
}
"""What stands where: `second` is dates, sources, hours and the Korean word; all else is primary."""

NUMBERS = ("phone", "dial")
"""Roles set in the Korean face in all languages."""

LOW = {"Kore": 0, "Hans": 0, "Jpan": 0, "Latn": 1}
"""Scripts whose letters stand within their line, and which of three sizes each takes: Hangul, Han and kana; Latin."""


def size_of(locale: str) -> int:
    """Tell which of three sizes a language takes: 0 Hangul, Han and kana, 1 Latin, 2 Khmer and whatever else is tall."""
    return LOW.get(BY_CODE[locale].script, 2) if locale in BY_CODE else 0


def is_tall(locale: str) -> bool:
    """Tell whether its letters stand high over and far under their line."""
    return size_of(locale) == 2


def size(role: str, locale: str, large: bool, squeeze: float) -> int:
    """Give the size of a role in whole units; `squeeze` from 0 (best) to 1 (least)."""
    kind, script = ROLES[role], 0 if role in NUMBERS else size_of(locale)
    best, least = (kind.large, kind.large_least) if large else (kind.best, kind.least)
    return round(best[script] + (least[script] - best[script]) * squeeze)


def leading(role: str, locale: str, squeeze: float) -> float:
    """Give the height of a line as a multiple of the size; squeezed by up to an eighth of what is over the letters."""
    kind = ROLES[role]
    best = kind.khmer if is_tall(locale) and role not in NUMBERS else kind.leading
    least = min(best, 1.32 if is_tall(locale) else 1.18)
    return best + (least - best) * squeeze
