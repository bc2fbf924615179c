"""Do the mappings shipped with the package read the real files whole, and does every annex have its effect?"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from enduse.lists.mapping import reader
from enduse.lists.mapping_template import holds
from enduse.lists.source import Source
from enduse.model.effects import Effect
from enduse.model.nouns import Kind, ListRecord, Refusal, Skipped
from enduse.text.clean import printed_key

MAPPINGS = Path(__file__).parents[2] / "src" / "enduse" / "data" / "mappings"
LIBRARY = {path.name: path.read_text(encoding="utf-8") for path in MAPPINGS.glob("*.toml")}
# mapping: (path of the real list, its columns of names, rows counted by hand with wc less one header per file)
REAL: dict[str, tuple[str, tuple[str, ...], int]] = {
    "eu-regulations": ("eu/consolidated", ("name", "alias", "weakAlias", "previousName"), 8_017),
    "eu-amendments": ("eu/amendments", ("name", "alias", "weakAlias", "previousName"), 417),
    "bis-dpl": ("us/dpl.txt", ("Name",), 581),
    "us-csl": ("us/csl.csv", ("name", "alt_names"), 115),
    "dod-1260h": ("us/dod_1260h.csv", ("Name", "Clean Name", "Alias", "Previous Name"), 397),
    "ndaa-1286": ("us/section_1286.csv", ("name", "aliases"), 443),
    "bis-mieu": ("us/bis_mieu.csv", ("Name", "Alias"), 13),
    "cn-measures": ("cn/sanctions.csv", ("Name", "Chinese name", "Alias"), 610),
}
Out = list[ListRecord | Refusal | Skipped]


@pytest.fixture(scope="session")
def read(shared: Path) -> dict[str, Out]:
    """Every real list through its mapping, once."""
    return {
        name: list(reader(LIBRARY[f"{name}.toml"], f"{name}.toml", LIBRARY).read(Source.at(shared / "lists" / path), list_id=name))
        for name, (path, _, _) in REAL.items()
    }


def records(out: Out) -> list[ListRecord]:
    return [one for one in out if isinstance(one, ListRecord)]


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_shipped_mapping_is_well_defined(name: str) -> None:
    made = reader(LIBRARY[name], name, LIBRARY)
    assert made.name == name.removesuffix(".toml") and made.title


def test_the_contract_mappings_are_all_here() -> None:
    assert set(REAL) <= {name.removesuffix(".toml") for name in LIBRARY}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(REAL))
def test_every_row_is_a_record_skipped_or_refused(name: str, read: dict[str, Out]) -> None:
    out = read[name]
    header_only = sum(isinstance(one, Skipped) and one.reason == "header only: no rows" for one in out)
    assert len(out) - header_only == REAL[name][2]
    assert not [one for one in out if isinstance(one, Refusal)]


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(REAL))
def test_every_listing_has_an_id_of_its_own_an_effect_and_a_citation(name: str, read: dict[str, Out]) -> None:
    listings = [listing for record in records(read[name]) for listing in record.listings]
    assert len({listing.listing_id for listing in listings}) == len(listings)
    assert all(listing.effect in set(Effect) and listing.act and listing.authority and (listing.citation or name == "us-csl") for listing in listings)
    assert all(record.entity.entity_id == listing.entity_id for record in records(read[name]) for listing in record.listings)


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(REAL))
def test_every_printed_name_is_findable(name: str, read: dict[str, Out], shared: Path) -> None:
    """Each word of each name cell of each row stands in a name of the record that the row became or was joined to."""
    path, columns, _ = REAL[name]
    place: dict[str, ListRecord] = {}
    for record in records(read[name]):
        for listing in record.listings:
            place[listing.record] = record
    joined = {one.where: re.search(r"\S+:\d+", one.reason) for one in read[name] if isinstance(one, Skipped)}
    missing: list[str] = []
    for where, row in printed_rows(shared / "lists" / path):
        target = place.get(where) or place[found[0].rstrip(":")] if (found := joined.get(where)) else place[where]
        held = {printed_key(one.text) for one in target.entity.names}
        words = {word for one in target.entity.names for word in re.findall(r"\w+", one.text)}
        for column in columns:
            cell = " ".join(row.get(column, "").replace("\x92", "’").split())
            for mark in ("Text of image", "Chinese:", "Korean:"):  # printed in place of a lost image, no names
                cell = cell.replace(mark, "")
            if cell and ";" not in cell and '"' not in cell and printed_key(cell) not in held:
                missing.append(f"{where} {column}: {cell}")
            missing += [f"{where} {column}: {word}" for word in re.findall(r"\w+", cell) if word not in words and len(word) > 1]
    assert missing == []


def printed_rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The rows of the files as the csv module alone reads them, with file and first line."""
    rows = []
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            table = csv.reader(lines, delimiter="\t" if file.suffix == ".txt" else ",")
            header, begins = next(table), table.line_num + 1
            for cells in table:
                rows.append((f"{file.name}:{begins}", dict(zip(header, cells, strict=True))))
                begins = table.line_num + 1
    return rows


