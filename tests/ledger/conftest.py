"""On which databases are the tests run, and what do they write? A SQLite file and a private PostgreSQL server, with records made of numbers."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from enduse.ledger.append import Appended, append
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry
from enduse.ledger.store import Ledger, open_ledger
from enduse.model.canonical import canonical_json

NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
CONTEXT = Context(book="desk-1", actor="A. Officer", channel="cli", run="run-1", engine="0.1.0", retain_until="2036-09-30")


def _server_programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps it off the path."""
    here = shutil.which("pg_ctl")
    folders = [Path(here).resolve().parent] if here else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a server of our own, reached by a socket in a temporary folder; `{}` stands for the database."""
    programs = _server_programs()
    if programs is None:
        message = "no PostgreSQL server programs here; tests/ledger/install_postgresql.sh installs them"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    user = None
    if os.getuid() == 0:  # the server refuses to run as root; its package brings a user
        user = next((name for name in ("postgres", "nobody") if _exists(name)), None)
    folder = Path(tempfile.mkdtemp(prefix="enduse-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        quiet = {"check": True, "capture_output": True, "user": user, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        subprocess.run([programs / "initdb", "-D", data, "-U", "enduse", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet)  # type: ignore[call-overload]  # options in a dict
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40 -c shared_buffers=16MB"
        start = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"]
        subprocess.run(start, **{**quiet, "capture_output": False, "stdout": subprocess.DEVNULL})  # type: ignore[call-overload]  # a pipe would stay open in the server
        try:
            yield f"postgresql://enduse@/{{}}?unix_sock={folder}/.s.PGSQL.5432"
        finally:
            subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]  # options in a dict
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


_databases = itertools.count()


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """URL of an empty database."""
    import pg8000.native

    name = f"ledger{next(_databases)}"
    socket = postgresql_server.split("unix_sock=")[1]
    connection = pg8000.native.Connection("enduse", database="postgres", unix_sock=socket)
    connection.run(f"CREATE DATABASE {name}")
    connection.close()
    return postgresql_server.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a ledger; every test that asks for it runs on both databases."""
    return str(tmp_path / "ledger.sqlite") if request.param == "sqlite" else str(request.getfixturevalue("postgresql"))


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An open ledger without records."""
    opened = open_ledger(url, create=True)
    yield opened
    opened.close()


def _numbered(numbers: Iterable[int]) -> list[Entry]:
    return [
        Entry(
            kind="decision",
            key=hashlib.sha256(str(n).encode()).hexdigest(),
            subject=f"T-{n}",
            body=msgspec.Raw(canonical_json({"decision": {"id": f"T-{n}", "outcome": "block" if n % 2 else "release"}, "frame": "00", "transaction": {"id": f"T-{n}"}})),
        )
        for n in numbers
    ]  # fmt: skip


@pytest.fixture
def numbered() -> Callable[[Iterable[int]], list[Entry]]:
    """Makes decisions on the transactions T-1, T-2, …: the odd ones are blocked."""
    return _numbered


@pytest.fixture
def write(numbered: Callable[[Iterable[int]], list[Entry]]) -> Callable[..., Appended]:
    """Appends such decisions."""

    def run(ledger: Ledger, numbers: Iterable[int], *, now: dt.datetime = NOW, context: Context = CONTEXT) -> Appended:
        return append(ledger, numbered(numbers), context, now=now)

    return run


@pytest.fixture
def context() -> Context:
    """Who writes in the tests."""
    return CONTEXT


@pytest.fixture
def now() -> dt.datetime:
    """When they write."""
    return NOW
