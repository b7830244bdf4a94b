"""The fleet's pages: every kiosk by gate with one sentence of what to do; what one showed when; and where reports come in."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kiosk.desk.fleet import admission, reports, used
from kiosk.desk.fleet.health import Health, InForce, health, painted_of
from kiosk.desk.fleet.models import Kiosk, NotTaken, State
from kiosk.desk.fleet.painted import painted
from kiosk.desk.pages.assigning import assigned
from kiosk.desk.pages.in_force import in_force
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing.models import Published
from kiosk.desk.publishing.pictures import SCREENS
from kiosk.desk.words import SEOUL, say
from kiosk.desk.words.refusals import told
from kiosk.gate.signed_report import MOST

WHY = {
    "forged": ("서명이 맞지 않음", "not signed by its key"),
    "long": ("너무 김", "too long"),
    "unadmitted": ("등록되지 않은 키오스크", "of a kiosk nobody admitted"),
    "repeated": ("되풀이됨", "repeated"),
    "late": ("시각이 맞지 않음", "of another time"),
}


@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take a kiosk's report: no session, no cookie; the signature says whose it is."""
    length = request.headers.get("Content-Length", "")
    body = request.read(MOST + 1) if not length.isdecimal() or int(length) <= MOST else b" " * (MOST + 1)
    now = datetime.now(UTC)
    answer = reports.take(body, now)
    if answer.kiosk and (told := assigned(answer.kiosk, now)):
        return JsonResponse({**json.loads(answer.body), "assigned": told}, status=answer.status)
    return HttpResponse(answer.body, status=answer.status, content_type="application/json")


def page(request: HttpRequest) -> HttpResponse:
    """Show every kiosk; with `?needs=1` only those for which somebody must do something."""
    now, officer = datetime.now(UTC), officer_of(request)
    force = in_force()
    everyone = list(Kiosk.objects.select_related("named_by"))
    admitted = [_row(one, now, force) for one in everyone if one.state == State.ADMITTED]
    good = sum(row["health"].word == "good" for row in admitted)
    context = {
        "rows": [row for row in admitted if not (request.GET.get("needs") and row["health"].good)],
        "good": good,
        "total": len(admitted),
        "needs": bool(request.GET.get("needs")),
        "number": force.number,
        "waiting": [one for one in everyone if one.state in (State.WAITING, State.NAMED)],
        "gone": [one for one in everyone if one.state in (State.RETIRED, State.LOST)],
        "not_taken": [(one.day, say(*WHY[one.why]), one.count) for one in _lately(now)],
        "may": policy.may(officer, Act.ADMIT_KIOSK),
    }
    return render(request, "desk/fleet.html", context)


def use(request: HttpRequest) -> HttpResponse:
    """Show how kiosks were used, as totals of days."""
    names = {screen: say(*words) for screen, words in {**SCREENS, "about": ("화면에 대하여", "About")}.items()}
    return render(request, "desk/used.html", {"used": used.lately(datetime.now(UTC), names)})


def _lately(now: datetime) -> Any:
    return NotTaken.objects.filter(day__gte=now.date() - timedelta(days=7))


def where(published: Published | None) -> dict[str, Any]:
    """Give a page what it says of the screens, once its edition is out."""
    return {"painted": painted(in_force(), datetime.now(UTC))} if published else {}


def on_screens(request: HttpRequest, number: int) -> HttpResponse:
    """Show on how many screens an edition stands: the part of its page that asks for itself again."""
    found = get_object_or_404(Published.objects.select_related("frozen"), frozen__number=number)
    return render(request, "desk/painted.html", {"frozen": found.frozen, **where(found)})


def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one kiosk: how it is, where it stands, and what its screen showed when, the newest first; `?at=` names a moment."""
    kiosk = get_object_or_404(Kiosk, code=code)
    now = datetime.now(UTC)
    force = in_force()
    spans = kiosk.shown.all()
    asked, at = request.GET.get("at", ""), None
    try:
        at = datetime.fromisoformat(asked).replace(tzinfo=SEOUL) if asked else None
    except ValueError:
        messages.error(request, say("때를 알아볼 수 없습니다.", "This is no time."))
    if at:
        spans = spans.filter(since__lte=at, until__gte=at - reports.BROKEN)
    context = {
        **_row(kiosk, now, force),
        "spans": spans[:200],
        "asked": asked if at else "",
        "at": at,
        "may": policy.may(officer_of(request), Act.MOVE_KIOSK),
    }
    return render(request, "desk/kiosk.html", context)


def _row(kiosk: Kiosk, now: datetime, force: InForce) -> dict[str, Any]:
    found: Health = health(kiosk.said, kiosk.heard, kiosk.off, now, force)
    shown = kiosk.said.get("painted") or {}
    proof = painted_of(kiosk.said)
    return {
        "kiosk": kiosk,
        "health": found,
        "edition": proof[0] if proof else None,
        "proved": proof[1] if proof else None,
        "screen": str(shown.get("screen") or "")[:20],
        "locale": str(shown.get("locale") or "")[:8],
        "signed": str((kiosk.said.get("status") or {}).get("signed_at") or "")[:20],
        "program": str(kiosk.said.get("program") or "")[:40],
        "refused_answers": kiosk.said.get("answers_refused") or 0,
        "faults": [str(one) for one in kiosk.said.get("faults") or ()],
    }


@require_POST
@stepped_up
def act(request: HttpRequest, code: str, act: str) -> HttpResponseBase:
    """Name, confirm, move, retire a kiosk, or call it lost."""
    kiosk, officer, now = get_object_or_404(Kiosk, code=code), officer_of(request), datetime.now(UTC)
    terminal, gate, note = (request.POST.get(field, "") for field in ("terminal", "gate", "note"))
    acts = {
        "name": lambda: admission.name(officer, kiosk, terminal, gate, note, now),
        "confirm": lambda: admission.confirm(officer, kiosk, now),
        "move": lambda: admission.move(officer, kiosk, terminal, gate, note, now),
        "retire": lambda: admission.end(officer, kiosk, State.RETIRED, now),
        "lost": lambda: admission.end(officer, kiosk, State.LOST, now),
    }
    if act not in acts:
        return HttpResponse(status=404)
    with told(request):
        acts[act]()
    return redirect("fleet")
