import QtQuick
import Kiosk.Theme

// Lines of text, parted already. Every property of a Text lays its lines out anew; so all are set while it says nothing.
Text {
    id: label

    required property var model
    readonly property var value: JSON.parse(model.value)
    readonly property var asked: [value, Theme.unit]
    readonly property string words: value.words
    readonly property int across: effectiveHorizontalAlignment

    function set(box: var, unit: real): void {
        text = "";
        font = Theme.type(box.face, box.px, box.bold);
        lineHeight = box.line * unit;
        topPadding = (lineHeight - Theme.natural(box.face, box.bold) * font.pixelSize) / 2;
        horizontalAlignment = box.align === "center" ? Text.AlignHCenter : box.align === "right" ? Text.AlignRight : Text.AlignLeft;
        x = box.x * unit;
        y = box.y * unit;
        width = box.w * unit;
        height = box.h * unit;
        text = box.text;
    }

    textFormat: Text.PlainText
    wrapMode: Text.NoWrap
    lineHeightMode: Text.FixedHeight
    color: Theme.colour(value.colour)
    Accessible.role: Accessible.StaticText
    Accessible.name: words
    onAskedChanged: set(value, Theme.unit)
}
