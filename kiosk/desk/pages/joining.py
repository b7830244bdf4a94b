"""Joining: the address that an invited person is given, the name to sign in with, and the first password."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from kiosk.desk.people.models import Officer
from kiosk.desk.words import say
from kiosk.desk.words.labels import w

if TYPE_CHECKING:
    _PasswordForm = SetPasswordForm[Officer]
else:
    _PasswordForm = SetPasswordForm  # which takes no type while it runs


class SignInName(forms.Form):
    """A name to sign in with, that stands nowhere in public. `user`: whose."""

    user: Officer
    sign_in = forms.CharField(
        max_length=64, min_length=4, label=w("로그인 이름 (공개되지 않음)", "Name to sign in with (never public)")
    )

    def clean_sign_in(self) -> str:
        """Refuse the public pseudonym, and a name that is taken."""
        name = str(self.cleaned_data["sign_in"]).strip()
        if Officer.objects.filter(username__iexact=name).exists():
            ko = "공개 가명과 다른 이름을 정하세요. 가명은 누구나 볼 수 있습니다."
            raise forms.ValidationError(say(ko, "Choose another than a public pseudonym, which anybody can read."))
        if Officer.objects.filter(sign_in__iexact=name).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(say("다른 이름을 정하세요.", "Choose another name."))
        return name


class OwnNameForm(SignInName):
    """Another name to sign in with, for who is here already."""

    def __init__(self, user: Officer, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)


class JoinForm(SignInName, _PasswordForm):
    """That name, and the first password."""

    field_order = ("sign_in", "new_password1", "new_password2")

    def save(self, commit: bool = True) -> Officer:
        """Keep both."""
        self.user.sign_in = self.cleaned_data["sign_in"]
        return super().save(commit)


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
    form = JoinForm(officer, request.POST or None, initial={"sign_in": officer.sign_in})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, say("비밀번호를 정했습니다. 이제 로그인하세요.", "The password is set. Now sign in."))
        return redirect("account_login")
    return render(request, "desk/join.html", {"form": form, "officer": officer}, status=422 if form.errors else 200)
