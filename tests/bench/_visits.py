"""`python -m tests.bench._visits STATE WARM VISITS`: prints MiB after WARM visits and after VISITS more.

What the process alone holds (anonymous and shared memory): pages of files, such as fonts and Qt's libraries, weigh more or
less by who else has them open.
"""

import sys
from pathlib import Path

from kiosk.domain.languages import LOCALES
from kiosk.domain.zone import ZoneKind
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
        inside.display_window.tidy()  # as the display does once a visitor is forgotten
        weighed.append(_own_mib())
    print(*weighed)
    inside.close()


def _own_mib() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
    return (kib["Pss_Anon"] + kib["Pss_Shmem"] + kib["SwapPss"]) / 1024


main()
