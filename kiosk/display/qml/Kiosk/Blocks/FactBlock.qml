import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A label and its value: on one line where both fit, else on two.
Item {
    id: block

    required property var value
    readonly property bool oneLine: label.implicitWidth + number.implicitWidth + 40 * Theme.unit <= width

    implicitHeight: (oneLine ? Math.max(label.implicitHeight, number.implicitHeight) : label.height + number.implicitHeight) + 24 * Theme.unit

    Words {
        id: label

        y: 8 * Theme.unit
        width: block.oneLine ? implicitWidth : block.width
        words: block.value.label
    }

    Words {
        id: number

        x: block.oneLine ? block.width - implicitWidth : 0
        y: block.oneLine ? 8 * Theme.unit : label.y + label.height
        width: block.oneLine ? implicitWidth : block.width
        words: block.value.value
        role: block.value.phone ? "phone" : "strong"
    }

    Rectangle {
        y: parent.implicitHeight - height
        width: parent.width
        height: (Theme.contrast ? 3 : 2) * Theme.unit
        color: Theme.line
    }
}
