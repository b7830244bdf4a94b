"""The phrase book: sentences that stand in all six languages already, found in the edition in force."""

from typing import Any

from kiosk.domain.text import LOCALES

Words = dict[str, str]


def _distinct(found: list[Words]) -> dict[str, Words]:
    return {one["ko"]: one for one in found if all(one.get(code) for code in LOCALES)}


def reasons(live: dict[str, Any]) -> dict[str, Words]:
    """Reasons of advisories, newest first, by their Korean words."""
    newest = sorted(live["advisories"], key=lambda one: str(one["effective"]), reverse=True)
    return _distinct([one["reason"] for one in newest])


def exceptions(live: dict[str, Any]) -> dict[str, Words]:
    """Exceptions of advisories, by their Korean words."""
    return _distinct([text for one in live["advisories"] for text in one.get("exceptions", ())])


def publishers(live: dict[str, Any]) -> dict[str, Words]:
    """Who announced; the ministry itself first."""
    found = _distinct([one["source"]["publisher"] for one in live["advisories"]])
    return dict(sorted(found.items(), key=lambda one: (len(one[0]), one[0])))


WITHDRAWN: Words = {
    "ko": "앞서 표시한 공지를 철회했습니다.",
    "en": "A notice shown earlier has been withdrawn.",
    "km": "សេចក្ដី​ជូនដំណឹង​ដែល​បាន​បង្ហាញ​មុន ត្រូវបាន​ដក​ចេញ។",
    "zh_Hans": "先前显示的公告已撤回。",
    "ja": "先に表示したお知らせは取り下げました。",
    "vi": "Thông báo hiển thị trước đó đã được rút lại.",
}
"""The correction card of a withdrawn notice; the translations are ours."""
