#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, which is gone afterwards:
#
#   scripts/postgres.sh cargo test      the command finds its address in SEKISHO_TEST_POSTGRES
#   scripts/postgres.sh                 prints the address and serves until it is interrupted
#
# It listens on a socket in a folder that only this user (and, for root, the user it runs as) can enter, and
# never on the network. Nothing is synced to disk: it is for tests alone.
set -euo pipefail

fail() { echo "postgres: $*" >&2; exit 1; }

initdb=$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1) \
    || fail "PostgreSQL is not installed: run scripts/setup-test.sh"
bin=$(dirname "$initdb")

folder=$(mktemp -d "${TMPDIR:-/tmp}/sekisho-postgres.XXXXXX")
# PostgreSQL refuses to run as root.
run=()
if [ "$(id -u)" = 0 ]; then
    user=$(id -un postgres 2>/dev/null || echo nobody)
    run=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
    chown "$user" "$folder"
fi
cd "$folder"

stop() {
    "${run[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"${run[@]}" "$initdb" -D "$folder/data" --username=sekisho --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$folder/log" 2>&1 || { cat "$folder/log" >&2; fail "initdb failed"; }
"${run[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 30 start >/dev/null -o "\
    -c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=300 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off" || { cat "$folder/data/log" >&2; fail "it does not start"; }

export SEKISHO_TEST_POSTGRES="postgres://sekisho@localhost/postgres?host=$folder"
cd "$OLDPWD"
if [ $# = 0 ]; then
    echo "SEKISHO_TEST_POSTGRES=$SEKISHO_TEST_POSTGRES"
    sleep infinity &
    wait $!
else
    # Not exec: the trap must run afterwards.
    "$@"
fi
