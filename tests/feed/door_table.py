"""What an edition may be: values that are good and values that are bad, for every door to judge alike.

A row: its name, the change it makes to a good edition, and the part of the document its fault must be told of ("" where the
edition stays good). Each door's own test feeds it the whole table.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from kiosk.domain.languages import LOCALES
from kiosk.resources import bundled_edition

Json = dict[str, Any]
Change = Callable[[Json], object]


@dataclass(frozen=True)
class Row:
    """One edition. `place`: where its fault is, "" for a good one."""

    name: str
    change: Change
    place: str = ""

    def edition(self, now: datetime, number: int = 2, mode: str = "demo") -> Json:
        """The edition, issued at `now`."""
        found = good(now, number, mode)
        self.change(found)
        return found


def good(now: datetime, number: int = 2, mode: str = "demo") -> Json:
    """An edition that every door takes."""
    found: Json = json.loads(bundled_edition().read_bytes())
    dates = {"issued_at": stamp(now), "attested_at": stamp(now), "valid_until": stamp(now + timedelta(days=29))}
    return {**found, "number": number, "mode": mode, **dates}


def stamp(at: datetime) -> str:
    """A moment as the wire writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def contact(found: Json, name: str) -> Json:
    """The contact of that id."""
    return dict_of(found["contacts"], name)


def dict_of(items: list[Json], name: str) -> Json:
    """The item of that id."""
    return next(one for one in items if one["id"] == name)


def place_of(found: Json, name: str) -> str:
    """Where the contact of that id stands."""
    return f"contacts[{[one['id'] for one in found['contacts']].index(name)}]"


GOOD = good(datetime(2026, 11, 22, tzinfo=UTC))
SITE, EMBASSY, CENTRE, POLICE = "safety-site", "embassy-main", "consular-call-center", "korean-police"
CHAT, TELEGRAM = "consular-chat-wechat", "cambodian-police-chat"
DAY = "2026-11-22T00:00:00Z"


def _set(name: str, /, **members: Any) -> Change:
    return lambda found: contact(found, name).update(members)


def _notice(**members: Any) -> Change:
    words = dict.fromkeys(LOCALES, "알림 1")
    span = {"start": "2026-11-22T00:00:00Z", "end": "2026-12-22T00:00:00Z"}
    one = {"id": "n1", "severity": "important", "title": words, "text": words, **span, **members}
    return lambda found: found["notices"].append(one)


def _words(text: str, **others: str) -> dict[str, str]:
    return {**dict.fromkeys(LOCALES, text), **others}


def _advisory(**members: Any) -> Change:
    return lambda found: found["advisories"][0].update(members)


def _many(part: str, count: int, *, within: str = "") -> Change:
    def change(found: Json) -> None:
        items = found[within][part] if within else found[part]
        one = items[0] if items else _one_notice()
        items.extend({**copy.deepcopy(one), "id": f"x{n}"} for n in range(count - len(items)))

    return change


def _one_notice() -> Json:
    found: Json = {"notices": []}
    _notice()(found)
    one: Json = found["notices"][0]
    return one


def _without(part: str, name: str) -> Change:
    return lambda found: found.update({part: [one for one in found[part] if one["id"] != name]})


def _rest(found: Json) -> None:
    found["zones"] = [one for one in found["zones"] if one["kind"] != "rest"]
    found["advisories"] = [one for one in found["advisories"] if one["zone"] != "rest-KH"]


def _web(value: str) -> Change:
    host = value.removeprefix("https://").partition("/")[0]
    return _set(SITE, value=value, printed=host)


def _source(url: str) -> Change:
    return lambda found: found["advisories"][0]["source"].update(url=url)


