"""Large text: one statement a block, so that any of them fits a page on any panel.

Rules: everything flows and is paged (head, tools and foot too); long sentences are parted (`phrases`);
a QR code keeps only its title and number beside it, the rest follows.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.display.presenters.blocks import (
    Block,
    Fact,
    LevelLine,
    Pair,
    PlaceHead,
    PlaceRow,
    QrCard,
    SignRow,
    Steps,
    Words,
)
from kiosk.display.presenters.keyboard import Keys, halves
from kiosk.display.presenters.phrases import MOST, letters, statements
from kiosk.display.presenters.screen import Band, Body
from kiosk.display.presenters.translator import Translator

ROW_MOST = {"ko": 40, "zh_Hans": 34, "ja": 34, "en": 66, "vi": 66, "km": 40}
"""Characters of a row to touch; three lines of the narrowest page."""
FOOTED = ("attract", "notice")
"""Screens that keep the last button of their foot on every page, where a page has the height."""
OPENING = ("title", "question", "head", "strong")
OVER = 0.35
"""The share of an upright page's letters that fits under a place of two lines."""
KOREAN = re.compile(r" ?[(（][\uac00-\ud7a3]+[)）]$")
"""The ministry's own word behind a translated level."""
NUMBER = re.compile(r"^\D{0,8}\d(?: ?[:៖] ?| )")
"""The level's number before its name, which the badge says too."""
SHORT, BRIEF, ALL = 0.26, 0.4, 0.6
"""Shares of a page's letters: what stands on one line, the title of a code on two, a number with all that is said of it."""
ROW = 0.8
"""The share of a page's letters that a row's words may have, over the button that stands on each page."""
NEWLINE = "\n"
LOW_KEYS = 10
"""Letters of one page of the keyboard where it stands in the low lane."""


def enlarged(body: Body, translator: Translator, low: bool, wide: bool, banded: bool = False) -> Body:
    """The body for large text: everything flows, but for the button of a screen that has one; the map is left to the list.

    `low`: what is touched stands in the lower part, so each is short. `wide`: the panel lies on its side.
    `banded`: a band over the pages takes some of their height.
    """
    upright = body.name in FOOTED and not (low or wide)
    fixed, loose = (body.footer[-1:], body.footer[:-1]) if upright else ((), body.footer)
    blocks = (*body.header, *body.tools, *body.flow, *loose)
    flow = tuple(
        part for block in blocks for part in _parts(block, translator, low, wide or banded or bool(fixed), banded)
    )
    return replace(body, header=(), tools=(), flow=flow, footer=fixed, flow_is_touch=True, map=None)


def aged(body: Body, band: Band, translator: Translator) -> Body:
    """The body behind the band's own detail and code: in large text the band itself holds only its headline.

    Help comes before them, and has the same code.
    """
    said = tuple(Words(one) for one in statements(band.detail, translator.locale)) if band.detail else ()
    code = (QrCard(band.qr, "", "", module=7),) if band.qr else ()
    return replace(body, flow=(*body.flow, *said) if body.name == "help" else (*said, *code, *body.flow))


def headline(band: Band) -> Band:
    """The band with its headline alone."""
    return replace(band, detail="", qr="")


def _parts(block: Block, translator: Translator, low: bool, wide: bool, banded: bool) -> Iterable[Block]:
    locale = translator.locale
    if isinstance(block, Steps):
        return ()
    if isinstance(block, Words):
        return tuple(_said(block, locale, wide))
    if isinstance(block, PlaceHead):
        return (replace(block, other="", keep=True),)
    if isinstance(block, QrCard):
        return tuple(_apart(block, locale, wide, banded))
    if isinstance(block, Fact):
        return tuple(_fact(block, locale, wide, banded))
    if isinstance(block, PlaceRow) and (block.over or len(block.name) > ROW_MOST[locale]):
        return tuple(_row(block, translator))
    if isinstance(block, LevelLine) and block.over:
        return tuple(_level(block, locale, wide, banded))
    if isinstance(block, SignRow) and (low or len(block.text) > ROW_MOST[locale] * 0.7):
        signs = tuple(Words(one, "strong", keep=True) for one in statements(block.text, locale, wide))
        return (*signs, replace(block, text=translator.say("저에게 해당합니다"), name=block.text))
    if isinstance(block, Keys):
        return tuple(_keys(block, low))
    if isinstance(block, Pair):
        raise TypeError("a pair has no place in large text")
    return (block,)


