"""Finding a place by a few letters of any of its names, in any of the six languages.

Rules: case, accents, voicing marks of kana, spaces, hyphens and zero-width signs do not count;
Hangul is found by initial consonants too
(ㅍㄴㅍ finds 프놈펜); hiragana and katakana are one; Khmer is found by its
consonants too. Names that begin with what was typed come first.
"""

import unicodedata
from functools import lru_cache

from kiosk.display.presenters.order import sort_key
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.zone import Zone, ZoneKind

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
HANGUL_FIRST, HANGUL_LAST, A_BLOCK = 0xAC00, 0xD7A3, 588
IGNORED = set(" -·'.ー\u200b\u2060\u3099\u309a")
SMALL_KANA = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))

KEYBOARDS = {one.code: (tuple(one.keys), one.columns) for one in LANGUAGES}
"""Letters and columns of the small keyboard of each language."""


def folded(words: str) -> str:
    """`words` without what does not count in a search."""
    plain = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "d")).casefold()
    kept = [c for c in plain if not (unicodedata.category(c) == "Mn" and c < "\u0e00") and c not in IGNORED]
    return "".join(_large_kana(c) for c in unicodedata.normalize("NFC", "".join(kept)))


def _large_kana(character: str) -> str:
    kana = chr(ord(character) + 0x60) if "\u3041" <= character <= "\u3096" else character
    return SMALL_KANA.get(kana, kana)


def skeleton(words: str) -> str:
    """Khmer without vowels, subscript signs and marks: what the keyboard of consonants can type."""
    return "".join(c for c in words if not "\u17b4" <= c <= "\u17d3")


def initials(words: str) -> str:
    """The initial consonants of the Hangul in `words`, other characters as they are."""
    return "".join(
        INITIALS[(ord(c) - HANGUL_FIRST) // A_BLOCK] if HANGUL_FIRST <= ord(c) <= HANGUL_LAST else c for c in words
    )


@lru_cache(maxsize=2048)
def _forms(*names: str) -> str:
    """All forms of the names, each after a new line, which no query holds."""
    plain = [folded(name) for name in names]
    return "".join(f"\n{form(name)}" for name in plain for form in (str, initials, skeleton))


def found(edition: Edition, query: str, locale: str) -> tuple[Zone, ...]:
    """Divisions, localities and bands one of whose names holds the query; all of them for an empty one.

    Sorted: names in `locale` that begin with the query, other names that begin with it, then the rest; as `locale` orders names.
    """
    asked = folded(query)
    if asked and not skeleton(asked):
        return ()
    zones = edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)
    ranked = [(rank, zone) for zone in zones if (rank := _rank(zone, asked, locale)) is not None]
    return tuple(
        zone for _, zone in sorted(ranked, key=lambda pair: (pair[0], sort_key(pair[1].name.in_(locale), locale)))
    )


def _rank(zone: Zone, asked: str, locale: str) -> int | None:
    begins = f"\n{asked}"
    if begins in _forms(zone.name.in_(locale)):
        return 0
    forms = _forms(*zone.name.by_locale.values(), *zone.alternates)
    return 1 if begins in forms else 2 if asked in forms else None
