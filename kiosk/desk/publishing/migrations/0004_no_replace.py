"""Nor does SQLite's REPLACE put another line in the place of one that stands."""

from django.db import migrations

from kiosk.desk.guard import install, no_replace

RULES = [
    no_replace("publishing_audit", "before", "hash"),
    no_replace("publishing_frozen", "version_id", "number", "token"),
    no_replace("publishing_published", "frozen_id"),
    no_replace("publishing_change"),
]


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("publishing", "0003_change")]  # noqa: RUF012
    operations = [migrations.RunPython(install(RULES))]  # noqa: RUF012
