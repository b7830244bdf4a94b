"""What an edition must hold before anyone may see it: each rule refuses, says where, and says so beside the others."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.domain.edition import Edition
from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.feed.document import validation
from kiosk.feed.document.broken import Faulty
from kiosk.feed.document.edition_json import read

Json = dict[str, Any]
BUNDLED = Path(__file__).parents[3].joinpath("assets/edition/edition.json").read_bytes()


def document() -> Json:
    """The bundled edition as JSON, its own copy every time."""
    found: Json = json.loads(BUNDLED)
    return found


def edition(found: Json) -> Edition:
    """The edition in a document of good form, sensible or not."""
    return read(json.dumps(found).encode(), sensible=False)


def faults(found: Json) -> list[tuple[str, str]]:
    """Every rule the document breaks."""
    return [(fault.place, fault.text) for fault in validation.faults(edition(found))]


def the_fault(found: Json) -> tuple[str, str]:
    """The only rule the document breaks."""
    (fault,) = faults(found)
    return fault


def by_id(found: Json, part: str, name: str) -> Json:
    """The member of that list with that id."""
    one: Json = next(one for one in found[part] if one["id"] == name)
    return one


def where(found: Json, part: str, name: str) -> str:
    """The place of the member of that list with that id."""
    return f"{part}[{[one['id'] for one in found[part]].index(name)}]"


def notice(severity: str, *locales: str) -> Json:
    """A notice of one day in those languages."""
    words = dict.fromkeys(locales, "알림")
    span = {"start": "2026-07-01T00:00:00Z", "end": "2026-07-02T00:00:00Z"}
    return {"id": "n1", "severity": severity, "title": words, "text": words, **span}


def text_paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths of every text of six languages in a document."""
    if isinstance(value, dict) and set(value) >= set(REQUIRED):
        return [path]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in text_paths(inner, (*path, key))]


TEXTS = text_paths(document())


def test_the_bundled_edition_makes_sense() -> None:
    """An edition as we ship it breaks no rule."""
    assert faults(document()) == []


def test_reading_refuses_what_makes_no_sense() -> None:
    """Reading an edition applies these rules and refuses with their faults; only on request are they left out."""
    found = document() | {"advisories": []}
    with pytest.raises(Faulty) as caught:
        read(json.dumps(found).encode())
    assert list(caught.value.faults) == validation.faults(edition(found))


def test_faults_are_said_all_at_once() -> None:
    """Broken rules of every part are reported together."""
    found = document()
    found["zones"] = [zone for zone in found["zones"] if zone["id"] != "KH-23"]
    found["contacts"] = []
    found["checklist"]["signs"] = []
    found["guidance"]["text"].pop("vi")
    said = {place for place, _ in faults(found)}
    assert {"zones", "contacts", "checklist.signs", "guidance.text"} <= said


# Zones ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 26))
def test_each_of_the_25_divisions_is_needed(number: int) -> None:
    """An edition that lacks any one of Cambodia's 25 divisions is refused and the division is named."""
    found = document()
    found["zones"] = [zone for zone in found["zones"] if zone["id"] != f"KH-{number}"]
    found["advisories"] = [one for one in found["advisories"] if one["zone"] != f"KH-{number}"]
    assert ("zones", f"KH-{number} missing; every division of the country is needed") in faults(found)


def test_a_division_of_another_kind_does_not_count() -> None:
    """A zone called KH-12 that is no division does not stand for Phnom Penh."""
    found = document()
    by_id(found, "zones", "KH-12")["kind"] = "band"
    assert the_fault(found) == ("zones", "KH-12 missing; every division of the country is needed")


def test_a_zone_stands_once() -> None:
    """Two zones of one id are refused."""
    found = document()
    found["zones"].append(by_id(found, "zones", "poipet"))
    assert the_fault(found) == ("zones", "the id 'poipet' stands twice; ids are unique")


@pytest.mark.parametrize(
    ("zone", "parent"),
    [("poipet", "KH"), ("poipet", "bokor"), ("KH-1", "rest-KH"), ("thai-border-50km", "KH-1"), ("rest-KH", "KH-2")],
)
def test_a_zone_lies_where_its_kind_may(zone: str, parent: str) -> None:
    """A locality lies in a division; a division, a band and the rest lie in a country."""
    found = document()
    by_id(found, "zones", zone)["parent"] = parent
    place, what = the_fault(found)
    assert place == f"{where(found, 'zones', zone)}.parent"
    assert parent in what


