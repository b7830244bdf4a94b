"""A whole desk for tests: feed, signing page and the desk's own process, on three neighbouring ports of loopback."""

import atexit
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import requests

from kiosk import clock
from kiosk.demo.desk import DemoDesk
from kiosk.demo.feed import DemoFeed
from kiosk.demo.serve import serve
from kiosk.domain.advisory import KOREA
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import keys, proposal
from kiosk.feed.trust import verification
from tests.desk.waiting import answers, until
from tests.ports import free_ports

PROVED_SECONDS = 200.0
"""After so long a visitor gives the second factor again: the desk takes none older than five minutes."""


class DatabaseRefused(Exception):  # noqa: N818  (it refuses; nothing failed)
    """A trigger or a constraint said no."""


class House:
    """Everything in `root`."""

    def __init__(
        self,
        root: Path,
        database: str = "",
        first: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        *,
        paints: bool = True,
        workers: int = 1,
    ) -> None:
        """`first` makes the first edition of the bundled one. Without `paints` every picture is done at once and empty. `workers`
        is the number of the desk's processes."""
        self.root, self.port, self.database = root, free_ports(4), database
        shutil.copytree(_begun(), root, dirs_exist_ok=True)
        self.feed = DemoFeed(root / "feed", root / "keys")
        self.feed.repository.note_keys_folder(self.feed.keys_folder)
        self.feed.prepare()
        if first:
            self.put_in_force(first(self.edition()))
        self.desk = DemoDesk(root, self.port)
        self.password = self.desk.password()
        self.address, self.signing = self.desk.address, self.desk.signing_address
        self.servers = [serve(self.feed.folder, self.port + 1), self.desk.serve_signing_page()]
        self.environment = {**os.environ, **self.desk.environment, "DATABASE_URL": database}
        if not paints:
            self.environment["PATH"] = f"{_idle_painter(root)}:{os.environ['PATH']}"
        self.log = (root / "desk.log").open("wb")
        words = ["desk", "serve", "--bind", f"127.0.0.1:{self.port}", "--workers", str(workers)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *words], env=self.environment, stdout=self.log, stderr=self.log
        )
        self._wait()

    def _wait(self) -> None:
        def answer() -> bool:
            assert self.process.poll() is None, self._said()
            return answers(self.address)

        until(answer, self._said)

    def _said(self) -> str:
        return (self.root / "desk.log").read_text(encoding="utf-8")

    def close(self) -> None:
        """Ends everything, without the three seconds that connections kept alive are given."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.log.close()
        self.feed.stop()
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def put_in_force(self, document: dict[str, Any]) -> None:
        """Publish an edition by the two officers' key files, as the next number."""
        now, ring = clock.wall(), self.feed.ring
        frozen = canonical_json({**document, "number": document["number"] + 1})
        proposal.propose(self.feed.repository, frozen, now)
        for path in self.feed.officer_keys():
            proposal.sign(self.feed.repository, keys.read(path), ring.passphrase)
        proposal.publish(self.feed.repository, ring, now)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """SQL by hand, past the desk; `?` stands for a value. Raises DatabaseRefused where the database says no."""
        try:
            if self.database:
                with psycopg.connect(self.database) as server:
                    cursor = server.execute(statement.replace("?", "%s"), values or None)  # type: ignore[call-overload]
                    return list(cursor.fetchall()) if cursor.description else []
            with closing(sqlite3.connect(self.root / "desk" / "desk.sqlite3", timeout=20)) as file, file:
                return file.execute(statement, values).fetchall()
        except (sqlite3.IntegrityError, psycopg.errors.IntegrityError) as fault:
            raise DatabaseRefused(str(fault)) from fault

    def forget_codes(self) -> None:
        """Lets a one-time code be used again: two tests in one half minute sign the same person in."""
        self.sql("DELETE FROM desk_cache WHERE cache_key LIKE '%totp%'")

    def verified(self) -> verification.Verified:
        """What a kiosk makes of the feed now."""
        bundle = self.feed.repository.bundle()
        assert bundle is not None
        return verification.verify(bundle, self.feed.repository.roots()[0], "demo")

    def edition(self) -> dict[str, Any]:
        """The edition in force."""
        return dict(json.loads(self.verified().edition_bytes))

    def visitor(self) -> "Visitor":
        """Somebody who is not signed in."""
        return Visitor(self)

    def officer(self, letter: str) -> "Visitor":
        """demo-officer-a, -b, demo-supervisor-c ("c"), or demo-auditor ("auditor"), signed in."""
        visitor = Visitor(self)
        names = {"auditor": "demo-auditor", "c": "demo-supervisor-c"}
        visitor.sign_in(names.get(letter, f"demo-officer-{letter}"))
        return visitor


