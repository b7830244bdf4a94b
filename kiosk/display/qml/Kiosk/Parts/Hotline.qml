import QtQuick
import Kiosk.Theme

// The 24-hour call centre: always there, never covered, opens Help.
Touch {
    id: hotline

    required property var frame
    property bool short: false

    steady: true
    action: "go"
    argument: "help"
    implicitWidth: number.implicitWidth + 92 * Theme.unit
    implicitHeight: short ? 120 * Theme.unit : Math.max((Theme.large ? 124 : 132) * Theme.unit, column.height + 28 * Theme.unit)
    touchName: frame.hotline_spoken ?? ""

    Rectangle {
        anchors.fill: parent
        radius: 16 * Theme.unit
        color: hotline.pressed ? Theme.tint : Theme.paper
        border.width: 4 * Theme.unit
        border.color: Theme.accent
    }

    Icon {
        id: icon

        visible: hotline.short || (!Theme.large && hotline.width >= 600 * Theme.unit)
        x: (hotline.short && !Theme.portrait ? 12 : 28) * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        name: "phone"
        color: Theme.accent
    }

    Flow {
        id: column

        // The hours stand behind the name, or behind the number where the name is long; on a wide panel all on one line.
        readonly property bool oneLine: Theme.large && !Theme.portrait
        readonly property bool together: whole.implicitWidth + (oneLine ? number.implicitWidth + 36 * Theme.unit : 0) <= width

        x: icon.visible ? icon.x + (hotline.short && !Theme.portrait ? 64 : 80) * Theme.unit : 28 * Theme.unit
        y: (parent.height - height) / 2
        width: parent.width - x - 12 * Theme.unit
        spacing: (oneLine ? 28 : 0) * Theme.unit

        Words {
            id: whole

            visible: false
            words: (hotline.frame.hotline_name ?? "") + " " + (hotline.frame.hotline_hours ?? "")
            role: "check"
            wrapMode: Text.NoWrap
        }

        Words {
            id: alone

            visible: false
            words: hotline.frame.hotline_name ?? ""
            role: "check"
            wrapMode: Text.NoWrap
        }

        Words {
            id: name

            visible: !hotline.short
            width: !column.oneLine ? column.width : column.together ? whole.implicitWidth : alone.implicitWidth
            words: column.together ? whole.words : alone.words
            role: "check"
            Accessible.ignored: true
        }

        Words {
            id: number

            words: hotline.frame.hotline_number ?? ""
            role: "phone"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Item {
            visible: hours.visible
            width: 20 * Theme.unit
            height: 1
        }

        Words {
            id: hours

            visible: !hotline.short && !column.together && !Theme.large
            height: number.height
            verticalAlignment: Text.AlignVCenter
            words: hotline.frame.hotline_hours ?? ""
            role: "check"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
