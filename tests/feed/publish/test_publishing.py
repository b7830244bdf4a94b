"""From an edition's bytes to a feed: proposing, signing, publishing, renewing."""

import dataclasses
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import ceremony, keys, proposal
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust.verification import Untrusted
from tests.feed.workshop import CHEAP, NOW, PASSPHRASE, Feed, Passkey, PowerCutError, Thief, edition, renames


def test_files_of_a_feed(published: Feed) -> None:
    """The folder holds what `kiosk/docs/commands.md` says and, but for dot-files, nothing else."""
    digest = published.verified().edition_sha256
    files = {str(path.relative_to(published.folder)) for path in published.folder.rglob("*") if path.is_file()}
    served = {name for name in files if not name.startswith(".")}
    versions = {f"metadata/{version}.snapshot.json" for version in range(1, 6)}
    versions |= {f"metadata/{version}.targets.json" for version in range(1, 5)}
    single = {"metadata/timestamp.json", "metadata/1.root.json", "metadata/1.editions.json"}
    assert served == versions | single | {f"targets/{digest}.edition.json", f"targets/{digest}.edition.json.gz"}


def test_served_files_can_be_read_by_the_web_server(published: Feed) -> None:
    """Published files are readable for everybody, proposals for nobody else."""
    published.propose(edition(6))
    modes = {path.relative_to(published.folder).parts[0]: path.stat().st_mode & 0o777
             for path in published.folder.rglob("*.json")}  # fmt: skip
    assert modes == {"metadata": 0o644, "targets": 0o644, ".proposal": 0o600}


def test_timestamp_is_written_last(feed: Feed) -> None:
    """A publication is written edition, editions, snapshot, timestamp, each under its final name in one step."""
    feed.propose(edition(5))
    feed.sign("kim", "lee")
    with renames() as order:
        feed.publish_waiting()
    assert [one.partition(".")[2] for one in order[:2]] == ["edition.json.gz", "edition.json"]
    assert order[2:] == ["1.editions.json", "5.snapshot.json", "timestamp.json"]


def test_power_cut_leaves_the_old_edition_or_the_new(published: Feed) -> None:
    """Cut at any file, the feed verifies with the old edition, and publishing again succeeds."""
    published.propose(edition(6))
    published.sign("kim", "lee")
    for step in range(4):
        with pytest.raises(PowerCutError), renames(stop_at=step):
            published.publish_waiting()
        assert published.verified().number == 5
    published.publish_waiting()
    assert published.verified().number == 6


def test_power_cut_leaves_no_litter(published: Feed) -> None:
    """A write that did not finish leaves no temporary file in the served folders."""
    published.propose(edition(6))
    published.sign("kim", "lee")
    with pytest.raises(PowerCutError), renames(stop_at=0):
        published.publish_waiting()
    assert list(published.folder.rglob(".*.json*")) == []


