"""Submit, approve, sign, publish: each one action = check + do + audit, in one transaction.

Rules:

- Only one edition waits for signatures; submitting another while one waits needs `replace`, which returns the first.
- The signatures that count are the submitter's and the approver's own, and the feed's rule decides: two people.
- It goes out when it is approved *and* two people signed, whichever comes last.
- A failure leaves the previous edition in force, and says so in the audit.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from kiosk.desk.accounts.models import Officer
from kiosk.desk.advice.compose import compose
from kiosk.desk.advice.models import State, Touch, Version
from kiosk.desk.ministry import readings
from kiosk.desk.publishing import audit, history
from kiosk.desk.publishing.desk_feed import live, online, parsed, repository
from kiosk.desk.publishing.models import Frozen, Published
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.document import edition_header
from kiosk.feed.publish import keys, proposal
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import officers
from kiosk.resources import bundled_edition


def save(officer: Officer, version: Version, base: Version | None) -> Version:
    """Keep a new version. One that was waiting under it loses its signatures."""
    _must_write(officer)
    with transaction.atomic():
        version.author, version.base, version.state = officer, base, State.DRAFT
        version.save(force_insert=True)
        hands = {officer.pk} | (set(base.touches.values_list("officer", flat=True)) if base else set())
        Touch.objects.bulk_create([Touch(version=version, officer_id=pk) for pk in sorted(hands)])
        if base and base.state in (State.DRAFT, State.SUBMITTED, State.APPROVED):
            if Published.objects.filter(frozen__version=base).exists():
                raise Refusal(say("이미 게시되었습니다. 새로 써 주세요.", "it is published already: write a new one"))
            _expect(base, State(base.state))  # a draft that was submitted meanwhile waits: not to be ended as a draft
            _end(base, State.WITHDRAWN, officer, "edited")
        said = {"summary": version.summary, "summary_en": version.summary_en, "change": version.change}
        audit.note(officer, "write", f"version {version.pk}", _now(), **said)
    return version


def waiting() -> Version | None:
    """The version that waits for approval or signatures, or None: only the newest that was frozen can."""
    newest = Frozen.objects.select_related(*(f"version__{one}" for one in ("author", "submitter", "approver"))).last()
    if newest is None or newest.version.state not in (State.SUBMITTED, State.APPROVED):
        return None
    return None if Published.objects.filter(frozen=newest).exists() else newest.version


def submit(officer: Officer, version: Version, *, replace: bool = False) -> Frozen:
    """Freeze the bytes as the next number and let them wait for signatures. Raises Refusal, Fault."""
    _must_write(officer)
    now, feed = _now(), repository()
    with transaction.atomic():
        _expect(version, State.DRAFT)
        other = waiting()
        if other and not replace:
            raise Refusal(
                say(
                    f"{other.pk}번이 이미 기다립니다. 게시하거나, 반려하거나, 대신 올리세요.",
                    f"version {other.pk} waits already: publish it, return it, or replace it",
                )
            )
        number = _next_number(feed)
        audit.note(officer, "submit", f"version {version.pk}", now, number=number)
        data = compose(
            live(feed), version.change, number, now, audit.head(), lambda one: readings.attested(parsed(one), now)
        )
        proposal.propose(feed, data, now)  # takes the place of what waited
        if other:
            _end(other, State.RETURNED, officer, f"replaced by version {version.pk}", drop=False)
        frozen = Frozen.objects.create(
            version=version, number=number, edition=data, at=now, token=secrets.token_urlsafe(24),
            sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
        Touch.objects.get_or_create(version=version, officer=officer)
        version.state, version.submitter = State.SUBMITTED, officer
        version.save(update_fields=["state", "submitter"])
    return frozen


def approve(officer: Officer, version: Version) -> bool:
    """A second officer's consent; True if it went out with it. Raises Refusal, Fault."""
    _must_write(officer)
    with transaction.atomic():
        _expect(version, State.SUBMITTED)
        if version.touches.filter(officer=officer).exists():
            raise Refusal(
                say(
                    "자기가 쓴 것은 승인할 수 없습니다. 다른 경찰관이 승인해야 합니다.",
                    "nobody approves what they wrote: another officer must",
                )
            )
        version.state, version.approver, version.decided = State.APPROVED, officer, _now()
        version.save(update_fields=["state", "approver", "decided"])
        audit.note(officer, "approve", f"version {version.pk}", _now(), sha256=version.frozen.sha256)
    return publish_if_ready(version)


def give_back(officer: Officer, version: Version, reason: str) -> None:
    """Return what was submitted, with the reason."""
    _must_write(officer)
    if not reason.strip():
        raise Refusal(say("반려 이유를 적으세요.", "a returned version needs a reason"))
    with transaction.atomic():
        _expect(version, State.SUBMITTED)
        _end(version, State.RETURNED, officer, reason.strip()[:300])


def withdraw(officer: Officer, version: Version) -> None:
    """Take back a draft or what waits; what is published goes out only by the next edition."""
    _must_write(officer)
    with transaction.atomic():
        _expect(version, State.DRAFT, State.SUBMITTED, State.APPROVED)
        if Published.objects.filter(frozen__version=version).exists():
            raise Refusal(say("이미 게시되었습니다.", "it is published already"))
        _end(version, State.WITHDRAWN, officer, "")


