"""The lines of the record.

Rules, the database's own (triggers): no line is ever changed or deleted. Each carries the hash of the one before it; the head
of the chain goes into every edition.
"""

from django.conf import settings
from django.db import models


class Audit(models.Model):
    """Who did what to which text when. `hash` = sha256 of the line before's hash and this line's canonical JSON."""

    at = models.DateTimeField()
    who = models.CharField(max_length=64)
    act = models.CharField(max_length=32, db_index=True)
    subject = models.CharField(max_length=100, db_index=True)
    detail = models.JSONField(default=dict)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        app_label = "publishing"  # its table and its migrations have always been that app's
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at} {self.who} {self.act} {self.subject}"
