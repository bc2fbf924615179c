"""Which facts made each verdict of a batch? Verdicts that rest on equal facts are explained once."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.model.factbatch import FactBatch
from enduse.rules.explain import LeafFact, explain, shown, shown_refs
from enduse.rules.nodes import Ref, refs_of
from enduse.rules.rule import Rule, RuleSet
from enduse.rules.verdicts import NOTED, TRUE, Verdicts

Codes = npt.NDArray[np.int64]
_STATES: Final = 4


class Witnesses(msgspec.Struct, frozen=True, kw_only=True):
    """`leaves` are the distinct explanations; `of[row]` is the place of a verdict's explanation among them, -1 for one that is only noted."""

    leaves: tuple[tuple[LeafFact, ...], ...]
    of: npt.NDArray[np.int64]


def explain_all(ruleset: RuleSet, batch: FactBatch, verdicts: Verdicts) -> Witnesses:
    """The facts of every verdict that is true or asks: those of `explain`, and for a true one those the rule wants shown."""
    coded = _Coded(batch)
    of: Codes = np.full(len(verdicts), -1, np.int64)
    leaves: list[tuple[LeafFact, ...]] = []
    kinds = verdicts.rule.astype(np.int64) * _STATES + verdicts.state
    kinds[verdicts.state == NOTED] = -1
    order = np.argsort(kinds, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1) if len(order) else ():
        kind = int(kinds[rows[0]])
        if kind < 0:
            continue
        rule, state = ruleset.rules[kind // _STATES], kind % _STATES
        keys = coded.keys(rule, verdicts, rows)
        places: dict[Any, int] = {}
        for row, key in zip(rows.tolist(), keys, strict=True):
            place = places.get(key)
            if place is None:
                place = places[key] = len(leaves)
                leaves.append(_explained(rule, state, batch, verdicts, row))
            of[row] = place
    return Witnesses(leaves=tuple(leaves), of=of)


def _explained(rule: Rule, state: int, batch: FactBatch, verdicts: Verdicts, row: int) -> tuple[LeafFact, ...]:
    at = batch, int(verdicts.tx[row]), int(verdicts.line[row]), verdicts.parties(row, rule.party_roles)
    leaves = explain(rule, *at)
    if state != TRUE:
        return leaves
    named = {leaf.name for leaf in leaves}
    return (*leaves, *(leaf for leaf in shown(rule, *at) if leaf.name not in named))


class _Coded:
    """Columns as numbers: equal numbers in a column stand for equal value, completeness and provenance."""

    def __init__(self, batch: FactBatch) -> None:
        self.batch = batch
        self.of_row: dict[str, Codes] = {}
        self.numbers: dict[str, dict[Any, int]] = {}

    def keys(self, rule: Rule, verdicts: Verdicts, rows: Codes) -> list[tuple[int, ...]]:
        """For each of the verdicts (all of this rule) a key over every fact that the rule names."""
        refs = dict.fromkeys(ref for node in (rule.guard, rule.condition) for ref in refs_of(node))
        refs.update(dict.fromkeys(ref for ref in shown_refs(rule) if ref.dim is None or ref.dim in rule.dims))
        columns = [self.codes(ref, self._level_rows(ref, rule, verdicts, rows)).tolist() for ref in refs if ref.column in self.batch.columns]
        return list(zip(*columns, strict=True)) if columns else [()] * len(rows)

    def codes(self, ref: Ref, rows: npt.NDArray[np.int32]) -> Codes:
        """The numbers of these rows of a column; each row is looked at once."""
        known = self.of_row.get(ref.column)
        column = self.batch.columns[ref.column]
        if known is None:
            known = self.of_row[ref.column] = np.full(len(column.values), -1, np.int64)
            self.numbers[ref.column] = {}
        fresh = np.unique(rows[known[rows] < 0])
        if len(fresh):
            numbers = self.numbers[ref.column]
            values: list[Any] = column.values.take(fresh).to_pylist()
            if ref.type == "set":
                complete = column.complete[fresh].tolist() if column.complete is not None else [None] * len(fresh)
                values = [(None if value is None else tuple(value), whole) for value, whole in zip(values, complete, strict=True)]
            if not isinstance(column.provenance, str):
                values = list(zip(values, column.provenance.take(fresh).to_pylist(), strict=True))
            known[fresh] = [numbers.setdefault(value, len(numbers)) for value in values]
        return known[rows]

    @staticmethod
    def _level_rows(ref: Ref, rule: Rule, verdicts: Verdicts, rows: Codes) -> npt.NDArray[np.int32]:
        if ref.dim is None:
            return verdicts.tx[rows]
        if ref.dim == "line":
            return verdicts.line[rows]
        bound: npt.NDArray[np.int32] = verdicts.party[rows, rule.party_roles.index(ref.dim.removeprefix("party:"))]
        return bound
