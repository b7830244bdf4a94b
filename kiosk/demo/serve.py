"""A small web server for the demo's feed, on loopback only: ETags, 304, 404, and nothing whose name begins with a dot."""

import hashlib
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kiosk.faults import Fault

SERVED = ("metadata", "targets", "open")


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
        if len(steps) != 2 or steps[0] not in SERVED or steps[1].startswith(".") or not wanted.is_file():
            self._answer(HTTPStatus.NOT_FOUND, b"", "")
            return
        data = wanted.read_bytes()
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self._answer(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK, b"" if known else data, tag)

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, status: HTTPStatus, data: bytes, tag: str) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")  # public; the signing page looks for its number here
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        if tag:
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Content-Type", "application/json")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a poll every few seconds is no news."""


def serve(folder: Path, port: int) -> ThreadingHTTPServer:
    """Serves `folder` on 127.0.0.1:`port` from a thread; raises Fault if the port is taken."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, folder=folder))
    except OSError as error:
        raise Fault(f"port {port} on 127.0.0.1: {error.strerror}; choose another with --port") from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="feed", daemon=True).start()
    return server
