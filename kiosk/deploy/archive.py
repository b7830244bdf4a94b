"""The signed archive from which gates renew themselves: one kiosk first, then the rest.

    FOLDER/kept/             every package that was staged and not taken back
    FOLDER/pool/SUITE/       the one package of a suite
    FOLDER/dists/SUITE/      its list and the list's signature, as apt reads them

Rules: `first` is what the first kiosk takes, `rest` what all others take; each holds one version. A suite is signed when it
changes, the signature last, so that whoever reads meanwhile finds a list that does not fit, takes nothing and comes again. The
archive is made by Debian's own tools (apt-ftparchive, gpg) and read by Debian's own apt: nothing of ours judges a signature. Any
web server may hand the folder out, or a stick.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cmp_to_key
from pathlib import Path

from kiosk.faults import Fault, Refusal

NAME = "gate-kiosk"
FIRST, REST = "first", "rest"
ARCHITECTURE = "amd64"
RELEASE = {"Origin": "Gate kiosk", "Components": "main", "Architectures": ARCHITECTURE}
DEBIAN = {"apt-ftparchive": "apt-utils", "gpg": "gnupg", "gpgconf": "gnupg"}
SECONDS = 600


class Archive:
    """The archive in `folder`. `keys` is gpg's own folder with the one key that signs; `passphrase` opens it, if it is sealed."""

    def __init__(self, folder: Path, keys: Path, passphrase: Path | None = None) -> None:
        self.folder, self.keys, self.passphrase = folder, keys, passphrase

    def stage(self, package: Path) -> str:
        """Give the first kiosk a package; its version. Raises Refusal where it is foreign or no newer one, Fault."""
        name, version, architecture = (_field(package, one) for one in ("Package", "Version", "Architecture"))
        if (name, architecture) != (NAME, ARCHITECTURE):
            raise Refusal(f"{package} is {name} for {architecture}, not {NAME} for {ARCHITECTURE}")
        for suite in (FIRST, REST):
            if (held := self.holds(suite)) and not newer(version, held):
                raise Refusal(f"{package} is {version}; the suite {suite} holds {held}, which is no older")
        kept = self.folder / "kept" / _name(version)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package, kept)
        self._put(FIRST, kept)
        if not self.holds(REST):
            self._put(REST, None)
        return version

    def widen(self) -> str:
        """Give all others what the first kiosk has; its version. Raises Fault."""
        version = self.holds(FIRST)
        if not version:
            raise Fault(f"{self.folder} holds no staged package: type `kiosk deploy stage`")
        self._put(REST, self.folder / "kept" / _name(version))
        return version

    def back(self) -> str:
        """Take the newest package back, from whoever has it; the version before, which all have from then on. Raises Fault."""
        staged, rest = self.holds(FIRST), self.holds(REST)
        before = rest if rest and rest != staged else self._before(staged)
        if not (staged and before):
            raise Fault(
                f"{self.folder} keeps no package before {staged or 'the first one'}: there is nothing to go back to"
            )
        kept = self.folder / "kept"
        for suite in (FIRST, REST):
            if suite == FIRST or rest:
                self._put(suite, kept / _name(before))
        (kept / _name(staged)).unlink(missing_ok=True)
        return before

    def holds(self, suite: str) -> str:
        """Return the version of a suite, or ""."""
        found = [*(self.folder / "pool" / suite).glob("*.deb")]
        return _field(found[0], "Version") if found else ""

    def _before(self, version: str) -> str:
        kept = [_field(one, "Version") for one in (self.folder / "kept").glob("*.deb")]
        older = [one for one in kept if newer(version, one)]
        return max(older, key=cmp_to_key(_above), default="")

    def _put(self, suite: str, package: Path | None) -> None:
        """Have a suite hold that package alone, and sign its list."""
        pool, lists = self.folder / "pool" / suite, self.folder / "dists" / suite
        packages = lists / "main" / f"binary-{ARCHITECTURE}" / "Packages"
        for place in (pool, packages.parent):
            place.mkdir(parents=True, exist_ok=True)
        if package:
            beside = pool / f".{package.name}.new"
            shutil.copyfile(package, beside)
            beside.replace(pool / package.name)
        for other in pool.glob("*.deb"):
            if package is None or other.name != package.name:
                other.unlink()
        _write(packages, self._run("apt-ftparchive", "packages", f"pool/{suite}"))
        named = [f"{name}={value}" for name, value in {**RELEASE, "Suite": suite, "Codename": suite}.items()]
        options = [word for one in named for word in ("-o", f"APT::FTPArchive::Release::{one}")]
        (lists / "InRelease").unlink(missing_ok=True)
        _write(lists / "InRelease", self._signed(self._run("apt-ftparchive", *options, "release", f"dists/{suite}")))

    def _signed(self, text: bytes) -> bytes:
        home = ["--homedir", str(self.keys.resolve())]
        opened = ["--pinentry-mode", "loopback", "--passphrase-file", str(self.passphrase)] if self.passphrase else []
        try:
            return self._run("gpg", *home, "--batch", "--no-tty", *opened, "--clearsign", text=text)
        finally:
            self._run("gpgconf", *home, "--kill", "gpg-agent")

    def _run(self, program: str, *words: str, text: bytes = b"") -> bytes:
        return _answer((program, *words), text, self.folder)


def newer(one: str, other: str) -> bool:
    """Tell whether a version is above another, as Debian orders them."""
    return subprocess.run(["dpkg", "--compare-versions", one, "gt", other], check=False).returncode == 0


def _above(one: str, other: str) -> int:
    return 1 if newer(one, other) else -1


def _name(version: str) -> str:
    return f"{NAME}_{version.replace(':', '%3a')}_{ARCHITECTURE}.deb"


def _field(package: Path, field: str) -> str:
    return _answer(("dpkg-deb", "-f", str(package), field)).decode(errors="replace").strip()


def _answer(words: Sequence[str], text: bytes = b"", where: Path | None = None) -> bytes:
    """Run a program; its output. Raises Fault, one line: what it said last, or which package is missing."""
    try:
        done = subprocess.run(
            words, input=text, cwd=where, capture_output=True, timeout=SECONDS, check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except FileNotFoundError as fault:
        wanted = DEBIAN.get(words[0], "dpkg")
        raise Fault(f"{words[0]} is not installed: install Debian's {wanted}") from fault
    except subprocess.TimeoutExpired as fault:
        raise Fault(f"{words[0]} did not end within {SECONDS} s") from fault
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with {done.returncode}"]
        raise Fault(f"{words[0]}: {said[-1].strip()}")
    return done.stdout


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
