"""`kiosk desk bucket` against a real S3 server (moto), read by a courier; what the extra adds lies in a folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import requests

from kiosk.gate import enrollment
from tests.architecture.conftest import ROOT
from tests.desk.waiting import until
from tests.feed.workshop import Feed, whole_edition
from tests.ports import free_ports

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

LOCKS = ROOT / "kiosk" / "deploy"
BUCKET = "feed"


def blocks(name: str) -> dict[str, str]:
    """A lock's packages, each with its version and hashes as they stand there."""
    text = (LOCKS / name).read_text(encoding="ascii")
    return {one.partition("==")[0]: one for one in re.findall(r"(?m)^[a-z0-9.-]+==(?:.*\\\n)*.*$", text)}


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of what the extra adds, installed by its hashes once for each lock."""
    more = blocks("requirements-bucket-test.txt")
    wanted = "\n".join(block for name, block in more.items() if name not in blocks("requirements-test.txt")) + "\n"
    folder = ROOT / ".build" / "bucket" / sha256(wanted.encode()).hexdigest()[:12]
    if not (folder / ".whole").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lock.txt").write_text(wanted, encoding="ascii")
        words = ["install", "--quiet", "--no-deps", "--require-hashes", "--upgrade", "--target", str(folder)]
        subprocess.run([sys.executable, "-m", "pip", *words, "-r", str(folder / "lock.txt")], check=True, timeout=400)
        (folder / ".whole").touch()
    return folder


@pytest.fixture(scope="session")
def environment(packages: Path) -> dict[str, str]:
    """What a process that knows the bucket is started with."""
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{packages}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "ap-northeast-2",
    }


def _listens(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.ConnectionError:
        return False


@contextmanager
def server(environment: dict[str, str], folder: Path) -> Iterator[str]:
    """An S3 server with an empty bucket; its address."""
    url = f"http://127.0.0.1:{(port := free_ports())}"
    with (folder / "moto.log").open("wb") as log:
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            until(lambda: _listens(url), lambda: (folder / "moto.log").read_text(encoding="utf-8"))
            requests.put(f"{url}/{BUCKET}", headers={"x-amz-acl": "public-read"}, timeout=10).raise_for_status()
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """A feed with an edition that makes sense."""
    made = Feed(tmp_path, now=datetime.now(UTC).replace(microsecond=0))
    made.publish(whole_edition(1, made.now))
    return made


def asked_for(feed: Feed) -> list[Path]:
    """The feed's files in force: no roles that later ones took the place of, nothing packed beside what it packs."""
    found = [
        path for path in feed.folder.rglob("*") if path.is_file() and "/." not in str(path) and path.suffix != ".gz"
    ]
    versions = feed.verified().versions
    kept = {f"{getattr(versions, role)}.{role}.json" for role in ("snapshot", "targets", "editions")}
    parted = re.compile(r"[0-9]+\.(snapshot|targets|editions)\.json")
    return [path for path in found if path.name in kept or not parted.fullmatch(path.name)]


def carry(feed: Feed, address: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Carry once."""
    words = [sys.executable, "-m", "kiosk", "desk", "bucket", str(feed.folder), address, "--once"]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)


def visit(state: Path) -> tuple[str, int]:
    """What a courier says of one visit."""
    words = [sys.executable, "-m", "kiosk", "sync", "--state", str(state), "--once"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    found = json.loads(done.stdout)
    return found["outcome"], found["edition"]


def test_a_kiosk_lives_on_a_bucket(feed: Feed, environment: dict[str, str], tmp_path: Path) -> None:
    """A courier enrolled at the bucket takes the edition, then the next one with a new root, and polls for nothing between."""
    with server(environment, tmp_path) as url:
        address = f"{url}/{BUCKET}"
        done = carry(feed, address, environment)
        assert (done.returncode, done.stderr) == (0, "")
        enrollment.enroll(tmp_path / "state", f"{address}/", feed.anchor, feed.mode)
        assert visit(tmp_path / "state") == ("updated", 1)
        assert visit(tmp_path / "state") == ("unchanged", 1)
        feed.rotate()
        feed.later(seconds=1).publish(whole_edition(2, feed.now))
        assert carry(feed, address, environment).returncode == 0
        assert visit(tmp_path / "state") == ("updated", 2)


def test_what_lies_in_a_bucket_is_what_the_web_server_hands_out(
    feed: Feed, environment: dict[str, str], tmp_path: Path
) -> None:
    """Each file of the feed that anybody may ask for, byte for byte once unpacked, with its kind, and how long it may be kept."""
    with server(environment, tmp_path) as url:
        assert carry(feed, f"{url}/{BUCKET}", environment).returncode == 0
        for path in asked_for(feed):
            name = path.relative_to(feed.folder).as_posix()
            found = requests.get(f"{url}/{BUCKET}/{name}", timeout=10)
            assert (found.status_code, found.content) == (200, path.read_bytes()), name
            assert found.headers.get("Content-Encoding") == (None if name.startswith("metadata/") else "gzip"), name
            kept = "public, max-age=31536000, immutable" if name.startswith("targets/") else "no-cache"
            assert found.headers["Cache-Control"] == kept, name
        page = requests.get(f"{url}/{BUCKET}/open/ko/index.html", timeout=10)
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_bucket_that_is_not_there_is_said_in_one_line(
    feed: Feed, environment: dict[str, str], tmp_path: Path
) -> None:
    """A server that is down, and a bucket that nobody made: exit 1, one line with the bucket's name, no traceback."""
    with server(environment, tmp_path) as url:
        for address in ("http://127.0.0.1:9/feed", f"{url}/another"):
            done = carry(feed, address, environment)
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.startswith(f"kiosk: {address}: ")
            assert done.stderr.count("\n") == 1
