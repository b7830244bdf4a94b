"""The announcement of summer 2026 as one draft, by the real forms; then all that the history holds, one after another."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.editing.announcement_rows import called
from kiosk.desk.editing.coming import Kind, turns
from kiosk.desk.editing.resting import OWN
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_moment, utc_text
from kiosk.domain.standing import View, held_since, in_force, standing
from kiosk.domain.zone import ZoneKind
from kiosk.feed.document import edition_json
from kiosk.resources import bundled_edition
from tests.desk.chromium import Chromium, Person
from tests.desk.house import ANNOUNCED, House, Visitor
from tests.desk.summer import HISTORY, TEXT, before_all, before_summer, name_phrases, states
from tests.desk.test_journey import admit, enroll, sign_in
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(240)
HIGHER = {"KH-18": Level.LEVEL_2} | dict.fromkeys(
    ("bokor", "bavet", "poipet", "thai-border-50km", "sihanoukville-city", "KH-22", "KH-24"), Level.LEVEL_3
)
"""What stands above level 1 after the change; two provinces lie wholly inside the border's band."""
BOARD = re.compile(r'<tr data-zone="([\w-]+)">.*?<span class="level (\w+)">', re.DOTALL)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A desk as it was before that summer."""
    with closing(House(tmp_path_factory.mktemp("summer"), first=before_summer, paints=False)) as found:
        yield found


class Hand:
    """A person whose touches are counted: a tap is one; a text is two (into the field, paste); a date and time five (open the
    picker, day, hour, minute, set). `pause`: seconds before each, as a human needs them."""

    def __init__(self, person: Person, pause: float = 0) -> None:
        self.person, self.pause, self.touches = person, pause, 0

    def rest(self, touches: int) -> None:
        """Takes the time that so many touches need."""
        self.touches += touches
        time.sleep(self.pause * touches)

    def tap(self, selector: str) -> None:
        """A touch that stays on the page."""
        self.rest(1)
        self.person.press(selector)

    def go(self, selector: str) -> None:
        """A touch that leads to another page."""
        self.rest(1)
        self.person.follow(selector)

    def paste(self, **values: str) -> None:
        """A text into a field."""
        self.rest(2 * len(values))
        self.person.fill(**values)

    def date(self, **values: str) -> None:
        """A date and time into a field."""
        self.rest(5 * len(values))
        self.person.fill(**values)


def stands(house: House, at: datetime) -> dict[str, Level | None]:
    """The level of every place as a kiosk decides it from the edition in force."""
    edition = edition_json.read(house.verified().edition_bytes)
    places = [one for one in edition.zones if one.kind is not ZoneKind.COUNTRY]
    return {one.id: standing(edition, one.id, View.at(at)).level for one in places}


def on_the_board(visitor: Visitor) -> dict[str, Level | None]:
    """The level of every place as the board shows it."""
    found = dict(BOARD.findall(visitor.get("/").text))
    return {zone: None if css == "none" else Level[css.upper()] for zone, css in found.items()}


def write_it(a: Hand) -> None:
    """From the board to "submitted": the ministry's text read into rows, one wording chosen, Phnom Penh put back."""
    a.go("a[href='/write/announcement/']")
    a.paste(verbatim=TEXT)
    a.go("#read-text")
    assert a.person.run("document.querySelectorAll('mark').length") == 0, a.person.text()
    a.tap("[name=level][value='LEVEL_3 철수권고']")
    a.date(announced=ANNOUNCED, effective=ANNOUNCED)
    a.tap("[name=as_rest][value=KH-12]")
    a.paste(url="https://www.0404.go.kr")
    a.go(".send button")
    a.go("#submit")


def approve_it(b: Hand) -> None:
    """From the board to "approved"."""
    b.go(".box a[href^='/versions/']")
    for one in range(int(b.person.run("document.getElementsByName('lower').length"))):
        b.tap(f"[name=lower]:nth-of-type({one + 1})")
    b.tap("[name=seen]")
    if b.pause:  # a human reads while the last pictures come
        b.person.until("!document.getElementById('unpainted')", 60)
    b.person.run("document.getElementById('unpainted')?.click()")
    b.go("#approve")


def sign_it(hand: Hand) -> None:
    """From the version's page through the signing page."""
    hand.go("#sign")
    hand.person.until("!document.getElementById('content').hidden")
    hand.tap("#touch")
    hand.person.until("/signed:|in the feed/.test(document.getElementById('state').textContent)")


