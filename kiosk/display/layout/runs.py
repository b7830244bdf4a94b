"""Blocks drawn together: neighbours on one ground stand on one panel, short numbers two by two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Box
from kiosk.display.layout.calls import half_call, standing_call
from kiosk.display.layout.columns import healed
from kiosk.display.layout.levels import brief_width
from kiosk.display.layout.piece import Piece, drawn, joined
from kiosk.display.layout.setting import FILL, Layout, Setting
from kiosk.display.presenters.blocks import Block, Call, LevelLine, Tile, Words

TALLEST = 0.6
"""The share of a panel's height that calls side by side may take."""
PANEL_PAD = 32.0


def drawn_all(blocks: Iterable[Block], width: float, setting: Setting) -> Iterator[Piece]:
    """Draw blocks: neighbours on one ground stand on one panel, short numbers two by two."""
    for run in _runs(list(blocks), setting):
        first = run[0]
        ground = getattr(first, "ground", "paper")
        if isinstance(first, Tile) and not setting.large:
            yield _beside([one for one in run if isinstance(one, Tile)], width, setting)
        elif isinstance(first, Call) and len(run) > 1:
            half = half_call if setting.large else standing_call
            calls = [half(one, (width - 40) / 2, setting) for one in run if isinstance(one, Call)]
            if max(one.height for one in calls) <= setting.panel.height * TALLEST:
                yield _abreast(calls, width)
            else:
                yield from (piece for one in run for piece in drawn(one, width, setting))
        elif isinstance(first, LevelLine) and len(run) > 1:
            yield from _lined([one for one in run if isinstance(one, LevelLine)], width, setting)
        elif isinstance(first, Words | LevelLine) and ground != "paper":
            yield from _panelled(run, ground, width, setting)
        else:
            for block in run:
                key = (block, width, setting.squeeze, setting.parted)
                if key not in setting.drawn:
                    setting.drawn[key] = drawn(block, width, setting)
                yield from setting.drawn[key]


def _runs(blocks: Sequence[Block], setting: Setting) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if run and _joins(run[-1], block, setting):
            run.append(block)
            continue
        if run:
            yield run
        run = [block]
    if run:
        yield run


def _joins(before: Block, block: Block, setting: Setting) -> bool:
    if isinstance(before, Tile) and isinstance(block, Tile):
        return not setting.large
    if isinstance(before, Call) and isinstance(block, Call):
        abreast = setting.layout is Layout.LARGE_WIDE and not (before.number[:1] == "+" or setting.notch)
        return (abreast or not setting.large) and before.ground == block.ground == "paper"
    if isinstance(before, LevelLine) and isinstance(block, LevelLine):
        return setting.large and setting.squeeze == 1 and all(_brief(one) for one in (before, block))
    grounds = [getattr(one, "ground", "paper") for one in (before, block)]
    both = isinstance(before, Words | LevelLine) and isinstance(block, Words)
    return both and grounds[0] == grounds[1] != "paper"


def _brief(block: LevelLine) -> bool:
    """Whether a level is its badge and name alone."""
    return not (block.first or block.asks or block.notes or block.action or block.names)


def _lined(levels: Sequence[LevelLine], width: float, setting: Setting) -> Iterator[Piece]:
    """Levels of a name each beside each other, where one line holds them all."""
    needs = [brief_width(one, setting) for one in levels]
    if sum(needs) + 48 * (len(needs) - 1) > width:
        yield from (piece for one in levels for piece in drawn(one, width, setting))
        return
    boxes: list[Box] = []
    x = height = 0.0
    for one, each in zip(levels, needs, strict=True):
        piece = drawn(one, each, setting)[0]
        boxes += piece.at(x, 0)
        x, height = x + each + 48, max(height, piece.height)
    yield Piece(height, tuple(boxes), gap=setting.gap)


def _told(run: Sequence[Block], setting: Setting) -> Sequence[Block]:
    """What a panel says; in large text where room is short what to do is one paragraph."""
    asks = [one for one in run if isinstance(one, Words) and one.role in ("ask", "strong") and not one.icon]
    if not setting.large or setting.squeeze < 1 or len(asks) < 2:
        return run
    said = replace(asks[0], text=joined(one.text for one in asks), role="strong")
    return [said if one is asks[0] else one for one in run if one not in asks[1:]]


def _panelled(run: Sequence[Block], ground: str, width: float, setting: Setting) -> Iterator[Piece]:
    pad, run = PANEL_PAD - 16 * setting.squeeze, _told(run, setting)
    pieces = healed([piece for block in run for piece in drawn(block, width - 2 * pad, setting)])
    whole = sum(one.height for one in pieces) < setting.panel.height * (0.45 if setting.squeeze == 1 else 0.3)
    if not whole and setting.large:
        pieces = [piece for block in run for piece in drawn(block, width - 2 * pad, setting)]
    parts = [pieces] if whole or not setting.large else [[one] for one in pieces]
    edge = [Area(0, 0, 16, 0, "amberEdge")] if ground == "amber" else []
    for part in parts:
        boxes: list[Box] = []
        y = pad
        for number, piece in enumerate(part):
            y += min(piece.gap, 12) if number else 0
            boxes += piece.at(pad, y)
            y += piece.height
        area = Area(0, 0, width, y + pad, FILL[ground], "edge", 4, 20)
        boxes = [area, *(replace(one, h=y + pad) for one in edge), *boxes]
        yield Piece(y + pad, tuple(boxes), keep=part[-1].keep, gap=setting.gap if part[0] is pieces[0] else 6)


def _abreast(calls: Sequence[Piece], width: float) -> Piece:
    """Calls side by side."""
    each = (width - 40) / 2
    boxes = [box for number, one in enumerate(calls) for box in one.at(number * (each + 40), 0)]
    return Piece(max(one.height for one in calls), tuple(boxes), gap=calls[0].gap)


def _beside(tiles: Sequence[Tile], width: float, setting: Setting) -> Piece:
    each = (width - 24) / 2
    found = [drawn(one, each, setting)[0] for one in tiles]
    boxes: list[Box] = []
    y = 0.0
    for start in range(0, len(found), 2):
        both = found[start : start + 2]
        high = max(one.height for one in both)
        for n, one in enumerate(both):
            boxes += one.at(n * (each + 24), y + (high - one.height) / 2)
        y += high
    return Piece(y, tuple(boxes), gap=setting.gap * 0.6)
