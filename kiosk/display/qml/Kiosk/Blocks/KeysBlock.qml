pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A small keyboard: the letters of one script and an erase key.
Flow {
    id: keys

    required property var value
    readonly property real least: Theme.fonts["strong"].pixelSize * 1.25
    readonly property int across: Theme.large || !Theme.portrait ? Math.max(1, Math.floor((width + spacing) / (Math.max(64 * Theme.unit, least) + spacing))) : value.columns
    readonly property real keyWidth: (width - (across - 1) * spacing) / across
    readonly property real keyHeight: Math.max(64 * Theme.unit, Theme.lower ? 0 : (Theme.portrait ? 92 : 68) * Theme.unit * (value.letters.length > 30 ? 0.82 : 1))

    spacing: 8 * Theme.unit

    Repeater {
        model: keys.value.erase === "" ? keys.value.letters : [...keys.value.letters, ""]

        Touch {
            id: key

            required property string modelData

            width: modelData === "" ? erase.implicitWidth + 48 * Theme.unit : keys.keyWidth
            height: Math.max(keys.keyHeight, letter.implicitHeight + (Theme.locale === "km" ? 0 : 10 * Theme.unit))
            action: modelData === "" ? "erase" : "type"
            argument: modelData
            touchName: modelData === "" ? keys.value.erase : modelData

            Rectangle {
                anchors.fill: parent
                radius: 12 * Theme.unit
                color: key.pressed ? Theme.tint : Theme.paper
                border.width: 3 * Theme.unit
                border.color: Theme.control
            }

            Words {
                id: letter

                visible: key.modelData !== ""
                anchors.centerIn: parent
                words: key.modelData
                role: "strong"
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Words {
                id: erase

                visible: key.modelData === ""
                anchors.centerIn: parent
                words: keys.value.erase
                role: "strong"
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
