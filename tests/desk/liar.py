"""A desk in an attacker's hands, and how what it says is changed: for tests of the signing page."""

import hashlib
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from securesystemslib.formats import encode_canonical

from kiosk.demo.desk import DemoDesk
from kiosk.demo.feed import DemoFeed
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import proposal, roster
from kiosk.feed.trust import officers
from tests.desk.chromium import Chromium, Person
from tests.feed.workshop import Passkey
from tests.ports import free_ports

STATE = "document.getElementById('state').textContent"
Json = dict[str, Any]


class Liar:
    """A desk in an attacker's hands: answers the signing page with `said` (`status`), and its feed with `feed`."""

    def __init__(self, folder: Path) -> None:
        self.said: Json = {}
        self.status = 200
        self.feed: Json = {}
        self.port = free_ports(3)
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                feed = self.path.startswith("/metadata/")
                data = json.dumps(liar.feed[self.path.rpartition(".json")[0]] if feed else liar.said).encode()
                self.send_response(200 if feed else liar.status)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        desk = DemoDesk(folder, self.port)
        self.page = desk.signing_address
        lying = [ThreadingHTTPServer(("127.0.0.1", port), Handler) for port in (self.port, self.port + 1)]
        for server in lying:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self._servers = [*lying, desk.serve_signing_page()]
        self.honest_edition, self.honest_roster = self._documents(folder)

    def _documents(self, folder: Path) -> tuple[Json, Json]:
        feed, now = DemoFeed(folder / "feed", folder / "keys"), datetime.now(UTC)
        feed.prepare()
        found = json.loads(feed.document((feed.number() or 0) + 1, now))
        waits = proposal.propose(feed.repository, canonical_json(found), now)
        edition = {"scope": "demo/editions", "signed": waits.editions.signed_bytes.decode(), "signers": [], "keys": []}
        choi = Passkey("choi")
        choi.key.keyval["origin"] = self.page
        choi.key.keyid = officers.keyid(choi.key)
        targets = roster.propose(feed.repository, [choi.key], [], now).targets
        told = {"scope": "demo/targets", "signed": targets.signed_bytes.decode(), "signers": [], "keys": []}
        return {**edition, "edition": waits.edition.decode()}, {"targets": told, "editions": None}

    def publish(self, role: str, signed: Json) -> None:
        """Let the feed say that this is in force, with no signature at all."""
        meta = {"snapshot.json": {"version": 1}, f"{role}.json": {"version": 1}}
        self.feed = {f"/metadata/{name}": {"signed": {"meta": meta}} for name in ("timestamp", "1.snapshot")}
        self.feed[f"/metadata/1.{role}"] = {"signed": signed}

    def close(self) -> None:
        """Ends its servers."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


def copied(found: Json) -> Json:
    """What is changed without changing what it was made from."""
    return dict(json.loads(json.dumps(found)))


def sign_over(found: Json, change: Callable[[Json], object]) -> None:
    """Change the document to be signed, in canonical form again."""
    # control characters stand raw in TUF's canonical form
    document = json.loads(found["signed"], strict=False)
    change(document)
    found["signed"] = encode_canonical(document)


def write_over(found: Json, change: Callable[[Json], object]) -> None:
    """Change the edition, and let the document to be signed fit it."""
    edition = json.loads(found["edition"])
    change(edition)
    data = canonical_json(edition)
    found["edition"] = data.decode()
    target = {"hashes": {"sha256": hashlib.sha256(data).hexdigest()}, "length": len(data)}
    sign_over(found, lambda document: document["targets"].update({"edition.json": target}))


def look_at(browser: Chromium, address: str) -> tuple[Person, str]:
    """Somebody before the signing page, and what it says once it has looked."""
    person = browser.person()
    person.go(address)
    return person, str(person.until(f"/refused|opened|yet|–/.test({STATE}) && {STATE}"))
