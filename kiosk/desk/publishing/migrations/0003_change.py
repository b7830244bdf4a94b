"""The history: which field of which item each edition changed. Append-only, like what it is about."""

import django.db.models.deletion
from django.db import migrations, models

from kiosk.desk.guard import install, no_truncate, refuse

TABLE = "publishing_change"
RULES = [refuse(TABLE, "UPDATE"), refuse(TABLE, "DELETE"), no_truncate(TABLE)]


class Migration(migrations.Migration):
    """One table and its triggers."""

    dependencies = [("publishing", "0002_guards")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("item", models.CharField(max_length=120)),
                ("field", models.CharField(blank=True, max_length=200)),
                ("was", models.JSONField(null=True)),
                ("now", models.JSONField(null=True)),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="publishing.frozen"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["item", "-id"], name="change_of_item")],
            },
        ),
        migrations.RunPython(install(RULES)),
    ]
