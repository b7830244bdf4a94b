"""The demo's desk: a child process, and the signing page on an origin of its own. Without Django the demo goes on without."""

import importlib.util
import json
import secrets
import shlex
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from kiosk.demo.ministry import Ministry
from kiosk.demo.serve import Server
from kiosk.faults import Fault
from kiosk.files import because
from kiosk.gate.supervisor import Child
from kiosk.resources import PACKAGE

REAL = "https://apis.data.go.kr/1262000"
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def installed() -> bool:
    """Whether the desk's packages are here."""
    return all(importlib.util.find_spec(name) for name in ("django", "allauth", "whitenoise", "gunicorn"))


class DemoDesk:
    """The desk on `port`, the feed on `port` + 1, the signing page on `port` + 2; all kept in `root`."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port
        self.address = f"http://localhost:{port}"
        self.signing_address = f"http://sign.localhost:{port + 2}"
        self.mood = root / "ministry"
        self.environment = {"KIOSK_DESK": "demo", "KIOSK_DESK_DIR": str(root), "KIOSK_DESK_PORT": str(port)}

    def simulate_the_ministry(self) -> Ministry:
        """Serves the foreign ministry's recorded open data, and tells the desk's table of services where. Raises Fault."""
        found = Ministry(0, self.mood)
        shipped = (PACKAGE / "desk" / "ministry" / "services.toml").read_text(encoding="utf-8")
        try:
            self.mood.write_text("recorded\n", encoding="ascii")
            table = self.root / "desk" / "ministry.toml"
            table.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            table.write_text(shipped.replace(REAL, found.address), encoding="utf-8")
        except OSError as error:
            found.close()
            raise Fault(because(error)) from None
        return found

    def child(self) -> Child:
        """The desk's own process."""
        words = ["desk", "serve", "--bind", f"127.0.0.1:{self.port}"]
        return Child("the desk", words, environment=self.environment)

    def password(self) -> str:
        """The demo officers' password, made on first use."""
        place = self.root / "desk" / "password"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            place.write_text(secrets.token_urlsafe(9) + "\n", encoding="ascii")
            place.chmod(0o600)
        return place.read_text(encoding="ascii").strip()

    def words(self) -> list[str]:
        """How to reach it and how to sign in."""
        if not installed():
            return [
                "desk     not here: it needs the packages of the extra `desk`; publish by hand with the lines below"
            ]
        program = shlex.quote(str(Path(sys.executable).parent / "kiosk"))
        said = " ".join(f"{name}={shlex.quote(value)}" for name, value in self.environment.items())
        return [
            f"desk     {self.address}   (a few seconds after the display)",
            f"signing  {self.signing_address}",
            f"sign in  demo-officer-a (officer), demo-officer-b or demo-supervisor-c (supervisors), demo-auditor;"
            f" password {self.password()}",
            "         the one-time code of the moment stands on the sign-in page, or:",
            f"         {said} {program} desk code demo-officer-a",
            f"ministry simulated; to change its mind: echo level-4-back > {shlex.quote(str(self.mood))}",
            f"         then read and compare at {self.address}/ministry/, where the drift opens as a draft",
        ]

    def serve_signing_page(self) -> Server:
        """Serves the signing page's files from a thread. Raises Fault if the port is taken."""
        told = {"desk": self.address, "feed": f"http://127.0.0.1:{self.port + 1}", "mode": "demo"}
        handler = partial(_SigningPage, folder=PACKAGE / "desk" / "signing", told=told)
        return Server(self.port + 2, handler)


class _SigningPage(BaseHTTPRequestHandler):
    """Static files and nothing else: no cookie, no session, strict headers."""

    protocol_version = "HTTP/1.1"
    server_version = "kiosk-demo-signing"
    sys_version = ""
    timeout = 30

    def __init__(self, *args: object, folder: Path, told: dict[str, str]) -> None:
        self._folder, self._told = folder, told
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answers one file, or the configuration."""
        name = self.path.partition("?")[0].lstrip("/") or "index.html"
        wanted = self._folder / name
        if name == "config.json":
            self._answer(HTTPStatus.OK, json.dumps(self._told).encode(), ".json")
        elif "/" in name or wanted.suffix not in KINDS or not wanted.is_file():
            self._answer(HTTPStatus.NOT_FOUND, b"", ".html")
        else:
            self._answer(HTTPStatus.OK, wanted.read_bytes(), wanted.suffix)

    def _answer(self, status: HTTPStatus, data: bytes, suffix: str) -> None:
        self.send_response(status)
        for name, value in self._headers().items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{KINDS[suffix]}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _headers(self) -> dict[str, str]:
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"connect-src 'self' {self._told['desk']} {self._told['feed']}; "
            "require-trusted-types-for 'script'; trusted-types 'none'; "
            "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        }

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
