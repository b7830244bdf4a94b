pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// While the screen is read aloud: stop, again, quieter, louder.
Rectangle {
    id: bar

    required property var words
    property bool shown: false

    function keys(): var {
        return [...Array(all.count).keys()].map(at => all.itemAt(at)).filter(key => key);
    }

    visible: shown
    implicitHeight: grid.implicitHeight + 40 * Theme.unit
    color: Theme.mist

    Rectangle {
        width: parent.width
        height: 6 * Theme.unit
        color: Theme.accent
    }

    Grid {
        id: grid

        x: 32 * Theme.unit
        y: 22 * Theme.unit
        columns: Theme.large ? 1 : (bar.width < 1400 * Theme.unit) ? 2 : 4
        spacing: 12 * Theme.unit

        Repeater {
            id: all

            model: bar.shown ? bar.words : []

            Touch {
                id: key

                required property var modelData

                width: (bar.width - 64 * Theme.unit - (grid.columns - 1) * 12 * Theme.unit) / grid.columns
                height: Math.max(104 * Theme.unit, label.implicitHeight + 16 * Theme.unit)
                steady: true
                action: modelData[0]
                touchName: modelData[1]

                Rectangle {
                    anchors.fill: parent
                    radius: 16 * Theme.unit
                    color: key.pressed ? Theme.tint : Theme.paper
                    border.width: 4 * Theme.unit
                    border.color: Theme.accent
                }

                Words {
                    id: label

                    anchors.centerIn: parent
                    words: key.modelData[1]
                    role: "strong"
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
