"""One form for every item of every part: its fields come from the table of parts, its rules from the edition's own.

What was typed is put into a draft of the whole edition, which is then read as a kiosk reads it; what that finds wrong with
this item is said at the field. So the desk can never accept what a kiosk would refuse, and no rule stands twice.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django import forms

from kiosk.desk.editing import compose, faults, parts, pasted
from kiosk.desk.editing.names import fresh
from kiosk.desk.editing.part import Field, Json, Part, Shape
from kiosk.desk.editing.translated_form import MINUTE, Six, choices_in_words, stamp
from kiosk.desk.words import SEOUL, Pair, say
from kiosk.domain.languages import LOCALES
from kiosk.domain.moments import utc_moment
from kiosk.feed.document import edition_json
from kiosk.feed.document.broken import Broken, Faulty, Rule

NUMBER = ("kind", "value", "printed", "country", "service")
"""The fields whose change ends a contact's confirmation."""


class ItemForm(Six):
    """`source`: the edition (JSON) as it stands with the draft so far; `held`: the item in it, None for a new one;
    `was`: the mark of the item in force."""

    def __init__(self, part: Part, source: Json, held: Json | None, was: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", dict(_typed(part, held or {})))
        super().__init__(*args, **kwargs)
        self.part, self.source, self.held, self.was = part, source, held, was
        self.item: Json = {}
        for field in part.fields:
            self.typed_field(field, _choices(field, source))
        if part.name == "contacts":
            said = say(
                "지금 직접 걸어(열어) 보고 맞음을 확인했습니다. 두 사람의 서명으로 확인됩니다.",
                "I have called (opened) it now and it is right. Two signatures make it confirmed.",
            )
            self.fields["confirm"] = forms.BooleanField(label=said, required=False)
            self.order_fields(["confirm"])  # the usual reason to come here

    def clean(self) -> dict[str, Any]:
        """Demand six languages; then whatever a kiosk would find wrong with this item."""
        found = super().clean() or self.cleaned_data
        if self.part.name == "contacts":
            found.update(
                value=pasted.number(found.get("value") or ""), printed=pasted.printed(found.get("printed") or "")
            )
        for field in self.part.fields:
            if field.shape is Shape.SIX and not (field.optional and not self.text(field.name)):
                self.demand(field.name)
        self.item = self._item()
        if not self.errors:
            for name, fault in self._faults():
                self.add_error(name, faults.what(fault))
        return found

    def _item(self) -> Json:
        found: Json = dict(self.held or {"id": fresh(self.part.name)})
        for field in self.part.fields:
            value = self.typed_value(field)
            if value:
                found[field.name] = value
            else:
                found.pop(field.name, None)
        return self._confirmed(found) if self.part.name == "contacts" else found

    def _confirmed(self, found: Json) -> Json:
        held = self.held or {}
        if self.cleaned_data.get("confirm"):
            return {**found, "confirmed": True, "confirmed_at": stamp(datetime.now(UTC))}
        if any(found.get(name) != held.get(name) for name in NUMBER):
            return {name: value for name, value in found.items() if not name.startswith("confirmed")}
        return found

    def _faults(self) -> Iterator[tuple[str | None, Broken]]:
        draft = compose.apply(self.source, self.change())
        place = next(where for where, key in parts.places(draft, self.part) if key == parts.key(self.item))
        for fault in _found(draft):
            if fault.place == self.part.where or fault.place.startswith(f"{place}."):
                field = fault.place.removeprefix(place).lstrip(".")
                if name := self._field(field, fault):
                    yield name if name in self.fields else None, fault

    def _field(self, field: str, fault: Broken) -> str | None:
        name, _, code = field.partition(".")
        if name in self.texts and fault.rule is Rule.NO_TEXT:
            return None  # said already, at each language
        return f"{name}_{code or LOCALES[0]}" if name in self.texts else (name or "-")

    def change(self) -> Json:
        """Return the change: the item, and what it was."""
        name = self.part.name
        return {"add": {name: [self.item]}, "was": {name: [[parts.key(self.item), self.was]]}}

    def summary(self) -> Pair:
        """Return one line for lists."""
        ko, en = (parts.title(self.item, language) for language in ("ko", "en"))
        return f"{self.part.ko}: {ko}"[:300], f"{self.part.en}: {en}"[:300]


def removal(part: Part, held: Json, was: str) -> tuple[Json, Pair]:
    """Return the change that takes an item out, whose mark in force is `was`, and its one line for lists."""
    name = parts.key(held)
    change = {"remove": {part.name: [name]}, "was": {part.name: [[name, was]]}}
    ko, en = (parts.title(held, language) for language in ("ko", "en"))
    return change, (f"{part.ko} 삭제: {ko}"[:300], f"{part.en}, removed: {en}"[:300])


def kept(part: Part, source: Json, change: Json) -> list[str]:
    """Return why a change that takes something out cannot stand: the contacts the screens would then lack, in words.

    Of any other part the draft may lack something for a while: a group loses its signs before it goes itself.
    """
    if part.name != "contacts":
        return []
    before, after = (_found(one) for one in (source, compose.apply(source, change)))
    return [faults.what(fault) for fault in after if fault.place == part.where and fault not in before]


def _found(draft: Json) -> tuple[Broken, ...]:
    try:
        edition_json.read(json.dumps(draft).encode())
    except Faulty as fault:
        return fault.faults
    return ()


def _choices(field: Field, source: Json) -> list[tuple[str, str]]:
    if field.name == "group":
        return [(one["id"], say(one["title"]["ko"], one["title"]["en"])) for one in source["checklist"]["groups"]]
    if field.name == "zone":
        return [(one["id"], say(one["name"]["ko"], one["name"]["en"])) for one in source["zones"]]
    return choices_in_words(field.choices)


def _typed(part: Part, held: Json) -> Iterator[tuple[str, Any]]:
    now = datetime.now(SEOUL).strftime(MINUTE)
    for field in part.fields:
        value = held.get(field.name)
        match field.shape:
            case Shape.SIX:
                yield from ((f"{field.name}_{code}", words) for code, words in (value or {}).items())
            case Shape.MINUTE:
                new = now if field.name in ("start", "as_of") else ""
                yield field.name, utc_moment(value).astimezone(SEOUL).strftime(MINUTE) if value else new
            case Shape.LINES:
                yield field.name, "\n".join(value or ())
            case _:
                yield field.name, value or ""
