"""A kiosk's figures for Prometheus, on loopback, where `metrics.port` says so: from a process beside the courier, as reports go.

Rules: read from the state folder's small files, as the report is; nothing of a traveller. It listens on this machine alone.
"""

import select
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kiosk import clock
from kiosk.domain.moments import utc_moment
from kiosk.gate.monitor import POSTER, Hidden
from kiosk.gate.store import Store

ANSWER_SECONDS = 5.0
AGES = {"painted": "painted_at", "signed": "signed_at", "checked": "checked_at"}


@dataclass(frozen=True)
class Figures(Collector):
    """What the state folder says at `now`."""

    store: Store
    now: datetime

    def collect(self) -> Iterator[Metric]:
        """Yield every figure that can be told."""
        status, painted = self.store.read_status() or {}, self.store.read_painted() or {}
        editions = GaugeMetricFamily(
            "kiosk_edition", "Number of the edition held, and of the one painted", labels=["at"]
        )
        for at, found in (("held", status), ("painted", painted)):
            if isinstance(found.get("edition"), int):
                editions.add_metric([at], found["edition"])
        yield editions
        yield self._ages({**status, **painted})
        hidden = GaugeMetricFamily("kiosk_hidden", "1 for why nobody can be seeing the screen", labels=["why"])
        for why in Hidden:
            hidden.add_metric([why], painted.get("hidden") == why)
        yield hidden
        yield GaugeMetricFamily("kiosk_poster", "1 where the poster stands in", painted.get("screen") == POSTER)
        yield GaugeMetricFamily("kiosk_clock_ok", "0 where the clock is doubted", bool(status.get("clock_ok", True)))
        faults = len(status.get("faults") or ()) + len(painted.get("faults") or ())
        yield GaugeMetricFamily("kiosk_faults", "Faults that `kiosk doctor` would name", faults)

    def _ages(self, said: dict[str, Any]) -> Metric:
        ages = GaugeMetricFamily("kiosk_age_seconds", "Since the last proof, signature, check", labels=["of"])
        for name, key in AGES.items():
            try:
                ages.add_metric([name], (self.now - utc_moment(said[key])).total_seconds())
            except (KeyError, TypeError, ValueError):
                continue
        return ages


def told(state: Path) -> bytes:
    """Return the figures as text."""
    registry = CollectorRegistry()
    registry.register(Figures(Store(state), clock.wall()))
    return generate_latest(registry)


def keep_telling(state: Path, port: int, guard: int) -> None:
    """Answer on 127.0.0.1 until `guard`, a pipe's reading end, says that the courier has gone. Raises OSError."""

    class Ear(BaseHTTPRequestHandler):
        timeout = ANSWER_SECONDS

        def do_GET(self) -> None:
            body = told(state) if self.path == "/metrics" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", CONTENT_TYPE_LATEST)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", port), Ear) as server:
        while guard not in select.select([guard, server.fileno()], [], [])[0]:
            server.handle_request()
