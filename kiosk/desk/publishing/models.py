"""What was frozen for signing, what went out, and what it changed.

Rules, the database's own (triggers): a frozen edition is never changed or deleted. An edition's number is one above every
number ever frozen or published, so none is used twice.
"""

from django.db import models

from kiosk.desk.editing.models import Version


class Frozen(models.Model):
    """The bytes that two officers sign for one version. `token` opens them on the signing page."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="frozen")
    number = models.PositiveBigIntegerField(unique=True)
    edition = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"edition {self.number}"


class Published(models.Model):
    """That a frozen edition went out, when, and who signed it; which levels it `turned`: a line each in Korean and in English
    (null in the oldest)."""

    frozen = models.OneToOneField(Frozen, models.PROTECT, related_name="published")
    at = models.DateTimeField()
    signers = models.JSONField()
    turned = models.JSONField(null=True)

    class Meta:
        ordering = ("-frozen__number",)

    def __str__(self) -> str:
        return f"{self.frozen} out at {self.at}"


class Change(models.Model):
    """One field of one item that an edition changed when it went out: what a history is read from.

    `item` is the item's key, for an advisory its zone; `field` is dotted, "" where the whole item came or went.
    """

    frozen = models.ForeignKey(Frozen, models.PROTECT, related_name="changes")
    part = models.CharField(max_length=20)
    item = models.CharField(max_length=120)
    field = models.CharField(max_length=200, blank=True)
    was = models.JSONField(null=True)
    now = models.JSONField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("item", "-id"), name="change_of_item"),)

    def __str__(self) -> str:
        return f"{self.frozen}: {self.part} {self.item} {self.field}"
