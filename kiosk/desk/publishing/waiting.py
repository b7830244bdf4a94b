"""What waits for approval or signatures, and how a version that waits, or waits no more, is told and ended."""

from datetime import UTC, datetime

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import State, Version
from kiosk.desk.people.models import Officer
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.publishing.models import Frozen, Published
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import proposal
from kiosk.feed.publish.repository import Repository

WAITS = (State.SUBMITTED, State.APPROVED)


def waiting() -> Version | None:
    """Find the version that waits for approval or signatures, or None: only the newest that was frozen can."""
    newest = Frozen.objects.select_related(*(f"version__{one}" for one in ("author", "submitter", "approver"))).last()
    if newest is None or newest.version.state not in WAITS:
        return None
    return None if Published.objects.filter(frozen=newest).exists() else newest.version


def signed_so_far(version: Version) -> tuple[str, ...]:
    """Return who signed what waits for this version; nobody where something else waits in the feed."""
    try:
        proposed = proposal.waiting(repository())
    except Fault:
        return ()
    return proposed.signers if proposed.edition == bytes(version.frozen.edition) else ()


def is_published(version: Version) -> bool:
    """Tell whether a version went out."""
    return Published.objects.filter(frozen__version=version).exists()


def must_be(version: Version, *states: State) -> None:
    """Lock the row where the database can; it must still be in one of these states. Raises Refusal."""
    fresh = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if fresh.state not in states:
        raise Refusal(
            say(
                f"{version.pk}번은 그사이 바뀌었습니다: {fresh.get_state_display()}",
                f"version {version.pk} is {fresh.state}, no longer {' or '.join(states)}",
            )
        )


def must_wait(feed: Repository, frozen: Frozen) -> None:
    """Refuse what waits no more, here or in the feed. Raises Refusal, Fault."""
    if frozen.version.state not in WAITS:
        raise Refusal(say("이 판은 더는 서명을 기다리지 않습니다.", "this edition no longer waits for signatures"))
    if proposal.waiting(feed).edition != bytes(frozen.edition):
        raise Refusal(
            say(
                "다른 판이 기다립니다. 다시 승인을 요청하세요.",
                "another edition waits in the feed: submit this one again",
            )
        )


def end(version: Version, state: State, officer: Officer, reason: str, *, drop: bool = True) -> None:
    """Return or withdraw a version; what waited loses its approval, and (`drop`) its proposal in the feed."""
    waited = version.state in WAITS
    version.state, version.reason, version.decided = state, reason, datetime.now(UTC)
    if waited:
        version.approver = None
        if drop:
            proposal.drop(repository())
    version.save(update_fields=["state", "reason", "decided", "approver"])
    chain.note(officer, state.value, f"version {version.pk}", datetime.now(UTC), reason=reason)
