"""The order in which a part's items stand, and are shown: which item moved, and a change that moves it. Pure.

Rules: a sign moves within its group, everything else among all of its part. A change holds the keys as they stood and as
they shall stand: `{"signs": {"was": [...], "now": [...]}}`. What another edition added meanwhile keeps its place; where
another edition moved something meanwhile, nothing goes out until it was put in order anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kiosk.desk.editing.part import Json

Items = Mapping[str, Json]


def arranged(items: Items, keys: Sequence[str]) -> dict[str, Json]:
    """Return the items with those named in that order; what is not named stays where it stands."""
    named = iter([key for key in dict.fromkeys(keys) if key in items])
    asked = set(keys)
    return {key: items[key] for key in (next(named) if one in asked else one for one in items)}


def rows(items: Items) -> dict[str, list[str]]:
    """Return the keys that stand in one row with each other, by their group; "" where there are no groups."""
    found: dict[str, list[str]] = {}
    for key, item in items.items():
        found.setdefault(str(item.get("group", "")), []).append(key)
    return found


def moved(items: Items, key: str, step: int) -> list[str]:
    """Return all keys with one a step up (-1) or down (1) in its row; as they are where it stands at the end."""
    row = next((one for one in rows(items).values() if key in one), [])
    keys = list(items)
    if not row or not 0 <= row.index(key) + step < len(row):
        return keys
    here, there = keys.index(key), keys.index(row[row.index(key) + step])
    keys[here], keys[there] = keys[there], keys[here]
    return keys


def shifts(before: Items, after: Items) -> Iterator[tuple[str, int, int]]:
    """Return (key, place before, place after) of as few items as explain the other order, from 1 among those that stay."""
    old, new = rows(before), rows(after)
    for group, row in new.items():
        was = [key for key in old.get(group, ()) if key in row]
        now = [key for key in row if key in was]
        still = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        kept = {key for block in still for key in was[block.a : block.a + block.size]}
        yield from ((key, was.index(key) + 1, place) for place, key in enumerate(now, 1) if key not in kept)


def stale(items: Items, was: Sequence[str]) -> bool:
    """Tell whether what stood in that order once stands in another one now."""
    return [key for key in was if key in items] != [key for key in items if key in was]


def merged(first: Mapping[str, Any], then: Mapping[str, Any]) -> Json:
    """Return one change of order that does what both do; what was put in order first says how it `was`."""
    return {name: {"was": first.get(name, one)["was"], "now": one["now"]} for name, one in {**first, **then}.items()}
