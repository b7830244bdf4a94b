pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Blocks one below another, all shown; for what stands fixed above or below the pages.
Column {
    id: stack

    property alias model: rows.model

    spacing: Theme.gap * 0.66

    Repeater {
        id: rows

        delegate: BlockView {
            required property var model

            value: JSON.parse(model.value)
            width: stack.width
        }
    }
}
