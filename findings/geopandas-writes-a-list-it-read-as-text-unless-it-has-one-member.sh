#!/bin/sh
# A list in GeoJSON that geopandas reads and writes again comes back as text, if it has two members or more.
#
# Guess: what geopandas read from GeoJSON it writes as GeoJSON again: an alert area with its list of hazards, or of place codes,
# goes through an analyst's hands and stays what it was; or else something complains.
# Seen with geopandas 1.2.0, pyogrio 0.13.0 and numpy 2.4.6: lists are read as numpy arrays and written as str() of them.
# ["bokor", "bavet"] becomes the text "['bokor' 'bavet']", without a comma, [1, 2] becomes "[1 2]". GDAL then takes such
# a text for JSON where it happens to parse: so ["bokor"] and [] stay lists, and one field holds both in one file. A trial
# with lists of one shows nothing; nothing warns. Objects, and lists of objects, come through whole. Who publishes GeoJSON for
# others does better with lists of objects, or with one field a member.
#
# Runs alone: installs these packages into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'geopandas==1.2.0' 'pyogrio==0.13.0' 'numpy==2.4.6'
cat >"$folder/again.py" <<'END'
import json
import pathlib
import sys
import warnings

import geopandas
import numpy
import pyogrio

VALUES = {
    "places": [["bokor", "bavet"], ["bokor"], []],
    "levels": [[1, 2], [3], []],
    "stretches": [[{"level": 3}, {"level": 2}], [{"level": 1}], []],
    "names": [{"en": "Bokor", "ko": "보코르"}, {"en": "Bavet"}, {"en": "Poipet"}],
}
WRITTEN = VALUES | {"places": ["['bokor' 'bavet']", ["bokor"], []], "levels": ["[1 2]", [3], []]}

warnings.simplefilter("error")
first, second = pathlib.Path(sys.argv[1], "first.geojson"), pathlib.Path(sys.argv[1], "second.geojson")
point = {"type": "Point", "coordinates": [104.0, 10.6]}
features = [
    {"type": "Feature", "geometry": point, "properties": dict(zip(VALUES, row, strict=True))}
    for row in zip(*VALUES.values(), strict=True)
]
first.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
geopandas.read_file(first).to_file(second, driver="GeoJSON")
properties = [feature["properties"] for feature in json.loads(second.read_text(encoding="utf-8"))["features"]]
again = {name: [row[name] for row in properties] for name in VALUES}
print(f"geopandas {geopandas.__version__}, pyogrio {pyogrio.__version__}, numpy {numpy.__version__}")
print(f"GDAL {pyogrio.__gdal_version_string__}")
for name in VALUES:
    print(f"{name}: {VALUES[name]} came back as {again[name]}")
sys.exit(again != WRITTEN)
END
"$folder/venv/bin/python" "$folder/again.py" "$folder"
