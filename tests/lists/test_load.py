"""Is every record of a load accounted for, and is a listing's version its content?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from enduse.errors import Refused
from enduse.lists.load import load, version_of
from enduse.lists.reader import Reader, Yield
from enduse.lists.source import Source
from enduse.model.nouns import Entity, Kind, Listing, ListRecord, Name, Refusal, Skipped


def record(key: str = "1", name: str = "Probe LLC", **more: Any) -> ListRecord:
    entity = Entity(entity_id=f"t:{key}", kind=Kind.organization, names=(Name(text=name),))
    listing = Listing(
        listing_id=f"t:{key}", entity_id=f"t:{key}", source="t", authority="TEST", regime="US", effect="asset_freeze", act="Test List", record=f"f:{key}"
    )
    return ListRecord(entity=entity, listings=(msgspec.structs.replace(listing, **more),))


def reader(*items: Yield) -> Reader:
    def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
        yield from items

    return Reader(name="t", version="1", title="Test", takes="anything", authority="TEST", regime="US", read=read)


def _load(*items: Yield) -> Any:
    return load(reader(*items), Source.of({"f": b""}), list_id="t")


def test_records_read_are_used_skipped_or_refused() -> None:
    warned = msgspec.structs.replace(record("2"), warnings=("mended 7 things",))
    records, report = _load(
        record(), warned, Skipped(where="f:3", reason="a post"), Refusal(where="f:4", reason="has 3 cells"), Refusal(where="f:5", reason="has 4 cells")
    )
    assert len(records) == report.used == 2
    assert (report.records, report.listings, report.repaired, report.skipped, report.refused) == (5, 2, 1, 1, 2)
    assert report.refused_reasons == {"has … cells": 2}
    assert report.warnings == {"mended … things": 1}
    assert [each.where for each in report.refusals] == ["f:4", "f:5"]


@pytest.mark.parametrize(
    "change",
    [
        {"effect": "frozen"},
        {"regime": "ZZ"},
        {"valid_from": "17.3.2014"},
        {"valid_from": "2014-02-30"},
        {"valid_from": "2020-01-02", "valid_to": "2020-01-01"},
        {"entity_id": "t:9"},
        {"listing_id": ""},
    ],
)
def test_a_record_outside_the_vocabulary_is_refused_not_stored(change: dict[str, str]) -> None:
    records, report = _load(record(**change))
    assert (len(records), report.refused) == (0, 1)


def test_a_record_without_a_name_to_find_it_by_or_without_a_measure_is_refused() -> None:
    bare = record()
    nameless = msgspec.structs.replace(bare, entity=msgspec.structs.replace(bare.entity, names=()))
    assert _load(nameless, msgspec.structs.replace(bare, listings=()))[1].refused == 2


def test_a_record_with_undecodable_bytes_is_refused_not_raised() -> None:
    records, report = _load(
        record(name="Prob\udce9"), Refusal(where="f:\udce9", reason="\udce9", excerpt="\udce9"), Skipped(where="f", reason="\udce9"), record("2")
    )
    assert (len(records), report.refused, report.skipped) == (1, 2, 1)
    assert msgspec.json.encode(report)


def test_a_taken_id_gets_the_same_suffix_whatever_the_order_of_the_others() -> None:
    first, second, third = record("1", "Probe LLC"), record("1", "Test Works"), record("1", "Third Party")
    one, _ = _load(first, second, third)
    two, report = _load(first, third, second)
    assert {r.entity.names[0].text: r.listings[0].listing_id for r in one} == {r.entity.names[0].text: r.listings[0].listing_id for r in two}
    assert len({r.listings[0].listing_id for r in one}) == len({r.entity.entity_id for r in one}) == 3
    assert all(r.listings[0].entity_id == r.entity.entity_id for r in one)
    assert report.repaired == 2


def test_two_listings_that_agree_in_everything_still_get_ids_of_their_own() -> None:
    records, _ = _load(record(), record(), record())
    assert len({r.listings[0].listing_id for r in records}) == 3


def test_the_version_is_the_content_and_not_the_place_in_the_file() -> None:
    one, moved, renamed, measured = record(), record(record="f:77"), record(name="Probe GmbH"), record(effect="export_ban")
    versions = [version_of(r.entity, r.listings[0]) for r in (one, moved, renamed, measured)]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3
    assert _load(one)[0][0].listings[0].listing_version == versions[0]


def test_a_file_that_cannot_be_relied_on_as_a_whole_is_refused() -> None:
    def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
        yield record()
        raise Refused("cut")

    with pytest.raises(Refused, match="cut"):
        load(msgspec.structs.replace(reader(), read=read), Source.of({}), list_id="t")
