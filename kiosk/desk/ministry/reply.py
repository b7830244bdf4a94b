"""What one service answered, read strictly: the rows of our country, or one sentence why it cannot be believed. Pure.

Rules: an outage must never look like "no advisory". So a reply counts only if its success code is a known one, every row
names its country in a known spelling, and it is the one asked for; the rows read over all pages are as many as it says; and
nothing stands in it twice. Letters' case of members is not minded. Whatever else came, be it an error as JSON, XML or a page,
something cut or something empty, is `Unreadable`, and never means that nothing applies.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.desk.ministry.services import Service
from kiosk.faults import Fault
from kiosk.feed.document import door

COUNTRY: str = door.rules()["country"]
MOST_SAID = 160
NONE = ("", "-")
TAGS = ("returnAuthMsg", "errMsg", "resultMsg", "returnReasonCode")
"""What an error in XML says of itself."""

Row = dict[str, Any]


class Unreadable(Fault):
    """The reply cannot be believed. The message is one sentence."""


@dataclass(frozen=True)
class Page:
    """One page: its rows, their members in small letters, and how many rows there are over all pages."""

    rows: tuple[Row, ...]
    total: int


def page(service: Service, data: bytes, number: int) -> Page:
    """Return one page's bytes, as the one of that number. Raises Unreadable."""
    body, header = _enveloped(service, _parsed(data))
    _check_code(service, header)
    if (said := body.get("pageno")) is not None and _count(said) != number:
        raise Unreadable(f"page {number} was asked for, another came: {_short(said)}")
    if (total := _count(body.get("totalcount"))) is None:
        raise Unreadable(f"it does not say how many rows there are (totalCount {_short(body.get('totalcount'))})")
    return Page(_rows(body), total)


def whole(service: Service, pages: Sequence[Page]) -> list[Row]:
    """Return the rows of our country over all pages. Raises Unreadable unless every row is there, once."""
    rows = [row for one in pages for row in one.rows]
    if len({one.total for one in pages}) != 1:
        raise Unreadable("the number of rows changed from page to page")
    if len(rows) != pages[0].total:
        raise Unreadable(f"{len(rows)} rows were read where it says {pages[0].total}")
    codes = [_country(service, row) for row in rows]
    if service.filter and (other := next((code for code in codes if code != COUNTRY), "")):
        raise Unreadable(f"rows of {COUNTRY} were asked for, and one of {_short(other)} came: the filter was ignored")
    if len({json.dumps(row, sort_keys=True) for row in rows}) != len(rows):
        raise Unreadable("a row stands in it twice")
    return [row for row, code in zip(rows, codes, strict=True) if code == COUNTRY]


def value(service: Service, row: Row, field: str) -> str:
    """Return a member's text, "" where the ministry writes null, nothing or a dash. Raises Unreadable for anything but text."""
    name = service.fields[field]
    if name.lower() not in row:
        raise Unreadable(f"a row has no {name}")
    found = row[name.lower()]
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise Unreadable(f"{name} is neither text nor a number")
    text = str(found)
    return "" if text.strip() in NONE else text


def _parsed(data: bytes) -> Row:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("it is cut or not UTF-8") from None
    if not text.strip():
        raise Unreadable("it is empty")
    if text.lstrip().startswith("<"):
        raise Unreadable(_markup(text))
    try:
        found = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        kind = "it is cut or broken JSON" if text.lstrip()[0] in "{[" else "it is plain text"
        raise Unreadable(f"{kind}: {_short(text)}") from None
    if not isinstance(found, dict):
        raise Unreadable(f"no object came, but {_short(text)}")
    return found


def _members(pairs: Iterable[tuple[str, Any]]) -> Row:
    """Members in small letters: which letters are large changes by operation and date."""
    found: Row = {}
    for name, one in pairs:
        if name.lower() in found:
            raise Unreadable(f"{_short(name)} stands twice in one object")
        found[name.lower()] = one
    return found


def _no_constant(name: str) -> None:
    raise Unreadable(f"{name} is no JSON")


def told(data: bytes) -> str:
    """Return what an error says of itself, "" if nothing that can be quoted."""
    text = data[:4096].decode("utf-8", "replace")
    if not text.lstrip().startswith("<"):
        return _short(text) if text.strip() and text.lstrip()[0] not in "{[" else ""
    return _tagged(text)


def _tagged(text: str) -> str:
    said = [one[1].strip() for tag in TAGS if (one := re.search(rf"<{tag}>\s*([^<]{{1,200}})", text, re.IGNORECASE))]
    return _short(" ".join(said)) if said else ""


def _markup(text: str) -> str:
    if said := _tagged(text):
        return f"an error came as XML: {said}"
    return "a web page came" if re.search("<html", text[:2000], re.IGNORECASE) else "XML came where JSON was asked for"


def _enveloped(service: Service, found: Row) -> tuple[Row, Row]:
    """(body, header) of whichever known envelope it is."""
    if isinstance(gateway := found.get("openapi_serviceresponse"), dict):
        header = gateway.get("cmmmsgheader")
        raise Unreadable(f"the gateway refused: {_short(_said_in(header if isinstance(header, dict) else {}))}")
    response = found.get("response")
    if "response" in service.envelopes and isinstance(response, dict):
        header, body = response.get("header"), response.get("body")
        if not isinstance(header, dict):
            raise Unreadable("it has no success code")
        if not isinstance(body, dict):
            _check_code(service, header)
            raise Unreadable("it has no body")
        return body, header
    if "data" in service.envelopes and "resultcode" in found:
        return found, found
    raise Unreadable(f"it has none of the known forms: {_short(', '.join(map(str, found)) or 'nothing in it')}")


def _said_in(header: Row) -> str:
    return " ".join(str(header[tag.lower()]) for tag in TAGS if header.get(tag.lower())) or "no reason given"


def _check_code(service: Service, header: Row) -> None:
    code = header.get("resultcode")
    if isinstance(code, bool) or not isinstance(code, str | int) or str(code) not in service.success:
        said = f" {_short(header['resultmsg'])}" if header.get("resultmsg") else ""
        raise Unreadable(f"success code {_short(code)} is none of {', '.join(service.success)}:{said or ' no message'}")


def _rows(body: Row) -> tuple[Row, ...]:
    """A list, one row as an object, or none; under `items.item`, `items` or `data`."""
    found = body.get("items", body.get("data"))
    if isinstance(found, dict) and "item" in found:
        found = found["item"]
    if found is None or found == {} or (isinstance(found, str) and not found.strip()):
        return ()
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable("its rows are no list of objects")
    return tuple(found)


def _country(service: Service, row: Row) -> str:
    held = {row[name.lower()] for name in service.iso if isinstance(row.get(name.lower()), str)}
    if len(held) != 1:
        raise Unreadable(f"a row does not say its country ({' or '.join(service.iso)})")
    return str(held.pop()).strip()


def _count(said: Any) -> int | None:
    if isinstance(said, str) and re.fullmatch("[0-9]{1,9}", said.strip()):
        return int(said)
    return said if type(said) is int and said >= 0 else None


def _short(said: Any) -> str:
    text = " ".join(str(said).split())
    return "".join(one for one in text[:MOST_SAID] if one.isprintable()) or "nothing"
