"""The page put together: its head with the policy, its age, then levels, calls, map, places and checklist."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from kiosk.domain.languages import LOCALES
from kiosk.domain.mode import Mode
from kiosk.domain.moments import utc_text
from kiosk.feed.open_data.phone.calls import calls
from kiosk.feed.open_data.phone.checklist import checklist
from kiosk.feed.open_data.phone.map import drawn
from kiosk.feed.open_data.phone.markup import tag, words
from kiosk.feed.open_data.phone.places import levels, places
from kiosk.feed.open_data.source import AUTHORITY, Source, language_tag
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import site
from kiosk.language.translator import LANGUAGE_NAMES, N_, Translator

OWN = Path(__file__).parent
MODES = {Mode.DEMO: N_("시연용 화면입니다 (DEMO)"), Mode.TRAINING: N_("훈련용 화면입니다 (TRAINING)")}


def page(source: Source, locale: str) -> bytes:
    """Return the page of one language, as it lies in a folder of that language."""
    said, edition, knowledge = translator(locale), source.edition, source.knowledge
    body = tag(
        "body",
        tag("header", _languages(locale), words("h1", said.say("캄보디아 여행 안전")), _age(knowledge, said)),
        tag(
            "main",
            *_told(knowledge, said),
            _section(said.say("지금 가시는 곳, 안전한가요?"), levels(source, said), "levels"),
            _section(said.say("도움이 필요하면"), calls(knowledge, said), "help"),
            _section(said.say("지도"), drawn(source, said), "map"),
            _section(said.say("어디로 가시나요?"), places(source, said), "places"),
            _section(said.say("내 일자리 제안 확인하기"), checklist(knowledge, said), "checklist"),
        ),
        _foot(knowledge, said),
        tag("script", _own("page.js")),
    )
    opened = (
        f'<!doctype html>\n<html lang="{language_tag(locale)}" data-signed="{utc_text(source.signed_at)}" '
        f'data-until="{utc_text(edition.valid_until)}">'
    )
    return f"{opened}{_head(said)}{body}</html>\n".encode()


def _head(said: Translator) -> str:
    policy = (
        f"default-src 'none'; style-src {_hash('page.css')}; script-src {_hash('page.js')}; base-uri 'none'; "
        "form-action 'none'"
    )
    return (
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'{words("title", said.say("캄보디아 여행 안전"))}<link rel="alternate" type="application/atom+xml" '
        f'href="atom.xml"><link rel="alternate" type="application/geo+json" href="../advisories.geojson">'
        f"{tag('style', _own('page.css'))}</head>"
    )


def _languages(locale: str) -> str:
    links = (
        words(
            "a",
            LANGUAGE_NAMES[code],
            href=f"../{code}/index.html",
            lang=language_tag(code),
            aria_current="page" if code == locale else None,
        )
        for code in LOCALES
    )
    return tag("nav", *links, aria_label=translator(locale).say("언어 바꾸기"))


def _age(knowledge: Knowledge, said: Translator) -> str:
    """How old this is: the signed time in every case; what the script may add to it stands there hidden."""
    where, edition = site(knowledge.edition).printed, knowledge.edition
    when = said.say("{when} 기준 정보입니다.", when=said.full_moment(knowledge.now))
    old = said.say("지금은 다를 수 있습니다. 경찰관에게 문의하거나 {site}에서 확인해 주세요.", site=where)
    unknown = (
        said.say("지금 단계를 알 수 없습니다."),
        said.say("안전하다는 뜻이 아닙니다. 경찰관에게 문의하거나 {site}에서 확인해 주세요.", site=where),
    )
    return (
        (words("p", said.say(MODES[edition.mode]), class_="mode") if edition.mode in MODES else "")
        + tag(
            "p",
            words("time", when, datetime=utc_text(knowledge.now)),
            " ",
            words("span", said.say("바뀌었을 수 있습니다.")),
            class_="age",
        )
        + words("p", said.say("이 페이지는 저절로 바뀌지 않습니다. 인터넷이 되면 다시 열어 주세요."), class_="age")
        + words("p", old, class_="doubt", id="old", hidden="")
        + words("p", " ".join(unknown), class_="doubt", id="unknown", hidden="")
    )


def _told(knowledge: Knowledge, said: Translator) -> tuple[str, ...]:
    """Corrections of what stood everywhere, and the police's notices for everybody, each with its end."""
    edition = knowledge.edition
    corrections = (
        tag(
            "section",
            words("h2", said.say("바로잡습니다")),
            words("p", one.right.in_(said.locale)),
            words("p", said.say("잘못된 내용: {text}", text=one.wrong.in_(said.locale))),
            class_="correction",
        )
        for one in edition.corrections
        if not one.zone and one.showing(knowledge.now)
    )
    notices = (
        tag(
            "section",
            words("h2", f"{said.say('경찰 알림')}: {one.title.in_(said.locale)}"),
            *(words("p", part) for part in one.text.in_(said.locale).split("\n")),
            words("p", said.say("{when}까지", when=said.full_moment(one.end))),
            class_="notice",
        )
        for one in edition.notices
        if one.showing(knowledge.now)
    )
    return (*corrections, *notices)


def _section(title: str, inside: str, name: str) -> str:
    return tag("section", words("h2", title), inside, class_=name)


def _foot(knowledge: Knowledge, said: Translator) -> str:
    edition = knowledge.edition
    issued = said.say("{n}호 · {when} 발행", n=edition.number, when=said.full_moment(edition.issued_at))
    who = said.say("여행경보는 외교부가 우리 국민을 위해 정하고, 경찰관 두 명이 확인해 서명합니다.")
    return tag(
        "footer",
        words("p", issued),
        words("p", who),
        words("p", said.say("여행하시는 분에 관한 것은 아무것도 저장하지 않습니다.")),
        words("p", f"sha256 {knowledge.sha256}. {AUTHORITY}", lang="en", class_="small"),
    )


@cache
def _own(name: str) -> str:
    return (OWN / name).read_text(encoding="utf-8")


@cache
def _hash(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_own(name).encode()).digest()).decode()}'"
