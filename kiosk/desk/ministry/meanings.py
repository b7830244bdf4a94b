"""What the ministry's phrases mean: an officer names the zones of an exact phrase, another confirms, and only then it counts."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from kiosk.desk.audit import chain
from kiosk.desk.ministry.compare import Meanings
from kiosk.desk.ministry.models import Phrase
from kiosk.desk.ministry.spelling import normal
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.words import say
from kiosk.domain.edition import Edition
from kiosk.domain.zone import ZoneKind
from kiosk.faults import Fault, Refusal

_FILE = Path(__file__).with_name("phrases.toml")
RECORDED = tuple(
    (raw, tuple(zones)) for raw, zones in tomllib.loads(_FILE.read_text(encoding="utf-8"))["phrases"].items()
)
"""The phrases recorded in 2026 with what they may mean."""


def current() -> Meanings:
    """Return what counts: zones by normalised phrase."""
    found = Phrase.objects.filter(ended=None, confirmed_by__isnull=False).values_list("spelling", "zones")
    return {spelling: tuple(zones) for spelling, zones in found}


def propose(officer: Officer, raw: str, zones: Sequence[str], edition: Edition) -> Phrase:
    """Name what a phrase means. Raises Refusal, Fault."""
    policy.must(officer, Act.NAME_PHRASE)
    known = {one.id for one in edition.zones if one.kind is not ZoneKind.COUNTRY}
    raw, picked = raw.strip()[:500], sorted(set(zones))
    if not (normal(raw) and picked and known.issuperset(picked)):
        raise Fault(say("이 표현이 뜻하는 지역을 고르세요.", "Choose the zones that this phrase means."))
    try:
        with transaction.atomic():
            phrase = Phrase.objects.create(raw=raw, spelling=normal(raw), zones=picked, proposed_by=officer)
            chain.note(officer, "phrase", f"phrase {phrase.pk}", _now(), raw=raw, zones=picked)
    except IntegrityError:
        ko = "이 표현의 다른 뜻이 이미 확인을 기다립니다."
        raise Refusal(say(ko, "another meaning of this phrase waits already")) from None
    return phrase


def confirm(officer: Officer, phrase: Phrase) -> None:
    """Give a second officer's word: from now on it counts, in the place of what counted. Raises Refusal."""
    policy.must(officer, Act.CONFIRM_PHRASE)
    with transaction.atomic():
        _must_wait(phrase)
        if not policy.is_another(officer, (phrase.proposed_by_id,)):
            raise Refusal(say("다른 경찰관이 확인해야 합니다.", "another officer than who named it must confirm"))
        now = _now()
        Phrase.objects.filter(spelling=phrase.spelling, ended=None, confirmed_by__isnull=False).update(ended=now)
        phrase.confirmed_by, phrase.confirmed = officer, now
        phrase.save(update_fields=["confirmed_by", "confirmed"])
        chain.note(officer, "phrase-confirm", f"phrase {phrase.pk}", now, raw=phrase.raw, zones=phrase.zones)


def end(officer: Officer, phrase: Phrase) -> None:
    """Let a meaning fall: one that waits, or one that counted and was wrong. The phrase is unmapped then. Raises Refusal."""
    policy.must(officer, Act.END_PHRASE)
    with transaction.atomic():
        if Phrase.objects.select_for_update().get(pk=phrase.pk).ended:
            raise Refusal(say("이미 끝난 뜻입니다.", "this meaning has ended already"))
        phrase.ended = _now()
        phrase.save(update_fields=["ended"])
        chain.note(officer, "phrase-end", f"phrase {phrase.pk}", phrase.ended, raw=phrase.raw)


def of_the_demo(edition: Edition) -> None:
    """Have the recorded phrases named by one of the demo's officers and confirmed by the other, where nobody named any yet."""
    if Phrase.objects.exists():
        return
    names, confirms = (Officer.objects.get(username=f"demo-officer-{letter}") for letter in "ab")
    for raw, zones in RECORDED:
        confirm(confirms, propose(names, raw, zones, edition))


def _must_wait(phrase: Phrase) -> None:
    fresh = Phrase.objects.select_for_update().get(pk=phrase.pk)
    if fresh.ended or fresh.confirmed_by_id:
        raise Refusal(say("더는 확인을 기다리지 않습니다.", "this no longer waits to be confirmed"))


def _now() -> datetime:
    return datetime.now(UTC)
