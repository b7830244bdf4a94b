pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The grounds other than paper on which neighbouring blocks stand. `model`: {sheet, lastSheet, x, y, height, ground}.
Repeater {
    id: panels

    required property int page
    required property real across

    delegate: Rectangle {
        id: panel

        required property var modelData

        visible: modelData.sheet <= panels.page && panels.page <= modelData.lastSheet
        x: modelData.x
        y: modelData.y
        width: panels.across
        height: modelData.height
        radius: 20 * Theme.unit
        color: Theme.ground(modelData.ground)
        border.width: Theme.contrast ? 4 * Theme.unit : 0
        border.color: "#FFFFFF"

        Rectangle {
            visible: panel.modelData.ground === "amber"
            width: 16 * Theme.unit
            height: parent.height
            color: Theme.amberEdge
        }
    }
}
