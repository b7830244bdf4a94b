"""The tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [  # noqa: RUF012
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("outcome", models.CharField(max_length=12)),
                ("services", models.JSONField()),
                ("stated", models.JSONField()),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raw", models.CharField(max_length=500)),
                ("spelling", models.CharField(db_index=True, max_length=500)),
                ("zones", models.JSONField()),
                ("proposed", models.DateTimeField(auto_now_add=True)),
                ("confirmed", models.DateTimeField(blank=True, null=True)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="phrase_confirmed_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_by__isnull", False), ("ended__isnull", True)),
                        fields=("spelling",),
                        name="one_meaning",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_by__isnull", True), ("ended__isnull", True)),
                        fields=("spelling",),
                        name="one_proposal",
                    ),
                ],
            },
        ),
    ]
