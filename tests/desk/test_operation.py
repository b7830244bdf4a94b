"""The desk as a station runs it: set up, served behind nginx, its services, and training that stays training."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from kiosk.feed.publish import ceremony
from kiosk.feed.publish.keys import Keyring
from kiosk.resources import PACKAGE
from tests.desk.house import PROVED_SECONDS
from tests.desk.postgresql import server
from tests.desk.station import HOSTS, OFFICERS, SUPERVISORS, Station
from tests.desk.test_people import totp

pytestmark = pytest.mark.timeout(300)
DESK, SIGN, FEED = HOSTS
PASSWORD = "eleven lamps on the pier"
UNITS = PACKAGE / "deploy" / "desk"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """A training desk, set up, served; nobody has joined yet."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed (Debian: nginx)")
    with ExitStack() as stack:
        found = Station(tmp_path_factory.mktemp("station"), "training", stack)
        found.lock_the_safes()
        done = found.set_up()
        assert done.returncode == 0, done.stderr
        found.links = dict(re.findall(r"^(\w+): (https://\S+)$", done.stdout, re.MULTILINE))
        found.serve()
        yield found


class Clerk:
    """Somebody at the desk behind nginx."""

    def __init__(self, station: Station) -> None:
        self.station, self.session = station, requests.Session()
        self.session.trust_env, self.session.verify = False, station.ca
        self.secret, self.proved = "", 0.0
        self.session.headers.update(Host=DESK, Origin=f"https://{DESK}", Referer=f"https://{DESK}/")

    def get(self, path: str) -> requests.Response:
        """A page."""
        return self.session.get(self.station.address(DESK) + path, timeout=30)

    def post(self, path: str, **fields: str) -> requests.Response:
        """A form. Whoever gave the second factor long ago gives it again first."""
        if self.secret and time.monotonic() - self.proved > PROVED_SECONDS:
            self.proved = time.monotonic()
            answer = self._send("/account/2fa/reauthenticate/", code=totp(self.secret))
            assert answer.url == f"{self.station.address(DESK)}/", answer.text
        return self._send(path, **fields)

    def _send(self, path: str, **fields: str) -> requests.Response:
        fields["csrfmiddlewaretoken"] = next(
            (one.value or "" for one in self.session.cookies if one.name == "csrftoken"), ""
        )
        return self.session.post(self.station.address(DESK) + path, data=fields, timeout=30)

    def join(self, link: str, name: str) -> None:
        """By the link of the first run: password, sign in, second factor."""
        path = link.removeprefix(f"https://{DESK}")
        self.get(path)
        self.post(path, sign_in=f"{name} at the pier", new_password1=PASSWORD, new_password2=PASSWORD)
        page = self.post("/account/login/", login=f"{name} at the pier", password=PASSWORD)
        found = re.search(r"\b[A-Z2-7]{32}\b", page.text)
        assert found, page.text
        assert self.post("/account/2fa/totp/activate/", code=totp(found[0])).status_code == 200
        self.secret, self.proved = found[0], time.monotonic()


@pytest.fixture(scope="module")
def clerks(station: Station) -> tuple[Clerk, Clerk]:
    """The first two supervisors, at work."""
    found = (Clerk(station), Clerk(station))
    for clerk, name in zip(found, SUPERVISORS, strict=True):
        clerk.join(station.links[name], name)
    return found


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"host": ""}, "Missing option '--host'"),
        ({"signing-host": ""}, "Missing option '--signing-host'"),
        ({"signing-host": f"sign.{DESK}"}, "a host of its own"),
        ({"feed-url": "http://feed.localhost"}, "not an https address"),
        ({"supervisor": ""}, "Missing option '--supervisor'"),
        ({"supervisor": "han"}, "two different supervisors"),
        ({"feed": "/nowhere"}, "no feed yet"),
        ({"mail-from": 'a"b'}, "quotes and backslashes"),
    ],
)
def test_setup_takes_no_defaults(station: Station, tmp_path: Path, changed: dict[str, str], why: str) -> None:
    """What is missing or makes no sense is said in one line; nothing is written."""
    done = station.set_up(config=str(tmp_path / "desk.toml"), data=str(tmp_path / "data"), **changed)
    assert done.returncode in (1, 2, 64) and re.search(why, done.stderr), done.stderr
    assert (done.stderr.count("\n"), list(tmp_path.iterdir())) == (1, [])


def test_setup_refuses_keys_that_belong_into_safes(station: Station, tmp_path: Path) -> None:
    """Root's, supervisors' or officers' keys beside the online ones."""
    done = station.set_up(config=str(tmp_path / "desk.toml"), keys=str(station.safes.folder))
    assert done.returncode == 2
    assert "root-1" in done.stderr and "only online keys" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_setup_again_changes_nothing(station: Station) -> None:
    """No secret, no person; a third supervisor is not slipped in."""
    before = station.config.read_bytes()
    assert (station.config.stat().st_mode & 0o777, len(station.links)) == (0o600, 2)
    assert station.set_up().returncode == 0
    done = station.set_up(supervisor="eve")
    assert done.returncode != 0
    assert station.config.read_bytes() == before


