"""Is this condition true for one binding, and which of its facts settle that? Kleene's logic on plain Python values, None for unknown."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from enduse.model.factbatch import FactBatch
from enduse.rules.nodes import All, AnyOf, Compare, CompareFacts, Constant, Contains, Holds, In, Is, Known, Node, Not, Ref, Valid, refs_of
from enduse.rules.rule import Rule

Binding = Mapping[str, int]  # dimension ("line", "party:consignee") to the row of its level
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Facts:
    """The values of a batch, one at a time."""

    def __init__(self, batch: FactBatch) -> None:
        self.batch = batch

    def row(self, ref: Ref, tx: int, binding: Binding) -> int:
        """The row of the fact's level that the binding picks."""
        return tx if ref.dim is None else binding[ref.dim]

    def value(self, ref: Ref, tx: int, binding: Binding) -> Any:
        """The value, None if unknown; of a set its known members."""
        if ref.column not in self.batch.columns:
            return frozenset() if ref.type == "set" else None
        value = self.batch.columns[ref.column].values[self.row(ref, tx, binding)].as_py()
        if ref.type == "set":
            return frozenset(value or ())
        return None if isinstance(value, float) and math.isnan(value) else value

    def known(self, ref: Ref, tx: int, binding: Binding) -> bool:
        """Is the value known; of a set, is it complete?"""
        column = self.batch.columns.get(ref.column)
        if column is None:
            return False
        if ref.type == "set":
            row = self.row(ref, tx, binding)
            return column.complete is not None and bool(column.complete[row]) and bool(column.values[row].is_valid)
        return self.value(ref, tx, binding) is not None

    def provenance(self, ref: Ref, tx: int, binding: Binding) -> str | None:
        """Where the value comes from; None if there is no such column."""
        column = self.batch.columns.get(ref.column)
        if column is None:
            return None
        if isinstance(column.provenance, str):
            return column.provenance
        found = column.provenance[self.row(ref, tx, binding)].as_py()
        return None if found is None else str(found)

    def bindings(self, rule: Rule, tx: int) -> Iterator[dict[str, int]]:
        """Every binding of the rule in canonical order; one empty binding if it binds nothing."""
        batch, choices = self.batch, []
        for dim in rule.dims:
            if dim == "line":
                choices.append(_owned(batch.line_of, tx))
            else:
                role = dim.removeprefix("party:")
                choices.append([j for j in _owned(batch.party_of, tx) if role in ("any", str(batch.party_role[j]))])
        for rows in itertools.product(*choices):
            yield dict(zip(rule.dims, rows, strict=True))


def _owned(owner: npt.NDArray[np.int32], tx: int) -> list[int]:
    first, last = np.searchsorted(owner, np.array((tx, tx + 1), owner.dtype))
    return list(range(int(first), int(last)))


def truth(node: Node, facts: Facts, tx: int, binding: Binding) -> bool | None:
    """True, false or None (unknown)."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, All):
        states = [truth(child, facts, tx, binding) for child in node.children]
        return False if False in states else None if None in states else True
    if isinstance(node, AnyOf):
        states = [truth(child, facts, tx, binding) for child in node.children]
        return True if True in states else None if None in states else False
    if isinstance(node, Not):
        state = truth(node.child, facts, tx, binding)
        return None if state is None else not state
    if isinstance(node, Is):
        return truth(node.child, facts, tx, binding) is node.state
    if isinstance(node, Valid):
        day = int(facts.batch.date[tx])
        return (node.first is None or day >= node.first) and (node.last is None or day <= node.last)
    if isinstance(node, Known):
        return facts.known(node.fact, tx, binding)
    if isinstance(node, CompareFacts):
        return _compare_facts(node, facts, tx, binding)
    value = facts.value(node.fact, tx, binding)
    if isinstance(node, Contains):
        if value & set(node.members):
            return True
        return False if facts.known(node.fact, tx, binding) else None
    if value is None:
        return None
    if isinstance(node, Holds):
        return bool(value)
    if isinstance(node, In):
        return value in node.members
    assert isinstance(node, Compare)
    return _COMPARE[node.op](value, node.value)


def _compare_facts(node: CompareFacts, facts: Facts, tx: int, binding: Binding) -> bool | None:
    left, right = facts.value(node.left, tx, binding), facts.value(node.right, tx, binding)
    if left is None or right is None:
        return None
    if "decimal" in (node.left.type, node.right.type):  # one scale for both: a decimal fact is a float64
        left, right = float(left), float(right)
    return _COMPARE[node.op](left, right)


def open_leaves(node: Node, facts: Facts, tx: int, binding: Binding) -> Iterator[tuple[Node, Ref]]:
    """The unknown facts (with their leaf) that keep an unknown condition from being settled: down through unknown parts only."""
    if truth(node, facts, tx, binding) is not None:
        return
    if isinstance(node, All | AnyOf):
        for child in node.children:
            yield from open_leaves(child, facts, tx, binding)
    elif isinstance(node, Not):
        yield from open_leaves(node.child, facts, tx, binding)
    else:
        for ref in refs_of(node):
            if not facts.known(ref, tx, binding):
                yield node, ref


def settling_leaves(node: Node, facts: Facts, tx: int, binding: Binding) -> Iterator[tuple[Node, Ref]]:
    """The facts (with their leaf) that made a condition what it is: all parts of a true `and` or a false `or`, else the parts that decide."""
    state = truth(node, facts, tx, binding)
    if state is None:
        yield from open_leaves(node, facts, tx, binding)
    elif isinstance(node, All | AnyOf):
        for child in node.children:
            if truth(child, facts, tx, binding) is state:
                yield from settling_leaves(child, facts, tx, binding)
    elif isinstance(node, Not | Is):
        yield from settling_leaves(node.child, facts, tx, binding)
    else:
        for ref in refs_of(node):
            yield node, ref
