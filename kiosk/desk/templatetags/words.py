"""`{% w "한국어" "English" %}` and Korean time, for every template."""

from datetime import datetime

from django import template

from kiosk.desk import words

register = template.Library()


@register.simple_tag
def w(ko: str, en: str) -> str:
    """The words in the reader's language."""
    return words.say(ko, en)


@register.filter
def kst(at: datetime | None) -> str:
    """A moment in Korean time."""
    return words.moment(at) if at else "–"


@register.filter
def own(text: dict[str, str]) -> str:
    """A text of the edition in the reader's language."""
    return words.say(text.get("ko", ""), text.get("en", ""))
