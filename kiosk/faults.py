"""How a command ends when it cannot do what it was asked: one sentence for a person, one exit code for a script.

Rules: the message is one line that says what is wrong and, where it can, what to do. `kiosk.cli` prints it on
stderr and exits with `exit_code`; nobody sees a traceback for a fault of the world. The codes are CONTRACT's:
0 good, 1 could not, 2 refused (a matter of trust), 64 misused.
"""


class Fault(Exception):  # noqa: N818  (the word of the field, see the glossary of errors in DESIGN 9)
    """Something in the world stopped us: a missing file, a full disk, a wrong passphrase."""

    exit_code = 1


class Refusal(Fault):
    """We could have, and would not: a matter of trust."""

    exit_code = 2


class Misuse(Fault):
    """The command was asked for something that cannot be meant."""

    exit_code = 64
