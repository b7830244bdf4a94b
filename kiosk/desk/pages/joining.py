"""Joining: the address that an invited person is given, and the first password."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from kiosk.desk.people.models import Officer
from kiosk.desk.words import say


def join_path(officer: Officer) -> str:
    """Return the address where an invited person sets a password; good once."""
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
