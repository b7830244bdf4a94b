#!/bin/sh
# One key of a kind that python-tuf does not know makes the whole root unreadable, though all signatures needed are good.
#
# Guess: a key of a new kind is passed over, as a signature by an unknown key is; a repository can bring in a new kind of key
# (a signing token, a post-quantum key) beside the old ones, while clients of last year go on with those they know.
# Seen with tuf 7.0.1 and securesystemslib 1.6.0: a root with three Ed25519 keys and one of an unknown scheme, threshold two,
# signed by two of the three, is no document at all ("Unsupported public key"), even where the new key stands in no role yet.
# tuf-js 5.0.1 (@tufjs/models 4.1.1) reads the same bytes and finds the threshold met. So a new kind of key must
# be in every client's release before it may be in any metadata.
#
# Runs alone: installs these packages (PyPI and npm) into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'tuf==7.0.1' 'securesystemslib[crypto]==1.6.0'
cat >"$folder/root.py" <<'END'
import datetime
import importlib.metadata
import json
import pathlib
import sys

from securesystemslib.formats import encode_canonical
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

NEW = {"keytype": "ml-dsa", "scheme": "ml-dsa-65", "keyval": {"public": "00"}}
KEYID = "ab" * 32


def root(listed, in_role):
    """A root signed by two of its three Ed25519 keys; with the new key among the keys, or in the role as well."""
    signers = [CryptoSigner.generate_ed25519() for _ in range(3)]
    plain = Root(expires=datetime.datetime(2100, 1, 1, tzinfo=datetime.timezone.utc))
    for role in plain.roles:
        for signer in signers:
            plain.add_key(signer.public_key, role)
    plain.roles["root"].threshold = 2
    document = Metadata(plain).to_dict()
    if listed:
        document["signed"]["keys"][KEYID] = NEW
    if in_role:
        document["signed"]["roles"]["root"]["keyids"].append(KEYID)
    signed = encode_canonical(document["signed"]).encode()
    document["signatures"] = [signer.sign(signed).to_dict() for signer in signers[:2]]
    return json.dumps(document).encode()


def read(data):
    try:
        metadata = Metadata.from_bytes(data)
    except DeserializationError as fault:
        return f"refused: {fault.__cause__}"
    metadata.verify_delegate("root", metadata)
    return "threshold met"


print(f"tuf {importlib.metadata.version('tuf')}, securesystemslib {importlib.metadata.version('securesystemslib')}")
found = []
for name, shape in {"known": (False, False), "listed": (True, False), "in-role": (True, True)}.items():
    data = root(*shape)
    pathlib.Path(sys.argv[1], f"{name}.json").write_bytes(data)
    found.append(read(data))
    print(f"python-tuf, {name}: {found[-1]}")
sys.exit([answer.partition(":")[0] for answer in found] != ["threshold met", "refused", "refused"])
END
cat >"$folder/root.js" <<'END'
const fs = require("fs");
const { Metadata, MetadataKind } = require("@tufjs/models");
let changed = false;
for (const name of ["known", "listed", "in-role"]) {
  let told = "threshold met";
  try {
    const metadata = Metadata.fromJSON(MetadataKind.Root, JSON.parse(fs.readFileSync(`${name}.json`)));
    metadata.verifyDelegate(MetadataKind.Root, metadata);
  } catch (fault) {
    told = `refused: ${fault.message}`;
    changed = true;
  }
  console.log(`tuf-js, ${name}: ${told}`);
}
process.exit(changed ? 1 : 0);
END
"$folder/venv/bin/python" "$folder/root.py" "$folder"
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --no-update-notifier --cache "$folder/cache" 'tuf-js@5.0.1' '@tufjs/models@4.1.1'
node root.js
