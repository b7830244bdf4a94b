import QtQuick
import Kiosk.Native
import Kiosk.Parts
import Kiosk.Theme

// Every screen's body: header, tools, paged flow, pager, foot. `aside` is a picture (the map) that shares the room.
// "Lower": what is touched lies below `lowerEdge`, what is only read above it.
Item {
    id: body

    required property Scene scene
    required property real lowerEdge

    property alias pages: pages
    property alias page: pages.page
    readonly property int pageCount: pages.count
    readonly property bool atlas: scene.name === "map" && scene.map.fills !== undefined
    readonly property bool placeMap: scene.name === "place" && !Theme.large && Theme.portrait
    readonly property string layoutStamp: pages.count + "/" + pages.height + "/" + pages.neededHeight + "/" + paged
    property bool paged: false
    readonly property bool wide: !Theme.portrait
    readonly property bool lowered: Theme.lower
    readonly property real pad: 16 * Theme.unit
    readonly property real inset: atlas && wide ? 924 * Theme.unit + 32 * Theme.unit : Theme.margin
    readonly property real innerWidth: width - inset - Theme.margin
    readonly property real foot: height - pad
    readonly property real footTop: foot - footer.height
    readonly property real pagerTop: footTop - (footer.height > 0 ? 20 * Theme.unit : 0) - (paged ? pager.height : 0)
    readonly property real touchTop: lowered ? Math.max(0, lowerEdge) + 20 * Theme.unit : 0
    readonly property real toolsTop: lowered ? touchTop : readTop
    readonly property real readTop: pad
    readonly property real headerTop: lowered || tools.height === 0 ? readTop : tools.y + tools.height + Theme.gap
    readonly property real headerEnd: headerTop + (header.height > 0 ? header.height + Theme.gap : 0)
    readonly property real toolsEnd: tools.height > 0 ? tools.y + tools.height + Theme.gap * 0.75 : (lowered ? touchTop : readTop)
    readonly property real mapTop: wide ? 0 : (lowered ? 0 : toolsEnd)
    readonly property real mapRoom: pagesBottom - mapTop - pages.neededHeight - 12 * Theme.unit
    readonly property real mapHeight: !atlas ? 0 : (wide ? (lowered ? Math.min(height, lowerEdge) : height) : (lowered ? lowerEdge : Math.max(Math.min(460 * Theme.unit, height * 0.36), Math.min(780 * Theme.unit, mapRoom))))
    readonly property real pagesBottom: lowered && !scene.flowIsTouch ? lowerEdge : pagerTop - 16 * Theme.unit
    readonly property real pagesTop: {
        if (lowered)
            return scene.flowIsTouch ? toolsEnd : headerEnd;
        if (atlas && !wide)
            return mapTop + mapHeight + 12 * Theme.unit;
        return Math.max(headerEnd, toolsEnd);
    }

    // Room for the pager is made once one page is too little, and given back only when the content changes.
    Connections {
        target: pages

        function onCountChanged(): void {
            if (pages.count > 1)
                Qt.callLater(() => body.paged = true);
        }
    }

    Connections {
        target: body.scene

        function onKeyChanged(): void {
            body.paged = false;
        }

        function onModesChanged(): void {
            body.paged = false;
        }
    }

    function turn(by: int): void {
        pages.turn(by);
    }

    Rectangle {
        visible: body.lowered
        y: body.lowerEdge
        width: parent.width
        height: parent.height - y
        color: Theme.mist

        Rectangle {
            width: parent.width
            height: 6 * Theme.unit
            color: Theme.accent
        }
    }

    MapView {
        visible: body.scene.name === "attract"
        faint: true
        says: ({})
        x: parent.width * 0.42
        y: 20 * Theme.unit
        width: parent.width * 0.62
        height: width * 0.84
    }

    Loader {
        active: body.atlas
        visible: active
        x: 0
        y: body.mapTop
        width: body.wide ? 924 * Theme.unit : parent.width
        height: body.mapHeight

        sourceComponent: MapView {
            says: body.scene.map
        }
    }

    Stack {
        id: tools

        model: body.scene.tools
        x: body.lowered && body.wide && body.atlas ? body.inset : body.inset
        y: body.toolsTop
        width: body.innerWidth
        height: implicitHeight
    }

    Stack {
        id: header

        model: body.scene.header
        x: body.inset
        y: body.headerTop
        width: body.innerWidth
        height: implicitHeight
    }

    Pages {
        id: pages

        model: body.scene.flow
        x: body.inset
        y: body.pagesTop
        width: body.innerWidth
        height: Math.max(120 * Theme.unit, body.pagesBottom - body.pagesTop)
        columns: body.wide && !body.atlas && !Theme.large ? 2 : 1
    }

    Pager {
        id: pager

        pages: pages
        previousWord: body.scene.frame.previous ?? ""
        nextWord: body.scene.frame.next ?? ""
        x: body.inset
        y: body.pagerTop
        width: body.innerWidth
    }

    Stack {
        id: footer

        model: body.scene.footer
        x: body.inset
        y: body.footTop
        width: body.innerWidth
        height: implicitHeight
    }
}
