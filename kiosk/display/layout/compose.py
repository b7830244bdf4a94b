"""From a screen to the boxes of each of its pages.

    >>> laid = compose(screen, Panel(1080, 1920), measures)    # doctest: +SKIP
    >>> laid.pages[0].boxes[0]                                  # doctest: +SKIP
    Area(x=0, y=110, w=1080, h=2, fill='line', ...)

Rules: the answer takes the best sizes at which it fits the first page; where none does, gaps tighten, then the spare blocks
leave one by one, the last first, for the page behind the first door. Only what cannot be parted at all goes on to a page of
the same title. What lies behind the doors is packed on as few pages as hold it, none but the last under 45 % full.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.display.layout.boxes import Area, Box, Map
from kiosk.display.layout.frame import Framed, framed
from kiosk.display.layout.pieces import TARGET_GAP, Piece, drawn
from kiosk.display.layout.setting import FILL, Measures, Panel, Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons, LevelLine, MapBox, Tile, Words
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.screen import Screen

SQUEEZES = (0.0, 0.25, 0.5, 0.75, 1.0)
PAD = 20.0
PANEL_PAD = 32.0
MAP_SHARE = 924.0 / 1920
MOST_AIR = 20.0
"""Units that each gap of a page may grow by where there is room."""


@dataclass(frozen=True)
class Page:
    """One page: its title and its boxes, from the lowest to the top within each kind."""

    title: str
    boxes: tuple[Box, ...]
    filled: float = 0.0


@dataclass(frozen=True)
class Laid:
    """All pages of a screen."""

    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Room:
    """A column that can be filled, from `top` to `bottom`; controls begin at `reach` or below."""

    x: float
    top: float
    width: float
    bottom: float
    reach: float = 0.0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Filled:
    """Boxes put into a room, where they end, and the pieces that found no place."""

    boxes: tuple[Box, ...]
    end: float
    over: tuple[Piece, ...] = ()
    left_out: tuple[Block, ...] = ()


def compose(screen: Screen, panel: Panel, measures: Measures) -> Laid:
    """Lay a screen out on a panel. Pure; raises TypeError for a block that nothing draws."""
    setting = Setting(screen.locale, panel, screen.modes, measures)
    body = _aged(screen, setting)
    around = framed(screen.frame, setting, body.title, "1")
    first, over, left_out = _first(body, around, setting, screen.frame.next)
    behind = _behind(body, left_out)
    pages = [*_overflow(over, body.title, around, setting), *_sections(behind, around, setting)] if over or behind else []
    titles = [body.title, *(title for title, _, _ in pages)]
    doors = _doors(body, titles)
    if doors or pages:
        first, over, left_out = _first(body, around, setting, screen.frame.next, doors, bool(over), titles)
        behind = _behind(body, left_out)
        pages = [*_overflow(over, body.title, around, setting), *_sections(behind, around, setting)]
        titles = [body.title, *(title for title, _, _ in pages)]
    found = [Page(body.title, (*around.head, *_mist(setting, around), *_faint(body, around, setting), *first.boxes, *around.dock), _share(first, around))]
    for number, (title, boxes, filled) in enumerate(pages, 1):
        frame_ = framed(screen.frame, setting, title, str(len(titles) - 1))
        following = titles[number + 1] if number + 1 < len(titles) else ""
        more = _next(screen.frame.next, following, number + 1, frame_, setting)
        found.append(Page(title, (*frame_.head, *_mist(setting, frame_), *boxes, *more, *frame_.dock), filled))
    return Laid(tuple(found))


def _aged(screen: Screen, setting: Setting) -> Composition:
    """The body; in large text the band holds only its headline, and what else it says lies behind it."""
    band = screen.frame.band
    if not (setting.large and band.detail) or screen.body.sheet:
        return screen.body
    return replace(screen.body, sections=(*screen.body.sections, Section(band.headline, (Words(band.detail),), door=" ")))


def _mist(setting: Setting, around: Framed) -> list[Box]:
    """The ground of what can be reached in the lower mode."""
    if not setting.reach:
        return []
    top, width = setting.reach - 12, setting.panel.width
    return [Area(0, top, width, around.bottom - top, "mist"), Area(0, top, width, 6, "accent")]


def _faint(body: Composition, around: Framed, setting: Setting) -> list[Box]:
    """The pale country behind the idle screen."""
    if not body.faint or setting.large:
        return []
    width, height = setting.panel.width, around.bottom - around.top
    side = min(width * 0.62, height * 0.9)
    return [Map(width * 0.42, around.top + 20, side, side * 0.84, faint=True, interactive=False)]


def _share(first: Filled, around: Framed) -> float:
    return (first.end - around.top) / (around.bottom - around.top)


def _behind(body: Composition, left_out: Sequence[Block]) -> tuple[Section, ...]:
    """The sections, with what the first page had no room for at the head of the first."""
    if not left_out:
        return body.sections
    if not body.sections:
        return (Section(body.title, tuple(left_out)),)
    first, *others = body.sections
    return (replace(first, blocks=(*left_out, *first.blocks)), *others)


def _doors(body: Composition, titles: Sequence[str]) -> tuple[Button, ...]:
    """A button for each section that has words of its own, leading to the page on which it begins."""
    found = []
    for section in body.sections:
        if section.label.strip():
            page = next((n for n, title in enumerate(titles) if title == section.title and n), 1)
            found.append(Button(section.label, "page", str(page), primary=False, icon="forward"))
    return tuple(found)


def _next(word: str, title: str, page: int, around: Framed, setting: Setting) -> list[Box]:
    if not title:
        return []
    room = _rooms(around, setting)[-1]
    piece = drawn(Button(f"{word}: {title}", "page", str(page), icon="forward"), room.width, setting)[0]
    return piece.at(room.x, around.bottom - PAD - piece.height)


def _rooms(around: Framed, setting: Setting, map_left: bool = False) -> list[Room]:
    """The columns of a page, left to right."""
    margin, width = setting.margin, setting.panel.width - 2 * setting.margin
    top, bottom = around.top + PAD * (1 - 0.5 * setting.squeeze), around.bottom - PAD
    if setting.columns == 1:
        return [Room(margin, top, width, bottom, setting.reach)]
    gap = 48.0
    if map_left:
        left = setting.panel.width * MAP_SHARE
        right = left + margin
        return [Room(0, around.top, left, around.bottom), Room(right, top, margin + width - right, bottom, setting.reach)]
    each = (width - gap) / 2
    return [
        Room(margin, top, each, bottom, setting.reach),
        Room(margin + each + gap, top, each, bottom, setting.reach),
    ]


def _first(
    body: Composition,
    around: Framed,
    setting: Setting,
    word: str,
    doors: Sequence[Button] = (),
    more: bool = False,
    titles: Sequence[str] = (),
) -> tuple[Filled, tuple[Piece, ...], tuple[Block, ...]]:
    """The first page: the least squeezed at which the whole answer fits, then with ever fewer spare blocks."""
    controls = _controls(body, doors)
    if more:
        following = titles[1] if len(titles) > 1 else body.title
        controls = (Button(f"{word}: {following}", "page", "1", icon="forward"), *controls)
    spare = [one for one in (*body.lead, *body.rest) if getattr(one, "spare", False)]
    for kept in range(len(spare), -1, -1):
        gone = tuple(spare[kept:])
        lead, rest = ([one for one in part if one not in gone] for part in (body.lead, body.rest))
        for squeeze in SQUEEZES if kept == len(spare) else SQUEEZES[-1:]:
            found = _page(body, lead, rest, controls, around, setting.squeezed(squeeze))
            if not found.over:
                return found, (), (*gone, *found.left_out)
    return found, found.over, (*spare, *found.left_out)


def _controls(body: Composition, doors: Sequence[Button]) -> tuple[Block, ...]:
    """The doors and the controls; single buttons share a row where their words allow."""
    loose = [one for one in body.controls if isinstance(one, Button)]
    if doors and len(loose) == len(body.controls) and len(doors) + len(loose) <= 3:
        return (Buttons((*doors, *loose)),)
    return (*((Buttons(tuple(doors)),) if doors else ()), *body.controls)


def _page(
    body: Composition,
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    around: Framed,
    setting: Setting,
) -> Filled:
    mapped = any(isinstance(one, MapBox) for one in lead)
    rooms = _rooms(around, setting, mapped and setting.columns == 2)
    if body.sheet:
        return _sheet(controls, around, setting)
    if setting.columns == 1:
        return _upright(lead, rest, controls, rooms[0], setting, mapped, body.typing)
    if mapped:
        return _beside_map(lead, rest, controls, rooms, setting)
    return _two(lead, rest, controls, rooms, setting, body.typing)


def _sheet(controls: Sequence[Block], around: Framed, setting: Setting) -> Filled:
    """Buttons to choose from, as many across as their words allow, from below upwards."""
    room = Room(setting.margin, around.top + PAD, setting.panel.width - 2 * setting.margin, around.bottom - PAD)
    buttons = tuple(one for one in controls if isinstance(one, Button))
    pieces = drawn(Buttons(buttons, across=3 if setting.panel.wide else 2), room.width, setting)
    total = sum(one.height for one in pieces) + TARGET_GAP * (len(pieces) - 1)
    return _fill(pieces, replace(room, top=max(room.top, room.bottom - total)))


def _upright(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    room: Room,
    setting: Setting,
    mapped: bool,
    typing: bool,
) -> Filled:
    foot = list(_drawn(controls, room.width, setting))
    low, foot_boxes = _foot(foot, room)
    above = replace(room, bottom=low - (TARGET_GAP if foot else 0))
    blocks = [*lead, *rest]
    if mapped and setting.reach:  # the map is only looked at: it stands above what is touched
        blocks = [*(one for one in lead if isinstance(one, MapBox)), *(one for one in lead if not isinstance(one, MapBox)), *rest]
    pieces = list(_drawn(blocks, room.width, setting))
    if mapped:
        pieces = [_bled(one, setting) if one.flex else one for one in pieces]
    found = _fill(pieces, above, clip=typing)
    return replace(found, boxes=(*found.boxes, *foot_boxes), end=max(found.end, room.bottom if foot else found.end))


def _bled(piece: Piece, setting: Setting) -> Piece:
    """The map from edge to edge."""
    return replace(
        piece, boxes=tuple(replace(one, x=-setting.margin, w=setting.panel.width) for one in piece.boxes)
    )


def _beside_map(
    lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], rooms: Sequence[Room], setting: Setting
) -> Filled:
    left, right = rooms
    shown = next(one for one in lead if isinstance(one, MapBox))
    map_ = drawn(shown, left.width, setting)[0]
    boxes = [replace(one, h=left.height) for one in map_.at(left.x, left.top)]
    pieces = list(_drawn([*(one for one in lead if one is not shown), *rest, *controls], right.width, setting))
    found = _fill(pieces, right)
    return replace(found, boxes=(*boxes, *found.boxes), end=left.bottom)


def _two(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    rooms: Sequence[Room],
    setting: Setting,
    typing: bool,
) -> Filled:
    """Two columns: what is read first, then the rest; the controls at the foot of the one with more room."""
    left, right = rooms
    if typing:
        found = _upright(lead, (), controls, left, setting, mapped=False, typing=False)
        results = _fill(list(_drawn(rest, right.width, setting)), right, clip=True)
        return replace(found, boxes=(*found.boxes, *results.boxes))
    first, second = (list(_drawn(part, room.width, setting)) for part, room in ((lead, left), (rest, right)))
    ends = [_fill(pieces, room).end for pieces, room in ((first, left), (second, right))]
    foot = list(_drawn(controls, left.width, setting))
    side = 0 if not second or ends[0] <= ends[1] else 1
    low, foot_boxes = _foot(foot, rooms[side])
    ceiling = low - (TARGET_GAP if foot else 0)
    both = [replace(one, bottom=ceiling) if n == side else one for n, one in enumerate(rooms)]
    found = [_fill(pieces, room) for pieces, room in zip((first, second), both, strict=True)]
    if any(one.over for one in found):  # what one column cannot hold goes on in the next
        begun = _fill([*first, *second], both[0])
        ended = _fill(list(begun.over), both[1])
        found = [replace(begun, over=()), ended]
    left_out = tuple(one for part in found for one in part.left_out)
    over = tuple(one for part in found for one in part.over)
    boxes = (*found[0].boxes, *found[1].boxes, *foot_boxes)
    return Filled(boxes, max(found[0].end, found[1].end, rooms[side].bottom if foot else 0), over, left_out)


def _foot(pieces: Sequence[Piece], room: Room) -> tuple[float, list[Box]]:
    """Set pieces from the foot of a room upwards; where they begin, and their boxes."""
    boxes: list[Box] = []
    y = room.bottom
    for number, piece in enumerate(reversed(pieces)):
        y -= piece.height + (TARGET_GAP if number else 0)
        boxes += piece.at(room.x, y)
    return y, boxes


def _drawn(blocks: Iterable[Block], width: float, setting: Setting) -> Iterator[Piece]:
    """Draw blocks: neighbours on one ground stand on one panel, short numbers two by two."""
    for run in _runs(list(blocks), setting):
        first = run[0]
        ground = getattr(first, "ground", "paper")
        if isinstance(first, Tile):
            yield _beside([one for one in run if isinstance(one, Tile)], width, setting)
        elif isinstance(first, Words | LevelLine) and ground != "paper":
            yield from _panelled(run, ground, width, setting)
        else:
            for block in run:
                yield from drawn(block, width, setting)


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
    grounds = [getattr(one, "ground", "paper") for one in (before, block)]
    both = isinstance(before, Words | LevelLine) and isinstance(block, Words)
    return both and grounds[0] == grounds[1] != "paper"


def _panelled(run: Sequence[Block], ground: str, width: float, setting: Setting) -> Iterator[Piece]:
    pad = PANEL_PAD - 12 * setting.squeeze
    pieces = [piece for block in run for piece in drawn(block, width - 2 * pad, setting)]
    parts = [pieces] if not setting.large else [[one] for one in pieces]
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


def _fill(pieces: Sequence[Piece], room: Room, clip: bool = False) -> Filled:
    """Put pieces one below another; in a room with spare height the gaps grow. `clip`: what does not fit is left away."""
    kept, over = _held(pieces, room)
    if clip:
        over = []
    fixed = sum(one.height for one in kept)
    gaps = sum(_gap(one, n) for n, one in enumerate(kept))
    spare = room.height - fixed - gaps
    flex = any(one.flex for one in kept)
    air = 0.0 if flex or len(kept) < 2 or over or room.reach else max(0.0, min(MOST_AIR, spare * 0.4 / (len(kept) - 1)))
    boxes: list[Box] = []
    y = room.top
    for number, piece in enumerate(kept):
        y += _gap(piece, number) + (air if number else 0)
        if piece.touched and room.reach:
            y = max(y, room.reach)
        height = piece.height
        if piece.flex and spare > 0 and not over:
            height += _flexed(kept, room, spare)
            piece = replace(piece, boxes=tuple(replace(one, h=height) for one in piece.boxes))
        boxes += piece.at(room.x, y)
        y += height
    left_out = tuple(one for piece in kept for one in piece.left_out)
    return Filled(tuple(boxes), y, tuple(over), left_out)


def _flexed(kept: Sequence[Piece], room: Room, spare: float) -> float:
    """How much the piece that takes what is left may grow: in the lower mode no further than to what is touched."""
    if not room.reach:
        return min(spare, 320.0)
    above = 0.0
    for number, piece in enumerate(kept):
        if piece.flex:
            return max(0.0, min(spare, room.reach - 24 - room.top - above - piece.height))
        above += _gap(piece, number) + piece.height
    return 0.0


def _held(pieces: Sequence[Piece], room: Room) -> tuple[list[Piece], list[Piece]]:
    """The pieces that fit, and those that do not; what keeps with what follows is never the last."""
    y = room.top
    for number, piece in enumerate(pieces):
        at = y + _gap(piece, number)
        if piece.touched and room.reach:
            at = max(at, room.reach)
        y = at + piece.height
        if y > room.bottom + 0.5:
            while number > 1 and pieces[number - 1].keep:
                number -= 1
            number = max(number, 1) if number or piece.height <= room.height else 1
            return list(pieces[:number]), list(pieces[number:])
    return list(pieces), []


def _gap(piece: Piece, number: int) -> float:
    return piece.gap if number else 0.0


def _overflow(over: Sequence[Piece], title: str, around: Framed, setting: Setting) -> list[tuple[str, tuple[Box, ...], float]]:
    return _paged([(title, list(over))], around, setting.squeezed(0.0)) if over else []


def _sections(
    sections: Sequence[Section], around: Framed, setting: Setting
) -> list[tuple[str, tuple[Box, ...], float]]:
    """The pages behind the doors, on as few as the sizes allow."""
    if not sections:
        return []
    best: list[tuple[str, tuple[Box, ...], float]] = []
    for squeeze in (0.0, 0.5, 1.0):
        tight = setting.squeezed(squeeze)
        width = _rooms(around, tight)[0].width
        parts = []
        for number, section in enumerate(sections):
            blocks = section.blocks if setting.large and not number else (Words(section.title, "title" if not number else "head"), *section.blocks)
            parts.append((section.title, list(_drawn(blocks, width, tight))))
        pages = _paged(parts, around, tight)
        if not best or len(pages) < len(best):
            best = pages
    return best


def _paged(
    parts: Sequence[tuple[str, list[Piece]]], around: Framed, setting: Setting
) -> list[tuple[str, tuple[Box, ...], float]]:
    """Pack titled runs of pieces on pages; each page is named by the run that begins or goes on at its head."""
    queue = [(title, piece) for title, pieces in parts for piece in pieces]
    found: list[tuple[str, tuple[Box, ...], float]] = []
    foot = 140.0 if setting.large else 124.0
    while queue:
        rooms = [replace(one, bottom=one.bottom - foot) for one in _rooms(around, setting)[-1:]]
        rooms = [*_rooms(around, setting)[:-1], *rooms]
        boxes: list[Box] = []
        title, filled = queue[0][0], 0.0
        for room in rooms:
            if queue:
                done = _fill([piece for _, piece in queue], room)
                count = len(queue) - len(done.over)
                if not setting.large and count < len(queue):
                    whole = _fill([piece for _, piece in queue], replace(room, bottom=around.bottom - PAD))
                    if not whole.over and room is rooms[-1]:
                        done, count = whole, len(queue)
                queue = queue[count:]
                boxes += done.boxes
                filled += (done.end - room.top) / room.height / len(rooms)
        found.append((title, tuple(boxes), filled))
    return found


