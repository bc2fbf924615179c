"""Whom has OFAC listed? Reads its CSV sets: the SDN list, the consolidated non-SDN list, or both, with or without a header row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from enduse.errors import Refused
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.ofac_programmes import measures, programmes
from enduse.lists.ofac_remarks import Remarks, country_of, joined, understand
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.rows import Row, decode, rows
from enduse.lists.source import Source
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, Name, NameKind, Refusal


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
_KINDS: Final = {"individual": Kind.person, "vessel": Kind.vessel, "aircraft": Kind.aircraft, "": Kind.organization, "entity": Kind.organization}
_ALIAS_KINDS: Final = {"aka": NameKind.strong, "fka": NameKind.former, "nka": NameKind.strong}
_PRIMARY, _ALIAS, _ADDRESS, _COMMENT = 12, 5, 6, 2
AUTHORITY: Final = "US-OFAC"


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
    kind = _KINDS.get(kind_text.lower())
    if kind is None:
        warnings.append(f"type {kind_text!r} unknown")
    remarks_text, cut = joined(remarks_cell, comment or None)
    if cut:
        warnings.append("remarks cut short and no comments file: the rest of them is lost")
    about = understand(remarks_text)
    warnings += about.warnings
    places, lands = _addresses(addresses)
    countries = set(about.countries)
    if kind is not Kind.person:
        countries |= lands
    if country := country_of(flag):
        countries.add(country)
    elif flag and flag != "None Identified":
        warnings.append("flag not understood")
    entity = Entity(
        entity_id=f"{list_id}:{number}",
        kind=kind,
        names=_names(name, kind, aliases, about, warnings),
        addresses=places,
        countries=tuple(sorted(countries)),
        birth_dates=about.birth_dates,
        birth_places=about.birth_places,
        identifiers=_identifiers(number, name, kind, call_sign, about),
    )
    found, assumed = measures(programmes(programme_cell), remarks_text, blocked_list=files.blocked)
    said = _note(title, vessel_type, owner, about)
    listings = tuple(
        Listing(
            listing_id=f"{list_id}:{number}:{measure.key}".replace(" ", ""),
            entity_id=entity.entity_id,
            source=list_id,
            authority=AUTHORITY,
            regime="US",
            effect=measure.effect,
            act=f"OFAC {files.title}",
            programme=measure.programme or None,
            annex=measure.annex,
            valid_from=measure.since,
            citation=f"31 CFR ch. V; programme {measure.programme}" if measure.programme else "31 CFR ch. V",
            confirmed="primary",
            note="; ".join(part for part in (measure.note, said) if part) or None,
            record=where,
        )
        for measure in found
    )
    return ListRecord(entity=entity, listings=listings, warnings=(*warnings, *assumed))


def _names(name: str, kind: Kind | None, aliases: list[Row], about: Remarks, warnings: list[str]) -> tuple[Name, ...]:
    person = kind is Kind.person
    names = names_in(name, NameKind.primary, person=person)
    for row in aliases:
        alias_kind = _ALIAS_KINDS.get(row.cells[2].lower())
        if alias_kind is None:
            warnings.append(f"alias type {row.cells[2]!r} unknown: taken as strong")
        names += names_in(row.cells[3], alias_kind or NameKind.strong, person=person)
    for weak in about.aliases:
        names += names_in(weak.text, weak.kind, person=person)
    return gather(names)


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


def _identifiers(number: str, name: str, kind: Kind | None, call_sign: str, about: Remarks) -> tuple[Identifier, ...]:
    found: list[Identifier | None] = [*about.identifiers, identifier("ofac", number)]
    if kind is Kind.aircraft:
        found.append(identifier("aircraft_tail", name))
    if call_sign:
        found.append(identifier("callsign", call_sign))
    return tuple({(i.scheme, i.value): i for i in found if i is not None}.values())


def _note(title: str, vessel_type: str, owner: str, about: Remarks) -> str | None:
    parts = [plain(title), f"vessel type {vessel_type}" if vessel_type else "", f"vessel owner {owner}" if owner else ""]
    parts += [f"linked to {name}" for name in about.linked]
    parts += ["secondary sanctions risk"] if about.secondary else []
    return "; ".join(part for part in parts if part) or None


READER: Final = Reader(
    name="ofac",
    version="1",
    title="OFAC SDN and consolidated non-SDN lists",
    takes="a directory or zip of OFAC's CSV files (sdn.csv, alt.csv, add.csv, sdn_comments.csv; cons_prim.csv, cons_alt.csv, cons_add.csv, cons_comments.csv)",
    authority=AUTHORITY,
    regime="US",
    read=read,
)
