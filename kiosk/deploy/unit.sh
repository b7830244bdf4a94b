#!/bin/sh
# Prints a unit as it is installed: sh kiosk/deploy/unit.sh kiosk/deploy/gate/kiosk-display.service
# What locks every unit (locked.conf) comes first in its [Service], so that the unit's own lines win. As a drop-in it would win.
set -eu
case $(basename "$1") in
    kiosk-*.service) exec sed "/^\[Service\]\$/r $(dirname "$0")/locked.conf" "$1" ;;
    *) exec cat "$1" ;;
esac