ADDRESSES = (
    *("https://www.0404.go.kr", "https://0404.go.kr", "https://www.0404.go.kr/", "https://overseas.mofa.go.kr/kh-ko/"),
    *("https://www.0404.go.kr/bbs/safetyNtc/list?x=1&y=%EA%B0%80#top", "https://a-b.go.kr", "https://1.go.kr/~x/(1)"),
)
FALSE_HOSTS = (
    *("www.0404.g\u043e.kr", "www.04\u043e4.go.kr", "ｗｗｗ.0404.go.kr", "www.０４０４.go.kr", "www.٠٤٠٤.go.kr"),
    *(
        "www。0404。go。kr",
        "www．0404．go．kr",
        "www.0404.go.kr\u2044x",
        "www.0404.go.kr\u2215x",
        "www.0404\u200b.go.kr",
    ),
    *("www.0404.go.kr\u00ad", "xn--0404-x.go.kr", "www.xn--9k3b.go.kr", "www.0404.go.kr:8443", "www.0404.go.kr:443"),
    *("a@www.0404.go.kr", "www.0404.go.kr@evil.go.kr", "www.0404.go.kr.", "-www.go.kr", "www-.go.kr", "www..go.kr"),
    *(
        "www_0404.go.kr",
        "WWW.0404.go.kr",
        "192.168.0.1",
        "3232235521",
        "[::1]",
        "localhost",
        "외교부.go.kr",
        "www.0404.go.kr ",
    ),
    *("www.0404.go.кр", "www.\u03bf404.go.kr", "www.0404.go.kr\\evil", "www.0404.go.kr\n", "a" * 64 + ".go.kr"),
)
NOT_THE_MINISTRY = ("www.0404.com", "www.0404-go.kr", "go.kr.evil.com", "0404.gokr.kr", "www.0404.co.kr", "evilgo.kr")
NOT_WEB = ("http://www.0404.go.kr", "ftp://www.0404.go.kr", "HTTPS://www.0404.go.kr", "www.0404.go.kr", "https:/www.0404.go.kr",
           "javascript:alert(1)", "https://", "https://www.0404.go.kr/ㄱ", "https://www.0404.go.kr/a b", "https://www.0404.go.kr\\a",
           "https://www.0404.go.kr/\r\nTEL:+1", "https://www.0404.go.kr?x", "https://www.0404.go.kr/" + "a" * 200)  # fmt: skip
EMBASSY_NUMBERS = ("+85523211900", "+85512345678", "+855967778888", "+82232100404", "+821012345678", "+827012345678")
CENTRE_NUMBERS = ("+82232100404", "+82232100405", "+821012345678")
NO_EMBASSY = (
    *(
        "+8552321190",
        "+85523211900123",
        "+442079460000",
        "+12025550123",
        "+66212345678",
        "+84241234567",
    ),  # wrong, foreign
    *(
        "+8821612345678",
        "+870773111632",
        "+881631234567",
        "+979123456789",
        "+9999123456",
    ),  # satellite, premium, no country
    *(
        "+82602345678",
        "+8250123456789",
        "+82801234567",
        "+8215771234",
        "+855190012345678",
    ),  # premium, personal, free, shared
    *(
        "+1800111222",
        "+80012345678",
        "tel:+85523211900",
        "+855 23 211 900",
        "+855-23-211-900",
        "+855٢٣٢١١٩٠٠",
        "+８５５23211900",
    ),
    *(
        "+85523211900\n",
        "+85523211900\r\nTEL:+1",
        "+85523211900;ext=1",
        "+85523211900,1",
        "+85523211900p1",
        "112",
        "",
        "+",
        "++855",
    ),
)
NO_CENTRE = ("+85523211900", "+442079460000", "+82602345678", "+8250123456789")
HANDLES = ("KoreaMofa1", "영사콜센터", "@0404", "mofa_kr", "Korea Mofa")
NO_HANDLES = (
    "Korea\u041cofa1",
    "KoreaMofa1\n",
    "Korea\u200bMofa1",
    "",
    "a" * 60,
    "https://evil.com",
    "ｋorea",
    "\u3164",
    "a;b",
)
SERVICES = ("telegram", "kakao-line", "카카오톡")
NO_SERVICES = ("tele\ngram", "teleg\u0433am", "\u3164", "a" * 40)
SHORTS = (("112", "KR"), ("117", "KH"), ("1345", "KR"), ("119", "KR"))
NO_SHORTS = (
    ("112", ""),
    ("112", "US"),
    ("12", "KR"),
    ("1121121", "KR"),
    ("١١٢", "KR"),
    ("１１２", "KR"),
    ("11a", "KR"),
    ("112\n", "KR"),
)
UNSEEN = (
    *(
        "\u3164",
        "\u2800",
        "\uffa0",
        "\u115f",
        "\u1160",
        "\ufe0f",
        "\u034f",
        "\u17b4",
        "\ufffd",
        "\ufffc",
        "\ufdd0",
        "\uffff",
    ),
    *("\u0378", "\U000e0100", "\u180e", "\ue000", "\u202e", "\u200e", "\u00ad", "\ufeff", "\u2028", "\x0b", "\x07"),
)
PICTURES = ("\U0001f600", "\U0001f6a8", "\u26a0", "\u2705", "\U0001f1f0\U0001f1f7", "\u2764")
BLANK = (" ", "\u200b", "\n\n", "\u3000\u3000", "\u00a0", "...", "- -", "\u200d", "\u0301")
SHOWN = ("가", "1", "ក", "※ 알림", "★ 알림", "☎ 112", "A\u00a0B", "ក\u200bខ", "가\n나", "㈜ 가", "“가”", "１１２")


