"""What do findings amount to, as it is written? Told once for all transactions of a slice that share findings and regimes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from enduse.facts import Derived, Hit
from enduse.facts.regimes import Attachment
from enduse.judge.assess import STATE_NOTED, findings_of, used
from enduse.judge.decide import missing_facts, outcome_of, questions_of, reason_codes, regime_matrix
from enduse.model.decision import FactUsed, Finding, MatchUsed
from enduse.model.effects import GRAVITY, REGIMES
from enduse.rules import RuleSet, Verdicts, explain_all

ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Disposition(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a decision that follows from findings, matches and regimes. `rule_outcomes`: the gravest outcome of each of `rules`."""

    outcome: str
    reason_class: str
    effects: tuple[str, ...]
    reason_codes: tuple[str, ...]
    rules: tuple[str, ...]
    rule_outcomes: tuple[str, ...]
    unknown_facts: tuple[str, ...]
    findings: msgspec.Raw
    questions: msgspec.Raw
    regimes: msgspec.Raw
    facts: dict[str, bytes]  # canonical JSON of each fact used, by its name


class Judged:
    """The verdicts of a slice as dispositions. What it remembers ends with the slice."""

    def __init__(self, derived: Derived, verdicts: Verdicts, ruleset: RuleSet, lists_by_regime: Mapping[str, int]) -> None:
        self._derived, self._ruleset, self._lists = derived, ruleset, lists_by_regime
        verdicts = _binding(verdicts, ruleset, derived.attached)
        noted = verdicts.state == STATE_NOTED
        told, each = np.flatnonzero(~noted), np.arange(derived.facts.n + 1)
        self._noted: list[int] = verdicts.rule[noted].tolist()
        self._noted_bounds: list[int] = np.searchsorted(verdicts.tx[noted], each).tolist()
        self._bounds: list[int] = np.searchsorted(verdicts.tx[told], each).tolist()
        self._first_line: list[int] = np.searchsorted(derived.facts.line_of, each[:-1]).tolist()
        self._rule, self._state, self._line = verdicts.rule[told].tolist(), verdicts.state[told].tolist(), verdicts.line[told].tolist()
        self._party = verdicts.party[told]
        witnesses = explain_all(ruleset, derived.facts, verdicts)
        self._facts: list[tuple[FactUsed, ...]] = [tuple(map(used, leaves)) for leaves in witnesses.leaves]
        self._witness: list[int] = witnesses.of[told].tolist()
        self._undecided: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._conflicts = {conflict.transaction for conflict in derived.conflicts}
        self._findings: dict[Any, list[Finding]] = {}
        self._dispositions: dict[Any, Disposition] = {}

    def disposition(self, tx: int, hits: Sequence[Hit], matches: Sequence[MatchUsed]) -> tuple[Disposition, tuple[str, ...]]:
        """The disposition of one transaction, and the ids of the rules that could not be decided."""
        attachment = self._derived.attached[tx]
        noted = tuple(self._noted[self._noted_bounds[tx] : self._noted_bounds[tx + 1]])
        undecided = self._undecided.get(noted)
        if undecided is None:
            undecided = self._undecided[noted] = tuple([self._ruleset.rules[rule].id for rule in noted])
        told = [self._told(tx, row, hits, attachment) for row in range(self._bounds[tx], self._bounds[tx + 1])]
        conflict = tx in self._conflicts
        if hits:  # what rests on a match is about this party alone
            return dispose([finding for _, found in told for finding in found], matches, attachment, conflict, self._lists), undecided
        key = (tuple([name for name, _ in told]), id(attachment), conflict)
        known = self._dispositions.get(key)
        if known is None:
            known = dispose([finding for _, found in told for finding in found], matches, attachment, conflict, self._lists)
            self._dispositions[key] = known
        return known, undecided

    def _told(self, tx: int, row: int, hits: Sequence[Hit], attachment: Attachment) -> tuple[Any, list[Finding]]:
        """The findings of one verdict under a key that only equal findings share (if no hit is among what they rest on)."""
        rule, state, witness = self._ruleset.rules[self._rule[row]], self._state[row], self._witness[row]
        line = self._line[row] - self._first_line[tx] + 1 if self._line[row] >= 0 else None
        bound = self._party[row, : len(rule.party_roles)].tolist() if rule.party_roles else ()
        roles = tuple(sorted({self._derived.parties[index].role.value for index in bound}))
        if hits and rule.listing_band:
            return None, findings_of(rule, state, self._facts[witness], attachment.state, line, roles, hits, self._derived)
        key = (witness, line, roles, id(attachment))
        found = self._findings.get(key)
        if found is None:
            found = self._findings[key] = findings_of(rule, state, self._facts[witness], attachment.state, line, roles, (), self._derived)
        return key, found


def _binding(verdicts: Verdicts, ruleset: RuleSet, attached: Sequence[Attachment]) -> Verdicts:
    """The verdicts without those of rules whose regimes are known not to attach. Where one regime is open the set of those that attach is, for the rules, open as a whole."""
    bit = {regime: 1 << place for place, regime in enumerate(REGIMES)}
    ruled_out: dict[int, int] = {id(one): sum(bit[regime] for regime, state in one.state.items() if state is False) for one in attached}
    of_tx = np.array([ruled_out[id(one)] for one in attached], dtype=np.int64)
    of_rule = np.array([sum(bit[regime] for regime in rule.regime) for rule in ruleset.rules], dtype=np.int64)
    wanted = of_rule[verdicts.rule]
    keep = (wanted == 0) | ((wanted & ~of_tx[verdicts.tx]) != 0)
    if keep.all():
        return verdicts
    return Verdicts(rule=verdicts.rule[keep], tx=verdicts.tx[keep], state=verdicts.state[keep], line=verdicts.line[keep], party=verdicts.party[keep])


def dispose(
    findings: Sequence[Finding], matches: Sequence[MatchUsed], attachment: Attachment, conflict: bool, lists_by_regime: Mapping[str, int]
) -> Disposition:
    """The disposition of these findings."""
    ordered = sorted(findings, key=lambda f: (-GRAVITY[f.outcome], f.rule, f.regimes, f.line or 0))
    outcome, reason_class = outcome_of(ordered)
    weighty = [f for f in ordered if GRAVITY[f.outcome]]
    rules = tuple(sorted({f.rule for f in ordered if GRAVITY[f.outcome] or f.state == "true"}))
    by_rule: dict[str, str] = {}
    for finding in ordered:  # the gravest come first
        by_rule.setdefault(finding.rule, finding.outcome)
    return Disposition(
        outcome=outcome,
        reason_class=reason_class,
        effects=tuple(sorted({effect for f in weighty for effect in f.effects})),
        reason_codes=reason_codes(ordered, matches, conflict),
        rules=rules,
        rule_outcomes=tuple([by_rule[rule] for rule in rules]),
        unknown_facts=tuple(sorted({name for f in weighty for name in missing_facts(f)})),
        findings=_raw(ordered),
        questions=_raw(questions_of(ordered, attachment)),
        regimes=_raw(regime_matrix(ordered, attachment, lists_by_regime)),
        facts={fact.name: ENCODER.encode(fact) for finding in ordered for fact in finding.facts},
    )


def _raw(thing: Any) -> msgspec.Raw:
    return msgspec.Raw(ENCODER.encode(thing))
