"""The edition on the wire: what is read, what is written, what is refused and how it is said."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.advisory import Advisory, Announcement, Certainty
from kiosk.domain.checklist import Checklist, Finding, Group, Sign, VerdictText, Weight
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import Edition, Guidance, LevelText
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.notice import Audience, Correction, Notice, Severity
from kiosk.domain.text import Text
from kiosk.domain.zone import Cover, Zone, ZoneKind
from kiosk.feed.document import writable
from kiosk.feed.document.broken import Faulty
from kiosk.feed.document.edition_json import canonical, read
from kiosk.feed.document.parsing import MOST_BYTES, MOST_NESTING, parsed
from kiosk.feed.document.writable import canonical_json

pytestmark = pytest.mark.timeout(1800)  # with --long Hypothesis looks twenty times as long

Json = dict[str, Any]
BUNDLED = Path(__file__).parents[3].joinpath("assets/edition/edition.json").read_bytes()


def document() -> Json:
    """A sensible edition, smaller than the bundled one, in which every member the schema knows stands somewhere."""
    found: Json = json.loads(canonical(read(BUNDLED)))
    found["advisories"] = [one for one in found["advisories"] if one["effective"] >= "2026-06-30"]
    found["checklist"]["signs"] = found["checklist"]["signs"][5::6] + found["checklist"]["signs"][-1:]
    words = dict.fromkeys(LOCALES, "알림")
    span = {"start": "2026-07-01T00:00:00Z", "end": "2026-07-02T00:00:00Z"}
    found["notices"] = [
        {"id": "n1", "severity": "important", "title": words, "text": words, **span}
        | {"audience": {"terminal": "T2", "gate": "249"}}
    ]
    found["corrections"] = [{"id": "c1", "wrong": words, "right": words, "zone": "KH-12", **span}]
    found["advisories"][0] |= {"until": "2026-07-30T09:00:00Z"}
    found["advisories"][0]["source"] |= {"url": "https://www.0404.go.kr", "id": "A1", "verbatim_ko": "여행경보"}
    found["contacts"][0] |= {"confirmed": True, "confirmed_at": "2026-06-30T09:00:00Z"}
    whole: Json = json.loads(canonical_json(found))  # nothing in it is one object twice
    return whole


DOCUMENT = document()


def faults(found: Json | bytes, *, sensible: bool = False) -> tuple[tuple[str, str], ...]:
    """Every fault `read` finds, empty if it takes the document."""
    data = found if isinstance(found, bytes) else json.dumps(found, ensure_ascii=False).encode()
    try:
        read(data, sensible=sensible)
    except Faulty as error:
        return tuple((fault.place, fault.text) for fault in error.faults)
    return ()


def places(found: Json | bytes) -> list[str]:
    """The places of the faults, in order."""
    return [place for place, _ in faults(found)]


def objects(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Paths of every object of fixed members: no map of words, covers or findings."""
    if isinstance(value, dict):
        if not (set(value) <= set(LOCALES) or (path and path[-1] in ("covers", "verdicts"))):
            yield path
        for key, inner in value.items():
            yield from objects(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, (*path, index))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Paths of everything in the document but the document itself."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from leaves(inner, (*path, key))


