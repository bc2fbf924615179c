"""What disposition do the findings amount to: outcome, reason class, questions, regime matrix?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from enduse.facts.regimes import Attachment
from enduse.judge.assess import gravest
from enduse.model.decision import Finding, MatchUsed, Question, RegimeOutcome
from enduse.model.effects import GRAVITY, IN_HOUSE, REGIMES, SETTLED_BY, ReasonClass
from enduse.model.vocabulary import lookup

_SETTLED_ALREADY = frozenset({"tx.kind", "tx.operator_role", "regime.attached"})
_ORDER = {reason.value: place for place, reason in enumerate(ReasonClass)}


def outcome_of(findings: Sequence[Finding]) -> tuple[str, str]:
    """The gravest outcome, and the gravest reason class among the findings that lead to it."""
    outcome = gravest(f.outcome for f in findings)
    if outcome == "release":
        return outcome, ReasonClass.clear.value
    return outcome, min((f.reason_class for f in findings if f.outcome == outcome), key=lambda reason: _ORDER[reason])


_WHY_UNATTACHED = {
    "origin_unknown": "goods.origin_country",
    "item_jurisdiction_unknown": "goods.subject_to_ear",
    "currency_unknown": "payment.currency",
    "us_person_unknown": "operator.us_person",
    "operator_seat_unknown": "operator.seats",
}
"""The fact that would settle whether a regime attaches, by the reason it is open."""


def questions_of(findings: Sequence[Finding], attachment: Attachment) -> tuple[Question, ...]:
    """The questions that would settle what keeps the transaction from release, and who must answer each.

    Every finding asks for the facts it misses; a true one also asks what settles findings of its reason class (`model.effects.SETTLED_BY`).
    """
    gathered: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for finding in findings:
        if GRAVITY[finding.outcome] == 0:
            continue
        names = missing_facts(finding)
        if "regime.attached" in names:
            names = [name for name in names if name != "regime.attached"]
            names += sorted({_WHY_UNATTACHED[why] for regime, why in attachment.why.items() if attachment.state[regime] is None and why in _WHY_UNATTACHED})
        if finding.reason_class == ReasonClass.missing_facts and not names:  # what is missing is itself a known fact: `name_present` is false
            names = [fact.name for fact in finding.facts if fact.name not in _SETTLED_ALREADY]
        for name in names:
            entry = lookup(name)
            if entry is None:
                continue
            who = entry[1] if entry[0].level == "party" and entry[0].who == "party" and entry[1] and entry[1] != "any" else entry[0].who
            facts, rules = gathered.setdefault((entry[0].question, who), (set(), set()))
            facts.add(name)
            rules.add(finding.rule)
        if finding.state == "true" and finding.reason_class in SETTLED_BY:
            gathered.setdefault(SETTLED_BY[finding.reason_class], (set(), set()))[1].add(finding.rule)
    collide = any(f.reason_class == ReasonClass.conflict_of_law and f.state == "true" for f in findings)
    return tuple(
        Question(
            question=question, who=who, facts=tuple(sorted(facts)), rules=tuple(sorted(rules)), gate="counsel" if collide and who not in IN_HOUSE else None
        )
        for (question, who), (facts, rules) in sorted(gathered.items())
    )


def missing_facts(finding: Finding) -> list[str]:
    """The facts a finding misses. A true finding misses nothing of a set of which enough is known."""
    return [fact.name for fact in finding.facts if not fact.known and (finding.state == "unknown" or fact.value is None)]


def regime_matrix(findings: Sequence[Finding], attachment: Attachment, lists_by_regime: Mapping[str, int]) -> dict[str, RegimeOutcome]:
    """US, EU, UK, UN, JP, CN × outcome, and by which rules each collides with the law of another. A regime without a list is not checked, never clear; a finding under it still shows."""
    matrix = {}
    collide = [f for f in findings if f.reason_class == ReasonClass.conflict_of_law and f.state == "true"]
    for regime in REGIMES:
        lists = lists_by_regime.get(regime, 0)
        worst = gravest(f.outcome for f in findings if regime in f.regimes)
        state, why = attachment.state[regime], attachment.why[regime]
        if state is False:
            outcome = "not_attached"
        elif worst != "release":
            outcome = "review" if state is None else worst  # what is not known to attach cannot be what bars it
        elif lists == 0:
            outcome, why = "not_checked", "no_list_loaded"
        else:
            outcome = "attachment_unknown" if state is None else "release"
        conflicts = tuple(sorted({f.rule for f in collide if regime in f.regimes}))
        matrix[regime] = RegimeOutcome(outcome=outcome, why=why, lists=lists, conflicts=conflicts)
    return matrix


def reason_codes(findings: Sequence[Finding], matches: Sequence[MatchUsed], conflict: bool) -> tuple[str, ...]:
    """Sorted codes of what was found out; the list of codes is in docs/reference/outputs.md and codes are never reused."""
    codes: set[str] = set()
    for finding in findings:
        if GRAVITY[finding.outcome]:
            codes.add(f"rule.{finding.state}")
        elif finding.state == "true":
            codes.add("rule.noted")
        if finding.capped:
            codes.add(f"capped.{finding.capped}")
    for match in matches:
        if match.excluded is not None:
            codes.add("match.excluded")
        elif not match.in_force:
            codes.add("listing.not_in_force")
        else:
            codes.add(f"match.{match.band}")
            if match.exact:
                codes.add("match.listed_name")
            if match.address_only:
                codes.add("match.address")
            if match.attached is not True:
                codes.add("regime.not_attached" if match.attached is False else "regime.attachment_unknown")
            codes.update(str(reason["code"]) for reason in match.reasons)
    if conflict:
        codes.add("fact.declared_conflict")
    return tuple(sorted(codes))
