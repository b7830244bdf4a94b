"""From one edition to all its copies. Pure but for the program's own files (map, catalogues)."""

import gzip
from pathlib import Path

from kiosk.domain.languages import LOCALES
from kiosk.domain.text import SOURCE_LOCALE
from kiosk.faults import Fault
from kiosk.feed.document import edition_json
from kiosk.feed.open_data.advisories import advisories
from kiosk.feed.open_data.atom import atom
from kiosk.feed.open_data.cap import alerts
from kiosk.feed.open_data.folder import INDEX, index
from kiosk.feed.open_data.geojson import geojson
from kiosk.feed.open_data.phone.page import page
from kiosk.feed.open_data.source import Source
from kiosk.feed.open_data.states import stated
from kiosk.files import PACKED

OWN = Path(__file__).parent
AS_THEY_ARE = ("advisories.schema.json", "CHANGES")
"""Files of ours that lie beside the copies and say how they are read."""


def derive(source: Source) -> dict[str, bytes]:
    """Return every file of `open/` by its name; none for an edition that no kiosk could read or that makes no sense."""
    try:
        source.edition  # noqa: B018
    except Fault:
        return {}
    try:
        return _derived(source)
    except (LookupError, StopIteration):  # what no kiosk would take has nothing to copy; else the fault is ours
        if _makes_sense(source):
            raise
        return {}


def _makes_sense(source: Source) -> bool:
    try:
        edition_json.read(source.data)
    except Fault:
        return False
    return True


def _derived(source: Source) -> dict[str, bytes]:
    known = stated(source)
    files = {
        "advisories.json": advisories(source, known),
        "advisories.geojson": geojson(source, known),
        **{name: (OWN / name).read_bytes() for name in AS_THEY_ARE},
    }
    for locale in LOCALES:
        files[f"{locale}/atom.xml"] = atom(source, locale)
        files[f"{locale}/index.html"] = page(source, locale)
    for name in ("atom.xml", "index.html"):
        files[name] = files[f"{SOURCE_LOCALE}/{name}"].replace(b'href="../', b'href="')
    if source.cap_sender:
        files |= {f"cap/{name}": data for name, data in alerts(source).items()}
    files |= {f"{name}.gz": gzip.compress(data, PACKED, mtime=0) for name, data in files.items()}
    return {**files, INDEX: index(source, files)}
