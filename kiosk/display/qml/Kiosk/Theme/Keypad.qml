pragma Singleton
import QtQuick

// What the keys of a keypad mean that do not move the focus: [action, argument], [] for none. A module with codes of its own is set to these.
QtObject {
    function meant(key: int): list<string> {
        switch (key) {
        case Qt.Key_Backspace:
        case Qt.Key_Back:
            return ["back"];
        case Qt.Key_Home:
        case Qt.Key_HomePage:
            return ["home"];
        case Qt.Key_PageDown:
            return ["turn", "1"];
        case Qt.Key_PageUp:
            return ["turn", "-1"];
        case Qt.Key_F1:
        case Qt.Key_Help:
            return ["go", "help"];
        case Qt.Key_MediaPlay:
        case Qt.Key_MediaTogglePlayPause:
            return ["listen"];
        case Qt.Key_MediaPrevious:
            return ["again"];
        case Qt.Key_MediaStop:
        case Qt.Key_VolumeMute:
            return ["hush"];
        case Qt.Key_VolumeUp:
            return ["louder"];
        case Qt.Key_VolumeDown:
            return ["quieter"];
        }
        return [];
    }
}
