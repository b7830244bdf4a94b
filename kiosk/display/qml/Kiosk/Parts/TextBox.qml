import QtQuick
import Kiosk.Theme

// Lines of text, parted already.
Text {
    id: label

    required property var model
    readonly property var value: JSON.parse(model.value)
    readonly property string words: value.words
    readonly property int across: effectiveHorizontalAlignment
    readonly property real slack: Theme.natural(value.face, value.bold) * font.pixelSize - lineHeight

    x: value.x * Theme.unit
    y: value.y * Theme.unit
    width: value.w * Theme.unit
    height: value.h * Theme.unit
    text: value.text
    textFormat: Text.PlainText
    wrapMode: Text.NoWrap
    font: Theme.type(value.face, value.px, value.bold)
    color: Theme.colour(value.colour)
    lineHeightMode: Text.FixedHeight
    lineHeight: value.line * Theme.unit
    topPadding: -slack / 2
    horizontalAlignment: value.align === "center" ? Text.AlignHCenter : value.align === "right" ? Text.AlignRight : Text.AlignLeft
    Accessible.role: Accessible.StaticText
    Accessible.name: words
}
