"""Which rules are false for a few transactions, as single facts show?

A rule is a conjunction: where one of its parts is false in every row of its level, no binding of it holds and none is undecided. Each value of a column says at
once, for all conditions that the rules put on that column, which of them it makes true and which false. The rules left over are evaluated as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from enduse.model.factbatch import Column, FactBatch
from enduse.rules.nodes import Compare, Contains, Holds, In, Is, Known, Node, Scalar, Valid
from enduse.rules.plan import Plan, PlannedRule, plan_of
from enduse.rules.planes import COMPARE
from enduse.rules.rule import RuleSet

FEW: Final = 4  # so many transactions are looked at fact by fact; more are sooner evaluated side by side
_KEPT: Final = 1024  # values of a column, days: those of a screening come again and again


class _Needs(msgspec.Struct, frozen=True):
    """What makes a condition false: any sign of `each`, or at least one of every mask of one of `choices`."""

    each: int = 0
    choices: tuple[tuple[int, ...], ...] = ()


def not_dismissed(ruleset: RuleSet, batch: FactBatch, asked: tuple[PlannedRule, ...]) -> tuple[PlannedRule, ...]:
    """The rules that may be anything but false somewhere in the batch."""
    found = ruleset.cache.get("dismissal")
    if not isinstance(found, _Dismissal):
        found = ruleset.cache["dismissal"] = _Dismissal(plan_of(ruleset))
    return found.left(batch, asked)


class _Dismissal:
    """Signs are bits: four times as many as leaves (as the plan shares them), for each that it is false in every row, true in every row, true in none, false in none;
    then one for each role of which there is no party."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.width = plan, plan.leaves
        self.watched: dict[str, _Watched] = {}
        self.periods: dict[int, Valid] = {}
        for step in plan.steps:
            if step.op == "leaf" and isinstance(step.leaf, Valid):
                self.periods[1 << step.shared] = step.leaf
            elif step.op == "leaf" and step.kind == "column" and step.ref is not None:
                self.watched.setdefault(step.ref.column, _Watched()).add(step.leaf, 1 << step.shared)
        self.open = 0
        """The leaves that a row may leave unknown."""
        for each in self.watched.values():
            self.open |= each.asked
        self.roles: dict[str, int] = {}
        self.needs = {rule.number: self._needs_of_rule(rule) for rule in plan.rules}
        self.days: dict[int, tuple[int, int]] = {}

    def left(self, batch: FactBatch, asked: tuple[PlannedRule, ...]) -> tuple[PlannedRule, ...]:
        """Those of the rules that no fact of the batch shows to be false."""
        true = false = -1
        held = denied = 0
        for day in set(batch.date.tolist()):
            holds, fails = self._on(day)
            true, false = true & holds, false & fails
        for name, column in batch.columns.items():
            watched = self.watched.get(name)
            if watched is not None:
                holds, fails, holding, failing = watched.settled(column)
                true |= holds
                false |= fails
                held |= holding
                denied |= failing
        present, width = set(batch.party_role.tolist()), self.width
        dead = false | true << width | (self.open & ~held) << 2 * width | (self.open & ~denied) << 3 * width
        for role, bit in self.roles.items():
            if role not in present:
                dead |= bit
        needs = self.needs
        return tuple([rule for rule in asked if not _is_dead(needs[rule.number], dead)])

    def _on(self, day: int) -> tuple[int, int]:
        """The periods that hold on a day, and those that do not."""
        found = self.days.get(day)
        if found is None:
            true = false = 0
            for bit, period in self.periods.items():
                if (period.first is None or day >= period.first) and (period.last is None or day <= period.last):
                    true |= bit
                else:
                    false |= bit
            if len(self.days) >= _KEPT:
                self.days.clear()
            found = self.days[day] = true, false
        return found

    def _needs_of_rule(self, rule: PlannedRule) -> _Needs:
        parts = [self._needs(rule.guard, True), self._needs(rule.condition, True)]
        bound = 0
        for role in rule.roles:
            if role != "any":
                bound |= self.roles.setdefault(role, 1 << 4 * self.width + len(self.roles))
        return _Needs(bound | parts[0].each | parts[1].each, parts[0].choices + parts[1].choices)

    def _needs(self, number: int, positive: bool, strict: bool = False) -> _Needs:
        """What makes a step (or, if not `positive`, its negation) false; if `strict`, what makes it anything but true."""
        step = self.plan.steps[number]
        if step.op == "leaf":
            bit = 1 << step.shared
            place = (0 if positive else 1) if not (strict and bit & self.open) else 2 if positive else 3
            return _Needs(bit << place * self.width)
        if step.op == "not":
            return self._needs(step.children[0], not positive, strict)
        if isinstance(step.node, Is):  # `is true` is false unless what it asks of is true, `is not true` where that is true; likewise of `is false`
            return _Needs() if step.node.state is None else self._needs(step.children[0], positive is step.node.state, positive)
        parts = [self._needs(child, positive, strict) for child in step.children]
        if (step.op == "and") is positive:
            each = 0
            for part in parts:
                each |= part.each
            return _Needs(each, tuple(choice for part in parts for choice in part.choices))
        alternatives = tuple(part.each for part in parts)
        return _Needs(choices=(alternatives,) if all(alternatives) else ())


