"""Whom has OFAC listed? Reads its CSV sets: the SDN list, the consolidated non-SDN list, or both, with or without a header row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from enduse.errors import Refused
from enduse.lists.names import plain
from enduse.lists.ofac_entry import ALIAS_KINDS, AUTHORITY, Entry, record_of
from enduse.lists.ofac_programmes import programmes
from enduse.lists.ofac_remarks import country_of, joined
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.rows import Row, decode, rows
from enduse.lists.source import Source
from enduse.model.nouns import Address, NameKind, Refusal


class FileSet(msgspec.Struct, frozen=True):
    """The files of one of OFAC's two lists, each under the names in which it is met; the first present is taken, of addresses all."""

    title: str
    primary: tuple[str, ...]
    aliases: tuple[str, ...]
    addresses: tuple[str, ...]
    comments: tuple[str, ...]
    blocked: bool


SETS: Final = (
    FileSet("SDN List", ("sdn.csv",), ("alt.csv", "sdn_alt.csv"), ("add.csv", "sdn_address.csv", "sdn_add.csv"), ("sdn_comments.csv",), True),
    FileSet(
        "Consolidated Non-SDN List",
        ("cons_prim.csv", "consolidated.csv"),
        ("cons_alt.csv",),
        ("cons_add.csv",),
        ("cons_comments.csv",),
        False,
    ),
)
_PRIMARY, _ALIAS, _ADDRESS, _COMMENT = 12, 5, 6, 2


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The records of each list in `source`: primary rows with their aliases, addresses and comments, then every row that has no primary (refused)."""
    found = False
    for files in SETS:
        primary = source.find(*files.primary)
        if primary is None:
            continue
        found = True
        yield from _read_set(source, files, primary, list_id)
    if not found:
        raise Refused(f"{source.label}: holds neither sdn.csv nor cons_prim.csv; give the directory or zip of OFAC's CSV set")


def _read_set(source: Source, files: FileSet, primary: str, list_id: str) -> Iterator[Yield]:
    alias_file = source.find(*files.aliases)
    address_files = [name for wanted in files.addresses if (name := source.find(wanted))]
    if alias_file is None or not address_files:
        lacking = files.aliases[0] if alias_file is None else files.addresses[0]
        raise Refused(f"{source.label}: {primary} without {lacking}, so that names or addresses would be lost; give OFAC's whole CSV set")
    comments_file = source.find(*files.comments)
    aliases, faults = _by_number(source, alias_file, _ALIAS)
    yield from faults
    addresses: dict[str, list[Row]] = {}
    for file in address_files:
        more, faults = _by_number(source, file, _ADDRESS)
        yield from faults
        for number, lines in more.items():
            # both files may stand in one directory, of different dates: an address that was amended keeps its number
            held = {row.cells for row in addresses.get(number, ())}
            addresses.setdefault(number, []).extend(row for row in lines if row.cells not in held)
    comments: dict[str, list[Row]] = {}
    if comments_file:
        comments, faults = _by_number(source, comments_file, _COMMENT)
        yield from faults
    seen: set[str] = set()
    for item in _table(source, primary, _PRIMARY):
        if isinstance(item, Refusal):
            yield item
            continue
        number = item.cells[0]
        where = f"{primary}:{item.line}"
        if number in seen:
            yield refusal(where, "number used by an earlier row", ",".join(item.cells))
            continue
        seen.add(number)
        try:
            comment = "".join(row.cells[1] for row in comments.get(number, ()))
            yield _record(item, files, aliases.get(number, []), addresses.get(number, []), comment, list_id, where)
        except FAULTS as fault:
            yield refusal(where, f"could not be understood: {fault}", ",".join(item.cells))
    for kind, file, table in (("alias", alias_file, aliases), ("address", "/".join(address_files), addresses), ("comment", comments_file or "", comments)):
        for number in [each for each in table if each not in seen]:  # in the order of the file, so that reports are reproducible
            for row in table[number]:
                yield refusal(f"{file}:{row.line}", f"{kind} without a primary row", ",".join(row.cells))


def _by_number(source: Source, file: str, width: int) -> tuple[dict[str, list[Row]], list[Refusal]]:
    table: dict[str, list[Row]] = defaultdict(list)
    faults: list[Refusal] = []
    for item in _table(source, file, width):
        if isinstance(item, Refusal):
            faults.append(item)
        else:
            table[item.cells[0]].append(item)
    return dict(table), faults


def _table(source: Source, file: str, width: int) -> Iterator[Row | Refusal]:
    text, _ = decode(source.read(file))
    yield from parse(text, file=file, width=width)


def parse(text: str, *, file: str, width: int) -> Iterator[Row | Refusal]:
    """The rows of one OFAC file with trimmed cells and `-0-` as the empty cell; a row of another width or without a number is refused.
    Refused as a whole if it ends in a row that is cut short."""
    held: Refusal | None = None
    for row in rows(text, file=file):
        if held:
            yield held
            held = None
        where = f"{file}:{row.line}"
        if row.fault:
            held = refusal(where, f"quotes do not close: {row.fault}", row.cells)
            continue
        cells = [_cell(cell) for cell in row.cells]
        if not cells[0].isdigit():
            if not any(cell.isdigit() for cell in cells) and cells[0].lower() in ("id", "ent_num", "uid", "entnum", "ent num"):
                continue  # a header row, which OFAC's own files have not
            held = refusal(where, "does not begin with OFAC's number", ",".join(row.cells))
        elif len(cells) < width:
            held = refusal(where, f"has {len(cells)} cells instead of {width}", ",".join(row.cells))
        else:
            yield Row(row.line, tuple(cells))
    if held:
        if not text.endswith(("\n", "\x1a")):
            raise Refused(f"{held.where}: the last row is cut short ({held.reason}); download the set again")
        yield held


def _cell(text: str) -> str:
    """Trimmed on both sides only where OFAC itself pads: remarks keep their inner spacing, since a comment goes on in mid-word."""
    stripped = text.strip(" \t")
    return "" if stripped == "-0-" else stripped if len(text) < 1000 else text


def _record(row: Row, files: FileSet, aliases: list[Row], addresses: list[Row], comment: str, list_id: str, where: str) -> Yield:
    number, name, kind_text, programme_cell, title, call_sign, vessel_type, _, _, flag, owner, remarks_cell = row.cells[:_PRIMARY]
    if not plain(name):
        return refusal(where, "has no name", ",".join(row.cells))
    warnings: list[str] = []
    remarks_text, cut = joined(remarks_cell, comment or None)
    if cut:
        warnings.append("remarks cut short and no comments file: the rest of them is lost")
    named: list[tuple[str, NameKind]] = []
    for alias in aliases:
        alias_kind = ALIAS_KINDS.get(alias.cells[2].lower())
        if alias_kind is None:
            warnings.append(f"alias type {alias.cells[2]!r} unknown: taken as strong")
        named.append((alias.cells[3], alias_kind or NameKind.strong))
    places, lands = _addresses(addresses)
    entry = Entry(
        number=number,
        name=name,
        kind=kind_text,
        programmes=programmes(programme_cell),
        remarks=remarks_text,
        aliases=tuple(named),
        addresses=places,
        lands=frozenset(lands),
        title=title,
        call_sign=call_sign,
        vessel_type=vessel_type,
        vessel_owner=owner,
        flag=flag,
    )
    return record_of(entry, list_id=list_id, where=where, list_title=files.title, blocked=files.blocked, warnings=warnings)


def _addresses(lines: list[Row]) -> tuple[tuple[Address, ...], set[str]]:
    found: dict[str, Address] = {}
    lands: set[str] = set()
    for row in lines:
        street, city, country = (plain(cell) for cell in row.cells[2:5])
        text = ", ".join(part for part in (street, city, country) if part)
        if text:
            code = country_of(country)
            if code:
                lands.add(code)
            found.setdefault(text, Address(text=text, country=code, city=city or None))
    return tuple(found.values()), lands


READER: Final = Reader(
    name="ofac",
    version="1",
    title="OFAC SDN and consolidated non-SDN lists",
    takes="a directory or zip of OFAC's CSV files (sdn.csv, alt.csv, add.csv, sdn_comments.csv; cons_prim.csv, cons_alt.csv, cons_add.csv, cons_comments.csv)",
    authority=AUTHORITY,
    regime="US",
    read=read,
)
