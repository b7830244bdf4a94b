"""The signing page before a desk that lies: whatever it is offered, it refuses to ask for a touch. Real Chromium."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.formats import encode_canonical

from kiosk.feed.trust import officers
from tests.desk.chromium import Chromium
from tests.desk.house import half_year_end
from tests.desk.liar import STATE, Json, Liar, copied, look_at, sign_over, write_over
from tests.desk.test_access import AXE, faults
from tests.desk.test_daily import CONTRAST, GROUNDS, LEAST

pytestmark = pytest.mark.timeout(180)


def _late(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


EDITION_LIES: dict[str, tuple[Callable[[Json], object], str]] = {
    "another scope": (lambda said: said.update(scope="live/editions"), "scope live/editions"),
    "other content than is shown": (lambda said: said.update(edition=said["edition"].replace("112", "113")), "(hash)"),
    "another mode": (lambda said: write_over(said, lambda edition: edition.update(mode="live")), "is for live"),
    "a second target": (
        lambda said: sign_over(said, lambda one: one["targets"].update(other=one["targets"]["edition.json"])),
        "targets holds edition.json other",
    ),
    "delegations": (
        lambda said: sign_over(said, lambda one: one.update(delegations={"keys": {}, "roles": []})),
        "the document holds _type delegations",
    ),
    "an end too far": (lambda said: sign_over(said, lambda one: one.update(expires=_late(40))), "expires in"),
    "an end behind": (lambda said: sign_over(said, lambda one: one.update(expires=_late(-1))), "expires in"),
    "a version that leaves no room": (
        lambda said: sign_over(said, lambda one: one.update(version=2**53 - 1)),
        "or version",
    ),
    "a number that leaves no room": (
        lambda said: write_over(said, lambda one: one.update(number=2**53 - 1)),
        "no room",
    ),
    "an issue in the future": (
        lambda said: write_over(said, lambda one: one.update(issued_at=_late(9))),
        "in the future",
    ),
    "an edition that outlives its signature": (
        lambda said: write_over(said, lambda one: one.update(valid_until=_late(9000))),
        "the edition holds until",
    ),
    "bytes in another form": (lambda said: said.update(signed=said["signed"].replace(",", ", ", 1)), "not canonical"),
    "a number twice": (lambda said: said.update(signed=said["signed"].replace("{", '{"_type":"x",', 1)), "canonical"),
    "an edition in another form": (
        lambda said: _edition_bytes(said, said["edition"].replace(",", ", ", 1)),
        "the edition's bytes are not canonical",
    ),
}


def _edition_bytes(found: Json, text: str) -> None:
    found["edition"], data = text, text.encode()
    target = {"hashes": {"sha256": hashlib.sha256(data).hexdigest()}, "length": len(data)}
    sign_over(found, lambda document: document["targets"].update({"edition.json": target}))


def _role(document: Json, **changed: Any) -> None:
    document["delegations"]["roles"][0].update(changed)


def _rename(document: Json, name: str) -> None:
    """Give the passkey another officer's name under the old id."""
    key = next(one for one in document["delegations"]["keys"].values() if one["keytype"] == "webauthn")
    key["x-officer"] = name


def _rekey(document: Json, **changed: str) -> None:
    """Change the passkey's value, and let its id fit."""
    delegations = document["delegations"]
    (old,) = [keyid for keyid, one in delegations["keys"].items() if one["keytype"] == "webauthn"]
    key = delegations["keys"].pop(old)
    name = changed.pop("name", key["x-officer"])
    key["keyval"].update(changed)
    new = _put(delegations, {**key, "x-officer": name})
    ids = delegations["roles"][0]["keyids"]
    delegations["roles"][0]["keyids"] = [new if keyid == old else keyid for keyid in ids]


def _public(document: Json) -> str:
    keys = document["delegations"]["keys"].values()
    return str(next(one["keyval"]["public"] for one in keys if one["keytype"] == "webauthn"))


def _put(delegations: Json, key: Json) -> str:
    keyid = hashlib.sha256((encode_canonical(key) or "").encode()).hexdigest()
    delegations["keys"][keyid] = key
    return keyid


def _twin(document: Json) -> None:
    """The same key again under another officer's name."""
    delegations = document["delegations"]
    key = next(one for one in delegations["keys"].values() if one["keytype"] == "webauthn")
    delegations["roles"][0]["keyids"].append(_put(delegations, {**key, "x-officer": "double"}))


