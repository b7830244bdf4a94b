"""One visit to the feed: ask whether anything is new, fetch it by TUF's rules, bring it through the store's door.

Rules:

- The cheap question is a conditional GET of `timestamp.json`. Where the answer is a newer timestamp over all that is held
  already, `verification` judges it, and it alone: nothing is left to fetch. (The chain of roots is looked at every
  few minutes, by a `full` visit.)
- Anything else starts python-tuf's Updater. It works in a scratch folder seeded from the bundle, so nothing it leaves
  behind can harm; what it brings is kept only if the store's door takes it.
- Where the Updater finds that versions went back, or that a file is another one than the seed announces (two timestamps
  of one version), it is asked once more without the seed, and the door alone judges what came: it knows the one case in
  which that is right (*fast forward*, see `kiosk.feed.trust.succession`).
- Expiry is judged by the clock and the floor officers signed (`kiosk.domain.freshness`), never by what an online key signed,
  here and in the Updater, whose reference time is a private attribute: python-tuf is pinned, and a test watches it. A
  timestamp ends a day after it was signed, whatever it says itself.
- An older timestamp of this feed's own key, a few beats behind, is no attack and nothing new: servers behind one name are
  a moment apart. What is held must be fresh for that; where only older ones come for longer, the feed is refused.
- No `If-None-Match` is sent on a full visit, nor where the file changed in the very second it was fetched: many servers'
  ETag is that second and a length, and two timestamps are of one length.
- A feed that answers "nothing new" for ever is refused once what it signed has expired.
- Whatever a server or its metadata does becomes an outcome; nothing is raised for it. Before a feed is refused, this
  kiosk's own trusted root is looked at: where that is damaged, the fault is ours, and the outcome *unreachable*.
"""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import requests
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
)
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater

from kiosk.domain.moments import utc_text
from kiosk.faults import Fault, Refusal
from kiosk.feed.trust import verification, webauthn
from kiosk.feed.trust.bundle import Bundle, Damaged
from kiosk.feed.trust.client import HOSTILE
from kiosk.feed.trust.explain import reason
from kiosk.feed.trust.roles import CARRIED, EDITION_PATH
from kiosk.gate.store import Store
from kiosk.gate.timekeeper import Timekeeper
from kiosk.sync import words
from kiosk.sync.asking import LIMITS, Asking
from kiosk.sync.claims import snapshot_of, stated_version
from kiosk.sync.fetcher import AnsweredError, Fetcher
from kiosk.sync.outcome import Outcome, Refused, Unchanged, Unreachable, Updated
from kiosk.sync.scratch import emptied
from kiosk.sync.seed import gathered, lay_out, version_of

EDITION_MOST = 1 << 20
KEPT = ("timestamp", "targets")
"""What a new snapshot leaves as it was, as a rule; the store's door sees that the others do not go back."""

BEATS_BEHIND = 1000
"""How many timestamps an honest server may be behind another; a thief's leap is far longer."""

LASTS = timedelta(hours=1)
"""How old what is held may be for an older copy to be no alarm."""


