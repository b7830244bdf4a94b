import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A button: filled with the accent, or outlined.
Touch {
    id: button

    required property var value
    readonly property bool filled: value.primary && enabled
    readonly property color words: !enabled ? Theme.quiet : (filled ? Theme.overAccent : Theme.accent)
    readonly property bool leads: ["touch", "erase", "close"].includes(value.icon)
    readonly property bool big: value.action === "begin" && Theme.portrait
    readonly property real iconRoom: value.icon === "" ? 0 : icon.size + 20 * Theme.unit

    readonly property real needed: label.implicitWidth + iconRoom + 56 * Theme.unit

    implicitHeight: Math.max((big ? (Theme.locale === "km" ? 152 : 176) : (Theme.large ? 140 : 112)) * Theme.unit, label.implicitHeight + (Theme.large ? 24 : Theme.lower && !Theme.portrait ? 12 : 36) * Theme.unit)
    action: value.action
    argument: value.argument
    touchName: value.text
    enabled: value.enabled

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: button.pressed ? 4 * Theme.unit : 0
        radius: 16 * Theme.unit
        color: button.filled ? (button.pressed ? Theme.accentPressed : Theme.accent) : (button.pressed ? Theme.tint : Theme.paper)
        border.width: button.filled ? 0 : (button.enabled ? 4 : 3) * Theme.unit
        border.color: button.enabled ? Theme.accent : Theme.quiet
    }

    Words {
        id: label

        readonly property real room: button.width - button.iconRoom - 56 * Theme.unit

        width: Math.min(implicitWidth, room)
        x: 28 * Theme.unit + (button.leads ? button.iconRoom : 0) + (button.filled || button.value.icon === "" || button.leads ? Math.max(0, room - width) / 2 : 0)
        anchors.verticalCenter: parent.verticalCenter
        words: button.value.text
        role: button.big ? "ask" : "head"
        color: button.words
        Accessible.ignored: true
    }

    Icon {
        id: icon

        visible: button.value.icon !== ""
        name: button.value.icon
        size: (button.big ? 72 : 52) * Theme.unit
        color: button.words
        anchors.verticalCenter: parent.verticalCenter
        x: button.leads ? label.x - size - 20 * Theme.unit : (button.filled ? label.x + label.width + 20 * Theme.unit : button.width - size - 28 * Theme.unit)
    }
}
