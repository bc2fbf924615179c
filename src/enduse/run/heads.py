"""Is the ledger there still the one that this home recorded into? The home signs its head after each run, and keeps that elsewhere than the ledger."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse import __version__
from enduse.errors import Mismatch, Refused, UsageError
from enduse.ledger import checkpoint
from enduse.ledger.append import append
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry
from enduse.ledger.retain import retained_until, years_of
from enduse.ledger.schema import slices
from enduse.ledger.store import Absent, Ledger, open_ledger, place_of
from enduse.model.canonical import canonical_json
from enduse.run.home import write_atomic

BOOK: Final = "default"
HEADS: Final = "heads"
REMEDY: Final = "put it back from a copy; if there is none, `enduse ledger begin --reason TEXT` goes on without, and says so in the record"


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """What this home knows to have been recorded, and the ledger does not hold. `known`: from where it is known; `whole`: nothing at all is left."""

    place: str
    head: checkpoint.Statement
    known: str
    whole: bool

    def __str__(self) -> str:
        what = "the ledger is gone" if self.whole else "the ledger is another one, or has lost its end"
        return f"{self.place}: {what}: {self.head.records:,} records were in it at {self.head.made} ({self.known})"


def begun(url: str, home: Path, *, create: bool = True) -> Ledger:
    """The ledger at that address, to write to: begun if there never was one, unless not `create`. `Refused` if this home knows of records that are not in it."""
    missing = lost(url, home)
    if missing is not None:
        raise Refused(f"{missing}; {REMEDY}")
    return open_ledger(url, create=create)


def lost(url: str, home: Path) -> Lost | None:
    """What was recorded there as this home knows, and is not held there now; None if nothing is missing. Makes no ledger."""
    place, file = place_of(url)
    ledger = None
    if file is None or (file.is_file() and file.stat().st_size):
        with contextlib.suppress(Absent):
            ledger = open_ledger(url, create=False)
    try:
        genesis = None
        if ledger is not None:
            with ledger.reading() as connection:
                genesis = checkpoint.genesis_of(connection)
        known = _known(place, file, home, begun=genesis is not None)
        if known is None or (ledger is not None and genesis is not None and _holds(ledger, known[0])):
            return None
        return Lost(place=place, head=known[0], known=known[1], whole=genesis is None)
    finally:
        if ledger is not None:
            ledger.close()


def begin_anew(url: str, home: Path, missing: Lost, *, reason: str, actor: str, now: dt.datetime) -> None:
    """Go on without what is lost: a record tells what, who says so and why, and the home signs the head of the ledger as it is from here."""
    if not reason.strip():
        raise UsageError("to go on without what was recorded needs a reason (--reason)")
    ledger = open_ledger(url, create=True)
    try:
        with ledger.reading() as connection:
            until = retained_until(connection, years=years_of(connection, BOOK), now=now)
        context = Context(book=BOOK, actor=actor, channel="cli", run="", engine=__version__, retain_until=until)
        body = {"head": missing.head, "known": missing.known, "place": missing.place, "reason": reason.strip(), "whole": missing.whole}
        append(ledger, [Entry(kind="loss", subject="ledger:loss", body=msgspec.Raw(canonical_json(body)))], context, now=now)
        sign_head(ledger, home, now=now, anew=True)
    finally:
        ledger.close()


def _holds(ledger: Ledger, head: checkpoint.Statement) -> bool:
    with ledger.reading() as connection:
        digest = connection.execute(sa.select(slices.c.digest).where(slices.c.sequence == head.slice)).scalar_one_or_none()
    return digest is not None and bytes(digest).hex() == head.digest


def _known(place: str, file: Path | None, home: Path, *, begun: bool) -> tuple[checkpoint.Statement, str] | None:
    """The latest head of the ledger at that place that this home signed, or else (where there is no ledger) that one of its runs tells of."""
    kept = _kept(place, file, home)
    if kept is not None:
        return kept, "by the head that this home signed"
    if begun:
        return None
    own = file is not None and file.resolve().is_relative_to(home.resolve())
    found = [
        (head, run)
        for where, head, run in _told_by_runs(home)
        if (where == place if file is None else (own or Path(where).is_absolute()) and Path(where).resolve() == file.resolve())
    ]  # a relative place outside the home is another one in another directory
    if not found:
        return None
    head, run = max(found, key=lambda one: one[0].made)
    return head, f"by the manifest of run {run}"


def _kept(place: str, file: Path | None, home: Path) -> checkpoint.Statement | None:
    heads = []
    for path in (_path(place, file, home), home / "ledger" / _path(place, file, home).name):
        with contextlib.suppress(OSError, Mismatch):
            heads.append(checkpoint.read_checkpoint(path.read_bytes(), path.name, trusted=None))
    return max(heads, key=lambda head: head.slice, default=None)


def _told_by_runs(home: Path) -> Iterator[tuple[str, checkpoint.Statement, str]]:
    """The ledger's place and head as each run of this home was told them, if its outputs are still there."""
    for entry in sorted((home / "runs").glob("*.json")):
        with contextlib.suppress(OSError, KeyError, TypeError, msgspec.MsgspecError):
            out = Path(msgspec.json.decode(entry.read_bytes())["out"])
            told: dict[str, Any] = msgspec.json.decode((out / "manifest.json").read_bytes())
            if told["run_id"] == entry.stem:
                yield told["ledger"]["place"], msgspec.convert(told["ledger"]["head"], checkpoint.Statement), entry.stem


