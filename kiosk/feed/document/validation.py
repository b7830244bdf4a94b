"""Whether an edition makes sense: the rules a fetched edition must keep before anyone may see it.

Rules: every division of the country; at least one advisory in all, none on a country (that decides nothing: its rest does);
every text in six languages (an urgent notice may do with Korean and English); a checklist with signs in every group and
words for every finding; an embassy phone, a call centre phone and the safety site (the screens stand on them); every contact
valid for its kind and role (`reach`), and printed as it is dialled; every text written with signs that can be seen
(`letters`), not longer and not more than screens can show, dated within sane years (`door`). Empty or shrunken content is
refused, never shown as an all-clear.

Every fault is reported at once, each with its place in the document, its rule and the rule's values (`broken`).
"""

from collections.abc import Iterator
from datetime import timedelta

from kiosk.domain.edition import Edition
from kiosk.feed.document import advisory_rules, bounds, door, text_rules, zone_rules
from kiosk.feed.document.broken import Broken, Rule, broken

COUNTED = ("zones", "levels", "advisories", "notices", "corrections", "contacts")
"""The parts of which there may be only so many, those of the checklist aside."""


def faults(edition: Edition) -> list[Broken]:
    """Find every rule the edition breaks, in the order of the document; empty if it makes sense."""
    return [
        *_dates(edition),
        *_counts(edition),
        *zone_rules.faults(edition),
        *advisory_rules.of_levels(edition),
        *advisory_rules.of_advisories(edition),
        *text_rules.of_notices(edition),
        *text_rules.of_checklist(edition.checklist),
        *text_rules.of_contacts(edition),
        *text_rules.of_corrections(edition),
        *text_rules.of_guidance(edition),
    ]


def _dates(edition: Edition) -> Iterator[Broken]:
    days = door.rules()["valid_days"]
    if edition.valid_until <= edition.issued_at:
        yield broken("valid_until", Rule.END_BEFORE_ISSUE)
    if edition.valid_until > edition.issued_at + timedelta(days=days):
        yield broken("valid_until", Rule.VALID_TOO_LONG, days=days)
    if edition.attested_at > edition.issued_at:
        yield broken("attested_at", Rule.CHECKED_AFTER_ISSUE)
    if edition.number > edition.issued_at.timestamp() / 60:
        yield broken("number", Rule.NUMBER_TOO_HIGH, number=edition.number)
    yield from bounds.moment("guidance.as_of", edition.guidance.as_of)


def _counts(edition: Edition) -> Iterator[Broken]:
    for name in COUNTED:
        yield from bounds.many(name, len(getattr(edition, name)), name)
    for name in ("groups", "signs"):
        yield from bounds.many(f"checklist.{name}", len(getattr(edition.checklist, name)), f"checklist.{name}")
