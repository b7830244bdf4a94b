"""The texts of the edition in force: every part, its items, one form for each.

A change lands in a draft. `?onto=PK` adds it to a draft that is there already, so that a group and its signs, or a wrong
text and its correction, go out together.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from kiosk.desk.accounts.stepup import officer_of
from kiosk.desk.advice import compose, item_form, parts
from kiosk.desk.advice.models import Kind, State, Version
from kiosk.desk.advice.parts import PARTS, WRITTEN, Json, Part
from kiosk.desk.publishing import history, service
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.publishing.models import Published
from kiosk.desk.words import say
from kiosk.faults import Fault

OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.RETURNED)


def index(request: HttpRequest) -> HttpResponse:
    """Every part with its number of items."""
    onto, source = _ground(request)
    rows = [(one, say(one.ko, one.en), len(parts.items(source, one))) for one in WRITTEN]
    return render(request, "desk/texts.html", {"rows": rows, "onto": onto, "query": _query(onto)})


def listed(request: HttpRequest, part: str) -> HttpResponse:
    """The items of one part."""
    found = _part(part)
    onto, source = _ground(request)
    tongue = say("ko", "en")
    items, zones = parts.items(source, found), parts.names(source, tongue)
    rows = [(key, parts.title(item, tongue, zones), _note(found, item)) for key, item in items.items()]
    if not found.rewritten:
        rows.reverse()  # the newest first
    context = {"part": found, "title": say(found.ko, found.en), "rows": rows, "onto": onto, "query": _query(onto)}
    return render(request, "desk/texts_of.html", {**context, "may_write": officer_of(request).writes})


def write(request: HttpRequest, part: str, item: str = "") -> HttpResponse:
    """Write one item anew, add one, or take one out."""
    found = _part(part)
    onto, source, newer = _ground_or_newer(request)
    held = parts.items(source, found).get(item) if item else None
    if (item and held is None) or not (item or found.grows):
        raise Http404
    was = compose.mark(parts.items(json.loads(live()), found).get(item))
    if request.method == "POST" and "remove" in request.POST and held and found.shrinks and newer is None:
        return _keep(request, found, onto, *item_form.removal(found, held, was))
    if held and not found.rewritten:
        return _read_only(request, found, held, onto, source)
    form = item_form.ItemForm(found, source, held, was, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if newer is None:
            return _keep(request, found, onto, form.change(), form.summary(), form)
        form.add_error(None, _overtaken(newer))
    context: Json = {
        "form": form, "heading": say(found.ko, found.en), "part": found, "item": item, "onto": onto, "query": _query(onto),
        "held": held, "subtitle": parts.title(held, say("ko", "en")) if held else say("새로 쓰기", "New"),
    }  # fmt: skip
    if held and held.get("confirmed"):
        context["confirmed"] = (
            parts.shown(found, "confirmed_at", held.get("confirmed_at"), "ko"),
            history.confirmed(item),
        )
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


def _read_only(request: HttpRequest, part: Part, held: Json, onto: Version | None, source: Json) -> HttpResponse:
    """An item that can only be taken out: an advisory was announced as it stands, or was not."""
    tongue = say("ko", "en")
    fields = [
        (parts.label(part, one.name, tongue), parts.shown(part, one.name, held.get(one.name), tongue))
        for one in part.fields
    ]
    context = {
        "part": part,
        "title": parts.title(held, tongue, parts.names(source, tongue)),
        "fields": fields,
        "onto": onto,
    }
    return render(request, "desk/item.html", {**context, "may_write": officer_of(request).writes})


def _keep(
    request: HttpRequest, part: Part, onto: Version | None, change: Json, summary: str, form: Any = None
) -> HttpResponse:
    found = form.cleaned_data if form else {}
    version = Version(kind=Kind(part.kind), summary=summary, change=change)
    version.starts, version.ends = found.get("start"), found.get("end")
    if onto:
        version.kind, version.form = onto.kind, onto.form
        version.change = compose.merged(onto.change, change)
        version.summary = onto.summary if summary in onto.summary else f"{onto.summary} + {summary}"[:300]
        version.starts, version.ends = onto.starts, onto.ends
    try:
        service.save(officer_of(request), version, onto)
    except Fault as fault:
        messages.error(request, str(fault))
        return redirect("texts")
    return redirect("version", pk=version.pk)


def _part(name: str) -> Part:
    found = PARTS.get(name)
    if found is None or not found.kind:
        raise Http404
    return found


def _ground(request: HttpRequest) -> tuple[Version | None, Json]:
    """The draft to add to, and the edition with it; or none, and the edition in force."""
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


def _ground_or_newer(request: HttpRequest) -> tuple[Version | None, Json, Version | None]:
    """As `_ground`; of a draft that somebody wrote anew while this was typed, the newest made of it too."""
    asked = request.GET.get("onto", "")
    base = (
        Version.objects.filter(pk=int(asked), state=State.WITHDRAWN).first()
        if asked.isascii() and asked.isdigit()
        else None
    )
    newer = base and base.newer.first()
    if request.method != "POST" or base is None or newer is None:
        return *_ground(request), None
    while after := newer.newer.first():
        newer = after
    return base, compose.apply(json.loads(live()), base.change), newer


def _overtaken(newer: Version) -> str:
    words = say(
        "그사이 다른 사람이 이 초안을 고쳤습니다. 적은 것은 아래에 그대로 있습니다. 새 초안에 옮겨 적으세요:",
        "Somebody wrote this draft anew meanwhile. What you typed is still below; carry it over to the newer draft:",
    )
    return format_html('{} <a href="{}">{}</a>', words, reverse("version", args=[newer.pk]), newer.summary)


def _query(onto: Version | None) -> str:
    return "?" + urlencode({"onto": onto.pk}) if onto else ""


def _note(part: Part, item: Json) -> str:
    if part.name == "contacts":
        at = parts.shown(part, "confirmed_at", item.get("confirmed_at"), "ko")
        return say(f"확인 {at}", f"confirmed {at}") if item.get("confirmed") else say("미확인", "to be confirmed")
    names = {"signs": "weight", "phrases": "use"}
    if name := names.get(part.name):
        return parts.shown(part, name, item[name], say("ko", "en"))
    return ""


def written(version: Version) -> list[tuple[str, str, str, str]]:
    """(part, key, what it is called, how) of every text that a version writes: from there it is written on."""
    tongue, found = say("ko", "en"), []
    zones = parts.names(json.loads(live()), tongue)
    for side, how in (("add", ""), ("remove", say("삭제", "removed"))):
        for name, items in version.change.get(side, {}).items():
            part = PARTS[name]
            for item in items if part.kind else ():
                known = isinstance(item, dict)
                title = parts.title(item, tongue, zones) if known else str(item)
                found.append((name, parts.key(item) if known else str(item), f"{say(part.ko, part.en)} · {title}", how))
    return found
