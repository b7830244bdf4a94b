"""Lines break where nobody marked a place: between Khmer clusters, in long runs of letters, and nowhere else."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.layout.lines import parted
from kiosk.display.presenters.breaks import BREAK, COENG, MOST, broken, clusters
from tests.display.conftest import BUNDLED

KHMER = "អ្នកដំណើរគួរទូរស័ព្ទទៅស្ថានទូតភ្លាមហើយប្រាប់គ្រួសារនៅផ្ទះកុំប្រគល់លិខិតឆ្លងដែន"
LONG = {
    "khmer": KHMER,
    "address": "https://overseas.mofa.go.kr/kh-ko/brd/m_2715/list.do",
    "latin": "Donaudampfschifffahrtsgesellschaftskapitan",
    "hangul": "캄보디아여행경보안내및긴급연락처모음",
    "cyrillic": "Достопримечательностей",
}


def letters(words: str) -> int:
    """How many letters stand side by side: no marks, no joiners, no letters under others."""
    marks = ("Mn", "Me", "Cf")
    return sum(unicodedata.category(sign) not in marks and words[at - 1 : at] != COENG for at, sign in enumerate(words))


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_a_run_that_no_line_holds_is_broken_and_stays_the_same(words: str) -> None:
    """A run of letters longer than a line has a place to break every few letters, and says what it said."""
    parts = broken(words).split(BREAK)
    assert "".join(parts) == words
    assert max(letters(part) for part in parts) <= 4


@pytest.mark.parametrize(
    "words", ["+82-2-3210-0404", "www.0404.go.kr", "អាកាសយានដ្ឋាន", "Korean-Cambodian", "旅" * 90, "외교부"]
)
def test_what_a_line_holds_is_left_alone(words: str) -> None:
    """Numbers, ordinary words, words with a hyphen, Han and kana get no further places to break."""
    assert broken(words) == words


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [inner] if key in ("ko", "en", "km", "vi") and isinstance(inner, str) else _texts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_the_bundled_edition_is_painted_as_it_is_written() -> None:
    """No text written with its word breaks gets another."""
    texts = [one for one in _texts(json.loads(BUNDLED.read_bytes())) if "http" not in one]
    assert len(texts) > 900
    assert [one for one in texts if broken(one) != one] == []


@given(st.text(alphabet=[chr(at) for at in range(0x1780, 0x17D4)], min_size=10, max_size=80))
def test_no_khmer_cluster_is_parted(words: str) -> None:
    """Whatever Khmer is typed: no part begins with a vowel, sign or subscript, and none but a run's end ends with a coeng."""
    parts = broken(words).split(BREAK)
    assert "".join(parts) == words
    assert [part for part in parts[1:] if unicodedata.category(part[0]).startswith("M")] == []
    assert [part for part in parts[:-1] if part[-1] == COENG] == []
    assert len(parts) == 1 or len(clusters(words)) > MOST["khmer"]


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
@pytest.mark.parametrize("room", [4, 11, 40])
def test_a_run_longer_than_a_line_is_parted_over_lines(words: str, room: int) -> None:
    """However narrow the line: each holds no more than its room, and together they are the run."""
    lines = parted(words * 3, letters, room)
    assert "".join(lines).replace(BREAK, "") == words * 3
    assert [line for line in lines if letters(line) > room] == []
    assert len(lines) >= letters(words * 3) / room


@given(
    st.lists(
        st.sampled_from((*LONG.values(), "한국 대사관", "+82-2-3210-0404", "旅" * 9, "、", "ក\u200bខ")), min_size=1
    )
)
def test_nothing_is_lost_where_words_are_parted_into_lines(pieces: list[str]) -> None:
    """Whatever stands beside whatever: all letters of a paragraph are on its lines, in order."""
    words = " ".join(pieces)
    lines = parted(words, letters, 12)
    assert "".join("".join(lines).replace(BREAK, "").split()) == "".join(words.replace(BREAK, "").split())
