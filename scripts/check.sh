#!/usr/bin/env bash
# Everything that can be said about the code without running the tests, cheapest first. All are run; the end tells.
set -uo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev || exit 1
bin=.venv/bin
failed=()
step() { # name, command…
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        printf 'ok      %s\n' "$name"
    else
        printf 'FAILED  %s\n%s\n' "$name" "$out"
        failed+=("$name")
    fi
}
templates() { git ls-files -z --cached --others --exclude-standard 'drieklank/**.html' | xargs -0r "$@"; }

export PYTHONWARNINGS=error::DeprecationWarning
DRIEKLANK_HOME=$(mktemp -d)
export DRIEKLANK_HOME
trap 'rm -rf "$DRIEKLANK_HOME"' EXIT
unset DATABASE_URL DRIEKLANK_DEMO

step "format (ruff format)" $bin/ruff format --check --quiet .
step "lint (ruff check)" $bin/ruff check --quiet .
step "import contracts (lint-imports)" env -u PYTHONWARNINGS $bin/lint-imports
step "types (mypy)" env -u PYTHONWARNINGS $bin/mypy
step "template tags (djade)" templates $bin/djade --target-version 5.2 --check
step "templates (djlint)" templates env -u PYTHONWARNINGS $bin/djlint --lint --quiet
step "system, access and content (drieklank check)" $bin/drieklank check
step "texts (spelling, reading level, nothing twice)" env PYTHONPATH=. $bin/python -W ignore scripts/texts.py
step "migrations (makemigrations --check)" $bin/drieklank manage makemigrations --check --dry-run
step "docs/access.md is fresh" $bin/drieklank access-doc --check
if [ "${DRIEKLANK_CHECK_LOCK:-}" = 1 ]; then
    step "lock files are fresh" scripts/lock.sh --check
fi

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nmake check: %s failed\n' "${#failed[@]}"
    exit 1
fi
echo "make check: all is well"
