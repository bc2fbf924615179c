"""Which listed entities may these parties be?"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import msgspec
import numpy as np

from enduse.model.nouns import Party, Reason
from enduse.parties.align import Agreement, may_be_full
from enduse.parties.at_address import address_score, meet_addresses
from enduse.parties.build import identifier_key
from enduse.parties.evidence import Evidence, Side, other_kind, side_of, weigh_evidence
from enduse.parties.index import Index
from enduse.parties.inside import contained, numbers_of, other_number
from enduse.parties.leads import Lead, ask, leads_of, printed_leads
from enduse.parties.otherwise import Otherwise, read_otherwise, signs_of
from enduse.parties.pieces import Piece, meet_pieces, piece_verdict
from enduse.parties.probability import probability, telling
from enduse.parties.settings import Limits
from enduse.parties.sieve import ALL
from enduse.parties.slips import long_enough, short_lone
from enduse.parties.verdict import (
    Best,
    NameVerdict,
    across_scripts,
    best_of,
    gives_way,
    judge,
    name_base,
    name_reasons,
    nearly_a_ship,
    other_ship,
    rule_kind,
    settle,
    tells_apart,
)
from enduse.parties.wording import Wording, worded
from enduse.text.clean import printed_key
from enduse.text.names import Reading, read_name, read_names

_CHUNK = 2048  # parties worked on at a time; a matter of speed, never of outcome


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A listed entity that the party may be. `entity` is its row; `name_row` the row of `parties.names` (-1: found without a name)."""

    entity: int
    score: float  # the probability that it is the party
    points: int  # of the comparison, before the probability is read off the curve
    told: int  # how much the names tell that were compared, in weights of words
    band: str  # established | possible
    name_row: int
    matched_name: str
    name_kind: str
    exact: bool  # the party's whole name equals that printed name
    weak_only: bool  # nothing but weak aliases of the entity match
    address_only: bool
    reasons: tuple[Reason, ...]
    place: str | None = None  # of a match by the address alone: address, building, other_room

    @property
    def next_door(self) -> bool:
        """Whether nothing but the building is that of a listed party, whose room is another. A listed address counts with its whole building."""
        return self.place == "other_room" and self.reasons[0].code == "shares_address"


class _Hit(msgspec.Struct, gc=False):
    """The best name of one entity so far."""

    rank: tuple[int, int, int]
    name: int
    verdict: NameVerdict
    base: int
    name_kind: str
    weak_only: bool
    exact: bool


class Work(NamedTuple):
    """What was found on the way to the answer for one party, for those who ask how it came about."""

    reading: Reading | None
    side: Side
    leads: Sequence[Lead]
    pieces: Sequence[Piece]
    hits: Mapping[int, _Hit | None]  # by entity; None: met without a name
    by_identifier: Sequence[int]
    by_address: Sequence[int]
    found: tuple[Found, ...]


