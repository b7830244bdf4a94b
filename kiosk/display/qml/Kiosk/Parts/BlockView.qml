import QtQuick

// One block of a screen: picks the part that draws its kind.
Loader {
    id: view

    property var value
    property int sheet: 0
    readonly property string kind: value?.kind ?? ""
    readonly property string ground: value?.ground ?? "paper"
    readonly property bool keep: value?.keep ?? false

    property string loadedKind: ""

    function setValue(part, value): void {
        part.value = value;
    }

    function load(): void {
        if (kind === "")
            return;
        loadedKind = kind;
        const name = kind.charAt(0).toUpperCase() + kind.slice(1);
        setSource(Qt.resolvedUrl("../Blocks/" + name + "Block.qml"), {
            "value": view.value
        });
    }
    onKindChanged: load()
    Component.onCompleted: if (!item)
        load()
    onValueChanged: {
        if (item && value && value.kind === loadedKind)
            setValue(item, value);
    }
}
