import QtQuick
import Kiosk.Theme

// The heading and the time of the check, and the words of a demonstration. In large text two lines.
Rectangle {
    id: top

    required property var frame

    readonly property bool stacked: Theme.large || heading.implicitWidth + checked.implicitWidth + 120 * Theme.unit > width - 2 * Theme.margin
    readonly property real rowHeight: (Theme.portrait ? 112 : 104) * Theme.unit

    implicitHeight: (stacked ? heading.implicitHeight + checked.implicitHeight + 40 * Theme.unit : rowHeight) + demo.height
    color: Theme.paper

    Rectangle {
        x: Theme.margin
        y: heading.y + 6 * Theme.unit
        width: 12 * Theme.unit
        height: heading.implicitHeight - 12 * Theme.unit
        color: Theme.accent
    }

    Words {
        id: heading

        x: Theme.margin + 32 * Theme.unit
        y: top.stacked ? 16 * Theme.unit : (top.rowHeight - implicitHeight) / 2
        words: top.frame.heading ?? ""
        role: "strong"
        wrapMode: Text.NoWrap
    }

    Row {
        id: checked

        x: top.stacked ? heading.x : parent.width - Theme.margin - width
        y: top.stacked ? heading.y + heading.implicitHeight + 8 * Theme.unit : (top.rowHeight - height) / 2
        spacing: 14 * Theme.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: top.frame.checked_icon ?? "clock"
            size: (Theme.large ? 64 : 44) * Theme.unit
            color: Theme.ink2
        }

        Words {
            words: top.frame.checked ?? ""
            role: "label"
            color: Theme.ink2
            wrapMode: Text.NoWrap
        }
    }

    Rectangle {
        x: Theme.margin
        y: parent.height - demo.height - height
        width: parent.width - 2 * Theme.margin
        height: (Theme.contrast ? 4 : 2) * Theme.unit
        color: Theme.line
    }

    Rectangle {
        id: demo

        anchors.bottom: parent.bottom
        width: parent.width
        height: demoWords.words === "" ? 0 : demoWords.implicitHeight + 12 * Theme.unit
        visible: height > 0
        color: Theme.contrast ? "#FFFFFF" : Theme.ink

        Words {
            id: demoWords

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            words: top.frame.demo ?? ""
            role: "label"
            color: Theme.contrast ? "#000000" : "#FFFFFF"
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
