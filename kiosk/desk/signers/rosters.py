"""Who may sign editions, as the feed and the desk have it: the roster that waits, the keys that may sign and those that could."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

from kiosk.desk.editing.alarms import Alarm
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer, Passkey
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import roster
from kiosk.feed.publish.repository import admitted
from kiosk.feed.publish.roster import Roster
from kiosk.feed.trust import officers
from kiosk.feed.trust.officers import digits
from kiosk.feed.trust.roles import EDITIONS, TARGETS, scope

SALT = "roster"
MOST_SECONDS = 7 * 86400


def waiting() -> Roster | None:
    """Find the roster that waits, or None."""
    feed = repository()
    return roster.waiting(feed) if feed.started() and roster.waits(feed) else None


def link(found: Roster) -> str:
    """Return the address where supervisors, and officers who stay, go to touch; good for a week."""
    return f"{settings.DESK.signing_origin}/roster.html#{signing.dumps(found.sha256, salt=SALT)}"


def opened(token: str) -> Roster:
    """Find the roster that a link's token names. Raises Fault where another, or none, waits by now."""
    try:
        sha256 = signing.loads(token, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature:
        ko = "링크가 만료되었습니다. 데스크에서 새 링크를 받으세요."
        raise Fault(say(ko, "the link has run out: ask the desk for a new one")) from None
    found = waiting()
    if found is None or found.sha256 != sha256:
        raise Fault(say("이 명단은 더는 서명을 기다리지 않습니다.", "this roster no longer waits"))
    return found


def told(waits: Roster) -> dict[str, Any]:
    """Give what the signing page asks for: both documents, who signed them, and which passkeys may."""
    feed = repository()
    keyids: Sequence[str] = waits.root.signed.roles[TARGETS.name].keyids
    supervisors = _document(TARGETS.name, waits.targets.signed_bytes, waits.supervisors, keyids)
    if not waits.editions:
        return {"targets": supervisors, "editions": None}
    stay = [keyid for keyids in admitted(waits.targets.signed).values() for keyid in keyids]
    editions = _document(EDITIONS.name, waits.editions.signed_bytes, waits.signers, stay)
    return {"targets": supervisors, "editions": {**editions, "edition": (feed.edition() or b"").decode()}}


def _document(role: str, signed: bytes, signers: Sequence[str], keyids: Sequence[str]) -> dict[str, Any]:
    named = scope(repository().mode, role)
    return {"scope": named, "signed": signed.decode(), "signers": signers, "keys": _keys(keyids)}


@dataclass(frozen=True)
class Held:
    """A key that may sign editions now. `lingers`: its officer left this desk, or may no longer write."""

    keyid: str
    officer: str
    lingers: bool

    @property
    def digits(self) -> str:
        """Return the digits that its officer reads out."""
        return digits(self.keyid)


def enrolled() -> list[Passkey]:
    """Find the passkeys that could be admitted."""
    passkeys = Passkey.objects.filter(admitted=None, officer__is_active=True).select_related("officer")
    return [one for one in passkeys if one.signs == EDITIONS.name]


def held() -> list[Held]:
    """Find which keys may sign editions now, by officer."""
    feed = repository()
    if not feed.started():
        return []
    people = Officer.objects.all()
    idle = {one.username.casefold() for one in people if not policy.may(one, Act.SIGN_EDITIONS)}
    inside = sorted(admitted(feed.targets().signed).items())
    return [Held(keyid, name, name.casefold() in idle) for name, keyids in inside for keyid in keyids]


def alarms() -> list[Alarm]:
    """Tell that a roster waits, and whose keys ought to be removed."""
    waits, lingering = waiting(), [key for key in held() if key.lingers]
    return ([_waits(waits)] if waits else []) + [_lingers(key) for key in lingering]


def _waits(waits: Roster) -> Alarm:
    ko = "서명자 명단이 서명을 기다립니다 (사람)."
    return Alarm(f"roster {waits.sha256[:12]}", ko, "A roster waits for signatures (see People).")


def _lingers(key: Held) -> Alarm:
    return Alarm(
        f"lingers {key.keyid[:12]}",
        f"{key.officer}의 열쇠가 아직 서명할 수 있습니다. 명단에서 빼 주세요.",
        f"The key of {key.officer} may still sign: take it off the roster.",
    )


def by_file() -> bool:
    """Tell whether the supervisors of the root in force sign by key file (the demo before its ceremony)."""
    feed = repository()
    root = feed.root().signed if feed.started() else None
    return root is not None and all(root.keys[one].keytype == "ed25519" for one in root.roles[TARGETS.name].keyids)


def root_offer() -> dict[str, Passkey]:
    """Find supervisors' newest passkeys that the root does not name, by the key file each would replace; the demo's ceremony."""
    root = repository().root().signed
    files = [key for key in (root.keys[keyid] for keyid in root.roles[TARGETS.name].keyids) if key.keytype == "ed25519"]
    found: dict[str, Passkey] = {}
    for one in Passkey.objects.filter(admitted=None, officer__role__in=policy.MAY[Act.SIGN_TARGETS]).select_related(
        "officer"
    ):
        if one.signs == TARGETS.name:
            found[one.officer.username] = one
    names = sorted(officers.officer(key) or "" for key in files)
    return dict(zip(names, found.values(), strict=False)) if files and len(found) >= len(files) else {}


def _keys(keyids: Sequence[str]) -> list[dict[str, str]]:
    found = Passkey.objects.filter(keyid__in=keyids, officer__is_active=True).select_related("officer")
    return [{"keyid": one.keyid, "officer": one.officer.username, "credential": one.credential} for one in found]


def must_be_first() -> None:
    """Refuse a second roster: a new root that waits was signed in a ceremony, and is not lost by a click. Raises Refusal."""
    if waiting():
        raise Refusal(
            say(
                "다른 명단이 기다립니다. 먼저 게시하거나 거두세요.",
                "another roster waits: publish it, or take it back first",
            )
        )


def subject(found: Roster) -> str:
    """Return what the record calls a roster."""
    return f"targets {found.targets.signed.version}"
