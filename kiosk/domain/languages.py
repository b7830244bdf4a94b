"""The languages of the kiosk, one row each: what screens, voice, search, desk and door must know of a language.

Rules: a further language is one row here, its catalogue (`translations/CODE/LC_MESSAGES/kiosk.po`) and its texts in the edition.
One that is not `required` may be missing from any edition: travellers read English there. What a row leaves out is what most
languages of the Latin script want; a script that nobody has measured here takes the sizes and lines of the tallest.
"""

from typing import NamedTuple

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Language(NamedTuple):
    """One language.

    `name`: its own; `officers`: what the desk calls it, where that is another. `script`: by ISO 15924, and `typeface` the family
    that draws it, where its script is a new one (`kiosk/display/paint/faces.py`). `spaced`: it parts words by spaces, also
    before a bracket. `voiced`: it can be read aloud; `digits`: 0 to 9 as they are dictated, `plus`, what stands `between` two
    digits, and the `pause` between two groups. `keys` and `columns`: the search's letters, such that the erase key finds room
    in their last row. `cldr`: its code there; `short_day`: CLDR's skeleton of a short date where the usual one is too long.
    """

    code: str
    name: str
    script: str = "Latn"
    officers: str = ""
    required: bool = True
    typeface: str = ""
    spaced: bool = True
    voiced: bool = True
    digits: str = "0 1 2 3 4 5 6 7 8 9"
    plus: str = "+ "
    between: str = " "
    pause: str = ", "
    keys: str = ALPHABET
    columns: int = 10
    cldr: str = ""
    short_day: str = ""


LANGUAGES: tuple[Language, ...] = (
    Language(
        "ko", "한국어", "Kore", digits="공 일 이 삼 사 오 육 칠 팔 구", plus="플러스 ", between="",
        keys="ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", columns=8,
    ),
    Language(
        "en", "English", digits="zero one two three four five six seven eight nine", plus="plus ", cldr="en_GB",
    ),
    Language(
        "km", "ខ្មែរ", "Khmr", voiced=False, digits="សូន្យ មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ ប្រាំបី ប្រាំបួន", plus="បូក ",
        keys="កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអឧឩ",
    ),
    Language(
        "zh_Hans", "中文", "Hans", officers="简体中文", spaced=False,
        digits="零 幺 二 三 四 五 六 七 八 九", plus="加", between="", pause="，",
    ),
    Language(
        "ja", "日本語", "Jpan", spaced=False,
        digits="ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ", plus="プラス、", pause="、",
        keys="アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン",
    ),
    Language(
        "vi", "Tiếng Việt", digits="không một hai ba bốn năm sáu bảy tám chín", plus="cộng ", short_day="Md",
    ),
)  # fmt: skip
"""All of them, in the order offered. English writes the day before the month, as most of the world does; Chinese types pinyin."""

BY_CODE = {one.code: one for one in LANGUAGES}
LOCALES: tuple[str, ...] = tuple(BY_CODE)
REQUIRED: tuple[str, ...] = tuple(one.code for one in LANGUAGES if one.required)
"""Without which no text of an edition is whole."""
