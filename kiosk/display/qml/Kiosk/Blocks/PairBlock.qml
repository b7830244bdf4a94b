import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// Two blocks side by side; a missing one leaves its cell empty.
Item {
    id: block

    required property var value
    readonly property real gutter: (value.left && value.left.kind === "button" ? 24 : 32) * Theme.unit
    readonly property bool buttons: value.left?.kind === "button"
    readonly property bool stacked: buttons && width < 640 * Theme.unit
    readonly property real half: stacked ? width : (width - gutter) / 2
    readonly property real leftHeight: (left.item as Item)?.implicitHeight ?? 0
    readonly property real rightHeight: (right.item as Item)?.implicitHeight ?? 0

    // Rows and buttons of one pair are equally high.
    function level(side: var): bool {
        return !stacked && side && side.item !== null && (side.kind === "button" || side.kind === "place");
    }

    implicitHeight: stacked ? leftHeight + 16 * Theme.unit + rightHeight : Math.max(leftHeight, rightHeight)

    BlockView {
        id: left

        width: block.buttons && !block.stacked ? block.half * 0.86 : block.half
        height: (item as Item)?.implicitHeight ?? 0
        value: block.value.left ?? null
    }

    BlockView {
        id: right

        x: block.stacked ? 0 : left.width + block.gutter
        y: block.stacked ? block.leftHeight + 16 * Theme.unit : 0
        width: block.width - x
        height: (item as Item)?.implicitHeight ?? 0
        value: block.value.right ?? null
    }

    Binding {
        target: left.item
        when: block.level(left)
        property: "height"
        value: block.implicitHeight
    }

    Binding {
        target: right.item
        when: block.level(right)
        property: "height"
        value: block.implicitHeight
    }
}
