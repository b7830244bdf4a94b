"""Who admits a kiosk, where it stands today, and how it leaves.

Rules: an officer reads the code at the kiosk and names its place; another confirms. A stand is moved by one officer at any
time; what is retired or lost is not heard, until two people admit it anew.
"""

from datetime import datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.fleet.models import Kiosk, State
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal

LONGEST = {"terminal": 20, "gate": 20, "note": 120}


def name(officer: Officer, kiosk: Kiosk, terminal: str, gate: str, note: str, now: datetime) -> None:
    """Say which kiosk a waiting key is. Raises Refusal, Fault."""
    policy.must(officer, Act.ADMIT_KIOSK)
    with transaction.atomic():
        kiosk = _locked(kiosk)
        if kiosk.state == State.ADMITTED:
            raise Refusal(say("이미 등록된 키오스크입니다.", "this kiosk is admitted already"))
        _stand(kiosk, terminal, gate, note)
        kiosk.state, kiosk.named_by, kiosk.confirmed_by = State.NAMED, officer, None
        kiosk.save()
        chain.note(
            officer, "kiosk-name", f"kiosk {kiosk.code}", now, terminal=kiosk.terminal, gate=kiosk.gate, note=kiosk.note
        )


def confirm(officer: Officer, kiosk: Kiosk, now: datetime) -> None:
    """Give a second person's word: from now on its reports count. Raises Refusal."""
    policy.must(officer, Act.ADMIT_KIOSK)
    with transaction.atomic():
        kiosk = _locked(kiosk)
        if kiosk.state != State.NAMED:
            raise Refusal(say("확인을 기다리지 않습니다.", "this kiosk does not wait for a second person"))
        if not policy.is_another(officer, (kiosk.named_by_id,)):
            raise Refusal(say("다른 경찰관이 확인해야 합니다.", "another officer than who named it must confirm"))
        kiosk.state, kiosk.confirmed_by = State.ADMITTED, officer
        kiosk.save()
        chain.note(officer, "kiosk-admit", f"kiosk {kiosk.code}", now, gate=kiosk.gate)


def move(officer: Officer, kiosk: Kiosk, terminal: str, gate: str, note: str, now: datetime) -> None:
    """Say where it stands today. Raises Refusal, Fault."""
    policy.must(officer, Act.MOVE_KIOSK)
    with transaction.atomic():
        kiosk = _locked(kiosk)
        before = kiosk.gate
        _stand(kiosk, terminal, gate, note)
        kiosk.save(update_fields=["terminal", "gate", "note"])
        chain.note(
            officer, "kiosk-move", f"kiosk {kiosk.code}", now, before=before, terminal=kiosk.terminal, gate=kiosk.gate
        )


def end(officer: Officer, kiosk: Kiosk, state: State, now: datetime) -> None:
    """Retire it, or call it lost: at once, by one person. Raises Refusal."""
    policy.must(officer, Act.MOVE_KIOSK)
    with transaction.atomic():
        kiosk = _locked(kiosk)
        kiosk.state = state
        kiosk.save(update_fields=["state"])
        chain.note(officer, f"kiosk-{state}", f"kiosk {kiosk.code}", now, gate=kiosk.gate)


def _locked(kiosk: Kiosk) -> Kiosk:
    return Kiosk.objects.select_for_update().get(pk=kiosk.pk)


def _stand(kiosk: Kiosk, terminal: str, gate: str, note: str) -> None:
    for field, value in (("terminal", terminal), ("gate", gate), ("note", note)):
        words = " ".join(value.split())
        if len(words) > LONGEST[field] or not words.isprintable():
            raise Fault(say(f"{LONGEST[field]}자까지 적으세요.", f"at most {LONGEST[field]} characters, on one line"))
        setattr(kiosk, field, words)
    if not kiosk.gate:
        raise Fault(say("탑승구를 적으세요.", "say at which gate it stands"))
