"""A paragraph in parts: what is said of each part is what stood there, in every script."""

import pytest

from kiosk.display.layout.boxes import Text
from kiosk.display.layout.piece import parts_of


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("one two three four five", ["one", "two", "three", "four", "five"]),
        ("从未见过的人发给您的机票", ["从未", "见过", "的人", "发给", "您的机票"]),
        ("តើ\u200bមនុស្ស\u200bដែល\u200bអ្នក មិន\u200bធ្លាប់", ["តើ", "មនុស្ស", "ដែល", "អ្នក", "មិនធ្លាប់"]),
    ],
)
def test_parts_say_together_what_the_whole_says(words: str, lines: list[str]) -> None:
    """Joined again, the parts are the paragraph: no space comes in where a script has none."""
    text = Text(0, 0, 100, 50, "\n".join(lines), words, 10, False, "ko", "ink", 10)
    parts = list(parts_of(text, 20))
    assert [part.text for part in parts] == ["\n".join(lines[n : n + 2]) for n in (0, 2, 4)]
    glue = " " if words.isascii() else ""
    bare = words.replace("\u200b", "").replace(" ", glue)
    assert glue.join(part.words for part in parts).replace(" ", glue) == bare
