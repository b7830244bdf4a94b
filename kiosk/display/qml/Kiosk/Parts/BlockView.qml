import QtQuick

// One block of a screen: picks the part that draws its kind.
Loader {
    id: view

    property var value
    readonly property string kind: value?.kind ?? ""
    readonly property string ground: value?.ground ?? "paper"
    readonly property bool keep: value?.keep ?? false

    function load(): void {
        if (kind === "")
            return;
        const name = kind.charAt(0).toUpperCase() + kind.slice(1);
        setSource(Qt.resolvedUrl("../Blocks/" + name + "Block.qml"), {
            "value": view.value
        });
    }
    onKindChanged: load()
    Component.onCompleted: if (!item)
        load()
    onValueChanged: if (item && value && item.value !== undefined && item.value.kind === value.kind)
        item.value = value
}
