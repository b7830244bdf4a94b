import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A level's badge: sign, shape and colour; hatched rim for special and ban. "" is unknown: a hatched square.
Item {
    id: badge

    required property string level
    property real size: 84 * Theme.unit
    property bool onDark: Theme.contrast

    readonly property bool bold: onDark && level === "4" // black on black: its rim alone makes it a sign
    readonly property bool rimmed: level === "4" || level === "!"
    readonly property var shapes: ({
            "1": "M50 4 A46 46 0 1 1 49.99 4 Z",
            "2": "M50 6 L97 92 L3 92 Z",
            "!": "M50 1 L99 50 L50 99 L1 50 Z",
            "3": "M31 4 L69 4 L96 31 L96 69 L69 96 L31 96 L4 69 L4 31 Z",
            "4": "M14 3 H86 Q97 3 97 14 V86 Q97 97 86 97 H14 Q3 97 3 86 V14 Q3 3 14 3 Z"
        })
    readonly property var rims: ({
            "4": "M13 33 L33 13 M13 51 L51 13 M13 69 L69 13 M13 87 L87 13 M31 87 L87 31 M49 87 L87 49 M67 87 L87 67",
            "!": "M50 12 L54 16 M40 22 L46 28 M30 32 L36 38 M20 42 L26 48 M62 24 L56 30 M72 34 L66 40 M82 44 L76 50 M24 56 L30 62 M34 66 L40 72 M44 76 L50 82 M76 58 L70 64 M66 68 L60 74 M56 78 L50 84"
        })

    readonly property var cores: ({
            "4": "M20 20 H80 V80 H20 Z",
            "!": "M50 20 L80 50 L50 80 L20 50 Z"
        })

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer
        visible: badge.level in badge.shapes

        ShapePath {
            scale: Qt.size(badge.size / 100, badge.size / 100)
            fillColor: Theme.level[badge.level] ?? "transparent"
            strokeColor: badge.onDark ? "#FFFFFF" : (badge.level === "2" ? "#111111" : Theme.level[badge.level] ?? "transparent")
            strokeWidth: badge.bold ? 9 : badge.level === "2" || badge.onDark ? 5 : 0
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: badge.shapes[badge.level] ?? ""
            }
        }

        ShapePath {
            scale: Qt.size(badge.size / 100, badge.size / 100)
            fillColor: "transparent"
            strokeColor: badge.rimmed ? "#FFFFFF" : "transparent"
            strokeWidth: badge.bold ? 7 : 5

            PathSvg {
                path: badge.rims[badge.level] ?? ""
            }
        }

        ShapePath {
            scale: Qt.size(badge.size / 100, badge.size / 100)
            fillColor: badge.rimmed ? (Theme.level[badge.level] ?? "transparent") : "transparent"
            strokeWidth: 0
            strokeColor: "transparent"

            PathSvg {
                path: badge.cores[badge.level] ?? ""
            }
        }

        // Inside the white ring the triangle keeps its dark outline.
        ShapePath {
            scale: Qt.size(badge.size / 100, badge.size / 100)
            fillColor: "transparent"
            strokeColor: badge.onDark && badge.level === "2" ? "#111111" : "transparent"
            strokeWidth: 4
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M50 12 L93 90 L7 90 Z"
            }
        }
    }

    Rectangle {
        visible: badge.level === "" || badge.level === "?"
        anchors.fill: parent
        radius: 10 * Theme.unit
        color: "transparent"
        border.width: 3 * Theme.unit
        border.color: Theme.control
    }

    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - height) / 2 + (badge.level === "2" ? badge.size * (badge.onDark ? 0.09 : 0.12) : 0)
        text: badge.level in badge.shapes ? badge.level : "?"
        textFormat: Text.PlainText
        font.family: "Noto Sans CJK KR"
        font.bold: true
        font.pixelSize: Math.round(badge.size * 0.585)
        color: badge.level === "2" || badge.level === "!" ? "#111111" : (badge.level in badge.shapes ? "#FFFFFF" : Theme.ink)
        Accessible.ignored: true
    }
}
