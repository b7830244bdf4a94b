import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// Two blocks side by side; a missing one leaves its cell empty.
Item {
    id: block

    required property var value
    readonly property real gutter: (value.left && value.left.kind === "button" ? 24 : 32) * Theme.unit
    readonly property bool buttons: value.left?.kind === "button"
    readonly property real half: (width - gutter) / 2

    implicitHeight: Math.max(left.height, right.height)

    BlockView {
        id: left

        width: block.buttons && !Theme.large ? block.half * 0.86 : block.half
        height: item ? item.implicitHeight : 0
        value: block.value.left ?? null
    }

    BlockView {
        id: right

        x: left.width + block.gutter
        width: block.width - x
        height: item ? item.implicitHeight : 0
        value: block.value.right ?? null
    }

    Binding {
        target: left.item
        when: block.buttons && left.item !== null
        property: "height"
        value: block.implicitHeight
    }

    Binding {
        target: right.item
        when: block.buttons && right.item !== null
        property: "height"
        value: block.implicitHeight
    }
}
