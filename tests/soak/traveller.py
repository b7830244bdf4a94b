"""Travellers at the glass, one at each kiosk at a time: each tap waits for its page, which is laid over what was signed."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PIL import Image

from kiosk import clock
from kiosk.display.presenters.choice import Choice, step
from kiosk.domain.contact import ContactKind
from kiosk.domain.languages import LOCALES
from kiosk.domain.zone import ZoneKind
from tests.soak.box import Box
from tests.soak.eye import Expected, Eye, codes, differing, differing_at_rest
from tests.soak.findings import Findings

GUARD_SECONDS = 0.45
"""A screen's controls take no finger for so long after it has changed and was painted."""
PAGE_SECONDS, UNHEARD_SECONDS = 4.0, 1.2
TAPS = 3
SPECKS = 20
"""Pixels of soft edges that may be apart."""
IDLE_SECONDS, FORGOTTEN_SECONDS = 55.0, 90.0
"""From when to when a kiosk forgets who went away; whoever finds another's page touches home first."""
TICK = 0.03


@dataclass
class Turn:
    """A traveller: at which kiosk, the taps to come, where the visit stands."""

    box: Box
    steps: list[tuple[str, str]]
    want: str
    place: str
    share: float
    choice: Choice = field(default_factory=Choice)
    before: Choice = field(default_factory=Choice)
    ready: float = 0.0
    due: float = 0.0
    tapped: int = 0
    failed: bool = False
    done: bool = False


