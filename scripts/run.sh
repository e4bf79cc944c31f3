#!/usr/bin/env bash
# From a fresh clone to the demonstration in the browser. No root, no other step.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh run
export DRIEKLANK_DEMO=${DRIEKLANK_DEMO:-1}
.venv/bin/drieklank migrate
.venv/bin/drieklank demo
.venv/bin/drieklank static
exec .venv/bin/drieklank serve --port "${PORT:-8000}"
