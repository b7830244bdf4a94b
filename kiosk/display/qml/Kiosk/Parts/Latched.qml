import QtQuick

// Makes its part when it is first wanted, and keeps it: PySide never lets go of an item that QML destroys.
Loader {
    id: latched

    required property bool wanted

    active: false
    visible: wanted
    onWantedChanged: if (wanted)
        active = true
    Component.onCompleted: if (wanted)
        active = true
}
