"""How kiosks were used, a row a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fleet", "0001_initial")]  # noqa: RUF012

    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="Used",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("totals", models.JSONField()),
                (
                    "kiosk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="used", to="fleet.kiosk"
                    ),
                ),
            ],
            options={"ordering": ("-day",)},
        ),
        migrations.AddConstraint(
            model_name="used",
            constraint=models.UniqueConstraint(fields=("kiosk", "day"), name="used_once_a_day"),
        ),
    ]
