"""The edition that ships with the program: what it must say, and that six languages say the same as far as we can tell.

The tables are written by hand from the facts the edition rests on (the ministry's announcements, the list of warning
signs, the list of contacts); the edition must agree with them, not the other way round.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.contact import ContactKind, Role
from kiosk.domain.languages import LOCALES, REQUIRED
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.standing import View, in_force, levels_at, standing
from kiosk.domain.text import Text
from kiosk.domain.zone import Cover, ZoneKind
from kiosk.feed.document import validation
from kiosk.feed.document.edition_json import read

ASSETS = Path(__file__).parents[2] / "assets"
BYTES = ASSETS.joinpath("edition/edition.json").read_bytes()
EDITION = read(BYTES)
NOW = View.at(datetime(2026, 10, 7, tzinfo=UTC))
BEFORE = View.at(datetime(2026, 7, 1, tzinfo=UTC))
TRANSLATED = LOCALES[1:]


def texts(value: Any, place: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of the edition with its place, by ids where there are any."""
    if isinstance(value, dict):
        if set(value) >= set(REQUIRED):
            yield place, Text(value)
            return
        for key, inner in value.items():
            yield from texts(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            name = inner.get("id", index) if isinstance(inner, dict) else index
            yield from texts(inner, f"{place}[{name}]")


TEXTS = dict(texts(json.loads(BYTES)))
SENTENCES = {place: text for place, text in TEXTS.items() if ".publisher" not in place}


# The edition ----------------------------------------------------------------------------------------------------------


def test_the_bundled_edition_makes_sense() -> None:
    """The bundled edition breaks no rule a fetched one must keep."""
    assert validation.faults(EDITION) == []


def test_it_is_number_0_and_live() -> None:
    """It has number 0, so that every signed edition is newer, and is what a live gate shows."""
    assert (EDITION.number, EDITION.mode, EDITION.schema) == (0, Mode.LIVE, "1.0")


def test_its_dates_are_those_of_the_newest_observation() -> None:
    """It is dated by its newest observation of the ministry's data, 6 October 2026, and holds a month."""
    issued = datetime(2026, 10, 6, 7, 34, 12, tzinfo=UTC)
    assert (EDITION.issued_at, EDITION.attested_at) == (issued, issued)
    assert issued == max(one.observed_at for one in EDITION.advisories if one.observed_at)
    assert EDITION.valid_until == datetime(2026, 11, 6, 7, 34, 12, tzinfo=UTC)


def test_it_is_kept_readable() -> None:
    """The file is JSON by one space in real characters, so that a change to a word is one line in a review."""
    assert BYTES.decode() == json.dumps(json.loads(BYTES), ensure_ascii=False, indent=1) + "\n"


def test_it_brings_no_bulletin_and_no_correction() -> None:
    """Notices and corrections are for a moment; none is shipped."""
    assert EDITION.notices == ()
    assert EDITION.corrections == ()


# Zones and levels -----------------------------------------------------------------------------------------------------

DIVISIONS = {  # id: (Korean, English, Khmer), as listed; KH-18 is named as the province
    "KH-1": ("반테이민체이주", "Banteay Meanchey", "បន្ទាយមានជ័យ"),
    "KH-2": ("바탐방주", "Battambang", "បាត់ដំបង"),
    "KH-3": ("캄퐁참주", "Kampong Cham", "កំពង់ចាម"),
    "KH-4": ("캄퐁치낭주", "Kampong Chhnang", "កំពង់ឆ្នាំង"),
    "KH-5": ("캄퐁스페우주", "Kampong Speu", "កំពង់ស្ពឺ"),
    "KH-6": ("캄퐁톰주", "Kampong Thom", "កំពង់ធំ"),
    "KH-7": ("캄폿주", "Kampot", "កំពត"),
    "KH-8": ("칸달주", "Kandal", "កណ្ដាល"),
    "KH-9": ("코콩주", "Koh Kong", "កោះកុង"),
    "KH-10": ("크라티에주", "Kratié", "ក្រចេះ"),
    "KH-11": ("몬돌끼리주", "Mondulkiri", "មណ្ឌលគិរី"),
    "KH-12": ("프놈펜시", "Phnom Penh", "រាជធានីភ្នំពេញ"),
    "KH-13": ("프레아비히어주", "Preah Vihear", "ព្រះវិហារ"),
    "KH-14": ("프레이벵주", "Prey Veng", "ព្រៃវែង"),
    "KH-15": ("푸르사트주", "Pursat", "ពោធិ៍សាត់"),
    "KH-16": ("라타나키리주", "Ratanakiri", "រតនគិរី"),
    "KH-17": ("시엠립", "Siem Reap", "សៀមរាប"),
    "KH-18": ("시하누크빌주", "Sihanoukville province", "ខេត្តព្រះសីហនុ"),
    "KH-19": ("스퉁트렝주", "Stung Treng", "ស្ទឹងត្រែង"),
    "KH-20": ("스바이리엥주", "Svay Rieng", "ស្វាយរៀង"),
    "KH-21": ("타케오주", "Takéo", "តាកែវ"),
    "KH-22": ("웃더민체이주", "Oddar Meanchey", "ឧត្ដរមានជ័យ"),
    "KH-23": ("켑주", "Kep", "កែប"),
    "KH-24": ("파일린주", "Pailin", "ប៉ៃលិន"),
    "KH-25": ("트봉크뭄주", "Tbong Khmum", "ត្បូងឃ្មុំ"),
}


@pytest.mark.parametrize("zone_id", DIVISIONS)
def test_divisions_are_named_as_listed(zone_id: str) -> None:
    """Each division has its listed Korean, English and Khmer name, and says whence the others come."""
    zone = EDITION.zone(zone_id)
    ko, en, km = (zone.name.in_(locale) for locale in ("ko", "en", "km"))
    assert (ko, en, km.replace("\u200b", "")) == DIVISIONS[zone_id]
    assert zone.note.startswith("zh_Hans, ja, vi: ours; ko: ")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_zones_share_a_name(locale: str) -> None:
    """In every language each zone can be told from every other, the province of Sihanoukville from its city too."""
    names = Counter(zone.name.in_(locale) for zone in EDITION.zones)
    assert {name: count for name, count in names.items() if count > 1} == {}


PROVINCE_AND_CITY = {
    "ko": ("주", "시"),
    "en": ("province", "city"),
    "km": ("ខេត្ត", "ក្រុង"),
    "zh_Hans": ("省", "市"),
    "ja": ("州", "市"),
    "vi": ("Tỉnh", "Thành phố"),
}


@pytest.mark.parametrize("locale", REQUIRED)
def test_sihanoukville_province_is_not_its_city(locale: str) -> None:
    """Both carry the word for what they are, since the city stands at another level than the province around it."""
    province, city = PROVINCE_AND_CITY[locale]
    assert province in EDITION.zone("KH-18").name.in_(locale)
    assert city in EDITION.zone("sihanoukville-city").name.in_(locale)


def test_localities_lie_where_they_lie() -> None:
    """Each locality lies in its division, and only Poipet within 50 km of Thailand."""
    lying = {zone.id: (zone.parent, zone.bands) for zone in EDITION.of_kind(ZoneKind.LOCALITY)}
    assert lying == {
        "poipet": ("KH-1", ("thai-border-50km",)),
        "bavet": ("KH-20", ()),
        "bokor": ("KH-7", ()),
        "sihanoukville-city": ("KH-18", ()),
    }


def test_the_band_covers_what_the_map_says() -> None:
    """The band covers exactly the divisions that the map's own geometry puts within 50 km of Thailand."""
    drawn = json.loads(ASSETS.joinpath("map/cambodia.json").read_text(encoding="utf-8"))
    covers = {zone: how.value for zone, how in EDITION.zone("thai-border-50km").covers}
    assert covers == drawn["bands"]["thai-border-50km"]["covers"]
    assert {zone for zone, how in covers.items() if how == Cover.WHOLE} == {"KH-22", "KH-24"}


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Sisophon", {"KH-1"}),
        ("시소폰", {"KH-1"}),
        ("Kampong Som", {"KH-18", "sihanoukville-city"}),
        ("시아누크빌", {"KH-18", "sihanoukville-city"}),
        ("西港", {"KH-18", "sihanoukville-city"}),
        ("Angkor Wat", {"KH-17"}),
        ("앙코르와트", {"KH-17"}),
        ("Kratie", {"KH-10"}),
        ("Nam Vang", {"KH-12"}),
        ("金边", {"KH-12"}),
        ("Poi Pet", {"poipet"}),
        ("포이펫", {"poipet"}),
        ("보코르", {"bokor"}),
        ("O Smach", {"KH-22"}),
    ],
)
def test_other_spellings_lead_to_the_place(typed: str, zones: set[str]) -> None:
    """What people type for a place in any language is among its names or other spellings, and no other place's."""
    found = {zone.id for zone in EDITION.zones if typed in {*zone.name.by_locale.values(), *zone.alternates}}
    assert found == zones


