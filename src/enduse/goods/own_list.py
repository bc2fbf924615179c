"""Is this control list of the user's (rows in CSV, definition in TOML) as well founded as ours, and which control rows does it make?

Pure: texts are passed in. Every fault is found before one is raised, each with file, line, column and remedy; a list with a fault is refused whole, because half a
control list would let pass what it leaves out.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.codes.editions import HELD, Editions
from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.tables import CONFIRMED, CONTROLS, REGIMES
from enduse.model.toml_text import parse_toml

NATURES: Final = ("definitional", "indicative")
EDITIONS: Final = (*HELD, "CN", "TNVED", "HTS")
"""What the codes are of: an edition of the Harmonized System, or a nomenclature of 8 or 10 digits built on it."""

COLUMNS: Final = ("code", "citation", "confirmed", "valid_from", "valid_to", "note")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
_SHOWN: Final = 20


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of itself. `citation`, `confirmed` and the dates hold for every row that has none of its own; `columns`: ours → heading of the file."""

    id: str
    title: str
    regime: str
    nature: str
    edition: str
    citation: str
    confirmed: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    columns: Mapping[str, str]
    in_place_of: str | None = None

    @property
    def list_id(self) -> str:
        """The id that its control rows bear, and rules look for."""
        return self.in_place_of or self.id


def read_definition(text: str, file: str, taken: Sequence[str] = (), places: Mapping[str, tuple[str, str]] | None = None) -> Definition:
    """The definition; `DefinitionError` names key and line. `taken`: ids of the lists that come with the package; `places`: those of them (with regime and
    nature) that are not held whole, so that a list of the user's may stand in their place: whole, because its rows take the place of theirs."""
    data = parse_toml(text, file)
    _known(data, ("list", "columns"), "", text, file)
    about, columns = data.get("list", {}), data.get("columns", {})
    if not isinstance(about, dict) or not isinstance(columns, dict):
        raise DefinitionError("[list] and [columns] must be tables of TOML", file=file, line=1)
    optional = {"citation": "", "confirmed": "unconfirmed", "edition": "HS2022", "valid_from": None, "valid_to": None}
    _known(about, ("id", "title", "regime", "nature", "in_place_of", *optional), "list.", text, file)
    _known(columns, COLUMNS, "columns.", text, file)
    for key in ("id", "title", "regime", "nature"):
        if not about.get(key):
            raise DefinitionError(f"[list] has no {key}; every list needs id, title, regime and nature", file=file, line=_line(text, "[list]"))
    values = {**optional, **about}
    for key, value in values.items():
        if key in ("valid_from", "valid_to"):
            if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
                raise DefinitionError(f"{key} {str(value)!r} is no date; write {key} = 2026-03-01 without quotes", file=file, line=_line(text, key))
        elif not isinstance(value, str):
            raise DefinitionError(f"{key} must be text in quotes", file=file, line=_line(text, key))
    for key, allowed in (("regime", REGIMES), ("nature", NATURES), ("confirmed", CONFIRMED), ("edition", EDITIONS)):
        if values[key] not in allowed:
            raise DefinitionError(f"{key} {values[key]!r} must be one of {', '.join(allowed)}", file=file, line=_line(text, key))
    if not _ID.fullmatch(values["id"]):
        raise DefinitionError(f"id {values['id']!r} must be small letters, digits and hyphens", file=file, line=_line(text, "id"))
    if values["id"] in taken:
        raise DefinitionError(
            f"id {values['id']!r} is that of a list of the package; choose another, such as own-{values['id']}", file=file, line=_line(text, "id")
        )
    place = values.get("in_place_of")
    if place is not None and (places or {}).get(place) != (values["regime"], values["nature"]):
        known = (places or {}).get(place)
        why = (
            f"is {known[0]}, {known[1]}; regime and nature must be its"
            if known
            else f"is no list that another may stand in for; there are {', '.join(sorted(places or ()))}"
        )
        raise DefinitionError(f"in_place_of {place!r} {why}", file=file, line=_line(text, "in_place_of"))
    for key, value in columns.items():
        if not isinstance(value, str) or not value.strip():
            raise DefinitionError(f"columns.{key} must be the heading of a column in quotes", file=file, line=_line(text, key))
    return Definition(**values, columns={str(key): str(value).strip() for key, value in columns.items()})


