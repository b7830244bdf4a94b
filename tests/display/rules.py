"""What every painted screen must keep: checks over a picture's pixels and the measures beside it. Pure; no Qt.

Sizes come from `kiosk/docs/look.md`: at 0.37 mm a pixel a finger needs 12 mm a side and 150 mm2, with
2.5 mm between two targets; text has a smallest size for its script; contrast is read from pixels, not from declarations.
By our own choice stricter than the final criteria (as transcribed in August 2026), which want 144 mm2 and 7.25 mm of glyph.
Each check gives `Finding`s, so that a failing test names the screen, the text and the number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

PITCH_MM = 0.37
FINGER_MM, FINGER_MM2, GAP_MM = 12.0, 150.0, 2.5
SLACK = 0.2
"""Pixels by which rounding may differ."""

CJK = ("ko", "zh_Hans", "ja")
HANGUL_HAN_KANA = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")
KHMER = re.compile(r"[\u1780-\u17ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
DIGIT = re.compile(r"[0-9]")

QUIET_PX = 24
BODY_MOST = 46
KHMER_BODY_MOST = 50
TITLE_LEAST = 76

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Finding:
    """One thing that falls short: which rule, on which picture, of which text or target, by how much."""

    rule: str
    picture: str
    what: str
    measure: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.picture}: {self.what!r}: {self.measure}"


def findings(name: str, found: dict[str, Any], pixels: Pixels) -> list[Finding]:
    """Everything that falls short on one picture by itself (`doubled` needs the normal picture too)."""
    checks = (fits, sizes, overlaps, covered, codes, fingers, gaps, low)
    told = [one for check in checks for one in check(name, found)]
    return [*told, *contrasts(name, found, pixels)]


def box(one: dict[str, Any]) -> Box:
    """(left, top, right, bottom)."""
    return one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"]


def fits(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """No text is cut, elided or overflowing."""
    for one in found["texts"]:
        if not one["fits"]:
            yield Finding("fits", name, one["text"], f"at {one['x']:.0f},{one['y']:.0f} {one['w']:.0f}x{one['h']:.0f}")


def least_px(text: str, locale: str) -> float:
    """The smallest size any text may have in a locale: 9 mm of glyph height in its script.

    Which words are second ones no picture tells: that all others keep to 12 mm is held by `tests/display/layout`.
    """
    if KHMER.search(text) or locale == "km":
        return 38 if KHMER.search(text) else 30
    return 30 if locale in CJK or not LATIN.search(text) else 34


def sizes(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """No text is under the size of its script; in large text none is under twice that."""
    for one in found["texts"]:
        least = least_px(one["text"], found["locale"])
        if "large" in found["mode"] and len(one["text"]) > 1:
            least *= 2
        if one["px"] < least - SLACK:
            yield Finding("size", name, one["text"], f"{one['px']:.1f} px, wants {least:.0f}")


def _common(a: Box, b: Box) -> tuple[float, float]:
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def overlaps(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """No two texts lie over each other."""
    for one, other in combinations(found["texts"], 2):
        across, down = _common(box(one), box(other))
        if across > 1 and down > 1:
            yield Finding("overlap", name, f"{one['text'][:40]} | {other['text'][:40]}", f"{across:.0f}x{down:.0f} px")


def covered(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """No text lies half under a control: it is wholly inside one, or clear of it."""
    for one, target in product(found["texts"], found["targets"]):
        words, area = one["text"], box(one)
        left, top, right, bottom = box(target)
        across, down = _common(area, (left, top, right, bottom))
        inside = left - 4 <= area[0] and top - 4 <= area[1] and area[2] <= right + 4 and area[3] <= bottom + 4
        if across > 2 and down > 2 and not inside:
            yield Finding("covered", name, f"{words[:40]} | {target['name'][:30]}", f"{across:.0f}x{down:.0f} px")


def codes(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """Nothing lies on a code or in the light zone around it (4 modules, at least 6 px each)."""
    things = [(one["text"], one) for one in found["texts"]] + [(one["name"], one) for one in found["targets"]]
    for qr, (words, thing) in product(found["qr"], things):
        left, top, right, bottom = box(qr)
        across, down = _common((left - QUIET_PX, top - QUIET_PX, right + QUIET_PX, bottom + QUIET_PX), box(thing))
        if across > 2 and down > 2:
            yield Finding("code", name, words[:40], f"{across:.0f}x{down:.0f} px of the code's zone")


def fingers(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """Every target is large enough for a finger."""
    for one in found["targets"]:
        wide, high = one["w"] * PITCH_MM, one["h"] * PITCH_MM
        if min(wide, high) < FINGER_MM - 0.01 or wide * high < FINGER_MM2 - 0.1:
            yield Finding("finger", name, one["name"], f"{wide:.1f} x {high:.1f} mm")


def gaps(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """Between two targets there is room, and none lies over another."""
    for one, other in combinations(found["targets"], 2):
        across, down = _common(box(one), box(other))
        apart = max(-across, -down) * PITCH_MM
        if apart < GAP_MM - 0.02:
            words = "overlap" if apart < 0 else "apart"
            yield Finding("gap", name, f"{one['name'][:30]} | {other['name'][:30]}", f"{apart:.2f} mm {words}")


def low(name: str, found: dict[str, Any]) -> Iterator[Finding]:
    """In the mode `lower` every target lies in the lower 65 % of the picture."""
    if "lower" not in found["mode"]:
        return
    edge = int(found["size"].split("x")[1]) * 0.35
    for one in found["targets"]:
        if one["y"] < edge - SLACK:
            yield Finding("lower", name, one["name"], f"y {one['y']:.0f}, wants {edge:.0f}")


def contrasts(name: str, found: dict[str, Any], pixels: Pixels) -> Iterator[Finding]:
    """Every text stands out from every ground it touches, measured from the pixels."""
    least = 7.0 if "contrast" in found["mode"] else 4.5
    for one in found["texts"]:
        if not one["fits"] and not one["background"]:
            continue
        worst = contrast(pixels, box(one), one["color"])
        if worst is None:
            yield Finding("unpainted", name, one["text"], f"no pixel of {one['color']} in its box")
        elif worst < least - 0.005:
            yield Finding("contrast", name, one["text"], f"{worst:.2f}:1, wants {least}")


def contrast(pixels: Pixels, area: Box, colour: str) -> float | None:
    """The least contrast of a text's colour with any ground in its box, or None if it is not painted there."""
    left, top, right, bottom = (round(value) for value in area)
    part = pixels[max(0, top - 3) : bottom + 3, max(0, left - 3) : right + 3].astype(np.int32)
    values, counts = np.unique(part[..., 0] << 16 | part[..., 1] << 8 | part[..., 2], return_counts=True)
    order = np.argsort(-counts)
    colours = [(_rgb(int(values[at])), counts[at] / counts.sum()) for at in order[:24]]
    own = _rgb(int(colour[1:], 16))
    mine = sum(share for one, share in colours if np.abs(one - own).max() <= 1)
    if mine < 0.003:
        return None
    others = [(one, share) for one, share in colours if np.abs(one - own).max() > 1]
    if not others:
        return 1.0
    ground = others[0][0]
    common = [one for one, share in others if share >= 0.06 * (1 - mine)]
    grounds = [ground, *(one for one in common if not _between(one, own, ground))]
    return min(ratio(own, one) for one in grounds)


