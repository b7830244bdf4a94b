"""The catalogues: the template is what the sources say today, and every language says all of it, with the same places to fill.

Korean is the language of the message ids. Mend the template with the command in `EXTRACT`, the catalogues by hand.
"""

import re
from collections import Counter
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.domain.text import SOURCE_LOCALE
from tests.architecture.conftest import ROOT

FOLDER = ROOT / "translations"
EXTRACT = (
    "pybabel extract -F translations/babel.cfg -k say -k N_ --no-location --sort-output -o translations/kiosk.pot ."
)
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "N_": None}
SPELLED = {"한": "1", "두": "2", "세": "3", "네": "4"}
TRANSLATED = [locale for locale in LOCALES if locale != SOURCE_LOCALE]
CHOSEN = [locale for locale in REQUIRED if locale != SOURCE_LOCALE]
"""Those whose words are known here, one by one: what every edition must have."""

pytestmark = pytest.mark.skipif(not (FOLDER / "kiosk.pot").exists(), reason="nothing has been extracted yet")


def _catalogue(name: str) -> Catalog:
    with (FOLDER / name).open("rb") as file:
        return read_po(file, abort_invalid=True)


def _messages(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


def _places(words: str) -> set[str]:
    """The `{names}` to fill."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _pairs(locale: str) -> list[tuple[str, str]]:
    """(message id, words) of every message, plural forms one by one."""
    found = []
    for message in _catalogue(f"{locale}/LC_MESSAGES/kiosk.po"):
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            words = message.string if isinstance(message.string, tuple | list) else (message.string,)
            found += [(ids[-1], one) for one in words]
    return found


def test_the_template_is_what_the_sources_say() -> None:
    """A fresh extraction holds the same messages as the committed template; `EXTRACT` mends it."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    fresh = {
        (context, message) for _, _, message, _, context in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    }
    kept = _messages(_catalogue("kiosk.pot"))
    assert (fresh - kept, kept - fresh) == (set(), set()), EXTRACT


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_holds_every_message_and_no_other(locale: str) -> None:
    """The same messages as the template, none fuzzy, none obsolete."""
    catalogue = _catalogue(f"{locale}/LC_MESSAGES/kiosk.po")
    template = _messages(_catalogue("kiosk.pot"))
    assert (template - _messages(catalogue), _messages(catalogue) - template) == (set(), set())
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_says_every_message(locale: str) -> None:
    """No message without words, none with the words of another place to fill, none with a space that got lost."""
    pairs = _pairs(locale)
    assert pairs
    assert [message for message, words in pairs if not words or not words.strip()] == []
    assert [(message, words) for message, words in pairs if _places(message) != _places(words)] == []
    assert [(message, words) for message, words in pairs if words != words.strip()] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_keeps_every_number(locale: str) -> None:
    """Digits in the Korean stand in the translation, and no others: 4단계 is no level 3."""
    assert [pair for pair in _pairs(locale) if not _same_numbers(*pair)] == []


def _same_numbers(message: str, words: str) -> bool:
    """Every figure kept; one more only where the Korean spells it out (두 명, two people)."""
    wanted, found = Counter(re.findall(r"\d+", message)), Counter(re.findall(r"\d+", words))
    spelled = {figure for word, figure in SPELLED.items() if re.search(rf"(^|\s){word}\s", message)}
    return not wanted - found and set(found - wanted) <= spelled


@pytest.mark.parametrize("locale", ["en", "km", "vi"])
def test_no_hangul_is_left_over(locale: str) -> None:
    """A translated message has no Korean letters but for names the language itself shows in Korean (`{korean}`)."""
    assert [(message, words) for message, words in _pairs(locale) if re.search(r"[가-힣]", words)] == []


USE_THE_OTHER = {
    "en": "No answer",
    "km": "គ្មានអ្នកទទួល",
    "zh_Hans": "无人接听",
    "ja": "つながらない",
    "vi": "Không ai nghe",
}


@pytest.mark.parametrize("locale", CHOSEN)
def test_an_unconfirmed_number_says_what_to_do(locale: str) -> None:
    """Beside a number not yet confirmed it stands that it is the number that is not, and whom to call if nobody answers."""
    (words,) = [said for message, said in _pairs(locale) if message.startswith("번호 확인 중")]
    plain = words.replace("\u200b", "")
    assert USE_THE_OTHER[locale] in plain
    assert "24" in plain


WHOSE = {"en": "Korea", "km": "កូរ៉េ", "zh_Hans": "韩国", "ja": "韓国", "vi": "Hàn Quốc"}


@pytest.mark.parametrize("locale", CHOSEN)
@pytest.mark.parametrize(
    "about", ["일부는 {day} 공개 자료", "여행경보는 외교부가", "외교부 여행경보와", "외교부에서 직접"]
)
def test_whose_levels_they_are_is_said(locale: str, about: str) -> None:
    """Outside Korean, what speaks of "the ministry" or its data names Korea: other countries number their levels too."""
    (words,) = [said for message, said in _pairs(locale) if message.startswith(about)]
    assert WHOSE[locale] in words.replace("\u200b", "")
