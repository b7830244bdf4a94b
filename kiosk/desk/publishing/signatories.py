"""Who may put their signature to what waits, who still can, and whether it can go out at all.

Rules: before it is approved only its submitter signs. Once it is approved, a signature that is missing may come from any
officer whom the feed admits, so that nobody's lost key keeps it back; the feed's own rule, two people, decides. Only a key
for editions counts, never a supervisor's for rosters.
"""

from dataclasses import dataclass

from kiosk.desk.editing.models import State, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer, Passkey
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.words import say
from kiosk.faults import Refusal
from kiosk.feed.publish.repository import admitted
from kiosk.feed.trust.roles import EDITIONS

PEOPLE = 2
"""How many people sign an edition."""


@dataclass(frozen=True)
class Able:
    """Somebody whom the feed admits to editions. `touches`: by a passkey of this desk, else by key file at the command line."""

    name: str
    touches: bool


def able() -> list[Able]:
    """Find who could sign an edition now: admitted by the feed, and not somebody who may no longer sign here."""
    feed = repository()
    if not feed.started():
        return []
    idle = {one.username.casefold() for one in Officer.objects.all() if not policy.may(one, Act.SIGN_EDITIONS)}
    touching = {one.officer.username for one in _passkeys()}
    names = sorted(admitted(feed.targets().signed))
    return [Able(name, name in touching) for name in names if name.casefold() not in idle]


def _passkeys() -> list[Passkey]:
    found = Passkey.objects.filter(admitted__isnull=False, retired=None, officer__is_active=True).select_related(
        "officer"
    )
    return [one for one in found if one.signs == EDITIONS.name]


def offered(version: Version, signed: tuple[str, ...], officer: int | None = None) -> list[Passkey]:
    """Find the passkeys that may still sign what waits; `officer` (their id): that person's alone."""
    allowed = [one for one in _passkeys() if one.officer.username not in signed and may_sign(version, one.officer)]
    return [one for one in allowed if officer in (None, one.officer_id)]


def may_sign(version: Version, officer: Officer) -> bool:
    """Tell whether somebody's signature is taken: the submitter's, and once it is approved any officer's."""
    if not policy.may(officer, Act.SIGN_EDITIONS):
        return False
    return officer.pk == version.submitter_id or version.state == State.APPROVED


def must_reach_two(signed: tuple[str, ...]) -> None:
    """Refuse an approval after which nobody could make it two signatures. Raises Refusal that names the way on."""
    names = {*signed, *(one.name for one in able())}
    if len(names) >= PEOPLE:
        return
    there = ", ".join(sorted(names)) or "–"
    raise Refusal(
        say(
            f"서명할 수 있는 사람이 두 명이 되지 않아 승인해도 나갈 수 없습니다 (지금: {there})."
            " 먼저 ‘사람’에서 서명용 패스키를 명단에 올려 주세요.",
            f"Fewer than two people can sign (now: {there}), so it could not go out once approved."
            " First have a signing passkey admitted (see People).",
        )
    )
