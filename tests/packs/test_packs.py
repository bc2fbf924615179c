"""Do the rules that come with the package compile, keep their examples, and agree with the table of law they were compiled from?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from enduse.errors import DefinitionError
from enduse.goods.describe import BY_LAW
from enduse.goods.not_held import coverage_table
from enduse.goods.settings import SETTINGS
from enduse.goods.tables import controls_table, groups_table
from enduse.model.effects import EFFECTS, GRAVITY, Effect
from enduse.model.vocabulary import BY_NAME, lookup
from enduse.rules import Rule, RuleSet, compile_packs, run_examples
from enduse.rules.nodes import Contains, Node, children_of, refs_of
from enduse.run import package

REGIME_OF = {"US-BIS": "US", "US-FinCEN": "US", "US-OFAC": "US", "EU": "EU", "UK": "UK", "JP": "JP", "CN": "CN"}
"""The jurisdiction column of the table of law, as the regime a rule is scoped to."""

SEVERAL = {"US/EU/JP/UK": ("EU", "JP", "UK", "US"), "G7": ()}


@pytest.fixture(scope="module")
def packs() -> RuleSet:
    """The packs of the package, compiled with its country groups."""
    groups: dict[str, set[str]] = {}
    for row in groups_table(package.text("tables", "country_groups.csv")).to_pylist():
        groups.setdefault(row["group"], set()).add(row["country"])
    return compile_packs(package.folder("packs", ".toml"), {name: frozenset(members) for name, members in groups.items()})


@pytest.fixture(scope="module")
def law(shared: Path) -> dict[str, dict[str, str]]:
    """The table of law by id."""
    with (shared / "law" / "rules.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def _counterpart(rule: Rule, law: dict[str, dict[str, str]]) -> dict[str, str] | None:
    """The row of the table of law a rule goes back to: its own id, or the part before the dot (`US-MEU-02.end-user`)."""
    return law.get(rule.id) or law.get(rule.id.partition(".")[0])


def test_every_example_of_every_rule_comes_out_as_its_author_expects(packs: RuleSet) -> None:
    assert [str(failure) for failure in run_examples(packs)] == []


def test_every_rule_brings_at_least_three_examples(packs: RuleSet) -> None:
    assert [rule.id for rule in packs.rules if len(rule.examples) < 3] == []


def test_every_fact_to_be_shown_is_in_the_vocabulary(packs: RuleSet) -> None:
    assert [(rule.id, name) for rule in packs.rules for name in rule.show if lookup(name) is None] == []
    assert set(packs.facts_used) <= set(BY_NAME)


def test_an_unconfirmed_rule_never_blocks(packs: RuleSet) -> None:
    assert [rule.id for rule in packs.rules if rule.confirmed == "unconfirmed" and rule.outcome == "block"] == []


def test_every_rule_names_its_source_and_where_it_stands(packs: RuleSet) -> None:
    assert [rule.id for rule in packs.rules if not rule.citation or not rule.source] == []


def test_each_effect_of_a_listing_has_a_rule_for_the_established_and_for_the_possible_match(packs: RuleSet) -> None:
    for effect in Effect:
        established = [rule for rule in packs.rules if rule.listing_band == "established" and effect in rule.listing_effects]
        possible = [rule for rule in packs.rules if rule.listing_band == "possible" and effect in rule.listing_effects]
        assert established, effect
        assert max(GRAVITY[rule.outcome] for rule in established) == GRAVITY[EFFECTS[effect].strongest], effect
        assert [rule.outcome for rule in possible] == [EFFECTS[effect].possible], effect


def test_no_possible_match_and_no_equal_name_blocks(packs: RuleSet) -> None:
    weak = [rule for rule in packs.rules if rule.listing_band in ("possible", "listed_name", "address")]
    assert weak
    assert {rule.outcome for rule in weak} <= {"review", "note"}


def test_a_counter_measure_is_a_conflict_of_law_and_never_a_block(packs: RuleSet) -> None:
    rules = [rule for rule in packs.rules if "counter_measure" in (*rule.effects, *rule.listing_effects) and rule.listing_band in (None, "established")]
    assert rules
    assert {rule.outcome for rule in rules} == {"review"}
    assert {rule.reason_class for rule in rules} == {"conflict_of_law"}


def test_a_rule_that_needs_a_licence_never_speaks_of_a_freeze(packs: RuleSet) -> None:
    for rule in packs.rules:
        if "licence_needed" in rule.effects and rule.listing_band in (None, "established"):
            assert rule.reason_class == "licence_needed", rule.id


def test_every_code_list_a_rule_asks_for_is_held(packs: RuleSet) -> None:
    held = set(controls_table(package.text("tables", "controls.csv")).column("list_id").to_pylist())
    asked = {code for rule in packs.rules for node in _nodes(rule) if isinstance(node, Contains) and node.fact.name.endswith("_lists") for code in node.members}
    read = {ref.column.removeprefix("goods.") for rule in packs.rules for node in _nodes(rule) for ref in refs_of(node)}
    behind = {name: set(value.split()) for name in read if (value := SETTINGS.get(f"goods.lists.{name}", ("",))[0])}
    assert set(BY_LAW) <= set(behind), "a list that the law has, and no rule reads what it says"
    assert asked | set().union(*behind.values()) <= held


def test_of_each_list_written_by_law_it_is_said_how_much_of_it_is_held() -> None:
    controls = controls_table(package.text("tables", "controls.csv")).to_pylist()
    told = {row["list_id"] for row in coverage_table(package.text("tables", "control_coverage.csv")).to_pylist()}
    sure = {row["list_id"] for row in controls if row["confirmed"] != "unconfirmed"}
    law = {row["list_id"] for row in controls if row["regime"] != "HOUSE"}
    assert law - sure <= told <= law
    with pytest.raises(DefinitionError, match=r"coverage.csv:2: destinations: XX is no country"):
        coverage_table("list_id,title,regime,held,destinations,valid_from,valid_to,missing,citation\na,b,EU,none,XX,2024-01-01,,all,c\n", "coverage.csv")


def _nodes(rule: Rule) -> list[Node]:
    found: list[Node] = []
    left = [rule.scope, rule.condition]
    while left:
        node = left.pop()
        found.append(node)
        left.extend(children_of(node))
    return found


@pytest.mark.shared
def test_at_least_a_hundred_rows_of_the_table_of_law_have_a_rule(packs: RuleSet, law: dict[str, dict[str, str]]) -> None:
    assert len({row["id"] for rule in packs.rules if (row := _counterpart(rule, law))}) >= 100


@pytest.mark.shared
def test_a_rule_is_as_well_confirmed_as_its_row_in_the_table_of_law(packs: RuleSet, law: dict[str, dict[str, str]]) -> None:
    assert [rule.id for rule in packs.rules if (row := _counterpart(rule, law)) and row["confirmed"] != rule.confirmed] == []


@pytest.mark.shared
def test_a_rule_is_scoped_to_the_regime_of_its_row_in_the_table_of_law(packs: RuleSet, law: dict[str, dict[str, str]]) -> None:
    for rule in packs.rules:
        if row := _counterpart(rule, law):
            place = row["jurisdiction"]
            assert sorted(rule.regime) == sorted(SEVERAL[place] if place in SEVERAL else (REGIME_OF[place],)), rule.id


@pytest.mark.shared
def test_no_text_of_a_rule_is_a_sentence_of_the_table_of_law(packs: RuleSet, law: dict[str, dict[str, str]]) -> None:
    theirs = {row[column].strip().lower() for row in law.values() for column in ("trigger", "outcome") if len(row[column]) > 40}
    assert [rule.id for rule in packs.rules if rule.title.lower() in theirs] == []
