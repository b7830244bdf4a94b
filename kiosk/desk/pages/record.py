"""The record: what was done, and what was in force then; all of it as CSV."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from kiosk.desk.audit import chain
from kiosk.desk.audit.models import Audit
from kiosk.desk.editing.translated_form import of_our_time
from kiosk.desk.pages.board import levels
from kiosk.desk.pages.tags import DEEDS
from kiosk.desk.people.stepup import officer_of
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.publishing.models import Published
from kiosk.desk.words import SEOUL, say
from kiosk.feed.document.broken import Faulty

PAGE = 100


def audit(request: HttpRequest) -> HttpResponse:
    """Show the newest lines, or those up to one moment: what was done, and what was in force then."""
    rows, asked = _found(request), request.GET.get("at", "")
    at = _moment(asked)
    if asked and not at:
        messages.error(request, say("시각을 읽을 수 없습니다: ", "That moment cannot be read: ") + asked[:40])
    published = Published.objects.select_related("frozen__version").order_by("-id")
    if not at:
        return render(
            request, "desk/audit.html", {"rows": rows[:PAGE], "force": published.first(), "at": "", **_sought(request)}
        )
    force = published.filter(at__lte=at).first()
    context = {"rows": rows.filter(at__lte=at)[:PAGE], "force": force, "at": asked, **_sought(request)}
    context["known"] = levels(parsed(live()), at)
    stood = _stood(bytes(force.frozen.edition), at) if force else {}
    return render(request, "desk/audit.html", context | stood)


def _found(request: HttpRequest) -> QuerySet[Audit]:
    """The lines that hold what is sought: who, what they did, to what; newest first."""
    words, act = request.GET.get("q", "").strip()[:80], request.GET.get("act", "")
    rows = Audit.objects.order_by("-id")
    if act:
        rows = rows.filter(act=act)
    return (
        rows.filter(Q(who__icontains=words) | Q(subject__icontains=words) | Q(act__icontains=words)) if words else rows
    )


def _sought(request: HttpRequest) -> dict[str, object]:
    deeds = sorted((say(*words), act) for act, words in DEEDS.items())
    return {"q": request.GET.get("q", ""), "act": request.GET.get("act", ""), "deeds": deeds}


def _stood(data: bytes, at: datetime) -> dict[str, object]:
    """Every level and notice of an edition at a moment; nothing of one written in a form that is no longer read."""
    try:
        edition = parsed(data)
    except Faulty:
        return {}
    return {"standing": levels(edition, at), "notices": [one for one in edition.notices if one.start <= at < one.end]}


def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the whole chain as CSV, and note who took it; a cell that a spreadsheet would compute is quoted off."""
    chain.note(officer_of(request), "export", "audit.csv", datetime.now(UTC))
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return StreamingHttpResponse(_rows(), content_type="text/csv; charset=utf-8", headers=headers)


def _rows() -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["id", "at", "who", "act", "subject", "detail", "before", "hash"])
    for line in Audit.objects.order_by("id").iterator():
        detail = json.dumps(line.detail, ensure_ascii=False, sort_keys=True)
        cells = [line.pk, line.at.isoformat(), line.who, line.act, line.subject, detail, line.before, line.hash]
        yield writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t\r" else cell for cell in cells])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _moment(value: str) -> datetime | None:
    """What was asked, in Korean time; None where it is nothing, or nothing that can be."""
    try:
        found = datetime.fromisoformat(value).replace(tzinfo=SEOUL)
        of_our_time(found)
    except (ValueError, ValidationError):
        return None
    return found