@pytest.mark.parametrize("zone", ["KH-1", "poipet", "thai-border-50km", "rest-KH"])
def test_a_zone_has_a_parent(zone: str) -> None:
    """Every zone but a country lies in another."""
    found = document()
    del by_id(found, "zones", zone)["parent"]
    assert the_fault(found)[0] == f"{where(found, 'zones', zone)}.parent"


def test_a_zone_names_only_zones_that_are_there() -> None:
    """A band that covers, or a locality that lies in, a zone the edition lacks is refused."""
    found = document()
    by_id(found, "zones", "thai-border-50km")["covers"]["KH-99"] = "part"
    by_id(found, "zones", "poipet")["bands"].append("lao-border-50km")
    said = dict(faults(found))
    assert "KH-99" in said[f"{where(found, 'zones', 'thai-border-50km')}.covers"]
    assert "lao-border-50km" in said[f"{where(found, 'zones', 'poipet')}.bands"]


def test_the_rest_of_the_country_is_needed() -> None:
    """An edition without the rest of Cambodia, which every screen takes for granted, is refused."""
    found = document()
    found["zones"] = [zone for zone in found["zones"] if zone["kind"] != "rest"]
    found["advisories"] = [one for one in found["advisories"] if one["zone"] != "rest-KH"]
    assert the_fault(found) == ("zones", "no rest of KH; every country needs one")


def test_the_rest_of_the_country_stands_once() -> None:
    """Two rests of one country would each decide, and are refused."""
    found = document()
    found["zones"].append({**by_id(found, "zones", "rest-KH"), "id": "rest-2"})
    assert the_fault(found) == ("zones", "2 rests of KH; every country has one")


def test_the_country_itself_is_needed() -> None:
    """An edition of another country than Cambodia is refused."""
    found = document()
    by_id(found, "zones", "KH")["id"] = "TH"
    assert ("zones", "KH missing; the country itself is needed") in faults(found)


def test_the_rest_of_another_country_stands_behind() -> None:
    """A second country may come with its rest, behind Cambodia's: the screens' "everywhere else" is Cambodia's."""
    found = document()
    country = {**by_id(found, "zones", "KH"), "id": "LA"}
    rest = {**by_id(found, "zones", "rest-KH"), "id": "rest-LA", "parent": "LA"}
    assert faults(found | {"zones": [*found["zones"], country, rest]}) == []
    assert the_fault(found | {"zones": [country, rest, *found["zones"]]}) == (
        "zones",
        "the rest of KH does not stand before the others",
    )


# Levels and advisories ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["LEVEL_1", "LEVEL_2", "SPECIAL", "LEVEL_3", "LEVEL_4"])
def test_every_level_needs_its_name(level: str) -> None:
    """An edition that cannot name a level is refused, even if no advisory has that level today."""
    found = document()
    found["levels"] = [entry for entry in found["levels"] if entry["level"] != level]
    found["advisories"] = [one for one in found["advisories"] if one["level"] != level]
    assert the_fault(found) == ("levels", f"{level} missing; every level needs its name")


def test_only_the_travel_ban_carries_a_penalty() -> None:
    """Level 4 must say its penalty and no other level may."""
    found = document()
    index = [entry["level"] for entry in found["levels"]].index("LEVEL_4")
    found["levels"][0]["penalty"] = found["levels"][index].pop("penalty")
    wrong = "only level 4 carries a penalty, and it must say so"
    assert faults(found) == [("levels[0].penalty", wrong), (f"levels[{index}].penalty", wrong)]


def test_a_wording_of_a_level_stands_once() -> None:
    """Two names for one wording of one level are refused."""
    found = document()
    found["levels"].append(found["levels"][0])
    assert the_fault(found)[0] == "levels"


def test_at_least_one_advisory_is_needed() -> None:
    """An edition without any advisory is refused, not shown as an all-clear."""
    assert the_fault(document() | {"advisories": []}) == ("advisories", "is empty; at least one advisory is needed")


def test_an_advisory_names_a_zone_that_is_there() -> None:
    """An advisory for a zone the edition lacks would be shown nowhere, and is refused."""
    found = document()
    found["advisories"][3]["zone"] = "KH-99"
    assert the_fault(found)[0] == "advisories[3].zone"


def test_an_advisory_never_names_a_country() -> None:
    """A country has no ground of its own, so that a level for it would decide nothing: the rest must be named."""
    found = document()
    found["advisories"][3]["zone"] = "KH"
    assert the_fault(found)[0] == "advisories[3].zone"


@pytest.mark.parametrize("until", ["2025-07-25T03:00:00Z", "2025-07-24T00:00:00Z"])
def test_an_advisory_ends_after_it_begins(until: str) -> None:
    """An advisory that ends when it begins, or before, is refused."""
    found = document()
    found["advisories"][0]["until"] = until
    assert the_fault(found) == ("advisories[0].until", "is not after effective")


