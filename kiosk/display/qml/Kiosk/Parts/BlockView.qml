import QtQuick
import Kiosk.Theme

// One block of a screen: makes the part that draws its kind. (Not a Loader: with first values, Qt 6.11's never lets go of them.)
Item {
    id: view

    property var value
    property int sheet: 0
    property int lastSheet: 0
    readonly property string kind: value?.kind ?? ""
    readonly property string ground: value?.ground ?? "paper"
    readonly property bool keep: value?.keep ?? false
    readonly property bool codes: kind === "pair" && value.left?.kind === "qr"
    readonly property bool touched: ["place", "sign", "button", "keys", "languages"].includes(kind) || (kind === "search" && value.touched)

    property string loadedKind: ""
    property Item item: null

    implicitHeight: item ? item.implicitHeight : 0

    function setValue(part, value): void {
        part.value = value;
    }

    function load(): void {
        if (item) {
            item.visible = false;
            item.destroy();
            item = null;
        }
        loadedKind = kind;
        if (kind !== "")
            item = Kinds.part(kind).createObject(view, {
                "value": view.value,
                "width": Qt.binding(() => view.width)
            }) as Item;
    }
    onKindChanged: load()
    Component.onCompleted: if (!item)
        load()
    onValueChanged: {
        if (item && value && value.kind === loadedKind)
            setValue(item, value);
    }
}
