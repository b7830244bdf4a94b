"""From a screen to the boxes of each of its pages.

    >>> laid = compose(screen, Panel(1080, 1920), measures)    # doctest: +SKIP
    >>> laid.pages[0].boxes[0]                                  # doctest: +SKIP
    Area(x=0, y=110, w=1080, h=2, fill='line', ...)

Rules: the answer takes the best sizes at which it fits the first page; where none does, gaps tighten, then the spare blocks
leave one by one, the last first, for the page behind the first door. Only what cannot be parted at all goes on to a page of
the same title. What lies behind the doors is packed on as few pages as hold it, none but the last under 45 % full.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kiosk.display.layout.boxes import Area, Box, Map
from kiosk.display.layout.frame import Framed, framed
from kiosk.display.layout.pieces import TARGET_GAP, Piece, drawn
from kiosk.display.layout.setting import FILL, Known, Layout, Measures, Panel, Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons, LevelLine, MapBox, Role, Tile, Words
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.screen import Screen

SQUEEZES = (0.0, 0.25, 0.5, 0.75, 1.0)
PAD = 20.0
PANEL_PAD = 32.0
MAP_SHARE, LEAST_SHARE = 924.0 / 1920, 0.4
"""The part of a wide panel that the map takes, and where its list is long."""
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


def compose(screen: Screen, panel: Panel, measures: Measures, known: Known | None = None) -> Laid:
    """Lay a screen out on a panel. Pure; raises TypeError for a block that nothing draws. `known`: lines parted before."""
    setting = Setting(screen.locale, panel, screen.modes, measures, known={} if known is None else known)
    body = _headless(screen.body) if setting.large else screen.body
    sheet = _Sheet(screen, body, setting, framed(screen.frame, setting, body.title))
    first = sheet.first(())
    behind = sheet.behind(first)
    if behind:  # the doors are known only now: they take their room on the first page, and may push something behind them
        again = sheet.first(behind)
        if (again.over, again.left_out) != (first.over, first.left_out):
            behind = sheet.behind(again)
            again = sheet.first(behind)
        first = again
    titles = [body.title, *(page.title for page in behind)]
    head = (*_mist(setting, sheet.around), *_faint(body, sheet.around, setting))
    pages = [Page(body.title, (*sheet.around.head, *head, *first.boxes, *sheet.around.dock), _share(first, sheet.around))]
    for number, page in enumerate(behind, 1):
        around = sheet.framed(page.title)
        more = sheet.next(page.title, titles[number + 1], number + 1, around) if number + 1 < len(titles) else []
        boxes = (*around.head, *_mist(setting, around), *page.boxes, *more, *around.dock)
        pages.append(replace(page, boxes=boxes))
    return Laid(tuple(pages))


def _headless(body: Composition) -> Composition:
    """In large text the top line says the title, so the page does not."""
    lead = tuple(one for one in body.lead if not (isinstance(one, Words) and one.role == "title" and one.text == body.title))
    return replace(body, lead=lead)


@dataclass(frozen=True)
class _Sheet:
    """A screen being laid out: its body, how it is set, and its frame."""

    screen: Screen
    body: Composition
    setting: Setting
    around: Framed
    frames: dict[str, Framed] = field(default_factory=dict)

    def framed(self, title: str) -> Framed:
        """The frame of a page of that title."""
        title = title if self.setting.large else ""
        if title not in self.frames:
            self.frames[title] = framed(self.screen.frame, self.setting, title)
        return self.frames[title]

    def first(self, behind: Sequence[Page]) -> Filled:
        """The first page: the least squeezed at which all of it fits, then with ever fewer of what can be spared.

        Where it goes on to a next page all the same, that page leads to the doors.
        """
        titles = [page.title for page in behind]
        flowing = bool(titles) and titles[0] == self.body.title
        doors = _doors(self.body, titles, self.setting)
        if not flowing:
            found = self._spared(_joined(doors, self.body.controls), ())
            if not found.over:
                return found
        flows = self.body.name == "checklist"  # its way on stands behind its last sign
        loose = tuple(one for one in self.body.controls if getattr(one, "spare", False))
        fewer = tuple(one for one in self.body.controls if one not in loose)
        kept = tuple(one for one in loose if isinstance(one, Button) or flows)
        onward = (self._next_button(self.body.title, titles[0] if flowing else self.body.title, 1),)
        if not (flows or flowing):
            found = self._spared(_joined(doors, fewer), kept)
            if not found.over:
                return found
        both = (*onward, *fewer)
        abreast = self.setting.layout is Layout.LARGE_WIDE and all(isinstance(one, Button) for one in both)
        row = tuple(one for one in both if isinstance(one, Button))
        return self._spared((Buttons(row),) if abreast else both, kept)

    def _spared(self, controls: Sequence[Block], gone: Sequence[Block]) -> Filled:
        """The page with those controls; blocks that can be spared leave while it does not fit, the last first."""
        found = self._tried(self.body.lead, self.body.rest, controls, SQUEEZES)
        kept, left = [*self.body.lead, *self.body.rest], []
        for spare in reversed([one for one in kept if getattr(one, "spare", False)]):
            if not found.over:
                break
            kept.remove(spare)
            left.insert(0, spare)
            found = self._tried(*self._parts(kept), controls, SQUEEZES[-1:])
        return replace(found, left_out=(*left, *gone, *found.left_out))

    def _parts(self, kept: Sequence[Block]) -> tuple[list[Block], list[Block]]:
        return [one for one in self.body.lead if one in kept], [one for one in self.body.rest if one in kept]

    def _tried(
        self, lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], squeezes: Sequence[float]
    ) -> Filled:
        mapped = any(isinstance(one, MapBox) for one in lead)
        ways = [self.setting]
        if self.setting.panel.wide and not (mapped or self.body.sheet or self.body.typing):
            ways.insert(0 if self.setting.large else 1, replace(self.setting, single=True))
        if mapped and not self.setting.large:
            ways.append(replace(self.setting, parted=True))
        best: Filled | None = None
        for way in ways:
            for squeeze in self._worth(lead, rest, controls, way, squeezes):
                found = _page(self.body, lead, rest, controls, self.around, way.squeezed(squeeze))
                if not found.over:
                    return found
                if best is None or len(found.over) < len(best.over) or way.parted:
                    best = found
        assert best is not None
        return best

    def _worth(
        self,
        lead: Sequence[Block],
        rest: Sequence[Block],
        controls: Sequence[Block],
        way: Setting,
        squeezes: Sequence[float],
    ) -> Iterator[float]:
        """The squeezes worth trying: the best; those between only where the hardest fits at all."""
        yield squeezes[0]
        if len(squeezes) > 1:
            hardest = _page(self.body, lead, rest, controls, self.around, way.squeezed(squeezes[-1]))
            yield from squeezes[-1:] if hardest.over else squeezes[1:]

    def behind(self, first: Filled) -> list[Page]:
        """The pages after the first: what it could not hold, then what lies behind the doors."""
        runs = [(self.body.title, list(first.over))] if first.over else []
        sections = list(self.body.sections)
        controls = tuple(one for one in first.left_out if isinstance(one, Button | Buttons))
        blocks = tuple(one for one in first.left_out if one not in controls)
        if blocks and sections:
            sections[0] = replace(sections[0], blocks=(*blocks, *sections[0].blocks))
        elif blocks and (runs or self.setting.large):
            sections = [Section(self.body.title, blocks)]
        if controls and sections:
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *controls))
        elif controls:
            sections = [Section(self.body.title, controls)]
        if not (runs or sections):
            return []
        best: list[Page] = []
        for squeeze in (0.0, 0.5, 1.0):
            pages = self._paged(runs, sections, replace(self.setting, squeeze=squeeze, single=self.setting.large))
            if not best or len(pages) < len(best):
                best = pages
            if len(best) == 1:
                break
        return best

    def _paged(self, runs: Sequence[tuple[str, list[Piece]]], sections: Sequence[Section], setting: Setting) -> list[Page]:
        width = _rooms(self.around, setting)[0].width
        parts = list(runs)
        for number, section in enumerate(sections):
            role: Role = "head" if number or runs else "title"
            head = () if setting.large and not number else (Words(section.title, role),)
            parts.append((section.label if setting.large else section.title, list(_drawn((*head, *section.blocks), width, setting))))
        foot = max(drawn(self._next_button("", title, 1), width, setting)[0].height for title, _ in parts) + PAD
        return self._packed([(title, piece) for title, pieces in parts for piece in pieces], setting, foot)

    def _packed(self, queue: Sequence[tuple[str, Piece]], setting: Setting, foot: float) -> list[Page]:
        """Pack titled pieces on pages; each page is named by the run that begins or goes on at its head.

        Each page keeps room for the way on at its foot, but the one that ends with the last piece.
        """
        found: list[Page] = []
        while queue:
            title = queue[0][0]
            *others, last = _rooms(self.framed(title), setting)
            boxes: list[Box] = []
            filled, left = 0.0, queue
            for room in (*others, last):
                done = _fill([piece for _, piece in left], room)
                if room is last and done.over:
                    done = _fill([piece for _, piece in left], replace(last, bottom=last.bottom - foot))
                left = left[len(left) - len(done.over) :] if done.over else []
                boxes += done.boxes
                filled += max(0.0, done.end - room.top) / room.height / (len(others) + 1)
                if not left:
                    break
            if len(left) == len(queue):  # a piece that no page holds whole
                boxes += queue[0][1].at(last.x, last.top)
                left = queue[1:]
            queue = left
            found.append(Page(title, tuple(boxes), filled))
        return found

    def _next_button(self, here: str, title: str, page: int) -> Button:
        word = self.screen.frame.next
        return Button(word if title in ("", here) else f"{word}: {title}", "page", str(page), icon="forward")

    def next(self, here: str, title: str, page: int, around: Framed) -> list[Box]:
        """The way on from a page, at its foot."""
        room = _rooms(around, replace(self.setting, single=self.setting.large))[-1]
        piece = drawn(self._next_button(here, title, page), room.width, self.setting)[0]
        return piece.at(room.x, around.bottom - PAD - piece.height)


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


def _doors(body: Composition, titles: Sequence[str], setting: Setting) -> tuple[Button, ...]:
    """A button for each section, leading to the page on which it begins; in short words where room is short."""
    found = []
    for section in body.sections if titles else ():
        page = next((number for number, title in enumerate(titles, 1) if title in (section.title, section.label)), len(titles))
        words = section.label if setting.large else section.title
        found.append(Button(words, "page", str(page), primary=False, icon="forward", name=section.title))
    return tuple(found)


def _joined(doors: Sequence[Button], controls: Sequence[Block]) -> tuple[Block, ...]:
    """The doors and the controls; single buttons share a row where their words allow."""
    loose = [one for one in controls if isinstance(one, Button)]
    if len(loose) == len(controls) and 2 <= len(doors) + len(loose) <= 3:
        return (Buttons((*doors, *loose)),)
    return (*((Buttons(tuple(doors)),) if doors else ()), *controls)


def _rooms(around: Framed, setting: Setting, map_left: bool = False) -> list[Room]:
    """The columns of a page, left to right."""
    margin, width = setting.margin, setting.panel.width - 2 * setting.margin
    top, bottom = around.top + PAD * (1 - 0.5 * setting.squeeze), around.bottom - PAD
    if setting.columns == 1:
        return [Room(margin, top, width, bottom, setting.reach)]
    gap = 48.0
    if map_left:
        left = setting.panel.width * (MAP_SHARE + (LEAST_SHARE - MAP_SHARE) * setting.squeeze)
        right = left + margin
        return [Room(0, around.top, left, around.bottom), Room(right, top, margin + width - right, bottom, setting.reach)]
    each = (width - gap) / 2
    return [
        Room(margin, top, each, bottom, setting.reach),
        Room(margin + each + gap, top, each, bottom, setting.reach),
    ]


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
    if body.typing:
        return _typing(lead, rest, controls, around, setting)
    if setting.columns == 1:
        return _upright(lead, rest, controls, rooms[0], setting, mapped)
    if mapped:
        return _beside_map(lead, rest, controls, rooms, setting)
    return _two(lead, rest, controls, rooms, setting)


def _sheet(controls: Sequence[Block], around: Framed, setting: Setting) -> Filled:
    """Buttons to choose from, as many across as their words allow, from below upwards."""
    room = Room(setting.margin, around.top + PAD, setting.panel.width - 2 * setting.margin, around.bottom - PAD)
    buttons = tuple(one for one in controls if isinstance(one, Button))
    pieces = drawn(Buttons(buttons, across=3 if setting.panel.wide else 2), room.width, setting)
    total = sum(one.height for one in pieces) + TARGET_GAP * (len(pieces) - 1)
    return _fill(pieces, replace(room, top=max(room.top, room.bottom - total)))


def _typing(
    lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], around: Framed, setting: Setting
) -> Filled:
    """The search: what was typed above, the keys at the foot, where they never move, what is found between them."""
    width = setting.panel.width - 2 * setting.margin
    whole = Room(setting.margin, around.top + PAD / 2, width, around.bottom - PAD / 2)
    low, keys = _foot(list(_drawn(controls, width, setting)), whole)
    typed = _fill(list(_drawn(lead, width, setting)), replace(whole, bottom=low))
    top = max(typed.end + TARGET_GAP, setting.reach)
    each = (width - 48 * (setting.columns - 1)) / setting.columns
    boxes, queue = [*typed.boxes], list(_drawn(rest, each, setting))
    for number in range(setting.columns):
        room = Room(setting.margin + number * (each + 48), top, each, low - TARGET_GAP)
        done = _fill(queue, room, clip=True)
        queue = queue[_count(queue, room) :]
        boxes += done.boxes
    return Filled((*boxes, *keys), whole.bottom)


def _count(pieces: Sequence[Piece], room: Room) -> int:
    return len(_held(pieces, room)[0])


def _upright(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    room: Room,
    setting: Setting,
    mapped: bool,
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
    found = _fill(pieces, above)
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
    others = [one for one in lead if one is not shown]
    boxes: list[Box] = []
    if setting.reach and not setting.large:  # the search stands low, under the map, and leaves the list its column
        low = Room(setting.margin, left.top, left.width - setting.margin, left.bottom - PAD)
        top, boxes = _foot(list(_drawn(others, low.width, setting)), low)
        left, others = replace(left, bottom=top - TARGET_GAP), []
    boxes += [replace(one, h=left.height) for one in map_.at(left.x, left.top)]
    found = _fill(list(_drawn([*others, *rest, *controls], right.width, setting)), right)
    return replace(found, boxes=(*boxes, *found.boxes), end=rooms[0].bottom)


def _two(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    rooms: Sequence[Room],
    setting: Setting,
) -> Filled:
    """Two columns: what is read first, then the rest; the controls at the foot of the one with more room."""
    left, right = rooms
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
    grounds = [getattr(one, "ground", "paper") for one in (before, block)]
    both = isinstance(before, Words | LevelLine) and isinstance(block, Words)
    return both and grounds[0] == grounds[1] != "paper"


def _panelled(run: Sequence[Block], ground: str, width: float, setting: Setting) -> Iterator[Piece]:
    pad = PANEL_PAD - 16 * setting.squeeze
    pieces = [piece for block in run for piece in drawn(block, width - 2 * pad, setting)]
    whole = sum(one.height for one in pieces) < setting.panel.height * 0.3
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
            y = max(y, room.reach - max(0.0, piece.untouched))
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
            at = max(at, room.reach - max(0.0, piece.untouched))
        y = at + piece.height
        if y > room.bottom + 0.5:
            while number and pieces[number - 1].keep:
                number -= 1
            return list(pieces[:number]), list(pieces[number:])
    return list(pieces), []


def _gap(piece: Piece, number: int) -> float:
    return piece.gap if number else 0.0
