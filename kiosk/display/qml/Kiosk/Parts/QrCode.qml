import QtQuick

// One symbol with its quiet zone of 4 modules, black on white. `pixels` is the size of a module, a whole number.
Image {
    property string payload
    property int pixels: 6
    readonly property int quiet: 4 * pixels
    readonly property string qrPayload: payload

    source: payload === "" ? "" : "image://qr/" + encodeURIComponent(payload)
    width: implicitWidth * pixels
    height: width
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
}