STATE = {  # as seen in the ministry's data on 13 August and 6 October 2026
    Level.LEVEL_3: {"bokor", "bavet", "poipet", "sihanoukville-city", "thai-border-50km", "KH-22", "KH-24"},
    Level.LEVEL_2: {"KH-18"},
}


def test_the_levels_as_last_seen() -> None:
    """No ban any more: level 3 at Bokor, Bavet, Poipet, Sihanoukville city and in the band, 2 in that province, else 1."""
    stated = {zone: level for level, zones in STATE.items() for zone in zones}
    places = {zone.id for zone in EDITION.zones if zone.kind is not ZoneKind.COUNTRY}
    assert {zone: standing(EDITION, zone, NOW).level for zone in places} == {
        zone: stated.get(zone, Level.LEVEL_1) for zone in places
    }


@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        ("KH-1", [("thai-border-50km", 3), ("poipet", 3), ("KH-1", 1)]),
        ("KH-18", [("sihanoukville-city", 3), ("KH-18", 2)]),
        ("KH-7", [("bokor", 3), ("KH-7", 1)]),
        ("KH-20", [("bavet", 3), ("KH-20", 1)]),
        ("KH-12", [("KH-12", 1)]),
        ("KH-22", [("KH-22", 3)]),
        ("KH-3", [("KH-3", 1)]),
    ],
)
def test_a_province_lists_the_worst_in_it_first(zone: str, lines: list[tuple[str, int]]) -> None:
    """A province shows its worst place first, by that place's name, and its own ground at its own level."""
    found = [(held.zone.id, held.level) for held in levels_at(EDITION, zone, NOW)]
    assert found == [(name, Level[f"LEVEL_{number}"]) for name, number in lines]


