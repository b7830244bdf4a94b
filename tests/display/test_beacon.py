"""The voice beacon, the keypad's keys, and the head-set's plug: with the real speech-dispatcher and voice process."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QProcess, Qt, QTimer

from kiosk import clock
from kiosk.display.application import application, prepare
from kiosk.display.beacon import Beacon, words
from kiosk.display.speech import Speech
from kiosk.domain.hours import DAY, KOREA, Hours
from kiosk.gate import settings, sound
from kiosk.gate.settings import load
from tests.display.panel import wait_for
from tests.display.stage import Stage

NEEDED = ("speech-dispatcher", "espeak-ng")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"not installed: {NEEDED}")
ALWAYS = Hours.parsed("00:00-24:00")
HDA = """numid=9,iface=MIXER,name='Speaker Playback Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=on,on
numid=15,iface=CARD,name='Mic Phantom Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=16,iface=CARD,name='Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values={plugged}
"""
"""What `amixer contents` says of a card of Intel's kind, its other controls left out."""


def until(true: object) -> bool:
    """Serves Qt's events until it is true."""
    assert callable(true)
    return wait_for(lambda: QCoreApplication.processEvents() or true(), 60)


def beacon(alone: bool = True, hours: Hours = ALWAYS, seconds: float = 0) -> tuple[Beacon, list[bool]]:
    """A beacon, and what its voice tells."""
    prepare(offscreen=True)
    application(["kiosk"])
    wanted = settings.Beacon(seconds, 0.4, hours, ("ko", "en"))
    made, told = Beacon(replace(load(None), beacon=wanted), lambda: alone), list[bool]()
    made.speech.speaking.connect(told.append)
    return made, told


@pytest.fixture
def amixer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A card of which amixer tells what stands in that file; what is asked of it is noted in `asked`."""
    said, asked = tmp_path / "contents", tmp_path / "asked"
    program = tmp_path / "bin" / "amixer"
    program.parent.mkdir()
    script = f'#!/bin/sh\necho "$*" >>{asked}\n[ "$2" != 1 ] || exit 1\ncase $* in *contents) cat {said} ;; esac\n'
    program.write_text(script, encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    said.write_text(HDA.format(plugged="off"), encoding="ascii")
    yield said


@pytest.mark.usefixtures("daemon")
def test_it_says_its_place_in_each_language_and_is_silent_again() -> None:
    """One sentence after another to the end, at the volume set; then its voice has ended."""
    made, told = beacon()
    failed: list[str] = []
    made.speech.failed.connect(failed.append)
    made.tell()
    assert made.speech.volume == 0.4
    assert until(lambda: told == [True, False, True, False])
    assert failed == []
    assert until(lambda: not made.speech.findChildren(QProcess))
    assert words("ko") != words("en")


@pytest.mark.usefixtures("daemon")
def test_a_touch_ends_it_at_once() -> None:
    """Whoever comes is not spoken over: it falls silent within the touch, and says nothing more."""
    made, told = beacon()
    made.tell()
    assert told == [True]
    made.hush()
    assert told == [True, False]
    QCoreApplication.processEvents()
    assert told == [True, False]


def test_it_is_silent_over_a_visit_and_outside_its_hours() -> None:
    """While somebody is there, or the hours do not hold, it says nothing when its time comes."""
    minute = (clock.wall() + KOREA).hour * 60 + (clock.wall() + KOREA).minute
    past = Hours((minute + 120) % DAY, (minute + 240) % DAY)
    for made, told in (beacon(alone=False), beacon(hours=past)):
        made.tell()
        assert told == []


def test_it_is_off_until_it_is_switched_on() -> None:
    """Without a setting no timer runs; with one it speaks every so often."""
    assert load(None).beacon.every_seconds == 0
    assert not _timers(beacon(seconds=0)[0])
    assert _timers(beacon(seconds=20)[0]) == [20_000]


def _timers(made: Beacon) -> list[int]:
    found = made.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one.interval() for one in found if one.isActive()]


@pytest.fixture
def stage(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The idle screen."""
    made = Stage(state, monkeypatch)
    yield made
    made.close()


def test_nobody_is_there_until_a_touch_and_after_all_is_forgotten(stage: Stage) -> None:
    """A touch, also one that begins nothing, is somebody; listening is somebody; who left is nobody."""
    visit = stage.visit
    assert visit.alone
    stage.key(Qt.Key.Key_Shift)
    assert not visit.alone
    stage.later += 200
    assert stage.until(lambda: visit.alone)
    visit.hold(True)
    assert not visit.alone


