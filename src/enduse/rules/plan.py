"""Which sub-conditions do the rules share, and at which level is each evaluated?

Equal sub-conditions get one number. Inside an `and` or `or`, parts that bind the same things are joined first, so that what concerns the transaction
alone is settled before anything is spread over goods lines and parties.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from enduse.rules.nodes import (
    All,
    AnyOf,
    Compare,
    CompareFacts,
    Constant,
    Contains,
    Holds,
    In,
    Is,
    Known,
    Node,
    Not,
    Ref,
    Scalar,
    all_of,
    any_of,
    children_of,
    refs_of,
)
from enduse.rules.rule import Rule, RuleSet, order_dims

Dims = tuple[str, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One sub-condition: `op` is and, or, not, is or leaf; `dims` what it binds; `children` numbers of other steps (smaller than its own).

    For a leaf on parties, `leaf` is the condition without the role and `shared` its number among the leaves: roles share one pass over the column.
    """

    op: str
    dims: Dims
    node: Node
    children: tuple[int, ...] = ()
    leaf: Node
    kind: str = ""  # of a leaf: column (of one fact), pair (two facts compared), fixed (a constant, a validity)
    ref: Ref | None = None  # of a leaf on a column: its fact, without the role
    by_role: bool = False  # a leaf on a column of parties, of whom only some are bound
    shared: int = -1
    members: frozenset[Scalar] = frozenset()  # of a leaf on members: theirs


class PlannedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as numbers: its place in the rule set, the steps of guard and condition."""

    number: int
    guard: int
    condition: int
    dims: Dims
    roles: tuple[str, ...]
    asks: bool


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Steps in an order in which every child comes first, and the rules that use them."""

    steps: tuple[Step, ...]
    rules: tuple[PlannedRule, ...]
    width: int  # the most parties a rule binds
    leaves: int


def plan_of(ruleset: RuleSet) -> Plan:
    """The plan of a rule set, made once."""
    plan = ruleset.cache.get("plan")
    if not isinstance(plan, Plan):
        plan = _Planner().plan(ruleset)
        ruleset.cache["plan"] = plan
    return plan


def rules_in_question(ruleset: RuleSet, columns: Iterable[str]) -> tuple[PlannedRule, ...]:
    """The rules that can be anything but false where only these facts have a column: most rest on what a person must have noticed, and nobody said so."""
    present = frozenset(columns)
    kept = ruleset.cache.setdefault("in question", {})
    found: tuple[PlannedRule, ...] | None = kept.get(present)
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        states = _possible(ruleset, present)
        found = kept[present] = tuple(rule for rule in plan_of(ruleset).rules if states[rule.guard] != _FALSE and states[rule.condition] != _FALSE)
    return found


def may_hold(ruleset: RuleSet, columns: Iterable[str]) -> frozenset[int]:
    """The places of the rules that can be true where only these facts have a column; the others can at most ask."""
    states = _possible(ruleset, frozenset(columns))
    return frozenset(rule.number for rule in plan_of(ruleset).rules if states[rule.guard] & states[rule.condition] & _TRUE)


def _possible(ruleset: RuleSet, present: frozenset[str]) -> list[int]:
    states: list[int] = []
    for step in plan_of(ruleset).steps:
        states.append(_states(step, [states[child] for child in step.children], present))
    return states


_TRUE, _FALSE, _UNKNOWN = 1, 2, 4
_ANY: Final = _TRUE | _FALSE | _UNKNOWN
_KEPT: Final = 256  # sets of columns: those of every slice, and what is declared now and then


