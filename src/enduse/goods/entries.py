"""What does this entry of a dual-use list say, in whose list, and which figures decide it?

Every entry stands in the namespace of its regime: `EU 3C001` (heteroepitaxial layers) and `CN 3C001` (gallium) share a number and nothing else, and nothing here
reaches from one namespace into another. Figures are data: what they are compared with is for the caller to find.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.codes.units import is_unit
from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.parameters import PARAMETERS
from enduse.goods.tables import CONFIRMED

NAMESPACES: Final[dict[str, str]] = {
    "EU": "Annex I of Reg. (EU) 2021/821",
    "US": "Commerce Control List (ECCN)",
    "UK": "UK Strategic Export Control Lists, dual-use",
    "JP": "Export Trade Control Order, appended table 1",
    "CN": "China's unified list of dual-use items, and announcements before it",
}
KINDS: Final = ("category", "group", "entry")
COMPARATORS: Final = ("<", "<=", ">", ">=", "=")
_BASE: Final = re.compile(r"(\d[A-E]\d{3}|[A-Z]+-\d{4}-\d+)(?:[.:].+)?")

_TEXT, _DATE = pa.string(), pa.date32()
DUAL_USE: Final = pa.schema(
    [
        ("regime", _TEXT), ("code", _TEXT), ("parent", _TEXT), ("kind", _TEXT), ("title", _TEXT), ("valid_from", _DATE), ("valid_to", _DATE), ("citation", _TEXT),
        ("confirmed", _TEXT), ("note", _TEXT),
    ]
)  # fmt: skip
"""Categories (one digit), groups (digit and letter) and entries, each with its parent in the same namespace; Japan has items (`6`) and what stands in them (`6(2)`). Titles
are in our words."""

THRESHOLDS: Final = pa.schema(
    [
        ("regime", _TEXT), ("entry", _TEXT), ("parameter", _TEXT), ("comparator", _TEXT), ("value", _TEXT), ("unit", _TEXT), ("condition", _TEXT), ("citation", _TEXT),
        ("confirmed", _TEXT), ("valid_from", _DATE), ("valid_to", _DATE), ("note", _TEXT),
    ]
)  # fmt: skip
"""One figure a row. All rows of one `entry` (down to its paragraph) together make the paragraph apply; other paragraphs are alternatives. `condition` is what no figure
tells. `unit`: UN/ECE Recommendation 20, or several of it with `/` and `^`."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the tree of one regime."""

    regime: str
    code: str
    parent: str | None
    kind: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    citation: str
    confirmed: str
    note: str | None


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that decides a paragraph of an entry."""

    regime: str
    entry: str
    parameter: str
    comparator: str
    value: Decimal
    unit: str
    condition: str | None
    citation: str
    confirmed: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    note: str | None

    @property
    def base(self) -> str:
        """The entry without its paragraph."""
        return base_entry(self.entry)


def base_entry(code: str) -> str:
    """`2B001.b.2` → `2B001`; a code of another shape is its own base.

    >>> base_entry("2B001.b.2"), base_entry("MOFCOM-2023-28:empty"), base_entry("8542")
    ('2B001', 'MOFCOM-2023-28', '8542')
    """
    found = _BASE.fullmatch(code)
    return found[1] if found else code


def dual_use_table(text: str, file: str = "dual_use.csv") -> pa.Table:
    """The trees of entries; every parent stands in the same namespace."""
    rows: list[dict[str, Any]] = []
    known: set[tuple[str, str]] = set()
    wanted: list[tuple[int, str, str]] = []
    for line, row in cells.rows(text, file, DUAL_USE):
        cells.require(row, ("regime", "code", "kind", "title", "citation", "confirmed"), file, line)
        cells.one_of(row, "regime", tuple(NAMESPACES), file, line)
        cells.one_of(row, "kind", KINDS, file, line)
        cells.one_of(row, "confirmed", CONFIRMED, file, line)
        cells.dates(row, file, line)
        known.add((row["regime"], row["code"]))
        if row["kind"] != "category":
            cells.require(row, ("parent",), file, line)
            wanted.append((line, row["regime"], row["parent"]))
        rows.append(row)
    for line, regime, parent in wanted:
        if (regime, parent) not in known:
            raise DefinitionError(f"parent {parent!r} is no code of {regime}; add its row", file=file, line=line)
    return cells.table(rows, DUAL_USE, ("regime", "code"), file)


def thresholds_table(text: str, entries: pa.Table, file: str = "thresholds.csv") -> pa.Table:
    """The figures; each belongs to an entry of the same namespace in `entries`."""
    known = set(zip(entries["regime"].to_pylist(), entries["code"].to_pylist(), strict=True))
    rows: list[dict[str, Any]] = []
    for line, row in cells.rows(text, file, THRESHOLDS):
        cells.require(row, ("regime", "entry", "parameter", "comparator", "value", "unit", "citation", "confirmed"), file, line)
        cells.one_of(row, "comparator", COMPARATORS, file, line)
        cells.one_of(row, "confirmed", CONFIRMED, file, line)
        cells.one_of(row, "parameter", tuple(PARAMETERS), file, line)
        cells.dates(row, file, line)
        if (row["regime"], base_entry(row["entry"])) not in known:
            raise DefinitionError(
                f"entry {row['entry']!r} is no entry of {row['regime']}; add {base_entry(row['entry'])} to dual_use.csv", file=file, line=line
            )
        if not is_unit(row["unit"]):
            raise DefinitionError(f"unit {row['unit']!r} is no unit of UN/ECE Recommendation 20 that is known here", file=file, line=line)
        try:
            finite = Decimal(row["value"]).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise DefinitionError(f"value {row['value']!r} is no number", file=file, line=line)
        rows.append(row)
    return cells.table(rows, THRESHOLDS, ("regime", "entry", "parameter", "comparator"), file)


def thresholds(basis: Basis, at: dt.date | None = None) -> tuple[Threshold, ...]:
    """Every figure of the Basis, or those in force on a day, in the order of regime, entry and parameter."""
    made = (Threshold(**{**row, "value": Decimal(row["value"])}) for row in basis.table("goods.thresholds").to_pylist())
    return tuple(each for each in made if at is None or in_force(each, at))


def in_force(what: Entry | Threshold, at: dt.date) -> bool:
    """Both ends inclusive."""
    return (what.valid_from is None or what.valid_from <= at) and (what.valid_to is None or at <= what.valid_to)


class Entries:
    """The trees of a Basis."""

    def __init__(self, basis: Basis) -> None:
        self._rows = {(row["regime"], row["code"]): Entry(**row) for row in basis.table("goods.dual_use").to_pylist()}
        self._figures = thresholds(basis)

    @classmethod
    def of(cls, basis: Basis) -> Entries:
        """The trees of this Basis, made once."""
        held = basis.cache.get("entries")
        if not isinstance(held, Entries):
            held = basis.cache["entries"] = cls(basis)
        return held

    def find(self, code: str, regime: str | None = None) -> tuple[Entry, ...]:
        """The entry (of the code or of the paragraph it names) in each namespace that has one, or in one namespace alone."""
        base = base_entry(code)
        return tuple(entry for name in NAMESPACES if regime in (None, name) and (entry := self._rows.get((name, base))) is not None)

    def path(self, entry: Entry) -> tuple[Entry, ...]:
        """From the category down to the entry."""
        above: Iterable[Entry] = ()
        if entry.parent is not None:
            above = self.path(self._rows[entry.regime, entry.parent])
        return (*above, entry)

    def beneath(self, entry: Entry) -> tuple[Entry, ...]:
        """Groups of a category, entries of a group."""
        return tuple(each for (regime, _), each in sorted(self._rows.items()) if regime == entry.regime and each.parent == entry.code)

    def figures(self, entry: Entry, paragraph: str | None = None) -> tuple[Threshold, ...]:
        """Figures of the entry, or of one paragraph of it and what stands beneath."""
        mine = (each for each in self._figures if each.regime == entry.regime and each.base == entry.code)
        if paragraph is None or paragraph == entry.code:
            return tuple(mine)
        return tuple(each for each in mine if each.entry == paragraph or each.entry.startswith((paragraph + ".", paragraph + ":")))

    def all(self) -> tuple[Entry, ...]:
        """Every node, by namespace and code."""
        return tuple(self._rows[key] for key in sorted(self._rows))
