#!/bin/sh
# Sets up what is missing, then runs the whole system on this machine: sh kiosk/start.sh [arguments of `kiosk demo`]
# KIOSK_SETUP_ONLY=1 stops after the set-up.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/kiosk/deploy/setup.sh"
set_up run
[ "${KIOSK_SETUP_ONLY:-}" = 1 ] && exit 0
exec "$root/.venv/bin/python" -P -m kiosk demo "$@"
