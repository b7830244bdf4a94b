pragma Singleton

import QtQuick

// What the map says, for parts that show a piece of it.
QtObject {
    // The one map that shows a single place, and the room it is laid into.
    property Item hole: null
    property string zone: ""
    property string says: "{}"
    readonly property var told: JSON.parse(says)
}