def take_signature(frozen: Frozen, entry: Mapping[str, str]) -> tuple[str, ...]:
    """One touch from the signing page; the people who have signed so far. Raises Refusal, Fault."""
    feed, version = repository(), frozen.version
    _must_wait(feed, frozen)
    key = proposal.admitted_key(feed.targets().signed, str(entry.get("keyid")))
    signer = _party(version, officers.officer(key) or "")
    signed = proposal.attach(feed, entry)
    audit.note(signer, "sign", f"version {version.pk}", _now(), number=frozen.number, keyid=key.keyid)
    publish_if_ready(version)
    return signed.signers


def sign_with_demo_key(officer: Officer, version: Version) -> None:
    """The demo's own: sign with the officer's key file that lies on this machine. Raises Refusal outside the demo."""
    if not settings.DESK.demo:
        raise Refusal(say("키 파일 서명은 시연에서만 됩니다.", "key files sign only in the demo"))
    feed = repository()
    _must_wait(feed, version.frozen)
    _party(version, officer.username)
    file = keys.read(settings.DESK.keys / f"officer-{officer.username}.json")
    proposal.sign(feed, file, online().passphrase)
    audit.note(officer, "sign", f"version {version.pk}", _now(), number=version.frozen.number, keyid=file.key.keyid)
    publish_if_ready(version)


def signed_so_far(version: Version) -> tuple[str, ...]:
    """Who signed what waits for this version."""
    feed = repository()
    try:
        found = proposal.waiting(feed)
    except Fault:
        return ()
    return found.signers if found.edition == bytes(version.frozen.edition) else ()


def publish_if_ready(version: Version) -> bool:
    """Publish once it is approved and two people signed; False while something is missing. Raises Refusal, Fault."""
    version.refresh_from_db()
    if version.state != State.APPROVED or len(signed_so_far(version)) < 2:
        return False
    now, frozen = _now(), version.frozen
    try:
        with transaction.atomic():
            if Published.objects.filter(frozen=frozen).exists():
                return True
            signers, before = list(signed_so_far(version)), live()
            Published.objects.create(frozen=frozen, at=now, signers=signers)
            audit.note(None, "publish", f"edition {frozen.number}", now, sha256=frozen.sha256, signers=signers)
            history.note(frozen, before)
            proposal.publish(repository(), online(), now)
    except (Fault, OSError) as fault:
        audit.note(None, "publish-failed", f"edition {frozen.number}", _now(), why=str(fault)[:300])
        raise
    readings.soon()
    return True


def reconcile() -> None:
    """After a power cut between feed and database: note what is in force but was not noted."""
    feed = repository()
    if not Frozen.objects.filter(published__isnull=True).exists() or not feed.started() or feed.edition() is None:
        return
    found = feed.verified()
    frozen = Frozen.objects.filter(sha256=found.edition_sha256, published__isnull=True).first()
    if frozen:
        with transaction.atomic():
            Published.objects.create(frozen=frozen, at=_now(), signers=list(found.signers))
            audit.note(None, "publish", f"edition {frozen.number}", _now(), sha256=frozen.sha256, found="afterwards")
            history.note(frozen, _before(frozen))


def _before(frozen: Frozen) -> bytes:
    """The newest edition that this desk published below that number, or the bundled one."""
    found = Frozen.objects.filter(published__isnull=False, number__lt=frozen.number).order_by("-number").first()
    return bytes(found.edition) if found else Path(bundled_edition()).read_bytes()


def _next_number(feed: Repository) -> int:
    used = Frozen.objects.aggregate(most=Max("number"))["most"] or 0
    return max(used, edition_header.read(live(feed)).number) + 1


def _end(version: Version, state: State, officer: Officer, reason: str, *, drop: bool = True) -> None:
    waited = version.state in (State.SUBMITTED, State.APPROVED)
    version.state, version.reason, version.decided = state, reason, _now()
    if waited:
        version.approver = None
        if drop:
            proposal.drop(repository())
    version.save(update_fields=["state", "reason", "decided", "approver"])
    audit.note(officer, state.value, f"version {version.pk}", _now(), reason=reason)


def _must_wait(feed: Repository, frozen: Frozen) -> None:
    if frozen.version.state not in (State.SUBMITTED, State.APPROVED):
        raise Refusal(say("이 판은 더는 서명을 기다리지 않습니다.", "this edition no longer waits for signatures"))
    if proposal.waiting(feed).edition != bytes(frozen.edition):
        raise Refusal(
            say(
                "다른 판이 기다립니다. 다시 승인을 요청하세요.",
                "another edition waits in the feed: submit this one again",
            )
        )


def _party(version: Version, name: str) -> Officer:
    """The submitter or the approver of that name; nobody else's signature is taken."""
    for one in (version.submitter, version.approver):
        if one and one.is_active and one.username.casefold() == name.casefold():
            return one
    raise Refusal(
        say(
            f"{name or '이 열쇠'}: 이 판을 올린 사람도 승인한 사람도 아닙니다.",
            f"{name or 'this key'} is neither who submitted this edition nor who approved it",
        )
    )


def _must_write(officer: Officer) -> None:
    if not officer.writes:
        raise Refusal(say("경찰관과 감독관만 할 수 있습니다.", "only officers and supervisors may do this"))


def _expect(version: Version, *states: State) -> None:
    """The row, locked where the database can, must still be in one of these states."""
    fresh = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if fresh.state not in states:
        raise Refusal(
            say(
                f"{version.pk}번은 그사이 바뀌었습니다: {fresh.get_state_display()}",
                f"version {version.pk} is {fresh.state}, no longer {' or '.join(states)}",
            )
        )


def _now() -> datetime:
    return datetime.now(UTC)
