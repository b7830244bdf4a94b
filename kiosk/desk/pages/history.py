"""The history of one item: who changed which field when; and two editions side by side."""

import json
from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kiosk.desk.editing import difference, parts
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.publishing.history import in_one_form, row
from kiosk.desk.publishing.models import Change, Frozen
from kiosk.desk.words import say

PAGE = 50


def compare(request: HttpRequest) -> HttpResponse:
    """Show what one edition of this desk says otherwise than another, `?from=` and `?to=` their numbers."""
    numbers = [_number(request.GET.get(name, "")) for name in ("from", "to")]
    held = {
        one.number: bytes(one.edition)
        for one in Frozen.objects.filter(
            number__in=[one for one in numbers if one is not None], published__isnull=False
        )
    }
    missing = [number for number in numbers if number is not None and number not in held]
    context = {"first": numbers[0], "last": numbers[1], "missing": missing, "compared": len(held) > 0 and not missing}
    if None in numbers or missing:
        return render(request, "desk/compare.html", context | {"compared": False})
    was, now = (held[number] for number in numbers if number is not None)
    lines = difference.lines(parsed(was), parsed(now), in_one_form(was), json.loads(now), datetime.now(UTC))
    return render(request, "desk/compare.html", context | {"lines": lines})


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def page(request: HttpRequest, part: str, item: str) -> HttpResponse:
    """Show the history of one item, newest first; of a zone, its levels too."""
    found = PARTS.get(part)
    if found is None:
        raise Http404
    wanted = ("zones", "advisories") if part == "zones" else (part,)
    rows = Change.objects.filter(item=item, part__in=wanted)
    rows = rows.select_related("frozen__version__author", "frozen__published")
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    source, language = json.loads(live()), say("ko", "en")
    held, zones = parts.items(source, found).get(item), parts.names(source, language)
    title = parts.title(held, language, zones) if held else item
    context = {"title": title, "rows": [row(one, "", zones) for one in shown], "page": shown}
    return render(request, "desk/history.html", context)