LEVEL_NAMES = {  # (level, the ministry's word)
    (Level.LEVEL_1, "여행유의"),
    (Level.LEVEL_2, "여행자제"),
    (Level.SPECIAL, "특별여행주의보"),
    (Level.LEVEL_3, "출국권고"),
    (Level.LEVEL_3, "철수권고"),
    (Level.LEVEL_4, "여행금지"),
}


def test_levels_carry_exactly_the_ministrys_words() -> None:
    """Each level's Korean name is the ministry's word, to the letter, and there is no other."""
    assert {(entry.level, entry.wording) for entry in EDITION.levels} == LEVEL_NAMES
    assert {(entry.level, entry.name.in_("ko")) for entry in EDITION.levels} == LEVEL_NAMES


def test_translated_level_names_hold_neither_korean_nor_a_number() -> None:
    """The screens put the Korean name and the number beside a translated name, which repeats neither."""
    names = [entry.name.in_(locale) for entry in EDITION.levels for locale in TRANSLATED]
    assert [name for name in names if re.search(r"[\d가-힣]", name)] == []


def test_translated_level_names_tell_the_levels_apart() -> None:
    """In no language do two levels share a name; only the two wordings of level 3 may."""
    for locale in LOCALES:
        named = {(entry.level, entry.name.in_(locale)) for entry in EDITION.levels}
        assert len({name for _, name in named}) == len(named)


VERBS = {  # what each level asks of those who plan to go, with whom the two wordings of level 3 are one
    Level.LEVEL_1: ("Be careful", "ប្រុងប្រយ័ត្ន", "注意安全", "ご注意を", "Hãy cẩn thận"),
    Level.LEVEL_2: ("Only if necessary", "ទៅតែពេលចាំបាច់", "仅必要时前往", "必要な場合のみ", "Chỉ khi cần"),
    Level.SPECIAL: (
        "Special advisory: cancel or postpone",
        "ព្រមានពិសេស៖ លុបចោល ឬពន្យារពេល",
        "特别预警：取消或推迟",
        "特別注意報：中止か延期を",
        "Cảnh báo đặc biệt: hủy hoặc hoãn",
    ),
    Level.LEVEL_3: ("Cancel your trip", "លុបចោលដំណើរ", "请取消行程", "旅行は中止を", "Hủy chuyến đi"),
    Level.LEVEL_4: ("Do not go", "កុំទៅ", "请勿前往", "行かないで", "Đừng đến"),
}


