import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// A paragraph, perhaps with an icon before it.
Item {
    id: block

    required property var value

    implicitHeight: label.implicitHeight

    Icon {
        id: icon

        visible: block.value.icon !== ""
        name: block.value.icon
        size: block.value.icon !== "" ? (Theme.large ? 80 : 52) * Theme.unit : 0
        y: 4 * Theme.unit
        color: Theme.overGround(block.value.ground, false)
    }

    Words {
        id: label

        x: block.value.icon !== "" ? icon.size + 20 * Theme.unit : 0
        width: block.width - x
        words: block.value.text
        role: block.value.tone
        color: Theme.overGround(block.value.ground, block.value.tone === "second" || block.value.tone === "small")
    }
}
