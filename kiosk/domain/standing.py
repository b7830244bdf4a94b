"""What holds at a place at a moment, and what changes when.

Rules of levels at a place: the most specific zone wins (locality, band, division, rest); lists sort worst first. A
division wholly inside a band is filled with the band's level. A division may hold several levels at once: it is filled
with the level of its own ground and marked where a locality or a band is worse.

Rules of change: an advisory ahead of its time switches on at its minute. A raise takes effect by any clock. A lowering, or
an `until` that ends, takes effect only for a `View` that may lower; else the worst level since what was last verified
stays, marked as "validity ended, being verified". So does, for every view, a ban whose legal end has passed: what followed
is not known. A penalty is stated only for a ban that is surely in force.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.notice import Correction, Notice
from kiosk.domain.timeline import Timeline
from kiosk.domain.zone import Cover, Zone, ZoneKind

EVER = datetime.min.replace(tzinfo=UTC)
"""Before anything was announced."""


@dataclass(frozen=True)
class View:
    """From when to when the kiosk must judge: `now` is trusted now; `since` is the newest verified signed time.

    `may_lower`: whether knowledge is live or recent and the clock agrees, so that a lowering takes effect.
    """

    now: datetime
    since: datetime
    may_lower: bool

    @classmethod
    def at(cls, now: datetime) -> "View":
        """Return a view that simply looks at one moment."""
        return cls(now, now, may_lower=True)


@dataclass(frozen=True)
class Standing:
    """What holds on a piece of ground: the advisory, for which zone it was announced, and where it is shown.

    `zone`: the ground asked about. `advisory` is None where nothing is known. `lapsed`: the advisory's validity has
    ended by the clock but that could not be verified: treat as in force. `overdue`: its legal end has passed, and whether it
    was prolonged is not known: likewise.
    """

    zone: Zone
    advisory: Advisory | None
    lapsed: bool = False
    overdue: bool = False

    @property
    def unverified(self) -> bool:
        """Tell whether "validity ended, being verified: treat as in force" must be said."""
        return self.lapsed or self.overdue

    @property
    def penal(self) -> bool:
        """Tell whether the penalty of a ban may be stated: the ban is surely in force."""
        return self.advisory is not None and self.advisory.level.carries_penalty and not self.unverified

    @property
    def level(self) -> Level | None:
        """Return the level, or None for unknown."""
        return self.advisory.level if self.advisory else None


def in_force(edition: Edition, zone_id: str, at: datetime) -> Advisory | None:
    """Return the advisory in force for exactly that zone at `at`: the latest to become effective that has not ended."""
    timeline = edition.timelines.get(zone_id)
    return timeline.at(at) if timeline else None


def _ladder(edition: Edition, zone: Zone) -> Iterable[str]:
    """Zone ids that decide over the ground of `zone`, most specific first."""
    country = zone.parent
    if zone.kind is ZoneKind.LOCALITY:
        yield zone.id
        yield from zone.bands
        division = edition.zone(zone.parent or "")
        country = division.parent
        yield from _wholly_over(edition, division)
        yield division.id
    elif zone.kind is ZoneKind.DIVISION:
        yield from _wholly_over(edition, zone)
        yield zone.id
    elif zone.kind is ZoneKind.BAND:
        yield zone.id
        return
    elif zone.kind is ZoneKind.REST:
        yield zone.id
    yield from (rest.id for rest in edition.rests_of.get(country, ()) if rest.id != zone.id)


def _wholly_over(edition: Edition, division: Zone) -> Iterable[str]:
    return (band.id for band, cover in edition.bands_over.get(division.id, ()) if cover is Cover.WHOLE)


def _timelines(edition: Edition, zone: Zone) -> tuple[Timeline, ...]:
    """What was announced for the zones that decide over the ground of `zone`, most specific first; reckoned once an edition."""
    found = edition.deciding.get(zone.id)
    if found is None:
        announced = (edition.timelines.get(zone_id) for zone_id in _ladder(edition, zone))
        found = edition.deciding[zone.id] = tuple(timeline for timeline in announced if timeline)
    return found


def _deciding(edition: Edition, zone: Zone, at: datetime) -> Advisory | None:
    for timeline in _timelines(edition, zone):
        if found := timeline.at(at):
            return found
    return None


def _turns(edition: Edition) -> list[datetime]:
    return sorted({at for one in edition.advisories for at in (one.effective, one.until) if at is not None})


def _turns_of(edition: Edition, zone: Zone) -> list[datetime]:
    """The moments at which what decides over a zone's ground may change."""
    return sorted({at for timeline in _timelines(edition, zone) for at in timeline.turns})


def overdue(advisory: Advisory | None, at: datetime) -> bool:
    """Tell whether the legal end of a ban has passed at the moment `at`."""
    ends = advisory.legally_ends if advisory else None
    return ends is not None and ends <= at


def standing(edition: Edition, zone_id: str, view: View) -> Standing:
    """Tell what holds on a zone's own ground, most specific zone first.

    Unless the view may lower, the worst of every moment from `view.since` to `view.now` holds.
    """
    zone = edition.zone(zone_id)
    current = _deciding(edition, zone, view.now)
    if view.may_lower:
        return Standing(zone, current, overdue=overdue(current, view.now))
    between = [view.since, *(at for at in _turns_of(edition, zone) if view.since < at <= view.now)]
    before = [found for at in between if (found := _deciding(edition, zone, at))]
    worst = max(before, key=lambda one: one.level, default=None)
    if worst and (current is None or worst.level > current.level):
        return Standing(zone, worst, lapsed=True, overdue=overdue(worst, view.now))
    return Standing(zone, current, overdue=overdue(current, view.now))


