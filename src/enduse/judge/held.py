"""Which parties do the registers of owners know, and what of it goes into the record?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enduse.basis import Basis
from enduse.facts import Derived, Held, Owning
from enduse.model.decision import Owned, OwnerGap, OwnerReach, OwnerStep
from enduse.model.nouns import Party
from enduse.model.ownership import FULL, percent
from enduse.owners import Gap, Owners, Reach, Step
from enduse.parties import Index, find

INDEX: Final = "owners.index."
MEMO_PARTIES: Final = 200_000


def held_by_registers(parties: Sequence[Party], basis: Basis) -> list[tuple[Held, ...]]:
    """For each party the holders it is, else those it may be; empty lists throughout without asking anything if there are no registers."""
    owners = Owners.of_basis(basis)
    if owners is None:
        return []
    index = Index.of(_register_index(basis))
    scope = basis.table("owners.scope").column("node").to_numpy()
    memo = basis.cache.setdefault("held", {})
    assert isinstance(memo, dict)
    if len(memo) > MEMO_PARTIES:
        memo.clear()
    keys = [(p.name, p.kind, p.country, p.address, p.identifiers, p.birth_date) for p in parties]
    missing = {key: party for key, party in zip(keys, parties, strict=True) if key not in memo}
    for key, found in zip(missing, find(list(missing.values()), index), strict=True):
        named = [one for one in found if not one.address_only]
        sure = [one for one in named if one.band == "established"]
        memo[key] = tuple(Held(int(scope[one.entity]), one.band == "established", round(one.score * 1000)) for one in sure or named)
    return [memo[key] for key in keys]


def _register_index(basis: Basis) -> Basis:
    """The holders as a Basis of their own, so that parties are found among them as they are found on the lists."""
    made = basis.cache.get("held.index")
    if not isinstance(made, Basis):
        tables = {name.removeprefix(INDEX): table for name, table in basis.tables.items() if name.startswith(INDEX)}
        tables |= {name: basis.table(name) for name in ("text.romanise", "settings")}
        made = basis.cache["held.index"] = Basis(tables, dict.fromkeys(tables, ""))
    return made


def owned_used(derived: Derived, start: int, stop: int, tx: int, basis: Basis) -> tuple[Owned, ...]:
    """The record for the parties of one transaction: what reaches them or may, and by which ties."""
    owners = Owners.of_basis(basis)
    if owners is None:
        return ()
    attached = derived.attached[tx].state
    return tuple(
        _owned(owners, derived, party, each, attached)
        for party in range(start, stop)
        for each in derived.owning.get(party, ())
        if each.position.reaches or each.position.signals
    )


def _owned(owners: Owners, derived: Derived, party: int, each: Owning, attached: dict[str, bool | None]) -> Owned:
    return Owned(
        role=derived.parties[party].role.value,
        party=derived.parties[party].name,
        holder=owners.holder(each.held.node) or "",
        register=owners.holder(each.held.node, "register") or "",
        band="established" if each.held.established else "possible",
        reaches=tuple(reach_used(reach, attached.get(reach.rule.regime, True)) for reach in each.position.reaches),
        signals=each.position.signals,
    )


def reach_used(reach: Reach, attached: bool | None) -> OwnerReach:
    """The record of one reach."""
    rule = reach.rule
    return OwnerReach(
        rule=rule.id,
        measure=rule.key,
        state=reach.state,
        share=_share(reach.least, reach.most if reach.state == "open" else reach.least),
        threshold=f"{'more than ' if rule.strict else ''}{percent(rule.threshold or 0)}",
        aggregated=rule.together,
        citation=rule.citation,
        confirmed=rule.confirmed,
        attached=attached,
        steps=tuple(_step(step) for step in reach.steps),
        gaps=tuple(_gap(gap) for gap in reach.gaps),
    )


def _step(step: Step) -> OwnerStep:
    return OwnerStep(
        owner=step.owner,
        owned=step.owned,
        share=_share(step.least, step.most),
        control=step.control,
        indirect=step.indirect,
        valid_from=step.valid_from,
        valid_to=step.valid_to,
        register=step.register,
        source=step.source,
        where=step.where,
        listing=step.listing,
        band="established" if step.established else "possible",
    )


def _gap(gap: Gap) -> OwnerGap:
    share = gap.kind in ("share_unknown", "unaccounted", "indirect")
    return OwnerGap(kind=gap.kind, owner=gap.owner, owned=gap.owned, share=_share(gap.least, gap.most) if share else None)


def _share(least: int, most: int) -> str | None:
    if least == most:
        return percent(least)
    return None if least <= 0 and most >= FULL else f"{percent(least)}..{percent(most)}"
