"""Does the FollowTheMoney reader take up what stands on other lines, and say what each party is listed for?"""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import Refused
from enduse.lists import ftm
from enduse.lists.ftm_terms import TOPICS
from enduse.lists.load import load
from enduse.lists.source import Source
from enduse.model.effects import Effect
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal, Skipped


def _line(key: str, schema: str, properties: dict[str, Any], **more: Any) -> str:
    return json.dumps({"id": key, "caption": key, "schema": schema, "properties": properties, "datasets": ["xx_test"], "target": True, **more}) + "\n"


def _read(*lines: str) -> list[Any]:
    return list(ftm.READER.read(Source.of({"entities.ftm.json": "".join(lines).encode()}), list_id="ftm"))


def test_a_company_with_its_sanction_address_and_paper_on_other_lines() -> None:
    records = _read(
        _line("c1", "Company", {
            "name": ["ООО Проба", "Probe LLC"], "alias": ["Proba"], "weakAlias": ["PRB"], "previousName": ["Old Probe"], "topics": ["sanction"],
            "jurisdiction": ["ru"], "innCode": ["7702070139"], "leiCode": ["253400V1H6ART1UQ0N98"], "addressEntity": ["a1"], "registrationNumber": ["1027739609391"],
        }, datasets=["us_ofac_sdn"]),
        _line("s1", "Sanction", {"entity": ["c1"], "authority": ["Office of Foreign Assets Control"], "program": ["RUSSIA-EO14024"], "startDate": ["2022-02-24"],
                                 "country": ["us"], "provisions": ["Block"]}),
        _line("a1", "Address", {"full": ["Lenina 1, Moscow"], "country": ["ru"], "city": ["Moscow"]}),
        _line("i1", "Identification", {"holder": ["c1"], "number": ["AB 12"], "type": ["ID card"], "country": ["ru"]}),
    )  # fmt: skip
    assert [type(r).__name__ for r in records] == ["ListRecord", "Skipped", "Skipped", "Skipped"]
    record = records[0]
    assert {name.text: name.kind for name in record.entity.names} == {
        "ООО Проба": NameKind.primary,
        "Probe LLC": NameKind.strong,
        "Proba": NameKind.strong,
        "PRB": NameKind.weak,
        "Old Probe": NameKind.former,
    }
    assert [(a.text, a.country) for a in record.entity.addresses] == [("Lenina 1, Moscow", "RU")]
    assert {i.scheme for i in record.entity.identifiers} == {"inn", "lei", "ogrn", "national_id"}
    assert [(each.listing_id, each.effect, each.regime, each.valid_from, each.programme) for each in record.listings] == [
        ("ftm:s1", "asset_freeze", "US", "2022-02-24", "RUSSIA-EO14024")
    ]


def test_the_nested_form_of_the_export_is_read_alike() -> None:
    sanction = {"id": "s1", "schema": "Sanction", "properties": {"authority": ["OFSI"], "country": ["gb"], "startDate": ["2022-03-01"]}}
    address = {"id": "a1", "schema": "Address", "properties": {"full": ["Lenina 1, Moscow"], "country": ["ru"]}}
    (record,) = _read(_line("c1", "Company", {"name": ["Probe"], "topics": ["sanction"], "sanctions": [sanction], "addressEntity": [address]}))
    assert [(each.listing_id, each.regime, each.valid_from) for each in record.listings] == [("ftm:s1", "UK", "2022-03-01")]
    assert [address.country for address in record.entity.addresses] == ["RU"]


@pytest.mark.parametrize(
    ("topics", "effects"),
    [
        (["sanction"], {"asset_freeze"}),
        (["sanction.counter"], {"counter_measure"}),
        (["export.control"], {"licence_needed"}),
        (["debarment", "role.pep"], {"debarment", "signal"}),
        (["crime.fraud"], {"signal"}),
        (["never.heard.of"], {"signal"}),
        ([], {"signal"}),
    ],
)
def test_topics_say_what_the_party_is_listed_for(topics: list[str], effects: set[str]) -> None:
    (record,) = _read(_line("p1", "Person", {"name": ["Anton Probe"], "topics": topics}))
    assert {each.effect for each in record.listings} == effects


