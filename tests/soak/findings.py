"""What a soak counts, day by day, and how it says so: a table as text, the same as JSON."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

FORBIDDEN = (
    "false paint", "forged paint", "silently old", "blank or frozen", "picture differs", "visit failed", "late edition",
    "stale though connected", "exception in a log", "crashed", "wrong exit", "rotation failed",
)  # fmt: skip
"""Each of these is to stay at nought."""
GROWTH_MIB = 3.0
PAINT_SECONDS = 7.0


@dataclass
class Findings:
    """`counts`: by name; `paints`: seconds from publication to paint; `days`: figures at each day's end."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    paints: list[float] = field(default_factory=list)
    days: list[dict[str, Any]] = field(default_factory=list)
    blank_minutes: float = 0.0
    true_seconds: float = 0.0

    def wrong(self, what: str, said: str) -> None:
        """Count what must not be, and keep what was seen."""
        assert what in FORBIDDEN, what
        self.counts[what] += 1
        self.examples.append(f"{what}: {said}")

    def growth(self) -> dict[str, float]:
        """How much display and courier of the kiosk that stayed on grew, from the first day's end to the last's, MiB."""
        if len(self.days) < 2:
            return {}
        first, last = self.days[0]["steady memory MiB"], self.days[-1]["steady memory MiB"]
        return {name: round(last[name] - first[name], 2) for name in first}

    def faults(self) -> list[str]:
        """What fell short, a line each."""
        found = [f"{self.counts[name]} x {name}" for name in FORBIDDEN if self.counts[name]]
        found += [f"{name} grew by {more} MiB" for name, more in self.growth().items() if more > GROWTH_MIB]
        return found

    def text(self) -> str:
        """The whole report."""
        ordered = sorted(self.paints)
        lines = [
            f"seed {self.seed}; {self.true_seconds / 60:.1f} true minutes; load {os.getloadavg()[0]:.1f}",
            *(f"{name:28s} {self.counts[name]}" for name in FORBIDDEN),
            f"{'blank or frozen, minutes':28s} {self.blank_minutes:.1f}",
            *(f"{name:28s} {count}" for name, count in sorted(self.counts.items()) if name not in FORBIDDEN),
        ]
        if ordered:
            p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
            lines.append(
                f"publication to paint: p50 {median(ordered):.2f} s, p95 {p95:.2f} s, most {ordered[-1]:.2f} s"
            )
        lines += [f"growth over the run, MiB: {self.growth()}", "", *(json.dumps(day) for day in self.days)]
        lines += ["", "fell short: " + ("; ".join(self.faults()) or "nothing"), "", *self.examples[:200]]
        return "\n".join(lines) + "\n"

    def write(self, folder: Path) -> None:
        """`soak.txt` and `soak.json`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "soak.txt").write_text(self.text(), encoding="utf-8")
        found = {**self.__dict__, "faults": self.faults(), "growth": self.growth()}
        (folder / "soak.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
