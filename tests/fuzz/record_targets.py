"""Can a damaged or forged ledger, checkpoint, home or answer of a server be taken for a sound one, or stop the program with a traceback?"""

from __future__ import annotations

import datetime as dt
import functools
import os
import shutil
import socket
import threading
from pathlib import Path
from typing import Final

import seeds
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from file_targets import basis
from oracle import Target, at, ours, picked, workplace

from enduse.errors import EnduseError
from enduse.ledger import checkpoint
from enduse.ledger.append import append
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry, unpack
from enduse.ledger.read import find
from enduse.ledger.schema import METADATA
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.lists import READERS, Source, store
from enduse.lists.fetch import Edition, Limits, fetch
from enduse.model.canonical import canonical_json
from enduse.run import bases

NOW: Final = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
_CONTEXT: Final = Context(book="desk-1", actor="A. Officer", channel="cli", run="run-1", engine="0.1.0", retain_until="2036-09-30")


@functools.cache
def ledger_bytes() -> bytes:
    """A ledger of a dozen records, as one file."""
    import hashlib

    path = workplace() / "seed.sqlite"
    ledger = open_ledger(str(path), create=True)
    entries = [
        Entry(kind="decision", key=hashlib.sha256(f"{n}".encode()).hexdigest(), subject=f"T-{n}", body=_raw({"n": n, "name": "Probe " * 9})) for n in range(12)
    ]
    append(ledger, entries[:7], _CONTEXT, now=NOW)
    append(ledger, entries[7:], _CONTEXT, now=NOW)
    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return path.read_bytes()


def _raw(thing: object) -> object:
    import msgspec

    return msgspec.Raw(canonical_json(thing))


def _content(path: Path) -> object:
    ledger = open_ledger(str(path), create=False)
    try:
        with ledger.reading() as connection:
            return [[tuple(row) for row in connection.execute(sa.select(table))] for table in METADATA.sorted_tables]
    finally:
        ledger.close()


@functools.cache
def _sound() -> object:
    return _content(at("sound.sqlite", ledger_bytes()))


def ledger_file(data: bytes) -> bool:
    """A ledger whose file was changed anywhere: what is not refused and not told by `verify` is what was written."""
    ledger_bytes()
    _sound()
    for left in workplace().glob("held.sqlite*"):
        left.unlink()
    path = at("held.sqlite", data)
    sound: list[bool] = []

    def work() -> None:
        ledger = open_ledger(str(path), create=False)
        try:
            told = verify(ledger)
            assert all(str(problem) for problem in told.problems)
            with ledger.reading() as connection:
                ours(lambda: find(connection, "T-3"))
            sound.append(not told.problems)
        finally:
            ledger.close()

    if not ours(work):
        return False
    if sound[0]:
        assert _content(path) == _sound(), "changed, and verify says nothing"
    return sound[0]


def ledger_block(data: bytes) -> bool:
    """A packed block of records by itself."""
    try:
        unpack(data)
    except (ValueError, EnduseError):
        return False
    return True


@functools.cache
def _signed() -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    statement = checkpoint.Statement(ledger="a" * 64, slice=1, digest="b" * 64, records=13, made="2026-09-30T12:00:00+00:00")
    return checkpoint.encode_checkpoint(checkpoint.sign(statement, key))


def signed(data: bytes) -> bool:
    """A checkpoint: what is taken says what was signed."""
    taken: list[checkpoint.Statement] = []
    if not ours(lambda: taken.append(checkpoint.read_checkpoint(data, "x", trusted=None if picked(data, 2) else "AAAA"))):
        return False
    assert taken[0] == checkpoint.read_checkpoint(_signed(), "x", trusted=None), "a forged statement was taken"
    return True


@functools.cache
def home_seed() -> Path:
    """A home with one list."""
    home = workplace() / "home-seed"
    store.add(home, READERS["un"], Source.of({"un.xml": seeds.UN}), id="un", now=NOW)
    store.set_terms(home, "un", store.Terms(max_age_days=3))
    return home


def _home_files() -> list[Path]:
    return sorted(path for path in home_seed().rglob("*") if path.is_file() and path.name != "lock")


