"""May these transactions go? One pure function, Arrow in and Arrow out, that every way of running calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.codes.identifiers import STRONG
from enduse.facts import Derived, Held, derive, parties_of
from enduse.judge.held import held_by_registers
from enduse.judge.record import Screening, Told, decisions, digest_of
from enduse.model.arrow import from_batch
from enduse.model.decision import DECISION_SCHEMA
from enduse.model.nouns import Party, Transaction
from enduse.parties import Found, Index, compare, find
from enduse.rules import RuleSet, compile_packs, evaluate

__all__ = [
    "MEMO_PARTIES",
    "SLICE_ROWS",
    "Screening",
    "Told",
    "completed",
    "digest_of",
    "facts_of",
    "match_completed",
    "match_parties",
    "ruleset_of",
    "screen",
    "screen_slice",
    "tell_slice",
]

SLICE_ROWS: Final = 4096
MEMO_PARTIES: Final = 32_768
"""Parties after which what was found for them is put aside; those met again are taken over, the rest goes with the next putting aside. Never changes a result,
only the time (about half a kB each, twice)."""


def screen(batch: pa.RecordBatch, screening: Screening, *, slice_rows: int = SLICE_ROWS) -> pa.RecordBatch:
    """One decision per transaction of `batch` (schema `model.arrow.TRANSACTIONS`), in its order, as `model.decision.DECISION_SCHEMA`.

    Pure: neither file, socket nor clock. The result for a transaction depends on it, the screening and the engine version alone.
    """
    parts = [screen_slice(from_batch(batch.slice(start, slice_rows)), screening) for start in range(0, batch.num_rows, slice_rows)]
    if not parts:
        return pa.RecordBatch.from_pylist([], schema=DECISION_SCHEMA)
    table = pa.Table.from_batches(parts).combine_chunks()
    return table.to_batches()[0]


def ruleset_of(basis: Basis) -> RuleSet:
    """The rule packs of the Basis, compiled once."""
    compiled = basis.cache.get("rules")
    if not isinstance(compiled, RuleSet):
        packs = basis.table("rules.packs")
        groups: dict[str, set[str]] = {}
        table = basis.table("places.groups")
        for group, country in zip(table.column("group").to_pylist(), table.column("country").to_pylist(), strict=True):
            groups.setdefault(group, set()).add(country)
        compiled = compile_packs(
            dict(zip(packs.column("file").to_pylist(), packs.column("text").to_pylist(), strict=True)),
            {name: frozenset(members) for name, members in groups.items()},
        )
        basis.cache["rules"] = compiled
    return compiled


def completed(parties: Sequence[Party]) -> list[Party]:
    """Parties as they are matched: one named twice under the same name is one party, and what one role leaves open another may say.

    Only what is absent is filled, and only where the other roles agree on it; the facts of each role stay as they were written.
    """
    begins = [name[0].casefold()[0] for party in parties if (name := party.name)]
    if len(set(begins)) == len(begins) and not any(map(str.isspace, begins)):
        return list(parties)
    keys = [" ".join(party.name.casefold().split()) if party.name else None for party in parties]
    named = [key for key in keys if key is not None]
    if len(set(named)) == len(named):
        return list(parties)
    by_name: dict[str, list[Party]] = {}
    for key, party in zip(keys, parties, strict=True):
        if key is not None:
            by_name.setdefault(key, []).append(party)
    whole = []
    for key, party in zip(keys, parties, strict=True):
        same = by_name[key] if key is not None else []
        if len(same) > 1:
            added: dict[str, Any] = {}
            for field in ("kind", "country", "address", "birth_date", "incorporated"):
                said = {value for other in same if (value := getattr(other, field)) is not None}
                if getattr(party, field) is None and len(said) == 1:
                    added[field] = said.pop()
            identifiers = {(i.scheme, i.value): i for other in same for i in other.identifiers}
            if len(identifiers) > len(party.identifiers):
                added["identifiers"] = tuple(identifiers[key] for key in sorted(identifiers))
            party = msgspec.structs.replace(party, **added) if added else party
        whole.append(party)
    return whole


def match_parties(transactions: Sequence[Transaction], basis: Basis) -> list[list[tuple[Found, ...]]]:
    """What `parties.find` says of each party of each transaction; each distinct party is matched once, whatever its role."""
    return match_completed([completed(parties_of(transaction)) for transaction in transactions], basis)


def match_completed(parties: Sequence[Sequence[Party]], basis: Basis) -> list[list[tuple[Found, ...]]]:
    """`match_parties` of the parties of each transaction as they are matched."""
    index = Index.of(basis)
    memo, before = basis.cache.get("found", {}), basis.cache.get("found before", {})
    assert isinstance(memo, dict)
    assert isinstance(before, dict)
    if len(memo) > MEMO_PARTIES:
        memo, before = {}, memo
    basis.cache["found"], basis.cache["found before"] = memo, before
    keys: list[list[tuple[object, ...]]] = []
    missing: dict[tuple[object, ...], Party] = {}
    for mine in parties:
        row: list[tuple[object, ...]] = []
        for party in mine:
            key = (party.name, party.kind, party.country, party.address, party.identifiers, party.birth_date)
            row.append(key)
            if key not in memo and key not in missing:
                if key in before:
                    memo[key] = before[key]
                else:
                    missing[key] = party
        keys.append(row)
    memo.update(zip(missing, find(list(missing.values()), index), strict=True))
    return [[memo[key] for key in row] for row in keys]


def facts_of(transactions: Sequence[Transaction], screening: Screening) -> Derived:
    """What is true of each transaction on this Basis: all that rules are evaluated on."""
    basis = screening.basis
    index = Index.of(basis)

    def same(left: Party, right: Party) -> bool:
        if left.name and right.name and left.name.casefold() == right.name.casefold():
            return True
        shared = {(i.scheme, i.value) for i in left.identifiers if i.scheme in STRONG} & {(i.scheme, i.value) for i in right.identifiers if i.scheme in STRONG}
        return bool(shared) or compare(left, right, romaniser=index.romaniser, settings=basis.setting).band != "below"

    whole = [completed(parties_of(t)) for t in transactions]
    found = match_completed(whole, basis)
    held: Sequence[tuple[Held, ...]] = ()
    if "owners.edges" in basis.tables:
        held = held_by_registers([party for mine in whole for party in mine], basis, [one for row in found for one in row])
    return derive(
        transactions,
        found,
        basis,
        as_of=screening.as_of,
        operator=screening.operator,
        exclusions=screening.exclusions,
        same=same,
        held=held,
    )


def screen_slice(transactions: Sequence[Transaction], screening: Screening) -> pa.RecordBatch:
    """`screen` for the transactions of one slice that are at hand as nouns."""
    return tell_slice(transactions, screening).batch()


def tell_slice(transactions: Sequence[Transaction], screening: Screening) -> Told:
    """The same, told with less repetition: for those who pass it on."""
    ruleset = ruleset_of(screening.basis)
    derived = facts_of(transactions, screening)
    return decisions(transactions, derived, evaluate(ruleset, derived.facts), ruleset, screening)
