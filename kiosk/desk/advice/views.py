"""The board, the forms, the list of versions."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk import conf
from kiosk.desk.accounts import rosters
from kiosk.desk.accounts.models import Officer, Role
from kiosk.desk.accounts.stepup import officer_of, stepped_up
from kiosk.desk.advice import alarms, compose, draft, forms, parts, phrases, svg_map
from kiosk.desk.advice.difference import level_name
from kiosk.desk.advice.models import Kind, State, Version
from kiosk.desk.advice.translated_form import MINUTE
from kiosk.desk.ministry import alarms as ministry
from kiosk.desk.publishing import service
from kiosk.desk.publishing.desk_feed import live, parsed, repository
from kiosk.desk.publishing.models import Published
from kiosk.desk.refusals import told
from kiosk.desk.words import SEOUL, say
from kiosk.domain import standing as rules
from kiosk.domain.edition import Edition
from kiosk.domain.standing import View
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document.members import time_to

FORMS: dict[Kind, type[forms.Announcement] | type[forms.Notice]] = {
    Kind.ANNOUNCEMENT: forms.Announcement,
    Kind.NOTICE: forms.Notice,
}
ASK_AFTER = timedelta(days=1)
SHOWN_RETURNED = timedelta(days=2)
SHOWN_DRAFTS = 10


def board(request: HttpRequest) -> HttpResponse:
    """All zones with the level in force and the next change; what waits; what is about to expire."""
    service.reconcile()
    now, feed = datetime.now(UTC), repository()
    drafts = Version.objects.filter(state=State.DRAFT).select_related("author")
    edition = parsed(live(feed))
    return render(
        request,
        "desk/board.html",
        {
            "rows": levels(edition, now),
            "edition": edition,
            "waiting": service.waiting(),
            "drafts": drafts[:SHOWN_DRAFTS],
            "drafts_left": max(0, drafts.count() - SHOWN_DRAFTS),
            "returned": _returned(now),
            "notices": [one for one in edition.notices if one.end > now],
            "alarms": [*alarms.of(edition, feed, now), *rosters.alarms(), *ministry.of(edition, now), *_unheard()],
            "ask": now - edition.attested_at > ASK_AFTER,
            "may_write": officer_of(request).writes,
        },
    )


def _unheard() -> list[str]:
    writers = Officer.objects.filter(is_active=True, role__in=(Role.OFFICER, Role.SUPERVISOR)).exclude(email="")
    why = alarms.unheard(conf.mails(settings.DESK), writers.exists())
    return [say(*why)] if why and not settings.DESK.demo else []


def levels(edition: Edition, at: datetime) -> list[dict[str, Any]]:
    """Every zone with its level at that moment and the next change after it, worst first, of both."""
    kinds = (ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION, ZoneKind.REST)
    rows = [_row(edition, zone, at) for zone in edition.of_kind(*kinds)]
    return sorted(rows, key=lambda row: -max(row["rank"], row["next_rank"]))


def _returned(now: datetime) -> list[Version]:
    """What was given back lately and nobody has written anew."""
    found = Version.objects.filter(state=State.RETURNED, decided__gt=now - SHOWN_RETURNED, newer=None)
    return list(found.select_related("author")[:10])


def _row(edition: Edition, zone: Zone, now: datetime) -> dict[str, Any]:
    held = rules.standing(edition, zone.id, View.at(now))
    found = held.advisory
    turns = sorted({at for one in edition.advisories for at in (one.effective, one.until) if at and at > now})
    later = ((at, rules.standing(edition, zone.id, View.at(at)).advisory) for at in turns)
    language = say("ko", "en")
    coming = next(((at, one) for at, one in later if (one and one.id) != (found and found.id)), None)
    return {
        "name": zone.name.in_(language),
        "id": zone.id,
        "level": level_name(edition, found, language),
        "css": found.level.name.lower() if found else "none",
        "rank": found.level if found else 0,
        "next_rank": (coming and coming[1] and coming[1].level) or 0,
        "since": found.effective if found and not found.observed else None,
        "seen": parts.seen_on(time_to(found.observed_at), language) if found and found.observed_at else "",
        "overdue": held.overdue,
        "next": (coming[0], level_name(edition, coming[1], language)) if coming else None,
        "next_id": coming[1].id if coming and coming[1] and coming[1].effective == coming[0] else "",
    }


def write_announcement(request: HttpRequest) -> HttpResponse:
    """A new transcription."""
    return _write(request, Kind.ANNOUNCEMENT, None)


def write_notice(request: HttpRequest) -> HttpResponse:
    """A new notice."""
    return _write(request, Kind.NOTICE, None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A newer version of one; what was signed of it is void."""
    base = get_object_or_404(Version, pk=pk)
    if base.kind not in FORMS or not base.form or Published.objects.filter(frozen__version=base).exists():
        raise Http404
    return _write(request, Kind(base.kind), base)


