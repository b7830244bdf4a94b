"""Reading aloud with the real speech-dispatcher and espeak-ng, into a sound card that swallows everything."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.display.application import application, prepare
from kiosk.display.speech import MIDDLE, STEP, Speech
from kiosk.display.voice import MANDARIN, READS_CHARACTERS, mandarin
from kiosk.display.voices import SPOKEN_LOCALES, voices

NEEDED = ("speech-dispatcher", "espeak-ng")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"not installed: {NEEDED}")

PATIENCE_MS = 30_000
WORDS = {"ko": "안녕하세요.", "en": "Good morning.", "zh_Hans": "您好。", "ja": "おはよう。", "vi": "Xin chào."}


@pytest.fixture
def speech(request: pytest.FixtureRequest) -> Iterator[Speech]:
    """The display's side of it."""
    prepare(offscreen=True)
    application(["kiosk"])
    made = Speech(patience_ms=getattr(request, "param", PATIENCE_MS))
    yield made
    made.reset()


def heard(speech: Speech, sentences: list[str], locale: str) -> list[object]:
    """Everything it tells from being asked to the end."""
    loop, told = QEventLoop(), []
    speech.speaking.connect(told.append)
    speech.failed.connect(told.append)
    speech.speaking.connect(lambda speaking: None if speaking else QTimer.singleShot(0, loop.quit))
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    speech.say(sentences, locale)
    loop.exec()
    return told


@pytest.mark.usefixtures("daemon")
@pytest.mark.parametrize("locale", SPOKEN_LOCALES)
def test_every_offered_language_is_spoken_to_its_end(speech: Speech, locale: str) -> None:
    """Two sentences are said and the control goes back by itself, Mandarin too."""
    assert heard(speech, [WORDS[locale]] * 2, locale) == [True, False]


def test_characters_are_read_in_chinese() -> None:
    """By the one of espeak's two Mandarin voices that does not take most of them for English, however long their names are."""
    english, chinese = "Chinese (Mandarin, latin as English)", "Chinese (Mandarin, latin as Pinyin)"
    assert mandarin([english.replace("latin", "l."), chinese + "+male1", chinese, "Klingon"]) == chinese
    assert (mandarin([english]), mandarin(["Chinese (Cantonese)"])) == (english, "")
    words = ["espeak-ng", "-q", "-x", "-v", "cmn-latn-pinyin", "柬埔寨的大使馆和警察"]
    told = subprocess.run(words, capture_output=True, text=True, check=True, timeout=30).stdout
    assert told.strip() and "(en)" not in told


@pytest.mark.usefixtures("daemon")
def test_mandarin_is_among_the_daemon_s_voices() -> None:
    """The daemon names the voice that reads characters as espeak does, so that it is found by its name."""
    told = subprocess.run(["spd-say", "-L"], capture_output=True, text=True, check=True, timeout=30).stdout
    assert any(READS_CHARACTERS in line and MANDARIN in line for line in told.splitlines())


@pytest.mark.usefixtures("daemon")
def test_khmer_has_no_voice_and_says_so(speech: Speech) -> None:
    """What cannot be spoken is told, so that it is no longer offered."""
    assert "km" not in voices()
    assert heard(speech, ["ភាសា"], "km") == [True, False, "km"]


@pytest.mark.usefixtures("daemon")
def test_a_second_touch_stops(speech: Speech) -> None:
    """Listen again means stop, at once."""
    told: list[object] = []
    speech.speaking.connect(told.append)
    speech.say(["This is a rather long sentence."] * 50, "en")
    speech.say([], "en")
    assert told == [True, False]


@pytest.mark.usefixtures("daemon")
def test_replay_says_it_from_the_beginning(speech: Speech) -> None:
    """After "again" the same sentences are spoken to their end."""
    speech.say([WORDS["en"]], "en")
    loop, told = QEventLoop(), []
    speech.speaking.connect(told.append)
    speech.again()
    speech.speaking.connect(lambda speaking: None if speaking else loop.quit())
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    assert told == [False, True, False]


@pytest.mark.parametrize("speech", [1500], indirect=True)
def test_a_daemon_that_hangs_does_not_hold_up_the_screen(
    speech: Speech, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given up after its time, and meanwhile the display goes on."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "sock"))
        silent.listen()
        monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path / 'sock'}")
        ticks: list[int] = []
        heart = QTimer(interval=50)
        heart.timeout.connect(lambda: ticks.append(1))
        heart.start()
        assert heard(speech, [WORDS["ko"]], "ko") == [True, False, "ko"]
    assert len(ticks) > 5


def test_volume_has_five_steps_and_is_forgotten(speech: Speech) -> None:
    """Quieter and louder stay within 0.2 and 1; the next visitor starts in the middle."""
    for steps, wanted in ((9, 1.0), (-9, STEP), (1, 2 * STEP)):
        speech.louder(steps)
        assert speech.volume == wanted
    speech.reset()
    assert speech.volume == MIDDLE
