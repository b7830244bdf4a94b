"""Real servers for the courier's tests: nginx with the feed's part of what we ship, two edges behind one name, odd ones.

Rules: loopback only, in the foreground, ended with the test; their ports are this process's.
"""

import os
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ports import free_ports

SHIPPED = Path(__file__).parents[2] / "kiosk" / "deploy" / "desk" / "nginx.conf"


@contextmanager
def nginx(feed: Path, root: Path, certificate: Path | None = None, connections: int = 512) -> Iterator[str]:
    """Debian's nginx serving `feed` by the feed's part of the configuration we ship; gives its address.

    Without a `certificate` (key and chain in one file) it serves without TLS.
    """
    port, sealed = free_ports(), " ssl http2" if certificate else ""
    (part,) = [part for part in SHIPPED.read_text().split("\nserver {")[1:] if "root /srv/kiosk-feed;" in part]
    part = re.sub(r"listen 443 [^;]*;", f"listen 127.0.0.1:{port}{sealed};", part)
    part = re.sub(r"(\n *ssl_certificate(_key)?) [^;]*;", rf"\1 {certificate};" if certificate else "", part)
    part = part.replace("/srv/kiosk-feed", str(feed))
    with _nginx(part, root, port, connections):
        yield f"http{'s' if certificate else ''}://127.0.0.1:{port}"


@contextmanager
def plain_nginx(folder: Path, root: Path, connections: int = 512) -> Iterator[str]:
    """Debian's nginx with nothing said but which folder it serves: the limit of what one can reach."""
    port = free_ports()
    with _nginx(f"listen 127.0.0.1:{port}; root {folder}; keepalive_requests 100000; }}", root, port, connections):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _nginx(part: str, root: Path, port: int, connections: int) -> Iterator[None]:
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{name}_temp_path {root / name};" for name in names)
    user = "user root;" if os.geteuid() == 0 else ""
    conf = root / "nginx.conf"
    files = f"worker_rlimit_nofile {connections + 1024};" if connections > 512 else ""
    conf.write_text(
        f"{user} pid {root / 'nginx.pid'}; worker_processes 1; {files} events {{ worker_connections {connections}; }}\n"
        f"http {{ access_log off; {places}\nserver {{{part}\n}}\n"
    )
    words = ["nginx", "-p", str(root), "-e", "stderr", "-c", str(conf), "-g", "daemon off;"]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as process:
        try:
            _wait(port, process)
            yield
        finally:
            process.terminate()
            process.wait(60)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr and process.stderr.read()
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("nginx does not listen")


@contextmanager
def listener(serve: Callable[[int, socket.socket], None], context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A loopback server: `serve(number, connection)` for each connection, in a thread of its own; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threads: list[threading.Thread] = []

        def answer(number: int, connection: socket.socket) -> None:
            connection.settimeout(20)
            try:
                with context.wrap_socket(connection, server_side=True) if context else connection as spoken:
                    serve(number, spoken)
            except OSError:
                connection.close()

        def run() -> None:
            number = 0
            while True:
                try:
                    connection, _ = door.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=answer, args=(number, connection)))
                threads[-1].start()
                number += 1

        main = threading.Thread(target=run)
        main.start()
        try:
            yield int(door.getsockname()[1])
        finally:
            door.shutdown(socket.SHUT_RDWR)
            main.join(10)
            for thread in threads:
                thread.join(25)


def request_on(connection: socket.socket) -> bytes:
    """One request's head; b"" where the other side has gone."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            return b""
        head += piece
    return head


@contextmanager
def round_robin(addresses: list[str]) -> Iterator[str]:
    """One name before several servers: each new connection goes to the next of them, bytes as they are."""
    places = [
        (address.rpartition(":")[0].removeprefix("http://"), int(address.rpartition(":")[2])) for address in addresses
    ]

    def serve(number: int, connection: socket.socket) -> None:
        with socket.create_connection(places[number % len(places)], timeout=20) as upstream:
            back = threading.Thread(target=_pass, args=(upstream, connection))
            back.start()
            _pass(connection, upstream)
            back.join(20)

    with listener(serve) as port:
        yield f"http://127.0.0.1:{port}"


def _pass(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return


class Authority:
    """An authority of the house, and the certificates for 127.0.0.1 that it signs."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "house authority")])
        self.certificate = self._signed(name, name, self.key, authority=True)

    def pem(self) -> bytes:
        """Its own certificate."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, folder: Path, start: timedelta = timedelta(days=-1), days: int = 30) -> ssl.SSLContext:
        """A server's context with a certificate that is valid from now + `start` for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        made = self._signed(name, self.certificate.subject, key, start=start, days=days)
        path = folder / "server.pem"
        path.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        authority: bool = False,
        start: timedelta = timedelta(days=-1),
        days: int = 30,
    ) -> x509.Certificate:
        begin = datetime.now(UTC) + start
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        )
        return builder.sign(self.key, hashes.SHA256())
