import QtQuick
import Kiosk.Theme

// The 24-hour call centre: always there, never covered, opens Help.
Touch {
    id: hotline

    required property var frame

    action: "go"
    argument: "help"
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

        visible: !Theme.large
        x: 28 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        name: "phone"
        color: Theme.accent
    }

    Column {
        x: (Theme.large ? 32 : 108) * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 12 * Theme.unit

        Words {
            width: parent.width
            words: hotline.frame.hotline_label ?? ""
            role: "label"
            Accessible.ignored: true
        }

        Words {
            words: hotline.frame.hotline_number ?? ""
            role: "phone"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
