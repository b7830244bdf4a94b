"""People: inviting, confirming, joining; one's own page; the language."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.http import require_POST

from kiosk.desk.accounts import invitation
from kiosk.desk.accounts.models import Officer, Passkey, Role
from kiosk.desk.accounts.stepup import officer_of, stepped_up
from kiosk.desk.publishing import enrolment
from kiosk.desk.words import say
from kiosk.faults import Fault
from kiosk.feed.officers import digits


def people(request: HttpRequest) -> HttpResponse:
    """Everyone, their roles, their keys' digits."""
    found = (
        Officer.objects.select_related("invited_by", "confirmed_by").prefetch_related("passkeys").order_by("username")
    )
    rows = [(one, [(key, digits(key.keyid)) for key in one.passkeys.all()]) for one in found]
    context = {"rows": rows, "roles": Role.choices, "supervises": officer_of(request).supervises}
    return render(request, "desk/people.html", context)


@require_POST
@stepped_up
def invite(request: HttpRequest) -> HttpResponseBase:
    """A supervisor names somebody."""
    try:
        name, role = request.POST.get("username", "").strip(), request.POST.get("role", "")
        invitation.invite(officer_of(request), name, role)
    except Fault as fault:
        messages.error(request, str(fault))
    return redirect("people")


@require_POST
@stepped_up
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A second supervisor confirms; the link to join is shown once, to be handed over."""
    somebody = get_object_or_404(Officer, pk=pk)
    try:
        invitation.confirm(officer_of(request), somebody)
    except Fault as fault:
        messages.error(request, str(fault))
        return redirect("people")
    messages.success(request, say("가입 주소: ", "Address to join: ") + request.build_absolute_uri(join_path(somebody)))
    return redirect("people")


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
        return redirect("account_login")
    return render(request, "desk/join.html", {"form": form, "officer": officer}, status=422 if form.errors else 200)


def me(request: HttpRequest) -> HttpResponse:
    """One's own signing passkeys, with the digits to read out, and a link to enrol another."""
    officer = officer_of(request)
    keys = [(key, digits(key.keyid)) for key in Passkey.objects.filter(officer=officer)]
    return render(request, "desk/me.html", {"keys": keys, "link": enrolment.link(officer) if officer.writes else ""})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Korean or English, kept in a cookie."""
    path = request.POST.get("next", "/")
    response = redirect(path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/")
    tongue = "en" if request.POST.get("tongue") == "en" else "ko"
    response.set_cookie("desk_language", tongue, 365 * 86400, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
