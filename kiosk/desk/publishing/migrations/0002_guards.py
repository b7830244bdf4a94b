"""Neither a frozen edition, nor that it went out, nor a line of the audit is ever changed or deleted."""

from django.db import migrations

from kiosk.desk.guard import install, no_truncate, refuse

TABLES = ("publishing_audit", "publishing_frozen", "publishing_published")
RULES = [rule for table in TABLES for rule in (refuse(table, "UPDATE"), refuse(table, "DELETE"), no_truncate(table))]


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("publishing", "0001_initial")]  # noqa: RUF012
    operations = [migrations.RunPython(install(RULES))]  # noqa: RUF012