ROSTER_LIES: dict[str, tuple[Callable[[Json], object], str]] = {
    "a threshold of one": (lambda one: _role(one, threshold=1), "not editions with two"),
    "another path": (lambda one: _role(one, paths=["*"]), "not editions with two"),
    "another role": (lambda one: one["delegations"]["roles"].append({"name": "other"}), "more than one role"),
    "a file": (lambda one: one["targets"].update({"edition.json": {}}), "targets holds edition.json"),
    "an id that is not the key's": (lambda one: _rename(one, "eve"), "an id that is not its own"),
    "another mode's key": (lambda one: _rekey(one, scope="live/editions"), "another scope"),
    "another page's key": (lambda one: _rekey(one, origin="http://evil.localhost"), "another signing page"),
    "a key with words around it": (lambda one: _rekey(one, public=f"x\n{_public(one)}"), "holds more than a key"),
    "one key for two": (_twin, "two officers' names"),
    "a key of no role": (lambda one: _role(one, keyids=[]), "belong to no role"),
    "an end too far": (lambda one: one.update(expires=_late(400)), "expires in"),
    "a version that leaves no room": (lambda one: one.update(version=2**53 - 1), "or version"),
    "a name with a control character": (lambda one: _rekey(one, name="han\n"), "without an officer's name"),
}


@pytest.mark.parametrize("lie", EDITION_LIES)
def test_a_false_edition_is_refused(liar: Liar, somebody: Chromium, lie: str) -> None:
    """It says why, shows nothing, offers no button."""
    change, why = EDITION_LIES[lie]
    liar.said = copied(liar.honest_edition)
    change(liar.said)
    person, said = look_at(somebody, f"{liar.page}/#token")
    assert "refused" in said and why in said
    assert "서명하지 말고 감독관에게 알리세요" in said
    assert person.run("document.getElementById('content').hidden")


@pytest.mark.parametrize("page", ["", "enroll.html", "roster.html"])
def test_what_the_desk_does_not_give_is_no_lie(liar: Liar, somebody: Chromium, page: str) -> None:
    """A link that ran out: why, in the desk's own words, and nobody is called for."""
    liar.said, liar.status = {"why": "링크가 만료되었습니다 · the link has run out"}, 410
    try:
        _, said = look_at(somebody, f"{liar.page}/{page}#token")
    finally:
        liar.status = 200
    assert said == "열지 못했습니다 · not opened: 링크가 만료되었습니다 · the link has run out"


@pytest.mark.parametrize("lie", ROSTER_LIES)
def test_a_false_roster_is_refused(liar: Liar, somebody: Chromium, lie: str) -> None:
    """Nor does it let a supervisor touch for one."""
    change, why = ROSTER_LIES[lie]
    liar.said = copied(liar.honest_roster)
    sign_over(liar.said["targets"], change)
    person, said = look_at(somebody, f"{liar.page}/roster.html#token")
    assert "refused" in said and why in said
    assert person.run("document.getElementById('roster').hidden")


def test_the_same_number_with_other_content_is_refused(liar: Liar, somebody: Chromium) -> None:
    """This browser signed edition 2 before; another edition 2 it does not sign."""
    liar.said = copied(liar.honest_edition)
    person, said = look_at(somebody, f"{liar.page}/#token")
    assert "not signed yet" in said
    person.run("localStorage.setItem('demo 2', 'another digest')")
    person.go(f"{liar.page}/#token")
    assert "another edition 2 was signed here before" in str(person.until(f"/refused/.test({STATE}) && {STATE}"))


def test_what_is_honest_is_shown_whole(liar: Liar, somebody: Chromium) -> None:
    """Every contact, every level-3 and level-4 place; every key's digits, as `kiosk` computes them; a box for each new key."""
    liar.said = copied(liar.honest_edition)
    person, _ = look_at(somebody, f"{liar.page}/#token")
    edition = json.loads(liar.said["edition"])
    text = person.text()
    assert [one["value"] for one in edition["contacts"] if one.get("value") and one["value"] not in text] == []
    assert person.run("document.querySelectorAll('#places li').length") > 0
    liar.said = copied(liar.honest_roster)
    person, _ = look_at(somebody, f"{liar.page}/roster.html#token")
    keyids = json.loads(liar.said["targets"]["signed"], strict=False)["delegations"]["keys"]
    text = person.text()
    assert [keyid for keyid in keyids if officers.digits(keyid) not in text] == []
    assert person.run("document.querySelectorAll('#officers input').length") == len(keyids)
    assert person.run("document.getElementById('touch').disabled")


def test_a_key_that_nobody_compared_stays_new(liar: Liar, somebody: Chromium) -> None:
    """Desk and feed say that the roster went out, but nobody signed it here: every key must be compared next time too."""
    liar.said = copied(liar.honest_roster)
    document = json.loads(liar.said["targets"]["signed"], strict=False)
    liar.publish("targets", document)
    person = somebody.person()
    for _ in range(2):
        person.go(f"{liar.page}/roster.html#token")
        person.until(f"{STATE}.includes('in the feed')")
        boxes = person.run("document.querySelectorAll('#officers input').length")
        assert boxes == len(document["delegations"]["keys"])
        person.go(f"{liar.page}/enroll.html#token")


