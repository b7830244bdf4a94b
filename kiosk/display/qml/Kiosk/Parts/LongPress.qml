import QtQuick
import Kiosk.Theme

// The upper left corner, where a finger that rests for two seconds asks for the officers' view. It takes no touch from anybody.
Item {
    id: corner

    signal held

    width: 112 * Theme.unit
    height: 112 * Theme.unit
    z: 7

    PointHandler {
        id: press

        onActiveChanged: active ? waiting.restart() : waiting.stop()
    }

    Timer {
        id: waiting

        interval: 2000
        onTriggered: if (corner.contains(press.point.position))
            corner.held()
    }
}
