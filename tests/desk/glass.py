"""A real kiosk for a desk's tests: `kiosk run` (courier and display) on a screen of its own, and when it painted what."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.gate.enrollment import enroll
from tests.desk.house import House
from tests.desk.waiting import until
from tests.display.panel import screen


class Glass:
    """A kiosk at work. `folder`: its state folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._said = folder, folder.parent / "glass.log"

    def painted(self) -> dict[str, Any]:
        """What it last verifiably painted: {} where it has painted nothing yet."""
        try:
            return dict(json.loads((self.folder / "painted.json").read_bytes()))
        except FileNotFoundError:
            return {}

    def until_painted(self, number: int) -> dict[str, Any]:
        """Wait until that edition stands on the glass; what the witness wrote then."""

        def there() -> dict[str, Any]:
            found = self.painted()
            return found if found.get("edition") == number else {}

        return until(there, lambda: f"{self.painted()}; {self._said.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def glass(house: House, root: Path) -> Iterator[Glass]:
    """A kiosk enrolled with that desk's feed, under Xvfb, which has painted the edition in force."""
    folder = root / "state"
    enroll(folder, f"http://127.0.0.1:{house.port + 1}", house.feed.repository.roots()[0], "demo")
    with screen() as display, (root / "glass.log").open("wb") as log:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        words = [sys.executable, "-m", "kiosk", "run", "--state", str(folder)]
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            found = Glass(folder)
            found.until_painted(house.verified().number)
            yield found
        finally:
            process.terminate()
            process.wait(60)
