"""One's own page: signing passkeys, mail address, password, language."""

from collections.abc import Callable

from allauth.account.views import password_change
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.people import invitation, policy
from kiosk.desk.people.models import Passkey
from kiosk.desk.people.stepup import is_fresh, officer_of, stepped_up, way
from kiosk.desk.signers import enrollment
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.feed.trust.roles import EDITIONS, TARGETS


def me(request: HttpRequest) -> HttpResponse:
    """Show one's own signing passkeys, with the digits to read out; behind a fresh second factor, links to enroll others.

    A key that a stolen session began would wait for the supervisors under the officer's name.
    """
    enrollment.reconcile()
    officer = officer_of(request)
    roles = [role.name for role in (EDITIONS, TARGETS) if policy.may(officer, policy.signing(role.name))]
    links = [(role, enrollment.link(officer, role)) for role in roles] if is_fresh(request) else []
    keys = Passkey.objects.filter(officer=officer)
    context = {"keys": keys, "links": links, "may_enroll": roles, "way": way(request.path)}
    return render(request, "desk/me.html", context)


@require_POST
@stepped_up
def own_mail(request: HttpRequest) -> HttpResponseBase:
    """Change where alarms go, and the link when a password is forgotten."""
    with told(request):
        invitation.move_mail(officer_of(request), request.POST.get("email", "").strip())
        messages.success(request, say("저장했습니다.", "Saved."))
    return redirect("me")


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
