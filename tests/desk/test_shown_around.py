"""A version goes round before it goes out: notes between who writes and who approves, and a link for who has no account."""

import json
import re
import time

import pytest
from django.core.signing import Signer

from tests.desk.house import DatabaseRefused, House, Visitor
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(180)


def link_of(house: House, visitor: Visitor, path: str) -> str:
    """The path of a link to preview, made by somebody."""
    found = re.search(r"<code>(http://[^<]*/preview/[^<]+)</code>", visitor.post(f"{path}preview/").text)
    assert found
    return found[1].removeprefix(house.address)


def test_a_note_is_read_by_the_other(house: House, a: Visitor, b: Visitor, auditor: Visitor) -> None:
    """What A asks stands on B's page as A typed it, with name and minute, and on the version written anew of it; an auditor reads
    it and writes none; the record tells that there was one; the database keeps it as it was."""
    path = a.write(zones="KH-14", verbatim="쪽지 시험")
    a.post(f"{path}note/", note="출처를 <b>한 번 더</b> 봐 주세요")
    page = b.get(path).text
    assert "출처를 &lt;b&gt;한 번 더&lt;/b&gt; 봐 주세요" in page and "demo-officer-a · 20" in page
    assert "쪽지는 1~1000자로" in a.post(f"{path}note/", note=" ").text
    assert "쪽지는 1~1000자로" in a.post(f"{path}note/", note="가" * 1001).text
    assert 'name="note"' not in auditor.get(path).text
    assert "경찰관과 감독관만" in auditor.post(f"{path}note/", note="나도").text
    assert "쪽지 남김" in auditor.get("/audit/?act=note").text
    for statement in ("UPDATE advice_note SET text = 'x'", "DELETE FROM advice_note"):
        with pytest.raises(DatabaseRefused):
            house.sql(statement)
    a.post(f"{path}submit/", replace="on")
    b.post(f"{path}return/", reason="다시 보세요")
    again = a.post(f"{path}again/").url.removeprefix(house.address)
    assert "한 번 더" in b.get(again).text


def test_a_preview_is_read_without_an_account(house: House, a: Visitor, auditor: Visitor) -> None:
    """Difference and reach of that version, and no way to act, to another version or into the desk; an auditor makes no link; the
    record says who did."""
    path = a.write(zones="KH-17", verbatim="미리보기 시험")
    preview, stranger = link_of(house, a, path), house.visitor()
    assert preview not in a.get(path).text, "shown once"
    answer = stranger.get(preview)
    page = answer.text
    assert "4 여행금지" in page and "미리보기 시험" in page and answer.headers["X-Robots-Tag"] == "noindex"
    assert set(re.findall(r'action="([^"]*)"', page)) == {"/language/"} and "/versions/" not in page
    assert "/account/login/" in stranger.get(path).url
    assert "경찰관과 감독관만" in auditor.post(f"{path}preview/").text
    assert "미리보기 주소 만듦" in auditor.get("/audit/?act=preview").text


def test_a_preview_ends(house: House, a: Visitor, b: Visitor) -> None:
    """After its day, once changed by a letter, and as soon as the version is discarded or published, it opens nothing."""
    path = a.write(zones="KH-11")
    preview, stranger = link_of(house, a, path), house.visitor()
    secret = (house.root / "desk" / "secret").read_text()
    signer, pk = Signer(key=secret, salt="kiosk.desk.preview", fallback_keys=()), int(path.split("/")[2])
    for seconds, status in ((60, 200), (-1, 404)):
        stranger.get(f"/preview/{signer.sign_object([pk, int(time.time()) + seconds])}/", status)
    token = preview.split("/")[2]
    forged = json.dumps([pk + 1, 2**40])
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", forged, f"{pk}:{token.partition(':')[2]}"):
        stranger.get(f"/preview/{wrong}/", 404)
    publish(house, a, b, path)
    stranger.get(preview, 404)
    other = a.write(zones="KH-11", level="LEVEL_3 출국권고", legal_end="")
    gone = link_of(house, a, other)
    stranger.get(gone)
    a.post(f"{other}withdraw/")
    stranger.get(gone, 404)
