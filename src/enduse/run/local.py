"""How is a file screened on this machine: read, decided on all cores, written whole, counted?"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import itertools
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from enduse import __version__
from enduse.errors import EnduseError, Refused
from enduse.ingest import Options, Slice, Totals, read
from enduse.judge import kernel
from enduse.model.nouns import GoodsLine, Party, Role, Transaction, TransactionKind
from enduse.run.api import Basis
from enduse.run.home import locked, write_atomic
from enduse.run.reporting import assets, sources_of
from enduse.run.workers import workers as on_workers
from enduse.show.files import DecisionFiles, RejectedFile, removable
from enduse.show.report import Frame, write_report
from enduse.show.report_survey import Alike, Corridor, Survey, Surveyor, corridor
from enduse.show.tally import Tally

if TYPE_CHECKING:
    from enduse.run.record import Recorder

EMPTY: Final = "no row to decide on, and an empty book is a failed export more often than a day without orders; if it is one, say --allow-empty"
SLICE_ROWS: Final = 2048
"""Rows read at a time: fewer cost more for each, of more a core waits longer for the last."""
FEW: Final = 6
"""Slices up to which one process is quicker than starting others."""
LARGE: Final = 1 << 23
"""Bytes of input from which others are started at once: they get ready while the rows are counted."""
IN_FLIGHT: Final = 2
"""Slices waiting per worker: enough to keep it busy, few enough to stay small."""
COLLECTED: Final = 8
"""Slices after which Python's collector of cycles looks at what is new, where slices are only passed on."""

Progress = Callable[[int, int], None]
"""Is told the rows done, and how many there are."""


