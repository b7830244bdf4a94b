import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// "Where are you going?": opens the search, and shows what was typed.
Touch {
    id: field

    required property var value

    implicitHeight: Math.max(104 * Theme.unit, label.implicitHeight + 32 * Theme.unit)
    action: value.query === "" ? value.action : ""
    touchName: value.text
    Accessible.description: value.query

    Rectangle {
        anchors.fill: parent
        radius: 16 * Theme.unit
        color: field.pressed ? Theme.tint : Theme.paper
        border.width: 3 * Theme.unit
        border.color: Theme.control
    }

    Icon {
        id: icon

        x: 32 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.accent
    }

    Words {
        id: label

        x: icon.x + icon.size + 24 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width - x - 32 * Theme.unit)
        words: field.value.query || field.value.text
        role: "head"
        Accessible.ignored: true
    }

    Words {
        visible: !field.value.query && label.x + label.width + implicitWidth + 64 * Theme.unit < parent.width
        anchors.right: parent.right
        anchors.rightMargin: 32 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        words: field.value.hint
        color: Theme.ink2
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
