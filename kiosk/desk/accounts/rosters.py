"""Who may sign editions: put together by a supervisor, signed by two on the signing page, published in one snapshot.

Rules: keys are taken from what was enrolled, never from a request; the page that signs recomputes everything it shows.
Publishing is refused until `targets` and, where it must be signed anew, `editions` are fully signed. An edition that waited
for signatures meanwhile waits on under the next version, and loses those it had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction

from kiosk.desk.accounts.models import Officer, Passkey, Role
from kiosk.desk.advice.alarms import Alarm
from kiosk.desk.publishing import audit, enrollment
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import ceremony, proposal, roster
from kiosk.feed.publish.repository import Repository, admitted
from kiosk.feed.publish.roster import Roster
from kiosk.feed.trust import officers
from kiosk.feed.trust.officers import digits
from kiosk.feed.trust.roles import EDITIONS, TARGETS, scope

SALT = "roster"
MOST_SECONDS = 7 * 86400


def waiting() -> Roster | None:
    """The roster that waits, or None."""
    feed = repository()
    return roster.waiting(feed) if feed.started() and roster.waits(feed) else None


def link(found: Roster) -> str:
    """Where supervisors, and officers who stay, go to touch."""
    return f"{settings.DESK.signing_origin}/roster.html#{signing.dumps(found.sha256, salt=SALT)}"


def opened(token: str) -> Roster:
    """The roster that a link's token names. Raises Fault where another, or none, waits by now."""
    try:
        sha256 = signing.loads(token, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature:
        raise Fault(
            say(
                "링크가 만료되었습니다. 데스크에서 새 링크를 받으세요.",
                "the link has run out: ask the desk for a new one",
            )
        ) from None
    found = waiting()
    if found is None or found.sha256 != sha256:
        raise Fault(say("이 명단은 더는 서명을 기다리지 않습니다.", "this roster no longer waits"))
    return found


def told(found: Roster) -> dict[str, Any]:
    """What the signing page asks for: both documents, who signed them, and which passkeys may."""
    feed = repository()
    supervisors = found.root.signed.roles[TARGETS.name].keyids
    said: dict[str, Any] = {
        "targets": {
            "scope": scope(feed.mode, TARGETS.name),
            "signed": found.targets.signed_bytes.decode(),
            "signers": found.supervisors,
            "keys": _keys(supervisors),
        },
        "editions": None,
    }
    if found.editions:
        stay = [keyid for keyids in admitted(found.targets.signed).values() for keyid in keyids]
        said["editions"] = {
            "scope": scope(feed.mode, EDITIONS.name),
            "signed": found.editions.signed_bytes.decode(),
            "edition": (feed.edition() or b"").decode(),
            "signers": found.signers,
            "keys": _keys(stay),
        }
    return said


@dataclass(frozen=True)
class Held:
    """A key that may sign editions now. `lingers`: its officer left this desk, or may no longer write."""

    keyid: str
    officer: str
    lingers: bool

    @property
    def digits(self) -> str:
        """What its officer reads out."""
        return digits(self.keyid)


def enrolled() -> list[Passkey]:
    """Whose passkeys could be admitted."""
    passkeys = Passkey.objects.filter(admitted=None, officer__is_active=True).select_related("officer")
    return [one for one in passkeys if one.signs == EDITIONS.name]


def held() -> list[Held]:
    """Which keys may sign editions now, by officer."""
    feed = repository()
    if not feed.started():
        return []
    idle = {one.username.casefold() for one in Officer.objects.all() if not one.writes}
    inside = sorted(admitted(feed.targets().signed).items())
    return [Held(keyid, name, name.casefold() in idle) for name, keyids in inside for keyid in keyids]


def alarms() -> list[Alarm]:
    """That a roster waits, and whose keys ought to be removed."""
    found = waiting()
    waits = [
        Alarm(
            f"roster {found.sha256[:12]}",
            "서명자 명단이 서명을 기다립니다 (사람).",
            "A roster waits for signatures (see People).",
        )
    ] if found else []  # fmt: skip
    return waits + [
        Alarm(
            f"lingers {one.keyid[:12]}",
            f"{one.officer}의 열쇠가 아직 서명할 수 있습니다. 명단에서 빼 주세요.",
            f"The key of {one.officer} may still sign: take it off the roster.",
        )
        for one in held()
        if one.lingers
    ]


def propose(officer: Officer, admit: Sequence[str], remove: Sequence[str]) -> Roster:
    """Let a roster wait that admits enrolled keyids and removes admitted ones. Raises Refusal, Fault."""
    _must_supervise(officer)
    if not admit and not remove:
        raise Fault(say("아무것도 고르지 않았습니다.", "nothing was ticked"))
    _must_be_first()
    able = {one.keyid: one for one in enrolled()}
    if strangers := [keyid for keyid in admit if keyid not in able]:
        name = strangers[0][:8]
        raise Refusal(say(f"열쇠 {name}: 데스크에서 만든 열쇠가 아닙니다.", f"key {name} is not enrolled"))
    feed, now = repository(), _now()
    with transaction.atomic():
        keys = [enrollment.public_key(able[keyid]) for keyid in admit]
        found = roster.propose(feed, keys, remove, now)
        said = {"admit": list(admit), "remove": list(remove), "sha256": found.sha256}
        audit.note(officer, "roster", _subject(found), now, **said)
    return found


def take_touch(token: str, role: str, entry: Mapping[str, Any]) -> None:
    """One touch from the signing page. Raises Refusal, Fault."""
    found, keyid = opened(token), str(entry.get("keyid"))
    passkey = Passkey.objects.select_related("officer").filter(keyid=keyid, officer__is_active=True).first()
    if passkey is None:
        raise Refusal(say("이 데스크 사람의 열쇠가 아닙니다.", "the key is not that of anybody at this desk"))
    if not (passkey.officer.supervises if role == TARGETS.name else passkey.officer.writes):
        name = passkey.officer
        raise Refusal(say(f"{name}: 이제 {role}에 서명할 수 없습니다.", f"{name} may no longer sign {role}"))
    with transaction.atomic():
        audit.note(passkey.officer, "roster-sign", _subject(found), _now(), role=role, keyid=keyid)
        roster.attach(repository(), role, entry)


def publish(officer: Officer) -> None:
    """Publish what waits, if it is fully signed. Raises Refusal, Untrusted, Fault, OSError."""
    _must_supervise(officer)
    feed, now = repository(), _now()
    found = roster.waiting(feed)
    if not found.ready:
        raise Refusal(say("아직 서명이 다 모이지 않았습니다.", "not fully signed yet"))
    with transaction.atomic():
        signers = {"supervisors": found.supervisors, "signers": found.signers}
        audit.note(officer, "roster-publish", _subject(found), now, sha256=found.sha256, **signers)
        roster.publish(feed, online(), now)
    enrollment.reconcile()
    if found.editions:
        _wait_on(feed, now)


def take_back(officer: Officer) -> None:
    """Let no roster wait any more."""
    _must_supervise(officer)
    feed = repository()
    found = roster.waiting(feed)
    with transaction.atomic():
        audit.note(officer, "roster-back", _subject(found), _now(), sha256=found.sha256)
        roster.drop(feed)


def by_file() -> bool:
    """Whether the supervisors of the root in force sign by key file (the demo before its ceremony)."""
    feed = repository()
    root = feed.root().signed if feed.started() else None
    return root is not None and all(root.keys[one].keytype == "ed25519" for one in root.roles[TARGETS.name].keyids)


def root_offer() -> dict[str, Passkey]:
    """Supervisors' newest passkeys that the root does not name, by the key file each would replace; the demo's ceremony."""
    root = repository().root().signed
    files = [key for key in (root.keys[keyid] for keyid in root.roles[TARGETS.name].keyids) if key.keytype == "ed25519"]
    found: dict[str, Passkey] = {}
    for one in Passkey.objects.filter(admitted=None, officer__role=Role.SUPERVISOR).select_related("officer"):
        if one.signs == TARGETS.name:
            found[one.officer.username] = one
    names = sorted(officers.officer(key) or "" for key in files)
    return dict(zip(names, found.values(), strict=False)) if files and len(found) >= len(files) else {}


def demo_root(officer: Officer) -> None:
    """The demo's offline ceremony: its root keys put the supervisors' passkeys into a new root, which waits for their touch."""
    _must_supervise(officer)
    if not settings.DESK.demo:
        raise Refusal(
            say(
                "루트 열쇠는 금고에 있습니다: `kiosk feed rotate-root --passkey`",
                "root keys lie in safes: `kiosk feed rotate-root --passkey`",
            )
        )
    _must_be_first()
    offer = root_offer()
    if not offer:
        raise Fault(
            say(
                "루트의 감독관마다 먼저 패스키를 만들어야 합니다.", "every supervisor of the root needs a passkey first"
            )
        )
    with transaction.atomic():
        audit.note(
            officer, "root", "supervisors' passkeys", _now(), keys={name: one.keyid for name, one in offer.items()}
        )
        keys = {name: enrollment.public_key(one) for name, one in offer.items()}
        ceremony.rotate_root(repository(), online(), (), (), _now(), keys)


def _wait_on(feed: Repository, now: datetime) -> None:
    """The edition that waited: the same bytes, under the next version of `editions`; signatures start again."""
    try:
        proposal.propose(feed, proposal.waiting(feed).edition, now)
    except Fault:  # nothing waited, or it has run out
        return


def _keys(keyids: Sequence[str]) -> list[dict[str, str]]:
    found = Passkey.objects.filter(keyid__in=keyids, officer__is_active=True).select_related("officer")
    return [{"keyid": one.keyid, "officer": one.officer.username, "credential": one.credential} for one in found]


def _must_be_first() -> None:
    """One roster waits at a time: a new root that waits was signed in a ceremony, and is not lost by a click."""
    if waiting():
        raise Refusal(
            say(
                "다른 명단이 기다립니다. 먼저 게시하거나 거두세요.",
                "another roster waits: publish it, or take it back first",
            )
        )


def _subject(found: Roster) -> str:
    return f"targets {found.targets.signed.version}"


def _must_supervise(officer: Officer) -> None:
    if not officer.supervises:
        raise Refusal(say("감독관만 할 수 있습니다.", "only a supervisor may do this"))


def _now() -> datetime:
    return datetime.now(UTC)
