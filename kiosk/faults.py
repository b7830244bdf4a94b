"""How a command ends when it cannot do what it was asked: one sentence for a person, one exit code for a script.

    >>> class Why(Code):
    ...     SIGNED = "{name} has signed already"
    >>> fault = Refusal(Why.SIGNED, name="kim")
    >>> str(fault), fault.code, fault.values, fault.exit_code
    ('kim has signed already', <Why.SIGNED: 0>, {'name': 'kim'}, 2)

Rules: the message is one line that says what is wrong and, where it can, what to do. `kiosk.cli` prints it on
stderr and exits with `exit_code`; nobody sees a traceback for a fault of the world. The codes are for scripts:
0 good, 1 could not, 2 refused (a matter of trust), 64 misused. What a person may meet in another language too carries a
`Code`: its English stands beside the code, and whoever speaks another language looks its own sentence up by the code.
"""

from collections.abc import Mapping
from enum import Enum


class Code(Enum):
    """What is wrong, in no language; each is written with its English sentence, {names} for what is filled in."""

    def __new__(cls, english: str) -> "Code":
        """Number the codes, since two may share a sentence."""
        code = object.__new__(cls)
        code._value_, code.english = len(cls.__members__), english
        return code

    english: str

    def told(self, values: Mapping[str, object]) -> str:
        """Return the English sentence with these values in it. Raises KeyError where one is missing."""
        return self.english.format_map(values)


class Fault(Exception):  # noqa: N818  (the word of the field, see kiosk/docs/glossary.md)
    """Something in the world stopped us: a missing file, a full disk, a wrong passphrase.

    `code` and `values` say what in no language; None and nothing where only a sentence was given.
    """

    exit_code = 1

    def __init__(self, what: str | Code = "", /, **values: object) -> None:
        self.code = what if isinstance(what, Code) else None
        self.values = values
        super().__init__(what.told(values) if isinstance(what, Code) else what)


class Refusal(Fault):
    """We could have, and would not: a matter of trust."""

    exit_code = 2


class Misuse(Fault):
    """The command was asked for something that cannot be meant."""

    exit_code = 64
