"""The signs of a job scam, and what ticking them means.

Rules of the verdict: one strong sign or two medium ones: stop and speak to somebody; one medium sign: check first; none:
"no sign ticked does not mean it is safe". An empty checklist is a fault, never an all-clear. Nothing ticked is stored.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.text import Text


class Weight(StrEnum):
    """How much one sign says on its own."""

    STRONG = "strong"
    MEDIUM = "medium"


class Finding(StrEnum):
    """What the ticked signs come to."""

    STOP = "stop"
    CHECK = "check"
    NONE = "none"


@dataclass(frozen=True)
class Sign:
    """One warning sign: `text` as the traveller would say it, `why` it matters, the `source` it rests on."""

    id: str
    group: str
    text: Text
    why: Text
    weight: Weight
    source: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """A page of the checklist: a title, and a short name for the progress line."""

    id: str
    title: Text
    short: Text
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class VerdictText:
    """What one finding says: a headline, what to do now, and a sentence to go with it."""

    headline: Text
    act: Text
    detail: Text
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Checklist:
    """Groups in the order they are shown, signs, and the words of each finding.

    `other_verdicts`: findings this version does not know, kept as they came.
    """

    groups: tuple[Group, ...]
    signs: tuple[Sign, ...]
    verdicts: tuple[tuple[Finding, VerdictText], ...]
    other_verdicts: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def signs_of(self, group: str) -> tuple[Sign, ...]:
        """Return the signs of one group, in their order."""
        return tuple(sign for sign in self.signs if sign.group == group)

    def verdict_text(self, finding: Finding) -> VerdictText:
        """Return the words of a finding; KeyError if the edition lacks them (refused on the wire)."""
        return dict(self.verdicts)[finding]


def verdict(checklist: Checklist, ticked: Set[str]) -> Finding:
    """Tell what the ticked sign ids come to; ids the checklist does not carry do not count.

    Raises ValueError for an empty checklist: that is a fault, not an all-clear.
    """
    if not checklist.signs:
        raise ValueError("the checklist is empty")
    weights = [sign.weight for sign in checklist.signs if sign.id in ticked]
    medium = weights.count(Weight.MEDIUM)
    if Weight.STRONG in weights or medium >= 2:
        return Finding.STOP
    return Finding.CHECK if medium else Finding.NONE
