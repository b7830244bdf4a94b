"""The kiosk's own screens beside a draft: those that change, painted once, small and whole, and seen before anybody approves."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kiosk.desk.editing.compose import turning
from kiosk.desk.publishing.painter import LOCK, Job, Painter
from kiosk.domain.moments import utc_text
from kiosk.files import locked
from tests.desk.house import House, Visitor
from tests.desk.test_shown_around import link_of
from tests.desk.test_texts import CONTACT, fields, write
from tests.desk.waiting import until

pytestmark = pytest.mark.timeout(500)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def house(painting_house: House) -> House:
    """A desk that paints, of two processes."""
    return painting_house


def painted(visitor: Visitor, path: str) -> str:
    """The pictures of a version as a piece of its page, once all are there."""
    wall = f"{path}pictures/"

    def whole() -> str:
        page = visitor.get(wall).text
        return "" if "data-poll" in page else page

    return until(whole, lambda: visitor.get(wall).text, 300)


def test_pictures_show_the_moment_at_which_it_takes_effect() -> None:
    """A level from tomorrow on is painted as of tomorrow; one in force is painted as of now; so is a removal."""
    soon, later = utc_text(NOW + timedelta(hours=2)), utc_text(NOW + timedelta(days=1))
    assert turning({"add": {"advisories": [{"effective": soon}, {"effective": later}]}}, NOW) == NOW + timedelta(days=1)
    assert turning({"add": {"notices": [{"start": soon}]}}, NOW) == NOW + timedelta(hours=2)
    assert turning({"add": {"advisories": [{"effective": utc_text(NOW)}]}}, NOW) is None
    assert turning({"remove": {"notices": ["x"]}}, NOW) is None


def job(folder: Path, version: int = 1) -> Job:
    """Two quick commands, in place of painting."""
    return Job(version, None, folder, (("--version",), ("--version",)))


def test_two_processes_do_not_paint_one_folder(tmp_path: Path) -> None:
    """What another process paints is busy for ours, and is left to it; when that is done, it is not painted again."""
    after: list[bool] = []
    ours = Painter(lambda: after.append(True))
    with locked(tmp_path / LOCK, 0):
        assert ours.busy_with(tmp_path)
        ours.paint(job(tmp_path))
        until(lambda: after, lambda: "waits")
        assert not (tmp_path / "done").exists()
        (tmp_path / "done").write_text("theirs")
    assert not ours.busy_with(tmp_path)
    ours.paint(job(tmp_path))
    until(lambda: after[1:], lambda: "waits")
    assert (tmp_path / "done").read_text() == "theirs"


def test_a_folder_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    """A job whose folder was pruned ends, and the next is painted."""
    after: list[bool] = []
    ours = Painter(lambda: after.append(True))
    ours.paint(job(tmp_path / "gone", 1))
    ours.paint(job(tmp_path, 2))
    until(lambda: after[1:], lambda: "waits")
    assert (tmp_path / "done").exists() and not (tmp_path / "failed").exists()


def test_what_was_painted_as_a_draft_is_not_painted_again(house: House, a: Visitor, b: Visitor) -> None:
    """Submitted and approved, a version is shown with its draft's pictures: no second folder is begun."""
    path = a.write(zones="KH-21", verbatim="그림 시험")
    a.get(path)
    folders = {one.name for one in (house.root / "desk" / "pictures").iterdir()}
    a.post(f"{path}submit/", replace="on")
    a.get(path)
    b.approve(path)
    b.get(path)
    assert {one.name for one in (house.root / "desk" / "pictures").iterdir()} == folders


def test_an_approver_waits_for_the_pictures_or_says_so(a: Visitor, b: Visitor) -> None:
    """While screens are missing they are named, and nobody approves without saying so; once all are painted nobody is asked."""
    path = a.write(zones="KH-19", verbatim="기다림 시험")
    a.post(f"{path}submit/", replace="on")
    page = b.get(path).text
    assert 'name="unpainted"' in page and 'name="unpainted"' not in a.get(path).text
    answer = b.post(f"{path}approve/", seen="on")
    assert "아직 그려지지 않은 화면이 있습니다: 한국어" in answer.text and b.state(path) == "submitted"
    page = painted(b, path)
    assert 'name="unpainted"' not in page and "달라지는 화면 모두" in page
    b.post(f"{path}approve/", seen="on")
    assert b.state(path) == "approved"


def test_only_what_changes_is_painted_and_small(house: House, a: Visitor) -> None:
    """A telephone number is looked at on the screens that show it; the page loads small pictures, each leads to the whole one."""
    contact = next(one for one in house.edition()["contacts"] if one["id"] == "embassy-main")
    path = write(
        a, "contacts/embassy-main/", **{**fields(contact, *CONTACT), "hours_ko": "평일 8시부터", "hours_en": "from 8"}
    )
    a.get(path)
    page = painted(a, path)
    shown = dict(re.findall(r'<a href="([^"]+)"><img [^>]*src="([^"]+)"', page))
    assert {one.rpartition("/")[2].partition("-")[0].partition(".")[0] for one in shown} == {"help"}
    for whole, small in list(shown.items())[:2]:
        sizes = [Image.open(BytesIO(a.get(one).content)).size for one in (whole, small)]
        assert sizes == [(1080, 1920), (270, 480)]
    stranger = house.visitor()
    picture = re.search(r'src="(/preview/[^"]+)"', stranger.get(link_of(house, a, path)).text)
    assert picture and stranger.get(picture[1]).content.startswith(b"\x89PNG"), "who reads a preview sees them too"
