pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// The dock where large words must stand low: hotline, home, back, and "more", which opens the other cells above them.
ColumnLayout {
    id: dock

    required property var frame
    required property real rowHeight

    readonly property var cells: frame.cells ?? []
    property bool open: false

    spacing: 12 * Theme.unit

    Connections {
        target: Hand

        function onAct(): void {
            dock.open = false;
        }
    }

    GridLayout {
        visible: dock.open
        columns: Theme.portrait ? 2 : 3
        rowSpacing: dock.spacing
        columnSpacing: dock.spacing

        Repeater {
            model: dock.open ? dock.cells.slice(2) : []

            DockCell {
                required property var modelData

                value: modelData
                beside: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: dock.rowHeight
            }
        }
    }

    Hotline {
        visible: Theme.portrait
        frame: dock.frame
        short: true
        Layout.fillWidth: true
        Layout.preferredHeight: dock.rowHeight
    }

    RowLayout {
        spacing: dock.spacing

        Repeater {
            model: dock.cells.slice(0, 2)

            DockCell {
                required property var modelData

                value: modelData
                beside: true
                Layout.fillWidth: true
                Layout.preferredWidth: needed
                Layout.preferredHeight: dock.rowHeight
            }
        }

        DockCell {
            value: dock.frame.more
            beside: true
            checked: dock.open
            checkable: true
            Layout.fillWidth: true
            Layout.preferredWidth: needed
            Layout.preferredHeight: dock.rowHeight
            onTouched: dock.open = !dock.open
        }

        Hotline {
            visible: !Theme.portrait
            frame: dock.frame
            short: true
            Layout.fillWidth: true
            Layout.minimumWidth: implicitWidth
            Layout.preferredWidth: implicitWidth
            Layout.preferredHeight: dock.rowHeight
        }
    }
}