def test_a_level_is_named_by_what_it_asks() -> None:
    """Outside Korean a level is named by what it asks of those who plan to go, not by a word that may mean "depart"."""
    named = {(entry.level, tuple(shown(entry.name.in_(locale)) for locale in REQUIRED[1:])) for entry in EDITION.levels}
    assert named == set(VERBS.items())


def test_no_level_bears_the_name_of_another_countrys() -> None:
    """Japan names its own levels 3 and 4 渡航中止勧告 and 退避勧告; read beside ours they would contradict each other."""
    own = re.compile("退避|渡航中止|渡航は")
    assert [name for entry in EDITION.levels if own.search(name := entry.name.in_("ja"))] == []


def test_only_the_ban_says_a_penalty() -> None:
    """Only level 4 names a penalty: up to one year in prison or up to ten million won."""
    penalties = {entry.level: entry.penalty for entry in EDITION.levels if entry.penalty}
    assert set(penalties) == {Level.LEVEL_4}
    for locale in LOCALES:
        assert Counter(numbers(penalties[Level.LEVEL_4].in_(locale))) == Counter(["1", "10000000"])


# The checklist --------------------------------------------------------------------------------------------------------

SIGNS = [  # (id, group, weight), in the order a traveller meets them
    ("pay-too-high", "offer", "strong"),
    ("no-skill-asked", "offer", "medium"),
    ("resort-office-now", "offer", "medium"),
    ("debt-cancelled", "offer", "medium"),
    ("job-fair-expo", "offer", "medium"),
    ("upfront-fees", "offer", "medium"),
    ("company-unknown", "recruiter", "strong"),
    ("chat-only-never-met", "recruiter", "strong"),
    ("friend-introduced", "recruiter", "strong"),
    ("chat-interview", "recruiter", "medium"),
    ("tell-no-one", "recruiter", "medium"),
    ("coached-answers", "recruiter", "strong"),
    ("ticket-paid", "trip", "strong"),
    ("one-way-rushed", "trip", "strong"),
    ("tourist-visa-work", "trip", "strong"),
    ("bring-bankbook", "trip", "strong"),
    ("personal-data", "trip", "medium"),
    ("stranger-pickup", "trip", "medium"),
    ("route-changes", "trip", "strong"),
    ("passport-taken", "arrival", "strong"),
    ("pay-to-leave", "arrival", "strong"),
    ("you-may-be-punished", "arrival", "strong"),
]


def test_the_22_signs_are_those_of_the_list() -> None:
    """All 22 warning signs are there, in their order, group and weight, each with what supports it."""
    found = [(sign.id, sign.group, sign.weight.value) for sign in EDITION.checklist.signs]
    assert found == SIGNS
    assert [group.id for group in EDITION.checklist.groups] == ["offer", "recruiter", "trip", "arrival"]
    assert [sign.id for sign in EDITION.checklist.signs if not sign.source] == []


WIDEST = {"ko": 44, "en": 78, "km": 90, "zh_Hans": 32, "ja": 40, "vi": 78}  # characters that fit two lines of a row


@pytest.mark.parametrize("locale", REQUIRED)
def test_signs_are_short(locale: str) -> None:
    """A sign fits two lines of its row in every language."""
    long = [one.id for one in EDITION.checklist.signs if len(shown(one.text.in_(locale))) > WIDEST[locale]]
    assert long == []


def test_nothing_sounds_like_an_interrogation() -> None:
    """No text asks a question or raises its voice, in any language."""
    loud = {
        place for place, text in SENTENCES.items() for said in text.by_locale.values() if re.search("[?？!！]", said)
    }
    assert loud == set()


# Contacts -------------------------------------------------------------------------------------------------------------

