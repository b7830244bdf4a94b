"""One version with all that can be done to it; the list of all."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kiosk.desk.editing import compose, difference, reach
from kiosk.desk.editing.faults import Said, said
from kiosk.desk.editing.models import Kind, Note, State, Version
from kiosk.desk.editing.pasted import misleading, plain
from kiosk.desk.pages import draft, preview, screens, signing, texts
from kiosk.desk.pages.fleet import where
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing import history, pictures, signatories
from kiosk.desk.publishing.actions.approve import approve
from kiosk.desk.publishing.actions.bring_back import bring_back, can_come_back
from kiosk.desk.publishing.actions.give_back import give_back
from kiosk.desk.publishing.actions.leave_note import leave_note
from kiosk.desk.publishing.actions.sign import sign_with_demo_key
from kiosk.desk.publishing.actions.submit import submit
from kiosk.desk.publishing.actions.withdraw import withdraw
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.publishing.models import Frozen, Published
from kiosk.desk.publishing.waiting import WAITS, signed_so_far, waiting
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.faults import Fault
from kiosk.feed.document.broken import Faulty


def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what it would change, in words and pictures, who it reaches, and the buttons that fit its state and the reader."""
    rows = Version.objects.select_related("author", "submitter", "approver", "base", "frozen__published")
    found = get_object_or_404(rows, pk=pk)
    frozen = getattr(found, "frozen", None)
    published = getattr(frozen, "published", None) if frozen else None
    context = (
        _stands(found, frozen, published)
        | _shown(found, published)
        | _buttons(request, found, published)
        | where(published)
    )
    return render(request, "desk/version.html", context)


def _stands(found: Version, frozen: Frozen | None, published: Published | None) -> dict[str, object]:
    return {
        "version": found,
        "frozen": frozen,
        "published": published,
        "changes": history.of(frozen) if frozen and published else [],
        "notes": Note.objects.filter(version__in=[found.pk, found.base_id]).select_related("officer"),
        "reach": reach.words(found.change),
        "newer": found.newer.first() if found.state == State.WITHDRAWN else None,
        "other": waiting() if found.state == State.DRAFT else None,
    }


def _shown(found: Version, published: Published | None) -> dict[str, object]:
    shown = Difference() if published else _difference(found)
    easel = pictures.of(found, shown.data, shown.live) if shown.data else None
    return {
        "lines": shown.lines,
        "low": [one for one in shown.lines if one.tick],
        "faults": shown.faults,
        "easel": easel,
    }


def _buttons(request: HttpRequest, found: Version, published: Published | None) -> dict[str, object]:
    """What fits the version's state and the reader."""
    officer, frozen = officer_of(request), getattr(found, "frozen", None)
    waits = frozen is not None and published is None and found.state in WAITS
    signers = signed_so_far(found) if waits else ()
    writes, open_ = policy.may(officer, Act.WRITE), not published and found.state in draft.OPEN
    approves = policy.may(officer, Act.APPROVE) and found.state == State.SUBMITTED
    return _signing(found, officer, signers, waits) | {
        "preview_link": preview.link(request, found.pk),
        "may_preview": writes and found.state in preview.SHOWN and published is None,
        "signers": signers,
        "waits": waits,
        "written": texts.written(found) if open_ and writes else [],
        "may_write": writes,
        "may_edit": writes and open_,
        "has_form": found.kind in (Kind.ANNOUNCEMENT, Kind.NOTICE) and bool(found.form),
        "may_approve": approves and _is_another(officer, found),
        "may_come_back": writes and can_come_back(found),
    }


def _signing(found: Version, officer: Officer, signers: tuple[str, ...], waits: bool) -> dict[str, object]:
    """Whether the reader may sign now, by touch or key file; and who else could give what is missing."""
    if not waits:
        return {"may_sign": False}
    able = {one.name: one for one in signatories.able()}
    own = able.get(officer.username)
    taken = officer.username not in signers and signatories.may_sign(found, officer)
    return {
        "may_sign": taken and own is not None,
        "by_touch": own is not None and own.touches,
        "sign_link": signing.link(found.frozen, officer),
        "keyless": taken and own is None,
        "others": [name for name in able if name not in (*signers, officer.username)],
    }