def find(
    parties: Sequence[Party], index: Index, *, limit: int | None = None, printed_only: bool = False, keep: list[Work] | None = None
) -> list[tuple[Found, ...]]:
    """For each party the entities found, best first. What is found for one depends neither on the others nor on `limit`, which only cuts the end off.

    `printed_only` looks at names alone that are equal to the party's as printed: a part of what is found otherwise, for proving quickly that a name is found.
    `keep` takes the work of each party that met anyone.
    """
    out: list[tuple[Found, ...]] = []
    for start in range(0, len(parties), _CHUNK):
        with _uncollected():
            out += _find(parties[start : start + _CHUNK], index, printed_only, keep)
    return out if limit is None else [found[:limit] for found in out]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's collector of cycles waits for a chunk to be done: matching makes none, and the collector would walk all words and names at hand again and again, a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _find(parties: Sequence[Party], index: Index, printed_only: bool, keep: list[Work] | None) -> list[tuple[Found, ...]]:
    romaniser = index.romaniser
    kinds = [str(party.kind) if party.kind else None for party in parties]
    readings = read_names([party.name for party in parties], romaniser, kinds)
    whole = [keep is not None or bool(party.identifiers) for party in parties]
    by_identifier = _by_identifier(parties, index)
    by_address: Mapping[int, Sequence[int]] = {}
    pieces: Mapping[int, Sequence[Piece]] = {}
    others: Mapping[int, Sequence[tuple[Reading, list[Lead]]]] = {}
    if printed_only:
        leads = printed_leads(readings, index)
    else:
        asked = ask(readings, index)
        leads = leads_of(readings, asked, index, whole)
        by_address = meet_addresses(parties, index)
        keys = [reading.key if reading else "" for reading in readings]
        signs = signs_of(parties, keys)
        pieces = meet_pieces(parties, keys, signs, index)
        others = _otherwise(read_otherwise(parties, kinds, readings, asked, keys, signs, index), index, whole)
    out: list[tuple[Found, ...]] = [()] * len(parties)
    for at in sorted({*leads, *pieces, *others, *by_identifier, *by_address}):
        reading = readings[at]
        side = _side(parties[at])
        hits: dict[int, _Hit | None] = {}
        if reading and at in leads:
            hits.update(_named(reading, leads[at], side, index, whole[at]))
        if at in pieces:
            reading = reading or read_name(pieces[at][0].text, romaniser)
            _in_pieces(pieces[at], hits, side, index)
        for other, lead in others.get(at, ()):
            reading = reading or other
            _met_otherwise(other, _named(other, lead, side, index, whole[at]), hits, index.limits)
        for entity in by_identifier.get(at, ()):
            hits.setdefault(entity, None)
        if not hits and at not in by_address and keep is None:
            continue
        if parties[at].address:
            side = side_of(parties[at], romaniser)
        found = [one for entity, hit in hits.items() if (one := _settled(reading, hit, side, entity, index)) is not None]
        held = {one.entity for one in found}
        found += [one for entity in by_address.get(at, ()) if entity not in held and (one := _at_address(side, entity, index))]
        if len(found) > 1:
            found.sort(key=lambda one: (one.address_only, one.band != "established", -one.score, not one.exact, one.entity))
        out[at] = tuple(found)
        if keep is not None:
            keep.append(Work(reading, side, leads.get(at, ()), pieces.get(at, ()), hits, by_identifier.get(at, ()), by_address.get(at, ()), out[at]))
    return out


_NO_EVIDENCE: Final = Evidence()
_AS_PRINTED: Final = (1, 1)
"""Of the rank of a hit: all of a strong name agrees, as printed."""
_WITHOUT_FORMS: Final = ("person", "vessel", "aircraft")
"""A name with a legal form is none of these."""
_BEST: Final = (1, 0, 2001)
"""The rank of a hit of which all agrees, though not as printed, and nothing speaks against it."""


def _side(party: Party) -> Side:
    """What is known of a party besides its names and its address, which is taken apart only where something was found."""
    return Side(
        kind=str(party.kind) if party.kind else None,
        countries=frozenset((party.country,)) if party.country else frozenset(),
        birth_dates=(party.birth_date,) if party.birth_date else (),
        identifiers=party.identifiers,
    )


