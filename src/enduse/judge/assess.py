"""What does each verdict of a rule amount to here: which listings, which facts, which caps?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from enduse.facts import Derived, Hit
from enduse.model.decision import FactUsed, Finding, MatchUsed
from enduse.model.effects import GRAVITY
from enduse.rules import LeafFact, Rule

STATE_TRUE, STATE_ASKS, STATE_NOTED = 1, 2, 3
"""States of a verdict: true; unknown and asks for review; unknown and only noted."""


def findings_of(
    rule: Rule,
    state: int,
    facts: tuple[FactUsed, ...],
    attached: Mapping[str, bool | None],
    line: int | None,
    roles: tuple[str, ...],
    hits: Sequence[Hit],
    derived: Derived,
) -> list[Finding]:
    """The findings of one verdict that is true or asks: one, or for a rule about listings one per regime of the listings it rests on.

    `line` counts from 1 within the transaction; `roles` are those of the parties bound, sorted.
    """
    outcome, capped = rule.outcome, None
    if state != STATE_TRUE:
        outcome = "review" if state == STATE_ASKS else "note"
    if rule.status in ("stayed", "proposed"):
        outcome, capped = "note", rule.status
    elif rule.confirmed == "unconfirmed" and outcome == "block":
        outcome, capped = "review", "unconfirmed"
    common: dict[str, Any] = {
        "rule": rule.id,
        "rule_digest": rule.digest,
        "title": rule.title,
        "state": "true" if state == STATE_TRUE else "unknown",
        "reason_class": rule.reason_class if state == STATE_TRUE else "missing_facts",
        "line": line,
        "facts": facts,
        "confirmed": rule.confirmed,
        "status": rule.status,
    }
    bound = rule.party_roles
    wanted = [hit for hit in hits if _concerns(rule, hit) and ("any" in bound or derived.parties[hit.party].role.value in bound)] if rule.listing_band else []
    if not wanted or state != STATE_TRUE:  # without a hit the rule rests on a declared fact
        regimes = tuple(r for r in rule.regime if attached.get(r) is not False)
        return [Finding(**common, outcome=outcome, capped=capped, regimes=regimes, effects=rule.effects, roles=roles, listings=(), citation=rule.citation)]
    found = []
    for regime in sorted({hit.listing.regime for hit in wanted}):
        here = [hit for hit in wanted if hit.listing.regime == regime]
        unsure = outcome == "block" and all(hit.listing.confirmed == "unconfirmed" for hit in here)
        found.append(
            Finding(
                **common,
                outcome="review" if unsure else outcome,
                capped="unconfirmed" if unsure else capped,
                regimes=(regime,),
                effects=tuple(sorted({hit.listing.effect for hit in here})),
                roles=tuple(sorted({derived.parties[hit.party].role.value for hit in here})),
                listings=tuple(sorted({hit.listing.listing_id for hit in here})),
                citation="; ".join(sorted({hit.listing.citation or hit.listing.act for hit in here})),
            )
        )
    return found


def _concerns(rule: Rule, hit: Hit) -> bool:
    """Does the rule rest on this hit, by the band it is about?"""
    if not hit.counts:
        return False
    if rule.listing_band == "listed_name":
        return bool(hit.found.exact)
    if rule.listing_band == "address":
        return bool(hit.found.address_only) and not hit.found.next_door
    if rule.listing_band == "building":
        return bool(hit.found.next_door)
    if rule.listing_effects and hit.listing.effect not in rule.listing_effects:
        return False
    if rule.listing_band == "established":
        return hit.band == "established" and hit.attached is True
    if rule.listing_band == "unattached":
        return hit.band == "established" and hit.attached is False
    return hit.attached is None or (hit.attached and hit.band == "possible" and not hit.found.address_only)


def used(leaf: LeafFact) -> FactUsed:
    """The record of one fact."""
    # of an unknown fact nobody said anything: a column that exists for the sake of another transaction must not show here
    stated = leaf.known or leaf.value is not None
    return FactUsed(name=leaf.name, value=plain(leaf.value), known=leaf.known, provenance=leaf.provenance if stated else None)


def plain(value: Any) -> Any:
    """A fact's value as it stands in a record: no floats, dates as ISO, sets as sorted lists."""
    if isinstance(value, float):
        return format(value, ".12g")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(item) for item in value)
    return value


def match_used(hit: Hit, derived: Derived) -> MatchUsed:
    """The record of one hit."""
    party, found, listing = derived.parties[hit.party], hit.found, hit.listing
    return MatchUsed(
        role=party.role.value,
        party=party.name,
        listing_id=listing.listing_id,
        listing_version=listing.listing_version,
        entity_id=listing.entity_id,
        source=listing.source,
        authority=listing.authority,
        regime=listing.regime,
        effect=listing.effect,
        act=listing.act,
        programme=listing.programme,
        annex=listing.annex,
        valid_from=listing.valid_from,
        valid_to=listing.valid_to,
        citation=listing.citation,
        matched_name=found.matched_name,
        name_kind=found.name_kind,
        score=round(found.score * 1000),
        band=hit.band,
        exact=found.exact,
        address_only=found.address_only,
        in_force=hit.in_force,
        attached=hit.attached,
        excluded=hit.excluded,
        reasons=tuple({"code": reason.code, "values": dict(reason.values)} for reason in hit.reasons),
    )


def gravest(outcomes: Iterable[str]) -> str:
    """The gravest of the outcomes; a note releases."""
    return max(("release", *("release" if o == "note" else o for o in outcomes)), key=GRAVITY.__getitem__)
