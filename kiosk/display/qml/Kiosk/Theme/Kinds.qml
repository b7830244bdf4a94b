pragma Singleton

import QtQuick

// The components that draw the kinds of blocks, each compiled once.
QtObject {
    id: kinds

    readonly property var made: ({})

    function part(kind: string): Component {
        if (!made[kind]) {
            const name = kind.charAt(0).toUpperCase() + kind.slice(1);
            made[kind] = Qt.createComponent(Qt.resolvedUrl("../Blocks/" + name + "Block.qml"), Component.PreferSynchronous, kinds);
        }
        if (made[kind].status === Component.Error)
            console.error(made[kind].errorString());
        return made[kind];
    }
}
