#!/bin/sh
# For postinst: makes below "/opt/$name" the environment of one package, from the wheels that lie beside this file, offline and
# hash for hash, then puts the link `current` on it. Until then, and if anything fails, the environment before stays in use.
#
#   environment.sh NAME VERSION
set -eu
name=$1 version=$2
here=$(cd "$(dirname "$0")" && pwd -P)
made=$version-$(date +%s) log=/var/log/$name-install.log
. "$here/setup.sh"
umask 022
mkdir -p "/opt/$name"
: >"$log"
place=/opt/$name/$made
venv=$place
python3 -m venv "$venv" >>"$log" 2>&1 || die "could not make $venv (see $log)"
PIP_NO_INDEX=1 PIP_FIND_LINKS=$here/wheels PIP_CONFIG_FILE=/dev/null "$venv/bin/python" -m pip --disable-pip-version-check --no-input \
    install --quiet --no-cache-dir --no-deps --only-binary :all: --require-hashes -r "$here/requirements.txt" >>"$log" 2>&1 </dev/null ||
    die "could not make $venv of the packed wheels: $(grep -a . "$log" | tail -n 1) (see $log)"
printf '%s\n' "$version" >"$venv/program"
pyside_files
"$venv/bin/python" -P -m kiosk --version >>"$log" 2>&1 || die "the new program does not start (see $log)"
ln -sfn "$made" "/opt/$name/.current"
mv -fT "/opt/$name/.current" "/opt/$name/current"
for old in "/opt/$name"/*; do
    [ -h "$old" ] || [ "$old" = "$place" ] || rm -rf "$old"
done
