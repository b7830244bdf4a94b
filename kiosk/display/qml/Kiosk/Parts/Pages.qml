pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Blocks laid into columns and pages: what does not fit becomes the next page. Nothing scrolls.
// Neighbouring blocks on one ground other than paper are joined into a panel.
Item {
    id: pages

    property alias model: rows.model
    property int columns: 1
    property real gutter: 48 * Theme.unit
    property int page: 0
    property int count: 1
    property real neededHeight: 0
    property var panels: []
    property real pagerRoom: 0
    property bool crowded: false
    readonly property bool settled: !settle.running

    readonly property real columnWidth: (width - gutter * (columns - 1)) / columns
    readonly property real panelPad: 36 * Theme.unit
    readonly property bool full: height > 0 && width > 0

    function turn(by: int): void {
        page = Math.max(0, Math.min(count - 1, page + by));
    }

    function arrange(): void {
        if (!full)
            return;
        crowded = lay(height, false) > 1;
        count = crowded ? lay(height - pagerRoom, true) : lay(height, true);
        page = Math.min(page, count - 1);
    }

    // Lays the blocks into pages of `room` pixels; moves them only if `apply`. Returns how many pages there are.
    function lay(room: real, apply: bool): int {
        const made = [];
        let sheet = 0, column = 0, y = 0, before = "paper", open = null;
        for (let i = 0; i < rows.count; ++i) {
            const item = rows.itemAt(i) as BlockView;
            if (!item || !item.item)
                continue;
            const ground = item.ground;
            const panelled = ground !== "paper";
            const joins = panelled && ground === before && y > 0;
            const tail = panelled ? panelPad : 0;
            let lead = y === 0 ? 0 : (joins ? 8 * Theme.unit : spaceBefore(item));
            if (panelled && !joins)
                lead += panelPad;
            if (open && !joins) {
                y = closePanel(open, y);
                open = null;
            }
            if (y > 0 && y + lead + together(i, room) + tail > room + 0.5) {
                if (open)
                    closePanel(open, y);
                open = null;
                column += 1;
                if (column >= columns) {
                    column = 0;
                    sheet += 1;
                }
                y = 0;
                lead = panelled ? panelPad : 0;
            }
            const x = column * (columnWidth + gutter);
            if (panelled && !open) {
                open = {
                    "sheet": sheet,
                    "x": x,
                    "y": y + lead - panelPad,
                    "height": 0,
                    "ground": ground
                };
                made.push(open);
            }
            if (apply) {
                item.sheet = sheet;
                item.x = x + (panelled ? panelPad : 0);
                item.y = y + lead;
            }
            y = y + lead + item.height;
            before = ground;
        }
        if (open)
            y = closePanel(open, y);
        if (room > 1e8)
            neededHeight = y;
        if (apply)
            panels = made;
        return sheet + 1;
    }

    // The height of a block with all that must stay on its page, as far as a page can hold it.
    function together(index: int, room: real): real {
        const first = rows.itemAt(index) as BlockView;
        let sum = first.height;
        for (let i = index; i + 1 < rows.count && (rows.itemAt(i) as BlockView).keep; ++i) {
            const next = rows.itemAt(i + 1) as BlockView;
            const more = spaceBefore(next) + next.height;
            if (sum + more > room * 0.9)
                break;
            sum += more;
        }
        return sum;
    }

    function closePanel(panel, y) {
        panel.height = y + panelPad - panel.y;
        return panel.y + panel.height;
    }

    function spaceBefore(item): real {
        const kind = item.kind;
        if (kind === "pair" || kind === "place")
            return 8 * Theme.unit;
        return kind === "fact" ? 12 * Theme.unit : (kind === "words" ? 16 * Theme.unit : Theme.gap * 0.75);
    }

    function later(): void {
        settle.restart();
    }

    onWidthChanged: arrange()
    onHeightChanged: arrange()
    onColumnsChanged: arrange()
    onPagerRoomChanged: later()
    Component.onCompleted: later()

    Timer {
        id: settle

        interval: 0
        onTriggered: {
            pages.lay(1e9, false);
            pages.arrange();
        }
    }

    Repeater {
        model: pages.panels

        Rectangle {
            required property var modelData

            visible: modelData.sheet === pages.page
            x: modelData.x
            y: modelData.y
            width: pages.columnWidth
            height: modelData.height
            radius: 20 * Theme.unit
            color: Theme.ground(modelData.ground)
            border.width: Theme.contrast ? 4 * Theme.unit : 0
            border.color: "#FFFFFF"

            Rectangle {
                visible: parent.modelData.ground === "amber"
                width: 16 * Theme.unit
                height: parent.height
                color: Theme.amberEdge
            }
        }
    }

    Repeater {
        id: rows

        onItemAdded: pages.later()
        onItemRemoved: pages.later()

        delegate: BlockView {
            required property var model

            value: model.value
            visible: sheet === pages.page
            width: pages.columnWidth - (ground === "paper" ? 0 : 2 * pages.panelPad)
            onHeightChanged: pages.later()
            onGroundChanged: pages.later()
        }
    }
}
