"""What was read and what a phrase was said to mean never changes; a meaning begins unconfirmed, and what ended stays ended."""

from django.db import migrations

from kiosk.desk.guard import install, no_replace, no_truncate, refuse

PHRASE, READING = "ministry_phrase", "ministry_reading"
FIXED = " OR ".join(f"NEW.{one} <> OLD.{one}" for one in ("id", "raw", "spelling", "proposed_by_id", "proposed"))
FIXED += " OR CAST(NEW.zones AS text) <> CAST(OLD.zones AS text)"
FIXED += " OR COALESCE(NEW.confirmed_by_id, 0) <> COALESCE(OLD.confirmed_by_id, NEW.confirmed_by_id, 0)"
ENDED = (
    "OLD.ended IS NOT NULL AND (NEW.ended IS NULL OR NEW.ended <> OLD.ended"
    " OR COALESCE(NEW.confirmed_by_id, 0) <> COALESCE(OLD.confirmed_by_id, 0))"
)
STANDS = (
    f"EXISTS (SELECT 1 FROM {PHRASE} t WHERE t.spelling = NEW.spelling AND t.ended IS NULL"
    " AND t.confirmed_by_id IS NULL AND NEW.ended IS NULL)"
)
RULES = [
    refuse(PHRASE, "INSERT", "NEW.confirmed_by_id IS NOT NULL", "a meaning begins unconfirmed", f"{PHRASE}_born"),
    refuse(PHRASE, "INSERT", STANDS, "another meaning waits", f"{PHRASE}_stands"),
    refuse(PHRASE, "UPDATE", FIXED, "a meaning never changes", f"{PHRASE}_fixed"),
    refuse(PHRASE, "UPDATE", ENDED, "what ended stays ended", f"{PHRASE}_ended"),
    refuse(PHRASE, "DELETE"),
    no_replace(PHRASE),
    no_truncate(PHRASE),
    refuse(READING, "UPDATE"),
    no_replace(READING),
]


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("ministry", "0001_initial")]  # noqa: RUF012
    operations = [migrations.RunPython(install(RULES))]  # noqa: RUF012