def at(found: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at that path."""
    for step in path:
        found = found[step]
    return found


OBJECTS = sorted(objects(DOCUMENT), key=str)
LEAVES = sorted(leaves(DOCUMENT), key=str)

names = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8).map("x-{}".format)
printable = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Zl", "Zp")) | st.sampled_from("\n\u200b")
phrases = st.text(printable, max_size=12)
spoken = st.text(printable, min_size=1, max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | phrases,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)

# Values of the domain -------------------------------------------------------------------------------------------------

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,10}", fullmatch=True)
times = st.integers(1_000_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
texts = st.dictionaries(st.sampled_from(LOCALES), spoken, min_size=1).map(Text)
extras = st.dictionaries(names, values, max_size=2).map(
    lambda found: tuple((key, json.dumps(found[key], ensure_ascii=False, sort_keys=True)) for key in sorted(found))
)


def some(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Up to two of them, as a tuple."""
    return st.lists(what, max_size=2).map(tuple)


covers = st.dictionaries(ids, st.sampled_from(Cover), max_size=2).map(lambda found: tuple(sorted(found.items())))
zones = st.builds(
    Zone,
    ids,
    st.sampled_from(ZoneKind),
    texts,
    st.none() | ids,
    some(spoken),
    some(ids),
    covers,
    phrases,
    st.none() | texts,
    extras,
)
levels = st.builds(LevelText, st.sampled_from(Level), spoken, texts, texts, texts, st.none() | texts, extras)
sources = st.builds(Announcement, texts, times, phrases, phrases, phrases, extras)
advisories = st.builds(
    Advisory,
    id=ids,
    zone=ids,
    level=st.sampled_from(Level),
    effective=times,
    announced=times,
    reason=st.none() | texts,
    certainty=st.sampled_from(Certainty),
    wording=spoken,
    source=sources,
    until=st.none() | times,
    exceptions=some(texts),
    observed_at=st.none() | times,
    legal_end=st.none() | st.dates(min_value=date(2001, 1, 1)),
    extra=extras,
)
audiences = st.builds(Audience, phrases, phrases, extras)
notices = st.builds(
    Notice, ids, st.sampled_from(Severity), texts, texts, times, times, audiences, st.booleans(), extras
)
corrections = st.builds(
    Correction, ids, texts, texts, times, times, st.just("") | ids, st.just("") | ids, audiences, extras
)
groups = st.builds(Group, ids, texts, texts, extras)
signs = st.builds(Sign, ids, ids, texts, texts, st.sampled_from(Weight), spoken, extras)
verdicts = st.sets(st.sampled_from(Finding)).flatmap(
    lambda said: st.tuples(
        *(
            st.tuples(st.just(one), st.builds(VerdictText, texts, texts, texts, extras))
            for one in Finding
            if one in said
        )
    )
)
checklists = st.builds(Checklist, some(groups), some(signs), verdicts, extra=extras)
contacts = st.builds(
    Contact,
    id=ids,
    kind=st.sampled_from(ContactKind),
    role=st.sampled_from(Role),
    name=texts,
    value=phrases,
    hours=texts,
    source=spoken,
    printed=phrases,
    country=st.sampled_from(["", "KR", "KH"]),
    service=phrases,
    confirmed=st.booleans(),
    confirmed_at=st.none() | times,
    short=st.none() | texts,
    extra=extras,
)
editions = st.builds(
    Edition,
    schema=st.sampled_from(["1.0", "1.9", "1.10"]),
    number=st.integers(0, 2**32 - 1),
    mode=st.sampled_from(Mode),
    issued_at=times,
    valid_until=times,
    attested_at=times,
    zones=some(zones),
    levels=some(levels),
    advisories=some(advisories),
    notices=some(notices),
    checklist=checklists,
    contacts=some(contacts),
    guidance=st.builds(Guidance, texts, times, spoken, extras),
    corrections=some(corrections),
    compared_at=st.none() | times,
    comparison=st.just("") | st.sampled_from(("same", "differs", "unmapped")),
    extra=extras,
)


# Round trips ----------------------------------------------------------------------------------------------------------


@given(editions)
@settings(deadline=None)
def test_an_edition_read_back_is_equal(edition: Edition) -> None:
    """What is written is read back as an equal edition, and is written as the same bytes again."""
    written = canonical(edition)
    again = read(written, sensible=False)
    assert again == edition
    assert canonical(again) == written


@given(st.sampled_from(OBJECTS), names, values)
@settings(deadline=None)
def test_unknown_members_survive_at_every_level(path: tuple[str | int, ...], name: str, value: object) -> None:
    """A member this version does not know, in any object of the document, is written back as it came."""
    found = copy.deepcopy(DOCUMENT)
    at(found, path)[name] = value
    assert canonical(read(canonical_json(found))) == canonical_json(found)


def test_unknown_languages_and_findings_survive() -> None:
    """A language and a finding this version does not know are written back as they came."""
    found = copy.deepcopy(DOCUMENT)
    found["guidance"]["text"]["th"] = "ช่วย"
    found["checklist"]["verdicts"]["later"] = found["checklist"]["verdicts"]["check"]
    assert canonical(read(canonical_json(found))) == canonical_json(found)


def test_every_kind_of_object_is_tried() -> None:
    """The round trip of unknown members reaches objects of every kind, the audience and the announcement among them."""
    kinds = {str(next((step for step in reversed(path) if isinstance(step, str)), "edition")) for path in OBJECTS}
    assert kinds == {
        *("edition", "zones", "levels", "advisories", "source", "notices", "audience", "corrections", "checklist"),
        *("groups", "signs", "stop", "check", "none", "contacts", "guidance"),
    }


# Bytes ----------------------------------------------------------------------------------------------------------------


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same value with the members of every object in another order."""
    if isinstance(value, dict):
        pairs = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    return [shuffled(inner, chance) for inner in value] if isinstance(value, list) else value


@given(st.integers(), st.sampled_from([None, 1, "\t"]), st.booleans())
@settings(max_examples=20, deadline=None)
def test_canonical_bytes_do_not_depend_on_how_the_document_was_written(
    seed: int, indent: int | str | None, escaped: bool
) -> None:
    """Order of members, spaces and escapes do not change the bytes that are signed."""
    written = json.dumps(shuffled(DOCUMENT, random.Random(seed)), indent=indent, ensure_ascii=escaped).encode()
    assert canonical(read(written)) == canonical_json(DOCUMENT)


@given(st.dictionaries(names, values))
def test_canonical_json_is_sorted_tight_and_in_real_characters(value: Json) -> None:
    """Members are sorted, nothing is spaced, characters are written as themselves in UTF-8."""
    expected = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert canonical_json(value).decode() == expected
    assert json.loads(canonical_json(value)) == value


@pytest.mark.parametrize("value", [1.5, 1.0, 1e300, float("nan"), float("inf")])
def test_floats_are_never_written_nor_read(value: float) -> None:
    """A float is refused with its place, whatever its value, both when written and when read."""
    with pytest.raises(ValueError, match=r"^a\[1\]: is a float"):
        canonical_json({"a": [0, value]})
    assert "a[1]" in places(json.dumps({**DOCUMENT, "a": [0, value]}).encode())


@pytest.mark.parametrize("name", ["ключ", "é", "\u200b", "a\nb", "a\x7f"])
def test_names_of_members_are_printable_ascii(name: str) -> None:
    """A member whose name is not printable ASCII is refused with the place of its object."""
    with pytest.raises(ValueError, match="is not ASCII"):
        canonical_json({name: 1})
    assert places({**DOCUMENT, "guidance": {**DOCUMENT["guidance"], name: 1}}) == ["guidance"]


# Refusals -------------------------------------------------------------------------------------------------------------


def test_every_fault_is_said_at_once_with_its_place() -> None:
    """All faults of form are reported together, each with its place in the document."""
    found = copy.deepcopy(DOCUMENT)
    found["issued_at"] = "yesterday"
    found["mode"] = "test"
    found["zones"][3]["name"]["en"] = ""
    found["advisories"][2]["level"] = "LEVEL_9"
    del found["advisories"][4]["wording"]
    found["contacts"][1]["value"] = "+82\u202e1"
    found["number"] = 7.0
    assert set(places(found)) == {
        *(
            "issued_at",
            "mode",
            "zones[3].name.en",
            "advisories[2].level",
            "advisories[4]",
            "contacts[1].value",
            "number",
        )
    }


def test_the_message_names_the_first_faults() -> None:
    """The error's one line for a log names places, so that an officer can find them."""
    with pytest.raises(Faulty, match=r"mode: .*'test'") as caught:
        read(json.dumps({**DOCUMENT, "mode": "test"}).encode())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("version", ["0.9", "2.0", "10.0", "01.0", "١.0"])
def test_an_unknown_major_version_is_refused(version: str) -> None:
    """A document of another major version is refused for that alone, whatever else it holds."""
    assert places({**DOCUMENT, "schema": version, "mode": "test"}) == ["schema"]


@pytest.mark.parametrize("version", ["1.0", "1.7", "1.10"])
def test_a_later_minor_version_is_read(version: str) -> None:
    """A document of the same major version is read and keeps its version."""
    assert read(canonical_json({**DOCUMENT, "schema": version})).schema == version


@pytest.mark.parametrize("version", ["1", "1.", "1.0\n", "1.x", "", 1, None])
def test_a_version_that_is_none_is_refused(version: object) -> None:
    """What is not MAJOR.MINOR in ASCII digits is no version."""
    assert places({**DOCUMENT, "schema": version}) == ["schema"]


@given(
    st.sampled_from([path for path in LEAVES if path[-1] in LOCALES or path[-1] in ("note", "printed", "value")]),
    st.characters(categories=("Cc", "Cf", "Co", "Zl", "Zp")).filter(
        lambda one: one not in "\n\u200b\u200c\u200d\u2060"
    ),
)
@settings(deadline=None)
def test_characters_that_mislead_are_refused(path: tuple[str | int, ...], character: str) -> None:
    """Controls, bidi marks and invisible formats are refused in any text, with their place and code point."""
    found = copy.deepcopy(DOCUMENT)
    at(found, path[:-1])[path[-1]] += character
    place, what = faults(found)[0]
    assert place == "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    assert f"U+{ord(character):04X}" in what


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\u061c", "\x00", "\x1b", "\ufeff", "\U000e0041"])
def test_bidi_and_control_characters_are_refused(character: str) -> None:
    """Characters that could turn a phone number around or hide in a name are refused."""
    assert places({**DOCUMENT, "x": [{"y": f"a{character}b"}]}) == ["x[0].y"]


@pytest.mark.parametrize("character", ["\n", "\u200b", "\u200c", "\u200d", "\u2060"])
def test_what_khmer_needs_is_allowed(character: str) -> None:
    """Newlines, the zero-width space between Khmer words and joiners are allowed."""
    assert faults({**DOCUMENT, "x": f"a{character}b"}) == ()


def test_a_lone_surrogate_is_refused() -> None:
    """Half a character, written as an escape, is refused and cannot end the program."""
    assert places(b'{"schema":"1.0","a":"\\ud800"}')[0] == "a"


@pytest.mark.parametrize(
    "data",
    [b'{"number":1,"number":2}', b'{"a":{"b":1,"b":1}}', b'{"contacts":[{"value":"+1","value":"+2"}]}'],
)
def test_a_name_standing_twice_is_refused(data: bytes) -> None:
    """An object in which one name stands twice is refused: two readers could see two editions."""
    assert faults(data) == (("document", "a key stands twice in one object"),)


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (b"", "line 1 column 1", "not JSON"),
        (b"<html>log in</html>", "line 1 column 1", "not JSON"),
        (b"{\n]", "line 2 column 1", "not JSON"),
        (b"\xef\xbb\xbf{}", "line 1 column 1", "not JSON"),
        (b"\xff{}", "byte 0", "not UTF-8"),
        (b"[]", "document", "an object was wanted"),
        (b"null", "document", "an object was wanted"),
        (b'{"a":' + b"9" * 5000 + b"}", "document", "5000 digits"),
        (b'{"a":' + b"[" * MOST_NESTING + b"]" * MOST_NESTING + b"}", "document", "nested too deeply"),
        (b'{"a":' + b"[" * MOST_NESTING + b"1" + b"]" * MOST_NESTING + b"}", "document", "nested too deeply"),
        (b"[" * 100_000, "document", "nested too deeply"),
        (b" " * (MOST_BYTES + 1), "document", "bytes"),
    ],
    ids=[
        "empty",
        "html",
        "torn",
        "bom",
        "not-utf-8",
        "list",
        "null",
        "long-number",
        "deep",
        "deep-number",
        "deepest",
        "large",
    ],
)
def test_what_is_no_document_is_refused(data: bytes, place: str, what: str) -> None:
    """Bytes that are no JSON object of our size are refused with one fault that says why."""
    ((found, said),) = faults(data)
    assert found == place
    assert what in said


