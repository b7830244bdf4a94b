import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// "Where are you going?": opens the search and shows what was typed; beside it, perhaps, the way to the checklist.
Item {
    id: block

    required property var value
    readonly property bool doubled: value.beside !== ""

    implicitHeight: Math.max(104 * Theme.unit, label.implicitHeight + 32 * Theme.unit)

    Touch {
        id: field

        width: block.doubled ? block.width - job.width - 16 * Theme.unit : block.width
        height: block.implicitHeight
        action: block.value.action
        touchable: block.value.touched ?? true
        touchName: block.value.text
        Accessible.description: block.value.query

        Rectangle {
            anchors.fill: parent
            radius: 16 * Theme.unit
            color: field.pressed ? Theme.tint : Theme.paper
            border.width: 3 * Theme.unit
            border.color: Theme.control
        }

        Icon {
            id: icon

            x: (Theme.portrait ? 20 : 14) * Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            name: "search"
            color: Theme.accent
        }

        Words {
            id: label

            x: icon.x + icon.size + (Theme.portrait ? 16 : 10) * Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - (Theme.portrait ? 12 : 8) * Theme.unit
            words: block.value.query || block.value.text
            role: "head"
            Accessible.ignored: true
        }

        Words {
            visible: words !== "" && !block.value.query && label.x + label.implicitWidth + implicitWidth + 64 * Theme.unit < parent.width
            anchors.right: parent.right
            anchors.rightMargin: 32 * Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            words: block.value.hint
            color: Theme.ink2
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    Touch {
        id: job

        visible: block.doubled
        x: block.width - width
        width: jobWords.implicitWidth + (Theme.portrait ? 40 : 28) * Theme.unit
        height: block.implicitHeight
        action: block.value.beside_action
        touchName: block.value.beside_spoken

        Rectangle {
            anchors.fill: parent
            radius: 16 * Theme.unit
            color: job.pressed ? Theme.accentPressed : Theme.accent
        }

        Words {
            id: jobWords

            anchors.centerIn: parent
            words: block.value.beside
            role: "head"
            color: Theme.overAccent
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
