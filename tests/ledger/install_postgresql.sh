#!/bin/sh
# Is there a PostgreSQL server for the tests of the ledger? Installs Debian's package where that is possible; the tests start a private server of their own.
set -eu

found() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

if found; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo -n"; else run="none"; fi
    if [ "$run" != none ]; then
        echo "Installing PostgreSQL for the tests of the ledger"
        # without this the package would start a server for the whole machine
        $run mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" | $run tee /etc/postgresql-common/createcluster.conf >/dev/null
        $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null 2>&1 ||
            { $run apt-get update -qq && $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; } || true
    fi
fi
if found; then exit 0; fi
echo "PostgreSQL is not installed: the tests of the ledger on PostgreSQL are left out here, and fail in continuous integration. Install its server package." >&2
[ "${CI:-}" != true ] || exit 1
