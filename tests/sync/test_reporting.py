"""The report to the desk: signed, numbered, prompt, and never in the way of a visit."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faults import Refusal
from kiosk.gate.enrollment import device_key
from kiosk.gate.signed_report import MOST, Opened, Why, opened, signed
from kiosk.gate.store import Store
from kiosk.gate.use import Totals
from kiosk.sync.cadence import next_wait
from kiosk.sync.own_state import Stand, own_state
from kiosk.sync.reporting import EVERY_SECONDS, LONGEST, Posting, Reporter
from tests.ports import free_ports
from tests.sync.bench import Kiosk, publish
from tests.sync.processes import KIOSK, running, until

KEY = Ed25519PrivateKey.generate()
HANGS_SECONDS = 60.0
HONEST = {"sequence": 7, "at": "2026-11-30T09:00:00Z", "gate": "231"}


@dataclass
class Desk:
    """A desk on loopback: what it was sent, and how it answers (`patience`: seconds it holds each report first)."""

    url: str = ""
    sent: list[bytes] = field(default_factory=list)
    answer: tuple[int, bytes] = (200, b"{}")
    closed: threading.Event = field(default_factory=threading.Event)
    patience: float = 0.0

    @property
    def opened(self) -> list[Opened]:
        """The reports so far."""
        return [opened(one) for one in list(self.sent)]


@contextmanager
def desk_on_loopback(**how: object) -> Iterator[Desk]:
    """A desk that takes reports."""
    desk = Desk()
    for name, value in how.items():
        setattr(desk, name, value)

    class Ear(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            desk.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            desk.closed.wait(desk.patience)
            status, body = desk.answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    desk.url = f"http://127.0.0.1:{server.server_port}/report/"
    try:
        yield desk
    finally:
        desk.closed.set()
        server.shutdown()
        server.server_close()


def _settings(folder: Path, url: str) -> str:
    file = folder / "gate.toml"
    words = f'[site]\nterminal = "T2"\ngate = "231"\n[feed]\npoll_seconds = 1\n[desk]\nreport_url = "{url}"\n'
    file.write_text(words, encoding="utf-8")
    return str(file)


def _held(kiosk: Kiosk) -> int:
    return Store(kiosk.state).load().edition.number


def test_a_running_courier_reports_and_again_when_something_changes(served: tuple[Kiosk, str], tmp_path: Path) -> None:
    """The first report comes at once, signed by the kiosk's own key; a new edition is reported long before 30 s are over."""
    kiosk, _ = served
    with (
        desk_on_loopback() as desk,
        running(*KIOSK, "sync", "--state", str(kiosk.state), "--settings", _settings(tmp_path, desk.url)),
    ):
        until(lambda: any(one.said["status"].get("edition") == 2 for one in desk.opened))
        publish(kiosk.feed, 3)
        start = time.monotonic()
        until(lambda: any(one.said["status"].get("edition") == 3 for one in desk.opened))
        assert time.monotonic() - start < 15
    told = desk.opened
    own = device_key(kiosk.state).public_key().public_bytes_raw()
    assert {one.public for one in told} == {own}
    assert (told[-1].said["terminal"], told[-1].said["gate"]) == ("T2", "231")
    numbers = [one.sequence for one in told]
    assert numbers == sorted(set(numbers))


def test_a_running_courier_tells_its_figures_on_loopback(served: tuple[Kiosk, str], tmp_path: Path) -> None:
    """Where a port is set: the edition held, as Prometheus reads it; every other path is not there."""
    kiosk, _ = served
    port = free_ports()
    settings = tmp_path / "gate.toml"
    settings.write_text(f"[metrics]\nport = {port}\n[feed]\npoll_seconds = 1\n", encoding="utf-8")
    told: list[str] = []

    def held() -> bool:
        with suppress(requests.ConnectionError):
            told.append(requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text)
        return bool(told) and 'kiosk_edition{at="held"} 2.0' in told[-1]

    with running(*KIOSK, "sync", "--state", str(kiosk.state), "--settings", str(settings)):
        until(held)
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=5).status_code == 404


def test_a_desk_that_hangs_costs_a_visit_nothing(served: tuple[Kiosk, str], tmp_path: Path) -> None:
    """While the desk holds the report without an answer, a new edition is fetched as ever."""
    kiosk, _ = served
    with (
        desk_on_loopback(patience=HANGS_SECONDS) as desk,
        running(*KIOSK, "sync", "--state", str(kiosk.state), "--settings", _settings(tmp_path, desk.url)) as process,
    ):
        until(lambda: bool(desk.sent) and _held(kiosk) == 2)
        publish(kiosk.feed, 3)
        until(lambda: (kiosk.store.read_status() or {}).get("edition") == 3, HANGS_SECONDS / 2)
        assert _held(kiosk) == 3
        process.terminate()
        assert process.wait(HANGS_SECONDS / 2) == 0


