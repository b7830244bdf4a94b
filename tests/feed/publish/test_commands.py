"""`kiosk feed ...` as people type it."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish.commands import feed as command
from tests.feed.workshop import Feed, served, whole_edition

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Types one command; faults leave as exceptions, as `kiosk.cli` expects them."""

    def typed(*words: object) -> Result:
        return CliRunner().invoke(command, [str(word) for word in words])

    return typed


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def current(tmp_path: Path) -> Feed:
    """A feed of now whose keys open with a file `secret`."""
    feed = Feed(tmp_path, now=_now())
    (tmp_path / "secret").write_bytes(b"four words of passphrase\n")
    return feed


def test_the_whole_way(run: Run, tmp_path: Path) -> None:
    """Founded, two officers admitted, a real edition proposed, signed twice and published: verify says so."""
    feed, keys = tmp_path / "feed", tmp_path / "keys"
    source = tmp_path / "edition.json"
    source.write_bytes(whole_edition(7, _now()))
    typed = [
        run("init", feed, "--keys", keys, "--mode", "demo"),
        run("add-officer", feed, "--keys", keys, "--name", "kim"),
        run("add-officer", feed, "--keys", keys, "--name", "lee"),
        run("propose", feed, source),
        run("sign", feed, "--key", keys / "officer-kim.json"),
        run("sign", feed, "--key", keys / "officer-lee.json"),
        run("publish", feed),
        run("timestamp", feed),
    ]
    assert [(result.exit_code, result.exception) for result in typed] == [(0, None)] * len(typed)
    verified = run("verify", feed)
    assert verified.output.splitlines()[0] == "edition 7 (demo) signed by kim, lee"


def test_passphrase_is_invented_where_none_is_given(run: Run, tmp_path: Path) -> None:
    """Without --passphrase-file one is written beside the keys, privately, and a warning says so."""
    result = run("init", tmp_path / "feed", "--keys", tmp_path / "keys", "--mode", "live")
    written = tmp_path / "keys" / "passphrase"
    assert written.stat().st_mode & 0o777 == 0o600
    assert f"wrote {written}" in result.stderr


@pytest.mark.parametrize("place", ["feed", "feed/keys", "elsewhere/../feed/keys"])
def test_keys_are_not_kept_where_the_feed_is_served(run: Run, tmp_path: Path, place: str) -> None:
    """A keys folder that is the feed's, or lies in it, is refused before anything is made."""
    result = run("init", tmp_path / "feed", "--keys", tmp_path / place, "--mode", "demo")
    assert isinstance(result.exception, Misuse)
    assert list(tmp_path.iterdir()) == []


def test_passphrase_file_is_used(run: Run, current: Feed, tmp_path: Path) -> None:
    """With --passphrase-file the sealed keys open; without it they do not."""
    current.propose(whole_edition(5, current.now))
    key = tmp_path / "keys" / "officer-kim.json"
    shut = run("sign", current.folder, "--key", key)
    opened = run("sign", current.folder, "--key", key, "--passphrase-file", tmp_path / "secret")
    assert isinstance(shut.exception, Fault)
    assert opened.output == "edition 5 signed by kim\n"


def test_one_signature_exits_with_two(run: Run, current: Feed) -> None:
    """Publishing below two people is a refusal, a matter of trust."""
    current.propose(whole_edition(5, current.now))
    current.sign("kim")
    refused = run("publish", current.folder).exception
    assert isinstance(refused, Refusal)
    assert refused.exit_code == 2


def test_removed_and_rotated(run: Run, current: Feed, tmp_path: Path) -> None:
    """The ceremonies run from the command line, and the feed still verifies."""
    current.publish(whole_edition(5, current.now))
    secret = ("--passphrase-file", tmp_path / "secret")
    removed = run("remove-officer", current.folder, "--name", "kim", *secret)
    rotated = run("rotate-root", current.folder, "--replace", "root-3", "--replace", "timestamp", *secret)
    assert removed.output == "officer kim removed, the edition signed anew\n"
    assert rotated.output == "root 2 published, new keys for root-3, timestamp\n"
    assert run("verify", current.folder).exit_code == 0


def test_the_key_that_is_printed_signs(run: Run, current: Feed, tmp_path: Path) -> None:
    """The key file that `add-officer` names after a `remove-officer` signs what waits."""
    secret = ("--passphrase-file", tmp_path / "secret")
    run("remove-officer", current.folder, "--name", "lee", *secret)
    told = run("add-officer", current.folder, "--name", "lee", *secret).output
    key = tmp_path / "keys" / "officer-lee.json"
    assert f"key {key}, " in told
    current.propose(whole_edition(5, current.now))
    assert run("sign", current.folder, "--key", key, *secret).output == "edition 5 signed by lee\n"


def test_verify_names_what_expired(run: Run, tmp_path: Path) -> None:
    """A feed whose timer stopped verifies in all but time, and that is a refusal with the roles' names."""
    feed = Feed(tmp_path, now=_now() - timedelta(days=2))
    feed.publish(whole_edition(5, feed.now))
    result = run("verify", feed.folder)
    assert isinstance(result.exception, Refusal)
    assert str(result.exception) == "expired: timestamp"


