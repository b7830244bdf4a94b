import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A badge with a place and its level: on a place's page, in a list's head, or on the attract screen.
Item {
    id: block

    required property var value
    readonly property string size: value.size
    readonly property color ink: Theme.overGround(value.ground, false)
    readonly property bool above: size === "attract"

    implicitHeight: Math.max(badge.size, column.implicitHeight) + 2 * column.y0

    Rectangle {
        visible: block.value.rule && block.value.ground === "paper"
        width: parent.width
        height: 2 * Theme.unit
        color: Theme.line
    }

    Badge {
        id: badge

        level: block.value.level
        size: (Theme.large ? 144 : (block.size === "place" ? 116 : (block.above ? 108 : 80))) * Theme.unit
        y: column.y0 + Math.max(0, Math.min(column.implicitHeight, 2 * size) - size) / 2
        onDark: Theme.contrast || block.value.ground === "ink"
    }

    Item {
        id: column

        // Summed here, since a positioner on a hidden page tells its height late.
        readonly property real y0: (!block.value.rule ? 6 : block.above || Theme.large ? 8 : 20) * Theme.unit
        readonly property real between: block.above ? 0 : 4 * Theme.unit
        readonly property bool second: block.value.over !== ""

        implicitHeight: name.implicitHeight + (second ? over.implicitHeight + between : 0)
        x: badge.size + (block.size === "list" && !Theme.large ? 20 : 32) * Theme.unit
        y: y0 + Math.max(0, badge.size - implicitHeight) / 2
        width: block.width - x

        Words {
            id: over

            visible: column.second
            y: block.above ? 0 : name.implicitHeight + column.between
            width: parent.width
            words: block.value.over
            role: block.size === "place" ? "strong" : "body"
            color: block.value.ground === "paper" && block.size !== "place" ? Theme.ink2 : block.ink
        }

        Words {
            id: name

            y: block.above && column.second ? over.implicitHeight : 0
            width: parent.width
            words: block.value.name
            role: block.size === "place" ? "ask" : (block.above ? "strong" : "head")
            color: block.ink
        }
    }
}
