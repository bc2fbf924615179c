"""Do the ties of ownership that a list itself states come through to the decision, with the list named, and only as far as the list says?"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.basis import Basis
from enduse.judge import kernel
from enduse.lists import ftm, ofac_entry, store, uk
from enduse.lists.holdings import in_ftm, in_notes
from enduse.lists.source import Source
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Kind, ListRecord, Operator, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.model.ownership import PERCENT, Control, Tie
from enduse.run.bases import Basis as Compiled
from enduse.run.freshness import stale_lists
from enduse.run.prepare import prepare

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
FREEZE = {"entity": ["q1"], "authority": ["Council"], "country": ["eu"], "program": ["Russia"], "provisions": ["Asset freeze"], "startDate": ["2022-03-15"]}


def line(key: str, schema: str, properties: dict[str, Any], *, target: bool = False) -> str:
    return json.dumps({"id": key, "caption": key, "schema": schema, "properties": properties, "datasets": ["eu_test"], "target": target}) + "\n"


EXPORT = "".join((
    line("q1", "Company", {"name": ["Quartz Lantern Turbine Works"], "country": ["ru"], "topics": ["sanction"]}, target=True),
    line("s1", "Sanction", FREEZE),
    line("a1", "Company", {"name": ["Amber Meridian Gyroscope Depot"], "country": ["tr"]}),
    line("b1", "Company", {"name": ["Basalt Orchard Compressor Yard"], "country": ["tr"]}),
    line("c1", "Company", {"name": ["Cinder Pavilion Valve Foundry"], "country": ["tr"]}),
    line("z1", "Company", {"name": ["Zinc Harbour Bearing Store"], "country": ["tr"]}),
    line("o1", "Ownership", {"owner": ["q1"], "asset": ["a1"], "percentage": ["60"]}),
    line("o2", "Ownership", {"owner": ["a1"], "asset": ["b1"], "percentage": ["51%"]}),
    line("o3", "Ownership", {"owner": ["q1"], "asset": ["c1"]}),
    line("o4", "Ownership", {"owner": ["q1"], "asset": ["q1"]}),
    line("d1", "Directorship", {"director": ["p1"], "organization": ["a1"], "role": ["director"]}),
    line("u1", "UnknownLink", {"subject": ["q1"], "object": ["z1"]}),
))  # fmt: skip


def load(home: Path, reader: Any, files: dict[str, bytes], id: str) -> None:
    store.add(home, reader, Source.of(files), id=id, now=NOW, accept=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    load(place, ftm.READER, {"entities.ftm.json": EXPORT.encode()}, "links")
    return place


@pytest.fixture(scope="module")
def basis(home: Path) -> Compiled:
    return prepare(home, now=NOW)


def decide(basis: Basis, name: str, country: str = "TR") -> dict[str, Any]:
    transaction = Transaction(
        id=name, kind=TransactionKind.shipment, ship_date="2026-06-01", route=Route(ship_from="DE", ship_to=country),
        goods=(GoodsLine(description="water pumps", hs_code="841370", origin="DE", value="900", currency="EUR"),),
        parties=(Party(role=Role.seller, name="Pumpenwerk Lindau GmbH", country="DE"), Party(role=Role.consignee, name=name, country=country)),
    )  # fmt: skip
    operator = Operator(kind=OperatorRole.exporter, seats=("DE",), us_person=False)
    screening = kernel.Screening(basis=basis, as_of="2026-11-20", engine_version="test", operator=operator)
    return dict(msgspec.json.decode(kernel.screen(to_batch([transaction]), screening).column("document")[0].as_py()))


def fired(decision: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in decision["findings"] if finding["outcome"] in ("review", "block")}


def test_what_a_listed_party_owns_by_the_list_is_reached_and_the_list_is_named(basis: Basis) -> None:
    decision = decide(basis, "Amber Meridian Gyroscope Depot")
    assert (decision["outcome"], decision["reason_class"]) == ("block", "asset_freeze")
    (owned,) = decision["ownership"]
    assert owned["register"] == "list:links"
    (reach,) = [each for each in owned["reaches"] if each["measure"] == "EU:asset_freeze"]
    (step,) = reach["steps"]
    assert (step["owner"], step["share"], step["register"], step["listing"]) == ("Quartz Lantern Turbine Works", "60", "list:links", "links:s1")
    assert step["where"].startswith("entities.ftm.json:7 (o1)")
    assert decide(basis, "Basalt Orchard Compressor Yard")["outcome"] == "block", "what a reached firm owns is reached"


def test_an_unknown_share_of_a_list_asks_and_another_link_says_nothing(basis: Basis) -> None:
    asked = decide(basis, "Cinder Pavilion Valve Foundry")
    assert asked["outcome"] == "review" and "EU-269-50-OPEN" in fired(asked)
    assert decide(basis, "Zinc Harbour Bearing Store")["outcome"] == "release"


def test_a_listed_party_is_no_holder_that_has_to_be_found_again(basis: Basis) -> None:
    ids = basis.table("owners.index.entities").num_rows
    assert ids == 3, "the three firms that stand on the list for their owners alone"
    assert decide(basis, "Quartz Lantern Turbine Works", "RU")["ownership"] == []


def test_the_ties_of_a_list_follow_the_list_and_leave_the_basis_fresh(basis: Compiled, home: Path) -> None:
    registers = basis.table("owners.registers").to_pylist()
    assert [(each["id"], each["version"]) for each in registers] == [("list:links", store.list_sources(home)[0].version)]
    assert stale_lists(basis, NOW, (), home) == ()


def test_the_setting_leaves_them_out(tmp_path: Path) -> None:
    load(tmp_path, ftm.READER, {"entities.ftm.json": EXPORT.encode()}, "links")
    (tmp_path / "settings.toml").write_text("[owners]\nfrom_lists = false\n")
    basis = prepare(tmp_path, now=NOW)
    assert not any(name.startswith("owners.") for name in basis.tables)


def test_every_line_about_ties_is_accounted_for() -> None:
    reading = in_ftm(Source.of({"entities.ftm.json": EXPORT.encode()}), "links")
    assert reading.adds_up()
    assert (len(reading.holdings), reading.refused) == (4, 1)
    assert {(tie.owner, tie.owned, tie.tie, tie.least) for tie in reading.holdings} == {
        ("links:q1", "links:a1", Tie.holding, 60 * PERCENT), ("links:a1", "links:b1", Tie.holding, 51 * PERCENT), ("links:q1", "links:c1", Tie.holding, None),
        ("links:p1", "links:a1", Tie.role, None),
    }  # fmt: skip
    assert reading.holders["links:p1"].name == "p1", "whom the export does not name keeps its id"
    assert "links:z1" not in reading.holders


def test_shares_that_look_like_fractions_of_one_are_unknown() -> None:
    text = line("o1", "Ownership", {"owner": ["q1"], "asset": ["a1"], "percentage": ["0.6"]})
    (tie,) = in_ftm(Source.of({"entities.ftm.json": text.encode()}), "links").holdings
    assert (tie.least, tie.most) == (None, None)


Make = Callable[..., ListRecord]


def entry(number: str, name: str, kind: str, remarks: str, **more: str) -> ListRecord:
    made = ofac_entry.Entry(number=number, name=name, kind=kind, programmes=("RUSSIA-EO14024",), remarks=remarks, **more)
    record = ofac_entry.record_of(made, list_id="o", where=f"sdn.csv:{number}", list_title="SDN List", blocked=True, warnings=[])
    assert isinstance(record, ListRecord)
    return record


def test_linked_to_is_a_tie_that_can_only_ask() -> None:
    records = [
        entry("1", "KVARZIT HOLDING", "", ""),
        entry("2", "KVARZIT OPTIKA", "", "Linked To: KVARZIT HOLDING."),
        entry("3", "PETROV, Ivan", "individual", "Linked To: KVARZIT HOLDING."),
        entry("4", "SEVER", "vessel", "Vessel Registration Identification IMO 9074729; Linked To: UNKNOWN SHIPPING LTD.", vessel_owner="Kvarzit Holding"),
    ]
    reading = in_notes(((record.entity, record.listings) for record in records), "o")
    assert reading.adds_up() and reading.passed == {"a person is not owned": 1}
    assert {(tie.owner, tie.owned, tie.least, tie.control, tie.where) for tie in reading.holdings} == {
        ("o:1", "o:2", None, Control.unknown, "sdn.csv:2"), ("o:1", "o:4", None, Control.unknown, "sdn.csv:4"), ("o>unknownshippingltd", "o:4", None, Control.unknown, "sdn.csv:4"),
    }  # fmt: skip
    assert reading.holders["o:4"].kind is Kind.vessel


UK_CSV = """Unique ID,Name 6,Name type,Regime Name,Designation Type,Sanctions Imposed,Date Designated,Parent company,Subsidiaries,Current owner/operator (s)
U1,PROBE HOLDING,Primary Name,Russia,Entity,Asset freeze,15/03/2022,,(1) PROBE YARD (2) PROBE STORE,
U2,PROBE WORKS,Primary Name,Russia,Entity,Asset freeze,15/03/2022,PROBE HOLDING,,
U3,PROBE STAR,Primary Name,Russia,Ship,Prohibition of port entry,15/03/2022,,,PROBE SHIPPING LTD
"""
UK_XML = """<Designations><Designation><UniqueID>U2</UniqueID><Names><Name><Name6>PROBE WORKS</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>R</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip><SanctionsImposed>Asset freeze</SanctionsImposed>
<EntityDetails><Entity><ParentCompanies><ParentCompany>PROBE HOLDING</ParentCompany></ParentCompanies><Subsidiaries><Subsidiary>PROBE YARD</Subsidiary></Subsidiaries></Entity></EntityDetails>
</Designation></Designations>"""


def test_parents_subsidiaries_and_owners_of_ships_on_the_uk_list_are_ties() -> None:
    for file, text, expected in (
        ("uk.csv", UK_CSV, {("uk:U1", "uk>probeyard"), ("uk:U1", "uk>probestore"), ("uk:U1", "uk:U2"), ("uk>probeshippingltd", "uk:U3")}),
        ("uk.xml", UK_XML, {("uk>probeholding", "uk:U2"), ("uk:U2", "uk>probeyard")}),
    ):
        records = [record for record in uk.READER.read(Source.of({file: text.encode()}), list_id="uk") if isinstance(record, ListRecord)]
        reading = in_notes(((record.entity, record.listings) for record in records), "uk")
        assert {(tie.owner, tie.owned) for tie in reading.holdings} == expected, file
        assert {(tie.least, tie.control) for tie in reading.holdings} == {(None, Control.unknown)}
