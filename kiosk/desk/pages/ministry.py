"""The page about the ministry's data: what they say beside what we show, what the phrases mean, and the drift as a draft."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.ministry import config, meanings, readings
from kiosk.desk.ministry.models import Phrase, Reading
from kiosk.desk.ministry.readings import Report
from kiosk.desk.ministry.spelling import normal
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing.actions.draft_drift import draft_drift
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.domain.edition import Edition
from kiosk.domain.zone import ZoneKind
from kiosk.faults import Fault, Refusal

PATIENCE = 25.0
"""Seconds an officer waits at most for the ministry."""
OUTCOMES = {
    "same": ("같음", "the same"),
    "differs": ("다름", "it differs"),
    "unmapped": ("뜻이 정해지지 않은 표현이 있음", "it holds phrases that nobody has mapped"),
    "unreadable": ("읽을 수 없음 (‘경보 없음’이 아님)", "unreadable, which is no “all clear”"),
    "unreachable": ("응답 없음", "nothing answered"),
    "off": ("비교하지 않음", "not compared"),
}


def outcome(found: Report) -> str:
    """Return what the comparison came to, in words."""
    return say(*OUTCOMES[found.outcome])


def page(request: HttpRequest) -> HttpResponse:
    """Show rows, meanings, differences."""
    edition, now = parsed(live()), datetime.now(UTC)
    report, counts = readings.report(edition, now), meanings.current()
    names = {zone.id: zone.name.in_(say("ko", "en")) for zone in edition.zones}
    phrases = Phrase.objects.filter(ended=None, confirmed_by=None).select_related("proposed_by")
    waiting, newest = {phrase.spelling: phrase for phrase in phrases}, Reading.objects.first()
    context = {
        "offered": readings.offered(report, edition, now),
        "rows": [_row(row.level.sign, row.area, row.phrases, counts, waiting, names) for row in report.rows],
        "zones": [(zone.id, names[zone.id]) for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY],
        "notices": readings.notices(newest)[:10] if newest else [],
        "suggested": _suggested(report, counts, waiting, edition),
        "configured": _configured(),
        "may_write": policy.may(officer_of(request), Act.WRITE),
    }
    return render(request, "desk/ministry.html", context | _said(report))


def _said(report: Report) -> dict[str, Any]:
    """What the comparison came to, in the reader's language."""
    return {
        "report": report,
        "outcome": outcome(report),
        "differences": [say(one.ko, one.en) for one in report.comparison.differences],
        "loose": [say(*pair) for pair in report.comparison.loose],
        "proposals": [say(*pair) for pair in report.comparison.proposals],
    }


def _row(
    sign: str, area: str, found: list[str], counts: Any, waiting: dict[str, Phrase], names: dict[str, str]
) -> dict[str, Any]:
    phrases = []
    for raw in found:
        spelling = normal(raw)
        zones = ", ".join(names.get(one, one) for one in counts.get(spelling, ()))
        wait = waiting.get(spelling)
        asked = ", ".join(names.get(one, one) for one in wait.zones) if wait else ""
        phrases.append({"raw": raw, "zones": zones, "waiting": wait, "asked": asked})
    return {"level": sign, "area": area, "phrases": phrases}


def _suggested(found: Report, counts: Any, waiting: dict[str, Phrase], edition: Edition) -> list[str]:
    """The recorded phrases that stand in the rows now and mean nothing yet: to be named in one press, then confirmed."""
    there = {normal(phrase) for row in found.rows for phrase in row.phrases} - set(counts) - set(waiting)
    known = {zone.id for zone in edition.zones}
    return [raw for raw, zones in meanings.RECORDED if normal(raw) in there and set(zones) <= known]


def _configured() -> bool:
    try:
        return not config.connection(settings.DESK.data).off
    except Fault:
        return False


@require_POST
def compare_now(request: HttpRequest) -> HttpResponse:
    """Read the ministry now."""
    with told(request):
        policy.must(officer_of(request), Act.ASK_MINISTRY)
        found = readings.take(config.connection(settings.DESK.data), PATIENCE)
        if found is None:
            raise Fault(say("외교부 자료의 열쇠가 없습니다.", "there is no key for the ministry's data"))
        messages.info(request, outcome(readings.report(parsed(live()), datetime.now(UTC), found)))
    return redirect("ministry")


@require_POST
def open_draft(request: HttpRequest) -> HttpResponse:
    """Open the drift as a draft of this officer's."""
    with told(request):
        version = draft_drift(officer_of(request), parsed(live()), datetime.now(UTC))
        return redirect("version", pk=version.pk)
    return redirect("ministry")


@require_POST
@stepped_up
def propose(request: HttpRequest) -> HttpResponseBase:
    """Name what a phrase means; or, in one press, what the recorded phrases mean."""
    with told(request):
        edition, officer = parsed(live()), officer_of(request)
        if request.POST.get("recorded"):
            wanted = set(request.POST.getlist("phrase"))
            for raw, zones in meanings.RECORDED:
                if raw in wanted:
                    meanings.propose(officer, raw, zones, edition)
        else:
            meanings.propose(officer, request.POST.get("phrase", ""), request.POST.getlist("zones"), edition)
    return redirect("ministry")


@require_POST
@stepped_up
def settle(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Confirm a meaning as a second officer, or let one fall."""
    phrase, officer = get_object_or_404(Phrase, pk=pk), officer_of(request)
    with told(request):
        if act == "confirm":
            meanings.confirm(officer, phrase)
        elif act == "end":
            meanings.end(officer, phrase)
        else:
            raise Refusal(say("그런 일은 없습니다.", "there is no such act"))
    return redirect("ministry")
