pragma Singleton

import QtQuick
import Kiosk.Native

// The tokens of kiosk/docs/look.md. `unit` is 0.37 mm over the panel's pixel pitch; every size is a multiple of it.
QtObject {
    id: theme

    property real unit: 1
    property string locale: "ko"
    property bool large: false
    property bool contrast: false
    property bool keypad: false
    property bool still: false
    // The gallery only: everything that can be touched looks "pressed" or "focused".
    property string showing: ""

    readonly property Typefaces faces: Typefaces {
        locale: theme.locale
        large: theme.large
        unit: theme.unit
    }

    // By role, made once a change.
    readonly property var leading: JSON.parse(faces.leading)
    readonly property var lines: each(role => leading[role][0])
    readonly property var slack: each(role => leading[role][1])
    readonly property var fonts: each(role => faces.inLocale(role, locale, large, unit))

    function each(made: var): var {
        const found = {};
        for (const role in leading)
            found[role] = made(role);
        return found;
    }

    readonly property color ink: contrast ? "#FFFFFF" : "#12171D"
    readonly property color ink2: contrast ? "#FFFFFF" : "#46505C"
    readonly property color quiet: contrast ? "#969696" : "#5F6A76"
    readonly property color control: contrast ? "#FFFFFF" : "#76818D"
    readonly property color line: contrast ? "#FFFFFF" : "#DCE1E6"
    readonly property color paper: contrast ? "#000000" : "#FFFFFF"
    readonly property color scrim: contrast ? "#000000" : "#63676C"
    readonly property color mist: contrast ? "#000000" : "#F1F4F5"
    readonly property color accent: contrast ? "#FFFFFF" : "#0B4F5C"
    readonly property color accentPressed: contrast ? "#FFFFFF" : "#083944"
    readonly property color overAccent: contrast ? "#000000" : "#FFFFFF"
    readonly property color tint: contrast ? "#000000" : "#E3EEF0"
    readonly property color ban: "#111111"
    readonly property color banDate: contrast ? "#FFFFFF" : "#C9D0D6"
    readonly property color alarm: contrast ? "#000000" : "#A50F15"
    readonly property color amber: contrast ? "#000000" : "#FFF1D6"
    readonly property color amberEdge: "#E07B00"
    readonly property var level: ({
            "1": contrast ? "#1D4F8A" : "#2B6CB0",
            "2": "#FFE066",
            "!": contrast ? "#FF9A1F" : "#E07B00",
            "3": "#A50F15",
            "4": "#111111"
        })

    // How far a finger slips that means what it was put on: 7 mm.
    readonly property real tremor: 20 * unit
    readonly property int fade: still ? 0 : 160

    // The colours that boxes name. "edge" and "ring" are seen in high contrast only.
    readonly property var named: ({
            "": "transparent",
            "ink": ink,
            "ink2": ink2,
            "quiet": quiet,
            "control": control,
            "line": line,
            "paper": paper,
            "mist": mist,
            "accent": accent,
            "accentPressed": accentPressed,
            "overAccent": overAccent,
            "tint": tint,
            "pressed": contrast ? "#404040" : tint,
            "ban": ban,
            "banDate": banDate,
            "alarm": alarm,
            "overAlarm": "#FFFFFF",
            "amber": amber,
            "amberEdge": amberEdge,
            "white": "#FFFFFF",
            "edge": contrast ? "#FFFFFF" : "transparent",
            "ring": contrast ? "#FFFFFF" : "transparent"
        })

    function colour(name: string): color {
        return named[name] ?? "transparent";
    }

    function edge(name: string, wide: real): real {
        return name === "" || named[name] === "transparent" ? 0 : Math.max(1, wide * unit);
    }

    readonly property var types: ({})
    readonly property var naturals: ({})

    // A face at a size, each made once.
    function type(face: string, px: real, bold: bool): font {
        const key = face + Math.round(px * unit) + bold;
        types[key] = types[key] ?? faces.sized(face, Math.round(px * unit), bold);
        return types[key];
    }

    // How high a line of a face is by itself, as a multiple of its size.
    function natural(face: string, bold: bool): real {
        const key = face + bold;
        naturals[key] = naturals[key] ?? faces.natural(face, bold);
        return naturals[key];
    }

    // A role's font in another language; asks for the size too, so that bindings follow it.
    function faceIn(role: string, locale: string): font {
        return faces.inLocale(role, locale, theme.large, theme.unit);
    }

    // Where no line may break: within a Hangul word, before small kana, and among the last three signs of a Han or kana paragraph.
    readonly property list<var> joints: [/[\uAC00-\uD7A3](?=[\uAC00-\uD7A3])/g, /[\u3040-\u30FF\u4E00-\u9FFF](?=[ぁぃぅぇぉっゃゅょんンー])/g, /[\u3040-\u30FF\u4E00-\u9FFF]{2}(?=[\u3040-\u30FF\u4E00-\u9FFF][。？！]?$)/gm]

    // Perhaps a run without a place to break (see `breaks.py`, which looks closer).
    readonly property var long: /[^\s\u200B\u3000-\u30FF\u4E00-\u9FFF]{10,}/

    // A word joiner tells the line breaker so.
    function whole(words: string): string {
        return joints.reduce((text, joint) => text.replace(joint, signs => [...signs].map(sign => sign + "\u2060").join("")), long.test(words) ? faces.broken(words) : words);
    }
}
