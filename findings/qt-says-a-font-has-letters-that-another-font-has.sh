#!/bin/sh
# QFontMetrics.inFont says yes to Khmer letters for a font that has none, as soon as any other font has them.
#
# Guess: inFont and inFontUcs4 answer for the font they are asked of ("a valid character in the font"), and fallback comes later,
# at painting; so one may test with them whether the house's own font writes every letter of a language.
# Seen with PySide6-Essentials 6.11.3, Noto Sans (fontpkg-noto-sans 2.15) and Noto Sans Khmer (fontpkg-noto-sans-khmer 2.4): alone,
# Noto Sans is said not to have U+1780, rightly. With the Khmer font beside it the same question to Noto Sans is answered
# with yes, and Noto Sans Khmer, which has no Cyrillic, is said to have U+0416. QRawFont.supportsCharacter answers for the font
# itself. So inFont tells what can be painted at all, never by which font.
#
# Runs alone: installs these packages into a temporary folder, and lets Qt see no other fonts. Exit 0: as described; 1:
# something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install \
    'PySide6-Essentials==6.11.3' 'fontpkg-noto-sans==2.15' 'fontpkg-noto-sans-khmer==2.4'
mkdir "$folder/fonts"
echo "<fontconfig><dir>$folder/fonts</dir><cachedir>$folder/cache</cachedir></fontconfig>" >"$folder/fonts.conf"
cat >"$folder/letters.py" <<'END'
import sys
from importlib.metadata import files

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication, QRawFont

LETTERS = {"ZHE": 0x416, "KA": 0x1780}


def load(package):
    upright = next(one for one in files(package) if one.suffix == ".ttf" and "Italic" not in one.name)
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(upright.locate())))[0]


def asked(family):
    """What inFontUcs4 and QRawFont say of each letter."""
    font = QFont(family, 20)
    assert QFontInfo(font).family() == family
    metrics, raw = QFontMetricsF(font), QRawFont.fromFont(font)
    return {name: (metrics.inFontUcs4(letter), raw.supportsCharacter(letter)) for name, letter in LETTERS.items()}


app = QGuiApplication(sys.argv)
latin = load("fontpkg-noto-sans")
alone = asked(latin)
khmer = load("fontpkg-noto-sans-khmer")
both = {family: asked(family) for family in (latin, khmer)}
print(f"Qt {qVersion()}; letter: (inFontUcs4, QRawFont)")
print(f"{latin} alone: {alone}")
for family, answers in both.items():
    print(f"{family}, both loaded: {answers}")
described = {latin: {"ZHE": (True, True), "KA": (True, False)}, khmer: {"ZHE": (True, False), "KA": (True, True)}}
sys.exit(alone != {"ZHE": (True, True), "KA": (False, False)} or both != described)
END
export FONTCONFIG_FILE="$folder/fonts.conf" QT_QPA_PLATFORM=offscreen
timeout 60 "$folder/venv/bin/python" "$folder/letters.py" 2>"$folder/complaints" || {
    code=$?
    cat "$folder/complaints"
    exit "$code"
}
