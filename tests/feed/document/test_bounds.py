"""What every text and string must keep: the quick look at all of them together says what the slow one says of each."""

from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.domain.text import URGENT_LOCALES, Text
from kiosk.feed.document import bounds, door, letters
from kiosk.feed.document.broken import Broken, Rule, broken

SIGNS = st.sampled_from("a가ខ1 .(\n\u200b\u202e\u3164\u115f\ufe0f🙂\U000e0041\u0301")
WORDS = st.text(SIGNS, max_size=6) | st.sampled_from(("여행금지", "a" * 61, "(a)", "x\ny"))
TEXTS = st.dictionaries(st.sampled_from((*LOCALES, "fr")), WORDS) | st.fixed_dictionaries(dict.fromkeys(LOCALES, WORDS))


def one_by_one(words: Mapping[str, str], kind: str, needed: tuple[str, ...]) -> Iterator[Broken]:
    """Judge each language alone."""
    codes = list(dict.fromkeys((*LOCALES, *words)))
    blank = [code for code in codes if not letters.says(words.get(code, ""))]
    if missing := [code for code in blank if code in (needed or REQUIRED) or code in words]:
        yield broken("t", Rule.NO_TEXT, languages=", ".join(missing))
    longest, one_line = door.text(kind)
    for code in codes:
        if code not in blank:
            yield from bounds.string(f"t.{code}", words[code], longest, one_line=one_line)


@given(TEXTS, st.sampled_from(("zones.name", "advisories.reason")), st.sampled_from(((), URGENT_LOCALES)))
def test_a_text_is_judged_language_by_language(words: dict[str, str], kind: str, needed: tuple[str, ...]) -> None:
    """Whatever its languages hold, a text breaks exactly what each of them breaks alone."""
    assert list(bounds.languages("t", Text(words), kind, needed)) == list(one_by_one(words, kind, needed))


@given(st.lists(WORDS, max_size=5))
def test_strings_are_judged_one_by_one(said: list[str]) -> None:
    """Whatever a list of strings holds, it breaks exactly what each of them breaks alone."""
    alone = [fault for number, one in enumerate(said) for fault in bounds.string(f"t[{number}]", one, 60)]
    assert list(bounds.strings("t", said, 60)) == alone
