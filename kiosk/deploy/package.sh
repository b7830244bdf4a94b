#!/bin/sh
# Builds gate-kiosk_VERSION_amd64.deb and gate-kiosk-desk_VERSION_amd64.deb, for Debian 12 and 13:
#
#   sh kiosk/deploy/package.sh [--out FOLDER] [--revision N]
#
# FOLDER is .build/packages without it; the version is that of kiosk/cli.py, with +N behind it where the same one is packed again.
# KIOSK_MAINTAINER ("Name <address>") stands in the packages. Each package carries the wheels of its hash-locked requirements for
# both Pythons; on the target its postinst makes the environment from them, offline. Nothing here needs root. Fetched wheels are
# kept in .build/wheels for the next time.
set -eu
umask 022
cd "$(dirname "$0")/../.."
out=.build/packages revision=
while [ $# -gt 0 ]; do
    case $1 in
        --out) out=$2 && shift 2 ;;
        --revision) revision=+$2 && shift 2 ;;
        *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2 && exit 64 ;;
    esac
done
deploy=kiosk/deploy wheels=.build/wheels tool=.build/package-tool stage=.build/stage
maintainer=${KIOSK_MAINTAINER:-Gate kiosk <gate-kiosk@example.com>}
version=$(sed -n 's/^VERSION = "\(.*\)"$/\1/p' kiosk/cli.py)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
unset PIP_REQUIRE_VIRTUALENV

# locked NAME...: those of requirements-test.txt, as they stand there with their hashes
locked() {
    for name; do sed -n "/^$name==/,/[^\\\\]\$/p" "$deploy/requirements-test.txt"; done
}

# glibc of Debian 12 is 2.36: whatever is built for an older one runs on both
platforms=$(for minor in $(seq 36 -1 5); do printf ' --platform manylinux_2_%s_x86_64' "$minor"; done)

# fetch LOCK PYTHON FOLDER: its wheels, hash for hash
fetch() {
    stamp=$3/.$(basename "$1")-$2
    cmp -s "$1" "$stamp" && return 0
    mkdir -p "$3"
    # shellcheck disable=SC2086
    "$tool/bin/python" -m pip download --quiet --no-deps --only-binary :all: --no-binary http-ece --no-build-isolation --require-hashes \
        --implementation cp --python-version "$2" $platforms --platform manylinux2014_x86_64 --platform manylinux1_x86_64 \
        --dest "$3" -r "$1"
    cp "$1" "$stamp"
}

# built FOLDER: the wheels of what comes as a source archive only
built() {
    rm -rf "$stage/built"
    mkdir -p "$stage/built"
    for archive in "$1"/*.tar.gz; do
        [ -e "$archive" ] || continue
        "$tool/bin/python" -m pip wheel --quiet --no-deps --no-index --no-build-isolation --no-cache-dir -w "$stage/built" "$archive" >&2
    done
}

# requirements LOCK: the lock, with the wheels built here in place of what they were built from
requirements() {
    sources=$(find "$stage/built" -name '*.whl' -printf '%f\n' | sed 's/-.*//; s/_/-/g' | paste -sd' ')
    awk -v "sources= $sources " '/^[a-z0-9]/ { split($1, name, "=="); on = !index(sources, " " name[1] " ") } on' "$1"
    for wheel in "$stage"/built/*.whl "$stage"/own/*.whl; do
        [ ! -e "$wheel" ] ||
            printf '%s --hash=sha256:%s\n' "$(basename "$wheel" | sed 's/-/==/; s/-.*//; s/_/-/g')" "$(sha256sum "$wheel" | cut -d' ' -f1)"
    done
}

own_wheel() {
    builders='hatchling packaging pathspec pluggy trove-classifiers babel setuptools'
    # shellcheck disable=SC2086
    if ! locked $builders | cmp -s - "$tool/locked"; then
        rm -rf "$tool"
        python3 -m venv "$tool"
        # shellcheck disable=SC2086
        locked $builders >"$tool/.locked"
        "$tool/bin/python" -m pip install --quiet --no-deps --only-binary :all: --require-hashes -r "$tool/.locked"
        mv "$tool/.locked" "$tool/locked"
    fi
    rm -rf "$stage/own"
    "$tool/bin/python" -m hatchling build -t wheel -d "$stage/own" >&2
}

