"""Whom does this table of targets in OpenSanctions' simplified CSV name? Built by the documented columns; not verified against a live file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.codes.identifiers import guess_scheme
from enduse.errors import Refused
from enduse.lists.dates import iso_dates
from enduse.lists.ftm_terms import KINDS
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.rows import decode, rows
from enduse.lists.source import Source
from enduse.model.nouns import Address, Entity, Kind, Listing, ListRecord, NameKind, Skipped

NEEDED: Final = ("id", "schema", "name", "aliases", "countries", "identifiers", "sanctions", "dataset")
COLUMNS: Final = (*NEEDED, "birth_date", "addresses", "phones", "emails", "first_seen", "last_seen", "last_change")

MEASURES: Final = (
    # words of the sanctions cell or of the dataset's title: effect; the first that is met counts
    (("entity list", "military end user", "export control"), "licence_needed"),
    (("debar", "exclusion", "ineligible"), "debarment"),
    (("directive 1", "directive 2", "directive 3", "sectoral", "cmic", "military-industrial"), "capital_market"),
    (("counter-measure", "countermeasure", "unreliable entit"), "counter_measure"),
    (("unverified list",), "due_diligence"),
)
REGIMES: Final = (
    # beginnings and words of dataset titles: regime
    (("us ", "ofac", "u.s."), "US"),
    (("eu ", "european union"), "EU"),
    (("un ", "united nations"), "UN"),
    (("uk ", "hmt", "ofsi"), "UK"),
    (("japan", "japanese"), "JP"),
    (("china", "chinese"), "CN"),
)


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The rows of the one CSV file in `source`."""
    files = source.having(".csv") or (source.names() if len(source.names()) == 1 else ())
    if len(files) != 1:
        raise Refused(f"{source.label}: holds {len(files)} CSV files; give the one targets.simple.csv")
    text, _ = decode(source.read(files[0]))
    yield from parse(text, list_id=list_id, file=files[0])


def parse(text: str, *, list_id: str, file: str) -> Iterator[Yield]:
    """One record a row. Refused if the columns are not those documented or the file is cut."""
    reader = rows(text, file=file)
    header = next(reader, None)
    columns = [name.strip().lower() for name in header.cells] if header else []
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        raise Refused(f"{file}:1: lacks the columns {', '.join(lacking)}; give targets.simple.csv as it is published")
    held: Yield | None = None
    for row in reader:
        if held:
            yield held
            held = None
        where = f"{file}:{row.line}"
        if row.fault or len(row.cells) != len(columns):
            held = refusal(where, row.fault or f"has {len(row.cells)} cells instead of {len(columns)}", ",".join(row.cells))
            continue
        try:
            yield _record(dict(zip(columns, row.cells, strict=True)), list_id, where)
        except FAULTS as fault:
            yield refusal(where, f"could not be understood: {fault}", ",".join(row.cells))
    if held:
        if not text.endswith("\n"):
            raise Refused(f"{file}: the last row is cut short; download it again")
        yield held


def split(cell: str) -> tuple[str, ...]:
    """The values of a `;`-joined cell, in which values with `;` or quotes in them are quoted.

    >>> split('A; B;"C; D"')
    ('A', 'B', 'C; D')
    """
    if not cell:
        return ()
    if '"' not in cell:
        return tuple(dict.fromkeys(value for part in cell.split(";") if (value := plain(part))))
    try:
        parts = next(csv.reader([cell], delimiter=";", skipinitialspace=True))
    except (csv.Error, StopIteration):
        parts = cell.split(";")
    return tuple(dict.fromkeys(value for part in parts if (value := plain(part))))


def _record(row: dict[str, str], list_id: str, where: str) -> Yield:
    key, schema = row["id"].strip(), row["schema"].strip()
    if not key or not plain(row["name"]):
        return refusal(where, "has no id or no name", ",".join(row.values()))
    if schema not in KINDS:
        return Skipped(where=where, reason=f"{schema or 'no schema'}: no party")
    kind = KINDS[schema]
    person = kind is Kind.person
    names = names_in(row["name"], NameKind.primary, person=person)
    for alias in split(row["aliases"]):
        names += names_in(alias, NameKind.strong, person=person)
    nations = {code for text in split(row["countries"]) if (code := canonical_country(text))}
    numbers = (identifier(guess_scheme(value) or "other", value) for value in split(row["identifiers"]))
    entity = Entity(
        entity_id=f"{list_id}:{key}",
        kind=kind,
        names=gather(names),
        addresses=tuple(Address(text=text) for text in split(row.get("addresses", ""))),
        countries=tuple(sorted(nations)),
        birth_dates=tuple(sorted({date for text in split(row.get("birth_date", "")) for date in iso_dates(text)})),
        identifiers=tuple({(i.scheme, i.value): i for i in numbers if i}.values()),
    )
    datasets, sanctions = split(row["dataset"]), plain(row["sanctions"])
    effect = measure_of(sanctions, " ".join(datasets)) if sanctions else "signal"
    listing = Listing(
        listing_id=f"{list_id}:{key}",
        entity_id=entity.entity_id,
        source=list_id,
        authority=datasets[0] if datasets else "OpenSanctions",
        regime=regime_of(datasets) if sanctions else "HOUSE",
        effect=effect,
        act=datasets[0] if datasets else "OpenSanctions",
        programme=sanctions[:200] or None,
        citation="; ".join(datasets),
        record=where,
    )
    return ListRecord(entity=entity, listings=(listing,))


def measure_of(sanctions: str, datasets: str) -> str:
    """The effect that the words of the sanctions cell point to: an asset freeze unless they say otherwise."""
    words = f"{sanctions} {datasets}".lower()
    return next((effect for marks, effect in MEASURES if any(mark in words for mark in marks)), "asset_freeze")


def regime_of(datasets: tuple[str, ...]) -> str:
    """The regime that the datasets' titles name first; HOUSE if none of ours."""
    for title in datasets:
        text = title.lower()
        for marks, regime in REGIMES:
            if any(text.startswith(mark) if mark.endswith(" ") else mark in text for mark in marks):
                return regime
    return "HOUSE"


READER: Final = Reader(
    name="opensanctions-simple",
    version="1",
    title="OpenSanctions targets in simplified CSV",
    takes="targets.simple.csv",
    authority="OpenSanctions",
    regime="HOUSE",
    read=read,
)
