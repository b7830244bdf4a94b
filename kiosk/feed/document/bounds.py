"""What every text, string, list and moment of an edition must keep, whatever it says; `validation` asks it of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.domain.text import Text
from kiosk.feed.document import door, letters
from kiosk.feed.document.broken import Broken, Rule, broken

_REQUIRED, _ALL = frozenset(REQUIRED), frozenset(LOCALES)


def languages(place: str, text: Text, kind: str, needed: Iterable[str] = ()) -> Iterator[Broken]:
    """Judge a text of that kind, as `texts` in `door.json` names it; `needed`: the languages without which it cannot go out."""
    words, (longest, one_line) = text.by_locale, door.text(kind)
    if _fine(words, longest, one_line=one_line):
        return
    codes = [*LOCALES, *(code for code in words if code not in _ALL)]
    blank = [code for code in codes if code not in words or not letters.says(words[code])]
    missing = [code for code in blank if code in (needed or REQUIRED) or code in words]
    if missing:
        yield broken(place, Rule.NO_TEXT, languages=", ".join(missing))
    for code in codes:
        if code not in blank:
            yield from string(f"{place}.{code}", words[code], longest, one_line=one_line)


def _fine(words: Mapping[str, str], longest: int, *, one_line: bool) -> bool:
    """Answer quickly whether a text surely breaks nothing: one look at all languages together instead of four at each."""
    if not _REQUIRED <= words.keys() <= _ALL:
        return False
    said = words.values()
    return all(map(_begins_with_letter, said)) and _plain(said, longest, one_line=one_line)


def _plain(said: Collection[str], longest: int, *, one_line: bool) -> bool:
    if max(map(len, said), default=0) > longest:
        return False
    whole = "".join(said)
    return not (one_line and "\n" in whole) and not letters.misleading(whole)


def _begins_with_letter(words: str) -> bool:
    return words[:1].isalnum()


def string(place: str, words: str, longest: int, *, one_line: bool = True) -> Iterator[Broken]:
    """Judge a bare string of at most `longest` letters."""
    if bad := letters.misleading(words):
        yield broken(place, Rule.UNSEEN, characters=letters.named(bad))
    if len(words) > longest:
        yield broken(place, Rule.TOO_LONG, count=len(words), most=longest)
    if one_line and "\n" in words:
        yield broken(place, Rule.LINE_END)


def strings(place: str, said: Collection[str], longest: int) -> Iterator[Broken]:
    """Judge a list of bare strings on one line."""
    if not _plain(said, longest, one_line=True):
        for number, words in enumerate(said):
            yield from string(f"{place}[{number}]", words, longest)


def twice(place: str, ids: Iterable[str]) -> Iterator[Broken]:
    """Name ids that stand twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield broken(place, Rule.ID_TWICE, id=name)
        seen.add(name)


def moment(place: str, at: datetime | None) -> Iterator[Broken]:
    """Judge a moment: what is dated a lifetime ahead was mistyped, or means harm."""
    if at is not None and at.year > door.rules()["last_year"]:
        yield broken(place, Rule.TOO_LATE, year=door.rules()["last_year"])


def many(place: str, count: int, name: str) -> Iterator[Broken]:
    """Ask whether there are more than a screen can be made of."""
    if count > door.most(name):
        yield broken(place, Rule.TOO_MANY, count=count, most=door.most(name))
