"""What the layout's tests share: measures without Qt, screens of any edition, language, age, band, mode and size."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from kiosk.display.layout.boxes import Area, Badge, Box, Code, Text, Touch
from kiosk.display.layout.compose import Laid, compose
from kiosk.display.layout.setting import Known, Measures, Panel
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screens import present
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import STEPS, Freshness
from kiosk.domain.mode import Mode
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.conftest import SHIPPED

UPRIGHT, WIDE = Panel(1080, 1920), Panel(1920, 1080)


class Ruler:
    """Measures by the width of each kind of letter in Noto; no typeface is asked."""

    def width(self, words: str, face: str, bold: bool) -> float:  # noqa: ARG002
        """The width of words on one line, in multiples of their size."""
        return _long(words) * (1.04 if bold else 1.0)

    def modules(self, payload: str) -> int:
        """The modules of a code's side with its quiet zone: version 4 for what is short, else about what it holds."""
        return 41 if len(payload.encode()) <= 34 else 41 + 4 * (len(payload.encode()) // 45)


@cache
def _long(words: str) -> float:
    return sum(_wide(sign) for sign in words)


@cache
def _wide(sign: str) -> float:
    if sign in "\u200b\u200c\u200d\u2060":
        return 0.0
    if "\u1780" <= sign <= "\u17ff":
        return 0.2 if "\u17b4" <= sign <= "\u17d3" else 0.55
    if sign >= "\u2e80":
        return 0.92 if "\uac00" <= sign <= "\ud7a3" else 1.0
    return 0.3 if sign in " .,:;'!|ilIjtf()[]-" else 0.85 if sign in "MWmw@%" else 0.66 if sign.isupper() else 0.55


RULER = Ruler()
LINES = Known()


@dataclass(frozen=True, repr=False)
class Asked:
    """One screen as it was asked for, and its pages."""

    knowledge: Knowledge
    choice: Choice
    laid: Laid

    @property
    def words(self) -> str:
        """The words of the first page."""
        return "\n".join(box.words for box in self.laid.pages[0].boxes if isinstance(box, Text))

    @property
    def codes(self) -> list[str]:
        """What the codes of the first page hold."""
        return [box.payload for box in self.laid.pages[0].boxes if isinstance(box, Code)]


@cache
def known(age: Freshness, demo: bool = False, edition: Edition = SHIPPED) -> Knowledge:
    """What a kiosk knows of an edition at an age."""
    edition = replace(edition, mode=Mode.DEMO if demo else Mode.LIVE)
    checked = edition.issued_at + timedelta(hours=1)
    return Knowledge(edition, "0" * 64, age, checked + STEPS[age].sample, checked)


def asked(
    screen: str,
    locale: str = "ko",
    modes: tuple[str, ...] = (),
    panel: Panel = UPRIGHT,
    age: Freshness = Freshness.LIVE,
    demo: bool = False,
    edition: Edition = SHIPPED,
    measures: Measures | None = None,
    lines: Known | None = None,
    **choice: object,
) -> Asked:
    """A screen laid out, without Qt unless `measures` asks it."""
    knowledge = known(age, demo, edition)
    chosen = Choice(screen=screen, locale=locale, modes=frozenset(modes), **choice)  # type: ignore[arg-type]
    screen = present(knowledge, chosen, translator(locale), True)
    laid = compose(screen, panel, measures or RULER, LINES if measures is None else lines)
    return Asked(knowledge, chosen, laid)


def written(text: Text) -> Area:
    """The box of the letters of a text, without the air of its lines."""
    wide = max(RULER.width(line, text.face, text.bold) for line in text.text.split("\n")) * text.px
    x = text.x + (text.w - wide) * {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
    air = max(0.0, (text.line - text.px) / 2)
    return Area(x, text.y + air, wide, text.h - 2 * air)


def meets(one: Box, other: Box, by: float = 3.0) -> bool:
    """Whether two boxes lie over each other by more than that."""
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return across > by and down > by


__all__ = ["Badge", "Code", "Text", "Touch"]
