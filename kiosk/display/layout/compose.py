"""From a screen to the boxes of each of its pages.

    >>> laid = compose(screen, Panel(1080, 1920), measures)    # doctest: +SKIP
    >>> laid.pages[0].boxes[0]                                  # doctest: +SKIP
    Area(x=0, y=110, w=1080, h=2, fill='line', ...)

Rules: the answer takes the best sizes at which it fits the first page; where none does, gaps tighten, then the spare blocks
leave one by one, the last first, for the page behind the first door. Only what cannot be parted at all goes on to a page of
the same title. What lies behind the doors is packed on as few pages as hold it, none but the last under 45 % full.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kiosk.display.layout import calls, controls, level_list, levels, words
from kiosk.display.layout.arrangement import page_of, rooms
from kiosk.display.layout.boxes import Box
from kiosk.display.layout.columns import PAD, Filled, fill, overgrown
from kiosk.display.layout.doors import age_leads, doors_of, joined
from kiosk.display.layout.frame import Framed, framed
from kiosk.display.layout.grounds import faint, mist
from kiosk.display.layout.piece import TARGET_GAP, Piece, drawn
from kiosk.display.layout.runs import drawn_all
from kiosk.display.layout.setting import Known, Layout, Measures, Panel, Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons, Call, MapBox, Role, Words
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.screen import Screen

DRAWN = (calls, controls, level_list, levels, words)
"""Modules whose import registers how their blocks are drawn."""
SQUEEZES = (0.0, 0.25, 0.5, 0.75, 1.0)
NOTCHES = (0.6, 0.575, 0.76)
"""In large text on a wide panel: the shares of the width that may stay beside the way on."""


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


def compose(screen: Screen, panel: Panel, measures: Measures, known: Known | None = None) -> Laid:
    """Lay a screen out on a panel. Pure; raises TypeError for a block that nothing draws. `known`: lines parted before."""
    setting = Setting(screen.locale, panel, screen.modes, measures, known={} if known is None else known)
    body = _headless(screen.body) if setting.large else screen.body
    sheet = _Sheet(screen, body, setting, framed(screen.frame, setting, body.title, leads=age_leads(body, setting)))
    first = sheet.first(())
    behind = sheet.behind(first)
    if (
        behind
    ):  # the doors are known only now: they take their room on the first page, and may push something behind them
        again = sheet.first(behind)
        if (again.over, again.left_out) != (first.over, first.left_out):
            behind = sheet.behind(again)
            again = sheet.first(behind)
        first = again
    titles = [body.title, *(page.title for page in behind)]
    mapped = any(isinstance(one, MapBox) for one in body.lead)
    head = (*mist(setting, sheet.around, mapped=mapped), *faint(body, sheet.around, setting))
    pages = [
        Page(body.title, (*sheet.around.head, *head, *first.boxes, *sheet.around.dock), _share(first, sheet.around))
    ]
    for number, page in enumerate(behind, 1):
        around = sheet.framed(page.title)
        more = sheet.next(page.title, titles[number + 1], number + 1, around) if number + 1 < len(titles) else []
        boxes = (*around.head, *mist(setting, around), *page.boxes, *more, *around.dock)
        pages.append(replace(page, boxes=boxes))
    return Laid(tuple(pages))


def _headless(body: Composition) -> Composition:
    """In large text the top line says the title, so the page does not."""
    lead = tuple(one for one in body.lead if not (isinstance(one, Words) and one.text == body.title))
    return replace(body, lead=lead, title=body.short or body.title)


@dataclass(frozen=True)
class _Sheet:
    """A screen being laid out: its body, how it is set, and its frame."""

    screen: Screen
    body: Composition
    setting: Setting
    around: Framed
    dialled: bool = False  # the dock alone may say a number
    frames: dict[str, Framed] = field(default_factory=dict)
    tried: dict[Hashable, Filled] = field(default_factory=dict)

    def framed(self, title: str) -> Framed:
        """The frame of a page of that title."""
        title = title if self.setting.large else ""
        if title not in self.frames:
            leads = age_leads(self.body, self.setting)
            self.frames[title] = framed(self.screen.frame, self.setting, title, leads=leads)
        return self.frames[title]

    def first(self, behind: Sequence[Page]) -> Filled:
        """The first page; only where nothing that can be spared makes room for a number does the dock alone say it."""
        found = self._first(behind)
        calls = [one for one in (*self.body.lead, *self.body.rest) if isinstance(one, Call) and one.number]
        if not (found.over and calls and calls[-1].number == self.screen.frame.hotline_number):
            return found
        coded = replace(self, dialled=True)._first(behind) if self.setting.layout is Layout.LARGE_UPRIGHT else found
        return found if coded.over else coded

    def _first(self, behind: Sequence[Page]) -> Filled:
        """The first page: the least squeezed at which all of it fits, then with ever fewer of what can be spared.

        Where it goes on to a next page all the same, that page leads to the doors.
        """
        titles = [page.title for page in behind]
        flowing = bool(titles) and titles[0] == self.body.title
        doors = doors_of(self.body, titles, self.setting)
        if not flowing:
            found = self._spared(joined(doors, self.body.controls), ())
            if not found.over:
                return found
        flows = self.body.name == "checklist"  # its way on stands behind its last sign
        loose = tuple(one for one in self.body.controls if getattr(one, "spare", False))
        fewer = tuple(one for one in self.body.controls if one not in loose)
        kept = tuple(one for one in loose if flows or not getattr(one, "again", False))
        onward = (self._next_button(self.body.title, titles[0] if flowing else self.body.title, 1),)
        if not (flows or flowing):
            found = self._spared(joined(doors, fewer), kept)
            if not found.over:
                return found
        both = (*onward, *fewer)
        abreast = self.setting.layout is Layout.LARGE_WIDE and all(isinstance(one, Button) for one in both)
        row = tuple(one for one in both if isinstance(one, Button))
        return self._spared((Buttons(row),) if abreast else both, kept)

    def _spared(self, controls: Sequence[Block], gone: Sequence[Block]) -> Filled:
        """The page with those controls; blocks that can be spared leave while it does not fit, the last first."""
        found = self._tried(self.body.lead, self.body.rest, controls, SQUEEZES)
        kept: list[Block] = [*self.body.lead, *self.body.rest]
        left: list[Block] = []
        for spare in reversed([one for one in kept if getattr(one, "spare", False)]):
            if not found.over:
                break
            kept.remove(spare)
            left[:0] = [] if getattr(spare, "again", False) else [spare]
            found = self._tried(*self._parts(kept), controls, SQUEEZES[-1:])
        return replace(found, left_out=(*left, *gone, *found.left_out))

    def _parts(self, kept: Sequence[Block]) -> tuple[list[Block], list[Block]]:
        return [one for one in self.body.lead if one in kept], [one for one in self.body.rest if one in kept]

    def _tried(
        self, lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], squeezes: Sequence[float]
    ) -> Filled:
        best: Filled | None = None
        for number, way in enumerate(self._ways(lead, rest)):
            for squeeze in self._worth(
                lead, rest, controls, way, squeezes if not number or way.parted else squeezes[-1:]
            ):
                found = self._page(lead, rest, controls, way.squeezed(squeeze))
                if not found.over:
                    return found
                if best is None or (not number and len(found.over) < len(best.over)) or way.parted:
                    best = found
        assert best is not None
        return best

    def _page(
        self, lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], setting: Setting
    ) -> Filled:
        """One page as it was asked for; each is laid out once."""
        key = (tuple(lead), tuple(rest), tuple(controls), setting)
        if key not in self.tried:
            self.tried[key] = page_of(self.body, lead, rest, controls, self.around, setting)
        return self.tried[key]

    def _ways(self, lead: Sequence[Block], rest: Sequence[Block]) -> list[Setting]:
        """The ways in which a first page may be laid out, the best first."""
        mapped, setting = any(isinstance(one, MapBox) for one in lead), self.setting
        if self.body.sheet or self.body.typing:
            return [setting]
        if mapped:
            return [setting] if setting.large else [setting, replace(setting, parted=True)]
        if setting.layout is Layout.LARGE_WIDE:
            return [replace(setting, single=True), *(replace(setting, notch=share) for share in NOTCHES)]
        if setting.layout is Layout.WIDE:
            return [setting, replace(setting, single=True)]
        calls = [one for one in (*lead, *rest) if isinstance(one, Call) and one.number]
        if setting.layout is not Layout.LARGE_UPRIGHT or not calls:
            return [setting]
        return [setting, replace(setting, foot="coded" if self.dialled else "numbered")]

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
            hardest = self._page(lead, rest, controls, way.squeezed(squeezes[-1]))
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
        best: list[Page] = []
        for squeeze in (0.0, 0.5, 1.0) if runs or sections else ():
            pages = self._paged(runs, sections, replace(self.setting, squeeze=squeeze, single=self.setting.large))
            if not best or len(pages) < len(best):
                best = pages
            if len(best) == 1:
                break
        return best

    def _paged(
        self, runs: Sequence[tuple[str, list[Piece]]], sections: Sequence[Section], setting: Setting
    ) -> list[Page]:
        width = rooms(self.around, setting)[0].width
        parts = list(runs)
        for number, section in enumerate(sections):
            role: Role = "head" if number or runs else "title"
            head = () if setting.large and not number else (Words(section.title, role, brief=section.short),)
            parts.append(
                (
                    section.label if setting.large else section.title,
                    list(drawn_all((*head, *section.blocks), width, setting)),
                )
            )
        foot = max(drawn(self._next_button("", title, 1), width, setting)[0].height for title, _ in parts) + TARGET_GAP
        return self._packed([(title, piece) for title, pieces in parts for piece in pieces], setting, foot)

    def _packed(self, queue: Sequence[tuple[str, Piece]], setting: Setting, foot: float) -> list[Page]:
        """Pack titled pieces on pages; each page is named by the run that begins or goes on at its head.

        Each page keeps room for the way on at its foot, but the one that ends with the last piece.
        """
        found: list[Page] = []
        while queue:
            title = queue[0][0]
            *others, last = rooms(self.framed(title), setting)
            boxes: list[Box] = []
            filled, left = 0.0, queue
            for room in (*others, last):
                done = fill([piece for _, piece in left], room)
                if room is last and done.over:
                    done = fill([piece for _, piece in left], replace(last, bottom=last.bottom - foot))
                left = left[len(left) - len(done.over) :] if done.over else []
                boxes += done.boxes
                filled += max(0.0, done.end - room.top) / room.height / (len(others) + 1)
                if not left:
                    break
            if len(left) == len(queue):
                piece = queue[0][1]
                if piece.keep:  # what belongs to it is higher than a column under it: it goes ahead alone
                    queue = [(title, replace(piece, keep=False)), *queue[1:]]
                    continue
                boxes += overgrown(piece, last, foot)
                left = queue[1:]
            queue = left
            found.append(Page(title, tuple(boxes), filled))
        return found

    def _next_button(self, here: str, title: str, page: int) -> Button:
        word = self.screen.frame.next
        said = word if title in ("", here) else f"{word}: {title}"
        short = title if self.setting.large and title not in ("", here) else said
        return Button(short, "page", str(page), icon="forward", name=said)

    def next(self, here: str, title: str, page: int, around: Framed) -> list[Box]:
        """The way on from a page, at its foot."""
        room = rooms(around, replace(self.setting, single=self.setting.large))[-1]
        piece = drawn(
            self._next_button(here, title, page), room.width, self.setting.squeezed(1.0 if self.setting.large else 0.0)
        )[0]
        return piece.at(room.x, around.bottom - PAD - piece.height)


def _share(first: Filled, around: Framed) -> float:
    return (first.end - around.top) / (around.bottom - around.top)
