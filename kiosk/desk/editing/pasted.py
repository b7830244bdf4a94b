"""What a word processor, a web page or a keyboard brings along, made plain; of the rest, which sign and where it stands. Pure.

Rules: what shows nothing is taken out (soft hyphens, byte-order marks, direction marks, fillers, variation selectors); every
kind of line end becomes one; spaces, hyphens, brackets, full-width signs and `tel:` leave a number. Whatever else no screen
could show is refused, and the officer reads before which word it stands: in the field it is often not to be seen.
"""

import re
import unicodedata

from kiosk.desk.words import say
from kiosk.feed.document import letters

ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NOTHING = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200e\u200f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef]"
)
"""What shows nothing, and whose absence changes nothing; embeddings and overrides of direction are not among it."""

WORD = 12


def plain(words: str) -> str:
    """Return the words with one kind of line end, spaces for tabs, and nothing that shows nothing."""
    return NOTHING.sub("", ENDS.sub("\n", words).replace("\t", " "))


def taken_out(words: str) -> list[str]:
    """Return what `plain` takes out or turns into a line end, but for those line ends that every browser sends."""
    found = [one for one in words if NOTHING.match(one) or one in "\x0b\x0c\x85\u2028\u2029"]
    return list(dict.fromkeys(found))


def number(words: str) -> str:
    """Return a telephone number or address as it is dialled."""
    bare = unicodedata.normalize("NFKC", words).strip().removeprefix("tel:").removeprefix("TEL:")
    return re.sub("[\\s().\u2010-\u2015-]", "", bare) if re.fullmatch("[+0-9\\s().\u2010-\u2015-]+", bare) else bare


def printed(words: str) -> str:
    """Return a number as it is printed, in plain signs."""
    bare = re.sub("[\u2010-\u2015]", "-", unicodedata.normalize("NFKC", words)).strip()
    return bare.removeprefix("tel:").removeprefix("TEL:")


def misleading(words: str) -> str:
    """Return what no edition may hold, each with its place, in the reader's language; "" if there is nothing."""
    return ", ".join(_placed(words, sign) for sign in letters.misleading(words))


def _placed(words: str, sign: str) -> str:
    name = f"U+{ord(sign):04X}"
    before, _, after = words.partition(sign)
    for part, ko, en, word in ((after, "앞", "before", 0), (before, "뒤", "after", -1)):
        if shown := NOTHING.sub("", "".join(one for one in part if one not in letters.misleading(part))).split():
            near = shown[word][:WORD]
            return say(f"{name} (‘{near}’ {ko})", f"{name} ({en} ‘{near}’)")
    return name
