"""The page about the ministry's data: what they say beside what we show, what the phrases mean, and the drift as a draft."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.accounts.stepup import officer_of, stepped_up
from kiosk.desk.ministry import config, drafts, meanings, readings
from kiosk.desk.ministry.models import Phrase, Reading
from kiosk.desk.ministry.readings import Report
from kiosk.desk.ministry.spelling import normal
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.refusals import told
from kiosk.desk.words import say
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
    """What the comparison came to, in words."""
    return say(*OUTCOMES[found.outcome])


def page(request: HttpRequest) -> HttpResponse:
    """Rows, meanings, differences."""
    edition, now = parsed(live()), datetime.now(UTC)
    found, counts = readings.report(edition, now), meanings.current()
    language = say("ko", "en")
    names = {zone.id: zone.name.in_(language) for zone in edition.zones}
    waiting = {
        one.spelling: one for one in Phrase.objects.filter(ended=None, confirmed_by=None).select_related("proposed_by")
    }
    newest = Reading.objects.first()
    return render(
        request,
        "desk/ministry.html",
        {
            "report": found,
            "outcome": outcome(found),
            "differences": [(one.ko if language == "ko" else one.en) for one in found.comparison.differences],
            "loose": [say(*one) for one in found.comparison.loose],
            "proposals": [say(*one) for one in found.comparison.proposals],
            "offered": readings.offered(found, edition, now),
            "rows": [_row(one.level.sign, one.area, one.phrases, counts, waiting, names) for one in found.rows],
            "zones": [(zone.id, names[zone.id]) for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY],
            "notices": readings.notices(newest)[:10] if newest else [],
            "suggested": _suggested(found, counts, waiting, edition),
            "configured": _configured(),
            "may_write": officer_of(request).writes,
        },
    )  # fmt: skip


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
        _must_write(request)
        found = readings.take(config.connection(settings.DESK.data), PATIENCE)
        if found is None:
            raise Fault(say("외교부 자료의 열쇠가 없습니다.", "there is no key for the ministry's data"))
        messages.info(request, outcome(readings.report(parsed(live()), datetime.now(UTC), found)))
    return redirect("ministry")


@require_POST
def open_draft(request: HttpRequest) -> HttpResponse:
    """The drift as a draft of this officer's."""
    with told(request):
        _must_write(request)
        version = drafts.open_draft(officer_of(request), parsed(live()), datetime.now(UTC))
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
    """A second officer confirms a meaning, or somebody lets one fall."""
    phrase, officer = get_object_or_404(Phrase, pk=pk), officer_of(request)
    with told(request):
        if act == "confirm":
            meanings.confirm(officer, phrase)
        elif act == "end":
            meanings.end(officer, phrase)
        else:
            raise Refusal(say("그런 일은 없습니다.", "there is no such act"))
    return redirect("ministry")


def _must_write(request: HttpRequest) -> None:
    if not officer_of(request).writes:
        raise Refusal(say("경찰관과 감독관만 할 수 있습니다.", "only officers and supervisors may do this"))
