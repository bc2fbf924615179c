"""How does this user's export say what we call …?

A mapping is a TOML file; every key is optional, and what it leaves out keeps its usual reading:

    encoding = "cp1251"            # of text files
    delimiter = ";"                # of text files
    sheet = "Deliveries"           # of a workbook; otherwise the first visible one
    date_order = "dmy"             # or "mdy": for dates that are not ISO
    decimal = ","                  # or ".": the decimal mark
    ignore = ["Remarks"]           # headers to leave out although they would be understood

    [columns]                      # header in the file = column of ours, or fact:NAME
    "Belegnummer" = "id"
    "Empfänger" = "consignee_name"

    [constants]                    # column of ours = value, where the file has no such column or the cell is empty
    kind = "shipment"

    [values.mode]                  # translations of whole cells, by column of ours
    "LKW" = "road"

Options of the command line take precedence over the mapping.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any, Final

import msgspec

from enduse.errors import DefinitionError
from enduse.ingest.columns import CANONICAL
from enduse.ingest.declared import find_fact
from enduse.ingest.values import Bad
from enduse.model.toml_text import parse_toml
from enduse.tables.definition_file import read_definition

_KEYS: Final = ("encoding", "delimiter", "sheet", "date_order", "decimal", "ignore", "columns", "constants", "values")
DATE_ORDERS: Final = ("dmy", "mdy")
DECIMALS: Final = (".", ",")


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping file that was read and checked. `lines` tells where each key stands, for messages."""

    file: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    date_order: str | None = None
    decimal: str | None = None
    ignore: tuple[str, ...] = ()
    columns: Dict[str, str] = {}
    constants: Dict[str, str] = {}
    values: Dict[str, Dict[str, str]] = {}
    text: str = ""


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file."""
    return parse_mapping(read_definition(path), str(path))


def parse_mapping(text: str, file: str) -> Mapping:
    """The mapping in a text; `DefinitionError` names file and line of what is wrong."""
    raw = parse_toml(text, file)

    def fail(key: str, message: str, within: str | None = None) -> DefinitionError:
        return DefinitionError(message, file=file, line=line_of(text, key, within) or 1)

    for key in raw:
        if key not in _KEYS:
            raise fail(key, f"unknown key {key!r}{_suggest(key, _KEYS)}")
    for key in ("encoding", "delimiter", "sheet", "date_order", "decimal"):
        if key in raw and not isinstance(raw[key], str):
            raise fail(key, f"{key} must be a string")
    for key, allowed in (("date_order", DATE_ORDERS), ("decimal", DECIMALS)):
        if key in raw and raw[key] not in allowed:
            raise fail(key, f"{key} must be one of {', '.join(map(repr, allowed))}, not {raw[key]!r}")
    ignore = raw.get("ignore", [])
    if not isinstance(ignore, list) or not all(isinstance(item, str) for item in ignore):
        raise fail("ignore", "ignore must be a list of headers")
    columns = _strings(raw, "columns", fail)
    constants = _strings(raw, "constants", fail)
    for header, column in columns.items():
        if problem := _unknown(column):
            raise fail(header, problem, "columns")
        if list(columns.values()).count(column) > 1:
            raise fail(header, f"{column!r} is given by more than one header; keep one", "columns")
    for column in constants:
        if column in ("id", "revision"):
            raise fail(column, f"{column!r} cannot be a constant; map the column that holds it", "constants")
        if problem := _unknown(column):
            raise fail(column, problem, "constants")
    tables = raw.get("values", {})
    if not isinstance(tables, dict):
        raise fail("values", "values must hold one table per column, e.g. [values.mode]")
    values: dict[str, dict[str, str]] = {}
    for column in tables:
        if problem := _unknown(column):
            raise fail(f"values.{column}", problem)
        values[column] = _strings(tables, column, fail)
    return Mapping(
        file=file, encoding=raw.get("encoding"), delimiter=raw.get("delimiter"), sheet=raw.get("sheet"), date_order=raw.get("date_order"),
        decimal=raw.get("decimal"), ignore=tuple(ignore), columns=columns, constants=constants, values=values, text=text,
    )  # fmt: skip


def _strings(raw: dict[str, Any], key: str, fail: Any) -> dict[str, str]:
    table = raw.get(key, {})
    if not isinstance(table, dict):
        raise fail(key, f"{key} must be a table")
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, bool):
            value = "true" if value else "false"
        elif isinstance(value, int):
            value = str(value)
        if not isinstance(value, str):
            raise fail(name, f"the value of {name!r} must be a string", key)
        found[name.strip()] = value
    return found


def _unknown(column: str) -> str | None:
    if column.startswith("fact:"):
        try:
            find_fact(column.removeprefix("fact:"))
        except Bad as bad:
            return f"{bad.reason}; {bad.remedy}"
        return None
    return None if column in CANONICAL else f"unknown column {column!r}{_suggest(column, CANONICAL)}"


def _suggest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known)[:12])} …"


def line_of(text: str, key: str, within: str | None = None) -> int | None:
    """The line on which a key (bare or quoted) is set or a table of that name begins, after the head of table `within` if given."""
    started = within is None
    pattern = re.compile(rf"""\s*(\[\s*)?["']?{re.escape(key)}["']?\s*(=|\])""")
    head = re.compile(rf"\s*\[\s*{re.escape(within or '')}[\s.\]]")
    for number, line in enumerate(text.splitlines(), 1):
        if not started and head.match(line):
            started = True
        elif started and pattern.match(line):
            return number
    return None
