"""Notes between who writes and who approves; what was said stays said."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kiosk.desk.guard import install, no_replace, no_truncate, refuse

TABLE = "advice_note"
RULES = [refuse(TABLE, "UPDATE"), refuse(TABLE, "DELETE"), no_truncate(TABLE), no_replace(TABLE)]


class Migration(migrations.Migration):
    """The table and its triggers."""

    dependencies = [  # noqa: RUF012
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("advice", "0005_no_replace"),
    ]
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="advice.version"
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.RunPython(install(RULES)),
    ]
