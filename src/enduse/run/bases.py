"""Which Basis is in use, and is it whole? Writing, switching and opening compiled Bases."""

from __future__ import annotations

import mmap
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from enduse.basis import Basis as Content
from enduse.basis import table_digest
from enduse.errors import Refused
from enduse.run.home import sync_dir, write_atomic

FORMAT = 2


class TableEntry(msgspec.Struct, frozen=True):
    """A table of a compiled Basis: its file's size in bytes and the digest of its content."""

    size: int
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """`basis.json`: what was compiled, beside the tables. `info` is not part of the digest (times, places)."""

    format: int
    digest: str
    engine_version: str
    tables: dict[str, TableEntry]
    info: dict[str, Any]


class Basis(Content):
    """A compiled Basis that knows where it lies."""

    def __init__(
        self, tables: Mapping[str, pa.Table], digests: Mapping[str, str] | None = None, *, path: Path | None = None, info: Mapping[str, Any] | None = None
    ):
        super().__init__(tables, digests)
        self.path = path
        self.info: Mapping[str, Any] = dict(info or {})

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, verify: bool = False) -> Basis:
        """Open a compiled Basis (its own directory, or a home: then the Basis in use). Tables are memory-mapped.

        Sizes are always checked; `verify=True` also recomputes every digest. Raises `Refused` if it is absent, partial or changed.
        """
        folder = Path(path)
        if not (folder / "basis.json").exists():
            folder = current(folder)
        try:
            manifest = msgspec.json.decode((folder / "basis.json").read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            raise Refused(f"{folder}: no readable Basis there ({fault}); run `enduse prepare`") from fault
        if manifest.format != FORMAT:
            raise Refused(f"{folder}: Basis format {manifest.format}, this version reads {FORMAT}; run `enduse prepare`")
        tables: dict[str, pa.Table] = {}
        for name, entry in manifest.tables.items():
            file = folder / f"{name}.arrow"
            if not _is_file_of(file, entry.size):
                raise Refused(f"{file}: missing or not of the size recorded; run `enduse prepare`")
            try:
                tables[name] = pa.RecordBatchFileReader(_mapped(file)).read_all()
                tables[name].validate(full=verify)  # Arrow ends the process over columns whose parts are not of one length
            except (pa.ArrowException, OSError, ValueError) as fault:
                raise Refused(f"{file}: was changed after it was compiled ({fault}); run `enduse prepare`") from fault
        basis = cls(tables, {name: entry.digest for name, entry in manifest.tables.items()}, path=folder, info=manifest.info)
        if basis.digest != manifest.digest:
            raise Refused(f"{folder}: the digest of the parts is not the digest recorded; run `enduse prepare`")
        if verify:
            for name, entry in manifest.tables.items():
                if table_digest(tables[name]) != entry.digest:
                    raise Refused(f"{folder}: table {name} was changed after it was compiled; run `enduse prepare`")
        return basis


def _is_file_of(file: Path, size: int) -> bool:
    try:
        found = file.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def _mapped(file: Path) -> pa.Buffer:
    """The file in memory, where Arrow reads it as it lies; files that Arrow maps by itself take three times as long to open."""
    with file.open("rb", buffering=0) as stream:
        return pa.py_buffer(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def current(home: Path) -> Path:
    """The directory of the Basis in use of a home; `Refused` if there is none."""
    pointer = home / "basis" / "current"
    try:
        digest = pointer.read_text("ascii", "replace").strip()
    except OSError as fault:
        raise Refused(
            f"{home}: no Basis; load lists with `enduse lists add`, then run `enduse prepare` (without lists it compiles the embedded starter set)"
        ) from fault
    return home / "basis" / digest


def store(content: Content, parent: Path, *, engine_version: str, info: Mapping[str, Any]) -> Path:
    """Write the Basis under `parent/<digest>`, whole or not at all. An equal one that is already there is kept."""
    target = parent / content.digest
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(".part-*"):  # of a run that was killed
        if not _alive(left):
            shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f".part-{os.getpid()}-", dir=parent))
    try:
        entries: dict[str, TableEntry] = {}
        for name in sorted(content.tables):
            file = part / f"{name}.arrow"
            table = content.tables[name].combine_chunks()
            with file.open("wb") as stream:
                with pa.ipc.new_file(stream, table.schema) as writer:
                    writer.write_table(table)
                stream.flush()
                os.fsync(stream.fileno())
            entries[name] = TableEntry(file.stat().st_size, content.digests[name])
        manifest = Manifest(FORMAT, content.digest, engine_version, entries, dict(info))
        write_atomic(part / "basis.json", msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        part.chmod(0o755)
        if target.exists():
            write_atomic(target / "basis.json", (part / "basis.json").read_bytes())
        else:
            part.rename(target)
            sync_dir(parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def switch(home: Path, digest: str) -> None:
    """Make the Basis of that digest the one in use."""
    write_atomic(home / "basis" / "current", digest.encode("ascii"))


def _alive(part: Path) -> bool:
    try:
        os.kill(int(part.name.split("-")[1]), 0)
    except (ValueError, IndexError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
