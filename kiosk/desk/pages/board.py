"""The board: every zone with its level, what waits, what runs out."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.editing import alarms, coming, parts, svg_map
from kiosk.desk.editing.coming import level_name
from kiosk.desk.editing.models import State, Version
from kiosk.desk.ministry import alarms as ministry
from kiosk.desk.pages import causes
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of
from kiosk.desk.publishing import proof
from kiosk.desk.publishing.actions.publish import reconcile
from kiosk.desk.publishing.desk_feed import live, parsed, repository
from kiosk.desk.publishing.waiting import waiting
from kiosk.desk.signers import rosters
from kiosk.desk.telling import answering, ways
from kiosk.desk.telling.models import Call
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.domain import standing as rules
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.moments import utc_text
from kiosk.domain.notice import Correction, Notice
from kiosk.domain.standing import View
from kiosk.domain.text import Text
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.open_data.outline import view_box

ASK_AFTER = timedelta(days=1)
SHOWN_DRAFTS = 10


def board(request: HttpRequest) -> HttpResponse:
    """Show all zones with the level in force and the next change; what waits; what is about to expire."""
    reconcile()
    now, feed = datetime.now(UTC), repository()
    edition = parsed(live(feed))
    context = {
        "rows": levels(edition, now),
        "edition": edition,
        "waiting": waiting(),
        "returned": causes.returned(now),
        "calls": _calls(now),
        "notices": [notice for notice in edition.notices if notice.end > now],
        "alarms": [
            *alarms.of(edition, feed, now),
            *rosters.alarms(),
            *ministry.of(edition, now),
            *proof.alarms(),
            *_unheard(),
        ],
        "calendar": _calendar(edition, now),
        "ground": svg_map.drawn(edition, now, say("ko", "en")),
        "view_box": view_box(),
        "ask": now - edition.attested_at > ASK_AFTER,
        "may_write": policy.may(officer_of(request), Act.WRITE),
    }
    return render(request, "desk/board.html", context | _drafts())


def _drafts() -> dict[str, Any]:
    drafts = Version.objects.filter(state=State.DRAFT).select_related("author")
    return {"drafts": drafts[:SHOWN_DRAFTS], "drafts_left": max(0, drafts.count() - SHOWN_DRAFTS)}


def _unheard() -> list[str]:
    why = ways.unheard()
    return [say(*why)] if why and not settings.DESK.demo else []


def _calls(now: datetime) -> list[Call]:
    """What people are being told of again and again: to be taken in hand, or quieted."""
    asked = Call.objects.filter(ended=None, acknowledged=None).exclude(quiet_until__gt=now)
    return list(asked.filter(told__isnull=False).distinct()[:10])


@require_POST
def answer(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Say that a call is in hand, or let it be quiet."""
    call, acts = get_object_or_404(Call, pk=pk), {"acknowledge": answering.acknowledge, "quiet": answering.quiet}
    if act not in acts:
        raise Http404
    with told(request):
        acts[act](officer_of(request), call, datetime.now(UTC))
    return redirect("board")


def levels(edition: Edition, at: datetime) -> list[dict[str, Any]]:
    """Return every zone with its level at that moment and the next change after it, worst first, of both."""
    kinds = (ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION, ZoneKind.REST)
    rows = [_row(edition, zone, at) for zone in edition.of_kind(*kinds)]
    return sorted(rows, key=lambda row: -max(row["rank"], row["next_rank"]))


def _row(edition: Edition, zone: Zone, now: datetime) -> dict[str, Any]:
    standing = rules.standing(edition, zone.id, View.at(now))
    held, language = standing.advisory, say("ko", "en")
    return {
        "name": zone.name.in_(language),
        "id": zone.id,
        "level": level_name(edition, held, language),
        "css": held.level.name.lower() if held else "none",
        "rank": held.level if held else 0,
        "since": rules.held_since(edition, standing, now),
        "around": _around(edition, zone, held, language),
        "seen": parts.seen_on(utc_text(held.observed_at), language) if held and held.observed_at else "",
        "overdue": standing.overdue,
        "held": held,
        **_coming(edition, zone, held, now),
    }


def _around(edition: Edition, zone: Zone, held: Advisory | None, language: str) -> str:
    """The name of what decides over a place that holds no level of its own, "" where it does."""
    return edition.zone(held.zone).name.in_(language) if held and held.zone != zone.id else ""


def _calendar(edition: Edition, now: datetime) -> list[dict[str, Any]]:
    """All that starts and ends, the soonest first: levels, legal ends, notices and corrections, the edition itself."""
    found = [
        (turn.at, *coming.words(edition, turn), turn.kind is coming.Kind.SAME) for turn in coming.turns(edition, now)
    ]
    shown: list[tuple[Notice | Correction, Text, str, str]] = [
        (one, one.title, "공지", "Notice") for one in edition.notices
    ]
    shown += [(one, one.right, "정정", "Correction") for one in edition.corrections]
    for one, text, ko, en in shown:
        for at, begins in ((one.start, True), (one.end, False)):
            what = (("시작", "begins") if begins else ("종료", "ends")) if at > now else None
            if what:
                found.append((at, f"{ko} {what[0]}: {text.in_('ko')}", f"{en} {what[1]}: {text.in_('en')}", False))
    if edition.number:
        found.append((edition.valid_until, "이 판의 유효기간 끝", "This edition's validity ends", False))
    return [
        {"at": at, "what": say(ko, en), "doubt": doubt} for at, ko, en, doubt in sorted(found, key=lambda one: one[0])
    ]


def _coming(edition: Edition, zone: Zone, held: Advisory | None, now: datetime) -> dict[str, Any]:
    """The next change of a zone's level, if one is known."""
    turns = sorted({at for one in edition.advisories for at in (one.effective, one.until) if at and at > now})
    later = ((at, rules.standing(edition, zone.id, View.at(at)).advisory) for at in turns)
    turn = next(((at, one) for at, one in later if (one and one.id) != (held and held.id)), None)
    if turn is None:
        return {"next_rank": 0, "next": None, "next_id": ""}
    at, then = turn
    named = level_name(edition, then, say("ko", "en"))
    begins = then.id if then and then.effective == at else ""
    return {"next_rank": then.level if then else 0, "next": (at, named), "next_id": begins}
