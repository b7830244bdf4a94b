"""Where an advisory applies: country, division, locality, band and "rest of the country".

Rules: most specific first when a place is asked for: locality, band, division, rest. A locality lies in one division
and perhaps in bands; a band covers divisions wholly or in part. More countries are data, not code.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.text import Text


class ZoneKind(StrEnum):
    """What a zone is. At a place the most specific wins: locality, band, division, rest."""

    COUNTRY = "country"
    DIVISION = "division"
    LOCALITY = "locality"
    BAND = "band"
    REST = "rest"


class Cover(StrEnum):
    """How much of a division a band takes in."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True)
class Zone:
    """A named area.

    `id`: ISO 3166-2 (`KH-12`), a slug (`poipet`), a country code (`KH`) or `rest-KH`.
    `parent`: the country of a division, band or rest; the division of a locality.
    `bands`: bands a locality lies in. `covers`: (division id, how much) of a band.
    `alternates`: other spellings by which people may search, in any language. `short`: the name where room is short.
    """

    id: str
    kind: ZoneKind
    name: Text
    parent: str | None = None
    alternates: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    covers: tuple[tuple[str, Cover], ...] = ()
    note: str = ""
    short: Text | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def brief(self) -> Text:
        """Return the name for lists and maps: the short one where there is one."""
        return self.short or self.name

    def cover_of(self, division: str) -> Cover | None:
        """Tell how much of `division` this band covers, or None."""
        return dict(self.covers).get(division)
