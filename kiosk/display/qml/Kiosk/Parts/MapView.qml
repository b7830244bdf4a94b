pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Native
import Kiosk.Theme

// The map with its call-outs and touch boxes.
Item {
    id: view

    required property string says
    readonly property var told: JSON.parse(says)
    readonly property string boxes: map?.targets ?? "[]"
    readonly property string labels: map?.callOuts ?? "[]"
    property string focusZone: ""
    property bool interactive: true
    property bool bare: false

    function controls(): var {
        const of = all => [...Array(all.count).keys()].map(at => all.itemAt(at));
        return [...of(spots), ...of(callOuts)].filter(box => box?.touchable && box.touchName !== "");
    }

    MapItem {
        id: map

        anchors.fill: parent
        says: view.says
        focusZone: view.focusZone
        bare: view.bare
        unit: Theme.unit
        locale: Theme.locale
        large: Theme.large
        dark: Theme.contrast
    }

    // The place that was pressed, if the finger has left it by no more than it trembles.
    TapHandler {
        enabled: view.interactive && view.focusZone === "" && !Hand.fresh
        longPressThreshold: 0
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: eventPoint => {
            const from = eventPoint.pressPosition, to = eventPoint.position;
            const zone = map.zoneAt(from.x, from.y);
            const near = Math.hypot(to.x - from.x, to.y - from.y) <= Theme.tremor;
            if (zone !== "" && (near || map.zoneAt(to.x, to.y) === zone))
                Hand.act("place", zone);
        }
    }

    Repeater {
        id: spots

        model: view.interactive ? JSON.parse(view.boxes) : []

        Touch {
            required property var modelData

            x: modelData.x
            y: modelData.y
            width: modelData.w
            height: modelData.h
            action: "place"
            argument: modelData.zone
            touchName: modelData.name
        }
    }

    Repeater {
        id: callOuts

        model: JSON.parse(view.labels)

        Touch {
            id: callOut

            required property var modelData

            x: modelData.x
            y: modelData.y
            width: modelData.w
            height: modelData.h
            action: "place"
            argument: modelData.zone
            touchName: modelData.name ?? ""
            touchable: view.interactive

            Rectangle {
                anchors.fill: parent
                visible: callOut.pressed
                radius: height / 2
                color: Theme.tint
            }

            Badge {
                level: callOut.modelData.level ?? ""
                size: 80 * Theme.unit
                anchors.verticalCenter: parent.verticalCenter
                x: callOut.modelData.mirrored ? parent.width - width : 0
                onDark: true
            }

            Words {
                visible: callOut.modelData.named
                x: callOut.modelData.mirrored ? 0 : 94 * Theme.unit
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 94 * Theme.unit
                words: callOut.modelData.name ?? ""
                role: "strong"
                horizontalAlignment: callOut.modelData.mirrored ? Text.AlignRight : Text.AlignLeft
                style: Text.Outline
                styleColor: Theme.contrast ? "#000000" : "#FFFFFF"
                Accessible.ignored: true
            }
        }
    }
}
