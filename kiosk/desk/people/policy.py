"""Who may do what at the desk: one table, act by role, and the rule of the second person.

Rules: every page and every act asks here, and compares no role itself. Who is not active (invited only, or left) may nothing.
An auditor reads everything and changes nothing. What one person named, wrote or submitted, another confirms or approves.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from kiosk.desk.people.roles import Role
from kiosk.desk.words import say
from kiosk.faults import Refusal
from kiosk.feed.trust.roles import TARGETS


class Act(StrEnum):
    """One thing that is done at the desk."""

    WRITE = "write"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    SIGN_EDITIONS = "sign editions"
    ASK_MINISTRY = "ask the ministry"
    DRAFT_DRIFT = "put a drift into a draft"
    NAME_PHRASE = "name what a phrase means"
    CONFIRM_PHRASE = "confirm what a phrase means"
    END_PHRASE = "end what a phrase means"
    HEAR_ALARMS = "hear alarms by mail"
    ADMIT_KIOSK = "admit a kiosk"
    MOVE_KIOSK = "move a kiosk"
    INVITE = "invite"
    CONFIRM_PERSON = "confirm a person"
    CHANGE_ROLE = "change a role"
    ADMIT = "admit a passkey"
    ROSTER = "put together a roster"
    SIGN_TARGETS = "sign targets"


WRITERS = frozenset({Role.OFFICER, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR})
MAY: dict[Act, frozenset[Role]] = {
    Act.WRITE: WRITERS,
    Act.SUBMIT: WRITERS,
    Act.APPROVE: WRITERS,
    Act.RETURN: WRITERS,
    Act.WITHDRAW: WRITERS,
    Act.SIGN_EDITIONS: WRITERS,
    Act.ASK_MINISTRY: WRITERS,
    Act.DRAFT_DRIFT: WRITERS,
    Act.NAME_PHRASE: WRITERS,
    Act.CONFIRM_PHRASE: WRITERS,
    Act.END_PHRASE: WRITERS,
    Act.HEAR_ALARMS: WRITERS,
    Act.ADMIT_KIOSK: WRITERS,
    Act.MOVE_KIOSK: WRITERS,
    Act.INVITE: SUPERVISORS,
    Act.CONFIRM_PERSON: SUPERVISORS,
    Act.CHANGE_ROLE: SUPERVISORS,
    Act.ADMIT: SUPERVISORS,
    Act.ROSTER: SUPERVISORS,
    Act.SIGN_TARGETS: SUPERVISORS,
}
"""Which roles may do each act."""
REFUSED = {
    WRITERS: ("경찰관과 감독관만 할 수 있습니다.", "only officers and supervisors may do this"),
    SUPERVISORS: ("감독관만 할 수 있습니다.", "only a supervisor may do this"),
}
"""What whoever is none of these is told."""


class Person(Protocol):
    """What is asked of somebody: the key in the database, whether they are active, their role."""

    pk: int
    is_active: bool
    role: str


def may(person: Person, act: Act) -> bool:
    """Tell whether somebody may do an act."""
    return person.is_active and person.role in MAY[act]


def must(person: Person, act: Act) -> None:
    """Refuse whoever may not do an act. Raises Refusal."""
    if not may(person, act):
        raise Refusal(say(*REFUSED[MAY[act]]))


def is_another(person: Person, first: Iterable[int | None]) -> bool:
    """Tell whether somebody is none of those (by key) who had a hand in it first, and so may be the second person."""
    return person.pk not in set(first)


def signing(role: str) -> Act:
    """Return the act of signing for a role of the feed: `targets`, or `editions`."""
    return Act.SIGN_TARGETS if role == TARGETS.name else Act.SIGN_EDITIONS
