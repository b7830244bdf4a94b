"""A change of role, or leaving: named by one supervisor, confirmed by another; the person's sessions end with it. One alone may
suspend somebody at once.

Rules: two supervisors stay, whatever happens, since one alone could confirm nothing any more. Whoever leaves keeps their
name in every old line; their signing keys stay in the feed until a roster removes them, and the people page says so.
Whoever comes back, or has lost phone and codes, joins by a new link.
"""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from kiosk.desk.people import policy, record
from kiosk.desk.people.models import Officer, Posting
from kiosk.desk.people.policy import Act
from kiosk.desk.people.roles import Role
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal


def propose(supervisor: Officer, officer: Officer, role: str) -> Posting:
    """Name a change; `role` empty: they leave. Nothing changes before another supervisor confirms. Raises Refusal, Fault."""
    policy.must(supervisor, Act.CHANGE_ROLE)
    _must_be_a_change(officer, role)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(officer=officer, role=role, proposed_by=supervisor)
            record.note(supervisor, "post", f"officer {officer}", datetime.now(UTC), role=role or "leaves")
    except IntegrityError:
        ko, en = f"{officer}: 다른 변경이 이미 기다립니다.", f"another change for {officer} waits already"
        raise Refusal(say(ko, en)) from None
    return posting


def _must_be_a_change(officer: Officer, role: str) -> None:
    if role not in ("", *Role.values):
        raise Fault(say("새 역할을 고르세요.", f"no such role: {role}"))
    if role == officer.role and officer.is_active:
        raise Fault(say(f"{officer}: 이미 그 역할입니다.", f"{officer} is that already"))
    if not officer.is_active and (officer.left is None or not role):
        ko = f"{officer}: 아직 가입하지 않았거나 이미 그만두었습니다."
        raise Refusal(say(ko, f"{officer} has not joined yet, or left already"))


def confirm(supervisor: Officer, posting: Posting) -> bool:
    """Confirm a change as the second supervisor: it holds at once. True if somebody comes back and joins anew. Raises Refusal."""
    policy.must(supervisor, Act.CHANGE_ROLE)
    with transaction.atomic():
        _must_wait(posting)
        _must_be_another(supervisor, posting)
        officer, now = posting.officer, datetime.now(UTC)
        _must_leave_two(officer, posting.role)
        returns = officer.left is not None
        _move(officer, posting.role, now)
        posting.confirmed_by, posting.ended = supervisor, now
        posting.save(update_fields=["confirmed_by", "ended"])
        record.note(supervisor, "posted", f"officer {officer}", now, role=posting.role or "leaves")
        end_sessions(officer)
    return returns


def suspend(supervisor: Officer, officer: Officer) -> None:
    """Shut somebody out at once, by one supervisor alone: a stolen account cannot wait. Two bring them back. Raises Refusal."""
    policy.must(supervisor, Act.CHANGE_ROLE)
    if not officer.is_active or officer.pk == supervisor.pk:
        raise Refusal(say(f"{officer}: 멈출 수 없습니다.", f"{officer} cannot be suspended"))
    with transaction.atomic():
        _must_leave_two(officer, "")
        now = datetime.now(UTC)
        Posting.objects.filter(officer=officer, ended=None).update(ended=now)
        officer.is_active, officer.left = False, now
        officer.save(update_fields=["is_active", "left"])
        record.note(supervisor, "suspend", f"officer {officer}", now)
        end_sessions(officer)


def _move(officer: Officer, role: str, now: datetime) -> None:
    if officer.left is not None:
        _forget(officer)
    officer.is_active = bool(role)
    officer.left = None if role else now
    officer.role = role or officer.role
    officer.save(update_fields=["is_active", "left", "role", "password"])


def take_back(supervisor: Officer, posting: Posting) -> None:
    """Let a change that waits fall, as any supervisor may. Raises Refusal."""
    policy.must(supervisor, Act.CHANGE_ROLE)
    with transaction.atomic():
        _must_wait(posting)
        posting.ended = datetime.now(UTC)
        posting.save(update_fields=["ended"])
        record.note(supervisor, "post-back", f"officer {posting.officer}", posting.ended)


def end_sessions(officer: Officer) -> None:
    """Sign somebody out everywhere, at once."""
    for session in UserSession.objects.filter(user=officer):
        session.end()


def _forget(officer: Officer) -> None:
    """Whoever comes back joins as on the first day: so is a lost phone mended, with a lost password, by two supervisors."""
    officer.set_unusable_password()
    Authenticator.objects.filter(user=officer).delete()


def _must_leave_two(officer: Officer, role: str) -> None:
    supervisors = policy.MAY[Act.CHANGE_ROLE]
    stay = Officer.objects.who_may(Act.CHANGE_ROLE).select_for_update().exclude(pk=officer.pk)
    if officer.role in supervisors and role not in supervisors and stay.count() < 2:
        raise Refusal(
            say(
                "감독관 두 명은 남아야 합니다. 먼저 다른 감독관을 세우세요.",
                "two supervisors must stay: confirm another first",
            )
        )


def _must_be_another(supervisor: Officer, posting: Posting) -> None:
    if not policy.is_another(supervisor, (posting.proposed_by_id,)):
        ko = "변경을 낸 사람이 아닌 다른 감독관이 확인해야 합니다."
        raise Refusal(say(ko, "another supervisor than the one who named the change must confirm"))


def _must_wait(posting: Posting) -> None:
    if Posting.objects.select_for_update().get(pk=posting.pk).ended:
        raise Refusal(say("이미 끝난 변경입니다.", "this change is settled already"))
