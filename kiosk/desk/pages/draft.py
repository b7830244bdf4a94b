"""The draft to which a text is added: `?onto=PK` names it, so that a group and its signs, or a wrong text and its
correction, go out together. Without it a change lands in a draft of its own.

Rule: to write on what waits for approval or signatures takes it back, so it is asked for what taking back is asked for: a
fresh second factor (`saved`). A draft, or what was returned, waits for nobody.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html

from kiosk.desk.editing import compose
from kiosk.desk.editing.models import Kind, State, Version
from kiosk.desk.editing.part import Json, Part
from kiosk.desk.people.stepup import asked, is_fresh, officer_of
from kiosk.desk.publishing.actions.save import save
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.publishing.models import Published
from kiosk.desk.words import Pair, say
from kiosk.desk.words.refusals import told

OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.RETURNED)


def ground(request: HttpRequest) -> tuple[Version | None, Json]:
    """Return the draft to add to, and the edition with it; or none, and the edition in force."""
    source: Json = json.loads(live())
    asked = request.GET.get("onto", "")
    if not asked:
        return None, source
    if not asked.isascii() or not asked.isdigit():
        raise Http404
    found = get_object_or_404(Version, pk=int(asked))
    if found.state not in OPEN or Published.objects.filter(frozen__version=found).exists():
        raise Http404
    return found, compose.apply(source, found.change)


def ground_or_newer(request: HttpRequest) -> tuple[Version | None, Json, Version | None]:
    """Return what `ground` does; of a draft that somebody wrote anew while this was typed, the newest made of it too."""
    asked = request.GET.get("onto", "")
    base = (
        Version.objects.filter(pk=int(asked), state=State.WITHDRAWN).first()
        if asked.isascii() and asked.isdigit()
        else None
    )
    newer = base and newest(base)
    if request.method != "POST" or base is None or newer is None:
        return *ground(request), None
    return base, compose.apply(json.loads(live()), base.change), newer


def newest(version: Version) -> Version | None:
    """Return the last of those written anew from a version, one from another; None if there is none."""
    newer = version.newer.first()
    return newer and (newest(newer) or newer)


def superseded(base: Version) -> Version | None:
    """Return what somebody made of a version and did not take back: to edit it again would make a second one beside it."""
    newer = newest(base)
    return newer if newer and newer.state != State.WITHDRAWN else None


def overtaken(newer: Version) -> str:
    """Return what is said to whoever wrote on a draft that somebody else wrote anew meanwhile."""
    words = say(
        "그사이 다른 사람이 이 초안을 고쳤습니다. 적은 것은 아래에 그대로 있습니다. 새 초안에 옮겨 적으세요:",
        "Somebody wrote this draft anew meanwhile. What you typed is still below; carry it over to the newer draft:",
    )
    return format_html('{} <a href="{}">{}</a>', words, reverse("version", args=[newer.pk]), newer.line)


def query(onto: Version | None) -> str:
    """Return what every link carries on."""
    return "?" + urlencode({"onto": onto.pk}) if onto else ""


def keep(
    request: HttpRequest, part: Part, onto: Version | None, change: Json, summary: Pair, form: Any = None
) -> HttpResponse:
    """Save the change as a version, with what `onto` holds, and show it."""
    found = form.cleaned_data if form else {}
    version = Version(kind=Kind(part.kind), change=change)
    version.summary, version.summary_en = summary
    version.starts, version.ends = found.get("start"), found.get("end")
    if onto:
        version.kind, version.form = onto.kind, onto.form
        version.change = compose.merged(onto.change, change)
        version.summary = _joined(onto.summary, version.summary)
        version.summary_en = _joined(onto.summary_en or onto.summary, version.summary_en)
        version.starts, version.ends = onto.starts, onto.ends
    return saved(request, version, onto, "texts", form)


def saved(
    request: HttpRequest, version: Version, base: Version | None, otherwise: str, form: Any = None
) -> HttpResponse:
    """Save a version and show it, with what was taken out of what was typed in `form`.

    Where it ends what waits, somebody whose second factor is old is asked for it first, and comes back to what they typed;
    what is refused is said on the page named `otherwise`.
    """
    if base and base.state in (State.SUBMITTED, State.APPROVED) and not is_fresh(request):
        return asked(request, _page(request))
    with told(request):
        save(officer_of(request), version, base)
        if remark := form and form.remark():
            messages.info(request, remark)
        return redirect("version", pk=version.pk)
    return redirect(otherwise)


def _page(request: HttpRequest) -> str:
    """The page itself; the order that it held comes back in its address, everything else in the browser's tab."""
    query = request.GET.copy()
    if keys := request.POST.getlist("key"):
        query.setlist("key", keys)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _joined(first: str, then: str) -> str:
    return first if then in first else f"{first} + {then}"[:300]
