"""The head of a page in large text: its title, whether it is a demo, and how old the knowledge is, on as few lines as hold them.

Rules: best is one line with all three; else the demo's sign and the age share a line of their own; only where they cannot does
each take one. What is shortened is said whole on the screens of normal text, and to the ear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.display.layout.boxes import Area, Box, Icon, Text, Touch, moved
from kiosk.display.layout.letters import size
from kiosk.display.layout.setting import Layout, Setting
from kiosk.display.presenters.screen import Frame

HIGH = {Layout.LARGE_UPRIGHT: 124.0, Layout.LARGE_WIDE: 116.0}
"""Heights of the top line."""
TONES = {"old": ("alarm", "overAlarm"), "delayed": ("amber", "ink")}
"""Ground and words of the bands that warn."""
SIDE, AIR = 64.0, 10.0
"""An icon's side; the air over and under a line's words."""


@dataclass(frozen=True)
class Sign:
    """A part of a line: its words set on one line, its icon, its ground, and whether it leads to "about"."""

    text: Text
    icon: str = ""
    fill: str = ""
    kind: str = "none"
    leads: bool = False

    @property
    def needs(self) -> float:
        """How wide it is."""
        return self.text.w + 28 + (SIDE + 12 if self.icon else 0)

    def at(self, x: float, y: float, width: float, high: float) -> Iterator[Box]:
        """Give its boxes from (x, y), over that width and height."""
        if self.fill:
            yield Area(x, y, width, high, self.fill, "white" if self.kind == "old" else "", 0)
        if self.kind == "unknown":
            yield from (Area(x, at, width, 8, hatch=True) for at in (y, y + high - 8))
        if self.kind == "delayed":
            yield Area(x, y, 16, high, fill="amberEdge")
        if self.leads:
            yield Touch(x + 8, y + 4, width - 16, high - 8, self.text.words, "go", "about", self.fill, "pressed")
        start = x + 16
        if self.icon:
            yield Icon(start, y + (high - SIDE) / 2, SIDE, SIDE, self.icon, self.text.colour)
            start += SIDE + 12
        yield moved(self.text, start, y + (high - self.text.h) / 2)


def large_head(frame: Frame, setting: Setting, title: str, *, leads: bool = True) -> tuple[list[Box], float]:
    """Set the head of a page of that title ("" where its own words say where one is); its boxes, and where it ends.

    Not `leads`: the age is said there and is no door.
    """
    boxes, high, taken = _title(title, setting)
    ages = [replace(one, leads=one.leads and leads) for one in _ages(frame, setting)]
    tags = list(_tags(frame, setting))
    room, width = setting.panel.width - taken, setting.panel.width
    if title and (found := _abreast(tags[:1], ages, room - 24)):
        return [*boxes, *_line(found, taken + 24, 0, high - 2, room - 24, spread=False)], high
    if found := _abreast(tags[:1], ages, width):
        low = _low(found)
        return [*boxes, *_line(found, 0, high, low, width, spread=True)], high + low
    for alone in (tags[-1:], ages[-1:]):
        if alone:
            low = _low(alone)
            boxes += _line(alone, 0, high, low, width, spread=True)
            high += low
    return boxes, high


def _title(title: str, setting: Setting) -> tuple[list[Box], float, float]:
    """The title: its boxes, how high its line is, and how much of the width it takes."""
    if not title:
        return [], 0.0, setting.panel.width
    margin, width, setting = setting.margin, setting.panel.width, setting.squeezed(1.0)
    text = setting.text(title, "title", width - 2 * margin - 32)
    one = text.h < text.line * 1.5
    high = max(HIGH[setting.layout], text.h + 4) if one else text.h + 24
    taken = margin + 32 + setting.advance(title, "title") if one else width
    rule = Area(0, high - 2, width, 2, fill="line")
    bar = Area(margin, (high - text.h) / 2 + 6, 12, text.h - 12, fill="accent")
    return [rule, bar, moved(text, margin + 32, (high - text.h) / 2)], high, taken


def _ages(frame: Frame, setting: Setting) -> Iterator[Sign]:
    """How old the knowledge is, from the fullest words to the shortest."""
    band, px = frame.band, size("second", setting.locale, True, 1)
    if band.kind == "none":
        for said in dict.fromkeys((frame.checked, frame.checked_short)):
            yield Sign(setting.line(said, "second", "ink2", px), frame.checked_icon)
        return
    fill, colour = TONES.get(band.kind, ("paper", "ink"))
    icon = "clock" if band.kind == "recent" else "clock-doubt"
    short = frame.checked_short if band.kind in ("recent", "delayed") else band.headline
    for said in dict.fromkeys((band.headline, band.brief or band.headline, short)):
        yield Sign(setting.line(said, "second", colour, px), icon, fill, band.kind, leads=not setting.reach)


def _tags(frame: Frame, setting: Setting) -> Iterator[Sign]:
    """That it is a demo or a training: its sign alone, then in words."""
    px = size("second", setting.locale, True, 1)
    for said in (frame.demo_sign, frame.demo):
        if said:
            yield Sign(setting.line(said, "second", "paper", px), fill="ink")


def _abreast(tags: Sequence[Sign], ages: Sequence[Sign], room: float) -> list[Sign]:
    """The sign of a demo, if any, and the fullest words for the age that find room beside it."""
    taken = sum(one.needs for one in tags)
    return next(([*tags, age] for age in ages if taken + age.needs <= room), [])


def _low(line: Sequence[Sign]) -> float:
    return max(max(one.text.h for one in line) + AIR, SIDE + 16)


def _line(line: Sequence[Sign], x: float, y: float, high: float, room: float, *, spread: bool) -> Iterator[Box]:
    """Signs beside each other: from the left, the last over what is left; or, not `spread`, up to the right edge."""
    if not spread:
        x += room - sum(one.needs for one in line)
    for number, one in enumerate(line):
        wide = room - x if spread and number == len(line) - 1 else one.needs
        yield from (one if spread else replace(one)).at(x, y, wide, high)
        x += wide
