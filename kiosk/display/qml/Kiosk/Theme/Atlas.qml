pragma Singleton

import QtQml

// What the map says, for parts that show a piece of it.
QtObject {
    property var says: ({})
}
