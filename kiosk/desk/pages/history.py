"""The history of one item: who changed which field when."""

import json

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kiosk.desk.editing import parts
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.publishing.history import row
from kiosk.desk.publishing.models import Change
from kiosk.desk.words import say

PAGE = 50


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
