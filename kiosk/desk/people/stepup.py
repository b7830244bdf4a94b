"""Step-up: what changes what travellers see needs a fresh proof of who acts."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kiosk.desk.people.models import Officer
from kiosk.desk.words import say

FRESH_SECONDS = 300


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether a second factor was given, at sign-in or since, within five minutes."""
    records = get_authentication_records(request, request.user)
    given = [record["at"] for record in records if record.get("method") == "mfa"]
    return bool(given) and time.time() - max(given) < FRESH_SECONDS


def officer_of(request: HttpRequest) -> Officer:
    """Return who acts; the middleware has seen to it that there is somebody."""
    officer = request.user
    assert isinstance(officer, Officer)
    return officer


def page_of(request: HttpRequest) -> str:
    """Return path and query of the page an officer is on: this one, or for a POST the desk's page whose button was pressed."""
    if request.method != "POST":
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else "/"


def stepped_up(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Demand a fresh second factor (five minutes) for a POST; without one, ask for it and lead back to the page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return asked(request, page_of(request))

    return answer


def asked(request: HttpRequest, page: str) -> HttpResponseRedirect:
    """Ask for a second factor, and lead back to the page, where the button is pressed again."""
    messages.info(request, say("본인 확인 뒤에 다시 눌러 주세요.", "Confirm that it is you, then press again."))
    return HttpResponseRedirect(way(page))


def way(page: str) -> str:
    """Return the address that asks for a second factor and leads back to a page."""
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': page})}"
