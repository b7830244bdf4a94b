"""The officers' PIN: its hash, its command, and a lock that cannot be hurried, by a restart neither."""

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faults import Misuse
from kiosk.files import Disk
from kiosk.gate import pin
from kiosk.gate.pin import LONGEST_WAIT, Judged, Lock, hashed, wait_after
from kiosk.gate.settings import load
from tests.display.panel import wait_for

PIN = "270031"


@pytest.fixture(scope="module")
def pin_hash() -> str:
    """A hash of `PIN` that is cheap to judge; a right one is made by the command's test."""
    return PasswordHasher(1, 1024, 1).hash(PIN)


def _kiosk_pin(typed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "pin"], input=typed, capture_output=True, text=True, timeout=60
    )


def test_the_command_gives_lines_for_the_settings(tmp_path: Path) -> None:
    """What `kiosk pin` prints is taken by the settings, opens with that PIN and no other, and holds no digit of it in clear."""
    done = _kiosk_pin(f"{PIN}\n")
    assert (done.returncode, done.stderr, PIN in done.stdout) == (0, "", False)
    file = tmp_path / "kiosk.toml"
    file.write_text(done.stdout, encoding="utf-8")
    found = load(file).officer.pin_hash
    assert (pin.fits(PIN, found), pin.fits("270032", found), pin.fits(PIN, "no hash")) == (True, False, False)


@pytest.mark.parametrize("typed", ["", "1234", "abcdef", "111111", "123456", "987654", "1234567890123", "２７００３１"])
def test_what_is_no_pin_has_no_hash(typed: str) -> None:
    """Too few digits or too many, letters, digits of another script, and the first to be guessed are misuse."""
    with pytest.raises(Misuse):
        hashed(typed)


def test_what_is_no_pin_is_one_line() -> None:
    """The command ends with 64, one line that says what was wanted, and prints no setting."""
    done = _kiosk_pin("1234\n")
    assert (done.returncode, done.stdout, done.stderr) == (64, "", "kiosk: a PIN is 6 to 12 digits\n")


def test_who_types_it_is_asked_twice_and_sees_nothing() -> None:
    """At a terminal the PIN is asked for twice and is never echoed."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-P", "-m", "kiosk", "pin"]
    asking = subprocess.Popen(words, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True)
    os.close(theirs)
    os.set_blocking(ours, False)
    said = b""

    def asked(times: int) -> bool:
        nonlocal said
        with contextlib.suppress(OSError):
            said += os.read(ours, 4096)
        return said.lower().count(b": ") >= times

    try:
        for times in (1, 2):
            assert wait_for(lambda times=times: asked(times), 30), said
            os.write(ours, f"{PIN}\n".encode())
        out, _ = asking.communicate(timeout=30)
        asked(3)
    finally:
        asking.kill()
        os.close(ours)
    assert (asking.returncode, b"argon2id" in out, PIN.encode() in said) == (0, True, False)


def test_the_right_pin_opens_and_ends_the_count(tmp_path: Path, pin_hash: str) -> None:
    """Two slips are free, the right PIN opens, and the next slip is the first again."""
    lock = Lock(tmp_path, 0.0)
    assert [lock.judge(one, pin_hash, 1.0) for one in ("000001", "000002", PIN)] == [
        Judged(False), Judged(False), Judged(True),
    ]  # fmt: skip
    assert json.loads((tmp_path / pin.TRIES).read_bytes()) == {"wrong": 0}
    assert lock.judge("000003", pin_hash, 2.0) == Judged(False)


def test_a_try_that_comes_too_early_is_not_looked_at(tmp_path: Path, pin_hash: str) -> None:
    """While a wait lasts not even the right PIN opens, and the wait grows no longer by asking."""
    lock = Lock(tmp_path, 0.0)
    for one in ("000001", "000002", "000003"):
        found = lock.judge(one, pin_hash, 0.0)
    assert found == Judged(False, 30.0)
    assert lock.judge(PIN, pin_hash, 20.0) == Judged(False, 10.0)
    assert lock.judge(PIN, pin_hash, 29.9).opened is False
    assert lock.judge(PIN, pin_hash, 30.0) == Judged(True)


def test_pulling_the_plug_gains_nothing(tmp_path: Path, pin_hash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A try is counted on the disk before it is judged; whoever begins anew waits the whole wait again."""

    def plug_pulled(*_: Any) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pin, "fits", plug_pulled)
        for _ in range(4):
            with pytest.raises(KeyboardInterrupt):
                Lock(tmp_path, 0.0).judge(PIN, pin_hash, LONGEST_WAIT)
    assert json.loads((tmp_path / pin.TRIES).read_bytes()) == {"wrong": 4}
    assert Lock(tmp_path, 1000.0).judge(PIN, pin_hash, 1059.0) == Judged(False, 1.0)
    assert Lock(tmp_path, 1000.0).judge(PIN, pin_hash, 1060.0) == Judged(True)


def test_a_disk_that_takes_nothing_keeps_no_officer_out(tmp_path: Path, pin_hash: str) -> None:
    """The count lives on in memory: the officer is needed most where the disk is full."""

    class Full(Disk):
        def create(self, *_: Any, **__: Any) -> None:
            raise OSError(28, "No space left on device")

    lock = Lock(tmp_path, 0.0, Full())
    for one in ("000001", "000002", "000003"):
        lock.judge(one, pin_hash, 0.0)
    assert lock.judge(PIN, pin_hash, 1.0) == Judged(False, 29.0)
    assert lock.judge(PIN, pin_hash, 31.0) == Judged(True)


@given(st.binary(max_size=120))
def test_any_bytes_in_the_count_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever stands in the file, a lock is made of it and waits no longer than the longest wait."""
    folder = tmp_path_factory.getbasetemp()
    (folder / pin.TRIES).write_bytes(data)
    assert 0 <= Lock(folder, 0.0).judge("x", "x", 0.0).wait <= LONGEST_WAIT


@given(st.integers(0, 10**9))
def test_waits_grow_to_an_hour(wrong: int) -> None:
    """No wait is shorter than the one before, none is longer than an hour, and after the third wrong try there is one."""
    assert 0 <= wait_after(wrong) <= wait_after(wrong + 1) <= LONGEST_WAIT == 3600
    assert (wait_after(wrong) > 0) == (wrong >= 3)


def test_a_day_at_the_glass_is_not_enough() -> None:
    """In 24 hours of trying without rest fewer than forty PINs are judged."""
    spent, tries = 0.0, 0
    while spent < 24 * 3600:
        tries += 1
        spent += wait_after(tries)
    assert tries < 40
