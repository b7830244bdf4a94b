"""What differs between two editions, field by field: the one source of the difference in words and of the history. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.desk.editing import order, parts
from kiosk.desk.editing.part import Json
from kiosk.desk.editing.parts_table import ORDER, PARTS


@dataclass(frozen=True)
class Trace:
    """One field of one item that differs. `field` is dotted (`name.km`), "" where the whole item came or went;
    `was` and `now` are JSON values, None where there was or is nothing; of a place in the order, numbers from 1."""

    part: str
    item: str
    field: str
    was: Any
    now: Any


def traces(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Trace]:
    """Return every difference within the parts, in the parts' order."""
    for part in PARTS.values():
        old, new = parts.items(before, part), parts.items(after, part)
        if part.name == "phrases":  # what advisories bring comes and goes with them
            old, new = ({str(one["id"]): one for one in found.get("phrases", ())} for found in (before, after))
        for key in {**old, **new}:
            was, now = old.get(key), new.get(key)
            if was is None or now is None:
                yield Trace(part.name, key, "", was, now)
            elif was != now:
                yield from _fields(part.name, key, was, now)
        if part.ordered:
            yield from (Trace(part.name, key, ORDER, *places) for key, *places in order.shifts(old, new))


def _fields(part: str, item: str, was: Json, now: Json) -> Iterator[Trace]:
    old, new = _flat(was), _flat(now)
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield Trace(part, item, name, old.get(name), new.get(name))


def _flat(item: Json, under: str = "") -> Json:
    found: Json = {}
    for name, value in item.items():
        found |= _flat(value, f"{under}{name}.") if isinstance(value, dict) else {f"{under}{name}": value}
    return found
