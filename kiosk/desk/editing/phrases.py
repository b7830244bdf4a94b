"""The phrase book: sentences that stand in all six languages already, so that a level change needs no translator. Pure.

The edition keeps it as `phrases`: `{"id", "use": "reason"|"exception"|"notice"|"retired", "text": {six languages}}`. What
advisories in force or past say belongs to it by itself (`given`); an entry of `phrases` under the same id takes its
place. A phrase is never removed, since an advisory may hold it: it is retired.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from kiosk.domain.text import LOCALES

Words = dict[str, str]
Book = dict[str, dict[str, Any]]


def _distinct(found: list[Words]) -> dict[str, Words]:
    return {one["ko"]: one for one in found if all(one.get(code) for code in LOCALES)}


def given(live: Mapping[str, Any]) -> Book:
    """Return what advisories bring: reasons, newest first, then exceptions; by an id made of the Korean words."""
    newest = sorted(live["advisories"], key=lambda one: str(one["effective"]), reverse=True)
    said = [("reason", one["reason"]) for one in newest if "reason" in one]
    said += [("exception", text) for one in newest for text in one.get("exceptions", ())]
    whole = [(use, text) for use, text in said if all(text.get(code) for code in LOCALES)]
    return {(name := _id(use, text)): {"id": name, "use": use, "text": text} for use, text in whole}


def book(live: Mapping[str, Any]) -> Book:
    """Return the whole phrase book by id."""
    return {**given(live), **{str(one["id"]): one for one in live.get("phrases", ())}}


def reasons(live: Mapping[str, Any]) -> dict[str, Words]:
    """Return the reasons of advisories by their Korean words, first the one that is never wrong."""
    return {NEUTRAL["ko"]: NEUTRAL} | _used(live, "reason")


def exceptions(live: Mapping[str, Any]) -> dict[str, Words]:
    """Return the exceptions of advisories by their Korean words."""
    return _used(live, "exception")


def sentences(live: Mapping[str, Any]) -> dict[str, Words]:
    """Return the sentences for notices by their Korean words."""
    return _used(live, "notice")


def _used(live: Mapping[str, Any], use: str) -> dict[str, Words]:
    return _distinct([one["text"] for one in book(live).values() if one["use"] == use])


def publishers(live: Mapping[str, Any]) -> dict[str, Words]:
    """Return who announced; the ministry itself first."""
    found = _distinct([one["source"]["publisher"] for one in live["advisories"]])
    return dict(sorted(found.items(), key=lambda one: (len(one[0]), one[0])))


def _id(use: str, text: Words) -> str:
    return f"{use}-{hashlib.sha256(text['ko'].encode()).hexdigest()[:12]}"


NEUTRAL: Words = {
    "ko": "외교부 발표에 따름",
    "en": "According to the Korean foreign ministry's announcement",
    "km": "យោង\u200bតាម\u200bសេចក្ដី\u200bប្រកាស\u200bរបស់\u200bក្រសួង\u200bការបរទេស\u200bកូរ៉េ",
    "zh_Hans": "根据韩国外交部的公告",
    "ja": "韓国外交部の発表による",
    "vi": "Theo thông báo của Bộ Ngoại giao Hàn Quốc",
}
"""The reason where the announcement names none, or nobody is there to translate it; the translations are ours."""

WITHDRAWN: Words = {
    "ko": "앞서 표시한 알림을 철회했습니다.",
    "en": "A notice shown earlier has been withdrawn.",
    "km": "សេចក្ដី​ជូនដំណឹង​ដែល​បាន​បង្ហាញ​មុន ត្រូវបាន​ដក​ចេញ។",
    "zh_Hans": "先前显示的通知已撤回。",
    "ja": "先に表示したお知らせは取り下げました。",
    "vi": "Thông báo hiển thị trước đó đã được rút lại.",
}
"""The correction card of a withdrawn notice; the translations are ours."""
