import QtQuick
import Kiosk.Theme

// Something to touch with its ground; without a name it is only a part of the control below it.
Touch {
    id: box

    required property var model
    readonly property var value: JSON.parse(model.value)

    x: value.x * Theme.unit
    y: value.y * Theme.unit
    width: value.w * Theme.unit
    height: value.h * Theme.unit
    touchName: value.name
    action: value.action
    argument: value.argument
    touchable: value.name !== ""
    enabled: value.enabled
    checkable: value.checkable
    checked: value.checked
    steady: value.steady
    ringInset: value.inset * Theme.unit

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: box.pressed && box.value.fill !== "" ? 4 * Theme.unit : 0
        radius: box.value.radius * Theme.unit
        color: Theme.colour(box.pressed ? box.value.pressed : box.value.fill)
        border.width: Theme.edge(box.value.edge, box.value.edge_width)
        border.color: Theme.colour(box.value.edge)
    }
}
