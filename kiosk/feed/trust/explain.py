"""What is said of metadata that was not taken: one line for a person, whatever python-tuf or Python raised.

Rule: no name or phrase of the programming language; what the file lacks or holds instead, where that is known.
"""

import json

from tuf.api.serialization import DeserializationError

from kiosk.files import because


def reason(fault: BaseException) -> str:
    """Say why metadata was not taken: one line, at most 250 characters."""
    beneath = fault.__cause__ if isinstance(fault, DeserializationError) else None
    said = _said(beneath or fault)
    return " ".join((f"not signed metadata: {said}" if beneath else said).split())[:250]


def _said(fault: BaseException) -> str:
    match fault:
        case UnicodeDecodeError() | json.JSONDecodeError():
            return "it is not JSON"
        case RecursionError():
            return "it is nested too deeply"
        case KeyError(args=[str(name)]):
            return f"it has no {name!r}"
        case KeyError() | IndexError() | TypeError() | AttributeError():
            return "its members are of other kinds"
        case OverflowError():
            return "it holds a number beyond all bounds"
        case OSError(strerror=str()):
            return because(fault)
        case ValueError() if str(fault).startswith("time data"):
            return "it holds no time like 2026-06-30T09:00:00Z"
    return str(fault) or "no reason was given"
