import QtQuick
import Kiosk.Theme

// "Are you still there?" with the seconds left; a touch anywhere on it stays.
Touch {
    id: countdown

    required property string words

    visible: words !== ""
    touchName: words
    steady: true
    action: "stay"
    implicitHeight: label.implicitHeight + 56 * Theme.unit

    Rectangle {
        anchors.fill: parent
        color: Theme.accent
    }

    Words {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        words: countdown.words
        role: "strong"
        color: Theme.overAccent
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
