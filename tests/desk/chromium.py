"""Debian's Chromium, driven by the DevTools protocol over a pipe: no package, no port, real WebAuthn.

A `Person` is a browser context of its own (cookies, storage) with one page and a virtual authenticator that touches and
verifies by itself.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Chromium:
    """One browser process."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("chromium")
        assert program, "Chromium is not installed (Debian: chromium)"
        ours, theirs = os.pipe(), os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=ko"]
        command = [program, *flags, f"--user-data-dir={folder}", "--remote-debugging-pipe"]

        def pipes() -> None:
            read, write = os.dup(ours[0]), os.dup(theirs[1])
            os.dup2(read, 3)
            os.dup2(write, 4)

        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, preexec_fn=pipes, close_fds=False, **quiet)  # type: ignore[call-overload]
        os.close(ours[0])
        os.close(theirs[1])
        self._out, self._in = ours[1], theirs[0]
        self._rest, self._next = b"", 0
        self.people: list[Person] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """One command and its answer; events are passed over."""
        self._next += 1
        message: dict[str, Any] = {"id": self._next, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            found = self._read()
            if found.get("id") == self._next:
                assert "error" not in found, f"{method}: {found['error']}"
                return dict(found["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 16)
            assert more, "Chromium has gone"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))

    def person(self, width: int = 360) -> "Person":
        """Somebody at a phone of their own."""
        self.people.append(Person(self, width))
        return self.people[-1]

    @contextmanager
    def visited(self) -> Iterator["Chromium"]:
        """Let people come; those who came leave at the end, with all that their pages held."""
        stay = len(self.people)
        try:
            yield self
        finally:
            for person in self.people[stay:]:
                person.leave()
            del self.people[stay:]

    def close(self) -> None:
        """Ends the browser."""
        self._process.terminate()
        self._process.wait(60)
        os.close(self._out)
        os.close(self._in)


class Person:
    """One browser context with one page."""

    def __init__(self, browser: Chromium, width: int) -> None:
        self._browser = browser
        self._context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=self._context)["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "WebAuthn"):
            self.call(f"{domain}.enable")
        self.widen(width)
        self.call("WebAuthn.addVirtualAuthenticator", options=AUTHENTICATOR)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command to this page."""
        return self._browser.call(method, self._session, **params)

    def widen(self, width: int) -> None:
        """Make the screen so many CSS pixels wide."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=True)

    def leave(self) -> None:
        """Close the context and its page."""
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression (awaited)."""
        found = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def go(self, address: str) -> None:
        """Open an address and wait until it is there. A new fragment alone loads nothing: pass through a blank page."""
        if "#" in address:
            self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def until(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait for something to be true; its value."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if found := self.run(script):
                    return found
            except AssertionError:  # a page in between two pages
                pass
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {script}; on {self.run('location.href')}:\n{self.text()}")

    def text(self) -> str:
        """What the page says."""
        return str(self.run("document.body.innerText"))

    def fill(self, **values: str) -> None:
        """Fill fields by name (checkboxes and radios: by value)."""
        for name, value in values.items():
            script = f"""(() => {{
              const all = [...document.getElementsByName({json.dumps(name)})];
              const box = all.find((one) => ["radio", "checkbox"].includes(one.type)
                && (one.value === {json.dumps(value)} || all.length === 1));
              if (box) {{ if (!box.checked) box.click(); return true; }}
              const field = all.find((one) => one.type !== "hidden");
              if (!field) return false;
              field.value = {json.dumps(value)};
              return true;
            }})()"""
            assert self.run(script), f"no field {name} on {self.run('location.href')}"

    def press(self, selector: str) -> None:
        """Press something."""
        self.run("window.before = true")
        script = f"(() => {{ const it = document.querySelector({json.dumps(selector)}); it?.click(); return !!it; }})()"
        assert self.run(script), f"no {selector} on {self.run('location.href')}:\n{self.text()}"

    def follow(self, selector: str) -> None:
        """Press something that leads to another page."""
        self.press(selector)
        self.until("!window.before && document.readyState === 'complete'")


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """A browser for as long as it is needed."""
    browser = Chromium(folder)
    try:
        yield browser
    finally:
        browser.close()
