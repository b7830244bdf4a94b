"""One version with all that can be done to it; the audit; admitting keys in the demo."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kiosk.desk.accounts.models import Passkey
from kiosk.desk.accounts.stepup import officer_of, stepped_up
from kiosk.desk.advice import compose, difference, draft, reach, texts
from kiosk.desk.advice.faults import Said, said
from kiosk.desk.advice.models import Kind, State, Version
from kiosk.desk.advice.pasted import misleading, plain
from kiosk.desk.advice.translated_form import of_our_time
from kiosk.desk.advice.views import levels
from kiosk.desk.publishing import audit as chain
from kiosk.desk.publishing import enrollment, history, pictures, service
from kiosk.desk.publishing.desk_feed import live, online, parsed
from kiosk.desk.publishing.models import Audit
from kiosk.desk.refusals import told
from kiosk.desk.words import say
from kiosk.faults import Fault
from kiosk.feed.document.broken import Faulty

PAGE = 100


def version(request: HttpRequest, pk: int) -> HttpResponse:
    """What it would change, in words and pictures, who it reaches, and the buttons that fit its state and the reader."""
    found = get_object_or_404(
        Version.objects.select_related("author", "submitter", "approver", "base", "frozen__published"), pk=pk
    )
    officer = officer_of(request)
    frozen = getattr(found, "frozen", None)
    published = getattr(frozen, "published", None) if frozen else None
    waits = frozen is not None and published is None and found.state in (State.SUBMITTED, State.APPROVED)
    seen = _difference(found) if not published else Difference()
    touched = found.touches.filter(officer=officer).exists()
    party = officer.pk in (found.submitter_id, found.approver_id)
    signers = service.signed_so_far(found) if waits else ()
    open_ = not published and found.state in draft.OPEN
    return render(
        request,
        "desk/version.html",
        {
            "version": found,
            "frozen": frozen,
            "published": published,
            "lines": seen.lines,
            "changes": history.of(frozen) if frozen and published else [],
            "faults": seen.faults,
            "easel": pictures.of(found, seen.data) if seen.data and not published else None,
            "reach": reach.words(found.change),
            "signers": signers,
            "waits": waits,
            "newer": found.newer.first() if found.state == State.WITHDRAWN else None,
            "other": service.waiting() if found.state == State.DRAFT else None,
            "written": texts.written(found) if open_ and officer.writes else [],
            "may_write": officer.writes,
            "may_edit": officer.writes and open_,
            "has_form": found.kind in (Kind.ANNOUNCEMENT, Kind.NOTICE) and bool(found.form),
            "may_approve": officer.writes and found.state == State.SUBMITTED and not touched,
            "may_sign": waits and party and officer.username not in signers,
            "sign_link": f"{settings.DESK.signing_origin}/#{frozen.token}" if frozen else "",
        },
    )


@dataclass(frozen=True)
class Difference:
    """What a version changes; what is wrong with it; the edition's bytes, None while it is faulty."""

    lines: list[difference.Line] = field(default_factory=list)
    faults: list[Said] = field(default_factory=list)
    data: bytes | None = None


def _difference(found: Version) -> Difference:
    now, source = datetime.now(UTC), live()
    frozen = getattr(found, "frozen", None)
    try:
        data = bytes(frozen.edition) if frozen else _draft(found, source)
    except Faulty as fault:
        return Difference(faults=said(compose.apply(json.loads(source), found.change), fault.faults))
    before, after = (parsed(one) for one in (source, data))
    return Difference(difference.lines(before, after, history.in_one_form(source), json.loads(data), now), [], data)