def test_summer_is_one_draft(house: House, browser: Chromium) -> None:
    """Three bans fall to level 3 and Phnom Penh joins the rest: one draft, at most 25 touches of A and 8 of B, two signatures,
    one edition. How long it takes to the glass at a human's pace: `test_to_glass`."""
    a, b = (Hand(browser.person()) for _ in range(2))
    for one, name in ((a, "demo-officer-a"), (b, "demo-officer-b")):
        sign_in(one.person, house, name)
    for one in (a, b):
        admit(b.person, house, enroll(one.person, house))
    name_phrases(house)
    for one in (a, b):
        one.person.go(f"{house.address}/")
    number = house.verified().number
    write_it(a)
    written = a.touches
    assert a.person.run("document.querySelectorAll('.doubt').length") == 0, a.person.text()
    sign_it(a)
    b.person.go(f"{house.address}/")
    approve_it(b)
    sign_it(b)
    b.person.until("/is in the feed/.test(document.getElementById('state').textContent)", 60)
    assert house.verified().number == number + 1
    assert written <= 25 and b.touches <= 8, (written, b.touches)
    found = stands(house, datetime.now(UTC))
    assert {zone: level for zone, level in found.items() if level is not Level.LEVEL_1} == HIGHER
    assert found == on_the_board(house.officer("auditor"))


def rows_of(entry: dict[str, Any], live: dict[str, Any]) -> dict[str, Any]:
    """The form's fields for one entry of the history: a row a level (or a place with an exception), each as then worded."""
    levels: dict[str, list[str]] = {}
    for zone, level in entry["set"].items():
        levels.setdefault(level, []).append({"rest": "rest-KH"}.get(zone, zone))
    if exception := entry.get("exception"):
        levels = {"LEVEL_4": [exception["zone"]]}
    moment = entry["effective"][:16]
    fields: dict[str, Any] = {
        "rows": len(levels), "announced": (entry.get("announced") or moment)[:16], "effective": moment,
        "reason": "외교부 발표에 따름", "publisher": live["advisories"][0]["source"]["publisher"]["ko"],
        "url": "", "verbatim": entry.get("reason") or "바벳 단순 경유 허용",
        **{f"other_{code}": entry["exception"]["text_en"] for code in LOCALES if exception},
    }  # fmt: skip
    worded = {one["level"]: one["wording"] for one in live["levels"]}
    for number, (level, zones) in enumerate(levels.items(), 1):
        fields |= {called("zones", number): zones, called("level", number): f"{level} {worded[level]}"}
        fields |= {called("legal_end", number): "2027-01-31" if level == "LEVEL_4" else ""}
        fields |= {called("exception", number): "*" if exception else ""}
    return fields


def told(held: dict[str, Level], zone: str) -> Level | None:
    """What the history says of a place: its own level, else what it lies in has; the band before a province wholly in it."""
    around = {
        "poipet": ("thai-border-50km", "KH-1"), "bavet": ("KH-20",), "bokor": ("KH-7",), "sihanoukville-city": ("KH-18",),
    }  # fmt: skip
    if zone in ("KH-22", "KH-24"):
        ladder: tuple[str, ...] = ("thai-border-50km", zone, "rest-KH")
    elif zone == "thai-border-50km":
        ladder = (zone,)
    else:
        ladder = (zone, *around.get(zone, ()), "rest-KH")
    return next((held[one] for one in ladder if one in held), None)


@pytest.mark.long
def test_the_history_is_transcribed_again(tmp_path: Path) -> None:
    """Each entry of the ministry's history, from a desk that knows no level: one draft, one edition, after which kiosk and board
    agree with the history for every zone, now and at the moment of the entry."""
    with closing(House(tmp_path, first=before_all, paints=False)) as house:
        a, b = (house.officer(one) for one in ("a", "b"))
        for entry, held in states():
            number = house.verified().number
            answer = a.post("/write/announcement/", **rows_of(entry, house.edition()))
            assert "/versions/" in answer.url, answer.text
            publish(house, a, b, answer.url.removeprefix(house.address))
            assert house.verified().number == number + 1
            now = datetime.now(UTC)
            for at in (datetime.fromisoformat(entry["effective"]), now):
                kiosk = stands(house, at)
                assert kiosk == {zone: told(held, zone) for zone in kiosk}, entry
            assert on_the_board(b) == stands(house, now)
    assert len([entry for entry in HISTORY if entry["set"]]) == 9


