"""Does a register in the home come through to the decision: found, judged on the date, explained, and only as far as it goes?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.basis import Basis
from enduse.errors import DefinitionError, Refused, UsageError
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import Exclusion, GoodsLine, Identifier, Operator, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.owners import rules_table
from enduse.run import ownership
from enduse.run.owners_view import views
from enduse.run.prepare import prepare
from enduse.show.words import explain

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
# the listed owners are those of the starter set; whoever they are tied to here is invented
REGISTER = """owner_id,owner_name,owner_kind,owner_country,owner_birth_date,owned_id,owned_name,owned_kind,owned_country,share,control,role,from,to,source
ogrn:1117746521452,Rosoboronexport,organization,RU,,lei:9999000000TESTOWNS59,Anadolu Takim Tezgahlari,organization,TR,30,,,,,extract
inn:1832090230,Kalashnikov Concern JSC,organization,RU,,lei:9999000000TESTOWNS59,,,,20,,,,,extract
h,Huseyin Yildirim,person,TR,,lei:9999000000TESTOWNS59,,,,50,,,,,extract
lei:9999000000TESTOWNS59,,,,,b,Bogazici Teknik Ticaret,organization,TR,50,,,,,extract
h,,,,,b,,,,50,,,,,extract
lei:9999000000TESTOWNS59,,,,,c,Canakkale Metal Sanayi,organization,TR,,,,,,extract
h,,,,,c,,,,40,,,,,extract
inn:7704274402,State Corporation Rostec,organization,RU,,d,Denizli Optik Cihazlar,organization,TR,60,,,,2026-03-31,extract
g,Gul Denizli,person,TR,,d,,,,100,,,2026-04-01,,extract
m,ACTeam Logistics Ltd.,organization,HK,,e,Ege Elektronik Dagitim,organization,TR,60,,,,,extract
h,,,,,e,,,,40,,,,,extract
h,,,,,f,Fethiye Gida Pazarlama,organization,TR,100,,,,,extract
"""


def load(home: Path, text: str = REGISTER, name: str = "extract.csv") -> ownership.Manifest:
    file = home / name
    home.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return ownership.add(home, str(file), id=None, now=NOW)[0]


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Basis:
    home = tmp_path_factory.mktemp("home")
    load(home)
    return prepare(home, now=NOW)


def to(name: str | None, date: str = "2026-06-01", country: str = "TR", facts: dict[str, Any] | None = None, identifiers: tuple[Identifier, ...] = ()) -> Transaction:  # fmt: skip
    return Transaction(
        id=f"{name} {date}", kind=TransactionKind.shipment, ship_date=date, facts=facts or {}, route=Route(ship_from="DE", ship_to=country),
        goods=(GoodsLine(description="water pumps", hs_code="841370", origin="DE", value="900", currency="EUR"),),
        parties=(Party(role=Role.seller, name="Pumpenwerk Lindau GmbH", country="DE"), Party(role=Role.consignee, name=name, country=country, identifiers=identifiers)),
    )  # fmt: skip


EU = Operator(kind=OperatorRole.exporter, seats=("DE",), us_person=False)


def decide(basis: Basis, *transactions: Transaction, operator: Operator | None = EU, **more: Any) -> list[dict[str, Any]]:
    screening = kernel.Screening(basis=basis, as_of="2026-11-20", engine_version="test", operator=operator, **more)
    return [msgspec.json.decode(document) for document in kernel.screen(to_batch(transactions), screening).column("document").to_pylist()]


def fired(decision: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in decision["findings"] if finding["outcome"] in ("review", "block")}


def test_two_frozen_owners_of_half_block_and_the_way_is_told(basis: Basis) -> None:
    (decision,) = decide(basis, to("Anadolu Takım Tezgahları"))
    assert (decision["outcome"], decision["reason_class"]) == ("block", "asset_freeze")
    assert "EU-269-50" in fired(decision)
    (owned,) = decision["ownership"]
    (reach,) = [each for each in owned["reaches"] if each["measure"] == "EU:asset_freeze"]
    assert (reach["state"], reach["share"]) == ("reached", "50")
    assert {(step["owner"], step["share"]) for step in reach["steps"]} == {("Rosoboronexport", "30"), ("Kalashnikov Concern JSC", "20")}
    told = "\n".join(explain(decision))
    assert "“Rosoboronexport” [listed: " in told
    assert "extract.csv:2" in told
    fact = next(f for f in decision["facts"] if f["name"] == "party.any.owned_effects")
    assert (fact["value"], fact["provenance"]) == (["EU:asset_freeze"], "derived")


def test_what_a_reached_party_owns_is_reached_without_multiplication(basis: Basis) -> None:
    (decision,) = decide(basis, to("Bogazici Teknik Ticaret"))
    assert decision["outcome"] == "block"
    assert len(decision["ownership"][0]["reaches"][0]["steps"]) == 3


def test_a_party_is_found_among_the_holders_by_its_number(basis: Basis) -> None:
    lei = Identifier(scheme="lei", value="9999000000TESTOWNS59", valid=True)
    assert decide(basis, to("ATT Dis Ticaret", identifiers=(lei,)))[0]["outcome"] == "block"


def test_an_unknown_share_asks_who_holds_what(basis: Basis) -> None:
    (decision,) = decide(basis, to("Canakkale Metal Sanayi"))
    assert decision["outcome"] == "review"
    assert "EU-269-50-OPEN" in fired(decision)
    assert "party.any.blocked_owner_share" in decision["unknown_facts"]
    gaps = {gap["kind"] for reach in decision["ownership"][0]["reaches"] for gap in reach["gaps"]}
    assert "share_unknown" in gaps


@pytest.mark.parametrize(("share", "outcome"), [("60", "block"), ("10", "release")])
def test_a_declared_share_settles_what_the_register_leaves_open(basis: Basis, share: str, outcome: str) -> None:
    assert decide(basis, to("Canakkale Metal Sanayi", facts={"party.consignee.blocked_owner_share": share}))[0]["outcome"] == outcome


def test_a_declared_share_that_contradicts_the_register_asks_and_does_not_release(basis: Basis) -> None:
    (decision,) = decide(basis, to("Bogazici Teknik Ticaret", facts={"party.consignee.blocked_owner_share": "10"}))
    assert decision["outcome"] == "block"
    assert "fact.declared_conflict" in decision["reason_codes"]
    (cleared,) = decide(basis, to("Denizli Optik Cihazlar", facts={"party.consignee.blocked_owner_share": "60"}))
    assert "fact.declared_conflict" in cleared["reason_codes"]


def test_ownership_is_judged_on_the_date_of_the_transaction(basis: Basis) -> None:
    us = Operator(regimes=("US",))
    before, after, later = decide(basis, *(to("Denizli Optik Cihazlar", date) for date in ("2026-03-31", "2026-04-01", "2027-04-01")), operator=us)
    assert "OFAC-50" in fired(before)
    assert "OFAC-50" not in fired(after)
    assert "recent_transfer" in after["ownership"][0]["signals"]
    assert "house.ownership-signals" in fired(after)
    assert later["ownership"] == []


def test_the_affiliates_rule_follows_its_dates(basis: Basis) -> None:
    us = Operator(regimes=("US",))
    dates = ("2025-09-28", "2025-10-15", "2026-03-01", "2026-12-01")
    outcomes = [(d["outcome"], sorted(r for r in fired(d) if r.startswith("US-AFF"))) for d in decide(basis, *(to("Ege Elektronik Dagitim", date) for date in dates), operator=us)]  # fmt: skip
    assert [rules for _, rules in outcomes] == [[], ["US-AFF-01"], ["US-AFF-02"], ["US-AFF-03", "US-AFF-06"]]
    assert [outcome for outcome, _ in outcomes[1:]] == ["block", "review", "review"]


def test_the_operator_confirms_that_the_affiliates_rule_is_back(tmp_path: Path) -> None:
    load(tmp_path)
    text = ownership.rule_texts(None)[0][1].splitlines()
    row = next(line for line in text if line.startswith("bis-affiliates-2026")).replace("unconfirmed", "primary")
    (tmp_path / "ownership" / "rules.csv").write_text(f"{text[0]}\n{row}\n", encoding="utf-8")
    made = prepare(tmp_path, now=NOW)
    (decision,) = decide(made, to("Ege Elektronik Dagitim", "2026-12-01"), operator=Operator(regimes=("US",)))
    assert decision["outcome"] == "block"
    assert "US-AFF-05" in fired(decision)
    (tmp_path / "ownership" / "rules.csv").write_text(f"{text[0]}\n{row.replace(',50,', ',500,')}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"rules.csv:2: threshold"):
        rules_table(ownership.rule_texts(tmp_path))


def test_nobody_of_note_among_the_owners_says_nothing(basis: Basis) -> None:
    (decision,) = decide(basis, to("Fethiye Gida Pazarlama"))
    assert (decision["outcome"], decision["ownership"]) == ("release", [])


def test_a_reviewers_exclusion_of_the_owner_counts_here_too(basis: Basis) -> None:
    (listing,) = [m for m in decide(basis, to("Rosoboronexport", country="RU"))[0]["matches"] if m["effect"] == "asset_freeze"]
    exclusion = Exclusion(party_name="Rosoboronexport", party_country="RU", listing_id=listing["listing_id"], listing_version=listing["listing_version"], reason="namesake", expires="2027-01-01")  # fmt: skip
    (decision,) = decide(basis, to("Anadolu Takim Tezgahlari"), exclusions=(exclusion,))
    assert "EU-269-50" not in fired(decision)


def test_neighbours_and_slices_change_nothing(basis: Basis) -> None:
    names = ("Anadolu Takim Tezgahlari", "Somebody Else A.S.", "Canakkale Metal Sanayi", "Bogazici Teknik Ticaret")
    alone = [decide(basis, to(name))[0] for name in names]
    assert decide(basis, *(to(name) for name in names)) == alone
    batch = to_batch([to(name) for name in names])
    screening = kernel.Screening(basis=basis, as_of="2026-11-20", engine_version="test", operator=EU)
    assert kernel.screen(batch, screening, slice_rows=1).column("document").to_pylist() == kernel.screen(batch, screening).column("document").to_pylist()


def test_the_view_of_a_holder_tells_owners_and_what_nobody_accounts_for(basis: Basis) -> None:
    (view,) = views(basis, "canakkale metal sanayi", date="2026-06-01")
    assert {(tie.owner, tie.share) for tie in view.owners} == {("Anadolu Takim Tezgahlari", "unknown"), ("Huseyin Yildirim", "40 %")}
    assert view.unaccounted == "60"
    (same,) = views(basis, "c", date="2026-06-01")
    assert same == view
    with pytest.raises(UsageError, match="no holder"):
        views(basis, "Nobody Whatsoever Ltd", date="2026-06-01")


# ---------------------------------------------------------------- the home


def test_once_the_register_is_removed_the_basis_holds_nothing_of_owners(tmp_path: Path, basis: Basis) -> None:
    assert any(name.startswith("owners.") for name in basis.tables)
    load(tmp_path)
    ownership.remove(tmp_path, "extract")
    bare = prepare(tmp_path, now=NOW)
    assert not any(name.startswith("owners.") for name in bare.tables)
    with pytest.raises(Refused, match="ownership add"):
        views(bare, "x", date="2026-06-01")


def test_a_new_version_takes_the_place_of_the_old_and_equal_bytes_change_nothing(tmp_path: Path) -> None:
    first = load(tmp_path)
    assert ownership.add(tmp_path, str(tmp_path / "extract.csv"), id=None, now=NOW) == (first, False)
    second = load(tmp_path, REGISTER.replace(",30,", ",29,"))
    assert (second.previous, [each.version for each in ownership.held(tmp_path)]) == (first.version, [second.version])
    assert second.rows == second.kept + second.refused + second.superseded + sum(second.passed.values())


def test_a_register_that_loses_rows_is_refused_and_the_one_held_stays(tmp_path: Path) -> None:
    first = load(tmp_path)
    with pytest.raises(Refused, match=r"extract.csv:14 column share.*--accept"):
        load(tmp_path, REGISTER + "x,X,,,,y,Y,,,150,,,,,\n")
    assert [each.version for each in ownership.held(tmp_path)] == [first.version]
    again, changed = ownership.add(tmp_path, str(tmp_path / "extract.csv"), id=None, now=NOW, accept=True)
    assert (changed, again.refused, again.faults[0].line) == (True, 1, 14)


def test_a_version_that_was_changed_on_disk_is_never_compiled(tmp_path: Path) -> None:
    manifest = load(tmp_path)
    file = tmp_path / "ownership" / "extract" / "versions" / manifest.version / "holdings.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(Refused, match="changed since it was stored"):
        prepare(tmp_path, now=NOW)


def test_what_a_killed_writer_left_is_not_read_and_is_swept(tmp_path: Path) -> None:
    load(tmp_path)
    left = tmp_path / "ownership" / "extract" / ".stage-99999"
    (left / "half").mkdir(parents=True)
    (tmp_path / "ownership" / ".gone-extract-99999").mkdir()
    assert len(ownership.held(tmp_path)) == 1
    load(tmp_path, REGISTER.replace(",30,", ",29,"))
    assert not left.exists()


def test_a_register_that_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no register"):
        ownership.remove(tmp_path, "../lists")