# package NAME LOCK UNITS: one .deb
package() {
    name=$1 lock=$2 units=$3
    root=$stage/$name share=$stage/$name/usr/lib/$name
    rm -rf "$root"
    mkdir -p "$share/wheels" "$root/DEBIAN" "$root/usr/bin" "$root/usr/share/doc/$name" \
        "$root/usr/lib/systemd/system" "$root/etc/kiosk"
    for python in 3.11 3.13; do fetch "$lock" $python "$wheels/$name"; done
    python3 "$deploy/wanted.py" "$lock" "$wheels/$name" | while read -r wheel; do ln "$wheels/$name/$wheel" "$share/wheels/"; done
    built "$wheels/$name"
    find "$stage/own" "$stage/built" -name '*.whl' -exec cp {} "$share/wheels/" \;
    requirements "$lock" >"$share/requirements.txt"
    cp "$deploy/setup.sh" "$deploy/environment.sh" "$share/"
    chmod 755 "$share/environment.sh"
    ln -s /opt/"$name"/current/bin/kiosk "$root/usr/bin/kiosk"
    for unit in "$units"/*.service; do sh "$deploy/unit.sh" "$unit" >"$root/usr/lib/systemd/system/$(basename "$unit")"; done
    own_files "$name" "$root"
    cp kiosk/LICENSE "$root/usr/share/doc/$name/copyright"
    printf '%s (%s) stable; urgency=medium\n\n  * Built from the repository.\n\n -- %s  %s\n' \
        "$name" "$version$revision" "$maintainer" "$(date -R -u -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$root/usr/share/doc/$name/changelog.gz"
    for script in postinst prerm postrm; do
        sed "s/@NAME@/$name/g; s/@VERSION@/$version$revision/g" "$deploy/debian/$script" >"$root/DEBIAN/$script"
        chmod 755 "$root/DEBIAN/$script"
    done
    find "$root/etc" -type f -printf '/etc/%P\n' | sort >"$stage/conffiles"
    [ ! -s "$stage/conffiles" ] || cp "$stage/conffiles" "$root/DEBIAN/conffiles"
    size=$(du -sk --exclude DEBIAN "$root" | cut -f1)
    sed "s/@VERSION@/$version$revision/; s/@SIZE@/$size/; s/@MAINTAINER@/$maintainer/; s/@LIBRARIES@/$(libraries)/" "$deploy/debian/$name.control" >"$root/DEBIAN/control"
    (cd "$root" && find etc usr -type f -exec md5sum {} + | sort -k2 >DEBIAN/md5sums)
    find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    # wheels are packed already
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$root" "$out/${name}_$version${revision}_amd64.deb" >&2
    printf '%s\n' "$out/${name}_$version${revision}_amd64.deb"
}

# what system.txt lists, as Depends: it is Debian 12's names, and 13 renamed one
libraries() {
    sed -e '/^#/d' -e 's/^libglib2.0-0$/libglib2.0-0 | libglib2.0-0t64/' "$deploy/system.txt" | paste -sd, | sed 's/,/, /g'
}

# own_files NAME ROOT: what only one of the two has
own_files() {
    case $1 in
        gate-kiosk)
            mkdir -p "$2/etc/X11"
            cp "$deploy"/gate/*.timer "$2/usr/lib/systemd/system/"
            cp "$deploy/renew.py" "$2/usr/lib/gate-kiosk/"
            cp "$deploy/gate/kiosk.toml" "$2/etc/kiosk/"
            cp "$deploy/gate/xorg.conf" "$2/etc/X11/gate-kiosk.conf"
            mkdir -p "$2/usr/lib/gate-kiosk/config/speech-dispatcher"
            cp "$deploy/gate/speechd.conf" "$2/usr/lib/gate-kiosk/config/speech-dispatcher/"
            ln -s /etc/speech-dispatcher/modules "$2/usr/lib/gate-kiosk/config/speech-dispatcher/modules"
            ;;
        gate-kiosk-desk)
            mkdir -p "$2/usr/share/doc/gate-kiosk-desk/examples"
            cp "$deploy"/desk/*.timer "$2/usr/lib/systemd/system/"
            cp "$deploy/desk/nginx.conf" "$2/usr/share/doc/gate-kiosk-desk/examples/"
            ;;
    esac
}

mkdir -p "$out" "$stage"
own_wheel
package gate-kiosk "$deploy/requirements.txt" "$deploy/gate"
package gate-kiosk-desk "$deploy/requirements-desk.txt" "$deploy/desk"
