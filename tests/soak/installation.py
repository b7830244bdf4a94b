"""The station of a soak: a desk, its timestamper and alarms, nginx as shipped before the feed, the ministry, a thief's feed."""

import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.desk.house import House, Visitor, korean
from tests.desk.station import Station, certificate
from tests.feed.workshop import Feed, whole_edition
from tests.ports import free_ports

LEVELS = ("LEVEL_4 여행금지", "LEVEL_3 철수권고", "LEVEL_2 여행자제", "LEVEL_3 출국권고", "LEVEL_1 여행유의")
PROVINCES = ("KH-2", "KH-5", "KH-12", "KH-15", "KH-16", "KH-23")


class Front(Station):
    """The nginx of a station before a desk that is there already."""

    def __init__(self, root: Path, house: House) -> None:
        self.root, self.feed, self.hostile = root, house.feed.folder, root / "hostile"
        self.hostile.mkdir()
        self.ports = [*range(first := free_ports(4), first + 3), house.port]
        self.hostile_port = free_ports(1)
        self.ca = certificate(root, days=60)
        (root / "signing").mkdir()

    def configuration(self) -> Path:
        """The shipped one, and once more the feed's server before the thief's folder."""
        path = self.nginx()
        text = path.read_text(encoding="utf-8")
        feed = text[text.index("server {", text.index("sign.localhost")) : text.rindex("}")]
        thief = feed.replace(f":{self.ports[2]} ", f":{self.hostile_port} ").replace(str(self.feed), str(self.hostile))
        path.write_text(f"{text[: text.rindex('}')]}\n{thief}\n}}\n", encoding="utf-8")
        return path


class Installation:
    """Everything but the kiosks, in `root`."""

    def __init__(self, root: Path, stack: ExitStack) -> None:
        self.root = root
        self.house = House(root / "house", paints=False)
        stack.callback(self.house.close)
        self.anchor = self.house.feed.repository.roots()[0]
        self.front = Front(root, self.house)
        self.ministry = self.house.desk.simulate_the_ministry()
        stack.callback(self.ministry.close)
        self.logs = [root / "house" / "desk.log"]
        words = ["nginx", "-p", str(root), "-e", "stderr", "-c", str(self.front.configuration()), "-g", "daemon off;"]
        self._run(stack, "nginx", words, "none")
        desk = [sys.executable, "-m", "kiosk", "desk"]
        self._run(stack, "timestamper", [*desk, "timestamper", "--every", "300"], "awake")
        self._run(stack, "alarms", [*desk, "alarms", "--every", "60"], "awake")
        self.published = {self.house.verified().number: self.house.verified().edition_sha256}
        shutil.copytree(self.house.feed.folder, root / "first-feed")

    def _run(self, stack: ExitStack, name: str, words: list[str], steady: str) -> None:
        log = stack.enter_context((self.root / f"{name}.log").open("wb"))
        self.logs.append(self.root / f"{name}.log")
        environment = {**self.house.environment, "SOAK_STEADY": steady}
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)

        def end() -> None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

        stack.callback(end)

    def officers(self) -> tuple[Visitor, Visitor]:
        """Two of them, signed in."""
        return self.house.officer("a"), self.house.officer("b")

    def announce(self, number: int, chance: float) -> int:
        """Two officers transcribe, approve and sign the next announcement; the number of the edition that is in force then."""
        a, b = self.officers()
        zone = PROVINCES[number % len(PROVINCES)]
        moment = korean(minutes=-2)
        level = LEVELS[int(chance * len(LEVELS))]
        more = {} if level.startswith("LEVEL_4") else {"legal_end": ""}
        path = a.write(zones=zone, level=level, announced=moment, effective=moment, **more)
        a.post(f"{path}submit/", replace="on")
        b.approve(path)
        a.post(f"{path}demo-sign/")
        answer = b.post(f"{path}demo-sign/")
        found = self.house.verified()
        assert found.number not in self.published, answer.text[:2000]
        self.note()
        return found.number

    def sign_again(self) -> int:
        """The edition in force as the next number, by two key files: what the runbook asks after a rotation."""
        found, now = self.house.edition(), datetime.now(UTC).replace(microsecond=0)
        ends = {"issued_at": now, "attested_at": now, "valid_until": now + timedelta(days=29)}
        self.house.put_in_force({**found, **{name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in ends.items()}})
        self.note()
        return self.house.verified().number

    def note(self) -> None:
        """Take down what is signed and in force."""
        found = self.house.verified()
        self.published[found.number] = found.edition_sha256

    def rotate(self, word: str) -> str:
        """`kiosk feed rotate-root` as the runbook says it; what it said where it failed."""
        keys = self.house.feed.keys_folder
        parts = {"online": ("--replace", "timestamp", "--replace", "snapshot"), "root": ("--replace", "root-3")}
        words = ["feed", "rotate-root", str(self.house.feed.folder), "--keys", str(keys), *parts[word]]
        secret = ("--passphrase-file", str(keys / "passphrase"))
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *words, *secret], capture_output=True, text=True, timeout=120, check=False
        )
        return "" if done.returncode == 0 else done.stderr

    def compare(self) -> str:
        """A reading of the ministry, as its timer does daily: same or differs."""
        words = [sys.executable, "-m", "kiosk", "desk", "ministry", "check"]
        done = subprocess.run(
            words, env={**self.house.environment, "KIOSK_MINISTRY_KEY": "soak-key"}, capture_output=True, text=True,
            timeout=200, check=False,
        )  # fmt: skip
        return done.stdout.split()[0] if done.stdout else done.stderr

    def turn_hostile(self, word: str) -> None:
        """Lay out what a thief serves: an old feed, one of a stranger's keys, or the true one with a level changed."""
        folder = self.front.hostile
        for one in folder.iterdir():
            shutil.rmtree(one)
        if word == "foreign":
            now = datetime.now(UTC).replace(microsecond=0)
            number = max(self.published) + 5
            with_keys = self.root / f"foreign-{number}"
            shutil.rmtree(with_keys, ignore_errors=True)
            foreign = Feed(with_keys, "demo", now)
            foreign.publish(whole_edition(number, now))
            source = foreign.folder
        else:
            source = self.root / "first-feed" if word == "rolled-back" else self.house.feed.folder
        for one in ("metadata", "targets"):
            shutil.copytree(source / one, folder / one)
        if word == "altered":
            for path in (folder / "targets").rglob("*.gz"):
                path.unlink()
            for path in (folder / "targets").rglob("*.json"):
                path.write_bytes(path.read_bytes().replace(b'"LEVEL_3"', b'"LEVEL_1"'))
