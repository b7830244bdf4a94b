"""The code's form: ruff, mypy --strict, and modules a person can hold in mind."""

import pytest

from tests.architecture.conftest import ROOT, said, tool

MOST_LINES = 300
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


def test_ruff_finds_nothing() -> None:
    """The linter, with the rules of `pyproject.toml`."""
    said(tool("ruff"), "check", "--quiet", "--output-format=concise")


def test_ruff_would_format_nothing() -> None:
    """One format, nobody's taste."""
    said(tool("ruff"), "format", "--check", "--quiet")


@pytest.mark.timeout(600)
def test_every_type_is_right() -> None:
    """mypy --strict over the whole package."""
    said(tool("mypy"))


def test_no_module_is_too_long(tracked: tuple[str, ...]) -> None:
    """A module past 300 lines is cut."""
    names = [name for name in tracked if name.startswith("kiosk/") and name.endswith((".py", ".qml"))]
    sizes = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in names
        if "/migrations/" not in name
    }
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_every_module_says_what_it_is(tracked: tuple[str, ...]) -> None:
    """A module opens with a docstring; an `__init__` may be empty."""
    modules = [name for name in tracked if name.startswith("kiosk/") and name.endswith(".py")]
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in modules}
    assert [name for name, text in texts.items() if text.strip() and not text.startswith('"""')] == []


def test_no_room_has_a_vague_name(tracked: tuple[str, ...]) -> None:
    """What would go into `utils` has a better place."""
    names = [name for name in tracked if name.startswith("kiosk/")]
    assert [name for name in names if VAGUE & set(name.rsplit(".", 1)[0].split("/"))] == []
