"""The parts of an edition as the desk sees them: each a set of items under a key, each item a set of fields. Pure.

One table says what each part is called, where it lies in the document and which of its fields an officer may write; the
form, the difference in words, the history and the change itself all read it. So another part is a row, not a form.

Shapes: `Json` is an item as it stands in the document, with its key as `id` where the document keeps it by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.desk.advice import phrases
from kiosk.desk.words import moment
from kiosk.feed.document.members import time_from

Json = dict[str, Any]
Choices = tuple[tuple[str, str, str], ...]
"""(value, Korean, English)"""


class Shape(StrEnum):
    """How a field is typed."""

    SIX = "six"
    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"
    MINUTE = "minute"


class Kept(StrEnum):
    """How the document keeps a part: a list, a table by name, or one object."""

    LIST = "list"
    TABLE = "table"
    ONE = "one"


@dataclass(frozen=True)
class Field:
    """One field of an item. `choices` may be empty where they come from the edition (groups, zones)."""

    name: str
    ko: str
    en: str
    shape: Shape = Shape.SIX
    rows: int = 2
    choices: Choices = ()
    optional: bool = False


@dataclass(frozen=True)
class Part:
    """One part. `kind`: what a version that writes it is about, "" where the texts' pages do not show it. `grows`,
    `shrinks`, `rewritten`, `ordered`: whether items may be added, taken out, written anew, put in another order."""

    name: str
    ko: str
    en: str
    kind: str = ""
    path: str = ""
    kept: Kept = Kept.LIST
    fields: tuple[Field, ...] = ()
    grows: bool = False
    shrinks: bool = False
    rewritten: bool = True
    ordered: bool = False

    @property
    def where(self) -> str:
        """The dotted path in the document."""
        return self.path or self.name


TRANSLATORS = {"ko": "한국어", "en": "English", "km": "ខ្មែរ", "zh_Hans": "简体中文", "ja": "日本語", "vi": "Tiếng Việt"}
ORDER = "order"
OTHER = {
    ORDER: {"ko": "순서", "en": "Order"},
    "confirmed": {"ko": "확인됨", "en": "Confirmed"},
    "confirmed_at": {"ko": "확인한 때", "en": "Confirmed at"},
}
"""Fields that no form field stands for."""
NAME = Field("name", "이름", "Name", rows=1)
SHORT = Field("short", "짧은 이름 (자리가 좁은 곳)", "Short name (where room is short)", rows=1, optional=True)
SOURCE = Field("source", "출처", "Source", Shape.LINE)
WEIGHTS = (("strong", "강함", "Strong"), ("medium", "보통", "Medium"))
KINDS = (
    ("phone", "전화 (국제번호)", "Phone (international)"),
    ("short", "짧은 번호 (112 등)", "Short number (112 and such)"),
    ("web", "웹", "Web"),
    ("chat", "메신저", "Chat"),
    ("name", "이름만", "Name only"),
)
ROLES = (
    ("embassy", "대사관", "Embassy"),
    ("call-centre", "영사콜센터", "Consular call centre"),
    ("safety-site", "해외안전여행 사이트", "Safety site"),
    ("korean-police", "한국 경찰", "Korean police"),
    ("local-police", "현지 경찰", "Local police"),
    ("joint-team", "합동대응팀", "Joint team"),
)
USES = (
    ("reason", "이유", "Reason"),
    ("exception", "예외", "Exception"),
    ("notice", "공지 문장", "Sentence of a notice"),
    ("retired", "더는 쓰지 않음", "No longer used"),
)
LEVELS = (
    ("LEVEL_1", "1", "1"),
    ("LEVEL_2", "2", "2"),
    ("SPECIAL", "특별", "special"),
    ("LEVEL_3", "3", "3"),
    ("LEVEL_4", "4", "4"),
)
CERTAINTIES = (
    ("read", "발표문에서 읽음", "read in the announcement"),
    ("inferred", "미루어 앎", "inferred"),
    (
        "observed",
        "외교부 공개 자료에서만 확인 (언제부터·왜인지 모름)",
        "seen in the ministry's open data only (since when and why not known)",
    ),
)
SEVERITIES = (("information", "안내", "Information"), ("important", "중요", "Important"), ("urgent", "긴급", "Urgent"))

_ALL = (
    Part("signs", "점검표의 신호", "Signs of the checklist", "checklist", "checklist.signs", fields=(
        Field("group", "묶음", "Group", Shape.CHOICE), Field("weight", "무게", "Weight", Shape.CHOICE, choices=WEIGHTS),
        Field("text", "신호", "Sign"), Field("why", "이유", "Why", rows=3), SOURCE,
    ), grows=True, shrinks=True, ordered=True),
    Part("groups", "점검표의 묶음", "Groups of the checklist", "checklist", "checklist.groups", fields=(
        Field("title", "제목", "Title", rows=1), Field("short", "짧은 이름", "Short name", rows=1),
    ), grows=True, shrinks=True, ordered=True),
    Part("verdicts", "판정 문구", "Verdict texts", "verdicts", "checklist.verdicts", Kept.TABLE, fields=(
        Field("headline", "제목", "Headline", rows=1), Field("act", "지금 할 일", "What to do now"),
        Field("detail", "설명", "Detail", rows=3),
    )),
    Part("contacts", "연락처", "Contacts", "contacts", fields=(
        Field("kind", "종류", "Kind", Shape.CHOICE, choices=KINDS), Field("role", "누구", "Whose", Shape.CHOICE, choices=ROLES),
        Field("value", "번호·주소·아이디 (+855…)", "Number, address or handle (+855…)", Shape.LINE, optional=True),
        Field("printed", "화면에 찍히는 꼴", "As printed", Shape.LINE, optional=True),
        Field("country", "짧은 번호가 통하는 나라 (KR, KH)", "Country of a short number (KR, KH)", Shape.LINE, optional=True),
        Field("service", "메신저 이름", "Chat service", Shape.LINE, optional=True),
        NAME, SHORT, Field("hours", "시간", "Hours", rows=1), SOURCE,
    ), grows=True, shrinks=True, ordered=True),
    Part("phrases", "문구집", "Phrase book", "phrases", fields=(
        Field("use", "쓰임", "Used as", Shape.CHOICE, choices=USES), Field("text", "문구", "Phrase"),
    ), grows=True),
    Part("corrections", "정정", "Corrections", "correction", fields=(
        Field("wrong", "틀렸던 것", "What was wrong", rows=3), Field("right", "맞는 것", "What is right", rows=3),
        Field("zone", "어디 (비우면 모든 화면)", "Where (empty: everywhere)", Shape.CHOICE, optional=True),
        Field("start", "표시 시작 (한국시간)", "Shown from (Korean time)", Shape.MINUTE),
        Field("end", "표시 종료 (한국시간)", "Shown until (Korean time)", Shape.MINUTE),
    ), grows=True, shrinks=True),
    Part("guidance", "붙잡혔을 때의 안내", "Guidance for who is held", "guidance", kept=Kept.ONE, fields=(
        Field("text", "안내", "Guidance", rows=4), Field("as_of", "기준 시각", "As of", Shape.MINUTE), SOURCE,
    )),
    Part("levels", "단계의 문구", "Words of the levels", "levels", fields=(
        Field("name", "이름", "Name", rows=1), Field("plan", "갈 사람에게", "To who plans to go"),
        Field("there", "이미 있는 사람에게", "To who is there"),
        Field("penalty", "벌칙 (4단계만)", "Penalty (level 4 only)", optional=True),
    )),
    Part("zones", "지역 이름", "Names of zones", "places", fields=(
        NAME, SHORT, Field("alternates", "다른 이름 (한 줄에 하나)", "Other names (one a line)", Shape.LINES, 6, optional=True),
    )),
    Part("advisories", "여행경보", "Advisories", "announcement", fields=(
        Field("level", "단계", "Level", Shape.LINE, choices=LEVELS), Field("wording", "용어", "Wording", Shape.LINE),
        Field("effective", "효력 시작", "In force from", Shape.MINUTE), Field("until", "종료", "Until", Shape.MINUTE),
        Field("announced", "발표", "Announced", Shape.MINUTE), Field("reason", "이유", "Reason"),
        Field("exceptions", "예외", "Exceptions", Shape.LINES), Field("source", "출처", "Source"),
        Field("certainty", "확실성", "Certainty", Shape.LINE, choices=CERTAINTIES),
        Field("observed_at", "마지막으로 확인한 때", "Last seen", Shape.MINUTE),
        Field("legal_end", "법적 종료일", "Legal end", Shape.LINE),
    ), shrinks=True, rewritten=False),
    Part("notices", "공지", "Notices", fields=(
        Field("severity", "중요도", "Severity", Shape.LINE, choices=SEVERITIES),
        Field("title", "제목", "Title"), Field("text", "내용", "Text"),
        Field("start", "표시 시작", "Shown from", Shape.MINUTE), Field("end", "표시 종료", "Shown until", Shape.MINUTE),
        Field("audience", "대상", "Audience"),
    )),
)  # fmt: skip
PARTS = {one.name: one for one in _ALL}
WRITTEN = tuple(one for one in _ALL if one.kind)
"""The parts that the texts' pages show, in the order in which they are offered."""


