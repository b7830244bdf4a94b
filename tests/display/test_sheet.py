"""`kiosk render --sheet`: all pictures of a run as one."""

from pathlib import Path

import numpy as np
from click.testing import CliRunner
from PIL import Image

from kiosk.cli import kiosk
from tests.display.conftest import BUNDLED

COLOURS = ("#A50F15", "#0B4F5C", "#FFE066", "#2B6CB0")


def made(folder: Path, count: int, size: tuple[int, int] = (1080, 1920)) -> list[Path]:
    """So many pictures of one colour each, in files."""
    files = [folder / f"screen{number}-ko-normal.png" for number in range(count)]
    for number, file in enumerate(files):
        Image.new("RGB", size, COLOURS[number % len(COLOURS)]).save(file)
    return files


def sheet_of(files: list[Path], file: Path) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """The sheet's pixels."""
    from kiosk.display.application import application, prepare
    from kiosk.display.pictures.contact_sheet import write_sheet

    prepare(offscreen=True)
    application(["kiosk"])
    write_sheet(files, file)
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def test_sixty_screens_are_seen_at_once(tmp_path: Path) -> None:
    """Sixty upright pictures stand on one sheet, ten a row in their order, no larger than a large screen shows."""
    from kiosk.display.pictures.contact_sheet import COLUMNS, GAP, HIGH, LABEL, WIDE

    pixels = sheet_of(made(tmp_path, 60), tmp_path / "sheet.png")
    assert pixels.shape[:2] == (6 * (HIGH + LABEL + GAP) + GAP, COLUMNS * (WIDE + GAP) + GAP)
    middles = [
        pixels[GAP + row * (HIGH + LABEL + GAP) + HIGH // 2, GAP + column * (WIDE + GAP) + WIDE // 2].tolist()
        for row in range(6)
        for column in range(COLUMNS)
    ]
    assert middles == [_rgb(COLOURS[number % len(COLOURS)]) for number in range(60)]


def test_every_picture_has_its_name_below(tmp_path: Path) -> None:
    """Below each picture, upright or not, stands dark writing; where there is no picture there is none."""
    from kiosk.display.pictures.contact_sheet import GAP, HIGH, LABEL, WIDE

    files = made(tmp_path, 2)
    (tmp_path / "wide").mkdir()
    files += made(tmp_path / "wide", 1, (1920, 1080))
    pixels = sheet_of(files, tmp_path / "sheet.png")
    for number, high in enumerate((HIGH, HIGH, round(WIDE * 1080 / 1920))):
        left, top = GAP + number * (WIDE + GAP), GAP + high + 2
        assert (pixels[top : top + LABEL - 4, left : left + WIDE].max(axis=2) < 100).sum() > 50


def test_a_sheet_of_a_whole_matrix_keeps_to_memory(tmp_path: Path) -> None:
    """Any number of pictures makes a sheet of at most eighty million pixels and a little, by smaller pictures."""
    from kiosk.display.pictures.contact_sheet import MOST_PIXELS

    (file,) = made(tmp_path, 1, (54, 96))
    pixels = sheet_of([file] * 1000, tmp_path / "sheet.png")
    assert 0.8 * MOST_PIXELS < pixels.shape[0] * pixels.shape[1] < 1.1 * MOST_PIXELS


def test_render_writes_the_sheet_beside_its_pictures(tmp_path: Path) -> None:
    """The command writes what it wrote, and the sheet of it, into a folder that it makes."""
    sheet = tmp_path / "new" / "sheet.png"
    words = ["--edition", str(BUNDLED), "--out", str(tmp_path / "out"), "--screen", "about", "--locale", "ko"]
    done = CliRunner().invoke(
        kiosk, ["render", *words, "--mode", "normal", "--sheet", str(sheet)], catch_exceptions=False
    )
    pictures = list((tmp_path / "out").glob("*.png"))
    assert (done.exit_code, done.output) == (0, f"{len(pictures)} pictures in {tmp_path / 'out'}\n")
    with Image.open(sheet) as image:
        assert image.width > len(pictures) * 200
