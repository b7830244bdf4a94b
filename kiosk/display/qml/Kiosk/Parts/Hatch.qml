import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A rule of slanted strokes: "not known".
Item {
    id: hatch

    readonly property real stride: 28 * Theme.unit

    clip: true

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            strokeColor: Theme.ink
            strokeWidth: 12 * Theme.unit
            fillColor: "transparent"

            PathSvg {
                path: {
                    let made = "";
                    for (let x = -hatch.height; x < hatch.width + hatch.height; x += hatch.stride)
                        made += "M" + x + " " + (hatch.height + 8) + " L" + (x + hatch.height + 16) + " -8 ";
                    return made;
                }
            }
        }
    }
}
