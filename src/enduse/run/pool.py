"""How are stored decisions looked at on all cores, in order?"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import msgspec
import pyarrow as pa

from enduse import __version__
from enduse.judge import kernel
from enduse.judge.changed import Plan, Stored, rejudge
from enduse.judge.differences import Differences
from enduse.model.arrow import to_batch
from enduse.model.nouns import Exclusion, Operator, Transaction
from enduse.run.bases import Basis
from enduse.run.workers import workers as on_workers

IN_FLIGHT: Final = 2
FEW: Final = 3
"""Parts up to which one process is quicker than starting others."""

T = TypeVar("T")


class Under(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions are made under besides the Basis."""

    operator: Operator | None
    exclusions: tuple[Exclusion, ...]
    allow_stale: tuple[str, ...]
    as_of: str


class Look(msgspec.Struct, kw_only=True):
    """A part of what is looked at: stored decisions of one frame and one older Basis. `alone`: standing parties, which are always judged."""

    screening: kernel.Screening
    frame: Any
    plan: Plan
    old: Basis | None
    differences: Differences
    stored: list[Stored]
    alone: bool


class Looked(Generic[T]):
    """What came of a part: which decisions were judged again, and the decisions."""

    def __init__(self, look: Look, items: list[T], flags: list[bool], batch: pa.RecordBatch | None) -> None:
        self.look, self.items, self.flags, self.batch = look, items, flags, batch


def look_at(parts: Iterator[tuple[Look, list[T]]], basis: Basis, *, workers: int | None) -> Iterator[Looked[T]]:
    """Judge the parts, in their order; a few on this core, more on all."""
    count = workers if workers is not None else os.cpu_count() or 1
    head = list(itertools.islice(parts, FEW)) if count > 1 else []
    if count == 1 or basis.path is None or len(head) < FEW:
        for look, items in itertools.chain(head, parts):
            flags, batch = _here(look)
            yield Looked(look, items, flags, batch)
        return
    with on_workers(count, _start, str(basis.path)) as pool:
        waiting: deque[tuple[Look, list[T], Future[tuple[list[bool], bytes]]]] = deque()
        for look, items in itertools.chain(head, parts):
            waiting.append((look, items, pool.submit(_work, *_packed(look))))
            if len(waiting) >= count * IN_FLIGHT:
                yield _collected(*waiting.popleft())
        while waiting:
            yield _collected(*waiting.popleft())


def _here(look: Look) -> tuple[list[bool], pa.RecordBatch | None]:
    if look.alone:
        return [True] * len(look.stored), kernel.screen(to_batch([one.transaction for one in look.stored]), look.screening)
    return rejudge(look.stored, look.screening, look.plan, look.old)


def _collected(look: Look, items: list[T], future: Future[tuple[list[bool], bytes]]) -> Looked[T]:
    flags, data = future.result()
    return Looked(look, items, flags, pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch() if data else None)


def _packed(look: Look) -> tuple[Any, ...]:
    screening = look.screening
    under = Under(operator=screening.operator, exclusions=screening.exclusions, allow_stale=screening.allow_stale, as_of=screening.as_of)
    old = str(look.old.path) if look.old is not None and look.old.path is not None else None
    stored = msgspec.msgpack.encode([(msgspec.json.encode(one.transaction), one.document) for one in look.stored])
    return under, look.plan, old, look.alone, stored


_bases: dict[str, Basis] = {}


def _start(path: str) -> None:
    _bases["in use"] = Basis.open(path)


def _work(under: Under, plan: Plan, old: str | None, alone: bool, stored: bytes) -> tuple[list[bool], bytes]:
    if old is not None and old not in _bases:
        for other in _bases.keys() - {"in use"}:  # parts come Basis by Basis
            del _bases[other]
        _bases[old] = Basis.open(Path(old))
    decoder = msgspec.json.Decoder(Transaction)
    look = Look(
        screening=kernel.Screening(
            basis=_bases["in use"],
            as_of=under.as_of,
            engine_version=__version__,
            operator=under.operator,
            exclusions=under.exclusions,
            allow_stale=under.allow_stale,
        ),
        frame=None,
        plan=plan,
        old=_bases[old] if old is not None else None,
        differences=Differences(old="", new=""),
        stored=[Stored(decoder.decode(transaction), document) for transaction, document in msgspec.msgpack.decode(stored, type=list[tuple[bytes, bytes]])],
        alone=alone,
    )
    flags, batch = _here(look)
    if batch is None:
        return flags, b""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return flags, bytes(sink.getvalue())