def test_verify_against_another_root(run: Run, current: Feed, tmp_path: Path) -> None:
    """With --root the feed is checked against the root one already trusts."""
    current.publish(whole_edition(5, current.now))
    other = Feed(tmp_path / "other", now=_now())
    result = run("verify", current.folder, "--root", other.folder / "metadata" / "1.root.json")
    assert isinstance(result.exception, Refusal)


def test_faulty_edition_is_not_proposed(run: Run, current: Feed, tmp_path: Path) -> None:
    """An edition that makes no sense is refused before anybody is asked to sign it."""
    source = tmp_path / "edition.json"
    document = json.loads(whole_edition(7, _now()))
    source.write_text(json.dumps({**document, "advisories": []}))
    assert isinstance(run("propose", current.folder, source).exception, Fault)


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "nothing"),
        ("timestamp", "nothing"),
        ("publish", "nothing"),
        ("propose", "nothing", "nothing.json"),
        ("sign", "nothing", "--key", "nothing.json"),
        ("add-officer", "nothing", "--name", "kim"),
        ("rotate-root", "nothing"),
    ],
)
def test_missing_files_are_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Whatever is missing, the answer is one line that names it."""
    monkeypatch.chdir(tmp_path)
    fault = run(*words).exception
    assert isinstance(fault, Fault)
    assert "nothing" in str(fault)
    assert len(str(fault).splitlines()) == 1


@pytest.mark.parametrize("every", ["5", "0m", "5d", "m", "1h30m"])
def test_bad_duration_is_misuse(run: Run, current: Feed, every: str) -> None:
    """A duration that cannot be read is misuse, and nothing is signed."""
    before = (current.folder / "metadata" / "timestamp.json").read_bytes()
    assert run("timestamp", current.folder, "--every", every).exit_code == 2  # click's own code; the cli makes it 64
    assert (current.folder / "metadata" / "timestamp.json").read_bytes() == before


def test_client_speaks_the_suites_protocol(run: Run, current: Feed, tmp_path: Path) -> None:
    """Options before the subcommand, as the conformance suite types them."""
    current.publish(whole_edition(5, current.now))
    folder = ("client", "--metadata-dir", tmp_path / "client")
    with served(current.folder) as url:
        remote = ("--metadata-url", f"{url}/metadata")
        target = (
            "--target-name",
            "edition.json",
            "--target-base-url",
            f"{url}/targets",
            "--target-dir",
            tmp_path / "t",
        )
        results = [
            run(*folder, "init", current.folder / "metadata" / "1.root.json"),
            run(*folder, *remote, "refresh"),
            run(*folder, *remote, *target, "download"),
        ]
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert (tmp_path / "t" / "edition.json").read_bytes() == whole_edition(5, current.now)


def test_client_names_what_is_missing(run: Run, tmp_path: Path) -> None:
    """A refresh without an address is misuse."""
    assert "--metadata-url is needed" in run("client", "--metadata-dir", tmp_path, "refresh").stderr


@pytest.mark.parametrize("name", ["", *sorted(command.commands)])
def test_every_command_has_help(run: Run, name: str) -> None:
    """`--help` works everywhere."""
    result = run(*([name] if name else []), "--help")
    assert result.output.startswith("Usage: ")


def test_keys_are_found_where_init_made_them(run: Run, tmp_path: Path) -> None:
    """Publishing and the timer need no --keys, wherever `init` put the keys."""
    run("init", tmp_path / "feed", "--keys", tmp_path / "safe" / "drawer", "--mode", "demo")
    assert run("timestamp", tmp_path / "feed").output == "timestamp signed\n"


def test_timer_goes_on(current: Feed) -> None:
    """With --every the timestamp is signed again and again until the service is stopped."""
    words = [
        sys.executable,
        "-c",
        "from kiosk.feed.publish.commands import feed; feed()",
        "timestamp",
        str(current.folder),
    ]
    before = current.repository.timestamp().signed.version
    with subprocess.Popen([*words, "--every", "1s"], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        lines = [service.stdout.readline() for _ in range(2)]
        service.terminate()
        lines += service.stdout.readlines()
    assert len(lines) >= 2 and set(lines) == {"timestamp signed\n"}
    assert current.repository.timestamp().signed.version == before + len(lines)


def test_unwritable_feed_is_one_line(run: Run, current: Feed) -> None:
    """A disk that refuses a file is one line with the file's name, never a traceback."""
    current.propose(whole_edition(5, current.now))
    current.sign("kim", "lee")
    (current.folder / "metadata" / "5.snapshot.json").mkdir()
    fault = run("publish", current.folder).exception
    assert isinstance(fault, Fault)
    assert "5.snapshot.json" in str(fault)


@pytest.mark.parametrize("verb", ["init", "refresh", "download"])
def test_each_verb_of_the_plain_client_has_help(run: Run, verb: str) -> None:
    """`--help` after a verb needs no option before it; without it what is needed is named."""
    assert run("client", verb, "--help").exit_code == 0
    assert (
        run("client", verb, *(["root.json"] if verb == "init" else [])).exit_code == 2
    )  # click's; `kiosk` makes it 64
