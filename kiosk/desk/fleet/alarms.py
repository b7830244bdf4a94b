"""What is the matter with the kiosks, for whoever is told of alarms: place, cause and what to do.

Rules: one kiosk is one cause, and another one as soon as another thing is wrong with it; three or more of a terminal that fell
silent are one cause (its network, not forty screens). A kiosk that was never heard of is none: it was admitted, not yet set up.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from kiosk.desk.fleet.health import InForce, health
from kiosk.desk.fleet.models import Kiosk, State
from kiosk.desk.telling.message import Cause
from kiosk.desk.words import Pair, speaking

NO_ALARM = ("good", "coming", "off")
STORM = 3
"""So many silent kiosks of one terminal are told as one."""


def of(force: InForce, now: datetime, people: frozenset[int]) -> list[Cause]:
    """Return the causes of now. `people`: who is told."""
    silent: dict[str, list[Kiosk]] = defaultdict(list)
    found: list[Cause] = []
    for kiosk in Kiosk.objects.filter(state=State.ADMITTED, heard__isnull=False):
        word, said = _judged(kiosk, force, now)
        if word == "silent":
            silent[kiosk.terminal].append(kiosk)
        elif word not in NO_ALARM:
            found.append(_cause(kiosk, word, said, people))
    for terminal, kiosks in silent.items():
        found += _silence(terminal, kiosks, force, now, people)
    return found


def _judged(kiosk: Kiosk, force: InForce, now: datetime) -> tuple[str, Pair]:
    judged = []
    for language in ("ko", "en"):
        with speaking(language):
            judged.append(health(kiosk.said, kiosk.heard, kiosk.off, now, force))
    ko, en = judged
    return ko.word, (f"{kiosk}: {ko.sentence}", f"{kiosk}: {en.sentence}")


def _cause(kiosk: Kiosk, word: str, said: Pair, people: frozenset[int]) -> Cause:
    act = reverse("kiosk", args=[kiosk.code])
    return Cause(f"kiosk {kiosk.code} {word}", str(kiosk), said, act, people)


def _silence(
    terminal: str, kiosks: list[Kiosk], force: InForce, now: datetime, people: frozenset[int]
) -> Iterator[Cause]:
    if len(kiosks) < STORM:
        for kiosk in kiosks:
            yield _cause(kiosk, *_judged(kiosk, force, now), people)
        return
    gates = ", ".join(sorted(kiosk.gate for kiosk in kiosks))
    said = (
        f"{terminal}: 키오스크 {len(kiosks)}대의 소식이 끊겼습니다 ({gates}). 네트워크를 확인하세요.",
        f"{terminal}: {len(kiosks)} kiosks are silent ({gates}). Look at the network.",
    )
    yield Cause(f"silent {terminal}", terminal, said, reverse("fleet"), people)
