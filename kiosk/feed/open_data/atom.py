"""`atom.xml`, one a language: an entry for each move of a level, each correction and each notice for everybody, newest first.

Rules: an entry's id comes from what it tells (feed, language, zone, minute, levels), so the same news keeps its id in every
edition. An entry is dated by what it tells, not by when it was written. At most `LONGEST` stand in the feed; all of history
is in `advisories.json`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID, uuid5
from xml.etree import ElementTree

from kiosk.domain.edition import Edition
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import Change, Stretch
from kiosk.domain.zone import Zone
from kiosk.feed.open_data.source import AUTHORITY, Source, language_tag
from kiosk.language.catalogues import translator
from kiosk.language.levels import moved_to, seen
from kiosk.language.translator import Translator

NAMESPACE = UUID("5d0c3a52-6f0e-5d3e-9f5e-6b1f5b6c7a10")
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """One piece of news: what its id is made of, its date, its title, and its text line by line."""

    what: str
    at: datetime
    title: str
    lines: tuple[str, ...]


def atom(source: Source, locale: str) -> bytes:
    """Write the feed in one language."""
    edition, language = source.edition, language_tag(locale)
    said = translator(locale)
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(feed, "id", _id(edition, locale, "feed"))
    _add(feed, "title", said.say("캄보디아 여행 안전"))
    _add(feed, "subtitle", f"{edition.number} · sha256 {source.sha256}. {AUTHORITY}")
    _add(feed, "updated", utc_text(source.signed_at))
    ElementTree.SubElement(feed, "link", rel="self", href="atom.xml")
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href="index.html")
    ElementTree.SubElement(
        feed, "link", rel="via", type="application/json", href=f"../../targets/{source.sha256}.edition.json"
    )
    _add(ElementTree.SubElement(feed, "author"), "name", "gate kiosk")
    for entry in entries(source, said)[:LONGEST]:
        _write(feed, entry, _id(edition, locale, entry.what))
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def entries(source: Source, said: Translator) -> list[Entry]:
    """Return the news of an edition in one language, newest first."""
    edition = source.edition
    found = [_told(edition, change, said) for change in newest(source)]
    found += [
        Entry(
            f"correction/{one.id}/{utc_text(one.start)}",
            one.start,
            said.say("바로잡습니다"),
            (one.right.in_(said.locale), said.say("잘못된 내용: {text}", text=one.wrong.in_(said.locale))),
        )
        for one in edition.corrections
    ]
    found += [
        Entry(
            f"notice/{one.id}/{utc_text(one.start)}",
            one.start,
            one.title.in_(said.locale),
            (one.text.in_(said.locale),),
        )
        for one in edition.notices
        if one.audience.includes("", "")
    ]
    return sorted(found, key=lambda one: (one.at, one.what), reverse=True)


@lru_cache(maxsize=1)  # the same in every language
def newest(source: Source) -> tuple[Change, ...]:
    """Return the newest moves of all levels, newest first, at most as many as the feed has entries."""
    changes = [change for zone in source.places for change in _changes(source, zone)]
    return tuple(sorted(changes, key=lambda one: (one.at, one.zone.id), reverse=True)[:LONGEST])


def _changes(source: Source, zone: Zone) -> Iterator[Change]:
    """Every move of the zone's level by an advisory of its own; what follows its country's rest is told there."""
    for before, after in pairwise(source.ground[zone.id]):
        if after.start and before.standing.level != after.standing.level and zone.id in _deciders(before, after):
            yield Change(zone, after.start, before.standing.advisory, after.standing.advisory)


def _deciders(*around: Stretch) -> set[str]:
    return {one.standing.advisory.zone for one in around if one.standing.advisory}


def _told(edition: Edition, change: Change, said: Translator) -> Entry:
    after, name = change.after, change.zone.name.in_(said.locale)
    levels = f"{change.before.level.name if change.before else '-'}>{after.level.name if after else '-'}"
    what = f"level/{change.zone.id}/{utc_text(change.at)}/{levels}"
    if after is None:
        return Entry(what, change.at, f"{name}: {said.say('단계를 알 수 없음')}", ())
    since = seen(after, said) or said.say("{when}부터", when=said.full_moment(change.at))
    text = edition.level_text(after)
    day = said.full_day(after.source.published)
    lines = (
        f"{text.name.in_(said.locale)} ({text.name.in_('ko')})" if said.locale != "ko" else text.name.in_("ko"),
        since,
        after.reason.in_(said.locale) if after.reason else "",
        *(one.in_(said.locale) for one in after.exceptions),
        said.say("출처: {who}, {day}", who=after.source.publisher.in_(said.locale), day=day),
    )
    return Entry(what, change.at, moved_to(name, after.level, change.raised, said), tuple(one for one in lines if one))


def _write(feed: ElementTree.Element, entry: Entry, name: str) -> None:
    one = ElementTree.SubElement(feed, "entry")
    _add(one, "id", name)
    _add(one, "title", entry.title)
    _add(one, "updated", utc_text(entry.at))
    _add(one, "content", "\n".join(entry.lines)).set("type", "text")


def _add(parent: ElementTree.Element, tag: str, words: str) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, tag)
    found.text = words
    return found


def _id(edition: Edition, locale: str, what: str) -> str:
    return uuid5(NAMESPACE, f"{edition.mode.value}/{locale}/{what}").urn
