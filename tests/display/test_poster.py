"""The poster: what is left where the display cannot be kept on the screen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.languages import LOCALES
from kiosk.feed.document.codec import edition_from
from kiosk.gate.monitor import POSTER
from kiosk.gate.supervisor import Child, Supervisor
from kiosk.resources import bundled_edition
from tests.display.panel import ROOT, lacking, screen, wait_for
from tests.display.phone import decoded

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def _painted(state: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((state / "painted.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def test_no_qml_is_needed() -> None:
    """What the poster loads holds nothing of QML's, which may be why it is wanted."""
    told = "import sys, kiosk.display.poster; print([one for one in sys.modules if 'Qml' in one or 'Quick' in one])"
    done = subprocess.run([sys.executable, "-c", told], env=ENV, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_it_says_the_same_in_every_language() -> None:
    """Six sentences, each another, each with the site and the call centre's name in that language."""
    from kiosk.display.poster import lines

    said = list(lines(edition_from(json.loads(bundled_edition().read_bytes()))))
    assert [one.locale for one in said] == list(LOCALES)
    assert len({one.words for one in said}) == len({one.whom for one in said}) == len(LOCALES)
    assert all("www.0404.go.kr" in one.words for one in said)


def test_it_is_read_back_and_its_codes_are_scanned(tmp_path: Path) -> None:
    """On a real screen: hotline and site as codes, and `painted.json` says that it is a poster and nothing hides it."""
    with screen() as display:
        environment = {**ENV, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        words = [sys.executable, "-m", "kiosk", "display", "--state", str(tmp_path / "state"), "--poster"]
        process = subprocess.Popen(words, env=environment)
        try:
            assert wait_for(lambda: _painted(tmp_path / "state").get("screen") == POSTER)
            assert "hidden" not in _painted(tmp_path / "state")
            shot = tmp_path / "poster.png"
            subprocess.run(["import", "-window", "root", str(shot)], env=environment, check=True, timeout=30)
        finally:
            process.terminate()
            assert process.wait(60) == 0
    from PIL import Image

    assert sorted(decoded(Image.open(shot).convert("L"))) == ["https://www.0404.go.kr", "tel:+82232100404"]


def test_what_is_not_proved_is_begun_anew_then_a_poster_stands_in(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A display that does not prove its screen is killed, and the poster stands there once it was begun as often as it may
    in an hour; the display is tried again when it may be."""
    words = ["display", "--state", str(tmp_path / "state"), "--headless"]
    child = Child("the display", words, proof_seconds=0.1, instead=[*words, "--poster"], most_an_hour=1, pause=0.1)
    home = Supervisor([child])
    home.start()

    def tended(true: Any) -> bool:
        return wait_for(lambda: home.tend() or true(), 60)

    try:
        assert tended(lambda: child.standing_in)
        assert "the display has not proved its screen for 0 s and is killed" in capfd.readouterr().err
        child.proof_seconds = 50
        assert tended(lambda: child.proved > child.started and _painted(tmp_path / "state").get("screen") == POSTER)
        child.most_an_hour = 2
        assert tended(lambda: not child.standing_in and child.proved > child.started)
        assert tended(lambda: _painted(tmp_path / "state").get("screen") == "attract")
    finally:
        home.end()
