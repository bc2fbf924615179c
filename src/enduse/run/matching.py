"""Whom do these parties look like? Input of parties in, one row per candidate out."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.basis import Basis
from enduse.errors import UsageError
from enduse.facts.hits import Listings
from enduse.ingest.party_file import read_parties
from enduse.model.nouns import Rejected
from enduse.parties import Found, Index, find
from enduse.show.files import REJECTED_COLUMNS, guard, rejected_cells

COLUMNS: Final = ("id", "rank", "entity_id", "listing_id", "source", "matched_name", "score", "band", "effect", "reasons")
_SCHEMA: Final = pa.schema([(name, pa.int32() if name in ("rank", "score") else pa.string()) for name in COLUMNS])


class Counts(msgspec.Struct):
    """What `match_file` did; rows read = parties + rejected."""

    parties: int = 0
    candidates: int = 0
    rejected: int = 0


def match_file(path: Path | str, out: Path, basis: Basis, *, limit: int) -> Counts:
    """Match every party of `path`; write a row per candidate and listing to `out` (.csv, .parquet or .ndjson), whole or not at all.

    `limit` cuts the number of entities per party and nothing else. Refused rows go to `<out>.rejected.csv` if there are any.
    """
    if limit < 1:
        raise UsageError("--limit must be at least 1")
    writers = {".csv": _csv, ".parquet": _parquet, ".ndjson": _ndjson, ".jsonl": _ndjson}
    if out.suffix not in writers:
        raise UsageError(f"{out}: the extension says the format: .csv, .parquet or .ndjson")
    counts = Counts()
    rejected: list[Rejected] = []
    part = out.with_name(out.name + ".part")
    try:
        writers[out.suffix](part, _rows(path, basis, limit, counts, rejected))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    refused = out.with_name(out.name + ".rejected.csv")
    refused.unlink(missing_ok=True)
    if rejected:
        with refused.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(REJECTED_COLUMNS)
            writer.writerows(rejected_cells(row) for row in rejected)
    return counts


def _rows(path: Path | str, basis: Basis, limit: int, counts: Counts, rejected: list[Rejected]) -> Iterator[list[dict[str, Any]]]:
    index, listings = Index.of(basis), Listings.of_basis(basis)
    for part in read_parties(path):
        rejected.extend(part.rejected)
        counts.rejected += len(part.rejected)
        counts.parties += len(part.parties)
        rows: list[dict[str, Any]] = []
        for party_id, found in zip(part.ids, find(part.parties, index, limit=limit), strict=True):
            for rank, one in enumerate(found, start=1):
                rows.extend(candidate(party_id, rank, one, listings))
        counts.candidates += len(rows)
        yield rows


def candidate(id: str, rank: int, found: Found, listings: Listings) -> Iterator[dict[str, Any]]:
    """The rows of one found entity: one per listing."""
    for listing in listings.of(found.entity):
        yield {
            "id": id,
            "rank": rank,
            "entity_id": listing.entity_id,
            "listing_id": listing.listing_id,
            "source": listing.source,
            "matched_name": found.matched_name,
            "score": round(found.score * 1000),
            "band": found.band,
            "effect": listing.effect,
            "reasons": "|".join(reason.code for reason in found.reasons),
        }


def _csv(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for rows in slices:
            writer.writerows([guard("" if row[name] is None else str(row[name])) for name in COLUMNS] for row in rows)
        stream.flush()
        os.fsync(stream.fileno())


def _ndjson(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    encoder = msgspec.json.Encoder(order="sorted")
    with path.open("wb") as stream:
        for rows in slices:
            stream.writelines(encoder.encode(row) + b"\n" for row in rows)
        stream.flush()
        os.fsync(stream.fileno())


def _parquet(path: Path, slices: Iterator[list[dict[str, Any]]]) -> None:
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
        for rows in slices:
            if rows:
                writer.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA))
