"""Where the regimes differ, does each cell of the matrix say what its law says? And does a country alone ever block a clean party?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.codes.countries import COUNTRIES
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import Documents, GoodsLine, Operator, OperatorRole, Party, Payment, Role, Route, Transaction, TransactionKind
from enduse.run.prepare import embedded_content

with (Path(__file__).parent / "regimes.tsv").open(encoding="utf-8", newline="") as lines:
    SCENARIOS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def basis() -> Basis:
    return _embedded()


def operator(text: str) -> Operator:
    kind, seat, *us = text.split()
    return Operator(kind=OperatorRole(kind), seats=(seat,), us_person=us == ["us"])


def transaction(row: dict[str, str]) -> Transaction:
    more = dict(part.split("=", 1) for part in row["party"].split(";") if part)
    name, _, country = more.get("name", f"Almacenes Bahía Clara,{row['to']}").rpartition(",")
    facts: dict[str, Any] = {fact: value == "true" for fact, _, value in (part.partition("=") for part in row["facts"].split(";") if part)}
    payment = row["kind"] == "payment"
    goods = GoodsLine(description="as invoiced", hs_code=row["hs"], origin=row["origin"], value="9000.00", currency=row["currency"], eccn=more.get("eccn"))
    parties = (
        Party(role=Role.payer if payment else Role.seller, name="Rösterei Feldkamp GmbH", country=row["from"]),
        Party(role=Role.payee if payment else Role.consignee, name=name, country=country, address=more.get("address")),
    )
    return Transaction(
        id=row["id"], kind=TransactionKind(row["kind"]), ship_date=None if payment else row["date"], value_date=row["date"] if payment else None,
        goods=() if payment else (goods,), route=Route() if payment else Route(ship_from=row["from"], ship_to=row["to"], via=tuple(more.get("via", "").split())),
        payment=Payment(currency=row["currency"], payer_country=row["from"], bank_country=row["from"]) if payment else Payment(), parties=parties, facts=facts,
        documents=Documents(licence_number=more.get("licence")),
    )  # fmt: skip


def decide(basis: Basis, who: Operator | None, one: Transaction) -> dict[str, Any]:
    screening = kernel.Screening(basis=basis, as_of="2026-09-30", engine_version="test", operator=who)
    return dict(msgspec.json.decode(kernel.screen(to_batch([one]), screening).column("document")[0].as_py()))


@pytest.mark.parametrize("row", SCENARIOS, ids=[row["id"] for row in SCENARIOS])
def test_each_regime_says_what_its_law_says(row: dict[str, str], basis: Basis) -> None:
    decision = decide(basis, operator(row["operator"]), transaction(row))
    wanted = dict(cell.split(":") for cell in row["expect"].split())
    assert {regime: decision["regimes"][regime]["outcome"] for regime in wanted} == wanted, row["why"]
    assert set(row["rules"].split()) <= {*decision["rules"], *(finding["rule"] for finding in decision["findings"])}, row["why"]


def test_in_sixty_scenarios_or_more_the_regimes_differ_and_each_says_why_and_by_which_law() -> None:
    assert sum(len({cell.split(":")[1] for cell in row["expect"].split()}) > 1 for row in SCENARIOS) >= 60
    assert len({row["id"] for row in SCENARIOS}) == len(SCENARIOS)
    assert all(row["citation"] and row["why"].endswith(".") for row in SCENARIOS)
    outcomes = {cell for row in SCENARIOS for cell in row["expect"].split()}
    for regime in ("US", "EU", "UN", "CN", "UK", "JP"):
        assert {f"{regime}:block", f"{regime}:review"} & outcomes, regime


EMBARGOED = {"RU", "BY", "IR", "KP", "CU", "SY"}


@settings(max_examples=150, deadline=None)
@given(country=st.sampled_from(sorted(set(COUNTRIES) - EMBARGOED)), hs=st.sampled_from(["090121", "854231", "880622", "845710", "611020"]))
def test_changing_only_the_country_of_a_clean_party_never_blocks_outside_the_embargo_rules(country: str, hs: str) -> None:
    row = {**SCENARIOS[0], "to": country, "hs": hs, "origin": "DE", "currency": "EUR", "party": "", "facts": ""}
    for who in (None, operator("exporter DE"), operator("exporter US us")):
        assert decide(_embedded(), who, transaction(row))["outcome"] != "block"


_HELD: list[Basis] = []


def _embedded() -> Basis:
    if not _HELD:
        _HELD.append(embedded_content())
    return _HELD[0]


def test_what_a_law_leaves_open_that_is_known_not_to_attach_is_not_told_because_another_is_open(basis: Basis) -> None:
    row = next(row for row in SCENARIOS if row["id"] == "R19")
    decision = decide(basis, operator("exporter DE"), transaction(row))
    assert (decision["regimes"]["US"]["why"], decision["regimes"]["UK"]["outcome"]) == ("item_jurisdiction_unknown", "not_attached")
    by_id = {rule.id: rule.regime for rule in kernel.ruleset_of(basis).rules}
    attached = {regime for regime, cell in decision["regimes"].items() if cell["outcome"] != "not_attached"}
    told = [*decision["not_checked"]["rules_undecided"], *(finding["rule"] for finding in decision["findings"])]
    assert [rule for rule in told if by_id[rule] and not attached & set(by_id[rule])] == []
    assert any("US" in by_id[rule] for rule in decision["not_checked"]["rules_undecided"])