@pytest.mark.parametrize(
    "time",
    [
        *("2026-06-31T09:00:00Z", "2026-06-30T24:00:00Z", "1999-01-01T00:00:00Z", "2026-06-30T09:00:00Z\n"),
        *("2026-06-30", "2026-06-30T09:00:00", "2026-06-30T09:00:00+09:00", "2026-06-30T09:00:00.5Z"),
        "២០២៦-06-30T09:00:00Z",
    ],
)
def test_a_time_is_utc_to_the_second(time: str) -> None:
    """Only a real moment of this century in UTC, to the second, in ASCII digits and with a Z, is a time."""
    found = copy.deepcopy(DOCUMENT)
    found["advisories"][1]["effective"] = time
    said = {what for place, what in faults(found) if place == "advisories[1].effective"}
    assert said == {f"{time!r} is not a time like 2026-06-30T09:00:00Z"}


def test_times_are_judged_only_where_they_are_known() -> None:
    """A member of an unknown object may be called like a time and hold something else."""
    assert faults({**DOCUMENT, "x": {"start": "noon", "until": "later"}}) == ()


@pytest.mark.parametrize("member", ["id", "zone"])
@pytest.mark.parametrize("value", ["poipet\n", "", "a b", "../x", "ពោ", "x" * 81])
def test_an_id_is_short_and_plain(member: str, value: str) -> None:
    """An id is up to 80 ASCII letters, digits, dots, dashes and underscores."""
    found = copy.deepcopy(DOCUMENT)
    found["advisories"][0][member] = value
    assert places(found)[0] == f"advisories[0].{member}"


