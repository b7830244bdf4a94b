pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A place's name with its shape on the map beside it.
Item {
    id: block

    required property var value
    readonly property bool shaped: value.zone !== "" && !Theme.large && MapState.told.fills !== undefined
    readonly property real room: shaped ? 300 * Theme.unit : 0

    onShapedChanged: show()
    onValueChanged: show()
    Component.onCompleted: show()

    // The one small map is laid over the room left for it: PySide keeps the Python side of every item QML destroys.
    function show(): void {
        MapState.zone = value.zone;
        MapState.hole = shaped ? hole : null;
    }

    implicitHeight: Math.max(column.implicitHeight, shaped ? 160 * Theme.unit : 0)

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
            visible: words !== ""
            width: parent.width
            words: block.value.other
            role: "other"
            color: Theme.ink2
        }
    }

    Item {
        id: hole

        visible: block.shaped
        x: block.width - width
        width: block.room
        height: 160 * Theme.unit
    }
}
