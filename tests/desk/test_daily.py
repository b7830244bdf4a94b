"""The small things that an officer meets every day."""

import re

import pytest

from kiosk.desk.editing import alarms
from kiosk.feed.document import edition_json
from kiosk.resources import bundled_edition
from tests.desk.chromium import Chromium
from tests.desk.house import House, Visitor
from tests.desk.test_journey import sign_in
from tests.desk.test_languages import korean
from tests.desk.test_texts import CONTACT, fields, publish, write

pytestmark = pytest.mark.timeout(180)
PAGES = (
    "/", "/versions/", "/texts/", "/texts/signs/", "/texts/signs/order/", "/texts/contacts/embassy-main/", "/write/announcement/",
    "/write/notice/", "/ministry/", "/kiosks/", "/audit/", "/compare/", "/people/", "/me/", "/history/zones/KH-12/",
    "/account/2fa/", "/account/sessions/", "/account/password/change/", "/account/logout/",
)  # fmt: skip
LEVEL = re.compile("여행(유의|자제|금지)|(철수|출국)권고|특별여행주의보")
LEAST = 4.5
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}
CONTRAST = """(() => {
  const channels = (css) => css.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const worst = { ratio: 99 };
  for (const one of document.querySelectorAll("body *")) {
    const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!said || one.closest("svg, .hidden, .skip") || !one.checkVisibility()) continue;
    const [a, b] = [light(channels(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst.ratio) Object.assign(worst, { ratio, html: one.outerHTML.slice(0, 120) });
  }
  return worst;
})()"""
"""The least contrast of any text on the page with the ground it stands on, by WCAG's formula."""


def test_every_page_has_a_title_of_its_own(b: Visitor) -> None:
    """Tabs and history tell the desk's pages apart, in the reader's language; each still says whose it is."""
    titles = [re.findall(r"<title>\s*(.*?)\s*</title>\s*<link", b.get(page).text, re.DOTALL) for page in PAGES]
    assert all(len(one) == 1 and re.fullmatch(r"\S.* · 출국 안내 데스크", one[0], re.DOTALL) for one in titles), titles
    assert len({one[0] for one in titles}) == len(PAGES), titles


def test_a_source_is_a_link(a: Visitor) -> None:
    """One touch leads an approver to the announcement itself; what is no address of the web is plain text."""
    page = a.get(a.write(url="https://www.0404.go.kr/dev/x?a=1&b=2")).text
    assert '<a href="https://www.0404.go.kr/dev/x?a=1&amp;b=2" rel="noreferrer noopener">' in page
    assert 'href="javascript' not in a.get(a.write(url="")).text


def test_what_turned_is_told_after_publishing(house: House, a: Visitor, b: Visitor) -> None:
    """ "1 -> 4" stands on a version's page before it goes out, and still stands there afterwards, in both languages."""
    path = a.write(zones="KH-23", verbatim="바뀐 것")
    assert "켑주: 1 여행유의 → 4 여행금지, 지금" in a.get(path).text
    publish(house, a, b, path)
    page = a.get(path).text
    assert 'id="published"' in page and "켑주: 1 여행유의 → 4 여행금지, 지금" in page
    ((said,),) = house.sql("SELECT turned FROM publishing_published ORDER BY id DESC LIMIT 1")
    assert "Do not go" in str(said)


def test_english_lines_hold_no_korean_level_words(a: Visitor, c: Visitor) -> None:
    """What an announcement adds says its level in English to an English reader; the ministry's own word is marked as Korean."""
    path = a.write(zones=["KH-12", "KH-2"], level="LEVEL_3 출국권고", legal_end="")
    c.post("/language/", language="en", next="/")
    for page in (path, "/texts/advisories/"):
        assert [one for one in korean(c.get(page).text) if LEVEL.search(one)] == [], page
    c.post("/language/", language="ko", next="/")


