#!/bin/sh
# A Khmer font that is cut down to the letters of a text no longer writes that text: half of a vowel is gone.
#
# Guess: a subset made "for this text" holds all that the text needs; a page for telephones may carry a small Khmer font. The
# subsetters follow every substitution that the font itself knows.
# Seen with Noto Sans Khmer (fontpkg-noto-sans-khmer 2.4), fonttools 4.68.0 and uharfbuzz 0.57.0 (HarfBuzz 15.0.0): the vowels
# U+17BE, 17BF, 17C0, 17C4 and 17C5 are written on both sides of their consonant. It is the shaper, not the font, that parts
# them into U+17C1 and the rest, so neither fonttools nor HarfBuzz' own subsetter keeps U+17C1, and HarfBuzz then writes the
# other half alone, without a box in its place: Kampong Saom, Poipet and "danger" stand there misspelt, and narrower. Names
# without such a vowel (Kampuchea) are whole, and all are as soon as the text has a U+17C1 of its own: so a test page looks right.
#
# Runs alone: installs these packages into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'fontpkg-noto-sans-khmer==2.4' 'fonttools==4.68.0' 'uharfbuzz==0.57.0'
cat >"$folder/cut.py" <<'END'
import io
import sys
from importlib.metadata import files

import uharfbuzz
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

CONSONANT, BEFORE = "\u1782", "\u17c1"
TEXTS = {
    "Kampong Saom": ("កំពង់សោម", True),
    "Poipet": ("ប៉ោយប៉ែត", True),
    "Siem Reap": ("សៀមរាប", True),
    "danger": ("គ្រោះថ្នាក់", True),
    "Kampuchea": ("កម្ពុជា", False),
    "Kampong Saom and U+17C1": ("កំពង់សោម គេ", False),
}
font = next(file for file in files("fontpkg-noto-sans-khmer") if file.suffix == ".ttf").read_binary()


def by_fonttools(text):
    options = Options(layout_features=["*"])
    tables, cut = TTFont(io.BytesIO(font)), io.BytesIO()
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(tables)
    tables.save(cut)
    return cut.getvalue()


def by_harfbuzz(text):
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set({ord(letter) for letter in text})
    return uharfbuzz.subset(uharfbuzz.Face(font), wanted).blob.data


def written(data, text):
    """How many glyphs the text takes, how wide they are together, and whether one of them is the box for what is missing."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(data)), buffer)
    glyphs = [info.codepoint for info in buffer.glyph_infos]
    return len(glyphs), sum(position.x_advance for position in buffer.glyph_positions), 0 in glyphs


width = written(font, CONSONANT + BEFORE)[1] - written(font, CONSONANT)[1]
print(f"HarfBuzz {uharfbuzz.version_string()}; glyphs, width, box; U+17C1 is {width} wide")
as_described = True
for name, (text, loses) in TEXTS.items():
    whole, cuts = written(font, text), [written(cut(text), text) for cut in (by_fonttools, by_harfbuzz)]
    print(f"{name}: whole font {whole}, fonttools {cuts[0]}, HarfBuzz' subset {cuts[1]}")
    expected = (whole[0] - 1, whole[1] - width, False) if loses else whole
    as_described &= cuts == [expected, expected] and (BEFORE in text) == ("U+17C1" in name)
sys.exit(not as_described)
END
"$folder/venv/bin/python" "$folder/cut.py"
