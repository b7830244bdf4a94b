#!/bin/sh
# feedparser gives the identifier of an alert as its link, where the feed links to the alert itself.
#
# Guess: `entry.link` is the href of the entry's alternate link ("/atom10:entry/atom10:link[@rel="alternate"]/@href", says its
# reference); a feed of CAP alerts, whose entries lead to application/cap+xml, can be followed by it.
# Seen with feedparser 6.0.14: only an alternate of HTML's types counts. An entry that leads to a CAP alert alone gets its atom:id
# for a link, a `urn:` that nothing can fetch (the reference tells that of RSS only); GeoJSON fares alike, and `guidislink` is True
# here whether there is a page or not. Where the page is there in several languages (hreflang), which Atom allows, the last one
# is taken: in a feed in Korean `link` is the Khmer page. Nothing is lost: `links` holds all, with type and hreflang.
#
# Runs alone: installs that one package into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'feedparser==6.0.14'
cat >"$folder/links.py" <<'END'
import sys

import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko">
<title>Alerts</title><id>urn:example:alerts</id><updated>2026-11-30T00:00:00Z</updated><author><name>Example</name></author>
<entry><title>Alert</title><id>urn:example:alert:7</id><updated>2026-11-30T00:00:00Z</updated><summary>Do not travel.</summary>
{links}</entry></feed>"""
CASES = {
    "page": (("text/html", "ko"),),
    "CAP": (("application/cap+xml", "ko"),),
    "GeoJSON": (("application/geo+json", "ko"),),
    "CAP, then page": (("application/cap+xml", "ko"), ("text/html", "ko")),
    "page, then CAP": (("text/html", "ko"), ("application/cap+xml", "ko")),
    "pages in three languages": (("text/html", "ko"), ("text/html", "en"), ("text/html", "km")),
}


def address(kind, language):
    return f"https://alerts.example/{language}/7.{kind.partition('/')[2]}"


PAGE, IDENTIFIER = address("text/html", "ko"), "urn:example:alert:7"
EXPECTED = dict.fromkeys(CASES, PAGE) | {"CAP": IDENTIFIER, "GeoJSON": IDENTIFIER}
EXPECTED["pages in three languages"] = address("text/html", "km")

found, whole = {}, True
for name, links in CASES.items():
    elements = "".join(
        f'<link rel="alternate" type="{kind}" hreflang="{language}" href="{address(kind, language)}"/>' for kind, language in links
    )
    parsed = feedparser.parse(FEED.format(links=elements))
    entry = parsed.entries[0]
    found[name] = entry.link
    whole &= not parsed.bozo and entry.guidislink and [(one.type, one.hreflang) for one in entry.links] == list(links)
    print(f"{name}: link {entry.link}, guidislink {entry.guidislink}, links {len(entry.links)}")
print(f"feedparser {feedparser.__version__}; guidislink and all links in each: {whole}")
sys.exit(found != EXPECTED or not whole)
END
"$folder/venv/bin/python" "$folder/links.py"
