"""The kiosks, what each showed and when, and the reports that were not taken.

Rules, the database's own (CHECK): one person admits a kiosk, another confirms; a key is one kiosk for ever. Of reports only the
newest is kept; what was shown is kept as spans (one row while the same edition stands), so a year of a kiosk is a few rows.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    """Where a kiosk is in its life at the desk."""

    WAITING = "waiting"
    NAMED = "named"
    ADMITTED = "admitted"
    RETIRED = "retired"
    LOST = "lost"


class Kiosk(models.Model):
    """One kiosk by its key. `heard`: when the desk took its newest report, `said`, which the kiosk numbered `sequence`.

    `off`: by how many seconds its clock differed in a report that came too late or early to be taken, at `off_at`.
    """

    code = models.CharField(max_length=9, db_index=True)
    public = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    terminal = models.CharField(max_length=20, blank=True)
    gate = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=120, blank=True)
    seen = models.DateTimeField()
    heard = models.DateTimeField(null=True, blank=True)
    sequence = models.BigIntegerField(default=0)
    said = models.JSONField(default=dict)
    refused = models.PositiveIntegerField(default=0)
    off = models.IntegerField(default=0)
    off_at = models.DateTimeField(null=True, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("terminal", "gate", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("named_by")),
                name="kiosk_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="admitted") | Q(confirmed_by__isnull=False), name="kiosk_admitted_by_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.terminal} {self.gate}".strip() or self.code


class Shown(models.Model):
    """An edition that stood on a kiosk's screen from `since` to `until`, both proved by its own pixels."""

    kiosk = models.ForeignKey(Kiosk, models.PROTECT, related_name="shown")
    edition = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("-since",)
        indexes = (models.Index(fields=("kiosk", "-since"), name="shown_newest"),)

    def __str__(self) -> str:
        return f"{self.kiosk}: {self.edition}"


class Used(models.Model):
    """How a kiosk was used on a day (`kiosk.gate.use`)."""

    kiosk = models.ForeignKey(Kiosk, models.PROTECT, related_name="used")
    day = models.DateField()
    totals = models.JSONField()

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=("kiosk", "day"), name="used_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.kiosk}: {self.day}"


class NotTaken(models.Model):
    """How many reports were refused on a day, by why."""

    day = models.DateField()
    why = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-day", "why")
        constraints = (models.UniqueConstraint(fields=("day", "why"), name="not_taken_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.why}: {self.count}"
