"""The numbers and patterns of the one door, for all that ask: `validation` here, `door.js` on the signing page.

`door.json` holds them, so that nothing is said twice; `kiosk/desk/signing/rules.js` is that file for the page (a test holds
the two equal). Patterns are written so that Python and JavaScript read them alike, and always stand for the whole text.

- `needed`: (role, kind) of the contacts that the screens take for granted; `only`: the one kind that a role may have.
- `country`, `divisions`, `capital`, `neighbours`: of which country an edition tells, all it must name, and what
  is named on its map besides; `town`: where most travellers go, named there too.
- `lines`: by country code the numbers of ordinary telephones (fixed, mobile, and 070 in Korea), as `phonenumbers` knows them:
  no premium rate, no personal, satellite or free number, which cannot be dialled from abroad or costs a fortune.
- `countries`: the country codes in which whom to call may be reached; `hosts`: where their web pages may lie.
- `most`: how many of a kind; several times over what the whole real history since 2024 holds, and what a screen can be made
  from in its time. `texts`: how long a text may be, and whether it stands on one line; `words`: the same of bare strings.
- `valid_days`: how long after its issue an edition may hold; `last_year`: the last in which anything may be dated.
- `step`: how far a number may rise at once. `order`: the levels by severity.
- `shrunken`, `few`: of a part below that many per cent of what it was, or of so few items where nothing can be compared, an
  officer is asked whether it is meant.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def rules() -> dict[str, Any]:
    """Return all of `door.json`."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("door.json").read_text(encoding="utf-8"))
    return found


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Return the pattern that stands there, for `fullmatch`."""
    found: Any = rules()
    for step in path:
        found = found[step]
    return re.compile(found, re.ASCII)


def most(name: str) -> int:
    """Tell how many there may be of a part."""
    return int(rules()["most"][name])


def longest(name: str) -> int:
    """Tell how long a bare string may be."""
    return int(rules()["words"][name])


def text(name: str) -> tuple[int, bool]:
    """Tell how long a text may be, and whether it stands on one line."""
    found: tuple[int, bool] = rules()["texts"][name]
    return found
