"""The type scale of `kiosk/docs/look.md`: one QFont a role, by language, size mode and panel. No QML.

Rules: Regular and Bold of installed Noto families only; Han glyphs follow the family named first, so each language names
its own list; phone numbers use the Korean face in all languages. Sizes are pixels at 0.37 mm a pixel, times `unit`.
"""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from kiosk.display.layout.letters import size_of
from kiosk.domain.languages import LANGUAGES

KR, SC, JP = "Noto Sans CJK KR", "Noto Sans CJK SC", "Noto Sans CJK JP"
LATIN, KHMER = "Noto Sans", "Noto Sans Khmer"
BY_SCRIPT: dict[str, tuple[str, ...]] = {
    "Kore": (KR, LATIN, KHMER),
    "Latn": (LATIN, KR, KHMER),
    "Khmr": (KHMER, LATIN, KR),
    "Hans": (SC, KR, KHMER),
    "Jpan": (JP, KR, KHMER),
}
FAMILIES = {one.code: BY_SCRIPT.get(one.script, (one.typeface or LATIN, LATIN, KR)) for one in LANGUAGES}


def families(face: str) -> list[str]:
    """Name the families of a face, a locale or "phone", in the order in which they are asked."""
    return list((KR,) if face == "phone" else FAMILIES.get(face, FAMILIES["ko"]))


@dataclass(frozen=True)
class Role:
    """Pixel sizes for (CJK, Latin, Khmer), the same in large text, weight, and line height as a multiple of the size."""

    normal: tuple[int, int, int]
    large: tuple[int, int, int]
    bold: bool = False
    leading: float = 1.2
    khmer_leading: float = 1.5


ROLES: dict[str, Role] = {
    "label": Role((40, 46, 46), (80, 92, 92), leading=1.15, khmer_leading=1.4),
    "body": Role((44, 46, 50), (88, 92, 100), leading=1.32),
    "second": Role((44, 46, 50), (88, 92, 100), leading=1.32),
    "small": Role((44, 46, 50), (88, 92, 100), leading=1.32),
    "strong": Role((46, 46, 50), (92, 92, 100), bold=True, leading=1.25, khmer_leading=1.38),
    "other": Role((46, 46, 50), (92, 92, 100), leading=1.25),
    "check": Role((44, 46, 46), (88, 92, 92), leading=1.15, khmer_leading=1.4),
    "head": Role((52, 50, 54), (104, 100, 100), bold=True, khmer_leading=1.42),
    "ask": Role((60, 60, 64), (92, 92, 96), bold=True, leading=1.24, khmer_leading=1.42),
    "title": Role((84, 76, 80), (96, 96, 96), bold=True),
    "question": Role((124, 112, 94), (128, 112, 104), bold=True, leading=1.18, khmer_leading=1.45),
    "phone": Role((56, 52, 56), (96, 96, 96), bold=True, khmer_leading=1.2),
    "phoneSmall": Role((50, 50, 50), (96, 96, 96), bold=True, khmer_leading=1.2),
    "phoneBig": Role((66, 60, 60), (96, 96, 96), bold=True, khmer_leading=1.2),
}
SMALLER = {("title", "ja"): 80}
"""A Japanese sentence of twelve signs ("this may be a job scam") is one line."""
PHONES = {"phoneSmall", "phone", "phoneBig"}


def pixels(role: str, locale: str, large: bool, unit: float) -> int:
    """The font size of a role in whole pixels."""
    sizes = ROLES[role].large if large else ROLES[role].normal
    size = sizes[size_of(locale)]
    return round((size if large else SMALLER.get((role, locale), size)) * unit)


def face(role: str, locale: str, large: bool, unit: float) -> QFont:
    """The font of a role."""
    made = QFont()
    made.setFamilies(list((KR,) if role in PHONES else FAMILIES.get(locale, FAMILIES["ko"])))
    made.setPixelSize(max(1, pixels(role, locale, large, unit)))
    made.setBold(ROLES[role].bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
