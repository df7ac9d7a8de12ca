#!/usr/bin/env bash
# Makes target/debian/standpoint_*.deb; installs cargo-deb where it is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
packaging/linux/setup.sh run
command -v cargo-deb >/dev/null || cargo install --locked cargo-deb
cargo deb --locked
