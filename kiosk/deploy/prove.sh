#!/bin/sh
# Proves both set-up commands on a bare machine: a fresh Debian 12 (or 13) in a folder, with nothing in it but
# python3 python3-venv ca-certificates and this machine's network settings. As root, with debootstrap and git here:
#
#   sh kiosk/deploy/prove.sh FOLDER [RELEASE] [--user] [--start]
#
# runs start.sh twice (the second run timed), then tests/run.sh. RELEASE: bookworm (as usual) or trixie. --user: the same
# again as a user without sudo, on what root installed. --start: start.sh alone.
# What is proved is the last commit, cloned into a path with a space. FOLDER/base keeps the bare system for the next
# time, so each release wants a FOLDER of its own; FOLDER/machine, the one used, is made anew unless --user is given.
set -eu
misused() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 64; }
[ $# -ge 1 ] || misused
folder=$1 release=bookworm who= only=
shift
for word; do
    case $word in
        bookworm | trixie) release=$word ;;
        --user) who=$word ;;
        --start) only=$word ;;
        *) misused ;;
    esac
done
checkout=$(cd "$(dirname "$0")/../.." && pwd -P)
base=$folder/base machine=$folder/machine place='/srv/the kiosk'

leave() { for at in proc dev/pts dev/shm dev .; do mountpoint -q "$machine/$at" && umount "$machine/$at"; done; :; }
trap leave EXIT
trap 'exit 1' INT TERM

if [ ! -e "$base/etc/debian_version" ]; then
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$release" "$base"
fi
found=$(. "$base/etc/os-release" && echo "$VERSION_CODENAME")
[ "$found" = "$release" ] || { echo "prove.sh: $base holds $found, not $release: give another FOLDER" >&2; exit 64; }
if [ "$who" != --user ]; then
    leave
    rm -rf --one-file-system "$machine"
    cp -a "$base" "$machine"
    # this machine's network settings
    cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
    for file in /etc/hosts /etc/pip.conf /etc/xdg/pip /etc/ssl/certs/ca-certificates.crt /etc/apt/sources.list \
        /etc/apt/sources.list.d/debian.sources /etc/apt/apt.conf.d; do
        [ ! -e "$file" ] || { mkdir -p "$machine${file%/*}" && cp -aL "$file" "$machine${file%/*}/"; }
    done
    [ ! -e "$machine/etc/apt/sources.list.d/debian.sources" ] || rm -f "$machine/etc/apt/sources.list"
    here=$(. /etc/os-release && echo "$VERSION_CODENAME")
    for file in "$machine/etc/apt/sources.list" "$machine/etc/apt/sources.list.d/debian.sources"; do
        [ ! -e "$file" ] || sed -i "s/\b$here\b/$release/g" "$file"
    done
fi
mount --bind "$machine" "$machine" # a root of its own, so that tests may unshare it
mount -t proc proc "$machine/proc"
mount --bind /dev "$machine/dev"
mount --bind /dev/pts "$machine/dev/pts"
mount -t tmpfs tmpfs "$machine/dev/shm"

rm -rf "$machine$place"
git clone -q --no-hardlinks "$checkout" "$machine$place"

inside() {
    printf '\n== %s\n' "$*"
    start=$(date +%s)
    chroot $as "$machine" /usr/bin/env -u VIRTUAL_ENV -u DISPLAY PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "HOME=$place" \
        sh -c 'cd / && exec "$@"' sh "$@"
    printf '== %s s, exit 0\n' "$(($(date +%s) - start))"
}
as=
if [ "$who" = --user ]; then
    chown -R 1000:1000 "$machine$place"
    as=--userspec=1000:1000
fi
inside sh "$place/kiosk/start.sh" --headless --seconds 5 --port 18760 --dir "$place/.build/demo"
inside sh "$place/kiosk/start.sh" --headless --seconds 1 --port 18760 --dir "$place/.build/demo"
[ "$only" = --start ] || inside sh "$place/tests/run.sh"
