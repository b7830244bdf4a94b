"""What holds for every page: language, headers, and a second factor from everyone."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
OPEN = ("/account/", "/static/", "/sign/", "/join/", "/language/")
"""Paths that answer without a session; of `/account/` the rest is guarded by allauth itself."""


def language(get_response: Answer) -> Answer:
    """Korean, unless the officer chose English (a cookie)."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("desk_language", "ko")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else "ko"):
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
            response.headers.setdefault("Content-Language", translation.get_language() or "ko")
            return response

    return answer


def headers(get_response: Answer) -> Answer:
    """The content security policy; nothing of ours is kept by a shared cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def two_factors(get_response: Answer) -> Answer:
    """Everyone signs in, with two factors; who has none yet is led to make one."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN):
            return get_response(request)
        if not request.user.is_authenticated:
            return redirect(f"/account/login/?next={request.path}")
        if not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        if not any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
            return redirect("mfa_reauthenticate")
        return get_response(request)

    return answer