class _Decided(msgspec.Struct, frozen=True):
    """The decisions of a slice, and the corridor of each."""

    told: kernel.Told
    corridors: list[Corridor]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did. `rows_read` = `rows_decided` + `rows_rejected`, checked."""

    run_id: str
    out: str
    rows_read: int
    rows_decided: int
    rows_rejected: int
    transactions: int
    tally: Tally
    survey: Survey
    seconds: dict[str, float]
    notices: tuple[str, ...]
    recorded: dict[str, Any] | None = None
    not_understood: tuple[str, ...] = ()  # columns of the input that nobody could read: they were not screened

    @property
    def exit_code(self) -> int:
        """0 all released, 10 some review, 20 some block; plus 5 if any row was rejected."""
        base = 20 if self.tally.outcomes.get("block") else 10 if self.tally.outcomes.get("review") else 0
        return base + (5 if self.rows_rejected else 0)


def screen_files(
    paths: Sequence[Path | str],
    out: Path,
    screening: kernel.Screening,
    options: Options,
    *,
    home: Path,
    now: dt.datetime,
    workers: int | None = None,
    progress: Progress | None = None,
    slice_rows: int = SLICE_ROWS,
    ledger: str | None = None,
    allow_empty: bool = False,
) -> Result:
    """Screen files (`-` is standard input) into `out`. `Refused` if no row is in any, unless `allow_empty`. Outputs appear whole at the end or not at all; nothing half-written carries a final name.

    `ledger`: where the decisions are recorded, a slice at a time before they are written; None: nowhere. A run that is killed is completed by running it again.
    """
    started = time.perf_counter()
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    prepare_out(out)
    with locked(out / ".lock", what=str(out)), _recording(ledger, screening, home, run_id) as recorder, _collecting_by_slice():
        for left in removable(out):
            (out / left).unlink(missing_ok=True)
        decisions, rejected = DecisionFiles(out), RejectedFile(out)
        tally, surveyor = Tally(), Surveyor()
        rows_read = rows_decided = 0
        seconds: dict[str, float] = {}
        try:
            reading = read(paths, options, slice_rows=slice_rows)
            large = _size(paths) >= LARGE
            for part, decided in _decide(_timed(reading, seconds, "read"), screening, workers, seconds, large=large, whole=recorder is not None):
                begun = time.perf_counter()
                if decided is not None:
                    told = decided.told
                    if recorder is not None:
                        recorder.add(part.transactions, told.batch())
                        _add(seconds, "ledger", begun)
                        begun = time.perf_counter()
                    text, lengths = told.lines()
                    decisions.add_lines(told.columns, text, lengths)
                    del text
                    tally.add(told.columns)
                    if decisions.in_order:
                        surveyor.add_slice(_alike(told), told.places, told.days(), decided.corridors, lengths)
                rejected.add(part.rejected)
                rows_read += part.rows_read
                rows_decided += part.rows_decided
                _add(seconds, "write", begun)
                if progress:
                    progress(rows_decided + rejected.rows, sum(file.rows for file in reading.totals.files))
            totals = reading.totals
            check_rows(totals, allow_empty=allow_empty)
            check_account(
                totals.rows_read, rows_decided, rejected.rows, rows_read == totals.rows_read and tally.transactions == decisions.rows == totals.transactions
            )
            begun = time.perf_counter()
            recorded = recorder.told(home, decisions.rows) if recorder is not None else None
            _add(seconds, "ledger", begun)
            begun = time.perf_counter()
            decisions.close()
            rejected.close()
            _add(seconds, "write", begun)
            begun = time.perf_counter()
            frame = Frame(rows_read, rows_decided, rejected.rows, screening.as_of, screening.basis.table("lists").to_pylist(), screening.allow_stale)
            found = surveyor.found() if decisions.in_order else None
            survey = write_report(out, out / "report.html", frame, sources_of(screening.basis), assets(), found=found)
            _add(seconds, "report", begun)
        except BaseException as fault:
            decisions.abandon()
            rejected.abandon()
            if isinstance(fault, OSError) and fault.filename is None:  # a write does not say where the disk is full
                fault.filename = str(out)
            raise
        seconds["total"] = time.perf_counter() - started
        result = Result(
            run_id=run_id,
            out=str(out),
            rows_read=rows_read,
            rows_decided=rows_decided,
            rows_rejected=rejected.rows,
            transactions=tally.transactions,
            tally=tally,
            survey=survey,
            seconds={name: round(value, 3) for name, value in seconds.items()},
            not_understood=tuple(f"{file.name}: {header}" for file in totals.files for header in file.not_understood),
            notices=tuple(row["notice"] for row in screening.basis.table("lists").to_pylist() if row["notice"]),
            recorded=msgspec.to_builtins(recorded),
        )
        write_manifest(out, result, totals, screening, now)
        register(home, result.run_id, out, now)
    return result


def _recording(ledger: str | None, screening: kernel.Screening, home: Path, run_id: str) -> contextlib.AbstractContextManager[Recorder | None]:
    if ledger is None:
        return contextlib.nullcontext()
    from enduse.run.record import recording  # workers import this module, and have no use for databases

    return recording(ledger, screening, home=home, run_id=run_id)


def check_rows(totals: Totals, *, allow_empty: bool) -> None:
    """`Refused` if there was nothing to decide on, unless that is meant."""
    if not totals.rows_read and not allow_empty:
        raise Refused(f"{', '.join(file.name for file in totals.files)}: {EMPTY}")


def check_account(read_: int, decided: int, rejected: int, all_written: bool) -> None:
    """Rows in = rows decided + rows rejected, always."""
    if read_ != decided + rejected or not all_written:
        raise EnduseError(f"{read_} rows read, {decided} decided and {rejected} rejected do not add up: nothing was written")


def prepare_out(out: Path) -> None:
    """Make the output directory, or check that it may be written over: it holds nothing but outputs of an earlier run (which go first, so that a directory holds one run or none)."""
    if out.exists() and not out.is_dir():
        raise Refused(f"{out} is a file; name a directory with --out")
    out.mkdir(parents=True, exist_ok=True)
    ours = {*removable(out), ".lock"}
    foreign = sorted(entry.name for entry in out.iterdir() if entry.name not in ours)
    if foreign:
        raise Refused(
            f"{out} holds files that are not of a screening ({foreign[0]}{', …' if len(foreign) > 1 else ''}); name an empty or new directory with --out"
        )


def _size(paths: Iterable[Path | str]) -> int:
    """Bytes of the inputs, as far as they are known before they are read."""
    size = 0
    for path in paths:
        with contextlib.suppress(OSError):  # what is wrong with a file says who reads it
            size += Path(path).stat().st_size
    return size


def _timed(parts: Iterable[Slice], seconds: dict[str, float], name: str) -> Iterator[Slice]:
    iterator = iter(parts)
    while True:
        begun = time.perf_counter()
        part = next(iterator, None)
        _add(seconds, name, begun)
        if part is None:
            return
        yield part


def _add(seconds: dict[str, float], name: str, begun: float) -> None:
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - begun


def _decide(
    parts: Iterator[Slice], screening: kernel.Screening, workers: int | None, seconds: dict[str, float], *, large: bool, whole: bool
) -> Iterator[tuple[Slice, _Decided | None]]:
    """Slices in order with their decisions; on one core for a small file, else on all. Not `whole`: without their transactions, once these are passed on."""
    path = getattr(screening.basis, "path", None)
    count = 1 if path is None else workers if workers is not None else os.cpu_count() or 1
    head = list(itertools.islice(parts, FEW)) if count > 1 and not large else []
    if count == 1 or not (large or len(head) == FEW):
        for part in _chain(head, parts):
            begun = time.perf_counter()
            decided = _screen(part.transactions, screening) if part.transactions else None
            gc.collect(1)
            _add(seconds, "decide", begun)
            yield part, decided
        return
    frame = (str(path), screening.as_of, screening.operator, screening.exclusions, screening.allow_stale)
    with on_workers(count, _start_worker, frame) as pool:
        for _ in range(count):
            pool.submit(_get_ready)
        waiting: deque[tuple[Slice, Future[bytes] | None]] = deque()
        for number, part in enumerate(_chain(head, parts)):
            future = pool.submit(_work, _PACKER.encode(part.transactions)) if part.transactions else None
            waiting.append((part if whole else msgspec.structs.replace(part, transactions=()), future))
            del part
            if number % COLLECTED == 0:  # most of what is at hand goes by itself
                gc.collect(1)
            if len(waiting) >= count * IN_FLIGHT:
                yield _collect(*waiting.popleft(), seconds)
        while waiting:
            yield _collect(*waiting.popleft(), seconds)


def _collect(part: Slice, future: Future[bytes] | None, seconds: dict[str, float]) -> tuple[Slice, _Decided | None]:
    begun = time.perf_counter()
    decided = _unpack(future.result()) if future else None
    _add(seconds, "decide", begun)
    return part, decided


def _chain(head: Sequence[Slice], rest: Iterator[Slice]) -> Iterator[Slice]:
    yield from head
    yield from rest


_worker: dict[str, kernel.Screening] = {}


_PACKER: Final = msgspec.json.Encoder()
_UNPACKER: Final = msgspec.json.Decoder(tuple[Transaction, ...])
_GOODS: Final = GoodsLine(description="goods", hs_code="847989")


@contextlib.contextmanager
def _collecting_by_slice() -> Iterator[None]:
    """Python's collector of cycles is called once a slice, on what is new: left to itself it walks the whole Basis again and again, a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _start_worker(frame: tuple[str, str, Any, Any, Any]) -> None:
    gc.disable()
    path, as_of, operator, exclusions, allow_stale = frame
    _worker["screening"] = kernel.Screening(
        basis=Basis.open(path), as_of=as_of, engine_version=__version__, operator=operator, exclusions=exclusions, allow_stale=allow_stale
    )


