"""`kiosk desk watch`: for the duty room, outside the server. Announces number, signers and changed contacts of each edition.

It fetches as a kiosk would, and believes only what two people signed.

Rules: the anchor is the root file one was given, never the feed's own word; nothing may go backwards between two looks;
every answer has a size limit and a deadline. No Django, no database, no secret of the desk's.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import requests

from kiosk.desk.looking import look_again
from kiosk.domain.mode import MODES
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import verification
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import EDITIONS, LISTED
from kiosk.feed.trust.succession import supersedes
from kiosk.files import given
from kiosk.gate.values import web_address

MOST_BYTES = 8 << 20
MOST_ROOTS = 512
DEADLINE_SECONDS = (5, 15)


@click.command(
    help="Announce each new edition of FEED, an address (https://...) or a folder: number, signers, changed contacts."
)
@click.argument("feed")
@click.option(
    "--root", type=click.Path(path_type=Path, dir_okay=False), help="The trusted root file; needed for an address."
)
@click.option("--mode", type=click.Choice(MODES), default="live", show_default=True)
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="Seconds between two looks."
)
@click.option("--once", is_flag=True, help="One look; exit 0, 1 not reached, 2 not trustworthy.")
def watch(feed: str, root: Path | None, mode: str, every: float, once: bool) -> None:
    """Announce each new edition of a feed. Raises Misuse; with `once` whatever looking raises."""
    _must_make_sense(feed, root, every)
    watcher = Watcher(feed, mode, _anchor(root, mode) if root else None)
    look_again(watcher.look, _trouble, every, once=once)


def _must_make_sense(feed: str, root: Path | None, every: float) -> None:
    if not math.isfinite(every):
        raise Misuse(f"--every wants seconds, not {every}")
    if not (_is_address(feed) or Path(feed).is_dir()):
        raise Misuse(f"neither a web address nor a folder: {feed[:100]!r}")
    if "://" in feed and root is None:
        raise Misuse("an address needs --root FILE: the feed's own word for its root is worth nothing")


def _is_address(feed: str) -> bool:
    try:
        return bool(web_address(feed))
    except ValueError:
        return False


def _anchor(root: Path, mode: str) -> bytes:
    """The root file one was given. Raises Fault where it is none, Refusal where it is another mode's."""
    data = given(root)
    try:
        verification.root_in_force((), data, mode)
    except verification.Untrusted as fault:
        raise Refusal(f"{root}: not a trusted root for {mode}: {fault}") from fault
    return data


class Unreachable(Fault):
    """The feed did not answer as a feed does. The message says what, one line."""


@dataclass
class Watcher:
    """Looks at a feed again and again. `source` is a folder or an address (above `metadata/`)."""

    source: str
    mode: str
    anchor: bytes | None
    seen: verification.Verified | None = None

    def look(self) -> list[str]:
        """Return what to announce: nothing while nothing is new. Raises Untrusted, Unreachable, Fault."""
        bundle = self._bundle()
        if bundle is None:
            return []
        self.anchor = self.anchor or bundle.roots[0]
        found, before = verification.verify(bundle, self.anchor, self.mode), self.seen
        if before:
            supersedes(found, before)
        self.seen = found
        if before and found.edition_sha256 == before.edition_sha256 and found.signers == before.signers:
            return []
        return list(_announcement(found, before))

    def _bundle(self) -> Bundle | None:
        if "://" not in self.source:
            return Repository(Path(self.source)).bundle()
        with requests.Session() as session:
            return fetch(lambda name: _get(session, f"{self.source.rstrip('/')}/{name}"))


def fetch(get: Callable[[str], bytes | None]) -> Bundle | None:
    """Fetch a feed's bundle; `get` answers a file by its path, or None where there is none. None before the first edition."""
    roots: list[bytes] = []
    while len(roots) < MOST_ROOTS and (root := get(f"metadata/{len(roots) + 1}.root.json")):
        roots.append(root)
    try:
        return _rest(get, tuple(roots))
    except (ValueError, KeyError, TypeError) as fault:
        raise Unreachable(f"not a feed: {type(fault).__name__} {fault}") from fault


def _rest(get: Callable[[str], bytes | None], roots: tuple[bytes, ...]) -> Bundle | None:
    timestamp = _there(get, "metadata/timestamp.json")
    snapshot = _there(get, f"metadata/{_meta(timestamp)['snapshot.json']['version']}.snapshot.json")
    stated = _meta(snapshot)
    if "editions.json" not in stated:
        return None
    listed = {role: _there(get, f"metadata/{stated[f'{role}.json']['version']}.{role}.json") for role in LISTED}
    digest = json.loads(listed[EDITIONS.name])["signed"]["targets"]["edition.json"]["hashes"]["sha256"]
    edition = _there(get, f"targets/{digest}.edition.json")
    return Bundle(roots=roots, timestamp=timestamp, snapshot=snapshot, edition=edition, **listed)


def _announcement(found: verification.Verified, before: verification.Verified | None) -> Iterator[str]:
    yield f"\a제{found.number}판 edition {found.number} · {', '.join(found.signers)}"
    if before is None:
        return
    if found.edition_sha256 == before.edition_sha256:
        yield "   같은 내용에 다시 서명 the same edition signed anew"
        return
    was, now = _contacts(before), _contacts(found)
    for key in {**was, **now}:
        if was.get(key) != now.get(key):
            old, new = was.get(key, ("", "–")), now.get(key, ("", "–"))
            yield f"\a!! 연락처 변경 contact changed: {new[0] or old[0]}: {old[1]} → {new[1]}"
    if was == now:
        yield "   연락처 변경 없음 contacts unchanged"


def _contacts(found: verification.Verified) -> dict[str, tuple[str, str]]:
    contacts = json.loads(found.edition_bytes)["contacts"]
    return {
        one["id"]: (one["name"]["ko"], " ".join(one[part] for part in ("value", "printed") if one.get(part)) or "–")
        for one in contacts
    }


def _trouble(fault: Fault) -> str:
    kind = "피드에 닿지 않음 feed not reached" if isinstance(fault, Unreachable) else "믿을 수 없음 not trustworthy"
    return f"\a!! {kind}: {fault}"


def _get(session: requests.Session, address: str) -> bytes | None:
    try:
        with session.get(address, timeout=DEADLINE_SECONDS, stream=True, allow_redirects=False) as answer:
            if answer.status_code == 404:
                return None
            if answer.status_code != 200:
                raise Unreachable(f"{address} answered {answer.status_code}")
            data = bytearray()
            for piece in answer.iter_content(1 << 16):
                data += piece
                if len(data) > MOST_BYTES:
                    raise Unreachable(f"{address} is too long")
            return bytes(data)
    except requests.RequestException as fault:
        raise Unreachable(f"{address}: {type(fault).__name__}") from fault


def _there(get: Callable[[str], bytes | None], name: str) -> bytes:
    data = get(name)
    if data is None:
        raise Unreachable(f"the feed has no {name}")
    return data


def _meta(data: bytes) -> dict[str, Any]:
    return dict(json.loads(data)["signed"]["meta"])
