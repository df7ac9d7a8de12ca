#!/usr/bin/env bash
# Reads the real window as a screen reader does, through AT-SPI on a display in memory: the article, its marks in words, panels
# with names, and that accepting is announced. Usage: access-test.sh PROGRAM. Wants setup.sh access.
set -euo pipefail
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
if [ -z "${STANDPOINT_ACCESS_BUS:-}" ]; then
  STANDPOINT_ACCESS_BUS=1 exec dbus-run-session -- "$0" "$@"
fi
work=$(mktemp -d)
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config" XDG_RUNTIME_DIR="$work" LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
children=()
finish() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

exec 3>"$work/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
children+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=":$(cat "$work/display")"
openbox >/dev/null 2>&1 &
children+=($!)
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
children+=($!)
sleep 1
gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
  --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled '<true>' >/dev/null

"$program" "$root/assets/sample/article.txt" >"$work/log" 2>&1 &
children+=($!)
for _ in $(seq 300); do
  xdotool search --onlyvisible --name Standpoint >/dev/null 2>&1 && break
  sleep 0.2
done
xdotool search --onlyvisible --name Standpoint windowfocus
/usr/bin/python3 "$root/packaging/linux/access-test.py"
