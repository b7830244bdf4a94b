"""Editions that two officers could sign: a Hypothesis strategy of everything the door lets through.

Rules: an edition begins as the bundled one, and each of its parts is drawn anew: absent where it may be, empty, or full; every
text at its shortest or at its limit (`door.json`), in its own script and written as people write: Khmer without U+200B, long
runs of Latin letters, one long paragraph. `faults` of what is drawn is always empty (`test_fuzz` holds that).
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from kiosk.domain.advisory import Advisory, Announcement, Certainty
from kiosk.domain.checklist import Checklist
from kiosk.domain.contact import Contact, ContactKind
from kiosk.domain.edition import Edition, Guidance, LevelText
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.notice import Audience, Correction, Notice, Severity
from kiosk.domain.text import Text
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import door
from tests.display.conftest import NOW, SHIPPED

WORDS = {
    "ko": "출국 권고 여행자는 현지 상황이 나빠지면 곧바로 대사관에 연락하고 가족에게 알린 뒤 안전한 곳에서 기다리십시오",
    "en": "Travellers whose onward documentation is held by somebody else should telephone the embassy, not responsibilities",
    "km": "អ្នកដំណើរគួរទូរស័ព្ទទៅស្ថានទូតភ្លាមហើយប្រាប់គ្រួសារនៅផ្ទះកុំប្រគល់លិខិតឆ្លងដែនឱ្យនរណាម្នាក់ឡើយ",
    "zh_Hans": "旅客如遇证件被扣应立即致电使馆并告知家人不要把护照交给任何人在安全的地方等候",
    "ja": "旅券を預けるように言われたらすぐに大使館へ電話し家族にも知らせて安全な場所で待ってください",
    "vi": "Người đi đường hãy gọi ngay cho đại sứ quán báo cho gia đình và không giao hộ chiếu cho bất kỳ ai",
}
ENDS = {"ko": ". ", "en": ". ", "vi": ". ", "km": "។ ", "zh_Hans": "。", "ja": "。"}
RUNS = {"en": "Donaudampfschifffahrtsgesellschaft", "vi": "https://www.example.org/du-lich/canh-bao/campuchia"}
CLOSED = (ZoneKind.COUNTRY, ZoneKind.DIVISION, ZoneKind.REST)


class Writer:
    """Writes texts of a kind as long as the door lets them be (`full`), or of a word or two; some without any pause."""

    def __init__(self, luck: Random, full: float) -> None:
        self.luck, self._full = luck, full

    def text(self, kind: str, longest: int = 0) -> Text:
        """A text of a kind of `door.json`."""
        most = longest or door.text(kind)[0]
        full, run_on = self.luck.random() < self._full, self.luck.random() < 0.5
        return Text({code: words(code, most if full else min(most, 12), run_on) for code in LOCALES})

    def maybe(self, kind: str) -> Text | None:
        """The same, or nothing."""
        return self.text(kind) if self.luck.random() < 0.5 else None


def words(code: str, most: int, run_on: bool) -> str:
    """At most so many letters of a language, in sentences, or (`run_on`) in one that does not end; no space at either end."""
    sentence = WORDS[code] if run_on else WORDS[code] + ENDS[code]
    begin = f"{RUNS[code]} " if run_on and code in RUNS and most > 60 else ""
    return (begin + sentence * (most // len(sentence) + 1))[:most].strip(" \u17d2") or WORDS[code][:most]


@st.composite
def editions(draw: st.DrawFn, now: datetime = NOW) -> Edition:
    """An edition that is in force at `now`."""
    luck = Random(draw(st.integers(0, 2**32)))
    write = Writer(luck, draw(st.sampled_from((0.0, 0.3, 1.0))))
    flag = st.booleans()
    zones = _zones(write, bare=draw(flag), renamed=draw(flag))
    levels = tuple(_level(write, one) for one in SHIPPED.levels) if draw(flag) else SHIPPED.levels
    issued = now - timedelta(minutes=draw(st.integers(1, 60 * 24 * 6)))
    return replace(
        SHIPPED,
        number=draw(st.integers(1, 99_999)),
        mode=draw(st.sampled_from(list(Mode))),
        issued_at=issued,
        attested_at=issued - timedelta(minutes=draw(st.integers(0, 10**6))),
        valid_until=issued + timedelta(days=draw(st.integers(7, door.rules()["valid_days"]))),
        zones=zones,
        levels=levels,
        advisories=_advisories(write, zones, levels, now, draw(st.sampled_from((1, 2, 12, 60)))),
        notices=_notices(write, now, draw(st.sampled_from((0, 0, 1, 2, 30))), draw(flag)),
        checklist=_checklist(write, draw(st.sampled_from((1, 4, door.most("checklist.groups")))), draw(flag)),
        contacts=_contacts(write, few=draw(flag), plain=draw(flag)),
        guidance=_guidance(write, now) if draw(flag) else SHIPPED.guidance,
        corrections=_corrections(write, zones, now, draw(st.sampled_from((0, 0, 1, 6)))),
    )


def _zones(write: Writer, bare: bool, renamed: bool) -> tuple[Zone, ...]:
    """`bare`: no localities and no bands."""
    kept = [one for one in SHIPPED.zones if not bare or one.kind in CLOSED]
    ids = {one.id for one in kept}
    if not renamed:
        return tuple(replace(one, bands=tuple(band for band in one.bands if band in ids)) for one in kept)
    return tuple(
        replace(
            one,
            name=write.text("zones.name"),
            short=write.maybe("zones.short"),
            alternates=one.alternates[: write.luck.randrange(3)],
            bands=tuple(band for band in one.bands if band in ids and write.luck.random() < 0.7),
        )
        for one in kept
    )


def _level(write: Writer, one: LevelText) -> LevelText:
    return replace(
        one,
        name=write.text("levels.name"),
        plan=write.text("levels.plan"),
        there=write.text("levels.there"),
        penalty=write.text("levels.penalty") if one.penalty else None,
    )


def _advisories(
    write: Writer, zones: tuple[Zone, ...], levels: tuple[LevelText, ...], now: datetime, count: int
) -> tuple[Advisory, ...]:
    luck = write.luck
    open_ = [one.id for one in zones if one.kind is not ZoneKind.COUNTRY]
    only = luck.choice(levels) if luck.random() < 0.3 else None
    return tuple(_advisory(write, f"a{n}", luck.choice(open_), only or luck.choice(levels), now) for n in range(count))


def _advisory(write: Writer, name: str, zone: str, level: LevelText, now: datetime) -> Advisory:
    luck = write.luck
    effective = now + timedelta(minutes=luck.choice((-1, -60, -5000, -500_000, -2_000_000, 5, 5000, 10**7)))
    observed = luck.random() < 0.3
    ban = level.level is Level.LEVEL_4
    ends: date | None = (
        (effective + timedelta(days=luck.choice((2, 180)))).date() if ban and luck.random() < 0.7 else None
    )
    return Advisory(
        id=name,
        zone=zone,
        level=level.level,
        effective=effective,
        announced=effective - timedelta(days=luck.randrange(3)),
        reason=None if observed else write.text("advisories.reason"),
        certainty=Certainty.OBSERVED if observed else luck.choice((Certainty.READ, Certainty.INFERRED)),
        wording=level.wording,
        source=Announcement(write.text("advisories.publisher"), effective),
        until=effective + timedelta(minutes=luck.choice((1, 5001, 10**6))) if luck.random() < 0.3 else None,
        exceptions=tuple(write.text("advisories.exceptions") for _ in range(luck.choice((0, 0, 1, 6)))),
        observed_at=effective + timedelta(hours=luck.randrange(3)) if observed else None,
        legal_end=ends,
    )


def _notices(write: Writer, now: datetime, count: int, urgent: bool) -> tuple[Notice, ...]:
    return tuple(_notice(write, f"n{n}", now, urgent) for n in range(count))


def _notice(write: Writer, name: str, now: datetime, urgent: bool) -> Notice:
    luck = write.luck
    title, text = write.text("notices.title"), write.text("notices.text")
    severity = Severity.URGENT if urgent else luck.choice((Severity.INFORMATION, Severity.IMPORTANT))
    if urgent and luck.random() < 0.5:
        title, text = (Text({code: one.in_(code) for code in ("ko", "en")}) for one in (title, text))
    audience = luck.choice((Audience(), Audience(), Audience("T2", "")))
    start = now + timedelta(minutes=luck.choice((-1, -5000, 60)))
    return Notice(name, severity, title, text, start, start + timedelta(days=luck.choice((5, 3000))), audience)


def _checklist(write: Writer, groups: int, rewritten: bool) -> Checklist:
    old = SHIPPED.checklist
    if not rewritten:
        kept = old.groups[:groups]
        ids = {one.id for one in kept}
        return replace(old, groups=kept, signs=tuple(one for one in old.signs if one.group in ids))
    made = tuple(
        replace(old.groups[0], id=f"g{n}", title=write.text("groups.title"), short=write.text("groups.short"))
        for n in range(groups)
    )
    signs = tuple(
        replace(old.signs[n % len(old.signs)], id=f"s{n}", group=f"g{n % groups}", text=write.text("signs.text"))
        for n in range(groups * write.luck.choice((1, 3, 7)))
    )
    said = tuple(
        (
            finding,
            replace(
                one,
                headline=write.text("verdicts.headline"),
                act=write.text("verdicts.act"),
                detail=write.text("verdicts.detail"),
            ),
        )
        for finding, one in old.verdicts
    )
    signs = tuple(replace(one, why=write.text("signs.why")) for one in signs)
    return Checklist(made, signs, said)


def _contacts(write: Writer, few: bool, plain: bool) -> tuple[Contact, ...]:
    """`few`: no more than the door wants."""
    needed = [tuple(one) for one in door.rules()["needed"]]
    kept = [one for one in SHIPPED.contacts if not few or (one.role, one.kind) in needed]
    if few:
        seen = [(one.role, one.kind) for one in kept]
        kept = [one for n, one in enumerate(kept) if (one.role, one.kind) not in seen[:n]]
    if plain:
        return tuple(kept)
    return tuple(
        replace(
            one,
            name=write.text("contacts.name"),
            hours=write.text("contacts.hours"),
            short=write.maybe("contacts.short"),
            confirmed=one.confirmed and (one.kind is ContactKind.PHONE or write.luck.random() < 0.5),
        )
        for one in kept
    )


def _guidance(write: Writer, now: datetime) -> Guidance:
    first, rest = write.text("guidance.text", door.longest("guidance.first_line")), write.text("guidance.text", 300)
    whole = Text({code: f"{first.in_(code)}\n{rest.in_(code)}" for code in LOCALES})
    return Guidance(whole, now - timedelta(days=400), "fuzz")


def _corrections(write: Writer, zones: tuple[Zone, ...], now: datetime, count: int) -> tuple[Correction, ...]:
    places = ["", *(one.id for one in zones)]
    return tuple(
        Correction(
            f"c{n}",
            write.text("corrections.wrong"),
            write.text("corrections.right"),
            now - timedelta(hours=1),
            now + timedelta(hours=write.luck.choice((1, 10_000))),
            write.luck.choice(places),
        )
        for n in range(count)
    )
