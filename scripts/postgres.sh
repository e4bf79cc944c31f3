#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests: own folder, own port, loopback only, gone afterwards.
#   eval "$(scripts/postgres.sh start)"   sets DATABASE_URL and DRIEKLANK_PG_DIR; exit 1 when there is no PostgreSQL
#   scripts/postgres.sh stop DIR
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin  # runuser lives there

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl || true)")

as_owner() { # PostgreSQL refuses to run as root
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

case ${1:-} in
start)
    if ! { [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ]; }; then
        echo "PostgreSQL was not found" >&2
        exit 1
    fi
    dir=$(mktemp -d "${TMPDIR:-/tmp}/drieklank-pg.XXXXXX")
    chmod 711 "$dir"
    if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    {
        as_owner "$bin/initdb" --pgdata "$dir/data" --username drieklank --auth trust --encoding UTF8 --locale C.UTF-8
        # Speed over safety: nothing in here outlives the tests.
        as_owner "$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/log" --wait --timeout 60 start --options \
            "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
    } </dev/null >"$dir.out" 2>&1 || {
        cat "$dir.out" "$dir/log" >&2 2>/dev/null || true
        exit 1
    }
    rm -f "$dir.out"
    echo "export DATABASE_URL=postgresql://drieklank@127.0.0.1:$port/postgres DRIEKLANK_PG_DIR=$dir"
    ;;
stop)
    as_owner "$bin/pg_ctl" --pgdata "$2/data" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$2"
    ;;
*)
    echo "usage: scripts/postgres.sh start | stop DIR" >&2
    exit 2
    ;;
esac