def test_a_secret_open_to_everyone_is_refused(station: Station, tmp_path: Path) -> None:
    """The desk does not start with settings that any user of the machine can read."""
    config = tmp_path / "desk.toml"
    config.write_bytes(station.config.read_bytes())
    config.chmod(0o644)
    done = station.kiosk("desk", "check", KIOSK_DESK_CONFIG=str(config))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "chmod 640" in done.stderr


def test_check_deploy_finds_that_nobody_hears_and_nothing_else(station: Station) -> None:
    """Django's own checks for production, and ours: a desk without a mail server says so, and says what to name."""
    done = station.kiosk("desk", "check", "--deploy", "--fail-level", "WARNING")
    found = [line for line in done.stderr.splitlines() if line.startswith("?:")]
    assert (done.returncode, found) == (1, ["?: (desk.W001) no mail server is set up: nobody hears an alarm"]), (
        done.stderr
    )
    assert "mail_host" in done.stderr
    settings = station.config.read_text(encoding="utf-8")
    heard = station.config.with_name("heard.toml")
    heard.write_text(settings.replace('mail_host = ""', 'mail_host = "mail.example.kr"'), encoding="utf-8")
    heard.chmod(0o600)
    done = station.kiosk("desk", "check", "--deploy", "--fail-level", "WARNING", KIOSK_DESK_CONFIG=str(heard))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_passwords_of_a_real_desk_cost_what_django_asks(station: Station) -> None:
    """Only the demo's throw-away passwords are hashed cheaply."""
    words = "import django; django.setup(); from django.contrib.auth.hashers import make_password; print(make_password('x'))"
    environment = {**station.environment, "DJANGO_SETTINGS_MODULE": "kiosk.desk.settings"}
    command = [sys.executable, "-c", words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    method, rounds, _ = done.stdout.split("$", 2)
    assert (method, int(rounds) >= 1_000_000) == ("pbkdf2_sha256", True)


def test_the_desk_is_reached_by_tls_only(station: Station) -> None:
    """HSTS, cookies for TLS only, another host's name refused, and plain HTTP led to TLS."""
    answer = station.get(DESK, "/account/login/")
    assert "max-age=31536000; includeSubDomains; preload" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"] and "HttpOnly" in answer.headers["Set-Cookie"]
    plain = f"http://127.0.0.1:{station.ports[3]}/account/login/"
    answer = requests.get(plain, headers={"Host": DESK}, timeout=10, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{DESK}/account/login/")
    assert requests.get(plain, headers={"Host": "evil.example"}, timeout=10).status_code == 400


def test_the_signing_page_is_served_strictly(station: Station) -> None:
    """Its own policy with Trusted Types, no cookie; nothing but its files."""
    for path in ("/", "/roster.html", "/enroll.html", "/wire.js", "/config.json"):
        answer = station.get(SIGN, path)
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy
        assert f"connect-src 'self' https://{DESK} https://{FEED};" in policy
        assert "Set-Cookie" not in answer.headers
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert station.get(SIGN, "/nothing").status_code == 404


def test_the_feed_is_served_as_kiosks_want_it(station: Station, published: Station) -> None:
    """No cache and an ETag for metadata; a missing N+1.root.json is a 404; editions are immutable; dot-names are nobody's."""
    for path in ("timestamp.json", "1.root.json"):
        answer = station.get(FEED, f"/metadata/{path}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
        assert answer.headers["ETag"] and answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Type"] == "application/json"
    assert station.get(FEED, "/metadata/2.root.json").status_code == 404
    (edition,) = published.repository.targets_folder.glob("*.json")
    assert "immutable" in station.get(FEED, f"/targets/{edition.name}").headers["Cache-Control"]
    for path in ("/.proposal/edition.json", "/.keys", "/.lock", "/metadata/", "/", "/desk.toml"):
        assert station.get(FEED, path).status_code in (403, 404), path


@pytest.fixture(scope="module")
def published(station: Station, clerks: tuple[Clerk, Clerk]) -> Station:
    """Han submits, two officers sign with key files, Seo approves: out it goes."""
    han, seo = clerks
    page = han.post("/write/attestation/")
    path = page.url.removeprefix(station.address(DESK))
    han.post(f"{path}submit/")
    station.sign(*OFFICERS)
    seo.get(path)
    seo.post(f"{path}approve/", seen="on", unpainted="on")
    assert station.repository.verified().signers == OFFICERS
    return station


def _visit(station: Station, state: Path, root: Path, mode: str) -> dict[str, object]:
    """Enrol a kiosk of that mode with that root, and let it visit the station's feed once; the courier's line."""
    feed = station.address(FEED)
    done = station.kiosk("enroll", "--state", str(state), "--feed", feed, "--root", str(root), "--mode", mode)
    assert done.returncode == 0, done.stderr
    done = station.kiosk("sync", "--state", str(state), "--once", REQUESTS_CA_BUNDLE=station.ca)
    return {**json.loads(done.stdout), "exit": done.returncode}


def test_a_training_kiosk_takes_what_the_training_desk_published(published: Station, tmp_path: Path) -> None:
    """Through nginx and TLS, from the desk's button to the kiosk's bundle."""
    told = _visit(published, tmp_path, published.feed / "metadata" / "1.root.json", "training")
    assert (told["outcome"], told["edition"], told["exit"]) == ("updated", published.repository.verified().number, 0)


def test_a_live_kiosk_refuses_what_the_training_desk_published(published: Station, tmp_path: Path) -> None:
    """A live kiosk led to the training feed's address keeps what it has; the training root makes no live kiosk at all."""
    ceremony.found(tmp_path / "live", Keyring(tmp_path / "keys", b"secret", 2), "live", datetime.now(UTC))
    told = _visit(published, tmp_path / "state", tmp_path / "live" / "metadata" / "1.root.json", "live")
    assert (told["outcome"], told["edition"], told["exit"]) == ("refused", 0, 2), "the edition it was built with"
    words = ("--feed", published.address(FEED), "--root", str(published.feed / "metadata" / "1.root.json"))
    done = published.kiosk("enroll", "--state", str(tmp_path / "other"), *words, "--mode", "live")
    assert done.returncode == 2 and "training/root, not for live/root" in done.stderr


def test_a_training_desk_looks_like_one(clerks: tuple[Clerk, Clerk]) -> None:
    """Every page says so, and is coloured so."""
    for path in ("/", "/people/", "/me/"):
        page = clerks[0].get(path).text
        assert '<body class="training">' in page and "훈련 모드" in page


def test_timestamper_signs_and_says_why_it_cannot(published: Station, tmp_path: Path) -> None:
    """One beat: a newer version; without its key: one line, exit 1, and the feed as it was."""
    version = published.repository.timestamp().signed.version
    assert published.kiosk("desk", "timestamper", "--once").returncode == 0
    assert published.repository.timestamp().signed.version == version + 1
    config = tmp_path / "desk.toml"
    config.write_text(published.config.read_text().replace(str(published.online.folder), str(tmp_path)))
    config.chmod(0o600)
    done = published.kiosk("desk", "timestamper", "--once", KIOSK_DESK_CONFIG=str(config))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "timestamp not renewed: timestamp needs 1 keys, 0 found" in done.stderr
    assert published.repository.timestamp().signed.version == version + 1


def test_watch_announces_from_the_address(published: Station) -> None:
    """Number and signers by TLS from a root of its own; a wrong root, a wrong mode and silence are said, each by its code."""
    root, ca = str(published.feed / "metadata" / "1.root.json"), {"REQUESTS_CA_BUNDLE": published.ca}
    words = ("desk", "watch", published.address(FEED), "--root", root, "--once")
    done = published.kiosk(*words, "--mode", "training", **ca)
    assert f"edition {published.repository.verified().number} · kim, lee" in done.stdout, done.stderr
    done = published.kiosk(*words, "--mode", "live", **ca)
    assert done.returncode == 2
    assert done.stderr.startswith(f"kiosk: {root}: not a trusted root for live: ")
    silent = published.kiosk("desk", "watch", "http://127.0.0.1:9/", "--root", root, "--mode", "training", "--once")
    assert silent.returncode == 1
    assert published.kiosk("desk", "watch", published.address(FEED)).returncode == 64


def test_nginx_accepts_its_configuration(station: Station) -> None:
    """`nginx -t`, without a warning."""
    words = ["nginx", "-t", "-q", "-p", str(station.root), "-e", "stderr", "-c", str(station.nginx())]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.iterdir() if path.suffix in (".service", ".timer")))
def test_systemd_accepts_every_unit(tmp_path: Path, unit: str) -> None:
    """`systemd-analyze verify`, with this checkout's program in the place of the installed one."""
    program = shutil.which("systemd-analyze")
    if not program:
        pytest.skip("systemd is not installed")
    here = tmp_path / "kiosk"  # a unit's program may stand under no path with a space
    here.symlink_to(sys.executable)
    for path in UNITS.iterdir():
        if path.suffix in (".service", ".timer"):
            text = path.read_text(encoding="utf-8").replace("/usr/bin/kiosk", str(here))
            (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program, "verify", "--man=no", str(tmp_path / unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if unit in line]) == (0, []), done.stderr


@pytest.mark.long
def test_setup_on_postgresql(tmp_path: Path) -> None:
    """The same first run with a server for a database: people and tables are there, checks find nothing."""
    with ExitStack() as stack:
        station = Station(tmp_path, "live", stack)
        station.lock_the_safes()
        done = station.set_up(database_url=stack.enter_context(server()))
        assert (done.returncode, done.stdout.count("/join/")) == (0, 2), done.stderr
        assert not (tmp_path / "data" / "desk.sqlite3").exists()
        for words in (
            ("migrate", "--check"),
            ("check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
        ):
            done = station.kiosk("desk", *words)
            assert (done.returncode, done.stderr) == (0, ""), done.stderr
