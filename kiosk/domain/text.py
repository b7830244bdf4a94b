"""A text in the languages of the kiosk.

Rules: Korean is the source; a missing language is a fault the wire reports, never an empty string on a screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.languages import REQUIRED

SOURCE_LOCALE = "ko"
URGENT_LOCALES = ("ko", "en")
"""What suffices at once where waiting for four translations would cost more: urgent notices, and severe levels."""


@dataclass(frozen=True)
class Text:
    """One sentence or name, by locale.

    `by_locale` maps a locale code of `kiosk.domain.languages` to the words; equality is by content.
    """

    by_locale: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_locale", MappingProxyType(dict(self.by_locale)))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_locale.items())))

    def __reduce__(self) -> tuple[type["Text"], tuple[dict[str, str]]]:
        return Text, (dict(self.by_locale),)

    def in_(self, locale: str) -> str:
        """Return the words in `locale`, else English, else Korean (urgent notices may lack four languages)."""
        for code in (locale, "en", SOURCE_LOCALE):
            if words := self.by_locale.get(code):
                return words
        return ""

    def speaks(self, locale: str) -> bool:
        """Tell whether the text exists in `locale` itself."""
        return bool(self.by_locale.get(locale))

    def missing(self) -> tuple[str, ...]:
        """Return the locales without which it is not whole, in their order."""
        return tuple(code for code in REQUIRED if not self.speaks(code))
