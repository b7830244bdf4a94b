"""What is the matter, who was told of it, and the devices that take web push.

Rules: a call is open while its cause holds. That somebody was told is written only once a way took the message.
"""

from django.conf import settings
from django.db import models

from kiosk.desk.words import say


class Call(models.Model):
    """One thing that people are told of, from when its cause holds until it no longer does.

    `source` is the room that raised it, `key` what it is the same by; `act` the path of the desk's page where something can be
    done. Quiet until then, or acknowledged: it is repeated no more.
    """

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    place = models.CharField(max_length=120)
    ko = models.TextField()
    en = models.TextField()
    act = models.CharField(max_length=200)
    raised = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True)
    acknowledged = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-raised",)
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="one_call_a_cause"),)

    def __str__(self) -> str:
        return say(self.ko, self.en)


class Told(models.Model):
    """That somebody (nobody named: the webhook) was told of a call: last when, how often, and by which ways."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="told")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    ways = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("call", "officer"), name="told_is_kept_once"),)

    def __str__(self) -> str:
        return f"{self.officer or 'webhook'}: {self.call_id} by {self.ways}"


class Device(models.Model):
    """One browser in which somebody asked for web push; `p256dh` and `auth` are its keys, base64url (RFC 8291)."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=800, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    added = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.officer}: device of {self.added:%Y-%m-%d}"
