"""A simulator of the foreign ministry's open data, for the demo and the tests: the rows recorded in 2026, and what goes wrong.

Rules: the Cambodian rows are the recorded ones, byte for byte; the other countries' are a few recorded texts repeated under
codes that stand for no country. `answer` is pure. What the server answers with is a variant of `VARIANTS`, read anew from a
file at every request, so that whoever watches the demo can change the ministry's mind: one word in that file.
"""

import json
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kiosk.demo.serve import Server

Row = dict[str, Any]
Answer = tuple[int, str, bytes]
"""Status, kind, body."""
JSON, XML, HTML, TEXT = "application/json", "application/xml", "text/html", "text/plain"
AREAS = {
    "3": "캄보디아-태국 국경 50km 이내,시하누크빌 시 ,캄폿 주 보코산 지역, 바벳 시, 포이펫 시,",
    "2": "시하누크빌 주",
    "1": "2․3 단계 발령 지역 외 전 지역",
}
"""Cambodia's rows of 13 August and 6 October 2026."""
OTHERS = (
    "전 지역",
    "3단계 지정 지역을 제외한 지역",
    "수도 니아메 제외 전 지역",
    "발파라이소주(이스터섬 제외), 산티아고",
    "쿠릴&middot;사할린",
)
NULLS = ("evacuate_region_ty", "evacuate_rcmnd_remark", "forbidden_region_ty", "forbidden_rcmnd_remark", "written_dt")
CUT = 4000
HANGING = "time-out"
NO_KEY = "SERVICE KEY IS NOT REGISTERED ERROR."


def _country(code: str) -> Row:
    if code == "KH":
        names = {"country_nm": "캄보디아", "country_eng_nm": "Cambodia", "org_country_idx": "259"}
    else:
        names = {"country_nm": f"나라 {code}", "country_eng_nm": f"Country {code}", "org_country_idx": code}
    region = {"continent_cd": "10", "continent_nm": "아주", "continent_eng_nm": "Asia"}
    return {**names, "country_iso_alp2": code, **region}


def _others(count: int) -> list[str]:
    """Codes that stand for no country."""
    return [f"Q{number}" for number in range(count)]


def _alarms(areas: dict[str, str], code: str = "KH") -> list[Row]:
    return [
        {**_country(code), "alarm_lvl": level, "region_ty": "일부", "remark": area, "written_dt": None}
        for level, area in areas.items()
    ]


def _world(service: str, rows: list[Row], count: int) -> list[Row]:
    codes = _others(count - len(rows))
    if service == "special":
        return [*rows, *({**_country(code), **dict.fromkeys(NULLS)} for code in codes)]
    return [*(_alarms({"1": OTHERS[at % len(OTHERS)]}, code)[0] for at, code in enumerate(codes)), *rows]


def recorded(service: str) -> list[Row]:
    """Cambodia's rows. Missions and notices were never recorded for it: theirs are made up."""
    if service == "alarm":
        return _alarms(AREAS)
    if service == "special":
        return [{**_country("KH"), **dict.fromkeys(NULLS)}]
    if service == "missions":
        mission = {
            "embassy_cd": "OVR-KH",
            "embassy_kor_nm": "주 캄보디아 대한민국 대사관",
            "embassy_manage_ty_cd_nm": "일반",
        }
        numbers = {"tel_no": "(855)23-211-900", "urgency_tel_no": "(82)2-3210-0404", "free_tel_no": None}
        return [{**_country("KH"), **mission, **numbers, "center_tel_no": "(82)2-3210-0404", "embassy_lat": None}]
    told = {
        "title": "(시연) 캄보디아 안전공지",
        "txt_origin_cn": "&lt;p&gt;시연용 공지입니다.&lt;/p&gt;",
        "ctgy_nm": "안내",
    }
    return [{**_country("KH"), "sfty_notice_id": "DEMO-1", **told, "wrt_dt": "2026-10-01", "file_download_url": None}]


def envelope(rows: list[Row], number: int = 1, size: int = 100, **changed: Any) -> Row:
    """The good reply of 2026 around one page of these rows."""
    body = {
        "dataType": "JSON",
        "items": {"item": rows[(number - 1) * size : number * size]},
        "numOfRows": size,
        "pageNo": number,
        "totalCount": len(rows),
    }
    return {"response": {"header": {"resultCode": "0", "resultMsg": "정상"}, "body": {**body, **changed}}}


