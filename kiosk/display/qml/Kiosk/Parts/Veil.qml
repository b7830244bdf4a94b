import QtQuick
import Kiosk.Theme

// A short fade: what is new is painted at once, paler, and comes up in three steps. Steps, not an animation: without a
// graphics card each frame of a whole screen costs a fifth of a core for its length. None with reduced motion, and none
// before the window is there.
Rectangle {
    id: veil

    property int steps: 0

    function fall(milliseconds: int): void {
        if (Theme.still || !Window.window?.visible)
            return;
        steps = 3;
        lift.interval = milliseconds / 3;
        lift.restart();
    }

    visible: steps > 0
    opacity: 0.2 * steps
    color: Theme.paper
    Accessible.ignored: true

    Timer {
        id: lift

        repeat: true
        onTriggered: {
            veil.steps -= 1;
            if (veil.steps === 0)
                stop();
        }
    }
}
