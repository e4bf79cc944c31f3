#!/usr/bin/env bash
# All tests: on PostgreSQL those that reach a database (but the browser's), then on SQLite with everything. The last line is pytest's summary.
# DRIEKLANK_NO_SKIPS=1 (set by .ci/run) makes a missing PostgreSQL, Chromium or hunspell a failure instead of a skip.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
scripts/system.sh
unset DATABASE_URL DJANGO_SETTINGS_MODULE
status=0

if started=$(scripts/postgres.sh start); then
    eval "$started"
    trap 'scripts/postgres.sh stop "$DRIEKLANK_PG_DIR"' EXIT
    echo "== Tests on PostgreSQL"
    .venv/bin/pytest -n 2 --dist worksteal -q -m "not browser and not sqlite" || status=$?
    unset DATABASE_URL
elif [ "${DRIEKLANK_NO_SKIPS:-}" = 1 ]; then
    echo "FAILED: the tests on PostgreSQL could not run" >&2
    status=1
else
    echo "SKIPPED: the tests on PostgreSQL, because it is not installed here" >&2
fi

echo "== Tests on SQLite, with the browser"
.venv/bin/pytest -n 2 --dist worksteal -q -m "not postgresql" || status=$?
exit "$status"
