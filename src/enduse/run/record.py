"""How do runs get into the ledger, and how is a decision made again from what it keeps?"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import pwd
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import sqlalchemy as sa

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.errors import EnduseError, Mismatch, Refused
from enduse.judge import kernel
from enduse.ledger import checkpoint
from enduse.ledger.append import append, append_in
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry
from enduse.ledger.read import DecisionBody, Held, find, last_under
from enduse.ledger.retain import retained_until, years_of
from enduse.ledger.reviews import latest_decision
from enduse.ledger.store import Ledger
from enduse.model.arrow import to_batch
from enduse.model.canonical import canonical_json, transaction_json
from enduse.model.nouns import Exclusion, Operator, Transaction
from enduse.run.bases import Basis
from enduse.run.heads import BOOK, begun, sign_head

__all__ = [
    "BOOK",
    "Clock",
    "Frame",
    "Recorded",
    "Recorder",
    "Replayed",
    "compared",
    "context_of",
    "frame_of",
    "judge",
    "kept_basis",
    "login",
    "recording",
    "replay",
    "utc_now",
]

Clock = Callable[[], dt.datetime]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision rests on besides its transaction and its Basis; kept once for all decisions made in it."""

    operator: Operator | None
    exclusions: tuple[Exclusion, ...]
    allow_stale: tuple[str, ...]


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What a run added to the ledger: decisions added, and decisions it held already."""

    place: str
    added: int
    held: int
    head: checkpoint.Statement


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision made again. `differences`: paths in the record with both values; none if it is the same byte for byte."""

    record: Held
    engine_then: str
    engine_now: str
    differences: tuple[tuple[str, Any, Any], ...]

    @property
    def substance(self) -> tuple[tuple[str, Any, Any], ...]:
        """Differences besides the engine's version and the key that holds it."""
        return tuple(d for d in self.differences if d[0] not in ("engine_version", "decision_key"))


class _Told(msgspec.Struct, frozen=True):
    id: str
    decision_key: str
    transaction_digest: str


def utc_now() -> dt.datetime:
    """The clock."""
    return dt.datetime.now(dt.UTC)


def context_of(ledger: Ledger, *, book: str | None, actor: str | None, run: str = "", now: dt.datetime) -> Context:
    """Who writes, for which book; the actor is the login name unless stated. Records are kept as long as the ledger says for that book."""
    with ledger.reading() as connection:
        until = retained_until(connection, years=years_of(connection, book or BOOK), now=now)
    return Context(book=book or BOOK, actor=actor or login(), channel="cli", run=run, engine=__version__, retain_until=until)


def login() -> str:
    """Who is logged in, as the system says."""
    try:
        return f"login:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"login:{os.getuid()}"


