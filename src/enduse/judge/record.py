"""How are the decisions of a slice written, so that what many of them share is written once?"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from enduse.basis import Basis
from enduse.facts import Derived, Hit
from enduse.goods.not_held import not_held, wanting
from enduse.judge.assess import match_used, plain
from enduse.judge.dispose import ENCODER, Disposition, Judged
from enduse.judge.held import owned_used
from enduse.model.canonical import canonical_json, transaction_json
from enduse.model.decision import DECISION_SCHEMA, SCHEMA_VERSION, Decision, FactUsed, ListUsed, MatchUsed, NotChecked, Owned
from enduse.model.effects import REGIMES
from enduse.model.nouns import Exclusion, Operator, Transaction
from enduse.rules import RuleSet, Verdicts

CORE_FACTS: Final = ("tx.kind", "tx.date", "tx.operator_role", "route.ship_from_country", "route.via_countries", "destination.countries", "regime.attached")
"""Facts shown in every decision, also when no rule rests on them."""
OWN: Final = ("decision_key", "facts", "id", "judged_date", "revision", "transaction", "transaction_digest")
"""Fields, in their order, that no two decisions share."""
_GAP: Final = b"\0"  # stands in no JSON
_COLUMNS: Final = pa.schema([field for field in DECISION_SCHEMA if field.name != "document"])


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


class _Shared:
    """The canonical JSON of decisions with gaps for what is each transaction's own."""

    def __init__(self, screening: Screening) -> None:
        self.lists = _Lists.of(screening.basis)
        operator, exclusions = digest_of(screening.operator), digest_of(screening.exclusions)
        self.key = "\n".join(("", screening.basis.digest, exclusions, screening.as_of, operator, screening.engine_version))
        self._stale = screening.allow_stale
        self._fields: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "as_of": screening.as_of,
            "lists": self.lists.used,
            "notices": self.lists.notices,
            "basis_digest": screening.basis.digest,
            "engine_version": screening.engine_version,
            "operator_digest": operator,
            "exclusions_digest": exclusions,
            **dict.fromkeys(OWN, msgspec.Raw(_GAP)),
        }

    def pieces(
        self, disposition: Disposition, undecided: tuple[str, ...], wanted: tuple[str, ...], matches: tuple[MatchUsed, ...], ownership: tuple[Owned, ...]
    ) -> tuple[bytes, ...]:
        """What stands before, between and behind the gaps."""
        not_checked = NotChecked(
            regimes_without_lists=self.lists.absent, rules_undecided=undecided, stale_lists=self._stale, control_lists_not_held=wanted
        )  # fmt: skip
        decision = Decision(
            **self._fields,
            outcome=disposition.outcome,
            reason_class=disposition.reason_class,
            effects=disposition.effects,
            reason_codes=disposition.reason_codes,
            rules=disposition.rules,
            unknown_facts=disposition.unknown_facts,
            matches=matches,
            findings=disposition.findings,
            questions=disposition.questions,
            regimes=disposition.regimes,
            not_checked=msgspec.Raw(ENCODER.encode(not_checked)),
            ownership=ownership,
        )
        a, b, c, d, e, f, g, h = ENCODER.encode(decision).split(_GAP)
        return a + b'"', b'"' + b + b"[", b"]" + c, d, e, f, g + b'"', b'"' + h


