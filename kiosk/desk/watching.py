"""What stands outside the server and watches the feed: fetched as a kiosk would, believed only as far as two people signed.

Rules: the anchor is the root file one was given, never the feed's own word; nothing may go backwards between two looks;
every answer has a size limit and a deadline. No database, no secret of the desk's.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from kiosk.faults import Fault
from kiosk.feed import trust
from kiosk.feed.bundle import Bundle
from kiosk.feed.repository import Repository
from kiosk.feed.succession import supersedes

MOST_BYTES = 8 << 20
MOST_ROOTS = 512
DEADLINE_SECONDS = (5, 15)


class Unreachable(Fault):
    """The feed did not answer as a feed does. The message says what, one line."""


@dataclass
class Watcher:
    """Looks at a feed again and again. `source` is a folder or an address (above `metadata/`)."""

    source: str
    mode: str
    anchor: bytes | None
    seen: trust.Verified | None = None

    def look(self) -> list[str]:
        """What to announce: nothing while nothing is new. Raises Untrusted, Unreachable, Fault."""
        bundle = self._bundle()
        if bundle is None:
            return []
        self.anchor = self.anchor or bundle.roots[0]
        found, before = trust.verify(bundle, self.anchor, self.mode), self.seen
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
    """A feed's bundle; `get` answers a file by its path, or None where there is none. None before the first edition."""
    roots: list[bytes] = []
    while len(roots) < MOST_ROOTS and (root := get(f"metadata/{len(roots) + 1}.root.json")):
        roots.append(root)
    try:
        timestamp = _there(get, "metadata/timestamp.json")
        snapshot = _there(get, f"metadata/{_meta(timestamp)['snapshot.json']['version']}.snapshot.json")
        stated = _meta(snapshot)
        if "editions.json" not in stated:
            return None
        targets, editions = (
            _there(get, f"metadata/{stated[f'{role}.json']['version']}.{role}.json") for role in ("targets", "editions")
        )
        digest = json.loads(editions)["signed"]["targets"]["edition.json"]["hashes"]["sha256"]
    except (ValueError, KeyError, TypeError) as fault:
        raise Unreachable(f"not a feed: {type(fault).__name__} {fault}") from fault
    edition = _there(get, f"targets/{digest}.edition.json")
    return Bundle(tuple(roots), timestamp, snapshot, targets, editions, edition)


def _announcement(found: trust.Verified, before: trust.Verified | None) -> Iterator[str]:
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


def _contacts(found: trust.Verified) -> dict[str, tuple[str, str]]:
    contacts = json.loads(found.edition_bytes)["contacts"]
    return {
        one["id"]: (one["name"]["ko"], " ".join(one[part] for part in ("value", "printed") if one.get(part)) or "–")
        for one in contacts
    }


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
