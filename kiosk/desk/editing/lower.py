"""Which places an announcement leaves at a lower level than the ground around them: each a doubt that is ticked by name. Pure.

The most specific zone wins, so a province raised leaves a town in it as it was, and the rest raised leaves every place that
holds a level of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.desk.editing import resting
from kiosk.desk.editing.coming import level_name
from kiosk.desk.words import Pair
from kiosk.domain import standing as rules
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.standing import View, in_force
from kiosk.domain.zone import Zone, ZoneKind


@dataclass(frozen=True)
class Lower:
    """A place that stays lower than what is announced around it. `zone` is what is ticked."""

    zone: Zone
    ko: str
    en: str


def left_lower(live: Edition, draft: Edition, now: datetime) -> list[Lower]:
    """Return every such place once, in the edition's order."""
    known, found = {one.id for one in live.advisories}, dict[str, Lower]()
    for new in draft.advisories:
        at = max(now, new.effective)
        if new.id in known or not new.in_force(at):
            continue
        around = draft.zone(new.zone)
        for inner in _inside(draft, around, at):
            held = rules.standing(draft, inner.id, View.at(at)).advisory
            if held and held.level < new.level:
                found.setdefault(inner.id, _said(draft, around, inner, held))
    order = [zone.id for zone in draft.zones]
    return sorted(found.values(), key=lambda one: order.index(one.zone.id))


def _inside(draft: Edition, zone: Zone, at: datetime) -> Iterator[Zone]:
    """Localities in a division or band, bands over a part of a division; under the rest, what holds a level of its own."""
    if zone.kind is ZoneKind.REST:
        yield from (one for one, _ in resting.own(draft, at))
        return
    for one in draft.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND):
        if one.parent == zone.id or zone.id in one.bands or one.cover_of(zone.id):
            yield one


def _said(draft: Edition, around: Zone, inner: Zone, held: Advisory) -> Lower:
    place = [f"{inner.name.in_(language)} {level_name(draft, held, language)}" for language in ("ko", "en")]
    if around.kind is ZoneKind.REST:
        return Lower(
            inner,
            f"그 밖의 지역보다 더 낮게 남는 곳: {place[0]}. 발표가 그곳도 ‘그 밖’으로 돌리면 고치기에서 표시하세요.",
            f"Stays lower than all other places: {place[1]}. If the announcement puts it back under them, tick it in “Edit”.",
        )
    return Lower(
        inner,
        f"{around.name.in_('ko')} 안에서 더 낮게 남는 곳: {place[0]}. 발표가 그곳도 포함하면 함께 고르세요.",
        f"Inside {around.name.in_('en')}, a place stays lower: {place[1]}. If the announcement means it too, pick it too.",
    )


def kept(live: Edition, draft: Edition, now: datetime) -> Iterator[Pair]:
    """Say, where a draft announces the rest anew, which places do not follow it, with the level that they keep."""
    known = {one.id for one in live.advisories}
    for new in draft.advisories:
        zone = draft.zone(new.zone)
        if new.id in known or zone.kind is not ZoneKind.REST:
            continue
        held = list(resting.own(draft, max(now, new.effective)))
        if held and in_force(draft, zone.id, max(now, new.effective)) is new:
            ko, en = (
                ", ".join(f"{one.name.in_(language)} {level_name(draft, own, language)}" for one, own in held)
                for language in ("ko", "en")
            )
            yield (
                f"‘그 밖의 지역’이 바뀌어도 자기 단계로 남는 곳 {len(held)}: {ko}",
                f"Keep a level of their own, whatever all other places are ({len(held)}): {en}",
            )
