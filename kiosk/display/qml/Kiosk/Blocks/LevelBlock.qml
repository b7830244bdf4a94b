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
        y: column.y0 + Math.max(0, Math.min(column.under ? name.implicitHeight : column.implicitHeight, 2 * size) - size) / 2
        onDark: Theme.contrast || block.value.ground === "ink"
    }

    Item {
        id: column

        // Summed here, since a positioner on a hidden page tells its height late.
        readonly property real y0: (!block.value.rule ? 6 : block.above || Theme.large ? 8 : 20) * Theme.unit
        readonly property real between: block.above ? 0 : 4 * Theme.unit
        readonly property bool second: block.value.over !== ""

        // In large text both stand beside the badge if one line holds them, else the level stands below, over the whole width.
        readonly property bool abreast: Theme.large && second && name.implicitWidth + over.implicitWidth + 40 * Theme.unit <= width
        readonly property bool under: Theme.large && second && !abreast
        readonly property real first: under ? Math.max(badge.size, name.implicitHeight) : name.implicitHeight

        implicitHeight: first + (second && !abreast ? over.implicitHeight + between : 0)
        x: badge.size + (block.size === "list" && !Theme.large ? 20 : 32) * Theme.unit
        y: y0 + Math.max(0, badge.size - implicitHeight) / 2
        width: block.width - x

        Words {
            id: over

            visible: column.second
            x: column.under ? -column.x : column.abreast ? name.implicitWidth + 40 * Theme.unit : 0
            y: column.abreast ? name.baselineOffset - baselineOffset : column.under ? column.first + column.between : block.above ? 0 : name.implicitHeight + column.between
            width: column.under ? block.width : parent.width - x
            words: block.value.over
            role: block.size === "place" ? "strong" : "body"
            color: block.value.ground === "paper" && block.size !== "place" ? Theme.ink2 : block.ink
        }

        Words {
            id: name

            y: column.under ? (column.first - implicitHeight) / 2 : block.above && column.second && !column.abreast ? over.implicitHeight : 0
            width: parent.width
            words: block.value.name
            role: block.size === "place" ? "ask" : (block.above ? "strong" : "head")
            color: block.ink
        }
    }
}
