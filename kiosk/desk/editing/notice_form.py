"""The form for the police's own notice."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms

from kiosk.desk.editing import phrases
from kiosk.desk.editing.names import fresh
from kiosk.desk.editing.notice_templates import TEMPLATES
from kiosk.desk.editing.part import Field, Shape
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.editing.phrases import Words
from kiosk.desk.editing.translated_form import MOST, Six, choices_in_words, minute, stamp
from kiosk.desk.words import Pair, say
from kiosk.desk.words.labels import w
from kiosk.domain.languages import REQUIRED
from kiosk.domain.notice import spot
from kiosk.feed.document import door

OWN = ("severity", "start", "end", "audience")
"""The fields that this form asks for in ways of its own."""
FIELDS = tuple(field for field in PARTS["notices"].fields if field.name not in OWN)
"""Those that it takes as the table of parts says."""


class Notice(Six):
    """The police's own bulletin."""

    severity = forms.ChoiceField(label=w("중요도", "Severity"), widget=forms.RadioSelect)
    start = minute(w("표시 시작 (한국시간)", "Shown from (Korean time)"))
    lasts = forms.ChoiceField(
        label=w("얼마 동안", "For how long"), widget=forms.RadioSelect, required=False, initial="24",
        choices=[
            ("6", w("6시간", "6 hours")), ("24", w("24시간", "24 hours")), ("72", w("3일", "3 days")),
            ("", w("아래에 적은 시각까지", "Until the time below")),
        ],
    )  # fmt: skip
    end = minute(
        w("표시 종료 (한국시간, 적으면 이것이 앞섬)", "Shown until (Korean time; goes before the above)"),
        required=False,
    )
    terminal = forms.CharField(
        label=w("터미널 (예: 2, 비우면 모두)", "Terminal (such as 2; empty: all)"), required=False, max_length=20
    )
    gate = forms.CharField(
        label=w("탑승구 (예: 231, 비우면 모두)", "Gate (such as 231; empty: all)"), required=False, max_length=20
    )

    def __init__(self, live: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live = live
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            ("information", say("안내", "Information")),
            ("important", say("중요", "Important")),
            ("urgent", say("긴급 (한국어와 영어만으로 가능)", "Urgent (Korean and English suffice)")),
        ]
        none = [("", say("없음: 아래에 씁니다", "None: written below"))]
        ready = [(name, say(one.title["ko"], one.title["en"])) for name, one in TEMPLATES.items()]
        self.fields["template"] = forms.ChoiceField(
            label=say("여섯 언어로 준비된 공지", "Ready in six languages"), required=False, choices=none + ready
        )
        self.sentences = phrases.sentences(live)
        for field in FIELDS:
            if field.shape is Shape.SIX and self.sentences:
                self._offer_phrases(field)
            most = door.text(f"notices.{field.name}")[0] if field.shape is Shape.SIX else MOST
            self.typed_field(field, choices_in_words(field.choices), most)

    def _offer_phrases(self, field: Field) -> None:
        none = [("", say("직접 입력 (아래)", "Free text (below)"))]
        label = say(f"{field.ko}: 문구집에서", f"{field.en}: from the phrase book")
        self.fields[f"{field.name}_phrase"] = forms.ChoiceField(
            label=label, required=False, choices=none + phrase_choices(self.sentences)
        )

    def clean(self) -> dict[str, Any]:
        """Demand six languages, two if urgent; an end after the start that is still to come; one terminal and one gate."""
        typed = super().clean() or self.cleaned_data
        for name in ("terminal", "gate"):
            typed[name] = spot(typed.get(name) or "")
            if not re.fullmatch(r"\w*", typed[name]):
                ko = "한 곳만 적을 수 있습니다. 여러 곳이면 비워 두거나 공지를 따로 쓰세요."
                en = "Only one can be named. For several, leave it empty or write a notice for each."
                self.add_error(name, say(ko, en))
        needed = ("ko", "en") if typed.get("severity") == "urgent" else REQUIRED
        for field in FIELDS:
            ready = typed.get(f"{field.name}_phrase") or self._ready(field.name)
            if field.shape is Shape.SIX and not field.optional and not ready:
                self.demand(field.name, needed)
        if typed.get("start") and typed.get("lasts") and not typed.get("end") and "end" not in self.errors:
            typed["end"] = typed["start"] + timedelta(hours=int(typed["lasts"]))
        self._demand_an_end(typed.get("start"), typed.get("end"))
        return typed

    def _demand_an_end(self, start: datetime | None, end: datetime | None) -> None:
        if start and end is None and "end" not in self.errors:
            self.add_error("end", say("언제까지 보일지 고르거나 적으세요.", "Choose or write until when it is shown."))
        elif start and end and end <= start:
            self.add_error("end", say("종료는 시작보다 뒤여야 합니다.", "The end must be after the start."))
        elif end and end <= datetime.now(UTC):
            past = say("이미 지난 시각이라 화면에 나오지 않습니다.", "That moment has passed: no screen would show it.")
            self.add_error("end", past)

    def change(self) -> dict[str, Any]:
        """Return the change: the notice."""
        found = self.cleaned_data
        audience = {name: found[name] for name in ("terminal", "gate") if found[name]}
        notice = {
            "id": fresh("notice"),
            "severity": found["severity"],
            **{field.name: value for field in FIELDS if (value := self._value(field)) or not field.optional},
            "start": stamp(found["start"]),
            "end": stamp(found["end"]),
            **({"audience": audience} if audience else {}),
        }
        return {"add": {"notices": [notice]}}

    def summary(self) -> Pair:
        """Return one line for lists."""
        title = self.words("title")
        return title.get("ko", "")[:300], (title.get("en") or title.get("ko", ""))[:300]

    def _value(self, field: Field) -> Any:
        return self.words(field.name) if field.shape is Shape.SIX else self.typed_value(field)

    def words(self, name: str) -> dict[str, str]:
        """Return a text from the phrase book or the template, in six languages, or as typed."""
        chosen = self.sentences.get(str(self.cleaned_data.get(f"{name}_phrase") or ""))
        return chosen or self._ready(name) or self.text(name)

    def _ready(self, name: str) -> Words | None:
        """The chosen template's words, where nothing of that text was typed."""
        found = TEMPLATES.get(str(self.cleaned_data.get("template") or ""))
        return None if found is None or self.text(name) else {"title": found.title, "text": found.text}.get(name)


def phrase_choices(sentences: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Return the choices of a field from the phrase book: each by its Korean words, said for the reader."""
    return [(key, say(text["ko"], text["en"])) for key, text in sentences.items()]