@pytest.mark.parametrize("member", sorted(set(DOCUMENT) - {"corrections"}))
def test_a_missing_member_is_refused(member: str) -> None:
    """A document without one of the members an edition must have is refused and the member is named."""
    found = {key: value for key, value in DOCUMENT.items() if key != member}
    assert faults(found) == (("document", f"'{member}' is a required property"),)


@given(st.sampled_from(LEAVES), anything)
@settings(deadline=None)
def test_no_document_ends_the_program(path: tuple[str | int, ...], value: object) -> None:
    """Whatever stands anywhere in a document, it is read as an edition that can be written again, or refused."""
    found = copy.deepcopy(DOCUMENT)
    at(found, path[:-1])[path[-1]] = value
    data = json.dumps(found).encode()
    try:
        edition = read(data)
    except Faulty as error:
        assert error.faults
    else:
        assert read(canonical(edition)) == edition


@given(st.binary(max_size=200) | anything.map(lambda one: json.dumps(one).encode()))
def test_no_bytes_end_the_program(data: bytes) -> None:
    """Any bytes that are no edition are refused with at least one fault."""
    assert faults(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    value=st.dictionaries(st.text(max_size=3), VALUES, max_size=4), escaped=st.booleans(), indent=st.none() | st.just(1)
)
def test_what_is_passed_unseen_holds_nothing_that_misleads(
    value: dict[str, object], escaped: bool, indent: int | None
) -> None:
    """However it is written, escaped or not: the quick look never says good where the long one finds a fault."""
    data = json.dumps(value, ensure_ascii=escaped, indent=indent).encode("utf-8", "surrogatepass")
    try:
        document, plain = parsed(data)
    except Faulty:
        return
    assert not (plain and list(writable.faults(document)))


@pytest.mark.parametrize("sign", ["\\u202e", "\\ud800", "\\u0007", "\\b", "\\\\\\u202e"])
def test_a_misleading_character_does_not_hide_behind_an_escape(sign: str) -> None:
    """Written as an escape it is refused as if it stood there itself."""
    document = json.loads(BUNDLED)
    document["guidance"]["text"]["ko"] = "SIGN"
    data = json.dumps(document, ensure_ascii=False).replace("SIGN", sign).encode()
    with pytest.raises(Faulty, match=r"guidance\.text\.ko: holds characters that could mislead"):
        read(data)