class Recorder:
    """Puts the decisions of one run into a ledger, a slice at a time, as they are made."""

    def __init__(self, ledger: Ledger, screening: kernel.Screening, context: Context, clock: Clock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.context = context
        self.added = self.held = 0
        frame = Frame(operator=screening.operator, exclusions=screening.exclusions, allow_stale=screening.allow_stale)
        self._frame = _entry("frame", frame, subject="frame")
        self._suffix = b',"frame":"' + str(self._frame.key).encode("ascii") + b'","transaction":'
        self._stale = screening.allow_stale
        self._digest = screening.basis.digest
        self._begin(screening)

    def _begin(self, screening: kernel.Screening) -> None:
        """What the decisions will rest on is in the ledger before the first of them."""
        lists = screening.basis.table("lists").to_pylist()
        entries = [self._frame]
        entries += [_entry("list_load", {**row, "engine": screening.engine_version}, subject=f"list:{row['id']}") for row in lists]
        entries += [_entry("exclusion", exclusion, subject=f"exclusion:{exclusion.listing_id}") for exclusion in screening.exclusions]
        subject = f"basis:{self.context.book}"
        with self.ledger.writing() as connection:
            last = last_under(connection, subject, "basis_change")
            previous = msgspec.json.decode(last.body)["digest"] if last is not None and last.body is not None else None
            if previous != screening.basis.digest:
                info: Mapping[str, Any] = getattr(screening.basis, "info", {})
                body = {
                    "book": self.context.book,
                    "digest": screening.basis.digest,
                    "previous": previous,
                    "compiled": info.get("compiled"),
                    "retrieved": info.get("retrieved", {}),
                    "lists": [f"{row['id']}@{row['version']}" for row in lists],
                }
                entries.append(Entry(kind="basis_change", subject=subject, body=msgspec.Raw(canonical_json(body))))
            append_in(connection, entries, self.context, now=self.clock())

    def add(self, transactions: Sequence[Transaction], batch: pa.RecordBatch) -> None:
        """Record the decisions of a slice with their canonical transactions; what the ledger holds already is left as it is."""
        entries = []
        for transaction, document in zip(transactions, batch.column("document").to_pylist(), strict=True):
            told = msgspec.json.decode(document, type=_Told)
            canonical = transaction_json(transaction)
            if told.id != transaction.id or hashlib.sha256(canonical).hexdigest() != told.transaction_digest:
                raise EnduseError(f"the decision on {told.id} is not about the transaction beside it: nothing of this slice was recorded")
            body = msgspec.Raw(b'{"decision":' + document + self._suffix + canonical + b"}")
            entries.append(Entry(kind="decision", key=self.key_of(told.decision_key), subject=told.id, body=body))
        done = append(self.ledger, entries, self.context, now=self.clock())
        self.added += done.added
        self.held += done.held

    def key_of(self, decision_key: str) -> str:
        """The key of the record of a decision: the decision's own; lists that were allowed although stale are told in the decision, but are not in its key."""
        return hashlib.sha256("\n".join((decision_key, *self._stale)).encode()).hexdigest() if self._stale else decision_key

    def told(self, home: Path, decisions: int) -> Recorded:
        """What was added, after checking that it is all of the run's decisions; the new head is signed and kept in the home, so that a lost tail is found."""
        if self.added + self.held != decisions:
            raise EnduseError(f"{decisions} decisions, but {self.added} recorded and {self.held} held already: nothing was written")
        return Recorded(place=self.ledger.place, added=self.added, held=self.held, head=sign_head(self.ledger, home, now=self.clock()).statement)


@contextlib.contextmanager
def recording(url: str, screening: kernel.Screening, *, home: Path, run_id: str, clock: Clock = utc_now) -> Iterator[Recorder]:
    """A recorder for a run; `Refused` if the ledger cannot be written to, or is not the one that this home knows."""
    ledger = begun(url, home)
    try:
        operator = screening.operator
        context = context_of(ledger, book=operator.book if operator else None, actor=operator.actor if operator else None, run=run_id, now=clock())
        yield Recorder(ledger, screening, context, clock)
    finally:
        ledger.close()


def replay(ledger: Ledger, home: Path, id: str) -> Replayed:
    """Make the latest decision of that id again, from the canonical transaction and the Basis that are kept.

    Raises `Refused` if it was erased or its Basis is not in the home, `Mismatch` if a part of it was changed or this engine cannot judge on that Basis.
    """
    with ledger.reading() as connection:
        held = latest_decision(connection, id)
        assert held.body is not None
        body = msgspec.json.decode(held.body, type=DecisionBody)
        frame = frame_of(connection, body.frame, id)
    then = msgspec.json.decode(body.decision)
    again = judge([body], kept_basis(home, then["basis_digest"]), frame, as_of=then["as_of"])[0]
    return compared(held, body, again)


def frame_of(connection: sa.Connection, key: str, id: str) -> Frame:
    """The frame of that key; `Refused` if it was erased."""
    frames = [record for record in find(connection, key) if record.body is not None]
    if not frames:
        raise Refused(f"{id}: the frame it was decided in (operator, exclusions) was erased; it cannot be made again")
    return msgspec.json.decode(frames[0].body or b"", type=Frame)


def judge(bodies: Sequence[DecisionBody], basis: Content, frame: Frame, *, as_of: str) -> list[bytes]:
    """The decisions on these kept transactions as this engine makes them on that Basis; `Mismatch` if it cannot."""
    screening = kernel.Screening(
        basis=basis, as_of=as_of, engine_version=__version__, operator=frame.operator, exclusions=frame.exclusions, allow_stale=frame.allow_stale
    )  # fmt: skip
    try:
        transactions = [msgspec.json.decode(body.transaction, type=Transaction) for body in bodies]
        documents: list[bytes] = kernel.screen(to_batch(transactions), screening).column("document").to_pylist()
    except (EnduseError, KeyError, msgspec.MsgspecError) as fault:
        told = msgspec.json.decode(bodies[0].decision)
        raise Mismatch(f"{told['id']}: engine {__version__} cannot judge on the Basis of {told['engine_version']}: {fault}") from fault
    return documents


def compared(held: Held, body: DecisionBody, again: bytes) -> Replayed:
    """A kept decision beside the one made again."""
    document = bytes(body.decision)
    then = msgspec.json.decode(document)
    differences = () if again == document else tuple(_differences(then, msgspec.json.decode(again)))
    return Replayed(record=held, engine_then=then["engine_version"], engine_now=__version__, differences=differences)


def kept_basis(home: Path, digest: str) -> Basis:
    """The compiled Basis of that digest, every table checked; `Refused` if the home does not keep it."""
    for shelf in ("basis", "embedded"):
        if (home / shelf / digest / "basis.json").is_file():
            return Basis.open(home / shelf / digest, verify=True)
    raise Refused(f"Basis {digest} is not kept in {home}; put its directory back under {home / 'basis'}")


def _differences(then: Any, now: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            yield from _differences(then.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for index, (left, right) in enumerate(zip(then, now, strict=True)):
            yield from _differences(left, right, f"{path}[{index}]")
    elif then != now:
        yield path, then, now


def _entry(kind: str, body: Any, *, subject: str) -> Entry:
    """A record that is added once: its key is its content."""
    text = canonical_json(body)
    return Entry(kind=kind, key=hashlib.sha256(kind.encode() + b"\n" + text).hexdigest(), subject=subject, body=msgspec.Raw(text))
