"""Who holds whom by this plain table: one row per holding?"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.codes.identifiers import canonical_identifier, guess_scheme
from enduse.errors import UsageError
from enduse.lists.holdings.reading import Reading
from enduse.lists.holdings.shares import read_share
from enduse.model.nouns import Identifier, Kind
from enduse.model.ownership import FULL, Control, Holder, Holding, Tie
from enduse.tables.cells import CellFault, Chunk
from enduse.tables.cells import Reading as Table
from enduse.text.clean import printed_key

COLUMNS: Final = (
    "owner_id", "owner_name", "owner_kind", "owner_country", "owner_birth_date", "owned_id", "owned_name", "owned_kind", "owned_country",
    "share", "min", "max", "control", "role", "from", "to", "source",
)  # fmt: skip
"""`owner_name` or `owner_id` and `owned_name` or `owned_id` must be there; every other column may be missing or empty."""
ROLES: Final = frozenset({"director", "manager", "officer", "board", "secretary", "chairman", "chair"})
_CONTROL: Final = {
    "yes": Control.yes, "y": Control.yes, "true": Control.yes, "1": Control.yes,
    "no": Control.no, "n": Control.no, "false": Control.no, "0": Control.no, "": Control.no,
    "unknown": Control.unknown, "?": Control.unknown,
}  # fmt: skip
_PERIOD: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Fault(Exception):
    """A cell that cannot be used: column, value, reason, remedy."""

    def __init__(self, column: str, value: object, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason, self.remedy = column, value, reason, remedy


def read_plain(table: Table, file: str) -> Reading:
    """Every row of the table, kept or refused. Raises `UsageError` if the columns that name owner and owned are not there."""
    header = [name.strip().casefold().replace(" ", "_") for name in table.header]
    places: dict[str, int] = {name: header.index(name) for name in COLUMNS if name in header}
    for side in ("owner", "owned"):
        if f"{side}_id" not in places and f"{side}_name" not in places:
            raise UsageError(f"{file}: no column {side}_name or {side}_id; columns are {', '.join(table.header)}; it takes {', '.join(COLUMNS)}")
    reading = Reading(file=file)
    for chunk in table.chunks(4096):
        _chunk(chunk, places, reading)
    return reading


def _chunk(chunk: Chunk, places: Mapping[str, int], reading: Reading) -> None:
    for position, row in enumerate(chunk.rows):
        reading.rows += 1
        line = chunk.lines[position]
        bad = chunk.bad.get(position)
        if bad is not None:
            reading.refuse(line, None, bad.value, bad.reason, bad.remedy)
            continue
        try:
            cells = _cells(row, places)
            owner, owned, holding = row_of(cells, f"{reading.file}:{line}")
        except Fault as fault:
            reading.refuse(line, fault.column, fault.value, fault.reason, fault.remedy)
            continue
        reading.marked |= any(mark in cells.get("share", "") for mark in "%/-<>≥≤") or "min" in cells
        reading.hold(owner)
        reading.hold(owned)
        reading.add(holding)


def _cells(row: Sequence[object], places: Mapping[str, int]) -> dict[str, str]:
    cells = {}
    for name, place in places.items():
        cell = row[place]
        if isinstance(cell, CellFault):
            raise Fault(name, cell.value, cell.reason, cell.remedy)
        if text := str(cell).strip():
            cells[name] = text
    return cells


def row_of(cells: Mapping[str, str], where: str) -> tuple[Holder, Holder, Holding]:
    """Owner, owned and tie of one row; empty cells are left out of `cells`. Raises `Fault`."""
    owner, owned = _holder(cells, "owner"), _holder(cells, "owned")
    if owner.key == owned.key:
        raise Fault("owned_id", owned.key, "the owner and what it owns are the same", "give each its own id or name")
    start, end = period(cells.get("from"), "from"), period(cells.get("to"), "to", end=True)
    if start and end and end < start:
        raise Fault("to", cells.get("to"), "ends before it begins", "correct `from` or `to`")
    least, most = _share(cells)
    said = cells.get("control", "").casefold()
    if said not in _CONTROL:
        raise Fault("control", cells["control"], "neither yes, no nor unknown", "write yes, no or unknown")
    role = cells.get("role", "").casefold()
    if role and role not in ROLES:
        raise Fault("role", cells["role"], "unknown role", f"one of {', '.join(sorted(ROLES))}, or leave it empty for a holding")
    tie = Tie.role if role and least is None and _CONTROL[said] is Control.no else Tie.holding
    holding = Holding(
        owner=owner.key,
        owned=owned.key,
        tie=tie,
        least=least,
        most=most,
        control=_CONTROL[said],
        valid_from=start,
        valid_to=end,
        source=cells.get("source", role),
        where=where,
    )
    return owner, owned, holding


def _holder(cells: Mapping[str, str], side: str) -> Holder:
    return _described(side, *(cells.get(f"{side}_{name}") for name in ("id", "name", "country", "kind", "birth_date")))


@functools.lru_cache(maxsize=8192)  # owners come again row after row
def _described(side: str, given: str | None, name: str | None, country: str | None, kind: str | None, birth: str | None) -> Holder:
    if not given and not name:
        raise Fault(f"{side}_name", None, f"the {side} has neither id nor name", "give one of them")
    canonical = canonical_country(country) if country else None
    if country and canonical is None:
        raise Fault(f"{side}_country", country, "country not understood", "write the ISO 3166-1 code or the country's name")
    what = kind.casefold() if kind else None
    if what is not None and what not in set(Kind):
        raise Fault(f"{side}_kind", kind, "unknown kind", f"one of {', '.join(Kind)}")
    if birth and not _PERIOD.fullmatch(birth):
        raise Fault(f"{side}_birth_date", birth, "not an ISO date or prefix", "write 1971, 1971-03 or 1971-03-02")
    return Holder(
        key=given or f"name:{printed_key(name or '')}",
        name=name or given or "",
        kind=Kind(what) if what else None,
        country=canonical,
        birth_date=birth,
        identifiers=_identifier(given, canonical) if given else (),
    )


def _identifier(id: str, country: str | None) -> tuple[Identifier, ...]:
    """`lei:…`, `ogrn:…`, or a bare LEI or USCC; any other id is the register's own, though one in ten of its ten-digit numbers would pass for an INN."""
    scheme, colon, value = id.partition(":")
    if colon and value.strip():
        found = canonical_identifier(scheme.strip(), value.strip(), country)
        return (found,) if found.value and found.scheme != "other" else ()
    guessed = guess_scheme(id)
    return (canonical_identifier(guessed, id, country),) if guessed in ("lei", "uscc") else ()


