"""Whom do these parties look like, on the lists and through their owners? Parties in, one row per candidate out; for files and for tables alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.errors import UsageError
from enduse.facts.hits import Listings, by_pair, expand
from enduse.ingest.party_table import parties_of
from enduse.model.matches import MATCHES
from enduse.model.nouns import Exclusion, Party, Reason
from enduse.parties import Index, find
from enduse.run.matching_owners import owner_rows


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What parties are matched against. `limit` cuts the entities found for one party and nothing else; `as_of`: the ISO date for which listings, owners and exclusions are told."""

    basis: Basis
    as_of: str
    limit: int = 10
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise UsageError("limit must be at least 1")
        try:
            dt.date.fromisoformat(self.as_of)
        except ValueError as fault:
            raise UsageError(f"as-of {self.as_of!r} is not an ISO date such as 2026-09-30") from fault


def match_table(given: Any, asked: Asked) -> pa.Table:
    """The candidates of the parties of an Arrow table, as `model.matches.MATCHES`."""
    parts = [table_of(rows) for part in parties_of(given) if (rows := rows_of(part.ids, part.parties, asked))]
    return pa.concat_tables(parts) if parts else MATCHES.empty_table()


def table_of(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as Arrow; the values of reasons are text."""
    return pa.Table.from_pylist([{**row, "reasons": [_typed(reason) for reason in row["reasons"]]} for row in rows], schema=MATCHES)


def rows_of(ids: Sequence[str], parties: Sequence[Party], asked: Asked) -> list[dict[str, Any]]:
    """The rows of these parties in their order: best candidates first, then what comes with owners. What is said of one depends on no other."""
    listings, excluded = Listings.of_basis(asked.basis), by_pair(asked.exclusions)
    everyone = find(parties, Index.of(asked.basis))
    through = owner_rows(parties, asked.basis, everyone, as_of=asked.as_of, exclusions=excluded)
    rows: list[dict[str, Any]] = []
    for at, (own, party, found) in enumerate(zip(ids, parties, everyone, strict=True)):
        rank = 0
        entity = -1
        for hit in expand(at, party, found[: asked.limit], listings, date=asked.as_of, as_of=asked.as_of, attached={}, exclusions=excluded):
            if hit.found.entity != entity:
                entity, rank = hit.found.entity, rank + 1
            rows.append(
                {
                    "id": own,
                    "rank": rank,
                    "entity_id": hit.listing.entity_id,
                    "listing_id": hit.listing.listing_id,
                    "source": hit.listing.source,
                    "matched_name": hit.found.matched_name,
                    "score": round(hit.found.score * 1000),
                    "band": hit.band,
                    "effect": hit.listing.effect,
                    "reasons": (*hit.reasons, *_marks(hit.in_force, hit.excluded, asked.as_of)),
                }
            )
        rows += [{"id": own, **row, "rank": rank + row["rank"]} for row in through.get(at, ())]
    return rows


def _marks(in_force: bool, excluded: str | None, as_of: str) -> Iterator[Reason]:
    """Why a candidate would not count in a screening of that day; it is shown all the same."""
    if not in_force:
        yield Reason(code="listing.not_in_force", values={"as_of": as_of})
    if excluded is not None:
        yield Reason(code="match.excluded", values={"reason": excluded})


def _typed(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "values": [(name, _text(value)) for name, value in reason.values.items() if value is not None]}


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
