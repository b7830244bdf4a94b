"""What begins once the first page is painted: touches and time, speech, the watch over the state reader, the witness.

Rules: nothing here is needed to paint the first page, so nothing here is imported before it.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.display.beacon import Beacon
from kiosk.display.counting import Counting
from kiosk.display.first_page import FirstPage
from kiosk.display.paint.cells import read_image
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.pulse import Pulse
from kiosk.display.speech import Speech
from kiosk.display.visit import Visit
from kiosk.display.voices import voices
from kiosk.display.watch import Watch
from kiosk.display.window import DisplayWindow
from kiosk.display.witness import Witness
from kiosk.gate.monitor import Hidden

LETTERING_AFTER_MS = 3000
TIDY_AFTER_MS = 1000


class Service(QObject):
    """The display at work on an open window. `obstacle`: asked what hides it from the eye."""

    def __init__(
        self,
        first_page: FirstPage,
        display_window: DisplayWindow,
        app: QGuiApplication,
        obstacle: Callable[[], Hidden | None] = lambda: None,
    ) -> None:
        super().__init__()
        held, window = first_page.held(), display_window.window
        for fault in held.faults:
            print(f"kiosk display: {fault}", file=sys.stderr)
        visit = Visit(display_window.scene, display_window.composer, held, first_page.settings, voices())

        def follow(_: int) -> None:
            if display_window.fit():
                visit.refresh()

        window.widthChanged.connect(follow)
        window.heightChanged.connect(follow)
        visit.forgot.connect(lambda: QTimer.singleShot(TIDY_AFTER_MS, display_window.scene, display_window.tidy))
        watch = Watch(first_page.state, held, first_page.state_reader)
        watch.changed.connect(visit.take)
        visit.unpresented.connect(watch.pass_over)
        visit.lost.connect(lambda: app.exit(1))
        witness, pulse = Witness(window, visit, watch.write_painted, obstacle), Pulse()
        visit.officers.asked.connect(watch.ask)
        watch.answered.connect(visit.officers.hear)
        visit.officers.restart.connect(app.quit)
        visit.officers.supervised = pulse.heard
        witness.proved.connect(pulse.prove)
        witness.excused.connect(pulse.excuse)
        lettering = QTimer(self, singleShot=True, interval=LETTERING_AFTER_MS)
        lettering.timeout.connect(witness.judge)
        lettering.start()
        watch.changed.connect(lambda _: lettering.start())
        witness.begin()
        self.visit, self.watch, self.witness, self.speech = visit, watch, witness, _with_speech(visit, display_window)
        self.beacon = Beacon(first_page.settings, lambda: visit.alone)
        display_window.scene.touched.connect(lambda *_: self.beacon.hush())
        if first_page.settings.use.counted:
            counting = Counting(lambda: visit.knowledge().now)
            counting.setParent(self)
            visit.stepped.connect(counting.step)
            counting.over.connect(watch.write_use)
        self._window, self._app = window, app
        for part in (visit, watch, witness, self.speech, pulse, self.beacon):
            part.setParent(self)

    def end(self) -> None:
        """Falls silent and lets nothing happen any more: whatever is taken down later, no timer still waits."""
        self.speech.reset()
        self.beacon.hush()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.watch.end()

    def test(self) -> None:
        """Paints every screen once, has the last one proved and quits; exit 1 if one of them shows no mark."""
        window, app, visit = self._window, self._app, self.visit
        waiting = list(SCREENS)
        place = visit.held.edition.zones[1].id

        def turn() -> None:
            if read_image(window.grabWindow()) is None:
                print("kiosk display: the screen's mark cannot be read", file=sys.stderr)
                app.exit(1)
            elif waiting:
                visit.show_choice(Choice(screen=waiting.pop(0), place=place))
                QTimer.singleShot(0, turn)
            else:
                self.witness.look()  # frames follow one another faster than it would look by itself
                print(f"painted {len(SCREENS)} screens of edition {visit.held.edition.number}")
                app.exit(0)

        QTimer.singleShot(0, turn)


def _with_speech(visit: Visit, display_window: DisplayWindow) -> Speech:
    speech = Speech()
    acts = {"hush": speech.hush, "again": speech.again}
    acts |= {"quieter": lambda: speech.louder(-1), "louder": lambda: speech.louder(1)}
    visit.said.connect(speech.say)
    visit.named.connect(speech.name)
    visit.hushed.connect(speech.hush)
    visit.forgot.connect(speech.reset)
    visit.spoken_to.connect(lambda action: acts[action]())
    speech.failed.connect(visit.lose_voice)
    speech.speaking.connect(display_window.scene.show_speaking)
    speech.speaking.connect(visit.hold)
    return speech
