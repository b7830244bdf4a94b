#!/bin/sh
# Sets up what is missing, then runs every check and test: sh tests/run.sh [arguments of pytest]
# The linters, the types and the architecture are tests too (tests/architecture). --long runs what takes longer; --soak, given
# first, a week in a night (tests/soak) with nothing beside it; --cover, given first, measures which lines and branches were
# reached (tests/cover.py) and takes half as long again.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/kiosk/deploy/setup.sh"
set_up test
[ "${KIOSK_SETUP_ONLY:-}" = 1 ] && exit 0
cd "$root"
# A worker that crashes ends the run: pytest-xdist 3.8 would hand its finished modules to the others, which then wait for ever.
beside="-n 3 --dist loadscope --no-loadscope-reorder --max-worker-restart=0"
[ "${1:-}" != --cover ] || { shift && exec "$root/.venv/bin/python" -m tests.cover $beside "$@"; }
[ "${1:-}" != --soak ] || exec "$root/.venv/bin/python" -m pytest tests/soak "$@"
exec "$root/.venv/bin/python" -m pytest $beside "$@"
