"""Looking again and again: what `kiosk desk watch` and `kiosk desk bucket` share."""

import time
from collections.abc import Callable, Iterable

import click

from kiosk.faults import Fault


def look_again(
    look: Callable[[], Iterable[str]], in_words: Callable[[Fault], str], every: float, *, once: bool
) -> None:
    """Print what each look says, every so many seconds; a trouble in words, until it ends or becomes another.

    With `once` there is one look. Raises what that look raises.
    """
    trouble = ""
    while True:
        before = trouble
        try:
            lines, trouble = look(), ""
        except Fault as fault:
            if once:
                raise
            trouble = in_words(fault)
            lines = [trouble] if trouble != before else []
        for line in lines:
            click.echo(line)
        if once:
            return
        time.sleep(every)
