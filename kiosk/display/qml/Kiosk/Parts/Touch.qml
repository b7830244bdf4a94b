import QtQuick
import Kiosk.Theme

// Everything that can be touched: press answer, keypad focus with its ring, accessible name.
// A press that ends within it, or trembles off its edge, acts, however long it took; one that began before it lay there does
// not. `steady`: what stays where it is when the screen changes.
FocusScope {
    id: touch

    required property string touchName
    property string action
    property string argument
    property bool checkable: false
    property bool checked: false
    property color ringColor: Theme.ink
    property real ringInset: 0
    readonly property bool pressed: tap.pressed || Theme.showing === "pressed"
    readonly property bool isTouch: true
    property bool touchable: true
    property bool steady: false

    signal touched

    function take(): void {
        if (!enabled)
            return;
        touched();
        if (action !== "")
            Hand.act(action, argument);
        else
            Hand.alive();
    }

    activeFocusOnTab: touchable || activeFocus
    z: activeFocus ? 2 : 0
    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: touchName
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.focusable: true
    Accessible.focused: activeFocus
    Accessible.onPressAction: take()
    Accessible.onToggleAction: take()
    Keys.onReturnPressed: take()
    Keys.onEnterPressed: take()
    Keys.onSpacePressed: take()

    TapHandler {
        id: tap

        enabled: touch.touchable && !(touch.steady ? Hand.shifted : Hand.fresh)
        longPressThreshold: 0
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: touch.take()
        onCanceled: point => {
            if (point.state === EventPoint.Released && Math.hypot(point.position.x - point.pressPosition.x, point.position.y - point.pressPosition.y) <= Theme.tremor)
                touch.take();
        }
    }

    Rectangle {
        visible: (touch.activeFocus && Theme.keypad) || Theme.showing === "focused"
        anchors.fill: parent
        anchors.margins: touch.ringInset - 10 * Theme.unit
        color: "transparent"
        radius: 22 * Theme.unit
        border.width: 6 * Theme.unit
        border.color: touch.ringColor
        z: 3
    }
}
