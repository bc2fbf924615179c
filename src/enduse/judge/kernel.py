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
from enduse.facts import Derived, Hit, derive, parties_of
from enduse.judge.assess import findings as findings_of
from enduse.judge.assess import gravest, match_used, plain
from enduse.judge.held import held_by_registers, owned_used
from enduse.judge.decide import missing_facts, outcome_of, questions_of, reason_codes, regime_matrix
from enduse.model.arrow import from_batch
from enduse.model.canonical import canonical_json, transaction_json
from enduse.model.decision import DECISION_SCHEMA, SCHEMA_VERSION, Decision, FactUsed, Finding, ListUsed, NotChecked, Owned
from enduse.model.effects import GRAVITY
from enduse.model.nouns import Exclusion, Operator, Party, Transaction
from enduse.parties import Found, Index, compare, find
from enduse.rules import RuleSet, Verdicts, compile_packs, evaluate

SLICE_ROWS: Final = 4096
MEMO_PARTIES: Final = 200_000
"""Parties whose matches are remembered; the memory never changes a result, only the time (about 1 kB each)."""

CORE_FACTS: Final = ("tx.kind", "tx.date", "tx.operator_role", "route.ship_from_country", "route.via_countries", "destination.countries", "regime.attached")
"""Facts shown in every decision, also when no rule rests on them."""

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


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
    parts = [_screen_slice(from_batch(batch.slice(start, slice_rows)), screening) for start in range(0, batch.num_rows, slice_rows)]
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
    by_name: dict[str, list[Party]] = {}
    for party in parties:
        if party.name:
            by_name.setdefault(" ".join(party.name.casefold().split()), []).append(party)
    whole = []
    for party in parties:
        same = by_name.get(" ".join(party.name.casefold().split()), ()) if party.name else ()
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
    memo = basis.cache.setdefault("found", {})
    assert isinstance(memo, dict)
    if len(memo) > MEMO_PARTIES:
        memo.clear()
    keys: list[list[tuple[object, ...]]] = []
    missing: dict[tuple[object, ...], Party] = {}
    for transaction in transactions:
        row: list[tuple[object, ...]] = []
        for party in completed(parties_of(transaction)):
            key = (party.name, party.kind, party.country, party.address, party.identifiers, party.birth_date)
            row.append(key)
            if key not in memo and key not in missing:
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

    return derive(
        transactions,
        match_parties(transactions, basis),
        basis,
        as_of=screening.as_of,
        operator=screening.operator,
        exclusions=screening.exclusions,
        same=same,
        held=held_by_registers([party for t in transactions for party in completed(parties_of(t))], basis) if "owners.edges" in basis.tables else (),
    )


def _screen_slice(transactions: Sequence[Transaction], screening: Screening) -> pa.RecordBatch:
    ruleset = ruleset_of(screening.basis)
    derived = facts_of(transactions, screening)
    return _decisions(transactions, derived, evaluate(ruleset, derived.facts), ruleset, screening)


class _Fixed(msgspec.Struct, frozen=True):
    """What is the same for every decision of a screening."""

    operator_digest: str
    exclusions_digest: str
    lists: msgspec.Raw
    lists_by_regime: Mapping[str, int]
    starter: tuple[str, ...]
    core: Mapping[str, tuple[list[object], list[str]]]


def _fixed(derived: Derived, screening: Screening) -> _Fixed:
    table = screening.basis.table("lists").to_pylist()
    used = tuple(ListUsed(id=row["id"], version=row["version"], published=row["published"], listings=row["listings"], starter=row["starter"]) for row in table)
    by_regime: dict[str, int] = {}
    for row in table:
        for regime in row["regimes"]:
            by_regime[regime] = by_regime.get(regime, 0) + 1
    core = {}
    for name in CORE_FACTS:
        column = derived.facts.columns.get(name)
        if column is not None:
            origin = [column.provenance] * derived.facts.n if isinstance(column.provenance, str) else column.provenance.to_pylist()
            core[name] = (column.values.to_pylist(), origin)
    return _Fixed(
        digest_of(screening.operator),
        digest_of(screening.exclusions),
        msgspec.Raw(_ENCODER.encode(used)),
        by_regime,
        tuple(row["notice"] for row in table if row["notice"]),
        core,
    )