@pytest.mark.parametrize("step", range(8))
def test_who_reads_meanwhile_sees_one_publication(published: Feed, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Published between any two files that a reader opens: it sees the old edition or the new, whole, never a mixture."""
    published.propose(edition(6))
    published.sign("kim", "lee")
    read, opened = Path.read_bytes, iter(range(100))

    def read_bytes(path: Path) -> bytes:
        if next(opened) == step:
            published.publish_waiting()
        return read(path)

    reader = Repository(published.folder)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert reader.verified().number == 6
    assert next(opened) > 8


def test_one_signature_does_not_publish(feed: Feed) -> None:
    """With one officer's signature nothing is published, and the proposal stays."""
    feed.propose(edition(5))
    feed.sign("kim")
    with pytest.raises(Untrusted, match="two people, signed by kim"):
        feed.publish_waiting()
    assert feed.repository.edition() is None
    assert proposal.waiting(feed.repository).signers == ("kim",)


def test_same_officer_does_not_sign_twice(feed: Feed) -> None:
    """The second signature must be another officer's."""
    feed.propose(edition(5))
    feed.sign("kim")
    with pytest.raises(Refusal, match="kim has signed already"):
        feed.sign("kim")


def test_stranger_does_not_sign(feed: Feed) -> None:
    """A key that targets does not admit signs nothing."""
    feed.propose(edition(5))
    stranger = keys.make("officer", "choi", "demo/editions", PASSPHRASE, CHEAP)
    with pytest.raises(Refusal, match="choi is not an admitted officer"):
        proposal.sign(feed.repository, stranger, PASSPHRASE)


def test_supervisor_does_not_sign_an_edition(feed: Feed) -> None:
    """A supervisor's key is for targets only."""
    feed.propose(edition(5))
    with pytest.raises(Refusal, match="signs demo/targets, not demo/editions"):
        feed.sign("supervisor-1")


@pytest.mark.parametrize("number", [5, 4, 0])
def test_number_must_rise(published: Feed, number: int) -> None:
    """A number that was reached already is not proposed again."""
    with pytest.raises(Refusal, match="the number must rise"):
        published.propose(edition(number))


def test_number_zero_is_the_bundled_edition(feed: Feed) -> None:
    """Number 0 ships with the program and is never published."""
    with pytest.raises(Refusal, match="the number must rise"):
        feed.propose(edition(0))


def test_numbers_may_leave_gaps(published: Feed) -> None:
    """Numbers rise with gaps; the version of editions is its own counter."""
    verified = published.verified(published.publish(edition(1000)))
    assert (verified.number, verified.versions.editions) == (1000, 2)


def test_other_mode_is_not_proposed(feed: Feed) -> None:
    """A training edition does not enter a demo feed."""
    with pytest.raises(Refusal, match="mode training, this feed is demo"):
        feed.propose(edition(5, mode="training"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (edition(5, NOW + timedelta(days=1), days=2), "issued in the future"),
        (edition(5, NOW - timedelta(days=9), days=8), "validity has ended"),
        (edition(5, days=31), "more than 30 days"),
    ],
)
def test_dates_must_fit(feed: Feed, data: bytes, why: str) -> None:
    """An edition from the future, already over, or valid too long is not proposed."""
    with pytest.raises(Fault, match=why):
        feed.propose(data)


def test_editions_ends_with_the_edition(published: Feed) -> None:
    """The signed document expires when the edition does."""
    verified = published.verified()
    assert verified.expires.editions == verified.valid_until


def test_waiting_too_long_is_not_published(feed: Feed) -> None:
    """An edition whose validity ended while it waited is not published."""
    feed.propose(edition(5))
    feed.sign("kim", "lee")
    with pytest.raises(Fault, match="validity has ended"):
        feed.later(days=30).publish_waiting()


def test_proposing_again_drops_signatures(feed: Feed) -> None:
    """Signatures belong to the bytes they were given for."""
    feed.propose(edition(5))
    feed.sign("kim", "lee")
    assert feed.propose(edition(5, note="changed")).signers == ()


def test_changed_proposal_is_refused(feed: Feed) -> None:
    """Bytes changed under the signatures are not published."""
    feed.propose(edition(5))
    feed.sign("kim", "lee")
    (feed.folder / ".proposal" / "edition.json").write_bytes(edition(5, note="forged"))
    with pytest.raises(Refusal, match="the proposal"):
        feed.publish_waiting()


def test_nothing_waits_after_publishing(published: Feed) -> None:
    """A published proposal is gone."""
    with pytest.raises(Fault, match="no edition is proposed"):
        published.publish_waiting()


def test_removed_signer_does_not_count_at_publishing(feed: Feed) -> None:
    """Signatures are counted against the officers admitted when it is published."""
    feed.propose(edition(5))
    feed.sign("kim", "lee")
    feed.remove("kim")
    with pytest.raises(Untrusted, match="two people, signed by lee"):
        feed.publish_waiting()


def test_stolen_online_keys_publish_nothing(thief: Thief) -> None:
    """With the online keys and the folder alone, the publisher itself refuses."""
    editions = thief.listing(edition(6))
    folder = thief.feed.folder / ".proposal"
    (folder / "edition.json").write_bytes(edition(6))
    (folder / "editions.json").write_bytes(editions.to_bytes())
    with pytest.raises(Untrusted, match="signed by nobody"):
        thief.feed.publish_waiting()


def test_timer_signs_the_time(published: Feed) -> None:
    """The timer's new timestamp carries the new signed time and changes nothing else."""
    before = published.verified()
    after = published.later(minutes=5).verified(published.renew())
    assert after.signed_at == before.signed_at + timedelta(minutes=5)
    assert after.versions == dataclasses.replace(before.versions, timestamp=before.versions.timestamp + 1)


@pytest.mark.parametrize(("days", "renewed"), [(3, False), (4.5, True), (30, True)])
def test_snapshot_is_renewed_when_due(published: Feed, days: float, renewed: bool) -> None:
    """The timer re-signs the snapshot when under three days of its seven are left, even long after."""
    before = published.verified().versions.snapshot
    after = published.later(days=days).verified(published.renew())
    assert (after.versions.snapshot > before) is renewed
    assert after.expires.snapshot > published.now


def test_metadata_in_force_is_what_timestamp_names(published: Feed) -> None:
    """Files of a publication that was cut short mislead nobody."""
    (published.folder / "metadata" / "99.targets.json").write_text("{}")
    assert published.repository.targets().signed.version == 4


@pytest.mark.parametrize("name", ["timestamp", "5.snapshot", "4.targets", "1.editions", "1.root"])
def test_unreadable_feed_is_one_line(published: Feed, name: str) -> None:
    """A damaged file of the feed is one clear line, never a traceback of python-tuf's."""
    (published.folder / "metadata" / f"{name}.json").write_text("<html>")
    with pytest.raises(Fault) as fault:
        published.verified()
    assert len(str(fault.value).splitlines()) == 1


def test_no_feed_is_one_line(tmp_path: Path) -> None:
    """A folder that is no feed is named."""
    with pytest.raises(Fault, match="is not a feed"):
        Repository(tmp_path / "nothing").verified()


def test_edition_is_written_byte_for_byte(published: Feed) -> None:
    """The published file is the frozen bytes."""
    (path,) = (published.folder / "targets").glob("*.json")
    assert path.read_bytes() == edition(5)


def test_second_publisher_waits(published: Feed) -> None:
    """While one publisher holds the feed, another one's lock is not granted."""
    from filelock import FileLock, Timeout

    other = FileLock(published.folder / ".lock", timeout=0)
    with published.repository.locked(), pytest.raises(Timeout):
        other.acquire()
    assert os.path.exists(published.folder / ".lock")  # noqa: PTH110


def test_canonical_form_on_the_wire(published: Feed) -> None:
    """Metadata is compact JSON, so a timestamp stays small enough to poll every few seconds."""
    data = (published.folder / "metadata" / "timestamp.json").read_bytes()
    assert json.loads(data)["signed"]["x-signed-at"] == int(NOW.timestamp())
    assert len(data) < 700


def test_a_passkey_signs_what_waits(feed: Feed) -> None:
    """A touch made elsewhere is attached and counts beside a key file's signature."""
    passkey = Passkey("choi")
    ceremony.admit_key(feed.repository, feed.keyring, passkey.key, feed.now)
    waiting = feed.propose(edition(5))
    entry = passkey.sign(waiting.editions.signed_bytes).to_dict()
    assert proposal.attach(feed.repository, entry).signers == ("choi",)
    feed.sign("kim")
    feed.publish_waiting()
    assert feed.verified().signers == ("choi", "kim")


def test_a_strange_touch_is_not_attached(feed: Feed) -> None:
    """Not admitted, of something else, malformed, or the second of one officer: refused, and nothing is kept."""
    passkey, stranger = Passkey("choi"), Passkey("choi")
    ceremony.admit_key(feed.repository, feed.keyring, passkey.key, feed.now)
    payload = feed.propose(edition(5)).editions.signed_bytes
    for entry in (stranger.sign(payload).to_dict(), passkey.sign(b"else").to_dict(), {}, {"keyid": passkey.key.keyid}):
        with pytest.raises(Refusal):
            proposal.attach(feed.repository, entry)
        assert proposal.waiting(feed.repository).signers == ()
    proposal.attach(feed.repository, passkey.sign(payload).to_dict())
    with pytest.raises(Refusal, match="signed already"):
        proposal.attach(feed.repository, passkey.sign(payload).to_dict())


def test_what_waits_can_be_dropped(feed: Feed) -> None:
    """Dropped, nothing waits; dropping nothing is no fault."""
    feed.propose(edition(5))
    for _ in range(2):
        proposal.drop(feed.repository)
        with pytest.raises(Fault, match="no edition is proposed"):
            proposal.waiting(feed.repository)
