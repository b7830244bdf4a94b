"""What every form shares: times in Korea to the minute, and texts in six languages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from kiosk.desk.editing import pasted
from kiosk.desk.editing.part import Choices, Field, Shape
from kiosk.desk.editing.parts_table import TRANSLATORS
from kiosk.desk.words import say
from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.domain.moments import utc_text

MINUTE = "%Y-%m-%dT%H:%M"
MOST = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2099


class Minute(forms.DateTimeField):
    """A moment in Korean time; "24:00" is 00:00 of the next day, as the ministry means it."""

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed. Raises ValidationError."""
        day, mark, clock = str(value or "").strip().replace(" ", "T", 1).partition("T")
        if not mark or clock not in ("24:00", "24:00:00"):
            return super().to_python(value)
        found: datetime | None = super().to_python(f"{day}T00:00")
        return found + timedelta(days=1) if found else None


def minute(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """Make a field for a moment in Korean time, to the minute."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "max": f"{LAST_YEAR}-12-31T23:59"}, format=MINUTE)
    return Minute(
        label=label, required=required, help_text=help_text, widget=widget, validators=[of_our_time],
        input_formats=[MINUTE, f"{MINUTE}:%S"],
    )  # fmt: skip


def of_our_time(at: datetime) -> None:
    """Refuse a year that is not of our time: one typed in two digits is the year 26. Raises ValidationError."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValidationError(
            say(
                f"연도를 네 자리로 적으세요 ({FIRST_YEAR}–{LAST_YEAR}).",
                f"Write the year in four digits ({FIRST_YEAR}-{LAST_YEAR}).",
            )
        )


def stamp(at: datetime) -> str:
    """Return a moment in the wire's form, to the minute."""
    return utc_text(at.replace(second=0, microsecond=0))


def choices_in_words(choices: Choices) -> list[tuple[str, str]]:
    """Return a field's choices in the reader's language."""
    return [(value, say(ko, en)) for value, ko, en in choices]


class Six(forms.Form):
    """A form with texts in six languages: fields NAME_ko ... NAME_vi.

    `gaps`: whether the officer saves with languages missing, to be added by somebody else: they are then named on the
    version's page, and block it there. `folded`: texts that stay folded while they are empty.
    """

    folded: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts: dict[str, str] = {}
        self.gaps = bool(self.data.get("gaps"))
        self.taken: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Take out what shows nothing (`remark` says so); name what no screen can show at its field, with its place."""
        found = super().clean() or self.cleaned_data
        for name, value in list(found.items()):
            if isinstance(value, str):
                self.taken += pasted.taken_out(value)
                found[name] = pasted.plain(value).strip()
                if wrong := pasted.misleading(found[name]):
                    self.add_error(name, say(f"쓸 수 없는 문자: {wrong}", f"Characters that cannot be shown: {wrong}"))
        return found

    def remark(self) -> str:
        """Return what was taken out of what was typed, "" if nothing was."""
        names = ", ".join(f"U+{ord(one):04X}" for one in dict.fromkeys(self.taken))
        told = (
            f"붙여 넣은 글에서 보이지 않는 것을 빼고 줄 바꿈을 고쳤습니다: {names}",
            f"What shows nothing was taken out of the text, and line ends were made plain: {names}",
        )
        return say(*told) if names else ""

    def six(self, name: str, label: Any, rows: int = 2, most: int = MOST) -> None:
        """Add the six fields of one text of at most `most` letters, which the page counts: nothing pasted is cut unsaid."""
        self.texts[name] = str(label)
        for code in LOCALES:
            widget = forms.Textarea(attrs={"rows": rows, "lang": code.replace("_", "-")})
            field = forms.CharField(label=TRANSLATORS[code], required=False, widget=widget, max_length=most)
            field.widget.attrs["data-most"] = field.widget.attrs.pop("maxlength")
            self.fields[f"{name}_{code}"] = field

    def typed_field(self, field: Field, choices: list[tuple[str, str]], most: int = MOST) -> None:
        """Add what an officer types for a field of the table of parts; `most`: the letters of a text in six languages."""
        label, required = say(field.ko, field.en), not field.optional
        match field.shape:
            case Shape.SIX:
                self.six(field.name, label, field.rows, most)
            case Shape.MINUTE:
                self.fields[field.name] = minute(label, required=required)
            case Shape.CHOICE:
                none = [] if required else [("", "–")]
                self.fields[field.name] = forms.ChoiceField(label=label, required=required, choices=none + choices)
            case Shape.LINE:
                self.fields[field.name] = forms.CharField(label=label, required=required, max_length=500)
            case Shape.LINES:
                box = forms.Textarea(attrs={"rows": field.rows})
                self.fields[field.name] = forms.CharField(label=label, required=required, max_length=4000, widget=box)

    def typed_value(self, field: Field) -> Any:
        """Return what was typed for such a field, as the edition writes it; empty where nothing was."""
        typed = self.cleaned_data.get(field.name)
        match field.shape:
            case Shape.SIX:
                return self.text(field.name)
            case Shape.MINUTE:
                return stamp(typed) if typed else None
            case Shape.LINES:
                return [line.strip() for line in str(typed or "").splitlines() if line.strip()]
            case _:
                return typed

    def text(self, name: str) -> dict[str, str]:
        """Return what was typed for one text, without the empty ones."""
        found = {code: str(self.cleaned_data.get(f"{name}_{code}") or "").strip() for code in LOCALES}
        return {code: words for code, words in found.items() if words}

    def demand(self, name: str, codes: tuple[str, ...] = REQUIRED) -> None:
        """Name every language that lacks words; nothing where gaps are allowed for now."""
        for code in codes:
            if not self.gaps and code not in self.text(name) and f"{name}_{code}" not in self.errors:
                self.add_error(f"{name}_{code}", say("이 언어의 글이 필요합니다.", "Text is needed in this language."))

    def typed(self) -> dict[str, Any]:
        """Return what was typed, to go on from."""
        data: Any = self.data
        return {
            name: data.getlist(name) if isinstance(field, forms.MultipleChoiceField) else data.get(name, "")
            for name, field in self.fields.items()
        }

    def blocks(self) -> Iterator[tuple[str, list[BoundField], bool]]:
        """Return the fields as they stand on the page: ("", [one field], True), or (a text's label, its six fields, unfolded)."""
        under = {f"{name}_{code}": name for name in self.texts for code in LOCALES}
        for bound in self:
            if bound.name not in under:
                yield "", [bound], True
            elif bound.name.endswith(f"_{LOCALES[0]}"):
                name = under[bound.name]
                found = [self[f"{name}_{code}"] for code in LOCALES]
                yield (
                    self.texts[name],
                    found,
                    name not in self.folded or any(one.value() or one.errors for one in found),
                )

    def faulty(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Return (a text's label or "", what is wrong, the fields) with errors: languages that lack the same stand together."""
        for label, fields, _ in self.blocks():
            wrong: dict[str, list[BoundField]] = {}
            for one in fields:
                if one.errors:
                    wrong.setdefault(" ".join(map(str, one.errors)), []).append(one)
            for words, found in wrong.items():
                yield label, words, found
