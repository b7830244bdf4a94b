"""What every text, string, list and moment of an edition must keep, whatever it says; `validation` asks it of each."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kiosk.domain.text import LOCALES, Text
from kiosk.feed.document import door, letters

Fault = tuple[str, str]


def languages(place: str, text: Text, kind: str, needed: Iterable[str] = ()) -> Iterator[Fault]:
    """What is wrong with a text of that kind, as `texts` in `door.json` names it."""
    said = text.by_locale
    blank = [code for code in LOCALES if code not in said or not letters.says(said[code])]
    missing = [code for code in blank if code in (needed or LOCALES) or code in said]
    if missing:
        yield place, f"no text in {', '.join(missing)}; every text needs all six languages"
    longest, one_line = door.text(kind)
    for code in LOCALES:
        if code not in blank:
            yield from string(f"{place}.{code}", said[code], longest, one_line=one_line)


def string(place: str, words: str, longest: int, *, one_line: bool = True) -> Iterator[Fault]:
    """What is wrong with a bare string."""
    if bad := letters.misleading(words):
        yield place, f"holds characters that show nothing or cannot be shown: {letters.named(bad)}"
    if len(words) > longest:
        yield place, f"is too long: {len(words)} letters; at most {longest} are taken"
    if one_line and "\n" in words:
        yield place, "holds a line end; it stands on one line"


def twice(place: str, ids: Iterable[str]) -> Iterator[Fault]:
    """Ids that stand twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield place, f"the id {one!r} stands twice; ids are unique"
        seen.add(one)


def moment(place: str, at: datetime | None) -> Iterator[Fault]:
    """What is dated a lifetime ahead was mistyped, or means harm."""
    if at is not None and at.year > door.rules()["last_year"]:
        yield place, f"is after the year {door.rules()['last_year']}"


def many(place: str, count: int, name: str) -> Iterator[Fault]:
    """Whether there are more than a screen can be made of."""
    if count > door.most(name):
        yield place, f"holds {count}; at most {door.most(name)} are taken"
