"""What lies behind a page: the ground of what can be reached in the lower mode, and the pale country of the idle screen."""

from kiosk.display.layout.boxes import Area, Box, Country
from kiosk.display.layout.frame import Framed
from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.composition import Composition


def mist(setting: Setting, around: Framed, *, mapped: bool = False) -> list[Box]:
    """The ground of what can be reached in the lower mode; beside a map heads of levels stand over its edge."""
    if not setting.reach:
        return []
    top, width = setting.reach - 12, setting.panel.width
    ground = Area(0, top, width, around.bottom - top, "mist")
    return [ground] if mapped and setting.panel.wide else [ground, Area(0, top, width, 6, "accent")]


def faint(body: Composition, around: Framed, setting: Setting) -> list[Box]:
    """The pale country behind the idle screen."""
    if not body.faint or setting.large:
        return []
    width, height = setting.panel.width, around.bottom - around.top
    side = min(width * 0.62, height * 0.9)
    return [Country(width * 0.42, around.top + 20, side, side * 0.84)]
