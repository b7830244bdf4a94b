"""The demo's command: prepare the feed, enroll a kiosk, serve, sync, show; print how to publish by hand."""

import math
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import platformdirs

from kiosk import clock
from kiosk.demo import desk
from kiosk.demo.feed import DemoFeed
from kiosk.demo.serve import check_free, serve
from kiosk.domain.moments import utc_text
from kiosk.faults import Fault, Misuse
from kiosk.files import LockHeld, locked, told
from kiosk.gate import machine
from kiosk.gate.store import Store
from kiosk.gate.supervisor import Child, Supervisor

TEND_SECONDS = 0.2
START_SECONDS = 60.0


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--port", default=8760, show_default=True, type=click.IntRange(1024, 65000), help="The desk's port.")
@click.option("--seconds", type=click.FloatRange(min=0), help="End by itself so long after all is painted.")
@click.option("--headless", is_flag=True, help="No window: paint every screen into DIR/screens.")
def demo(folder: Path | None, port: int, seconds: float | None, headless: bool) -> None:
    """The whole system on this machine, with demo keys."""
    if seconds is not None and math.isnan(seconds):
        raise Misuse("--seconds wants a number of seconds, not nan")
    root = (folder or Path(platformdirs.user_state_dir("kiosk")) / "demo").absolute()
    blind = headless or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    Demo(root, port, blind).run(seconds, stop)


