pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// The language row of the attract screen: each name in its own script, the current one underlined.
Item {
    id: block

    required property var value

    component LanguageName: Touch {
        property real needed: 0
    }

    implicitHeight: 88 * Theme.unit

    Row {
        id: row

        readonly property real spare: block.width - used
        property real used: {
            let sum = 0;
            for (let i = 0; i < names.count; ++i)
                sum += (names.itemAt(i) as LanguageName)?.needed ?? 0;
            return sum;
        }

        spacing: Math.max(8 * Theme.unit, spare / Math.max(1, names.count - 1))

        Repeater {
            id: names

            model: block.value.codes

            LanguageName {
                id: one

                required property int index
                required property string modelData

                needed: Math.max(label.implicitWidth + 8 * Theme.unit, 60 * Theme.unit)
                width: needed
                height: block.implicitHeight
                action: "locale"
                argument: modelData
                touchName: block.value.names[index]
                checked: modelData === block.value.current

                Words {
                    id: label

                    anchors.centerIn: parent
                    words: block.value.names[one.index]
                    font: Theme.faceIn(one.checked ? "strong" : "label", one.modelData)
                    color: one.checked ? Theme.accent : Theme.ink2
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                Rectangle {
                    visible: one.checked
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 6 * Theme.unit
                    color: Theme.accent
                }
            }
        }
    }
}