def _rows() -> Iterator[Row]:
    yield Row("as it is", lambda found: found.update(corrections=[]))
    for value in ADDRESSES:
        yield Row(f"site {value}", _web(value))
        yield Row(f"source {value}", _source(value))
    site = place_of(GOOD, SITE)
    for host in FALSE_HOSTS:
        yield Row(f"site host {host!r}", _web(f"https://{host}"), site)
        yield Row(f"source host {host!r}", _source(f"https://{host}"), "advisories[0].source.url")
    for host in NOT_THE_MINISTRY:
        yield Row(f"site of another {host}", _web(f"https://{host}"), site)
    for value in NOT_WEB:
        yield Row(f"no address {value[:40]!r}", _set(SITE, value=value), site)
    for value in EMBASSY_NUMBERS:
        yield Row(f"embassy {value}", _set(EMBASSY, value=value, printed=value))
    for value in CENTRE_NUMBERS:
        yield Row(f"centre {value}", _set(CENTRE, value=value, printed=value))
    for value in NO_EMBASSY:
        yield Row(f"no embassy {value!r}", _set(EMBASSY, value=value, printed=value), place_of(GOOD, EMBASSY))
    for value in NO_CENTRE:
        yield Row(f"no centre {value}", _set(CENTRE, value=value, printed=value), place_of(GOOD, CENTRE))
    yield from _contacts()
    yield from _texts()
    yield from _dates()
    yield from _rules()
    yield from _sizes()


def _contacts() -> Iterator[Row]:
    for name in (EMBASSY, CENTRE, POLICE, SITE):
        yield Row(f"{name} not printed", _set(name, printed=""), place_of(GOOD, name))
        yield Row(f"{name} printed otherwise", _set(name, printed="+82-2-3210-0405"), place_of(GOOD, name))
    for printed in ("+855--23-211-900", "+855-23-211-900 ", "+855\n23211900", "+855-23-211-900/1", "＋855-23-211-900"):
        yield Row(f"printed {printed!r}", _set(EMBASSY, printed=printed), place_of(GOOD, EMBASSY))
    yield Row("printed in groups", _set(EMBASSY, printed="+855 23 211-900"))
    for value in HANDLES:
        yield Row(f"handle {value}", _set(CHAT, value=value, printed=value))
    for value in NO_HANDLES:
        yield Row(f"no handle {value!r}", _set(CHAT, value=value, printed=value), place_of(GOOD, CHAT))
    for value in SERVICES:
        yield Row(f"service {value}", _set(CHAT, service=value))
    for value in NO_SERVICES:
        yield Row(f"no service {value!r}", _set(CHAT, service=value), place_of(GOOD, CHAT))
    yield Row(
        "a chat by a foreign number",
        _set(TELEGRAM, value="+447911123456", printed="+447911123456"),
        place_of(GOOD, TELEGRAM),
    )
    for value, country in SHORTS:
        yield Row(f"short {value} {country}", _set(POLICE, value=value, printed=value, country=country))
    for value, country in NO_SHORTS:
        yield Row(
            f"no short {value!r} {country}",
            _set(POLICE, value=value, printed=value, country=country),
            place_of(GOOD, POLICE),
        )
    for name in (EMBASSY, CENTRE, SITE):
        yield Row(f"no {name}", _without("contacts", name), "contacts")
    yield Row("no police", _without("contacts", POLICE))
    yield Row(
        "a phone of role safety-site",
        _set(SITE, kind="phone", value="+82232100404", printed="+82232100404"),
        "contacts",
    )
    yield Row("no rest", _rest, "zones")
    yield Row("no division", _without("zones", "KH-25"), "zones")


def _texts() -> Iterator[Row]:
    for words in SHOWN:
        yield Row(f"says {words!r}", _notice(text=_words(words)))
    for words in BLANK:
        yield Row(f"blank {words!r}", _notice(text=_words(words)), "notices[0].text")
    for sign in (*UNSEEN, *PICTURES):
        name = "+".join(f"U+{ord(one):04X}" for one in sign)
        yield Row(f"title with {name}", _notice(title=_words(f"가{sign}나")), "notices[0].title")
        yield Row(f"only {name}", _notice(text=_words("가", km=sign)), "notices[0].text")
    for name in ("name", "hours"):
        two = _words("첫 줄\n둘째 줄")
        yield Row(
            f"{name} of two lines",
            _set(CENTRE, **{name: two}),
            place_of(GOOD, CENTRE),
        )
        long = _words("가" * 250)
        yield Row(
            f"{name} of 250",
            _set(CENTRE, **{name: long}),
            place_of(GOOD, CENTRE),
        )
    for part, at in (("zones", "zones[1]"), ("contacts", "contacts[0]")):
        yield Row(f"a short name of {part} that says nothing", partial(_silent, part), f"{at}.short")
    yield Row("title of two lines", _notice(title=_words("가\n나")), "notices[0].title")
    yield Row("title too long", _notice(title=_words("가" * 201)), "notices[0].title")
    yield Row("title as long as may be", _notice(title=_words("가" * 200)))
    yield Row("gate of two lines", _notice(audience={"gate": "231\n1"}), "notices[0].audience.gate")
    yield Row("gate", _notice(audience={"terminal": "2", "gate": "231"}))


