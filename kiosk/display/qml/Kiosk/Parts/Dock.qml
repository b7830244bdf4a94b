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
    readonly property int across: Theme.portrait ? (widest <= (width - 2 * pad - 2 * gap) / 3 ? 3 : 2) : 4
    property real widest: 0

    function measure(): void {
        let most = 0;
        for (let i = 0; i < big.count; ++i)
            most = Math.max(most, big.itemAt(i) ? (big.itemAt(i) as DockCell).needed : 0);
        widest = most;
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

        Hotline {
            visible: !Theme.portrait
            frame: dock.frame
            Layout.fillWidth: true
            Layout.preferredHeight: dock.rowHeight
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

    GridLayout {
        id: large

        visible: Theme.large && !dock.low
        x: dock.pad
        y: 20 * Theme.unit
        width: parent.width - 2 * dock.pad
        columns: dock.across
        rowSpacing: dock.gap
        columnSpacing: dock.gap

        Hotline {
            frame: dock.frame
            Layout.columnSpan: Theme.portrait ? dock.across : 4
            Layout.fillWidth: true
            Layout.preferredHeight: implicitHeight
        }

        Repeater {
            id: big

            model: Theme.large && !dock.low ? dock.cells : []
            onItemAdded: Qt.callLater(dock.measure)

            DockCell {
                required property var modelData

                value: modelData
                beside: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: dock.rowHeight
                onNeededChanged: Qt.callLater(dock.measure)
            }
        }
    }
}
