"""Notices that stand ready in every language, for the hour at which no translator is there."""

from dataclasses import dataclass

from kiosk.desk.editing.phrases import Words
from kiosk.language.catalogues import in_every_language
from kiosk.language.ready_words import JOB_OFFER, JOB_OFFER_TEXT, LEVELS_CHANGED, LEVELS_CHANGED_TEXT


@dataclass(frozen=True)
class Template:
    """One ready notice."""

    title: Words
    text: Words


TEMPLATES = {
    name: Template(in_every_language(title), in_every_language(text))
    for name, title, text in (
        ("levels", LEVELS_CHANGED, LEVELS_CHANGED_TEXT),
        ("offer", JOB_OFFER, JOB_OFFER_TEXT),
    )
}
"""By the name that the form carries."""
