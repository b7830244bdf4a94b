"""A version's one line in English too; what it says never changes either.

It may be null, as in versions older than this: a column that may not be makes SQLite build the table anew, without the
triggers on it.
"""

from django.db import migrations, models

from kiosk.desk.guard import install, refuse

TABLE = "advice_version"
FIXED = "COALESCE(NEW.summary_en, '') <> COALESCE(OLD.summary_en, '')"
RULES = [refuse(TABLE, "UPDATE", FIXED, "a version never changes", f"{TABLE}_fixed_en")]


class Migration(migrations.Migration):
    """One column and one trigger."""

    dependencies = [("advice", "0003_texts")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.AddField("version", "summary_en", models.CharField(max_length=300, null=True)),
        migrations.RunPython(install(RULES)),
    ]
