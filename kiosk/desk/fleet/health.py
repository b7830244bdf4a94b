"""How a kiosk is, in one sentence that says what a person should do. Pure: from its last report and the clock.

Rules: nothing is called good that its own pixels did not prove within `DARK_SECONDS`, or that the kiosk itself says nobody can
see. Silence, a dark screen, a poster and an old edition are told apart, since another person goes for each; a screen that is off
by plan shows nothing and is no alarm. Only what is admitted is judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.desk.words import Pair, moment, say
from kiosk.domain.moments import utc_moment
from kiosk.gate.monitor import POSTER, Hidden

SILENT_SECONDS = 75.0
DARK_SECONDS = 75.0
"""The screen's proof is renewed each minute; a report follows within half a minute."""
BEHIND_SECONDS = 60.0
"""How long after a publication an older edition is no fault yet, but nothing good either."""

WORDS = ("good", "coming", "off", "silent", "dark", "poster", "behind", "doubt", "faulty")

UNSEEN: dict[str, Pair] = {
    Hidden.UNPLUGGED: (
        "모니터가 연결되어 있지 않습니다. 가서 모니터의 선과 전원을 보세요.",
        "No monitor is plugged in. Go and look at the monitor's cable and power.",
    ),
    Hidden.DARK: (
        "모니터가 절전 상태로 꺼졌습니다. 가서 화면을 보세요.",
        "Its monitor was sent to sleep. Go and look at the screen.",
    ),
    Hidden.COVERED: (
        "다른 창이 화면을 가리고 있습니다. 가서 보고 키오스크를 다시 켜세요.",
        "Another window covers its screen. Go and look, and restart the kiosk.",
    ),
    Hidden.SIZE: (
        "화면의 크기가 맞지 않습니다. 가서 모니터와 그 설정을 보세요.",
        "Its picture does not fit the monitor. Go and look at the monitor and its settings.",
    ),
    Hidden.OLD: ("화면이 멈춰 있습니다. 가서 화면을 보세요.", "Its screen stands still. Go and look at it."),
    Hidden.OTHER: (
        "받은 판과 다른 판이 화면에 있습니다. 가서 화면을 보세요.",
        "Its screen shows another edition than it holds. Go and look at it.",
    ),
}
UNPROVED: Pair = (
    "화면에 그려진 증거가 없습니다. 가서 화면을 보세요.",
    "Nothing is proved to stand on its screen. Go and look at it.",
)


@dataclass(frozen=True)
class InForce:
    """The edition every kiosk should show: its number, when the desk put it out (None: not known), its hash's first 8 digits."""

    number: int
    published: datetime | None
    mark: str = ""


@dataclass(frozen=True)
class Health:
    """`word`: one of `WORDS`. `sentence`: what is so, and what to do."""

    word: str
    sentence: str

    @property
    def good(self) -> bool:
        """Whether nobody need do anything."""
        return self.word in ("good", "off")


def health(said: Mapping[str, Any], heard: datetime | None, off: int, now: datetime, force: InForce) -> Health:
    """Judge a kiosk by its last report, `said`, which came at `heard`; by `off` seconds its clock is wrong."""
    if off:
        return Health(
            "doubt",
            say(
                f"시계가 {abs(off)}초 틀려 보고를 믿을 수 없습니다. 키오스크의 시계를 맞추세요.",
                f"Its clock is {abs(off)} s off, so its reports do not count. Set the kiosk's clock.",
            ),
        )
    if heard is None or (now - heard).total_seconds() > SILENT_SECONDS:
        return Health("silent", _silent(heard))
    return _unproved(said, now) or _other(said, now, force) or _shows(said)


def _silent(heard: datetime | None) -> str:
    if heard is None:
        return say(
            "아직 보고가 없습니다. 전원과 네트워크를 확인하세요.",
            "It has never reported. Check its power and its network.",
        )
    return say(
        f"{moment(heard)}부터 소식이 없습니다. 가서 전원과 네트워크를 확인하세요.",
        f"Silent since {moment(heard)}. Go and look at its power and its network.",
    )


def _unproved(said: Mapping[str, Any], now: datetime) -> Health | None:
    """A screen that nobody can be seeing, or that was not proved lately."""
    hidden, painted = hidden_of(said), painted_of(said)
    if hidden == Hidden.PLANNED:
        return Health("off", say("계획에 따라 화면이 꺼져 있습니다.", "Its screen is off by plan."))
    if hidden or painted is None:
        return Health("dark", say(*UNSEEN.get(hidden, UNPROVED)))
    if (now - painted[1]).total_seconds() <= DARK_SECONDS:
        return None
    at = moment(painted[1])
    sentence = say(
        f"{at}부터 화면이 꺼졌거나 멈췄습니다. 가서 화면을 보세요.",
        f"Its screen is dark or frozen since {at}. Go and look at it.",
    )
    return Health("dark", sentence)


def _other(said: Mapping[str, Any], now: datetime, force: InForce) -> Health | None:
    """A screen that is proved to show something else than the edition in force."""
    painted = said["painted"]
    edition, mark, number = int(painted["edition"]), str(painted.get("mark") or ""), force.number
    if painted.get("screen") == POSTER:
        sentence = say(
            "화면이 되살아나지 않아 안내 포스터만 보여 줍니다. 가서 키오스크를 다시 켜 보세요.",
            "It shows only its poster, since its display does not keep up. Go and restart the kiosk.",
        )
        return Health("poster", sentence)
    if edition > number or (edition == number and mark and force.mark and mark != force.mark):
        sentence = say(
            f"이 데스크가 게시하지 않은 {edition}판을 보여 줍니다. 감독관에게 알리고 가서 보세요.",
            f"It shows edition {edition}, which this desk never published. Tell a supervisor, and go and look.",
        )
        return Health("doubt", sentence)
    if edition < number and force.published and (now - force.published).total_seconds() <= BEHIND_SECONDS:
        sentence = say(
            f"{edition}판을 보여 줍니다. 곧 {number}판이 됩니다.",
            f"It still shows edition {edition}; {number} is on its way.",
        )
        return Health("coming", sentence)
    if edition < number:
        why = str((said.get("status") or {}).get("why") or "")[:160]
        words = say(
            f"{number}판이 아니라 {edition}판을 보여 줍니다. {why}", f"It shows edition {edition}, not {number}. {why}"
        )
        return Health("behind", words.strip())
    return None


def _shows(said: Mapping[str, Any]) -> Health:
    faults, edition = said.get("faults") or [], said["painted"]["edition"]
    if faults:
        words = say(f"보여 주지만 이상이 있습니다: {faults[0]}", f"It shows the edition, but: {faults[0]}")
        return Health("faulty", words)
    return Health("good", say(f"{edition}판을 보여 줍니다.", f"It shows edition {edition}."))


def painted_of(said: Mapping[str, Any]) -> tuple[int, datetime] | None:
    """Return the edition on the screen and when that was last proved, or None."""
    painted = said.get("painted")
    try:
        return int(painted["edition"]), utc_moment(painted["painted_at"])  # type: ignore[index]
    except (TypeError, KeyError, ValueError, OverflowError):
        return None


def hidden_of(said: Mapping[str, Any]) -> str:
    """Return the kiosk's own word for why nobody can see its screen, or ""."""
    painted = said.get("painted")
    return str(painted.get("hidden") or "")[:20] if isinstance(painted, dict) else ""
