import QtQuick
import Kiosk.Theme

// A coloured ground, or a rule of slanted strokes.
Rectangle {
    id: area

    required property var model
    readonly property var value: JSON.parse(model.value)

    x: value.x * Theme.unit
    y: value.y * Theme.unit
    width: value.w * Theme.unit
    height: Math.max(1, value.h * Theme.unit)
    radius: value.radius * Theme.unit
    color: Theme.colour(value.fill)
    border.width: Theme.edge(value.edge, value.edge_width)
    border.color: Theme.colour(value.edge)

    Loader {
        anchors.fill: parent
        active: area.value.hatch
        source: active ? "Hatch.qml" : ""
    }
}