class Demo:
    """One run of the demo in `root`."""

    def __init__(self, root: Path, port: int, blind: bool) -> None:
        self.root, self.port, self.blind = root, port, blind
        self.state, self.next = root / "state", root / "next-edition.json"
        self.feed = DemoFeed(root / "feed", root / "keys")
        self.address = f"http://127.0.0.1:{port + 1}"
        self.desk = desk.DemoDesk(root, port)
        self._seen: int | None = None

    def run(self, seconds: float | None, stop: threading.Event) -> None:
        """Runs until stopped, until the window is closed, or for `seconds` after all is painted."""
        with self._alone():
            check_free(range(self.port, self.port + 3) if desk.installed() else [self.port + 1])
            self._run(seconds, stop)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One demo in a folder. Raises Fault."""
        with ExitStack() as held:
            try:
                with told(self.root):
                    self.root.mkdir(parents=True, exist_ok=True)
                    held.enter_context(locked(self.root / ".demo.lock", 0))
            except LockHeld:
                raise Fault(f"another demo runs in {self.root}: end it, or choose another folder with --dir") from None
            yield

    def _run(self, seconds: float | None, stop: threading.Event) -> None:
        self._prepare()
        servers = [serve(self.feed.folder, self.port + 1)]
        home, ministry = self._supervisor(), None
        try:
            if desk.installed():
                servers.append(self.desk.serve_signing_page())
                ministry = self.desk.simulate_the_ministry()
            home.start()
            self._wait_for_paint(home, stop)
            if desk.installed() and not stop.is_set():
                home.add(self.desk.child())
            if self.blind and not stop.is_set():
                self._paint_pictures(home, stop)
            self._tend(home, stop, seconds)
        finally:
            home.end()
            self.feed.stop()
            if ministry:
                ministry.close()
            for server in servers:
                server.shutdown()
                server.server_close()

    def _prepare(self) -> None:
        with told(self.root):
            number = self.feed.prepare()
            self._write_next(number + 1)
            if not (self.state / "trust").exists():
                from kiosk.gate.enrollment import enroll

                enroll(self.state, self.address, self.feed.repository.roots()[0], "demo")
        self.feed.keep_beating()
        self._seen = self.feed.number()
        click.echo(self._words(number))

    def _write_next(self, number: int) -> None:
        self.next.write_bytes(self.feed.document(number, clock.wall()))

    def _words(self, number: int) -> str:
        a, b = (shlex.quote(str(path)) for path in self.feed.officer_keys())
        feed, draft = shlex.quote(str(self.feed.folder)), shlex.quote(str(self.next))
        return "\n".join(
            [
                f"feed     {self.address}   (edition {number}, in {feed})",
                f"state    {shlex.quote(str(self.state))}",
                *self.desk.words(),
                "officers demo-officer-a and demo-officer-b sign with their key files; the passphrase that opens",
                f"         them lies in {shlex.quote(str(self.feed.keys_folder / 'passphrase'))}",
                "publish  at the desk, or by hand: edit the draft, then:",
                f"  kiosk feed propose {feed} {draft}",
                f"  kiosk feed sign {feed} --key {a}",
                f"  kiosk feed sign {feed} --key {b}",
                f"  kiosk feed publish {feed}",
                "         (`kiosk` is here: " + shlex.quote(str(Path(sys.executable).parent / "kiosk")) + ")",
            ]
        )

    def _supervisor(self) -> Supervisor:
        state, settings = str(self.state), self.root / "gate.toml"
        report_to = f"http://127.0.0.1:{self.port}/report/" if desk.installed() else ""
        settings.write_text(
            f'[site]\nterminal = "T2"\ngate = "231"\n\n[desk]\nreport_url = "{report_to}"\n', encoding="utf-8"
        )
        show = ["display", "--state", state, *(["--headless"] if self.blind else ["--windowed"])]
        return Supervisor(
            [
                Child("the courier", ["sync", "--state", state, "--feed", self.address, "--settings", str(settings)]),
                Child("the display", show, restart=self.blind),
            ]
        )

    def _wait_for_paint(self, home: Supervisor, stop: threading.Event) -> None:
        """Until the display has painted the edition that is published, in this run. Raises Fault."""
        number, began = self.feed.number(), utc_text(clock.wall())
        deadline = time.monotonic() + START_SECONDS
        while not stop.wait(TEND_SECONDS):
            painted = Store(self.state).read_painted()
            if painted and painted.get("edition") == number and str(painted.get("painted_at")) >= began:
                return
            if any(child.name == "the display" and child.code for child in home.children):
                _check_libraries()
            if self._ended(home):
                stop.set()
            if time.monotonic() > deadline:
                raise Fault(f"the display did not show edition {number} within {START_SECONDS:.0f} s")

    def _paint_pictures(self, home: Supervisor, stop: threading.Event) -> None:
        out = self.root / "screens"
        click.echo("no screen: painting every screen takes a minute or two (Ctrl+C ends)")
        words = ["render", "--state", str(self.state), "--out", str(out), "--mode", "normal", "--size", "1080x1920"]
        process = subprocess.Popen([sys.executable, "-m", "kiosk", *words], stdout=subprocess.DEVNULL)
        while process.poll() is None:
            if stop.wait(TEND_SECONDS):
                process.terminate()
            elif self._ended(home):
                stop.set()
        if process.returncode and not stop.is_set():
            raise Fault(f"the pictures could not be painted (exit {process.returncode})")
        if not stop.is_set():
            click.echo(f"screens  {shlex.quote(str(out))}")

    def _tend(self, home: Supervisor, stop: threading.Event, seconds: float | None) -> None:
        end = time.monotonic() + seconds if seconds is not None else None
        while not stop.wait(TEND_SECONDS) and (end is None or time.monotonic() < end):
            if self._ended(home):
                return

    def _ended(self, home: Supervisor) -> bool:
        """Tends the children and tells of a publication; whether a child ended for good. Raises Fault if it failed."""
        ended = home.tend()
        for child in ended:
            if child.code:
                raise Fault(f"{child.name} ended (exit {child.code}); what it said stands above")
        if (now := self.feed.number()) != self._seen:
            self._seen = now
            click.echo(f"edition {now} is published")
            self._write_next((now or 0) + 1)
        return bool(ended)


def _check_libraries() -> None:
    """Raises Fault if the display cannot be loaded on this machine."""
    wrong = [one for one in machine.libraries() if one.wrong]
    if wrong:
        mends = " ".join(one.mend for one in wrong)
        raise Fault(f"the display cannot start here: {'; '.join(one.said for one in wrong)}. {mends}")