def key(item: Mapping[str, Any]) -> str:
    """What an item goes by within its part."""
    return str(item["id"]) if "id" in item else f"{item['level']} {item['wording']}"


def items(document: Mapping[str, Any], part: Part) -> dict[str, Json]:
    """The items of a part by key, in the document's order; the phrase book with what advisories bring to it."""
    if part.name == "phrases":
        return phrases.book(document)
    found = _reach(document, part.where)
    if part.kept is Kept.ONE:
        return {part.name: {"id": part.name, **(found or {})}}
    if part.kept is Kept.TABLE:
        return {name: {"id": name, **one} for name, one in (found or {}).items()}
    return {key(one): one for one in found or ()}


def put(document: Json, part: Part, found: Mapping[str, Json]) -> None:
    """Write the items of a part into the document; of the phrase book only what advisories do not bring."""
    folder, _, name = part.where.rpartition(".")
    place = document[folder] if folder else document
    bare = {name: {field: value for field, value in one.items() if field != "id"} for name, one in found.items()}
    if part.kept is Kept.ONE:
        place[name] = bare[part.name]
    elif part.kept is Kept.TABLE:
        place[name] = bare
    elif part.name == "phrases":
        given = phrases.given(document)
        place[name] = [one for one in found.values() if given.get(one["id"]) != one]
    else:
        place[name] = list(found.values())


