#!/usr/bin/env bash
# Runs every measurement in tests/bench, one after the other, so that they do not disturb each other.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
for bench in tests/bench/bench_*.py; do
    echo "== $bench"
    .venv/bin/python "$bench"
done
