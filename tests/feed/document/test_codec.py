"""The codec knows every field of an edition by its dataclass alone."""

import json
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.edition import Edition
from kiosk.domain.text import Text
from kiosk.feed.document.codec import Record, edition_from, edition_to
from tests.feed.document.test_edition_json import DOCUMENT

SCHEMA = json.loads(
    Path(__file__).parents[3].joinpath("kiosk/feed/document/edition.schema.json").read_text(encoding="utf-8")
)


def records(kind: Any) -> set[type]:
    """Every dataclass that stands in this type, itself among them, texts aside."""
    inner = [part for part in getattr(kind, "__args__", ()) if part is not Ellipsis]
    if is_dataclass(kind) and kind is not Text:
        return {kind, *(name for field in fields(kind) for name in records(field.type))}  # type: ignore[arg-type,misc]
    return {name for part in inner for name in records(part)}


def described(schema: Any) -> list[set[str]]:
    """The members of every object that the schema describes by name."""
    found = [set(schema["properties"])] if isinstance(schema, dict) and "properties" in schema else []
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [*found, *(names for part in parts for names in described(part))]


def test_the_schema_and_the_dataclasses_name_the_same_members() -> None:
    """A field added to the domain alone, or to the schema alone, is found out: each object has the members of one record."""
    known = [set(Record(kind).names) for kind in records(Edition)]
    objects = [names for names in described(SCHEMA) if not names <= {"stop", "check", "none"}]
    assert sorted(map(sorted, known)) == sorted(map(sorted, {frozenset(names) for names in objects}))


@pytest.mark.parametrize("kind", sorted(records(Edition), key=lambda kind: kind.__name__))
def test_an_object_that_lacks_what_it_needs_is_none(kind: type) -> None:
    """What an object cannot do without is never made up: reading it raises KeyError and names what is missing."""
    record = Record(kind)
    if not record.needed:
        assert record.read({}) == kind()
        return
    with pytest.raises(KeyError, match=", ".join(sorted(record.needed))):
        record.read({})


def test_what_is_empty_is_not_written() -> None:
    """An empty member that may be left out is left out; corrections stand there always, as editions ever wrote them."""
    document = json.loads(json.dumps(DOCUMENT))
    document["corrections"] = []
    document["contacts"][0].pop("confirmed")
    written = edition_to(edition_from(document))
    assert written["corrections"] == [] and "confirmed" not in written["contacts"][0]


def test_a_kind_of_field_that_no_edition_has_is_refused() -> None:
    """A dataclass with a field that the codec could not write right is refused when it is looked at."""

    @dataclass(frozen=True)
    class Odd:
        share: float
        extra: tuple[tuple[str, str], ...] = ()

    with pytest.raises(TypeError, match="no edition holds"):
        Record(Odd)
