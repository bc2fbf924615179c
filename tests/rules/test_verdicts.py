"""Does the definition of a verdict hold on cases worked out by hand? Both evaluators are asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from enduse.model.factbatch import FactBatch
from enduse.rules import ASKS, NOTED, TRUE, compile_packs, evaluate, reference
from enduse.rules.examples import make_column

GROUPS = {"russia_belarus": frozenset({"RU", "BY"})}
DAY = dt.date(2024, 5, 1)


def make_batch(
    facts: dict[str, Any], lines: list[dict[str, Any]] | None = None, parties: list[tuple[str, dict[str, Any]]] | None = None, day: dt.date = DAY
) -> FactBatch:
    lines, parties = lines or [], parties or []
    columns = {name: [value] for name, value in facts.items()}
    columns |= {f"goods.{key}": [line.get(key) for line in lines] for key in {k for line in lines for k in line}}
    columns |= {f"party.*.{key}": [values.get(key) for _, values in parties] for key in {k for _, values in parties for k in values}}
    return FactBatch(
        n=1,
        line_of=np.zeros(len(lines), np.int32),
        party_of=np.zeros(len(parties), np.int32),
        party_role=np.array([role for role, _ in parties], np.str_),
        date=np.array([(day - dt.date(1970, 1, 1)).days], np.int32),
        columns={name: make_column(name, values) for name, values in columns.items()},
    )


def judge(rule: str, *args: Any, **kwargs: Any) -> tuple[int, int, list[int]] | None:
    """State, line and parties of one rule on one transaction, None if there is no verdict."""
    text = f'[pack]\nid = "p"\n[[rule]]\nid = "R"\ntitle = "t"\noutcome = "review"\nreason_class = "red_flag"\ncitation = "c"\n{rule}'
    ruleset, batch = compile_packs({"p.toml": text}, GROUPS), make_batch(*args, **kwargs)
    answers = []
    for verdicts in (evaluate(ruleset, batch), reference.evaluate(ruleset, batch)):
        answers.append((int(verdicts.state[0]), int(verdicts.line[0]), verdicts.party[0].tolist()) if len(verdicts) else None)
    assert answers[0] == answers[1]
    return answers[0]


def state(rule: str, *args: Any, **kwargs: Any) -> int | None:
    found = judge(rule, *args, **kwargs)
    return found and found[0]


def test_false_and_unknown_is_false_and_says_nothing() -> None:
    assert state("condition = 'payment.cash and end_use.military'", {"payment.cash": False}) is None


def test_true_or_unknown_is_true() -> None:
    assert state("condition = 'payment.cash or end_use.military'", {"payment.cash": True}) == TRUE


def test_a_rule_without_a_scope_asks_about_its_unknowns() -> None:
    assert state("condition = 'payment.cash'", {}) == ASKS


def test_an_unknown_is_only_noted_where_the_rule_says_so() -> None:
    assert state("condition = 'payment.cash'\nunknown = 'note'", {}) == NOTED


def test_an_unknown_scope_is_only_noted() -> None:
    assert state("scope = 'end_use.military'\ncondition = 'payment.cash'", {"payment.cash": True}) == NOTED


def test_a_scope_that_lacks_a_required_fact_asks() -> None:
    assert state("scope = 'destination.countries contains any group:russia_belarus'\ncondition = 'payment.cash'", {"payment.cash": True}) == ASKS


def test_a_scope_that_lacks_a_required_fact_says_nothing_when_the_condition_is_false() -> None:
    assert state("scope = 'destination.countries contains any group:russia_belarus'\ncondition = 'payment.cash'", {"payment.cash": False}) is None


def test_a_required_fact_that_no_longer_matters_does_not_ask() -> None:
    scope = "scope = '(destination.countries contains \"RU\" or payment.cash) and end_use.military'"
    assert state(scope + "\ncondition = 'true'", {"payment.cash": True}) == NOTED


def test_an_incomplete_set_proves_what_it_holds_and_nothing_else() -> None:
    rule = "condition = 'destination.countries contains any group:russia_belarus'"
    assert state(rule, {"destination.countries": ["DE", "RU", "?"]}) == TRUE
    assert state(rule, {"destination.countries": ["DE", "?"]}) == ASKS
    assert state(rule, {"destination.countries": ["DE"]}) is None


def test_an_empty_complete_set_holds_nothing() -> None:
    assert state("condition = 'destination.countries contains \"RU\"'", {"destination.countries": []}) is None


@pytest.mark.parametrize(("attached", "expected"), [(["EU", "UN"], TRUE), (["US"], None), (["US", "?"], NOTED), (["EU", "?"], TRUE)])
def test_a_rule_of_a_regime_waits_for_the_regime_to_attach(attached: list[str], expected: int | None) -> None:
    assert state("regime = ['EU']\ncondition = 'payment.cash'", {"payment.cash": True, "regime.attached": attached}) == expected


@pytest.mark.parametrize(("role", "expected"), [("bank", TRUE), ("exporter", None), (None, NOTED)])
def test_a_rule_for_banks_is_for_banks(role: str | None, expected: int | None) -> None:
    assert state("roles = ['bank']\ncondition = 'payment.cash'", {"payment.cash": True, "tx.operator_role": role}) == expected


@pytest.mark.parametrize(("day", "expected"), [("2024-04-30", None), ("2024-05-01", TRUE), ("2024-05-31", TRUE), ("2024-06-01", None)])
def test_both_ends_of_validity_are_inclusive(day: str, expected: int | None) -> None:
    rule = "valid_from = 2024-05-01\nvalid_to = 2024-05-31\ncondition = 'payment.cash'"
    assert state(rule, {"payment.cash": True}, day=dt.date.fromisoformat(day)) == expected


@pytest.mark.parametrize(("status", "expected"), [("in_force", TRUE), ("stayed", TRUE), ("proposed", TRUE), ("repealed", None)])
def test_a_repealed_rule_never_fires(status: str, expected: int | None) -> None:
    assert state(f"status = '{status}'\ncondition = 'payment.cash'", {"payment.cash": True}) == expected


def test_a_rule_about_goods_is_false_without_goods() -> None:
    assert judge("condition = 'goods.on_ccl is not false'", {}) is None


def test_a_rule_about_a_role_is_false_without_a_party_in_it() -> None:
    assert judge("condition = 'party.consignee.is_military'", {}, parties=[("buyer", {"is_military": True})]) is None


def test_all_facts_of_any_party_must_be_true_of_the_same_party() -> None:
    rule = "condition = 'party.any.country == \"RU\" and party.any.is_military'"
    apart = [("buyer", {"country": "RU", "is_military": False}), ("payer", {"country": "DE", "is_military": True})]
    together = [("buyer", {"country": "DE", "is_military": True}), ("payer", {"country": "RU", "is_military": True})]
    assert judge(rule, {}, parties=apart) is None
    assert judge(rule, {}, parties=together) == (TRUE, -1, [1])


def test_all_facts_of_goods_must_be_true_of_the_same_line() -> None:
    rule = "condition = 'goods.on_ccl and goods.origin_country == \"US\"'"
    assert judge(rule, {}, [{"on_ccl": True, "origin_country": "DE"}, {"on_ccl": False, "origin_country": "US"}]) is None


def test_the_witness_is_the_first_true_binding_even_behind_an_unknown_one() -> None:
    lines = [{"on_ccl": None}, {"on_ccl": True}, {"on_ccl": True}]
    assert judge("condition = 'goods.on_ccl'", {}, lines) == (TRUE, 1, [])


def test_the_witness_of_an_unknown_is_the_first_binding_that_asks() -> None:
    rule = "scope = 'goods.dual_use'\ncondition = 'goods.on_ccl'"
    assert judge(rule, {}, [{"dual_use": None}, {"dual_use": False}, {"dual_use": True}]) == (ASKS, 2, [])


def test_lines_and_two_roles_are_tried_in_every_combination() -> None:
    rule = "condition = 'goods.origin_country == party.seller.country and party.seller.country == party.payer.country'"
    parties = [("seller", {"country": "DE"}), ("seller", {"country": "FR"}), ("payer", {"country": "FR"})]
    assert judge(rule, {}, [{"origin_country": "DE"}, {"origin_country": "FR"}], parties) == (TRUE, 1, [1, 2])


def test_two_unknown_facts_are_not_equal_and_not_different() -> None:
    assert state("condition = 'payment.payer_country == route.ship_to_country'", {}) == ASKS
    assert state("condition = 'payment.payer_country != route.ship_to_country'", {"payment.payer_country": "DE"}) == ASKS


@pytest.mark.parametrize(
    ("test", "of_true", "of_false", "of_unknown"),
    [("is known", 1, 1, 0), ("is unknown", 0, 0, 1), ("is true", 1, 0, 0), ("is not true", 0, 1, 1), ("is false", 0, 1, 0), ("is not false", 1, 0, 1)],
)
def test_asking_whether_a_fact_is_known_is_never_unknown(test: str, of_true: int, of_false: int, of_unknown: int) -> None:
    found = [state(f"condition = 'payment.cash {test}'", {"payment.cash": value}) for value in (True, False, None)]
    assert found == [1 if want else None for want in (of_true, of_false, of_unknown)]


def test_an_unknown_number_is_neither_small_nor_large() -> None:
    assert state("condition = 'goods.value < 5'", {}, [{"value": None}]) == ASKS
    assert state("condition = 'goods.value >= 5'", {}, [{"value": None}]) == ASKS


def test_a_batch_of_nothing_has_no_verdicts() -> None:
    ruleset = compile_packs({}, GROUPS)
    empty = np.zeros(0, np.int32)
    assert len(evaluate(ruleset, FactBatch(n=0, line_of=empty, party_of=empty, party_role=np.zeros(0, np.str_), date=empty, columns={}))) == 0
