pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// One level on one line: badge, its name, its places to touch, on further lines where they take more than its width.
// `implicitWidth` is the least it needs.
Item {
    id: rung

    required property var head
    required property var rows
    readonly property real between: 16 * Theme.unit
    readonly property real row: 88 * Theme.unit
    property real piled: 0
    readonly property real start: head ? words.x + Math.max(name.implicitWidth, over.implicitWidth) + between : 0

    implicitHeight: Math.max(96 * Theme.unit, piled, head ? words.height + 12 * Theme.unit : 0)
    implicitWidth: head && head.level === "" ? Infinity : start

    function spread(): void {
        let x = start, y = 0, widest = 0;
        for (let i = 0; i < places.count; ++i) {
            const place = places.itemAt(i) as Touch;
            if (!place)
                continue;
            if (x > start && x + place.width > width) {
                x = start;
                y += row + 8 * Theme.unit;
            }
            place.x = x;
            place.y = y;
            x += place.width + between;
            widest = Math.max(widest, place.width);
        }
        piled = y > 0 ? y + row : 0;
        implicitWidth = head && head.level === "" ? Infinity : start + widest;
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

        visible: rung.head !== null
        level: rung.head?.level ?? ""
        size: 80 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
    }

    Item {
        id: words

        x: badge.size + 20 * Theme.unit
        height: name.implicitHeight + (over.words !== "" ? over.implicitHeight : 0)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            id: name

            words: rung.head?.name ?? ""
            role: "strong"
            wrapMode: Text.NoWrap
        }

        Words {
            id: over

            visible: words !== ""
            y: name.implicitHeight
            words: rung.head?.over ?? ""
            color: Theme.ink2
            wrapMode: Text.NoWrap
        }
    }

    Repeater {
        id: places

        model: rung.rows
        onItemAdded: rung.spread()

        delegate: Touch {
            id: place

            required property var modelData

            height: rung.piled > 0 ? rung.row : rung.height
            width: label.implicitWidth + 6 * Theme.unit + chevron.size
            action: modelData.action
            argument: modelData.argument
            touchName: [modelData.name, modelData.said].filter(Boolean).join(", ")
            ringInset: 12 * Theme.unit
            onWidthChanged: rung?.spread()

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
                words: place.modelData.name
                role: "strong"
                wrapMode: Text.NoWrap
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
}