def _rgb(colour: int) -> NDArray[Any]:
    return np.array((colour >> 16, colour >> 8 & 255, colour & 255))


def _between(colour: NDArray[Any], own: NDArray[Any], ground: NDArray[Any]) -> bool:
    """Whether a colour is a mix of text and ground, which is how the edge of a glyph is drawn."""
    line, to = (ground - own).astype(float), (colour.astype(int) - own).astype(float)
    share = float(line @ to) / max(1.0, float(line @ line))
    return 0 < share < 1 and float(np.abs(to - share * line).max()) < 6


def ratio(one: Iterable[int], other: Iterable[int]) -> float:
    """WCAG's contrast of two sRGB colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Iterable[int]) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def doubled(normal: Iterable[dict[str, Any]], large: Iterable[dict[str, Any]], name: str) -> Iterator[Finding]:
    """Of one screen: body and labels of the normal pages stand at 200 % on the large ones, titles at 96 px or more.

    What lies between (heads, buttons, numbers) stands at 88 px or more. A badge's sign is a picture, not a text.
    """
    small: dict[str, float] = {}
    for one in (text for page in normal for text in page["texts"]):
        small[one["text"]] = min(small.get(one["text"], one["px"]), one["px"])
    for one in (text for page in large for text in page["texts"]):
        if (before := small.get(one["text"])) is None or len(one["text"]) == 1:
            continue
        body = KHMER_BODY_MOST if KHMER.search(one["text"]) else BODY_MOST
        wanted = 2 * before if before <= body else (96.0 if before >= TITLE_LEAST else 88.0)
        if one["px"] < wanted - SLACK:
            yield Finding("doubled", name, one["text"], f"{before:.0f} -> {one['px']:.0f} px, wants {wanted:.0f}")
