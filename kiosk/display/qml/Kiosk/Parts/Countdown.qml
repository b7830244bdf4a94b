import QtQuick
import Kiosk.Theme

// "Are you still there?" with the seconds left, over the top line, where nothing is touched; a touch anywhere stays.
Rectangle {
    id: countdown

    required property string words

    visible: words !== ""
    implicitHeight: Math.max(112 * Theme.unit, label.implicitHeight + 24 * Theme.unit)
    color: Theme.accent

    Words {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        x: 32 * Theme.unit
        width: parent.width - 64 * Theme.unit
        words: countdown.words
        role: "strong"
        color: Theme.overAccent
        horizontalAlignment: Text.AlignHCenter
    }
}
