"""Are the facts of a verdict those that settle it, and the questions those that would?"""

from __future__ import annotations

import numpy as np

from enduse.model.factbatch import FactBatch
from enduse.rules import Rule, ask, compile_packs, explain, find_bindings
from enduse.rules.examples import make_column


def make_rule(condition: str, extra: str = "") -> Rule:
    text = f'[pack]\nid = "p"\n[[rule]]\nid = "R"\ntitle = "t"\noutcome = "review"\nreason_class = "red_flag"\ncitation = "c"\ncondition = \'{condition}\'\n{extra}'
    return compile_packs({"p.toml": text}, {}).rules[0]


BATCH = FactBatch(
    n=2,
    line_of=np.array([1, 1], np.int32),
    party_of=np.array([0, 1, 1], np.int32),
    party_role=np.array(["buyer", "buyer", "payer"]),
    date=np.array([19900, 19900], np.int32),
    columns={
        "payment.cash": make_column("payment.cash", [None, True]),
        "payment.third_party": make_column("payment.third_party", [False, True]),
        "destination.countries": make_column("destination.countries", [["?"], ["RU", "DE", "?"]], provenance="derived"),
        "regime.attached": make_column("regime.attached", [["US"], ["US"]]),
        "goods.on_ccl": make_column("goods.on_ccl", [None, True]),
        "party.*.country": make_column("party.*.country", ["DE", None, "RU"]),
    },
)


def names(rule: Rule, tx: int, line: int = -1, **parties: int) -> list[str]:
    return [leaf.name for leaf in explain(rule, BATCH, tx, line, parties)]


def test_a_true_verdict_names_what_made_it_true_and_not_the_other_branch() -> None:
    rule = make_rule("payment.cash and (payment.overpaid or payment.third_party)")
    assert names(rule, 1) == ["payment.cash", "payment.third_party"]


def test_a_negated_and_is_explained_by_its_false_part() -> None:
    assert names(make_rule("not (payment.cash and payment.third_party)"), 0) == ["payment.third_party"]


def test_an_unknown_verdict_names_only_the_unknowns_that_still_matter() -> None:
    rule = make_rule("payment.overpaid and (end_use.military or payment.third_party)")
    assert names(rule, 1) == ["payment.overpaid"]


def test_an_unknown_scope_is_named_before_the_condition() -> None:
    rule = make_rule("payment.overpaid", "scope = 'end_use.military'\nregime = ['US']")
    assert names(rule, 0) == ["end_use.military", "payment.overpaid"]


def test_the_regime_that_attaches_is_part_of_the_explanation() -> None:
    assert names(make_rule("payment.cash", "regime = ['US']"), 1) == ["regime.attached", "payment.cash"]


def test_facts_are_named_as_written_with_value_and_provenance() -> None:
    rule = make_rule('destination.countries contains "RU" and party.payer.country == "RU"')
    leaves = explain(rule, BATCH, 1, -1, {"payer": 2})
    assert [(leaf.name, leaf.value, leaf.known, leaf.provenance) for leaf in leaves] == [
        ("destination.countries", ("DE", "RU"), False, "derived"),
        ("party.payer.country", "RU", True, "declared"),
    ]


def test_a_comparison_of_two_facts_asks_for_the_one_that_is_missing() -> None:
    rule = make_rule("party.buyer.country == payment.payer_country")
    assert names(rule, 0, buyer=0) == ["payment.payer_country"]


def test_the_questions_are_those_of_the_vocabulary() -> None:
    rule = make_rule('party.buyer.country == "RU" and goods.on_ccl')
    questions = ask(explain(rule, BATCH, 1, 0, {"buyer": 1}))
    assert [(q.fact, q.who) for q in questions] == [("party.buyer.country", "party"), ("goods.on_ccl", "exporter")]
    assert questions[0].question == "In which country is the party established?"


def test_every_binding_that_is_not_false_can_be_listed() -> None:
    rule = make_rule('goods.on_ccl and party.any.country == "RU"')
    found = [(bound.state, bound.line, bound.parties) for bound in find_bindings(rule, BATCH, 1)]
    assert found == [(2, 0, {"any": 1}), (2, 0, {"any": 2}), (2, 1, {"any": 1}), (1, 1, {"any": 2})]
    assert find_bindings(rule, BATCH, 0) == ()
