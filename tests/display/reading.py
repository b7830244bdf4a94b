"""Screens read as values: what is said, which levels are shown, what can be touched. Needs no pixels."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from kiosk.display.presenters.blocks import Block, Button, LevelLine, MapBox, PlaceHead, PlaceRow
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.presenters.screen import Screen
from kiosk.display.presenters.screens import present
from kiosk.domain.zone import ZoneKind
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.conftest import EDITION

ZONES = EDITION.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)
SIGNS = tuple(sign.id for sign in EDITION.checklist.signs)


def shown(knowledge: Knowledge, screen: str, locale: str = "ko", **choice: Any) -> Screen:
    """Present one screen as it would be painted."""
    return present(knowledge, Choice(screen=screen, locale=locale, **choice), translator(locale))


def every_choice() -> list[dict[str, Any]]:
    """Give a choice for every screen, the extra states of search, sheets, result and signs unfolded, and every place."""
    plain: list[dict[str, Any]] = [{"screen": name} for name in SCREENS if name != "place"]
    extra = [
        {"screen": "map", "searching": True},
        {"screen": "map", "languages_open": True},
        {"screen": "map", "settings_open": True},
        {"screen": "verdict", "ticked": frozenset(SIGNS)},
        {"screen": "verdict", "ticked": frozenset(SIGNS), "unfolded": True},
    ]
    return [*plain, *extra, *({"screen": "place", "place": zone.id} for zone in ZONES)]


def bare(words: str) -> str:
    """Strip the signs that only say where a line may break."""
    return words.replace("\u200b", "").replace("\u2060", "")


def words(locale: str, message: str, **values: object) -> str:
    """Say a message of the catalogues as `said` gives it."""
    return bare(translator(locale).say(message, **values))


def said(screen: Screen) -> str:
    """Give what a reader of the body hears, in reading order, with what lies behind the doors."""
    return bare("\n".join(screen.body.spoken))


def answered(screen: Screen) -> str:
    """Give what the first page says: the answer, without what lies behind the doors."""
    return bare("\n".join(one.spoken for one in answer(screen) if one.spoken))


def answer(screen: Screen) -> tuple[Block, ...]:
    """Give the blocks of the answer."""
    return (*screen.body.lead, *screen.body.rest)


def behind(screen: Screen) -> tuple[Block, ...]:
    """Give the blocks that lie behind the doors."""
    return tuple(block for section in screen.body.sections for block in section.blocks)


def parts(value: object) -> Iterator[Block]:
    """Give every block within a value, those that hold others before what they hold, in reading order."""
    if isinstance(value, Block):
        yield value
    if is_dataclass(value):
        value = [getattr(value, one.name) for one in fields(value)]
    if isinstance(value, (tuple, list)):
        for inner in value:
            yield from parts(inner)


def badges(blocks: Iterable[Block]) -> list[str]:
    """Give the signs of all level lines, in reading order ("" unknown)."""
    return [one.level for one in parts(list(blocks)) if isinstance(one, LevelLine)]


def levels(screen: Screen) -> list[str]:
    """Give the signs of a screen's answer."""
    return badges(answer(screen))


def drawn(screen: Screen) -> list[dict[str, Any]]:
    """Give what each map of the screen draws, the small one beside a place's name too."""
    maps = [one.says for one in parts(list(screen.body.blocks)) if isinstance(one, (MapBox, PlaceHead)) and one.says]
    return [json.loads(one) for one in maps]


def signs(screen: Screen) -> list[str]:
    """Give every sign of a level anywhere on the screen: lines, rows, maps."""
    blocks = list(parts(list(screen.body.blocks)))
    found = [one.level for one in blocks if isinstance(one, (LevelLine, PlaceRow))]
    for one in drawn(screen):
        found += [sign for _, sign in (*one["fills"], *one["bands"], *one["marks"])]
        found += [call["level"] for call in one["call_outs"]]
    return found


def buttons(blocks: Iterable[Block]) -> list[Button]:
    """Give all buttons, those beside others too."""
    return [one for one in parts(list(blocks)) if isinstance(one, Button)]