@pytest.mark.parametrize("wording", ["철수 권고", "여행금지", "Leave advised"])
def test_an_advisory_is_worded_as_a_level_is_named(wording: str) -> None:
    """An advisory whose wording its level does not have would be shown under another name, and is refused."""
    found = document()
    place = where(found, "advisories", "2026-06-30-sihanoukville-city")
    by_id(found, "advisories", "2026-06-30-sihanoukville-city")["wording"] = wording
    assert the_fault(found) == (f"{place}.wording", f"{wording!r} is not named under levels for LEVEL_3")


def test_an_advisory_stands_once() -> None:
    """Two advisories of one id are refused."""
    found = document()
    found["advisories"].append(found["advisories"][0])
    assert the_fault(found)[0] == "advisories"


@pytest.mark.parametrize("url", ["http://www.0404.go.kr", "www.0404.go.kr", "https://", "https://[", "https://a@b.kr"])
def test_a_source_is_an_https_address(url: str) -> None:
    """The address of an announcement is https, with a host and nobody's name before it, or is left out."""
    found = document()
    found["advisories"][0]["source"]["url"] = url
    assert the_fault(found) == ("advisories[0].source.url", "is not an https address")


# Languages ------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(TEXTS), st.sampled_from(REQUIRED), st.sampled_from([None, " ", "\u200b", "\n", "\u3000"]))
@settings(deadline=None)
def test_every_text_needs_six_languages(path: tuple[str | int, ...], locale: str, blank: str | None) -> None:
    """A text that lacks a language, or holds nothing that can be seen in it, is refused with its place; of a severe level's
    advisory only Korean and English are wanted.
    """
    found = document()
    text = found
    if path[0] == "advisories":
        severe = found["advisories"][path[1]]["level"] in ("SPECIAL", "LEVEL_3", "LEVEL_4")
        assume(not severe or locale in ("ko", "en"))
    for step in path:
        text = text[step]  # type: ignore[index]  # a path through lists and objects
    if blank is None:
        del text[locale]
    else:
        text[locale] = blank
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    assert the_fault(found) == (place, f"no text in {locale}; every text needs all six languages")


def test_texts_of_every_part_are_judged() -> None:
    """The rule of six languages reaches every part of the edition that has words."""
    parts = {str([step for step in path if isinstance(step, str)]) for path in TEXTS}
    assert parts == {
        *("['zones', 'name']", "['levels', 'name']", "['levels', 'plan']", "['levels', 'there']"),
        *("['levels', 'penalty']", "['advisories', 'reason']", "['advisories', 'exceptions']"),
        *("['advisories', 'source', 'publisher']", "['checklist', 'groups', 'title']"),
        *("['checklist', 'groups', 'short']", "['checklist', 'signs', 'text']", "['checklist', 'signs', 'why']"),
        *(f"['checklist', 'verdicts', '{one}', 'headline']" for one in ("stop", "check", "none")),
        *(f"['checklist', 'verdicts', '{one}', 'act']" for one in ("stop", "check", "none")),
        *(f"['checklist', 'verdicts', '{one}', 'detail']" for one in ("stop", "check", "none")),
        *("['contacts', 'name']", "['contacts', 'hours']", "['guidance', 'text']"),
        *("['contacts', 'short']", "['zones', 'short']"),
    }


# Notices and corrections ----------------------------------------------------------------------------------------------


def test_an_urgent_notice_may_do_with_korean_and_english() -> None:
    """What cannot wait for translators may go out in Korean and English."""
    assert faults(document() | {"notices": [notice("urgent", "ko", "en")]}) == []


@pytest.mark.parametrize("lacking", ["ko", "en"])
def test_an_urgent_notice_needs_korean_and_english(lacking: str) -> None:
    """Even an urgent notice needs both Korean and English, and says nothing of the others."""
    speaking = [code for code in ("ko", "en", "vi") if code != lacking]
    said = faults(document() | {"notices": [notice("urgent", *speaking)]})
    assert [place for place, _ in said] == ["notices[0].title", "notices[0].text"]
    assert {what.split(";")[0] for _, what in said} == {f"no text in {lacking}"}


@pytest.mark.parametrize("severity", ["information", "important"])
def test_any_other_notice_needs_six_languages(severity: str) -> None:
    """A notice that is not urgent waits for its translations."""
    said = faults(document() | {"notices": [notice(severity, "ko", "en")]})
    assert [place for place, _ in said] == ["notices[0].title", "notices[0].text"]


