#!/usr/bin/env bash
# From a fresh clone to the demonstration in the browser. No root, no other step.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh run
export DRIEKLANK_DEMO=${DRIEKLANK_DEMO:-1} PORT=${PORT:-8000}
# One process for all four commands: starting Python four times would be most of the wait.
exec .venv/bin/python -c '
import sys
from drieklank.config.cli import main
for command in ("migrate", "demo", "static", "serve"):
    if code := main([command]):
        sys.exit(code)
'
