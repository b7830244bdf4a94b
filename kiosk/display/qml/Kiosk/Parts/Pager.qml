import QtQuick
import Kiosk.Theme

// Previous, where one is (above them if `stacked`), next; one below another if `upright`. Shown only when there is more than one page.
Item {
    id: pager

    required property Pages pages
    required property string previousWord
    required property string nextWord
    readonly property bool narrow: width < 740 * Theme.unit

    property bool allowed: true
    property bool stacked: false
    property bool upright: false
    readonly property bool wanted: allowed && pages.count > 1

    visible: wanted
    readonly property real rowHeight: (Theme.large ? 128 : 100) * Theme.unit
    implicitHeight: rowHeight * (upright ? 2 : 1) + (upright ? 16 * Theme.unit : 0) + (stacked || upright ? where.implicitHeight + 8 * Theme.unit : 0)

    Touch {
        id: previous

        implicitWidth: Theme.large ? 160 * Theme.unit : pager.narrow ? 140 * Theme.unit : 300 * Theme.unit
        y: pager.height - height - (pager.upright ? height + 16 * Theme.unit : 0)
        width: pager.upright ? pager.width : implicitWidth
        height: pager.rowHeight
        touchName: pager.previousWord
        enabled: pager.pages.page > 0
        onTouched: pager.pages.turn(-1)

        Rectangle {
            anchors.fill: parent
            radius: 16 * Theme.unit
            color: previous.pressed ? Theme.tint : Theme.paper
            border.width: (previous.enabled ? 4 : 3) * Theme.unit
            border.color: previous.enabled ? Theme.accent : Theme.quiet
        }

        Row {
            anchors.centerIn: parent
            spacing: 12 * Theme.unit

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "up"
                color: previous.enabled ? Theme.accent : Theme.quiet
            }

            Words {
                visible: !Theme.large && !pager.narrow
                anchors.verticalCenter: parent.verticalCenter
                words: pager.previousWord
                role: "strong"
                color: previous.enabled ? Theme.accent : Theme.quiet
            }
        }
    }

    Words {
        id: where

        x: pager.stacked || pager.upright ? (pager.width - implicitWidth) / 2 : previous.width + (next.x - previous.width - implicitWidth) / 2
        y: pager.stacked || pager.upright ? 0 : (pager.height - implicitHeight) / 2
        words: (pager.pages.page + 1) + " / " + pager.pages.count
        role: "strong"
    }

    Touch {
        id: next

        anchors.right: parent.right
        implicitWidth: Theme.large ? 400 * Theme.unit : pager.narrow ? 140 * Theme.unit : 300 * Theme.unit
        y: pager.height - height
        width: pager.upright ? pager.width : implicitWidth
        height: pager.rowHeight
        touchName: pager.nextWord
        enabled: pager.pages.page + 1 < pager.pages.count
        onTouched: pager.pages.turn(1)

        Rectangle {
            anchors.fill: parent
            radius: 16 * Theme.unit
            color: next.enabled ? (next.pressed ? Theme.accentPressed : Theme.accent) : Theme.paper
            border.width: next.enabled ? 0 : 3 * Theme.unit
            border.color: Theme.quiet
        }

        Row {
            anchors.centerIn: parent
            spacing: 12 * Theme.unit

            Words {
                visible: Theme.large || !pager.narrow
                anchors.verticalCenter: parent.verticalCenter
                words: pager.nextWord
                role: "strong"
                color: next.enabled ? Theme.overAccent : Theme.quiet
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "down"
                color: next.enabled ? Theme.overAccent : Theme.quiet
            }
        }
    }
}
