"""The officers' view at work: opened by a long press and the PIN, one touch after another, and forgotten.

Rules: without a hash in the settings there is none. Until the PIN was judged right nothing but its pad answers. The digits live
here alone, and go when they were judged, when it closes, and with everything else after `FORGET_SECONDS` without a touch.
The screen's frame stays the travellers': home and the call centre lead out of it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from PySide6.QtCore import QObject, Signal

from kiosk.display.asked import Examine, Examined, Tried, Try
from kiosk.display.presenters.officers import NAME, PADS, Page, View, heard
from kiosk.gate.pin import FEWEST, MOST

FORGET_SECONDS = 60.0
PASSED_ON = ("alive", "mode", "hush", "again", "quieter", "louder")
"""What is a visitor's touch too, and changes nothing of the view."""
LEADS_OUT = ("home", "go")


class Officers(QObject):
    """The view of one display. `view` is None while it is closed; `supervised`: somebody starts the display again when it ends.

    Emits `asked` with a `Try` or an `Examine`, `changed` when an answer came, `said` with what is read aloud and its locale,
    `turned` when another page is there, and `restart` when the display is to end.
    """

    asked = Signal(object)
    changed = Signal()
    turned = Signal()
    said = Signal(list, str)
    restart = Signal()

    def __init__(self, pin_hash: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pin_hash, self._typed = pin_hash, ""
        self._inside = self.supervised = False
        self._tries = 0
        self.view: View | None = None

    def touch(self, action: str, argument: str, locale: str) -> bool:
        """Take a touch; False: it is a visitor's. `locale`: what is read when the view opens."""
        if self.view is None:
            return self._open(locale) if (action, argument) == (NAME, "") and self._pin_hash else False
        if action in PASSED_ON:
            return False
        if action in LEADS_OUT:
            self.close()
            return False
        self._take(self.view, action, argument)
        return True

    def close(self) -> None:
        """Forget everything of it."""
        self.view, self._typed, self._inside = None, "", False
        self.turned.emit()

    def hear(self, answer: Tried | Examined) -> None:
        """What the state reader answers; too late for a view that was closed meanwhile."""
        if self.view is None:
            return
        if isinstance(answer, Examined):
            self.view = replace(self.view, findings=answer.findings) if self._inside else self.view
        elif not self.view.judging or answer.number != self._tries:
            return
        elif answer.judged.opened:
            self._inside = True
            self._turn("state")
        else:
            self.view = replace(self.view, judging=False, refused=True, wait=answer.judged.wait)
        self.changed.emit()

    def lose_voice(self) -> None:
        """No voice answered."""
        if self.view:
            self.view = replace(self.view, silent=True)

    def _open(self, locale: str) -> bool:
        self.view = View(english=locale != "ko", supervised=self.supervised)
        self.turned.emit()
        return True

    def _take(self, view: View, action: str, argument: str) -> None:
        match action:
            case "back":
                self._back(view)
            case "languages" | "settings":
                self.view = replace(view, english=not view.english)
            case "page":
                self.view = replace(view, part=int(argument))
            case "turn":
                self.view = replace(view, part=max(0, view.part + int(argument)))
            case "type" | "erase" if not view.judging:
                self._type(view, argument)
            case _ if action == NAME:
                self._act(view, argument)

    def _back(self, view: View) -> None:
        if view.part:
            self.view = replace(view, part=0)
        elif self._inside and view.page != "state":
            self._turn("state")
        else:
            self.close()

    def _type(self, view: View, digit: str) -> None:
        self._typed = (self._typed + digit)[:MOST] if digit else self._typed[:-1]
        self.view = replace(view, typed=len(self._typed), refused=False, wait=0.0)

    def _act(self, view: View, argument: str) -> None:
        """What stands on the view itself; before the PIN was right, the pad's "enter" alone."""
        if not self._inside:
            if argument == "enter" and len(self._typed) >= FEWEST and not view.judging:
                self._try(view)
            return
        acts: dict[str, Callable[[], None]] = {
            "close": self.close,
            "play": lambda: self.said.emit([heard(view)], view.locale),
            "again": self.restart.emit,
        }
        if argument in acts:
            acts[argument]()
        elif argument.startswith("pad "):
            self.view = replace(view, pads=view.pads | ({int(argument[4:])} & set(range(1, PADS + 1))))
        elif argument in get_args(Page) and argument != "pin":
            self._turn(cast("Page", argument))

    def _try(self, view: View) -> None:
        pin, self._typed = self._typed, ""
        self.view = replace(view, typed=0, judging=True, refused=False, wait=0.0)
        self._tries += 1
        self.asked.emit(Try(self._tries, pin, self._pin_hash))

    def _turn(self, page: Page) -> None:
        assert self.view
        english, supervised, findings = self.view.english, self.view.supervised, self.view.findings
        self.view = View(page, english=english, supervised=supervised, findings=findings)
        self.turned.emit()
        if page == "state":
            self.asked.emit(Examine())
