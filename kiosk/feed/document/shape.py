"""A JSON Schema as one quick question: does this value fit it, yes or no?

    >>> fits = compiled({"type": "array", "items": {"enum": ["a", "b"]}}, {})
    >>> fits(["a", "b"]), fits(["c"])
    (True, False)

The schema is turned into Python closures once; the answer for a whole edition then takes a millisecond, where a general
validator takes thirty. It names no fault: `kiosk.feed.document.edition_json` asks `jsonschema` for those once the answer was no.

Rules: it knows the keywords below and refuses to compile any other, so that no rule of a schema is silently passed over;
for every value without floats its answer is that of `jsonschema` (a property test holds them together). Floats fit nothing.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Fits = Callable[[Any], bool]
Schema = Mapping[str, Any]

KINDS = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None), "integer": int}
SILENT = {"$schema", "$defs", "title", "description"}
"""Keywords that ask nothing."""

_MEMBERS = {"properties", "additionalProperties"}
_LIMITS = {"minLength", "maxLength", "minimum", "maximum", "minProperties"}


class Unsupported(ValueError):  # noqa: N818  (the word says it)
    """The schema uses a keyword, or a value of one, that is not understood here."""


def compiled(schema: Schema, formats: Mapping[str, Fits]) -> Fits:
    """Return the question for `schema`. `formats`: what each `format` asks of a string. Raises Unsupported."""
    return _Compiler(schema.get("$defs", {}), formats).fits(schema)


class _Compiler:
    def __init__(self, definitions: Mapping[str, Schema], formats: Mapping[str, Fits]) -> None:
        self.definitions, self.formats = definitions, formats
        self.made: dict[str, Fits] = {}

    def fits(self, schema: Schema) -> Fits:
        """All that this (sub)schema asks, the cheapest questions first."""
        known = {*SILENT, *_MEMBERS, *_LIMITS, "$ref", "type", "enum", "required", "items", "propertyNames"}
        if strange := set(schema) - known - {"pattern", "format"}:
            raise Unsupported(f"{', '.join(sorted(strange))} is not understood")
        if schema.get("type") == "string" and not {"pattern", "format", "enum", "$ref"} & schema.keys():
            least, most = _lengths(schema)
            return lambda value: type(value) is str and least <= len(value) <= most  # nearly all there is to ask
        asked = [*self._whole(schema), *self._of_strings(schema), *self._of_numbers(schema), *self._of_parts(schema)]
        return _all_of(asked)

    def _whole(self, schema: Schema) -> list[Fits]:
        asked: list[Fits] = []
        if "type" in schema:
            asked.append(_type(schema["type"]))
        if "$ref" in schema:
            asked.append(self._ref(schema["$ref"]))
        if "enum" in schema:
            asked.append(_enum(schema["enum"]))
        return asked

    def _of_strings(self, schema: Schema) -> list[Fits]:
        asked: list[Fits] = []
        if "minLength" in schema or "maxLength" in schema:
            least, most = _lengths(schema)
            asked.append(lambda value: type(value) is not str or least <= len(value) <= most)
        if "pattern" in schema:
            found = re.compile(schema["pattern"]).search
            asked.append(lambda value: type(value) is not str or found(value) is not None)
        if "format" in schema:
            if schema["format"] not in self.formats:
                raise Unsupported(f"the format {schema['format']!r} is not understood")
            of_format = self.formats[schema["format"]]
            asked.append(lambda value: type(value) is not str or of_format(value))
        return asked

    def _of_numbers(self, schema: Schema) -> list[Fits]:
        if "minimum" not in schema and "maximum" not in schema:
            return []
        low, high = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
        return [lambda value: type(value) is not int or low <= value <= high]

    def _of_parts(self, schema: Schema) -> list[Fits]:
        asked: list[Fits] = []
        if "required" in schema:
            wanted = frozenset(schema["required"])
            asked.append(lambda value: type(value) is not dict or wanted <= value.keys())
        if "minProperties" in schema:
            least = schema["minProperties"]
            asked.append(lambda value: type(value) is not dict or len(value) >= least)
        if "propertyNames" in schema:
            name = lru_cache(maxsize=256)(self.fits(schema["propertyNames"]))  # the same few names everywhere
            asked.append(lambda value: type(value) is not dict or all(map(name, value)))
        if _MEMBERS & schema.keys():
            asked.append(self._members(schema))
        if "items" in schema:
            item = self.fits(schema["items"])
            asked.append(lambda value: type(value) is not list or all(map(item, value)))
        return asked

    def _members(self, schema: Schema) -> Fits:
        of_name = {name: self.fits(inner) for name, inner in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties", True)
        other: Fits = (lambda _: more) if isinstance(more, bool) else self.fits(more)
        if not of_name:
            return lambda value: type(value) is not dict or all(map(other, value.values()))

        def members(value: Any) -> bool:
            if type(value) is not dict:
                return True
            for name, inner in value.items():  # noqa: SIM110  (a generator here takes twice the time)
                if not of_name.get(name, other)(inner):
                    return False
            return True

        return members

    def _ref(self, reference: str) -> Fits:
        start, _, name = reference.rpartition("/")
        if start != "#/$defs" or name not in self.definitions:
            raise Unsupported(f"the reference {reference!r} is not understood")
        if name not in self.made:
            self.made[name] = lambda value: self.made[name](value)  # what refers to itself finds this
            self.made[name] = self.fits(self.definitions[name])
        return self.made[name]


def _type(named: str | list[str]) -> Fits:
    names = [named] if isinstance(named, str) else named
    if strange := set(names) - set(KINDS):
        raise Unsupported(f"the type {', '.join(sorted(strange))} is not understood")
    kinds = frozenset(KINDS[name] for name in names)
    return lambda value: type(value) in kinds


def _enum(values: list[Any]) -> Fits:
    if not all(type(value) is str for value in values):
        raise Unsupported("an enum of something else than strings is not understood")
    wanted = frozenset(values)
    return lambda value: type(value) is str and value in wanted


def _lengths(schema: Schema) -> tuple[int, int]:
    return schema.get("minLength", 0), schema.get("maxLength", 1 << 62)


def _all_of(asked: list[Fits]) -> Fits:
    if not asked:
        return lambda _: True
    if len(asked) == 1:
        return asked[0]
    if len(asked) == 2:
        first, second = asked
        return lambda value: first(value) and second(value)
    if len(asked) == 3:
        one, two, three = asked
        return lambda value: one(value) and two(value) and three(value)
    questions = tuple(asked)

    def fits(value: Any) -> bool:
        for question in questions:  # noqa: SIM110  (a generator here takes twice the time)
            if not question(value):
                return False
        return True

    return fits
