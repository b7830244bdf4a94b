import QtQuick
import Kiosk.Parts
import Kiosk.Theme

// Two blocks side by side; a missing one leaves its cell empty. Between two buttons a third may stand, each as wide as
// its words want; while it is `waiting` its place is kept. Where room is short, buttons stand one above another.
Item {
    id: block

    required property var value
    readonly property bool buttons: value.left?.kind === "button"
    readonly property bool codes: value.left?.kind === "qr"
    readonly property bool three: (value.middle ?? null) !== null
    readonly property bool stacked: buttons && !three && width < 640 * Theme.unit
    readonly property bool tiered: three && width < 880 * Theme.unit
    readonly property real gutter: (buttons ? 24 : 32) * Theme.unit
    readonly property real half: stacked ? width : (width - gutter) / 2
    readonly property real leftWidth: {
        if (three && !tiered)
            return share(left);
        if (buttons && !stacked)
            return half * 0.86;
        return codes ? Math.min(half, width - gutter - ((right.item as QrBlock)?.needed ?? 0)) : half;
    }
    readonly property real tier: Math.max(high(left), high(right), three && !tiered ? high(middle) : 0)
    readonly property real lower: tiered ? high(middle) + 16 * Theme.unit : 0

    function high(side: var): real {
        return side.item?.implicitHeight ?? 0;
    }

    function wanted(side: var): real {
        return side.item?.needed ?? 0;
    }

    // Of the row, what a button's words want in comparison with the others'.
    function share(side: var): real {
        return (width - 2 * gutter) * wanted(side) / Math.max(1, wanted(left) + wanted(middle) + wanted(right));
    }

    function told(side: var): real {
        return side.item?.told ?? 0;
    }

    // Rows and buttons of one pair are equally high.
    function level(side: var): bool {
        return !stacked && side && side.item !== null && ["button", "place"].includes(side.kind);
    }

    implicitHeight: stacked ? high(left) + 16 * Theme.unit + high(right) : lower + tier

    BlockView {
        id: left

        y: block.lower
        width: block.leftWidth
        height: block.high(this)
        value: block.value.left ?? null
    }

    BlockView {
        id: middle

        visible: !block.value.waiting
        x: block.tiered ? 0 : left.width + block.gutter
        width: block.tiered ? block.width : block.three ? block.share(this) : 0
        height: block.high(this)
        value: block.value.middle ?? null
    }

    BlockView {
        id: right

        x: block.stacked ? 0 : (block.three && !block.tiered ? middle.x + middle.width : left.width) + block.gutter
        y: block.stacked ? block.high(left) + 16 * Theme.unit : block.lower
        width: block.width - x
        height: block.high(this)
        value: block.value.right ?? null
    }

    // Codes of one pair begin equally high.
    Binding {
        target: left.item
        when: block.codes && left.item !== null
        property: "level"
        value: block.told(right)
    }

    Binding {
        target: right.item
        when: block.codes && right.item !== null
        property: "level"
        value: block.told(left)
    }

    Binding {
        target: left.item
        when: block.level(left)
        property: "height"
        value: block.tier
    }

    Binding {
        target: middle.item
        when: block.three && !block.tiered && middle.item !== null
        property: "height"
        value: block.tier
    }

    Binding {
        target: right.item
        when: block.level(right)
        property: "height"
        value: block.tier
    }
}
