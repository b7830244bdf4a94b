import QtQuick

// Room for the map on a page of its own: the one map is laid over it.
Item {
    required property var value
    property real room: 0

    implicitHeight: Math.max(100, Math.min(room, width * 0.84))
}
