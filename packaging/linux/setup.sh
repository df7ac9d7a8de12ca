#!/usr/bin/env bash
# Installs what a fresh Debian or Ubuntu machine lacks. Usage: setup.sh run | test | access
# run: what it takes to build and open the window. test: also a display in memory and keys to press, and fonts of all scripts.
# access: also what a screen reader hears with.
set -euo pipefail

run=(gcc libc6-dev libgl1 libegl1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0)
test=(xvfb xauth xdotool imagemagick openbox python3 python3-venv fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji)
wanted=("${run[@]}")
access=(at-spi2-core dbus gir1.2-atspi-2.0 libglib2.0-bin python3-pyatspi)
[ "${1:-run}" = run ] || wanted+=("${test[@]}")
[ "${1:-run}" != access ] || wanted+=("${access[@]}")

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}"
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
else
  echo "This is no Debian or Ubuntu: please install the equivalents of ${wanted[*]}" >&2
fi

if ! command -v cargo >/dev/null; then
  echo "Rust 1.95 or newer is needed and cargo was not found: install it with rustup (https://rustup.rs), then run this again." >&2
  exit 1
fi