@pytest.mark.parametrize(
    ("key", "word"),
    [
        (Qt.Key.Key_VolumeUp, "louder"),
        (Qt.Key.Key_VolumeDown, "quieter"),
        (Qt.Key.Key_VolumeMute, "hush"),
        (Qt.Key.Key_MediaStop, "hush"),
        (Qt.Key.Key_MediaPrevious, "again"),
    ],
)
def test_a_keypads_keys_of_sound_do_what_the_speech_bar_does(stage: Stage, key: Qt.Key, word: str) -> None:
    """Each reaches the voice, on every screen."""
    told: list[str] = []
    stage.visit.spoken_to.connect(told.append)
    stage.key(key)
    assert told == [word]


def test_a_keypads_other_keys_listen_help_and_lead_home(stage: Stage) -> None:
    """Listen reads the screen, Help shows whom to call, Home and Back lead away; a key without a meaning is a sign of life."""
    said: list[str] = []
    stage.visit.said.connect(lambda *told: said.append(told[1]))
    stage.visit.touch("begin", "")
    for key in (Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaTogglePlayPause):
        stage.key(key)
    assert said == ["ko", "ko"]
    for key, screen in ((Qt.Key.Key_F1, "help"), (Qt.Key.Key_Back, "map"), (Qt.Key.Key_Help, "help")):
        stage.key(key)
        assert stage.visit.choice.screen == screen
    stage.key(Qt.Key.Key_HomePage)
    assert stage.visit.choice.screen == "attract"
    stage.visit.touch("locale", "km")
    stage.key(Qt.Key.Key_MediaPlay)
    assert said == ["ko", "ko"]


@pytest.mark.parametrize(("plugged", "word"), [("on", "mute"), ("off", "unmute")])
def test_a_plug_silences_the_speaker_and_pulling_it_gives_it_back(amixer: Path, plugged: str, word: str) -> None:
    """By the card's own word on its head-set jack; a phantom jack, which is always on, does not count."""
    amixer.write_text(HDA.format(plugged=plugged), encoding="ascii")
    assert sound.heed() is (plugged == "on")
    assert _asked(amixer) == ["-c 0 contents", "-c 1 contents", f"-q -c 0 sset Speaker {word}"]


def _asked(amixer: Path) -> list[str]:
    place = amixer.with_name("asked")
    return sorted(place.read_text(encoding="ascii").splitlines()) if place.exists() else []


def test_what_a_card_does_not_tell_is_not_guessed() -> None:
    """Without a jack's word nothing is known, and no speaker is switched."""
    assert sound.read(0, HDA.format(plugged="off").replace("Headphone Jack", "Headphone Phantom Jack")).plugged is None
    assert sound.read(0, HDA.format(plugged="on")) == sound.Card(0, True, True)


@pytest.fixture(params=["aside", "to a visitor"])
def voice(request: pytest.FixtureRequest) -> Iterator[tuple[Speech, list[bool], bool]]:
    """A voice, what it tells, and whether it speaks aside."""
    prepare(offscreen=True)
    application(["kiosk"])
    aside, told = request.param == "aside", list[bool]()
    speech = Speech(patience_ms=60_000, aside=aside)
    speech.speaking.connect(told.append)
    yield speech, told, aside
    speech.reset()


@pytest.mark.usefixtures("daemon")
def test_the_beacon_does_not_speak_into_a_head_set(amixer: Path, voice: tuple[Speech, list[bool], bool]) -> None:
    """With a plug in the jack what is said aside ends unsaid; what a visitor asked for is said, and the speaker is silenced."""
    amixer.write_text(HDA.format(plugged="on"), encoding="ascii")
    speech, told, aside = voice
    speech.say(["One rather long sentence about nothing at all, said slowly and to its end."] * 90, "en")
    if aside:
        assert until(lambda: told == [True, False])
        assert _asked(amixer).count("-q -c 0 sset Speaker mute") == 1
    else:
        assert until(lambda: _asked(amixer).count("-q -c 0 sset Speaker mute") >= 3)
        assert told == [True]


def test_hours_may_go_over_midnight() -> None:
    """The beacon of a gate with night flights."""
    night = Hours.parsed("22:00-05:00")
    begin = clock.wall().replace(hour=13, minute=0)
    assert [night.hold(begin + timedelta(hours=one)) for one in (-1, 0, 6, 7, 12)] == [False, True, True, False, False]
