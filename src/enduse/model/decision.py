"""What is a decision, and what does it rest on? The record that is written, stored and replayed."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pyarrow as pa

SCHEMA_VERSION: Final = 1


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything inside a decision: encoded as canonical JSON (sorted keys, no floats, no clock time)."""


class FactUsed(Record, frozen=True):
    """A fact a finding rests on. `value` None and `known` False: the fact is missing. Numbers are decimal strings, dates ISO, sets sorted lists."""

    name: str
    value: Any
    known: bool
    provenance: str | None


class MatchUsed(Record, frozen=True):
    """A listing a party was matched with. `score` 0..1000."""

    role: str
    party: str | None
    listing_id: str
    listing_version: str
    entity_id: str
    source: str
    authority: str
    regime: str
    effect: str
    act: str
    programme: str | None
    annex: str | None
    valid_from: str | None
    valid_to: str | None
    citation: str
    matched_name: str | None
    name_kind: str | None
    score: int
    band: str  # established | possible
    exact: bool
    address_only: bool
    in_force: bool
    attached: bool | None
    excluded: str | None
    reasons: tuple[dict[str, Any], ...]


class Finding(Record, frozen=True):
    """What one rule says of one transaction. `state`: true, or unknown (the facts in `facts` with known=false would settle it)."""

    rule: str
    rule_digest: str
    title: str
    state: str
    outcome: str  # block | review | note, after every cap
    reason_class: str
    regimes: tuple[str, ...]
    effects: tuple[str, ...]
    line: int | None  # 1-based goods line the rule is bound to
    roles: tuple[str, ...]  # roles of the parties it is bound to
    listings: tuple[str, ...]
    facts: tuple[FactUsed, ...]
    citation: str
    confirmed: str
    status: str
    capped: str | None  # why the outcome is weaker than the rule's own: unconfirmed | stayed | proposed | licence | effect


class Question(Record, frozen=True):
    """What would settle a review, and who must answer. `gate`: who must agree to the wording before the question leaves the house (`counsel`, where laws conflict)."""

    question: str
    who: str
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    gate: str | None


class RegimeOutcome(Record, frozen=True):
    """One cell of the regime matrix. `outcome`: release | review | block | not_attached | not_checked | attachment_unknown. `conflicts`: rules by which this regime collides with another's law."""

    outcome: str
    why: str
    lists: int  # how many lists of the regime were in the Basis
    conflicts: tuple[str, ...] = ()


class NotChecked(Record, frozen=True):
    """What this decision did not look at, in codes: never read as clear. `control_lists_not_held`: lists of goods that a law has for this destination, and that are not held or only in part."""

    regimes_without_lists: tuple[str, ...]
    rules_undecided: tuple[str, ...]
    stale_lists: tuple[str, ...]
    control_lists_not_held: tuple[str, ...]


class ListUsed(Record, frozen=True):
    """A list version the decision was made on."""

    id: str
    version: str
    published: str | None
    listings: int
    starter: bool


class OwnerStep(Record, frozen=True):
    """One tie on the way from a listed owner to a party. `share`: per cent, `least..most` where it is a range, None if unknown; `listing` of the owner."""

    owner: str
    owned: str
    share: str | None
    control: str  # no | yes | unknown
    indirect: bool
    valid_from: str | None
    valid_to: str | None
    register: str
    source: str
    where: str
    listing: str | None
    band: str  # of the owner and that listing: established | possible


class OwnerGap(Record, frozen=True):
    """What keeps it open. `kind`: share_unknown | unaccounted | possible_match | control_unknown | indirect | unconfirmed. `share` as in a step."""

    kind: str
    owner: str
    owned: str
    share: str | None


class OwnerReach(Record, frozen=True):
    """What one row of the ownership rules makes of the party's owners. `state`: reached | open | stayed. `share` is what reached owners hold."""

    rule: str
    measure: str  # REGIME:effect, as in the facts owned_effects and owned_open
    state: str
    share: str | None
    threshold: str
    aggregated: bool
    citation: str
    confirmed: str
    attached: bool | None
    steps: tuple[OwnerStep, ...]
    gaps: tuple[OwnerGap, ...]


class Owned(Record, frozen=True):
    """What the registers of owners say of one party. `holder` is the party's name there; `band` how sure it is the party."""

    role: str
    party: str | None
    holder: str
    register: str
    band: str
    reaches: tuple[OwnerReach, ...]
    signals: tuple[str, ...]


class Decision(Record, frozen=True):
    """The whole record of one decision."""

    schema_version: int
    id: str
    revision: int
    outcome: str
    reason_class: str
    effects: tuple[str, ...]
    reason_codes: tuple[str, ...]
    rules: tuple[str, ...]
    unknown_facts: tuple[str, ...]
    judged_date: str
    as_of: str
    matches: tuple[MatchUsed, ...]
    findings: msgspec.Raw  # tuple[Finding, ...]; raw is what many decisions share: it is written once
    questions: msgspec.Raw  # tuple[Question, ...]
    facts: msgspec.Raw  # tuple[FactUsed, ...]
    regimes: msgspec.Raw  # dict[str, RegimeOutcome]
    not_checked: msgspec.Raw  # NotChecked
    lists: msgspec.Raw  # tuple[ListUsed, ...]
    notices: tuple[str, ...]
    basis_digest: str
    engine_version: str
    transaction_digest: str
    operator_digest: str
    exclusions_digest: str
    decision_key: str
    ownership: tuple[Owned, ...]
    transaction: msgspec.Raw  # the canonical transaction that was judged; `transaction_digest` is the SHA-256 of these bytes


MATCH: Final = pa.struct([("role", pa.string()), ("listing_id", pa.string()), ("score", pa.int32()), ("band", pa.string())])

DECISION_SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("revision", pa.int32()),
        ("outcome", pa.string()),
        ("reason_class", pa.string()),
        ("effects", pa.list_(pa.string())),
        ("reason_codes", pa.list_(pa.string())),
        ("rules", pa.list_(pa.string())),
        ("matches", pa.list_(MATCH)),
        ("unknown_facts", pa.list_(pa.string())),
        ("basis_digest", pa.string()),
        ("schema_version", pa.int32()),
        ("rule_outcomes", pa.list_(pa.string())),
        ("document", pa.large_binary()),
    ]
)
"""What the kernel returns: the columns of `decisions.parquet`; `rule_outcomes`, what each of `rules` asks for by itself (block, review, note), for
counting; and `document`, the canonical JSON that is a line of `decisions.ndjson`."""
