pragma Singleton

import QtQml

// What the visitor touched, from any part, to whoever listens (Main passes it to the program).
QtObject {
    signal act(string action, string argument)
}
