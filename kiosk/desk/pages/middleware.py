"""What holds for every page: language, headers, a session that ends when nobody is there, and a second factor from everyone."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from kiosk.desk.people.stepup import page_of
from kiosk.desk.words import say, speaking

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
REPORT, METRICS = "/report/", "/metrics"
OPEN = (
    "/account/",
    "/static/",
    "/sign/",
    "/join/",
    "/language/",
    "/listen.js",
    "/health",
    "/preview/",
    REPORT,
    METRICS,
)
"""Paths that answer without a session; of `/account/` the rest is guarded by allauth itself."""

ENDED_KO = "그사이 로그아웃되어 아직 처리되지 않았습니다. 로그인하면 그 화면으로 돌아갑니다. 거기서 다시 눌러 주세요."
ENDED_EN = "You had been signed out, so it was not done. Sign in: you come back to that page; press again there."


class Sessions(SessionMiddleware):
    """A page that refreshes itself is nobody's presence: it does not put off the session's end."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session, but for what a page asked by itself."""
        return response if by_itself(request) else super().process_response(request, response)


class SignedIn(UserSessionsMiddleware):  # type: ignore[misc]  # allauth has no types
    """Nor does it say that a device was used."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the device, but for what a page asked by itself."""
        answer: HttpResponse = self.get_response(request) if by_itself(request) else super().__call__(request)
        return answer


def by_itself(request: HttpRequest) -> bool:
    """Tell whether a page asked, to refresh itself, and no person."""
    return request.method == "GET" and request.headers.get("X-Refresh") == "1"


def machines(get_response: Answer) -> Answer:
    """Let reports and figures pass by all that is for people: they have no session, no form and no page."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info not in (REPORT, METRICS):
            return get_response(request)
        from kiosk.desk.pages import fleet, metrics  # Django's models are ready by now

        found = fleet.report(request) if request.path_info == REPORT else metrics.metrics(request)
        found.headers["Content-Length"] = str(len(found.content))
        return found

    return answer


def language(get_response: Answer) -> Answer:
    """Speak Korean, unless the officer chose English (a cookie)."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("desk_language", "ko")
        chosen = chosen if chosen in dict(settings.LANGUAGES) else "ko"
        with translation.override(chosen), speaking(chosen):
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
            response.headers.setdefault("Content-Language", chosen)
            return response

    return answer


def headers(get_response: Answer) -> Answer:
    """Set the content security policy; nothing of ours is kept by a shared cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def acts_are_posts(get_response: Answer) -> Answer:
    """Say what to do instead of a GET of an act (an address typed or reloaded), of which Django says nothing at all."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.path.startswith("/sign/"):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answer


def two_factors(get_response: Answer) -> Answer:
    """Have everyone sign in, with two factors, and come back to the page they were on; lead who has none yet to make one."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.path.startswith(OPEN) else _led(request) or get_response(request)

    return answer


def _led(request: HttpRequest) -> HttpResponse | None:
    """Where somebody must go first, None where they may go on."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            messages.warning(request, say(ENDED_KO, ENDED_EN))
        return redirect(f"/account/login/?{urlencode({'next': page_of(request)})}")
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    if not any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
        return redirect("mfa_reauthenticate")
    return None
