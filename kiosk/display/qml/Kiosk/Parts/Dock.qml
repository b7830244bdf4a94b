pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// The dock: hotline, home, back, language, larger, contrast, lower, listen; always in the same order and place.
// Large and lower at once leave no room for all: LowDock.
Rectangle {
    id: dock

    required property var frame

    readonly property var cells: frame.cells ?? []
    readonly property real pad: 32 * Theme.unit
    readonly property real gap: 12 * Theme.unit
    readonly property real rowHeight: (Theme.large ? 120 : 132) * Theme.unit
    // In large text: icons over short words, three and four a row; else beside them, as many a row as fit.
    readonly property bool towers: Theme.portrait && widestWord > 0 && widestWord + 16 * Theme.unit <= (width - 2 * pad - 3 * gap) / 4
    readonly property int across: Theme.portrait ? (widest <= (width - 2 * pad - 2 * gap) / 3 ? 3 : 2) : 4
    property real widest: 0
    property real widestWord: 0

    function measure(): void {
        let most = 0, word = 0;
        for (let i = 0; i < big.count; ++i) {
            const cell = big.itemAt(i) as DockCell;
            most = Math.max(most, cell?.neededBeside ?? 0);
            word = Math.max(word, cell?.word ?? 0);
        }
        widest = most;
        widestWord = word;
    }

    readonly property bool low: Theme.large && Theme.lower

    implicitHeight: (low ? lowDock.implicitHeight : Theme.large ? large.implicitHeight : small.implicitHeight) + 40 * Theme.unit
    color: Theme.mist

    Rectangle {
        visible: Theme.contrast
        width: parent.width
        height: 4 * Theme.unit
        color: "#FFFFFF"
    }

    GridLayout {
        id: small

        visible: !Theme.large
        x: dock.pad
        y: 20 * Theme.unit
        width: parent.width - 2 * dock.pad
        columns: Theme.portrait ? 1 : 2
        rowSpacing: dock.gap
        columnSpacing: dock.gap

        RowLayout {
            spacing: dock.gap

            Repeater {
                model: Theme.portrait ? dock.cells.slice(0, 2) : dock.cells

                DockCell {
                    required property var modelData

                    value: modelData
                    Layout.preferredWidth: Math.max((Theme.portrait ? 150 : 132) * Theme.unit, needed)
                    Layout.preferredHeight: dock.rowHeight
                }
            }

            Hotline {
                visible: Theme.portrait
                frame: dock.frame
                Layout.fillWidth: true
                Layout.preferredHeight: dock.rowHeight
            }
        }

        RowLayout {
            visible: Theme.portrait
            spacing: dock.gap

            Repeater {
                model: Theme.portrait ? dock.cells.slice(2) : []

                DockCell {
                    required property var modelData

                    value: modelData
                    Layout.fillWidth: true
                    Layout.preferredWidth: Math.max(194 * Theme.unit, needed)
                    Layout.preferredHeight: dock.rowHeight
                }
            }
        }

        // Made only where it is shown: the first picture waits for everything that is made.
        Loader {
            active: !Theme.portrait && !Theme.large
            visible: active
            Layout.fillWidth: true
            Layout.preferredHeight: dock.rowHeight

            sourceComponent: Hotline {
                frame: dock.frame
            }
        }
    }

    Loader {
        id: lowDock

        active: dock.low
        x: dock.pad
        y: 20 * Theme.unit
        width: parent.width - 2 * dock.pad

        sourceComponent: LowDock {
            frame: dock.frame
            rowHeight: dock.rowHeight
        }
    }

    Item {
        id: large

        readonly property real cellsTop: hotline.implicitHeight + dock.gap
        readonly property real high: (dock.towers ? 172 * Theme.unit : dock.rowHeight)

        function cellWidth(across: int): real {
            return (width - (across - 1) * dock.gap) / across;
        }

        function row(index: int): int {
            return dock.towers ? (index < 3 ? 0 : 1) : Math.floor(index / dock.across);
        }

        visible: Theme.large && !dock.low
        x: dock.pad
        y: 20 * Theme.unit
        width: parent.width - 2 * dock.pad
        implicitHeight: cellsTop + (row(big.count - 1) + 1) * (high + dock.gap) - dock.gap

        Loader {
            id: hotline

            active: large.visible
            width: parent.width

            sourceComponent: Hotline {
                frame: dock.frame
            }
        }

        Repeater {
            id: big

            model: Theme.large && !dock.low ? dock.cells : []
            onItemAdded: Qt.callLater(dock.measure)

            DockCell {
                required property var modelData
                required property int index
                readonly property int across: dock.towers ? (index < 3 ? 3 : 4) : dock.across
                readonly property int column: dock.towers ? (index < 3 ? index : index - 3) : index % dock.across

                value: modelData
                beside: !dock.towers
                room: large.cellWidth(across)
                width: room
                height: large.high
                x: column * (width + dock.gap)
                y: large.cellsTop + large.row(index) * (height + dock.gap)
                onWordChanged: Qt.callLater(dock.measure)
            }
        }
    }
}
