import QtQuick
import Kiosk.Theme

// One cell of the dock: icon over its word (beside it in large text); "on" is filled with the accent.
Touch {
    id: cell

    required property var value
    property bool beside: false
    readonly property color words: !enabled ? Theme.quiet : (checked ? Theme.overAccent : Theme.ink)
    property real room: width
    // Judged after each change, not bound: a label asked for its width lays the dock out, which asks again.
    property bool plain: false
    readonly property real word: label.implicitWidth
    readonly property real neededBeside: icon.width + word + 24 * Theme.unit
    readonly property real needed: beside ? neededBeside : word + 12 * Theme.unit

    function judge(): void {
        plain = beside && neededBeside > room;
    }

    onRoomChanged: judge()
    onNeededBesideChanged: judge()
    onBesideChanged: judge()
    Component.onCompleted: judge()

    steady: true
    action: value.action
    argument: value.argument
    touchName: value.spoken || value.label
    enabled: value.enabled
    checked: value.on
    checkable: value.action === "mode"

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: cell.pressed ? 4 * Theme.unit : 0
        visible: cell.enabled
        radius: 16 * Theme.unit
        color: cell.checked ? Theme.accent : (cell.pressed ? Theme.tint : Theme.paper)
        border.width: Theme.contrast ? 4 * Theme.unit : 0
        border.color: "#FFFFFF"
    }

    Icon {
        id: icon

        visible: !cell.plain

        name: cell.value.icon
        color: cell.words
        size: 52 * Theme.unit
        x: cell.beside ? 8 * Theme.unit : (cell.width - width) / 2
        y: cell.beside ? (cell.height - height) / 2 : (cell.height - height - label.implicitHeight - 2 * Theme.unit) / 2
    }

    Words {
        id: label

        words: cell.value.label
        role: "label"
        font: cell.value.action === "languages" ? Theme.faceIn("label", Theme.locale) : Theme.fonts["label"]
        color: cell.words
        wrapMode: Text.NoWrap
        x: cell.beside && !cell.plain ? icon.x + icon.width + 8 * Theme.unit : (cell.width - width) / 2
        y: cell.beside ? (cell.height - height) / 2 : icon.y + icon.height + 2 * Theme.unit
        Accessible.ignored: true
    }
}
