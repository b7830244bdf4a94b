"""`kiosk doctor --network`: each step of the way is tried and said, and the first that fails names whom to tell."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from kiosk.gate import way
from kiosk.gate.commands import doctor
from kiosk.gate.settings import load


@contextmanager
def _server(status: int, body: bytes) -> Iterator[str]:
    """A web server on loopback that answers everything alike; its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def _said(folder: Path, feed: str, desk: str = "") -> list[tuple[bool, str, str]]:
    """What the doctor says of the network: (wrong, said, mend) of each step."""
    settings = folder / "kiosk.toml"
    settings.write_text(f'[feed]\nurl = "{feed}"\n[desk]\nreport_url = "{desk}"\n', encoding="utf-8")
    return [(one.wrong, one.said, one.mend) for one in way.findings(None, load(settings))]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_a_good_way_is_said_step_by_step(tmp_path: Path) -> None:
    """Name, port and answer of the feed, and of the desk where one is set."""
    with _server(200, b'{"signed": {"_type": "timestamp"}}') as feed, _server(405, b"") as desk:
        said = _said(tmp_path, feed, desk)
    assert [wrong for wrong, _, _ in said] == [False] * 6
    assert said[2][1] == f"feed: {feed}metadata/timestamp.json answered with a timestamp"
    assert said[5][1] == f"desk: {desk} answered 405"


@pytest.mark.parametrize(
    ("status", "body", "mend"),
    [
        (200, b"<html>Log in", "log-in page"),
        (302, b"", "log-in page"),
        (404, b"", "feed's address"),
        (500, b"", "duty room"),
    ],
)
def test_an_answer_that_is_no_feeds_names_who_mends_it(tmp_path: Path, status: int, body: bytes, mend: str) -> None:
    """A portal is the airport's; a server that lacks the file is the duty room's."""
    with _server(status, body) as feed:
        wrong = [one for one in _said(tmp_path, feed) if one[0]]
    assert len(wrong) == 1
    assert str(status) in wrong[0][1]
    assert mend in wrong[0][2]


def test_a_name_nobody_knows_ends_the_way(tmp_path: Path) -> None:
    """The resolver's no is the last step, and says whom to tell."""
    said = _said(tmp_path, "https://feed.invalid/")
    assert [(wrong, mend.split(":")[0]) for wrong, _, mend in said] == [(True, "Tell the airport's IT"), (False, "")]
    assert "feed.invalid cannot be resolved" in said[0][1]


def test_a_shut_port_ends_the_way(tmp_path: Path) -> None:
    """The port is named as the airport's IT needs it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        said = _said(tmp_path, f"http://127.0.0.1:{port}/")
    assert [wrong for wrong, _, _ in said] == [False, True, False]
    assert f"TCP port {port} of 127.0.0.1 must be open from here" in said[1][2]


def test_no_tls_on_the_other_side_is_told(tmp_path: Path) -> None:
    """A plain server behind an https address fails at the certificate's step."""
    with _server(200, b"") as feed:
        wrong = [one for one in _said(tmp_path, feed.replace("http:", "https:")) if one[0]]
    assert len(wrong) == 1
    assert "no TLS with 127.0.0.1" in wrong[0][1]


def test_without_an_address_that_is_said(tmp_path: Path) -> None:
    """A kiosk that was never enrolled has no way to go."""
    assert _said(tmp_path, "")[0][1] == "feed: no address is known"


def test_the_doctor_adds_the_way_when_asked(tmp_path: Path) -> None:
    """`--network` adds its steps to what is said of the machine; without it nothing of the network is asked."""
    told = json.loads(CliRunner().invoke(doctor, ["--network", "--json"], standalone_mode=False).stdout)
    assert next(one["said"] for one in told if one["subject"] == "network") == "feed: no address is known"
    told = json.loads(CliRunner().invoke(doctor, ["--json", "--state", str(tmp_path)], standalone_mode=False).stdout)
    assert "network" not in {one["subject"] for one in told}


def test_a_way_that_hangs_is_ended_and_said() -> None:
    """Whatever the network does, the doctor comes to an end."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        said = list(way._gone("feed", f"http://127.0.0.1:{one.getsockname()[1]}/", 1.5))
    assert said[-1].wrong
    assert "not gone to its end" in said[-1].said
