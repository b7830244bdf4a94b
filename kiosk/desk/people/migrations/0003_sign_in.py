"""People sign in by a name that stands nowhere in public; whoever was here before keeps theirs until they choose another."""

from typing import Any

from django.db import migrations, models


def keep(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001  (Django's)
    """Let everyone sign in as before."""
    apps.get_model("accounts", "Officer").objects.update(sign_in=models.F("username"))


class Migration(migrations.Migration):
    dependencies = [  # noqa: RUF012
        ("accounts", "0002_people"),
    ]

    operations = [  # noqa: RUF012
        migrations.AddField(
            model_name="officer",
            name="sign_in",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
