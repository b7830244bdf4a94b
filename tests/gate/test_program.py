"""Which program paints: told by the environment that its package made."""

import sys
from pathlib import Path

import pytest

from kiosk.gate import program


@pytest.mark.parametrize(("note", "version"), [(b"0.2.0+3\n", "0.2.0+3"), (None, ""), (b"\xff", "")])
def test_a_package_is_told_by_the_note_in_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: bytes | None, version: str
) -> None:
    """With its revision; where there is none, or it cannot be read, the wheel's version is told and no package's."""
    if note is not None:
        (tmp_path / program.NOTE).write_bytes(note)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    program.packaged.cache_clear()
    try:
        assert program.packaged() == version
        assert program.program() == (version or program._wheel())
    finally:
        program.packaged.cache_clear()