def test_the_rest_says_whom_it_leaves_out(house: House) -> None:
    """All other places rise to level 3: each place that stays lower is a doubt, ticked by name before anybody approves; one put
    back under the rest follows it on kiosk and board."""
    a, b = house.officer("a"), house.officer("b")
    kept = ["KH-1", "KH-13", "KH-15", "KH-18", "KH-2", "KH-9"]
    path = a.write(zones="rest-KH", level="LEVEL_3 철수권고", as_rest="KH-12", legal_end="")
    a.post(f"{path}submit/", replace="on")
    page = b.get(path).text
    assert sorted(re.findall(r'name="lower" value="([\w-]+)"', page)) == kept
    assert "프놈펜시: 자기 단계가 끝나고" in page and "자기 단계로 남는 곳 13:" in page
    for ticked in ([], kept[1:]):
        b.post(f"{path}approve/", seen="on", unpainted="on", lower=ticked)
        assert b.state(path) == "submitted"
    b.post(f"{path}approve/", seen="on", unpainted="on", lower=kept)
    for one in (a, b):
        one.post(f"{path}demo-sign/")
    found = stands(house, datetime.now(UTC))
    assert (found["KH-12"], found["KH-5"], found["KH-1"]) == (Level.LEVEL_3, Level.LEVEL_3, Level.LEVEL_1)
    assert on_the_board(b) == found


MOMENTS = (
    "2025-07-26T00:00:00Z",
    "2025-10-16T00:00:00Z",
    "2025-12-04T07:00:00Z",
    "2026-07-01T00:00:00Z",
    "2026-11-30T00:00:00Z",
)


def with_ends(document: dict[str, Any]) -> dict[str, Any]:
    """The edition with a limited ban over an open one, a place put back under the rest, and a level to come."""
    kept = [dict(one) for one in document["advisories"]]
    for one in kept:
        if one["zone"] == "KH-12":
            one["until"] = "2026-09-01T00:00:00Z"
    first = next(one for one in kept if one["zone"] == "poipet" and one["level"] == "LEVEL_4")
    kept.append({**first, "id": "limited", "effective": "2026-10-01T00:00:00Z", "until": "2027-02-01T00:00:00Z"})
    kept.append(
        {**first, "id": "to-come", "zone": "KH-5", "effective": "2027-01-01T00:00:00Z", "legal_end": "2027-01-31"}
    )
    return {**document, "advisories": kept}


def test_the_signing_page_reckons_as_the_kiosk_does(house: House, browser: Chromium) -> None:
    """What stands, since when, which own level has ended, and what comes after: alike on the signing page, board and kiosk."""
    document = with_ends(json.loads(bundled_edition().read_bytes()))
    edition = edition_json.read(json.dumps(document).encode())
    person = browser.person()
    person.go(f"{house.signing}/index.html")
    person.run(f"window.held = {json.dumps(document)}; true")
    for moment in MOMENTS:
        at = utc_moment(moment)
        for zone in (one for one in edition.zones if one.kind is not ZoneKind.COUNTRY):
            held = standing(edition, zone.id, View.at(at))
            since = held_since(edition, held, at)
            expected = [held.advisory and held.advisory.id, since and utc_text(since)]
            zone_there = f"held.zones.find((one) => one.id === '{zone.id}')"
            script = (
                f"[deciding(held, {zone_there}, '{moment}')?.id ?? null, heldSince(held, {zone_there}, '{moment}')]"
            )
            assert person.run(script) == expected, (zone.id, moment)
        ours = [(utc_text(one.at), one.zone.id, one.kind is Kind.LEGAL) for one in turns(edition, at)]
        theirs = person.run(f"coming(held, '{moment}').map((one) => [one[0], one[1].id, one.length === 3])")
        assert sorted(ours) == sorted(tuple(one) for one in theirs)
        back = [
            one.id for one in edition.of_kind(*OWN) if one.id in edition.timelines and not in_force(edition, one.id, at)
        ]
        assert person.run(f"ended(held, '{moment}').map(([zone]) => zone.id)") == back
