"""Do the real lists load whole: every record accounted for, every printed name findable?"""

from __future__ import annotations

import csv
import functools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from enduse.lists import READERS, Source
from enduse.lists.load import Load, LoadReport
from enduse.model.nouns import ListRecord

pytestmark = pytest.mark.shared


@functools.cache
def _load(path: Path, reader: str) -> tuple[list[ListRecord], LoadReport]:
    run = Load(READERS[reader], Source.at(path), list_id="x")
    records = list(run)
    report = run.report
    assert report.records == report.used + report.skipped + report.refused
    assert report.used == len(records)
    assert report.listings == sum(len(record.listings) for record in records)
    ids = [each.listing_id for record in records for each in record.listings]
    assert len(ids) == len(set(ids))
    assert all(each.listing_version for record in records for each in record.listings)
    return records, report


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _rows(path: Path) -> Iterator[list[str]]:
    """Counted without our reader: OFAC's files have one record a line and no line breaks in cells."""
    for line in path.read_text("utf-8").splitlines():
        cells = next(csv.reader([line]), [])
        if cells and cells[0].isdigit():
            yield [_plain(cell) for cell in cells]


def _names(records: list[ListRecord]) -> dict[str, set[str]]:
    return {record.entity.entity_id: {name.text for name in record.entity.names} for record in records}


def test_the_un_list_is_whole(shared: Path) -> None:
    path = shared / "lists" / "un"
    records, report = _load(path, "un")
    root = ElementTree.parse(path / "UN_consolidated.xml").getroot()
    entries = [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]
    assert (report.records, report.used, report.refused, report.published) == (len(entries), len(entries), 0, "2026-02-27")
    assert len(entries) == 1003
    names = _names(records)
    for entry in entries:
        held = names[f"x:{_plain(entry.findtext('REFERENCE_NUMBER'))}"]
        parts = [_plain(entry.findtext(f"{n}_NAME")) for n in ("FIRST", "SECOND", "THIRD", "FOURTH")]
        assert " ".join(part for part in parts if part and part != "na") in held
        for cell in (*entry.iter("ALIAS_NAME"), *entry.iter("NAME_ORIGINAL_SCRIPT")):
            assert not _plain(cell.text) or _plain(cell.text) in held
    assert all(each.valid_from for record in records for each in record.listings)


def test_un_effects_are_a_freeze_but_for_guinea_bissau_and_five_of_libya(shared: Path) -> None:
    records, _ = _load(shared / "lists" / "un", "un")
    bans = Counter(each.programme for record in records for each in record.listings if each.effect == "travel_ban")
    assert bans == {"Guinea-Bissau": 10, "Libya": 5}
    assert {each.effect for record in records for each in record.listings} == {"asset_freeze", "travel_ban"}


@pytest.mark.parametrize(
    ("folder", "primary", "alias", "addresses"),
    [
        ("ofac_2021", "sdn.csv", "alt.csv", ("add.csv",)),
        ("ofac_2023", "sdn.csv", "alt.csv", ("sdn_address.csv", "add.csv")),
        ("ofac_nonsdn", "cons_prim.csv", "cons_alt.csv", ("cons_add.csv",)),
    ],
)
def test_an_ofac_set_is_whole(shared: Path, folder: str, primary: str, alias: str, addresses: tuple[str, ...]) -> None:
    path = shared / "lists" / folder
    records, report = _load(path, "ofac")
    rows = list(_rows(path / primary))
    numbers = {row[0] for row in rows}
    lost_aliases = [row for row in _rows(path / alias) if row[0] not in numbers]
    lost_addresses = {tuple(row) for file in addresses for row in _rows(path / file) if row[0] not in numbers}
    assert report.used == len(rows) == len(numbers)
    assert report.refused == len(lost_aliases) + len(lost_addresses)
    assert report.skipped == 0
    names = _names(records)
    for row in rows:
        assert row[1] in names[f"x:{row[0]}"]
    for row in _rows(path / alias):
        assert row[0] not in numbers or row[3] in names[f"x:{row[0]}"]
    printed = {(f"x:{row[0]}", cell) for file in addresses for row in _rows(path / file) if row[0] in numbers for cell in (row[2], row[3]) if cell != "-0-"}
    held = {record.entity.entity_id: " | ".join(address.text for address in record.entity.addresses) for record in records}
    assert [(number, cell) for number, cell in printed if cell not in held[number]] == []


def test_weak_aliases_stand_in_remarks_alone_and_are_found(shared: Path) -> None:
    records, _ = _load(shared / "lists" / "ofac_2021", "ofac")
    (bank,) = (record for record in records if record.entity.entity_id == "x:306")
    assert {name.text: name.kind.value for name in bank.entity.names} == {"BANCO NACIONAL DE CUBA": "primary", "NATIONAL BANK OF CUBA": "strong", "BNC": "weak"}


def test_every_sdn_is_frozen_and_nobody_on_the_sectoral_list_is_for_a_directive(shared: Path) -> None:
    for folder in ("ofac_2021", "ofac_2023"):
        records, _ = _load(shared / "lists" / folder, "ofac")
        assert all(any(each.effect == "asset_freeze" for each in record.listings) for record in records)
    records, _ = _load(shared / "lists" / "ofac_nonsdn", "ofac")
    for record in records:
        for each in record.listings:
            assert each.effect != "asset_freeze" or (each.annex is None and len(record.listings) > 1)


def test_comments_bring_back_what_the_remarks_lost(shared: Path) -> None:
    records, report = _load(shared / "lists" / "ofac_nonsdn", "ofac")
    numbers = {record.entity.entity_id: {(i.scheme, i.value) for i in record.entity.identifiers} for record in records}
    assert ("ogrn", "1027700342890") in numbers["x:17014"]  # its label is cut in two by the limit
    assert ("ogrn", "1027700167110") in numbers["x:17016"]
    assert report.warnings == {}


def test_all_imo_numbers_of_ofacs_vessels_pass_their_check_but_for_misprints(shared: Path) -> None:
    records, _ = _load(shared / "lists" / "ofac_2023", "ofac")
    imo = [i for record in records for i in record.entity.identifiers if i.scheme == "imo"]
    assert len(imo) > 600
    assert sum(i.valid is False for i in imo) <= 3


def test_the_ftm_export_is_whole(shared: Path) -> None:
    path = shared / "lists" / "ftm" / "entities.ftm.json"
    records, report = _load(path, "ftm")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    persons = {line["id"]: line for line in lines if line["schema"] == "Person"}
    assert report.records == len(lines) == 1565
    assert report.refused == 0
    assert report.used + sum(n for reason, n in report.skipped_reasons.items() if reason.startswith("Person")) == len(persons)
    for record in records:
        person = persons[record.entity.entity_id.removeprefix("x:")]["properties"]
        held = {name.text for name in record.entity.names}
        for key in ("name", "alias", "weakAlias", "previousName"):
            values = person.get(key, [])  # one record has a bare text where a list belongs, another has blank values
            assert {_plain(text) for text in ([values] if isinstance(values, str) else values)} - {""} <= held
    assert {each.effect for record in records for each in record.listings} == {"signal"}
