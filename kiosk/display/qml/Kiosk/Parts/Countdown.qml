pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// "Are you still there?" with the seconds left, where nothing is touched: over the top line, or below what stands there; a touch
// anywhere stays.
Rectangle {
    id: countdown

    required property string words
    // Gives the topmost place of that height where nothing is touched, or -1.
    required property var place
    // Large text has three lines to say: smaller by so much it still stands above the law's size, and finds its room; on a page full
    // of what can be touched it is smaller still, rather than over it.
    readonly property list<real> shares: Theme.large ? [0.84, 0.66, 0.5, 0.42] : [1]
    // Asked for only while it is seen: the answer hangs on the place of everything that can be touched.
    readonly property int step: {
        if (!visible)
            return 0;
        const at = shares.findIndex((_, at) => place(high(at)) >= 0);
        return at < 0 ? shares.length - 1 : at;
    }
    readonly property real share: shares[step]

    // How high it is in that size.
    function high(at: int): real {
        const words = measures.itemAt(at)?.implicitHeight ?? 0;
        return Math.max(100 * Math.min(1, shares[at] * 1.2) * Theme.unit, words * shares[at] + 16 * Theme.unit);
    }

    visible: words !== ""
    implicitHeight: high(step)
    y: visible ? Math.max(0, place(implicitHeight)) : 0
    color: Theme.accent

    Repeater {
        id: measures

        model: countdown.shares

        Words {
            id: measure

            required property real modelData

            visible: false
            width: (countdown.width - 64 * Theme.unit) / measure.modelData
            words: countdown.words
            role: "strong"
        }
    }

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
