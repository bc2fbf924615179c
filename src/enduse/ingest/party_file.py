"""Which parties does a plain list of parties name? Input of `enduse match`: `id, name` and optional `kind, country, address, birth_date, identifiers`; of `enduse parties add` also `relation`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.codes.identifiers import canonical_identifier, guess_scheme
from enduse.errors import UsageError
from enduse.ingest.values import as_text
from enduse.model.nouns import Identifier, Kind, Party, Rejected, Role
from enduse.tables import CellFault, Chunk, Input, open_table
from enduse.tables.lines import JsonLines

COLUMNS: Final = ("id", "name", "kind", "country", "address", "birth_date", "identifiers", "relation")
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class PartySlice(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a party file: parties with their ids, and rows refused. `rows` tell of each party the line, and id and relation as written (None: not)."""

    ids: tuple[str, ...]
    rows: tuple[tuple[int, str | None, str | None], ...]
    parties: tuple[Party, ...]
    rejected: tuple[Rejected, ...]


def read_parties(path: Path | str, *, slice_rows: int = 4096) -> Iterator[PartySlice]:
    """Parties of a CSV, TSV, XLSX or Parquet file (`-`: standard input), slice by slice. Raises `UsageError` without a name column."""
    source = Input(path)
    table = open_table(source)
    if isinstance(table, JsonLines):
        raise UsageError(f"{table.name}: `match` reads tables with a header (CSV, TSV, XLSX, Parquet), not NDJSON")
    header = [name.strip().casefold().replace(" ", "_") for name in table.header]
    if "name" not in header:
        raise UsageError(f"{table.name}: no column `name`; columns are {', '.join(table.header)}")
    if twice := [name for name in COLUMNS if header.count(name) > 1]:
        raise UsageError(f"{table.name}: column `{twice[0]}` stands there twice; columns are {', '.join(table.header)}; leave one out")
    places: dict[str, int] = {name: header.index(name) for name in COLUMNS if name in header}
    for chunk in table.chunks(slice_rows):
        yield _slice(chunk, places, table.name)


def _slice(chunk: Chunk, places: dict[str, int], file: str) -> PartySlice:
    ids, rows, parties, rejected = [], [], [], []
    for position, row in enumerate(chunk.rows):
        line = chunk.lines[position]
        bad = chunk.bad.get(position)
        if bad is not None:
            rejected.append(Rejected(file=file, line=line, column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy))
            continue
        cells: dict[str, str] = {}
        fault: Rejected | None = None
        for name, place in places.items():
            cell = row[place]
            if isinstance(cell, CellFault):
                fault = Rejected(file=file, line=line, column=name, value=cell.value, reason=cell.reason, remedy=cell.remedy)
                break
            cells[name] = as_text(cell).strip()
        made = fault or party_of(cells, file, line)
        if isinstance(made, Rejected):
            rejected.append(made)
        else:
            ids.append(cells.get("id") or str(line))
            rows.append((line, cells.get("id") or None, cells.get("relation") or None))
            parties.append(made)
    return PartySlice(ids=tuple(ids), rows=tuple(rows), parties=tuple(parties), rejected=tuple(rejected))


def party_of(cells: Mapping[str, str], file: str, line: int) -> Party | Rejected:
    """The party that these cells tell of; absent or empty cells are unknown."""

    def reject(column: str, reason: str, remedy: str) -> Rejected:
        return Rejected(file=file, line=line, column=column, value=cells.get(column), reason=reason, remedy=remedy, transaction=cells.get("id"))

    if not any(cells.get(column) for column in ("name", "address", "identifiers")):
        return reject("name", "neither name, address nor identifier", "give at least one of them")
    kind = cells.get("kind") or None
    if kind is not None and kind.casefold() not in set(Kind):
        return reject("kind", "unknown kind", f"one of {', '.join(Kind)}")
    country = cells.get("country") or None
    canonical = canonical_country(country) if country else None
    if country and canonical is None:
        return reject("country", "country not understood", "write the ISO 3166-1 code or the country's name")
    birth = cells.get("birth_date") or None
    if birth and not _DATE.fullmatch(birth):
        return reject("birth_date", "not an ISO date or prefix", "write 1971, 1971-03 or 1971-03-02")
    return Party(
        role=Role.buyer,
        name=cells.get("name") or None,
        kind=Kind(kind.casefold()) if kind else None,
        country=canonical,
        address=cells.get("address") or None,
        identifiers=tuple(_identifiers(cells.get("identifiers", ""), canonical)),
        birth_date=birth,
    )


def _identifiers(text: str, country: str | None) -> Iterator[Identifier]:
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        scheme, colon, value = part.partition(":")
        if colon:
            yield canonical_identifier(scheme.strip(), value.strip(), country)
        else:
            yield canonical_identifier(guess_scheme(part) or "other", part, country)