def _get_ready() -> None:
    """Load what a first transaction needs, while the input is still being read."""
    kernel.screen_slice(
        (Transaction(id="", kind=TransactionKind.shipment, parties=(Party(role=Role.buyer, name="-"),), goods=(_GOODS,)),), _worker["screening"]
    )


def _work(payload: bytes) -> bytes:
    decided = _pack(_screen(_UNPACKER.decode(payload), _worker["screening"]))
    gc.collect(1)
    return decided


def _screen(transactions: tuple[Transaction, ...], screening: kernel.Screening) -> _Decided:
    return _Decided(kernel.tell_slice(transactions, screening), [corridor(transaction) for transaction in transactions])


def _alike(told: kernel.Told) -> list[Alike]:
    """What the survey reads of the decisions that share their parts."""
    first = dict(zip(reversed(told.places), range(len(told.places) - 1, -1, -1), strict=True))
    return [Alike.of(told.document(first[place])) for place in range(len(told.shared))]


def _pack(decided: _Decided) -> bytes:
    told, sink = decided.told, pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, told.columns.schema) as writer:
        writer.write_batch(told.columns)
    return msgspec.msgpack.encode((memoryview(sink.getvalue()), told.shared, told.places, told.own, decided.corridors))


def _unpack(payload: bytes) -> _Decided:
    columns, shared, places, own, corridors = _PACKED.decode(payload)
    return _Decided(kernel.Told(pa.ipc.open_stream(pa.py_buffer(columns)).read_next_batch(), shared, places, own), corridors)


_PACKED: Final = msgspec.msgpack.Decoder(tuple[bytes, list[tuple[bytes, ...]], list[int], list[tuple[bytes, ...]], list[Corridor]])


def write_manifest(out: Path, result: Result, totals: Totals, screening: kernel.Screening, now: dt.datetime) -> None:
    """`manifest.json`: run id, inputs' digests, versions, counts, times. The only output with clock times in it."""
    inputs = [
        {
            "name": file.name,
            "sha256": file.sha256,
            "size": file.size,
            "format": file.format,
            "encoding": file.encoding,
            "rows": file.rows,
            "notes": file.notes,
            "not_understood": file.not_understood,
        }
        for file in totals.files
    ]
    manifest = {
        "schema_version": 1,
        "run_id": result.run_id,
        "started": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "engine_version": screening.engine_version,
        "basis_digest": screening.basis.digest,
        "as_of": screening.as_of,
        "operator": screening.operator,
        "operator_digest": kernel.digest_of(screening.operator),
        "exclusions_digest": kernel.digest_of(screening.exclusions),
        "allow_stale": screening.allow_stale,
        "lists": screening.basis.table("lists").to_pylist(),
        "inputs": inputs,
        "counts": {
            "rows_read": result.rows_read,
            "rows_decided": result.rows_decided,
            "rows_rejected": result.rows_rejected,
            "transactions": result.transactions,
            "outcomes": result.tally.outcomes,
            "reason_classes": result.tally.reason_classes,
        },
        "seconds": {name: format(value, ".3f") for name, value in result.seconds.items()},
        "notices": result.notices,
        "ledger": result.recorded,
    }
    write_atomic(out / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))


def register(home: Path, run_id: str, out: Path, now: dt.datetime) -> None:
    """Remember where the run's outputs are, for `enduse explain`. A home that cannot be written is no reason to lose a screening."""
    try:
        entry = {"run_id": run_id, "out": str(out.resolve()), "started": now.isoformat(timespec="seconds")}
        write_atomic(home / "runs" / f"{run_id}.json", msgspec.json.encode(entry))
    except OSError:
        return