def _path(place: str, file: Path | None, home: Path) -> Path:
    if file is not None:  # by where it lies, not by how it was written: a relative path means another file in another directory
        whole = file.resolve()
        place = (whole.relative_to(home.resolve()) if whole.is_relative_to(home.resolve()) else whole).as_posix()
    return home / HEADS / f"head-{hashlib.sha256(place.encode()).hexdigest()[:12]}.json"


def keys_of(home: Path) -> Path:
    """Where the home keeps its signing key."""
    return home / "keys"


def head_file(ledger: Ledger, home: Path) -> Path:
    """Where the home keeps the signed head of this ledger; of one that lies in the home by its place there, so that a home may be moved or restored elsewhere."""
    return _path(ledger.place, ledger.file, home)


def heads_of(ledger: Ledger, home: Path) -> list[Path]:
    """Every head that this home signed of this ledger: the one kept for its place, and those of the same first slice kept while it lay elsewhere."""
    own = head_file(ledger, home)
    with ledger.reading() as connection:
        first = checkpoint.genesis_of(connection)
    heads = [own] if own.exists() else []
    for path in sorted((*(home / HEADS).glob("head-*.json"), *(home / "ledger").glob("head-*.json"))):  # earlier versions kept them beside the ledger
        with contextlib.suppress(OSError, Mismatch):
            if path != own and checkpoint.read_checkpoint(path.read_bytes(), path.name, trusted=None).ledger == first:
                heads.append(path)
    return heads


def sign_head(ledger: Ledger, home: Path, *, now: dt.datetime, anew: bool = False) -> checkpoint.Checkpoint:
    """Sign the head of the ledger with the home's key and keep it, unless a later one is kept already. `anew`: those kept hold no longer."""
    with ledger.reading() as connection:
        statement = checkpoint.state_of(connection, now=now)
    signed = checkpoint.sign(statement, checkpoint.signing_key(keys_of(home)))
    path = head_file(ledger, home)
    kept = None if anew else _kept(ledger.place, ledger.file, home)
    if kept is not None and kept.slice >= statement.slice:
        return signed
    write_atomic(path, checkpoint.encode_checkpoint(signed))
    if anew:
        (home / "ledger" / path.name).unlink(missing_ok=True)
    return signed
