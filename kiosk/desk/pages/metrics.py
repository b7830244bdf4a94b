"""`/metrics`: the fleet and the desk in figures, as Prometheus reads them.

Rule: for whoever is on this machine. Through the web server, which names whom it asks for, there is no such page.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeHistogramMetricFamily,
    GaugeMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from kiosk.desk.fleet.health import WORDS, health, painted_of
from kiosk.desk.fleet.models import Kiosk, NotTaken, Shown, State
from kiosk.desk.ministry.models import Reading
from kiosk.desk.pages.in_force import in_force
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.publishing.models import Published
from kiosk.faults import Fault

LOCAL = ("127.0.0.1", "::1", "")
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded")
LATELY = timedelta(days=30)
BUCKETS = (2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
"""Seconds from a publication to its first proved paint on a kiosk."""


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to this machine; 404 to everybody else."""
    asked = request.META.get("REMOTE_ADDR", "")
    if asked not in LOCAL or any(name in request.headers for name in PASSED_ON):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    registry.register(Figures(datetime.now(UTC)))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Figures(Collector):
    """What holds at a moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Yield every figure; those of the feed only where it can be read."""
        yield from self._kiosks()
        yield self._refused()
        yield self._to_paint()
        yield from self._ministry()
        try:
            yield from self._feed()
        except (Fault, OSError):
            return

    def _kiosks(self) -> Iterator[Metric]:
        force, words, lag = in_force(), Counter(dict.fromkeys(WORDS, 0)), 0
        for one in Kiosk.objects.filter(state=State.ADMITTED):
            words[health(one.said, one.heard, one.off, self.now, force).word] += 1
            painted = painted_of(one.said)
            lag = max(lag, force.number - painted[0]) if painted else lag
        found = GaugeMetricFamily("kiosk_desk_kiosks", "Admitted kiosks by how they are", labels=["health"])
        for word, count in words.items():
            found.add_metric([word], count)
        yield found
        yield GaugeMetricFamily("kiosk_desk_edition", "Number of the edition in force", force.number)
        yield GaugeMetricFamily("kiosk_desk_edition_lag", "Numbers by which the last kiosk is behind", lag)

    def _refused(self) -> Metric:
        found = CounterMetricFamily("kiosk_desk_reports_refused", "Reports not taken, by why", labels=["why"])
        for row in NotTaken.objects.values("why").annotate(all=Sum("count")):
            found.add_metric([row["why"]], row["all"])
        return found

    def _to_paint(self) -> Metric:
        """Publication to paint of the last days, each kiosk once an edition."""
        out = {
            one.frozen.number: one.at
            for one in Published.objects.filter(at__gte=self.now - LATELY).select_related("frozen")
        }
        first: dict[tuple[int, int], datetime] = {}
        for span in Shown.objects.filter(edition__in=out).order_by("since"):
            first.setdefault((span.kiosk_id, span.edition), span.since)
        took = [max(0.0, (at - out[edition]).total_seconds()) for (_, edition), at in first.items()]
        buckets = [(str(most), float(sum(one <= most for one in took))) for most in BUCKETS]
        found = GaugeHistogramMetricFamily(
            "kiosk_desk_publish_to_paint_seconds", "Publication to proved paint, 30 days"
        )
        found.add_metric([], [*buckets, ("+Inf", float(len(took)))], sum(took))
        return found

    def _ministry(self) -> Iterator[Metric]:
        newest = Reading.objects.filter(outcome="read").first()
        if newest:
            age = (self.now - newest.at).total_seconds()
            yield GaugeMetricFamily("kiosk_desk_ministry_age_seconds", "Since the ministry's data were last read", age)

    def _feed(self) -> Iterator[Metric]:
        verified = repository().verified()
        age = (self.now - verified.signed_at).total_seconds()
        yield GaugeMetricFamily("kiosk_desk_timestamp_age_seconds", "Since the timestamp was last signed", age)
        life = GaugeMetricFamily("kiosk_desk_signature_life_seconds", "Until signatures of a role end", labels=["role"])
        for role, at in verified.expires.items():
            life.add_metric([role], (at - self.now).total_seconds())
        yield life
