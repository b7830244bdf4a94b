"""No version takes another's place: not by SQLite's REPLACE, not under another's number."""

from django.db import migrations

from kiosk.desk.guard import install, no_replace, refuse

TABLE = "advice_version"
RULES = [
    no_replace(TABLE),
    no_replace("advice_touch", "version_id,officer_id"),
    refuse(TABLE, "UPDATE", "NEW.id <> OLD.id", "a version keeps its number", f"{TABLE}_number"),
]


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("advice", "0004_summary_en")]  # noqa: RUF012
    operations = [migrations.RunPython(install(RULES))]  # noqa: RUF012
