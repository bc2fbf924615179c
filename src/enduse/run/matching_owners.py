"""Which measures come to these parties with their owners, and by which way? Candidate rows beside those of the parties themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from enduse.basis import Basis
from enduse.facts.hits import Listings
from enduse.facts.owned import Owning, positions
from enduse.judge.held import held_by_registers, reach_used
from enduse.model.decision import OwnerReach
from enduse.model.effects import Effect
from enduse.model.nouns import Exclusion, Party, Reason
from enduse.owners import Owners, Reach
from enduse.parties import Found

_ORDER: Final = ("reached", "open", "stayed")
Excluded = Mapping[tuple[str, str], tuple[Exclusion, ...]]


def owner_rows(
    parties: Sequence[Party], basis: Basis, found: Sequence[Sequence[Found]], *, as_of: str, exclusions: Excluded
) -> dict[int, list[dict[str, Any]]]:
    """By place of the party, of whom it is known whom it may be on the lists, the rows (without its id) of what reaches it or may; nothing where the registers know nothing, and nothing is asked where none is loaded.

    A row per measure and listed owner, ranked from 1: reached before open before stayed. One that reaches only because an exclusion of the owner is left aside is marked, not dropped.
    """
    owners = Owners.of_basis(basis)
    if owners is None:
        return {}
    held = held_by_registers(parties, basis, found)
    places, judged = range(len(parties)), [as_of] * len(parties)
    told = positions(held, places, judged, basis, as_of=as_of, exclusions={})
    some = [at for at, mine in told.items() if any(each.position.reaches or each.position.signals for each in mine)]
    counted = told
    if exclusions and some:
        asked = [held[at] if at in set(some) else () for at in places] if len(some) < len(parties) else held
        counted = positions(asked, places, judged, basis, as_of=as_of, exclusions=exclusions)
    listings = Listings.of_basis(basis)
    return {at: _ranked(row for each, with_them in zip(told[at], counted[at], strict=True) for row in _rows(each, with_them, owners, listings)) for at in some}


def _ranked(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: (row.pop("order"), -row["score"], row["entity_id"] or "", row["listing_id"] or ""))
    ranks: dict[object, int] = {}
    return [{"rank": ranks.setdefault(row["entity_id"], len(ranks) + 1), **row} for row in ordered]


def _rows(each: Owning, counted: Owning, owners: Owners, listings: Listings) -> Iterator[dict[str, Any]]:
    holder, register = owners.holder(each.held.node) or "", owners.holder(each.held.node, "register") or ""
    states = {reach.rule.id: reach.state for reach in counted.position.reaches}
    known = Reason(code="owned.holder", values={"holder": holder, "register": register, "band": "established" if each.held.established else "possible"})
    signals = tuple(Reason(code="owned.signal", values={"signal": signal}) for signal in each.position.signals)
    for reach in each.position.reaches:
        said = reach_used(reach, True)
        excluded = () if states.get(reach.rule.id) == reach.state else (Reason(code="match.excluded", values={"owner": True}),)
        reasons = (Reason(code=f"owned.{reach.state}", values=_terms(said)), known, *_path(said), *signals, *excluded)
        band = "below" if reach.state == "stayed" else "established" if reach.state == "reached" and each.held.established else "possible"
        order = _ORDER.index(reach.state)
        listed = _addressees(reach)
        for listing_id, entity, matched, score in listed:
            listing = next((one for one in listings.of(entity) if one.listing_id == listing_id), None)
            yield {
                "order": order,
                "entity_id": listing.entity_id if listing else None,
                "listing_id": listing_id,
                "source": listing.source if listing else None,
                "matched_name": matched,
                "score": min(each.held.score, score),
                "band": band,
                "effect": reach.rule.effect,
                "reasons": reasons,
            }
        if not listed:
            yield {**_nobody(register, holder, each.held.score, reasons), "order": order, "band": band, "effect": reach.rule.effect}
    if signals and not each.position.reaches:
        yield {**_nobody(register, holder, each.held.score, (*signals, known)), "order": len(_ORDER), "band": "possible", "effect": Effect.signal.value}


def _addressees(reach: Reach) -> list[tuple[str, int, str, int]]:
    """The listed owners of a way: (listing, entity, name met, likeness), each once."""
    found = {step.listing: (step.link.entity, step.link.matched, step.link.score) for step in reach.steps if step.listing and step.link}
    return [(listing, *of) for listing, of in found.items()]


def _nobody(register: str, holder: str, score: int, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    return {"entity_id": None, "listing_id": None, "source": register, "matched_name": holder, "score": score, "reasons": reasons}


def _terms(said: OwnerReach) -> dict[str, str | int | bool | None]:
    return {
        "rule": said.rule, "measure": said.measure, "share": said.share, "threshold": said.threshold, "aggregated": said.aggregated, "citation": said.citation, "confirmed": said.confirmed,
    }  # fmt: skip


def _path(said: OwnerReach) -> Iterator[Reason]:
    for step in said.steps:
        yield Reason(
            code="owned.step",
            values={
                "owner": step.owner, "owned": step.owned, "share": step.share, "control": step.control, "indirect": step.indirect, "listing": step.listing,
                "from": step.valid_from, "to": step.valid_to, "register": step.register, "where": step.where, "source": step.source or None,
            },
        )  # fmt: skip
    for gap in said.gaps:
        yield Reason(code="owned.gap", values={"kind": gap.kind, "owner": gap.owner or None, "owned": gap.owned, "share": gap.share})
