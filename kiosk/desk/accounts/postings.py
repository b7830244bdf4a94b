"""A change of role, or leaving: named by one supervisor, confirmed by another; the person's sessions end with it.

Rules: two supervisors stay, whatever happens, since one alone could confirm nothing any more. Whoever leaves keeps their
name in every old line; their signing keys stay in the feed until a roster removes them, and the people page says so.
Whoever comes back, or has lost phone and codes, joins by a new link.
"""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from kiosk.desk.accounts.models import Officer, Posting, Role
from kiosk.desk.publishing import audit
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal


def propose(supervisor: Officer, officer: Officer, role: str) -> Posting:
    """Name a change; `role` empty: they leave. Nothing changes before another supervisor confirms. Raises Refusal, Fault."""
    _must_supervise(supervisor)
    if role not in ("", *Role.values):
        raise Fault(say("새 역할을 고르세요.", f"no such role: {role}"))
    if role == officer.role and officer.is_active:
        raise Fault(say(f"{officer}: 이미 그 역할입니다.", f"{officer} is that already"))
    if not officer.is_active and (officer.left is None or not role):
        raise Refusal(
            say(
                f"{officer}: 아직 가입하지 않았거나 이미 그만두었습니다.",
                f"{officer} has not joined yet, or left already",
            )
        )
    try:
        with transaction.atomic():
            posting = Posting.objects.create(officer=officer, role=role, proposed_by=supervisor)
            audit.note(supervisor, "post", f"officer {officer}", datetime.now(UTC), role=role or "leaves")
    except IntegrityError:
        raise Refusal(
            say(f"{officer}: 다른 변경이 이미 기다립니다.", f"another change for {officer} waits already")
        ) from None
    return posting


def confirm(supervisor: Officer, posting: Posting) -> bool:
    """The second supervisor's word: it holds at once. True if somebody comes back and must join anew. Raises Refusal."""
    _must_supervise(supervisor)
    with transaction.atomic():
        _must_wait(posting)
        if supervisor.pk == posting.proposed_by_id:
            raise Refusal(
                say(
                    "변경을 낸 사람이 아닌 다른 감독관이 확인해야 합니다.",
                    "another supervisor than the one who named the change must confirm",
                )
            )
        officer, now = posting.officer, datetime.now(UTC)
        _must_leave_two(officer, posting.role)
        returns = officer.left is not None
        if returns:
            _forget(officer)
        officer.is_active = bool(posting.role)
        officer.left = None if posting.role else now
        officer.role = posting.role or officer.role
        officer.save(update_fields=["is_active", "left", "role", "password"])
        posting.confirmed_by, posting.ended = supervisor, now
        posting.save(update_fields=["confirmed_by", "ended"])
        audit.note(supervisor, "posted", f"officer {officer}", now, role=posting.role or "leaves")
        end_sessions(officer)
    return returns


def take_back(supervisor: Officer, posting: Posting) -> None:
    """Any supervisor may let a change that waits fall. Raises Refusal."""
    _must_supervise(supervisor)
    with transaction.atomic():
        _must_wait(posting)
        posting.ended = datetime.now(UTC)
        posting.save(update_fields=["ended"])
        audit.note(supervisor, "post-back", f"officer {posting.officer}", posting.ended)


def end_sessions(officer: Officer) -> None:
    """Sign somebody out everywhere, at once."""
    for session in UserSession.objects.filter(user=officer):
        session.end()


def _forget(officer: Officer) -> None:
    """Whoever comes back joins as on the first day: so is a lost phone mended, with a lost password, by two supervisors."""
    officer.set_unusable_password()
    Authenticator.objects.filter(user=officer).delete()


def _must_leave_two(officer: Officer, role: str) -> None:
    stay = Officer.objects.select_for_update().filter(role=Role.SUPERVISOR, is_active=True).exclude(pk=officer.pk)
    if officer.role == Role.SUPERVISOR and role != Role.SUPERVISOR and stay.count() < 2:
        raise Refusal(
            say(
                "감독관 두 명은 남아야 합니다. 먼저 다른 감독관을 세우세요.",
                "two supervisors must stay: confirm another first",
            )
        )


def _must_wait(posting: Posting) -> None:
    if Posting.objects.select_for_update().get(pk=posting.pk).ended:
        raise Refusal(say("이미 끝난 변경입니다.", "this change is settled already"))


def _must_supervise(officer: Officer) -> None:
    if not officer.supervises:
        raise Refusal(say("감독관만 할 수 있습니다.", "only a supervisor may do this"))
