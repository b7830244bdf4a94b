"""All that one item of an edition says, line by line, in words and in every language it holds. Pure.

So an officer approves the reason, the exceptions and the ministry's own text, not only that something was added.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.desk.editing import reach
from kiosk.desk.editing.part import Part
from kiosk.desk.editing.parts import label, shown
from kiosk.desk.editing.parts_table import TRANSLATORS
from kiosk.domain.languages import LOCALES

FIRST = ("ko", "en")
SOURCE = (("publisher", "발표 기관", "Publisher"), ("url", "출처 주소", "Source address"))
LINKS = ("https://", "http://")
VERBATIM = ("발표문 원문", "The announcement, verbatim")


@dataclass(frozen=True)
class Fact:
    """A label and what stands under it, for a Korean and for an English reader. `code`: the language of the words
    themselves, "" where both readers get words of their own; `other`: in neither Korean nor English; `link`: an address of
    the web that it is, else ""."""

    label_ko: str
    label_en: str
    ko: str
    en: str
    code: str = ""
    link: str = ""

    @property
    def other(self) -> bool:
        """Tell whether it may stay folded."""
        return bool(self.code) and self.code not in FIRST

    @property
    def lang(self) -> str:
        """Return the language as HTML's `lang` names it."""
        return self.code.replace("_", "-")


def facts(part: Part, item: Mapping[str, Any]) -> Iterator[Fact]:
    """Return every field that holds something, Korean and English first."""
    found = [one for field in part.fields for one in _field(part, field.name, item.get(field.name))]
    yield from (one for one in found if not one.other)
    yield from (one for one in found if one.other)


def _field(part: Part, name: str, value: Any) -> Iterator[Fact]:
    ko, en = (label(part, name, language) for language in FIRST)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        for one in value:
            yield from _field(part, name, one)
    elif isinstance(value, dict) and "ko" in value:
        for code in LOCALES:
            if words := value.get(code):
                language = TRANSLATORS[code]
                yield Fact(f"{ko} ({language})", f"{en} ({language})", str(words), str(words), code)
    elif isinstance(value, dict) and "publisher" in value:
        yield from _source(value)
    elif name == "audience" and isinstance(value, dict):
        yield Fact(ko, en, *reach.of(**value))
    elif name == "wording" and value:
        yield Fact(ko, en, str(value), str(value), "ko")
    elif value and not isinstance(value, dict):
        yield Fact(ko, en, shown(part, name, value, "ko"), shown(part, name, value, "en"))


def _source(value: Mapping[str, Any]) -> Iterator[Fact]:
    for name, ko, en in SOURCE:
        if found := value.get(name):
            first, then = (str(found.get(one, found)) if isinstance(found, dict) else str(found) for one in FIRST)
            yield Fact(ko, en, first, then, link=first if first.startswith(LINKS) else "")
    if said := value.get("verbatim_ko"):
        yield Fact(*VERBATIM, str(said), str(said), "ko")
