"""An edition as JSON objects and back, driven by the fields of the domain's dataclasses: a field stands once, in the domain.

    >>> edition_to(edition_from(document)) == document
    True

How a field is written follows from its type: a text as an object of locales, a moment as in `kiosk.domain.moments`, a day as
`2026-07-31`, an enum by its value (levels and severities by name), a tuple as a list, a tuple of pairs as an object.

Rules:

- Not written: None, and what is empty where the field has a default (but for `corrections`).
- Members that this version does not know are kept in `extra`, as canonical JSON text, and written back where they stood; so
  are entries of a table under keys that it does not know (`other_verdicts` for `verdicts`).
- It reads what fits `edition.schema.json`; whatever else raises KeyError, TypeError or ValueError.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin

from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_moment, utc_text
from kiosk.domain.notice import Severity
from kiosk.domain.text import Text

Json = dict[str, Any]
Extra = tuple[tuple[str, str], ...]

ALWAYS = {"corrections"}
"""Written even where it is empty."""
OTHER = "other_"


class Form(NamedTuple):
    """How one type is read from JSON and written to it; None: it is the same there."""

    read: Callable[[Any], Any] | None
    write: Callable[[Any], Any] | None


def edition_from(document: Json) -> Edition:
    """Read the edition in a document that fits `edition.schema.json`."""
    edition: Edition = _record(Edition).read(document)
    return edition


def edition_to(edition: Edition) -> Json:
    """Write the document of an edition; `edition_from` reads it back to an equal one."""
    return _record(Edition).write(edition)


class Record:
    """One dataclass as an object; its fields are looked at once."""

    def __init__(self, kind: type[Any]) -> None:
        known = [field for field in fields(kind) if field.name != "extra"]
        forms = [(field, _form(field.type)) for field in known if not field.name.startswith(OTHER)]
        self.kind = kind
        self.readers = [(field.name, form.read) for field, form in forms]
        self.writers = [(field.name, form.write, field.name in ALWAYS or not _may_lack(field)) for field, form in forms]
        self.names = frozenset(field.name for field, _ in forms)
        self.absent = {field.name: _absent(field) for field in fields(kind) if _may_lack(field)}
        self.needed = self.names - self.absent.keys()
        self.tables = [_table(kind, field.name) for field in known if field.name.startswith(OTHER)]

    def read(self, document: Json) -> Any:
        """Read the object. Raises KeyError, TypeError, ValueError where it is of another form."""
        values = {
            name: read(document[name]) if read else document[name] for name, read in self.readers if name in document
        }
        if len(values) != len(document):
            values["extra"] = _unknown(document, self.names)
        for name, table, known in self.tables:
            values[name] = _unknown(document.get(table, {}), known)
        if not self.needed <= values.keys():
            raise KeyError(", ".join(sorted(self.needed - values.keys())))
        made = object.__new__(self.kind)  # as `copy` makes one: a frozen dataclass's own way takes twice the time
        made.__dict__.update(self.absent)
        made.__dict__.update(values)
        return made

    def write(self, value: Any) -> Json:
        """Write the object: the members that say something, and those that are not known where they stood."""
        document = _kept(value.extra)
        for name, write, needed in self.writers:
            member = getattr(value, name)
            if member is not None:
                written = write(member) if write else member
                if written or needed:
                    document[name] = written
        for name, table, _ in self.tables:
            document[table] |= _kept(getattr(value, name))
        return document


@cache
def _record(kind: type[Any]) -> Record:
    return Record(kind)


NAMES: Mapping[type[IntEnum], Callable[[str], str]] = {Level: str, Severity: str.lower}
"""How the members of an enum of ranks are called in JSON."""
SIMPLE: Mapping[type[Any], Form] = {
    **dict.fromkeys((str, int, bool), Form(None, None)),
    Text: Form(Text, lambda text: dict(text.by_locale)),
    datetime: Form(utc_moment, utc_text),
    date: Form(date.fromisoformat, date.isoformat),
}


def _form(kind: Any) -> Form:
    """Find how a type is read and written. Raises TypeError for one that no edition has."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if get_origin(kind) is UnionType:
        return _form(next(inner for inner in get_args(kind) if inner is not NoneType))
    if get_origin(kind) is tuple:
        return _form_of_tuple(*get_args(kind))
    is_record = is_dataclass(kind)
    return Form(_record(kind).read, _record(kind).write) if is_record else _form_of_enum(kind)


def _form_of_tuple(item: Any, *_: Any) -> Form:
    if get_origin(item) is tuple:
        return _form_of_pairs(*get_args(item))
    read, write = _form(item)
    return Form(
        lambda items: tuple(map(read, items)) if read else tuple(items),
        lambda items: list(map(write, items)) if write else list(items),
    )


def _form_of_pairs(key: Any, value: Any) -> Form:
    """A table: in the order of its keys, or of the enum that they are of; entries under other keys are kept apart."""
    read, write = (way or str for way in _form(value))
    keys = tuple(key) if issubclass(key, Enum) else None
    return Form(
        lambda table: tuple((name, read(table[name])) for name in keys or sorted(table) if name in table),
        lambda pairs: {str(name): write(value) for name, value in pairs},
    )


def _form_of_enum(kind: type[Enum]) -> Form:
    if not issubclass(kind, Enum):
        raise TypeError(f"no edition holds {kind}")
    if issubclass(kind, IntEnum):
        called = NAMES[kind]
        return Form({called(member.name): member for member in kind}.__getitem__, lambda member: called(member.name))
    return Form(kind, lambda member: member.value)


def _may_lack(field: "Field[Any]") -> bool:
    """Whether an object may do without it: it has a default, or may be None."""
    return field.default is not MISSING or NoneType in get_args(field.type)


def _absent(field: "Field[Any]") -> Any:
    return None if field.default is MISSING else field.default


def _table(kind: type[Any], name: str) -> tuple[str, str, frozenset[str]]:
    """The field that keeps a table's other entries, the table, and the keys that are known."""
    table = name.removeprefix(OTHER)
    pair, _ = get_args(next(field.type for field in fields(kind) if field.name == table))
    return name, table, frozenset(get_args(pair)[0])


def _unknown(document: Json, known: frozenset[str]) -> Extra:
    """The members that are not among the known names, as canonical JSON text."""
    return tuple(
        (name, json.dumps(document[name], ensure_ascii=False, sort_keys=True))
        for name in sorted(document.keys() - known)
    )


def _kept(extra: Extra) -> Json:
    return {name: json.loads(text) for name, text in extra}
