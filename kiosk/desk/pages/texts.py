"""The texts of the edition in force: every part, its items, one form for each.

A change lands in a draft, or in one that is there already (`kiosk.desk.editing.draft`).
"""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kiosk.desk.editing import compose, item_form, parts
from kiosk.desk.editing.models import Version
from kiosk.desk.editing.part import Json, Part
from kiosk.desk.editing.parts_table import ORDER, PARTS, WRITTEN
from kiosk.desk.pages import draft
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of
from kiosk.desk.publishing import history
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.words import say


def index(request: HttpRequest) -> HttpResponse:
    """Show every part with its number of items."""
    onto, source = draft.ground(request)
    rows = [(one, say(one.ko, one.en), len(parts.items(source, one))) for one in WRITTEN]
    return render(request, "desk/texts.html", {"rows": rows, "onto": onto, "query": draft.query(onto)})


def listed(request: HttpRequest, part: str) -> HttpResponse:
    """Show the items of one part."""
    found = _part(part)
    onto, source = draft.ground(request)
    language = say("ko", "en")
    items, zones = parts.items(source, found), parts.names(source, language)
    rows = [(key, parts.title(item, language, zones), _note(found, item)) for key, item in items.items()]
    words = request.GET.get("q", "").strip()[:80]
    rows = [one for one in rows if words.casefold() in f"{one[1]} {one[2]}".casefold()]
    if not found.rewritten:
        rows.reverse()  # the newest first
    context = {
        "part": found,
        "title": say(found.ko, found.en),
        "rows": rows,
        "onto": onto,
        "query": draft.query(onto),
        "q": words,
    }
    return render(request, "desk/texts_of.html", {**context, "may_write": policy.may(officer_of(request), Act.WRITE)})


def write(request: HttpRequest, part: str, item: str = "") -> HttpResponse:
    """Write one item anew, add one, or take one out."""
    found = _part(part)
    onto, source, newer = draft.ground_or_newer(request)
    held = parts.items(source, found).get(item) if item else None
    if (item and held is None) or not (item or found.grows):
        raise Http404
    was = compose.mark(parts.items(json.loads(live()), found).get(item))
    if request.method == "POST" and "remove" in request.POST and held and found.shrinks and newer is None:
        return _take_out(request, found, held, was, onto, source)
    if held and not found.rewritten:
        return _read_only(request, found, held, onto, source)
    form = item_form.ItemForm(found, source, held, was, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if newer is None:
            return draft.keep(request, found, onto, form.change(), form.summary(), form)
        form.add_error(None, draft.overtaken(newer))
    context = {"form": form, "item": item, "onto": onto, "query": draft.query(onto), **_named(found, held)}
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


def _named(part: Part, held: Json | None) -> Json:
    """What the page says of the item that is written anew, or of one that is new."""
    title = parts.title(held, say("ko", "en")) if held else say("새로 쓰기", "New")
    named: Json = {"heading": say(part.ko, part.en), "part": part, "held": held, "subtitle": title}
    if held and held.get("confirmed"):
        at = parts.shown(part, "confirmed_at", held.get("confirmed_at"), "ko")
        named["confirmed"] = (at, history.confirmed(parts.key(held)))
    return named


def _take_out(
    request: HttpRequest, part: Part, held: Json, was: str, onto: Version | None, source: Json
) -> HttpResponse:
    change, summary = item_form.removal(part, held, was)
    if lacking := item_form.kept(part, source, change):
        return _stays(request, lacking)
    return draft.keep(request, part, onto, change, summary)


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
    return render(request, "desk/item.html", {**context, "may_write": policy.may(officer_of(request), Act.WRITE)})


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
    """Return (part, key, what it is called, how) of every text that a version writes: from there it is written on."""
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
        found.append((name, "order", f"{say(part.ko, part.en)} · {parts.label(part, ORDER, language)}", ""))
    return found
