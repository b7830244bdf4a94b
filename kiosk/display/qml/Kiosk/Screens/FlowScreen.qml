pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Native
import Kiosk.Parts
import Kiosk.Theme

// Every screen's body: header (read), tools (touched), paged flow, pager, foot; and the map where there is one.
// "Lower": what is touched lies below `lowerEdge`, what is only read above it; on a wide panel tools, foot and pager then
// stand in a column at the right, beside the flow, which takes the whole height if it is only read. With "larger" too, each page has its words above and, in a lane
// below, the rows that belong to them.
Item {
    id: body

    required property Scene scene
    required property var frame
    required property real lowerEdge

    property alias pages: pages
    property alias page: pages.page
    readonly property int pageCount: visible ? pages.count : 1
    readonly property string layoutStamp: pages.count + "/" + pages.height + "/" + pages.neededHeight + "/" + pages.moves + "/" + pages.settled

    readonly property bool dressed: Theme.still || !late.running
    readonly property bool wide: !Theme.portrait
    readonly property bool lowered: Theme.lower && !Theme.large
    readonly property bool lanes: Theme.lower && Theme.large
    readonly property bool crammed: lanes && height - lowerEdge < 200 * Theme.unit
    readonly property bool touched: scene.flowIsTouch
    readonly property bool mapped: scene.name === "map" && MapState.told.fills !== undefined && !Theme.large
    readonly property bool typing: lowered && wide && scene.name === "map" && !mapped
    readonly property bool aside: lowered && wide
    readonly property bool reading: aside && !touched && footer.height > 0

    // On a wide panel the pager stands at the right of the foot, not over it.
    readonly property bool abreast: wide && !lowered && !Theme.large && !mapped && footer.height > 0

    readonly property bool onward: scene.onward !== ""
    // A notice is a card over everything; the hotline stays in the dock.
    readonly property bool card: scene.name === "notice" && !Theme.large && !Theme.lower
    readonly property real pad: (card ? 52 : 16) * Theme.unit
    readonly property real asideWidth: besidePager ? 420 * Theme.unit : lanes ? 580 * Theme.unit : typing ? width - 2 * Theme.margin - 672 * Theme.unit : 740 * Theme.unit
    readonly property real inset: mapped && wide && !lowered ? 956 * Theme.unit : card ? 84 * Theme.unit : Theme.margin
    readonly property real fullWidth: width - inset - (card ? inset : Theme.margin)
    readonly property real asideX: typing ? Theme.margin : width - Theme.margin - asideWidth
    readonly property real flowX: aside && touched && typing ? asideX + asideWidth + 32 * Theme.unit : inset
    readonly property bool besidePager: Theme.large && wide && !lanes
    readonly property real flowWidth: besidePager ? fullWidth - 420 * Theme.unit - 40 * Theme.unit : aside && (touched || reading) ? fullWidth - asideWidth - 32 * Theme.unit : fullWidth
    readonly property real controlX: aside && (touched || footer.height > 0) ? asideX : inset
    readonly property real controlWidth: abreast ? (onward ? fullWidth * 0.56 : pages.columnWidth) : aside && (touched || footer.height > 0) ? asideWidth : fullWidth

    readonly property real touchTop: lowerEdge + (lanes ? 14 : 20) * Theme.unit
    readonly property real foot: height - pad
    readonly property real footTop: aside ? (tools.height > 0 ? tools.y + tools.height + pad : touchTop) : foot - footer.height
    readonly property real footGap: footer.height > 0 && !aside && !abreast ? 12 * Theme.unit : 0
    readonly property bool pagerAside: reading || (aside && touched && !typing) || (Theme.large && wide)
    readonly property real pagerTop: foot - (aside || abreast ? 0 : footer.height) - footGap - pager.height
    readonly property real pagerRoom: !pager.allowed || pagerAside || abreast || (lowered && !touched) ? 0 : pager.height + pad
    readonly property real toolsEnd: tools.height > 0 ? tools.y + tools.height + 18 * Theme.unit : (lowered ? touchTop : pad)
    readonly property real headerTop: lowered || tools.height === 0 ? pad : toolsEnd
    readonly property real headerEnd: headerTop + (header.height > 0 ? header.height + Theme.gap : 0)
    readonly property real mapTop: wide || lowered ? 0 : toolsEnd
    readonly property real mapRoom: pagesBottom - mapTop - pages.neededHeight - 12 * Theme.unit
    readonly property real mapHeight: {
        if (!mapped)
            return 0;
        if (lowered)
            return lowerEdge;
        if (wide)
            return height;
        const loud = frame.band.kind === "old" || frame.band.kind === "unknown";
        const least = Math.min((loud ? 420 : 500) * Theme.unit, height * 0.4);
        if (mapRoom >= least)
            return Math.min(780 * Theme.unit, mapRoom);
        return Math.min(least, pagesBottom - mapTop - pager.height - pad - 20 * Theme.unit - pages.largest);
    }
    readonly property real pagesBottom: lowered && !touched && !reading ? lowerEdge - 8 * Theme.unit : (aside ? foot : foot - footer.height - (abreast ? 20 * Theme.unit : footGap))
    readonly property real beside: abreast && !onward ? foot - pagesBottom : 0
    readonly property real pagesTop: {
        if (lanes)
            return pad;
        if (aside && touched)
            return touchTop;
        if (lowered)
            return touched ? toolsEnd : headerEnd;
        return mapped && !wide ? mapTop + mapHeight + 12 * Theme.unit : Math.max(headerEnd, toolsEnd);
    }

    function turn(by: int): void {
        pages.turn(by);
    }

    Rectangle {
        visible: body.lowered || body.lanes
        x: body.reading ? body.asideX - 16 * Theme.unit : 0
        y: body.lowerEdge
        width: parent.width - x
        height: parent.height - y
        color: Theme.mist

        Rectangle {
            width: parent.width
            height: 6 * Theme.unit
            color: Theme.accent
        }
    }

    Rectangle {
        visible: body.card
        anchors.fill: parent
        color: Theme.scrim

        Rectangle {
            anchors.fill: parent
            anchors.margins: 32 * Theme.unit
            anchors.leftMargin: 40 * Theme.unit
            anchors.rightMargin: 40 * Theme.unit
            radius: 28 * Theme.unit
            color: Theme.paper
            border.width: Theme.contrast ? 4 * Theme.unit : 0
            border.color: "#FFFFFF"
        }
    }

    // What decorates comes after what is read.
    Timer {
        id: late

        running: true
        interval: 100
    }

    Latched {
        wanted: body.scene.name === "attract" && !Theme.large && body.dressed
        x: parent.width * 0.42
        y: 20 * Theme.unit
        width: Math.min(parent.width * 0.62, parent.height * 0.9)
        height: width * 0.84

        sourceComponent: MapView {
            faint: true
            says: "{}"
        }
    }

    Stack {
        id: tools

        model: body.scene.tools
        x: body.aside ? body.asideX : body.inset
        y: body.lowered ? body.touchTop : body.pad
        width: body.aside ? body.asideWidth : body.fullWidth
        height: implicitHeight
    }

    Stack {
        id: header

        model: body.scene.header
        x: body.inset
        y: body.headerTop
        width: body.fullWidth
        height: implicitHeight
    }

    Pages {
        id: pages

        model: body.scene.flow
        visible: !body.crammed
        x: body.flowX
        y: Math.round(body.pagesTop)
        width: body.flowWidth
        height: Math.max(80 * Theme.unit, (body.lanes ? body.height : body.pagesBottom + body.beside) - body.pagesTop)
        pagerRoom: body.pagerRoom
        below: body.beside
        greedy: body.scene.name === "place" || body.scene.name === "map"
        lanes: body.lanes
        laneTop: body.touchTop - body.pagesTop
        laneWidth: body.wide ? width - body.asideWidth - 32 * Theme.unit : width
        laneHeight: body.wide ? body.height - body.touchTop : body.foot - body.touchTop - pager.implicitHeight - body.pad
        frozen: body.crammed
        columns: body.wide && !Theme.large && !body.mapped && !(body.lowered && body.touched) && !body.reading ? 2 : 1
    }

    Latched {
        wanted: body.mapped
        y: body.mapTop
        width: body.wide && !body.lowered ? 924 * Theme.unit : parent.width
        height: body.mapHeight

        sourceComponent: MapView {
            says: visible ? MapState.says : "{}"
        }
    }

    Latched {
        parent: MapState.hole
        wanted: MapState.hole !== null
        anchors.fill: parent

        sourceComponent: MapView {
            says: MapState.hole ? MapState.says : "{}"
            focusZone: MapState.zone
        }
    }

    Pager {
        id: pager

        enabled: !body.crammed
        pages: pages
        stacked: body.lanes && body.wide
        upright: body.besidePager
        allowed: !body.onward
        previousWord: body.frame.previous ?? ""
        nextWord: body.frame.next ?? ""
        x: body.abreast ? body.controlX + body.controlWidth + pages.gutter : body.pagerAside ? body.asideX : body.aside && body.touched ? body.flowX : body.inset
        y: body.pagerTop
        width: body.abreast ? body.controlWidth : body.pagerAside ? body.asideWidth : body.aside && !body.touched && footer.height > 0 ? body.fullWidth - body.asideWidth - 32 * Theme.unit : body.flowWidth
    }

    Stack {
        id: footer

        model: body.scene.footer
        x: body.controlX
        y: body.footTop
        width: body.controlWidth
        height: implicitHeight
    }
}
