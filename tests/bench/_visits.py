"""`python -m tests.bench._visits STATE WARM VISITS`: prints MiB (PSS) after WARM visits and after VISITS more."""

import gc
import os
import sys
from pathlib import Path

from kiosk.domain.text import LOCALES
from kiosk.domain.zone import ZoneKind
from tests.bench import _stage as stage
from tests.bench._inside import Inside


def main() -> None:
    """Visits and weighs."""
    state, warm, visits = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    inside = Inside(state)
    edition = inside.visit.held.edition
    places = [zone.id for zone in edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)]
    signs = [sign.id for sign in edition.checklist.signs]

    def one(number: int) -> None:
        steps = [
            ("begin", ""),
            ("locale", LOCALES[number % len(LOCALES)]),
            ("place", places[number % len(places)]),
            ("search", ""),
            ("type", "p"),
            ("checklist", ""),
            ("tick", signs[number % len(signs)]),
            ("forget", ""),
        ]
        for action, argument in steps:
            frames = inside.frames
            inside.tap(action, argument)
            for _ in range(20):
                inside.turn()
                if inside.frames > frames:
                    break

    weighed = []
    for count in (warm, visits):
        for number in range(count):
            one(number)
        inside.settle()
        gc.collect()
        weighed.append(stage.pss_mib([os.getpid()]))
    print(*weighed)
    inside.close()


main()
