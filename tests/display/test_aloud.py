"""Telephone numbers as the voice is given them: dictated, in groups; every other number as it stands."""

import shutil
import subprocess

import pytest

from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.presenters.screens import present
from kiosk.display.speech import aloud
from kiosk.display.voices import SPOKEN_LOCALES
from kiosk.domain.contact import ContactKind
from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.conftest import EDITION, knowledge_of

SHORT = {"112", "117"}

CENTRE = {
    "ko": "플러스 팔이, 이, 삼이일공, 공사공사",
    "en": "plus eight two, two, three two one zero, zero four zero four",
    "km": "បូក ប្រាំបី ពីរ, ពីរ, បី ពីរ មួយ សូន្យ, សូន្យ បួន សូន្យ បួន",
    "zh_Hans": "加八二，二，三二幺零，零四零四",
    "ja": "プラス、ハチ ニ、ニ、サン ニ イチ ゼロ、ゼロ ヨン ゼロ ヨン",
    "vi": "cộng tám hai, hai, ba hai một không, không bốn không bốn",
}
POLICE = {
    "ko": "일일이",
    "en": "one one two",
    "km": "មួយ មួយ ពីរ",
    "zh_Hans": "幺幺二",
    "ja": "イチ イチ ニ",
    "vi": "một một hai",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_is_dictated(locale: str) -> None:
    """Digit by digit, a pause between its groups, in each language; a short number too."""
    assert aloud("+82-2-3210-0404", locale, SHORT) == CENTRE[locale]
    assert aloud("112", locale, SHORT) == POLICE[locale]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("+855-23-211-900", "플러스 팔오오, 이삼, 이일일, 구공공"),
        ("+855 23 211 900", "플러스 팔오오, 이삼, 이일일, 구공공"),
        ("02-3210-0404", "공이, 삼이일공, 공사공사"),
        ("1588-1234", "일오팔팔, 일이삼사"),
        ("+85523211900", "플러스 팔오오, 이삼이, 일일구, 공공"),
        ("한국에서 112에 신고", "한국에서 일일이에 신고"),
        ("전화는 +82-2-3210-0404. 24시간, 7개 언어", "전화는 플러스 팔이, 이, 삼이일공, 공사공사. 24시간, 7개 언어"),
        ("www.0404.go.kr", "www.공사공사.go.kr"),
    ],
)
def test_every_way_of_writing_it(written: str, said: str) -> None:
    """With its country, with its area, in one piece, within a sentence, and the digits of a web address."""
    assert aloud(written, "ko", SHORT) == said


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "plain",
    [
        "2025년 10월 16일 00:00부터", "30 June 2026", "2026-07-01", "08:00-15:30", "50km", "1,000", "1000万", "112명",
        "112 people", "3단계", "24시간, 7개", "0호", "1a99b789f2e45b29", "1112", "10.112", "2024-2026", "1/2",
    ],
)  # fmt: skip
def test_other_numbers_stay(locale: str, plain: str) -> None:
    """Years, times, levels, distances and amounts are read as the language reads them."""
    assert aloud(plain, locale, SHORT) == plain


@pytest.mark.parametrize("locale", LOCALES)
def test_no_screen_hands_a_number_to_the_voice(locale: str) -> None:
    """Of all that is read aloud on any screen, no contact's digits are left in a row."""
    short = {one.value for one in EDITION.contacts if one.kind is ContactKind.SHORT}
    numbers = {one.value for one in EDITION.contacts if one.kind in (ContactKind.PHONE, ContactKind.SHORT)}
    assert len(numbers) >= 4
    for name in SCREENS:
        spoken = present(
            knowledge_of(), Choice(locale=locale, screen=name, place="KH-1"), translator(locale), True
        ).spoken
        for one in spoken:
            said = aloud(one, locale, short)
            assert not [number for number in numbers if number in said], said


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="not installed: espeak-ng")
@pytest.mark.parametrize("locale", SPOKEN_LOCALES)
def test_the_voice_says_digits(locale: str) -> None:
    """espeak-ng's own phonemes of a dictated number hold those of each digit as it is said alone; no hundred, no thousand."""
    voice = {"zh_Hans": "cmn-latn-pinyin"}.get(locale, locale)

    def phonemes(words: str) -> str:
        done = subprocess.run(
            ["espeak-ng", "-q", "--ipa", "-v", voice, words], capture_output=True, text=True, check=True
        )
        return done.stdout

    said = phonemes(aloud("+82-2-3210-0404", locale))
    amount = phonemes("3210").split()
    assert said.count("\n") >= 4, "no pause between the groups"
    assert " ".join(amount) not in " ".join(said.split())
    assert "(en)" not in said, "a digit is read in English"
