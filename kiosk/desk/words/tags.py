"""`{% w "한국어" "English" %}` and Korean time, for every template."""

from datetime import datetime

from django import template

from kiosk.desk import words

register = template.Library()


@register.simple_tag
def w(ko: str, en: str) -> str:
    """Return the words in the reader's language."""
    return words.say(ko, en)


@register.simple_tag
def edition(number: int) -> str:
    """Return `제12판` or `Edition 12`."""
    return words.say(f"제{number}판", f"Edition {number}")


@register.filter
def own(text: dict[str, str]) -> str:
    """Return a text of the edition in the reader's language."""
    return words.say(text.get("ko", ""), text.get("en", ""))


@register.filter
def kst(at: datetime | None) -> str:
    """Return a moment in Korean time, to the minute."""
    return words.moment(at) if at else "–"


@register.filter
def second(at: datetime) -> str:
    """Return a moment in Korean time, to the second."""
    return at.astimezone(words.SEOUL).strftime("%Y-%m-%d %H:%M:%S")


@register.filter
def start(at: datetime | None) -> str:
    """Return a moment from which something holds, in Korean time."""
    return words.say(f"{words.moment(at)}부터", f"from {words.moment(at)}") if at else "–"
