"""The ministry's pasted announcement read into rows: only lists under a level's heading, only phrases that somebody mapped. Pure.

Rules, since a level guessed is worse than one typed:

- A heading is a line that begins with a level ("3단계", "여행금지", "3단계(철수권고):"); what follows, to the next heading or an
  empty line, is a list of phrases. Prose is not read; places that it names are told, with no level.
- A phrase means what two officers said it means (`meanings`), or a zone by exactly the name that stands in the edition.
- A level whose wording the text leaves open (level 3 has two) stays to be chosen.
- What stands at that level already is left out and told; a ban and the rest are always offered, for the one has a new end and
  the other takes places in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.desk.ministry.spelling import normal, phrases
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View, standing
from kiosk.domain.zone import ZoneKind

HEADING = re.compile(
    r"^[\s\-–ㅇ○●•∙·□■▪◦*※(\[]*(?:(?P<sign>[1-4])\s*단계)?\s*[\-–:：(\[]?\s*"
    r"(?P<wording>여행유의|여행자제|특별여행주의보|출국권고|철수권고|여행금지)?\s*[)\]]?\s*(?:지역|발령)?\s*[:：\-–]?\s*(?P<list>.*)$"
)
SPECIAL = "특별여행주의보"
MARKS = " \t-–ㅇ○●•∙·□■▪◦*※."
Meanings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Offer:
    """One level as the text has it: `wording` "" where it leaves that open; zones to announce, and those that stand there."""

    level: Level
    wording: str
    zones: tuple[str, ...]
    already: tuple[str, ...] = ()


@dataclass
class Reading:
    """`unknown`: phrases under a heading that nobody mapped; `named`: zones that the text names elsewhere, with no level
    taken from there; `doubtful`: headings that contradict themselves."""

    offers: list[Offer] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def read(text: str, meanings: Meanings, edition: Edition, at: View) -> Reading:
    """Read a text. `at`: the moment for which "stands already" is told."""
    known = _known(edition) | dict(meanings)
    found, left = Reading(), normal(text)
    for level, wording, listed in _lists(text, edition, found):
        zones: list[str] = []
        for phrase in listed:
            meant = known.get(normal(phrase), ())
            zones += [one for one in meant if one not in zones]
            if not meant:
                found.unknown.append(phrase)
            left = left.replace(normal(phrase), "|", 1)
        if zones:
            found.offers.append(_offer(edition, level, wording, zones, at))
    taken = {zone for one in found.offers for zone in (*one.zones, *one.already)}
    found.named += sorted({zone for phrase, zones in known.items() if phrase in left for zone in zones} - taken)
    return found


def _known(edition: Edition) -> dict[str, tuple[str, ...]]:
    places = [zone for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY]
    return {normal(zone.name.in_("ko")): (zone.id,) for zone in places}


def _lists(text: str, edition: Edition, found: Reading) -> Iterator[tuple[Level, str, list[str]]]:
    """Each heading's level and wording with the phrases under it."""
    head: tuple[Level, str] | None = None
    listed: list[str] = []
    for line in [*text.splitlines(), ""]:
        match = HEADING.match(line)
        begins = bool(match and (match["sign"] or match["wording"]))
        if (begins or not line.strip()) and head:
            yield *head, listed
            head, listed = None, []
        if begins and match:
            head = _level(match["sign"], match["wording"], edition)
            if head is None:
                found.doubtful.append(line.strip())
            listed = _phrases(match["list"])
        elif head:
            listed += _phrases(line)


def _level(sign: str | None, wording: str | None, edition: Edition) -> tuple[Level, str] | None:
    """The level that a heading names; None where number and words contradict each other."""
    named = [one for one in edition.levels if one.wording == wording]
    if wording and not named:
        return None
    if sign is None:
        return named[0].level, named[0].wording
    if wording == SPECIAL:
        return None
    signed = [one for one in edition.levels if one.level.sign == sign and wording in (None, one.wording)]
    if not signed:
        return None
    return signed[0].level, signed[0].wording if len(signed) == 1 else ""


def _phrases(line: str) -> list[str]:
    return [bare for one in phrases(line) if normal(bare := one.strip(MARKS))]


def _offer(edition: Edition, level: Level, wording: str, zones: list[str], at: View) -> Offer:
    already = []
    for one in zones:
        zone, held = edition.zone(one), standing(edition, one, at).advisory
        same = held is not None and held.zone == one and held.level is level and wording in ("", held.wording)
        if same and level is not Level.LEVEL_4 and zone.kind is not ZoneKind.REST:
            already.append(one)
    return Offer(level, wording, tuple(one for one in zones if one not in already), tuple(already))
