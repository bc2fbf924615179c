#!/usr/bin/env bash
# What do the tests of the report need besides Python? A browser, its driver, fonts for three scripts, and axe-core; nothing of it is part of the package.
set -euo pipefail
cd "$(dirname "$0")/../.."
AXE=4.14.1

have() { command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
browser() { have chromedriver && { have chromium || have google-chrome; } && fc-list :lang=zh 2>/dev/null | grep -q .; }
axe() { grep -qs "\"version\": \"$AXE\"" .browser/node_modules/axe-core/package.json; }

install() {
  if ! browser; then
    echo "Installing a browser for the tests of the report"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      chromium chromium-driver fontconfig fonts-dejavu-core fonts-wqy-zenhei libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null
  fi
  axe || npm install --no-save --no-audit --no-fund --silent --prefix .browser "axe-core@$AXE"
}

if browser && axe; then exit 0; fi
install || true
if browser && axe; then exit 0; fi
echo "No browser or no axe-core: the tests of the report that need them are left out here, and fail in continuous integration. Install chromium, chromium-driver and npm." >&2
[ "${CI:-}" != true ] || exit 1
