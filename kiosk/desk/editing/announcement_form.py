"""The form that transcribes the ministry's announcement."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from kiosk.desk.editing import faults, parts, phrases
from kiosk.desk.editing.half_years import half_year_end
from kiosk.desk.editing.names import fresh
from kiosk.desk.editing.notice_form import phrase_choices
from kiosk.desk.editing.translated_form import LAST_YEAR, Six, minute, stamp
from kiosk.desk.words import SEOUL, Pair, say
from kiosk.desk.words.labels import w
from kiosk.domain.level import Level
from kiosk.domain.text import LOCALES
from kiosk.feed.document import reach

FREE = "*"
"""The choice that means: typed below, in six languages."""


class Announcement(Six):
    """Transcribe the ministry's announcement."""

    folded = ("free", "other")
    zones = forms.MultipleChoiceField(label=w("지역", "Zones"), widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(label=w("단계 (발표문의 용어대로)", "Level (as worded)"), widget=forms.RadioSelect)
    announced = minute(w("발표 시각 (한국시간)", "Announced at (Korean time)"))
    effective = minute(w("효력 시작 (한국시간)", "In force from (Korean time)"))
    until = minute(w("종료 (한국시간, 발표에 있을 때만)", "Until (Korean time, only if stated)"), required=False)
    legal_end = forms.DateField(
        label=w("금지의 법적 종료일 (4단계만)", "Legal end of the ban (level 4 only)"), required=False,
        help_text=w(
            "금지는 반년 단위로 정해집니다: 발표문의 날짜, 없으면 다음 1월 31일이나 7월 31일.",
            "Bans are decided for half-year blocks: the day in the announcement, else the next 31 January or 31 July.",
        ),
        widget=forms.DateInput(attrs={"type": "date", "max": f"{LAST_YEAR}-12-31"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )  # fmt: skip
    reason = forms.ChoiceField(label=w("이유", "Reason"), required=False)
    exception = forms.ChoiceField(label=w("예외", "Exception"), required=False)
    publisher = forms.ChoiceField(label=w("발표 기관", "Publisher"))
    url = forms.URLField(
        label=w("출처 주소 (https, 있을 때만)", "Source address (https, if any)"),
        required=False,
        assume_scheme="https",
    )
    verbatim = forms.CharField(
        label=w("발표문 원문 (한국어 그대로)", "The announcement's Korean text, verbatim"), max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "ko"}),
    )  # fmt: skip

    def __init__(self, live: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live = live
        self.fields["legal_end"].initial = half_year_end(datetime.now(SEOUL).date())
        places = [one for one in live["zones"] if one["kind"] != "country"]
        self.choices("zones", [(one["id"], _place(one, live)) for one in places])
        self.choices(
            "level",
            [(_level(one), _said(one)) for one in live["levels"]],
        )
        empty = [("", say("고르거나, 아래에 직접 입력", "Choose one, or write below"))]
        self.choices("reason", empty + phrase_choices(phrases.reasons(live)))
        free = (FREE, say("직접 입력 (아래 여섯 언어)", "Free text (six languages below)"))
        self.choices("exception", [("", say("없음", "None")), *phrase_choices(phrases.exceptions(live)), free])
        self.choices("publisher", phrase_choices(phrases.publishers(live)))
        self.six("free", say("이유 직접 입력", "Reason, free text"))
        self.six("other", say("예외 직접 입력", "Exception, free text"))
        reason, exception = ([f"{name}_{code}" for code in LOCALES] for name in self.folded)
        first = ("zones", "level", "announced", "effective", "until", "legal_end", "reason")
        self.order_fields([*first, *reason, "exception", *exception, "publisher", "url", "verbatim"])

    def choices(self, name: str, found: list[tuple[str, str]]) -> None:
        """Fill a choice from the edition in force."""
        self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand reason and exception in six languages one way or the other; an end after the start; https."""
        typed = super().clean() or self.cleaned_data
        self._demand_a_reason(typed)
        if typed.get("exception") == FREE:
            self.demand("other")
        if typed.get("announced") and typed["announced"] > datetime.now(UTC):
            self.add_error("announced", say("발표 시각이 아직 오지 않았습니다.", "That moment has not come yet."))
        if typed.get("until") and typed.get("effective") and typed["until"] <= typed["effective"]:
            self.add_error("until", say("종료는 시작보다 뒤여야 합니다.", "The end must be after the start."))
        if _is_ban(typed):
            self._demand_legal_end(typed)
        if typed.get("url") and (wrong := reach.wrong_address(typed["url"])):
            self.add_error("url", faults.what(wrong))
        return typed

    def _demand_a_reason(self, typed: dict[str, Any]) -> None:
        if typed.get("reason"):
            return
        if self.text("free"):
            self.demand("free")
            return
        ko = "고르거나, 아래에 여섯 언어로 적으세요."
        self.add_error("reason", say(ko, "Choose one, or write it below in six languages."))

    def _demand_legal_end(self, found: dict[str, Any]) -> None:
        if "legal_end" in self.errors:
            return
        if not found.get("legal_end"):
            self.add_error(
                "legal_end",
                say("여행금지에는 법적 종료일이 필요합니다.", "A travel ban needs its legal end."),
            )
        elif found.get("effective") and found["legal_end"] < found["effective"].astimezone(SEOUL).date():
            self.add_error(
                "legal_end", say("법적 종료일이 효력 시작보다 앞섭니다.", "The legal end is before the ban begins.")
            )

    def change(self) -> dict[str, Any]:
        """Return the change: one advisory for each zone."""
        typed = self.cleaned_data
        level, _, wording = typed["level"].partition(" ")
        shared: dict[str, Any] = {
            "level": level,
            "wording": wording,
            "effective": stamp(typed["effective"]),
            "announced": stamp(typed["announced"]),
            "certainty": "read",
            "reason": phrases.reasons(self.live)[typed["reason"]] if typed["reason"] else self.text("free"),
            "source": self._source(typed),
            **self._optional(typed),
        }
        day = typed["effective"].astimezone(SEOUL).strftime("%Y-%m-%d-%H%M")
        return {
            "add": {"advisories": [{"id": fresh(f"{day}-{zone}"), "zone": zone, **shared} for zone in typed["zones"]]}
        }

    def _source(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {
            "publisher": phrases.publishers(self.live)[typed["publisher"]],
            "published": stamp(typed["announced"]),
            "verbatim_ko": typed["verbatim"],
            **({"url": typed["url"]} if typed["url"] else {}),
        }

    def _optional(self, typed: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if _is_ban(typed):
            found["legal_end"] = typed["legal_end"].isoformat()
        if typed["until"]:
            found["until"] = stamp(typed["until"])
        if exception := typed["exception"]:
            own = exception == FREE
            found["exceptions"] = [self.text("other") if own else phrases.exceptions(self.live)[exception]]
        return found

    def summary(self) -> Pair:
        """Return one line for lists."""
        picked, level = self.cleaned_data["zones"], self.cleaned_data["level"]
        count = len(picked) - 3
        ko, en = (
            ", ".join(names[one] for one in picked[:3])
            for names in (parts.names(self.live, language) for language in ("ko", "en"))
        )
        name = next(one["name"]["en"] for one in self.live["levels"] if _level(one) == level)
        more = (f" 외 {count}", f" and {count} more") if count > 0 else ("", "")
        return f"{ko}{more[0]}: {level.partition(' ')[2]}", f"{en}{more[1]}: {name}"


def _place(one: dict[str, Any], live: dict[str, Any]) -> str:
    """A town says in which province it lies: Sihanoukville city is not Sihanoukville province."""
    language = say("ko", "en")
    name = str(one["name"][language])
    if one["kind"] != "locality":
        return name
    around = next(str(zone["name"][language]) for zone in live["zones"] if zone["id"] == one["parent"])
    return say(f"{name} ({around} 안)", f"{name} (in {around})")


def _is_ban(found: dict[str, Any]) -> bool:
    return str(found.get("level", "")).startswith(Level.LEVEL_4.name)


def _level(one: dict[str, Any]) -> str:
    return f"{one['level']} {one['wording']}"


def _said(one: dict[str, Any]) -> str:
    sign = Level[one["level"]].sign
    return say(f"{sign} {one['wording']}", f"{sign} {one['name']['en']} ({one['wording']})")