CONTACTS = {  # id: (kind, role, value, printed), all that may be shown and nothing else
    "embassy-main": (ContactKind.PHONE, Role.EMBASSY, "+85523211900", "+855-23-211-900"),
    "consular-call-center": (ContactKind.PHONE, Role.CALL_CENTRE, "+82232100404", "+82-2-3210-0404"),
    "consular-chat-kakao-line": (ContactKind.CHAT, Role.CALL_CENTRE, "영사콜센터", "영사콜센터"),
    "consular-chat-wechat": (ContactKind.CHAT, Role.CALL_CENTRE, "KoreaMofa1", "KoreaMofa1"),
    "safety-site": (ContactKind.WEB, Role.SAFETY_SITE, "https://www.0404.go.kr", "www.0404.go.kr"),
    "korean-police": (ContactKind.SHORT, Role.KOREAN_POLICE, "112", "112"),
    "cambodian-police": (ContactKind.SHORT, Role.LOCAL_POLICE, "117", "117"),
    "cambodian-police-chat": (ContactKind.CHAT, Role.LOCAL_POLICE, "+855979117117", "+855-979-117-117"),
    "joint-team": (ContactKind.NAME, Role.JOINT_TEAM, "", ""),
}


def test_only_contacts_that_may_be_shown_are_there() -> None:
    """The contacts are those of the list that may ship; the embassy's emergency mobile, not verified, is not one."""
    found = {one.id: (one.kind, one.role, one.value, one.printed) for one in EDITION.contacts}
    assert found == CONTACTS


def test_no_number_is_called_confirmed_yet() -> None:
    """No two officers have confirmed any number of the bundled edition."""
    assert {one.id for one in EDITION.contacts if one.confirmed or one.confirmed_at} == set()


def test_short_numbers_say_where_they_work() -> None:
    """112 works from Korea and 117 from Cambodia, and each says so in every language."""
    country = {"korean-police": "KR", "cambodian-police": "KH"}
    assert {one.id: one.country for one in EDITION.contacts if one.kind is ContactKind.SHORT} == country
    korea = {"ko": "한국", "en": "Korea", "km": "កូរ៉េ", "zh_Hans": "韩国", "ja": "韓国", "vi": "Hàn Quốc"}
    only = {"ko": "에서만", "en": "only", "km": "បានតែពី", "zh_Hans": "仅限", "ja": "からのみ", "vi": "chỉ"}
    hours = {one.id: one.hours for one in EDITION.contacts}
    for locale in REQUIRED:
        assert korea[locale] in shown(hours["korean-police"].in_(locale))
        for name in country:
            assert only[locale] in shown(hours[name].in_(locale))


WHOSE_TIME = {
    "ko": "현지 시간",
    "en": "Cambodian time",
    "km": "ម៉ោងកម្ពុជា",
    "zh_Hans": "柬埔寨时间",
    "ja": "現地時間",
    "vi": "giờ Campuchia",
}


def test_hours_of_the_day_say_whose_time_they_are() -> None:
    """The gate's clock is two hours ahead of Phnom Penh's: hours of the day say that they are Cambodia's."""
    clocked = [one.hours for one in EDITION.contacts if re.search(r"\d\d:\d\d", one.hours.in_("ko"))]
    assert clocked
    untold = [
        hours.in_(locale)
        for hours in clocked
        for locale in REQUIRED
        if WHOSE_TIME[locale] not in shown(hours.in_(locale))
    ]
    assert untold == []


def test_every_phone_number_in_a_text_is_a_contacts() -> None:
    """No text brings a phone number of its own: three digits or more in a row are a contact's, a year or a sum."""
    known = {*"".join(printed for _, _, _, printed in CONTACTS.values()).split("-"), "112", "117", "2025", "2026"}
    for place, text in SENTENCES.items():
        for said in text.by_locale.values():
            long = {number for number in numbers(said) if len(number) >= 3} - known - {"10000000"}
            assert (place, long) == (place, set())


# Six languages --------------------------------------------------------------------------------------------------------


def shown(said: str) -> str:
    """What the eye sees: without the zero-width spaces."""
    return said.replace("\u200b", "")


MONTHS = {"October": "10"}
TEN_MILLION = re.compile(r"1천만|10 million|10 លាន|1000万|1千万|10 triệu")


def numbers(said: str) -> list[str]:
    """Every number in a text; ten million is one number however a language writes it."""
    plain = re.sub("|".join(MONTHS), lambda month: MONTHS[month[0]], shown(said))
    return re.findall(r"\d+", TEN_MILLION.sub("10000000", plain))


