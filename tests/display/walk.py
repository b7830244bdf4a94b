"""Run by the system's Python, which has pyatspi: tells what a screen reader finds, as JSON on stdout.

python3 walk.py PID            [{"name", "role", "focusable", "showing", "actions"}] of every object of that process
python3 walk.py PID NAME       takes the default action of the object with that name
"""

import json
import sys
import time
import warnings

warnings.simplefilter("ignore")

import pyatspi  # noqa: E402

PATIENCE = 60.0
MOST = 3000


def application(pid):
    """The application of that process on the accessibility bus, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for one in pyatspi.Registry.getDesktop(0):
            if one is not None and one.get_process_id() == pid and one.childCount:
                return one
        time.sleep(0.05)
    sys.exit(f"process {pid} is not on the accessibility bus")


def walked(root):
    """Every object below, in order."""
    waiting, seen = [root], 0
    while waiting and seen < MOST:
        one = waiting.pop(0)
        seen += 1
        if one is None:
            continue
        yield one
        waiting[:0] = [one.getChildAtIndex(at) for at in range(one.childCount)]


def told(one):
    """One object in plain values."""
    states = one.getState()
    return {
        "name": one.name,
        "role": one.getRoleName(),
        "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
        "showing": states.contains(pyatspi.STATE_SHOWING),
        "checked": states.contains(pyatspi.STATE_CHECKED),
        "actions": actions(one),
    }


def actions(one):
    """Names of what can be done with it."""
    try:
        action = one.queryAction()
    except NotImplementedError:
        return []
    return [action.getName(at) for at in range(action.nActions)]


def main():
    """Walks, or takes an action."""
    root = application(int(sys.argv[1]))
    if len(sys.argv) > 2:
        one = next(found for found in walked(root) if found.name == sys.argv[2] and actions(found))
        one.queryAction().doAction(0)
    print(json.dumps([told(one) for one in walked(root)], ensure_ascii=False))


main()
