"""One screen as QML takes it: plain text and JSON, so that it can be shown without anything it was made from.

Rules: made by `sheet_of`, and nothing is decided here. This module imports nothing of ours: the first page is shown before
the presenters are loaded.
"""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.display.presenters.blocks import Block
    from kiosk.display.presenters.screen import Screen


class Row(NamedTuple):
    """A block: its kind, and all of it as JSON."""

    kind: str
    value: str


class Sheet(NamedTuple):
    """A `Screen`. `frame`, `map` and `languages` are JSON; `key` names the page for "is it the same one?"."""

    name: str
    key: str
    locale: str
    modes: frozenset[str]
    frame: str
    map: str
    languages: str
    onward: str
    flow_is_touch: bool
    header: tuple[Row, ...]
    tools: tuple[Row, ...]
    flow: tuple[Row, ...]
    footer: tuple[Row, ...]

    @property
    def place(self) -> str:
        """The zone of a place's screen, or ""."""
        return self.key.split("/")[1]


_NO_FRAME = {
    **dict.fromkeys(("heading", "checked", "checked_icon", "demo", "previous", "next"), ""),
    **dict.fromkeys(("hotline_name", "hotline_hours", "hotline_number", "hotline_spoken"), ""),
    "band": {"kind": "none", "headline": "", "detail": "", "qr": ""},
    "cells": [],
    "more": {"action": "", "argument": "", "label": "", "icon": "", "on": False, "enabled": True, "spoken": ""},
    "speech": [],
}

BLANK = Sheet("", "//", "ko", frozenset(), json.dumps(_NO_FRAME), "{}", "[]", "", False, (), (), (), ())
"""What a window holds that is being made and not yet shown: a frame without words, and nothing in it."""


def sheet_of(screen: "Screen") -> Sheet:
    """The screen, written out."""
    body = screen.body
    return Sheet(
        name=body.name,
        key=screen.key,
        locale=screen.locale,
        modes=screen.modes,
        frame=json.dumps(plain(screen.frame)),
        map=json.dumps(plain(body.map)) if body.map else "{}",
        languages=json.dumps([{"code": code, "name": name} for code, name in screen.languages]),
        onward=body.onward,
        flow_is_touch=body.flow_is_touch,
        header=_rows(body.header),
        tools=_rows(body.tools),
        flow=_rows(body.flow),
        footer=_rows(body.footer),
    )


def plain(value: Any) -> dict[str, Any]:
    """A frozen value as maps and lists, which QML can walk."""
    return {key: _listed(inner) for key, inner in asdict(value).items()}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _rows(blocks: "Sequence[Block]") -> tuple[Row, ...]:
    return tuple(Row(block.kind, json.dumps(block.as_map())) for block in blocks)
