"""What is written from the board: an announcement, a notice, its withdrawal, "still right"."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.editing import compose, svg_map
from kiosk.desk.editing.announcement_form import BEGUN, Announcement
from kiosk.desk.editing.begun import from_force
from kiosk.desk.editing.models import Kind, State, Version
from kiosk.desk.editing.notice_form import Notice
from kiosk.desk.editing.translated_form import MINUTE
from kiosk.desk.pages import draft, growing
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing.actions.submit import submit
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.publishing.models import Published
from kiosk.desk.publishing.waiting import waiting
from kiosk.desk.words import SEOUL, say
from kiosk.desk.words.refusals import told
from kiosk.domain.moments import utc_text
from kiosk.feed.open_data.outline import view_box
from kiosk.language.catalogues import in_every_language
from kiosk.language.ready_words import WITHDRAWN

Form = Announcement | Notice
FORMS: dict[Kind, type[Announcement] | type[Notice]] = {
    Kind.ANNOUNCEMENT: Announcement,
    Kind.NOTICE: Notice,
}
CARD_FOR = timedelta(minutes=30)
"""How long the correction card of a withdrawn notice is shown."""


def write_announcement(request: HttpRequest) -> HttpResponse:
    """Write a new transcription."""
    return _write(request, Kind.ANNOUNCEMENT, None)


def write_notice(request: HttpRequest) -> HttpResponse:
    """Write a new notice."""
    return _write(request, Kind.NOTICE, None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a newer version of one; what was signed of it is void."""
    base = get_object_or_404(Version, pk=pk)
    if base.kind not in FORMS or not base.form or Published.objects.filter(frozen__version=base).exists():
        raise Http404
    return _write(request, Kind(base.kind), base)


def _write(request: HttpRequest, kind: Kind, base: Version | None) -> HttpResponse:
    if not policy.may(officer_of(request), Act.WRITE):
        messages.error(request, say("경찰관과 감독관만 쓸 수 있습니다.", "Only officers and supervisors write."))
        return redirect("board")
    if kind == Kind.ANNOUNCEMENT and request.method == "POST" and (begun := growing.asked(request.POST)):
        return _page(request, kind, base, FORMS[kind](json.loads(live()), initial=begun.typed), begun)
    form = _form(request, kind, base)
    if base and request.method == "POST" and (newer := draft.superseded(base)):
        form.add_error(None, draft.overtaken(newer))
    if request.method == "POST" and form.is_valid():
        return draft.saved(request, _typed(form, kind, base), base, "board", form)
    return _page(request, kind, base, form)


def _page(
    request: HttpRequest, kind: Kind, base: Version | None, form: Form, begun: growing.Begun | None = None
) -> HttpResponse:
    context = {"form": form, "heading": kind.label, "base": base, "begun": begun, **_map(form)}
    page = "desk/announcement.html" if kind == Kind.ANNOUNCEMENT else "desk/write.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _form(request: HttpRequest, kind: Kind, base: Version | None) -> Form:
    now = datetime.now(SEOUL).strftime(MINUTE)
    first: dict[str, Any] = {"announced": now, "effective": now, "start": now, "zones": request.GET.getlist("zone")}
    first["rows"] = request.GET.get("rows", "")
    if request.GET.get("from") == BEGUN:
        first |= from_force(parsed(live()), datetime.now(UTC))
    return FORMS[kind](json.loads(live()), request.POST or None, initial=base.form if base else first)


def _map(form: Form) -> dict[str, Any]:
    """The map to tap on, where zones are chosen."""
    if "zones" not in form.fields:
        return {}
    ground = svg_map.drawn(parsed(live()), datetime.now(UTC), say("ko", "en"))
    return {"ground": ground, "view_box": view_box()}


def _typed(form: Form, kind: Kind, base: Version | None) -> Version:
    """What was typed, as a version that is yet to be kept; what else the draft under it carries stays in it."""
    times, change = form.cleaned_data, form.change()
    if base:
        change = compose.merged(compose.without(base.change, ("advisories", "notices")), change)
    ko, en = form.summary()
    version = Version(kind=kind, summary=ko, summary_en=en, change=change, form=form.typed())
    version.starts = form.begins() if isinstance(form, Announcement) else times.get("start")
    version.ends = form.ends() if isinstance(form, Announcement) else times.get("end")
    return version


@require_POST
@stepped_up
def withdraw_notice(request: HttpRequest, notice: str) -> HttpResponseBase:
    """Withdraw a notice by one tap: the edition without it, with a correction card for half an hour, waits for two signatures."""
    shown = next((one for one in json.loads(live())["notices"] if one["id"] == notice), None)
    if shown is None:
        raise Http404
    if (waits := waiting()) and waits.change.get("remove") == {"notices": [notice]}:
        return _already(request, waits)
    version = _withdrawal(shown, datetime.now(UTC).replace(microsecond=0))
    answer = draft.saved(request, version, None, "board")
    with told(request):  # another waits: the draft stays, and says so
        if version.pk:
            submit(officer_of(request), version)
    return answer


def _withdrawal(notice: dict[str, Any], now: datetime) -> Version:
    end, withdrawn = now + CARD_FOR, in_every_language(WITHDRAWN)
    card = {
        "id": f"withdrawn-{notice['id']}",
        "wrong": {code: notice["title"].get(code) or notice["title"]["en"] for code in withdrawn},
        "right": withdrawn,
        "start": utc_text(now),
        "end": utc_text(end),
        "notice": notice["id"],
        **({"audience": notice["audience"]} if notice.get("audience") else {}),
    }
    change = {"remove": {"notices": [notice["id"]]}, "add": {"corrections": [card]}}
    version = Version(kind=Kind.WITHDRAWAL, change=change, starts=now, ends=end)
    version.summary = f"공지 철회: {notice['title']['ko']}"[:300]
    version.summary_en = f"Notice withdrawn: {notice['title']['en']}"[:300]
    return version


@require_POST
def write_attestation(request: HttpRequest) -> HttpResponse:
    """Attest "checked, still right": a new number in which only attestation and dates change.

    One that waits, or one's own draft of it, is gone on with.
    """
    change = {"attest": True}
    own = Version.objects.filter(kind=Kind.ATTESTATION, state=State.DRAFT, author=officer_of(request))
    for one in filter(None, (waiting(), own.first())):
        if one.change == change:
            return _already(request, one)
    version = Version(kind=Kind.ATTESTATION, change=change)
    version.summary, version.summary_en = "변동 없음 확인", "Checked, still right"
    return draft.saved(request, version, None, "board")


def _already(request: HttpRequest, version: Version) -> HttpResponse:
    messages.info(
        request,
        say(
            f"{version.author}의 것이 이미 있습니다. 여기서 이어 하세요.",
            f"{version.author}'s is there already: go on here.",
        ),
    )
    return redirect("version", pk=version.pk)
