"""Blocks as pieces: each block drawn at a width, with its height and whether it is touched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

from kiosk.display.layout.boxes import Area, Badge, Box, Code, Icon, Map, Text, Touch, moved
from kiosk.display.layout.letters import size
from kiosk.display.layout.setting import FILL, ON, Setting
from kiosk.display.presenters.blocks import (
    Block,
    Button,
    Buttons,
    Call,
    Fact,
    Keys,
    LevelLine,
    LevelList,
    MapBox,
    PlaceHead,
    PlaceRow,
    SearchField,
    SignRow,
    Steps,
    Tile,
    Words,
)

TARGET_GAP = 12.0
SPACIOUS = 1400.0
"""The width from which a code stands beside its number in large text too."""
ICON = 52.0


@dataclass(frozen=True)
class Piece:
    """Boxes from (0, 0) with a height. `keep`: never the last of a page; `flex`: takes the room that is left, at least `height`.

    `left_out`: what a squeezed piece no longer says and a later page must.
    """

    height: float
    boxes: tuple[Box, ...]
    touched: bool = False
    keep: bool = False
    flex: bool = False
    gap: float = 24.0
    left_out: tuple[Block, ...] = ()

    @property
    def untouched(self) -> float:
        """How far from its top nothing is touched."""
        return min((box.y for box in self.boxes if isinstance(box, Touch) and box.name), default=0.0)

    def at(self, x: float, y: float) -> list[Box]:
        """Give the boxes moved to (x, y)."""
        return [moved(box, x, y) for box in self.boxes]


def column(parts: Iterable[Text], x: float = 0, y: float = 0, gap: float = 2) -> tuple[list[Box], float]:
    """Set texts one below another from (x, y); the boxes, and where they end."""
    boxes: list[Box] = []
    for part in parts:
        boxes.append(moved(part, x, y))
        y += part.h + gap
    return boxes, y - gap if boxes else y


@singledispatch
def drawn(block: Block, width: float, setting: Setting) -> Sequence[Piece]:
    """Draw a block at a width: one piece, or several where it may be parted over pages."""
    raise TypeError(f"nothing draws {type(block).__name__}")


@drawn.register
def _(block: Words, width: float, setting: Setting) -> Sequence[Piece]:
    words, second = ON[block.ground]
    colour = second if block.role == "second" else words
    indent = (ICON + 20) * (1.4 if setting.large else 1) if block.icon else 0
    text = setting.text(block.text, block.role, width - indent, colour)
    boxes: list[Box] = [moved(text, indent, 0)]
    if block.icon:
        side = ICON * (1.4 if setting.large else 1)
        boxes.append(Icon(0, max(0, (text.line - side) / 2), side, side, block.icon, colour))
    gap = setting.gap if block.role in ("title", "question", "head", "ask") else setting.gap * 0.75
    return [Piece(text.h, tuple(boxes), keep=block.role in ("title", "head"), gap=gap)]


@drawn.register
def _(block: LevelLine, width: float, setting: Setting) -> Sequence[Piece]:
    return _large_level(block, width, setting) if setting.large else [_level(block, width, setting)]


def _level(block: LevelLine, width: float, setting: Setting) -> Piece:
    words, second = ON[block.ground]
    side = (112 if block.first else 96 if block.action else 84) - 12 * setting.squeeze
    room = width - side - 24
    roles = [("head" if block.first or block.action else "strong", block.name, words), ("second", block.over, second)]
    if block.first:
        roles += [("strong" if n else "ask", one, words) for n, one in enumerate(block.asks)]
    else:
        roles += [("strong", one, words) for one in block.asks]
    roles += [("body" if setting.squeeze < 1 else "second", one, words) for one in (block.penalty,) if one]
    roles += [("strong" if block.first else "second", one, words if block.first else second) for one in block.notes]
    texts = [setting.text(said, role, room, colour) for role, said, colour in roles if said]
    boxes, height = column(texts, side + 24)
    height = max(height, side)
    badge = Badge(0, 4, side, side, block.level, block.ground == "ink")
    if len(texts) == 1:
        boxes = [replace(boxes[0], y=(height - texts[0].h) / 2)]
    ground: list[Box] = []
    if block.action:
        ground = [Touch(-16, -4, width + 32, height + 8, block.spoken, block.action, block.argument, inset=8)]
    gap = setting.gap + (10 if block.action else 0)
    return Piece(height, (*ground, badge, *boxes), touched=bool(block.action), gap=gap)


def _large_level(block: LevelLine, width: float, setting: Setting) -> list[Piece]:
    """In large text: the badge with the place and what to do; each further statement a piece of its own."""
    words, second = ON[block.ground]
    side = 132.0
    room = width - side - 24
    ask, *asks = block.asks or ("",)
    texts = [setting.text(block.name, "head", room, words)]
    texts += [setting.text(ask, "strong", room, words)] if ask else []
    boxes, height = column(texts, side + 24)
    height = max(height, side)
    ground: list[Box] = []
    if block.action:
        ground = [Touch(-16, -2, width + 32, height + 4, block.spoken, block.action, block.argument, inset=8)]
    badge = Badge(0, 4, side, side, block.level, block.ground == "ink")
    main = Piece(height, (*ground, badge, *boxes), touched=bool(block.action), keep=bool(asks) or not ask, gap=setting.gap)
    more = [(one, "strong", words) for one in asks]
    more += [(one, "second", second) for one in (block.over, block.penalty, *block.notes) if one]
    return [main, *(_alone(setting.text(said, role, width, colour), setting) for said, role, colour in more)]


def _alone(text: Text, setting: Setting) -> Piece:
    return Piece(text.h, (text,), gap=setting.gap * 0.5)


@drawn.register
def _(block: PlaceHead, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:  # the top line says it
        return []
    shaped = bool(block.says)
    room = width - 232 if shaped else width
    name = setting.text(block.name, "title", room)
    other = setting.text(block.other, "second", room, "ink2")
    boxes, height = column([name, other])
    if shaped:
        height = max(height, 150 - 30 * setting.squeeze)
        boxes.append(Map(width - 200, 0, 200, height, says=block.says, focus=block.zone, interactive=False))
    return [Piece(height, tuple(boxes), keep=True, gap=setting.gap)]


@drawn.register
def _(block: PlaceRow, width: float, setting: Setting) -> Sequence[Piece]:
    return [row(block, width, setting, block.level)]


def row(block: PlaceRow, width: float, setting: Setting, level: str = "", badge: float = 0) -> Piece:
    """Draw a row to touch: a badge where it stands alone, its name, and a chevron."""
    large = setting.large
    badge = badge or (104 - 16 * setting.squeeze if large else 80 - 8 * setting.squeeze)
    arrow = 64.0 if large else 40.0
    indent = badge + 20 if level else 0
    room = width - indent - arrow - 8
    px = setting.fitting(block.name, "strong", room) or size("strong", setting.locale, large, 1)
    texts = [setting.text(block.name, "strong", room, px=px)]
    if block.over:
        texts.insert(0, setting.text(block.over, "second", room, "ink2"))
    _, tall = column(texts)
    least = (116 if large else 88) - (20 if large else 22) * setting.squeeze
    height = max(least, tall + 12, badge + 8 if level else 0)
    boxes, _ = column(texts, indent, (height - tall) / 2)
    if level:
        boxes.append(Badge(0, (height - badge) / 2, badge, badge, "" if level == "?" else level))
    boxes.append(Icon(width - arrow, (height - arrow) / 2, arrow, arrow, "chevron", "accent"))
    touch = Touch(0, 4, width, height - 8, block.spoken, block.action, block.argument, radius=8, inset=12)
    return Piece(height, (Area(0, 0, width, 2, fill="line"), touch, *boxes), touched=True, gap=8)


@drawn.register
def _(block: LevelList, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:
        return _large_list(block, width, setting)
    each = (width - 40) / 2
    if setting.parted and len(block.groups) > 2:  # in two parts, the worse first: the other may go on to a next page
        halves = (replace(block, groups=block.groups[:2]), replace(block, groups=block.groups[2:]))
        return [_listed(one, each, setting) for one in halves]
    return [_listed(block, each, setting)]


def _listed(block: LevelList, each: float, setting: Setting) -> Piece:
    """The levels in two columns."""
    both = min((_columns(block.groups, cut, each, setting) for cut in _cuts(block.groups)), key=lambda pair: max(one.height for one in pair))
    boxes = [*both[0].boxes, *both[1].at(each + 40, 0)]
    return Piece(max(one.height for one in both), tuple(boxes), touched=True, gap=setting.gap)


Group = tuple[LevelLine, Sequence[PlaceRow]]


def _cuts(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Where the list may be parted in two columns: before a group; within one only if there is no other."""
    if len(groups) > 1:
        return [(number, 0) for number in range(1, len(groups))]
    rows = len(groups[0][1]) if groups else 0
    return [(0, -(-rows // 2))] if rows > 1 else [(1, 0)]


def _columns(groups: Sequence[Group], cut: tuple[int, int], width: float, setting: Setting) -> tuple[Piece, Piece]:
    """The two columns; rows that go on in the second have their level's badge."""
    number, inner = cut
    left, right = list(groups[:number]), list(groups[number:])
    if not inner:
        return _column(left, width, setting), _column(right, width, setting)
    head, rows = groups[0]
    further = [row(one, width, setting, head.level) for one in rows[inner:]]
    return _column([(head, rows[:inner])], width, setting), _stacked(further)


def _column(groups: Sequence[Group], width: float, setting: Setting) -> Piece:
    parts = [
        part
        for head, rows in groups
        for part in (level_head(head, width, setting), *(row(one, width, setting) for one in rows))
    ]
    return _stacked(parts)


def level_head(head: LevelLine, width: float, setting: Setting) -> Piece:
    """Draw the head of a level in the list: its badge, its name, number and Korean word."""
    side = 80 - 4 * setting.squeeze
    room = width - side - 18
    px = setting.fitting(head.name, "strong", room)
    texts = [setting.text(head.name, "strong", room, px=px)]
    texts += [setting.text(one, "second", room, "ink2", px=setting.fitting(one, "second", room)) for one in (head.over,) if one]
    _, tall = column(texts)
    height = max(tall, side) + 10
    boxes, _ = column(texts, side + 18, (height - 6 - tall) / 2)
    return Piece(height, (Badge(0, (height - 6 - side) / 2, side, side, head.level), *boxes), gap=2)


def _large_list(block: LevelList, width: float, setting: Setting) -> list[Piece]:
    """In large text every row carries its badge; the level's name stands over the first, where there is room."""
    found: list[Piece] = []
    for head, rows in block.groups:
        if setting.squeeze < 1:
            found.append(Piece(*_said(setting, head.name, width), keep=True, gap=10))
        found += [row(one, width, setting, head.level) for one in rows]
    return found


def _said(setting: Setting, words: str, width: float) -> tuple[float, tuple[Box, ...]]:
    text = setting.text(words, "second", width, "ink2")
    return text.h, (text,)


def _stacked(parts: Sequence[Piece]) -> Piece:
    boxes: list[Box] = []
    y = 0.0
    for number, part in enumerate(parts):
        y += 14 if number and isinstance(part.boxes[0], Badge) else 0
        boxes += part.at(0, y)
        y += part.height
    return Piece(y, tuple(boxes), touched=any(part.touched for part in parts))


@drawn.register
def _(block: MapBox, width: float, setting: Setting) -> Sequence[Piece]:
    least = 520 - 230 * setting.squeeze if setting.large else 620 - 80 * setting.squeeze
    return [Piece(least, (Map(0, 0, width, least, says=block.says, interactive=not setting.reach, bare=setting.large),), flex=True, gap=setting.gap * 0.6)]


@drawn.register
def _(block: SignRow, width: float, setting: Setting) -> Sequence[Piece]:
    side = 104.0 if setting.large else 76 - 12 * setting.squeeze
    room = width - side - 3 * 24
    role = "strong" if block.ticked else "body"
    text = setting.text(block.text, role, room)
    # the bold words of a tick may need one line more: the row keeps the height of both
    tall = max(text.h, setting.text(block.text, "strong", room).h)
    height = max(side + 20 - 8 * setting.squeeze, tall + 28 - 16 * setting.squeeze)
    touch = Touch(
        0, 0, width, height, block.text, "tick", block.argument, "tint" if block.ticked else "paper",
        edge="accent" if block.ticked else "control", edge_width=6 if block.ticked else 3, checkable=True,
        checked=block.ticked,
    )  # fmt: skip
    y = (height - side) / 2
    tick = Area(24, y, side, side, "accent" if block.ticked else "paper", "accent" if block.ticked else "control", 4, 12)
    mark = (Icon(24 + side * 0.14, y + side * 0.14, side * 0.72, side * 0.72, "tick", "overAccent"),) if block.ticked else ()
    boxes = (touch, replace_layer(tick), *mark, moved(text, side + 48, (height - text.h) / 2))
    return [Piece(height, boxes, touched=True, gap=16 - 7 * setting.squeeze)]


def replace_layer(area: Area) -> Touch:
    """Give an area that lies over what is touched: a control's own part, which takes no finger."""
    return Touch(
        area.x, area.y, area.w, area.h, fill=area.fill, edge=area.edge, edge_width=area.edge_width, radius=area.radius,
        enabled=False,
    )  # fmt: skip


@drawn.register
def _(block: Steps, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:
        text = setting.text(f"{block.current + 1} / {len(block.names)}", "second", width, "ink2")
        return [Piece(text.h, (text,), gap=8)]
    gap, count = 12.0, len(block.names)
    each = (width - gap * (count - 1)) / count
    boxes: list[Box] = []
    tall = 0.0
    for number, name in enumerate(block.names):
        here = number == block.current
        x = number * (each + gap)
        boxes.append(Area(x, 0, each, 12, fill="accent" if here else "control", radius=6))
        text = setting.text(name, "strong" if here else "second", each, "ink" if here else "ink2")
        boxes.append(moved(text, x, 18))
        tall = max(tall, text.h)
    return [Piece(18 + tall, tuple(boxes), gap=setting.gap)]


@drawn.register
def _(block: Call, width: float, setting: Setting) -> Sequence[Piece]:
    return [_large_call(block, width, setting) if setting.large and width < SPACIOUS else _call(block, width, setting)]


def _code(block: Call, setting: Setting, most: float) -> Code:
    payload = block.small if block.small and (setting.squeeze == 1 or setting.large) else block.payload
    count = setting.measures.modules(payload)
    module = max(5, min(block.module - round((2 if setting.large or block.ground == "paper" else 1) * setting.squeeze), int(most // count)))
    return Code(0, 0, count * module, count * module, payload, module)


def _call(block: Call, width: float, setting: Setting) -> Piece:
    pad = 0 if block.ground == "paper" or setting.large else 32 - 8 * setting.squeeze
    inner = width - 2 * pad
    code = _code(block, setting, inner * 0.5)
    room = inner - code.w - 20
    px = setting.fitting(block.number, "phone", room) if block.number else 0
    texts = [setting.text(block.title, "strong", room)]
    if block.number:
        texts.append(setting.text(block.number, "phone", room, px=px or size("strong", "ko", False, 1)))
    texts += [setting.text(one, "second", room, "ink2") for one in block.lines]
    left: list[Block] = []
    while (setting.large or setting.squeeze == 1) and len(texts) > 3 - setting.large and column(texts)[1] > code.h:
        left.insert(0, Words(texts.pop().words, "second"))  # a later page says it
    _, tall = column(texts)
    height = max(tall, code.h) + 2 * pad
    boxes, _ = column(texts, pad, (height - tall) / 2)
    ground = (Area(0, 0, width, height, FILL[block.ground], radius=20),) if block.ground != "paper" else ()
    said = left and setting.large  # how to scan, which goes first elsewhere, the page behind the door says for all
    out: tuple[Block, ...] = (Words(f"{block.title} {block.number}".strip(), "strong"), *left) if said else ()
    code = moved(code, width - pad - code.w, (height - code.h) / 2)
    return Piece(height, (*ground, code, *boxes), gap=setting.gap, left_out=out)


def _large_call(block: Call, width: float, setting: Setting) -> Piece:
    """In large text: the code at the right, beside it the title and as much more as its height holds, below the number."""
    code = _code(block, setting, width * 0.5)
    room = width - code.w - 28
    whole = setting.text(block.title, "strong", room)
    title = setting.text(block.brief, "strong", room) if block.brief and whole.h > code.h else whole
    texts, left = [title], []
    for line in block.lines:
        text = setting.text(line, "second", room, "ink2")
        if left or column([*texts, text])[1] > code.h:
            left.append(Words(line, "second"))
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


@drawn.register
def _(block: Tile, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:
        return drawn(Fact(block.label, block.value, phone=True), width, setting)
    value = setting.line(block.value, "phone")
    label = setting.text(block.label, "body", width - value.w - 20)
    height = max(value.h, label.h) + 12
    boxes = (
        Area(0, 0, width, 2, fill="line"),
        moved(label, 0, (height - label.h) / 2 + 4),
        moved(value, width - value.w, (height - value.h) / 2 + 4),
    )
    return [Piece(height, boxes, gap=8)]


@drawn.register
def _(block: Fact, width: float, setting: Setting) -> Sequence[Piece]:
    role = "dial" if block.phone and not setting.large else "strong"
    value = setting.line(block.value, role)
    if value.w <= width * 0.5:
        label = setting.text(block.label, "second", width - value.w - 24, "ink2")
        height = max(label.h, value.h)
        both = (moved(label, 0, (height - label.h) / 2), moved(value, width - value.w, (height - value.h) / 2))
        return [Piece(height, both, gap=setting.gap * 0.6)]
    label = setting.text(block.label, "second", width, "ink2")
    long = setting.text(block.value, role, width, px=setting.fitting(block.value, role, width))
    boxes, height = column([label, long])
    return [Piece(height, tuple(boxes), gap=setting.gap * 0.6)]


@drawn.register
def _(block: Button, width: float, setting: Setting) -> Sequence[Piece]:
    return [button(block, width, setting, height_of(block, width, setting))]


def height_of(block: Button, width: float, setting: Setting) -> float:
    """Tell how high a button is that is so wide."""
    least = (128 if setting.large else 112) - (12 if setting.large else 20) * setting.squeeze
    return max(least, _label(block, width, setting).h + (20 if setting.large else 28))


def _label(block: Button, width: float, setting: Setting) -> Text:
    role = "strong" if setting.large else "head"
    room = _room(block, width, setting)
    colour = "quiet" if not block.enabled else "overAccent" if block.primary or block.chosen else "accent"
    face = block.face or setting.locale
    sizes = [size(role, face, setting.large, one) for one in (setting.squeeze, 0.5, 1.0)]
    sizes.append(size("strong", face, setting.large, 1))
    px = next((one for one in sizes if setting.advance(block.text, role, one, face) <= room), sizes[-1])
    return setting.text(block.text, role, room, colour, "center", px, face)


def _room(block: Button, width: float, setting: Setting) -> float:
    icon = (ICON + 16) * (1.4 if setting.large else 1) if block.icon else 0
    return max(60.0, width - icon - (24 if setting.large else 36))


def button(block: Button, width: float, setting: Setting, height: float) -> Piece:
    """Draw a button of that width and height: words in its middle, an icon at its right."""
    if block.waiting:
        return Piece(height, (), gap=TARGET_GAP)
    text = _label(block, width, setting)
    full = block.primary or block.chosen
    fill, edge = ("paper", "quiet") if not block.enabled else ("accent", "accent") if full else ("paper", "accent")
    touch = Touch(
        0, 0, width, height, block.name or block.text, block.action, block.argument, fill,
        "accentPressed" if full else "tint", edge, 3 if not block.enabled else 4, enabled=block.enabled,
        checkable=block.action == "mode", checked=block.chosen,
    )  # fmt: skip
    boxes: list[Box] = [touch, moved(text, (width - text.w) / 2 - ((width - text.w) / 2 - 18 if block.icon else 0), (height - text.h) / 2)]
    if block.icon:
        side = ICON * (1.4 if setting.large else 1)
        boxes.append(Icon(width - side - 16, (height - side) / 2, side, side, block.icon, text.colour))
    return Piece(height, tuple(boxes), touched=True, gap=TARGET_GAP)


@drawn.register
def _(block: Buttons, width: float, setting: Setting) -> Sequence[Piece]:
    across = _across(block, width, setting)
    each = (width - TARGET_GAP * (across - 1)) / across
    rows = [block.row[start : start + across] for start in range(0, len(block.row), across)]
    found: list[Piece] = []
    for row_ in rows:
        height = max(height_of(one, each, setting) for one in row_)
        boxes = [box for n, one in enumerate(row_) for box in button(one, each, setting, height).at(n * (each + TARGET_GAP), 0)]
        found.append(Piece(height, tuple(boxes), touched=True, gap=TARGET_GAP))
    return found


def _across(block: Buttons, width: float, setting: Setting) -> int:
    """Tell how many stand in a row: as many as keep each on one line (two where it has an icon), evenly."""
    most = min(block.across or len(block.row), len(block.row))
    role = "strong" if setting.large else "head"
    least = size("strong", setting.locale, setting.large, 1)
    for across in [one for one in range(most, 0, -1) if len(block.row) % one == 0 or one == most]:
        each = (width - TARGET_GAP * (across - 1)) / across
        if all(setting.advance(one.text, role, least, one.face) <= _room(one, each, setting) for one in block.row):
            return across
    return 1


@drawn.register
def _(block: SearchField, width: float, setting: Setting) -> Sequence[Piece]:
    height = (128 if setting.large else 108) - (24 if setting.large else 10) * setting.squeeze
    beside = block.beside
    side = 0.0
    if beside and not setting.large:
        role = "head"
        side = setting.advance(beside.text, role, size("strong", setting.locale, setting.large, 1)) * 1.04 + 80
        if side > width * 0.5:
            side = 0
    room = width - (side + TARGET_GAP if side else 0)
    icon = ICON * (1.3 if setting.large else 1)
    words = block.query or (block.text if block.action else block.hint or block.text)
    px = setting.fitting(words, "strong", room - icon - 60)
    text = setting.text(words, "strong", room - icon - 60, "ink" if block.action or block.query else "ink2", px=px)
    height = max(height, text.h + 24)
    icon_box = Icon(24, (height - icon) / 2, icon, icon, "search", "accent")
    ground: Box = Area(0, 0, room, height, "paper", "control", 3, 16)
    if block.action:
        ground = Touch(0, 0, room, height, block.text, block.action, fill="paper", edge="control", edge_width=3)
    pieces = [Piece(height, (ground, icon_box, moved(text, icon + 44, (height - text.h) / 2)), touched=bool(block.action), gap=TARGET_GAP)]
    if beside and side:
        pieces[0] = replace(pieces[0], boxes=(*pieces[0].boxes, *button(beside, side, setting, height).at(room + TARGET_GAP, 0)))
    return pieces


@drawn.register
def _(block: Keys, width: float, setting: Setting) -> Sequence[Piece]:
    px = size("second", setting.locale, setting.large, 1)
    least = max(88 if setting.large else 64, max(setting.advance(one, "strong", px) for one in block.letters) + 16 + px * 0.12)
    most, count = int((width + 8) // (least + 8)), len(block.letters) + 2
    columns = min(most, max(block.columns, -(-count // 3)) if setting.panel.wide else block.columns)
    each = (width - 8 * (columns - 1)) / columns
    height = (108 if setting.large else 92) - 8 * setting.squeeze
    boxes: list[Box] = []
    spots = [(n % columns, n // columns) for n in range(len(block.letters))]
    for letter, (across, down) in zip(block.letters, spots, strict=True):
        boxes += _key(letter, "type", letter, across * (each + 8), down * (height + 8), each, height, setting)
    across, down = (spots[-1][0] + 1, spots[-1][1]) if spots[-1][0] + 2 < columns else (0, spots[-1][1] + 1)
    x = across * (each + 8)
    boxes += _key(block.erase, "erase", "", x, down * (height + 8), width - x if across else width, height, setting)
    return [Piece((down + 1) * (height + 8) - 8, tuple(boxes), touched=True, gap=TARGET_GAP)]


def _key(words: str, action: str, argument: str, x: float, y: float, w: float, h: float, setting: Setting) -> Iterator[Box]:
    px = setting.fitting(words, "strong", w - 8)
    if not px and action == "erase":
        yield Touch(x, y, w, h, words, action, argument, "paper", edge="control", edge_width=3, radius=12)
        side = min(w, h) * 0.6
        yield Icon(x + (w - side) / 2, y + (h - side) / 2, side, side, "erase", "ink")
        return
    px = px or size("second", setting.locale, setting.large, 1)
    text = setting.text(words, "strong", w, align="center", px=px)
    yield Touch(x, y, w, h, words, action, argument, "paper", edge="control", edge_width=3, radius=12)
    yield moved(text, x, y + (h - text.h) / 2)


Draw = Callable[[Block, float, Setting], Sequence[Piece]]