def own_rows(text: str, definition: Definition, file: str, editions: Editions) -> list[dict[str, Any]]:
    """Control rows of the list, one per code; `DefinitionError` tells every fault (the first 20 in words)."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=_delimiter(text), strict=True)
    faults: list[str] = []
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, ...], int] = {}
    try:
        heads = [cell.strip() for cell in next(reader, [])]
        place = _places(heads, definition, file)
        for row in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(heads):
                faults.append(f"{file}:{line}: {len(row)} cells under {len(heads)} headings; quote cells that hold a comma")
                continue
            cell = {ours: row[i].strip() for ours, i in place.items()}
            try:
                made = _row(cell, definition, file, line, editions)
            except DefinitionError as fault:
                faults.append(str(fault))
                continue
            for each in made:
                key = tuple(str(each[column]) for column in ("code", "valid_from", "valid_to", "citation"))
                if key in seen:
                    faults.append(f"{file}:{line}: code {each['code']} stands with the same dates and citation in line {seen[key]}; remove one")
                else:
                    seen[key] = line
                    rows.append(each)
    except csv.Error as fault:
        faults.append(f"{file}:{reader.line_num}: not CSV: {fault}; save the file again as CSV")
    if not faults and not rows:
        faults.append(f"{file}:1: no row holds a code; a list of nothing would control nothing")
    if faults:
        more = f"\n… and {len(faults) - _SHOWN:,} more faults" if len(faults) > _SHOWN else ""
        raise DefinitionError("\n".join(faults[:_SHOWN]) + more)
    return rows


def with_own(controls: pa.Table, own: Sequence[Mapping[str, Any]], replaced: Sequence[str] = ()) -> pa.Table:
    """Our rows, but those of the lists `replaced`, and the user's, in canonical order."""
    rows = [*(row for row in controls.to_pylist() if row["list_id"] not in replaced), *(dict(row) for row in own)]
    return cells.table(rows, CONTROLS, ("list_id", "code", "valid_from", "valid_to", "citation"), "control lists") if own else controls


def _places(heads: list[str], definition: Definition, file: str) -> dict[str, int]:
    """Which column holds what; the code must have one."""
    place: dict[str, int] = {}
    for ours in COLUMNS:
        heading = definition.columns.get(ours, ours)
        found = [i for i, head in enumerate(heads) if head.casefold() == heading.casefold()]
        if len(found) > 1:
            raise DefinitionError(f"two columns are headed {heading!r}; rename one", file=file, line=1)
        if found:
            place[ours] = found[0]
        elif ours in definition.columns or ours == "code":
            raise DefinitionError(
                f'no column {heading!r}; found {", ".join(heads) or "none"}. Name it in the definition: [columns] {ours} = "…"', file=file, line=1
            )
    return place


def _row(cell: dict[str, str], definition: Definition, file: str, line: int, editions: Editions) -> list[dict[str, Any]]:
    """One row of the file: control rows of its code, or of each code of its range."""
    heading = definition.columns.get("code", "code")
    code = re.sub(r"[\s.]+", "", cell["code"])
    if re.fullmatch(r"\d{3}|\d{5}|\d{7}|\d{9}", code):
        raise DefinitionError(f"column {heading!r}: code {cell['code']!r} has an odd number of digits; write the leading zero, as text", file=file, line=line)
    codes = cells.codes(code, file, line)
    for each in codes:
        edition = definition.edition if definition.edition in HELD else None
        if editions.exists(each, edition) is False:
            held = f"only in {', '.join(editions.editions(each))}" if editions.exists(each) else "in no edition of the Harmonized System"
            near = difflib.get_close_matches(each[:6], editions.beneath(each[:4]), n=3, cutoff=0.6)
            hint = f"; near: {', '.join(near)}" if near else ""
            raise DefinitionError(f"column {heading!r}: code {each} is {held}{hint}; check the digits, or the edition of the definition", file=file, line=line)
    citation = cell.get("citation") or definition.citation
    if not citation:
        raise DefinitionError("column 'citation' is empty; say where the row is from, here or in [list] citation", file=file, line=line)
    confirmed = cell.get("confirmed") or definition.confirmed
    dates: dict[str, Any] = {"valid_from": cell.get("valid_from", ""), "valid_to": cell.get("valid_to", ""), "confirmed": confirmed}
    cells.one_of(dates, "confirmed", CONFIRMED, file, line)
    cells.dates(dates, file, line)
    start, end = dates["valid_from"] or definition.valid_from, dates["valid_to"] or definition.valid_to
    if start and end and end < start:
        raise DefinitionError("valid_to lies before valid_from", file=file, line=line)
    return [
        {
            "list_id": definition.list_id, "title": definition.title, "regime": definition.regime, "code": each, "nature": definition.nature, "tier": "", "valid_from": start,
            "valid_to": end, "citation": citation, "confirmed": confirmed, "edition": definition.edition, "note": cell.get("note") or None,
        }
        for each in codes
    ]  # fmt: skip


def _delimiter(text: str) -> str:
    """The commonest of comma, semicolon and tab in the first line."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _known(table: Mapping[str, Any], known: Sequence[str], where: str, text: str, file: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
            raise DefinitionError(f"unknown key {where}{key}{hint}", file=file, line=_line(text, key))


def _line(text: str, key: str) -> int:
    """On which line the key stands, or 1."""
    pattern = re.compile(rf"\s*(?:\"?{re.escape(key)}\"?\s*=|\[{re.escape(key)}\]|{re.escape(key)}\s*$)")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
