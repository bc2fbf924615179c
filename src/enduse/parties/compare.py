"""Do these two names, or two parties, belong to one party?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from enduse.model.nouns import Address, Entity, Match, NameKind, Party
from enduse.parties.at_address import address_score
from enduse.parties.evidence import Evidence, Side, side_of, weigh_evidence
from enduse.parties.inside import other_number
from enduse.parties.probability import probability, telling
from enduse.parties.settings import Limits, in_range
from enduse.parties.settings import limits as read_limits
from enduse.parties.slips import long_enough, short_lone, slipped
from enduse.parties.verdict import NameVerdict, across_scripts, meet, name_base, name_reasons, nearly_a_ship, other_ship, rule_kind, settle
from enduse.parties.weights import FULL, weigh
from enduse.parties.wording import worded
from enduse.text.names import Reading, Token, read_name
from enduse.text.romanise import Romaniser


class Pair(NamedTuple):
    """The two names, of all that the sides bear, that speak most for one party, and what is made of them."""

    mine: Reading
    listed: Reading
    name_kind: str
    verdict: NameVerdict
    base: int
    score: int  # points
    band: str


def compare(
    left: str | Party | Entity,
    right: str | Party | Entity,
    *,
    kind: str | None = None,
    romaniser: Romaniser,
    settings: Mapping[str, str] | Callable[[str], str] | None = None,
    weight: Callable[[Token], int] | None = None,
) -> Match:
    """The match of two names or two parties; `kind` (person, organization, vessel, address) is that of both where they do not say.

    `weight`: of a word, by its rarity on lists (`Index.weigh`); without it every word counts as rare. `UsageError` for one beyond 0 to 100. Of kind address, two texts are compared as addresses.
    """
    if kind == "address":
        return _compare_addresses(left, right, romaniser)
    limits = read_limits(settings)
    pair, evidence = best_pair(left, right, kind=kind, romaniser=romaniser, limits=limits, weight=weight)
    entity = right.entity_id if isinstance(right, Entity) else left.entity_id if isinstance(left, Entity) else None
    if pair is not None:
        reasons = name_reasons(pair.mine, pair.listed.text, pair.verdict, pair.name_kind) + evidence.reasons
        return Match(
            score=probability(pair.score, telling(pair.verdict, limits), limits, identified=evidence.strong_identifier),
            band=pair.band,
            reasons=reasons,
            entity=entity,
            matched_name=pair.listed.text,
        )
    strong = evidence.strong_identifier and not evidence.conflict
    listed_kind = str(right.kind) if isinstance(right, Entity) and right.kind else None
    told = None if strong else address_score(evidence, listed_kind, limits)
    if told is not None:  # nobody is named, and the address agrees: possible at most, as in `find`
        return Match(score=probability(told[0], limits.telling_name, limits), band="possible", reasons=(told[1], *evidence.reasons), entity=entity)
    return Match(
        score=probability(limits.identified, limits.telling_name, limits, identified=True) if strong else 0.0,
        band="established" if strong else "below",
        reasons=evidence.reasons,
        entity=entity,
    )


def best_pair(
    left: str | Party | Entity,
    right: str | Party | Entity,
    *,
    kind: str | None,
    romaniser: Romaniser,
    limits: Limits,
    weight: Callable[[Token], int] | None,
) -> tuple[Pair | None, Evidence]:
    """The names that agree best, and what speaks besides them; None where a side has no name."""
    ours, theirs = _side(left, kind, romaniser), _side(right, kind, romaniser)
    evidence = weigh_evidence(ours, theirs, limits)
    kinds_differ = any(reason.code == "kind_differs" for reason in evidence.reasons)
    least = (limits.slip_letters_person if "person" in (ours.kind, theirs.kind) else limits.slip_letters) - 1
    ship = other_ship(ours.kind, theirs.kind)

    def as_rare(token: Token) -> int:
        return weigh(token, FULL, limits.generic_share)

    value = in_range(weight) if weight else as_rare
    best: tuple[tuple[bool, int, bool], Pair] | None = None
    for mine, _ in _names(left, ours.kind, romaniser):
        for listed, name_kind in _names(right, theirs.kind, romaniser):
            slip = slipped(mine, listed, least) and long_enough(listed.variants, listed.key, theirs.kind or ours.kind, limits)
            slip = slip and not (ship and short_lone(listed.variants, limits))
            ours_worded, theirs_worded = [[worded(variant, value) for variant in name.variants] for name in (mine, listed)]
            exact = bool(mine.key) and mine.key == listed.key
            numbers = not exact and other_number(mine.text, listed.text)
            verdict: NameVerdict = meet(ours_worded, theirs_worded, exact, limits, slip=slip, inside=not ship, other_number=numbers)
            verdict = across_scripts(verdict, mine.text, listed.text)
            verdict = nearly_a_ship(verdict) if ship else verdict
            base = name_base(verdict, kinds_differ, limits)
            score, band = settle(verdict, base, evidence, rule_kind(ours.kind, theirs.kind, listed.text, romaniser), name_kind, limits)
            rank = (band == "established", score, verdict.exact)
            if best is None or rank > best[0]:
                best = (rank, Pair(mine, listed, name_kind, verdict, base, score, band))
    return (best[1] if best else None), evidence


def _side(thing: str | Party | Entity, kind: str | None, romaniser: Romaniser) -> Side:
    if isinstance(thing, str):
        return Side(kind=kind)
    side = side_of(thing, romaniser)
    return side if side.kind or kind is None else Side(
        kind=kind, countries=side.countries, birth_dates=side.birth_dates, places=side.places, birth_places=side.birth_places, identifiers=side.identifiers
    )  # fmt: skip


def _names(thing: str | Party | Entity, kind: str | None, romaniser: Romaniser) -> list[tuple[Reading, str]]:
    if isinstance(thing, str):
        return [(read_name(thing, romaniser, kind), str(NameKind.primary))]
    if isinstance(thing, Party):
        return [(read_name(thing.name, romaniser, kind), str(NameKind.primary))] if thing.name else []
    return [(read_name(name.text, romaniser, kind), str(name.kind)) for name in thing.names]


def _compare_addresses(left: str | Party | Entity, right: str | Party | Entity, romaniser: Romaniser) -> Match:
    from_left, from_right = _addresses(left), _addresses(right)
    ours = Entity(entity_id="", kind=None, addresses=from_left)
    theirs = Entity(entity_id="", kind=None, addresses=from_right)
    evidence = weigh_evidence(side_of(ours, romaniser), side_of(theirs, romaniser), read_limits(None))
    codes = {reason.code for reason in evidence.reasons}
    score = 1.0 if "address_agrees" in codes else 0.85 if "room_differs" in codes else 0.9 if "building_agrees" in codes else 0.0
    entity = right.entity_id if isinstance(right, Entity) else None
    matched = from_right[0].text if score and from_right else None
    return Match(score=score, band="possible" if score else "below", reasons=evidence.reasons, entity=entity, matched_name=matched)


def _addresses(thing: str | Party | Entity) -> tuple[Address, ...]:
    if isinstance(thing, Entity):
        return thing.addresses
    text = thing if isinstance(thing, str) else thing.address
    return (Address(text=text),) if text else ()
