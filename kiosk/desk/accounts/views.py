"""People: inviting, confirming, joining, changing, leaving; who may sign; one's own page; the language."""

from collections.abc import Callable

from allauth.account.views import password_change
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.core.paginator import Paginator
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.http import require_POST

from kiosk.desk.accounts import invitation, postings, rosters
from kiosk.desk.accounts.models import Officer, Passkey, Posting, Role
from kiosk.desk.accounts.stepup import is_fresh, officer_of, stepped_up, way
from kiosk.desk.publishing import enrollment
from kiosk.desk.refusals import told
from kiosk.desk.words import say
from kiosk.feed.trust.roles import EDITIONS, TARGETS

PAGE = 30
_OPEN = Prefetch("postings", Posting.objects.filter(ended=None).select_related("proposed_by"), to_attr="open_postings")


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Another password of one's own: whoever stole a session and knows the old one is asked for the second factor first."""
    answer: Callable[..., HttpResponseBase] = password_change
    if not request.user.is_authenticated:
        return answer(request)
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return stepped_up(answer)(request)


def people(request: HttpRequest) -> HttpResponse:
    """Everyone, their roles, their keys' digits; who may sign; for supervisors, all that can be done about it."""
    enrollment.reconcile()
    officer = officer_of(request)
    context = {
        "everyone": Paginator(_everyone(), PAGE).get_page(request.GET.get("page")),
        "roles": Role.choices,
        "supervises": officer.supervises,
        "waiting": (waiting := rosters.waiting()),
        "roster_link": rosters.link(waiting) if waiting else "",
        "enrolled": rosters.enrolled(),
        "held": rosters.held(),
        "by_file": rosters.by_file(),
        "root_offer": rosters.root_offer() if settings.DESK.demo and officer.supervises else {},
    }
    return render(request, "desk/people.html", context)


def _everyone() -> QuerySet[Officer]:
    """Whoever waits for a supervisor's word first, who has left last."""
    moving = Exists(Posting.objects.filter(officer=OuterRef("pk"), ended=None))
    named = Q(is_active=False, left=None)
    found = Officer.objects.annotate(waits=Case(When(moving | named, 0), default=1), gone=Q(left__isnull=False))
    return found.prefetch_related("passkeys", _OPEN).order_by("waits", "gone", "username")


@require_POST
@stepped_up
def invite(request: HttpRequest) -> HttpResponseBase:
    """A supervisor names somebody."""
    said = {name: request.POST.get(name, "").strip() for name in ("username", "role", "email")}
    with told(request):
        invitation.invite(officer_of(request), said["username"], said["role"], said["email"])
    return redirect("people")


@require_POST
@stepped_up
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A second supervisor confirms; the link to join is shown once, to be handed over, and mailed where there is an address."""
    somebody = get_object_or_404(Officer, pk=pk)
    with told(request):
        invitation.confirm(officer_of(request), somebody)
        _hand_over(request, somebody)
    return redirect("people")


def _hand_over(request: HttpRequest, somebody: Officer) -> None:
    """Show the link to join, and mail it where there is an address."""
    link = settings.DESK.origin + join_path(somebody)
    messages.success(request, say("가입 주소: ", "Address to join: ") + link)
    with told(request):
        if invitation.mail(somebody, link):
            messages.info(request, say(f"{somebody.email}(으)로 보냈습니다.", f"Mailed to {somebody.email}."))


@require_POST
@stepped_up
def post(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A supervisor names a change of somebody's role, or that they leave."""
    with told(request):
        postings.propose(officer_of(request), get_object_or_404(Officer, pk=pk), request.POST.get("role", ""))
    return redirect("people")


@require_POST
@stepped_up
def posting(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """A second supervisor confirms the change, or any lets it fall; whoever comes back gets a new link."""
    found, officer = get_object_or_404(Posting, pk=pk), officer_of(request)
    with told(request):
        match act:
            case "confirm":
                if postings.confirm(officer, found):
                    _hand_over(request, found.officer)
            case "back":
                postings.take_back(officer, found)
            case _:
                raise Http404
    return redirect("people")


@require_POST
@stepped_up
def roster(request: HttpRequest, act: str) -> HttpResponseBase:
    """Put a roster to the supervisors, take it back, publish it; in the demo, stand in for the root's ceremony."""
    officer = officer_of(request)
    with told(request):
        match act:
            case "propose":
                rosters.propose(officer, request.POST.getlist("admit"), request.POST.getlist("remove"))
            case "back":
                rosters.take_back(officer)
            case "publish":
                rosters.publish(officer)
            case "demo-root":
                rosters.demo_root(officer)
            case _:
                raise Http404
    return redirect("people")


def key_file(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """A supervisor's passkey, its public half, for the root's offline ceremony."""
    passkey = get_object_or_404(Passkey, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="{passkey.officer}-{passkey.keyid[:8]}.json"'}
    return JsonResponse(dict(passkey.key), headers=headers)


def join_path(officer: Officer) -> str:
    """Where an invited person sets a password; good once."""
    uid = urlsafe_base64_encode(str(officer.pk).encode())
    return reverse("join", args=[uid, default_token_generator.make_token(officer)])


def join(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set the first password; the second factor is asked for right after signing in."""
    try:
        officer = Officer.objects.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, Officer.DoesNotExist):
        raise Http404 from None
    if not default_token_generator.check_token(officer, token):
        raise Http404
    form = SetPasswordForm(officer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, say("비밀번호를 정했습니다. 이제 로그인하세요.", "The password is set. Now sign in."))
        return redirect("account_login")
    return render(request, "desk/join.html", {"form": form, "officer": officer}, status=422 if form.errors else 200)


def me(request: HttpRequest) -> HttpResponse:
    """One's own signing passkeys, with the digits to read out; behind a fresh second factor, links to enroll others: a key that
    a stolen session began would wait for the supervisors under the officer's name."""
    enrollment.reconcile()
    officer = officer_of(request)
    roles = [role.name for role, may in ((EDITIONS, officer.writes), (TARGETS, officer.supervises)) if may]
    links = [(role, enrollment.link(officer, role)) for role in roles] if is_fresh(request) else []
    context = {
        "keys": Passkey.objects.filter(officer=officer),
        "links": links,
        "may_enroll": roles,
        "way": way(request.path),
    }
    return render(request, "desk/me.html", context)


@require_POST
@stepped_up
def own_mail(request: HttpRequest) -> HttpResponseBase:
    """Where alarms go, and the link when a password is forgotten."""
    with told(request):
        invitation.move_mail(officer_of(request), request.POST.get("email", "").strip())
        messages.success(request, say("저장했습니다.", "Saved."))
    return redirect("me")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Korean or English, kept in a cookie."""
    path = request.POST.get("next", "/")
    response = redirect(path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/")
    language = "en" if request.POST.get("language") == "en" else "ko"
    response.set_cookie(
        "desk_language", language, 365 * 86400, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response
