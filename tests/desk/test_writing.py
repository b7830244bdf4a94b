"""Writing on a phone, in real Chromium: a zone tapped on the map, errors that lose nothing, pictures that come by themselves."""

import json
import re

import pytest

from kiosk.domain.languages import LOCALES
from tests.desk.chromium import Chromium, Person
from tests.desk.house import House, announcement, code_in
from tests.desk.test_journey import sign_in

pytestmark = pytest.mark.timeout(500)
FREE = {f"other_{code}": f"예외 {code}" for code in LOCALES}


@pytest.fixture(scope="module")
def house(painting_house: House) -> House:
    """A desk of its own: the level of a zone is told as it was at first."""
    return painting_house


def tap(person: Person, zone: str) -> None:
    """Touch the zone's smallest shape on the map, as a finger does: whatever lies on top there takes it."""
    where = f"""(() => {{
      const shape = [...document.querySelectorAll('#map [data-zone="{zone}"]')].pop();
      shape.scrollIntoView({{block: "center"}});
      const box = shape.getBoundingClientRect();
      return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
    }})()"""
    x, y = json.loads(person.run(where))
    for kind in ("mousePressed", "mouseReleased"):
        person.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def ticked(person: Person) -> list[str]:
    """The zones whose checkbox is ticked."""
    return list(
        person.run("[...document.getElementsByName('zones')].filter((one) => one.checked).map((one) => one.value)")
    )


def test_an_officer_writes_on_a_phone(house: House, browser: Chromium) -> None:
    """Tapping the map ticks the list; a form sent too early loses nothing; the draft's real screens appear by themselves."""
    person = browser.person()
    sign_in(person, house, "demo-officer-a")
    person.go(f"{house.address}/write/announcement/")
    for zone in ("KH-16", "KH-12", "poipet", "sihanoukville-city", "KH-18", "KH-16"):
        tap(person, zone)
    assert sorted(ticked(person)) == ["KH-12", "KH-18", "poipet", "sihanoukville-city"]
    for zone in ("KH-18", "poipet", "sihanoukville-city"):
        tap(person, zone)
    assert "프놈펜" in person.run("document.getElementById('picked').textContent")

    typed = announcement(house.edition(), exception="*", **dict.fromkeys(FREE, ""))
    person.fill(**{name: value for name, value in typed.items() if name != "zones"})
    person.follow(".send button")
    assert person.run("document.querySelectorAll('[name^=other_][aria-invalid]').length") == 2, (
        "a ban waits for no translator"
    )
    assert ticked(person) == ["KH-12"]
    assert person.run("document.getElementsByName('verbatim')[0].value") == "시험용 발표문"
    assert person.run("document.activeElement.id") == "errors"

    person.fill(**FREE)
    person.follow(".send button")
    assert "→ 4 여행금지" in person.text()
    person.until(
        "document.querySelectorAll('#wall summary').length === 6 && !document.querySelector('[data-poll]')", 300
    )
    shown = person.run("[...document.querySelectorAll('#wall img')].map((one) => one.src).join(' ')")
    for screen in ("attract", "map", r"place\.KH-12"):
        for code in LOCALES:
            assert re.search(rf"/{screen}(\.p\d)?-{code}-normal-1080x1920\.png", shown), (screen, code)
    loaded = "(async () => { const one = document.querySelector('#wall img'); await one.decode(); return one.naturalWidth; })()"
    assert person.run(loaded) == 270


def test_the_form_works_without_script(house: House) -> None:
    """The checkboxes are the truth; an exception typed in six languages stands in the advisory that would go out."""
    a = house.officer("b")
    path = a.write(zones=["KH-12", "bavet"], exception="*", **FREE)
    page = a.get(path).text
    assert page.count("→ 4 여행금지") >= 1 and "바벳" in page
    a.post(f"{path}submit/", replace="on")
    token = re.search(r'id="sign" href="[^"]*/#([\w-]+)(?:~\d+)?"', a.get(path).text)
    assert token
    waiting = a.get(f"/sign/waiting/{token[1]}/").json()
    added = [
        one
        for one in json.loads(waiting["edition"])["advisories"]
        if one.get("exceptions", [{}])[0].get("vi") == "예외 vi"
    ]
    assert sorted(one["zone"] for one in added) == ["KH-12", "bavet"]


