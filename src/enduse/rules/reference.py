"""What are the verdicts, by the definition and nothing else? Slow and obvious: the guard of the fast evaluator."""

from __future__ import annotations

import numpy as np

from enduse.model.factbatch import FactBatch
from enduse.rules.rule import REGIME, ROLE, Rule, RuleSet
from enduse.rules.truth import Binding, Facts, open_leaves, truth
from enduse.rules.verdicts import ASKS, NOTED, TRUE, Verdicts


def evaluate(ruleset: RuleSet, batch: FactBatch) -> Verdicts:
    """The verdicts of `verdicts`, one transaction, rule and binding at a time."""
    facts = Facts(batch)
    found: list[tuple[int, int, int, dict[str, int]]] = []
    for tx in range(batch.n):
        for number, rule in enumerate(ruleset.rules):
            if rule.status == "repealed":
                continue
            states = [(state_of(rule, facts, tx, binding), binding) for binding in facts.bindings(rule, tx)]
            open_or_true = [pair for pair in states if pair[0]]
            if open_or_true:
                state, binding = min(open_or_true, key=lambda pair: pair[0])  # the first of the least
                found.append((tx, number, state, binding))
    width = max((len(rule.party_roles) for rule in ruleset.rules), default=0)
    party = np.full((len(found), width), -1, dtype=np.int32)
    for at, (_, number, _, binding) in enumerate(found):
        for k, role in enumerate(ruleset.rules[number].party_roles):
            party[at, k] = binding[f"party:{role}"]
    return Verdicts(
        rule=np.array([number for _, number, _, _ in found], dtype=np.int32),
        tx=np.array([tx for tx, _, _, _ in found], dtype=np.int32),
        state=np.array([state for _, _, state, _ in found], dtype=np.int8),
        line=np.array([binding.get("line", -1) for _, _, _, binding in found], dtype=np.int32),
        party=party,
    )


def state_of(rule: Rule, facts: Facts, tx: int, binding: Binding) -> int:
    """1, 2, 3, or 0 for false."""
    guard = _guard(rule, facts, tx, binding)
    condition = truth(rule.condition, facts, tx, binding)
    if guard is False or condition is False:
        return 0
    if guard is True and condition is True:
        return TRUE
    if rule.unknown == "review":
        if guard is True:
            return ASKS
        if any(ref.required for _, ref in open_leaves(rule.scope, facts, tx, binding)):
            return ASKS
    return NOTED


def _guard(rule: Rule, facts: Facts, tx: int, binding: Binding) -> bool | None:
    day = np.datetime64(int(facts.batch.date[tx]), "D").astype(object)
    if rule.valid_from and day < rule.valid_from:
        return False
    if rule.valid_to and day > rule.valid_to:
        return False
    parts = [truth(rule.scope, facts, tx, binding)]
    if rule.regime:
        attached = bool(facts.value(REGIME, tx, binding) & set(rule.regime))
        parts.append(True if attached else False if facts.known(REGIME, tx, binding) else None)
    if rule.roles:
        role = facts.value(ROLE, tx, binding)
        parts.append(None if role is None else role in rule.roles)
    return False if False in parts else None if None in parts else True