def levels_at(edition: Edition, zone_id: str, view: View) -> tuple[Standing, ...]:
    """Return everything that holds at a zone, worst first: its own ground, localities inside it and bands that touch it.

    For a division: localities inside it, bands that cover a part of it, and its own ground. For a band: the band and the
    localities inside it. For a locality or rest: itself. Unknown ground comes last.
    """
    zone = edition.zone(zone_id)
    found = [standing(edition, part.id, view) for part in (zone, *inside(edition, zone))]
    found = [one for one in found if one.zone is zone or one.advisory]
    return tuple(sorted(found, key=lambda one: -(one.level or 0)))


def inside(edition: Edition, zone: Zone) -> tuple[Zone, ...]:
    """Return the bands that cover a part of a division and the localities in it; the localities in a band."""
    parts: list[Zone] = []
    if zone.kind is ZoneKind.DIVISION:
        parts += [band for band, cover in edition.bands_over.get(zone.id, ()) if cover is Cover.PART]
    if zone.kind in (ZoneKind.DIVISION, ZoneKind.BAND):
        parts += edition.localities_in.get(zone.id, ())
    return tuple(parts)


def worst(edition: Edition, zone_id: str, view: View) -> Standing:
    """Return the worst that holds anywhere in a zone."""
    return levels_at(edition, zone_id, view)[0]


def next_change(edition: Edition, after: datetime) -> datetime | None:
    """Return the first moment after `after` at which an advisory, notice or correction starts or ends, a legal end included."""
    shown: tuple[Notice | Correction, ...] = (*edition.notices, *edition.corrections)
    turns = [*_turns(edition), *(one.start for one in shown), *(one.end for one in shown), edition.valid_until]
    legal = (one.legally_ends for one in edition.advisories)
    return min((at for at in (*turns, *legal) if at is not None and at > after), default=None)


def notices_showing(edition: Edition, at: datetime, terminal: str = "", gate: str = "") -> tuple[Notice, ...]:
    """Return notices on the screen of that kiosk at `at`, most severe and newest first."""
    showing = [notice for notice in edition.notices if notice.showing(at, terminal, gate)]
    return tuple(sorted(showing, key=lambda one: (-one.severity, -one.start.timestamp(), one.id)))


@dataclass(frozen=True)
class Change:
    """A zone's level moved at `at` from `before` (None: not known) to `after` (None: lapsed to nothing)."""

    zone: Zone
    at: datetime
    before: Advisory | None
    after: Advisory | None

    @property
    def raised(self) -> bool:
        """Tell whether the level went up (from nothing counts as up)."""
        return (self.after.level if self.after else 0) > (self.before.level if self.before else 0)


def last_change(edition: Edition, zone_id: str, now: datetime) -> Change | None:
    """Return the newest moment up to `now` at which the level of the zone's own ground moved, or None if it never did."""
    zone = edition.zone(zone_id)
    turns = [at for at in _turns_of(edition, zone) if at <= now]
    for earlier, at in reversed(list(zip([None, *turns], turns, strict=False))):
        before = _deciding(edition, zone, earlier) if earlier else None
        after = _deciding(edition, zone, at)
        if (before.level if before else None) != (after.level if after else None):
            return Change(zone, at, before, after)
    return None


def held_since(edition: Edition, held: Standing, now: datetime) -> datetime | None:
    """Tell from when the level that holds there at `now` has held, whoever announced it anew since then.

    None where nothing is known, or the level was only seen: then nobody knows since when.
    """
    if held.advisory is None or held.advisory.observed:
        return None
    changed = last_change(edition, held.zone.id, now)
    return changed.at if changed else held.advisory.effective


def newest_changes(edition: Edition, now: datetime) -> tuple[Change, ...]:
    """Return every zone whose level moved at the newest moment of change up to `now`, worst new level first."""
    places = edition.of_kind(ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND)
    moved = [change for zone in places if (change := last_change(edition, zone.id, now)) and change.before]
    newest = max((change.at for change in moved), default=None)
    found = [change for change in moved if change.at == newest]
    return tuple(sorted(found, key=lambda one: -(one.after.level if one.after else 0)))


@dataclass(frozen=True)
class Stretch:
    """What holds from `start` (inclusive; None: since ever) to `end` (exclusive; None: without an end)."""

    start: datetime | None
    end: datetime | None
    standing: Standing


def stretches(edition: Edition, zone_id: str) -> tuple[Stretch, ...]:
    """Tell what holds on a zone's own ground over all time, without a gap, as each moment's own view sees it."""
    return _stretches(edition, (edition.zone(zone_id),), lambda view: standing(edition, zone_id, view))


def worst_stretches(edition: Edition, zone_id: str) -> tuple[Stretch, ...]:
    """Tell the worst that holds anywhere in a zone over all time, without a gap, as each moment's own view sees it."""
    zone = edition.zone(zone_id)
    return _stretches(edition, (zone, *inside(edition, zone)), lambda view: worst(edition, zone_id, view))


def _stretches(edition: Edition, parts: tuple[Zone, ...], at_view: Callable[[View], Standing]) -> tuple[Stretch, ...]:
    turns = {at for part in parts for at in _turns_of(edition, part)}
    turns |= {at for part in parts for at in _legal_ends(edition, part)}
    found = [Stretch(None, None, at_view(View.at(EVER)))]
    for at in sorted(turns):
        if (now := at_view(View.at(at))) != found[-1].standing:
            found[-1] = replace(found[-1], end=at)
            found.append(Stretch(at, None, now))
    return tuple(found)


def _legal_ends(edition: Edition, zone: Zone) -> Iterable[datetime]:
    held = (one for timeline in _timelines(edition, zone) for one in timeline.held if one)
    return (one.legally_ends for one in held if one.legally_ends is not None)
