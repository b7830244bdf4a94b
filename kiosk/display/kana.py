"""Japanese as it is heard, in kana: espeak-ng 1.51 says "Chinese letter" for each character that it should read.

Rules: mecab (Debian's, with its IPA dictionary) tells how words are pronounced; months and days, which it reads by the character
alone, are said as they are. What it does not know stays as it was.
"""

import re
import subprocess
import unicodedata
from collections.abc import Sequence
from functools import reduce

from kiosk.display.voices import DICTIONARY

FORMS = ("--node-format=%pS%f[8]", "--unk-format=%pS%m", "--eos-format=\\n")
"""What stands before a word, then how it is pronounced; a word that the dictionary lacks as it is written."""
PATIENCE = 5.0
"""Seconds; it takes some ten milliseconds."""
READINGS = {"仁川": "インチョン", "通帳": "ツーチョー", "お話し": "オハナシ", "れる方": "レルカタ", "か所": "カショ"}
"""What the dictionary reads as another word."""
MONTHS = {4: "シ", 7: "シチ", 9: "ク"}
DAYS = {
    1: "ツイタチ", 2: "フツカ", 3: "ミッカ", 4: "ヨッカ", 5: "イツカ", 6: "ムイカ", 7: "ナノカ", 8: "ヨーカ", 9: "ココノカ",
    10: "トーカ", 14: "ジューヨッカ", 20: "ハツカ", 24: "ニジューヨッカ",
}  # fmt: skip
LATIN = re.compile(r"[A-Za-z]+|[()]")
DATE = re.compile(r"(\d{1,2})月(?:(\d{1,2})日)?")


def kana(sentences: Sequence[str]) -> list[str]:
    """Write sentences as they are spoken. Raises OSError or subprocess.SubprocessError where mecab fails."""
    lines = [DATE.sub(_date, _plain(one)) for one in sentences]
    words = ["mecab", f"--dicdir={DICTIONARY}", *FORMS]
    told = subprocess.run(
        words,
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )
    return [_parted(one) for one in told.stdout.split("\n")[: len(lines)]]


def _plain(sentence: str) -> str:
    """One line, wide letters and digits as usual ones, and a pause for the dot between words, which espeak stumbles over."""
    plain = " ".join(unicodedata.normalize("NFKC", sentence).replace("・", "、").split())
    return reduce(lambda text, word: text.replace(word, READINGS[word]), READINGS, plain)


def _parted(said: str) -> str:
    """Latin words on their own, and the particle "o" by its sound: espeak spells a word out in which it meets either."""
    return " ".join(LATIN.sub(r" \g<0> ", said.replace("ヲ", "オ")).split())


def _date(found: re.Match[str]) -> str:
    month, day = int(found[1]), int(found[2] or 0)
    said = f"{MONTHS.get(month, month)}ガツ"
    return f"{said}{DAYS.get(day, f'{day}ニチ')}" if day else said
