"""The poster: what stands on the screen where the display itself cannot be kept there. Whom to call, where to look, whom to ask.

Rules: no QML, no touch, no level and no place, so nothing that could grow old; numbers are those of the edition held, or of the
bundled one. It follows the panel, reads its own pixels back, and is reported as what it is: a poster, never a good screen.
"""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRasterWindow

from kiosk import clock
from kiosk.display.application import application, prepare
from kiosk.display.paint.cells import HEIGHT, draw, read_image
from kiosk.display.paint.faces import face
from kiosk.display.paint.qr import symbol
from kiosk.display.panel import Panel
from kiosk.display.presenters.mark import Mark
from kiosk.display.pulse import Pulse
from kiosk.display.screen_row import screen_row
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LOCALES
from kiosk.domain.moments import utc_text
from kiosk.gate.monitor import POSTER, Hidden
from kiosk.gate.store import Held, Store
from kiosk.language.catalogues import translator
from kiosk.language.levels import call_centre, site

LOOK_MS = 3000
WHOLE = (1080.0, 1920.0)
PAPER, INK, RULE = QColor("#FFFFFF"), QColor("#1A1C1E"), QColor("#C4C9CD")
CODE = 300.0


class Line(NamedTuple):
    """One language's words."""

    locale: str
    words: str
    whom: str


def lines(edition: Edition) -> Iterator[Line]:
    """What is said, a language after another."""
    for locale in LOCALES:
        say, centre = translator(locale).say, call_centre(edition)
        words = say(
            "이 화면은 지금 쓸 수 없습니다. 경찰관에게 문의하거나 {site}에서 확인해 주세요.", site=site(edition).printed
        )
        yield Line(locale, words, f"{centre.name.in_(locale)} · {centre.hours.in_(locale)}")


class Poster(QRasterWindow):
    """The window; `held` says which numbers."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self.edition, self.sha256, self.minute = held.edition, held.sha256, 0

    def mark(self) -> Mark:
        """What its mark says: the edition whose numbers it shows, and the minute painted."""
        return Mark(self.edition.number, int(self.sha256[:8] or "0", 16), self.minute)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt)
        """Paint all of it; the sheet is shown whole on any panel."""
        self.minute = int(clock.wall().timestamp()) // 60
        with QPainter(self) as painter:
            self._all(painter)

    def picture(self) -> QImage:
        """What it paints, where no screen can be read back (headless)."""
        image = QImage(self.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self._all(painter)
        return image

    def _all(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width(), self.height(), PAPER)
        scale = min(self.width() / WHOLE[0], (self.height() - HEIGHT) / WHOLE[1])
        painter.save()
        painter.translate((self.width() - WHOLE[0] * scale) / 2, 0)
        painter.scale(scale, scale)
        self._say(painter)
        painter.restore()
        draw(painter, self.mark().bits(), self.width(), self.height() - HEIGHT, HEIGHT)

    def _say(self, painter: QPainter) -> None:
        centre, web = call_centre(self.edition), site(self.edition)
        _code(painter, centre.dial or "", centre.printed, 60.0)
        _code(painter, web.value, web.printed, 1020.0 - CODE)
        top = 444.0
        for line in lines(self.edition):
            painter.setPen(RULE)
            painter.drawLine(60, round(top), 1020, round(top))
            _write(painter, "strong", line.locale, line.words, QRectF(60, top + 8, 960, 134))
            _write(painter, "small", line.locale, line.whom, QRectF(60, top + 140, 960, 98))
            top += 244.0


def _code(painter: QPainter, payload: str, printed: str, left: float) -> None:
    painter.drawImage(QRectF(left, 24, CODE, CODE), symbol(payload))
    area = QRectF(left - 60 if left < WHOLE[0] / 2 else left - 130, 330, CODE + 190, 100)
    _write(painter, "phone", "ko", printed, area, Qt.AlignmentFlag.AlignHCenter)


def _write(
    painter: QPainter,
    role: str,
    locale: str,
    words: str,
    area: QRectF,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Words in their language's face, smaller until they have room."""
    font, how = face(role, locale, False, 1.0), int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
    painter.setPen(INK)
    while True:
        painter.setFont(font)
        room = painter.boundingRect(area, how, words)
        if font.pixelSize() <= 20 or (room.height() <= area.height() and room.width() <= area.width()):
            break
        font.setPixelSize(font.pixelSize() - 1)
    painter.drawText(area, how, words)


class Proof(QObject):
    """Keeps the poster painted, reads it back, and tells supervisor and desk."""

    def __init__(self, poster: Poster, panel: Panel | None, store: Store) -> None:
        super().__init__()
        self._poster, self._panel, self._store, self._pulse = poster, panel, store, Pulse()
        self._told: tuple[Any, ...] = ()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Looks once."""
        read, why = (
            read_image(screen_row(self._poster, self._poster.picture)),
            self._panel.hidden() if self._panel else None,
        )
        if why is None and read != self._poster.mark():
            why = Hidden.UNREAD
        if why is Hidden.UNPLUGGED:
            self._pulse.excuse()
        self._tell(why)
        if why is None:
            self._pulse.prove()
        if int(clock.wall().timestamp()) // 60 != self._poster.minute:
            self._poster.update()

    def _tell(self, why: Hidden | None) -> None:
        mark = self._poster.mark()
        if (mark.minute if why is None else -1, why) == self._told:
            return
        self._told = (mark.minute if why is None else -1, why)
        painted: dict[str, Any] = {
            "edition": mark.number,
            "mark": f"{mark.hash32:08x}",
            "screen": POSTER,
            "locale": LOCALES[0],
            "painted_at": utc_text(clock.wall()),
        }
        try:
            self._store.write_painted(painted | ({"hidden": why} if why else {}))
        except OSError as error:
            print(f"kiosk display: painted.json cannot be written: {error.strerror}", file=sys.stderr)


def run(state: Path, headless: bool) -> int:
    """Runs the poster until it is told to stop; the process's exit code."""
    prepare(headless)
    app, store = application(["kiosk"]), Store(state)
    poster = Poster(_held(store))
    if headless:
        poster.resize(*(round(side) for side in WHOLE))
        poster.show()
    else:
        poster.setGeometry(poster.screen().geometry())
        poster.showFullScreen()
        poster.setCursor(Qt.CursorShape.BlankCursor)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: app.quit())
    proof = Proof(poster, None if headless else Panel(poster, app), store)
    QTimer.singleShot(LOOK_MS // 6, proof, proof.look)
    return app.exec()


def _held(store: Store) -> Held:
    """What is held; the bundled edition where a fault of ours is why there is a poster."""
    try:
        return store.load()
    except Exception as fault:
        return store.bundled(f"{type(fault).__name__}: {fault}")
