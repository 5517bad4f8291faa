# Setting up: read by packaging/run and packaging/test, which set `root` to the checkout.
# shellcheck shell=sh

python=
venv=${HAGUI_VENV:-$root/.venv}

say() { printf 'hagui: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

may_install() {
    [ "$(id -u)" = 0 ] && [ -z "${HAGUI_NO_APT:-}" ] && command -v apt-get >/dev/null
}

# Install Debian packages, or say which. While it runs no service may start: a policy-rc.d that
# exits 101 says so to the packages' scripts, and what was in its place is put back afterwards.
install_packages() {
    may_install || die "please install what is missing: sudo apt-get install $*"
    say "installing $*"
    policy=/usr/sbin/policy-rc.d
    kept=
    if [ -e "$policy" ] || [ -L "$policy" ]; then
        kept=$(mktemp -d)
        mv "$policy" "$kept/" || die "$policy cannot be set aside"
    fi
    trap restore_policy EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    log=$(mktemp)
    if ! apt_get install "$@" >"$log" 2>&1; then
        # The lists of packages are missing on a fresh machine, or are too old.
        if ! { apt_get update && apt_get install "$@"; } >"$log" 2>&1; then
            tail -n 5 "$log" >&2
            rm -f "$log"
            die "the packages could not be installed; try: apt-get update && apt-get install $*"
        fi
    fi
    rm -f "$log"
    restore_policy
    trap - EXIT INT TERM
}

apt_get() {
    verb=$1
    shift
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$verb" "$@" </dev/null
}

restore_policy() {
    rm -f "$policy"
    if [ -n "$kept" ]; then
        mv "$kept/policy-rc.d" "$policy"
        rmdir "$kept"
        kept=
    fi
}

supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    for name in "${HAGUI_PYTHON:-python3}" python3.13 python3.12 python3.11 /usr/bin/python3; do
        if supported "$name"; then
            python=$name
            return
        fi
    done
    die "Python 3.11, 3.12 or 3.13 is needed; install one of them, or name it in HAGUI_PYTHON"
}

make_venv() {
    find_python
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        install_packages "python$version-venv"
    fi
    # One that was made with a Python that is gone is begun anew; another folder is left alone.
    clear=
    [ ! -e "$venv/pyvenv.cfg" ] || clear=--clear
    "$python" -m venv $clear "$venv" || die "the virtual environment $venv could not be made"
}

# Make the virtual environment and install the pinned dependencies of the extras given, unless
# that was done already with the same pins.
set_up() {
    extras=$1
    stamp=$(cat "$root/pyproject.toml" "$root"/packaging/constraints.txt "$root"/packaging/qtlibs.py |
        sha256sum)
    for done in "$extras" desktop,test; do
        if [ "$(cat "$venv/hagui-$done" 2>/dev/null)" = "$stamp" ] && supported "$venv/bin/python"
        then
            return
        fi
    done
    say "setting up $venv (once; this may take a few minutes)"
    supported "$venv/bin/python" || make_venv
    "$venv/bin/python" -m pip --quiet --disable-pip-version-check install \
        --constraint "$root/packaging/constraints.txt" --editable "$root[$extras]" ||
        die "the dependencies could not be installed; is the Python package index reachable?"
    packages=$("$venv/bin/python" "$root/packaging/qtlibs.py")
    # shellcheck disable=SC2086
    [ -z "$packages" ] || install_packages $packages
    printf '%s\n' "$stamp" >"$venv/hagui-$extras"
}

# Install what a real cluster needs; only as root.
set_up_cluster() {
    packages=$(cd "$root" && "$venv/bin/python" -c \
        'from tests.rig.requirements import missing_packages; print(*missing_packages())')
    # shellcheck disable=SC2086
    [ -z "$packages" ] || install_packages $packages
}
