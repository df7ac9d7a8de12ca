#!/usr/bin/env bash
# Goes through the whole loop in a real window with real keys, on a display in memory, and checks the project it saved:
# open, accept, reject, tag by hand, a stance, undo and redo, save, close, reopen. Usage: window-test.sh PROGRAM [SCREENSHOT_FOLDER]
set -euo pipefail
program=$(realpath "$1")
shots=${2:-}
root=$(realpath "$(dirname "$0")/../..")
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

fail() { echo "window test: $1" >&2; shot failed; exit 1; }
shot() { [ -z "$shots" ] || import -window root "$shots/$1.png"; }
keys() { for key in "$@"; do xdotool key --clearmodifiers "$key"; sleep 0.25; done; }
open_window() {
  "$program" "$@" >"$work/log" 2>&1 &
  window_process=$!
  children+=("$window_process")
  for _ in $(seq 300); do
    kill -0 "$window_process" 2>/dev/null || fail "the program ended: $(cat "$work/log")"
    xdotool search --onlyvisible --name 'Standpoint' >/dev/null 2>&1 && break
    sleep 0.2
  done
  xdotool search --onlyvisible --name 'Standpoint' windowfocus --sync >/dev/null 2>&1 || fail "no window appeared"
  rest
}
# CPU time of the window so far, in hundredths of a second.
busy() { awk '{ print $14 + $15 }' "/proc/$window_process/stat"; }
# Waits until the window has little left to do, however slow the machine: its suggestions have come, or what was pressed is done.
rest() {
  local before
  for _ in $(seq 60); do
    before=$(busy)
    sleep 1
    [ $(($(busy) - before)) -ge 30 ] || return 0
  done
}
close_window() {
  keys ctrl+q
  for _ in $(seq 100); do kill -0 "$window_process" 2>/dev/null || return 0; sleep 0.1; done
  fail "the window did not close"
}
# holds EXPRESSION: is it true of the saved project p (articles a, mentions m, stances s, decisions d of the first article)?
holds() {
  python3 - "$work/project.standpoint.json" "$1" <<'PY' || fail "not so in the saved project: $1"
import json, sys
p = json.load(open(sys.argv[1], encoding="utf-8"))
a = p["articles"][0]
m, s, d = a.get("mentions", []), a.get("stances", []), a.get("decisions", [])
for spans in [x["spans"] for x in m]:
    for span in spans:
        assert a["text"][span["start"]:span["end"]] == span["quote"], span
sys.exit(0 if eval(sys.argv[2]) else f"mentions {len(m)}, stances {len(s)}, decisions {[x.get('verdict') for x in d]}")
PY
}

"$program" suggest "$root/assets/sample/article.txt" -o "$work/project.standpoint.json"
"$program" check "$work/project.standpoint.json"

open_window "$work/project.standpoint.json"; shot opened
keys Tab a a x; shot decided
keys ctrl+z ctrl+shift+z ctrl+s; rest
holds 'len(m) + len(s) == 2 and sum(x["verdict"] == "accepted" for x in d) == 2 and sum(x["verdict"] == "rejected" for x in d) == 1'
close_window

open_window "$work/project.standpoint.json"; shot reopened
keys ctrl+z ctrl+z ctrl+z ctrl+s; rest   # undo reaches over the restart
holds 'len(m) + len(s) == 0 and len(d) == 0'
close_window
echo "window test: the loop works"
