"""May these transactions go? One pure function, Arrow in and Arrow out, that every way of running calls."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from enduse.basis import Basis
from enduse.codes.identifiers import STRONG
from enduse.facts import Derived, Held, derive, parties_of
from enduse.goods.not_held import not_held, wanting
from enduse.judge.assess import match_used, plain
from enduse.judge.dispose import ENCODER, Disposition, Judged
from enduse.judge.held import held_by_registers, owned_used
from enduse.model.arrow import from_batch
from enduse.model.canonical import canonical_json, transaction_json
from enduse.model.decision import DECISION_SCHEMA, SCHEMA_VERSION, Decision, FactUsed, ListUsed, NotChecked
from enduse.model.effects import REGIMES
from enduse.model.nouns import Exclusion, Operator, Party, Transaction
from enduse.parties import Found, Index, compare, find
from enduse.rules import RuleSet, Verdicts, compile_packs, evaluate

SLICE_ROWS: Final = 4096
MEMO_PARTIES: Final = 32_768
"""Parties after which what was found for them is put aside; those met again are taken over, the rest goes with the next putting aside. Never changes a result,
only the time (about half a kB each, twice)."""

CORE_FACTS: Final = ("tx.kind", "tx.date", "tx.operator_role", "route.ship_from_country", "route.via_countries", "destination.countries", "regime.attached")
"""Facts shown in every decision, also when no rule rests on them."""


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """Everything besides the transactions that a run rests on. `as_of` is an ISO date; `allow_stale` the ids of lists used although stale."""

    basis: Basis
    as_of: str
    engine_version: str
    operator: Operator | None = None
    exclusions: tuple[Exclusion, ...] = ()
    allow_stale: tuple[str, ...] = ()


def digest_of(value: object) -> str:
    """SHA-256 of the canonical JSON of an operator, of exclusions, of anything made of nouns."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


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
    index = Index.of(basis)
    memo, before = basis.cache.get("found", {}), basis.cache.get("found before", {})
    assert isinstance(memo, dict)
    assert isinstance(before, dict)
    if len(memo) > MEMO_PARTIES:
        memo, before = {}, memo
    basis.cache["found"], basis.cache["found before"] = memo, before
    keys: list[list[tuple[object, ...]]] = []
    missing: dict[tuple[object, ...], Party] = {}
    for transaction in transactions:
        row: list[tuple[object, ...]] = []
        for party in completed(parties_of(transaction)):
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

    found = match_parties(transactions, basis)
    held: Sequence[tuple[Held, ...]] = ()
    if "owners.edges" in basis.tables:
        held = held_by_registers([party for t in transactions for party in completed(parties_of(t))], basis, [one for row in found for one in row])
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
    ruleset = ruleset_of(screening.basis)
    derived = facts_of(transactions, screening)
    return _decisions(transactions, derived, evaluate(ruleset, derived.facts), ruleset, screening)


class _Fixed(msgspec.Struct, frozen=True):
    """What is the same for every decision of a screening."""

    operator_digest: str
    exclusions_digest: str
    lists: _Lists
    key: str  # what a decision's key is made of besides the transaction's digest


class _Lists(msgspec.Struct, frozen=True):
    """What decisions say of the lists of a Basis: made once."""

    used: msgspec.Raw
    by_regime: Mapping[str, int]
    absent: tuple[str, ...]
    notices: tuple[str, ...]

    @classmethod
    def of(cls, basis: Basis) -> _Lists:
        """The view of this Basis."""
        made = basis.cache.get("lists used")
        if not isinstance(made, cls):
            table = basis.table("lists").to_pylist()
            by_regime: dict[str, int] = {}
            for row in table:
                for regime in row["regimes"]:
                    by_regime[regime] = by_regime.get(regime, 0) + 1
            used = [
                ListUsed(id=row["id"], version=row["version"], published=row["published"], listings=row["listings"], starter=row["starter"]) for row in table
            ]
            absent = tuple(regime for regime in REGIMES if not by_regime.get(regime))
            made = cls(msgspec.Raw(ENCODER.encode(used)), by_regime, absent, tuple(row["notice"] for row in table if row["notice"]))
            basis.cache["lists used"] = made
        return made


def _fixed(screening: Screening) -> _Fixed:
    lists, operator, exclusions = _Lists.of(screening.basis), digest_of(screening.operator), digest_of(screening.exclusions)
    return _Fixed(
        operator_digest=operator,
        exclusions_digest=exclusions,
        lists=lists,
        key="\n".join(("", screening.basis.digest, exclusions, screening.as_of, operator, screening.engine_version)),
    )


