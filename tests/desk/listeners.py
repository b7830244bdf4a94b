"""Who hears a desk, on loopback: a mail server, a push service and a webhook that keep what they were given."""

import base64
import json
import os
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Listeners:
    """All three; `mails` is (to, text), `pushes` what a device would show, `hooks` what was posted."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str]] = []
        self.pushes: list[dict[str, str]] = []
        self.hooks: list[dict[str, Any]] = []
        self.vapid: list[str] = []
        self.web = self.smtp = ""
        self.answer = 201
        self.device, self.auth = generate_private_key(SECP256R1()), os.urandom(16)

    def subscription(self) -> dict[str, str]:
        """What a browser would give the desk."""
        point = self.device.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.web}/push/1", "p256dh": _text(point), "auth": _text(self.auth)}

    def heard(self, words: str) -> dict[str, bool]:
        """By which ways words were heard that this regular expression finds."""
        said = re.compile(words).search
        return {
            "mail": any(said(text) for _, text in self.mails),
            "push": any(said(one["body"]) for one in self.pushes),
            "webhook": any(said(one["ko"] + one["en"]) for hook in self.hooks for one in hook["alarms"]),
        }

    def to(self, words: str) -> set[str]:
        """Who had a mail with those words."""
        return {who for who, text in self.mails if words in text}


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def listeners() -> Iterator[Listeners]:
    """Servers for as long as they are needed."""
    found = Listeners()
    web = ThreadingHTTPServer(("127.0.0.1", 0), _web(found))
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _mail(found))
    mail.daemon_threads = True
    found.web, found.smtp = f"http://127.0.0.1:{web.server_port}", f"127.0.0.1:{mail.server_address[1]}"
    threads = [threading.Thread(target=one.serve_forever, daemon=True) for one in (web, mail)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        for one in (web, mail):
            one.shutdown()
            one.server_close()


def _web(found: Listeners) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.startswith("/push/"):
                found.vapid.append(self.headers["Authorization"])
                text = http_ece.decrypt(body, private_key=found.device, auth_secret=found.auth, version="aes128gcm")
                if found.answer < 300:
                    found.pushes.append(json.loads(text))
            else:
                found.hooks.append(json.loads(body))
            self.send_response(found.answer)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    return Handler


def _mail(found: Listeners) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        """As much of SMTP as a client needs to be rid of one message."""

        def handle(self) -> None:
            self._say(220)
            to = ""
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"RCPT":
                    to = line.decode().partition("<")[2].partition(">")[0]
                if word == b"DATA":
                    self._say(354)
                    lines = iter(self.rfile.readline, b".\r\n")
                    message = message_from_bytes(b"".join(lines), policy=default)
                    found.mails.append((to, str(message.get_content())))
                self._say(221 if word == b"QUIT" else 250)
                if word == b"QUIT":
                    return

        def _say(self, code: int) -> None:
            self.wfile.write(f"{code} ok\r\n".encode())

    return Handler
