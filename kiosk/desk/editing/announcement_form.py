"""The form that transcribes the ministry's announcement: one source, one text, one reason, and rows of places and levels."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kiosk.desk.editing import announcement_rows, compose, faults, parts, phrases, resting
from kiosk.desk.editing.announcement_rows import FREE, Row, Shown, called
from kiosk.desk.editing.names import fresh
from kiosk.desk.editing.notice_form import phrase_choices
from kiosk.desk.editing.translated_form import Six, minute, stamp
from kiosk.desk.words import SEOUL, Pair, say
from kiosk.desk.words.labels import w
from kiosk.domain.languages import REQUIRED
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_moment
from kiosk.domain.standing import in_force
from kiosk.domain.text import URGENT_LOCALES
from kiosk.domain.zone import ZoneKind
from kiosk.feed.document import door, reach
from kiosk.feed.document.codec import edition_from
from kiosk.language.ready_words import AS_ANNOUNCED

FIRST = ("verbatim", "announced", "effective")
LAST = ("reason", "free", "other", "publisher", "url")
BEGUN = "live"
"""What `begun` holds where the rows began as what is in force: then what stands as it stood is not announced anew."""


SAME = ("level", "wording", "until", "legal_end", "exceptions")
"""What an advisory says of a place; the rest is who announced it, and when."""


class Announcement(Six):
    """Transcribe the ministry's announcement."""

    folded = ("free", "other")
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    begun = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8)
    verbatim = forms.CharField(
        label=w("발표문 원문 (한국어 그대로)", "The announcement's Korean text, verbatim"), max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "ko"}),
    )  # fmt: skip
    announced = minute(w("발표 시각 (한국시간)", "Announced at (Korean time)"))
    effective = minute(w("효력 시작 (한국시간)", "In force from (Korean time)"))
    as_rest = forms.MultipleChoiceField(
        label=w("‘그 밖의 모든 지역’으로 되돌릴 곳", "Put back under “all other places”"),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    reason = forms.ChoiceField(label=w("이유", "Reason"), required=False)
    publisher = forms.ChoiceField(label=w("발표 기관", "Publisher"))
    url = forms.URLField(
        label=w("출처 주소 (https, 있을 때만)", "Source address (https, if any)"),
        required=False,
        assume_scheme="https",
    )

    def __init__(self, live: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live, self.edition = live, edition_from(live)
        self.names = {language: parts.names(live, language) for language in ("ko", "en")}
        self.count = announcement_rows.count(self.data.get("rows") or self.initial.get("rows"))
        self._add_rows()
        self.choices("as_rest", list(self._kept()))
        written = say("아래에 직접 입력 (여섯 언어)", "Written below (six languages)")
        self.choices("reason", [*phrase_choices(phrases.reasons(live)), ("", written)])
        self.fields["reason"].initial = AS_ANNOUNCED
        self.choices("publisher", phrase_choices(phrases.publishers(live)))
        self.six(
            "free",
            say(
                "이유 직접 입력 (특별·3·4단계는 한국어와 영어만으로 가능)",
                "Reason, free text (SPECIAL, 3, 4: Korean and English suffice)",
            ),
            most=door.text("advisories.reason")[0],
        )
        self.six("other", say("예외 직접 입력", "Exception, free text"), most=door.text("advisories.exceptions")[0])
        self.order_fields(["verbatim", "announced", "effective"])

    def _add_rows(self) -> None:
        places = [one for one in self.live["zones"] if one["kind"] != "country"]
        free = (FREE, say("직접 입력 (아래 여섯 언어)", "Free text (six languages below)"))
        exceptions = phrase_choices(phrases.exceptions(self.live))
        choices = {
            "zones": [(one["id"], _place(one, self.live)) for one in places],
            "level": [(f"{one['level']} {one['wording']}", _said(one)) for one in self.live["levels"]],
            "exception": [("", say("없음", "None")), *exceptions, free],
        }
        for number in range(1, self.count + 1):
            self.fields.update(announcement_rows.fields(number, choices))

    def _kept(self) -> Iterator[tuple[str, str]]:
        """Every place that holds a level of its own, with it, and whether that is more or less than the rest's."""
        language = say("ko", "en")
        for zone, held in resting.own(self.edition, datetime.now(UTC)):
            name = self.edition.level_text(held).name.in_("en")
            yield zone.id, f"{zone.name.in_(language)}: {held.level.sign} {say(held.wording, name)}"

    def choices(self, name: str, found: list[tuple[str, str]]) -> None:
        """Fill a choice from the edition in force."""
        self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand a row, or a place put back; each row whole; the reason in six languages one way or the other; https."""
        typed = super().clean() or self.cleaned_data
        self._demand_rows(typed)
        self._demand_a_reason(typed)
        if any(one.exception == FREE for one in self.typed_rows()):
            self.demand("other", self._needed())
        if typed.get("announced") and typed["announced"] > datetime.now(UTC):
            self.add_error("announced", say("발표 시각이 아직 오지 않았습니다.", "That moment has not come yet."))
        if typed.get("url") and (wrong := reach.wrong_address(typed["url"])):
            self.add_error("url", faults.what(wrong))
        if not self.errors and not self.change():
            self.add_error(None, say("아직 아무것도 바뀌지 않았습니다.", "Nothing is changed yet."))
        return typed

    def typed_rows(self) -> list[Row]:
        """Return the rows that are whole."""
        typed = self.cleaned_data
        found = (announcement_rows.row(number, typed, typed.get("effective")) for number in range(1, self.count + 1))
        return [one for one in found if one]

    def _demand_rows(self, typed: dict[str, Any]) -> None:
        for number in range(1, self.count + 1):
            found = announcement_rows.row(number, typed, typed.get("effective"))
            for name, said in announcement_rows.wrong(number, typed, found, self.errors):
                if not (found and name == called("legal_end", number) and self._as_before(found)):
                    self.add_error(name, said)
        rows = self.typed_rows()
        names = [zone for one in rows for zone in one.zones]
        if not names and not typed.get("as_rest") and "zones" not in self.errors and not self._half(typed):
            self.add_error("zones", say("지역과 단계를 고르세요.", "Choose places and their level."))
        both = {zone for zone in names if names.count(zone) > 1} | {*names} & {*typed.get("as_rest", ())}
        if both:
            said = ", ".join(self.names[say("ko", "en")][one] for one in sorted(both))
            self.add_error("as_rest" if {*typed.get("as_rest", ())} & both else "zones", say(
                f"두 번 골랐습니다: {said}. 한 곳은 한 행에만 넣으세요.",
                f"Picked twice: {said}. A place stands in one row only.",
            ))  # fmt: skip

    def _as_before(self, row: Row) -> bool:
        """Whether a row begun from what is in force keeps its legal end: that it has passed is no fault of this announcement."""
        held = [in_force(self.edition, zone, row.start) for zone in row.zones]
        return self.cleaned_data.get("begun") == BEGUN and all(one and one.legal_end == row.legal_end for one in held)

    def _half(self, typed: dict[str, Any]) -> bool:
        """Whether a row is begun, and so has said already what it lacks."""
        return any(typed.get(called(name, n)) for n in range(1, self.count + 1) for name in ("zones", "level"))

    def _needed(self) -> tuple[str, ...]:
        """The languages that its words must have: where every row is severe, Korean and English suffice at first."""
        severe = all(Level[row.level] >= Level.SPECIAL for row in self.typed_rows())
        return URGENT_LOCALES if severe and self.typed_rows() else REQUIRED

    def _demand_a_reason(self, typed: dict[str, Any]) -> None:
        if typed.get("reason"):
            return
        if self.text("free"):
            self.demand("free", self._needed())
            return
        ko = "고르거나, 아래에 여섯 언어로 적으세요."
        self.add_error("reason", say(ko, "Choose one, or write it below in six languages."))

    def change(self) -> dict[str, Any]:
        """Return the change: one advisory for each place of each row, and the end of what is put back under the rest."""
        typed, rows = self.cleaned_data, self.typed_rows()
        added = [one for row in rows for one in self._advisories(row)]
        change: dict[str, Any] = {"add": {"advisories": added}} if added else {}
        if typed.get("as_rest"):
            rests = {one["id"] for one in self.live["zones"] if one["kind"] == ZoneKind.REST}
            start = next((row.start for row in rows if rests & {*row.zones}), typed["effective"])
            change = compose.merged(change, resting.put_back(self.live, typed["as_rest"], start))
        return change

    def _advisories(self, row: Row) -> Iterator[dict[str, Any]]:
        typed = self.cleaned_data
        shared: dict[str, Any] = {
            "level": row.level,
            "wording": row.wording,
            "effective": stamp(row.start),
            "announced": stamp(typed["announced"]),
            "certainty": "read",
            "reason": phrases.reasons(self.live)[typed["reason"]] if typed["reason"] else self.text("free"),
            "source": self._source(typed),
            **self._optional(row),
        }
        day = row.start.astimezone(SEOUL).strftime("%Y-%m-%d-%H%M")
        for zone in row.zones:
            if not (typed.get("begun") == BEGUN and self._stands(zone, shared)):
                yield {"id": fresh(f"{day}-{zone}"), "zone": zone, **shared}

    def _stands(self, zone: str, shared: dict[str, Any]) -> bool:
        """Whether what is in force for a place then says this already."""
        held = in_force(self.edition, zone, utc_moment(shared["effective"]))
        said: dict[str, Any] = next((one for one in self.live["advisories"] if held and one["id"] == held.id), {})
        if held and held.untranslated:
            return False  # what went out in two languages is announced anew in six
        return all(said.get(name) == shared.get(name) for name in SAME)

    def _source(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {
            "publisher": phrases.publishers(self.live)[typed["publisher"]],
            "published": stamp(typed["announced"]),
            "verbatim_ko": typed["verbatim"],
            **({"url": typed["url"]} if typed["url"] else {}),
        }

    def _optional(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if row.legal_end:
            found["legal_end"] = row.legal_end.isoformat()
        if row.until:
            found["until"] = stamp(row.until)
        if row.exception:
            own = row.exception == FREE
            found["exceptions"] = [self.text("other") if own else phrases.exceptions(self.live)[row.exception]]
        return found

    def summary(self) -> Pair:
        """Return one line for lists: each row's places and level, and what is put back."""
        found = [
            "; ".join([*(self._named(row, language) for row in self.typed_rows()), *self._back(language)])
            for language in ("ko", "en")
        ]
        return found[0][:300], found[1][:300]

    def _named(self, row: Row, language: str) -> str:
        ko = language == "ko"
        level = row.wording if ko else next(
            one["name"]["en"] for one in self.live["levels"] if (one["level"], one["wording"]) == (row.level, row.wording)
        )  # fmt: skip
        return f"{self._some(row.zones, language)}: {level}"

    def _back(self, language: str) -> Iterator[str]:
        if zones := self.cleaned_data.get("as_rest"):
            yield f"{self._some(zones, language)}: {'그 밖의 지역으로' if language == 'ko' else 'as the rest'}"

    def _some(self, zones: Any, language: str) -> str:
        more = len(zones) - 3
        left = f" 외 {more}" if language == "ko" else f" and {more} more"
        return ", ".join(self.names[language][one] for one in zones[:3]) + (left if more > 0 else "")

    def begins(self) -> datetime:
        """Return the moment from which the first of it holds."""
        return min((one.start for one in self.typed_rows()), default=self.cleaned_data["effective"])

    def ends(self) -> datetime | None:
        """Return the moment at which the last of it ends, None where one has no end."""
        found = [one.until for one in self.typed_rows()]
        return max(one for one in found if one) if found and all(found) else None

    def shown_rows(self) -> list[Shown]:
        """Return the rows for the page."""
        names = self.names[say("ko", "en")]
        return [announcement_rows.shown(self, number, names) for number in range(1, self.count + 1)]

    @property
    def resting(self) -> bool:
        """Tell whether the places with a level of their own are listed unfolded: the rest is picked, or one of them."""
        rests = {one["id"] for one in self.live["zones"] if one["kind"] == ZoneKind.REST}
        picked = {zone for one in range(1, self.count + 1) for zone in self[called("zones", one)].value() or ()}
        return bool(rests & picked or self["as_rest"].value() or self["as_rest"].errors)

    def first(self) -> Iterator[tuple[str, list[BoundField], bool]]:
        """Return what stands before the rows, as `blocks` does."""
        return (one for one in self.blocks() if one[1][0].name in FIRST)

    def last(self) -> Iterator[tuple[str, list[BoundField], bool]]:
        """Return what stands after the rows, as `blocks` does."""
        return (one for one in self.blocks() if one[1][0].name.partition("_")[0] in LAST)


def _place(one: dict[str, Any], live: dict[str, Any]) -> str:
    """A town says in which province it lies: Sihanoukville city is not Sihanoukville province."""
    language = say("ko", "en")
    name = str(one["name"][language])
    if one["kind"] != "locality":
        return name
    around = next(str(zone["name"][language]) for zone in live["zones"] if zone["id"] == one["parent"])
    return say(f"{name} ({around} 안)", f"{name} (in {around})")


def _said(one: dict[str, Any]) -> str:
    sign = Level[one["level"]].sign
    return say(f"{sign} {one['wording']}", f"{sign} {one['name']['en']} ({one['wording']})")