def _is_another(officer: Officer, found: Version) -> bool:
    return policy.is_another(officer, found.touches.values_list("officer", flat=True))


@dataclass(frozen=True)
class Difference:
    """What a version changes; what is wrong with it; the edition's bytes (None while it is faulty), and those in force."""

    lines: list[difference.Line] = field(default_factory=list)
    faults: list[Said] = field(default_factory=list)
    data: bytes | None = None
    live: bytes = b""


def _difference(found: Version) -> Difference:
    now, source = datetime.now(UTC), live()
    try:
        data = screens.edition_of(found, source)
    except Faulty as fault:
        return Difference(faults=said(compose.apply(json.loads(source), found.change), fault.faults))
    before, after = (parsed(one) for one in (source, data))
    return Difference(
        difference.lines(before, after, history.in_one_form(source), json.loads(data), now), [], data, source
    )


@require_POST
@stepped_up
def act(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Submit, approve (and go on to signing), return, withdraw, bring back, leave a note, or (demo) sign with a key file."""
    found = get_object_or_404(Version, pk=pk)
    with told(request):
        try:
            pk = _act(request, found, act)
        except Faulty as fault:
            draft = compose.apply(json.loads(live()), found.change)
            for one in said(draft, fault.faults[:20]):
                messages.error(request, f"{one.where}: {one.what}")
    page = reverse("version", args=[pk])
    return redirect(f"{page}#sign" if act == "approve" and found.approver_id == officer_of(request).pk else page)


def _act(request: HttpRequest, found: Version, act: str) -> int:
    """Do it; the number of the version to show then."""
    officer = officer_of(request)
    match act:
        case "submit":
            submit(officer, found, replace=request.POST.get("replace") == "on")
        case "approve":
            _must_have_seen(request, found)
            approve(officer, found)
        case "return":
            give_back(officer, found, _plain(request, "reason"))
        case "withdraw":
            withdraw(officer, found)
        case "note":
            leave_note(officer, found, _plain(request, "note"))
        case "again":
            return bring_back(officer, found).pk
        case "demo-sign":
            sign_with_demo_key(officer, found)
        case _:
            raise Http404
    return found.pk


def _must_have_seen(request: HttpRequest, found: Version) -> None:
    """The approver ticks that all was checked, and by name each place that stays lower than the ground around it."""
    if request.POST.get("seen") != "on":
        ko = "내용과 표시 대상을 확인했다고 표시하세요."
        raise Fault(say(ko, "Tick that you have checked content and reach."))
    if not _is_another(officer_of(request), found):
        return  # who wrote it is refused for that
    ticked, shown = set(request.POST.getlist("lower")), _difference(found)
    if {one.tick for one in shown.lines if one.tick} - ticked:
        ko = "더 낮게 남는 곳을 하나씩 확인했다고 표시하세요."
        raise Fault(say(ko, "Tick each place that stays lower."))
    if request.POST.get("unpainted") != "on" and shown.data:
        screens.must_be_painted(pictures.of(found, shown.data, shown.live))


def _plain(request: HttpRequest, name: str) -> str:
    found = plain(request.POST.get(name, ""))
    if wrong := misleading(found):
        raise Fault(say(f"쓸 수 없는 문자: {wrong}", f"Characters that cannot be shown: {wrong}"))
    return found


def versions(request: HttpRequest) -> HttpResponse:
    """Show every version, or with `?state=` those that stand there, with `?q=` those that hold the words; newest first."""
    found = Version.objects.select_related("author", "submitter", "approver", "frozen__published")
    state = next((one for one in State if one == request.GET.get("state")), None)
    if words := request.GET.get("q", "").strip()[:80]:
        found = found.filter(
            Q(summary__icontains=words) | Q(summary_en__icontains=words) | Q(author__username__icontains=words)
        )
    page = Paginator(found.filter(state=state) if state else found, 50).get_page(request.GET.get("page"))
    return render(request, "desk/versions.html", {"page": page, "state": state, "states": State, "q": words})