def test_every_topic_has_an_effect_of_the_vocabulary() -> None:
    assert set(TOPICS.values()) <= set(Effect)


def test_posts_and_ties_are_skipped_and_relatives_of_targets_are_signals() -> None:
    records = _read(
        _line("p1", "Person", {"name": ["Anton Probe"]}),
        _line("p2", "Person", {"name": ["Berta Probe"]}, target=False),
        _line("p3", "Person", {"name": ["Nobody Else"]}, target=False),
        _line("f1", "Family", {"person": ["p1"], "relative": ["p2"]}, target=False),
        _line("q1", "Position", {"name": ["Minister"]}, target=False),
        _line("o1", "Ownership", {"owner": ["p1"], "asset": ["c1"]}, target=False),
    )
    assert [type(r).__name__ for r in records] == ["ListRecord", "ListRecord", "Skipped", "Skipped", "Skipped", "Skipped"]
    assert [r.listings[0].programme for r in records if isinstance(r, ListRecord)] == ["target without a topic", "relative or associate of a target"]


def test_a_sanction_whose_party_is_missing_is_refused_not_skipped() -> None:
    (record,) = _read(_line("s1", "Sanction", {"entity": ["gone"]}))
    assert isinstance(record, Refusal)


def test_lines_that_are_no_entities_are_refused_alone() -> None:
    records = _read(
        "[]\n", '{"id": 1}\n', "\n", _line("p1", "Person", {"name": ["Anton Probe"]}), _line("x", "Martian", {}), _line("p2", "Person", {}, caption="p2")
    )
    assert [type(r).__name__ for r in records] == ["Refusal", "Refusal", "ListRecord", "Refusal", "Refusal"]


def test_an_export_that_ends_in_the_middle_of_a_line_is_refused() -> None:
    line = _line("p1", "Person", {"name": ["Anton Probe"]})
    with pytest.raises(Refused, match="cut"):
        _read(line, line[:-20])
    assert len(_read(line, line.replace("p1", "p2")[:-1])) == 2  # no newline at the end is no cut


def test_vessels_aircraft_and_wallets() -> None:
    vessel, plane, wallet = _read(
        _line("v1", "Vessel", {"name": ["PROBE STAR"], "imoNumber": ["IMO9187629"], "flag": ["ir"], "topics": ["sanction"]}),
        _line("a1", "Airplane", {"name": ["EP-TST"], "registrationNumber": ["EP-TST"], "topics": ["sanction"]}),
        _line("w1", "CryptoWallet", {"publicKey": ["12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"], "topics": ["sanction"]}, caption="w1"),
    )
    assert [r.entity.kind for r in (vessel, plane, wallet)] == [Kind.vessel, Kind.aircraft, Kind.asset]
    assert vessel.entity.countries == ("IR",)
    assert ("crypto", "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h") in {(i.scheme, i.value) for i in wallet.entity.identifiers}


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=300))
def test_any_bytes_are_records_or_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        list(ftm.READER.read(Source.of({"x.json": data}), list_id="ftm"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(["Person", "Company", "Sanction", "Address", "Family"]), st.dictionaries(
    st.sampled_from(["name", "topics", "birthDate", "country", "entity", "addressEntity", "person", "startDate"]), _JSON, max_size=4), _JSON, _JSON)  # fmt: skip
def test_any_values_of_properties_are_records_or_refusals(schema: str, properties: dict[str, Any], datasets: Any, target: Any) -> None:
    source = Source.of({"x.json": _line("k", schema, properties, datasets=datasets, target=target).encode()})
    records, report = load(ftm.READER, source, list_id="ftm")
    assert report.records == len(records) + report.skipped + report.refused == 1
    assert not any(isinstance(record, Skipped) for record in records)