class Told(msgspec.Struct, frozen=True):
    """The decisions of a slice. `columns`: those of `DECISION_SCHEMA` but the document; of the documents what many `shared` is told once: document i is the parts
    of `shared[places[i]]` with `own[i]` between them, which are the fields `OWN` without their quotes and brackets if they always have the same."""

    columns: pa.RecordBatch
    shared: Sequence[tuple[bytes, ...]]
    places: Sequence[int]
    own: Sequence[tuple[bytes, ...]]

    def documents(self) -> list[bytes]:
        """Canonical JSON of each decision."""
        return [self.document(at) for at in range(len(self.own))]

    def document(self, at: int) -> bytes:
        """Canonical JSON of one decision."""
        return b"".join([part for pair in zip(self.shared[self.places[at]], (*self.own[at], b""), strict=True) for part in pair])

    def days(self) -> list[str]:
        """The day each decision is made for."""
        place = OWN.index("judged_date")
        raw = [own[place] for own in self.own]
        day = {one: str(msgspec.json.decode(one)) for one in set(raw)}
        return [day[one] for one in raw]

    def lines(self) -> tuple[bytes, list[int]]:
        """All documents, each with its line end, and the length of each of these lines."""
        shared = [(*parts[:-1], parts[-1] + b"\n") for parts in self.shared]
        sizes = [sum(map(len, parts)) for parts in shared]
        text: list[bytes] = []
        lengths: list[int] = []
        for place, own in zip(self.places, self.own, strict=True):
            a, b, c, d, e, f, g, h = shared[place]
            key, facts, name, judged, revision, transaction, digest = own
            text += (a, key, b, facts, c, name, d, judged, e, revision, f, transaction, g, digest, h)
            lengths.append(sizes[place] + sum(map(len, own)))
        return b"".join(text), lengths

    def batch(self) -> pa.RecordBatch:
        """All as `DECISION_SCHEMA`."""
        columns = dict(zip(self.columns.schema.names, self.columns.columns, strict=True))
        columns["document"] = pa.array(self.documents(), pa.large_binary())
        return pa.RecordBatch.from_arrays([columns[name] for name in DECISION_SCHEMA.names], schema=DECISION_SCHEMA)


def decisions(transactions: Sequence[Transaction], derived: Derived, verdicts: Verdicts, ruleset: RuleSet, screening: Screening) -> Told:
    """The decisions on the transactions of a slice."""
    shared = _Shared(screening)
    judged = Judged(derived, verdicts, ruleset, shared.lists.by_regime)
    core = _core_facts(derived)
    start = np.searchsorted(derived.facts.party_of, np.arange(len(transactions) + 1)).tolist()
    wanted = _lists_wanted(derived, screening.basis)
    hits = _hits(derived)
    places: dict[int, int] = {}  # of the dispositions, by their identity
    dispositions: list[Disposition] = []
    which: list[int] = []
    kept: dict[tuple[int, tuple[str, ...], tuple[str, ...]], int] = {}
    pieces: list[tuple[bytes, ...]] = []
    of_pieces: list[int] = []
    own: list[tuple[bytes, ...]] = []
    judged_days: dict[str, bytes] = {day: ENCODER.encode(day) for day in set(derived.judged)}
    shown: list[list[bytes | list[bytes | None]]] = []
    matched: list[list[dict[str, Any]]] = []
    nothing: list[dict[str, Any]] = []
    for tx, transaction in enumerate(transactions):
        here = hits.get(tx, ())
        matches = tuple([match_used(hit, derived) for hit in here])
        disposition, undecided = judged.disposition(tx, here, matches)
        place = places.setdefault(id(disposition), len(dispositions))
        if place == len(dispositions):
            dispositions.append(disposition)
            shown.append(_shown(core, disposition.facts))
        ownership = owned_used(derived, start[tx], start[tx + 1], tx, screening.basis) if derived.owning else ()
        same = None if matches or ownership else kept.get((place, undecided, wanted[tx]))
        if same is None:
            same = len(pieces)
            pieces.append(shared.pieces(disposition, undecided, wanted[tx], matches, ownership))
            if not matches and not ownership:
                kept[place, undecided, wanted[tx]] = same
        of_pieces.append(same)
        canonical = transaction_json(transaction)
        digest = hashlib.sha256(canonical).hexdigest()
        key = hashlib.sha256((digest + shared.key).encode()).hexdigest()
        facts = b",".join([said for one in shown[place] if (said := one if isinstance(one, bytes) else one[tx]) is not None])
        name, day, revision = ENCODER.encode(transaction.id), judged_days[derived.judged[tx]], b"%d" % transaction.revision
        own.append((key.encode(), facts, name, day, revision, canonical, digest.encode()))
        matched.append(
            [{"role": m.role, "listing_id": m.listing_id, "score": m.score, "band": m.band} for m in matches if m.in_force and m.excluded is None]
            if matches
            else nothing
        )
        which.append(place)
    columns: dict[str, pa.Array] = {
        "id": pa.array([transaction.id for transaction in transactions], pa.string()),
        "revision": pa.array([transaction.revision for transaction in transactions], pa.int32()),
        "matches": pa.array(matched, DECISION_SCHEMA.field("matches").type),
        "basis_digest": pa.repeat(screening.basis.digest, len(which)),
        "schema_version": pa.repeat(pa.scalar(SCHEMA_VERSION, pa.int32()), len(which)),
    }
    rows = pa.array(which, pa.int64())
    for field in _COLUMNS:
        if field.name not in columns:
            columns[field.name] = pa.array([getattr(disposition, field.name) for disposition in dispositions], field.type).take(rows)
    return Told(pa.RecordBatch.from_arrays([columns[name] for name in _COLUMNS.names], schema=_COLUMNS), pieces, of_pieces, own)


