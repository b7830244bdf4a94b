#!/bin/sh
# xset and xrandr end with success although they could not switch off the panel they were told to.
#
# Guess: a timer that darkens a kiosk's panel at night may trust their exit codes, as with any command line tool.
# Seen with Debian 12's x11-xserver-utils 7.7+9+b1 (xset 1.2.4, xrandr 1.5.1) and Xvfb 21.1.7: where the server has no DPMS,
# `xset dpms force off` says so on stderr and "unknown option force" after it, and ends with 0; so does `xrandr --output NAME
# --off` for an output that is not there ("not found; ignoring"), as when a monitor was plugged into the other socket. The
# panel stays lit. The codes are not worthless in general: both fail without a server,
# xrandr also at a turn that the output cannot make. So look whether the panel went dark, not at the code.
#
# Runs alone: needs Debian's xvfb and x11-xserver-utils; starts a server of its own on a free number. Exit 0: as described; 1:
# something has changed.
set -eu
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
timeout -k 5 60 Xvfb -displayfd 3 -screen 0 640x480x24 -nolisten tcp 3>"$folder/number" >"$folder/said" 2>&1 &
server=$!
tries=0
until [ -s "$folder/number" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "the server did not come up"; exit 1; }
    sleep 0.1
done
DISPLAY=":$(cat "$folder/number")"
export DISPLAY
changed=0
asked() { # EXIT-CODE WORDS-ON-STDERR COMMAND...
    code=0
    wanted=$1
    words=$2
    shift 2
    timeout 20 "$@" >"$folder/out" 2>"$folder/err" || code=$?
    echo "$*: ends with $code, says: $(head -n 1 "$folder/err")"
    [ "$code" -eq "$wanted" ] && grep -q "$words" "$folder/err" || changed=1
}
lit() { timeout 20 xrandr --query >"$folder/lit" && grep -q '^screen connected 640x480+0+0' "$folder/lit"; }
xset -version
xrandr --version | head -n 1
asked 0 'does not have extension for dpms' xset dpms force off
asked 0 'output HDMI-2 not found; ignoring' xrandr --output HDMI-2 --off
asked 1 'cannot use rotation' xrandr --output screen --rotate left
lit && echo "the panel is lit" || changed=1
exit "$changed"
