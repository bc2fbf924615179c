"""Does the Consolidated Screening List say the same in JSON as in CSV?"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from enduse.errors import Refused
from enduse.lists import csl_json
from enduse.lists.source import Source
from enduse.model.nouns import Entity, Listing, ListRecord, Refusal
from enduse.run.sources import readers

READER = readers()["us-csl"]
ROW: dict[str, Any] = {
    "id": "abc", "source": "Entity List (EL) - Bureau of Industry and Security", "name": "Probe Optics Co., Ltd.", "alt_names": ["PO Works", "普罗布光学有限公司"],
    "addresses": [{"address": "1 Road; Block B", "city": "Shenzhen", "state": None, "postal_code": "518000", "country": "CN"}], "start_date": "2023-02-01", "end_date": None,
    "federal_register_notice": "88 FR 1", "license_requirement": "All items", "license_policy": "Presumption of denial", "ids": None, "programs": None, "standard_order": None,
}  # fmt: skip
VESSEL: dict[str, Any] = {
    "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": 77, "type": "Vessel", "programs": ["SDGT", "IRGC"], "name": "SEVERNY PROBE", "vessel_flag": "IR",
    "ids": [{"type": "Vessel Registration Identification", "number": "IMO 9074729", "country": None, "issue_date": None, "expiration_date": None}], "remarks": None,
}  # fmt: skip


def _records(source: Source) -> list[ListRecord]:
    return [each for each in READER.read(source, list_id="us-csl") if isinstance(each, ListRecord)]


def _json(*rows: Any, **more: Any) -> Source:
    return Source.of({"consolidated.json": json.dumps({"results": rows, **more}).encode()})


def test_results_become_entities_with_names_addresses_identifiers_and_effects() -> None:
    (firm, vessel) = _records(_json(ROW, VESSEL, total=2))
    assert {n.text for n in firm.entity.names} >= {"Probe Optics Co., Ltd.", "PO Works", "普罗布光学有限公司"}
    assert [(a.country, "Shenzhen" in a.text) for a in firm.entity.addresses] == [("CN", True)]
    assert [(each.effect, each.authority, each.valid_from) for each in firm.listings] == [("licence_needed", "US-BIS", "2023-02-01")]
    assert {(i.scheme, i.value) for i in vessel.entity.identifiers} >= {("imo", "9074729"), ("ofac", "77")}
    assert [(each.effect, each.programme) for each in vessel.listings] == [("asset_freeze", "SDGT; IRGC")]


def test_a_bare_array_is_read_too_and_what_is_no_object_is_refused() -> None:
    found = list(READER.read(Source.of({"a.json": json.dumps([ROW, 5]).encode()}), list_id="us-csl"))
    assert sorted(type(each).__name__ for each in found) == ["ListRecord", "Refusal"]
    assert any(isinstance(each, Refusal) and each.where == "a.json:2" for each in found)


@pytest.mark.parametrize(
    ("data", "words"), [(b'{"results": [', "not whole"), (b'{"error": "x"}', "no `results`"), (b'{"results": [], "total": 5}', "one page of a search")]
)
def test_a_page_of_a_search_or_a_cut_file_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        list(READER.read(Source.of({"a.json": data}), list_id="us-csl"))


@pytest.mark.shared
def test_the_real_rows_say_the_same_in_json(shared: Path) -> None:
    text = (shared / "lists" / "us" / "csl.csv").read_text(encoding="utf-8")
    as_csv = _records(Source.of({"consolidated.csv": text.encode()}))
    results = [{key: value or None for key, value in row.items()} for row in csv.DictReader(io.StringIO(text))]
    as_json = _records(_json(*results, total=len(results)))

    def plain(records: list[ListRecord]) -> list[tuple[Entity, tuple[Listing, ...]]]:
        return [(each.entity, tuple(_bare(listing) for listing in each.listings)) for each in records]

    assert len(as_csv) > 50
    assert plain(as_json) == plain(as_csv)


def _bare(listing: Listing) -> Listing:
    from msgspec.structs import replace

    return replace(listing, record="")


def test_the_rows_made_of_json_have_the_columns_of_the_csv() -> None:
    data, faults = csl_json.flatten(json.dumps([VESSEL]).encode(), "a.json")
    assert not faults
    assert data.decode().splitlines()[0].split(",") == list(csl_json.COLUMNS)
