"""The quick gate and the general validator are of one mind, and the gate passes over no rule of a schema."""

import copy
import json
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from kiosk.feed.document import edition_json as wire
from kiosk.feed.document import form, shape, writable
from kiosk.feed.document.broken import Faulty, Rule
from tests.feed.document.test_edition_json import BUNDLED, DOCUMENT, LEAVES, at

pytestmark = pytest.mark.timeout(1800)  # with --long Hypothesis looks twenty times as long

FITS = form.compiled()
GENERAL = form.validator()

LIKE_TIMES = ["06-30T09:00:00Z", "06-30T09:00:00Z\n", "06-31T09:00:00Z", "06-30T24:00:00Z", "W26-2T09:00:00Z"]
odd = st.sampled_from(
    ["", " ", "x", "KH-1", "KH-1\n", "ko", "LEVEL_4", "1.0", "1.0.0", "2.0", "x" * 81, "글" * 1201, "x" * 40001]
) | st.sampled_from([f"{year}-{rest}" for year in (1999, 2026) for rest in LIKE_TIMES])
odd |= st.sampled_from([None, True, False, 0, 1, -1, 2**32 - 1, 2**32, 2**80, [], {}, [[]], ["x"], [{}]])
odd |= st.sampled_from([{"ko": "글"}, {"ko": ""}, {"": "x"}, {"k\n": 1}])
spoilt = (
    odd | st.integers() | st.text(max_size=5) | st.dictionaries(st.text(max_size=8), st.text(max_size=3), max_size=2)
)


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A good document in which up to three things are replaced, taken out, put in or doubled."""
    found = copy.deepcopy(DOCUMENT)
    for path in draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=3)):
        try:
            around = at(found, path[:-1])
            inner = around[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        match draw(st.sampled_from(["replace", "remove", "add", "another"])):
            case "replace":
                around[path[-1]] = draw(spoilt)
            case "remove":
                del around[path[-1]]
            case "add" if isinstance(inner, dict):
                inner[draw(st.sampled_from(["x-more", "ko", "fr", "id", "until", "KH-1"]))] = draw(spoilt)
            case "add" if isinstance(inner, list):
                inner.append(draw(spoilt))
            case _:
                around[path[-1]] = copy.deepcopy(at(DOCUMENT, draw(st.sampled_from(LEAVES))))
    return found


@given(mutated())
def test_the_gate_and_the_validator_agree(found: Any) -> None:
    """Whatever is done to a good document, both say the same."""
    assert FITS(found) == GENERAL.is_valid(found)


def test_both_take_the_bundled_edition() -> None:
    """And what is taken is not everything."""
    whole = json.loads(BUNDLED)
    assert FITS(whole)
    assert GENERAL.is_valid(whole)
    assert not FITS([])
    assert not FITS({})


@given(mutated())
def test_whatever_the_gate_refuses_is_named(found: Any) -> None:
    """A refusal always comes with a fault and its place, and never without one that the validator names."""
    try:
        wire.read(json.dumps(found).encode(), sensible=False)
    except Faulty as faulty:
        assert faulty.faults
        assert Rule.NO_FIT not in {fault.rule for fault in faulty.faults}


SMALL: list[dict[str, Any]] = [
    {"type": ["string", "null"], "minLength": 1},
    {"type": "integer", "minimum": 3, "maximum": 5},
    {"enum": ["a", "b"]},
    {"pattern": "^a+$"},
    {"items": {"type": "boolean"}},
    {"required": ["a"], "properties": {"a": {"type": "integer"}}, "additionalProperties": False},
    {"minProperties": 1, "propertyNames": {"maxLength": 2}, "additionalProperties": {"type": "string"}},
    {"$defs": {"tree": {"type": "object", "additionalProperties": {"$ref": "#/$defs/tree"}}}, "$ref": "#/$defs/tree"},
    {"format": "even"},
    {},
]
EVEN = FormatChecker(formats=())
EVEN.checks("even")(lambda value: not isinstance(value, str) or len(value) % 2 == 0)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(0, 8) | st.sampled_from(["", "a", "aa", "b", "ab", "abc"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "abc"]), inner, max_size=2),
    max_leaves=5,
)


@pytest.mark.parametrize("schema", SMALL, ids=str)
@given(value=plain)
def test_each_keyword_means_what_the_validator_means(schema: dict[str, Any], value: Any) -> None:
    """Keyword by keyword, for any value without floats."""
    fits = shape.compiled(schema, {"even": lambda text: len(text) % 2 == 0})
    assert fits(value) == Draft202012Validator(schema, format_checker=EVEN).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": []}, {"const": 1}, {"items": {"uniqueItems": True}}, {"properties": {"a": {"maxItems": 1}}},
        {"type": "number"}, {"enum": [1]}, {"format": "uri"}, {"$ref": "other.json"}, {"$ref": "#/$defs/gone"},
    ],
    ids=str,
)  # fmt: skip
def test_a_rule_it_does_not_know_is_never_passed_over(schema: dict[str, Any]) -> None:
    """A keyword, a type, a format or a reference that is not understood stops the program at once."""
    with pytest.raises(shape.Unsupported):
        shape.compiled(schema, {})


def test_every_forbidden_character_is_suspect() -> None:
    """No character of the forbidden categories passes the quick look, in this Python's edition of Unicode."""
    missed = [
        code
        for code in range(0x110000)
        if unicodedata.category(c := chr(code)) in writable.FORBIDDEN
        and c not in writable.ALLOWED
        and not writable.SUSPECT.search(c)
    ]
    assert missed == []


def test_a_good_edition_is_read_without_the_validator() -> None:
    """jsonschema takes a tenth of a second to import: a kiosk that reads a good edition never does."""
    words = "from kiosk.feed.document import edition_json; from kiosk.resources import bundled_edition; import sys; "
    words += "edition_json.read(bundled_edition().read_bytes()); print('jsonschema' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
