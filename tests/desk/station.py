"""A real desk as a station would run it: set up by `kiosk desk setup`, served by gunicorn behind nginx with TLS.

Three host names of one machine, three ports of loopback instead of one; everything else as in `kiosk/deploy/desk`.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kiosk.feed.publish import ceremony
from kiosk.feed.publish.keys import Keyring
from kiosk.resources import PACKAGE
from tests.desk.waiting import until
from tests.ports import free_ports

HOSTS = ("desk.localhost", "sign.localhost", "feed.localhost")
SUPERVISORS = ("han", "seo")
OFFICERS = ("kim", "lee")
CHEAP = 1 << 11


class Station:
    """Everything in `root`: feed, online keys, the safes' keys, settings, data, signing folder, nginx."""

    def __init__(self, root: Path, mode: str, stack: ExitStack) -> None:
        self.root, self.mode, self._stack = root, mode, stack
        self.links: dict[str, str] = {}
        self.config = root / "desk.toml"
        self.feed = root / "feed"
        self.safes = Keyring(root / "safes", b"four words of passphrase", CHEAP)
        self.repository = ceremony.found(self.feed, self.safes, mode, datetime.now(UTC))
        for name in OFFICERS + SUPERVISORS:
            ceremony.admit(self.repository, self.safes, name, datetime.now(UTC))
        self.online = Keyring(root / "online")
        self.online.folder.mkdir()
        (root / "secret").write_bytes(b"four words of passphrase\n")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "DATABASE_URL"))}
        self.environment = {**clean, "KIOSK_DESK_CONFIG": str(self.config)}

    def lock_the_safes(self) -> None:
        """Leave only the online keys on the server."""
        for path, file in self.safes.files():
            if file.kind == "online":
                shutil.copy(path, self.online.folder)

    def kiosk(self, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        command = [sys.executable, "-m", "kiosk", *words]
        environment = {**self.environment, **more}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    def set_up(self, **changed: str) -> subprocess.CompletedProcess[str]:
        """`kiosk desk setup` as it is typed; `changed` options, "" leaves one out."""
        said = {
            "config": str(self.config),
            "host": HOSTS[0],
            "signing-host": HOSTS[1],
            "feed-url": f"https://{HOSTS[2]}",
            "feed": str(self.feed),
            "keys": str(self.online.folder),
            "data": str(self.root / "data"),
            **{name.replace("_", "-"): value for name, value in changed.items()},
        }
        people = () if "supervisor" in said else SUPERVISORS
        words = [word for name, value in said.items() if value for word in (f"--{name}", value)]
        return self.kiosk("desk", "setup", *words, *(word for one in people for word in ("--supervisor", one)))

    def serve(self) -> None:
        """The desk, then nginx before it and before signing page and feed."""
        self.ports = [*range(first := free_ports(4), first + 4)]
        words = ["desk", "serve", "--bind", f"127.0.0.1:{self.ports[3]}"]
        log = self._stack.enter_context((self.root / "desk.log").open("wb"))
        self._run([sys.executable, "-m", "kiosk", *words], env=self.environment, stdout=log, stderr=log)
        self.ca = certificate(self.root)
        signing = self.root / "signing"
        shutil.copytree(PACKAGE / "desk" / "signing", signing)
        (signing / "config.json").write_text(f'{{"desk":"https://{HOSTS[0]}","feed":"","mode":"{self.mode}"}}')
        self._run(["nginx", "-p", str(self.root), "-e", "stderr", "-c", str(self.nginx()), "-g", "daemon off;"])
        self._wait()

    def nginx(self) -> Path:
        """The configuration we ship, with this folder's paths and ports in place of the example's."""
        text = (PACKAGE / "deploy" / "desk" / "nginx.conf").read_text(encoding="utf-8")
        for port in self.ports[:3]:
            text = text.replace("listen 443 ", f"listen 127.0.0.1:{port} ", 1)
        text = re.sub(r"/etc/ssl/desk/\w+\.(pem|key)", lambda found: str(self.root / f"tls.{found[1]}"), text)
        for shipped, ours in (
            ("127.0.0.1:8760", f"127.0.0.1:{self.ports[3]}"),
            ("/srv/kiosk-signing", str(self.root / "signing")),
            ("/srv/kiosk-feed", str(self.feed)),
            ("example.kr", "localhost"),
        ):
            assert shipped in text, f"{shipped} stands no longer in nginx.conf"
            text = text.replace(shipped, ours)
        user = "user root;" if os.geteuid() == 0 else ""
        places = "".join(
            f"{name}_temp_path {self.root / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        path = self.root / "nginx.conf"
        path.write_text(
            f"{user} pid {self.root / 'nginx.pid'}; worker_processes 1; events {{}}\n"
            f"http {{ include /etc/nginx/mime.types; access_log off; {places}\n{text}\n}}\n",
            encoding="utf-8",
        )
        return path

    def address(self, host: str) -> str:
        """The loopback address of one of the three hosts."""
        return f"https://localhost:{self.ports[HOSTS.index(host)]}"

    def get(self, host: str, path: str) -> requests.Response:
        """One answer of nginx."""
        return requests.get(f"{self.address(host)}{path}", headers={"Host": host}, verify=self.ca, timeout=30)

    def sign(self, *officers: str) -> None:
        """Officers sign what waits with their key files, as in a drill."""
        for name in officers:
            path = self.safes.folder / f"officer-{name}.json"
            done = self.kiosk(
                "feed", "sign", str(self.feed), "--key", str(path), "--passphrase-file", str(self.root / "secret")
            )
            assert done.returncode == 0, done.stderr

    def _run(self, command: list[str], **more: Any) -> None:
        process = subprocess.Popen(command, **more)
        self._stack.callback(process.wait, 20)
        self._stack.callback(process.terminate)

    def _wait(self) -> None:
        def answer() -> bool:
            try:
                return self.get(HOSTS[0], "/account/login/").status_code == 200
            except requests.ConnectionError:
                return False

        until(answer, lambda: (self.root / "desk.log").read_text(encoding="utf-8"))


def certificate(root: Path, days: int = 1) -> str:
    """A certificate for `localhost` and so many days from now, its own authority; the file's path."""
    private, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, SHA256())
    )
    (root / "tls.key").write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (root / "tls.pem").write_bytes(built.public_bytes(Encoding.PEM))
    return str(root / "tls.pem")
