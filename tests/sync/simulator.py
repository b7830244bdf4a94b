"""A feed that misbehaves on demand, spoken to in-process or through real sockets.

Rules: what is served are the files of a real feed folder (made by `tests.feed.workshop`), unless an overlay or a fault
says otherwise; a fault turns the honest reply to one path into another reply; both ways of speaking show the client the
same bytes.
"""

import gzip
import hashlib
import io
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

URL = "http://feed.test"


@dataclass(frozen=True)
class Reply:
    """One answer. `cut`: the connection drops after so many bytes of the whole answer; `stall`: it falls silent then.

    `drip`: byte by byte, for ever. `length`: what Content-Length claims (default: the truth; -1: nothing).
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    stall: int | None = None
    drip: bool = False
    length: int | None = None

    def raw(self) -> bytes:
        """The answer as it goes over the wire."""
        length = len(self.body) if self.length is None else self.length
        lines = [f"HTTP/1.1 {self.status} Simulated", *(f"{name}: {value}" for name, value in self.headers.items())]
        if length >= 0 and self.status != 304:
            lines.append(f"Content-Length: {length}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


Fault = Callable[[str, Reply], Reply]
"""(path, the honest reply) -> what is said instead"""


class Simulator:
    """Serves a feed folder. `overlay` puts other bytes (None: a 404) in a path's place; `fault` spoils replies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.overlay: dict[str, bytes | None] = {}
        self.fault: Fault | None = None
        self.asked: list[str] = []
        self.sent = 0

    def reply(self, path: str, etag: str | None) -> Reply:
        """The answer to a GET."""
        self.asked.append(path)
        honest = self._honest(path, etag)
        reply = self.fault(path, honest) if self.fault else honest
        self.sent += len(reply.raw())
        return reply

    def files(self) -> dict[str, bytes]:
        """Everything that lies in the folder now, by path."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and "/." not in str(path))
        return {f"/{path.relative_to(self.folder)}": path.read_bytes() for path in found}

    def _honest(self, path: str, etag: str | None) -> Reply:
        data = self.overlay[path] if path in self.overlay else self._read(path)
        if data is None:
            return Reply(404, b"no such file")
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        headers = {
            "Server": "simulated",
            "Date": "Sun, 22 Nov 2026 03:00:00 GMT",
            "ETag": tag,
            "Connection": "keep-alive",
        }
        return Reply(304, b"", headers) if etag and etag.removeprefix("W/") == tag else Reply(200, data, headers)

    def _read(self, path: str) -> bytes | None:
        file = self.folder / path.lstrip("/")
        return file.read_bytes() if file.is_file() and "/." not in path else None


class Adapter(HTTPAdapter):
    """What `requests` sends through, without a socket."""

    def __init__(self, simulator: Simulator) -> None:
        super().__init__()
        self.simulator = simulator

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        reply = self.simulator.reply(request.path_url, request.headers.get("If-None-Match"))
        head, end, body = reply.raw().partition(b"\r\n\r\n")
        if reply.stall is not None and reply.stall < len(head + end):
            raise requests.ReadTimeout("simulated stall")
        if reply.cut is not None and reply.cut < len(head + end):
            raise requests.ConnectionError("simulated: Connection aborted")
        headers = HTTPHeaderDict()
        for line in head.decode().split("\r\n")[1:]:
            headers.add(*line.split(": ", 1))
        if reply.length is not None and reply.length >= 0:
            body = body[: reply.length]
        stream = _Stream(body, reply, len(head + end))
        response = HTTPResponse(
            body=stream, headers=headers, status=reply.status, preload_content=False, request_method="GET"
        )
        return self.build_response(request, response)


class _Stream(io.BytesIO):
    """A body that may break off or fall silent."""

    def __init__(self, body: bytes, reply: Reply, head: int) -> None:
        ends = [at - head for at in (reply.cut, reply.stall) if at is not None]
        super().__init__(body[: min(ends)] if ends else body)
        self.silent = reply.stall is not None

    def read1(self, size: int | None = -1, /) -> bytes:
        data: bytes = super().read1(size)
        if not data and self.silent:
            raise TimeoutError("simulated stall")
        return data


def in_process(simulator: Simulator, session: requests.Session) -> requests.Session:
    """The session, speaking to the simulator at `URL`."""
    session.mount(URL, Adapter(simulator))
    return session


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, simulator: Simulator) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.simulator = simulator
        self.closing = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        reply = self.server.simulator.reply(self.path, self.headers.get("If-None-Match"))
        raw = reply.raw()
        try:
            if reply.drip:
                self._drip(raw)
            else:
                ends = [at for at in (reply.cut, reply.stall) if at is not None]
                self.wfile.write(raw[: min(ends)] if ends else raw)
            if reply.stall is not None:
                self.connection.recv(1)  # until the client gives up
        except OSError:
            self.close_connection = True
        if reply.cut is not None or reply.stall is not None or reply.length is not None:
            self.close_connection = True

    def _drip(self, raw: bytes) -> None:
        for place in range(len(raw)):
            self.wfile.write(raw[place : place + 1])
            if self.server.closing.wait(0.02):
                return

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test's own words are enough."""


@contextmanager
def on_loopback(simulator: Simulator) -> Iterator[str]:
    """The simulator behind a real socket; gives its address."""
    with _Server(simulator) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def only(part: str, change: Callable[[Reply], Reply]) -> Fault:
    """A fault in the files whose path holds `part` alone."""
    return lambda path, reply: change(reply) if part in path else reply


def saying(body: bytes, **more: Any) -> Callable[[Reply], Reply]:
    """Another body, with a 200."""
    return lambda reply: replace(reply, status=200, body=body, headers=dict(more))


def status(code: int, **headers: str) -> Callable[[Reply], Reply]:
    """Another status."""
    return lambda _: Reply(code, b"<html>", headers)


def bomb(megabytes: int) -> Callable[[Reply], Reply]:
    """A gzip bomb of that many megabytes."""
    packed = gzip.compress(b" " * (megabytes << 20), 9)
    return lambda reply: replace(reply, body=packed, headers={"Content-Encoding": "gzip"})
