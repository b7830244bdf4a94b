"""Put what the ministry's data say otherwise into a draft, for an officer to complete."""

from datetime import datetime

from kiosk.desk.editing.models import Version
from kiosk.desk.ministry import drafts
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.actions.save import save
from kiosk.domain.edition import Edition


def draft_drift(officer: Officer, edition: Edition, now: datetime) -> Version:
    """Keep the offered differences as one draft; the one that is there already where it says the same. Raises Refusal."""
    policy.must(officer, Act.DRAFT_DRIFT)
    version = drafts.drift(edition, now)
    return version if version.pk else save(officer, version, None)