def _is_dead(needs: _Needs, dead: int) -> bool:
    if needs.each & dead:
        return True
    for choice in needs.choices:
        for mask in choice:
            if not mask & dead:
                break
        else:
            return True
    return False


class _Watched:
    """The conditions on one column, and which of them each value makes true."""

    def __init__(self) -> None:
        self.known = self.asked = 0
        self.by_member: dict[Scalar, int] = {}
        self.compared: list[tuple[int, Callable[[Any, Any], Any], Scalar]] = []
        self.seen: dict[Any, int] = {}

    def add(self, node: Node, bit: int) -> None:
        """One more condition."""
        if isinstance(node, Known):
            self.known |= bit
            return
        self.asked |= bit
        if isinstance(node, Compare):
            self.compared.append((bit, COMPARE[node.op], node.value))
        members = (True,) if isinstance(node, Holds) else node.members if isinstance(node, In | Contains) else ()
        for member in members:
            self.by_member[member] = self.by_member.get(member, 0) | bit

    def settled(self, column: Column) -> tuple[int, int, int, int]:
        """The conditions that are true in every row, false in every row, true in some row, false in some row; of no rows the first two are all."""
        true = false = self.asked | self.known
        some = none = 0
        for value, whole in _values(column):
            if value is None:
                holds, fails = 0, self.known
            else:
                held = self._held(value)
                holds, fails = (held | self.known, self.asked & ~held) if whole else (held, self.known)
            true &= holds
            false &= fails
            some |= holds
            none |= fails
        return true, false, some, none

    def _held(self, value: Any) -> int:
        """The conditions (other than being known) that a value, or one of a set, makes true."""
        found = self.seen.get(value)
        if found is not None:
            return found
        if isinstance(value, tuple):
            found = 0
            for member in value:
                found |= self.by_member.get(member, 0)
        else:
            found = self.by_member.get(value, 0)
            for bit, compare, literal in self.compared:
                if compare(value, literal):
                    found |= bit
        if len(self.seen) >= _KEPT:
            self.seen.clear()
        self.seen[value] = found
        return found


def _values(column: Column) -> Iterator[tuple[Any, bool]]:
    """Each row's value (a set as a tuple, unknown as None), and whether all of it is known."""
    values: list[Any] = column.values.to_pylist()
    for row, value in enumerate(values):
        if isinstance(value, list):
            yield tuple(value), column.complete is not None and bool(column.complete[row])
        elif value is None or value != value:  # not a number: unknown, as everywhere
            yield None, False
        else:
            yield value, True
