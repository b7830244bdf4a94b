#!/bin/sh
# Locks every package to one version and the hashes of all its files: sh kiosk/deploy/lock.sh [--upgrade]
# Without --upgrade, versions already locked stay. The machine's own pip settings are left out, so that no address or
# folder of one machine lands in the files.
set -eu
cd "$(dirname "$0")/../.."
tool=.build/lock
[ -x "$tool/bin/pip-compile" ] || { python3 -m venv "$tool" && "$tool/bin/pip" --quiet install pip-tools; }
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CONSTRAINT
export PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND='sh kiosk/deploy/lock.sh'
lock() {
    out=$1
    shift
    "$tool/bin/pip-compile" --quiet --generate-hashes --strip-extras --allow-unsafe --annotation-style=line \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file "$out" "$@" pyproject.toml
}
lock kiosk/deploy/requirements.txt "$@"
lock kiosk/deploy/requirements-desk.txt --constraint kiosk/deploy/requirements.txt --extra desk "$@"
lock kiosk/deploy/requirements-test.txt --constraint kiosk/deploy/requirements-desk.txt --extra desk --extra dev "$@"
lock kiosk/deploy/requirements-bucket.txt --constraint kiosk/deploy/requirements-desk.txt --extra desk --extra bucket "$@"
lock kiosk/deploy/requirements-bucket-test.txt --constraint kiosk/deploy/requirements-test.txt --constraint kiosk/deploy/requirements-bucket.txt \
    --extra desk --extra dev --extra bucket --extra bucket-test "$@"