def test_the_desk_says_from_which_number_to_go_on(kiosk: Kiosk) -> None:
    """A kiosk whose clock went back learns the last number the desk saw and goes on above it."""
    with desk_on_loopback(answer=(409, json.dumps({"sequence": 5_000_000_000}).encode())) as desk:
        reporter = Reporter(Posting(kiosk.state, desk.url, Stand()))
        reporter.report()
        desk.answer = (200, b"{}")
        reporter.report()
        assert [one.sequence for one in desk.opened][1:] == [5_000_000_001]


def test_use_is_told_once_a_day_and_only_where_it_is_counted(kiosk: Kiosk) -> None:
    """The totals of a day go out until the desk took them, and never where the settings do not ask for it."""
    store = Store(kiosk.state)
    store.write_use(Totals(date(2026, 11, 29), True, 12))
    with desk_on_loopback(answer=(500, b"")) as desk:
        silent, reporter = (Reporter(Posting(kiosk.state, desk.url, Stand(), counted=one)) for one in (False, True))
        silent.report()
        reporter.report()
        desk.answer = (200, b"{}")
        reporter.report()
        reporter.report()
        store.write_use(Totals(date(2026, 11, 30), True, 15))
        reporter.report()
        told = [one.said.get("use", {}).get("visits") for one in desk.opened]
    assert told == [None, 12, 12, None, 15]


@pytest.mark.parametrize(
    "answer", [(500, b"no"), (409, b"[" * 4000), (409, b'{"sequence": 1e400}'), (302, b""), (200, b"x" * 100_000)]
)
def test_no_answer_harms_the_reporter(kiosk: Kiosk, answer: tuple[int, bytes]) -> None:
    """Whatever the desk answers, the next report is made, later after a failure."""
    with desk_on_loopback(answer=answer) as desk:
        reporter = Reporter(Posting(kiosk.state, desk.url, Stand()))
        reporter.report()
        reporter.report()
        assert len(desk.sent) == 2
    assert reporter.failures == (0 if answer[0] == 200 else 2)


@given(st.integers(0, 40), st.floats(0, 1))
def test_a_desk_that_is_away_is_asked_less_often(failures: int, chance: float) -> None:
    """Never sooner than half of the usual pause, never later than two minutes."""
    assert EVERY_SECONDS / 2 <= next_wait(failures, EVERY_SECONDS, chance, LONGEST) <= LONGEST


@given(st.binary(max_size=400) | st.just(b"[" * 5000))
def test_what_is_no_report_is_refused(data: bytes) -> None:
    """Any bytes either are a signed report or are refused; nothing else happens."""
    with pytest.raises(Refusal) as fault:
        opened(data)
    assert fault.value.code in (Why.FORM, Why.FORGED)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda one: one | {"report": one["report"].replace("231", "232")}, Why.FORGED),
        (lambda one: one | {"key": json.loads(signed(Ed25519PrivateKey.generate(), HONEST))["key"]}, Why.FORGED),
        (lambda one: one | {"key": "AAAA"}, Why.FORM),
        (lambda one: one | {"more": "x" * MOST}, Why.LONG),
    ],
)
def test_a_changed_report_is_refused(change: Callable[[dict[str, str]], dict[str, str]], why: Why) -> None:
    """Another word, another key, no key, too much: each is refused for what it is."""
    assert opened(signed(KEY, HONEST)).said == HONEST
    with pytest.raises(Refusal) as fault:
        opened(json.dumps(change(json.loads(signed(KEY, HONEST)))).encode())
    assert fault.value.code is why


@pytest.mark.parametrize(
    "said", [{"sequence": True}, {"sequence": 0}, {"sequence": 2**53}, {"at": "yesterday"}, {"sequence": "7"}]
)
def test_a_report_without_a_number_or_a_time_is_refused(said: dict[str, object]) -> None:
    """A signature alone does not make a report."""
    with pytest.raises(Refusal):
        opened(signed(KEY, {**HONEST, **said}))


def test_a_report_is_small_and_holds_no_traveller(kiosk: Kiosk) -> None:
    """However many and long the faults, it keeps to the limit; it names edition, screen, language and what is wrong."""
    store = Store(kiosk.state)
    store.write_status({"edition": 1, "outcome": "refused", "why": "w" * 9000, "faults": ["x" * 9000] * 500})
    store.write_painted(
        {"edition": 1, "screen": "map", "locale": "km", "painted_at": "2026-11-30T09:00:00Z", "faults": ["y"]}
    )
    said = own_state(store, Stand("T1", "253"), datetime(2026, 11, 30, tzinfo=UTC), 61.5)
    assert len(signed(KEY, {"sequence": 1, **said})) <= MOST
    assert said["painted"] == {"edition": 1, "screen": "map", "locale": "km", "painted_at": "2026-11-30T09:00:00Z"}
    assert said["faults"][-1] == "y"
