# For `kiosk/start.sh` and `tests/run.sh` to read in (`.`), with $root the checkout: makes it ready to run.
#
# Rules: never ask; do nothing that is done already, and find that out in milliseconds; without the right to install
# Debian packages name them and go on. Everything made lies in .venv, .build and the .mo beside each .po.

say() { printf 'kiosk: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

listed() { sed -e '/^#/d' "$@" | tr '\n' ' '; }

# missing PACKAGE...: those of them that are not installed, also under no other name that provides them
missing() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    # shellcheck disable=SC2016
    have=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || :)"
    lacking=
    for package; do
        case $have in *" installed=$package "*) ;; *) lacking="$lacking $package" ;; esac
    done
    [ -n "$lacking" ] || return 0
    # shellcheck disable=SC2016
    provided=$(dpkg-query -W -f '${db:Status-Status} ${Provides}\n' | sed -n 's/^installed //p' | tr -d ',' | tr '\n' ' ')
    for package in $lacking; do
        case " $provided " in *" $package "*) ;; *) printf ' %s' "$package" ;; esac
    done
}

# apt VERB ...: apt-get that asks nothing and waits for whoever else is installing
apt() {
    env DEBIAN_FRONTEND=noninteractive $as_root apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" >>"$log" 2>&1 </dev/null
}

# system_packages LIST...: install what is missing of the packages in those files
system_packages() {
    # shellcheck disable=SC2046
    lack=$(missing $(listed "$@"))
    [ -n "$lack" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n env DEBIAN_FRONTEND=noninteractive'
    else
        say "these Debian packages are missing and I may not install them; going on without:$lack"
        return 0
    fi
    say "installing$lack"
    tries=0
    until apt update || [ $((tries += 1)) -ge 5 ]; do sleep 5; done
    # shellcheck disable=SC2086
    apt install --no-install-recommends $lack || say "could not install them, going on without (see $log)"
}

# virtual_environment: .venv, as long as its Python is still the one it was made with
virtual_environment() {
    made=$(readlink -f "$venv/bin/python" || :)
    if [ ! -x "$made" ] || [ ! -e "$venv/lib/${made##*/}/site-packages" ]; then
        command -v python3 >/dev/null 2>&1 || die 'Python 3.11 or newer is needed; there is no python3'
        python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
            die "Python 3.11 or newer is needed; python3 is $(python3 -c 'import platform; print(platform.python_version())')"
        say 'making .venv'
        python3 -m venv --clear "$venv" >>"$log" 2>&1 || die "could not make $venv (is python3-venv there? see $log)"
    fi
    # the checkout is imported from where it stands, also after it was moved
    for site in "$venv"/lib/python3*/site-packages; do
        [ -e "$site/kiosk-checkout.pth" ] || printf '../../../..\n' >"$site/kiosk-checkout.pth"
    done
    # the command finds its own folder; only through a link does that take a process more
    cat >"$venv/bin/.kiosk" <<'END'
#!/bin/sh
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
[ -h "$0" ] && here=$(dirname "$(readlink -f "$0")")
exec "$here/python" -P -m kiosk "$@"
END
    cmp -s "$venv/bin/.kiosk" "$venv/bin/kiosk" && return 0
    cp "$venv/bin/.kiosk" "$venv/bin/kiosk"
    chmod +x "$venv/bin/kiosk"
}

# unreached: says so where what pip tried last was to reach its index
unreached() {
    ! grep -aqE 'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Max retries exceeded|connection broken by' "$log" ||
        printf 'the package index could not be reached (network, proxy, certificates?); '
}

# pip_install LOCK: wheels by their hashes; http-ece, which web push rests on, comes as a source archive only, with its hash too,
# and is built by the setuptools of the same lock
pip_install() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet --no-deps --only-binary :all: \
        --no-binary http-ece --no-build-isolation --require-hashes -r "$1" >>"$log" 2>&1 </dev/null ||
        die "could not install the Python packages: $(unreached)$(grep -a . "$log" | tail -n 1) (see $log)"
}

# python_packages LOCK: exactly what that lock file says
python_packages() {
    stamp=$venv/.installed-$(basename "$1")
    cmp -s "$1" "$stamp" && return 0
    say "installing the Python packages of $(basename "$1")"
    builds=$root/.build/setuptools.txt
    awk '/^[a-z0-9]/ { on = /^setuptools==/ } on' "$1" >"$builds"
    [ ! -s "$builds" ] || pip_install "$builds"
    pip_install "$1"
    rm -rf "$venv"/lib/python3*/site-packages/shiboken6/files.dir
    cp "$1" "$stamp"
}

# pyside_files: PySide's own Python modules, which lie packed in its library, as compiled files beside it (its own switch
# SBK_EMBED): unpacking and compiling them anew at each start takes 30 ms. Made again after each change of packages.
pyside_files() {
    for shiboken in "$venv"/lib/python3*/site-packages/shiboken6; do
        [ ! -d "$shiboken" ] || [ -e "$shiboken/files.dir/.whole" ] && continue
        rm -rf "$shiboken/files.dir" # half of them would keep PySide from starting
        if SBK_EMBED=False "$venv/bin/python" -c 'import shiboken6' >>"$log" 2>&1 &&
            "$venv/bin/python" -m compileall -q "$shiboken/files.dir" >>"$log" 2>&1 &&
            "$venv/bin/python" -c 'import PySide6.QtCore' >>"$log" 2>&1; then
            touch "$shiboken/files.dir/.whole"
        else
            rm -rf "$shiboken/files.dir"
            say "could not unpack PySide's modules, going on without (see $log)"
        fi
    done
}

# catalogues: a .mo beside each .po that has none, or an older one
catalogues() {
    for po in "$root"/translations/*/LC_MESSAGES/*.po; do
        [ -e "$po" ] || continue
        [ "$po" -nt "${po%.po}.mo" ] || continue
        "$venv/bin/python" -m babel.messages.frontend -q compile -i "$po" -o "${po%.po}.mo" >>"$log" 2>&1 ||
            say "could not compile $po (see $log)"
    done
}

# bytecode: our modules compiled once, whatever PYTHONDONTWRITEBYTECODE says: compiling them anew at each start takes 100 ms
bytecode() {
    done=$venv/.compiled
    [ -e "$done" ] && [ -z "$(find "$root/kiosk" -name '*.py' -newer "$done" -print -quit)" ] && return 0
    touch "$done"
    "$venv/bin/python" -m compileall -q "$root/kiosk" >>"$log" 2>&1 || say "could not compile the modules (see $log)"
}

# set_up run|test
set_up() {
    venv=$root/.venv log=$root/.build/setup.log
    mkdir -p "$root/.build" || die "may not write into $root"
    for made in "$root/.build" "$root/.build/setup.lock" "$log"; do
        [ ! -e "$made" ] || [ -w "$made" ] || die "may not write $made: it is $(stat -c %U "$made")'s; run this as $(stat -c %U "$made")"
    done
    exec 9>"$root/.build/setup.lock"
    flock 9 || :
    : >"$log"
    deploy=$root/kiosk/deploy
    if [ "$1" = test ]; then
        system_packages "$deploy/system.txt" "$deploy/system-test.txt"
    else
        system_packages "$deploy/system.txt"
    fi
    virtual_environment
    if [ "$1" = test ]; then python_packages "$deploy/requirements-test.txt"; else python_packages "$deploy/requirements-desk.txt"; fi
    catalogues
    pyside_files
    bytecode
    exec 9>&-
}