def test_numbers_are_written_in_ascii_digits() -> None:
    """No text uses Khmer, full-width or other digits: a level's number looks the same in every language."""
    other = {
        place for place, text in TEXTS.items() for said in text.by_locale.values() if re.search(r"(?![0-9])\d", said)
    }
    assert other == set()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_carry_the_same_numbers(locale: str) -> None:
    """Every number of the Korean stands in the translation, and no other number does."""
    differing = {
        place: (text.in_("ko"), text.in_(locale))
        for place, text in TEXTS.items()
        if sorted(numbers(text.in_("ko"))) != sorted(numbers(text.in_(locale)))
    }
    assert differing == {}


NOT = {
    "ko": r"않|없(?!애)|아닙|아닌|마세요|말라|못하|안 됨",
    "en": r"\b([Nn]ot?|[Nn]ever|[Nn]obody|[Cc]annot|[Ww]ithout|[Uu]nless|keep \w+ from)\b",
    "km": "មិន|កុំ|គ្មាន|លើកលែងតែ",
    "zh_Hans": "不|未|无|没|勿|非|除非",
    "ja": "ない|ません|なく|なければ|なし|言うな|不要|不明",
    "vi": "[Kk]hông|[Cc]hưa|[Đđ]ừng|trừ khi",
}
NOT_REALLY = {  # words in which a language negates and means no negation, or where Korean says it with another word
    "ko": "(?!)",
    "en": "(?!)",
    "km": "មិនស្គាល់|មិនឱ្យចេញដំណើរ",
    "zh_Hans": "非必要勿前往|非法",
    "ja": "なければならない|かもしれません|知らない|なくす",
    "vi": "(?!)",
}


def negates(said: str, locale: str) -> bool:
    """Whether the text says "not" in some way of its language."""
    return bool(re.search(NOT[locale], re.sub(NOT_REALLY[locale], "", shown(said))))


@pytest.mark.parametrize("locale", REQUIRED[1:])
def test_translations_negate_where_korean_does(locale: str) -> None:
    """A translation says "not" where the Korean does, and only there; names of levels are verbs of their own (`VERBS`)."""
    differing = {
        place: (text.in_("ko"), text.in_(locale))
        for place, text in TEXTS.items()
        if not re.fullmatch(r"levels\[\d\]\.name", place)
        if negates(text.in_("ko"), "ko") is not negates(text.in_(locale), locale)
    }
    assert differing == {}


DO_NOT_GO = {
    "ko": "가지 마세요",
    "en": "Do not go",
    "km": "កុំទៅ",
    "zh_Hans": "不要前往",
    "ja": "行かないで",
    "vi": "Đừng đến",
}
AT_ONCE = {"ko": "즉시", "en": "at once", "km": "ភ្លាម", "zh_Hans": "立即", "ja": "直ちに", "vi": "ngay"}
LEAVE = {"ko": "떠나세요", "en": "leave", "km": "ចាកចេញ", "zh_Hans": "离开", "ja": "離れて", "vi": "rời đi"}
CANCEL = {
    "ko": "취소하거나",
    "en": "Cancel or",
    "km": "លុបចោល",
    "zh_Hans": "取消或",
    "ja": "中止または",
    "vi": "hủy hoặc",
}
NEED_NOT_BOARD = {
    "ko": "지금이라도 탑승하지 않을 수 있습니다.",
    "en": "you can still decide not to board.",
    "km": "អ្នកនៅតែមានសិទ្ធិមិនឡើងយន្តហោះ។",
    "zh_Hans": "现在仍可决定不登机。",
    "ja": "今からでも、搭乗しないことを選べます。",
    "vi": "bạn vẫn có quyền không bay.",
}
NOT_SAFE = {
    "ko": "아닙니다",
    "en": "does not mean",
    "km": "មិនមែន",
    "zh_Hans": "不表示",
    "ja": "ではありません",
    "vi": "không có nghĩa",
}


@pytest.mark.parametrize("locale", REQUIRED)
def test_each_level_asks_what_the_ministry_asks(locale: str) -> None:
    """Level 4: do not go, leave at once. Level 3: cancel, leave. Special: cancel. Level 2: do not go unless needed."""
    asked = {entry.level: (shown(entry.plan.in_(locale)), shown(entry.there.in_(locale))) for entry in EDITION.levels}
    assert DO_NOT_GO[locale] in asked[Level.LEVEL_4][0]
    assert LEAVE[locale] in asked[Level.LEVEL_4][1]
    assert AT_ONCE[locale] in asked[Level.LEVEL_4][1]
    assert CANCEL[locale] in asked[Level.LEVEL_3][0]
    assert LEAVE[locale] in asked[Level.LEVEL_3][1]
    assert CANCEL[locale] in asked[Level.SPECIAL][0]
    assert DO_NOT_GO[locale] in asked[Level.LEVEL_2][0]
    assert asked[Level.LEVEL_2][0] != asked[Level.LEVEL_4][0]
    assert asked[Level.LEVEL_1][0] == asked[Level.LEVEL_1][1]


