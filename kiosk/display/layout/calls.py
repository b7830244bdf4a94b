"""Somebody to call or a page to open, with its code."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Code, Text, moved
from kiosk.display.layout.letters import size
from kiosk.display.layout.piece import Piece, column, drawn
from kiosk.display.layout.setting import FILL, Setting
from kiosk.display.presenters.blocks import (
    Block,
    Call,
    Words,
)

NUMBER_MODULE, CARD_MODULE, LONG = 7, 6, 60
"""Units of a module: of a number's or an address's code, and of one that holds more signs than that."""
SPACIOUS = 1400.0
"""The width from which a code stands beside its number in large text too."""


@drawn.register
def _(block: Call, width: float, setting: Setting) -> Sequence[Piece]:
    if not setting.large:
        return [_call(block, width, setting)]
    if setting.parted and block.number:
        return _number_first(block, width, setting)
    return [_large_call(block, width, setting) if width < SPACIOUS else _call(block, width, setting)]


def _number_first(block: Call, width: float, setting: Setting) -> list[Piece]:
    """In large text, where a page does not hold a call whole: whose number and the number, then its code and lines."""
    title = setting.text(block.brief or block.title, "strong", width)
    px = setting.fitting(block.number, "phone", width)
    boxes, height = column([title, setting.text(block.number, "phone" if px else "strong", width, px=px)])
    return [Piece(height, tuple(boxes), gap=setting.gap), _large_call(replace(block, number=""), width, setting)]


def _code(block: Call, setting: Setting) -> Code:
    """The code, of the module that phones read off a lit panel (measured on degraded pictures: `tests/display/test_qr.py`)."""
    payload = block.small if block.small and (setting.squeeze == 1 or setting.large) else block.payload
    module = NUMBER_MODULE if len(payload) < LONG else CARD_MODULE
    side = setting.measures.modules(payload) * module
    return Code(0, 0, side, side, payload, module)


def _call(block: Call, width: float, setting: Setting) -> Piece:
    pad = 0 if block.ground == "paper" or setting.large else 32 - 8 * setting.squeeze
    inner = width - 2 * pad
    code = _code(block, setting)
    room = inner - code.w - 20
    px = setting.fitting(block.number, "phone", room) if block.number else 0
    air = 8.0 if setting.locale == "km" else 2.0  # Khmer letters stand high over their line
    texts = [setting.text(block.title, "strong", room)]
    if block.number:
        texts.append(setting.text(block.number, "phone", room, px=px or size("strong", "ko", False, 1)))
    texts += [setting.text(one, "second", room, "ink2") for one in (*block.lines, block.scan) if one]
    left: list[Block] = []
    while (setting.large or setting.squeeze == 1) and len(texts) > 3 - setting.large and column(texts)[1] > code.h:
        if (words := texts.pop().words) != block.scan:
            left.insert(0, Words(words, "second"))  # a later page says it
    _, tall = column(texts, gap=air)
    height = max(tall, code.h) + 2 * pad
    boxes, _ = column(texts, pad, (height - tall) / 2, gap=air)
    ground = (Area(0, 0, width, height, FILL[block.ground], "edge", 4, 20),) if block.ground != "paper" else ()
    said = left and setting.large  # how to scan, which goes first elsewhere, the page behind the door says for all
    out: tuple[Block, ...] = (Words(f"{block.title} {block.number}".strip(), "strong"), *left) if said else ()
    code = moved(code, width - pad - code.w, (height - code.h) / 2)
    gap = 2.0 if setting.large and setting.squeeze == 1 else setting.gap  # the codes' quiet zones keep them apart
    return Piece(height, (*ground, code, *boxes), gap=gap, left_out=out)


def standing_call(block: Call, width: float, setting: Setting) -> Piece:
    """Draw a call in half a page's width: title, number and lines over its code."""
    code = _code(block, setting)
    if code.w > width and block.small:
        code = _code(replace(block, payload=block.small), setting)
    px = setting.fitting(block.number, "dial", width) if block.number else 0
    texts = [setting.text(block.title, "strong", width)]
    texts += [setting.text(block.number, "dial" if px else "strong", width, px=px)] if block.number else []
    texts += [setting.text(one, "second", width, "ink2") for one in (*block.lines, block.scan) if one]
    boxes, y = column(texts)
    return Piece(y + 8 + code.h, (*boxes, moved(code, 0, y + 8)), gap=setting.gap)


def _large_call(block: Call, width: float, setting: Setting) -> Piece:
    """In large text: the code at the right, beside it the title and as much more as its height holds, below the number."""
    code = _code(block, setting)
    room = width - code.w - 28
    whole = setting.text(block.title, "strong", room)
    title = setting.text(block.brief, "strong", room) if block.brief and whole.h > code.h else whole
    texts: list[Text] = [title]
    left: list[Block] = []
    for line in (*block.lines, *((block.scan,) if block.scan else ())):
        text = setting.text(line, "second", room, "ink2")
        if left or column([*texts, text])[1] > code.h:
            left += [Words(line, "second")] if line != block.scan else []
        else:
            texts.append(text)
    boxes, tall = column(texts)
    tall = max(tall, code.h)
    boxes.append(moved(code, width - code.w, 0))
    if block.number:
        px = setting.fitting(block.number, "phone", width)
        number = setting.text(block.number, "phone" if px else "strong", width, px=px)
        boxes.append(moved(number, 0, tall + 2))
        tall += 2 + number.h
    out: tuple[Block, ...] = (Words(f"{block.title} {block.number}".strip(), "strong"), *left) if left else ()
    return Piece(tall, tuple(boxes), gap=setting.gap, left_out=out)
