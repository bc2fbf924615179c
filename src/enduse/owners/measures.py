"""Which measures extend to what their addressees own, at which threshold, and since when? The table `ownership_rules.csv`, row by row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec
import pyarrow as pa

from enduse.errors import DefinitionError
from enduse.model.effects import EFFECTS, REGIMES, Effect
from enduse.model.nouns import Listing
from enduse.model.ownership import FULL, PERCENT

COLUMNS: Final = (
    "id", "regime", "effect", "measures", "threshold", "comparator", "aggregation", "control", "valid_from", "valid_to", "status", "citation", "confirmed", "note",
)  # fmt: skip
SCHEMA: Final = pa.schema([(name, pa.string()) for name in COLUMNS])
_REGIMES: Final = (*REGIMES, "HOUSE")
_CLOSED: Final = {
    "comparator": ("", ">=", ">"),
    "aggregation": ("", "yes", "no"),
    "control": ("", "yes", "no", "unknown"),
    "status": ("in_force", "stayed", "proposed", "repealed"),
    "confirmed": ("primary", "secondary", "unconfirmed", "operator"),
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Measure(msgspec.Struct, frozen=True):
    """Listings of a regime and effect whose act and programme (or annex) hold these words; an empty word asks for nothing."""

    regime: str
    effect: str
    act: str = ""
    programme: str = ""


class OwnershipRule(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of measure reaches what its addressees own. `threshold` None: it does not.

    `together`: shares of several listed parties are added up. `control`: control by a listed party reaches as ownership does (yes), never (no), or nobody
    is sure (unknown: it can only ask).
    """

    id: str
    regime: str
    effect: str
    measures: tuple[Measure, ...]
    threshold: int | None  # units of model.ownership.PERCENT
    strict: bool
    together: bool
    control: str
    valid_from: str | None
    valid_to: str | None
    status: str
    citation: str
    confirmed: str
    note: str

    @property
    def key(self) -> str:
        """`REGIME:effect`: what the facts `owned_effects` and `owned_open` hold."""
        return f"{self.regime}:{self.effect}"

    @property
    def least(self) -> int:
        """The smallest share that reaches."""
        return FULL + 1 if self.threshold is None else self.threshold + self.strict

    @property
    def asks_only(self) -> bool:
        """The row may ask and nothing more: its source is unconfirmed."""
        return self.confirmed == "unconfirmed"

    def on(self, date: str) -> bool:
        """Is the row in force on that ISO date?"""
        return (self.valid_from is None or self.valid_from <= date) and (self.valid_to is None or date <= self.valid_to)

    def concerns(self, listing: Listing) -> bool:
        """Is this listing one of its measures?"""
        programme = f"{listing.programme or ''} {listing.annex or ''}"
        return any(m.regime == listing.regime and m.effect == listing.effect and m.act in listing.act and m.programme in programme for m in self.measures)


def rules_table(texts: Sequence[tuple[str, str]]) -> pa.Table:
    """The table `owners.rules` of these (file name, text): a row of a later file takes the place of one with its id. Raises `DefinitionError`."""
    rows: dict[str, dict[str, str]] = {}
    for file, text in texts:
        mine: set[str] = set()
        for line, row in _rows(text, file):
            if row["id"] in mine:
                raise DefinitionError(f"id {row['id']!r} stands there twice; give each row its own", file=file, line=line)
            mine.add(row["id"])
            rows[row["id"]] = row
    return pa.Table.from_pylist([rows[each] for each in sorted(rows)], schema=SCHEMA)


def rules_of(table: pa.Table) -> tuple[OwnershipRule, ...]:
    """The rows of that table, typed."""
    return tuple(_rule(row) for row in table.to_pylist())


def _rule(row: dict[str, str]) -> OwnershipRule:
    return OwnershipRule(
        id=row["id"],
        regime=row["regime"],
        effect=row["effect"],
        measures=tuple(Measure(*(part.strip() for part in spec.split("/"))) for spec in row["measures"].split(";")),
        threshold=int(Decimal(row["threshold"]) * PERCENT) if row["threshold"] else None,
        strict=row["comparator"] == ">",
        together=row["aggregation"] == "yes",
        control=row["control"] or "no",
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
        status=row["status"],
        citation=row["citation"],
        confirmed=row["confirmed"],
        note=row["note"],
    )


def _rows(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DefinitionError(f"the columns must be {','.join(COLUMNS)}", file=file, line=1)
        for row in reader:
            line = reader.line_num
            if None in row or None in row.values():
                raise DefinitionError(f"not {len(COLUMNS)} cells; quote cells that hold a comma", file=file, line=line)
            stripped = {name: value.strip() for name, value in row.items()}
            if fault := _fault(stripped):
                raise DefinitionError(fault, file=file, line=line)
            yield line, stripped
    except csv.Error as fault_:
        raise DefinitionError(f"no CSV as it should be ({fault_})", file=file, line=reader.line_num) from fault_


def _fault(row: dict[str, str]) -> str | None:
    """What is wrong with the row, and what to do about it."""
    if not row["id"] or not row["citation"]:
        return "id and citation must not be empty"
    if row["regime"] not in _REGIMES:
        return f"unknown regime {row['regime']!r}; one of {', '.join(_REGIMES)}"
    if row["effect"] not in {effect.value for effect in EFFECTS}:
        return f"unknown effect {row['effect']!r}; one of {', '.join(Effect)}"
    for name, allowed in _CLOSED.items():
        if row[name] not in allowed:
            return f"{name} {row[name]!r}; one of {', '.join(value or 'empty' for value in allowed)}"
    for spec in row["measures"].split(";"):
        parts = [part.strip() for part in spec.split("/")]
        if not 2 <= len(parts) <= 4 or parts[0] not in _REGIMES or parts[1] not in {effect.value for effect in EFFECTS}:
            return f"measure {spec.strip()!r} is not REGIME/effect[/words of the act[/words of the programme or annex]]"
    if row["threshold"]:
        try:
            units = Decimal(row["threshold"]) * PERCENT
        except InvalidOperation:
            return f"threshold {row['threshold']!r} is no percentage; write 50"
        if not 0 < units <= FULL or units != int(units):
            return f"threshold {row['threshold']!r} is not above 0 and at most 100 per cent with at most ten decimals"
        if not row["comparator"] or not row["aggregation"] or not row["control"]:
            return "a threshold needs comparator, aggregation and control"
    for name in ("valid_from", "valid_to"):
        if row[name] and not _is_day(row[name]):
            return f"{name} {row[name]!r} is no ISO day; write 2024-07-01"
    return None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None
