#!/usr/bin/env bash
# Makes .venv from the hashed requirement files. Safe to repeat: stamp files make the second time instant.
#   scripts/setup.sh run    what the product needs
#   scripts/setup.sh dev    the same plus what tests and checks need
#   scripts/setup.sh tools  only the installer (uv) in .tools
# Needs python3 and pip, no root and not even Debian's python3-venv: uv makes the environment itself. Where uv cannot
# run (another kind of machine), Python's own venv and pip do the same, slower.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}

say() { printf '%s\n' "$*" >&2; }
python=$(python3 -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)')
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "Drieklank heeft Python 3.11 of nieuwer nodig; hier staat $("$python" --version)."
    exit 1
}
fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }

tools() {
    local want
    want=$(fingerprint scripts/requirements-tools.txt)
    if [ -x .tools/bin/uv ] && [ "$(cat .tools/.stamp 2>/dev/null)" = "$want" ]; then
        .tools/bin/uv --version >/dev/null 2>&1
        return
    fi
    rm -rf .tools
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --root-user-action=ignore --target .tools \
        -r scripts/requirements-tools.txt || return 1
    .tools/bin/uv --version >/dev/null 2>&1 || return 1
    printf '%s\n' "$want" >.tools/.stamp
}

with_uv() { # requirement file
    tools || return 1
    export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
    if ! .venv/bin/python -c '' 2>/dev/null; then
        .tools/bin/uv venv --quiet --clear --python "$python" .venv || return 1
    fi
    local sync=(.tools/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python "$1")
    # Behind a proxy that opens TLS only the machine's own certificates will do.
    "${sync[@]}" 2>.venv/.sync-error || UV_SYSTEM_CERTS=1 "${sync[@]}" || {
        cat .venv/.sync-error >&2
        return 1
    }
}

with_pip() { # requirement file
    say "uv is hier niet te gebruiken; verder met venv en pip (duurt een minuut)."
    rm -rf .venv
    "$python" -m venv .venv || {
        say "Installeer eerst het Debian-pakket python3-venv."
        return 1
    }
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
}

command_line() { # the command .venv/bin/drieklank, and the source tree on the environment's path
    .venv/bin/python - <<'PY'
import pathlib, sys, sysconfig

root = pathlib.Path.cwd()
pathlib.Path(sysconfig.get_path("purelib"), "drieklank_source.pth").write_text(f"{root}\n")
script = root / ".venv" / "bin" / "drieklank"
script.write_text(
    f"#!{root}/.venv/bin/python\n"
    "import sys\n\nfrom drieklank.config.cli import main\n\nsys.exit(main())\n"
)
script.chmod(0o755)
PY
}

install() { # requirement file, stamp
    local want
    want="$(fingerprint "$1" scripts/setup.sh) $(pwd)"
    if [ "$(cat ".venv/$2" 2>/dev/null)" = "$want" ] && .venv/bin/python -c '' 2>/dev/null; then
        return
    fi
    say "Installeren uit $1 …"
    if [ -d .venv ]; then rm -f .venv/.stamp-run .venv/.stamp-dev; fi
    with_uv "$1" || with_pip "$1"
    command_line
    printf '%s\n' "$want" >".venv/$2"
}

case $kind in
tools) tools ;;
dev) install requirements-dev.txt .stamp-dev ;;
run)
    # The development set holds the same pins (a test says so): then there is nothing to do.
    if [ "$(cat .venv/.stamp-dev 2>/dev/null)" != "$(fingerprint requirements-dev.txt scripts/setup.sh) $(pwd)" ]; then
        install requirements.txt .stamp-run
    fi
    ;;
*)
    say "gebruik: scripts/setup.sh run|dev|tools"
    exit 2
    ;;
esac
