"""The beat of a feed, and whether the clock of the machine that signs it can be believed.

Rules:

- What two officers signed outranks the clock: a clock behind the edition in force signs no beat. A clock behind the beat
  before is told and signs, or one beat dated ahead would stop all honest ones after it.
- A clock that is further ahead of the newest signed time than `PLAUSIBLE` signs no beat: kiosks would take it.
- A clock that jumped between two beats of one process, by its steady ticks, signs none in that moment; at the next beat it
  is believed, if it still says so.
- `sure` (`--clock-is-right`) overrides, for one beat: after a restore, or a long rest.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.domain.freshness import SKEW, Anchor
from kiosk.faults import Fault
from kiosk.feed.document import edition_header
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.publication import Publisher
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust.roles import SIGNED_AT, SNAPSHOT, TIMESTAMP

PLAUSIBLE = SNAPSHOT.lifetime
"""How long a feed may have rested without a person being asked: by then the snapshot has ended, too."""

AHEAD = timedelta(minutes=15)
"""How far an edition may be dated ahead when it is published, and some more."""

_OVERRIDE = "set it; if it is right, sign once with --clock-is-right"


class DoubtfulClock(Fault):
    """The clock cannot be right, so nothing was signed by it. The message says what to do, one line."""


@dataclass
class Pulse:
    """Signs one feed's beats. `anchor` is what clock and ticks said at the last one of this process."""

    repository: Repository
    online: Keyring
    sure: bool = False
    anchor: Anchor | None = None

    def beat(self, now: datetime, ticks: float) -> tuple[bool, str]:
        """Sign the timestamp; whether the snapshot was due, and a remark or "". Raises DoubtfulClock, Fault, OSError."""
        before, self.anchor = self.anchor, Anchor(now, ticks)
        sure, self.sure = self.sure, False
        with self.repository.locked():
            remark = "" if sure else doubted(self.repository, now)
            if before and not sure:
                _steady(before, now, ticks)
            return Publisher(self.repository, self.online, now).renew(), remark


def doubted(repository: Repository, now: datetime) -> str:
    """Return a remark on the clock of the machine that signs online, or "". Raises DoubtfulClock where it cannot be right."""
    beat, issued = _newest(repository)
    newest = max((at for at in (beat, issued) if at), default=now)
    if issued and issued - now > AHEAD:
        raise DoubtfulClock(
            f"this machine's clock says {_said(now)}, but officers signed the edition in force on {_said(issued)}: "
            + _OVERRIDE
        )
    if now - newest > PLAUSIBLE:
        raise DoubtfulClock(
            f"this machine's clock says {_said(now)}, {(now - newest).days} days after the newest signed time "
            f"({_said(newest)}): {_OVERRIDE}"
        )
    if beat and beat - now > SKEW:
        return f"the beat before was signed on {_said(beat)}, later than this machine's clock says ({_said(now)})"
    if now - newest > TIMESTAMP.lifetime:
        return f"the newest signed time is {_said(newest)}, more than a day before this machine's clock ({_said(now)})"
    return ""


def _steady(before: Anchor, now: datetime, ticks: float) -> None:
    jumped = now - before.wall - timedelta(seconds=ticks - before.ticks)
    if abs(jumped) > SKEW:
        way = "ahead" if jumped > timedelta() else "back"
        raise DoubtfulClock(
            f"this machine's clock jumped {way} to {_said(now)} since the last beat: no beat is signed this time"
        )


def _newest(repository: Repository) -> tuple[datetime | None, datetime | None]:
    """When the timestamp in force was signed and the edition issued, as far as can be told."""
    beat, issued = None, None
    seconds, edition = repository.timestamp().signed.unrecognized_fields.get(SIGNED_AT), repository.edition()
    with suppress(ValueError, OverflowError, OSError):
        beat = datetime.fromtimestamp(seconds, UTC) if type(seconds) is int else None
    with suppress(edition_header.Unreadable):
        issued = edition_header.read(edition).issued_at if edition is not None else None
    return beat, issued


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