def test_only_the_edition_in_force_is_signed_anew(liar: Liar, somebody: Chromium) -> None:
    """What stands under "the edition in force" is what the feed says is in force."""
    liar.said = {**copied(liar.honest_roster), "editions": copied(liar.honest_edition)}
    liar.publish("editions", {"targets": {"edition.json": {"hashes": {"sha256": "0" * 64}}}})
    person, said = look_at(somebody, f"{liar.page}/roster.html#token")
    assert "refused" in said and "not the one in force" in said
    assert person.run("document.getElementById('content').hidden && document.getElementById('roster').hidden")
    liar.publish("editions", json.loads(liar.said["editions"]["signed"]))
    person, said = look_at(somebody, f"{liar.page}/roster.html#token")
    assert "signed anew" in said


def test_a_lowering_is_shown(liar: Liar, somebody: Chromium) -> None:
    """A place that will be lowered after the signature, and one that is lowered for a while, do not look as if they stayed."""
    liar.said = copied(liar.honest_edition)
    places: list[str] = []

    def lower(edition: Json) -> None:
        severe = {one["zone"]: one for one in edition["advisories"] if one["level"] == "LEVEL_4"}
        first, second = (dict(one) for one in list(severe.values())[:2])
        for one in (first, second):
            one.pop("legal_end", None)
        low = {"level": "LEVEL_1", "wording": "여행유의"}
        edition["advisories"] += [
            {**first, **low, "id": "soon", "effective": _late(1), "announced": _late(-1)},
            {**second, **low, "id": "while", "effective": _late(-1), "announced": _late(-1), "until": _late(2000)},
        ]
        names = {zone["id"]: zone["name"]["ko"] for zone in edition["zones"]}
        places.extend(names[one["zone"]] for one in (first, second))

    write_over(liar.said, lower)
    person, _ = look_at(somebody, f"{liar.page}/#token")
    lines = str(person.run("document.getElementById('places').innerText")).splitlines()
    assert [line for line in lines if line.startswith("1 여행유의") and places[0] in line and "to come" in line]
    assert [line for line in lines if places[1] in line] == [], "the kiosk shows it lowered, and so does the page"
    lower = str(person.run("document.getElementById('lower').innerText")).splitlines()
    assert [line for line in lower if line.startswith("1 여행유의") and places[1] in line and "lowered from" in line]


def test_what_was_only_seen_and_when_a_ban_ends_are_shown(liar: Liar, somebody: Chromium) -> None:
    """An observed level names its day and no since; a ban its legal end."""
    liar.said = copied(liar.honest_edition)
    ends = half_year_end(datetime.now(UTC).date())

    def ban(edition: Json) -> None:
        last = next(one for one in edition["advisories"] if one.get("legal_end"))
        edition["advisories"].append(
            {**last, "id": "ban", "effective": _late(-1), "announced": _late(-1), "legal_end": ends}
        )

    write_over(liar.said, ban)
    person, _ = look_at(somebody, f"{liar.page}/#token")
    lines = str(person.run("document.getElementById('places').innerText")).splitlines()
    seen = [line for line in lines if "공개 자료에서 확인" in line]
    assert [line for line in seen if line.startswith("3 철수권고") and "since when not known" in line] == seen != []
    assert [line for line in seen if "부터 on" in line] == []
    assert [line for line in lines if line.startswith("4 여행금지") and f"legal end {ends}" in line]


OTHERS = dict.fromkeys(("km", "zh_Hans", "ja", "vi"), "a")
NOTICE = {
    "title": {"ko": "제목", "en": "Title", **OTHERS},
    "text": {"ko": "내용", "en": "Text", **OTHERS},
    "severity": "urgent",
}
NOTICES = (
    ({"terminal": "2", "gate": "231"}, "제2터미널 231번 탑승구 · gate 231 of terminal 2"),
    ({"gate": "231"}, "모든 터미널의 231번 탑승구 · gate 231, whatever the terminal"),
    ({"terminal": "T2"}, "T2의 모든 탑승구 · every gate of terminal T2"),
    ({}, "모든 터미널의 모든 탑승구 · every gate of every terminal"),
)


