"""Paints an order of screens offscreen: one PNG and one JSON a page.

Every page of a screen is painted; texts, targets and codes are measured from the live scene and the picture itself.
"""

import gc
import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.display.pictures.measure import measures
from kiosk.display.pictures.order import STRONG_SHOWN, Into, Order, Shot
from kiosk.display.pictures.png import write_png
from kiosk.display.presenters.mark import Mark
from kiosk.display.presenters.screens import present
from kiosk.display.window import DisplayWindow
from kiosk.domain.checklist import Weight
from kiosk.domain.edition import Edition
from kiosk.domain.languages import BY_CODE
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.standing import View, worst
from kiosk.domain.text import Text
from kiosk.domain.zone import ZoneKind
from kiosk.language.catalogues import in_every_language, translator
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import N_

HELD = 4
"""Pictures painted ahead of the writer, which squeezes them on a thread of its own: 6 MB each."""
SAMPLE_TITLE = N_("만난 적 없는 사람이 항공권을 보내 줬나요?")
SAMPLE_TEXT = N_("지금이라도 탑승하지 않을 수 있습니다. 경찰관이나 항공사 직원에게 말씀해 주세요.")


def with_sample(edition: Edition, now: datetime) -> Edition:
    """The edition with a notice marked as a sample, where it has none showing at `now`."""
    if any(one.showing(now) for one in edition.notices):
        return edition
    title, text = (Text(in_every_language(said)) for said in (SAMPLE_TITLE, SAMPLE_TEXT))
    hour = timedelta(hours=1)
    made = Notice("sample", Severity.URGENT, title, text, now - hour, now + hour, sample=True)
    return replace(edition, notices=(*edition.notices, made))


def worst_place(edition: Edition, view: View) -> str:
    """The zone with the worst level; of equals the first in the edition's order."""
    zones = edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)
    return max(zones, key=lambda zone: worst(edition, zone.id, view).level or 0).id


def strong_signs(edition: Edition) -> tuple[str, ...]:
    """The first three strong signs."""
    return tuple(sign.id for sign in edition.checklist.signs if sign.weight is Weight.STRONG)[:STRONG_SHOWN]


class Studio:
    """One window in which everything is painted."""

    def __init__(self, knowledge: Knowledge, pitch_mm: float) -> None:
        self._knowledge = knowledge
        self._display_window = DisplayWindow(pitch_mm, still=True)
        place = knowledge.edition.of_kind(ZoneKind.DIVISION)[0].id
        first = present(knowledge, Order(places=(place,)).shots(1)[0][0].choice, translator("ko"))
        mark = Mark(knowledge.edition.number, int(knowledge.sha256[:8], 16), int(knowledge.now.timestamp()) // 60)
        self._display_window.scene.show_mark(mark.bits())
        self._window: QQuickWindow = self._display_window.open()
        self._display_window.scene.show(self._display_window.composer.lay(first))
        self._window.show()

    def paint(self, order: Order, into: Into, unlike: Knowledge | None = None) -> list[Path]:
        """Paints everything in the order, but for screens that say the same as `unlike` would; the pictures' paths."""
        into.out.mkdir(parents=True, exist_ok=True)
        asked = order.shots(len(self._knowledge.edition.checklist.groups))
        wanted = [shots for shots in asked if unlike is None or any(self._differs(one, unlike) for one in shots)]
        if into.plan:
            into.plan.write_text("".join(f"{shots[0].name(None)}\n" for shots in wanted), encoding="utf-8")
        with _collected_here() as collect, ThreadPoolExecutor(1) as writer:
            writing = deque[Future[Path]]()
            found: list[Path] = []
            for files in (file for shots in wanted for file in self._screen(shots, into)):
                collect()
                writing.append(writer.submit(files.write))
                if len(writing) > HELD:
                    found.append(writing.popleft().result())
            return found + [one.result() for one in writing]

    def _differs(self, shot: Shot, unlike: Knowledge) -> bool:
        words = translator(shot.choice.locale)
        return present(self._knowledge, shot.choice, words) != present(unlike, shot.choice, words)

    def _screen(self, shots: Sequence[Shot], into: Into) -> list["_Files"]:
        sheets: list[tuple[Shot, QImage, dict[str, object]]] = []
        for shot in shots:
            for page in count():
                self._show(shot, page)
                picture = self._grab()
                sheets.append((shot, picture, self._measures(shot, picture) if into.measures else {}))
                if page + 1 >= self._window.property("pageCount"):
                    break
        many = len(sheets) > 1
        return [
            _Files(into, shot.name(at if many else None), picture, found)
            for at, (shot, picture, found) in enumerate(sheets, 1)
        ]

    def _measures(self, shot: Shot, picture: QImage) -> dict[str, object]:
        return {
            "screen": shot.screen,
            "locale": shot.choice.locale,
            "mode": shot.mode,
            "size": f"{shot.size[0]}x{shot.size[1]}",
            "edition": self._knowledge.edition.number,
            **measures(self._window.contentItem(), picture),
        }

    def _show(self, shot: Shot, page: int) -> None:
        if (self._window.width(), self._window.height()) != shot.size:
            self._window.resize(*shot.size)
        self._display_window.composer.fit(*shot.size)
        locale, choice = shot.choice.locale, replace(shot.choice, page=page)
        screen = present(self._knowledge, choice, translator(locale), BY_CODE[locale].voiced)
        self._display_window.scene.show(self._display_window.composer.lay(screen))
        self._window.setProperty("turned", 0)

    def _grab(self) -> QImage:
        """The page's picture, once what it changed has been done: maps are worked out before a frame."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        return self._window.grabWindow()

    def close(self) -> None:
        """Takes the window down."""
        self._display_window.close()


@contextmanager
def _collected_here() -> Iterator[Callable[[], object]]:
    """Lets only what it gives collect garbage: in the writer's thread Python would take down objects of Qt there, and their
    timers would then fire into nothing."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield partial(gc.collect, 1)
    finally:
        if on:
            gc.enable()


@dataclass(frozen=True)
class _Files:
    """A picture, its name and its measures (may be empty)."""

    into: Into
    name: str
    picture: QImage
    found: dict[str, object]

    def write(self) -> Path:
        """Write them, and the small picture first, so that whoever sees the whole one finds that too. Raises OSError."""
        path, into = self.into.out / f"{self.name}.png", self.into
        if into.small:
            (into.out / "small").mkdir(exist_ok=True)
            smooth = Qt.TransformationMode.SmoothTransformation
            write_png(self.picture.scaledToWidth(into.small, smooth), into.out / "small" / path.name)
        if self.found:
            path.with_suffix(".json").write_text(json.dumps(self.found, ensure_ascii=False, indent=1), encoding="utf-8")
        write_png(self.picture, path)
        return path
