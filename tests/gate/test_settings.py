"""The settings: what is taken, what is refused, and in which words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.hours import Hours
from kiosk.domain.languages import LOCALES
from kiosk.faults import Fault
from kiosk.gate.settings import SETTINGS, Beacon, Display, Feed, Metrics, Officer, Panel, Settings, Site, Use, load


def _file(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _refusal(folder: Path, text: str) -> str:
    with pytest.raises(Fault) as caught:
        load(_file(folder, text))
    assert caught.value.exit_code == 1
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(str(folder / "kiosk.toml"))
    return said.removeprefix(f"{folder / 'kiosk.toml'}: ")


def test_no_file_is_needed() -> None:
    """Without a file every setting has its default, as the table gives it."""
    found = load(None)
    assert (found.feed, found.panel, found.state) == (Feed("", 5), Panel(0, 550), None)
    assert found.display == Display(60, LOCALES, reduced_motion=False)


def test_everything_can_be_set(tmp_path: Path) -> None:
    """Every key of the table is taken."""
    path = _file(
        tmp_path,
        """
        state = "/var/lib/kiosk"
        [site]
        terminal = "제1터미널"
        gate = "17"
        [panel]
        pixel_pitch_mm = 0.48
        height_above_floor_mm = 700
        turned = "left"
        [feed]
        url = "https://feed.example.kr/kiosk/"
        poll_seconds = 30
        [display]
        idle_seconds = 90
        locales = ["ko", "en"]
        reduced_motion = true
        dark_hours = "00:30-04:30"
        [desk]
        report_url = "https://desk.example.kr/report"
        [officer]
        pin_hash = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA"
        [beacon]
        every_seconds = 60
        volume = 1
        hours = "22:30-05:00"
        locales = ["ko"]
        [use]
        counted = true
        [metrics]
        port = 9750
        """,
    )
    found = load(path)
    assert found == Settings(
        site=Site("제1터미널", "17"),
        panel=Panel(0.48, 700, turned="left"),
        feed=Feed("https://feed.example.kr/kiosk/", 30),
        state=Path("/var/lib/kiosk"),
        display=Display(90, ("ko", "en"), reduced_motion=True, dark_hours=Hours.parsed("00:30-04:30")),
        desk=found.desk,
        officer=Officer("$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA"),
        metrics=Metrics(9750),
        beacon=Beacon(60, 1, Hours.parsed("22:30-05:00"), ("ko",)),
        use=Use(counted=True),
    )
    assert found.desk.report_url == "https://desk.example.kr/report"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feed.poll_seconds = 0", "feed.poll_seconds: wanted a number from 1 to 3600, got '0'"),
        ("feed.poll_seconds = '5'", "feed.poll_seconds: wanted a number from 1 to 3600, got '5'"),
        ("feed.poll_seconds = true", "feed.poll_seconds: wanted a number from 1 to 3600, got 'True'"),
        ("feed.poll_seconds = nan", "feed.poll_seconds: wanted a number from 1 to 3600, got 'nan'"),
        ("site = 3", "'site' is a group: wanted a table [site], got '3'"),
        ("site.gate = 17", "site.gate: wanted text, got '17'"),
        ('site.gate = "a\\u0007"', "site.gate: wanted text, got 'a\\x07'"),
        ("site.gate.x = 1", "site.gate: wanted text, got \"{'x': 1}\""),
        ("panel.pixel_pich_mm = 1", "'panel.pixel_pich_mm' is not a setting; did you mean panel.pixel_pitch_mm?"),
        ("mode = 'live'", "'mode' is not a setting; there are site.terminal, "),
        ("poll_seconds = 3", "'poll_seconds' is not a setting; did you mean feed.poll_seconds?"),
        ("zzzzzzzz = 1", "'zzzzzzzz' is not a setting; there are site.terminal, "),
        ("feed.url = 'ftp://x'", "feed.url: wanted a web address (http or https), got 'ftp://x'"),
        ("feed.url = 'https://a:b@x/'", "feed.url: wanted a web address"),
        ("feed.url = 'https://x:port/'", "feed.url: wanted a web address"),
        ("feed.url = 'http://%/'", "feed.url: wanted a web address"),
        ("feed.url = 'http://.../'", "feed.url: wanted a web address"),
        ("feed.url = 'http://[::1'", "feed.url: wanted a web address"),
        ("display.locales = []", "display.locales: wanted a list of languages' codes, such as ko, en, got '[]'"),
        ("display.locales = ['ko', 'ko']", "display.locales: wanted a list of"),
        ("display.locales = ['de']", "display.locales: wanted a list of"),
        ("display.locales = 'ko'", "display.locales: wanted a list of"),
        ("display.locales = [['ko']]", "display.locales: wanted a list of"),
        ("panel.turned = 90", "panel.turned: wanted normal, left, right or inverted, got '90'"),
        ("panel.turned = ''", "panel.turned: wanted normal, left, right or inverted, got ''"),
        ("panel.turned = ['left']", "panel.turned: wanted normal, left, right or inverted"),
        ("beacon.every_seconds = 5", "beacon.every_seconds: wanted 0, or a number from 20 to 3600, got '5'"),
        ("beacon.every_seconds = false", "beacon.every_seconds: wanted 0, or a number"),
        ("beacon.hours = '6-22'", "beacon.hours: wanted hours such as 06:00-22:00, got '6-22'"),
        ("beacon.hours = '06:00-06:00'", "beacon.hours: wanted hours such as 06:00-22:00"),
        ("beacon.hours = '24:00-06:00'", "beacon.hours: wanted hours such as 06:00-22:00"),
        ("beacon.hours = 6", "beacon.hours: wanted hours such as 06:00-22:00"),
        ("officer.pin_hash = '270031'", "officer.pin_hash: wanted a line of `kiosk pin`, got '270031'"),
        ("state = ''", "state: wanted a folder, got ''"),
        ("a = [", "not TOML: "),
        ("feed = 1\nfeed = 2", "not TOML: "),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    """A bad key, type or range names itself, its file and what was wanted, in one line."""
    assert _refusal(tmp_path, text).startswith(said)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file, a folder in its place and bytes that are not UTF-8 are one line each."""
    with pytest.raises(Fault, match=r"gone.toml: No such file or directory$"):
        load(tmp_path / "gone.toml")
    with pytest.raises(Fault, match=r"Is a directory$"):
        load(tmp_path)
    (tmp_path / "latin").write_bytes(b"a = '\xe9'")
    with pytest.raises(Fault, match=r"not UTF-8 \(byte 5\)$"):
        load(tmp_path / "latin")


@given(text=st.text(max_size=60))
def test_no_text_brings_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text at all is either settings or one line."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        load(path)
    except Fault as fault:
        assert "\n" not in str(fault)


def test_the_table_is_whole() -> None:
    """Every row has a kind and a meaning for the README, and no key stands twice."""
    assert len({one.key for one in SETTINGS}) == len(SETTINGS) == 20
    assert all(one.kind and one.meaning and "|" not in one.meaning for one in SETTINGS)
