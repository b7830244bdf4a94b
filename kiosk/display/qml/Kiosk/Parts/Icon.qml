import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// One outline icon by its name in Icons.
Shape {
    id: icon

    property string name
    property color color: Theme.ink
    property real size: 52 * Theme.unit
    property real weight: 2

    implicitWidth: size
    implicitHeight: size
    preferredRendererType: Shape.GeometryRenderer

    ShapePath {
        strokeColor: icon.color
        strokeWidth: icon.weight * icon.size / 24
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin
        scale: Qt.size(icon.size / 24, icon.size / 24)

        PathSvg {
            path: Icons.paths[icon.name] ?? ""
        }
    }
}