def home(data: bytes) -> bool:
    """A home in which one file was changed: what is read is what was stored, or it is refused."""
    files = _home_files()
    number, _, body = data.partition(b"\n")
    target = files[(number[0] if number else 0) % len(files)]
    place = workplace() / "home"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home_seed(), place)
    (place / target.relative_to(home_seed())).write_bytes(body)

    def work() -> None:
        for manifest, entities, _ in store.read_current(place):
            assert entities.num_rows == manifest.entities == 2
            store.fresh_on(place, manifest)
            ours(lambda: (store.terms_of(place, "un"), store.gone(place, "un")))
        ours(lambda: store.list_sources(place))
        ours(lambda: store.versions(place, "un"))

    return ours(work)


@functools.cache
def _basis_folder() -> Path:
    return bases.store(basis(), workplace() / "bases", engine_version="fuzz", info={})


def stored_basis(data: bytes) -> bool:
    """A compiled Basis in which one file was changed: opened with its digest checked, it is the same or refused."""
    files = sorted(path for path in _basis_folder().rglob("*") if path.is_file())
    number, _, body = data.partition(b"\n")
    target = files[(number[0] if number else 0) % len(files)]
    was = target.read_bytes()
    try:
        target.write_bytes(body)
        opened: list[bases.Basis] = []
        if not ours(lambda: opened.append(bases.Basis.open(_basis_folder(), verify=True))):
            return False
        assert opened[0].digest == basis().digest
        return True
    finally:
        target.write_bytes(was)


_answer: dict[str, bytes] = {}


def _port() -> int:
    """The port of this process's server: a thread does not outlive a fork."""
    return _serve(os.getpid())


@functools.cache
def _serve(_: int) -> int:
    """A server on this machine that answers everything with the same bytes."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)

    def serve() -> None:
        while True:
            try:
                asked, _ = listener.accept()
                with asked:
                    asked.settimeout(1)
                    asked.recv(65536)
                    asked.sendall(_answer["bytes"])
                    asked.shutdown(socket.SHUT_WR)
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def answer(data: bytes) -> bool:
    """An answer of a publisher's server: a whole file, no news, or a refusal; never a file that is not what was sent."""
    _answer["bytes"] = data
    folder = workplace() / "fetched-from"
    shutil.rmtree(folder, ignore_errors=True)
    address = f"http://127.0.0.1:{_port()}/list.xml"
    known = Edition(address=address, etag='"1"', sha256="0" * 64) if picked(data, 3) == 0 else None
    limits = Limits(read_seconds=0.5, total_seconds=2, attempts=2, pause_seconds=0, largest_bytes=1 << 20)

    def work() -> None:
        came = fetch(address, folder, "list.xml", known=known, limits=limits, wait=lambda _: None)
        assert came.path is None or came.path.stat().st_size == came.size <= 1 << 20

    done = ours(work)
    assert done or not (folder / "list.xml").exists(), "a refused answer was left under its final name"
    return done


_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
_ANSWERS: Final = [
    _HEAD + b'ETag: "2"\r\nLast-Modified: Fri, 20 Nov 2026 06:00:00 GMT\r\nContent-Length: %d\r\n\r\n' % len(seeds.UN) + seeds.UN,
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", _HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n',
    b"HTTP/1.1 302 Found\r\nLocation: /list.xml\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nhello", b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
]  # fmt: skip


def _numbered(files: list[Path]) -> list[bytes]:
    return [bytes([place]) + b"\n" + path.read_bytes() for place, path in enumerate(files)]


TARGETS: list[Target] = [
    Target("ledger-file", "raw", lambda: [ledger_bytes()], ledger_file),
    Target("ledger-block", "raw", lambda: [b"", b"\x28\xb5\x2f\xfd"], ledger_block),
    Target("checkpoint", "json", lambda: [_signed()], signed),
    Target("home", "raw", lambda: _numbered(_home_files()), home),
    Target("stored-basis", "raw", lambda: _numbered(sorted(path for path in _basis_folder().rglob("*") if path.is_file())), stored_basis),
    Target("server-answer", "raw", lambda: _ANSWERS, answer),
]
