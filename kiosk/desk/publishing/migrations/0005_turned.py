"""Which levels an edition turned is still told after it went out.

It may be null, as in what went out before: a column that may not be makes SQLite build the table anew, without the triggers
on it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("publishing", "0004_no_replace")]  # noqa: RUF012
    operations = [migrations.AddField("published", "turned", models.JSONField(null=True))]  # noqa: RUF012
