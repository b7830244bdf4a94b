pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Blocks laid into columns and pages: what does not fit becomes the next page. Nothing scrolls.
// What is left of a single page goes between its blocks. Neighbouring blocks on one ground other than paper are joined into a panel.
// A last page with a line or two takes more from those before it, unless the first is to hold as much as it can (`greedy`).
// What fits one page if its last column goes on `below` the others, beside the foot, does so; or without what is `spare`.
// With `lanes` what is read lies above and what is touched from `laneTop` on; what was read stays while its rows go on.
Item {
    id: pages

    property alias model: rows.model
    property int columns: 1
    property real gutter: 48 * Theme.unit
    property int page: 0
    property int count: 1
    property real neededHeight: 0
    property real largest: 0
    property real ending: 0
    property real highest: 0
    property int moves: 0
    property var panels: []
    property real pagerRoom: 0
    property bool crowded: false
    property bool greedy: false
    property real air: 0
    property real below: 0
    readonly property real flow: height - below
    property real deep: 0
    property bool spared: false
    property bool lanes: false
    property real laneTop: 0
    property real laneHeight: 0
    property real laneWidth: width
    property bool frozen: false
    readonly property bool settled: !settle.running
    readonly property var causes: [pagerRoom, below, lanes, laneTop, laneHeight, frozen]

    readonly property real columnWidth: (width - gutter * (columns - 1)) / columns
    readonly property real panelPad: (Theme.large ? 24 : 34) * Theme.unit
    readonly property bool full: height > 0 && width > 0 && !frozen

    function turn(by: int): void {
        page = Math.max(0, Math.min(count - 1, page + by));
    }

    function arrange(): void {
        if (!full)
            return;
        if (lanes) {
            count = layLanes();
            page = Math.min(page, count - 1);
            return;
        }
        air = 0;
        crowded = ![[0, false], [below, false], [0, true], [below, true], [0, false]].some(way => {
            [deep, spared] = way;
            return lay(flow, flow, false) === 1;
        });
        lay(1e9, 1e9, false);
        if (!crowded && columns === 1)
            air = Math.max(0, Math.min(28 * Theme.unit, (flow - ending) / (rows.count + 1)));
        const room = flow - (crowded ? pagerRoom : 0), sheets = crowded ? lay(room, room, false) : 1;
        const thin = !greedy && (columns > 1 || ending < 0.3 * room);
        count = lay(sheets > 1 && thin ? even(room, sheets) : room, room, true);
        page = Math.min(page, count - 1);
    }

    // The least room for as many pages as `room` takes, where the last page would be left with a line or two.
    function even(room: real, sheets: int): real {
        let low = room / 3, high = room;
        for (let i = 0; i < 7; ++i) {
            const middle = (low + high) / 2;
            if (lay(middle, room, false) > sheets)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    // Lays blocks into pages of `room` pixels (`most` where some stay together), moving them only if `apply`. Returns the pages.
    function lay(room: real, most: real, apply: bool): int {
        const made = [];
        let sheet = 0, column = 0, y = 0, kept = -1, held = false, before = "paper", open = null, one = 0;
        for (let i = 0; i < rows.count; ++i) {
            const item = rows.itemAt(i) as BlockView;
            if (!item || !item.item)
                continue;
            if (spared && item.value.spare) {
                item.sheet = item.lastSheet = -1;
                continue;
            }
            const ground = item.ground;
            const panelled = ground !== "paper";
            const joins = panelled && ground === before && y > 0;
            const tail = panelled ? panelPad : 0;
            let lead = y === 0 ? 0 : (joins ? 8 * Theme.unit : spaceBefore(item, rows.itemAt(i - 1)) - (held ? air : 0));
            held = item.keep;
            if (panelled && !joins)
                lead += panelPad;
            if (open && !joins) {
                y = closePanel(open, y);
                open = null;
            }
            one = Math.max(one, item.height);
            let need = item.height, end = most;
            if (i > kept) {
                [need, kept] = together(i, most);
                end = room;
            }
            if (y > 0 && y + lead + need + tail > end + (column > 0 ? deep : 0) + 0.5) {
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
                open = panel(sheet, x, y + lead - panelPad, ground);
                made.push(open);
            }
            if (apply)
                place(item, sheet, x + (panelled ? panelPad : 0), y + lead);
            y = y + lead + item.height;
            before = ground;
        }
        if (open)
            y = closePanel(open, y);
        [ending, highest] = [y, one];
        if (apply)
            panels = made;
        return sheet + 1;
    }

    // Lays what is read into pages of `laneTop`, each block with the touched ones behind it below. Returns the pages.
    function layLanes(): int {
        const made = [], room = laneTop - 24 * Theme.unit;
        let sheet = 0, high = 0, low = 0, tail = 0, kept = -1, before = "paper", open = null, above = [];
        for (let i = 0; i < rows.count; ++i) {
            const item = rows.itemAt(i) as BlockView;
            if (!item || !item.item)
                continue;
            if (item.touched) {
                const lead = low === 0 ? 0 : 12 * Theme.unit;
                if (low > 0 && low + lead + item.height > laneHeight + 0.5) {
                    sheet += 1;
                    low = 0;
                    above.forEach(one => one.lastSheet = sheet);
                }
                place(item, sheet, 0, laneTop + low + (low === 0 ? 0 : lead));
                low += (low === 0 ? 0 : lead) + item.height;
                continue;
            }
            const panelled = item.ground !== "paper";
            let joins = panelled && item.ground === before && high > 0;
            let lead = high === 0 ? 0 : joins ? 8 * Theme.unit : tail + spaceBefore(item, null);
            let need = item.height + (panelled ? 2 * panelPad : 0);
            if (i > kept) {
                [need, kept] = together(i, room);
                need += panelled ? 2 * panelPad : 0;
            }
            if (low > 0 || (high > 0 && high + lead + need > room + 0.5)) {
                sheet += 1;
                high = low = lead = 0;
                above = [];
                joins = false;
            }
            if (panelled && !joins) {
                open = panel(sheet, 0, high + lead, item.ground);
                made.push(open);
                above.push(open);
                lead += panelPad;
            }
            place(item, sheet, panelled ? panelPad : 0, high + lead);
            above.push(item);
            high += lead + item.height;
            if (panelled)
                open.height = high + panelPad - open.y;
            tail = panelled ? panelPad : 0;
            before = item.ground;
        }
        panels = made;
        return sheet + 1;
    }

    function panel(sheet: int, x: real, y: real, ground: string): var {
        return {
            "sheet": sheet,
            "lastSheet": sheet,
            "x": x,
            "y": y,
            "height": 0,
            "ground": ground
        };
    }

    function place(item: var, sheet: int, x: real, y: real): void {
        const before = [item.sheet, item.x, item.y].join();
        item.sheet = item.lastSheet = sheet;
        item.x = Math.round(x);
        item.y = Math.round(y);
        moves += before === [item.sheet, item.x, item.y].join() ? 0 : 1;
    }

    // The height of a block with all that must stay on its page, as far as a page can hold it, and the last of them.
    function together(index: int, room: real): var {
        const first = rows.itemAt(index) as BlockView;
        let sum = first.height, last = index, pads = first.ground === "paper" ? 0 : 2 * panelPad;
        for (let i = index; i + 1 < rows.count && (rows.itemAt(i) as BlockView).keep; ++i) {
            const next = rows.itemAt(i + 1) as BlockView;
            if (!next || (lanes && next.touched))
                break;
            if (next.ground !== "paper" && next.ground !== (rows.itemAt(i) as BlockView).ground)
                pads += 2 * panelPad;
            const more = spaceBefore(next, rows.itemAt(i)) + next.height;
            if (sum + more + pads > room)
                break;
            sum += more;
            last = i + 1;
        }
        return [sum, last];
    }

    function closePanel(panel, y) {
        panel.height = y + panelPad - panel.y;
        return panel.y + panel.height;
    }

    // A title stands apart from what follows it.
    function spaceBefore(item: var, before: var): real {
        const kind = item.kind, title = before && before.value.tone === "title" && item.value.tone !== "second" && !Theme.large && Theme.portrait ? 16 * Theme.unit : 0;
        if (kind === "pair" || kind === "place")
            return title + (item.ground === "paper" && !item.codes ? 8 : 18) * Theme.unit;
        if (kind === "ladder")
            return air + title + 8 * Theme.unit;
        return air + title + (kind === "fact" ? (before?.kind === "qr" ? 16 : 4) * Theme.unit : kind === "card" ? 10 * Theme.unit : kind === "sign" ? 12 * Theme.unit : (kind === "words" ? 16 * Theme.unit : Theme.gap * 0.75));
    }

    function later(): void {
        settle.restart();
    }

    onWidthChanged: arrange()
    onFlowChanged: arrange()
    onColumnsChanged: arrange()
    onCausesChanged: later()
    Component.onCompleted: later()

    Timer {
        id: settle

        interval: 0
        onTriggered: {
            pages.air = 0;
            pages.lay(1e9, 1e9, false);
            [pages.neededHeight, pages.largest] = [pages.ending, pages.highest];
            pages.arrange();
        }
    }

    Panels {
        model: pages.panels
        page: pages.page
        across: pages.columnWidth
    }

    Repeater {
        id: rows

        onItemAdded: pages.later()
        onItemRemoved: pages.later()

        delegate: BlockView {
            required property var model

            value: JSON.parse(model.value)
            visible: sheet <= pages.page && pages.page <= lastSheet
            width: (pages.lanes && touched ? pages.laneWidth : pages.columnWidth) - (ground === "paper" ? 0 : 2 * pages.panelPad)
            onHeightChanged: pages.later()
            onGroundChanged: pages.later()
        }
    }
}