def _core_facts(derived: Derived) -> list[tuple[str, list[bytes | None]]]:
    """For each core fact its canonical JSON in every transaction, None where nothing is known of it."""
    core = []
    for name in CORE_FACTS:
        column = derived.facts.columns.get(name)
        if column is None:
            continue
        values = column.values.to_pylist()
        origins = [column.provenance] * derived.facts.n if isinstance(column.provenance, str) else column.provenance.to_pylist()
        kept: dict[object, bytes] = {}
        told: list[bytes | None] = []
        for value, origin in zip(values, origins, strict=True):
            if value is None:
                told.append(None)
                continue
            key = (tuple(value) if isinstance(value, list) else value, origin)
            if key not in kept:
                kept[key] = ENCODER.encode(FactUsed(name=name, value=plain(value), known=True, provenance=origin))
            told.append(kept[key])
        core.append((name, told))
    return core


def _lists_wanted(derived: Derived, basis: Basis) -> list[tuple[str, ...]]:
    """For each transaction the lists of goods that a law has for where its goods go, and that this Basis does not hold whole."""
    lists = not_held(basis)
    named: list[tuple[str, ...]] = [()] * derived.facts.n
    where = [column.values.to_pylist() for name in ("destination.countries", "route.via_countries") if (column := derived.facts.columns.get(name)) is not None]
    watched: frozenset[str] = frozenset().union(*(each.destinations for each in lists))
    for tx in set(derived.facts.line_of.tolist()):
        countries = watched.intersection([country for column in where for country in column[tx] or ()])
        if countries:
            named[tx] = wanting(lists, derived.attached[tx].state, countries, int(derived.facts.date[tx]))
    return named


def _decisions(transactions: Sequence[Transaction], derived: Derived, verdicts: Verdicts, ruleset: RuleSet, screening: Screening) -> pa.RecordBatch:
    fixed = _fixed(screening)
    judged = Judged(derived, verdicts, ruleset, fixed.lists.by_regime)
    core = _core_facts(derived)
    party_start = np.searchsorted(derived.facts.party_of, np.arange(len(transactions) + 1)).tolist()
    wanted = _lists_wanted(derived, screening.basis)
    unchecked: dict[tuple[tuple[str, ...], ...], msgspec.Raw] = {}
    rows: list[Decision] = []
    dispositions: list[Disposition] = []
    for tx, transaction in enumerate(transactions):
        start, stop = party_start[tx], party_start[tx + 1]
        hits = [hit for party in range(start, stop) for hit in derived.hits[party]]
        matches = tuple([match_used(hit, derived) for hit in hits])
        disposition, undecided = judged.disposition(tx, hits, matches)
        not_checked = unchecked.get((undecided, wanted[tx]))
        if not_checked is None:
            told = NotChecked(
                regimes_without_lists=fixed.lists.absent, rules_undecided=undecided, stale_lists=screening.allow_stale, control_lists_not_held=wanted[tx]
            )
            not_checked = unchecked[undecided, wanted[tx]] = msgspec.Raw(ENCODER.encode(told))
        facts = {name: said for name, values in core if (said := values[tx]) is not None} | disposition.facts
        ownership = owned_used(derived, start, stop, tx, screening.basis) if derived.owning else ()
        canonical = transaction_json(transaction)
        digest = hashlib.sha256(canonical).hexdigest()
        rows.append(
            Decision(
                schema_version=SCHEMA_VERSION,
                id=transaction.id,
                revision=transaction.revision,
                outcome=disposition.outcome,
                reason_class=disposition.reason_class,
                effects=disposition.effects,
                reason_codes=disposition.reason_codes,
                rules=disposition.rules,
                unknown_facts=disposition.unknown_facts,
                judged_date=derived.judged[tx],
                as_of=screening.as_of,
                matches=matches,
                findings=disposition.findings,
                questions=disposition.questions,
                facts=msgspec.Raw(b"[" + b",".join([facts[name] for name in sorted(facts)]) + b"]"),
                regimes=disposition.regimes,
                not_checked=not_checked,
                lists=fixed.lists.used,
                notices=fixed.lists.notices,
                basis_digest=screening.basis.digest,
                engine_version=screening.engine_version,
                transaction_digest=digest,
                operator_digest=fixed.operator_digest,
                exclusions_digest=fixed.exclusions_digest,
                decision_key=hashlib.sha256((digest + fixed.key).encode()).hexdigest(),
                ownership=ownership,
                transaction=msgspec.Raw(canonical),
            )
        )
        dispositions.append(disposition)
    return _batch(rows, dispositions)


def _batch(rows: Sequence[Decision], dispositions: Sequence[Disposition]) -> pa.RecordBatch:
    matches = [
        [{"role": m.role, "listing_id": m.listing_id, "score": m.score, "band": m.band} for m in row.matches if m.in_force and m.excluded is None]
        for row in rows
    ]
    made = {"matches": matches, "rule_outcomes": [d.rule_outcomes for d in dispositions], "document": [ENCODER.encode(row) for row in rows]}
    columns = {name: made[name] if name in made else [getattr(row, name) for row in rows] for name in DECISION_SCHEMA.names}
    return pa.RecordBatch.from_arrays([pa.array(columns[field.name], field.type) for field in DECISION_SCHEMA], schema=DECISION_SCHEMA)
