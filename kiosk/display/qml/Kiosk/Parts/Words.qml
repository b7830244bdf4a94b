import QtQuick
import Kiosk.Theme

// A text in one role of the type scale. `words` is what it says; only the painted text carries joiners.
Text {
    id: label

    property string words
    property string role: "body"
    readonly property int across: effectiveHorizontalAlignment

    text: Theme.whole(words)
    textFormat: Text.PlainText
    font: Theme.fonts[role]
    lineHeightMode: Text.FixedHeight
    lineHeight: Theme.lines[role]
    topPadding: -Theme.slack[role] / 2
    bottomPadding: topPadding
    color: Theme.ink
    wrapMode: Text.WordWrap
    Accessible.role: Accessible.StaticText
    Accessible.name: words
}
