import QtQuick
import QtQuick.Window
import Kiosk.Native
import Kiosk.Parts
import Kiosk.Theme

// The kiosk's one window: top line, freshness band, the screen, dock, and the edition mark along the lower edge.
Window {
    id: window

    required property Scene scene
    required property real unit
    property bool still: false
    property string showing: ""
    property real designWidth: 0
    property real designHeight: 0
    readonly property real sheetWidth: designWidth > 0 ? designWidth : width
    readonly property real sheetHeight: designHeight > 0 ? designHeight : height
    // The sheet of 1080 x 1920 units is shown whole on any panel: on one with fewer millimetres, smaller.
    readonly property real fitted: Math.min(sheetWidth, sheetHeight) < 480 ? unit : Math.min(unit, Math.min(sheetWidth, sheetHeight) / 1080, Math.max(sheetWidth, sheetHeight) / 1920)
    readonly property bool settled: !veil.visible
    readonly property bool dressed: true
    readonly property bool fresh: Hand.fresh
    readonly property int veiled: veil.steps
    readonly property int pageCount: scene.pages
    readonly property int page: scene.page
    readonly property rect counting: countdown.visible ? Qt.rect(0, countdown.y, countdown.width, countdown.height) : Qt.rect(0, 0, 0, 0)
    readonly property bool resting: scene.name === "attract"
    // Against burn-in: while nobody is there, all but the mark moves on a small circle, a step a change of language.
    readonly property list<point> circle: [Qt.point(0, 0), Qt.point(4, -1), Qt.point(6, -4), Qt.point(4, -7), Qt.point(0, -8), Qt.point(-4, -7), Qt.point(-6, -4), Qt.point(-4, -1)]
    property int turned: 0
    readonly property point shift: resting ? circle[turned % 8] : circle[0]

    color: Theme.paper

    Dressing {
        scene: window.scene
        unit: window.fitted
        showing: window.showing
        still: window.still
    }

    Connections {
        target: Hand

        function onAct(action: string, argument: string): void {
            window.scene.touched(action, argument);
        }

        function onAlive(): void {
            window.scene.touched("alive", "");
        }
    }

    Connections {
        target: window.scene

        function onKeyChanged(): void {
            veil.fall(160);
            guard.renew();
            keys.another = true;
        }

        function onModesChanged(): void {
            keys.same = window.scene.name === keys.screen;
            Hand.shifted = Hand.shifted || (window.visible && window.scene.large !== guard.large);
            guard.large = window.scene.large;
            if (!window.resting || Hand.shifted)
                guard.renew();
            veil.fall(window.resting ? 400 : 160);
            if (window.resting)
                window.turned += 1;
        }

        function onShown(): void {
            keys.keep();
        }
    }

    // What has the keys keeps them while it is there, whatever Larger, Contrast or Lower do with its box; another screen begins anew.
    QtObject {
        id: keys

        property bool another: false
        property bool same: false
        property bool held: false
        property string screen
        property string action
        property string argument
        readonly property Touch taken: window.activeFocusItem as Touch

        function keep(): void {
            const stays = (!another || same) && screen === window.scene.name;
            screen = window.scene.name;
            another = same = false;
            if (!held || bar.keys().includes(taken))
                return;
            const box = stays ? page.find(action, argument) : null;
            held = box !== null;
            if (!held)
                stage.release();
            else if (box !== taken)
                box.forceActiveFocus();
        }

        onTakenChanged: {
            if (!taken)
                return;
            held = true;
            action = taken.action;
            argument = taken.argument;
        }
    }

    // A second tap is not meant for what the first one brought: a screen's controls take no finger for 0.4 s after it has changed,
    // nor for 0.3 s after it was painted. A box that is slow to paint, or busy when that time ends, delivers late what was tapped
    // early: it waits for the frame (at most 3 s), and once more so that what came meanwhile is delivered first.
    Timer {
        id: guard

        property bool unseen: false
        property bool large: false
        property real since: 0
        property real due: 0

        function renew(): void {
            if (!window.visible)
                return;
            Hand.fresh = unseen = true;
            since = Date.now();
            wait(400);
        }

        function wait(milliseconds: int): void {
            interval = milliseconds;
            due = Date.now() + milliseconds;
            restart();
        }

        onTriggered: {
            const now = Date.now();
            if (now - since < 3000 && (unseen || now - due > 50))
                wait(unseen ? 100 : 50);
            else
                Hand.fresh = Hand.shifted = unseen = false;
        }
    }

    Connections {
        target: window
        enabled: guard.unseen

        function onFrameSwapped(): void {
            guard.unseen = false;
            if (Date.now() - guard.since >= 100)
                guard.wait(300);
        }
    }

    FocusScope {
        id: stage

        x: window.shift.x
        y: window.shift.y
        width: window.sheetWidth
        height: window.sheetHeight
        scale: Math.min(window.width / Math.max(1, width), window.height / Math.max(1, height))
        transformOrigin: Item.TopLeft
        focus: true

        function walk(forward: bool): void {
            const all = [...page.controls(), ...bar.keys()];
            const at = all.indexOf(window.activeFocusItem);
            const next = all[forward ? (at + 1) % all.length : (at < 1 ? all.length : at) - 1];
            Theme.keypad = true;
            if (!next)
                return;
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
            window.scene.touched("focus", next.touchName);
        }

        function release(): void {
            const box = window.activeFocusItem;
            if (box && box !== stage)
                box.focus = false;
            stage.forceActiveFocus();
        }

        Keys.onPressed: event => {
            event.accepted = true;
            Hand.alive();
            switch (event.key) {
            case Qt.Key_Down:
            case Qt.Key_Right:
            case Qt.Key_Tab:
                walk(true);
                break;
            case Qt.Key_Up:
            case Qt.Key_Left:
            case Qt.Key_Backtab:
                walk(false);
                break;
            default:
                const meant = Keypad.meant(event.key);
                event.accepted = meant.length > 0;
                if (event.accepted)
                    window.scene.touched(meant[0], meant[1] ?? "");
            }
        }

        // Attract: a touch anywhere begins.
        TapHandler {
            enabled: window.resting && !Hand.fresh
            longPressThreshold: 0
            gesturePolicy: TapHandler.ReleaseWithinBounds
            onTapped: Hand.act("begin", "")
        }

        Page {
            id: page

            anchors.fill: parent
            scene: window.scene
        }

        Veil {
            id: veil

            y: 112 * Theme.unit
            width: parent.width
            height: parent.height - y - 168 * Theme.unit
            z: 4
        }

        SpeechBar {
            id: bar

            words: JSON.parse(window.scene.speech)
            shown: window.scene.speaking
            anchors.bottom: parent.bottom
            anchors.bottomMargin: (window.scene.large ? 340 : parent.width > parent.height ? 172 : 316) * Theme.unit
            width: parent.width
            z: 5
        }

        Countdown {
            id: countdown

            words: window.scene.countdown
            place: high => page.gap(high)
            width: parent.width
            height: implicitHeight
            z: 6
        }

        LongPress {
            onHeld: Hand.act("officers", "")
        }

        // Every touch is a sign of life, whatever takes it, or nothing; told once it was taken, so that the countdown lies there till then.
        Item {
            anchors.fill: parent
            z: 7

            PointHandler {
                onActiveChanged: if (active)
                    Qt.callLater(Hand.alive)
            }
        }
    }

    EditionMark {
        y: window.height - height
        width: window.width
        bits: window.scene.mark
        dark: Theme.contrast
    }
}
