"""A small web server for the demo's feed, on loopback only: ETags, 304, 404, and nothing whose name begins with a dot."""

import hashlib
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kiosk.faults import Fault
from kiosk.files import because

SERVED = ("metadata", "targets", "open")
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".geojson": "application/geo+json",
    ".xml": "application/xml",
    "": "text/plain; charset=utf-8",
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "kiosk-demo-feed"
    sys_version = ""
    timeout = 30

    def __init__(self, *args: object, folder: Path) -> None:
        self._folder = folder
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answers one file of the feed."""
        steps = self.path.partition("?")[0].lstrip("/").split("/")
        wanted = self._folder.joinpath(*steps)
        deepest = 3 if steps[0] == "open" else 2
        hidden = any(step.startswith(".") or not step for step in steps)
        if not 2 <= len(steps) <= deepest or steps[0] not in SERVED or hidden or not wanted.is_file():
            self._answer(HTTPStatus.NOT_FOUND, b"", "")
            return
        data = wanted.read_bytes()
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        kind = KINDS.get(wanted.suffix, "application/json")
        self._answer(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK, b"" if known else data, tag, kind)

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, status: HTTPStatus, data: bytes, tag: str, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")  # public; the signing page looks for its number here
        self.send_header("X-Content-Type-Options", "nosniff")
        if not kind.startswith("text/html"):  # a page brings its own
            self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        if tag:
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Content-Type", kind)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a poll every few seconds is no news."""


class Server(ThreadingHTTPServer):
    """On 127.0.0.1, from a thread of its own; raises Fault if the port is taken. Who leaves early is no fault."""

    daemon_threads = True

    def __init__(self, port: int, handler: Callable[..., BaseHTTPRequestHandler]) -> None:
        with told_of(port):
            super().__init__(("127.0.0.1", port), handler)
        threading.Thread(target=self.serve_forever, name=f"port {port}", daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Told, unless the other end went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def told_of(port: int) -> Iterator[None]:
    """A port that cannot be had becomes a Fault that says what to do."""
    try:
        yield
    except OSError as error:
        raise Fault(f"port {port} on 127.0.0.1: {because(error)}; choose another with --port") from None


def check_free(ports: Iterable[int]) -> None:
    """Raises Fault if one of them is taken."""
    for port in ports:
        with told_of(port), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


def serve(folder: Path, port: int) -> Server:
    """Serves the feed in `folder`; raises Fault if the port is taken."""
    return Server(port, partial(_Handler, folder=folder))
