"""How is a file of parties matched into a file of candidates?"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from enduse.errors import UsageError
from enduse.ingest.party_file import PartySlice, read_parties
from enduse.model.matches import COLUMNS, MATCHES
from enduse.model.nouns import Reason, Rejected
from enduse.run.home import not_itself
from enduse.run.matching import Asked, rows_of, table_of
from enduse.show.files import REJECTED_COLUMNS, guard, rejected_cells

Rows = list[dict[str, Any]]


class Counts(msgspec.Struct):
    """What `match_file` did; rows read = parties + rejected. `owned` and `excluded` are among the candidates."""

    parties: int = 0
    candidates: int = 0
    rejected: int = 0
    owned: int = 0
    excluded: int = 0


def match_file(path: Path | str, out: Path, asked: Asked, *, progress: Callable[[int], None] | None = None) -> Counts:
    """Match every party of `path`; write a row per candidate and listing to `out` (.csv, .parquet or .ndjson), whole or not at all.

    Refused rows go to `<out>.rejected.csv` if there are any. `progress` is told the rows done.
    """
    writers = {".csv": _csv, ".parquet": _parquet, ".ndjson": _ndjson, ".jsonl": _ndjson}
    if out.suffix not in writers:
        raise UsageError(f"{out}: the extension says the format: .csv, .parquet or .ndjson")
    not_itself(path, out)
    counts = Counts()
    rejected: list[Rejected] = []
    refused = out.with_name(out.name + ".rejected.csv")
    part, refused_part = out.with_name(out.name + ".part"), refused.with_name(refused.name + ".part")
    try:
        writers[out.suffix](part, _slices(path, asked, counts, rejected, progress))
        if rejected:
            _rejected(refused_part, rejected)
            refused_part.replace(refused)  # before the candidates: a run that is broken off here may warn too much, never too little
        part.replace(out)
    except OSError as fault:
        fault.filename = fault.filename or str(out)  # a write does not say where the disk is full
        raise
    finally:
        part.unlink(missing_ok=True)
        refused_part.unlink(missing_ok=True)
    if not rejected:
        refused.unlink(missing_ok=True)
    return counts


def _rejected(path: Path, rejected: list[Rejected]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(REJECTED_COLUMNS)
        writer.writerows(rejected_cells(row) for row in rejected)
        stream.flush()
        os.fsync(stream.fileno())


def _slices(path: Path | str, asked: Asked, counts: Counts, rejected: list[Rejected], progress: Callable[[int], None] | None) -> Iterator[Rows]:
    seen: dict[str, int] = {}
    for part in read_parties(path):
        again = [at for at, (own, (line, _, _)) in enumerate(zip(part.ids, part.rows, strict=True)) if seen.setdefault(own, line) != line]
        faults = [*part.rejected, *(_again(path, part, at, seen) for at in again)]
        rejected.extend(faults)
        counts.rejected += len(faults)
        kept = sorted(set(range(len(part.ids))).difference(again)) if again else range(len(part.ids))
        ids, parties = [part.ids[at] for at in kept], [part.parties[at] for at in kept]
        counts.parties += len(parties)
        rows = rows_of(ids, parties, asked)
        counts.candidates += len(rows)
        codes = [{reason.code for reason in row["reasons"]} for row in rows]
        counts.owned += sum("owned.holder" in some for some in codes)
        counts.excluded += sum("match.excluded" in some for some in codes)
        yield rows
        if progress:
            progress(counts.parties + counts.rejected)


def _again(path: Path | str, part: PartySlice, at: int, seen: Mapping[str, int]) -> Rejected:
    own, (line, given, _) = part.ids[at], part.rows[at]
    first = seen[own]
    reason = f"the id stands in line {first} already" if given else f"a row without an id is called by its line, and line {first} bears that number as its id"
    return Rejected(
        file=str(path), line=line, column="id", value=own, reason=reason, remedy="give each row its own id: candidates are told by it", transaction=own
    )


def told(reason: Reason) -> str:
    """A reason in a cell of the CSV: its code, and after `>` the way through owners and why a reviewer excluded it."""
    values = reason.values
    about: tuple[object, ...] = ()
    if reason.code == "owned.step":
        about = (values["owner"], values["share"] or "?", values["owned"])
    elif reason.code.startswith("owned."):
        about = tuple(values[name] for name in ("measure", "share", "threshold", "holder", "signal", "kind", "owned") if values.get(name))
    elif reason.code == "match.excluded":
        about = (values.get("reason", "an owner of the way"),)
    return ">".join([reason.code, *(str(each).replace("|", "/").replace(">", "›") for each in about)])


def _csv(path: Path, slices: Iterator[Rows]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for rows in slices:
            for row in rows:
                cells = {**row, "reasons": "|".join(map(told, row["reasons"]))}
                writer.writerow([guard("" if cells[name] is None else str(cells[name])) for name in COLUMNS])
        stream.flush()
        os.fsync(stream.fileno())


def _ndjson(path: Path, slices: Iterator[Rows]) -> None:
    encoder = msgspec.json.Encoder(order="sorted")
    with path.open("wb") as stream:
        for rows in slices:
            stream.writelines(encoder.encode(row) + b"\n" for row in rows)
        stream.flush()
        os.fsync(stream.fileno())


def _parquet(path: Path, slices: Iterator[Rows]) -> None:
    with path.open("wb") as stream:
        with pq.ParquetWriter(stream, MATCHES, compression="zstd") as writer:
            for rows in slices:
                if rows:
                    writer.write_table(table_of(rows))
        stream.flush()
        os.fsync(stream.fileno())
