"""CAP 1.2 alerts (OASIS), one for each level that a zone of its own has now or will have: off until a sender has agreed.

Rules: whoever is named as the sender must have agreed, since CAP readers take an alert for the sender's own word. An alert of a
demo says Test, of a training Exercise. One `info` a language, the same facts in each; the area is the zone's outer rings and its
code. What replaced an alert is seen by the file's name being gone: no Update or Cancel is sent.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from kiosk.domain.advisory import Advisory, Certainty
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.standing import Stretch
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.open_data.geometry import polygons
from kiosk.feed.open_data.source import Source, language_tag
from kiosk.feed.open_data.states import level_name
from kiosk.language.translator import KST

STATUS = {Mode.LIVE: "Actual", Mode.TRAINING: "Exercise", Mode.DEMO: "Test"}
SEVERITY = {
    Level.LEVEL_1: "Minor",
    Level.LEVEL_2: "Moderate",
    Level.SPECIAL: "Severe",
    Level.LEVEL_3: "Severe",
    Level.LEVEL_4: "Extreme",
}
CERTAINTY = {Certainty.READ: "Observed", Certainty.OBSERVED: "Observed", Certainty.INFERRED: "Likely"}
RESPONSE = {Level.LEVEL_3: "Evacuate", Level.LEVEL_4: "Avoid"}


def alerts(source: Source) -> dict[str, bytes]:
    """Return file name -> alert, for everything in force or ahead at the signed time."""
    found = {}
    for zone in source.places:
        for one in source.ground[zone.id]:
            advisory = one.standing.advisory
            over = one.end is not None and one.end <= source.signed_at
            if advisory and advisory.zone == zone.id and not over:
                name = f"{advisory.id}-{(one.start or advisory.effective):%Y%m%dT%H%M}"
                found[f"{name}.xml"] = _alert(source, zone, advisory, one, name)
    return found


def _alert(source: Source, zone: Zone, advisory: Advisory, held: Stretch, name: str) -> bytes:
    alert = ElementTree.Element("alert", {"xmlns": "urn:oasis:names:tc:emergency:cap:1.2"})
    edition = source.edition
    for tag, words in (
        ("identifier", f"{name}-{edition.number}"),
        ("sender", source.cap_sender),
        ("sent", _moment(edition.issued_at)),
        ("status", STATUS[edition.mode]),
        ("msgType", "Alert"),
        ("source", f"edition {edition.number}, sha256 {source.sha256}, signed {_moment(source.signed_at)}"),
        ("scope", "Public"),
        ("note", source.imprint["authority"]),
    ):
        _add(alert, tag, words)
    for locale in LOCALES:
        _info(alert, source, zone, advisory, held, locale)
    written: bytes = ElementTree.tostring(alert, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _info(
    alert: ElementTree.Element, source: Source, zone: Zone, advisory: Advisory, held: Stretch, locale: str
) -> None:
    info, begins = ElementTree.SubElement(alert, "info"), held.start or advisory.effective
    text = source.edition.level_text(advisory)
    ends = min(held.end or source.edition.valid_until, source.edition.valid_until)
    ahead = begins > source.signed_at
    name, level = zone.name.in_(locale), text.name.in_(locale)
    for tag, words in (
        ("language", language_tag(locale)),
        ("category", "Safety"),
        ("event", level),
        ("responseType", RESPONSE.get(advisory.level, "Monitor")),
        ("urgency", "Future" if ahead else "Expected"),
        ("severity", SEVERITY[advisory.level]),
        ("certainty", CERTAINTY[advisory.certainty]),
        ("effective", _moment(source.edition.issued_at)),
        ("onset", _moment(begins)),
        ("expires", _moment(ends)),
        ("senderName", advisory.source.publisher.in_(locale)),
        ("headline", f"{name}: {level} ({text.name.in_('ko')})"),
        ("description", _description(advisory, locale)),
        ("instruction", "\n".join(dict.fromkeys((text.plan.in_(locale), text.there.in_(locale))))),
        ("web", advisory.source.url),
    ):
        if words:
            _add(info, tag, words)
    _parameter(info, "parameter", "level", level_name(advisory.level) or "")
    area = ElementTree.SubElement(info, "area")
    _add(area, "areaDesc", name)
    for corners in _outlines(zone.id):
        _add(area, "polygon", corners)
    _parameter(area, "geocode", "ISO 3166-2" if zone.kind is ZoneKind.DIVISION else "zone", zone.id)


def _description(advisory: Advisory, locale: str) -> str:
    reason = (advisory.reason.in_(locale),) if advisory.reason else ()
    return "\n".join((*reason, *(one.in_(locale) for one in advisory.exceptions)))


def _outlines(zone: str) -> Iterator[str]:
    """The outer rings, as CAP writes them: latitude, longitude."""
    for rings in polygons(zone):
        yield " ".join(f"{lat},{lon}" for lon, lat in rings[0])


def _moment(at: datetime) -> str:
    """As CAP demands: seconds and an offset, never a Z. Korean time."""
    return at.astimezone(KST).isoformat(timespec="seconds")


def _parameter(parent: ElementTree.Element, tag: str, name: str, value: str) -> None:
    found = ElementTree.SubElement(parent, tag)
    _add(found, "valueName", name)
    _add(found, "value", value)


def _add(parent: ElementTree.Element, tag: str, words: str) -> None:
    ElementTree.SubElement(parent, tag).text = words
