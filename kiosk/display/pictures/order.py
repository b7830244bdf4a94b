"""What is asked of `kiosk render`, and how its files are named."""

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.domain.languages import LOCALES

SINGLE_MODES = ("normal", "large", "contrast", "lower")
SIZES = ((1080, 1920), (1920, 1080))
EXTRA_SCREENS = ("search", "languages", "settings", "chosen")
STRONG_SHOWN = 3


@dataclass(frozen=True)
class Shot:
    """One picture to paint: the choice that leads there, and the name without its page."""

    screen: str
    choice: Choice
    mode: str
    size: tuple[int, int]
    zone: str = ""

    def name(self, page: int | None) -> str:
        """`SCREEN[.ZONE][.pN]-LOCALE-MODE-WxH`."""
        zone = f".{self.zone}" if self.zone else ""
        sheet = f".p{page}" if page else ""
        return f"{self.screen}{zone}{sheet}-{self.choice.locale}-{self.mode}-{self.size[0]}x{self.size[1]}"


@dataclass(frozen=True)
class Into:
    """Where pictures go: the folder `out`; `plan`: the file that first names them; `small`: how wide their small ones are, in
    pixels; whether their `measures` stand beside them."""

    out: Path
    plan: Path | None = None
    small: int | None = None
    measures: bool = True


@dataclass(frozen=True)
class Order:
    """Everything asked for; empty tuples mean the defaults."""

    screens: tuple[str, ...] = SCREENS
    locales: tuple[str, ...] = LOCALES
    modes: tuple[str, ...] = SINGLE_MODES
    sizes: tuple[tuple[int, int], ...] = SIZES
    places: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    notice: str = ""

    def shots(self, groups: int) -> list[list[Shot]]:
        """The pictures, grouped: each inner list is one screen whose pages are numbered through."""
        found = []
        for size, mode, locale, screen in product(self.sizes, self.modes, self.locales, self.screens):
            modes = frozenset(mode.split("+")) - {"normal"}
            base = Choice(locale=locale, modes=modes, ticked=frozenset(self.ticked))
            base = replace(base, notice=self.notice)
            for zone, choices in _choices(screen, base, self.places, groups):
                found.append([Shot(screen, choice, mode, size, zone) for choice in choices])
        return found


def _choices(screen: str, base: Choice, places: tuple[str, ...], groups: int) -> list[tuple[str, list[Choice]]]:
    behind = (Choice(locale=base.locale, modes=base.modes),)
    match screen:
        case "place":
            return [(zone, [replace(base, screen="place", place=zone, trail=behind)]) for zone in places]
        case "checklist":
            return [("", [replace(base, screen="checklist", group=n, trail=behind) for n in range(groups)])]
        case "verdict":
            return [("", [replace(base, screen="verdict", trail=behind)])]
        case "chosen":
            return [("", [replace(base, screen="verdict", unfolded=True, trail=behind)])]
        case "search":
            return [("", [replace(base, screen="map", searching=True, trail=behind)])]
        case "languages":
            return [("", [replace(base, screen="map", languages_open=True, trail=behind)])]
        case "settings":
            return [("", [replace(base, screen="map", settings_open=True, trail=behind)])]
        case "attract":
            return [("", [base])]
        case _:
            return [("", [replace(base, screen=screen, trail=behind)])]
