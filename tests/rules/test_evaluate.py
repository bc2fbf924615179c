"""Are the fast verdicts those of the definition, whatever the rules, the facts and the slices?"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.model.factbatch import Column, FactBatch
from enduse.model.vocabulary import BY_NAME
from enduse.rules import RuleSet, Verdicts, compile_packs, evaluate, reference
from enduse.rules.examples import make_column

GROUPS = {"two": frozenset({"RU", "BY"}), "one": frozenset({"CN"})}
COUNTRIES = ("RU", "BY", "CN", "DE")
ROLES = ("buyer", "consignee", "end_user")
DAY = dt.date(2024, 1, 10)

BOOLS = (
    "payment.cash",
    "end_use.military",
    "goods.on_ccl",
    "goods.present",
    "party.any.listed_name",
    "party.consignee.is_military",
    "party.end_user.name_present",
)
CODES = ("route.ship_to_country", "payment.payer_country", "goods.origin_country", "party.any.country", "party.consignee.country", "party.buyer.country")
SETS = ("destination.countries", "payment.countries", "regime.attached", "party.any.established_effects", "party.buyer.possible_effects", "goods.control_lists")
NUMBERS = ("tx.revision", "goods.value", "party.any.age_days", "party.consignee.listed_owner_share")
DATES = ("tx.date", "party.any.incorporated")
COLUMNS = sorted(
    {name if not name.startswith("party.") else "party.*." + name.split(".")[2] for name in (*BOOLS, *CODES, *SETS, *NUMBERS, *DATES)} | {"tx.operator_role"}
)


def members(name: str) -> tuple[str, ...]:
    if name.endswith("effects"):
        return ("asset_freeze", "signal", "export_ban")
    if name == "regime.attached":
        return ("US", "EU", "UN")
    return ("list-a", "list-b") if name == "goods.control_lists" else COUNTRIES


@st.composite
def leaves(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(("bool", "bool", "code", "code", "set", "set", "number", "date", "two", "known")))
    if kind == "bool":
        return draw(st.sampled_from(BOOLS))
    if kind == "code":
        name = draw(st.sampled_from(CODES))
        return draw(st.sampled_from((f"{name} == 'RU'", f"{name} != 'CN'", f"{name} in ['DE', 'CN']", f"{name} not in group:two", f"{name} in group:two")))
    if kind == "set":
        name = draw(st.sampled_from(SETS))
        chosen = draw(st.lists(st.sampled_from(members(name)), min_size=1, max_size=2, unique=True))
        return f"{name} contains '{chosen[0]}'" if draw(st.booleans()) else f"{name} contains any {chosen}"
    if kind == "number":
        name, op = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(("==", "!=", "<", "<=", ">", ">=")))
        whole = name.endswith(("revision", "age_days"))
        return f"{name} {op} {draw(st.sampled_from((0, 1, 2) if whole else (0.5, 1, 0.1)))}"
    if kind == "date":
        return f"{draw(st.sampled_from(DATES))} {draw(st.sampled_from(('<', '>=', '==')))} {DAY}"
    if kind == "two":
        family = draw(st.sampled_from((CODES, ("tx.revision", "goods.value", "party.any.age_days"), DATES, BOOLS)))
        left, right = draw(st.sampled_from(family)), draw(st.sampled_from(family))
        return f"{left} {draw(st.sampled_from(('==', '!=')))} {right}"
    return f"{draw(st.sampled_from((*BOOLS, *CODES, *SETS, *NUMBERS)))} is {draw(st.sampled_from(('known', 'unknown', 'not known')))}"


CONDITIONS = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("and", "or")), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda c: f"not ({c})"),
        st.tuples(inner, st.sampled_from(("is true", "is not false", "is not true", "is unknown", "is false"))).map(lambda t: f"({t[0]}) {t[1]}"),
    ),
    max_leaves=6,
)


@st.composite
def rulesets(draw: st.DrawFn) -> RuleSet:
    text = ['[pack]\nid = "random"']
    for number in range(draw(st.integers(1, 4))):
        text.append(f'[[rule]]\nid = "R{number}"\ntitle = "t"\noutcome = "review"\nreason_class = "red_flag"\ncitation = "c"')
        text.append(f'condition = "{draw(CONDITIONS)}"')
        if draw(st.booleans()):
            text.append(f'scope = "{draw(CONDITIONS)}"')
        text.append("regime = " + draw(st.sampled_from(("[]", '["US"]', '["EU", "UN"]'))))
        text.append("roles = " + draw(st.sampled_from(("[]", "[]", '["bank", "broker"]'))))
        text.append("unknown = " + draw(st.sampled_from(('"review"', '"note"'))))
        text.append("status = " + draw(st.sampled_from(('"in_force"', '"in_force"', '"stayed"', '"proposed"', '"repealed"'))))
        if draw(st.booleans()):
            text.append(f"valid_from = {DAY}")
        if draw(st.booleans()):
            text.append("valid_to = 2024-01-12")
    return compile_packs({"random.toml": "\n".join(text)}, GROUPS)


def value_of(name: str, random: Random) -> Any:
    """A value of the fact's type, now and then unknown."""
    fact = BY_NAME[name]
    if fact.type == "set":
        chosen = random.sample((*members(name.replace("party.*", "party.any")), "?"), random.randrange(3))
        return None if random.random() < 0.1 else chosen
    if random.random() < 0.3:
        return None
    if fact.type == "bool":
        return random.random() < 0.5
    if fact.type == "date":
        return DAY + dt.timedelta(days=random.randrange(-1, 2))
    if fact.type in ("int", "decimal"):
        return random.choice((0, 1, 2) if fact.type == "int" else (0.0, 0.1, 0.5, 1.0, 2.5))
    return random.choice(("bank", "exporter") if name == "tx.operator_role" else COUNTRIES)


