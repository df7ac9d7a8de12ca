#!/usr/bin/env bash
# Builds Standpoint and opens the given files (the sample article without any) with suggestions.
# On a machine without a display it writes the project with the suggestions and says where.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/linux/setup.sh run
cargo build --release --locked
files=("$@")
[ ${#files[@]} -gt 0 ] || files=(assets/sample/article.txt)
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec target/release/standpoint "${files[@]}"
fi
target/release/standpoint suggest "${files[@]}" -o target/sample.standpoint.json
target/release/standpoint check target/sample.standpoint.json
echo "There is no display here, so no window was opened. The suggestions are in target/sample.standpoint.json"
