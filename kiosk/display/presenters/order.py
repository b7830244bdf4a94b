"""Names in the order of each language's dictionaries: CLDR's, for the names of places.

Rules: what differs in accents, voicing, tones or size alone is near each other; zero-width signs do not count; a space comes
before digits, these before letters. The weights were compared with real ICU; Chinese goes by the table that
`assets/order/make_order.py` has ICU make.
"""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from kiosk.resources import assets

VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = set("\u0300\u0301\u0303\u0309\u0323")

KHMER = (
    "ក ខ គ ឃ ង ច ឆ ជ ឈ ញ ដ ឋ ឌ ឍ ណ ត ថ ទ ធ ន ប ផ ព ភ ម យ រ ឫ ឬ ល ឭ ឮ វ ឝ ឞ ស ហ ឡ អ "
    "ា ាះ ិ ិំ ី ីំ ីះ ឹ ឹំ ឹះ ឺ ឺំ ឺះ ុ ូ ូំ ូះ ួ ួំ ួះ ើ ើំ ើះ ឿ ឿំ ឿះ ៀ ៀំ ៀះ េ េំ ែ ែំ ែះ ៃ ៃំ ៃះ ោ ោំ ៅ ៅំ ៅះ "
    "ុំ ំ ាំ ះ ិះ ុះ េះ ោះ ្"
)
"""Letters, vowels, vowels with the sign that belongs to them, and last the sign that sets a letter below another."""

KHMER_SILENT = set("ៈ៉៊់៌៍៎៏័៑")
KHMER_SAME = {
    "ឣ": "អ", "ឤ": "អា", "ឥ": "អិ", "ឦ": "អី", "ឧ": "អុ", "ឨ": "អុក", "ឩ": "អូ", "ឪ": "អូវ", "ឯ": "អែ", "ឰ": "អៃ", "ឱ": "អោ",
    "ឲ": "អោ", "ឳ": "អៅ",
}  # fmt: skip
"""A vowel that stands alone is sorted as the letter that carries it."""

KANA = {
    "ア": "アカサタナハマヤラワ", "イ": "イキシチニヒミリヰ", "ウ": "ウクスツヌフムユル",
    "エ": "エケセテネヘメレヱ", "オ": "オコソトノホモヨロヲ",
}  # fmt: skip
"""Which kana end in a vowel: the sign of a long one stands for it."""

VOWEL_OF = {kana: vowel for vowel, row in KANA.items() for kana in row}
SMALL = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
UNSEEN = {"\u200b", "\u200c", "\u200d", "\u2060"}

LAST = 0x20000
"""Where a language's own letters begin: behind everything that is none."""

Key = tuple[int, ...]


@lru_cache(maxsize=1024)
def sort_key(name: str, locale: str) -> tuple[Key, str]:
    """Tells what a name is sorted by among others of its language."""
    plain = "".join(one for one in name if one not in UNSEEN)
    return tuple(WEIGHTS.get(locale, _latin)(plain)), plain


def _latin(name: str) -> Key:
    return tuple(ord(one) for one in _bare(name.replace("đ", "d").replace("Đ", "D"), lambda _: True))


def _korean(name: str) -> Key:
    return tuple(ord(one) for one in unicodedata.normalize("NFC", name.casefold()))


def _vietnamese(name: str) -> Key:
    kept = unicodedata.normalize("NFC", _bare(name, TONES.__contains__))
    return tuple(LAST + VIETNAMESE.index(one) if one in VIETNAMESE else ord(one) for one in kept)


def _japanese(name: str) -> Key:
    said: list[str] = []
    for one in _bare(unicodedata.normalize("NFKC", name), lambda _: True):
        kana = chr(ord(one) + 0x60) if "\u3041" <= one <= "\u3096" else one
        kana = SMALL.get(kana, kana)
        said.append(VOWEL_OF.get(said[-1], kana) if kana == "ー" and said else kana)
    return tuple(map(_japanese_weight, said))


def _japanese_weight(one: str) -> int:
    """Kanji go by the national standard's order, which is by reading; the dot between words counts as a space does."""
    kanji = one.encode("euc_jp", "ignore") if one >= "\u4e00" else b""
    return ord("-") if one == "・" else LAST + int.from_bytes(kanji) if len(kanji) == 2 else ord(one)


def _khmer(name: str) -> Key:
    places, found, at = _khmer_places(), [], 0
    kept = "".join(KHMER_SAME.get(one, one) for one in name.casefold() if one not in KHMER_SILENT)
    while at < len(kept):
        unit = kept[at : at + 2] if kept[at : at + 2] in places else kept[at]
        found.append(places[unit] if unit in places else ord(unit))
        at += len(unit)
    return tuple(found)


@cache
def _khmer_places() -> dict[str, int]:
    return {unit: LAST + place for place, unit in enumerate(KHMER.split(" "))}


def _chinese(name: str) -> Key:
    places = _pinyin()
    return tuple(places.get(one, 2 * LAST + ord(one) if ord(one) > 0x2E7F else ord(one)) for one in name.casefold())


@cache
def _pinyin() -> dict[str, int]:
    table = (assets() / "order" / "pinyin.txt").read_text(encoding="utf-8").strip()
    return {one: LAST + place for place, one in enumerate(table)}


def _bare(name: str, dropped: Callable[[str], bool]) -> str:
    """Small letters without those marks."""
    parted = unicodedata.normalize("NFD", name.casefold())
    return "".join(one for one in parted if not (unicodedata.category(one) == "Mn" and dropped(one)))


WEIGHTS: dict[str, Callable[[str], Key]] = {
    "ko": _korean, "en": _latin, "km": _khmer, "zh_Hans": _chinese, "ja": _japanese, "vi": _vietnamese,
}  # fmt: skip
