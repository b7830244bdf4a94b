"""Whatever the feed does, each visit ends in an outcome, and the last good edition stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tuf.api.exceptions import DownloadError

from kiosk.sync import fetcher
from kiosk.sync.client import Visitor
from kiosk.sync.fetcher import session
from kiosk.sync.outcome import Outcome, Refused, Unchanged, Unreachable, Updated
from tests.sync.bench import Kiosk
from tests.sync.processes import until
from tests.sync.simulator import Fault, Reply, Simulator, bomb, on_loopback, only, saying, status

HTML = b"<!DOCTYPE html><html><body>Please log in to Airport Free WiFi</body></html>"

FAULTS: dict[str, tuple[Fault, type[Outcome]]] = {
    "captive portal": (only("", saying(HTML, **{"Content-Type": "text/html"})), Refused),
    "captive portal by redirect": (only("", status(302, Location="http://login.test/")), Unreachable),
    "moved for good": (only("timestamp", status(301, Location="/metadata/other.json")), Unreachable),
    "empty object": (only("", saying(b"{}")), Refused),
    "null": (only("timestamp", saying(b"null")), Refused),
    "list": (only("snapshot", saying(b"[]")), Refused),
    "number": (only("editions.json", saying(b"12")), Refused),
    "empty": (only("", saying(b"")), Unreachable),
    "binary": (only("timestamp", saying(bytes(range(256)))), Refused),
    "deep": (only("timestamp", saying(b"[" * 8000)), Refused),
    "deep snapshot": (only("snapshot", saying(b'{"a":' * 9000)), Refused),
    "endless": (only("timestamp", saying(b" " * 3_000_000)), Refused),
    "endless edition": (only("edition.json", saying(b" " * 3_000_000)), Refused),
    "bomb": (only("timestamp", bomb(64)), Refused),
    "bomb for the edition": (only(".edition.json", bomb(64)), Refused),
    "not gzip": (only("timestamp", lambda r: Reply(200, r.body, {"Content-Encoding": "gzip"})), Unreachable),
    "304 for a snapshot": (only("snapshot", lambda _: Reply(304)), Unreachable),
    "server error": (only("", status(500)), Unreachable),
    "gone": (only("", status(404)), Unreachable),
    "no snapshot": (only("snapshot", status(404)), Unreachable),
    "no edition": (only(".edition.json", status(403)), Unreachable),
    "root chain unknown": (only("root.json", status(500)), Unreachable),
    "root chain a portal": (only("root.json", saying(HTML)), Refused),
    "204": (only("timestamp", status(204)), Unreachable),
    "206": (only("timestamp", lambda r: Reply(206, r.body[:100])), Unreachable),
    "claims too long": (only("timestamp", lambda r: Reply(200, r.body, length=len(r.body) + 9, cut=10**6)), Unreachable),
    "claims too short": (only("snapshot", lambda r: Reply(200, r.body, length=40, cut=10**6)), Refused),
    "claims a negative length": (only("timestamp", lambda r: Reply(200, r.body, {"Content-Length": "-5"}, length=-1)), Updated),
    "cut": (only(".edition.json", lambda r: Reply(200, r.body, cut=5000)), Unreachable),
    "cut in the head": (only("timestamp", lambda r: Reply(200, r.body, cut=20)), Unreachable),
    "cut before a byte": (only("timestamp", lambda r: Reply(200, r.body, cut=0)), Unreachable),
    "stall in the head": (only("timestamp", lambda r: Reply(200, r.body, stall=30)), Unreachable),
    "stall in the body": (only(".edition.json", lambda r: Reply(200, r.body, stall=9000)), Unreachable),
    "one byte more": (only("editions.json", lambda r: Reply(200, r.body + b" ")), Refused),
    "one byte less": (only("snapshot", lambda r: Reply(200, r.body[:-1])), Refused),
    "one byte changed": (only(".edition.json", lambda r: Reply(200, b"[" + r.body[1:])), Refused),
    "another role": (only("snapshot", lambda _: Reply(200, b'{"signed":{"_type":"root"},"signatures":[]}')), Refused),
}  # fmt: skip
"""What a feed, or a network in its place, may do; and what the visit makes of it."""


@contextmanager
def on_wire(kiosk: Kiosk) -> Iterator[Kiosk]:
    """The same kiosk, its courier speaking to the simulator through a socket."""
    with on_loopback(kiosk.simulator) as url, session(url) as spoken:
        kiosk.visitor = Visitor(kiosk.store, url, spoken, kiosk.keeper)
        yield kiosk


def _endures(kiosk: Kiosk, fault: Fault, expected: type[Outcome], **impatience: Any) -> None:
    """`impatience`: what its fetcher is meanwhile, so that what never comes need not be waited for."""
    kiosk.simulator.fault = fault
    patient = {name: getattr(kiosk.visitor.fetcher, name) for name in impatience}
    vars(kiosk.visitor.fetcher).update(impatience)
    outcome = kiosk.visit(full=True)
    vars(kiosk.visitor.fetcher).update(patient)
    assert type(outcome) is expected, outcome
    shown = kiosk.shown()
    assert (shown.edition.number, shown.source, shown.faults) == (2 if expected is Updated else 1, "bundle", ())
    assert "\n" not in outcome.why
    kiosk.simulator.fault = None
    assert type(kiosk.visit()) is (Unchanged if expected is Updated else Updated)


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_an_outcome(behind: Kiosk, name: str) -> None:
    """A misbehaving feed changes nothing on the screen, is told in one line, and is forgotten when it behaves again."""
    _endures(behind, *FAULTS[name])


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_through_a_socket(behind: Kiosk, name: str) -> None:
    """The same through a real server."""
    with on_wire(behind):
        _endures(behind, *FAULTS[name], **({"timeout": (0.3, 0.3)} if name.startswith("stall") else {}))


def test_nothing_new_to_a_kiosk_that_asked_for_all(kiosk: Kiosk) -> None:
    """A 304 for a question without an ETag is no answer."""
    kiosk.restart()
    kiosk.simulator.fault = only("timestamp", lambda _: Reply(304))
    assert isinstance(kiosk.visit(), Unreachable)


@pytest.mark.parametrize("body", [b"{}", HTML, b"[]", b'{"signed": {}, "signatures": []}'])
def test_nonsense_in_the_place_of_targets(kiosk: Kiosk, body: bytes) -> None:
    """Where the supervisors' file has changed, nonsense in its place is refused like anywhere else."""
    kiosk.feed.admit("choi")
    kiosk.simulator.fault = only("targets.json", saying(body))
    assert isinstance(kiosk.visit(), Refused)
    assert kiosk.shown().edition.number == 1


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "editions.json", ".edition.json", "root"])
def test_a_drip_ends_at_the_deadline(behind: Kiosk, part: str) -> None:
    """A body that comes byte by byte ends at the file's deadline, although no single wait is long."""
    with on_wire(behind):
        drip = only(part, lambda r: Reply(200, r.body or b"x" * 100, drip=True))
        _endures(behind, drip, Unreachable, file_seconds=0.2)


