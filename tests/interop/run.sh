#!/usr/bin/env bash
# Exports one awkward project in every format and reads it with the peers' own readers.
# Usage: run.sh path/to/standpoint [folder of the virtual environment]. Says that it is skipped where packages cannot be had.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
binary="$1"
venv="${2:-.venv-interop}"
skip() { echo "SKIPPED: the peers' readers were not tried: $1"; exit 0; }

command -v python3 >/dev/null || skip "there is no python3"
if [ ! -x "$venv/bin/pip" ]; then
  python3 -m venv "$venv" 2>/dev/null || { rm -rf "$venv"; skip "python3 cannot make a virtual environment (python3-venv)"; }
fi
timeout 600 "$venv/bin/pip" install -q --disable-pip-version-check --prefer-binary -r "$here/requirements.txt" \
  || skip "the packages cannot be installed"
exec "$venv/bin/python" "$here/check.py" "$binary"
