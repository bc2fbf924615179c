"""Where does this user's state live, and what is in it?"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from enduse.errors import Refused, UsageError

LAYOUT = {
    "lists": "versions of lists: raw bytes, parsed records, manifests",
    "ownership": "registers of owners: raw bytes, parsed holdings, manifests; `rules.csv`, rows of yours for the ownership rules",
    "goods": "texts of nomenclatures that goods are looked up in, beside those of the Harmonized System",
    "control-lists": "control lists of the user's own: rows and definition as given, manifests",
    "basis": "compiled Bases by digest, and `current`, the digest in use",
    "packs": "rule packs of the user's own, *.toml: compiled into the Basis beside those of the package",
    "settings.toml": "settings of the user's own: compiled into the Basis in the place of those shipped",
    "past": "what was compiled to look back on superseded lists; may be deleted at any time",
    "embedded": "the embedded Basis, compiled from the package when first needed",
    "runs": "one small file per run: where its outputs are",
    "ledger": "the ledger, unless it lies elsewhere",
    "heads": "the heads of ledgers as this home signed them last: by them a ledger that was lost or exchanged is missed",
    "standing": "customers, suppliers and other standing parties, version by version",
    "keys": "the key that signs heads and checkpoints of the ledger",
}


def home_dir(given: Path | None = None) -> Path:
    """`--home`, else `ENDUSE_HOME`, else `~/.local/share/enduse`."""
    if given is not None:
        return given.expanduser()
    named = os.environ.get("ENDUSE_HOME")
    return Path(named).expanduser() if named else Path("~/.local/share/enduse").expanduser()


def ledger_url(home: Path, given: str | None = None) -> str:
    """`--ledger`, else `ENDUSE_LEDGER`, else a SQLite file in the home."""
    return given or os.environ.get("ENDUSE_LEDGER") or str(home / "ledger" / "ledger.sqlite")


def write_atomic(path: Path, data: bytes) -> None:
    """The file is either as it was or whole: written aside, flushed to disk, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_dir(path.parent)


def sync_dir(path: Path) -> None:
    """Make a rename in this directory survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path, *, what: str) -> Iterator[None]:
    """Hold an exclusive lock file; `Refused` at once if another process holds it. The kernel frees it when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Refused(f"{what} is in use by another run; wait for it to end, or choose another") from held
        try:
            yield
        finally:
            fcntl.flock(stream, fcntl.LOCK_UN)


def not_itself(source: Path | str, out: Path) -> None:
    """`UsageError` if a result would take the place of what it is made of."""
    if str(source) != "-" and out.exists() and Path(source).exists() and out.samefile(source):
        raise UsageError(f"{out}: is the input itself; name another file for --out")
