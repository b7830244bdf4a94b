"""The texts of the edition in force: every part, its items, one form for each.

A change lands in a draft, or in one that is there already (`kiosk.desk.advice.draft`).
"""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kiosk.desk.accounts.stepup import officer_of
from kiosk.desk.advice import compose, draft, item_form, parts
from kiosk.desk.advice.models import Version
from kiosk.desk.advice.parts import PARTS, WRITTEN, Json, Part
from kiosk.desk.publishing import history
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.words import say


def index(request: HttpRequest) -> HttpResponse:
    """Every part with its number of items."""
    onto, source = draft.ground(request)
    rows = [(one, say(one.ko, one.en), len(parts.items(source, one))) for one in WRITTEN]
    return render(request, "desk/texts.html", {"rows": rows, "onto": onto, "query": draft.query(onto)})


def listed(request: HttpRequest, part: str) -> HttpResponse:
    """The items of one part."""
    found = _part(part)
    onto, source = draft.ground(request)
    language = say("ko", "en")
    items, zones = parts.items(source, found), parts.names(source, language)
    rows = [(key, parts.title(item, language, zones), _note(found, item)) for key, item in items.items()]
    if not found.rewritten:
        rows.reverse()  # the newest first
    context = {"part": found, "title": say(found.ko, found.en), "rows": rows, "onto": onto, "query": draft.query(onto)}
    return render(request, "desk/texts_of.html", {**context, "may_write": officer_of(request).writes})


def write(request: HttpRequest, part: str, item: str = "") -> HttpResponse:
    """Write one item anew, add one, or take one out."""
    found = _part(part)
    onto, source, newer = draft.ground_or_newer(request)
    held = parts.items(source, found).get(item) if item else None
    if (item and held is None) or not (item or found.grows):
        raise Http404
    was = compose.mark(parts.items(json.loads(live()), found).get(item))
    if request.method == "POST" and "remove" in request.POST and held and found.shrinks and newer is None:
        change, summary = item_form.removal(found, held, was)
        if lacking := item_form.kept(found, source, change):
            return _stays(request, lacking)
        return draft.keep(request, found, onto, change, summary)
    if held and not found.rewritten:
        return _read_only(request, found, held, onto, source)
    form = item_form.ItemForm(found, source, held, was, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if newer is None:
            return draft.keep(request, found, onto, form.change(), form.summary(), form)
        form.add_error(None, draft.overtaken(newer))
    context: Json = {
        "form": form, "heading": say(found.ko, found.en), "part": found, "item": item, "onto": onto, "query": draft.query(onto),
        "held": held, "subtitle": parts.title(held, say("ko", "en")) if held else say("새로 쓰기", "New"),
    }  # fmt: skip
    if held and held.get("confirmed"):
        context["confirmed"] = (
            parts.shown(found, "confirmed_at", held.get("confirmed_at"), "ko"),
            history.confirmed(item),
        )
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


def _stays(request: HttpRequest, lacking: list[str]) -> HttpResponse:
    """What every screen stands on is not taken out; why, and what to do instead, on the page it was asked on."""
    said = say("뺄 수 없습니다", "It cannot be taken out")
    instead = say("바꾸려면 새것을 먼저 더하세요.", "To change it, add the new one first.")
    messages.error(request, f"{said}: {' '.join(lacking)} {instead}")
    return redirect(request.get_full_path())


def _read_only(request: HttpRequest, part: Part, held: Json, onto: Version | None, source: Json) -> HttpResponse:
    """An item that can only be taken out: an advisory was announced as it stands, or was not."""
    language = say("ko", "en")
    fields = [
        (parts.label(part, one.name, language), parts.shown(part, one.name, held.get(one.name), language))
        for one in part.fields
    ]
    context = {
        "part": part,
        "title": parts.title(held, language, parts.names(source, language)),
        "fields": fields,
        "onto": onto,
    }
    return render(request, "desk/item.html", {**context, "may_write": officer_of(request).writes})


def _part(name: str) -> Part:
    found = PARTS.get(name)
    if found is None or not found.kind:
        raise Http404
    return found


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
    language, found = say("ko", "en"), []
    zones = parts.names(json.loads(live()), language)
    for side, how in (("add", ""), ("remove", say("삭제", "removed"))):
        for name, items in version.change.get(side, {}).items():
            part = PARTS[name]
            for item in items if part.kind else ():
                known = isinstance(item, dict)
                title = parts.title(item, language, zones) if known else str(item)
                found.append((name, parts.key(item) if known else str(item), f"{say(part.ko, part.en)} · {title}", how))
    for name in version.change.get("order", ()):
        part = PARTS[name]
        found.append((name, "order", f"{say(part.ko, part.en)} · {parts.label(part, parts.ORDER, language)}", ""))
    return found
