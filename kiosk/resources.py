"""Where the program's own files lie: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def _root(name: str) -> Path:
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def assets() -> Path:
    """The folder `assets/`."""
    return _root("assets")


def country_map() -> Path:
    """The one file of the country's shapes in `assets/map/`."""
    return next((assets() / "map").glob("*.json"))


def translations() -> Path:
    """The folder `translations/`."""
    return _root("translations")


def bundled_edition() -> Path:
    """The edition that ships with the program."""
    return assets() / "edition" / "edition.json"