def _silent(part: str, found: Json) -> None:
    found[part][int(part == "zones")]["short"] = _words("가", km=" ")


def _rules() -> Iterator[Row]:
    at = "advisories[0]"
    yield Row("an advisory without a reason", lambda found: found["advisories"][0].pop("reason"), at)
    yield Row("another wording", _advisory(wording="여행제한"), at)
    yield Row("a zone that is not there", _advisory(zone="KH-99"), at)
    yield Row("a level for a country", _advisory(zone="KH"), at)
    yield Row("a legal end of no ban", _advisory(level="LEVEL_2", wording="여행자제", legal_end="2026-12-31"), at)
    yield Row("a day of observation without one", _advisory(observed_at="2026-11-01T00:00:00Z"), at)
    yield Row(
        "a sign of no group", lambda found: found["checklist"]["signs"][0].update(group="x"), "checklist.signs[0]"
    )
    yield Row("no verdict", lambda found: found["checklist"]["verdicts"].pop("none"), "checklist.verdicts.none")
    yield Row("a level without a name", _nameless, "levels")
    yield Row(
        "a penalty for level 1", lambda found: found["levels"][0].update(penalty=_words("가")), "levels[0].penalty"
    )
    yield Row("a sample", _notice(sample=True), "notices[0].sample")
    yield Row("urgent in two languages", _notice(severity="urgent", text={"ko": "가", "en": "a"}))
    yield Row("important in two languages", _notice(text={"ko": "가", "en": "a"}), "notices[0].text")


def _nameless(found: Json) -> None:
    found["levels"] = [one for one in found["levels"] if one["level"] != "SPECIAL"]
    found["advisories"] = [one for one in found["advisories"] if one["level"] != "SPECIAL"]


def _dates() -> Iterator[Row]:
    for name in ("effective", "announced"):
        yield Row(f"{name} in 2100", _advisory(**{name: "2100-01-01T00:00:00Z"}), "advisories[0]")
        yield Row(f"{name} in 9999", _advisory(**{name: "9999-12-31T23:59:59Z"}), "advisories[0]")
        yield Row(f"{name} in ten years", _advisory(**{name: "2036-01-01T00:00:00Z"}))
    yield Row("effective in 1999", _advisory(effective="1999-01-01T00:00:00Z"), "advisories[0].effective")
    yield Row("until in 2100", _advisory(until="2100-01-01T00:00:00Z"), "advisories[0].until")
    yield Row("notice until 2100", _notice(end="2100-01-01T00:00:00Z"), "notices[0].end")
    yield Row("notice until 2098", _notice(end="2098-12-31T00:00:00Z"))
    yield Row("notice ends before it starts", _notice(end="2026-11-21T00:00:00Z"), "notices[0].end")
    yield Row("valid too long", _valid(32), "valid_until")
    yield Row("valid for no time", _valid(0), "valid_until")
    yield Row("number 2^32-1", lambda found: found.update(number=2**32 - 1), "number")
    yield Row("number of minutes and more", lambda found: found.update(number=40_000_000), "number")


def _valid(days: int) -> Change:
    return lambda found: found.update(
        valid_until=stamp(datetime.fromisoformat(found["issued_at"]) + timedelta(days=days))
    )


def _sizes() -> Iterator[Row]:
    yield Row("a contact twice", lambda found: found["contacts"].append(found["contacts"][0]), "contacts")
    yield Row("400 advisories", _many("advisories", 400))
    yield Row("401 advisories", _many("advisories", 401), "advisories")
    yield Row("30 notices", _many("notices", 30))
    yield Row("201 notices", _many("notices", 201), "notices")
    yield Row("31 contacts", _many("contacts", 31), "contacts")
    yield Row("61 signs", _many("signs", 61, within="checklist"), "checklist.signs")
    yield Row("101 zones", _many("zones", 101), "zones")
    yield Row("no advisories", lambda found: found.update(advisories=[]), "advisories")
    yield Row("no signs", lambda found: found["checklist"].update(signs=[]), "checklist.signs")


ROWS = tuple(_rows())
