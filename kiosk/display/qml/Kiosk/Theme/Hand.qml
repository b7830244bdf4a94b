pragma Singleton

import QtQml

// What the visitor touched, from any part, to whoever listens (Main passes it to the program).
// `fresh`: the screen has just changed, and what lies there now takes no finger yet; `shifted`: nor does the dock.
QtObject {
    property bool fresh: false
    property bool shifted: false

    signal act(string action, string argument)
    signal alive
}
