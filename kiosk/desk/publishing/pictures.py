"""Pictures of the real kiosk's screens, painted by `kiosk render` in all six languages: what is approved is what will be seen.

Rules: a version is painted once, under the hash of what it would say and change without number and dates: submitted, it is
shown with what its draft was painted as, and looking again paints nothing. Only what looks otherwise than in the edition in
force is painted: `kiosk render` itself compares what both say, screen by screen. Painted by processes of its own, newest
first and one version at a time, so no page waits for it; a version that was edited meanwhile stops its older painting. What
was cut short is painted again when somebody opens the page. The painter dies with the desk; the oldest folders go. What
takes effect later is painted as of that moment: now, the screens would not show it yet.
"""

import hashlib
import json
import os
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
from kiosk.domain.languages import LOCALES
from kiosk.feed.document import door

NAME = re.compile(r"[A-Za-z0-9_.+-]{1,120}\.png")
KEY = re.compile(r"[0-9a-f]{32}")
PAGE = re.compile(r"\.p\d+-")
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
SMALL = 270
"""How wide small pictures are, in pixels: two for each of the page's."""
AT_ONCE = min(2, os.cpu_count() or 1)


@dataclass(frozen=True)
class Shown:
    """One picture: what it shows, in words, and its file's name."""

    what: str
    name: str


@dataclass(frozen=True)
class Wall:
    """The pictures so far, under a `key`. `languages`: (its name, pictures) for each language that has any; `missing`: what is
    not there yet, one line a language; `at`: the moment to come that they show, or None for now."""

    key: str
    languages: list[tuple[str, list[Shown]]]
    count: int
    missing: list[str]
    done: bool
    failed: str
    at: datetime | None


def of(version: Version, data: bytes, live: bytes, *, paint: bool = True) -> Wall:
    """Return what is painted of the version, whose edition is `data`, beside the edition in force; have it painted where that has
    not begun."""
    folder = _folder(version, data)
    done, at = (folder / "done").exists(), compose.turning(version.change, datetime.now(UTC))
    if paint and not done and not painter().busy_with(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "live.json").write_bytes(live)
        (folder / "edition.json").write_bytes(data)
        painter().paint(Job(version.pk, version.base_id, folder, tuple(_commands(version.change, folder, at))))
    names = sorted(path.name for path in folder.glob("*.png")) if folder.is_dir() else []
    failed = folder / "failed"
    why = failed.read_text(encoding="utf-8") if failed.exists() and not painter().busy_with(folder) else ""
    zones = {one["id"]: say(one["name"]["ko"], one["name"]["en"]) for one in json.loads(data)["zones"]}
    missing = [] if done else list(_missing(folder, names, zones))
    return Wall(folder.name, list(_hung(names, zones)), len(names), missing, done, why, at)


def read(key: str, name: str, *, small: bool = False) -> bytes | None:
    """Return one picture's bytes, or None."""
    path = _root() / key / ("small" if small else "") / name
    return path.read_bytes() if KEY.fullmatch(key) and NAME.fullmatch(name) and path.is_file() else None


def _folder(version: Version, data: bytes) -> Path:
    found = {name: value for name, value in json.loads(data).items() if name not in MOVES}
    text = json.dumps([version.change, found], sort_keys=True)
    return _root() / hashlib.sha256(text.encode()).hexdigest()[:32]


def _root() -> Path:
    return Path(settings.DESK.data) / "pictures"


def _commands(change: dict[str, Any], folder: Path, at: datetime | None) -> Iterator[tuple[str, ...]]:
    """As many as are run at once, each for its share of the languages."""
    for turn in range(AT_ONCE):
        locales = [word for code in LOCALES[turn::AT_ONCE] for word in ("--locale", code)]
        yield (*_words(change, folder, at), "--plan", str(folder / f"plan{turn}"), *locales)


def _words(change: dict[str, Any], folder: Path, at: datetime | None) -> Iterator[str]:
    yield from ("render", "--edition", str(folder / "edition.json"), "--unlike", str(folder / "live.json"))
    yield from ("--out", str(folder), "--mode", "normal", "--size", "1080x1920", "--small", str(SMALL), "--bare")
    if at:
        yield from ("--now", at.isoformat())
    for notice in change.get("add", {}).get("notices", ())[:1]:
        yield from ("--notice", notice["id"])
    for screen in SCREENS:
        yield from ("--screen", screen)
    for place in _places(change)[:PLACES_AT_MOST]:
        yield from ("--place", place)


def _places(change: dict[str, Any]) -> list[str]:
    """The zones whose own screens a change touches, in order."""
    add = change.get("add", {})
    found = [one.get("zone", "") for name in ("advisories", "corrections") for one in add.get(name, ())]
    found += [one["id"] for one in add.get("zones", ())]
    return sorted({one for one in found if one and not one.startswith("rest") and one != door.rules()["country"]})


def _hung(names: list[str], zones: dict[str, str]) -> Iterator[tuple[str, list[Shown]]]:
    """By language, each screen in the order in which a traveller meets it."""
    for code in LOCALES:
        found = [
            (order, name, what) for name in names for order, language, what in _shown(name, zones) if language == code
        ]
        if found:
            yield TRANSLATORS[code], [Shown(what, name) for order, name, what in sorted(found)]


def _shown(name: str, zones: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """A picture's (or screen's) place in the order, its language, and what it shows; nothing for a name that is none of ours."""
    screen, _, language = name.partition("-normal-")[0].rpartition("-")
    kind, *rest = screen.split(".")
    if kind in SCREENS:
        words = [say(*SCREENS[kind]), *(zones.get(one, one.removeprefix("p")) for one in rest)]
        yield list(SCREENS).index(kind), language, " ".join(words)


def _missing(folder: Path, names: list[str], zones: dict[str, str]) -> Iterator[str]:
    """What was planned and is not painted, one line a language; a language of which nothing is known yet, by its name alone."""
    there = {PAGE.sub("-", name.removesuffix(".png")) for name in names}
    plans = [path.read_text(encoding="utf-8").split() for path in sorted(folder.glob("plan?"))]
    wanted = [one for plan in plans for one in plan if one not in there]
    for code in LOCALES if len(plans) == AT_ONCE else ():
        found = sorted(one for name in wanted for one in _shown(name, zones) if one[1] == code)
        if found:
            yield f"{TRANSLATORS[code]} ({', '.join(what for _, _, what in found)})"
    if len(plans) < AT_ONCE:
        yield from (TRANSLATORS[code] for code in LOCALES)


def prune(keep: int = 40) -> None:
    """Delete all but the newest folders: a folder is some 20 MB, and can be painted again."""
    found = sorted(_root().glob("*/edition.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[keep:]:
        shutil.rmtree(path.parent, ignore_errors=True)