@require_POST
@stepped_up
def act(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Submit, approve (and go on to signing), return, withdraw, or (demo) sign with a key file."""
    found = get_object_or_404(Version, pk=pk)
    with told(request):
        try:
            _act(request, found, act)
        except Faulty as fault:
            draft = compose.apply(json.loads(live()), found.change)
            for one in said(draft, fault.faults[:20]):
                messages.error(request, f"{one.where}: {one.what}")
    page = reverse("version", args=[pk])
    return redirect(f"{page}#sign" if act == "approve" and found.approver_id == officer_of(request).pk else page)


def _act(request: HttpRequest, found: Version, act: str) -> None:
    officer = officer_of(request)
    match act:
        case "submit":
            service.submit(officer, found, replace=request.POST.get("replace") == "on")
        case "approve" if request.POST.get("seen") == "on":
            service.approve(officer, found)
        case "approve":
            raise Fault(
                say("내용과 표시 대상을 확인했다고 표시하세요.", "Tick that you have checked content and reach.")
            )
        case "return":
            reason = plain(request.POST.get("reason", ""))
            if wrong := misleading(reason):
                raise Fault(say(f"쓸 수 없는 문자: {wrong}", f"Characters that cannot be shown: {wrong}"))
            service.give_back(officer, found, reason)
        case "withdraw":
            service.withdraw(officer, found)
        case "demo-sign":
            service.sign_with_demo_key(officer, found)
        case _:
            raise Http404


def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures so far, as a piece of the version's page: what the page asks for while they are being painted."""
    found = get_object_or_404(Version.objects.select_related("frozen"), pk=pk)
    data = _bytes(found)
    if data is None:
        raise Http404
    context = {"version": found, "easel": pictures.of(found, data, paint=False)}
    return render(request, "desk/pictures.html", context)


def picture(request: HttpRequest, pk: int, key: str, name: str) -> HttpResponseBase:  # noqa: ARG001
    """One picture of a kiosk's screen, painted from the version."""
    data = pictures.read(key, name)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def _bytes(found: Version) -> bytes | None:
    frozen = getattr(found, "frozen", None)
    try:
        return bytes(frozen.edition) if frozen else _draft(found, live())
    except Faulty:
        return None


def _draft(found: Version, source: bytes) -> bytes:
    return compose.compose(source, found.change, 1, datetime.now(UTC), chain.head())


def audit(request: HttpRequest) -> HttpResponse:
    """The newest lines, or those up to one moment: what was done, and what was in force then."""
    rows = Audit.objects.order_by("-id")
    asked = request.GET.get("at", "")
    at = _moment(asked)
    if asked and not at:
        messages.error(request, say("시각을 읽을 수 없습니다: ", "That moment cannot be read: ") + asked[:40])
    if at:
        rows = rows.filter(at__lte=at)
    from kiosk.desk.publishing.models import Published

    force = Published.objects.select_related("frozen__version").order_by("-id")
    found = (force.filter(at__lte=at) if at else force).first()
    context: dict[str, object] = {"rows": rows[:PAGE], "force": found, "at": asked if at else ""}
    if found and at:
        context |= _stood(bytes(found.frozen.edition), at)
    return render(request, "desk/audit.html", context)


def _stood(data: bytes, at: datetime) -> dict[str, object]:
    """Every level and notice of an edition at a moment; nothing of one written in a form that is no longer read."""
    try:
        edition = parsed(data)
    except Faulty:
        return {}
    return {"standing": levels(edition, at), "notices": [one for one in edition.notices if one.start <= at < one.end]}


def audit_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    """The whole chain as CSV; a cell that a spreadsheet would compute is quoted off."""

    class Echo:
        def write(self, value: str) -> str:
            return value

    writer = csv.writer(Echo())

    def rows() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(["id", "at", "who", "act", "subject", "detail", "before", "hash"])
        for line in Audit.objects.order_by("id").iterator():
            detail = json.dumps(line.detail, ensure_ascii=False, sort_keys=True)
            cells = [line.pk, line.at.isoformat(), line.who, line.act, line.subject, detail, line.before, line.hash]
            yield writer.writerow([f"'{one}" if str(one)[:1] in "=+-@\t\r" else one for one in cells])

    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@stepped_up
def admit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The demo's: the two supervisors' key files on this machine sign. Elsewhere: `kiosk desk admit`, with the safes' keys."""
    officer = officer_of(request)
    with told(request):
        if not settings.DESK.demo:
            raise Fault(
                say(
                    "시연에서만 됩니다. `kiosk desk admit`이 감독관의 키를 씁니다.",
                    "only in the demo: `kiosk desk admit` takes the supervisors' keys",
                )
            )
        if not officer.supervises:
            raise Fault(say("감독관만 할 수 있습니다.", "Only a supervisor may do this."))
        enrollment.admit(officer, get_object_or_404(Passkey, pk=pk), online())
    return redirect("people")


def _moment(value: str) -> datetime | None:
    """What was asked, in Korean time; None where it is nothing, or nothing that can be."""
    from kiosk.desk.words import SEOUL

    try:
        found = datetime.fromisoformat(value).replace(tzinfo=SEOUL)
        of_our_time(found)
    except (ValueError, ValidationError):
        return None
    return found
