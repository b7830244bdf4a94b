"""The voices: gettext catalogues found and read once.

Rules: a compiled catalogue (`.mo`) is used when it is there and newer than its `.po`; else the `.po` is compiled in
memory, so a checkout without a build step speaks all languages too. Korean is the source and has no catalogue.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from kiosk.domain.languages import LOCALES
from kiosk.domain.text import SOURCE_LOCALE
from kiosk.language.translator import Translator
from kiosk.resources import translations

DOMAIN = "kiosk"


@cache
def translator(locale: str) -> Translator:
    """The voice of a locale code."""
    return Translator(locale, _catalogue(locale))


def in_every_language(message: str) -> dict[str, str]:
    """Say a sentence of ours in all languages, by locale code."""
    return {code: translator(code).say(message) for code in LOCALES}


def _catalogue(locale: str) -> gettext.NullTranslations:
    if locale == SOURCE_LOCALE:
        return gettext.NullTranslations()
    folder = translations() / locale / "LC_MESSAGES"
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compiled(source, locale)


def _is_current(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime


def _compiled(source: Path, locale: str) -> gettext.NullTranslations:
    if not source.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # dear to import, and a set-up kiosk never needs it
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    written = io.BytesIO()
    write_mo(written, catalogue)
    written.seek(0)
    return gettext.GNUTranslations(written)