def test_a_notice_ends_after_it_starts() -> None:
    """A notice that ends when it starts would never be shown, and is refused."""
    wrong = notice("important", *LOCALES) | {"end": "2026-07-01T00:00:00Z"}
    assert the_fault(document() | {"notices": [wrong]}) == ("notices[0].end", "is not after start")


def test_a_sample_is_never_published() -> None:
    """A notice made for a picture is refused in an edition."""
    assert the_fault(document() | {"notices": [notice("important", *LOCALES) | {"sample": True}]})[0] == (
        "notices[0].sample"
    )


def test_a_notice_stands_once() -> None:
    """Two notices of one id are refused."""
    assert the_fault(document() | {"notices": [notice("important", *LOCALES)] * 2})[0] == "notices"


def test_a_correction_speaks_six_languages_and_has_a_span() -> None:
    """A correction lacking a language, without a span or standing twice is refused."""
    words = dict.fromkeys(LOCALES, "정정")
    span = {"start": "2026-07-02T00:00:00Z", "end": "2026-07-01T00:00:00Z"}
    wrong = {"id": "c1", "wrong": words, "right": {**words, "km": " "}, **span}
    said = [place for place, _ in faults(document() | {"corrections": [wrong, {**wrong, "right": words}]})]
    assert sorted(said) == ["corrections", "corrections[0].end", "corrections[0].right", "corrections[1].end"]


# The checklist --------------------------------------------------------------------------------------------------------


def test_an_empty_checklist_is_a_fault() -> None:
    """A checklist without signs would read as an all-clear, and is refused."""
    found = document()
    found["checklist"]["signs"] = []
    assert the_fault(found)[0] == "checklist.signs"


@pytest.mark.parametrize("group", ["offer", "recruiter", "trip", "arrival"])
def test_a_group_without_signs_is_a_fault(group: str) -> None:
    """A page of the checklist that came without its signs is refused."""
    found = document()
    found["checklist"]["signs"] = [sign for sign in found["checklist"]["signs"] if sign["group"] != group]
    place = f"checklist.groups[{['offer', 'recruiter', 'trip', 'arrival'].index(group)}]"
    assert the_fault(found) == (place, f"the group {group!r} has no signs")


def test_a_sign_belongs_to_a_group() -> None:
    """A sign of a group that is not there would be on no page, and is refused."""
    found = document()
    found["checklist"]["signs"][7]["group"] = "other"
    assert the_fault(found) == ("checklist.signs[7].group", "'other' is not in groups")


@pytest.mark.parametrize("part", ["signs", "groups"])
def test_signs_and_groups_stand_once(part: str) -> None:
    """Two signs, or two groups, of one id are refused."""
    found = document()
    found["checklist"][part].append(found["checklist"][part][0])
    assert the_fault(found)[0] == f"checklist.{part}"


@pytest.mark.parametrize("finding", ["stop", "check", "none"])
def test_every_finding_needs_its_words(finding: str) -> None:
    """A checklist that could come to a finding it has no words for is refused."""
    found = document()
    del found["checklist"]["verdicts"][finding]
    assert the_fault(found) == (f"checklist.verdicts.{finding}", "is missing; every finding needs its words")


# Contacts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("contact", "role"), [("embassy-main", "embassy"), ("consular-call-center", "call-centre")])
def test_a_phone_of_embassy_and_call_centre_is_needed(contact: str, role: str) -> None:
    """An edition without a phone number for the embassy or for the call centre is refused."""
    found = document()
    found["contacts"] = [one for one in found["contacts"] if one["id"] != contact]
    assert the_fault(found) == ("contacts", f"no phone for {role}; at least one is needed")


def test_the_safety_site_is_needed() -> None:
    """An edition without the ministry's safety site, on which Help stands, is refused: it stopped every screen."""
    found = document()
    found["contacts"] = [one for one in found["contacts"] if one["role"] != "safety-site"]
    assert the_fault(found) == ("contacts", "no web for safety-site; at least one is needed")


@pytest.mark.parametrize("kind", ["phone", "short", "chat", "name"])
def test_the_safety_site_is_a_site(kind: str) -> None:
    """A contact of role safety-site is a web page; the screens take the first for one."""
    found = document()
    found["contacts"].insert(0, {**by_id(found, "contacts", "safety-site"), "id": "other", "kind": kind})
    assert the_fault(found) == ("contacts[0].kind", "a contact of role safety-site is of kind web")