@cache
def _begun() -> Path:
    """Return a folder with feed, keys, database and people as the demo makes them, to be copied: that takes five seconds."""
    root = Path(tempfile.mkdtemp(prefix="kiosk-house-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    DemoFeed(root / "feed", root / "keys").prepare()
    desk = DemoDesk(root, free_ports(4))
    desk.password()
    words = [sys.executable, "-m", "kiosk", "desk", "demo"]
    subprocess.run(words, env={**os.environ, **desk.environment}, check=True, timeout=120, stdout=subprocess.DEVNULL)
    return root


def _idle_painter(root: Path) -> Path:
    """Return a folder whose `nice`, by which the desk starts its painter, paints nothing: that takes more than a test asks."""
    folder = root / "idle"
    folder.mkdir()
    (folder / "nice").write_text("#!/bin/sh\n", encoding="ascii")
    (folder / "nice").chmod(0o755)
    return folder


class Visitor:
    """Requests made by hand, with cookies and CSRF token in order."""

    def __init__(self, house: House) -> None:
        self.house, self.session = house, requests.Session()
        self.session.headers["Connection"] = "close"  # the desk hangs up on one kept alive, and no POST is sent twice
        self.name, self.proved = "", 0.0

    def get(self, path: str, status: int = 200) -> requests.Response:
        """A page."""
        response = self.session.get(f"{self.house.address}{path}", timeout=30, allow_redirects=True)
        assert response.status_code == status, f"{path}: {response.status_code}\n{response.text[:2000]}"
        return response

    def post(self, path: str, token: bool = True, **fields: Any) -> requests.Response:
        """A form, whatever the page offers. Whoever signed in long ago gives the second factor again first."""
        if self.name and time.monotonic() - self.proved > PROVED_SECONDS:
            self._prove()
        return self._send(path, token, **fields)

    def _send(self, path: str, token: bool = True, **fields: Any) -> requests.Response:
        fields["csrfmiddlewaretoken"] = self.session.cookies.get("csrftoken", "") if token else ""
        headers = {"Origin": self.house.address, "Referer": f"{self.house.address}/"}
        return self.session.post(f"{self.house.address}{path}", data=fields, headers=headers, timeout=30)

    def sign_in(self, name: str) -> None:
        """Password, then the one-time code that the demo shows."""
        self.get("/account/login/")
        answer = self.post("/account/login/", login=name, password=self.house.password)
        assert "/account/2fa/authenticate/" in answer.url, answer.text
        self.house.forget_codes()
        answer = self.post("/account/2fa/authenticate/", code=code_in(answer.text, name))
        assert answer.status_code == 200 and "/account/" not in answer.url, answer.text
        self.name, self.proved = name, time.monotonic()

    def _prove(self) -> None:
        """Give the second factor again, where the desk still knows this visitor."""
        self.proved = time.monotonic()
        page = self.get("/account/2fa/reauthenticate/")
        if "/account/2fa/reauthenticate/" in page.url:
            self.house.forget_codes()
            answer = self._send("/account/2fa/reauthenticate/", code=code_in(page.text, self.name))
            assert answer.url == f"{self.house.address}/", answer.text

    def state(self, path: str) -> str:
        """Where the version at that path stands: draft, submitted, ..."""
        found = re.search(r'class="state (\w+)"', self.get(path).text)
        assert found
        return found[1]

    def approve(self, path: str) -> requests.Response:
        """Approve the version at that path, with every tick that its page asks for, however many pictures are painted."""
        return self.post(f"{path}approve/", seen="on", unpainted="on", lower=self.lower(path))

    def lower(self, path: str) -> list[str]:
        """The places that the page of a version asks its approver to tick by name."""
        return re.findall(r'name="lower" value="([\w-]+)"', self.get(path).text)

    def write(self, **changed: Any) -> str:
        """Transcribe an announcement; the path of the version."""
        answer = self.post("/write/announcement/", **announcement(self.house.edition(), **changed))
        found = re.search(r"(/versions/\d+/)$", answer.url)
        assert found, answer.text
        return found[1]


def announcement(live: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The form's fields for raising one province to level 4."""
    reason = next(one["reason"]["ko"] for one in live["advisories"] if "reason" in one)
    return {
        "zones": "KH-12",
        "level": "LEVEL_4 여행금지",
        "announced": ANNOUNCED,
        "effective": ANNOUNCED,
        "legal_end": half_year_end(datetime.now(KOREA).date()),
        "reason": reason,
        "publisher": "외교부",
        "url": "https://www.0404.go.kr/",
        "verbatim": "시험용 발표문",
        **changed,
    }


def korean(**from_now: float) -> str:
    """A moment so far from now, as a form takes it: Korean time to the minute."""
    return f"{datetime.now(KOREA) + timedelta(**from_now):%Y-%m-%dT%H:%M}"


ANNOUNCED = korean(days=-3)
"""When an announcement was made and took effect, where a test says nothing else: one moment for the whole run."""


def half_year_end(after: date) -> str:
    """The first day after that one to which bans are decided, as a form takes it."""
    ends = (date(after.year + years, month, 31) for years in (0, 1) for month in (1, 7))
    return f"{next(end for end in ends if end > after)}"


def code_in(page: str, name: str) -> str:
    """The demo's one-time code on the page."""
    found = re.search(rf"{name} <code>(\d{{6}})</code>", page)
    assert found, page
    return found[1]
