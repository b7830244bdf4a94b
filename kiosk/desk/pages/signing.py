"""What the signing page asks and says. No session and no cookie: the signature is the authentication.

Only the signing origin is answered (CORS); what waits is opened by an unguessable token in the page's address.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from kiosk.desk import words
from kiosk.desk.fleet.painted import painted
from kiosk.desk.pages import keeping
from kiosk.desk.pages.in_force import in_force
from kiosk.desk.people.models import Officer
from kiosk.desk.publishing import signatories
from kiosk.desk.publishing.actions.sign import take_signature
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.publishing.models import Frozen
from kiosk.desk.signers import enrollment, rosters
from kiosk.desk.signers.actions.touch import take_touch
from kiosk.desk.words import say
from kiosk.desk.words.refusals import said
from kiosk.faults import Fault
from kiosk.feed.publish import proposal
from kiosk.feed.trust.roles import EDITIONS, scope

View = Callable[..., HttpResponseBase]
FOR = "~"
"""Parts a link's token from whom it is for."""


def for_the_signing_page(view: View) -> View:
    """Answer the signing origin alone, its preflight included; say faults in one line."""

    @csrf_exempt
    def answer(request: HttpRequest, token: str) -> HttpResponseBase:
        origin = request.headers.get("Origin")
        if origin is not None and origin != settings.DESK.signing_origin:
            return HttpResponse(status=403)
        with words.both():
            response = _preflight() if request.method == "OPTIONS" else _answer(view, request, token)
        response.headers["Access-Control-Allow-Origin"] = settings.DESK.signing_origin
        response.headers["Vary"] = "Origin"
        return response

    return answer


def _preflight() -> HttpResponseBase:
    headers = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "content-type"}
    return HttpResponse(status=204, headers=headers)


def _answer(view: View, request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        return view(request, token)
    except Http404:
        why = say("이 주소에서 기다리는 것이 없습니다.", "nothing waits under this address")
        return JsonResponse({"why": why}, status=404)
    except (Fault, ValueError, KeyError, TypeError) as fault:
        return JsonResponse({"why": said(fault)}, status=409)


@for_the_signing_page
def waiting(request: HttpRequest, token: str) -> HttpResponseBase:  # noqa: ARG001
    """Give the canonical signed bytes, the edition's bytes, and which passkeys may sign them: whose link it is, theirs alone."""
    (frozen, officer), feed = _opened(token), repository()
    proposed = proposal.waiting(feed)
    if proposed.edition != bytes(frozen.edition):
        raise Fault(say("이 판은 더는 서명을 기다리지 않습니다.", "this edition no longer waits"))
    return JsonResponse(
        {
            "scope": scope(feed.mode, EDITIONS.name),
            "signed": proposed.editions.signed_bytes.decode(),
            "edition": proposed.edition.decode(),
            "signers": list(proposed.signers),
            "keys": _keys(frozen, proposed.signers, officer),
        }
    )


def _keys(frozen: Frozen, signed: tuple[str, ...], officer: int | None) -> list[dict[str, str]]:
    """The passkeys for editions that may still sign; never a supervisor's other one: a device with both would take either."""
    return [
        {"keyid": passkey.keyid, "officer": passkey.officer.username, "credential": passkey.credential}
        for passkey in signatories.offered(frozen.version, signed, officer)
    ]


@for_the_signing_page
def signature(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take one touch."""
    signers = take_signature(_opened(token)[0], _body(request))
    frozen, _ = _opened(token)
    return JsonResponse({"signers": list(signers), "published": hasattr(frozen, "published")})


@for_the_signing_page
def on_screens(request: HttpRequest, token: str) -> HttpResponseBase:  # noqa: ARG001
    """Tell on how many screens the edition in force stands, and which kiosks are behind."""
    frozen, _ = _opened(token)
    found = painted(in_force(), datetime.now(UTC))
    behind = list(found.behind) if found.number == frozen.number else []
    return JsonResponse({"number": found.number, "good": found.good, "total": found.total, "behind": behind})


@for_the_signing_page
def enroll(request: HttpRequest, token: str) -> HttpResponseBase:
    """Tell who enrolls (GET), and take the new passkey's public half (POST)."""
    officer, role = enrollment.invited(token)
    feed_mode = repository().mode
    if request.method == "GET":
        return JsonResponse({"officer": officer.username, "scope": scope(feed_mode, role)})
    body = _body(request)
    passkey = enrollment.enroll(officer, role, str(body["public"]), str(body["credential"]), feed_mode)
    keeping.keep_passkeys()
    return JsonResponse({"keyid": passkey.keyid})


@for_the_signing_page
def roster(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the roster that waits (GET), and take one touch for `targets` or `editions` of it (POST)."""
    if request.method != "GET":
        body = _body(request)
        take_touch(token, str(body.pop("role", "")), body)
    return JsonResponse(rosters.told(rosters.opened(token)))


def link(frozen: Frozen, officer: Officer) -> str:
    """Return the address where that officer goes to touch."""
    return f"{settings.DESK.signing_origin}/#{frozen.token}{FOR}{officer.pk}"


def _opened(token: str) -> tuple[Frozen, int | None]:
    """What a link opens, and the id of whom it is for: that only chooses which passkeys are offered."""
    token, _, officer = token.partition(FOR)
    return _frozen(token), int(officer) if officer.isascii() and officer.isdigit() else None


def _frozen(token: str) -> Frozen:
    try:
        return Frozen.objects.select_related("version__submitter", "version__approver").get(token=token)
    except Frozen.DoesNotExist:
        raise Http404 from None


def _body(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST" or request.content_type != "application/json":
        raise Fault(say("JSON을 POST로 보내야 합니다.", "a POST of JSON was wanted"))
    try:
        found = json.loads(request.body)
    except RecursionError:
        raise Fault(say("너무 깊이 겹쳐 있습니다.", "nested too deeply")) from None
    if not isinstance(found, dict):
        raise Fault(say("JSON 객체여야 합니다.", "an object was wanted"))
    return found