def _hits(derived: Derived) -> dict[int, list[Hit]]:
    """The hits of the transactions that have some."""
    found: dict[int, list[Hit]] = {}
    party_of = derived.facts.party_of
    for party, hits in enumerate(derived.hits):
        if hits:
            found.setdefault(int(party_of[party]), []).extend(hits)
    return found


def _shown(core: Mapping[str, list[bytes | None]], used: Mapping[str, bytes]) -> list[bytes | list[bytes | None]]:
    """The facts of a disposition in the order of their names: as a finding tells them, else what is known of them in each transaction."""
    return [used[name] if name in used else core[name] for name in sorted({*core, *used})]


def _core_facts(derived: Derived) -> dict[str, list[bytes | None]]:
    """For each core fact its canonical JSON in every transaction, None where nothing is known of it."""
    core: dict[str, list[bytes | None]] = {}
    for name in CORE_FACTS:
        column = derived.facts.columns.get(name)
        if column is None:
            continue
        values, which = _coded(column.values)
        if isinstance(column.provenance, str):
            said = [_said(name, value, column.provenance) for value in values]
            core[name] = [said[at] for at in which]
            continue
        kept: dict[tuple[int, str], bytes | None] = {}
        told: list[bytes | None] = []
        for key in zip(which, _values(column.provenance), strict=True):
            if key not in kept:
                kept[key] = _said(name, values[key[0]], key[1])
            told.append(kept[key])
        core[name] = told
    return core


def _said(name: str, value: Any, provenance: str) -> bytes | None:
    return None if value is None else ENCODER.encode(FactUsed(name=name, value=plain(value), known=True, provenance=provenance))


def _values(column: pa.Array) -> list[Any]:
    """The values of a column: those of lists as tuples, of which equal ones are made once."""
    values, which = _coded(column)
    return [values[at] for at in which]


def _coded(column: pa.Array) -> tuple[list[Any], list[int]]:
    """The distinct values of a column, and which of them stands in each row."""
    if pa.types.is_list(column.type):
        members, offsets = _values(column.flatten()), np.cumsum([0, *column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)]).tolist()
        places: dict[tuple[Any, ...], int] = {}
        which = [places.setdefault(tuple(members[first:last]), len(places)) for first, last in itertools.pairwise(offsets)]
        return list(places), which
    encoded = column.dictionary_encode(null_encoding="encode")
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).tolist()


def _lists_wanted(derived: Derived, basis: Basis) -> list[tuple[str, ...]]:
    """For each transaction the lists of goods that a law has for where its goods go, and that this Basis does not hold whole."""
    lists = not_held(basis)
    named: list[tuple[str, ...]] = [()] * derived.facts.n
    where = [_values(column.values) for name in ("destination.countries", "route.via_countries") if (column := derived.facts.columns.get(name)) is not None]
    watched: frozenset[str] = frozenset().union(*(each.destinations for each in lists))
    for tx in set(derived.facts.line_of.tolist()):
        countries = watched.intersection([country for column in where for country in column[tx] or ()])
        if countries:
            named[tx] = wanting(lists, derived.attached[tx].state, countries, int(derived.facts.date[tx]))
    return named
