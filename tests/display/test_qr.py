"""Every code on every screen: the right payload, strong enough, with room around it, and readable by a phone."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from kiosk.display.pictures.order import SIZES
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from tests.display.phone import Symbol, decoded, lost, photographed

QUIET_MODULES = 4
MOST_LOST = 0.02
TRIALS, TRIALS_LONG = 50, 1000
WHERE = [
    ("help", "ko", "normal", Freshness.LIVE),
    ("help", "km", "normal", Freshness.LIVE),
    ("help", "vi", "large", Freshness.LIVE),
    ("help", "en", "contrast", Freshness.LIVE),
    ("help", "ja", "lower", Freshness.LIVE),
    ("place", "zh_Hans", "normal", Freshness.LIVE),
    ("verdict", "ja", "normal", Freshness.LIVE),
    ("help", "vi", "normal", Freshness.OLD),
    ("help", "zh_Hans", "normal", Freshness.UNKNOWN),
    ("help", "km", "contrast", Freshness.OLD),
]


def symbols(screen: str, locale: str, mode: str, age: Freshness, size: tuple[int, int]) -> list[tuple[str, Symbol]]:
    """(payload of the json, the symbol cut out of the picture with its quiet zone) for every code of a screen."""
    from tests.display.easel import painted

    with TemporaryDirectory() as folder:
        return [
            (qr["payload"], _cut(picture.image, qr))
            for picture in painted(Path(folder), screen, locale, mode, size, age)
            for qr in picture.found["qr"]
        ]


def _cut(image: Image.Image, qr: dict[str, float]) -> Symbol:
    side = round(qr["w"])
    left, top = round(qr["x"]), round(qr["y"])
    box = (left, top, left + side, top + side)
    modules = _modules(image.crop(box))
    quiet = round(QUIET_MODULES * side / modules)
    return Symbol(image.crop((box[0] - quiet, box[1] - quiet, box[2] + quiet, box[3] + quiet)), side, quiet, modules)


def _modules(symbol: Image.Image) -> int:
    """Modules a side, counted on the timing row between the upper finder patterns."""
    grey = np.asarray(symbol.convert("L")) < 128
    finder = int(np.argmin(grey[0]))  # the upper edge of the first finder pattern: 7 modules dark
    row = grey[round(finder / 7 * 6.5)]
    turns = int(np.count_nonzero(row[1:] != row[:-1]))
    return turns + 13 if row[0] else turns + 14


@cache
def seen() -> dict[str, Symbol]:
    """The smallest symbol of each payload among some of `WHERE`, portrait: what is hardest to read."""
    found: dict[str, Symbol] = {}
    for screen, locale, mode, age in (*WHERE[:3], *WHERE[5:8]):
        for payload, symbol in symbols(screen, locale, mode, age, SIZES[0]):
            if payload not in found or symbol.module < found[payload].module:
                found[payload] = symbol
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize(("screen", "locale", "mode", "age"), WHERE)
def test_every_code_is_read_from_the_picture(
    screen: str, locale: str, mode: str, age: Freshness, size: tuple[int, int]
) -> None:
    """zxing-cpp reads the payload that the json tells; correction Q or H; four light modules around; whole pixels."""
    found = symbols(screen, locale, mode, age, size)
    assert found
    for payload, symbol in found:
        (read,) = zxingcpp.read_barcodes(symbol.image, formats=zxingcpp.BarcodeFormat.QRCode)
        assert (read.text, read.ec_level in "QH") == (payload, True)
        assert symbol.side % symbol.modules == 0, f"{symbol.side} px for {symbol.modules} modules"
        assert _quiet_is_light(symbol)


def _quiet_is_light(symbol: Symbol) -> bool:
    """But for the outermost pixel, which may be half of the ground's."""
    pixels = np.asarray(symbol.image.convert("L")).copy()
    pixels[symbol.quiet : -symbol.quiet, symbol.quiet : -symbol.quiet] = 255
    return bool((pixels[1:-1, 1:-1] >= 250).all())


def test_all_codes_of_a_page_are_read_at_once(tmp_path: Path) -> None:
    """Two codes on a page do not hinder each other."""
    from tests.display.easel import painted

    for picture in painted(tmp_path, "help", "ko", "normal", SIZES[0]):
        wanted = {qr["payload"] for qr in picture.found["qr"]}
        assert wanted <= set(decoded(picture.image))


def kinds() -> Iterator[str]:
    """Payload kinds, to name the tests by."""
    yield from ("tel", "site", "vcard")


def _of_kind(kind: str) -> dict[str, Symbol]:
    begins = {"tel": "tel:", "site": "https:", "vcard": "BEGIN:VCARD"}[kind]
    return {payload: symbol for payload, symbol in seen().items() if payload.startswith(begins)}


def _loss(kind: str, trials: int) -> tuple[int, int, str]:
    """(lost, allowed, a line that tells each symbol's loss)."""
    told, gone, all_trials = [], 0, 0
    for payload, symbol in _of_kind(kind).items():
        failed = [seed for seed in range(trials) if lost(symbol, payload, seed)]
        gone, all_trials = gone + len(failed), all_trials + trials
        told.append(f"{payload[:30]!r} {symbol.modules} modules of {symbol.module:.0f} px: {len(failed)}/{trials}")
    return gone, int(MOST_LOST * all_trials), "; ".join(told)


@pytest.mark.parametrize("kind", list(kinds()))
def test_a_phone_reads_what_it_sees(kind: str) -> None:
    """Turned, aslant, out of focus, at 40 %, noisy, with a light in it: at most 2 % are lost."""
    gone, allowed, told = _loss(kind, TRIALS)
    assert gone <= allowed, told


@pytest.mark.long
@pytest.mark.parametrize("kind", list(kinds()))
def test_a_phone_reads_what_it_sees_many_times(kind: str) -> None:
    """The same, a thousand photographs a code."""
    gone, allowed, told = _loss(kind, TRIALS_LONG)
    assert gone <= allowed, told


def test_a_photograph_is_as_bad_as_it_says() -> None:
    """The reflection hides about 8 % of the symbol and the picture is a fraction of its size."""
    payload, symbol = next(iter(seen().items()))
    photo = photographed(symbol, 1)
    assert photo.width == pytest.approx(symbol.image.width * 1.7 * 0.4, abs=2)
    assert not lost(symbol, payload, 1) or payload not in decoded(photo)


@pytest.mark.long
@pytest.mark.parametrize("locale", LOCALES)
def test_every_contact_card_is_read(locale: str) -> None:
    """The longest payload in each language, from the picture."""
    cards = [one for one in symbols("help", locale, "normal", Freshness.LIVE, SIZES[0]) if "VCARD" in one[0]]
    assert [decoded(symbol.image) for _, symbol in cards] == [[payload] for payload, _ in cards]
