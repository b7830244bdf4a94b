pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A place's name with its shape on the map beside it.
Item {
    id: block

    required property var value
    readonly property bool shaped: value.zone !== "" && !Theme.large && Atlas.says.fills !== undefined
    readonly property real room: shaped ? 300 * Theme.unit : 0

    implicitHeight: Math.max(column.implicitHeight, shaped ? 216 * Theme.unit : 0)

    Column {
        id: column

        width: parent.width - block.room - (block.shaped ? 24 * Theme.unit : 0)
        spacing: 4 * Theme.unit

        Words {
            width: parent.width
            words: block.value.name
            role: "title"
        }

        Words {
            width: parent.width
            words: block.value.other
            role: "other"
            color: Theme.ink2
        }
    }

    Loader {
        active: block.shaped
        x: block.width - width
        width: block.room
        height: 216 * Theme.unit

        sourceComponent: MapView {
            says: Atlas.says
            focusZone: block.value.zone
        }
    }
}
