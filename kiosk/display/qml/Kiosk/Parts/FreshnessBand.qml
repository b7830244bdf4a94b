import QtQuick
import Kiosk.Native
import Kiosk.Theme

// How old the information is: a small note, an amber note, a red band, or hatched rules for "unknown".
Rectangle {
    id: band

    required property var says

    readonly property string kind: says?.kind ?? "none"
    readonly property bool loud: kind === "old" || kind === "unknown"
    readonly property color words: kind === "old" && !Theme.contrast ? "#FFFFFF" : Theme.ink
    readonly property real pad: (loud ? 12 : 14) * Theme.unit
    readonly property real rule: kind === "unknown" ? 16 * Theme.unit : 0

    visible: kind !== "none"
    implicitHeight: visible ? Math.max(column.implicitHeight + 2 * pad, code.visible ? code.height : 0) + 2 * rule : 0
    color: kind === "old" ? Theme.alarm : (kind === "delayed" ? Theme.amber : Theme.paper)
    border.width: Theme.contrast && loud ? 4 * Theme.unit : 0
    border.color: "#FFFFFF"

    Hatch {
        visible: band.kind === "unknown"
        width: parent.width
        height: band.rule
    }

    Hatch {
        visible: band.kind === "unknown"
        anchors.bottom: parent.bottom
        width: parent.width
        height: band.rule
    }

    Rectangle {
        visible: band.kind === "delayed"
        width: 16 * Theme.unit
        height: parent.height
        color: Theme.amberEdge
    }

    Icon {
        id: sign

        x: Theme.margin
        y: column.y + (Theme.large ? 8 : 2) * Theme.unit
        name: band.kind === "recent" ? "clock" : "clock-doubt"
        color: band.words
        size: (band.loud ? 56 : 44) * Theme.unit
    }

    Column {
        id: column

        x: sign.x + sign.width + 24 * Theme.unit
        y: band.rule + band.pad
        width: parent.width - x - Theme.margin - (code.visible ? code.width + 24 * Theme.unit : 0)
        spacing: 4 * Theme.unit

        Words {
            width: parent.width
            words: band.says?.headline ?? ""
            role: Theme.large ? "strong" : band.loud ? "head" : (band.kind === "delayed" ? "strong" : "body")
            color: band.words
        }

        Words {
            visible: words !== ""
            width: parent.width
            words: band.says?.detail ?? ""
            color: band.words
        }
    }

    QrCode {
        id: code

        visible: band.loud && payload !== "" && !(Theme.lower && !Theme.portrait)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - (Theme.portrait ? 12 : 0) * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        payload: band.says?.qr ?? ""
        pixels: Math.max(3, Math.round(7 * Theme.unit))
    }
}
