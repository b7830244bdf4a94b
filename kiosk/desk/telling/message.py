"""A message: what is the matter with which things, in Korean and English, as a mail, a push and a webhook carry it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.desk.words import Pair

SUBJECT = "출국 안내 데스크 알림 · Departure desk: alarms"
IN_A_PUSH = 6
"""Causes named on a phone's screen; the rest is a number."""


@dataclass(frozen=True)
class Cause:
    """One thing that is the matter. `people`: whose who can act (ids); `act`: the path of the page where; `key`: what it is the
    same by; `repeats`: told again until somebody acknowledges it, or told once."""

    key: str
    place: str
    said: Pair
    act: str
    people: frozenset[int]
    repeats: bool = True


def mail(causes: Sequence[Cause], origin: str) -> str:
    """Return the text of a mail."""
    return "\n\n".join(f"{one.said[0]}\n{one.said[1]}\n{origin}{one.act}" for one in causes) + "\n"


def push(causes: Sequence[Cause]) -> dict[str, str]:
    """Return what a device shows: title, lines, the path that a touch opens."""
    named, more = causes[:IN_A_PUSH], len(causes) - IN_A_PUSH
    lines = [f"{one.said[0]} · {one.said[1]}" for one in named] + ([f"+{more}"] if more > 0 else [])
    return {"title": SUBJECT, "body": "\n".join(lines)[:1200], "act": causes[0].act if len(causes) == 1 else "/"}


def hook(causes: Sequence[Cause], origin: str) -> dict[str, Any]:
    """Return what a webhook is posted as JSON."""
    return {
        "alarms": [
            {"key": one.key, "place": one.place, "ko": one.said[0], "en": one.said[1], "act": f"{origin}{one.act}"}
            for one in causes
        ]
    }
