pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// All that holds on one piece of ground. A travel ban stands on black with its asks in large type.
Item {
    id: block

    required property var value
    readonly property bool ban: value.ground === "ink"
    readonly property color ink: Theme.overGround(value.ground, false)
    readonly property color faint: Theme.overGround(value.ground, true)
    readonly property real indent: ban ? 0 : badge.size + 28 * Theme.unit

    implicitHeight: (ban ? 0 : 20 * Theme.unit) + lines.y + lines.implicitHeight

    Rectangle {
        visible: !block.ban
        width: parent.width
        height: (Theme.contrast ? 3 : 2) * Theme.unit
        color: Theme.line
    }

    Badge {
        id: badge

        y: block.ban ? 0 : 20 * Theme.unit
        level: block.value.level
        size: (block.ban ? 116 : 96) * Theme.unit
        onDark: Theme.contrast || block.ban
    }

    Words {
        id: name

        readonly property bool beside: !block.ban && implicitWidth + over.implicitWidth + 32 * Theme.unit <= block.width - block.indent

        x: badge.size + 28 * Theme.unit
        y: badge.y + (block.ban ? 0 : (beside ? 0 : -4 * Theme.unit))
        width: beside ? implicitWidth : block.width - x
        words: block.value.name
        role: block.ban ? "ask" : "head"
        color: block.ink
    }

    Words {
        id: over

        x: name.beside ? block.width - implicitWidth : name.x
        y: name.beside ? name.y + (name.height - height) / 2 : name.y + name.height
        width: name.beside ? implicitWidth : block.width - x
        words: block.value.over
        role: "strong"
        color: block.ink
    }

    Column {
        id: lines

        x: block.indent
        y: block.ban ? Math.max(badge.y + badge.size, over.y + over.height) + 16 * Theme.unit : Math.max(name.y + name.height, over.y + over.height) + 4 * Theme.unit
        width: block.width - x
        spacing: (block.ban ? 12 : 4) * Theme.unit

        Repeater {
            model: block.value.asks

            Words {
                required property string modelData

                width: lines.width
                words: modelData
                role: block.ban ? "ask" : "body"
                color: block.ink
            }
        }

        Words {
            visible: words !== ""
            width: parent.width
            words: block.value.penalty
            color: block.ink
        }

        Repeater {
            model: block.value.notes

            Words {
                required property string modelData

                width: lines.width
                words: modelData
                role: "strong"
                color: block.ink
            }
        }

        Words {
            visible: words !== ""
            width: parent.width
            words: block.value.when
            role: "small"
            color: block.faint
        }
    }
}
