"""Lines break where nobody marked a place: between Khmer clusters, in long runs of letters, and nowhere else."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.breaks import BREAK, COENG, MOST, broken, clusters
from kiosk.display.presenters.phrases import letters, statements
from tests.display.conftest import BUNDLED

KHMER = "អ្នកដំណើរគួរទូរស័ព្ទទៅស្ថានទូតភ្លាមហើយប្រាប់គ្រួសារនៅផ្ទះកុំប្រគល់លិខិតឆ្លងដែន"
LONG = {
    "khmer": KHMER,
    "address": "https://overseas.mofa.go.kr/kh-ko/brd/m_2715/list.do",
    "latin": "Donaudampfschifffahrtsgesellschaftskapitan",
    "hangul": "캄보디아여행경보안내및긴급연락처모음",
    "cyrillic": "Достопримечательностей",
}


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


@pytest.mark.parametrize("locale", ["km", "en", "ko", "vi"])
def test_large_text_parts_a_run_over_pages(locale: str) -> None:
    """In large text a run longer than a page is parted too."""
    run = {"km": KHMER * 3, "ko": LONG["hangul"] * 6}.get(locale, LONG["latin"] * 5)
    pieces = statements(run, locale)
    assert len(pieces) > 2
    assert "".join(pieces).replace(BREAK, "") == run
