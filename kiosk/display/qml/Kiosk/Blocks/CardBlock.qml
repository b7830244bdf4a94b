pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// All that holds on one piece of ground, short of a ban: badge, name and level, what is asked, since when.
Item {
    id: block

    required property var value
    readonly property real indent: badge.size + 28 * Theme.unit

    implicitHeight: lines.y + lines.implicitHeight

    Rectangle {
        width: parent.width
        height: (Theme.contrast ? 3 : 2) * Theme.unit
        color: Theme.line
    }

    Badge {
        id: badge

        y: 8 * Theme.unit
        level: block.value.level
        size: 96 * Theme.unit
        onDark: Theme.contrast
    }

    Words {
        id: name

        readonly property bool beside: implicitWidth + over.implicitWidth + 32 * Theme.unit <= block.width - block.indent

        x: block.indent
        y: badge.y - (beside ? 0 : 4 * Theme.unit)
        width: beside ? implicitWidth : block.width - x
        words: block.value.name
        role: "head"
    }

    Words {
        id: over

        x: name.beside ? block.width - implicitWidth : name.x
        y: name.beside ? name.y + (name.height - height) / 2 : name.y + name.height + 4 * Theme.unit
        width: name.beside ? implicitWidth : block.width - x
        words: block.value.over
        role: "strong"
    }

    Column {
        id: lines

        x: block.indent
        y: Math.max(name.y + name.height, over.y + over.height) + 4 * Theme.unit
        width: block.width - x
        spacing: 4 * Theme.unit

        Repeater {
            model: block.value.asks

            Words {
                required property string modelData

                width: lines.width
                words: modelData
            }
        }

        Repeater {
            model: block.value.notes

            Words {
                required property string modelData

                width: lines.width
                words: modelData
                role: "strong"
            }
        }

        Words {
            visible: words !== ""
            width: parent.width
            words: block.value.when
            role: "small"
            color: Theme.ink2
        }
    }
}
