"""The courier as a process: one at a time, no visit without an end, and a clean end of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.bench import Kiosk, publish
from tests.sync.processes import ENV, KIOSK, running, until
from tests.sync.simulator import Reply, only

DRIVER = [sys.executable, "-m", "tests.sync.driver"]


def _run(*words: str, seconds: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, env=ENV, timeout=seconds, check=False)


def _once(state: Path, url: str, seconds: float, *more: str) -> tuple[list[object], float]:
    start = time.monotonic()
    done = _run(*DRIVER, "once", str(state), url, str(seconds), *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), time.monotonic() - start


def _status(state: Path) -> dict[str, object]:
    try:
        found: dict[str, object] = json.loads((state / "status.json").read_text())
    except (OSError, ValueError):
        return {}
    return found


def test_once_prints_one_line_of_json(served: tuple[Kiosk, str]) -> None:
    """`kiosk sync --once` says updated, then unchanged, each with exit code 0."""
    kiosk, _ = served
    for word in ("updated", "unchanged"):
        done = _run(*KIOSK, "sync", "--state", str(kiosk.state), "--once")
        assert (done.returncode, done.stderr) == (0, "")
        told = json.loads(done.stdout)
        assert (told["outcome"], told["edition"], set(told)) == (word, 2, {"outcome", "edition", "why"})
        assert _status(kiosk.state)["outcome"] == word


def test_once_unreachable_and_refused(served: tuple[Kiosk, str]) -> None:
    """The exit code is 1 where the feed could not be asked, 2 where it was refused."""
    kiosk, url = served
    kiosk.simulator.fault = only("", lambda _: Reply(200, b"{}"))
    done = _run(*KIOSK, "sync", "--state", str(kiosk.state), "--feed", url, "--once")
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (2, "refused")
    kiosk.simulator.fault = only("", lambda _: Reply(503))
    done = _run(*KIOSK, "sync", "--state", str(kiosk.state), "--feed", url, "--once")
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "unreachable")


def test_a_kiosk_that_is_not_enrolled(tmp_path: Path) -> None:
    """Without a trusted root there is one line that says what to do, and exit code 1; for scripts the JSON line too."""
    done = _run(*KIOSK, "sync", "--state", str(tmp_path / "s"), "--feed", "http://127.0.0.1:1", "--once")
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "unreachable")
    assert "kiosk enroll" in done.stderr
    assert done.stderr.count("\n") == 1


def _other_mode(root: Path) -> None:
    (root.parent / "mode").write_text("live\n")


@pytest.mark.parametrize("spoil", [lambda root: root.write_bytes(b"{}"), _other_mode])
def test_a_damaged_root_of_our_own_is_not_the_feeds_fault(
    served: tuple[Kiosk, str], spoil: Callable[[Path], object]
) -> None:
    """Rubbish, or a root of another mode: this machine could not (1), and the sentence names the file, not the feed."""
    kiosk, url = served
    root = kiosk.state / "trust" / "root.json"
    spoil(root)
    done = _run(*KIOSK, "sync", "--state", str(kiosk.state), "--feed", url, "--once")
    told = json.loads(done.stdout)
    assert (done.returncode, told["outcome"]) == (1, "unreachable")
    assert told["why"] == f"{root}, this kiosk's own trusted root, is damaged or of another mode: enroll anew"


def test_a_state_folder_that_goes_is_told(served: tuple[Kiosk, str]) -> None:
    """Deleted while the courier runs: the new folder's status says what to do, and nothing of our insides is said."""
    kiosk, url = served
    with running(*DRIVER, "forever", str(kiosk.state), url, "5") as guard:
        until(lambda: _status(kiosk.state).get("edition") == 2)
        shutil.rmtree(kiosk.state.rename(kiosk.state.with_name("gone")))
        until(lambda: "run `kiosk enroll`" in str(_status(kiosk.state).get("why")))
        guard.terminate()
        _, said = guard.communicate(timeout=30)
    assert (_status(kiosk.state)["outcome"], said) == ("unreachable", "")


def test_silent_headers_end_at_the_deadline(served: tuple[Kiosk, str]) -> None:
    """Headers that drip for ever, which no timeout of `requests` bounds, end with the visit."""
    kiosk, url = served
    kiosk.simulator.fault = only("", lambda r: Reply(200, r.body, {f"X-{n}": "y" * 50 for n in range(90)}, drip=True))
    told, took = _once(kiosk.state, url, 1.5)
    assert told[0] == "unreachable"
    assert "1.5" in str(told[2]) or "2 s" in str(told[2])
    assert took < 15
    assert _status(kiosk.state)["outcome"] == "unreachable"


def test_a_resolver_that_holds_the_interpreter(served: tuple[Kiosk, str]) -> None:
    """A look-up that hangs in C with Python's own lock held ends with the visit."""
    kiosk, _ = served
    told, took = _once(kiosk.state, "http://feed.example", 1.0, "deaf")
    assert told[0] == "unreachable"
    assert took < 15


