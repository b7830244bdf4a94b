pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The six languages, each in its own name and script, just above the dock.
Rectangle {
    id: picker

    required property var languages
    readonly property int across: Theme.large && Theme.portrait ? 2 : 3

    visible: languages.length > 0
    color: Theme.mist
    implicitHeight: grid.implicitHeight + 48 * Theme.unit
    border.width: Theme.contrast ? 4 * Theme.unit : 0
    border.color: "#FFFFFF"

    Rectangle {
        width: parent.width
        height: 6 * Theme.unit
        color: Theme.accent
    }

    Grid {
        id: grid

        x: 32 * Theme.unit
        y: 28 * Theme.unit
        columns: picker.across
        spacing: 12 * Theme.unit

        Repeater {
            model: picker.languages

            Touch {
                id: language

                required property var modelData

                width: (picker.width - 64 * Theme.unit - (picker.across - 1) * 12 * Theme.unit) / picker.across
                height: (Theme.large ? 120 : 112) * Theme.unit
                steady: true
                action: "locale"
                argument: modelData.code
                touchName: modelData.name
                checked: modelData.code === Theme.locale

                Rectangle {
                    anchors.fill: parent
                    radius: 16 * Theme.unit
                    color: language.checked ? Theme.accent : (language.pressed ? Theme.tint : Theme.paper)
                    border.width: 4 * Theme.unit
                    border.color: Theme.accent
                }

                Words {
                    anchors.centerIn: parent
                    words: language.modelData.name
                    font: Theme.faceIn("strong", language.modelData.code)
                    color: language.checked ? Theme.overAccent : Theme.ink
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
