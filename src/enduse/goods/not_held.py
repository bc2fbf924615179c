"""Which lists written by law do we not hold, or only in part, and which decisions would they have mattered to?

A decision under a law whose list of goods is not held must never look complete: it names the list. A list of the user's may stand in its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.codes.countries import COUNTRIES
from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.tables import REGIMES

TABLE: Final = "goods.coverage"
COVERAGE: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("list_id", "title", "regime", "held", "destinations")),
        ("valid_from", pa.date32()), ("valid_to", pa.date32()), ("missing", pa.string()), ("citation", pa.string()),
    ]
)  # fmt: skip
"""`held`: part or none. `destinations`: ISO codes, parted by spaces, for which the law has the list. `missing`: what of it is not held, in words."""
HELD: Final = ("part", "none")
_EPOCH: Final = dt.date(1970, 1, 1)


class NotHeld(msgspec.Struct, frozen=True, kw_only=True):
    """A list of goods that a law has and we do not hold whole. Days since 1970-01-01, both inclusive."""

    list_id: str
    title: str
    regime: str
    held: str
    destinations: frozenset[str]
    valid_from: int
    valid_to: int | None
    missing: str
    citation: str


def coverage_table(text: str, file: str = "control_coverage.csv") -> pa.Table:
    """The table of the CSV; `DefinitionError` tells line and remedy."""
    rows = []
    for line, row in cells.rows(text, file, COVERAGE):
        cells.require(row, ("list_id", "title", "destinations", "valid_from", "missing", "citation"), file, line)
        cells.one_of(row, "regime", REGIMES, file, line)
        cells.one_of(row, "held", HELD, file, line)
        cells.dates(row, file, line)
        strange = sorted(set(row["destinations"].split()) - set(COUNTRIES))
        if strange:
            raise DefinitionError(f"destinations: {', '.join(strange)} is no country; write ISO codes parted by spaces", file=file, line=line)
        rows.append(row)
    return cells.table(rows, COVERAGE, ("list_id",), file)


def not_held(basis: Basis) -> tuple[NotHeld, ...]:
    """Every such list of the Basis, made once."""
    made = basis.cache.get("not held")
    if not isinstance(made, tuple):
        rows = basis.table(TABLE).to_pylist() if TABLE in basis.tables else []
        made = basis.cache["not held"] = tuple(
            NotHeld(
                list_id=row["list_id"], title=row["title"], regime=row["regime"], held=row["held"], destinations=frozenset(row["destinations"].split()),
                valid_from=(row["valid_from"] - _EPOCH).days, valid_to=(row["valid_to"] - _EPOCH).days if row["valid_to"] else None,
                missing=row["missing"], citation=row["citation"],
            )
            for row in rows
        )  # fmt: skip
    return made


def wanting(lists: tuple[NotHeld, ...], attached: Mapping[str, bool | None], destinations: Collection[str], day: int) -> tuple[str, ...]:
    """Ids of the lists that the law of a regime that attaches, or may, has for one of these destinations on the day."""
    return tuple(
        each.list_id
        for each in lists
        if attached.get(each.regime) is not False
        and not each.destinations.isdisjoint(destinations)
        and each.valid_from <= day
        and (each.valid_to is None or day <= each.valid_to)
    )
