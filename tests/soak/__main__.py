"""A week in a night: `python -m tests.soak [--seed N] [--days D] [--visits V] [--editions E] [--out FOLDER] [--keep]`.

Starts itself anew under the library that moves time. Exit 1 where anything fell short.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from tests.soak import hours
from tests.soak.findings import Findings


def main() -> int:
    """Run, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--visits", type=int, default=2000)
    parser.add_argument("--editions", type=int, default=40)
    parser.add_argument("--out", type=Path, default=Path(".build") / "soak")
    asked = parser.parse_args()
    if "SOAK_ROOT" not in os.environ:
        made = tempfile.mkdtemp(prefix="kiosk-soak-")
        more = hours.prepared(Path(made))
        os.execve(sys.executable, [sys.executable, "-m", "tests.soak", *sys.argv[1:]],
                  {**os.environ, **more, "SOAK_ROOT": made})  # fmt: skip
    from tests.soak.night import Night

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended

    def told(findings: Findings) -> None:
        findings.write(asked.out)

    root = Path(os.environ["SOAK_ROOT"])
    print(f"at work in {root}", flush=True)
    found = Night(root, asked.seed, (asked.days, asked.visits, asked.editions), told).run()
    print(found.text(), flush=True)
    return 1 if found.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
