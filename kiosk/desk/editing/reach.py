"""Who will see a change, in words: "every gate of terminal 2". Pure.

Only a notice can be meant for one terminal or gate, and the card that tells of its withdrawal; whatever else an edition changes,
every kiosk shows.
"""

from collections.abc import Mapping
from typing import Any

from kiosk.desk.words import Pair, say


def words(change: Mapping[str, Any]) -> str:
    """Return the reach of all that a change does; of several notices, each one's."""
    added, removed = change.get("add", {}), change.get("remove", {})
    cards = added.get("corrections", ())
    meant = [*added.get("notices", ()), *cards]
    told = {one.get("notice") for one in cards}
    others = set(added) - {"notices", "corrections"} or set(removed) - {"notices"} or change.get("attest")
    if others or change.get("order") or None in told or set(removed.get("notices", ())) - told or not meant:
        return say(*of())
    return "; ".join(dict.fromkeys(say(*of(**one.get("audience", {}))) for one in meant))


def of(terminal: str = "", gate: str = "", **_other: object) -> Pair:
    """Return whom one notice's audience means."""
    ko = f"제{terminal}터미널" if terminal.isdecimal() else terminal
    if terminal and gate:
        return f"{ko} {gate}번 탑승구", f"gate {gate} of terminal {terminal}"
    if gate:
        return f"모든 터미널의 {gate}번 탑승구", f"gate {gate}, whatever the terminal"
    if terminal:
        return f"{ko}의 모든 탑승구", f"every gate of terminal {terminal}"
    return "모든 터미널의 모든 탑승구", "every gate of every terminal"
