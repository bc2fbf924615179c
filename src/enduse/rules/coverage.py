"""Which rules does a book of transactions exercise, which facts does no rule ask for, and which rules can never hold on the facts there are?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
import numpy as np

from enduse.model.vocabulary import FACTS
from enduse.rules.nodes import refs_of
from enduse.rules.plan import may_hold
from enduse.rules.rule import Rule, RuleSet
from enduse.rules.verdicts import ASKS, NOTED, TRUE, Verdicts

_STATES: Final = (TRUE, ASKS, NOTED)


class RuleCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """One rule over a book: transactions on which it holds, asks, or is open without asking. `lacks`: facts without which it cannot hold, and that the book has from nobody."""

    rule: str
    pack: str
    status: str
    outcome: str
    holds: int
    asks: int
    noted: int
    possible: bool
    lacks: tuple[str, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What a book says of a rule set. `idle_facts`: in the vocabulary, and in no rule."""

    transactions: int
    rules: tuple[RuleCoverage, ...]
    idle_facts: tuple[str, ...]
    absent_facts: tuple[str, ...]


class Counts:
    """Verdicts counted, slice after slice."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.transactions = 0
        self.states = np.zeros((len(ruleset.rules), len(_STATES)), np.int64)
        self.columns: set[str] = set()

    def add(self, verdicts: Verdicts, transactions: int, columns: Iterable[str]) -> None:
        """Count the verdicts on so many transactions, which have these columns of facts."""
        self.transactions += transactions
        self.columns |= set(columns)
        for place, state in enumerate(_STATES):
            self.states[:, place] += np.bincount(verdicts.rule[verdicts.state == state], minlength=len(self.ruleset.rules))

    def coverage(self) -> Coverage:
        """The whole of it, rules in the order of the packs."""
        holding = may_hold(self.ruleset, self.columns)
        rows = [self._row(number, rule, number in holding) for number, rule in enumerate(self.ruleset.rules)]
        asked = {ref.column for rule in self.ruleset.rules for node in (rule.guard, rule.condition) for ref in refs_of(node)}
        names = [fact.name for fact in FACTS]
        return Coverage(
            transactions=self.transactions,
            rules=tuple(rows),
            idle_facts=tuple(name for name in names if name not in asked),
            absent_facts=tuple(name for name in names if name in asked and name not in self.columns),
        )

    def _row(self, number: int, rule: Rule, possible: bool) -> RuleCoverage:
        holds, asks, noted = self.states[number].tolist()
        lacking = sorted({ref.column for node in (rule.guard, rule.condition) for ref in refs_of(node)} - self.columns) if not possible else []
        return RuleCoverage(
            rule=rule.id, pack=rule.pack, status=rule.status, outcome=rule.outcome, holds=holds, asks=asks, noted=noted, possible=possible, lacks=tuple(lacking)
        )  # fmt: skip
