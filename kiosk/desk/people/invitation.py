"""How somebody comes to the desk: named by one supervisor, confirmed by another, who hands over the link or has it mailed."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction

from kiosk.desk import conf
from kiosk.desk.people import policy, record
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.people.roles import Role
from kiosk.desk.words import say
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish.keys import check_name

LETTER = (
    "{name} 님,\n출국 안내 데스크에 초대되었습니다. 아래 주소에서 비밀번호를 정해 주세요.\n"
    "{name}, you are invited to the departure desk. Set your password here; the link works once.\n\n"
    "{link}\n"
)


def invite(supervisor: Officer, name: str, role: str, email: str = "") -> Officer:
    """Name somebody; they can do nothing yet. `email` is where the link goes once confirmed. Raises Fault, Refusal."""
    policy.must(supervisor, Act.INVITE)
    _check_name(name)
    if role not in Role.values:
        raise Fault(say(f"없는 역할입니다: {role[:40]}", f"no such role: {role[:40]}"))
    _check_mail(email)
    if Officer.objects.filter(username__iexact=name).exists():
        raise Fault(say(f"{name}: 이미 있습니다.", f"there is a {name} already"))
    with transaction.atomic():
        officer = Officer(username=name, role=role, email=email, invited_by=supervisor)
        officer.set_unusable_password()
        officer.save()
        record.note(supervisor, "invite", f"officer {name}", datetime.now(UTC), role=role)
    return officer


def _check_name(name: str) -> None:
    try:
        check_name(name)
    except Misuse as fault:
        known = "가명은 영문·숫자·점·붙임표·밑줄로 1~32자입니다"
        raise Fault(say(f"{known}: {name[:40]}", str(fault))) from None


def confirm(supervisor: Officer, officer: Officer) -> None:
    """Confirm somebody by the second supervisor's word. Raises Refusal."""
    policy.must(supervisor, Act.CONFIRM_PERSON)
    if officer.confirmed_by_id or officer.is_active or officer.left or not officer.invited_by_id:
        raise Refusal(say(f"{officer}: 이미 확인되었습니다.", f"{officer} is confirmed already"))
    if not policy.is_another(supervisor, (officer.invited_by_id, officer.pk)):
        ko = "초대한 사람이 아닌 다른 감독관이 확인해야 합니다."
        raise Refusal(say(ko, "another supervisor than the one who invited must confirm"))
    with transaction.atomic():
        officer.confirmed_by, officer.is_active = supervisor, True
        officer.save(update_fields=["confirmed_by", "is_active"])
        record.note(supervisor, "confirm", f"officer {officer}", datetime.now(UTC))


def move_mail(officer: Officer, email: str) -> None:
    """Change an officer's own mail address; empty for none. Raises Fault."""
    _check_mail(email)
    with transaction.atomic():
        officer.email = email
        officer.save(update_fields=["email"])
        record.note(officer, "mail", f"officer {officer}", datetime.now(UTC))


def move_sign_in(officer: Officer, name: str) -> None:
    """Change the name by which an officer signs in; the record says that it changed, and no name."""
    with transaction.atomic():
        officer.sign_in = name
        officer.save(update_fields=["sign_in"])
        record.note(officer, "sign-in-name", f"officer {officer}", datetime.now(UTC))


def mail(officer: Officer, link: str) -> bool:
    """Send the link to join to whom it is for; False where there is no address, or no mail. Raises Fault if it was not sent."""
    if not officer.email or not conf.mails(settings.DESK):
        return False
    text = LETTER.format(name=officer.username, link=link)
    try:
        send_mail("출국 안내 데스크 초대 · Invitation to the departure desk", text, None, [officer.email])
    except OSError as fault:
        ko = f"{officer.email}(으)로 메일을 보내지 못했습니다: {fault}"
        raise Fault(say(ko, f"the mail to {officer.email} could not be sent: {fault}")) from fault
    return True


def _check_mail(email: str) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Fault(say(f"전자우편 주소가 아닙니다: {email[:80]}", f"not a mail address: {email[:80]}")) from None
