"""More kinds of versions; the database refuses any other.

A trigger, not a CHECK: to add a CHECK SQLite makes the table anew, and would lose the triggers on it.
"""

from django.db import migrations, models

from kiosk.desk.guard import install, refuse

KINDS = (
    ("announcement", "외교부 발표"),
    ("notice", "경찰 공지"),
    ("withdrawal", "공지 철회"),
    ("attestation", "변동 없음 확인"),
    ("checklist", "점검표"),
    ("verdicts", "판정 문구"),
    ("contacts", "연락처"),
    ("phrases", "문구집"),
    ("correction", "정정"),
    ("guidance", "안내"),
    ("levels", "단계 문구"),
    ("places", "지역 이름"),
)
KNOWN = ", ".join(f"'{value}'" for value, _ in KINDS)
TABLE = "advice_version"
RULES = [refuse(TABLE, "INSERT", f"NEW.kind NOT IN ({KNOWN})", "a version is of a known kind", f"{TABLE}_kind")]


class Migration(migrations.Migration):
    """Choices (no change of the table) and one trigger."""

    dependencies = [("advice", "0002_guards")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.AlterField(
            model_name="version", name="kind", field=models.CharField(choices=list(KINDS), max_length=12)
        ),
        migrations.RunPython(install(RULES)),
    ]