def _states(step: Step, children: list[int], present: frozenset[str]) -> int:
    """The states that the step can have on any rows, as a sum of bits, from those of its children: a superset, as if they had nothing to do with each other."""
    node = step.node
    if step.op == "leaf":
        absent = any(ref.column not in present for ref in refs_of(node))
        if isinstance(node, Constant):
            return _TRUE if node.value else _FALSE
        return (_FALSE if isinstance(node, Known) else _UNKNOWN) if absent else _ANY
    if step.op == "not":
        return children[0] & _UNKNOWN | (_FALSE if children[0] & _TRUE else 0) | (_TRUE if children[0] & _FALSE else 0)
    if isinstance(node, Is):
        wanted = {True: _TRUE, False: _FALSE, None: _UNKNOWN}[node.state]
        return (_TRUE if children[0] & wanted else 0) | (_FALSE if children[0] & ~wanted else 0)
    whole, part = (_TRUE, _FALSE) if step.op == "and" else (_FALSE, _TRUE)
    every, some = _ANY, 0
    for child in children:
        every &= child
        some |= child
    open_ = _UNKNOWN if some & _UNKNOWN and all(child & (whole | _UNKNOWN) for child in children) else 0
    return every & whole | some & part | open_


def dims_of(node: Node) -> Dims:
    """What a condition binds, in canonical order."""
    return order_dims({ref.dim for ref in refs_of(node) if ref.dim})


class _Planner:
    def __init__(self) -> None:
        self.numbers: dict[Node, int] = {}
        self.leaves: dict[Node, int] = {}
        self.steps: list[Step] = []

    def plan(self, ruleset: RuleSet) -> Plan:
        rules = tuple(self.add_rule(number, rule) for number, rule in enumerate(ruleset.rules) if rule.status != "repealed")
        width = max((len(rule.party_roles) for rule in ruleset.rules), default=0)
        return Plan(steps=tuple(self.steps), rules=rules, width=width, leaves=len(self.leaves))

    def add_rule(self, number: int, rule: Rule) -> PlannedRule:
        return PlannedRule(
            number=number,
            guard=self.add(_regroup(rule.guard)),
            condition=self.add(_regroup(rule.condition)),
            dims=rule.dims,
            roles=rule.party_roles,
            asks=rule.unknown == "review",
        )

    def add(self, node: Node) -> int:
        found = self.numbers.get(node)
        if found is not None:
            return found
        inner = sorted(children_of(node), key=lambda child: len(dims_of(child))) if isinstance(node, All | AnyOf) else children_of(node)
        children = tuple(self.add(child) for child in inner)
        op = {All: "and", AnyOf: "or", Not: "not", Is: "is"}.get(type(node), "leaf")
        leaf = _without_role(node) if op == "leaf" else node
        shared = self.leaves.setdefault(leaf, len(self.leaves)) if op == "leaf" else -1
        members = frozenset(node.members) if isinstance(node, In | Contains) else frozenset([node.value]) if isinstance(node, Compare) else frozenset()
        dims, kind, ref = dims_of(node), "", None
        if op == "leaf":
            ref = next(refs_of(leaf), None)
            kind = "pair" if isinstance(node, CompareFacts) else "column" if ref else "fixed"
        by_role = kind == "column" and bool(dims) and dims[0].startswith("party:") and dims[0] != "party:any"
        self.numbers[node] = len(self.steps)
        self.steps.append(Step(op=op, dims=dims, node=node, children=children, leaf=leaf, kind=kind, ref=ref, by_role=by_role, shared=shared, members=members))
        return self.numbers[node]


def _without_role(node: Node) -> Node:
    """The leaf on the party level, whichever role it is asked of; comparisons of two facts keep their roles."""
    facts = tuple(refs_of(node))
    if len(facts) != 1 or isinstance(node, CompareFacts):
        return node
    fact = facts[0]
    plain = Ref(name=fact.column, column=fact.column, type=fact.type, dim=fact.dim and fact.dim.partition(":")[0], required=fact.required)
    return Holds(plain) if isinstance(node, Holds) else msgspec.structs.replace(node, fact=plain)


def _regroup(node: Node) -> Node:
    if isinstance(node, Not | Is):
        return msgspec.structs.replace(node, child=_regroup(node.child))
    if not isinstance(node, All | AnyOf):
        return node
    groups: dict[Dims, list[Node]] = {}
    for child in node.children:
        groups.setdefault(dims_of(child), []).append(_regroup(child))
    join = all_of if isinstance(node, All) else any_of
    if len(groups) == 1:
        return join(next(iter(groups.values())))
    return type(node)(tuple(join(group) for group in groups.values()))