def _named(reading: Reading, leads: list[Lead], side: Side, index: Index, whole: bool) -> dict[int, _Hit]:
    """The best name of each entity that the leads lead to. Names told apart are among them only if the `whole` work is asked for: an identifier may speak for them."""
    limits = index.limits
    hits: dict[int, _Hit] = {}
    asked = [worded(variant, index.weigh) for variant in reading.variants]
    numbered = bool(numbers_of(reading.text))
    met: dict[object, NameVerdict] = {}  # lists repeat each other's names
    aligned: dict[tuple[Wording, Wording], Agreement] = {}
    apart: set[int] = set()
    done: set[int] = set()  # entities of which a name agrees as printed
    least = limits.possible - 3 * limits.evidence_bonus
    kind, formed = side.kind, bool(reading.variants) and bool(reading.variants[0].forms)
    (name_kinds, kind_of), (listed_kinds, listed_kind_of) = index.kind_of, index.entity_kind_of
    for name, entity, rows, worth, printed, slips, inside, _ in leads:
        if entity in done:
            continue
        old = hits.get(entity)
        name_kind = name_kinds[kind_of[name]]
        only_better = old is not None and old.rank[0] == 1 and not printed and name_kind != "primary"  # a primary name may tell its entity apart
        if old is not None and only_better and (name_kind in ("weak", "former") or old.rank >= _BEST):
            continue
        listed = index.wordings(rows)
        if listed[0].role == "short" and all(one.role == "short" for one in listed):
            listed.append(index.wording(int(index.first_variant[name])))  # what the whole name says may tell the two apart
            worth = [*worth, ALL if any(worth) else 0]
        if only_better and not any(may_be_full(a, b) for a in asked for b in listed):
            continue
        exact = printed and printed_key(index.name_text(name)) == reading.key  # a hash decides nothing
        listed_kind = listed_kinds[listed_kind_of[name]] or None
        ship = other_ship(kind, listed_kind)
        slip = False
        if slips:
            variants = [one.variant for one in listed]
            slip = not (ship and short_lone(variants, limits)) and long_enough(variants, printed_key(index.name_text(name)), listed_kind, limits)
        within = inside and not ship and any(contained(a, b, limits) for b in listed for a in asked if len(a.tokens) > len(b.tokens))
        numbers = numbered and not exact and other_number(reading.text, index.name_text(name))
        whatever = whole or exact or slip or within
        if not whatever and ((numbers and name_kind != "primary") or not any(worth)):
            continue
        plain = not (exact or slip or within or numbers)
        key: object = listed[0] if plain and len(listed) == 1 else (exact, slip, within, numbers, *listed)
        verdict = met.get(key)
        if verdict is None:
            best = best_of(asked, listed, None if whatever else worth, aligned, limits)
            if old is not None and plain and _no_better(best, old, name_kind) and not whole:
                continue
            verdict = met[key] = judge(best, asked, listed, exact, limits, slip=slip, inside=within, other_number=numbers)
        agreement = verdict.agreement
        if agreement.decisive:
            if name_kind == "primary" and tells_apart(verdict):
                apart.add(entity)
            if not whole:
                continue
        verdict = across_scripts(verdict, reading.text, index.name_text(name)) if verdict.written else verdict
        verdict = nearly_a_ship(verdict) if ship else verdict
        kinds_differ = other_kind(kind, listed_kind) or (formed and listed_kind in _WITHOUT_FORMS)
        base = name_base(verdict, kinds_differ, limits)
        if base < least:
            continue
        strong = name_kind not in ("weak", "former")
        by_itself = min(base, limits.possible - 1) if verdict.brief else base
        rank = (int(by_itself >= limits.possible and agreement.full and strong), int(verdict.exact), by_itself * 2 + strong)
        if old is None or rank > old.rank:
            weak_only, any_exact = (name_kind == "weak", exact) if old is None else (old.weak_only and name_kind == "weak", old.exact or exact)
            hits[entity] = _Hit(rank, name, verdict, base, name_kind, weak_only, any_exact)
            if rank[:2] == _AS_PRINTED:
                done.add(entity)
        else:
            old.weak_only, old.exact = old.weak_only and name_kind == "weak", old.exact or exact
    return {entity: hit for entity, hit in hits.items() if entity not in apart or hit.exact or not gives_way(hit.verdict, hit.name_kind)} if apart else hits


def _no_better(best: Best, old: _Hit, name_kind: str) -> bool:
    """Whether a further name of an entity, met by nothing but words, cannot be better than the best so far, nor change what is told of that: the score of the name is never above that of its words."""
    agreement, _, _, both, *_ = best
    if agreement is None or agreement.full or old.weak_only or (name_kind == "primary" and (agreement.decisive or both)):
        return False  # a primary name may tell its entity apart
    return old.rank >= (0, 0, 2 * agreement.score + 1)


def _in_pieces(pieces: Sequence[Piece], hits: dict[int, _Hit | None], side: Side, index: Index) -> None:
    """Add the names met in pieces of the party's fields to the entities that the whole name did not find, or not as well."""
    for piece in pieces:
        entity, name_kind, listed_kind = int(index.name_entity[piece.name]), index.name_kind(piece.name), index.name_entity_kind(piece.name)
        if other_ship(side.kind, listed_kind):
            continue
        verdict = piece_verdict(piece, index)
        base = name_base(verdict, other_kind(side.kind, listed_kind), index.limits)
        old = hits.get(entity)
        if base >= index.limits.possible and (old is None or ((old.base < base or old.verdict.brief) and not old.exact)):
            hits[entity] = _Hit((0, 0, base * 2), piece.name, verdict, base, name_kind, name_kind == "weak", False)


def _otherwise(others: Sequence[Otherwise], index: Index, whole: Sequence[bool]) -> dict[int, list[tuple[Reading, list[Lead]]]]:
    """For each party that may be named otherwise and then meets a listed name: its further readings, each with what to compare it with."""
    found: dict[int, list[tuple[Reading, list[Lead]]]] = {}
    if others:
        readings = [other.reading for other in others]
        for place, leads in leads_of(readings, ask(readings, index), index, [whole[other.at] for other in others]).items():
            found.setdefault(others[place].at, []).append((others[place].reading, leads))
    return found


