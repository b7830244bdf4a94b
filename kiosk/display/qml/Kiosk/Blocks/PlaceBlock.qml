import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A row that leads to a place.
Touch {
    id: row

    required property var value

    // Summed here, since a positioner on a hidden page tells its height late.
    readonly property real between: 4 * Theme.unit
    readonly property real words: name.implicitHeight + (value.over ? between + over.implicitHeight : 0)
    readonly property real lead: value.level !== "" ? badge.size + (Theme.portrait ? 24 : 12) * Theme.unit : 0

    implicitHeight: Math.max((Theme.large ? 132 : 88) * Theme.unit, words + (Theme.large ? 20 : 4) * Theme.unit)
    action: value.action
    argument: value.argument
    touchName: [value.over, value.name, value.said].filter(Boolean).join(", ")
    ringInset: 12 * Theme.unit

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: -12 * Theme.unit
        anchors.rightMargin: -12 * Theme.unit
        visible: row.pressed
        color: Theme.tint
    }

    Rectangle {
        width: parent.width
        height: (Theme.contrast ? 3 : 2) * Theme.unit
        color: Theme.line
    }

    Badge {
        id: badge

        visible: row.value.level !== ""
        level: row.value.level === "?" ? "" : row.value.level
        size: (Theme.large ? 144 : 80) * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        onDark: Theme.contrast
    }

    Words {
        id: name

        x: row.lead
        y: (parent.height - row.words) / 2
        width: parent.width - x - chevron.size - 6 * Theme.unit
        words: row.value.name
        role: "strong"
        Accessible.ignored: true
    }

    Words {
        id: over

        visible: words !== ""
        x: name.x
        y: name.y + name.implicitHeight + row.between
        width: name.width
        words: row.value.over
        color: Theme.ink2
        Accessible.ignored: true
    }

    Icon {
        id: chevron

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron"
        size: 40 * Theme.unit
        color: Theme.accent
    }
}
