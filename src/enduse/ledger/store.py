"""Where does the ledger lie, and who may write to it now? SQLite in a file, or PostgreSQL by URL, through the same statements."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import alembic.command  # noqa: F401  (alembic.runtime needs the package whole)
import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from enduse.errors import EnduseError, Refused, UsageError

BUSY_SECONDS: Final = 120
"""How long a writer waits for another; one slice takes well under a second."""

_WRITERS_LOCK: Final = 0x656E64757365  # "enduse": the advisory lock that PostgreSQL's writers queue at
_WRITE: Final = "enduse_write"


class Ledger:
    """An open ledger. `place` is how it is named to people: never with a password."""

    def __init__(self, engine: sa.Engine, place: str, file: Path | None) -> None:
        self.engine = engine
        self.place = place
        self.file = file

    @property
    def sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent view, whatever is written meanwhile."""
        with _told(self.place), self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, all of it or nothing, one writer at a time."""
        with _told(self.place), self.engine.connect() as connection:
            connection.execution_options(**{_WRITE: True})
            with connection.begin():
                if not self.sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)))
                yield connection

    def close(self) -> None:
        """Give back its connections."""
        self.engine.dispose()


class Absent(Refused):
    """There is a database, and no ledger in it."""


def open_ledger(url: str, *, create: bool) -> Ledger:
    """The ledger at a URL (`sqlite:///FILE`, `postgresql://…`) or a path, its tables made or brought up to date if `create`.

    Raises `Refused` if it is absent (without `create`), of a newer version, or cannot be reached; `UsageError` for a URL that is none.
    """
    address = _address(url)
    place, file = place_of(url)
    if file is not None:
        _make_file(file, place, create=create)
    ledger = Ledger(_engine(address, place), place, file)
    try:
        if create:
            _migrate(ledger)
        else:
            _must_exist(ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def place_of(url: str) -> tuple[str, Path | None]:
    """How the ledger at a URL or path is named to people, and its file if it is one. `UsageError` for a URL that is none."""
    address = _address(url)
    file = Path(str(address.database)) if address.get_backend_name() == "sqlite" else None
    return (str(file) if file else address.render_as_string(hide_password=True)), file


def version_of(ledger: Ledger) -> str | None:
    """The version of its tables, None if it has none; `Refused` if this program does not know it."""
    with ledger.reading() as connection:
        held = MigrationContext.configure(connection).get_current_revision()
    return _known(ledger, held)


def migrations() -> ScriptDirectory:
    """The steps that come with the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def _must_exist(ledger: Ledger) -> None:
    if version_of(ledger) is None:
        raise Absent(f"{ledger.place}: no ledger there yet; `enduse screen` starts one")


def _known(ledger: Ledger, held: str | None) -> str | None:
    if held is not None and held not in {step.revision for step in migrations().walk_revisions()}:
        raise Refused(f"{ledger.place}: ledger of version {held!r}, which this version of enduse does not know; use the newer enduse that wrote it")
    return held


def _migrate(ledger: Ledger) -> None:
    steps = migrations()
    if version_of(ledger) == steps.get_current_head():
        return
    with ledger.writing() as connection:
        if MigrationContext.configure(connection).get_current_revision() == steps.get_current_head():
            return  # another process was first
        context = EnvironmentContext(Config(), steps, fn=lambda held, _: steps._upgrade_revs("head", held))
        with context:
            context.configure(connection=connection, transactional_ddl=True)
            context.run_migrations()


def _address(url: str) -> sa.URL:
    if "://" not in url:
        return sa.URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as fault:
        raise UsageError("the ledger's address is not understood; write sqlite:///FILE, postgresql://USER@HOST/DATABASE or a path") from fault
    backend = address.get_backend_name()
    if backend == "sqlite" and address.database not in (None, "", ":memory:"):
        return address.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+pg8000")
    raise UsageError(f"a ledger lies in a SQLite file or in PostgreSQL, not in {backend!r}; write sqlite:///FILE, postgresql://USER@HOST/DATABASE or a path")


def _engine(address: sa.URL, place: str) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        try:
            return sa.create_engine(address, pool_size=1, pool_pre_ping=True)
        except ImportError as fault:
            raise Refused(f"{place}: PostgreSQL needs one more package; install enduse[postgres]") from fault
    engine = sa.create_engine(address, pool_size=1, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _: object) -> None:
        raw.isolation_level = None  # transactions are begun below, so that a writer takes its lock before it reads
        _write_ahead(raw)
        for pragma in ("synchronous=FULL", "secure_delete=ON", "cell_size_check=ON", "trusted_schema=OFF"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "BEGIN")

    return engine


def _write_ahead(raw: Any) -> None:
    """Switch a file to write-ahead logging, once. SQLite does not wait for others here, so this does."""
    import sqlite3

    for attempt in range(100):
        try:
            if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal" or raw.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal":
                return
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or attempt == 99:
                raise
        except UnicodeDecodeError as fault:  # what SQLite says of a damaged file repeats its bytes
            raise sqlite3.DatabaseError(f"the file is damaged: {fault.reason}") from fault
        time.sleep(0.05)


def _make_file(file: Path, place: str, *, create: bool) -> None:
    """The file, readable by its owner alone: it holds names of people."""
    if file.is_file():
        return
    if not create:
        raise Refused(f"{place}: no ledger there yet; `enduse screen` starts one")
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


@contextlib.contextmanager
def _told(place: str) -> Iterator[None]:
    """What a database says went wrong, as a refusal that names the ledger."""
    try:
        yield
    except EnduseError:
        raise
    except sa.exc.DBAPIError as fault:
        raise Refused(f"the ledger {place} could not be used: {_first_line(fault.orig)}; nothing of this step was recorded") from fault


def _first_line(fault: object) -> str:
    detail = fault.args[0] if isinstance(fault, Exception) and fault.args else fault
    text = str(detail.get("M", detail) if isinstance(detail, dict) else detail)
    return text.strip().splitlines()[0] if text.strip() else type(fault).__name__
