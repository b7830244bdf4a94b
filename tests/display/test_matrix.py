"""Every screen, in every language, mode, size and age, against the rules of `tests.display.rules`.

The usual run looks at some forty pages, in which every screen, mode, language, size and age stands; --long looks at all.
"""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from kiosk.display.pictures.order import EXTRA_SCREENS, SINGLE_MODES, SIZES
from kiosk.display.presenters.choice import SCREENS
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from tests.display import rules

ALL = (*SCREENS, *EXTRA_SCREENS)
AGEING = ("attract", "map", "place", "help")
AGES = [age for age in Freshness if age is not Freshness.LIVE]
UPRIGHT, WIDE = SIZES
CUT = [
    ("attract", "en", "large", UPRIGHT, Freshness.LIVE),
    ("attract", "km", "normal", WIDE, Freshness.OLD),
    ("attract", "ja", "lower", UPRIGHT, Freshness.DELAYED),
    ("map", "zh_Hans", "normal", UPRIGHT, Freshness.LIVE),
    ("map", "en", "lower", WIDE, Freshness.UNKNOWN),
    ("map", "vi", "large", WIDE, Freshness.LIVE),
    ("place", "en", "normal", WIDE, Freshness.LIVE),
    ("place", "km", "contrast", UPRIGHT, Freshness.RECENT),
    ("checklist", "ja", "normal", WIDE, Freshness.LIVE),
    ("verdict", "vi", "lower", UPRIGHT, Freshness.LIVE),
    ("help", "ko", "large", UPRIGHT, Freshness.LIVE),
    ("help", "en", "normal", UPRIGHT, Freshness.LIVE),
    ("notice", "km", "normal", WIDE, Freshness.LIVE),
    ("about", "ja", "contrast", WIDE, Freshness.LIVE),
    ("search", "zh_Hans", "large", UPRIGHT, Freshness.LIVE),
    ("languages", "vi", "large", UPRIGHT, Freshness.LIVE),
    ("settings", "ko", "large", WIDE, Freshness.LIVE),
    ("chosen", "en", "lower", UPRIGHT, Freshness.LIVE),
]


def told(findings: Iterable[rules.Finding]) -> list[str]:
    """Findings as lines, so that a failing test can be read."""
    return [str(one) for one in findings]


def looked_at(
    out: Path,
    screen: str,
    locale: str,
    mode: str,
    size: tuple[int, int],
    age: Freshness = Freshness.LIVE,
    places: tuple[str, ...] = ("KH-18", "bavet"),
) -> list[str]:
    """Everything that falls short on any page of that screen; in large text also against the normal pages."""
    from tests.display.easel import painted

    pictures = list(painted(out, screen, locale, mode, size, age, places))
    wrong = [one for picture in pictures for one in rules.findings(picture.name, picture.found, picture.pixels)]
    if "large" in mode:
        normal = [picture.found for picture in painted(out / "normal", screen, locale, "normal", size, age, places)]
        wrong += rules.doubled(normal, [picture.found for picture in pictures], pictures[0].name)
    return told(wrong)


def test_the_cut_meets_everything() -> None:
    """Every screen, language, mode, size and age stands in what the usual run looks at, and each mode at both sizes."""
    screens, locales, modes, sizes, ages = (set(column) for column in zip(*CUT, strict=True))
    assert (screens, locales, modes, sizes, ages) == (
        set(ALL),
        set(LOCALES),
        set(SINGLE_MODES),
        set(SIZES),
        set(Freshness),
    )
    assert {row[2:4] for row in CUT} == set(product(SINGLE_MODES, SIZES))


@pytest.mark.parametrize(("screen", "locale", "mode", "size", "age"), CUT)
def test_a_screen_keeps_the_rules(
    tmp_path: Path, screen: str, locale: str, mode: str, size: tuple[int, int], age: Freshness
) -> None:
    """No text cut, too small, too faint or over another; every target large, apart, and low where it must be."""
    assert looked_at(tmp_path, screen, locale, mode, size, age, ("bavet",)) == []


@pytest.mark.long
@pytest.mark.parametrize(("screen", "locale", "size"), list(product(ALL, LOCALES, SIZES)))
def test_every_mode_keeps_the_rules(tmp_path: Path, screen: str, locale: str, size: tuple[int, int]) -> None:
    """The whole matrix."""
    assert [line for mode in SINGLE_MODES for line in looked_at(tmp_path / mode, screen, locale, mode, size)] == []


@pytest.mark.long
@pytest.mark.parametrize(("screen", "locale", "age"), list(product(AGEING, LOCALES, AGES)))
def test_every_age_keeps_the_rules(tmp_path: Path, screen: str, locale: str, age: Freshness) -> None:
    """The whole matrix of the screens that show their age."""
    assert [
        line
        for mode, size in product(SINGLE_MODES, SIZES)
        for line in looked_at(tmp_path / mode, screen, locale, mode, size, age)
    ] == []


JOINED = ("large+contrast", "contrast+lower", "large+lower", "large+contrast+lower")


@pytest.mark.long
@pytest.mark.parametrize(("mode", "screen", "locale"), list(product(JOINED, ALL, LOCALES)))
def test_every_joined_mode_keeps_the_rules(tmp_path: Path, mode: str, screen: str, locale: str) -> None:
    """Who needs two modes gets both, on every screen in every language."""
    assert [line for size in SIZES for line in looked_at(tmp_path, screen, locale, mode, size)] == []


@pytest.mark.parametrize("size", SIZES)
def test_whom_to_call_is_read_in_high_contrast(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each number of Help stands out from its card in the mode that is asked for to see better."""
    assert looked_at(tmp_path, "help", "en", "contrast", size) == []


def test_contrast_is_black_and_white(tmp_path: Path) -> None:
    """On black ground, compared with normal: the ground of the picture is turned over."""
    from tests.display.easel import painted

    normal, contrast = (
        next(painted(tmp_path / mode, "about", "ko", mode, SIZES[0])).pixels for mode in ("normal", "contrast")
    )
    shares = [float((pixels.max(axis=2) < 16).mean()) for pixels in (normal, contrast)]
    assert (shares[0] < 0.1, shares[1] > 0.7) == (True, True)


def test_the_panel_s_pitch_scales_everything(tmp_path: Path) -> None:
    """On a panel with finer pixels every text and target takes as many millimetres as on the reference panel."""
    from kiosk.display.application import application, prepare
    from kiosk.display.pictures.order import Into, Order
    from kiosk.display.pictures.render import Studio
    from tests.display.conftest import knowledge_of

    prepare(offscreen=True)
    application(["kiosk"])
    studio = Studio(knowledge_of(), rules.PITCH_MM / 2)
    try:
        (path,) = studio.paint(Order(("about",), ("ko",), ("normal",), ((2160, 3840),)), Into(tmp_path))[:1]
    finally:
        studio.close()
    import json

    found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    halved = {key: [_halved(one) for one in found[key]] for key in ("texts", "targets")}
    checks = (rules.fits, rules.sizes, rules.fingers, rules.gaps)
    assert told(one for check in checks for one in check(path.stem, {**found, **halved})) == []


def _halved(one: dict[str, object]) -> dict[str, object]:
    return {key: value / 2 if isinstance(value, float) else value for key, value in one.items()}
