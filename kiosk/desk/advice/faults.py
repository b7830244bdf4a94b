"""What is wrong with a draft, in the officer's words and with the way to the form that mends it. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.desk.advice import parts
from kiosk.desk.advice.compose import STALE
from kiosk.desk.words import say

MISSING = re.compile(r"no text in ([\w, ]+);")


@dataclass(frozen=True)
class Said:
    """One fault. `part` and `item` lead to the form that mends it, "" where there is none."""

    where: str
    what: str
    part: str = ""
    item: str = ""


def said(draft: Mapping[str, Any], faults: Iterable[tuple[str, str]]) -> list[Said]:
    """Every fault of `kiosk.feed`, (place, what), said for an officer."""
    known = [
        (place, part, key)
        for part in parts.PARTS.values()
        for index, key in parts.places(draft, part)
        for place in (index, f"{part.where}.{key}")
    ]
    return [_one(draft, known, place, what) for place, what in faults]


def _one(draft: Mapping[str, Any], known: list[tuple[str, parts.Part, str]], place: str, what: str) -> Said:
    tongue = say("ko", "en")
    for at, part, key in known:
        if place == at or place.startswith((f"{at}.", f"{at}[")):
            item = parts.items(draft, part)[key]
            field = place.removeprefix(at).lstrip(".")
            where = f"{say(part.ko, part.en)} · {parts.title(item, tongue)}"
            if field:
                where += f" · {parts.label(part, field, tongue)}"
            return Said(where, _what(what), part.name if part.kind else "", key)
    found = next((one for one in parts.PARTS.values() if one.where == place), None)
    return Said(say(found.ko, found.en) if found else place, _what(what), found.name if found and found.kind else "")


def _what(what: str) -> str:
    if what == STALE:
        return say(
            "그 사이 다른 판이 바꾸었습니다. 다시 써 주세요.", "Another edition changed it meanwhile: write it anew."
        )
    if found := MISSING.match(what):
        tongues = ", ".join(parts.TONGUES.get(code, code) for code in found[1].split(", "))
        return say(f"빠진 언어: {tongues}", f"languages missing: {tongues}")
    if "empty checklist" in what:
        return say(
            "점검표가 비었습니다: ‘안전’으로 읽힙니다.",
            "The checklist is empty: it would read as an all-clear.",
        )
    return what
