"""Japanese is read as it is spoken: no character is called by its name, dates are said as people say them."""

import json
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kiosk.display import voices
from kiosk.display.kana import kana
from tests.display.conftest import BUNDLED

CATALOGUE = Path(__file__).parents[2] / "translations" / "ja" / "LC_MESSAGES" / "kiosk.po"
LETTER = "l'et@"
"""How espeak-ng says "letter", in English, for what it cannot read."""


def phonemes(*sentences: str) -> str:
    """What espeak-ng would say in Japanese."""
    words = ["espeak-ng", "-q", "-x", "-v", "ja", "\n".join(sentences)]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout


def japanese(value: object) -> list[str]:
    """Every Japanese text within a document."""
    if isinstance(value, list):
        return [text for one in value for text in japanese(one)]
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in ([one] if key == "ja" else japanese(one))]
    return []


def test_espeak_alone_names_characters() -> None:
    """What makes all this needful: Debian's espeak-ng reads kana, and says of a character only that it is one."""
    assert LETTER in phonemes("大使館")
    assert LETTER not in phonemes("タイシカン")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("大使館に電話してください。", "タイシカンニデンワシテクダサイ。"),
        ("電話は 24時間です", "デンワワ 24ジカンデス"),
        ("2026年10月6日に確認", "2026ネン10ガツムイカニカクニン"),
        ("4月1日", "シガツツイタチ"),
        ("7月20日・9月30日", "シチガツハツカ、クガツ30ニチ"),
        ("90日間", "90ニチカン"),
        ("プラス、ハチ ニ、ニ", "プラス、ハチ ニ、ニ"),
        ("SIMを渡した", "SIM オワタシタ"),
        ("Poipet", "Poipet"),
        ("仁川空港で通帳を", "インチョンクーコーデツーチョーオ"),
        ("行かれる方へ、係員にお話しください", "イカレルカタエ、カカリインニオハナシクダサイ"),
        ("3か所", "3カショ"),
        ("", ""),
    ],
)
def test_it_is_written_as_it_is_spoken(written: str, said: str) -> None:
    """Words by their sound, particles too; months and days by their own names; what is no word stays."""
    assert kana([written]) == [said]


def test_each_sentence_stays_one() -> None:
    """However many there are, with whatever breaks within, as many come back in their order."""
    assert kana(["今日は\n晴れ", "", "雨"]) == ["キョーワ ハレ", "", "アメ"]
    assert kana([]) == []


def test_everything_that_is_shown_can_be_heard() -> None:
    """No sentence of the catalogue, and no text of the bundled edition, has a character left that is only named."""
    with CATALOGUE.open("rb") as file:
        told = [str(one.string) for one in read_po(file) if one.id]
    told += japanese(json.loads(BUNDLED.read_bytes()))
    assert len(told) > 250
    assert [one for one, said in zip(told, kana(told), strict=True) if LETTER in phonemes(said)] == []


def test_japanese_is_offered_only_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the dictionary the control is not there, rather than a voice that names characters."""
    assert "ja" in voices.voices()
    monkeypatch.setattr(voices, "DICTIONARY", tmp_path / "none")
    assert voices.voices() == ("ko", "en", "zh_Hans", "vi")
