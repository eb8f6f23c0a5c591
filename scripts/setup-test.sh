#!/usr/bin/env bash
# Sees to it that what the tests need is there, and installs what is missing: Debian packages where it may
# (root or sudo), the node packages of end2end/ always. Does nothing, quickly, when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup-test: $*" >&2; }
fail() { say "$*"; exit 1; }

# A command that tells whether it is there, and Debian's package with it.
needs="
cc              build-essential
node            nodejs
npm             npm
chromium        chromium
initdb          postgresql
aiosmtpd        python3-aiosmtpd
openssl         openssl
libfaketime     faketime
zbarimg         zbar-tools
"

# PostgreSQL's own commands lie in a folder for each version, outside PATH on Debian.
there() {
    case $1 in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome || [ -n "${CHROMIUM:-}" ] ;;
        initdb) command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' ;;
        aiosmtpd) python3 -c 'import aiosmtpd' || /usr/bin/python3 -c 'import aiosmtpd' ;;
        libfaketime) compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

missing() {
    local command package
    while read -r command package; do
        [ -z "$command" ] || there "$command" || echo "$package"
    done <<<"$needs"
}

packages=$(missing | tr '\n' ' ')
if [ -n "$packages" ]; then
    command -v apt-get >/dev/null || fail "please install what these Debian packages hold: $packages"
    root=()
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || [ -t 0 ] || fail "please run: sudo apt-get install $packages"
        root=(sudo)
    fi
    say "installing $packages"
    "${root[@]}" apt-get update -qq
    # shellcheck disable=SC2086 # one word for each package
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends $packages >/dev/null
fi

# Again only when the lock file has changed. The browser is the system's, so none is downloaded.
stamp=end2end/node_modules/.installed-from
if ! cmp -s end2end/package-lock.json "$stamp"; then
    say "installing the node packages of end2end"
    (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2)
    cp end2end/package-lock.json "$stamp"
fi
