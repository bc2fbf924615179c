"""Which parties do the registers of owners know, and what of it goes into the record?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from enduse.basis import Basis
from enduse.facts import Derived, Held, Owning
from enduse.model.decision import Owned, OwnerGap, OwnerReach, OwnerStep
from enduse.model.nouns import Party
from enduse.model.ownership import FULL, percent
from enduse.owners import Gap, Owners, Reach, Step
from enduse.parties import Found, Index, find

INDEX: Final = "owners.index."
MEMO_PARTIES: Final = 200_000


def held_by_registers(parties: Sequence[Party], basis: Basis, found: Sequence[Sequence[Found]] | None = None) -> list[tuple[Held, ...]]:
    """For each party the holders it is, else those it may be; empty lists throughout without asking anything if there are no registers.

    `found`: whom the parties may be on the lists, if that is known already: listed entities that a list ties to others are holders as well.
    """
    owners = Owners.of_basis(basis)
    if owners is None:
        return []
    memo = basis.cache.setdefault("held", {})
    assert isinstance(memo, dict)
    if len(memo) > MEMO_PARTIES:
        memo.clear()
    keys = [(p.name, p.kind, p.country, p.address, p.identifiers, p.birth_date) for p in parties]
    missing = {key: at for at, key in enumerate(keys) if key not in memo}
    if missing:
        asked = [parties[at] for at in missing.values()]
        registered = _registered(asked, basis)
        listed = _listed(basis)
        on_lists: Sequence[Sequence[Found]] = [()] * len(asked)
        if listed:
            on_lists = find(asked, Index.of(basis)) if found is None else [found[at] for at in missing.values()]
        for key, mine, theirs in zip(missing, registered, on_lists, strict=True):
            both: dict[int, Held] = {}
            for one in (*mine, *_best(theirs, listed)):
                known = both.get(one.node)
                if known is None or (one.established, one.score) > (known.established, known.score):
                    both[one.node] = one
            memo[key] = tuple(both.values())
    return [memo[key] for key in keys]


def _registered(parties: Sequence[Party], basis: Basis) -> list[tuple[Held, ...]]:
    """Among the holders that have to be found by name or number."""
    scope = basis.table("owners.scope").column("node").to_numpy()
    if not len(scope):
        return [()] * len(parties)
    return [_best(found, scope) for found in find(parties, Index.of(_register_index(basis)))]


def _best(found: Sequence[Found], node_of: Mapping[int, int] | npt.NDArray[np.int32]) -> tuple[Held, ...]:
    """The holders that are the party; if there is none for sure, those that may be."""
    named = [one for one in found if not one.address_only and (not isinstance(node_of, Mapping) or one.entity in node_of)]
    sure = [one for one in named if one.band == "established"]
    listed = isinstance(node_of, Mapping)
    return tuple(Held(int(node_of[one.entity]), one.band == "established", round(one.score * 1000), one.entity if listed else None) for one in sure or named)


def _listed(basis: Basis) -> Mapping[int, int]:
    """The holder that a listed entity is, where a list ties it to others."""
    made = basis.cache.get("held.listed")
    if not isinstance(made, dict):
        table = basis.tables.get("owners.listed")  # absent from a Basis that an older version compiled
        made = {} if table is None else dict(zip(table.column("entity").to_pylist(), table.column("node").to_pylist(), strict=True))
        basis.cache["held.listed"] = made
    return made


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
