"""The roles of the desk, by name alone."""

from django.db import models

from kiosk.desk.words.labels import w


class Role(models.TextChoices):
    """What somebody is at the desk; what each may do stands in `kiosk.desk.people.policy`."""

    OFFICER = "officer", w("경찰관", "Officer")
    SUPERVISOR = "supervisor", w("감독관", "Supervisor")
    AUDITOR = "auditor", w("감사관", "Auditor")