def test_the_two_wordings_of_level_3_ask_the_same() -> None:
    """출국권고 and 철수권고 are one level: what they ask does not differ."""
    first, second = (entry for entry in EDITION.levels if entry.level is Level.LEVEL_3)
    assert (first.plan, first.there) == (second.plan, second.there)


@pytest.mark.parametrize("locale", REQUIRED)
def test_every_verdict_says_one_need_not_board(locale: str) -> None:
    """Whatever was ticked, one may still decide not to board; nothing ticked is not called safe."""
    for _, words in EDITION.checklist.verdicts:
        assert NEED_NOT_BOARD[locale].lower() in shown(words.act.in_(locale)).lower()
    none = {finding.value: words for finding, words in EDITION.checklist.verdicts}["none"]
    assert NOT_SAFE[locale] in shown(none.headline.in_(locale))


KHMER = "[\u1780-\u17d3\u17d7\u17dd]+"


def test_khmer_can_break_between_words() -> None:
    """Khmer texts have zero-width spaces between words: no run of letters is longer than a long word."""
    runs = {run for text in TEXTS.values() for run in re.findall(KHMER, text.in_("km"))}
    assert {run for run in runs if len(run) > 15} == set()
    long = [text.in_("km") for text in TEXTS.values() if len("".join(re.findall(KHMER, text.in_("km")))) > 30]
    assert [said for said in long if "\u200b" not in said] == []


def test_zero_width_spaces_stand_only_between_khmer_letters() -> None:
    """A zero-width space anywhere else would hide in a name or a number."""
    stray = re.compile("(?<![\u1780-\u17d7\u17dd])\u200b|\u200b(?![\u1780-\u17b3])")
    wrong = {place for place, text in TEXTS.items() for said in text.by_locale.values() if stray.search(said)}
    assert wrong == set()
    assert [zone.id for zone in EDITION.zones if "\u200b" in "".join(zone.alternates)] == []


SCRIPTS = {  # letters that show a text to be in its language
    "ko": "[가-힣]",
    "en": "[A-Za-z]",
    "km": "[\u1780-\u17b3]",
    "zh_Hans": "[\u4e00-\u9fff]",
    "ja": "[\u3040-\u30ff\u4e00-\u9fff]",
    "vi": "[A-Za-z]",
}


@pytest.mark.parametrize("locale", REQUIRED)
def test_every_text_is_written_in_its_language(locale: str) -> None:
    """A text is in its language's script, composed, and not a copy of the Korean or the English."""
    said = {place: text.in_(locale) for place, text in TEXTS.items()}
    assert {place for place, words in said.items() if not re.search(SCRIPTS[locale], words)} == set()
    assert {place for place, words in said.items() if unicodedata.normalize("NFC", words) != words} == set()
    copied = {place for place, words in said.items() if locale not in ("ko", "en") and words == TEXTS[place].in_("en")}
    assert {place for place in copied if not place.startswith("zones[")} == set()


def test_sources_name_the_ministry_and_link_only_to_it() -> None:
    """Every announcement is the ministry's; only its own site is linked, and only where it was read there."""
    assert {one.id for one in EDITION.advisories if "외교부" not in one.source.publisher.in_("ko")} == set()
    linked = {one.id: (one.source.url, one.source.id) for one in EDITION.advisories if one.source.url or one.source.id}
    read_there = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
    assert set(linked) == {one.id for one in EDITION.advisories if one.effective == read_there}
    assert set(linked.values()) == {("https://www.0404.go.kr", "ATC0000000048565")}


@pytest.mark.parametrize("zone", ["bokor", "bavet", "poipet", "thai-border-50km", "KH-12", "sihanoukville-city"])
def test_what_stays_keeps_its_reason(zone: str) -> None:
    """A level that the adjustment of 30 June 2026 left as it was still says why it was set, not why others fell."""
    held = in_force(EDITION, zone, BEFORE.now)
    lowered = in_force(EDITION, "KH-18", BEFORE.now)
    assert held is not None
    assert lowered is not None
    assert held.reason != lowered.reason
    assert held.reason in {one.reason for one in EDITION.advisories if one.effective < held.effective}