def _decisions(transactions: Sequence[Transaction], derived: Derived, verdicts: Verdicts, ruleset: RuleSet, screening: Screening) -> pa.RecordBatch:
    fixed = _fixed(derived, screening)
    bounds = np.searchsorted(verdicts.tx, np.arange(len(transactions) + 1))
    party_start = np.searchsorted(derived.facts.party_of, np.arange(len(transactions) + 1))
    raw_cache: dict[tuple[str, ...], msgspec.Raw] = {}
    rows: list[Decision] = []
    documents: list[bytes] = []
    for tx, transaction in enumerate(transactions):
        hits = [hit for j in range(int(party_start[tx]), int(party_start[tx + 1])) for hit in derived.hits[j]]
        findings: list[Finding] = []
        undecided: list[str] = []
        for row in range(int(bounds[tx]), int(bounds[tx + 1])):
            rule = ruleset.rules[int(verdicts.rule[row])]
            state = int(verdicts.state[row])
            if state == 3:
                undecided.append(rule.id)
            else:
                findings.extend(findings_of(rule, state, derived, tx, int(verdicts.line[row]), verdicts.parties(row, rule.party_roles), hits))
        key = tuple(undecided)
        not_checked = raw_cache.get(key)
        if not_checked is None:
            absent = tuple(regime for regime in ("US", "EU", "UK", "UN", "JP", "CN") if not fixed.lists_by_regime.get(regime))
            not_checked = raw_cache[key] = msgspec.Raw(
                _ENCODER.encode(NotChecked(regimes_without_lists=absent, rules_undecided=key, stale_lists=screening.allow_stale))
            )
        ownership = owned_used(derived, int(party_start[tx]), int(party_start[tx + 1]), tx, screening.basis) if derived.owning else ()
        decision = _decision(transaction, tx, derived, findings, hits, not_checked, ownership, fixed, screening)
        rows.append(decision)
        documents.append(_ENCODER.encode(decision))
    return _batch(rows, documents)


def _decision(
    transaction: Transaction,
    tx: int,
    derived: Derived,
    findings: list[Finding],
    hits: Sequence[Hit],
    not_checked: msgspec.Raw,
    ownership: tuple[Owned, ...],
    fixed: _Fixed,
    screening: Screening,
) -> Decision:
    findings.sort(key=lambda f: (-GRAVITY[f.outcome], f.rule, f.regimes, f.line or 0))
    matches = tuple(match_used(hit, derived) for hit in hits)
    outcome, reason_class = outcome_of(findings)
    weighty = [f for f in findings if GRAVITY[f.outcome]]
    conflict = any(c.transaction == tx for c in derived.conflicts)
    canonical = transaction_json(transaction)
    digest = hashlib.sha256(canonical).hexdigest()
    facts = {fact.name: fact for finding in findings for fact in finding.facts}
    for name, (values, provenance) in fixed.core.items():
        if name not in facts and values[tx] is not None:
            facts[name] = FactUsed(name=name, value=plain(values[tx]), known=True, provenance=provenance[tx])
    return Decision(
        schema_version=SCHEMA_VERSION,
        id=transaction.id,
        revision=transaction.revision,
        outcome=gravest([outcome]),
        reason_class=reason_class,
        effects=tuple(sorted({effect for f in weighty for effect in f.effects})),
        reason_codes=reason_codes(findings, matches, conflict),
        rules=tuple(sorted({f.rule for f in findings if GRAVITY[f.outcome] or f.state == "true"})),
        unknown_facts=tuple(sorted({name for f in weighty for name in missing_facts(f)})),
        judged_date=derived.judged[tx],
        as_of=screening.as_of,
        matches=matches,
        findings=tuple(findings),
        questions=questions_of(findings, derived.attached[tx]),
        facts=tuple(facts[name] for name in sorted(facts)),
        regimes=regime_matrix(findings, derived.attached[tx], fixed.lists_by_regime),
        not_checked=not_checked,
        lists=fixed.lists,
        notices=fixed.starter,
        basis_digest=screening.basis.digest,
        engine_version=screening.engine_version,
        transaction_digest=digest,
        operator_digest=fixed.operator_digest,
        exclusions_digest=fixed.exclusions_digest,
        decision_key=hashlib.sha256(
            "\n".join((digest, screening.basis.digest, fixed.exclusions_digest, screening.as_of, fixed.operator_digest, screening.engine_version)).encode()
        ).hexdigest(),
        ownership=ownership,
        transaction=msgspec.Raw(canonical),
    )


def rule_outcomes(decision: Decision) -> list[str]:
    """The gravest outcome of each of the decision's rules, in the order of `rules`."""
    by_rule: dict[str, str] = {}
    for finding in decision.findings:
        if finding.rule not in by_rule or GRAVITY[finding.outcome] > GRAVITY[by_rule[finding.rule]]:
            by_rule[finding.rule] = finding.outcome
    return [by_rule[rule] for rule in decision.rules]


def _batch(rows: Sequence[Decision], documents: Sequence[bytes]) -> pa.RecordBatch:
    matches = [
        [{"role": m.role, "listing_id": m.listing_id, "score": m.score, "band": m.band} for m in row.matches if m.in_force and m.excluded is None]
        for row in rows
    ]
    columns = {
        "id": [r.id for r in rows],
        "revision": [r.revision for r in rows],
        "outcome": [r.outcome for r in rows],
        "reason_class": [r.reason_class for r in rows],
        "effects": [r.effects for r in rows],
        "reason_codes": [r.reason_codes for r in rows],
        "rules": [r.rules for r in rows],
        "matches": matches,
        "unknown_facts": [r.unknown_facts for r in rows],
        "basis_digest": [r.basis_digest for r in rows],
        "schema_version": [r.schema_version for r in rows],
        "rule_outcomes": [rule_outcomes(r) for r in rows],
        "document": list(documents),
    }
    return pa.RecordBatch.from_arrays([pa.array(columns[field.name], field.type) for field in DECISION_SCHEMA], schema=DECISION_SCHEMA)
