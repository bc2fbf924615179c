"""Does the reader of OpenSanctions' simplified CSV follow the documented columns? (No live file was at hand.)"""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import Refused
from enduse.lists import simple
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind

HEADER = '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","dataset","first_seen","last_seen","last_change"\n'


def _row(
    key: str = "NK-1",
    schema: str = "Company",
    name: str = "Probe LLC",
    aliases: str = "",
    countries: str = "ru",
    identifiers: str = "",
    sanctions: str = "",
    dataset: str = "Test Set",
    birth: str = "",
) -> str:
    cells = (key, schema, name, aliases, birth, countries, "", identifiers, sanctions, "", "", dataset, "2024-01-01", "2024-01-01", "2024-01-01")
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _read(*rows: str) -> list[ListRecord]:
    return list(simple.READER.read(Source.of({"targets.simple.csv": (HEADER + "".join(rows)).encode()}), list_id="os"))  # type: ignore[arg-type]  # asserted by use


def test_joined_cells_are_taken_apart_and_quoted_ones_kept_whole() -> None:
    (record,) = _read(_row(aliases='Proba;"Probe; Sons";ООО Проба', countries="ru;by", identifiers="7702070139;X-17", birth=""))
    assert [name.text for name in record.entity.names][:3] == ["Probe LLC", "Proba", "Probe; Sons"]
    assert record.entity.names[0].kind is NameKind.primary
    assert record.entity.countries == ("BY", "RU")
    assert {(i.scheme, i.value) for i in record.entity.identifiers} == {("inn", "7702070139"), ("other", "X17")}


@pytest.mark.parametrize(
    ("sanctions", "dataset", "effect", "regime"),
    [
        ("SDN List", "US OFAC Specially Designated Nationals (SDN) List", "asset_freeze", "US"),
        ("Entity List", "US Trade Consolidated Screening List (CSL)", "licence_needed", "US"),
        ("Reg 269/2014", "EU Financial Sanctions Files (FSF)", "asset_freeze", "EU"),
        ("UKR", "UK HMT/OFSI Consolidated List of Targets", "asset_freeze", "UK"),
        ("Ukraine", "Swiss SECO Sanctions/Embargoes", "asset_freeze", "HOUSE"),
        ("", "US Some PEP Set", "signal", "HOUSE"),
    ],
)
def test_effect_and_regime_come_from_sanctions_and_dataset(sanctions: str, dataset: str, effect: str, regime: str) -> None:
    (record,) = _read(_row(sanctions=sanctions, dataset=dataset))
    assert (record.listings[0].effect, record.listings[0].regime) == (effect, regime)


def test_a_person_has_birth_dates_and_ids_are_the_publishers() -> None:
    (record,) = _read(_row(schema="Person", name="Anton Probe", birth="1971;1971-03-02"))
    assert record.entity.kind is Kind.person
    assert record.entity.birth_dates == ("1971", "1971-03-02")
    assert record.listings[0].listing_id == "os:NK-1"


def test_rows_without_a_party_are_skipped_and_bad_rows_refused() -> None:
    assert [type(r).__name__ for r in _read(_row(schema="Position"), _row(name=""), '"short","Person"\n', _row())] == [
        "Skipped",
        "Refusal",
        "Refusal",
        "ListRecord",
    ]


def test_other_columns_and_a_cut_file_are_refused() -> None:
    with pytest.raises(Refused, match="lacks the columns"):
        list(simple.READER.read(Source.of({"x.csv": b"a,b\n1,2\n"}), list_id="os"))
    for cut in (3, 30):
        with pytest.raises(Refused, match="cut"):
            list(simple.READER.read(Source.of({"x.csv": (HEADER + _row())[:-cut].encode()}), list_id="os"))


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_any_text_is_records_or_refused(text: str) -> None:
    for content in (text, HEADER + text):
        with contextlib.suppress(Refused):
            list(simple.READER.read(Source.of({"x.csv": content.encode("utf-8", "surrogatepass")}), list_id="os"))