class Travellers:
    """Rounds of visits. `shots`: where differing pictures are kept."""

    def __init__(self, eye: Eye, findings: Findings, keep: Callable[[str, Image.Image], None]) -> None:
        self.eye, self.findings, self._keep = eye, findings, keep
        self._left: dict[int, tuple[Choice, float]] = {}

    def round(self, boxes: dict[int, Box], turns: tuple[tuple[str, str, float, bool], ...]) -> None:
        """One visit at each kiosk that is on, side by side."""
        begun = [self._begun(box, turns[number]) for number, box in boxes.items()]
        while left := [turn for turn in begun if not turn.done]:
            for turn in left:
                self._further(turn)
            time.sleep(TICK)
        for turn in begun:
            self.findings.counts["visits"] += 1
            self.findings.counts[f"visits, {turn.choice.locale}"] += 1
            self._left[turn.box.number] = turn.choice, clock.ticks()
            if not turn.failed:
                self.findings.counts[f"reached: {turn.want}"] += 1

    def alone(self, box: Box) -> bool:
        """Whether nobody has been at that kiosk for so long that it rests."""
        return clock.ticks() - self._left.get(box.number, (Choice(), 0.0))[1] > FORGOTTEN_SECONDS

    def begins_anew(self, box: Box) -> None:
        """A kiosk was started: it knows of nobody."""
        self._left.pop(box.number, None)

    def rests_right(self, box: Box) -> bool:
        """Whether its first screen is what it must be, age in words and all, in whatever language it is just now."""
        return any(
            differing_at_rest(box.window.pixels, self.eye.expected(box, Choice(locale=one)).pixels) <= SPECKS
            for one in LOCALES
        )

    def _begun(self, box: Box, said: tuple[str, str, float, bool]) -> Turn:
        locale, want, share, homeward = said
        places = [zone.id for zone in box.held().edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)]
        place = places[int(share * len(places))]
        steps = [("locale", locale), *_ways(want, place)]
        if homeward:
            steps.append(("home", ""))
        left, since = self._left.get(box.number, (Choice(), 0.0))
        passed = clock.ticks() - since
        if (
            left.screen != "attract"
            and passed < FORGOTTEN_SECONDS
            and not (passed > IDLE_SECONDS and self.rests_right(box))
        ):
            return Turn(box, [("home", ""), *steps], want, place, share, left)
        return Turn(box, steps, want, place, share)

    def _further(self, turn: Turn) -> None:
        now = time.monotonic()
        if now < turn.ready:
            return
        if turn.due:
            self._look(turn, now)
        elif turn.steps:
            self._tap(turn, now)
        else:
            turn.done = True

    def _tap(self, turn: Turn, now: float) -> None:
        action, argument = turn.steps[0]
        turn.before = Choice(locale=argument) if action == "locale" else turn.choice
        targets = self.eye.expected(turn.box, turn.before).targets
        if action == "place" and (action, argument) not in targets:
            action, argument = turn.steps[0] = self._way_to_a_place(turn, targets)
        if (action, argument) not in targets:
            self._fail(turn, f"no {action} {argument} to touch")
            return
        turn.choice = step(turn.before, action, argument)
        self._touch(turn, now)

    def _way_to_a_place(self, turn: Turn, targets: Collection[tuple[str, str]]) -> tuple[str, str]:
        """Where the place is not listed, one that is; where none is, the next page first."""
        listed = [one for kind, one in targets if kind == "place"]
        if listed:
            turn.place = listed[int(turn.share * len(listed))]
            return "place", turn.place
        turn.steps.insert(0, turn.steps[0])
        self.findings.counts["lists behind the map's first page"] += 1
        return "page", str(turn.choice.page + 1)

    def _touch(self, turn: Turn, now: float) -> None:
        turn.box.tap(*self.eye.expected(turn.box, turn.before).targets[turn.steps[0]])
        turn.tapped += 1
        turn.due, turn.ready = now + PAGE_SECONDS, now + TICK

    def _look(self, turn: Turn, now: float) -> None:
        wanted, found = self.eye.expected(turn.box, turn.choice), turn.box.window.pixels
        resting = turn.choice.screen == "attract"
        differ = differing_at_rest(found, wanted.pixels) if resting else differing(found, wanted.pixels)
        if differ <= SPECKS:
            self._arrived(turn, wanted, now)
        elif now > turn.due:
            self._missed(turn, wanted, differ)
        elif now < turn.due - PAGE_SECONDS + UNHEARD_SECONDS:
            return
        elif turn.steps[0][0] == "home" and turn.before.screen != "attract" and self.rests_right(turn.box):
            self._arrived(turn, wanted, now)  # it had just forgotten whoever was there before
        elif turn.tapped < TAPS and self._unmoved(turn):
            self.findings.counts["taps tried again"] += 1  # it fell into the guard's time: a person taps again
            self._touch(turn, now)

    def _arrived(self, turn: Turn, wanted: Expected, now: float) -> None:
        turn.due, turn.ready, turn.tapped = 0.0, now + GUARD_SECONDS, 0
        turn.steps.pop(0)
        age = self.eye.knowledge(turn.box).freshness
        self.findings.counts["pages laid over"] += 1
        self.findings.counts[f"pages laid over, {age}"] += 1
        if turn.want == "number" and turn.choice.screen == "help":
            self._dialled(turn, wanted)

    def _unmoved(self, turn: Turn) -> bool:
        """Whether the page that was touched still stands there; the first one may stand there in any language."""
        if turn.steps[0][0] == "locale":
            return self.rests_right(turn.box)
        before, found = self.eye.expected(turn.box, turn.before).pixels, turn.box.window.pixels
        resting = turn.before.screen == "attract"
        return (differing_at_rest(found, before) if resting else differing(found, before)) <= SPECKS

    def _missed(self, turn: Turn, wanted: Expected, differ: int) -> None:
        name = f"kiosk {turn.box.number} {turn.choice.screen} {turn.choice.locale}"
        self._keep(f"{name} found", Image.fromarray(turn.box.window.pixels[:, :, 2::-1].copy()))
        self._keep(f"{name} wanted", Image.fromarray(wanted.pixels[:, :, 2::-1].copy()))
        self.findings.wrong("picture differs", f"{name} {turn.place}: {differ} pixels, {turn.box.situation()}")
        self._fail(turn, f"{name}: not the page that was touched")

    def _dialled(self, turn: Turn, wanted: Expected) -> None:
        """The embassy's number as a code, read from the kiosk's own pixels."""
        said = codes(turn.box.window.pixels)
        edition = turn.box.held().edition
        numbers = {one.dial for one in edition.contacts if one.kind is ContactKind.PHONE}
        if not set(wanted.codes) & numbers & set(said):
            self.findings.wrong("visit failed", f"kiosk {turn.box.number}: no number in {said}, wanted {wanted.codes}")
            turn.failed = True

    def _fail(self, turn: Turn, why: str) -> None:
        if not turn.failed:
            self.findings.wrong("visit failed", f"kiosk {turn.box.number}, {turn.want}: {why}; {turn.box.situation()}")
        turn.failed = turn.done = True


def _ways(want: str, place: str) -> list[tuple[str, str]]:
    """The taps from the first screen to what is wanted."""
    if want == "number":
        return [("go", "help")]
    if want == "checklist":
        return [("begin", ""), ("checklist", "")]
    if want == "search":
        return [("begin", ""), ("search", ""), ("place", place)]
    return [("begin", ""), ("place", place)]
