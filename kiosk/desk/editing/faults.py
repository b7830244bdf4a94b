"""What is wrong with a draft, in the officer's words and with the way to the form that mends it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.desk.editing import parts
from kiosk.desk.editing.compose import Draft
from kiosk.desk.editing.part import Part
from kiosk.desk.editing.parts_table import PARTS, TRANSLATORS
from kiosk.desk.words import say
from kiosk.faults import Code
from kiosk.feed.document.broken import Broken, Rule

KOREAN: Mapping[Code, str] = {
    Rule.TOO_LARGE: "판 전체가 너무 큽니다.",
    Rule.NOT_UTF8: "UTF-8이 아닙니다.",
    Rule.NOT_JSON: "JSON이 아닙니다: {why}",
    Rule.NUMBER_TOO_LONG: "자릿수가 너무 많은 수가 있습니다: {why}",
    Rule.NAME_TWICE: "같은 이름이 두 번 있습니다.",
    Rule.NO_OBJECT: "JSON 객체여야 합니다: {kind}",
    Rule.NESTED: "너무 깊이 겹쳐 있습니다.",
    Rule.NESTED_DEEPER: "너무 깊이 겹쳐 있습니다.",
    Rule.FLOAT: "정수나 글이어야 합니다.",
    Rule.NAME_NOT_ASCII: "항목의 이름은 ASCII로만 적습니다: {name!r}",
    Rule.MISLEADING: "보이지 않거나 줄을 뒤집는 문자가 있습니다.",
    Rule.VERSION: "판의 형식 {version!r}을(를) 모릅니다. {major}.x여야 합니다.",
    Rule.NO_DAY: "날짜의 꼴이 맞지 않습니다 (2026-07-31).",
    Rule.NO_TIME: "시각의 꼴이 맞지 않습니다 (2026-06-30T09:00:00Z).",
    Rule.NO_FIT: "판의 형식에 맞지 않습니다.",
    Rule.MEMBER_MISSING: "빠진 항목이 있습니다.",
    Rule.EMPTY: "비어 있습니다.",
    Rule.LONGER_THAN_SCHEMA: "너무 깁니다.",
    Rule.NO_CHOICE: "고를 수 있는 값이 아닙니다.",
    Rule.WRONG_KIND: "값의 종류가 맞지 않습니다.",
    Rule.WRONG_FORM: "꼴이 맞지 않습니다.",
    Rule.OUT_OF_RANGE: "수가 너무 작거나 큽니다.",
    Rule.NO_TEXT: "빠진 언어: {languages}",
    Rule.UNSEEN: "보이지 않거나 화면에 그릴 수 없는 문자가 있습니다: {characters}.",
    Rule.TOO_LONG: "너무 깁니다.",
    Rule.LINE_END: "한 줄로 적습니다.",
    Rule.ID_TWICE: "같은 이름이 두 번 있습니다.",
    Rule.TOO_LATE: "너무 먼 뒤의 시각입니다. 연도를 확인하세요.",
    Rule.TOO_MANY: "너무 많거나 깁니다: {count}, 최대 {most}.",
    Rule.END_BEFORE_ISSUE: "종료는 시작보다 뒤여야 합니다.",
    Rule.VALID_TOO_LONG: "유효 기간이 {days}일을 넘습니다.",
    Rule.CHECKED_AFTER_ISSUE: "확인한 시각이 발행 시각보다 늦습니다.",
    Rule.NUMBER_TOO_HIGH: "번호가 너무 큽니다. 다음 판의 자리가 없습니다.",
    Rule.DIVISIONS_MISSING: "그 나라의 모든 주와 시가 있어야 합니다.",
    Rule.NO_SUCH_ZONE: "없는 지역을 가리킵니다.",
    Rule.WRONG_PARENT: "지역이 속한 곳이 맞지 않습니다.",
    Rule.NO_DIVISION: "주나 시가 아닌 것을 가리킵니다.",
    Rule.NO_BAND: "국경 지대가 아닌 것을 가리킵니다.",
    Rule.COUNTRY_MISSING: "나라 자체가 지역 목록에 있어야 합니다.",
    Rule.NO_REST: "나라마다 ‘그 밖의 지역’이 하나 있어야 합니다.",
    Rule.RESTS: "한 나라에 ‘그 밖의 지역’이 둘 있습니다.",
    Rule.REST_NOT_FIRST: "그 나라의 ‘그 밖의 지역’이 먼저 와야 합니다.",
    Rule.PENALTY: "벌칙은 4단계에만, 그리고 4단계에는 반드시 적습니다.",
    Rule.LEVELS_MISSING: "단계마다 이름이 있어야 합니다.",
    Rule.NO_ADVISORY: "여행경보가 하나는 있어야 합니다.",
    Rule.NO_PLACE: "지역 목록에 없거나 나라입니다. 나라에는 단계를 매기지 않습니다.",
    Rule.END_BEFORE_EFFECTIVE: "종료는 시작보다 뒤여야 합니다.",
    Rule.WORDING_UNKNOWN: "이 단계에 없는 표현입니다.",
    Rule.LEGAL_END_OF_NO_BAN: "법정 종료일은 4단계에만 있습니다.",
    Rule.LEGAL_END_BEFORE_EFFECTIVE: "효력 시작보다 앞섭니다.",
    Rule.URL_TOO_LONG: "너무 깁니다.",
    Rule.OBSERVED_WHEN: "관측된 단계에는 마지막으로 본 때를 적습니다.",
    Rule.OBSERVED_REASON: "관측된 단계에는 이유를 적지 않습니다.",
    Rule.NOT_OBSERVED: "관측된 단계에만 해당합니다.",
    Rule.REASON_MISSING: "이유를 적으세요. 이유가 없는 것은 관측된 단계뿐입니다.",
    Rule.END_BEFORE_START: "종료는 시작보다 뒤여야 합니다.",
    Rule.SAMPLE: "견본은 그림에만 쓰고 게시할 수 없습니다.",
    Rule.NO_SIGNS: "점검표가 비었습니다: ‘안전’으로 읽힙니다.",
    Rule.GROUP_EMPTY: "이 묶음에 신호가 없습니다. 같은 초안에 신호를 더하거나 묶음을 삭제하세요.",
    Rule.NO_SUCH_GROUP: "없는 묶음입니다.",
    Rule.NO_VERDICT: "판정마다 글이 있어야 합니다.",
    Rule.FIRST_LINE_TOO_LONG: "첫 줄이 너무 깁니다. 저장되는 연락처에 들어갑니다.",
    Rule.NO_PHONE: "대사관과 영사콜센터의 전화가 하나씩은 있어야 합니다.",
    Rule.NO_SITE: "해외안전여행 사이트의 주소가 하나는 있어야 합니다. 도움 화면이 그 주소로 만들어집니다.",
    Rule.NO_CONTACT: "화면에 꼭 있어야 하는 연락처가 없습니다.",
    Rule.WRONG_CONTACT_KIND: "해외안전여행 사이트는 웹 주소여야 합니다.",
    Rule.VALUE_TOO_LONG: "너무 깁니다.",
    Rule.NOT_PRINTED: "화면에 찍히는 꼴도 적으세요. 코드만으로는 아무도 확인할 수 없습니다.",
    Rule.PRINTED_OTHERWISE: "화면에 찍히는 꼴이 번호와 다릅니다.",
    Rule.NO_SERVICE_NAME: "메신저 이름은 한글, 영문, 숫자로만 적습니다.",
    Rule.NO_NUMBER: "올바른 국제 전화번호가 아닙니다 (+82…, +855…).",
    Rule.NUMBER_ELSEWHERE: "이 연락처의 나라 번호가 아닙니다 (대사관 +855 또는 +82, 영사콜센터 +82).",
    Rule.NO_ORDINARY_PHONE: "보통 전화가 아닙니다 (유료 정보, 수신자 부담, 개인 번호 등).",
    Rule.NO_SHORT_NUMBER: "짧은 번호에는 통하는 나라(KR, KH)가 있어야 합니다.",
    Rule.CHAT_INCOMPLETE: "메신저 이름과 아이디가 있어야 합니다.",
    Rule.NO_HANDLE: "아이디는 한글, 영문, 숫자와 . _ @ - 로만 적습니다.",
    Rule.NAME_WITH_VALUE: "이름만 있는 연락처에는 번호를 적지 않습니다.",
    Rule.NO_PLAIN_LETTERS: (
        "주소에 영문처럼 보이는 다른 글자가 있습니다. 영문 소문자, 숫자, 하이픈만 씁니다: {characters}."
    ),
    Rule.NO_ADDRESS: "https 주소가 아닙니다.",
    Rule.NO_PLAIN_HOST: "주소의 서버 이름은 영문 소문자, 숫자, 하이픈으로만 적고, 사용자·포트·xn--은 쓸 수 없습니다.",
    Rule.FOREIGN_HOST: "정부 사이트의 주소가 아닙니다 (go.kr, 현지 기관은 gov.kh).",
    Draft.STALE: "그 사이 다른 판이 바꾸었습니다. 다시 써 주세요.",
}
"""Every rule an edition or a draft may break, in Korean."""

ENGLISH: Mapping[Code, str] = {
    Rule.NO_TEXT: "languages missing: {languages}",
    Draft.STALE: "Another edition changed it meanwhile: write it anew.",
}
"""What the desk says in English in words of its own."""


@dataclass(frozen=True)
class Said:
    """One fault. `part` and `item` lead to the form that mends it, "" where there is none."""

    where: str
    what: str
    part: str = ""
    item: str = ""


def said(draft: Mapping[str, Any], faults: Iterable[Broken]) -> list[Said]:
    """Say every broken rule for an officer, with the way to the form that mends it."""
    known = [
        (place, part, key)
        for part in PARTS.values()
        for index, key in parts.places(draft, part)
        for place in (index, f"{part.where}.{key}")
    ]
    return [_said(draft, known, fault) for fault in faults]


def what(fault: Broken) -> str:
    """Say one broken rule in the officer's language."""
    values = dict(fault.values)
    if fault.rule is Rule.NO_TEXT:
        codes = str(values["languages"]).split(", ")
        values["languages"] = ", ".join(TRANSLATORS.get(code, code) for code in codes)
    english = ENGLISH.get(fault.rule, fault.rule.english)
    return say(KOREAN[fault.rule].format_map(values), english.format_map(values))


def _said(draft: Mapping[str, Any], known: list[tuple[str, Part, str]], fault: Broken) -> Said:
    for at, part, key in known:
        if fault.place == at or fault.place.startswith((f"{at}.", f"{at}[")):
            field = fault.place.removeprefix(at).lstrip(".")
            return Said(_where(draft, part, key, field), what(fault), part.name if part.kind else "", key)
    whole = next((part for part in PARTS.values() if part.where == fault.place), None)
    if whole is None:
        return Said(fault.place, what(fault))
    return Said(say(whole.ko, whole.en), what(fault), whole.name if whole.kind else "")


def _where(draft: Mapping[str, Any], part: Part, key: str, field: str) -> str:
    language = say("ko", "en")
    item = parts.items(draft, part)[key]
    where = f"{say(part.ko, part.en)} · {parts.title(item, language, parts.names(draft, language))}"
    return f"{where} · {parts.label(part, field, language)}" if field else where