@pytest.mark.shared
def test_every_regulation_and_annex_has_its_effect_and_none_falls_to_otherwise(read: dict[str, Out], shared: Path) -> None:
    assert not [w for name in ("eu-regulations", "eu-amendments", "us-csl") for record in records(read[name]) for w in record.warnings if "no measure" in w]
    effects: dict[tuple[str, str], set[str]] = {}
    for record in records(read["eu-regulations"]):
        for listing in record.listings:
            effects.setdefault((listing.record.split(".")[0], listing.annex or ""), set()).add(listing.effect)
    printed = {(row["celex"], row["annex"]) for _, row in printed_rows(shared / "lists" / "eu" / "consolidated")}
    assert set(effects) == printed
    assert effects["32014R0833", "IV"] == {"export_ban"}
    assert effects["32014R0833", "XLII"] == {"port_service_ban"} == effects["32017R1509", "XIV.B"]
    assert effects["32014R0833", "III"] == {"capital_market"} == effects["32014R0833", "XIII"]
    assert effects["32014R0833", "XIV"] == {"due_diligence", "transaction_ban"}
    assert effects["32014R0833", "XLIV"] == effects["32014R0833", "XIX.A"] == effects["32014R0833", "XLV.C"] == {"transaction_ban"}
    assert effects["32014R0833", "XV"] == {"due_diligence"}
    assert effects["32014R0269", "I.PERSONS"] == {"asset_freeze"} == effects["32017R1509", "XIV.A"]


@pytest.mark.shared
def test_rows_called_asset_freeze_are_freezes_and_no_others(read: dict[str, Out], shared: Path) -> None:
    printed = Counter(row["measure"] == "Asset freeze" for _, row in printed_rows(shared / "lists" / "eu" / "consolidated"))
    freezes = sum(listing.effect == "asset_freeze" for record in records(read["eu-regulations"]) for listing in record.listings)
    repeated = sum(isinstance(one, Skipped) and "repeats" in one.reason for one in read["eu-regulations"])
    assert printed[True] - repeated <= freezes <= printed[True]


@pytest.mark.shared
def test_ports_zones_and_tokens_are_assets_and_companies_have_no_ship_numbers(read: dict[str, Out]) -> None:
    for record in records(read["eu-regulations"]):
        schemes = {identifier.scheme for identifier in record.entity.identifiers}
        if {listing.annex for listing in record.listings} & {"XLVII.A", "XLVII.B", "XLVII.C", "LII.A", "LII.B", "LIII"}:
            assert record.entity.kind == Kind.asset
        if record.entity.kind in (Kind.organization, Kind.person):
            assert "imo" not in schemes
        if record.entity.kind == Kind.vessel:
            assert "imo_company" not in schemes


@pytest.mark.shared
def test_blank_start_dates_stay_unknown_and_all_others_are_understood(read: dict[str, Out], shared: Path) -> None:
    blank = sum(not row["startDate"].strip() for _, row in printed_rows(shared / "lists" / "eu" / "consolidated"))
    unknown = sum(listing.valid_from is None for record in records(read["eu-regulations"]) for listing in record.listings)
    assert blank - 4 <= unknown <= blank  # a blank date in annex XV of 765/2006 or XIV of 833/2014 is bounded by the amendment of July 2025
    assert not [w for name in REAL for record in records(read[name]) for w in record.warnings if "valid_" in w and name != "cn-measures"]


@pytest.mark.shared
def test_chinese_measures_have_dates_countries_and_the_listing_ministry(read: dict[str, Out]) -> None:
    listings = [listing for record in records(read["cn-measures"]) for listing in record.listings]
    assert {listing.authority for listing in listings} == {"CN-MFA", "CN-MOFCOM", "CN-TAO", "CN"}
    assert {listing.effect for listing in listings} == {"counter_measure"}
    assert all(listing.valid_from is None or "2019" <= listing.valid_from[:4] <= "2026" for listing in listings)
    assert sum(listing.valid_to is not None for listing in listings) >= 1


@pytest.mark.shared
def test_editions_of_one_list_are_one_party_with_a_listing_each(read: dict[str, Out]) -> None:
    avic = [record for record in records(read["dod-1260h"]) if record.entity.names[0].text == "Aviation Industry Corporation of China Ltd. (AVIC)"]
    assert len(avic) == 1 and len(avic[0].listings) == 3
    assert not any(name.text.endswith("*") for record in records(read["dod-1260h"]) for name in record.entity.names)


def test_conditions_are_case_blind_and_take_wild_cards() -> None:
    assert holds({"source": "*(SDN)*", "x": ["", "a"]}, {"source": "Specially Designated (sdn) - Treasury", "x": ""})
    assert not holds({"source": "*(SDN)*"}, {"source": "Entity List (EL)"})