def _met_otherwise(reading: Reading, met: dict[int, _Hit], hits: dict[int, _Hit | None], limits: Limits) -> None:
    """Add what a further reading leads to where the name itself does not lead, or not as well: possible at most, and below what is met by the name."""
    for entity, hit in met.items():
        base = max(hit.base - limits.otherwise_penalty, limits.possible) if hit.base >= limits.possible else 0
        old = hits.get(entity)
        if base and (old is None or ((old.base < base or old.verdict.brief) and not old.exact)):
            agreement = hit.verdict.agreement
            agreement = agreement._replace(full=False, notes=(("read_otherwise", (reading.text,), ()), *agreement.notes))
            hits[entity] = _Hit(
                (0, 0, base * 2), hit.name, msgspec.structs.replace(hit.verdict, agreement=agreement, exact=False), base, hit.name_kind, hit.weak_only, False
            )


def _settled(reading: Reading | None, hit: _Hit | None, side: Side, entity: int, index: Index) -> Found | None:
    limits = index.limits
    if hit is None or reading is None:
        names = index.entity(entity).names
        return _by_number(_evidence(side, entity, index), names[0].text if names else "", entity, limits)
    verdict, listed_kind = hit.verdict, index.name_entity_kind(hit.name)
    if _says_more(side):
        evidence = _evidence(side, entity, index)
    else:  # of the entity nothing but its kind is asked then, and each of its names tells that
        evidence = weigh_evidence(side, Side(kind=listed_kind), limits) if other_kind(side.kind, listed_kind) else _NO_EVIDENCE
    text = index.name_text(hit.name)
    told = telling(verdict, limits)
    points, band = settle(verdict, hit.base, evidence, rule_kind(side.kind, listed_kind, text, index.romaniser), hit.name_kind, limits)
    if band == "below":
        return None
    reasons = name_reasons(reading, text, verdict, hit.name_kind) + evidence.reasons
    if hit.exact and not verdict.exact:
        reasons += (Reason(code="name_exact", values={"other_name": True}),)
    return Found(
        entity=entity, score=index.probability(points, told, evidence.strong_identifier), points=points, told=told, band=band, name_row=hit.name, matched_name=text, name_kind=hit.name_kind,
        exact=hit.exact, weak_only=hit.weak_only, address_only=False, reasons=reasons,
    )  # fmt: skip


def _says_more(side: Side) -> bool:
    """Whether more than its kind is known of a party that can be held against a listed entity."""
    return bool(side.countries or side.identifiers or side.birth_dates or side.places)


def _evidence(side: Side, entity: int, index: Index) -> Evidence:
    """What speaks for or against the listed entity. Its addresses are read only if the party has one to hold against them, its birthplaces never: a party has none."""
    listed = index.records.side(entity)
    if side.places:
        listed = msgspec.structs.replace(listed, places=index.records.places(entity))
    return weigh_evidence(side, listed, index.limits)


def _by_number(evidence: Evidence, name: str, entity: int, limits: Limits) -> Found | None:
    """Found by an identifier while the names differ."""
    codes = {reason.code for reason in evidence.reasons}
    if not codes & {"identifier_agrees", "weak_identifier_agrees", "identifier_other_scheme"}:
        return None
    established = evidence.strong_identifier and not evidence.conflict
    reasons = (Reason(code="name_differs"), *evidence.reasons)
    points = limits.identified if established else limits.possible
    return Found(
        entity=entity, score=probability(points, limits.telling_name, limits, identified=evidence.strong_identifier), points=points, told=limits.telling_name, band="established" if established else "possible", name_row=-1, matched_name=name, name_kind="primary",
        exact=False, weak_only=False, address_only=False, reasons=reasons,
    )  # fmt: skip


def _at_address(side: Side, entity: int, index: Index) -> Found | None:
    listed = index.entity(entity)
    evidence = _evidence(side, entity, index)
    told = address_score(evidence, listed.kind, index.limits)
    if told is None:
        return None
    name = listed.names[0].text if listed.names else listed.addresses[0].text if listed.addresses else ""
    return Found(
        entity=entity, score=probability(told[0], index.limits.telling_name, index.limits), points=told[0], told=index.limits.telling_name, band="possible", name_row=-1, matched_name=name, name_kind="primary",
        exact=False, weak_only=False, address_only=True, reasons=(told[1], *evidence.reasons), place=evidence.place,
    )  # fmt: skip


def _by_identifier(parties: Sequence[Party], index: Index) -> dict[int, list[int]]:
    keys = [(at, identifier_key(identifier)) for at, party in enumerate(parties) for identifier in party.identifiers if identifier.value]
    out: dict[int, list[int]] = {}
    if keys:
        positions, entities = index.look_up("parties.identifiers", np.array([key for _, key in keys], np.uint64))
        for position, entity in zip(positions.tolist(), entities.tolist(), strict=True):
            met = out.setdefault(keys[position][0], [])
            if entity not in met:
                met.append(entity)
    return out