def test_a_visit_ends_at_its_own_deadline(behind: Kiosk) -> None:
    """All files together have a deadline, too."""
    outcome = behind.visitor.visit(until=0.0)
    assert isinstance(outcome, Unreachable)
    assert behind.shown().edition.number == 1


def test_a_bomb_is_never_held_in_memory(kiosk: Kiosk) -> None:
    """A gzip bomb of 256 MB costs a few MB of memory."""
    kiosk.simulator.fault = only("timestamp", bomb(256))
    reading = kiosk.visit
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert isinstance(reading(), Refused)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024


def test_nobody_listens(kiosk: Kiosk) -> None:
    """A feed that is down is unreachable, in words that name the host."""
    with on_loopback(Simulator(kiosk.feed.folder)) as url:
        pass
    with session(url) as spoken:
        outcome = Visitor(kiosk.store, url, spoken, kiosk.keeper).visit()
    assert isinstance(outcome, Unreachable)
    assert "nothing listens there" in outcome.why
    assert url.removeprefix("http://") in outcome.why


def _cut(at: int, reply: Reply) -> Reply:
    return replace(reply, cut=at)


def _cut_any(at: int, _: str, reply: Reply) -> Reply:
    return replace(reply, cut=at)


def _sweep(kiosk: Kiosk, part: str, step: int) -> int:
    lengths: list[int] = []

    def measure(reply: Reply) -> Reply:
        lengths.append(len(reply.raw()))
        return Reply(200, reply.body, reply.headers, cut=0)

    kiosk.simulator.fault = only(part, measure)
    kiosk.visit()
    before = (kiosk.state / "bundle").read_bytes()
    for at in range(0, lengths[0], step):
        kiosk.simulator.fault = only(part, partial(_cut, at))
        assert isinstance(kiosk.visit(), Unreachable), at
        assert (kiosk.state / "bundle").read_bytes() == before
    kiosk.simulator.fault = None
    assert isinstance(kiosk.visit(), Updated)
    return lengths[0]


