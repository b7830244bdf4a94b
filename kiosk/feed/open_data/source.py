"""What every copy is made from: the edition, its hash, and the signed time it is vouched for until now.

Rules: copies are derived from the signed bytes alone, the same ones always to the same files; each carries `imprint`. What is
the same in every language is reckoned here, once.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from kiosk.domain.edition import Edition
from kiosk.domain.freshness import Freshness
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import Change, Standing, Stretch, View, last_change, levels_at, next_change, stretches
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import edition_json
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import LevelGroup, level_groups

VERSION = "1.0"
"""Of the format of these files: what readers know changes only with its first figure (see CHANGES)."""

AUTHORITY = (
    "An unsigned copy. The authority is the signed edition of that number and sha256, below targets/, "
    "which two officers signed. It was in force at signed_at; what is older may have changed."
)
CREDIT = "Province boundaries (c) OpenStreetMap contributors, ODbL 1.0"


def language_tag(locale: str) -> str:
    """Return a locale code as HTML and XML write it (BCP 47): `zh-Hans`."""
    return locale.replace("_", "-")


@dataclass(frozen=True)
class Source:
    """An edition's own bytes, and `signed_at`: when the feed last signed that it is in force. `cap_sender`: "" for no CAP."""

    data: bytes
    signed_at: datetime
    cap_sender: str = ""

    @cached_property
    def edition(self) -> Edition:
        """Return the edition as values. Raises Fault where it is none."""
        return edition_json.value(self.data)

    @cached_property
    def document(self) -> dict[str, Any]:
        """Return the edition's own JSON."""
        found: dict[str, Any] = json.loads(self.data)
        return found

    @cached_property
    def sha256(self) -> str:
        """Return the hash by which the signed metadata know the edition."""
        return sha256(self.data).hexdigest()

    @cached_property
    def ground(self) -> dict[str, tuple[Stretch, ...]]:
        """Return what holds on each zone's own ground over all time."""
        return {zone.id: stretches(self.edition, zone.id) for zone in self.places}

    @cached_property
    def places(self) -> tuple[Zone, ...]:
        """Return the zones that have a level, in the edition's order; a country has only those of its parts."""
        return tuple(zone for zone in self.edition.zones if zone.kind is not ZoneKind.COUNTRY)

    @cached_property
    def held(self) -> dict[str, tuple[Standing, ...]]:
        """Return everything that holds at each zone at the signed time, worst first."""
        view = View.at(self.signed_at)
        return {zone.id: levels_at(self.edition, zone.id, view) for zone in self.places}

    @cached_property
    def own(self) -> dict[str, Standing]:
        """Return what holds on each zone's own ground at the signed time."""
        return {zone: next(one for one in found if one.zone.id == zone) for zone, found in self.held.items()}

    @cached_property
    def moved(self) -> dict[str, Change | None]:
        """Return the last move of the level of each zone's own ground up to the signed time."""
        return {zone.id: last_change(self.edition, zone.id, self.signed_at) for zone in self.places}

    @cached_property
    def ahead(self) -> dict[str, tuple[Stretch, ...]]:
        """Return what is decided for a zone's own ground for after the signed time, of the zones where anything is."""
        now = self.signed_at
        later = {
            zone: tuple(one for one in found if one.start and one.start > now) for zone, found in self.ground.items()
        }
        return {zone: found for zone, found in later.items() if found}

    @cached_property
    def knowledge(self) -> Knowledge:
        """Return what is known at the signed time, as a kiosk would just then."""
        return Knowledge(self.edition, self.sha256, Freshness.LIVE, self.signed_at, self.signed_at)

    @cached_property
    def groups(self) -> tuple[LevelGroup, ...]:
        """Return the levels in force at the signed time with their places, worst first."""
        return level_groups(self.knowledge)

    @cached_property
    def imprint(self) -> dict[str, Any]:
        """Return what every copy says of itself: format, authority, and which edition it was made from. Times are UTC."""
        edition, ahead = self.edition, next_change(self.edition, self.signed_at)
        return {
            "format_version": VERSION,
            "authority": AUTHORITY,
            "edition": {
                "number": edition.number,
                "sha256": self.sha256,
                "file": f"../targets/{self.sha256}.edition.json",
                "mode": edition.mode.value,
                "issued_at": utc_text(edition.issued_at),
                "attested_at": utc_text(edition.attested_at),
                "valid_until": utc_text(edition.valid_until),
                "signed_at": utc_text(self.signed_at),
                "next_change": utc_text(ahead) if ahead else None,
            },
        }
