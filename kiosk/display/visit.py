"""The conductor: store, clock and touches go in, one `Screen` comes out to the scene.

Rules: state change | touch | one heartbeat -> presenter -> scene. Nothing about a visitor leaves this object, and all of it
is forgotten when idle. The visitor's place is kept when a new edition arrives. An urgent notice opens over the attract
screen only; it never interrupts a visit. A page that cannot be presented never stops the screen: see `fallback`. The officers'
view stands over the visitor's page, takes the touches while it is open, and is forgotten with it.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk import clock
from kiosk.display import showing
from kiosk.display.composer import Composer
from kiosk.display.fallback import Fallback
from kiosk.display.models.scene import Scene
from kiosk.display.officers import FORGET_SECONDS, Officers
from kiosk.display.presenters import officers as officers_view
from kiosk.display.presenters.choice import Choice, forgotten, step
from kiosk.display.presenters.screens import present
from kiosk.display.presenters.sheet import Sheet
from kiosk.display.speech import aloud
from kiosk.domain.contact import ContactKind
from kiosk.domain.freshness import Freshness, moment, next_step, reanchored
from kiosk.domain.standing import next_change
from kiosk.gate.settings import Settings
from kiosk.gate.store import BUNDLED, Held
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge

HEARTBEAT_MS = 1000
COUNTDOWN_SECONDS = 20
SPEECH_SECONDS = 600.0
"""A voice that never ends holds no visit open for longer."""

ROTATE_SECONDS = 12
SPEECH_ACTIONS = ("hush", "again", "quieter", "louder")


class Visit(QObject):
    """Holds what is known and what was touched, and shows the screen that follows from both.

    `composer` lays screens out; `voices`: locales that can be spoken. Signal `said` carries a screen's sentences
    when "listen" is touched.
    """

    said = Signal(list, str)
    named = Signal(str, str)
    """The name of the control that the keys have come to, and its locale, while the visitor listens."""
    hushed = Signal()
    spoken_to = Signal(str)
    forgot = Signal()
    unpresented = Signal(str)
    """The hash of an edition that cannot be presented: another is wanted; "": the newest again."""
    lost = Signal()
    stepped = Signal(object, object, str, str)

    def __init__(
        self, scene: Scene, composer: Composer, held: Held, settings: Settings, voices: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._scene, self._composer, self._held, self._settings = scene, composer, held, settings
        self._voices = self._all_voices = frozenset(voices)
        self._speaking_since: float | None = None
        self._listening = False
        self._anchor = clock.anchor()
        self._choice = Choice(locale=settings.display.locales[0])
        self._touched_at = self._rotated_at = clock.ticks()
        self._due: datetime | None = None
        self._rotating = True
        self._wall_offset = clock.wall().timestamp() - clock.ticks()
        self._fallback = Fallback()
        self._fallback.took(held)
        self.officers = Officers(settings.officer.pin_hash, self)
        self.officers.changed.connect(self.refresh)
        self.officers.said.connect(self.said)
        self.officers.turned.connect(self.hushed)
        self._heart = QTimer(self)
        self._heart.timeout.connect(self._beat)
        scene.touched.connect(self.touch)
        self.refresh()
        self._heart.start(HEARTBEAT_MS)

    @property
    def choice(self) -> Choice:
        """What the visitor has touched so far."""
        return self._choice

    @property
    def screen(self) -> str:
        """What is on the screen, by name."""
        return officers_view.NAME if self.officers.view else self._choice.screen

    def knowledge(self) -> Knowledge:
        """What is known now, and how fresh it is."""
        return showing.knowledge(self._held, self._settings.site, self._anchor, self._settings.use.counted)

    def mark(self) -> str:
        """The cells of the mark that is meant to stand on the screen now."""
        return showing.mark(self.knowledge())

    def take(self, held: Held) -> None:
        """A new bundle was verified: show it, keeping the visitor's place."""
        if held.signed_at and (self._held.signed_at is None or held.signed_at > self._held.signed_at):
            self._anchor = reanchored(self._anchor, clock.wall(), clock.ticks(), held.signed_at)
        self._fallback.took(held)
        self._held = held
        self._choice, self._fallback.wanted = self._fallback.wanted or self._choice, None
        self.refresh()

    def refresh(self) -> None:
        """Presents anew and works out when time alone will change the screen next; walks down `fallback`'s ladder."""
        asked, other = self._choice, False
        for page in self._pages(asked):
            try:
                self._present(page)
            except Exception as fault:
                traceback.print_exc()
                other = self._failed(page, fault) or other
            else:
                break
        else:
            self._due = None
            if self._held.source == BUNDLED:
                self._soon(self.lost.emit)
        if other:
            self._soon(partial(self.unpresented.emit, self._held.sha256))
        elif self._held.source == BUNDLED and not self.officers.view and self._fallback.hopeless(asked):
            self._fallback.begin_again()
            self._soon(partial(self.unpresented.emit, ""))

    def _pages(self, asked: Choice) -> Iterator[officers_view.View | Choice]:
        """What to present, in this order, until one succeeds: the officers' view where it is open, then the visitor's page."""
        if self.officers.view:
            yield self.officers.view
        yield from self._fallback.tries(asked)

    def _failed(self, page: officers_view.View | Choice, fault: Exception) -> bool:
        """Notes what could not be presented; whether another edition should be asked for. The officers' view is closed."""
        if isinstance(page, Choice):
            return self._fallback.failed(self._held, page, fault)
        self.officers.close()
        self._fallback.left_out(self._held, officers_view.NAME, fault)
        return False

    def _present(self, choice: officers_view.View | Choice) -> None:
        knowledge = self.knowledge()
        if not isinstance(choice, Choice):
            screen = officers_view.present(knowledge, choice, self._choice.modes, translator(choice.locale))
            self._show(self._composer.lay(screen), knowledge)
            return
        shown = showing.interrupted(choice, knowledge)
        sheet = self._composer.lay(showing.screen(knowledge, shown, self._voices))
        change = next_change(knowledge.edition, knowledge.now)
        older = next_step(knowledge.now, knowledge.checked, knowledge.edition.valid_until)
        self._show(sheet, knowledge)
        self._due = min(at for at in (change, older, self._due) if at is not None)
        self._choice = replace(shown, page=sheet.page)
        self._fallback.presented(shown)

    def _show(self, sheet: Sheet, knowledge: Knowledge) -> None:
        """Puts a page on the screen with its mark, due again with the next minute."""
        self._scene.show(sheet)
        self._scene.show_mark(showing.mark(knowledge))
        self._due = knowledge.now.replace(second=0, microsecond=0) + timedelta(minutes=1)

    def _soon(self, act: Callable[[], None]) -> None:
        """Once events are served: whoever listens is connected by then."""
        QTimer.singleShot(0, self, act)

    @Slot(str, str)
    def touch(self, action: str, argument: str) -> None:
        """What the visitor touched; "alive": nothing in particular, or a key; "focus": the keys have come to that name."""
        self._touched_at = clock.ticks()
        self._rotating = False
        self._scene.show_countdown("")
        self._fallback.wanted = None
        if self.officers.touch(action, argument, self._choice.locale):
            self.refresh()
        elif action not in ("alive", "focus", "listen", *SPEECH_ACTIONS):
            self._step(action, argument)
        elif action == "focus":
            self._name(argument)
        elif action == "listen":
            self._listening = self._speaking_since is None
            if self._choice.locale in self._voices:
                self._listen()
        elif action in SPEECH_ACTIONS:
            self._listening = self._listening and action != "hush"
            self.spoken_to.emit(action)

    def _step(self, action: str, argument: str) -> None:
        before = self._choice
        if action == "turn":
            action, argument = "page", str(min(max(0, before.page + int(argument)), self._scene.sheet.pages - 1))
        self._choice = step(before, action, argument, len(self._held.edition.checklist.groups))
        if self._choice != before:
            self.hushed.emit()
            self.refresh()
        self.stepped.emit(before, self._choice, action, argument)

    def _listen(self) -> None:
        screen = present(self.knowledge(), self._choice, translator(self._choice.locale), True)
        self.said.emit([self._aloud(one) for one in screen.spoken], self._choice.locale)

    def _name(self, name: str) -> None:
        if self._listening and self._choice.locale in self._voices:
            self.named.emit(self._aloud(name), self._choice.locale)

    def _aloud(self, sentence: str) -> str:
        short = {one.value for one in self._held.edition.contacts if one.kind is ContactKind.SHORT}
        return aloud(sentence, self._choice.locale, short)

    def _beat(self) -> None:
        wall, ticks = clock.wall(), clock.ticks()
        jumped = abs(wall.timestamp() - ticks - self._wall_offset) > 1
        self._wall_offset = wall.timestamp() - ticks
        self._idle(ticks)
        self._rotate(ticks)
        now = moment(wall, self._held.floor, self._held.signed_at, self._anchor, ticks).now
        if jumped or self._due is None or now >= self._due:
            self.refresh()
        remaining = (self._due - now).total_seconds() * 1000 if self._due else HEARTBEAT_MS
        self._heart.setInterval(int(max(20, min(HEARTBEAT_MS, remaining + 5))))

    def _idle(self, ticks: float) -> None:
        if self._rotating or (self.officers.view and ticks - self._touched_at < FORGET_SECONDS):
            return
        if self._speaking_since is not None and ticks - self._speaking_since < SPEECH_SECONDS:
            self._touched_at = ticks
        left = self._settings.display.idle_seconds + COUNTDOWN_SECONDS - (ticks - self._touched_at)
        resting = self._choice.screen in ("attract", "notice") and not self._choice.trail
        if self.officers.view or left <= 0 or (resting and left <= COUNTDOWN_SECONDS):
            self._forget()
        elif left <= COUNTDOWN_SECONDS:
            say = translator(self._choice.locale).say
            self._scene.show_countdown(say("{n}초 뒤 처음 화면으로 돌아갑니다. 계속 보려면 누르세요.", n=int(left) + 1))

    def _forget(self) -> None:
        self.officers.close()
        self._choice = replace(forgotten(), locale=self._settings.display.locales[0])
        self._rotating, self._rotated_at = True, clock.ticks()
        self._voices, self._listening = self._all_voices, False
        self._scene.show_countdown("")
        self.forgot.emit()
        self.refresh()

    def _rotate(self, ticks: float) -> None:
        if not self._rotating or ticks - self._rotated_at < ROTATE_SECONDS:
            return
        locales = self._settings.display.locales
        current = locales.index(self._choice.locale) if self._choice.locale in locales else -1
        self._choice = replace(self._choice, locale=locales[(current + 1) % len(locales)])
        self._rotated_at = ticks
        self.refresh()

    def hold(self, speaking: bool) -> None:
        """Tells whether the screen is read aloud: who listens is there."""
        self._speaking_since = clock.ticks() if speaking else None

    def lose_voice(self, locale: str) -> None:
        """No voice answered for a language: its "listen" is not offered again before the next visitor."""
        self._voices -= {locale}
        self.officers.lose_voice()
        self.refresh()

    def show_choice(self, choice: Choice) -> None:
        """Puts a choice on the screen as if it had been touched (self-test, pictures)."""
        self._choice, self._rotating = choice, False
        self.refresh()

    @property
    def held(self) -> Held:
        """What the kiosk holds."""
        return self._held

    @property
    def alone(self) -> bool:
        """Whether nobody is there: nothing was touched since all was forgotten, and nothing is read aloud."""
        return self._rotating and self._speaking_since is None

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be presented, a sentence each."""
        return self._fallback.faults

    @property
    def locales(self) -> Sequence[str]:
        """The languages offered."""
        return self._settings.display.locales

    @property
    def unsure(self) -> bool:
        """Whether present levels cannot be told."""
        return self.knowledge().freshness is Freshness.UNKNOWN
