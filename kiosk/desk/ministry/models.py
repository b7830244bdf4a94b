"""What was read of the ministry, and what its phrases mean.

Rules, the database's own (CHECK and triggers): what a reading or a phrase says never changes; a meaning named by one officer is
confirmed by another before it counts, and one meaning of a phrase counts at a time.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Reading(models.Model):
    """One time the services were asked. `services`: what came of each; `stated`: what they say, as `stated.read` gives it
    (`levels` null unless both services a level is read from could be read). `outcome`: read, unreadable or unreachable."""

    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=12)
    services = models.JSONField()
    stated = models.JSONField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at}: {self.outcome}"


class Phrase(models.Model):
    """What one phrase of the ministry's means: `zones`. `raw` as it was seen, `spelling` as it is known again."""

    raw = models.CharField(max_length=500)
    spelling = models.CharField(max_length=500, db_index=True)
    zones = models.JSONField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="phrase_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=("spelling",), condition=Q(ended__isnull=True, confirmed_by__isnull=False), name="one_meaning"
            ),
            models.UniqueConstraint(
                fields=("spelling",), condition=Q(ended__isnull=True, confirmed_by__isnull=True), name="one_proposal"
            ),
        )

    def __str__(self) -> str:
        return self.raw
