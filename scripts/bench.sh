#!/usr/bin/env bash
# Runs every measurement, one after the other, so that they do not disturb each other: what an answer costs, on SQLite,
# on PostgreSQL where it is installed, and with the data of a thousand schools; what a report costs; the whole country;
# what learning finds; then those in tests/bench. The figures of all but the last stand in var/bench as JSON too.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
unset DATABASE_URL
mkdir -p var/bench

answer() { # NAME OPTION…
    echo "== an answer: $1"
    .venv/bin/drieklank bench answer --json "${@:2}" >"var/bench/$1.json"
    .venv/bin/python -m drieklank.config.bench.report "var/bench/$1.json"
}

answer sqlite
answer sqlite-1000-schools --schools 1000 --rush 0
echo "== a report: closing, publishing, reading, files"
.venv/bin/drieklank bench report --json | tee var/bench/report.json | grep -A3 '"what"'
if started=$(scripts/postgres.sh start); then
    eval "$started"
    trap 'scripts/postgres.sh stop "$DRIEKLANK_PG_DIR"' EXIT
    answer postgresql
    echo "== a report: postgresql"
    .venv/bin/drieklank bench report --json >var/bench/report-postgresql.json
    unset DATABASE_URL
fi

echo "== all schools of the country"
.venv/bin/drieklank bench national --json | tee var/bench/national.json | grep -E 'seconds"|peak_mb"|"met"'

echo "== learning from second measurements"
.venv/bin/drieklank bench learning | tail -4

for bench in tests/bench/bench_*.py; do
    echo "== $bench"
    .venv/bin/python "$bench"
done
