"""The kiosks, what each showed, the reports not taken."""

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
            name="Kiosk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=9)),
                ("public", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("named", "Named"),
                            ("admitted", "Admitted"),
                            ("retired", "Retired"),
                            ("lost", "Lost"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("terminal", models.CharField(blank=True, max_length=20)),
                ("gate", models.CharField(blank=True, max_length=20)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("seen", models.DateTimeField()),
                ("heard", models.DateTimeField(blank=True, null=True)),
                ("sequence", models.BigIntegerField(default=0)),
                ("said", models.JSONField(default=dict)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("off", models.IntegerField(default=0)),
                ("off_at", models.DateTimeField(blank=True, null=True)),
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
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("terminal", "gate", "code"),
            },
        ),
        migrations.CreateModel(
            name="NotTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("why", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("-day", "why"),
                "constraints": [models.UniqueConstraint(fields=("day", "why"), name="not_taken_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "kiosk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown", to="fleet.kiosk"
                    ),
                ),
            ],
            options={
                "ordering": ("-since",),
            },
        ),
        migrations.AddConstraint(
            model_name="kiosk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("named_by")), _negated=True),
                    _connector="OR",
                ),
                name="kiosk_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="kiosk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "admitted"), _negated=True), ("confirmed_by__isnull", False), _connector="OR"
                ),
                name="kiosk_admitted_by_two",
            ),
        ),
        migrations.AddIndex(
            model_name="shown",
            index=models.Index(fields=["kiosk", "-since"], name="shown_newest"),
        ),
    ]
