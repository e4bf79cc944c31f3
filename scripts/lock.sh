#!/usr/bin/env bash
# Writes the hashed requirement files from pyproject.toml. `scripts/lock.sh --check` only tells whether they are fresh.
# No address of a package registry ends up in them: whoever installs uses the registry of their own pip or uv settings.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh tools

compile() { # out, extra arguments
    local out=$1
    shift
    .tools/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
        --python-version 3.11 "$@" -o "$out"
}

if [ "${1:-}" = "--check" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp requirements.txt requirements-dev.txt "$work"
    compile "$work/requirements.txt" --extra spss pyproject.toml
    compile "$work/requirements-dev.txt" -c requirements.txt --extra spss --group dev pyproject.toml
    cmp requirements.txt "$work/requirements.txt"
    cmp requirements-dev.txt "$work/requirements-dev.txt"
else
    compile requirements.txt --extra spss pyproject.toml
    compile requirements-dev.txt -c requirements.txt --extra spss --group dev pyproject.toml
fi
