pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A QR code on white with what it is in print beside it (below it where there is no room).
Item {
    id: block

    required property var value
    readonly property bool alone: value.title === ""
    readonly property bool stacked: !alone && width - code.width - 28 * Theme.unit < Math.max(380 * Theme.unit, unbroken(heading), unbroken(number))
    readonly property color ink: Theme.overGround(value.ground, false)

    // A number or domain has no place to break.
    function unbroken(label: var): real {
        return /^[!-~]+$/.test(label.words) ? label.implicitWidth : 0;
    }

    implicitHeight: alone ? code.height : stacked ? column.implicitHeight + code.height + 20 * Theme.unit : Math.max(column.implicitHeight, code.height)

    Column {
        id: column

        visible: !block.alone

        y: block.stacked ? 0 : Math.max(0, (code.height - implicitHeight) / 2)
        width: block.stacked ? parent.width : parent.width - code.width - 28 * Theme.unit
        spacing: 4 * Theme.unit

        Words {
            id: heading

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
            role: block.value.number.charAt(0) === "+" ? (Theme.lower || !Theme.portrait ? "phone" : "phoneBig") : "strong"
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
        y: block.stacked ? Math.round(column.implicitHeight + 20 * Theme.unit) : 0
        payload: block.value.payload
        pixels: Math.max(3, Math.round(block.value.module * Theme.unit))
        Accessible.name: block.value.title
    }
}
