"""Every page for everybody: axe-core where it is at hand, and nothing wider than a small phone or a desk's screen, in both
languages."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.desk.chromium import Chromium, Person
from tests.desk.house import House
from tests.desk.test_fleet import Box
from tests.desk.test_journey import sign_in
from tests.desk.test_shown_around import link_of

pytestmark = pytest.mark.timeout(240)
AXE = os.environ.get("KIOSK_AXE", "")
PAGES = (
    "/", "/versions/", "/versions/1/", "/write/announcement/", "/write/notice/", "/audit/", "/ministry/", "/people/", "/me/",
    "/kiosks/", "/kiosks/?needs=1",
    "/texts/", "/texts/signs/", "/texts/signs/order/", "/texts/signs/pay-too-high/", "/texts/contacts/embassy-main/",
    "/texts/corrections/new/", "/history/zones/KH-12/", "/compare/", "/audit/?at=2025-12-04T16:05",
    "/account/2fa/", "/account/2fa/webauthn/add/", "/account/sessions/", "/account/password/change/",
    "/account/logout/", "/me/name/", "/nothing/", "/versions/?state=draft", "/account/2fa/reauthenticate/",
)  # fmt: skip


WIDTHS = (360, 1280)


def test_every_page_fits_and_is_accessible(house: House, browser: Chromium) -> None:
    """On a phone and at a desk nothing scrolls sideways; axe-core (KIOSK_AXE=path of axe.min.js) finds nothing, in the light
    scheme and in the dark one."""
    axe = Path(AXE).read_text(encoding="utf-8") if AXE else ""
    author = house.officer("a")
    path = author.write()
    preview = link_of(house, author, path)
    author.post(f"{path}note/", note="봐 주세요")
    author.post(f"{path}submit/", replace="on")
    told, waits = Box(house).admitted(author, house.officer("b")), Box(house)
    assert (told.post(told.said()), waits.post(waits.said())) == (200, 403)
    person = browser.person()
    found = []
    for page in ("/account/login/", "/account/password/reset/", preview):
        person.go(f"{house.address}{page}")
        found += faults(person, axe, page)
    sign_in(person, house, "demo-officer-b")
    for language in ("ko", "en"):
        dark = {"name": "prefers-color-scheme", "value": "dark" if language == "en" else "light"}
        person.call("Emulation.setEmulatedMedia", features=[dark])
        for page in (*PAGES, f"/kiosks/{told.code}/", path):
            person.go(f"{house.address}{page}")
            assert person.run("document.documentElement.lang") == language
            found += faults(person, axe, f"{page} {language}")
        person.go(f"{house.address}/write/notice/")
        person.follow(".send button")
        found += faults(person, axe, f"errors {language}")
        if language == "ko":
            person.follow("button[value=en]")
    assert found == []


def faults(person: Person, axe: str, page: str, widths: Sequence[int] = WIDTHS) -> list[str]:
    """What is too wide at each width, and what axe-core finds (with its source)."""
    found = []
    for width in widths:
        person.widen(width)
        wide = person.run("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{page}: {wide} px wide at {width}")
        if axe:
            person.run(axe + ";1")
            told = json.loads(person.run("axe.run().then((found) => JSON.stringify(found.violations))"))
            found += [f"{page} at {width}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in told]
    return found
