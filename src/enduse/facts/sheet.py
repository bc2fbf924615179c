"""How do lists of found and declared values become columns of a slice?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.model.factbatch import Column
from enduse.model.vocabulary import BY_NAME

ARROW: Final[dict[str, pa.DataType]] = {
    "bool": pa.bool_(),
    "int": pa.int64(),
    "decimal": pa.float64(),
    "code": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
    "set": pa.list_(pa.string()),
}
_EPOCH: Final = dt.date(1970, 1, 1)


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A declared fact that does not agree with what lists, codes or the transaction itself say; the derived value stays."""

    transaction: int
    name: str
    declared: str
    derived: str


class Sheet:
    """Columns of one level being filled: lists of Python values, None = unknown; sets are (members, complete). What comes as Arrow stays so unless somebody declares."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.values: dict[str, list[Any]] = {}
        self.provenance: dict[str, list[str] | str] = {}
        self._made: dict[str, tuple[pa.Array, npt.NDArray[np.bool_] | None]] = {}

    def put(self, name: str, values: list[Any], provenance: str | list[str] = "derived") -> None:
        """A whole column."""
        self.values[name] = values
        self.provenance[name] = provenance

    def put_made(self, name: str, values: pa.Array, complete: npt.NDArray[np.bool_] | None = None, provenance: str | list[str] = "derived") -> None:
        """A whole column as Arrow; `complete` of a set."""
        self._made[name] = values, complete
        self.provenance[name] = provenance

    def listed(self, name: str) -> list[Any]:
        """The values of a whole column that was put, None where unknown; of a set, (members, complete)."""
        if name in self._made:
            made, whole = self._made[name]
            values: list[Any] = made.to_pylist()
            return values if whole is None else [(tuple(row), one) for row, one in zip(values, whole.tolist(), strict=True)]
        return self.values[name]

    def declare(self, name: str, row: int, declared: Any) -> tuple[str, str] | None:
        """A declared value fills an unknown one; where both are known and differ, the derived one stays and the pair is returned."""
        if name in self._made:
            self.values[name] = self.listed(name)
            del self._made[name]
        column = self.values.get(name)
        if column is None:
            column = [None] * self.rows if BY_NAME[name].type != "set" else [((), False)] * self.rows
            self.put(name, column, "declared")
        derived = column[row]
        if BY_NAME[name].type == "set":
            members, complete = derived
            if complete and not set(declared) <= set(members):
                conflict = ("|".join(sorted(declared)), "|".join(sorted(members)))
            else:
                conflict = None
            if not complete or conflict:
                column[row] = (tuple(sorted({*members, *declared})), True)
                self._mark(name, row)
            return conflict
        if derived is None or self._assumed(name, row):
            column[row] = declared
            self._mark(name, row)
            return None
        return None if derived == declared else (str(declared), str(derived))

    def _assumed(self, name: str, row: int) -> bool:
        provenance = self.provenance[name]
        return (provenance if isinstance(provenance, str) else provenance[row]) == "assumed"

    def _mark(self, name: str, row: int) -> None:
        provenance = self.provenance[name]
        if provenance == "declared":
            return
        if isinstance(provenance, str):
            provenance = [provenance] * self.rows
            self.provenance[name] = provenance
        provenance[row] = "declared"

    def columns(self) -> dict[str, Column]:
        """The Arrow columns."""
        made = {name: Column(values=values, complete=complete, provenance=_origin(self.provenance[name])) for name, (values, complete) in self._made.items()}
        return made | {name: _column(name, values, self.provenance[name]) for name, values in self.values.items()}


def _column(name: str, values: Sequence[Any], provenance: str | list[str]) -> Column:
    kind, origin = BY_NAME[name].type, _origin(provenance)
    if len(values) > 1 and values[0] == values[-1] and values.count(values[0]) == len(values):  # of many facts nothing is known, or all is the same
        value, complete = values[0] if kind == "set" else (values[0], None)
        same = pa.repeat(pa.array([value], ARROW[kind])[0], len(values))
        return Column(values=same, complete=None if complete is None else np.full(len(values), complete, np.bool_), provenance=origin)
    if kind == "set":
        members, complete = zip(*values, strict=True) if values else ((), ())
        return Column(values=pa.array(members, ARROW["set"]), complete=np.array(complete, dtype=np.bool_), provenance=origin)
    return Column(values=pa.array(values, ARROW[kind]), provenance=origin)


def _origin(provenance: str | list[str]) -> str | pa.Array:
    return provenance if isinstance(provenance, str) else pa.array(provenance, pa.string())


def typed(name: str, value: Any) -> Any:
    """A declared value in the Python type of the fact (None if it cannot be read as one: unknown, never guessed).

    >>> typed("party.*.age_days", "12"), typed("doc.end_use_certificate", True), typed("party.*.incorporated", "2024-02-01")
    (12, True, datetime.date(2024, 2, 1))
    """
    kind = BY_NAME[name].type
    try:
        if kind == "bool":
            return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value).lower())
        if kind == "int":
            return value if isinstance(value, int) and not isinstance(value, bool) else int(str(value))
        if kind == "decimal":
            number = Decimal(str(value))
            return float(number) if number.is_finite() else None
        if kind == "date":
            return dt.date.fromisoformat(str(value))
        if kind == "set":
            return tuple(sorted(str(item) for item in value)) if isinstance(value, list | tuple) else (str(value),)
        return str(value) if value is not None else None
    except (ValueError, InvalidOperation):
        return None


def days(date: str) -> int:
    """Days since 1970-01-01 of an ISO date."""
    return (dt.date.fromisoformat(date) - _EPOCH).days


def period_end(text: str) -> dt.date | None:
    """Last day of an ISO date or prefix (`2024`, `2024-02`, `2024-02-29`): the youngest a firm may be.

    >>> period_end("2024-02")
    datetime.date(2024, 2, 29)
    """
    try:
        if len(text) == 4:
            return dt.date(int(text), 12, 31)
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def declared_facts(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Declared facts as (name as written, raw value), in name order."""
    return sorted(facts.items())
