"""Fixtures of the display's tests: two editions, and what a kiosk may know of them at a moment.

`SHIPPED` is the bundled edition, the tenth state: no ban, levels that were only seen. `EDITION` is the same as it stood on
30 June 2026, the ninth: bans with an exception, every level but the special one; its screens are the fullest.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.edition import Edition
from kiosk.domain.freshness import STEPS, Freshness
from kiosk.feed.document import edition_json
from kiosk.language.knowledge import Knowledge
from tests.display.panel import wait_for

BUNDLED = Path(__file__).parents[2] / "assets" / "edition" / "edition.json"
NOW = datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
"""Nine in the morning of 1 July 2026 in Korea, the day after the last change of levels."""

SHIPPED: Edition = edition_json.read(BUNDLED.read_bytes())
SEEN = SHIPPED.issued_at + timedelta(hours=1)
"""A moment after the newest observation."""


def _ninth(edition: Edition) -> Edition:
    """The edition without what was only seen later, dated as the adjustment of 30 June 2026 was."""
    at = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
    kept = tuple(one for one in edition.advisories if not one.observed)
    return replace(edition, advisories=kept, issued_at=at, attested_at=at, valid_until=at + timedelta(days=30))


EDITION: Edition = _ninth(SHIPPED)
SHA256 = hashlib.sha256(BUNDLED.read_bytes()).hexdigest()


LATER = NOW + timedelta(days=20)
"""A moment at which knowledge of this edition can be 12 days old."""


def knowledge_of(edition: Edition = EDITION, age: Freshness = Freshness.LIVE) -> Knowledge:
    """What a kiosk knows that was last told something so long ago as its step says."""
    now = LATER if age in (Freshness.OLD, Freshness.UNKNOWN) else NOW
    return Knowledge(edition, SHA256, age, now, now - STEPS[age].sample)


def seen(age: Freshness = Freshness.LIVE) -> Knowledge:
    """What a kiosk knows of the tenth state, at that age."""
    return Knowledge(SHIPPED, SHA256, age, SEEN, SEEN - STEPS[age].sample)


def aged(edition: Edition, age: timedelta, now: datetime = NOW, clock_ok: bool = True) -> Knowledge:
    """What a kiosk knows whose knowledge is exactly that old; the state follows from the domain's own ladder."""
    from kiosk.domain.freshness import Moment, freshness

    checked = now - age
    state = freshness(Moment(now, clock_ok), checked, edition.valid_until)
    return Knowledge(edition, SHA256, state, now, checked, clock_ok)


CONFIGURATION = """
LogLevel 0
AudioOutputMethod "alsa"
AudioALSADevice "default"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
"""


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A speech daemon of the test's own; gives its socket."""
    conf, sock = tmp_path / "conf", tmp_path / "sock"
    (conf / "modules").mkdir(parents=True)
    shutil.copy("/etc/speech-dispatcher/modules/espeak-ng.conf", conf / "modules")
    (conf / "speechd.conf").write_text(CONFIGURATION, encoding="ascii")
    (tmp_path / "asound.conf").write_text("pcm.!default { type null }\n", encoding="ascii")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{sock}")
    words = ["speech-dispatcher", "-s", "-C", str(conf), "-S", str(sock), "-c", "unix_socket", "-t", "0"]
    words += ["-L", str(tmp_path), "-P", str(tmp_path / "pid")]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert wait_for(sock.exists)
    yield sock
    process.terminate()
    process.wait(30)