def _gateway() -> Row:
    return {"errMsg": "SERVICE ERROR", "returnAuthMsg": "SERVICE_KEY_IS_NOT_REGISTERED_ERROR", "returnReasonCode": "30"}


def _xml() -> str:
    inside = "".join(f"<{name}>{said}</{name}>" for name, said in _gateway().items())
    return f"<OpenAPI_ServiceResponse><cmmMsgHeader>{inside}</cmmMsgHeader></OpenAPI_ServiceResponse>"


def _changed(**areas: str) -> list[Row]:
    return _alarms({level.removeprefix("level_"): area for level, area in areas.items()})


def _entities(rows: list[Row], dot: str) -> list[Row]:
    return [{**one, "remark": one["remark"].replace("․", dot)} for one in rows]


def _cut(rows: list[Row]) -> bytes:
    """4,000 bytes at most, inside a character."""
    long = [{**rows[0], "remark": rows[0]["remark"] * 60}, *rows[1:]]
    data = json.dumps(envelope(long), ensure_ascii=False).encode()
    at = next(at for at in range(CUT, 0, -1) if data[at] & 0xC0 == 0x80)
    return data[:at]


def _in_other_case(found: Any) -> Any:
    if isinstance(found, dict):
        return {name.upper(): _in_other_case(one) for name, one in found.items()}
    return [_in_other_case(one) for one in found] if isinstance(found, list) else found


BROKEN: dict[str, Callable[[], Answer]] = {
    "moved": lambda: (404, TEXT, b"API not found"),
    "unauthorized": lambda: (401, TEXT, b"Unauthorized"),
    "forbidden": lambda: (403, TEXT, b"Forbidden"),
    "failing": lambda: (500, TEXT, b"Unexpected errors"),
    "error-json": lambda: (200, JSON, json.dumps({"OpenAPI_ServiceResponse": {"cmmMsgHeader": _gateway()}}).encode()),
    "error-xml": lambda: (200, XML, _xml().encode()),
    "error-xml-403": lambda: (403, XML, _xml().encode()),
    "error-inside": lambda: (200, JSON, json.dumps({"response": {"header": {"resultCode": "99", "resultMsg": NO_KEY}}}).encode()),
    "html": lambda: (200, HTML, "<!doctype html><html><body>점검 중입니다</body></html>".encode()),
    "text": lambda: (200, TEXT, b"Service Temporarily Unavailable"),
    "nothing": lambda: (200, JSON, b""),
}  # fmt: skip
"""What comes in place of any reply, whatever was asked."""
EMPTY: dict[str, Any] = {"empty-text": "", "empty-list": [], "empty-missing": {}}
ALARMS: dict[str, Callable[[], list[Row]]] = {
    "reordered": lambda: _alarms(AREAS)[::-1],
    "entities": lambda: _entities(_alarms(AREAS), "&middot;"),
    "entities-twice": lambda: _entities(_alarms(AREAS), "&amp;middot;"),
    "respelled": lambda: _changed(
        level_3=AREAS["3"].replace("포이펫 시", "뽀이뻿 시"), level_2=AREAS["2"], level_1=AREAS["1"]
    ),
    "level-4-back": lambda: _changed(
        level_4="포이펫 시",
        level_3=AREAS["3"].replace(", 포이펫 시", ""),
        level_2=AREAS["2"],
        level_1="2․3․4 단계 발령 지역 외 전 지역",
    ),
    "raised": lambda: _changed(level_3=AREAS["3"] + AREAS["2"], level_1="3 단계 발령 지역 외 전 지역"),
    "lowered": lambda: _changed(
        level_3=AREAS["3"].replace(", 포이펫 시", ""), level_2="시하누크빌 주, 포이펫 시", level_1=AREAS["1"]
    ),
    "row-lost": lambda: _changed(level_2=AREAS["2"], level_1=AREAS["1"]),
    "rest-lost": lambda: _changed(level_3=AREAS["3"], level_2=AREAS["2"]),
    "level-unknown": lambda: _changed(level_7=AREAS["3"], level_2=AREAS["2"], level_1=AREAS["1"]),
}  # fmt: skip
"""Other rows of the alarm service."""
SHAPES = ("old-envelope", "code-as-number", "code-unknown", "code-missing", "one-row", "filter-ignored", "page-1-of-22",
          "other-case", "cut", "special-back", "total-wrong", "alp2-spelled-apl2")  # fmt: skip
