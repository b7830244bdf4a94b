"""Pictures of the real kiosk's screens, painted by `kiosk render` in all six languages: what is approved is what will be seen.

Rules: a version is painted once, under the hash of what it would say and change without number and dates: submitted, it is
shown with what its draft was painted as, and looking again paints nothing. Painted by a process of its own, newest first
and one at a time, so no page waits for it; a version that was edited or submitted meanwhile stops its older painting. What
was cut short is painted again when somebody opens the page. The painter dies with the desk; the oldest folders go. What
takes effect later is painted as of that moment: now, the screens would not show it yet.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from kiosk.desk.editing import compose
from kiosk.desk.editing.models import Version
from kiosk.desk.editing.parts_table import TRANSLATORS
from kiosk.desk.publishing.painter import Job, painter
from kiosk.desk.words import say
from kiosk.domain.text import LOCALES

NAME = re.compile(r"[A-Za-z0-9_.+-]{1,120}\.png")
KEY = re.compile(r"[0-9a-f]{32}")
PLACES_AT_MOST = 4
MOVES = ("number", "issued_at", "valid_until", "attested_at", "audit_head", *compose.COMPARED)
"""What every submission changes, whatever the draft says."""

SCREENS = {
    "attract": ("첫 화면", "First screen"),
    "map": ("지도", "Map"),
    "place": ("지역", "Place"),
    "notice": ("공지", "Notice"),
    "checklist": ("점검표", "Checklist"),
    "verdict": ("판정", "Verdict"),
    "help": ("도움", "Help"),
}
TOUCHES = {
    "notices": ("notice",),
    "corrections": ("place",),
    "signs": ("checklist", "verdict"),
    "groups": ("checklist",),
    "verdicts": ("verdict",),
    "contacts": ("help",),
    "guidance": ("help",),
    "levels": ("place",),
    "advisories": ("place",),
    "zones": ("place",),
}
"""Which screens a change of each part is looked at on, besides the first screen and the map."""


@dataclass(frozen=True)
class Wall:
    """The pictures so far, under a `key`. `languages`: (its name, [(what it shows, file name)]) for each language that has any;
    `at`: the moment to come that they show, or None for now."""

    key: str
    languages: list[tuple[str, list[tuple[str, str]]]]
    count: int
    done: bool
    failed: str
    at: datetime | None


def of(version: Version, data: bytes, *, paint: bool = True) -> Wall:
    """Return what is painted of the version, whose edition is `data`; have it painted where that has not begun."""
    folder = _folder(version, data)
    done, at = (folder / "done").exists(), compose.turning(version.change, datetime.now(UTC))
    if paint and not done:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "edition.json").write_bytes(data)
        words = tuple(_words(version.change, folder, at))
        painter().paint(Job(version.pk, version.base_id, folder, words))
    names = sorted(path.name for path in folder.glob("*.png")) if folder.is_dir() else []
    failed = folder / "failed"
    why = failed.read_text(encoding="utf-8") if failed.exists() and not painter().busy_with(folder) else ""
    return Wall(folder.name, list(_hung(names, data)), len(names), done, why, at)


def read(key: str, name: str) -> bytes | None:
    """Return one picture's bytes, or None."""
    path = _root() / key / name
    return path.read_bytes() if KEY.fullmatch(key) and NAME.fullmatch(name) and path.is_file() else None


def _folder(version: Version, data: bytes) -> Path:
    found = {name: value for name, value in json.loads(data).items() if name not in MOVES}
    text = json.dumps([version.change, found], sort_keys=True)
    return _root() / hashlib.sha256(text.encode()).hexdigest()[:32]


def _root() -> Path:
    return Path(settings.DESK.data) / "pictures"


def _words(change: dict[str, Any], folder: Path, at: datetime | None) -> Iterator[str]:
    touched = {*change.get("add", {}), *change.get("remove", {}), *change.get("order", {})}
    wanted = {"attract", "map"}.union(*(TOUCHES.get(name, ()) for name in touched))
    places = _places(change)
    if places:
        wanted.add("place")
    yield from ("render", "--edition", str(folder / "edition.json"), "--out", str(folder))
    yield from ("--mode", "normal", "--size", "1080x1920")
    if at:
        yield from ("--now", at.isoformat())
    for notice in change.get("add", {}).get("notices", ())[:1]:
        yield from ("--notice", notice["id"])
    for screen in SCREENS:
        if screen in wanted:
            yield from ("--screen", screen)
    for place in places[:PLACES_AT_MOST]:
        yield from ("--place", place)


def _places(change: dict[str, Any]) -> list[str]:
    """The zones whose own screens a change touches, in order."""
    add = change.get("add", {})
    found = [one.get("zone", "") for name in ("advisories", "corrections") for one in add.get(name, ())]
    found += [one["id"] for one in add.get("zones", ())]
    return sorted({one for one in found if one and not one.startswith("rest") and one != "KH"})


def _hung(names: list[str], data: bytes) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By language, each screen in the order in which a traveller meets it."""
    order = list(SCREENS)
    zones = {one["id"]: say(one["name"]["ko"], one["name"]["en"]) for one in json.loads(data)["zones"]} if names else {}
    for code in LOCALES:
        found = []
        for name in names:
            screen, _, language = name.partition("-normal-")[0].rpartition("-")
            kind, *rest = screen.split(".")
            if language == code and kind in SCREENS:
                words = [say(*SCREENS[kind]), *(zones.get(one, one.removeprefix("p")) for one in rest)]
                found.append((order.index(kind), name, " ".join(words)))
        if found:
            yield TRANSLATORS[code], [(what, name) for _, name, what in sorted(found)]


def prune(keep: int = 40) -> None:
    """Delete all but the newest folders: a folder is some 20 MB, and can be painted again."""
    found = sorted(_root().glob("*/edition.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[keep:]:
        shutil.rmtree(path.parent, ignore_errors=True)
