"""Looking at every screen from outside: is it right, signed, in force there, and does it say how old it is?

What a cut, a hostile spell, a power cut or a wrong clock explains is not judged for as long as it lasts and `BACK_MINUTES` more;
that a screen shows what its kiosk holds, now, and never goes back, is judged always.
"""

from collections.abc import Callable, Iterable

from PIL import Image

from kiosk import clock
from kiosk.domain.freshness import Freshness
from tests.display.panel import wait_for
from tests.soak.box import Box
from tests.soak.eye import Eye, read_mark
from tests.soak.findings import Findings
from tests.soak.traveller import Travellers

LOOK_SECONDS = 5.0
"""How long a screen may take to be right after a step of minutes: a witness looks at itself as often."""
BACK_MINUTES = 20.0
"""After a cut: the longest pause between two tries, of which a step lets a third pass at most, several times over."""
STALE_SECONDS = 1200.0
"""Four steps: a beat may fall just behind one, a poll just before it. The words of age that come of it are looked at too."""


class Watching:
    """`published`: hash of each edition by its number, as it grows. `minute`: tells the time of the soak."""

    def __init__(
        self,
        eye: Eye,
        travellers: Travellers,
        findings: Findings,
        published: dict[int, str],
        minute: Callable[[], float],
        keep: Callable[[str, Image.Image], None],
    ) -> None:
        self.eye, self.travellers, self.findings, self.published = eye, travellers, findings, published
        self._minute, self._keep = minute, keep
        self._excused: dict[int, float] = {}
        self._highest: dict[int, int] = {}
        self._old = 0

    def excuse(self, number: int, minutes: float) -> None:
        """Let a kiosk show what it last held for so long."""
        self._excused[number] = max(self._excused.get(number, 0.0), self._minute() + minutes)

    def excused(self, number: int) -> bool:
        """Whether it may show what it last held."""
        return self._minute() < self._excused.get(number, 0.0)

    def right(self, box: Box) -> bool:
        """Whether the mark on its screen is that of what it holds, painted by its own time."""
        mark = read_mark(box.window.pixels)
        if mark is None:
            return False
        held, minute = box.held(), int(self.eye.moment(box).now.timestamp()) // 60
        meant = held.edition.number, int(held.sha256[:8], 16)
        return (mark.number, mark.hash32) == meant and abs(mark.minute - minute) <= 1

    def look(self, boxes: Iterable[Box], minutes: float) -> None:
        """Look at all after a step of so many minutes."""
        for box in boxes:
            self.findings.counts["looks"] += 1
            if not self.right(box) and not wait_for(lambda box=box: self.right(box), LOOK_SECONDS):
                self.findings.blank_minutes += minutes
                mark = read_mark(box.window.pixels)
                self.findings.wrong("blank or frozen", f"kiosk {box.number} shows {mark}; {box.situation()}")
            self._judge(box)
            self._say_old(box)

    def _judge(self, box: Box) -> None:
        mark, number = read_mark(box.window.pixels), box.number
        if mark is None:
            return
        said = f"kiosk {number} shows {mark.number}; {box.situation()}"
        if int(self.published.get(mark.number, "0")[:8], 16) != mark.hash32:
            self.findings.wrong("forged paint", said)
        if mark.number < self._highest.get(number, 0):
            self.findings.wrong("false paint", f"went back from {self._highest[number]}: {said}")
        self._highest[number] = max(self._highest.get(number, 0), mark.number)
        if not self.excused(number):
            self._judge_newest(box, mark.number, said)

    def _judge_newest(self, box: Box, shown: int, said: str) -> None:
        if shown != max(self.published):
            self.findings.wrong("false paint", f"{max(self.published)} is in force: {said}")
        signed = box.held().signed_at
        if not signed or (clock.wall() - signed).total_seconds() > STALE_SECONDS:
            self.findings.wrong("stale though connected", said)

    def _say_old(self, box: Box) -> None:
        """Does a screen at rest say in words that it is old? Looked at each third time that it is."""
        age = self.eye.knowledge(box).freshness
        if age is Freshness.LIVE or not self.travellers.alone(box):
            return
        self._old += 1
        if self._old % 3:
            return
        self.findings.counts[f"first screens laid over, {age}"] += 1
        if not wait_for(lambda: self.travellers.rests_right(box), LOOK_SECONDS):
            self._keep(f"kiosk {box.number} at rest", Image.fromarray(box.window.pixels[:, :, 2::-1].copy()))
            self.findings.wrong("silently old", f"kiosk {box.number}; {box.situation()}")
