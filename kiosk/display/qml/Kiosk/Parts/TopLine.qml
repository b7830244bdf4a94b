import QtQuick
import Kiosk.Theme

// The heading and the time of the check, and the words of a demonstration. In large text two lines.
Rectangle {
    id: top

    required property var frame

    // In large text the band below says how old the information is; the line itself then only takes room.
    readonly property bool folded: Theme.large && (frame.band?.kind ?? "none") !== "none"
    readonly property bool alone: Theme.large && tight && (!Theme.portrait || !["ko", "zh_Hans"].includes(Theme.locale))
    readonly property bool stacked: !alone && tight
    readonly property bool tight: heading.implicitWidth + checkedWords.implicitWidth + 104 * Theme.unit > width - 2 * Theme.margin
    readonly property real rowHeight: Math.max((Theme.portrait ? 112 : 104) * Theme.unit, heading.implicitHeight + 16 * Theme.unit)

    implicitHeight: (folded ? 0 : alone ? checked.height + 36 * Theme.unit : stacked ? heading.implicitHeight + checked.height + 40 * Theme.unit : rowHeight) + demo.height
    color: Theme.paper

    Rectangle {
        visible: !top.alone && !top.folded
        x: Theme.margin
        y: heading.y + 6 * Theme.unit
        width: 12 * Theme.unit
        height: heading.implicitHeight - 12 * Theme.unit
        color: Theme.accent
    }

    Words {
        id: heading

        visible: !top.alone && !top.folded
        x: Theme.margin + 32 * Theme.unit
        y: top.stacked ? 16 * Theme.unit : (top.rowHeight - implicitHeight) / 2
        words: top.frame.heading ?? ""
        role: "strong"
        wrapMode: Text.NoWrap
    }

    Row {
        id: checked

        visible: !top.folded

        x: top.alone ? Theme.margin : top.stacked ? heading.x : parent.width - Theme.margin - width
        y: top.alone ? 18 * Theme.unit : top.stacked ? heading.y + heading.implicitHeight + 8 * Theme.unit : (top.rowHeight - height) / 2
        spacing: 14 * Theme.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: top.frame.checked_icon ?? "clock"
            size: (Theme.large ? 64 : 44) * Theme.unit
            color: Theme.ink2
        }

        Words {
            id: checkedWords

            width: Math.min(implicitWidth, top.width - 2 * Theme.margin - 110 * Theme.unit)
            words: top.frame.checked ?? ""
            role: "check"
            color: Theme.ink2
        }
    }

    Rectangle {
        visible: !top.folded
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
