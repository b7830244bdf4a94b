pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Native
import Kiosk.Theme

// Paints the boxes of a page, kind over kind.
Item {
    id: page

    required property Scene scene

    // The control that does this, if it is still there.
    function find(action: string, argument: string): Item {
        for (let i = 0; i < touches.count; ++i) {
            const box = touches.itemAt(i) as TouchBox;
            if (box?.touchable && box.enabled && box.action === action && box.argument === argument)
                return box;
        }
        return null;
    }

    Repeater {
        model: page.scene.areas
        delegate: AreaBox {}
    }

    Repeater {
        id: touches

        model: page.scene.touches
        delegate: TouchBox {}
    }

    Repeater {
        model: page.scene.maps

        delegate: MapView {
            required property var model
            readonly property var value: JSON.parse(model.value)

            x: value.x * Theme.unit
            y: value.y * Theme.unit
            width: value.w * Theme.unit
            height: value.h * Theme.unit
            says: value.says
            focusZone: value.focus
            faint: value.faint
            interactive: value.interactive
            bare: value.bare
        }
    }

    Repeater {
        model: page.scene.badges

        delegate: Badge {
            required property var model
            readonly property var value: JSON.parse(model.value)

            x: value.x * Theme.unit
            y: value.y * Theme.unit
            size: value.w * Theme.unit
            level: value.level
            onDark: value.dark || Theme.contrast
        }
    }

    Repeater {
        model: page.scene.icons

        delegate: Icon {
            required property var model
            readonly property var value: JSON.parse(model.value)

            x: value.x * Theme.unit
            y: value.y * Theme.unit
            size: value.w * Theme.unit
            name: value.name
            color: Theme.colour(value.colour)
            Accessible.ignored: true
        }
    }

    Repeater {
        model: page.scene.codes

        delegate: QrCode {
            required property var model
            readonly property var value: JSON.parse(model.value)

            x: Math.round(value.x * Theme.unit)
            y: Math.round(value.y * Theme.unit)
            payload: value.payload
            pixels: Math.max(2, Math.floor(value.module * Theme.unit))
        }
    }

    Repeater {
        model: page.scene.texts
        delegate: TextBox {}
    }
}