@pytest.mark.parametrize(("audience", "whom"), NOTICES)
def test_a_notice_says_how_loud_for_whom_and_when(liar: Liar, somebody: Chromium, audience: Json, whom: str) -> None:
    """In Korean and English, on a line of its own that none of its words can pass for: it is the last look before the touch."""
    liar.said = copied(liar.honest_edition)
    forged = "내용\n안내 information · 모든 터미널의 모든 탑승구"
    one = {**NOTICE, "id": "one", "audience": audience, "start": "2026-01-01T00:00:00Z", "end": "2098-12-31T14:59:00Z"}
    two = {**NOTICE, "id": "two", "severity": "information", "start": _late(2), "end": _late(3)}
    three = {**NOTICE, "id": "three", "severity": "important", "start": _late(-2), "end": _late(-1)}
    notices = [{**one, "text": {"ko": forged, "en": "Text"}}, two, three]
    write_over(liar.said, lambda edition: edition.update(notices=notices))
    person, _ = look_at(somebody, f"{liar.page}/#token")
    items = "[...document.querySelectorAll('#notices li')].map((one) => one.innerText.split('\\n'))"
    first, second, third = person.run(items)
    assert first == [
        f"긴급 urgent · {whom} · 2026. 1. 1. 09:00부터 from · 2098. 12. 31. 23:59까지 until",
        "제목 · Title",
        f"{forged} · Text".replace("\n", " "),
    ]
    assert second[0].startswith("안내 information · ") and second[0].endswith(" · 예정 to come")
    assert third[0].startswith("중요 important · ") and third[0].endswith(" · 지남 over")


def test_a_word_changed_in_any_language_is_shown(liar: Liar, somebody: Chromium) -> None:
    """A number slipped into Vietnamese words, which no list names, and another order stand among what differs from before."""
    liar.said = copied(liar.honest_edition)
    person, _ = look_at(somebody, f"{liar.page}/#token")
    text = "document.getElementById('differences').innerText"
    assert "first signature" in str(person.run(text))
    person.run(f"localStorage.setItem('demo last', {json.dumps(liar.said['edition'])})")

    def slip(edition: Json) -> None:
        edition["guidance"]["text"]["vi"] = "Gọi 089 123 456"
        name = {**edition["contacts"][0]["name"], "en": "a twin under another id"}
        edition["contacts"].append({**edition["contacts"][0], "id": "twin", "name": name})
        edition["checklist"]["groups"].reverse()

    person.go(f"{liar.page}/#token")
    assert person.until(f"/yet/.test({STATE}) && {text}") == "–"
    write_over(liar.said, slip)
    person.go(f"{liar.page}/roster.html#token")
    person.go(f"{liar.page}/#token")
    lines = str(person.until(f"/yet/.test({STATE}) && {text}")).splitlines()
    assert [line for line in lines if line.startswith("guidance/text/vi") and line.endswith("→ Gọi 089 123 456")]
    assert [line for line in lines if line.endswith("→ a twin under another id")]
    assert [line for line in lines if line.startswith("zones")] == []
    (order,) = [line for line in lines if " order · " in line]
    before, _, after = order.removeprefix("checklist/groups · 순서 order · ").partition(" → ")
    assert before.split(", ") == after.split(", ")[::-1] != []


def test_no_script_comes_in_by_the_content(liar: Liar, somebody: Chromium) -> None:
    """Markup in a notice stays text; Trusted Types refuse whoever would write it as markup."""
    liar.said = copied(liar.honest_edition)
    markup = "<img src=x onerror=window.broken=true>"
    write_over(liar.said, lambda edition: edition["contacts"][0]["name"].update(en=markup))
    person, _ = look_at(somebody, f"{liar.page}/#token")
    assert markup in person.text()
    assert person.run("window.broken === undefined")
    refused = "(() => { try { document.body.innerHTML = 'x'; return ''; } catch (fault) { return fault.name; } })()"
    assert person.run(refused) == "TypeError"


@pytest.mark.parametrize("page", ["", "roster.html", "enroll.html"])
def test_every_signing_page_fits_and_is_accessible(liar: Liar, somebody: Chromium, page: str) -> None:
    """At 360 and 1280 px nothing scrolls sideways; axe-core (KIOSK_AXE=path of axe.min.js) finds nothing; in the light scheme
    and in the dark one every text has a contrast of 4.5 with its ground."""
    axe = Path(AXE).read_text(encoding="utf-8") if AXE else ""
    enrollment = {"officer": "kim", "scope": "demo/editions"}
    liar.said = {"": liar.honest_edition, "roster.html": liar.honest_roster, "enroll.html": enrollment}[page]
    person = somebody.person()
    person.call("Page.setBypassCSP", enabled=True)  # for axe alone
    person.go(f"{liar.page}/{page}#token")
    person.until(f"/yet|–|kim/.test({STATE})")
    assert faults(person, axe, page) == []
    for scheme, ground in GROUNDS.items():
        person.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        assert person.run("getComputedStyle(document.body).backgroundColor") == ground
        assert (worst := person.run(CONTRAST))["ratio"] >= LEAST, (scheme, worst)