def _share(cells: Mapping[str, str]) -> tuple[int | None, int | None]:
    remedy = "write per cent, as in 25, 49.99, 25-50, >50 or 1/3; leave it empty if nobody knows"
    if text := cells.get("share"):
        found = read_share(text)
        if found is None:
            raise Fault("share", text, "no share between 0 and 100 per cent", remedy)
        return found
    ends: list[int | None] = []
    for name in ("min", "max"):
        text = cells.get(name)
        found = read_share(text) if text else None
        if text and (found is None or found[0] != found[1]):
            raise Fault(name, text, "no percentage between 0 and 100", remedy)
        ends.append(found[0] if found else None)
    if ends == [None, None]:
        return None, None
    least, most = ends[0] or 0, FULL if ends[1] is None else ends[1]
    if most < least:
        raise Fault("max", cells.get("max"), "smaller than min", "correct `min` or `max`")
    return least, most


def period(text: str | None, column: str, *, end: bool = False) -> str | None:
    """An ISO day, or the first (last) day of an ISO month or year; an ISO time after it is left off. Raises `Fault`."""
    if not text:
        return None
    day = text.split("T")[0].split(" ")[0]
    if not _PERIOD.fullmatch(day):
        raise Fault(column, text, "no ISO date", "write 2024-07-01, 2024-07 or 2024")
    try:
        year, month = int(day[:4]), int(day[5:7]) if len(day) > 4 else (12 if end else 1)
        last = calendar.monthrange(year, month)[1] if end else 1
        return dt.date(year, month, int(day[8:]) if len(day) == 10 else last).isoformat()
    except ValueError as fault:
        raise Fault(column, text, "no ISO date", "write 2024-07-01, 2024-07 or 2024") from fault
