"""One page as QML takes it: boxes as JSON, kind by kind, so that it can be shown without anything it was made from.

Rules: made by `sheet_of`, and nothing is decided here.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kiosk.display.layout.boxes import Box
    from kiosk.display.layout.compose import Laid
    from kiosk.display.presenters.screen import Screen

KINDS = ("Country", "Area", "Touch", "Map", "Badge", "Icon", "Code", "Text")
"""Kinds of boxes, from the lowest to the top."""
ITEMS = ("Country", "Map")
"""Those that an item of ours paints."""


class Sheet(NamedTuple):
    """A page of a screen; `key` names it for "is it the same one?"; `boxes` are JSON, by kind."""

    name: str
    key: str
    locale: str
    modes: frozenset[str]
    page: int
    pages: int
    speech: str
    boxes: tuple[tuple[str, ...], ...]


BLANK = Sheet("", "", "ko", frozenset(), 0, 1, "[]", ((),) * len(KINDS))
"""What a window holds that is being made and not yet shown."""


def sheet_of(screen: "Screen", laid: "Laid") -> Sheet:
    """Write out the page of the screen that is read; a page that is no more is the last."""
    page = min(screen.page, len(laid.pages) - 1)
    boxes: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for box in laid.pages[page].boxes:
        boxes[type(box).__name__].append(_written(box))
    found = tuple(tuple(boxes[kind]) for kind in KINDS)
    speech = json.dumps(screen.frame.speech)
    return Sheet(screen.body.name, screen.key, screen.locale, screen.modes, page, len(laid.pages), speech, found)


@lru_cache(maxsize=2048)
def _written(box: "Box") -> str:
    """A box as JSON; most of a page's stood on the page before."""
    return json.dumps(box.as_map())


def plain(value: Any) -> dict[str, Any]:
    """Give a frozen value as maps and lists."""
    return {key: _listed(inner) for key, inner in asdict(value).items()}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, (list, tuple)) else value
