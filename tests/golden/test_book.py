"""Is the golden book well formed, and does it show every kind of case?

The book is written by hand: the outcome of each transaction and the rules that must be named follow from the law and the contract of outcomes, not from
what the program happens to say.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter

import pytest

from enduse.goods.tables import groups_table
from enduse.model.effects import REGIMES, Effect, ReasonClass
from enduse.model.vocabulary import lookup
from enduse.rules import RuleSet, compile_packs
from enduse.run import package

MULTI_LINE = 2


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.text("sample", name))))


@pytest.fixture(scope="module")
def book() -> list[dict[str, str]]:
    """Rows of transactions.csv."""
    return _rows("transactions.csv")


@pytest.fixture(scope="module")
def expected() -> list[dict[str, str]]:
    """Rows of expected.csv."""
    return _rows("expected.csv")


@pytest.fixture(scope="module")
def packs() -> RuleSet:
    """The packs the book is judged by."""
    groups: dict[str, set[str]] = {}
    for row in groups_table(package.text("tables", "country_groups.csv")).to_pylist():
        groups.setdefault(row["group"], set()).add(row["country"])
    return compile_packs(package.folder("packs", ".toml"), {name: frozenset(members) for name, members in groups.items()})


def _key(row: dict[str, str]) -> tuple[str, str]:
    return row["id"], row["revision"] or "0"


def test_every_transaction_of_the_book_has_one_expected_outcome(book: list[dict[str, str]], expected: list[dict[str, str]]) -> None:
    keys = [_key(row) for row in expected]
    assert len(keys) == len(set(keys))
    assert set(keys) == {_key(row) for row in book}


def test_the_book_holds_at_least_150_transactions_some_of_several_lines_and_revisions(book: list[dict[str, str]], expected: list[dict[str, str]]) -> None:
    assert len(expected) >= 150
    assert sum(count > 1 for count in Counter(_key(row) for row in book).values()) >= MULTI_LINE
    assert {"1", "2"} <= {row["revision"] for row in expected}


def test_boring_clean_trade_is_the_largest_group(expected: list[dict[str, str]]) -> None:
    outcomes = Counter(row["outcome"] for row in expected)
    assert outcomes["release"] >= 60
    assert outcomes.most_common(1)[0][0] == "release"


def test_outcome_and_reason_class_are_words_of_the_contract(expected: list[dict[str, str]]) -> None:
    assert {row["outcome"] for row in expected} == {"release", "review", "block"}
    assert {row["reason_class"] for row in expected} == set(ReasonClass)
    assert all((row["outcome"] == "release") == (row["reason_class"] == "clear") for row in expected)


def test_every_expectation_says_why(expected: list[dict[str, str]]) -> None:
    assert all(row["why"].endswith((".", "?")) for row in expected)


def test_rules_the_book_asks_for_exist_and_can_lead_there(packs: RuleSet, expected: list[dict[str, str]]) -> None:
    known = {rule.id: rule for rule in packs.rules}
    for row in expected:
        named = [known[rule] for rule in row["must_rules"].split("|") if rule]
        if row["outcome"] == "block":
            assert any(rule.outcome == "block" and rule.reason_class == row["reason_class"] for rule in named), row["id"]
        elif row["outcome"] == "release":
            assert all(rule.outcome == "note" for rule in named), row["id"]


def test_every_effect_of_a_listing_and_every_regime_occurs(packs: RuleSet, expected: list[dict[str, str]]) -> None:
    known = {rule.id: rule for rule in packs.rules}
    named = [known[rule] for row in expected for rule in row["must_rules"].split("|") if rule]
    assert {effect for rule in named for effect in (*rule.effects, *rule.listing_effects)} == set(Effect)
    assert {regime for rule in named for regime in rule.regime} == set(REGIMES)


def test_declared_facts_of_the_book_are_in_the_vocabulary(book: list[dict[str, str]]) -> None:
    assert [name for name in book[0] if name.startswith("fact:") and lookup(name.removeprefix("fact:")) is None] == []


def test_the_book_pins_its_day(book: list[dict[str, str]]) -> None:
    settings = tomllib.loads(package.text("sample", "sample.toml"))
    assert settings["as_of"].isoformat() == "2026-09-30"
    assert settings["transactions"] == "transactions.csv"
    assert book


def test_the_second_view_of_the_book_asks_for_transactions_and_rules_that_exist(packs: RuleSet, expected: list[dict[str, str]]) -> None:
    known, rules = {_key(row) for row in expected}, {rule.id for rule in packs.rules}
    for view in tomllib.loads(package.text("sample", "sample.toml"))["second"]:
        assert tomllib.loads(package.text("sample", view["operator"]))["seats"]
        rows = _rows(view["expected"])
        assert len(rows) >= 10
        assert {_key(row) for row in rows} <= known
        assert {rule for row in rows for rule in row["must_rules"].split("|") if rule} <= rules
