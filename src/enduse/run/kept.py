"""What follows from the installed packages alone, and need not be computed again by every process?

Tables made of nothing but the package and its dependencies are kept in a cache folder (`ENDUSE_CACHE`, else `$XDG_CACHE_HOME/enduse`, else `~/.cache/enduse`), under the
digest of the code and the versions that made them. A file that is missing, damaged or cannot be written is no fault: the tables are made again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

import pyarrow as pa

from enduse import __version__
from enduse.run import package
from enduse.run.home import write_atomic

_KEEP: Final = 4  # files of one name: those of other versions are made again when needed
_DIGEST: Final = 64


def cache_dir() -> Path:
    """Where kept tables lie; may be deleted at any time."""
    named = os.environ.get("ENDUSE_CACHE")
    if named:
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "enduse"


def kept(name: str, distributions: Sequence[str], make: Callable[[], Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """The tables that `make` returns: read if they are kept, else made and kept. Only for what depends on the package and on these distributions alone."""
    key = hashlib.sha256(
        "\n".join((__version__, package.code_digest(), package.digest(), *(f"{one}=={metadata.version(one)}" for one in distributions))).encode()
    )
    path = cache_dir() / f"{name}-{key.hexdigest()[:32]}.tables"
    held = _read(path)
    if held is None:
        held = dict(make())
        _write(path, held)
    return held


def _read(path: Path) -> dict[str, pa.Table] | None:
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    head, body = raw[:_DIGEST], memoryview(raw)[_DIGEST:]
    if hashlib.sha256(body).hexdigest().encode() != head:
        return None
    tables: dict[str, pa.Table] = {}
    stream = pa.BufferReader(pa.py_buffer(body))
    while stream.tell() < len(body):
        with pa.ipc.open_stream(stream) as reader:
            table = reader.read_all()
        tables[(table.schema.metadata or {})[b"name"].decode()] = table.replace_schema_metadata(None)
    return tables


def _write(path: Path, tables: Mapping[str, pa.Table]) -> None:
    sink = pa.BufferOutputStream()
    for name, table in tables.items():
        named = table.replace_schema_metadata({"name": name})
        with pa.ipc.new_stream(sink, named.schema) as writer:
            writer.write_table(named)
    body = sink.getvalue().to_pybytes()
    try:
        write_atomic(path, hashlib.sha256(body).hexdigest().encode() + body)
        others = sorted(path.parent.glob(f"{path.name.split('-')[0]}-*.tables"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in others[_KEEP:]:
            one.unlink(missing_ok=True)
    except OSError:
        return  # a full or read-only disk: nothing is lost but time