def make_transaction(random: Random) -> dict[str, Any]:
    """One transaction: its facts, 0 to 3 lines and 0 to 4 parties."""

    def facts(level: str) -> dict[str, Any]:
        return {name: value_of(name, random) for name in COLUMNS if BY_NAME[name].level == level}

    return {
        "day": random.randrange(-2, 5),
        "facts": facts("transaction"),
        "lines": [facts("line") for _ in range(random.randrange(4))],
        "parties": [(random.choice(ROLES), facts("party")) for _ in range(random.randrange(5))],
    }


def transactions(*, least: int = 0, most: int = 8) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some transactions out of a seed: drawing every fact by hypothesis would take a hundred times as long."""

    def build(pair: tuple[int, int]) -> list[dict[str, Any]]:
        random = Random(pair[0])
        return [make_transaction(random) for _ in range(pair[1])]

    return st.tuples(st.integers(0, 1 << 32), st.integers(least, most)).map(build)


def assemble(items: list[dict[str, Any]], absent: frozenset[str] = frozenset()) -> FactBatch:
    lines = [(t, line) for t, item in enumerate(items) for line in item["lines"]]
    parties = [(t, role, facts) for t, item in enumerate(items) for role, facts in item["parties"]]
    rows = {"transaction": [item["facts"] for item in items], "line": [line for _, line in lines], "party": [facts for _, _, facts in parties]}
    base = (DAY - dt.date(1970, 1, 1)).days
    return FactBatch(
        n=len(items),
        line_of=np.array([t for t, _ in lines], np.int32),
        party_of=np.array([t for t, _, _ in parties], np.int32),
        party_role=np.array([role for _, role, _ in parties], np.str_),
        date=np.array([base + item["day"] for item in items], np.int32),
        columns={name: make_column(name, [row[name] for row in rows[BY_NAME[name].level]]) for name in COLUMNS if name not in absent},
    )


def rows_of(verdicts: Verdicts) -> list[tuple[Any, ...]]:
    columns = (verdicts.tx, verdicts.rule, verdicts.state, verdicts.line)
    return [(*(int(column[i]) for column in columns), tuple(verdicts.party[i].tolist())) for i in range(len(verdicts))]


BATCHES = st.tuples(transactions(), st.frozensets(st.sampled_from(COLUMNS), max_size=4))


@settings(max_examples=200, deadline=None)
@given(rulesets(), BATCHES, st.integers(1, 7))
def test_the_fast_evaluator_agrees_with_the_definition(ruleset: RuleSet, batch: tuple[list[dict[str, Any]], frozenset[str]], rows: int) -> None:
    facts = assemble(*batch)
    expected = rows_of(reference.evaluate(ruleset, facts))
    assert rows_of(evaluate(ruleset, facts)) == expected
    assert rows_of(evaluate(ruleset, facts, rows=rows)) == expected


@settings(max_examples=150, deadline=None)
@given(rulesets(), transactions(least=1, most=1), st.frozensets(st.sampled_from(COLUMNS), max_size=4))
def test_one_transaction_of_which_single_facts_dismiss_rules_agrees_too(ruleset: RuleSet, items: list[dict[str, Any]], absent: frozenset[str]) -> None:
    facts = assemble(items, absent)
    assert rows_of(evaluate(ruleset, facts)) == rows_of(reference.evaluate(ruleset, facts))


@settings(max_examples=10, deadline=None)
@given(rulesets(), transactions(least=40, most=60), st.integers(20, 70))
def test_larger_slices_agree_with_the_definition_too(ruleset: RuleSet, items: list[dict[str, Any]], rows: int) -> None:
    facts = assemble(items)
    assert rows_of(evaluate(ruleset, facts, rows=rows)) == rows_of(reference.evaluate(ruleset, facts))


def test_columns_of_many_distinct_values_agree_with_the_definition() -> None:
    random, letters = Random(3), [a + b for a in "ABCDEFGHIJKLMNOP" for b in "QRSTUVWXYZ"]
    wanted = frozenset(letters[::3])
    pack = '[pack]\nid = "p"\n' + "".join(
        f'[[rule]]\nid = "{number}"\ntitle = "t"\noutcome = "note"\nreason_class = "clear"\ncitation = "c"\ncondition = "{condition}"\n'
        for number, condition in enumerate(
            (
                "route.ship_to_country in group:wanted",
                "route.ship_to_country == 'CS' or payment.countries contains any group:wanted",
                "payment.countries contains 'DT' and route.ship_to_country != payment.payer_country",
            )
        )
    )
    ruleset = compile_packs({"p.toml": pack}, {"wanted": wanted})
    n, nothing = 300, np.zeros(0, np.int32)
    columns = {
        "route.ship_to_country": make_column("route.ship_to_country", [random.choice([*letters, None]) for _ in range(n)]),
        "payment.payer_country": make_column("payment.payer_country", [random.choice([*letters[:9], None]) for _ in range(n)]),
        "payment.countries": make_column("payment.countries", [random.sample([*letters, "?"], random.randrange(4)) for _ in range(n)]),
    }
    facts = FactBatch(n=n, line_of=nothing, party_of=nothing, party_role=np.zeros(0, np.str_), date=np.zeros(n, np.int32), columns=columns)
    found = rows_of(evaluate(ruleset, facts))
    assert found == rows_of(reference.evaluate(ruleset, facts)) and {row[2] for row in found} == {1, 2}


@settings(max_examples=50, deadline=None)
@given(rulesets(), transactions(least=2), st.integers())
def test_the_order_of_the_transactions_does_not_matter(ruleset: RuleSet, items: list[dict[str, Any]], seed: int) -> None:
    order = list(range(len(items)))
    Random(seed).shuffle(order)
    straight, shuffled = assemble(items), assemble([items[i] for i in order])

    def named(facts: FactBatch, names: list[int]) -> set[tuple[int, ...]]:
        """Verdicts by transaction, lines and parties counted within it."""
        found = set()
        for tx, rule, state, line, parties in rows_of(evaluate(ruleset, facts)):
            place = line - int(np.searchsorted(facts.line_of, tx)) if line >= 0 else -1
            start = int(np.searchsorted(facts.party_of, tx))
            found.add((names[tx], rule, state, place, *(p - start if p >= 0 else -1 for p in parties)))
        return found

    assert named(straight, list(range(len(items)))) == named(shuffled, order)


@settings(max_examples=50, deadline=None)
@given(rulesets(), transactions(least=3))
def test_columns_that_are_slices_or_dictionaries_read_the_same(ruleset: RuleSet, items: list[dict[str, Any]]) -> None:
    facts = assemble(items)

    def shifted(column: Column) -> Column:
        values = pa.concat_arrays([column.values[:1], column.values, column.values[:1]])[min(1, len(column.values)) :][: len(column.values)]
        if values.type == pa.string():
            values = values.dictionary_encode()
        return Column(values=values, complete=column.complete, provenance=column.provenance)

    other = FactBatch(
        n=facts.n,
        line_of=facts.line_of,
        party_of=facts.party_of,
        party_role=facts.party_role,
        date=facts.date,
        columns={name: shifted(column) for name, column in facts.columns.items()},
    )
    assert rows_of(evaluate(ruleset, other)) == rows_of(evaluate(ruleset, facts))
