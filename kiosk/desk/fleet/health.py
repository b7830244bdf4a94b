"""How a kiosk is, in one sentence that says what a person should do. Pure: from its last report and the clock.

Rules: nothing is called good that its own pixels did not prove within `DARK_SECONDS`. Silence, a dark screen and an old edition
are told apart, since another person goes for each. Only what is admitted is judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.desk.words import moment, say
from kiosk.domain.moments import utc_moment

SILENT_SECONDS = 75.0
DARK_SECONDS = 75.0
"""The screen's proof is renewed each minute; a report follows within half a minute."""
BEHIND_SECONDS = 60.0
"""How long after a publication an older edition is no fault yet."""


@dataclass(frozen=True)
class Health:
    """`word`: good, silent, dark, behind, doubt or faulty. `sentence`: what is so, and what to do."""

    word: str
    sentence: str

    @property
    def good(self) -> bool:
        """Whether nobody need do anything."""
        return self.word == "good"


def health(
    said: Mapping[str, Any], heard: datetime | None, off: int, now: datetime, number: int, published: datetime | None
) -> Health:
    """Judge a kiosk by its last report. `number`: the edition in force, published at `published`."""
    if off:
        return Health(
            "doubt",
            say(
                f"시계가 {abs(off)}초 틀려 보고를 믿을 수 없습니다. 키오스크의 시계를 맞추세요.",
                f"Its clock is {abs(off)} s off, so its reports do not count. Set the kiosk's clock.",
            ),
        )
    if heard is None:
        return Health(
            "silent",
            say(
                "아직 보고가 없습니다. 전원과 네트워크를 확인하세요.",
                "It has never reported. Check its power and its network.",
            ),
        )
    if (now - heard).total_seconds() > SILENT_SECONDS:
        return Health(
            "silent",
            say(
                f"{moment(heard)}부터 소식이 없습니다. 가서 전원과 네트워크를 확인하세요.",
                f"Silent since {moment(heard)}. Go and look at its power and its network.",
            ),
        )
    return _heard(said, now, number, published)


def _heard(said: Mapping[str, Any], now: datetime, number: int, published: datetime | None) -> Health:
    painted = painted_of(said)
    if painted is None:
        return Health(
            "dark",
            say(
                "화면에 그려진 증거가 없습니다. 가서 화면을 보세요.",
                "Nothing is proved to stand on its screen. Go and look at it.",
            ),
        )
    edition, at = painted
    if (now - at).total_seconds() > DARK_SECONDS:
        return Health(
            "dark",
            say(
                f"{moment(at)}부터 화면이 꺼졌거나 멈췄습니다. 가서 화면을 보세요.",
                f"Its screen is dark or frozen since {moment(at)}. Go and look at it.",
            ),
        )
    if edition > number:
        sentence = say(
            f"이 데스크가 게시하지 않은 {edition}판을 보여 줍니다. 감독관에게 알리고 가서 보세요.",
            f"It shows edition {edition}, which this desk never published. Tell a supervisor, and go and look.",
        )
        return Health("doubt", sentence)
    late = published is not None and (now - published).total_seconds() > BEHIND_SECONDS
    if edition < number and late:
        why = str((said.get("status") or {}).get("why") or "")[:160]
        return Health(
            "behind",
            say(
                f"{number}판이 아니라 {edition}판을 보여 줍니다. {why}",
                f"It shows edition {edition}, not {number}. {why}",
            ).strip(),
        )
    faults = said.get("faults") or []
    if faults:
        return Health(
            "faulty", say(f"보여 주지만 이상이 있습니다: {faults[0]}", f"It shows the edition, but: {faults[0]}")
        )
    return Health("good", say(f"{edition}판을 보여 줍니다.", f"It shows edition {edition}."))


def painted_of(said: Mapping[str, Any]) -> tuple[int, datetime] | None:
    """Return the edition on the screen and when that was last proved, or None."""
    painted = said.get("painted")
    try:
        return int(painted["edition"]), utc_moment(painted["painted_at"])  # type: ignore[index]
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
