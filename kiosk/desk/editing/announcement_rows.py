"""The rows of an announcement as they are typed: places, and the level that holds there.

Rules: a form has as many rows as somebody asked for, at most `MOST`; the first row's fields carry plain names (`zones`,
`level`), those of the second `zones_2`. A row in which nothing is picked is none. What starts or ends apart from the others
says so in its own row; else the announcement's start counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kiosk.desk.editing.half_years import half_year_end
from kiosk.desk.editing.translated_form import LAST_YEAR, minute
from kiosk.desk.words import SEOUL, say
from kiosk.desk.words.labels import w
from kiosk.domain.level import Level

MOST = 20
NAMES = ("zones", "level", "legal_end", "effective", "until", "exception")
FREE = "*"
"""The exception that means: typed below, in six languages."""


@dataclass(frozen=True)
class Row:
    """One row as typed. `start`: the announcement's, where the row names none; `exception`: Korean words, `FREE` or ""."""

    number: int
    zones: tuple[str, ...]
    level: str
    wording: str
    start: datetime
    until: datetime | None = None
    legal_end: date | None = None
    exception: str = ""

    @property
    def ban(self) -> bool:
        """Tell whether it is a ban, the one level with a legal end."""
        return self.level == Level.LEVEL_4.name


@dataclass(frozen=True)
class Shown:
    """One row as it stands on the page. `names`: the places picked; `more`: what may stay folded; `open`: whether it is not."""

    number: int
    zones: BoundField
    level: BoundField
    legal_end: BoundField
    more: tuple[BoundField, ...]
    names: str
    open: bool


def called(name: str, number: int) -> str:
    """Return the name of a row's field: `zones`, `zones_2`."""
    return name if number == 1 else f"{name}_{number}"


def count(typed: Any) -> int:
    """Return how many rows somebody asked for, 1 where they did not say."""
    said = str(typed or "")
    return min(MOST, max(1, int(said))) if said.isascii() and said.isdigit() else 1


def fields(number: int, choices: dict[str, list[tuple[str, str]]]) -> dict[str, forms.Field]:
    """Return the fields of one row by name; the first row's start is the announcement's own."""
    found: dict[str, forms.Field] = {
        "zones": forms.MultipleChoiceField(
            label=w("지역", "Zones"), widget=forms.CheckboxSelectMultiple, choices=choices["zones"], required=False
        ),
        "level": forms.ChoiceField(
            label=w("단계 (발표문의 용어대로)", "Level (as worded)"), widget=forms.RadioSelect,
            choices=choices["level"], required=False,
        ),
        "legal_end": _legal_end(),
        "effective": minute(w("이 행만의 효력 시작 (다를 때만)", "In force from, this row (only if it differs)"), required=False),
        "until": minute(
            w("종료 (한국시간, 발표에 있을 때만)", "Until (Korean time, only if stated)"), required=False,
            help_text=w("‘31일 24:00’은 다음 날 00:00입니다.", "“24:00 on the 31st” is 00:00 of the next day."),
        ),
        "exception": forms.ChoiceField(label=w("예외", "Exception"), required=False, choices=choices["exception"]),
    }  # fmt: skip
    if number == 1:
        del found["effective"]
    return {called(name, number): field for name, field in found.items()}


def _legal_end() -> forms.DateField:
    return forms.DateField(
        label=w("금지의 법적 종료일 (4단계만)", "Legal end of the ban (level 4 only)"), required=False,
        initial=half_year_end(datetime.now(SEOUL).date()),
        help_text=w(
            "금지는 반년 단위로 정해집니다: 발표문의 날짜, 없으면 다음 1월 31일이나 7월 31일.",
            "Bans are decided for half-year blocks: the day in the announcement, else the next 31 January or 31 July.",
        ),
        widget=forms.DateInput(attrs={"type": "date", "max": f"{LAST_YEAR}-12-31"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )  # fmt: skip


def row(number: int, typed: dict[str, Any], start: datetime | None) -> Row | None:
    """Return a row as typed; None where nothing is picked, or it is not whole."""
    zones, level = (typed.get(called(name, number)) for name in ("zones", "level"))
    start = typed.get(called("effective", number)) or start
    if not zones or not level or start is None:
        return None
    name, _, wording = str(level).partition(" ")
    legal_end = typed.get(called("legal_end", number)) if name == Level.LEVEL_4.name else None
    until, exception = (typed.get(called(field, number)) for field in ("until", "exception"))
    return Row(number, tuple(zones), name, wording, start, until or None, legal_end, exception or "")


def wrong(number: int, typed: dict[str, Any], found: Row | None, errors: Any) -> list[tuple[str, str]]:
    """Return (field, what is wrong) of a row beyond each field's own faults. `errors`: the fields that have one already."""
    zones, level, legal_end, until = (called(name, number) for name in ("zones", "level", "legal_end", "until"))
    said = []
    if typed.get(zones) and not typed.get(level) and level not in errors:
        said.append((level, say("이 지역의 단계를 고르세요.", "Choose the level of these places.")))
    if typed.get(level) and not typed.get(zones) and zones not in errors:
        said.append((zones, say("이 단계의 지역을 고르세요.", "Choose the places of this level.")))
    if found is None:
        return said
    if found.until and found.until <= found.start:
        said.append((until, say("종료는 시작보다 뒤여야 합니다.", "The end must be after the start.")))
    if found.ban and legal_end not in errors and found.legal_end is None:
        said.append((legal_end, say("여행금지에는 법적 종료일이 필요합니다.", "A travel ban needs its legal end.")))
    elif found.legal_end and found.legal_end < found.start.astimezone(SEOUL).date():
        said.append(
            (legal_end, say("법적 종료일이 효력 시작보다 앞섭니다.", "The legal end is before the ban begins."))
        )
    return said


def shown(form: forms.Form, number: int, names: dict[str, str]) -> Shown:
    """Return a row for the page; `names` of zones by id."""
    at = {name: form[called(name, number)] for name in NAMES if called(name, number) in form.fields}
    if number == 1:
        at.pop("effective", None)
    more = tuple(at[name] for name in ("effective", "until", "exception") if name in at)
    picked = [names[one] for one in at["zones"].value() or () if one in names]
    faulty = any(one.errors for one in more)
    return Shown(
        number, at["zones"], at["level"], at["legal_end"], more, ", ".join(picked),
        faulty or any(one.value() for one in more),
    )  # fmt: skip
