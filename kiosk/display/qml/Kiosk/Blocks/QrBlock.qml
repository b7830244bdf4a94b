pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A QR code on white with what it is in print beside it (above it where there is no room).
// On paper the code's own white counts as space between blocks.
Item {
    id: block

    required property var value
    readonly property bool alone: value.title === "" && value.number === ""
    readonly property bool stacked: !alone && width - code.width - 28 * Theme.unit < Math.max(380 * Theme.unit, unbroken(heading), unbroken(number))
    readonly property real trim: value.ground === "paper" && !stacked ? Math.round(16 * Theme.unit) : 0
    readonly property real needed: code.width
    readonly property real told: column.implicitHeight
    property real level: 0
    readonly property bool narrow: width < 480 * Theme.unit
    readonly property color ink: Theme.overGround(value.ground, false)

    // A number or domain has no place to break.
    function unbroken(label: var): real {
        return /^[!-~]+$/.test(label.words) ? label.implicitWidth : 0;
    }

    implicitHeight: stacked ? Math.max(told, level) + code.height + 12 * Theme.unit : Math.max(alone ? 0 : column.implicitHeight, code.height - 2 * trim)

    Column {
        id: column

        visible: !block.alone

        y: block.stacked ? 0 : Math.max(0, (code.height - 2 * block.trim - implicitHeight) / 2)
        width: block.stacked ? parent.width : parent.width - code.width - 28 * Theme.unit
        spacing: 4 * Theme.unit

        Words {
            id: heading

            visible: words !== ""
            width: parent.width
            words: block.value.title
            role: "head"
            color: block.ink
        }

        Words {
            id: number

            visible: words !== ""
            width: parent.width
            words: block.value.number
            role: block.value.number.charAt(0) === "+" ? (block.narrow ? "phoneSmall" : Theme.lower || !Theme.portrait ? "phone" : "phoneBig") : "strong"
            color: block.ink
        }

        Words {
            visible: words !== ""
            width: parent.width
            words: block.value.mark
            role: "strong"
            color: block.ink
        }

        Repeater {
            model: block.value.lines

            Words {
                required property string modelData

                width: column.width
                words: modelData
                color: Theme.overGround(block.value.ground, false)
            }
        }
    }

    QrCode {
        id: code

        x: block.stacked || block.alone ? 0 : parent.width - width
        y: Math.round(block.stacked ? Math.max(block.told, block.level) + 12 * Theme.unit : -block.trim)
        payload: block.value.payload
        pixels: Math.max(3, Math.round(block.value.module * Theme.unit))
        Accessible.name: block.value.title
    }
}