PARTS = [("timestamp", 13), ("snapshot", 29), ("editions.json", 37), (".edition.json", 4999)]


@pytest.mark.parametrize(("part", "step"), PARTS)
def test_the_connection_drops_at_some_bytes(behind: Kiosk, part: str, step: int) -> None:
    """Wherever the connection drops, the visit is unreachable and the bundle untouched (a cut of the sweep below)."""
    assert _sweep(behind, part, step) > 300


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", [part for part, _ in PARTS])
def test_the_connection_drops_at_every_byte(behind: Kiosk, part: str) -> None:
    """The same at every single byte of every file; of the edition, at every 97th through the whole visit."""
    assert _sweep(behind, part, 97 if part == ".edition.json" else 1) > 300


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_edition_drops_at_every_byte(behind: Kiosk) -> None:
    """At every single byte of the edition a dropped connection is a failed download, never a short file."""
    path = max(path for path in behind.simulator.files() if path.endswith(".edition.json"))
    url, length = f"{behind.url}{path}", len(behind.simulator.reply(path, None).raw())
    behind.simulator.asked.clear()
    for at in range(length):
        behind.simulator.fault = partial(_cut_any, at)
        with pytest.raises(DownloadError):
            behind.visitor.fetcher.download_bytes(url, length)
    behind.simulator.fault = None
    assert len(behind.visitor.fetcher.download_bytes(url, length)) < length


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_open_files_stay_constant(kiosk: Kiosk) -> None:
    """A hundred visits of all kinds leave no file or socket open."""
    with on_wire(kiosk):
        kiosk.visit()
        before = _open_files()
        for number, (fault, _) in enumerate(FAULTS.values()):
            if "stall" not in list(FAULTS)[number]:
                kiosk.simulator.fault = fault
                kiosk.visit(full=True)
        kiosk.simulator.fault = None
        kiosk.visit()
        until(lambda: _open_files() <= before + 1)  # the server's threads close theirs after the answer


def test_cookies_are_not_kept(kiosk: Kiosk) -> None:
    """A log-in page's cookies are neither stored nor sent."""
    kiosk.simulator.fault = only("", lambda _: Reply(200, HTML, {"Set-Cookie": "a=b; Path=/"}))
    kiosk.visit()
    assert not list(kiosk.visitor.fetcher.session.cookies)


def test_the_deadlines_fit_into_the_visit() -> None:
    """No file's deadline is longer than the visit's."""
    from kiosk.sync import courier

    assert max(fetcher.TIMEOUT) < fetcher.FILE_SECONDS < courier.POLITE_SECONDS < courier.VISIT_SECONDS < 20
