"""Does each rule say of its own examples what its author expects?

An example is one transaction. Facts given are known (a set is complete, unless it holds "?"), all others are unknown. The regime attaches, the
operator has the rule's first role and the date is the rule's first day unless the example says otherwise (`date`, or `tx.date`). There is one goods
line and one party for each role the rule names; `party.any.x` holds for every party of the example whose own role does not say otherwise.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from enduse.model.factbatch import Column, FactBatch
from enduse.model.vocabulary import BY_NAME
from enduse.rules.reference import evaluate
from enduse.rules.resolve import reference
from enduse.rules.rule import Example, Rule, RuleSet, days, make_ruleset
from enduse.rules.verdicts import TRUE, Verdicts

ARROW: Final = {
    "bool": pa.bool_(),
    "int": pa.int64(),
    "decimal": pa.float64(),
    "code": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
    "set": pa.list_(pa.string()),
}
_USUAL_DAY: Final = dt.date(2026, 1, 1)


class ExampleFailure(msgspec.Struct, frozen=True, kw_only=True):
    """An example that came out otherwise than expected, or examples that are missing (`number` None)."""

    rule: str
    file: str
    line: int
    number: int | None
    expected: str
    found: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def run_examples(ruleset: RuleSet) -> tuple[ExampleFailure, ...]:
    """Every example that fails, and every rule with fewer than three examples or without a true, a false and (if it can be) an unknown one."""
    failures: list[ExampleFailure] = []
    for rule in ruleset.rules:
        failures += _missing(rule)
        alone = make_ruleset([msgspec.structs.replace(rule, status="in_force")])  # a repealed rule's examples say what it was
        for number, example in enumerate(rule.examples):
            found = _word(evaluate(alone, batch_of(rule, example)))
            if found != example.expect:
                message = f'rule "{rule.id}", example {number + 1}: expected {example.expect}, found {found}'
                failures.append(_failure(rule, example.line, number, example.expect, found, message))
    return tuple(failures)


def batch_of(rule: Rule, example: Example) -> FactBatch:
    """The example as a batch of one transaction."""
    given = dict(example.facts)
    day = given.pop("date", given.get("tx.date", rule.valid_from or rule.valid_to or _USUAL_DAY))
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    given.setdefault("tx.date", day)
    if rule.regime:
        given.setdefault("regime.attached", list(rule.regime))
    if rule.roles:
        given.setdefault("tx.operator_role", rule.roles[0])
    named = [name.split(".")[1] for name in given if name.startswith("party.")]
    roles = [role for role in dict.fromkeys([*rule.party_roles, *named]) if role != "any"] or ["buyer"]
    if not named and not rule.party_roles:
        roles = []
    columns: dict[str, list[Any]] = {}
    for name, value in given.items():
        fact = reference(name)
        height = len(roles) if (fact.dim or "").startswith("party:") else 1
        column = columns.setdefault(fact.column, [None] * height)
        if height == 1 and not (fact.dim or "").startswith("party:"):
            column[0] = value
            continue
        asked = name.split(".")[1]
        for at, role in enumerate(roles):
            if role == asked or (asked == "any" and f"party.{role}.{name.split('.', 2)[2]}" not in given):
                column[at] = value
    return FactBatch(
        n=1,
        line_of=np.zeros(1, dtype=np.int32),
        party_of=np.zeros(len(roles), dtype=np.int32),
        party_role=np.array(roles, dtype=np.str_),
        date=np.array([days(day)], dtype=np.int32),
        columns={name: make_column(name, values) for name, values in columns.items()},
    )


def make_column(name: str, values: list[Any], provenance: str = "declared") -> Column:
    """A column of the batch out of Python values; None is unknown, a set that holds "?" or is None is incomplete."""
    kind = BY_NAME[name].type
    if kind == "set":
        complete = np.array([value is not None and "?" not in value for value in values], dtype=np.bool_)
        rows = [[item for item in value or () if item != "?"] for value in values]
        return Column(values=pa.array(rows, ARROW[kind]), complete=complete, provenance=provenance)
    if kind == "date":
        values = [dt.date.fromisoformat(value) if isinstance(value, str) else value for value in values]
    if kind == "decimal":
        values = [None if value is None else float(value) for value in values]
    return Column(values=pa.array(values, ARROW[kind]), provenance=provenance)


def _word(verdicts: Verdicts) -> str:
    if not len(verdicts):
        return "false"
    return "true" if verdicts.state[0] == TRUE else "unknown"


def _missing(rule: Rule) -> list[ExampleFailure]:
    expected = [example.expect for example in rule.examples]
    wanted = ["true", "false", *(["unknown"] if rule.may_be_unknown else [])]
    lacking = [word for word in wanted if word not in expected]
    if len(expected) >= 3 and not lacking:
        return []
    said = f'rule "{rule.id}" has {len(expected)} of at least 3 examples' + (f"; none is {' or '.join(lacking)}" if lacking else "")
    return [_failure(rule, rule.line, None, ", ".join(wanted), ", ".join(expected), said)]


def _failure(rule: Rule, line: int, number: int | None, expected: str, found: str, message: str) -> ExampleFailure:
    return ExampleFailure(rule=rule.id, file=rule.file, line=line, number=number, expected=expected, found=found, message=message)
