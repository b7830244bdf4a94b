"""The way to the feed and the desk, one step a finding: proxy, name, port, certificate, answer.

Run as a process of its own by `kiosk doctor --network` (`python -m kiosk.sync.way NAME=URL ...`), one JSON object a line, at
once: a resolver that hangs is then seen by whoever listens. Rules: after the first step that fails nothing further is tried on
that way; the same session, certificates and proxy as the courier's; nothing is kept of what is answered.
"""

import json
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from tuf.api.exceptions import DownloadError

from kiosk.gate.machine import Finding
from kiosk.sync.fetcher import Fetcher, house_context, session

SECONDS = 5.0
"""For one connection, or one answer."""
TELL = "Tell the airport's IT"
SIGNED = b'"_type":"timestamp"'


def look(name: str, url: str) -> Iterator[Finding]:
    """Go the way to `url`; `name` is "feed" or "desk". Yields findings of the subject "network", the last wrong or none."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    fetcher = Fetcher(session(url))
    if proxy := fetcher.proxy(url):
        yield _good(name, f"goes by way of the proxy {proxy}")
        through = urlsplit(proxy)
        host, port = through.hostname or "", through.port or 80
    found = _name(name, host)
    yield found
    if not found.wrong:
        found = _port(name, host, port)
        yield found
    if not found.wrong and parts.scheme == "https" and not proxy:
        found = _certificate(name, host, port)
        yield found
    if not found.wrong:
        yield _answer(name, url, fetcher)


def _good(name: str, said: str) -> Finding:
    return Finding("network", False, f"{name}: {said}")


def _wrong(name: str, said: str, mend: str) -> Finding:
    return Finding("network", True, f"{name}: {said}", mend)


def _name(name: str, host: str) -> Finding:
    try:
        found = sorted({str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError) as fault:
        mend = f"{TELL}: the resolver must know {host}; or mend the address if it is mistyped."
        return _wrong(name, f"the name {host} cannot be resolved: {getattr(fault, 'strerror', fault)}", mend)
    return _good(name, f"{host} is {', '.join(found[:4])}")


def _port(name: str, host: str, port: int) -> Finding:
    try:
        socket.create_connection((host, port), SECONDS).close()
    except OSError as fault:
        why = "no answer" if isinstance(fault, TimeoutError) else fault.strerror or type(fault).__name__
        mend = f"{TELL}: TCP port {port} of {host} must be open from here; or its server is down."
        return _wrong(name, f"port {port} of {host} cannot be reached: {why}", mend)
    return _good(name, f"port {port} of {host} is open")


def _certificate(name: str, host: str, port: int) -> Finding:
    try:
        with (
            closing(socket.create_connection((host, port), SECONDS)) as plain,
            house_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            ends = (secure.getpeercert() or {}).get("notAfter", "no day")
    except ssl.SSLCertVerificationError as fault:
        mend = f"Set the clock if it is wrong. {TELL}: who opens TLS on the way must give its authority (update-ca-certificates)."
        return _wrong(name, f"the certificate of {host} is not trusted: {fault.verify_message}", mend)
    except OSError as fault:
        mend = f"{TELL}: TLS 1.2 or newer must pass to {host}."
        return _wrong(name, f"no TLS with {host}: {getattr(fault, 'reason', None) or fault.strerror}", mend)
    return _good(name, f"the certificate of {host} is trusted, until {ends}")


def _answer(name: str, url: str, fetcher: Fetcher) -> Finding:
    asked = f"{url.rstrip('/')}/metadata/timestamp.json" if name == "feed" else url
    fetcher.timeout = (SECONDS, SECONDS)
    try:
        with closing(fetcher.ask(asked)) as response:
            status, head = response.status_code, response.raw.read(65536, decode_content=True) or b""
    except (DownloadError, OSError) as fault:
        return _wrong(name, f"no answer from {asked}: {fault}", f"{TELL}, and the duty room.")
    if name == "desk":
        return _good(name, f"{asked} answered {status}")
    if 300 <= status < 400 or (status == 200 and SIGNED not in head.replace(b" ", b"")):
        mend = f"{TELL}: a log-in page or filter stands in the way; this machine must pass without one."
        return _wrong(name, f"{asked} answered {status} with something that is no timestamp", mend)
    if status != 200:
        return _wrong(
            name, f"{asked} answered {status}", "Mend the feed's address, or tell the duty room: its server lacks it."
        )
    return _good(name, f"{asked} answered with a timestamp")


if __name__ == "__main__":
    for word in sys.argv[1:]:
        label, _, address = word.partition("=")
        for step in look(label, address):
            print(json.dumps(step.told()), flush=True)
