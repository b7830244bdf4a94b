"""Versions: every text of every draft, kept for good.

Rules, the database's own (CHECK and triggers, superusers included):

- what a version says, who wrote it and on what it rests never change, and no version is deleted: editing makes a new one;
- nobody approves a version that they, or the same pen in an earlier version under it, wrote;
- what ends, ends after it starts; a returned version says why.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kiosk.desk.words import say
from kiosk.desk.words.labels import w


class State(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", w("초안", "Draft")
    SUBMITTED = "submitted", w("승인 대기", "Submitted")
    APPROVED = "approved", w("승인됨", "Approved")
    RETURNED = "returned", w("반려됨", "Returned")
    WITHDRAWN = "withdrawn", w("철회됨", "Withdrawn")


class Kind(models.TextChoices):
    """What a version is about."""

    ANNOUNCEMENT = "announcement", w("외교부 발표", "Announcement")
    NOTICE = "notice", w("경찰 공지", "Notice")
    WITHDRAWAL = "withdrawal", w("공지 철회", "Withdrawal of a notice")
    ATTESTATION = "attestation", w("변동 없음 확인", "Checked, still right")
    CHECKLIST = "checklist", w("점검표", "Checklist")
    VERDICTS = "verdicts", w("판정 문구", "Verdict texts")
    CONTACTS = "contacts", w("연락처", "Contacts")
    PHRASES = "phrases", w("문구집", "Phrase book")
    CORRECTION = "correction", w("정정", "Correction")
    GUIDANCE = "guidance", w("안내", "Guidance")
    LEVELS = "levels", w("단계 문구", "Words of a level")
    PLACES = "places", w("지역 이름", "Names of places")


class Version(models.Model):
    """One text of one draft. `change` is what it adds to and takes from the edition in force (`compose.apply`);
    `form` is what was typed, to go on from. `summary` is one line in Korean; `summary_en` is null in the oldest."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="newer")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="versions")
    touched_by = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Touch", related_name="touched")
    summary = models.CharField(max_length=300)
    summary_en = models.CharField(max_length=300, null=True)  # why null: migration 0004
    change = models.JSONField()
    form = models.JSONField(default=dict)
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    written = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(approver__isnull=True)
                | (~Q(approver=F("author")) & (Q(submitter__isnull=True) | ~Q(approver=F("submitter")))),
                name="approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approver__isnull=False), name="approved_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="returned_with_reason"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_state"),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.summary}"

    @property
    def line(self) -> str:
        """Return its one line for lists, in the reader's language where it was kept in both."""
        return say(self.summary, self.summary_en or self.summary)


class Note(models.Model):
    """What one at the desk says to the others about a version: kept as it was said, read by whoever reads the version."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="notes")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.version_id}: {self.text[:40]}"


class Touch(models.Model):
    """Who had a hand in a version: its author and those of every version under it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="touches")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "officer"), name="touched_once"),)

    def __str__(self) -> str:
        return f"{self.version_id}: {self.officer_id}"
