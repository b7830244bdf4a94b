pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Native
import Kiosk.Theme

// Paints the boxes of a page, kind over kind.
Item {
    id: page

    required property Scene scene
    // What a map is given that is kept for another page.
    readonly property string nowhere: JSON.stringify({
        x: 0,
        y: 0,
        w: 0,
        h: 0,
        says: "{}",
        focus: "",
        interactive: false,
        bare: true
    })

    // All that takes the keys, in reading order: a map after what stands above it, the dock last.
    function controls(): var {
        const boxes = [...Array(touches.count).keys()].map(at => touches.itemAt(at)).filter(box => box?.touchable && box.enabled);
        const views = [...Array(maps.count).keys()].map(at => maps.itemAt(at)).filter(view => view?.visible);
        const above = box => !box.steady && views.every(view => box.y < view.y);
        const below = box => !box.steady && !above(box);
        return [...boxes.filter(above), ...[].concat(...views.map(view => view.controls())), ...boxes.filter(below), ...boxes.filter(box => box.steady)];
    }

    // The control that does this, if it is still there.
    function find(action: string, argument: string): Item {
        return controls().find(box => box.action === action && box.argument === argument) ?? null;
    }

    // Where a strip that high lies over no control, the topmost; if it must, over parts of a map without any; else the top.
    function gap(high: real): real {
        const boxes = [...Array(touches.count).keys()].map(at => touches.itemAt(at)).filter(box => box?.touchable);
        const views = [...Array(maps.count).keys()].map(at => maps.itemAt(at)).filter(view => view?.visible && view.interactive);
        const spots = [].concat(...views.map(view => view.controls().map(box => ({
                        y: view.y + box.y,
                        height: box.height
                    }))));
        return topmost([...boxes, ...views], high) ?? topmost([...boxes, ...spots], high) ?? -1;
    }

    function topmost(taken: var, high: real): var {
        const free = y => y + high <= page.height && taken.every(box => box.y >= y + high || box.y + box.height <= y);
        return [0, ...taken.map(box => box.y + box.height)].sort((one, other) => one - other).find(free);
    }

    Repeater {
        model: page.scene.countries

        delegate: Country {
            required property var model
            readonly property var value: JSON.parse(model.value || page.nowhere)

            visible: model.value !== ""
            x: value.x * Theme.unit
            y: value.y * Theme.unit
            width: value.w * Theme.unit
            height: value.h * Theme.unit
            unit: Theme.unit
            dark: Theme.contrast
        }
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
        id: maps

        model: page.scene.maps

        delegate: MapView {
            required property var model
            readonly property var value: JSON.parse(model.value || page.nowhere)

            visible: model.value !== ""
            x: value.x * Theme.unit
            y: value.y * Theme.unit
            width: value.w * Theme.unit
            height: value.h * Theme.unit
            says: value.says
            focusZone: value.focus
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
