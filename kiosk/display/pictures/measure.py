"""What a painted screen measures: texts, touch targets and QR codes, read from the live scene and its pixels.

Rules: text boxes are the painted extent of the glyphs; `fits` is false for anything cut, elided or overflowing; targets
are the touch areas as enlarged for the finger; QR boxes exclude the quiet zone; all in pixels of the picture.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBitmap, QColor, QFontMetricsF, QImage, QRegion
from PySide6.QtQuick import QQuickItem

SLACK = 2.0
JOINER = "\u2060"
HOLDERS = ("Pages", "Dock", "TopLine", "FreshnessBand", "Stack")


def measures(root: QQuickItem, picture: QImage) -> dict[str, list[dict[str, Any]]]:
    """The members `texts`, `targets` and `qr` of a picture's `.json`."""
    items = list(_visible(root))
    return {
        "texts": [found for item in items if _is_text(item) and (found := _text(item, picture))],
        "targets": [_target(item) for item in items if _is_target(item)],
        "qr": [_qr(item) for item in items if item.property("qrPayload")],
    }


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if not item.isVisible() or item.opacity() <= 0:
        return
    yield item
    for child in item.childItems():
        yield from _visible(child)


def _is_target(item: QQuickItem) -> bool:
    return bool(item.property("isTouch") and item.property("touchName") and item.property("touchable"))


def _is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def _scene_rect(item: QQuickItem, x: float = 0, y: float = 0, w: float = -1, h: float = -1) -> QRectF:
    size = QPointF(item.width() if w < 0 else w, item.height() if h < 0 else h)
    return QRectF(item.mapToScene(QPointF(x, y)), item.mapToScene(QPointF(x, y) + size))


def _text(item: QQuickItem, picture: QImage) -> dict[str, Any] | None:
    area = _tight(item) or _content(item)
    inside = area.toAlignedRect().intersected(picture.rect())
    if inside.isEmpty():
        return {**_said(item), **_box(area), "background": "", "fits": False}
    colour = QColor(item.property("color"))
    extent = _extent(picture, inside.adjusted(-1, -1, 1, 1).intersected(picture.rect()), colour) or inside
    ground = _ground(picture, extent, colour)
    return {**_said(item), **_box(QRectF(extent)), "background": ground.name(), "fits": _fits(item, area, picture)}


def _said(item: QQuickItem) -> dict[str, Any]:
    scale = _scene_rect(item, 0, 0, 100, 100).width() / 100
    words = str(item.property("words") or item.property("text")).replace(JOINER, "")
    px = item.property("font").pixelSize() * scale
    return {"text": words, "px": round(px, 2), "color": QColor(item.property("color")).name()}


def _content(item: QQuickItem) -> QRectF:
    width = float(item.property("contentWidth"))
    return _scene_rect(item, _shift(item), 0, width, item.height())


def _tight(item: QQuickItem) -> QRectF | None:
    """The glyphs' box of a single line, from the font's own outlines; None for more lines."""
    if item.property("lineCount") != 1:
        return None
    box = QFontMetricsF(item.property("font")).tightBoundingRect(str(item.property("text")))
    shift = _shift(item)
    return _scene_rect(item, shift + box.x(), item.baselineOffset() + box.y(), box.width(), box.height())


def _shift(item: QQuickItem) -> float:
    spare = item.width() - float(item.property("contentWidth"))
    return {2: spare, 4: spare / 2}.get(item.property("across") or 1, 0.0)


def _extent(picture: QImage, area: QRect, colour: QColor) -> QRect | None:
    """The box of the pixels that have the text's own colour within the area, or None."""
    mask = picture.copy(area).createMaskFromColor(colour.rgba(), Qt.MaskMode.MaskOutColor)
    box = QRegion(_bitmap(mask)).boundingRect()
    return None if box.isEmpty() else box.translated(area.topLeft())


def _bitmap(mask: QImage) -> Any:
    return QBitmap.fromImage(mask)


def _ground(picture: QImage, box: QRect, colour: QColor) -> QColor:
    """The colour most common in the box besides the text's own."""
    around = box.adjusted(-3, -3, 3, 3).intersected(picture.rect())
    part = picture.copy(around).convertToFormat(QImage.Format.Format_RGB32)
    pixels, line = memoryview(part.constBits()).cast("I"), part.bytesPerLine() // 4
    seen: Counter[int] = Counter()
    for y in range(0, part.height(), max(1, around.height() // 24)):
        seen.update(pixels[y * line : y * line + part.width() : max(1, around.width() // 60)].tolist())
    own = colour.rgb() | 0xFF000000
    best = next((value for value, _ in seen.most_common() if value != own), own)
    return QColor.fromRgb(best)


def _fits(item: QQuickItem, area: QRectF, picture: QImage) -> bool:
    if item.property("truncated") or float(item.property("contentWidth")) > item.width() + SLACK:
        return False
    if not QRectF(picture.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
        return False
    above = item.parentItem()
    while above is not None:
        if _holds(above) and not _scene_rect(above).adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
            return False
        above = above.parentItem()
    return True


def _holds(item: QQuickItem) -> bool:
    name = item.metaObject().className()
    return bool(item.clip() or item.property("isTouch") or name.startswith(HOLDERS))


def _box(rect: QRectF) -> dict[str, float]:
    return {"x": round(rect.x(), 1), "y": round(rect.y(), 1), "w": round(rect.width(), 1), "h": round(rect.height(), 1)}


def _target(item: QQuickItem) -> dict[str, Any]:
    return {"name": str(item.property("touchName")).replace(JOINER, ""), **_box(_scene_rect(item))}


def _qr(item: QQuickItem) -> dict[str, Any]:
    quiet = item.property("quiet")
    rect = _scene_rect(item).adjusted(quiet, quiet, -quiet, -quiet)
    return {"payload": item.property("qrPayload"), **_box(rect)}
