pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// One or two levels with their places: side by side as columns, or a line each where that takes less height.
Item {
    id: block

    required property var value
    readonly property real gutter: 32 * Theme.unit
    readonly property real step: 8 * Theme.unit
    property real tall: 0
    property real flat: 0
    property bool lines: false

    implicitHeight: lines ? flat : tall

    // Decided once for these values and this width: what is hidden tells its height late.
    function weigh(): void {
        let tallest = 0, high = 0, wide = 0;
        for (let i = 0; i < columns.count; ++i)
            tallest = Math.max(tallest, columns.itemAt(i)?.implicitHeight ?? 0);
        for (let i = 0; i < groups.count; ++i) {
            const group = groups.itemAt(i) as LevelGroupLine;
            if (group)
                group.y = high + (i ? step : 0);
            high += (group?.implicitHeight ?? Infinity) + (i ? step : 0);
            wide = Math.max(wide, group?.implicitWidth ?? Infinity);
        }
        flat = high;
        if (lines)
            return;
        tall = tallest;
        lines = value.whole && width > 0 && wide <= width && flat < tall;
    }

    function anew(): void {
        lines = false;
        Qt.callLater(weigh);
    }

    onWidthChanged: anew()
    onValueChanged: anew()

    Repeater {
        id: columns

        model: block.value.sides

        delegate: Item {
            id: column

            required property var modelData
            required property int index
            readonly property var cells: (modelData.head ? [modelData.head] : []).concat(modelData.rows)

            visible: !block.lines
            x: index * (width + block.gutter)
            width: block.value.sides.length === 1 ? block.width : (block.width - block.gutter) / 2
            onImplicitHeightChanged: Qt.callLater(block.weigh)

            function pile(): void {
                let y = 0;
                for (let i = 0; i < rows.count; ++i) {
                    const row = rows.itemAt(i) as BlockView;
                    if (!row)
                        continue;
                    row.y = y;
                    y += row.height + (i + 1 < rows.count ? block.step : 0);
                }
                implicitHeight = y;
            }

            Repeater {
                id: rows

                model: column.cells
                onItemAdded: column.pile()

                delegate: BlockView {
                    required property var modelData

                    value: modelData
                    width: column.width
                    onHeightChanged: column?.pile()
                }
            }
        }
    }

    Repeater {
        id: groups

        model: block.value.whole ? block.value.sides : []
        onItemAdded: Qt.callLater(block.weigh)

        delegate: LevelGroupLine {
            required property var modelData

            head: modelData.head
            rows: modelData.rows
            visible: block.lines
            width: block.width
            onImplicitWidthChanged: Qt.callLater(block.weigh)
            onImplicitHeightChanged: Qt.callLater(block.weigh)
        }
    }
}