OBSERVED = {"bokor": 3, "bavet": 3, "poipet": 3, "KH-12": 1, "rest-KH": 1}
ROWS = {  # the ministry's rows for Cambodia, byte for byte, recorded on 13 August and 6 October 2026
    3: "캄보디아-태국 국경 50km 이내,시하누크빌 시 ,캄폿 주 보코산 지역, 바벳 시, 포이펫 시,",
    1: "2\u20243 단계 발령 지역 외 전 지역",
}


@pytest.mark.parametrize(("zone", "level"), OBSERVED.items())
def test_what_was_only_seen_says_no_since_and_no_reason(zone: str, level: int) -> None:
    """What was read in the ministry's data, without a notice, has its days, its row, no reason and no exceptions."""
    held = in_force(EDITION, zone, NOW.now)
    assert held is not None
    assert (held.level, held.certainty) == (Level[f"LEVEL_{level}"], "observed")
    assert (held.effective, held.observed_at) == (
        datetime(2026, 8, 13, 17, 34, tzinfo=UTC),
        datetime(2026, 10, 6, 7, 34, 12, tzinfo=UTC),
    )
    assert (held.reason, held.exceptions, held.until, held.source.url) == (None, (), None, "")
    assert held.source.verbatim_ko == ROWS[level]
    assert "공개 자료" in held.source.publisher.in_("ko")


def test_the_bans_of_june_had_a_legal_end() -> None:
    """The bans left standing on 30 June 2026 had been prolonged to 31 July; of older ones no end was read."""
    ends = {one.id: one.legal_end for one in EDITION.advisories if one.legal_end}
    assert ends == {f"2026-06-30-{zone}": date(2026, 7, 31) for zone in ("bokor", "bavet", "poipet")}


def test_the_call_centre_promises_khmer_to_nobody() -> None:
    """The call centre interprets seven languages and not Khmer; each language says so, the Khmer text above all."""
    hours = next(one for one in EDITION.contacts if one.id == "consular-call-center").hours
    khmer = {
        "ko": "크메르어 없음",
        "en": "not Khmer",
        "km": "គ្មានភាសាខ្មែរ",
        "zh_Hans": "无高棉语",
        "ja": "クメール語なし",
        "vi": "không có tiếng Khmer",
    }
    for locale in REQUIRED:
        assert khmer[locale] in shown(hours.in_(locale))
        assert {"24", "7"} == set(numbers(hours.in_(locale)))


def test_the_penalty_names_korean_nationals() -> None:
    """The Passport Act binds Korean nationals; read by anybody else the penalty is untrue, so each language says whom."""
    penalty = next(one.penalty for one in EDITION.levels if one.penalty)
    whom = {
        "ko": "우리 국민",
        "en": "Korean nationals",
        "km": "ពលរដ្ឋកូរ៉េ",
        "zh_Hans": "韩国公民",
        "ja": "韓国国民",
        "vi": "Công dân Hàn Quốc",
    }
    assert {locale for locale in REQUIRED if whom[locale] in shown(penalty.in_(locale))} == set(REQUIRED)


def test_the_call_centre_says_that_it_is_koreas() -> None:
    """Outside Korean, wherever the call centre is named, Korea is named with it: another country has one too."""
    name = next(one for one in EDITION.contacts if one.id == "consular-call-center").name
    korea = {"en": "Korean", "km": "កូរ៉េ", "zh_Hans": "韩国", "ja": "韓国", "vi": "Hàn Quốc"}
    for locale, word in korea.items():
        assert word in name.in_(locale)
        bare = shown(name.in_(locale)).replace(word, "").strip()
        naked = {
            place
            for place, text in TEXTS.items()
            if bare in shown(text.in_(locale)).replace(shown(name.in_(locale)), "")
        }
        assert naked == set()


def test_guidance_says_where_and_who_first() -> None:
    """Who is held tells place and identity first; family calls 112 in Korea; as of 10 December 2025."""
    first, second = EDITION.guidance.text.in_("ko").split("\n")
    assert "위치와 신원부터" in first
    assert "한국의 가족이 112에" in second
    assert EDITION.guidance.as_of == datetime(2025, 12, 9, 15, 0, tzinfo=UTC)