def _write(request: HttpRequest, kind: Kind, base: Version | None) -> HttpResponse:
    if not officer_of(request).writes:
        messages.error(request, say("경찰관과 감독관만 쓸 수 있습니다.", "Only officers and supervisors write."))
        return redirect("board")
    source = json.loads(live())
    now = datetime.now(SEOUL).strftime(MINUTE)
    first: dict[str, Any] = {"announced": now, "effective": now, "start": now, "zones": request.GET.getlist("zone")}
    form = FORMS[kind](source, request.POST or None, initial=base.form if base else first)
    context: dict[str, Any] = {"form": form, "heading": kind.label, "base": base}
    if "zones" in form.fields:
        edition = parsed(live())
        context |= {
            "ground": svg_map.drawn(edition, datetime.now(UTC), say("ko", "en")),
            "view_box": svg_map.view_box(),
        }
    if base and request.method == "POST" and (newer := draft.superseded(base)):
        form.add_error(None, draft.overtaken(newer))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        change = form.change()
        if base:  # what else the draft carries stays in it
            change = compose.merged(compose.without(base.change, change["add"]), change)
        ko, en = form.summary()
        version = Version(
            kind=kind, summary=ko, summary_en=en, change=change, form=form.typed(),
            starts=found.get("effective") or found.get("start"), ends=found.get("until") or found.get("end"),
        )  # fmt: skip
        return draft.saved(request, version, base, "board", form)
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


@require_POST
@stepped_up
def withdraw_notice(request: HttpRequest, notice: str) -> HttpResponseBase:
    """One tap: the edition without the notice, with a correction card for half an hour, waits for two signatures."""
    found = next((one for one in json.loads(live())["notices"] if one["id"] == notice), None)
    if found is None:
        raise Http404
    if (waits := service.waiting()) and waits.change.get("remove") == {"notices": [notice]}:
        return _already(request, waits)
    now = datetime.now(UTC).replace(microsecond=0)
    end = now + timedelta(minutes=30)
    card = {
        "id": f"withdrawn-{notice}",
        "wrong": {code: found["title"].get(code) or found["title"]["en"] for code in phrases.WITHDRAWN},
        "right": phrases.WITHDRAWN,
        "start": time_to(now),
        "end": time_to(end),
    }
    change = {"remove": {"notices": [notice]}, "add": {"corrections": [card]}}
    version = Version(kind=Kind.WITHDRAWAL, change=change, starts=now, ends=end)
    version.summary = f"공지 철회: {found['title']['ko']}"[:300]
    version.summary_en = f"Notice withdrawn: {found['title']['en']}"[:300]
    answer = draft.saved(request, version, None, "board")
    with told(request):  # another waits: the draft stays, and says so
        if version.pk:
            service.submit(officer_of(request), version)
    return answer


@require_POST
def write_attestation(request: HttpRequest) -> HttpResponse:
    """ "Checked, still right": a new number in which only attestation and dates change. One that waits, or one's own draft of
    it, is gone on with."""
    change = {"attest": True}
    own = Version.objects.filter(kind=Kind.ATTESTATION, state=State.DRAFT, author=officer_of(request))
    for one in filter(None, (service.waiting(), own.first())):
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


def versions(request: HttpRequest) -> HttpResponse:
    """Every version, or with `?state=` those that stand there, newest first."""
    found = Version.objects.select_related("author", "submitter", "approver", "frozen__published")
    state = next((one for one in State if one == request.GET.get("state")), None)
    page = Paginator(found.filter(state=state) if state else found, 50).get_page(request.GET.get("page"))
    return render(request, "desk/versions.html", {"page": page, "state": state})
