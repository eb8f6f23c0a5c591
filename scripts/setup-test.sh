#!/usr/bin/env bash
# Sees to it that what the tests need is there, and installs what is missing: Debian packages where it may
# (root or sudo), the node and Python packages of end2end/ always. Does nothing, quickly, when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup-test: $*" >&2; }
fail() { say "$*"; exit 1; }

# A command that tells whether it is there, and Debian's package with it.
needs="
cc              build-essential
node            nodejs
npm             npm
chromium        chromium-headless-shell
firefox-esr     firefox-esr
initdb          postgresql
aiosmtpd        python3-aiosmtpd
openssl         openssl
libfaketime     faketime
zbarimg         zbar-tools
oathtool        oathtool
pip             python3-pip
dovecot         dovecot-core
dovecot-imap    dovecot-imapd
dovecot-pop3    dovecot-pop3d
postfix         postfix
nginx           nginx
nginx-mail      libnginx-mod-mail
caddy           caddy
japanese        fonts-noto-cjk
"

# The Python packages are there if they were installed from the present list.
python_stamp=target/python/.installed-from
up_to_date() { cmp -s end2end/requirements.txt "$python_stamp"; }

# PostgreSQL's own commands lie in a folder for each version, outside PATH on Debian.
there() {
    case $1 in
        chromium) command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || [ -n "${CHROMIUM:-}" ] ;;
        firefox-esr) command -v firefox-esr || [ -n "${FIREFOX:-}" ] ;;
        initdb) command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' ;;
        aiosmtpd) python3 -c 'import aiosmtpd' || /usr/bin/python3 -c 'import aiosmtpd' ;;
        pip) up_to_date || python3 -m pip --version || /usr/bin/python3 -m pip --version ;;
        dovecot-imap) compgen -G '/usr/lib*/dovecot/imap' ;;
        dovecot-pop3) compgen -G '/usr/lib*/dovecot/pop3' ;;
        # outside PATH for anybody but root
        dovecot | postfix | nginx) PATH=$PATH:/usr/sbin command -v "$1" ;;
        nginx-mail) compgen -G '/usr/lib/nginx/modules/ngx_mail_module.so' ;;
        # without letters pages are as wide as boxes are
        japanese) compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' || fc-list :lang=ja | grep . ;;
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
    # Mail and web servers come with services that would take the machine's ports: what isn't started here stays as
    # it is. A policy of the machine's own is left in place.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | "${root[@]}" install -m 755 /dev/stdin $policy
        # shellcheck disable=SC2064 # as it is now
        trap "${root[*]} rm -f $policy" EXIT
    fi
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

# In a folder of their own, so that neither the system's Python nor anybody's is touched.
if ! up_to_date; then
    say "installing the Python packages of end2end"
    rm -rf target/python
    interpreter=python3
    python3 -m pip --version >/dev/null 2>&1 || interpreter=/usr/bin/python3
    "$interpreter" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --require-hashes \
        --target target/python --requirement end2end/requirements.txt >&2
    cp end2end/requirements.txt "$python_stamp"
fi