def _may_unshare() -> bool:
    return subprocess.run(["unshare", "-mn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _may_unshare(), reason="no right to a network namespace of its own")
def test_a_dns_server_that_never_answers(served: tuple[Kiosk, str]) -> None:
    """With the system's real resolver waiting for a name server that is silent, the visit ends at its deadline."""
    kiosk, _ = served
    start = time.monotonic()
    deaf = ["unshare", "-mn", sys.executable, "-m", "tests.sync.deaf"]
    done = _run(*deaf, *DRIVER, "once", str(kiosk.state), "http://feed.example", "1.5")
    assert json.loads(done.stdout)[0] == "unreachable", done.stderr
    assert 1 < time.monotonic() - start < 15


@pytest.mark.long
@pytest.mark.skipif(not _may_unshare(), reason="no right to a network namespace of its own")
def test_the_promise_of_twenty_seconds(served: tuple[Kiosk, str]) -> None:
    """`kiosk sync --once` itself, start of the process included, ends within 20 s while DNS is silent."""
    kiosk, _ = served
    start = time.monotonic()
    deaf = ["unshare", "-mn", sys.executable, "-m", "tests.sync.deaf"]
    words = [*KIOSK, "sync", "--state", str(kiosk.state), "--feed", "http://feed.example", "--once"]
    done = _run(*deaf, *words)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "unreachable")
    assert time.monotonic() - start < 20


def test_a_second_courier_is_kept_out(served: tuple[Kiosk, str]) -> None:
    """While a courier is at work, another one for the same folder says so and ends with code 1."""
    kiosk, url = served
    with running(*KIOSK, "sync", "--state", str(kiosk.state)) as first:
        until(lambda: _status(kiosk.state).get("outcome") == "updated")
        done = _run(*KIOSK, "sync", "--state", str(kiosk.state), "--feed", url, "--once")
        assert (done.returncode, json.loads(done.stdout)["outcome"]) == (1, "unreachable")
        assert "another courier" in done.stderr
        assert first.poll() is None


def test_sigterm_ends_it_cleanly(served: tuple[Kiosk, str]) -> None:
    """SIGTERM ends guard and worker with code 0 and no word, and the lock is free again."""
    kiosk, _ = served
    with running(*KIOSK, "sync", "--state", str(kiosk.state)) as courier:
        until(lambda: _status(kiosk.state).get("outcome") == "updated")
        courier.send_signal(signal.SIGTERM)
        _, said = courier.communicate(timeout=30)
        assert (courier.returncode, said) == (0, "")
    assert _run(*KIOSK, "sync", "--state", str(kiosk.state), "--once").returncode == 0


def test_a_stuck_worker_is_replaced(served: tuple[Kiosk, str]) -> None:
    """After a visit that had to be cut off, the courier goes on by itself and fetches what is new."""
    kiosk, url = served
    stuck = Reply(200, b"x" * 500, {f"X-{n}": "y" * 50 for n in range(90)}, drip=True)
    kiosk.simulator.fault = only("", lambda _: stuck)
    with running(*DRIVER, "forever", str(kiosk.state), url, "3"):
        until(lambda: "cut off" in str(_status(kiosk.state).get("why")))
        kiosk.simulator.fault = None
        until(lambda: _status(kiosk.state).get("outcome") == "updated")


def test_a_stopped_worker_is_replaced(served: tuple[Kiosk, str]) -> None:
    """Stopped by a signal even its kernel timer stands still; the guard ends it, and the next one fetches what is new."""
    kiosk, url = served
    with running(*DRIVER, "forever", str(kiosk.state), url, "5") as guard:
        until(lambda: _status(kiosk.state).get("edition") == 2)
        (worker,) = Path(f"/proc/{guard.pid}/task/{guard.pid}/children").read_text().split()
        os.kill(int(worker), signal.SIGSTOP)
        publish(kiosk.feed, 3)
        until(lambda: _status(kiosk.state).get("edition") == 3)
        assert not Path(f"/proc/{worker}").exists()


def test_stopped_together_they_go_on_together(served: tuple[Kiosk, str]) -> None:
    """Ctrl-Z and `fg` stop and wake guard and worker: the same worker fetches what is new."""
    kiosk, url = served
    with running(*DRIVER, "forever", str(kiosk.state), url, "5") as guard:
        until(lambda: _status(kiosk.state).get("edition") == 2)
        (worker,) = Path(f"/proc/{guard.pid}/task/{guard.pid}/children").read_text().split()
        both = (guard.pid, int(worker))
        _send(signal.SIGSTOP, both)
        until(lambda: _letter(worker) == "T")
        _send(signal.SIGCONT, both)
        publish(kiosk.feed, 3)
        until(lambda: _status(kiosk.state).get("edition") == 3)
        assert Path(f"/proc/{worker}").exists()


def _send(sent: signal.Signals, pids: tuple[int, ...]) -> None:
    for pid in pids:
        os.kill(pid, sent)


def _letter(pid: str) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]


def test_the_worker_ends_with_its_guard(served: tuple[Kiosk, str]) -> None:
    """A guard killed with -9 leaves no worker behind, and the next courier starts at once."""
    kiosk, url = served
    with running(*DRIVER, "forever", str(kiosk.state), url, "5") as guard:
        until(lambda: _status(kiosk.state).get("outcome") == "updated")
        (worker,) = Path(f"/proc/{guard.pid}/task/{guard.pid}/children").read_text().split()
        guard.kill()
        guard.wait()
        until(lambda: not Path(f"/proc/{worker}").exists() or _is_zombie(worker))
    told, _ = _once(kiosk.state, url, 5)
    assert told[0] in ("updated", "unchanged")


def _is_zombie(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_new_edition_arrives_within_the_pause(served: tuple[Kiosk, str]) -> None:
    """A running courier brings a new edition within the settings' pause and a visit."""
    kiosk, url = served
    with running(*DRIVER, "forever", str(kiosk.state), url, "5"):
        until(lambda: _status(kiosk.state).get("edition") == 2)
        publish(kiosk.feed, 3)
        until(lambda: _status(kiosk.state).get("edition") == 3, 25)


def test_a_port_that_only_listens(fresh: Kiosk) -> None:
    """A server that accepts and never speaks is unreachable after the read timeout."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        told, took = _once(fresh.state, url, 20)
    assert (told[0], took < 20) == ("unreachable", True)
    assert "no answer" in str(told[2])
