#!/bin/sh
# Installs a gate's or the desk's package on a bare Debian 12 or 13, as root, and asks nothing:
#
#   sh kiosk/deploy/install.sh kiosk|desk [PACKAGE.deb]
#
# Without PACKAGE.deb the newest in .build/packages is taken, or one is built.
set -eu
cd "$(dirname "$0")/../.."
case ${1:-} in
    kiosk) name=gate-kiosk ;;
    desk) name=gate-kiosk-desk ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2 && exit 64 ;;
esac
[ "$(id -u)" -eq 0 ] || { echo 'install.sh: only root installs packages' >&2 && exit 1; }
package=${2:-$(find .build/packages -name "${name}_*.deb" -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-)}
[ -n "$package" ] || package=$(sh kiosk/deploy/package.sh | grep "/${name}_")
case $package in /*) ;; *) package=./$package ;; esac
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    install --no-install-recommends --allow-downgrades "$package" </dev/null
# the way back of the first renewal (renew.py)
[ "$name" = gate-kiosk ] || exit 0
mkdir -p /var/lib/gate-kiosk-renew
cp "$package" "/var/lib/gate-kiosk-renew/gate-kiosk_$(dpkg-deb -f "$package" Version)_amd64.deb"
