"""Who will see a change, in words: "every gate of terminal 2". Pure.

Only a notice can be meant for one terminal or gate; whatever else an edition changes, every kiosk shows.
"""

from collections.abc import Mapping
from typing import Any

from kiosk.desk.words import Pair, say


def words(change: Mapping[str, Any]) -> str:
    """Return the reach of all that a change does; of several notices, each one's."""
    added = change.get("add", {})
    notices = added.get("notices", ())
    if change.get("attest") or change.get("remove") or change.get("order") or set(added) - {"notices"} or not notices:
        return say(*of())
    return "; ".join(dict.fromkeys(say(*of(**one.get("audience", {}))) for one in notices))


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
