"""One's own page: signing passkeys, mail address, password, language."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from allauth.account.views import password_change, password_reset
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk import conf
from kiosk.desk.pages.joining import OwnNameForm
from kiosk.desk.people import invitation, policy
from kiosk.desk.people.models import Officer, Passkey
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import is_fresh, officer_of, stepped_up, way
from kiosk.desk.signers import enrollment
from kiosk.desk.telling import answering, vapid
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.feed.trust.roles import EDITIONS, TARGETS

_LISTENS = Path(__file__).parents[1] / "static" / "desk" / "listen.js"


def me(request: HttpRequest) -> HttpResponse:
    """Show one's own signing passkeys, with the digits to read out; behind a fresh second factor, links to enroll others.

    A key that a stolen session began would wait for the supervisors under the officer's name.
    """
    enrollment.reconcile()
    officer = officer_of(request)
    roles = [role.name for role in (EDITIONS, TARGETS) if policy.may(officer, policy.signing(role.name))]
    links = [(role, enrollment.link(officer, role)) for role in roles] if is_fresh(request) else []
    keys = Passkey.objects.filter(officer=officer)
    context = {
        "keys": keys,
        "links": links,
        "may_enroll": roles,
        "way": way(request.path),
        "public": _is_public(officer),
    }
    return render(request, "desk/me.html", context | _listening(officer))


def _listening(officer: Officer) -> dict[str, object]:
    """The devices that take web push, and the key that a browser asks for one more."""
    if not policy.may(officer, Act.HEAR_ALARMS):
        return {}
    return {"devices": officer.devices.order_by("added"), "push_key": vapid.public(vapid.make(settings.DESK.data))}


@require_POST
def devices(request: HttpRequest) -> HttpResponse:
    """Let this browser take web push (asked by the page's script), or one of one's own no more."""
    officer, now, posted = officer_of(request), datetime.now(UTC), request.POST
    with told(request):
        if off := posted.get("off", ""):
            one = officer.devices.filter(pk=int(off) if off.isdecimal() else 0).first()
            if one:
                answering.stop_listening(officer, one, now)
        else:
            answering.listen(officer, posted.get("endpoint", ""), posted.get("p256dh", ""), posted.get("auth", ""), now)
            messages.success(request, say("이 기기에서도 알림을 받습니다.", "This device takes alarms too."))
    return redirect("me")


def listen_script(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the service worker that shows a push: at the top, so that its scope is the whole desk."""
    return HttpResponse(_LISTENS.read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_POST
@stepped_up
def own_mail(request: HttpRequest) -> HttpResponseBase:
    """Change where alarms go, and the link when a password is forgotten."""
    with told(request):
        invitation.move_mail(officer_of(request), request.POST.get("email", "").strip())
        messages.success(request, say("저장했습니다.", "Saved."))
    return redirect("me")


def own_name(request: HttpRequest) -> HttpResponseBase:
    """Show the form for another name to sign in with, and change it behind a fresh second factor."""
    officer = officer_of(request)
    form = OwnNameForm(officer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _named(request)
    status = 422 if form.errors else 200
    return render(request, "desk/own_name.html", {"form": form, "public": _is_public(officer)}, status=status)


@stepped_up
def _named(request: HttpRequest) -> HttpResponseBase:
    form = OwnNameForm(officer_of(request), request.POST)
    if form.is_valid():
        invitation.move_sign_in(officer_of(request), form.cleaned_data["sign_in"])
        messages.success(request, say("다음부터 이 이름으로 로그인하세요.", "From now on sign in by this name."))
    return redirect("me")


def _is_public(officer: Officer) -> bool:
    """Whether somebody signs in by their public pseudonym, as people from before do."""
    return (officer.sign_in or "").casefold() == officer.username.casefold()


def forgotten_password(request: HttpRequest) -> HttpResponseBase:
    """Mail an address where a new one is set; a desk without mail says so, and pretends to have sent nothing."""
    answer: Callable[..., HttpResponseBase] = password_reset
    if request.method == "POST" and not conf.mails(settings.DESK):
        return redirect("account_reset_password")
    return answer(request)


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's own password: whoever stole a session and knows the old one is asked for the second factor first."""
    answer: Callable[..., HttpResponseBase] = password_change
    if not request.user.is_authenticated:
        return answer(request)
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return stepped_up(answer)(request)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep Korean or English in a cookie."""
    path = request.POST.get("next", "/")
    response = redirect(path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/")
    language = "en" if request.POST.get("language") == "en" else "ko"
    response.set_cookie(
        "desk_language", language, 365 * 86400, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response
