#!/bin/sh
# Once PySide6 is imported, every module that is imported later has its source file read, and the text is kept.
#
# Guess: importing PySide6 changes nothing for other modules; a program that loads compiled files never opens their sources.
# Seen with PySide6-Essentials 6.11.3 on Python 3.11: PySide puts an import of its own into `builtins`, which asks
# `inspect.getsource` for each module, looks for the word "PySide6" in it (for `from __feature__ import ...`, whether anybody
# asks for a feature or not) and leaves all lines in `linecache`. A display of 180 modules keeps 2.4 million letters of source,
# 5.6 MB; a packaged one reads files that it would never open. Python's own import lies beside it as
# `builtins.__orig_import__`; put back after the import of PySide6, nothing is read, and Qt works as before.
#
# Runs alone: installs that one package into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'PySide6-Essentials==6.11.3'
cat >"$folder/imported.py" <<'END'
import builtins
import linecache
import sys

if sys.argv[1] != "none":
    from PySide6 import QtCore

if sys.argv[1] == "put back":
    builtins.__import__ = builtins.__orig_import__
before = len(linecache.cache)

import calendar, ftplib, imaplib, mailbox, poplib, pydoc, smtplib, tarfile, wave, xmlrpc.client  # noqa: E401, E402, F401

if sys.argv[1] != "none":
    assert QtCore.QObject(objectName="works").objectName() == "works"
print(len(linecache.cache) - before)
END
sources() {
    "$folder/venv/bin/python" -W ignore "$folder/imported.py" "$1"
}
none=$(sources none) with=$(sources with) back=$(sources "put back")
echo "sources kept after ten imports: without PySide6 $none, with it $with, with Python's import put back $back"
[ "$none" -eq 0 ] && [ "$with" -ge 10 ] && [ "$back" -eq 0 ]