def test_targets_are_comfortable(house: House, browser: Chromium) -> None:
    """At 360 px every button, link in a list and choice of the forms is at least 44 px high; map markers 40 px wide."""
    person = browser.person()
    sign_in(person, house, "demo-supervisor-c")
    small = """[...document.querySelectorAll('main button, main .button, main .rows a, main td a, main th a, .plain .box > a, '
      + 'fieldset label, summary, .map .m .finger')]
      .map((one) => [one.textContent.trim().slice(0, 30) || one.parentElement.dataset.zone, one.getBoundingClientRect()])
      .filter(([, box]) => box.height && (box.height < 44)).map(([name, box]) => name + ' ' + box.height).join('; ')"""
    for path in (
        "/",
        "/versions/",
        "/write/announcement/",
        "/write/notice/",
        "/texts/",
        "/texts/contacts/",
        "/texts/contacts/new/",
    ):
        person.go(f"{house.address}{path}")
        assert person.run(small) == "", path


def test_the_error_list_says_what_is_wrong(house: House, browser: Chromium) -> None:
    """At 360 px: each field with its error, in one link as high as a thumb that leads to the field."""
    person = browser.person()
    sign_in(person, house, "demo-officer-b")
    person.go(f"{house.address}/write/notice/")
    person.fill(severity="important", title_ko="제목", start="2026-11-22T10:00", end="2026-11-21T10:00")
    person.follow(".send button")
    links = "[...document.querySelectorAll('#errors a')]"
    said = person.run(f"{links}.map((one) => one.textContent)")
    assert said[:2] == ["표시 종료 (한국시간, 적으면 이것이 앞섬): 종료는 시작보다 뒤여야 합니다.", "English · 제목"]
    assert len(said) == 1 + 5 + 6
    lines = "[...document.querySelectorAll('#errors li')].map((one) => one.innerText.split('\\n')[0])"
    assert person.run(lines)[1:] == ["제목: 이 언어의 글이 필요합니다.", "내용: 이 언어의 글이 필요합니다."]
    assert person.run(f"{links}.every((one) => one.getBoundingClientRect().height >= 44)")
    assert person.run(f"{links}.every((one) => document.querySelector(one.getAttribute('href')))")


def sign_out_in_the_midst(person: Person, house: House, button: str) -> None:
    """The session ends; the button leads to the sign-in page, which says so, and signing in to where it leads back."""
    person.call("Network.clearBrowserCookies")
    person.follow(button)
    assert "아직 처리되지 않았습니다" in person.text()
    person.fill(login="demo-officer-a", password=house.password)
    person.follow("main form button[type=submit]")
    house.forget_codes()
    person.fill(code=code_in(str(person.run("document.body.innerHTML")), "demo-officer-a"))
    person.follow("main form button[type=submit]")


def test_what_was_typed_survives_a_sign_out(house: House, browser: Chromium) -> None:
    """The session ends while somebody writes: saving leads to the sign-in page, and back to everything typed."""
    person = browser.person()
    sign_in(person, house, "demo-officer-a")
    page = "/write/announcement/?zone=KH-12"  # as the board leads to it
    person.go(f"{house.address}{page}")
    tap(person, "KH-4")
    person.fill(verbatim="길게 옮겨 적은 발표문")
    person.run("document.getElementsByName('verbatim')[0].dispatchEvent(new Event('input', {bubbles: true}))")
    sign_out_in_the_midst(person, house, ".send button")
    assert person.run("location.pathname + location.search") == page
    assert person.run("document.getElementsByName('verbatim')[0].value") == "길게 옮겨 적은 발표문"
    assert ticked(person) == ["KH-4", "KH-12"]
    assert "되살렸습니다" in person.text()
    person.press("#kept button")
    assert (person.run("document.getElementsByName('verbatim')[0].value"), ticked(person)) == ("", ["KH-12"])


def test_a_button_pressed_too_late_leads_back_to_its_page(house: House, browser: Chromium) -> None:
    """The session ends before "submit": nothing is submitted, and signing in leads back to the button."""
    person = browser.person()
    sign_in(person, house, "demo-officer-a")
    person.go(f"{house.address}/write/announcement/")
    person.fill(**announcement(house.edition()))
    person.follow(".send button")
    page = person.run("location.pathname")
    sign_out_in_the_midst(person, house, "#submit")
    assert person.run("location.pathname") == page
    assert "초안" in person.run("document.querySelector('.state').textContent")
    person.run("document.getElementsByName('replace')[0]?.click()")  # where another test's version waits
    person.follow("#submit")
    assert "0\xa0/\xa02" in person.run("document.getElementById('missing').textContent")
