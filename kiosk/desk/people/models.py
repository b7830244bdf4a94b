"""Officers and their signing passkeys.

Rules: what each role may do stands in `kiosk.desk.people.policy`. Who was invited by one supervisor is confirmed by another
(CHECK). The pseudonym is what stands in the public feed.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from kiosk.desk.people.policy import MAY, Act
from kiosk.desk.people.roles import Role
from kiosk.feed.trust.officers import digits


class Officers(BaseUserManager["Officer"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """Find somebody by the name they sign in with, letters' case aside. Raises Officer.DoesNotExist."""
        return self.get(sign_in__iexact=username)

    def who_may(self, act: Act) -> "models.QuerySet[Officer]":
        """Find everyone who may do an act."""
        return self.filter(is_active=True, role__in=MAY[act])


class Officer(AbstractBaseUser):
    """One person. `username` is the pseudonym that stands in the feed as `x-officer`; `sign_in` the name they sign in with, which
    they choose when they join and which stands nowhere in public (null: not joined yet)."""

    username = models.CharField(max_length=32, unique=True)
    sign_in = models.CharField(max_length=64, unique=True, null=True)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.OFFICER)
    is_active = models.BooleanField(default=False)
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    left = models.DateTimeField(null=True, blank=True)

    objects = Officers()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(invited_by__isnull=True) | ~Q(confirmed_by=F("invited_by")),
                name="confirmed_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.username


class Posting(models.Model):
    """A change of somebody's role, or that they leave (`role` empty): named by one supervisor, confirmed by another."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=12, choices=Role.choices, blank=True, default="")
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    proposed = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="posting_confirmed_by_another",
            ),
            models.UniqueConstraint(fields=("officer",), condition=Q(ended__isnull=True), name="one_posting_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.officer}: {self.role or 'leaves'}"


class Passkey(models.Model):
    """An officer's passkey for signing, as it was enrolled.

    `admitted` once the feed names it (`targets` for editions, the root for a supervisor's), `retired` once it no longer does.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="passkeys")
    keyid = models.CharField(max_length=64, unique=True)
    key = models.JSONField()
    credential = models.CharField(max_length=400)
    enrolled = models.DateTimeField(auto_now_add=True)
    admitted = models.DateTimeField(null=True, blank=True)
    retired = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("enrolled",)

    def __str__(self) -> str:
        return f"{self.officer}: {self.keyid[:8]}"

    @property
    def digits(self) -> str:
        """Return the digits that its officer reads out."""
        return digits(self.keyid)

    @property
    def signs(self) -> str:
        """Return what it may sign: `editions` or `targets`."""
        return str(self.key["keyval"]["scope"]).partition("/")[2]
