"""Is this CSV of ours (control rows, predecessors, country groups) well formed, and what Arrow table does it make?

Pure: the text is passed in. A fault raises `DefinitionError` with file, line and remedy. Columns are in fixed order, rows in canonical order, so that the digest of
the Basis does not depend on the order of the file.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pyarrow as pa

from enduse.codes.countries import COUNTRIES
from enduse.codes.editions import HELD, IN_FORCE
from enduse.errors import DefinitionError
from enduse.goods import cells

_TEXT, _DATE, _BOOL = pa.string(), pa.date32(), pa.bool_()

CONTROLS: Final = pa.schema(
    [
        ("list_id", _TEXT), ("title", _TEXT), ("regime", _TEXT), ("code", _TEXT), ("nature", _TEXT), ("tier", _TEXT), ("valid_from", _DATE), ("valid_to", _DATE),
        ("citation", _TEXT), ("confirmed", _TEXT), ("edition", _TEXT), ("note", _TEXT),
    ]
)  # fmt: skip
"""`code` is a prefix of 2 to 10 digits: it names everything beneath it. A row whose `confirmed` is `unconfirmed` says only that the list may name goods there."""

PREDECESSORS: Final = pa.schema(
    [
        ("code", _TEXT),
        ("edition", _TEXT),
        ("predecessor", _TEXT),
        ("predecessor_edition", _TEXT),
        ("exact", _BOOL),
        ("reused", _BOOL),
        ("note", _TEXT),
        ("source", _TEXT),
    ]
)
"""`exact`: all goods of the predecessor went to codes of this table; otherwise it also held other goods.
`reused`: the predecessor is still a code, with a narrower meaning, so that it counts as an old one only before the newer edition came into force."""

GROUPS: Final = pa.schema(
    [
        ("group", _TEXT),
        ("authority", _TEXT),
        ("country", _TEXT),
        ("valid_from", _DATE),
        ("valid_to", _DATE),
        ("citation", _TEXT),
        ("confirmed", _TEXT),
        ("note", _TEXT),
    ]
)

HS_CODES: Final = pa.schema([("code", _TEXT), ("from_edition", _TEXT), ("to_edition", _TEXT), ("changed", _TEXT), ("successors", _TEXT), ("exact", _BOOL)])
"""Which six-digit codes there are: a row per run of editions that hold one. `changed`: editions that kept the number and moved goods (`:waste`: nothing but electrical
waste). `successors`: codes of the current edition, of a code that is gone; `exact`: all of its goods went to them."""

NATURES: Final = ("definitional", "indicative", "ordinary")
"""`ordinary` rows are the reverse of a control: no control list of technology is expected to touch the code."""

CONFIRMED: Final = ("primary", "secondary", "unconfirmed")
REGIMES: Final = ("US", "EU", "UK", "UN", "JP", "CN", "HOUSE")
TIERS: Final = ("1", "2", "3A", "3B", "4A", "4B")

OUTSIDE: Final[dict[str, tuple[str, ...]]] = {"outside_coalition": ("coalition",), "outside_eu_partner": ("eu_members", "eu_partner")}
"""Groups made here: every country that stands in none of the named groups (memberships that have ended do not count)."""

_GROUP: Final = re.compile(r"[a-z][a-z0-9_]*")


def controls_table(text: str, file: str = "controls.csv") -> pa.Table:
    """Control rows; a range of chapters or headings (`25-97`) becomes one row each."""
    rows: list[dict[str, Any]] = []
    for line, row in cells.rows(text, file, CONTROLS):
        cells.require(row, ("list_id", "title", "regime", "code", "nature", "citation", "confirmed", "edition"), file, line)
        cells.one_of(row, "nature", NATURES, file, line)
        cells.one_of(row, "confirmed", CONFIRMED, file, line)
        cells.one_of(row, "regime", REGIMES, file, line)
        if row["tier"]:
            cells.one_of(row, "tier", TIERS, file, line)
        cells.dates(row, file, line)
        rows.extend({**row, "code": code} for code in cells.codes(row["code"], file, line))
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        for column in ("title", "regime", "nature"):
            if first.setdefault(row["list_id"], row)[column] != row[column]:
                raise DefinitionError(f"list {row['list_id']!r} has two values of {column}: {first[row['list_id']][column]!r} and {row[column]!r}", file=file)
    return cells.table(rows, CONTROLS, ("list_id", "code", "valid_from", "valid_to", "citation"), file)


def predecessors_table(text: str, file: str = "predecessors.csv") -> pa.Table:
    """Which code of the current edition took over goods of which older code."""
    rows: list[dict[str, Any]] = []
    for line, row in cells.rows(text, file, PREDECESSORS):
        cells.require(row, ("code", "edition", "predecessor", "predecessor_edition", "exact", "reused", "source"), file, line)
        for column in ("code", "predecessor"):
            if not re.fullmatch(r"\d{6}", row[column]):
                raise DefinitionError(f"{column} {row[column]!r} is no six-digit code", file=file, line=line)
        for column in ("edition", "predecessor_edition"):
            cells.one_of(row, column, tuple(IN_FORCE), file, line)
        for column in ("exact", "reused"):
            cells.one_of(row, column, ("true", "false"), file, line)
        rows.append({**row, "exact": row["exact"] == "true", "reused": row["reused"] == "true"})
    said: dict[str, tuple[str, bool, bool]] = {}
    for row in rows:
        this = (row["edition"], row["exact"], row["reused"])
        if said.setdefault(row["predecessor"], this) != this:
            raise DefinitionError(f"predecessor {row['predecessor']} has another edition, exact or reused in another row; make them agree", file=file)
    return cells.table(rows, PREDECESSORS, ("code", "predecessor"), file)


def hs_codes_table(text: str, file: str = "hs_codes.csv") -> pa.Table:
    """Which subheadings which editions of the Harmonized System hold."""
    rows: list[dict[str, Any]] = []
    for line, row in cells.rows(text, file, HS_CODES):
        cells.require(row, ("code", "from_edition"), file, line)
        for code in (row["code"], *row["successors"].split()):
            if not re.fullmatch(r"\d{6}", code):
                raise DefinitionError(f"code {code!r} is no six-digit code", file=file, line=line)
        for edition in (row["from_edition"], row["to_edition"] or HELD[-1], *(mark.removesuffix(":waste") for mark in row["changed"].split())):
            if edition not in HELD:
                raise DefinitionError(f"edition {edition!r} must be one of {', '.join(HELD)}", file=file, line=line)
        if row["successors"]:
            cells.one_of(row, "exact", ("true", "false"), file, line)
        rows.append({**row, "exact": row["exact"] == "true" if row["exact"] else None})
    return cells.table(rows, HS_CODES, ("code", "from_edition"), file)


def groups_table(text: str, file: str = "country_groups.csv") -> pa.Table:
    """Country groups as rules name them, with the `OUTSIDE` groups added."""
    rows: list[dict[str, Any]] = []
    for line, row in cells.rows(text, file, GROUPS):
        cells.require(row, ("group", "authority", "country", "citation", "confirmed"), file, line)
        cells.one_of(row, "confirmed", CONFIRMED, file, line)
        if not _GROUP.fullmatch(row["group"]):
            raise DefinitionError(f"group {row['group']!r} must be lower case letters, digits and _", file=file, line=line)
        if row["country"] not in COUNTRIES:
            raise DefinitionError(f"country {row['country']!r} is no ISO 3166-1 alpha-2 code", file=file, line=line)
        if row["group"] in OUTSIDE:
            raise DefinitionError(f"group {row['group']!r} is made by the program; remove the row", file=file, line=line)
        cells.dates(row, file, line)
        rows.append(row)
    for group, inside in OUTSIDE.items():
        members = {row["country"] for row in rows if row["group"] in inside and row["valid_to"] is None}
        note = "every country outside " + " and ".join(inside)
        rows.extend(
            {"group": group, "authority": "HOUSE", "country": c, "valid_from": None, "valid_to": None, "citation": note, "confirmed": "secondary", "note": note}
            for c in COUNTRIES
            if members and c not in members
        )
    return cells.table(rows, GROUPS, ("group", "country", "valid_from"), file)