@pytest.mark.parametrize(
    "value",
    [
        *("+8552321190", "+85523211900123", "02-3210-0404", "+82-2-3210-0404", "82232100404", "+82 2 3210 0404"),
        *("tel:112", "", "+", "+999123456789", "+8210000", "+٨٢٢٣٢١٠٠٤٠٤"),
    ],
)
def test_a_phone_is_a_valid_number_in_e164(value: str) -> None:
    """A phone that cannot be dialled from abroad exactly as it stands is refused."""
    found = document()
    by_id(found, "contacts", "consular-call-center")["value"] = value
    assert (
        f"{where(found, 'contacts', 'consular-call-center')}.value",
        f"{value!r} is not a valid phone number in E.164",
    ) == the_fault(found)


@pytest.mark.parametrize("value", ["112", "117", "+82112", "+855117"])
def test_a_short_number_is_no_phone(value: str) -> None:
    """112 and 117 cannot be given as a phone, with or without a country before them: nobody could reach them so."""
    found = document()
    by_id(found, "contacts", "embassy-main").update(value=value, printed=value)
    assert the_fault(found)[0] == f"{where(found, 'contacts', 'embassy-main')}.value"


@pytest.mark.parametrize("change", [{"value": "+82112"}, {"value": ""}, {"value": "1121121"}, {"country": ""}])
def test_a_short_number_is_digits_with_their_country(change: Json) -> None:
    """A short number is up to six digits and says in which country it works."""
    found = document()
    one = by_id(found, "contacts", "korean-police")
    one.update(change)
    if not one["country"]:
        del one["country"]
    assert the_fault(found)[0] == f"{where(found, 'contacts', 'korean-police')}.value"


@pytest.mark.parametrize("value", ["http://www.0404.go.kr", "www.0404.go.kr", "javascript:alert(1)", "https://["])
def test_a_site_is_an_https_address(value: str) -> None:
    """The address behind the ministry's QR is https with a host."""
    found = document()
    by_id(found, "contacts", "safety-site")["value"] = value
    assert the_fault(found)[0] == f"{where(found, 'contacts', 'safety-site')}.value"


@pytest.mark.parametrize(
    ("contact", "change"),
    [
        ("consular-chat-wechat", {"value": "", "printed": ""}),
        ("consular-chat-wechat", {"service": ""}),
        ("cambodian-police-chat", {"value": "+855979", "printed": "+855-979"}),
        ("joint-team", {"value": "+82232100404"}),
    ],
    ids=["no-handle", "no-service", "no-number", "number-under-a-name"],
)
def test_chats_and_names_hold_what_their_kind_says(contact: str, change: Json) -> None:
    """A chat has a service and a handle or a real number; a name without number has no value."""
    found = document()
    by_id(found, "contacts", contact).update(change)
    assert the_fault(found)[0] == f"{where(found, 'contacts', contact)}.value"


@pytest.mark.parametrize(
    ("contact", "printed"),
    [
        ("embassy-main", "+855-23-211-901"),
        ("embassy-main", "023-211-900"),
        ("consular-call-center", "+82-2-3210-0404 / +855-10-000-000"),
        ("korean-police", "113"),
        ("cambodian-police-chat", "+855-979-117-118"),
        ("consular-chat-wechat", "KoreaMofa2"),
        ("safety-site", "www.0404.co.kr"),
        ("safety-site", "0404.go.kr"),
    ],
)
def test_what_is_printed_is_what_is_dialled(contact: str, printed: str) -> None:
    """The number, handle or domain in print beside a QR is the one the QR carries."""
    found = document()
    by_id(found, "contacts", contact)["printed"] = printed
    assert the_fault(found)[0] == f"{where(found, 'contacts', contact)}.printed"


def test_a_contact_stands_once() -> None:
    """Two contacts of one id are refused."""
    found = document()
    found["contacts"].append(found["contacts"][0])
    assert the_fault(found)[0] == "contacts"


# Dates ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "value", "what"),
    [
        ("valid_until", "2026-06-30T09:00:00Z", "is not after issued_at"),
        ("valid_until", "2026-06-29T09:00:00Z", "is not after issued_at"),
        ("valid_until", "2026-07-31T09:00:01Z", "is more than 31 days after issued_at"),
        ("attested_at", "2026-06-30T09:00:01Z", "is after issued_at"),
    ],
)
def test_dates_are_in_order(member: str, value: str, what: str) -> None:
    """An edition is attested when it is issued or before, and holds until later."""
    dated = {"issued_at": "2026-06-30T09:00:00Z", "attested_at": "2026-06-30T09:00:00Z"}
    assert the_fault(document() | dated | {"valid_until": "2026-07-31T09:00:00Z"} | {member: value}) == (member, what)