def test_a_number_with_spaces_passes_every_door(a: Visitor, house: House) -> None:
    """As the ministry prints it, dialled and printed: the form takes it, and nothing is wrong with the edition it would make."""
    held = next(one for one in house.edition()["contacts"] if one["id"] == "embassy-main")
    typed = {**fields(held, *CONTACT), "value": "+855 23 211 901", "printed": "+855 23 211 901"}
    page = a.get(write(a, "contacts/embassy-main/", **typed)).text
    assert 'id="faults"' not in page and "+85523211901" in page and 'id="submit"' in page


def test_a_severe_town_is_seen_on_the_map(a: Visitor) -> None:
    """A marker shows its level by colour and, where it is above 1, by its number: Poipet's 3 stands on the map to pick from."""
    page = a.get("/write/announcement/").text
    poipet = re.search(r'<g data-zone="poipet" class="m (\w+)">.*?</g>', page, re.DOTALL)
    assert poipet and poipet[1] == "level_3" and re.search(r"<text [^>]*>3</text>", poipet[0])


def test_a_new_desk_speaks_of_no_days_that_never_were() -> None:
    """Before the first edition nothing has run out: the board says that none was published, and nothing of its validity."""
    edition = edition_json.read(bundled_edition().read_bytes())
    found = [one.en for one in alarms._edition(edition, edition.valid_until.replace(year=edition.valid_until.year + 1))]
    assert "No edition has been published yet" in found[0]
    assert [one for one in found if "This edition" in one or "-" in one.partition(" days")[0][-5:]] == []


def test_both_schemes_can_be_read(house: House, browser: Chromium, a: Visitor) -> None:
    """Light or dark, as the officer's device asks: every text has a contrast of 4.5 with the ground it stands on."""
    path = a.write(zones="KH-18", level="LEVEL_2 여행자제", legal_end="")
    person = browser.person(1280)
    sign_in(person, house, "demo-officer-b")
    for scheme, ground in GROUNDS.items():
        person.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for page in (
            "/",
            path,
            "/write/announcement/?zone=KH-12",
            "/people/",
            "/audit/?at=2026-10-07T10:00",
            "/kiosks/",
        ):
            person.go(f"{house.address}{page}")
            assert person.run("getComputedStyle(document.body).backgroundColor") == ground
            assert (worst := person.run(CONTRAST))["ratio"] >= LEAST, (scheme, page, worst)


def test_a_wide_board_has_the_map_beside(house: House, browser: Chromium) -> None:
    """At 1280 px the map stands in a second column, on the board and beside the rows; at 360 px there is one column."""
    for width, columns in ((1280, 2), (360, 1)):
        person = browser.person(width)
        sign_in(person, house, "demo-officer-a")
        for page, piece in (("/", "#board"), ("/write/announcement/", ".beside")):
            person.go(f"{house.address}{page}")
            script = f"new Set([...document.querySelector('{piece}').children].map((one) => one.offsetLeft)).size"
            assert (person.run(script), person.run("document.documentElement.scrollWidth")) == (columns, width)


def test_a_record_is_printed_without_the_desk_around_it(house: House, browser: Chromium, a: Visitor) -> None:
    """On paper stand the words and the levels, all unfolded; no menu, no button, no field."""
    path = a.write(zones="KH-8")
    person = browser.person(1280)
    sign_in(person, house, "demo-auditor")
    for page in (path, "/audit/?at=2026-10-07T10:00"):
        person.go(f"{house.address}{page}")
        person.call("Emulation.setEmulatedMedia", media="print")
        person.run("dispatchEvent(new Event('beforeprint'))")
        shown = (
            "[...document.querySelectorAll('nav, button, form, input')].filter((one) => one.checkVisibility()).length"
        )
        assert person.run(shown) == 0
        assert person.run("document.querySelectorAll('details:not([open])').length") == 0
        person.call("Emulation.setEmulatedMedia", media="")
