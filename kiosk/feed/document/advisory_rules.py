"""Whether levels and advisories of an edition make sense: every level named, every advisory on ground that is there."""

from collections.abc import Iterator

from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition, LevelText
from kiosk.domain.languages import REQUIRED
from kiosk.domain.level import Level
from kiosk.domain.text import URGENT_LOCALES
from kiosk.domain.zone import ZoneKind
from kiosk.feed.document import bounds, door, reach
from kiosk.feed.document.broken import Broken, Rule, broken

Wordings = set[tuple[Level, str]]


def of_levels(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the names of the levels break."""
    for index, entry in enumerate(edition.levels):
        yield from _level(f"levels[{index}]", entry)
    yield from bounds.twice("levels", (f"{entry.level.name} {entry.wording}" for entry in edition.levels))
    named = {entry.level for entry in edition.levels}
    if gone := [level.name for level in Level if level not in named]:
        yield broken("levels", Rule.LEVELS_MISSING, levels=", ".join(gone))


def of_advisories(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the advisories break."""
    if not edition.advisories:
        yield broken("advisories", Rule.NO_ADVISORY)
    yield from bounds.twice("advisories", (advisory.id for advisory in edition.advisories))
    zones = {zone.id for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY}
    wordings = {(entry.level, entry.wording) for entry in edition.levels}
    for index, advisory in enumerate(edition.advisories):
        place = f"advisories[{index}]"
        yield from _advisory(place, advisory, zones, wordings)
        for name in ("effective", "until", "announced", "observed_at"):
            yield from bounds.moment(f"{place}.{name}", getattr(advisory, name))
        yield from bounds.moment(f"{place}.source.published", advisory.source.published)


def _level(place: str, entry: LevelText) -> Iterator[Broken]:
    for name in ("name", "plan", "there"):
        yield from bounds.languages(f"{place}.{name}", getattr(entry, name), f"levels.{name}")
    yield from bounds.string(f"{place}.wording", entry.wording, door.longest("levels.wording"))
    if entry.level.carries_penalty is not (entry.penalty is not None):
        yield broken(f"{place}.penalty", Rule.PENALTY)
    if entry.penalty:
        yield from bounds.languages(f"{place}.penalty", entry.penalty, "levels.penalty")


def _advisory(place: str, advisory: Advisory, zones: set[str], wordings: Wordings) -> Iterator[Broken]:
    if advisory.zone not in zones:
        yield broken(f"{place}.zone", Rule.NO_PLACE, zone=advisory.zone)
    if advisory.until is not None and advisory.until <= advisory.effective:
        yield broken(f"{place}.until", Rule.END_BEFORE_EFFECTIVE)
    if (advisory.level, advisory.wording) not in wordings:
        values = {"wording": advisory.wording, "level": advisory.level.name}
        yield broken(f"{place}.wording", Rule.WORDING_UNKNOWN, **values)
    yield from bounds.languages(f"{place}.source.publisher", advisory.source.publisher, "advisories.publisher")
    yield from _certainty(place, advisory)
    yield from _legal_end(f"{place}.legal_end", advisory)
    for number, text in enumerate(advisory.exceptions):
        yield from bounds.languages(f"{place}.exceptions[{number}]", text, "advisories.exceptions", needed(advisory))
    yield from bounds.many(f"{place}.exceptions", len(advisory.exceptions), "advisories.exceptions")
    yield from bounds.string(f"{place}.source.id", advisory.source.id, door.longest("advisories.id"))
    yield from _address(f"{place}.source.url", advisory.source.url)


def _certainty(place: str, advisory: Advisory) -> Iterator[Broken]:
    """An observed level has its day and no reason; any other has its reason and no such day."""
    if advisory.observed:
        if advisory.observed_at is None or advisory.observed_at < advisory.effective:
            yield broken(f"{place}.observed_at", Rule.OBSERVED_WHEN)
        if advisory.reason is not None:
            yield broken(f"{place}.reason", Rule.OBSERVED_REASON)
        return
    if advisory.observed_at is not None:
        yield broken(f"{place}.observed_at", Rule.NOT_OBSERVED)
    if advisory.reason is None:
        yield broken(f"{place}.reason", Rule.REASON_MISSING)
    else:
        yield from bounds.languages(f"{place}.reason", advisory.reason, "advisories.reason", needed(advisory))


def needed(advisory: Advisory) -> tuple[str, ...]:
    """Return the languages without which its words cannot go out: a special advisory, a level 3 or 4 waits for no translator."""
    return URGENT_LOCALES if advisory.level >= Level.SPECIAL else REQUIRED


def _legal_end(place: str, advisory: Advisory) -> Iterator[Broken]:
    if advisory.legal_end is not None and advisory.level is not Level.LEVEL_4:
        yield broken(place, Rule.LEGAL_END_OF_NO_BAN)
    if advisory.legally_ends is not None and advisory.legally_ends <= advisory.effective:
        yield broken(place, Rule.LEGAL_END_BEFORE_EFFECTIVE)


def _address(place: str, url: str) -> Iterator[Broken]:
    if url and (wrong := reach.wrong_address(url)):
        yield wrong.under(place)
    elif len(url) > door.longest("advisories.url"):
        yield broken(place, Rule.URL_TOO_LONG, most=door.longest("advisories.url"))