def places(document: Mapping[str, Any], part: Part) -> Iterator[tuple[str, str]]:
    """(place as faults name it, key) of every item."""
    for index, name in enumerate(items(document, part)):
        yield {
            Kept.LIST: f"{part.where}[{index}]", Kept.TABLE: f"{part.where}.{name}", Kept.ONE: part.where,
        }[part.kept], name  # fmt: skip


def title(item: Mapping[str, Any], language: str, zones: Mapping[str, str] | None = None) -> str:
    """A few words by which an officer knows the item; `zones`: the names of zones, as `names` gives them."""
    if "effective" in item:
        zone = (zones or {}).get(item["zone"], item["zone"])
        if seen := item.get("observed_at"):
            return f"{zone} · {item['wording']} · {seen_on(seen, language)}"
        return f"{zone} · {item['wording']} · {moment(time_from(item['effective']))}"
    for name in ("title", "right", "headline", "name", "text"):
        if isinstance(item.get(name), dict):
            value = f" {item['value']}" if item.get("value") else ""
            return str(item[name].get(language) or next(iter(item[name].values()), "")) + value
    return str(item.get("id", ""))


def seen_on(seen: str, language: str) -> str:
    """What stands for "since" where a level was only seen."""
    day = moment(time_from(seen))[:10]
    return f"{day} 공개 자료에서 확인" if language == "ko" else f"seen in open data on {day}"


def names(document: Mapping[str, Any], language: str) -> dict[str, str]:
    """The names of the document's zones by id."""
    return {one["id"]: str(one["name"].get(language, one["id"])) for one in document["zones"]}


def _reach(document: Mapping[str, Any], path: str) -> Any:
    found: Any = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def label(part: Part, field: str, language: str) -> str:
    """What a dotted field is called: `name.km` -> `이름 (ខ្មែរ)`."""
    name, _, rest = field.partition(".")
    found = next((one for one in part.fields if one.name == name), None)
    said = (found.ko if language == "ko" else found.en) if found else OTHER.get(name, {}).get(language, name)
    return f"{said} ({TRANSLATORS.get(rest, rest)})" if rest else said


def shown(part: Part, field: str, value: Any, language: str) -> str:
    """A field's value in words."""
    if value is None or value == "":
        return "–"
    found = next((one for one in part.fields if one.name == field), None)
    for choice, ko, en in found.choices if found else ():
        if choice == value:
            return ko if language == "ko" else en
    if field == ORDER:
        return f"{value}번째" if language == "ko" else f"place {value}"
    if isinstance(value, bool):
        return {True: ("예", "yes"), False: ("아니요", "no")}[value][language != "ko"]
    if isinstance(value, dict):  # words, or a source with its publisher
        return str(value.get(language) or shown(part, "", value.get("publisher"), language))
    if isinstance(value, list):
        return ", ".join(str(one.get(language, one)) if isinstance(one, dict) else str(one) for one in value)
    if (found and found.shape is Shape.MINUTE) or field == "confirmed_at":
        return moment(time_from(str(value)))
    return str(value)
