"""What is behind a transaction that was held back: one listed party behind forty orders, or one rule?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

import msgspec

from enduse.model.effects import GRAVITY, ReasonClass

REASON_ORDER: Final = {reason.value: place for place, reason in enumerate(ReasonClass)}
_LISTING_FACTS: Final = ("established_", "possible_effects", "listed_name", "unattached_effects", "shares_address", "shares_building", "listed_at_building")
"""Party facts that come out of a match with a listing; the rest of a party's facts are about the party itself."""


class Fact(msgspec.Struct):
    """What the survey reads of a fact."""

    name: str
    known: bool
    value: Any = None


class Finding(msgspec.Struct):
    """What the survey reads of a finding."""

    rule: str
    title: str
    outcome: Literal["block", "review", "note"]
    reason_class: str
    roles: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Matched(msgspec.Struct):
    """What the survey reads of a match."""

    role: str
    listing_id: str
    entity_id: str
    matched_name: str | None
    band: str
    score: int
    in_force: bool
    excluded: str | None
    attached: bool | None


class Cause(NamedTuple):
    """A root cause: the id of a listed entity, or of a rule. `label` is the listed name matched, or the rule's title."""

    kind: str  # party | rule
    key: str
    label: str


def gravity(outcome: str, reason_class: str) -> int:
    """Rank of a decision or finding, gravest first: a smaller number is graver."""
    return (2 - GRAVITY[outcome]) * 100 + REASON_ORDER.get(reason_class, 99)


def cause_of(finding: Finding, matches: Sequence[Matched]) -> Cause:
    """The listed party a finding rests on (the best match, if there are several), else its rule."""
    counted = [m for m in matches if m.in_force and m.excluded is None]
    behind = [m for m in counted if m.listing_id in finding.listings]
    if not behind and any(_from_a_list(fact) for fact in finding.facts):
        behind = [m for m in counted if m.role in finding.roles]
    if behind:
        best = min(behind, key=lambda m: (m.attached is not True, m.band != "established", -m.score, m.entity_id))
        return Cause("party", best.entity_id, best.matched_name or best.entity_id)
    return Cause("rule", finding.rule, finding.title)


def _from_a_list(fact: Fact) -> bool:
    return fact.known and bool(fact.value) and fact.name.startswith("party.") and fact.name.split(".")[-1].startswith(_LISTING_FACTS)


def weighty(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that ask for review or block."""
    return [finding for finding in findings if GRAVITY[finding.outcome]]


def root_cause(outcome: str, reason_class: str, findings: Sequence[Finding], matches: Sequence[Matched]) -> Cause | None:
    """Behind the gravest findings of a decision: a listed party before a rule; None if it was released."""
    leading = [f for f in weighty(findings) if f.outcome == outcome and f.reason_class == reason_class] or weighty(findings)
    causes = [cause_of(finding, matches) for finding in leading]
    return min(causes, key=lambda cause: (cause.kind != "party", cause.key)) if causes else None


class Change(NamedTuple):
    """What the outcome would be if this cause fell away and everything else stayed."""

    cause: Cause
    findings: list[Finding]
    outcome: str
    reason_class: str


def changes(outcome: str, reason_class: str, findings: Sequence[Finding], matches: Sequence[Matched]) -> tuple[list[Change], int]:
    """The single causes whose falling away would change outcome or reason class, and how many causes there are at the decision's own gravity."""
    weigh = weighty(findings)
    by_cause: dict[tuple[str, str], tuple[Cause, list[Finding]]] = {}
    for finding in weigh:
        cause = cause_of(finding, matches)
        by_cause.setdefault((cause.kind, cause.key), (cause, []))[1].append(finding)
    found = []
    leading = 0
    for cause, mine in by_cause.values():
        rest = [f for f in weigh if not any(f is m for m in mine)]
        worst = min(rest, key=lambda f: gravity(f.outcome, f.reason_class), default=None)
        left = (worst.outcome, worst.reason_class) if worst else ("release", "clear")
        leading += any(f.outcome == outcome for f in mine)
        if left != (outcome, reason_class):
            found.append(Change(cause, mine, *left))
    return found, leading
