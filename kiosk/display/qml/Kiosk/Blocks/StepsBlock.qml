pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// Where in the checklist one is.
Row {
    id: steps

    required property var value

    spacing: 16 * Theme.unit

    Repeater {
        model: steps.value.names

        Column {
            id: one

            required property int index
            required property string modelData

            width: (steps.width - 16 * Theme.unit * (steps.value.names.length - 1)) / steps.value.names.length
            spacing: 10 * Theme.unit

            Rectangle {
                width: parent.width
                height: 10 * Theme.unit
                radius: height / 2
                color: one.index <= steps.value.current ? Theme.accent : (Theme.contrast ? "#000000" : "#C8D0D7")
                border.width: Theme.contrast ? 3 * Theme.unit : 0
                border.color: "#FFFFFF"
            }

            Words {
                width: parent.width
                words: one.modelData
                role: one.index === steps.value.current ? "strong" : "body"
                color: one.index === steps.value.current ? Theme.ink : Theme.ink2
            }
        }
    }
}
