import QtQuick
import Kiosk.Theme

// "Are you still there?" with the seconds left, where nothing is touched: over the top line, or below what stands there; a touch
// anywhere stays.
Rectangle {
    id: countdown

    required property string words
    // Large text has three lines to say: smaller by so much it still stands above the law's size, and finds its room.
    readonly property real share: Theme.large ? 0.84 : 1

    visible: words !== ""
    implicitHeight: Math.max(100 * Theme.unit, label.implicitHeight * share + 16 * Theme.unit)
    color: Theme.accent

    // Where a page leaves it no room of its own: nothing below it is touched unseen.
    TapHandler {
        longPressThreshold: 0
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }

    Words {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        x: 32 * Theme.unit
        width: (parent.width - 64 * Theme.unit) / scale
        scale: countdown.share
        transformOrigin: Item.Left
        words: countdown.words
        role: "strong"
        color: Theme.overAccent
        horizontalAlignment: Text.AlignHCenter
    }
}
