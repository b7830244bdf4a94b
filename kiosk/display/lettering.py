"""Can this machine write what it has to show? Asked once, some seconds after start; operators are told by `kiosk doctor`.

Rules: each language's first family must be there in Regular and Bold, since another face shows other Han forms; every
character of the interface and of the edition must be in one of the language's families. Never raises, changes nothing.
"""

import gettext
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from kiosk.display.paint.faces import FAMILIES
from kiosk.domain.edition import Edition
from kiosk.domain.text import SOURCE_LOCALE
from kiosk.feed.document.codec import edition_to
from kiosk.language.catalogues import translator

WEIGHTS = ("Regular", "Bold")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def faults(edition: Edition, locales: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each face or character that is lacking."""
    return tuple(said for locale in locales for said in (*_faces(locale), *_characters(edition, locale)))


def _faces(locale: str) -> Iterator[str]:
    family = FAMILIES[locale][0]
    styles = QFontDatabase.styles(family)
    missing = [weight for weight in WEIGHTS if weight not in styles]
    if missing:
        yield f"{locale}: {family} {' and '.join(missing)} not installed, another typeface is shown"


def _characters(edition: Edition, locale: str) -> Iterator[str]:
    installed = set(QFontDatabase.families())
    raws = [QRawFont.fromFont(QFont(family)) for family in FAMILIES[locale] if family in installed]
    lacking = [
        one
        for one in sorted({*"".join(_shown(edition, locale))})
        if unicodedata.category(one) not in UNSEEN and not any(raw.supportsCharacter(ord(one)) for raw in raws)
    ]
    if lacking:
        names = ", ".join(f"U+{ord(one):04X}" for one in lacking[:8])
        more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
        yield f"{locale}: no typeface here can write {names}{more}; boxes are shown"


def _shown(edition: Edition, locale: str) -> Iterator[str]:
    """All that can be shown in a language: the interface's words and the edition's."""
    catalogue = translator(locale).catalogue
    if isinstance(catalogue, gettext.GNUTranslations):
        yield from (str(text) for text in catalogue._catalog.values())  # type: ignore[attr-defined]
    elif locale == SOURCE_LOCALE:
        other = translator("en").catalogue
        yield from (str(key) for key in getattr(other, "_catalog", {}) if isinstance(key, str))
    yield from _texts(edition_to(edition), locale)


def _texts(value: Any, locale: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(locale), str):
            yield value[locale]
        for inner in value.values():
            yield from _texts(inner, locale)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, locale)
