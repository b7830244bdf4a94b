"""The map as inline SVG: divisions in the colour of their level, the band hatched over them, worse towns with their sign.

Colours only repeat what the lists say in words: whoever sees none, or no map at all, misses nothing.
"""

from collections.abc import Iterator

from kiosk.domain.standing import Standing
from kiosk.domain.zone import ZoneKind
from kiosk.feed.open_data.geometry import map_file
from kiosk.feed.open_data.outline import SCALE, shapes, view_box
from kiosk.feed.open_data.phone.markup import tag, words
from kiosk.feed.open_data.source import CREDIT, Source
from kiosk.language.translator import Translator


def drawn(source: Source, said: Translator) -> str:
    """Return the figure with its credit."""
    known, title = source.own, said.say("지도")
    pattern = '<pattern id="band" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    band = f'<defs>{pattern}<rect width="4" height="9" class="stripe"/></pattern></defs>'
    picture = tag(
        "svg",
        band,
        *(_shape(zone, path, known) for zone, path in shapes() if zone in known),
        *_signs(known),
        viewBox=view_box(),
        role="img",
        aria_label=title,
    )
    return tag("figure", picture, words("figcaption", CREDIT, lang="en"))


def _shape(zone: str, path: str, known: dict[str, Standing]) -> str:
    held = known[zone]
    over = "over" if held.zone.kind is ZoneKind.BAND else None
    return tag("path", d=path, data_zone=zone, data_level=str(int(held.level or 0)), class_=over)


def _signs(known: dict[str, Standing]) -> Iterator[str]:
    found = map_file()
    places = {**found["divisions"], **found["points"], **found["areas"]}
    for zone, one in places.items():
        if zone not in known or known[zone].level is None:
            continue
        spot = one.get("label", one)
        where = {"x": str(spot["x"] // SCALE), "y": str(spot["y"] // SCALE)}
        level = known[zone].level
        assert level is not None
        if "label" in one:
            yield words("text", level.sign, **where, data_zone=zone, data_level=str(int(level)))
        else:
            yield tag("circle", cx=where["x"], cy=where["y"], r="11", data_zone=zone, data_level=str(int(level)))
            yield words("text", level.sign, **where, data_zone=zone, data_level=str(int(level)), class_="town")