class Visitor:
    """Visits one feed for one store, again and again. `url` is the folder above `metadata/` and `targets/`."""

    def __init__(self, store: Store, url: str, session: requests.Session, keeper: Timekeeper | None = None) -> None:
        webauthn.register()
        self.store, self.url = store, url.rstrip("/")
        self.fetcher = Fetcher(session)
        self.keeper = keeper or Timekeeper()
        self.held = store.load()
        self.host = urlsplit(url).netloc
        self._tagged: tuple[bytes, str | None] = (b"", None)
        self._asking = Asking(self.fetcher, self.url)
        self._passed: list[bytes] = []
        """Older timestamps from which nothing was to be had."""

    def visit(self, *, full: bool = False, until: float = float("inf")) -> Outcome:
        """Make one visit, `full` with a look at the chain of roots, to end by `until` on the monotonic clock."""
        self.fetcher.until = until
        self.held = self.store.fresh(self.held)
        try:
            if self.held.verified is None:
                self.store.sound()
            outcome = self._outcome(full)
            if isinstance(outcome, Refused):
                self.store.sound()  # before the feed is blamed
        except Fault as fault:
            return Unreachable(self.number, str(fault))
        return outcome

    def _outcome(self, full: bool) -> Outcome:
        before = self.held.sha256
        try:
            why = self._visit(full)
        except Refusal as refusal:
            return Refused(self.number, f"{self.host}: {refusal}")
        except DownloadLengthMismatchError:
            return Refused(self.number, f"{self.host} sends more than it announced")
        except AnsweredError as fault:
            return Unreachable(self.number, f"{self.host}{self._by_way()} answered {words.answered(fault, self.url)}")
        except DownloadError as fault:
            return Unreachable(self.number, f"{self.host} could not be asked: {words.beneath(fault, self.keeper)}")
        except ExpiredMetadataError as fault:
            return Refused(
                self.number,
                f"{self.host} offers nothing that is still valid ({reason(fault)}){words.doubt(self.keeper, self.held)}",
            )
        except OSError as fault:
            return Unreachable(self.number, f"what {self.host} sent could not be kept: {reason(fault)}")
        except (Damaged, *HOSTILE) as fault:
            said = words.misfit(fault, self.fetcher.last)
            return Refused(self.number, f"{self.host} sends what is not this kiosk's feed: {said}")
        finally:
            self.fetcher.at_hand = {}
        if self.held.sha256 != before:
            return Updated(self.number, why)
        return Unchanged(self.number, why)

    @property
    def number(self) -> int:
        """Return the number of the edition held."""
        return self.held.edition.number

    @property
    def now(self) -> datetime:
        """Return now, as expiry is judged by it and reports are dated."""
        return self.keeper.reference(self.held.floor)

    def clock_ok(self) -> bool:
        """Tell whether the clock agrees with all that was signed, and with the steady ticks."""
        return self.keeper.clock_ok(self.held.floor, self.held.signed_at)

    def _by_way(self) -> str:
        proxy = self.fetcher.proxy(self.url)
        return f", by way of the proxy {proxy}," if proxy else ""

    def _visit(self, full: bool) -> str:
        timestamp, etag = self._asking.ask(None if full else self._etag())
        if timestamp is None or (self.held.bundle and timestamp == self.held.bundle.timestamp):
            timestamp = self._timestamp_held()
            if not full:
                self._refuse_expired()
                self._tagged = (timestamp, etag)
                return f"edition {self.number} is the newest{words.ahead(self.keeper, self.held)}"
        if (older := self._older(timestamp)) and timestamp in self._passed and not full:
            self._refuse_expired()
            return older
        self.fetcher.at_hand = {f"{self.url}/metadata/timestamp.json": timestamp}
        try:
            self._take((None if full else self._renewed(timestamp)) or self._fetched(timestamp, full=full))
        except (Refusal, RepositoryError, AnsweredError):
            if not older:
                raise
            self._refuse_expired()
            self._passed = [*self._passed[-7:], timestamp]
            return older
        self._tagged = (timestamp, etag)
        proof = f", proof of {utc_text(self.held.signed_at)}" if self.held.signed_at else ""
        return f"edition {self.number}{proof}{words.ahead(self.keeper, self.held)}"

    def _older(self, timestamp: bytes) -> str:
        """What to say of an older copy, rightly signed, of what is held; "" where it is none, or no harmless one."""
        held = self.held
        if held.bundle is None or held.verified is None or self.keeper.ahead(held.signed_at):
            return ""
        newest, signed_at = held.verified.versions.timestamp, held.verified.signed_at
        if not 0 < newest - stated_version(timestamp) <= BEATS_BEHIND or self.now - signed_at > LASTS:
            return ""
        enrollment = self.store.enrollment()
        try:
            version, at = verification.read_timestamp(timestamp, held.bundle, enrollment.anchor, enrollment.mode)
        except verification.Untrusted:
            return ""
        if at > signed_at:
            return ""
        return f"edition {self.number} is the newest; an older copy was offered (timestamp {version}, {newest} is held)"

    def _etag(self) -> str | None:
        """The ETag of the timestamp held; none if another one is held by now, as after damage or an import."""
        timestamp, etag = self._tagged
        return etag if self.held.bundle and self.held.bundle.timestamp == timestamp else None

    def _timestamp_held(self) -> bytes:
        if self.held.bundle is None:
            raise Refusal("the feed says that nothing is new, and nothing is held")
        return self.held.bundle.timestamp

    def _refuse_expired(self) -> None:
        if self.held.verified and (role := words.expired(self.held.verified, self.now)):
            raise ExpiredMetadataError(role)

    def _renewed(self, timestamp: bytes) -> Bundle | None:
        """What is held under this newer timestamp; None if something else is new, or wrong, for python-tuf to tell."""
        held = self.held
        if held.bundle is None or held.verified is None or snapshot_of(timestamp) != snapshot_of(held.bundle.timestamp):
            return None
        enrollment = self.store.enrollment()
        bundle = replace(held.bundle, timestamp=timestamp)
        try:
            verified = verification.verify(bundle, enrollment.anchor, enrollment.mode)
        except verification.Untrusted:
            return None
        newer = verified.versions.timestamp > held.verified.versions.timestamp
        return bundle if newer and not words.expired(verified, self.now) else None

    def _fetched(self, timestamp: bytes, *, full: bool) -> Bundle:
        """What python-tuf fetches and verifies, by its own rules; without what is held where that holds it back."""
        try:
            same = bool(full and self.held.bundle) and snapshot_of(timestamp) == snapshot_of(self._timestamp_held())
            return self._updated(CARRIED if same else KEPT)
        except (BadVersionNumberError, LengthOrHashMismatchError):
            return self._updated(())

    def _updated(self, seed: tuple[str, ...]) -> Bundle:
        scratch = emptied(self.store.path)
        try:
            enrollment = self.store.enrollment()
            anchor = version_of(enrollment.anchor)
            lay_out(scratch, self.held.bundle, anchor, seed)
            updater = Updater(
                str(scratch), f"{self.url}/metadata/", str(scratch / "targets"), f"{self.url}/targets/",
                self.fetcher, LIMITS, bootstrap=enrollment.anchor,
            )  # fmt: skip
            updater._trusted_set.reference_time = self.now
            updater.refresh()
            target = updater.get_targetinfo(EDITION_PATH)
            if target is None:
                raise Refusal("the feed has no edition yet")
            return gathered(scratch, anchor, self._edition(updater, target))
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _edition(self, updater: Updater, target: TargetFile) -> bytes:
        if target.length > EDITION_MOST:
            raise Refusal(f"the edition has {target.length} bytes, at most {EDITION_MOST} are taken")
        if self.held.bundle:
            with suppress(RepositoryError):
                target.verify_length_and_hashes(self.held.bundle.edition)
                return self.held.bundle.edition
        return Path(updater.download_target(target)).read_bytes()

    def _take(self, bundle: Bundle) -> None:
        signed_before = self.held.signed_at
        self.held = self.store.accept(bundle, self.held)
        if self.held.signed_at and self.held.signed_at != signed_before:
            self.keeper.learn(self.held.signed_at)
