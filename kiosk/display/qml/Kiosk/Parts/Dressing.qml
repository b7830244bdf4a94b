import QtQuick
import Kiosk.Native
import Kiosk.Theme

// What the theme and the map's painter are told of the scene and of the panel.
Item {
    id: dressing

    required property Scene scene
    required property real unit
    required property string showing
    required property bool still

    Binding {
        target: Theme
        property: "unit"
        value: dressing.unit
    }

    Binding {
        target: Theme
        property: "locale"
        value: dressing.scene.locale
    }

    Binding {
        target: Theme
        property: "large"
        value: dressing.scene.large
    }

    Binding {
        target: Theme
        property: "contrast"
        value: dressing.scene.contrast
    }

    Binding {
        target: Theme
        property: "showing"
        value: dressing.showing
    }

    Binding {
        target: Theme
        property: "still"
        value: dressing.still
    }
}
