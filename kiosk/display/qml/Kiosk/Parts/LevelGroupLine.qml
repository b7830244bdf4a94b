pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// One level on one line: badge, its name, its places to touch, on further lines where they take more than its width. The first
// places of several levels stand under each other where their names allow; the last place of a line is touched up to the edge.
// `implicitWidth` is the least it needs.
Item {
    id: group

    required property var head
    required property var rows
    readonly property real between: (width < 960 * Theme.unit ? 16 : 32) * Theme.unit
    readonly property real row: 88 * Theme.unit
    readonly property real narrow: 300 * Theme.unit
    property real piled: 0
    readonly property real step: 8 * Theme.unit
    readonly property real start: words.x + words.width + between

    implicitHeight: Math.max(96 * Theme.unit, piled, words.height + 4 * Theme.unit)
    implicitWidth: start + narrow

    function spread(): void {
        let x = start, y = 0, high = row, last = null;
        for (let i = 0; i < places.count; ++i) {
            const place = places.itemAt(i) as Spot;
            if (!place)
                continue;
            if (last && x + place.least > width) {
                last.width = width - last.x;
                x = start;
                y += high + step;
                high = row;
            }
            place.x = x;
            place.y = y;
            place.width = place.least;
            high = Math.max(high, place.tall);
            x += place.least + between;
            last = place;
        }
        if (last)
            last.width = width - last.x;
        piled = y + high > row ? y + high : 0;
    }

    onStartChanged: spread()
    onWidthChanged: spread()

    Rectangle {
        width: parent.width
        height: (Theme.contrast ? 3 : 2) * Theme.unit
        color: Theme.line
    }

    Badge {
        id: badge

        level: group.head.level
        size: 80 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
    }

    Item {
        id: words

        x: badge.size + 20 * Theme.unit
        width: Math.max(name.implicitWidth, Math.min(over.implicitWidth, 360 * Theme.unit), 294 * Theme.unit)
        height: name.implicitHeight + (over.words !== "" ? over.implicitHeight : 0)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            id: name

            words: group.head.name
            role: "strong"
            wrapMode: Text.NoWrap
        }

        Words {
            id: over

            visible: words !== ""
            y: name.implicitHeight
            width: parent.width
            words: group.head.over
            color: Theme.ink2
        }
    }

    Repeater {
        id: places

        model: group.rows
        onItemAdded: group.spread()

        delegate: Spot {}
    }

    component Spot: Touch {
        id: place

        required property var modelData

        readonly property real aside: 6 * Theme.unit + chevron.size
        readonly property real least: group ? Math.min(label.implicitWidth + aside, group.width - group.start) : 0
        readonly property real tall: Math.max(group?.row ?? 0, label.implicitHeight + 4 * Theme.unit)

        height: !group || group.piled > 0 ? tall : group.height
        action: modelData.action
        argument: modelData.argument
        touchName: [modelData.name, modelData.said].filter(Boolean).join(", ")
        ringInset: 12 * Theme.unit
        onLeastChanged: group?.spread()
        onTallChanged: group?.spread()

        Rectangle {
            anchors.fill: parent
            anchors.margins: -8 * Theme.unit
            visible: place.pressed
            color: Theme.tint
            z: -1
        }

        Words {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, place.least - place.aside)
            words: place.modelData.name
            role: "strong"
            Accessible.ignored: true
        }

        Icon {
            id: chevron

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron"
            size: 32 * Theme.unit
            color: Theme.accent
        }
    }
}
