#!/usr/bin/env bash
# Installs what the tests need and passes them. Arguments go to cargo test.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/linux/setup.sh test
cargo test --locked "$@"
