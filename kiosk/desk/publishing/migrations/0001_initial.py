"""The tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [  # noqa: RUF012
        ("advice", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=64)),
                ("act", models.CharField(db_index=True, max_length=32)),
                ("subject", models.CharField(db_index=True, max_length=100)),
                ("detail", models.JSONField(default=dict)),
                ("before", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "officer",
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
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Frozen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("edition", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="frozen", to="advice.version"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Published",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("signers", models.JSONField()),
                (
                    "frozen",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="published", to="publishing.frozen"
                    ),
                ),
            ],
            options={
                "ordering": ("-frozen__number",),
            },
        ),
    ]
