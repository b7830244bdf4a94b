"""The settings: one frozen value from one TOML file, and the table from which the README's is made.

Rules: every setting has a default, so no file is needed; a key that is unknown, of another type or out of its range
stops the program with one line that names the file, the key and what was wanted; nothing is guessed or cut to fit. The
mode (live, training, demo) is no setting: it is fixed at enrollment, in the state folder.

    [feed]
    url = "https://feed.example.kr/"
    poll_seconds = 5
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.domain.hours import Hours
from kiosk.domain.languages import LOCALES
from kiosk.faults import Fault
from kiosk.gate import values
from kiosk.gate.values import Take


@dataclass(frozen=True)
class Site:
    """Where the kiosk stands; notices may be meant for one terminal or gate."""

    terminal: str
    gate: str


@dataclass(frozen=True)
class Panel:
    """The screen as a thing: `pixel_pitch_mm` from pixel to pixel, 0 for as it says itself; its lower edge's height in mm.

    `turned`: how its picture stands, in `xrandr`'s words; "" for as X has it.
    """

    pixel_pitch_mm: float
    height_above_floor_mm: float
    turned: str = ""


@dataclass(frozen=True)
class Feed:
    """`url`: the folder above `metadata/` and `targets/`, or "" for the one given at enrollment."""

    url: str
    poll_seconds: float


@dataclass(frozen=True)
class Display:
    """`idle_seconds`: after so long without a touch everything is forgotten. `locales`: offered, in this order.

    `reduced_motion`: no fades. `dark_hours`: the screen is off while nobody is there.
    """

    idle_seconds: float
    locales: tuple[str, ...]
    reduced_motion: bool
    dark_hours: Hours | None = None


@dataclass(frozen=True)
class Desk:
    """`report_url`: where the kiosk's status goes, or "" for nowhere."""

    report_url: str


@dataclass(frozen=True)
class Metrics:
    """`port`: where figures are told on loopback, or 0 for nowhere."""

    port: int


@dataclass(frozen=True)
class Use:
    """`counted`: whether use is counted as day totals."""

    counted: bool


@dataclass(frozen=True)
class Officer:
    """`pin_hash`: opens the officers' view; "" keeps it shut."""

    pin_hash: str


@dataclass(frozen=True)
class Beacon:
    """The kiosk's place, told aloud while nobody is there: `every_seconds` (0: never), `volume` of 1, in its `hours`."""

    every_seconds: float
    volume: float
    hours: Hours | None
    locales: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Everything that differs from gate to gate. `state`: the state folder, or None if only the command names it."""

    site: Site
    panel: Panel
    feed: Feed
    state: Path | None
    display: Display
    desk: Desk
    officer: Officer
    metrics: Metrics
    beacon: Beacon
    use: Use


@dataclass(frozen=True)
class Setting:
    """One row of the table: `key` as written in TOML, `kind` in words, `default`, `meaning`, and how it is taken."""

    key: str
    kind: str
    default: Any
    meaning: str
    take: Take


_ADDRESS = "a web address (http or https)"
_LANGUAGES = "a list of languages' codes, such as ko, en"
_HOURS = "hours such as 06:00-22:00"

SETTINGS: tuple[Setting, ...] = (
    Setting("site.terminal", "text", "", "Terminal, for notices meant for one terminal", values.text(40)),
    Setting("site.gate", "text", "", "Gate, for notices meant for one gate", values.text(40)),
    Setting(
        "panel.pixel_pitch_mm", "0, or a number from 0.1 to 1", 0,
        "Millimetres per pixel; 0: as the monitor says, else 0.37", values.number_or_0(0.1, 1),
    ),
    Setting(
        "panel.height_above_floor_mm", "a number from 0 to 2000", 550,
        "The panel's lower edge above the floor, in millimetres", values.number(0, 2000),
    ),
    Setting(
        "panel.turned", "normal, left, right or inverted", "",
        "How the picture is turned, and touch with it; empty: as X has it", values.one_of("normal", "left", "right", "inverted"),
    ),
    Setting("feed.url", _ADDRESS, "", "The feed; empty: the one given to `kiosk enroll`", values.web_address),
    Setting("feed.poll_seconds", "a number from 1 to 3600", 5, "Seconds between two looks at the feed", values.number(1, 3600)),
    Setting("state", "a folder", None, "The state folder; the commands' `--state` comes first", values.folder),
    Setting(
        "display.idle_seconds", "a number from 10 to 600", 60,
        "Seconds without a touch until everything is forgotten", values.number(10, 600),
    ),
    Setting(
        "display.locales", _LANGUAGES, LOCALES, "Languages offered, in this order", values.locales,
    ),
    Setting("display.dark_hours", _HOURS, None, "When the screen is off while nobody is there, in Korea's time", values.hours),
    Setting("display.reduced_motion", "true or false", False, "No fades: what is new is there at once", values.yes_no),
    Setting(
        "beacon.every_seconds", "0, or a number from 20 to 3600", 0,
        "Seconds between two announcements of where the kiosk is; 0: none", values.number_or_0(20, 3600),
    ),
    Setting("beacon.volume", "a number from 0.1 to 1", 0.6, "How loud they are", values.number(0.1, 1)),
    Setting("beacon.hours", _HOURS, Hours.parsed("06:00-22:00"), "When they are made, in Korea's time", values.hours),
    Setting(
        "beacon.locales", _LANGUAGES, ("ko", "en"), "Their languages, one after another", values.locales,
    ),
    Setting("desk.report_url", _ADDRESS, "", "Where the kiosk's status goes; empty: nowhere", values.web_address),
    Setting(
        "officer.pin_hash", "a line of `kiosk pin`", "", "Hash of the officers' PIN; empty: no officers' view", values.pin_hash,
    ),
    Setting(
        "use.counted", "true or false", False,
        "Whether visits, languages, screens opened and touches of the hotline are counted: day totals, nothing below 5",
        values.yes_no,
    ),
    Setting("metrics.port", "a whole number from 0 to 65535", 0, "Port of loopback for Prometheus; 0: none", values.port),
)  # fmt: skip
"""Every setting there is, in the order of the README's table."""