"""Other shapes of a reply."""
VARIANTS = ("recorded", *ALARMS, *SHAPES, *BROKEN, *EMPTY, HANGING)


def service_of(path: str) -> str:
    """Which service a path names, or ""."""
    operations = {
        "TravelAlarmService2/getTravelAlarmList2": "alarm",
        "SptravelWarningServiceV2/getSptravelWarningListV2": "special",
        "EmbassyService2/getEmbassyList2": "missions",
        "CountrySafetyService7/getCountrySafetyList7": "notices",
    }
    return next((name for operation, name in operations.items() if path.endswith(f"/{operation}")), "")


def answer(path: str, query: dict[str, str], variant: str = "recorded") -> Answer:
    """What the ministry would answer. The variant changes the alarm service, and breaks every one where it breaks."""
    service = service_of(path)
    if not service:
        return BROKEN["moved"]()
    if variant in BROKEN:
        return BROKEN[variant]()
    rows = recorded(service)
    if service == "alarm":
        rows = ALARMS.get(variant, lambda: rows)()
    if service == "special" and not any(name.startswith("cond[") for name in query):
        rows = _world(service, rows, 197)
    if service == "special" and variant == "special-back":
        rows = [{**rows[0], "evacuate_region_ty": "일부", "evacuate_rcmnd_remark": "시하누크빌 주"}, *rows[1:]]
    number, size = (int(query.get(name) or usual) for name, usual in (("pageNo", 1), ("numOfRows", 10)))
    found: Any = envelope(rows, number, size)
    if variant in EMPTY:
        found = envelope([], number, size, items=EMPTY[variant])
    if service == "alarm" and variant in SHAPES:
        return _shaped(rows, number, size, variant)
    return 200, JSON, json.dumps(found, ensure_ascii=False).encode()


def _shaped(rows: list[Row], number: int, size: int, variant: str) -> Answer:
    found: Any = envelope(rows, number, size)
    match variant:
        case "cut":
            return 200, JSON, _cut(rows)
        case "old-envelope":
            found = {
                "resultCode": 0,
                "resultMsg": "정상",
                "currentCount": len(rows),
                "totalCount": len(rows),
                "data": rows,
            }
        case "code-as-number":
            found["response"]["header"]["resultCode"] = 0
        case "code-unknown":
            found["response"]["header"]["resultCode"] = "1"
        case "code-missing":
            del found["response"]["header"]["resultCode"]
        case "one-row":
            found = envelope(rows[-1:], number, size, items={"item": rows[-1]})
        case "filter-ignored":
            found = envelope(_world("alarm", rows, 210), number, size)
        case "page-1-of-22":
            found = envelope(_world("alarm", rows, 217), 1, 10)
        case "other-case":
            found = _in_other_case(found)
        case "total-wrong":
            found = envelope(rows, number, size, totalCount=len(rows) + 1)
        case "alp2-spelled-apl2":
            found = json.loads(json.dumps(found).replace("iso_alp2", "iso_apl2"))
    return 200, JSON, json.dumps(found, ensure_ascii=False).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "kiosk-demo-ministry"
    sys_version = ""
    timeout = 30

    def __init__(self, *args: object, ministry: "Ministry") -> None:
        self._ministry = ministry
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answers as the variant has it; of time-out, nothing until the server ends."""
        parts = urlsplit(self.path)
        query = {name: found[-1] for name, found in parse_qs(parts.query).items()}
        self._ministry.asked.append(self.path)
        variant = self._ministry.variant()
        if variant == HANGING:
            self._ministry.ended.wait(self.timeout)
            self.close_connection = True
            return
        status, kind, data = answer(parts.path, query, variant)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind};charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: an address holds the key."""


class Ministry:
    """The simulated ministry on a port of loopback (0: any). `mood` is the file whose word is the variant."""

    def __init__(self, port: int, mood: Path | None = None, variant: str = "recorded") -> None:
        self.mood, self.usual, self.ended = mood, variant, Event()
        self.asked: list[str] = []
        self.server = Server(port, partial(_Handler, ministry=self))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/1262000"

    def variant(self) -> str:
        """The variant of the moment; a word that is none is as good as the recorded one."""
        try:
            word = self.mood.read_text(encoding="utf-8").strip() if self.mood else self.usual
        except (OSError, ValueError):
            word = self.usual
        return word if word in VARIANTS else "recorded"

    def close(self) -> None:
        """Ends it."""
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
