"""The page on which signs, groups and contacts are put into another order, a step at a time.

Rules: pressing up or down saves nothing: the page holds the order and shows it again, with the button that was pressed
under the finger and in focus. One press of "save" makes one draft, submitted and approved like any other.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kiosk.desk.editing import order, parts
from kiosk.desk.editing.order import Items
from kiosk.desk.editing.part import Json
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.pages import draft
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.words import say

STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Row:
    """One item in its row: its `place` of `count`; `focus`: the button ("up", "down") that was pressed last, or ""."""

    key: str
    title: str
    place: int
    count: int
    focus: str


def arrange(request: HttpRequest, part: str) -> HttpResponse:
    """Show the items in order; move one; save."""
    found = PARTS.get(part)
    if found is None or not found.ordered:
        raise Http404
    onto, source, newer = draft.ground_or_newer(request)
    if not policy.may(officer_of(request), Act.WRITE):
        messages.error(request, say("경찰관과 감독관만 쓸 수 있습니다.", "Only officers and supervisors write."))
        return redirect("texts-of", part)
    held, (items, way, key) = parts.items(source, found), _moved(request, parts.items(source, found))
    wrong = _wrong(held, items, "save" in request.POST, draft.overtaken(newer) if newer else "")
    if "save" in request.POST and not wrong:
        change = {"order": {part: {"was": list(parts.items(json.loads(live()), found)), "now": list(items)}}}
        return draft.keep(request, found, onto, change, (f"{found.ko}: 순서", f"{found.en}: order"))
    groups = list(_groups(source, items, key, way))
    context = {"part": found, "title": say(found.ko, found.en), "groups": groups, "keys": list(items), "wrong": wrong}
    context |= {"onto": onto, "query": draft.query(onto), "changed": list(items) != list(held)}
    return render(request, "desk/order.html", context, status=422 if wrong else 200)


def _moved(request: HttpRequest, held: Items) -> tuple[Items, str, str]:
    """The items as the page holds them, one of them a step on; which way, and which one."""
    keys = request.POST.getlist("key") or request.GET.getlist("key")  # in the address: a second factor was asked for
    items = order.arranged(held, keys)
    for way, step in STEPS.items():
        if key := request.POST.get(way, ""):
            return order.arranged(items, order.moved(items, key, step)), way, key
    return items, list(STEPS)[-1], ""


def _wrong(held: Items, items: Items, saves: bool, overtaken: str) -> str:
    if overtaken or not saves:
        return overtaken
    still = say("아직 아무것도 옮기지 않았습니다.", "Nothing has been moved yet.")
    return still if list(held) == list(items) else ""


def _groups(source: Json, items: Items, key: str, way: str) -> Iterator[tuple[str, list[Row]]]:
    """(heading, its rows) in the order in which a kiosk shows them; no heading where there are no groups."""
    language, found = say("ko", "en"), order.rows(items)
    titles = {one["id"]: str(one["title"][language]) for one in source["checklist"]["groups"]}
    ranks = {group: rank for rank, group in enumerate(titles)}
    for group in sorted(found, key=lambda one: ranks.get(one, len(ranks))):
        yield titles.get(group, group), list(_rows(found[group], items, key, way))


def _rows(keys: list[str], items: Items, key: str, way: str) -> Iterator[Row]:
    language, count = say("ko", "en"), len(keys)
    for place, one in enumerate(keys, 1):
        focus = {1: "down", count: "up"}.get(place, way) if one == key else ""
        yield Row(one, parts.title(items[one], language), place, count, focus)
