import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A sign of the checklist: tap what fits. A row is as high as it will be when ticked, so that a tick moves nothing.
Touch {
    id: row

    required property var value

    implicitHeight: Math.max((Theme.large ? 160 : 124) * Theme.unit, Math.max(label.implicitHeight, otherwise.implicitHeight) + (Theme.large ? 32 : 24) * Theme.unit)
    action: value.action
    argument: value.argument
    touchName: value.name || value.text
    checkable: true
    checked: value.ticked

    Rectangle {
        anchors.fill: parent
        radius: 16 * Theme.unit
        color: row.checked || row.pressed ? Theme.tint : Theme.paper
        border.width: (row.checked ? 6 : 3) * Theme.unit
        border.color: row.checked ? Theme.accent : Theme.control
    }

    Rectangle {
        id: box

        x: (Theme.large || !Theme.portrait ? 20 : 32) * Theme.unit
        y: Theme.large ? label.y + 16 * Theme.unit : (parent.height - height) / 2
        width: 76 * Theme.unit
        height: width
        radius: 14 * Theme.unit
        color: row.checked ? Theme.accent : Theme.paper
        border.width: 4 * Theme.unit
        border.color: row.checked ? Theme.accent : Theme.control

        Icon {
            visible: row.checked
            anchors.centerIn: parent
            name: "tick"
            size: 60 * Theme.unit
            weight: 2.6
            color: Theme.overAccent
        }
    }

    Words {
        id: otherwise

        visible: false
        width: label.width
        words: row.value.text
        role: row.checked && !Theme.large ? "body" : "strong"
    }

    Words {
        id: label

        // In large text the words run under the box: only the first line makes room for it.
        x: Theme.large ? box.x : box.x + box.width + (Theme.portrait ? 28 : 20) * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - (Theme.large || !Theme.portrait ? 16 : 24) * Theme.unit
        words: row.value.text
        role: row.checked || Theme.large ? "strong" : "body"
        Accessible.ignored: true
        onLineLaidOut: line => {
            if (Theme.large && line.number === 0) {
                line.x = box.width + 18 * Theme.unit;
                line.width = width - line.x;
            }
        }
    }
}
