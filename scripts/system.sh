#!/usr/bin/env bash
# Debian packages that the tests can use. As root they are installed; otherwise what is missing is said, and the tests
# that need it are skipped aloud.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin  # runuser lives there

declare -A needs=(
    [chromium]=chromium [postgresql]=/usr/lib/postgresql [poppler-utils]=pdftotext [hunspell]=hunspell
    [hunspell-nl]=/usr/share/hunspell/nl_NL.dic [util-linux]=runuser
)
missing=()
for package in "${!needs[@]}"; do
    proof=${needs[$package]}
    case $proof in
    /*) [ -e "$proof" ] || missing+=("$package") ;;
    *) command -v "$proof" >/dev/null || missing+=("$package") ;;
    esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed here (needs root and apt): ${missing[*]}. What needs them is skipped." >&2
    [ "${DRIEKLANK_NO_SKIPS:-}" != 1 ]
    exit
fi
echo "Installing Debian packages: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
options=(-qq -y --no-install-recommends -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
apt-get update "${options[@]:0:1}" -o Acquire::Retries=3 >/dev/null || echo "apt-get update failed; going on with the lists as they are" >&2
apt-get install "${options[@]}" "${missing[@]}" >/dev/null </dev/null || {
    echo "apt-get could not install: ${missing[*]}" >&2
    [ "${DRIEKLANK_NO_SKIPS:-}" != 1 ]
}
