"""What is wrong with a draft, in the officer's words and with the way to the form that mends it. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.desk.advice import parts
from kiosk.desk.advice.compose import STALE
from kiosk.desk.words import say

NAMED = re.compile(r"U\+[0-9A-F]{4,6}.*")
COUNTED = re.compile(r"[0-9]+(?: letters)?; at most [0-9]+")
MISSING = re.compile(r"no text in ([\w, ]+);")
KOREAN = (
    ("not a valid phone number", "올바른 국제 전화번호가 아닙니다 (+82…, +855…)."),
    ("not a short number", "짧은 번호에는 통하는 나라(KR, KH)가 있어야 합니다."),
    ("not an https address", "https 주소가 아닙니다."),
    ("is too long", "너무 깁니다."),
    ("a chat needs", "메신저 이름과 아이디가 있어야 합니다."),
    ("carries no value", "이름만 있는 연락처에는 번호를 적지 않습니다."),
    ("as printed", "화면에 찍히는 꼴이 번호와 다릅니다."),
    ("no phone for", "대사관과 영사콜센터의 전화가 하나씩은 있어야 합니다."),
    ("no web for", "해외안전여행 사이트의 주소가 하나는 있어야 합니다. 도움 화면이 그 주소로 만들어집니다."),
    ("; at least one is needed", "화면에 꼭 있어야 하는 연락처가 없습니다."),
    ("is of kind", "해외안전여행 사이트는 웹 주소여야 합니다."),
    ("must be printed too", "화면에 찍히는 꼴도 적으세요. 코드만으로는 아무도 확인할 수 없습니다."),
    ("is not the plain name of a service", "메신저 이름은 한글, 영문, 숫자로만 적습니다."),
    ("is not a plain handle", "아이디는 한글, 영문, 숫자와 . _ @ - 로만 적습니다."),
    ("in plain letters", "주소에 영문처럼 보이는 다른 글자가 있습니다. 영문 소문자, 숫자, 하이픈만 씁니다"),
    (
        "with a plain host",
        "주소의 서버 이름은 영문 소문자, 숫자, 하이픈으로만 적고, 사용자·포트·xn--은 쓸 수 없습니다.",
    ),
    ("is not of a host that ends in", "정부 사이트의 주소가 아닙니다 (go.kr, 현지 기관은 gov.kh)."),
    ("is of country +", "이 연락처의 나라 번호가 아닙니다 (대사관 +855 또는 +82, 영사콜센터 +82)."),
    ("is no ordinary telephone", "보통 전화가 아닙니다 (유료 정보, 수신자 부담, 개인 번호 등)."),
    ("show nothing or cannot be shown", "보이지 않거나 화면에 그릴 수 없는 문자가 있습니다"),
    ("it stands on one line", "한 줄로 적습니다."),
    ("its first line is too long", "첫 줄이 너무 깁니다. 저장되는 연락처에 들어갑니다."),
    ("are taken", "너무 많거나 깁니다"),
    ("days after issued_at", "유효 기간이 31일을 넘습니다."),
    ("is after the year", "너무 먼 뒤의 시각입니다. 연도를 확인하세요."),
    ("too far ahead", "번호가 너무 큽니다. 다음 판의 자리가 없습니다."),
    ("no rest of", "나라마다 ‘그 밖의 지역’이 하나 있어야 합니다."),
    ("every country has one", "한 나라에 ‘그 밖의 지역’이 둘 있습니다."),
    ("the country itself is needed", "캄보디아가 지역 목록에 있어야 합니다."),
    ("does not stand before the others", "캄보디아의 ‘그 밖의 지역’이 먼저 와야 합니다."),
    ("has no reason: none was announced", "관측된 단계에는 이유를 적지 않습니다."),
    ("it was last seen", "관측된 단계에는 마지막으로 본 때를 적습니다."),
    ("only an observed level has", "관측된 단계에만 해당합니다."),
    ("has a legal end", "법정 종료일은 4단계에만 있습니다."),
    ("is before effective", "효력 시작보다 앞섭니다."),
    ("empty checklist", "점검표가 비었습니다: ‘안전’으로 읽힙니다."),
    ("has no signs", "이 묶음에 신호가 없습니다. 같은 초안에 신호를 더하거나 묶음을 삭제하세요."),
    ("not in groups", "없는 묶음입니다."),
    ("is not after", "종료는 시작보다 뒤여야 합니다."),
    ("carries a penalty", "벌칙은 4단계에만, 그리고 4단계에는 반드시 적습니다."),
    ("is too long", "너무 깁니다."),
    ("could mislead", "보이지 않거나 줄을 뒤집는 문자가 있습니다."),
    ("at least one advisory", "여행경보가 하나는 있어야 합니다."),
    ("does not match", "꼴이 맞지 않습니다."),
    ("stands twice", "같은 이름이 두 번 있습니다."),
    ("is after issued_at", "확인한 시각이 발행 시각보다 늦습니다."),
    ("all 25 divisions", "캄보디아의 25개 주와 시가 모두 있어야 합니다."),
    ("which is not in zones", "없는 지역을 가리킵니다."),
    (" lies in ", "지역이 속한 곳이 맞지 않습니다."),
    ("no division", "주나 시가 아닌 것을 가리킵니다."),
    ("no band", "국경 지대가 아닌 것을 가리킵니다."),
    ("every level needs its name", "단계마다 이름이 있어야 합니다."),
    ("takes no level", "지역 목록에 없거나 나라입니다. 나라에는 단계를 매기지 않습니다."),
    ("is not named under levels", "이 단계에 없는 표현입니다."),
    ("a sample is for pictures", "견본은 그림에만 쓰고 게시할 수 없습니다."),
    ("every finding needs its words", "판정마다 글이 있어야 합니다."),
    ("is a required property", "빠진 항목이 있습니다."),
    ("is too short", "너무 짧습니다."),
    ("non-empty", "비어 있습니다."),
    ("is not one of", "고를 수 있는 값이 아닙니다."),
    ("is not of type", "값의 종류가 맞지 않습니다."),
    ("is not a time like", "시각의 꼴이 맞지 않습니다 (2026-06-30T09:00:00Z)."),
    ("is a float", "정수나 글이어야 합니다."),
    ("nested too deeply", "너무 깊이 겹쳐 있습니다."),
    ("bytes; at most", "판 전체가 너무 큽니다."),
)
"""What `kiosk.feed` says in English, by a part of it, in Korean."""


@dataclass(frozen=True)
class Said:
    """One fault. `part` and `item` lead to the form that mends it, "" where there is none."""

    where: str
    what: str
    part: str = ""
    item: str = ""


def said(draft: Mapping[str, Any], faults: Iterable[tuple[str, str]]) -> list[Said]:
    """Every fault of `kiosk.feed`, (place, what), said for an officer."""
    known = [
        (place, part, key)
        for part in parts.PARTS.values()
        for index, key in parts.places(draft, part)
        for place in (index, f"{part.where}.{key}")
    ]
    return [_one(draft, known, place, fault) for place, fault in faults]


def _one(draft: Mapping[str, Any], known: list[tuple[str, parts.Part, str]], place: str, fault: str) -> Said:
    language = say("ko", "en")
    for at, part, key in known:
        if place == at or place.startswith((f"{at}.", f"{at}[")):
            item = parts.items(draft, part)[key]
            field = place.removeprefix(at).lstrip(".")
            where = f"{say(part.ko, part.en)} · {parts.title(item, language, parts.names(draft, language))}"
            if field:
                where += f" · {parts.label(part, field, language)}"
            return Said(where, what(fault), part.name if part.kind else "", key)
    found = next((one for one in parts.PARTS.values() if one.where == place), None)
    return Said(say(found.ko, found.en) if found else place, what(fault), found.name if found and found.kind else "")


def what(fault: str) -> str:
    """One fault of `kiosk.feed` in the officer's language; as it is where nobody has put it into Korean."""
    if fault == STALE:
        return say(
            "그 사이 다른 판이 바꾸었습니다. 다시 써 주세요.", "Another edition changed it meanwhile: write it anew."
        )
    if found := MISSING.match(fault):
        languages = ", ".join(parts.TRANSLATORS.get(code, code) for code in found[1].split(", "))
        return say(f"빠진 언어: {languages}", f"languages missing: {languages}")
    korean = next((ko for english, ko in KOREAN if english in fault), fault)
    if korean.endswith("."):
        return say(korean, fault)
    told = COUNTED.search(fault) or NAMED.search(fault)
    return say(f"{korean}{': ' if told else ''}{told[0] if told else ''}.", fault)