def load(path: Path | None) -> Settings:
    """Read the settings in `path`; the defaults where it is None or silent. Raises Fault, one line."""
    found = {one.key: one.default for one in SETTINGS}
    if path is not None:
        for key, value in _flat("", _parsed(path)):
            found[key] = _taken(path, key, value)
    return Settings(
        site=Site(found["site.terminal"], found["site.gate"]),
        panel=Panel(found["panel.pixel_pitch_mm"], found["panel.height_above_floor_mm"], found["panel.turned"]),
        feed=Feed(found["feed.url"], found["feed.poll_seconds"]),
        state=found["state"],
        display=Display(
            found["display.idle_seconds"],
            found["display.locales"],
            found["display.reduced_motion"],
            found["display.dark_hours"],
        ),
        desk=Desk(found["desk.report_url"]),
        officer=Officer(found["officer.pin_hash"]),
        metrics=Metrics(found["metrics.port"]),
        beacon=_beacon(found),
        use=Use(found["use.counted"]),
    )


def _beacon(found: Mapping[str, Any]) -> Beacon:
    every, volume, locales = (found[f"beacon.{name}"] for name in ("every_seconds", "volume", "locales"))
    return Beacon(every, volume, found["beacon.hours"], locales)


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib  # not without a file

    from kiosk.files import given

    try:
        return tomllib.loads(given(path).decode())
    except UnicodeDecodeError as fault:
        raise Fault(f"{path}: not UTF-8 (byte {fault.start})") from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Fault(f"{path}: not TOML: {' '.join(str(fault).split())}") from fault


def _flat(place: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Dotted keys with their values; a table that is itself no group of settings counts as a value."""
    groups = {one.key.partition(".")[0] for one in SETTINGS if "." in one.key}
    for name, value in table.items():
        if not place and name in groups and isinstance(value, dict):
            yield from _flat(f"{name}.", value)
        else:
            yield f"{place}{name}", value


def _taken(path: Path, key: str, value: Any) -> Any:
    rows = {one.key: one for one in SETTINGS}
    if any(row.startswith(f"{key}.") for row in rows):
        raise Fault(f"{path}: {key!r} is a group: wanted a table [{key}], got {str(value)[:60]!r}")
    if key not in rows:
        from difflib import get_close_matches  # only for who mistyped

        near = get_close_matches(key, rows, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(rows)}"
        raise Fault(f"{path}: {key!r} is not a setting; {hint}")
    try:
        return rows[key].take(value)
    except ValueError:
        raise Fault(f"{path}: {key}: wanted {rows[key].kind}, got {str(value)[:60]!r}") from None
