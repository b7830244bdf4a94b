"""`{% w "한국어" "English" %}` and Korean time, for every template."""

from collections.abc import Iterable
from datetime import datetime

from django import template

from kiosk.desk import words
from kiosk.desk.advice.facts import Fact

register = template.Library()


@register.simple_tag
def w(ko: str, en: str) -> str:
    """The words in the reader's language."""
    return words.say(ko, en)


@register.simple_tag
def edition(number: int) -> str:
    """`제12판`, `Edition 12`."""
    return words.say(f"제{number}판", f"Edition {number}")


@register.filter
def kst(at: datetime | None) -> str:
    """A moment in Korean time."""
    return words.moment(at) if at else "–"


@register.filter
def own(text: dict[str, str]) -> str:
    """A text of the edition in the reader's language."""
    return words.say(text.get("ko", ""), text.get("en", ""))


@register.filter
def has_others(found: Iterable[Fact]) -> bool:
    """Whether any of the facts is in a language that stays folded."""
    return any(one.other for one in found)
