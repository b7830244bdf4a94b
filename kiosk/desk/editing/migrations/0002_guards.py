"""What a version says never changes; nobody approves what they had a hand in; what is settled stays settled."""

from django.db import migrations

from kiosk.desk.guard import install, no_truncate, refuse

TABLE = "advice_version"
CONTENT = ("kind", "author_id", "summary", "written")
FIXED = " OR ".join(f"NEW.{one} <> OLD.{one}" for one in CONTENT)
FIXED += " OR CAST(NEW.change AS text) <> CAST(OLD.change AS text)"
FIXED += " OR COALESCE(NEW.base_id, 0) <> COALESCE(OLD.base_id, 0)"
HAND = (
    "NEW.approver_id IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM advice_touch t WHERE t.version_id = NEW.id AND t.officer_id = NEW.approver_id)"
)
ENDED = "OLD.state IN ('returned', 'withdrawn') AND NEW.state <> OLD.state"
SKIPPED = "NEW.state = 'approved' AND OLD.state NOT IN ('submitted', 'approved')"
BORN = "NEW.state <> 'draft' OR NEW.approver_id IS NOT NULL"
RULES = [
    refuse(TABLE, "UPDATE", FIXED, "a version never changes", f"{TABLE}_fixed"),
    refuse(TABLE, "UPDATE", HAND, "nobody approves what they wrote", f"{TABLE}_hand"),
    refuse(TABLE, "UPDATE", ENDED, "what ended stays ended", f"{TABLE}_ended"),
    refuse(TABLE, "UPDATE", SKIPPED, "only what was submitted is approved", f"{TABLE}_skipped"),
    refuse(TABLE, "INSERT", BORN, "a version begins as a draft", f"{TABLE}_born"),
    refuse(TABLE, "DELETE"),
    no_truncate(TABLE),
    refuse("advice_touch", "UPDATE"),
    refuse("advice_touch", "DELETE"),
    no_truncate("advice_touch"),
]


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("advice", "0001_initial")]  # noqa: RUF012
    operations = [migrations.RunPython(install(RULES))]  # noqa: RUF012
