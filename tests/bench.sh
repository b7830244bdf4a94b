#!/bin/sh
# Sets up what is missing, then runs the benchmarks of tests/bench: sh tests/bench.sh [NAME [arguments]]
# Each prints a table. Without a NAME all run, one after the other. What they write lies in .build/bench.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/kiosk/deploy/setup.sh"
set_up test
cd "$root"
mkdir -p .build/bench
bench() {
    name=$1
    shift
    [ -e "tests/bench/$name.py" ] || {
        echo "bench.sh: no benchmark $name; there are $(cd tests/bench && ls [a-z]*.py | grep -v '^test_' | sed 's/\.py$//' | tr '\n' ' ')" >&2
        exit 64
    }
    "$root/.venv/bin/python" -m "tests.bench.$name" "$@"
}
if [ $# -gt 0 ]; then
    bench "$@"
    exit
fi
for file in tests/bench/[a-z]*.py; do
    name=$(basename "$file" .py)
    case $name in test_*) continue ;; esac
    printf '\n== %s\n' "$name"
    bench "$name" --json ".build/bench/$name.json"
done