def _said(words: Words, locale: str, wide: bool) -> Iterable[Words]:
    """The words in pieces; only what opens a page (a title, a head) is kept on the page of what follows."""
    said = statements(words.text, locale, wide)
    for one in said:
        yield replace(words, text=one, keep=words.keep and words.tone in OPENING and words.ground == "paper")


def _level(line: LevelLine, locale: str, wide: bool, banded: bool) -> Iterable[Block]:
    """The badge with the place and its level; what is too long for one page as words of their own."""
    over = KOREAN.sub("", line.over)
    if wide or letters(over) > MOST[locale][0] * SHORT:
        over = NUMBER.sub("", over)
    crowded = banded and letters(line.name + over) > MOST[locale][1] * ALL
    if letters(over) <= MOST[locale][0] * OVER and not crowded:
        yield replace(line, over=over, keep=True)
        return
    yield replace(line, over="", keep=True)
    yield from (Words(one, "strong", line.ground, keep=True) for one in statements(over, locale, wide))


def _keys(keys: Keys, low: bool) -> Iterable[Keys]:
    """The keyboard in parts that fit a page; in a low lane each part has its own erase key."""
    if not low:
        return halves(keys)
    starts = range(0, len(keys.letters), LOW_KEYS)
    return tuple(replace(keys, letters=keys.letters[start : start + LOW_KEYS]) for start in starts)


def _row(row: PlaceRow, translator: Translator) -> Iterable[Block]:
    """A row that is too much for one page: its words, then a short row to touch."""
    yield from (Words(one, "body", keep=True) for one in statements(row.over, translator.locale))
    if len(row.name) <= ROW_MOST[translator.locale]:
        yield replace(row, over="")
        return
    most = int(MOST[translator.locale][1] * ROW)
    yield from (Words(one, "strong", keep=True) for one in statements(row.name, translator.locale, most=most))
    yield replace(row, over="", name=translator.say("자세히 보기"))


def _apart(card: QrCard, locale: str, wide: bool, banded: bool) -> Iterable[Block]:
    """The code with its number and a short title, a long one before it; the other lines behind."""
    loud = (card.mark, card.number)
    if banded and not card.number.startswith(tuple("+0123456789")):
        card = replace(card, number="", lines=(card.number, *card.lines) if card.number else card.lines)
    brief = letters(card.title) <= MOST[locale][0] * BRIEF
    if not brief:
        for one in statements(card.title, locale, wide):
            yield Words(one, "strong", keep=True)
    marked = bool(card.mark) and not banded and letters(card.title) <= MOST[locale][0] * SHORT
    lines = card.lines if marked or not card.mark else (card.mark, *card.lines)
    yield replace(
        card, title=card.title if brief else "", lines=(), mark=card.mark if marked else "", ground="paper", keep=False
    )
    for line in lines:
        for one in statements(line, locale, wide):
            yield Words(one, "strong" if line in loud else "body")


def _fact(fact: Fact, locale: str, wide: bool, banded: bool) -> Iterable[Words]:
    """A number never stands without its owner: both are one block, what else is said of it follows."""
    owner, _, more = fact.label.partition(" · ")
    most = MOST[locale][wide]
    both = f"{owner}{' ' if letters(owner + fact.value) < most * SHORT else NEWLINE}{fact.value}"
    whole = f"{both}\n{more}"
    if more and letters(whole) <= most * ALL:
        yield Words(whole, "strong")
        return
    if letters(both) <= most * (0.7 if banded else 1):
        yield Words(both, "strong", keep=bool(more))
    else:
        yield from (Words(one, "body", keep=True) for one in statements(owner, locale, wide))
        yield Words(fact.value, "strong")
    yield from (Words(one) for one in statements(more, locale, wide))


def unfolded(card: QrCard) -> tuple[Block, ...]:
    """A QR code with title, number and mark, its lines as words of their own behind it."""
    lines = [Words(line, "body", card.ground, keep=True) for line in card.lines]
    last = [replace(line, keep=False) for line in lines[-1:]]
    return (replace(card, lines=(), keep=bool(lines)), *lines[:-1], *last)


def loosened(body: Body) -> Body:
    """The body for the lower mode, where what is read has half the height: codes part from their lines."""
    flow = tuple(part for block in body.flow for part in (unfolded(block) if isinstance(block, QrCard) else (block,)))
    return replace(body, flow=flow)
