#!/bin/sh
# Qt parts lines of Thai and Burmese, which put no spaces between words, but not of Khmer and Lao.
#
# Guess: a text engine that knows one of these scripts knows all four (Unicode gives them one line-breaking class, SA, and ICU
# has dictionaries for all of them).
# Seen with PySide6-Essentials 6.11.1 (Qt 6.11.1, as it comes from PyPI, without ICU): at a width of 400 px Thai, Burmese and
# Japanese come in several lines, none wider; Khmer and Lao come in one line that leaves the page. With U+200B between its
# words Khmer is parted too. A screen that shows Khmer as people type it loses its end.
#
# Runs alone: installs that one package into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'PySide6-Essentials==6.11.1'
cat >"$folder/lines.py" <<'END'
import sys

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout, QTextOption

WIDTH = 400
TEXTS = {
    "thai": "กรุณาแจ้งพนักงานสายการบินหรือเจ้าหน้าที่ตำรวจที่นี่ทันทีก่อนขึ้นเครื่อง",
    "burmese": "ကျေးဇူးပြု၍လေကြောင်းလိုင်းဝန်ထမ်းသို့မဟုတ်ရဲအရာရှိကိုပြောပါ",
    "japanese": "航空会社の係員か警察官に話してください。今からでも搭乗しないことを選べます。",
    "khmer": "សូមប្រាប់បុគ្គលិកក្រុមហ៊ុនអាកាសចរណ៍ឬមន្ត្រីប៉ូលិសនៅទីនេះភ្លាមៗ",
    "lao": "ກະລຸນາແຈ້ງພະນັກງານສາຍການບິນຫຼືເຈົ້າໜ້າທີ່ຕຳຫຼວດຢູ່ບ່ອນນີ້ທັນທີ",
    "khmer with U+200B": "\u200b".join(
        ("សូម", "ប្រាប់", "បុគ្គលិក", "ក្រុមហ៊ុន", "អាកាសចរណ៍", "ឬ", "មន្ត្រី", "ប៉ូលិស", "នៅ", "ទីនេះ", "ភ្លាមៗ")
    ),
}
PARTED = {"thai": True, "burmese": True, "japanese": True, "khmer": False, "lao": False, "khmer with U+200B": True}


def parted(text):
    """Whether the text came in several lines, none wider than the page."""
    layout, option = QTextLayout(text, QFont("sans", 20)), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(WIDTH)
        lines.append(line.naturalTextWidth() <= WIDTH + 1)
    layout.endLayout()
    return len(lines) > 1 and all(lines)


app = QGuiApplication(sys.argv)
found = {name: parted(text) for name, text in TEXTS.items()}
print(f"Qt {qVersion()}")
for name, fits in found.items():
    print(f"{name}: {'parted into lines that fit' if fits else 'one line that leaves the page'}")
sys.exit(found != PARTED)
END
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/lines.py"
