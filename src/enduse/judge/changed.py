"""Which stored decisions can a change touch, and what has become of each?

A decision is a pure function of its transaction, the operator, exclusions, the as-of date, the engine and the Basis. Of the Basis the lists enter it only by
what the matcher finds for its parties; so the parties are matched anew, and where all matches, the date, the facts that control rows decide and the verdicts of
changed rules are as the stored decision has them, no party is known to a register of owners and no listed party is named in the goods, judging again gives the same decision but for the fields that name the Basis, the lists and the day. Words of
untouched listings weigh more or less when other listings come and go: that shows in the matches, and so is never overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from enduse.basis import Basis
from enduse.facts import Derived, parties_of
from enduse.facts.goods_names import mentioned
from enduse.facts.transaction import judged_date
from enduse.goods import Catalogue, describe
from enduse.judge.assess import match_used
from enduse.judge.differences import Differences
from enduse.judge.held import held_by_registers
from enduse.judge.kernel import Screening, completed, digest_of, facts_of, ruleset_of, screen
from enduse.model.arrow import to_batch
from enduse.model.decision import Record
from enduse.model.effects import GRAVITY
from enduse.model.nouns import Transaction, TransactionKind
from enduse.rules import RuleSet, evaluate
from enduse.rules.rule import make_ruleset

KINDS: Final = ("raised", "eased", "cleared", "ground", "detail", "same", "first")
"""What became of a decision: graver; block to review; to release; same outcome on another ground; same ground, other details such as a score; the same;
none was there before (a standing party that is new)."""

_NAMES: Final = ("as_of", "basis_digest", "decision_key", "engine_version", "exclusions_digest", "lists", "notices")
"""Fields of a decision that name what it was made on; an untouched decision keeps them as they were."""
_OF_THE_DAY: Final = ("judged_date", "transaction_digest")
"""What a standing party's decision says of the day it is judged on, which is the day of screening."""
_DRIFTS: Final = ("score", "reasons", "matched_name", "name_kind")
"""What may differ of a match while its ground is the same: the measure of likeness."""


class Stored(msgspec.Struct, frozen=True):
    """A stored decision: the canonical transaction and the document."""

    transaction: Transaction
    document: bytes


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What of the differences decides whether a decision is touched. `same`: the Basis is the same, only the day is another."""

    whole: bool
    same: bool
    goods: bool
    rules: tuple[str, ...]

    @classmethod
    def of(cls, differences: Differences) -> Plan:
        """The plan for these differences."""
        same = differences.old == differences.new
        return cls(whole=bool(differences.whole), same=same, goods=differences.goods, rules=tuple(differences.rules))


class Because(Record, frozen=True):
    """Why a decision changed: a code, what it is about (a listing's id, a rule's, a code of goods), and for whom."""

    code: str
    about: str = ""
    role: str | None = None
    old: Any = None
    new: Any = None


class Changed(Record, frozen=True):
    """One decision that is not what it was. `reopened`: what a person had decided and must look at again; `record`: sequence of the older decision."""

    kind: str
    book: str
    id: str
    revision: int
    relation: str | None
    parties: tuple[str, ...]
    before: str | None
    after: str
    reason_class_before: str | None
    reason_class_after: str
    because: tuple[Because, ...]
    reopened: tuple[str, ...]
    review: str | None
    record: int | None
    basis_before: str | None
    as_of_before: str | None


class _Named(msgspec.Struct):
    rule: str


class _Undecided(msgspec.Struct):
    rules_undecided: tuple[str, ...] = ()


class _Told(msgspec.Struct):
    """What is read of a stored decision to know whether it is touched."""

    judged_date: str
    as_of: str
    engine_version: str
    operator_digest: str
    exclusions_digest: str
    matches: msgspec.Raw
    findings: tuple[_Named, ...]
    not_checked: _Undecided


_TOLD: Final = msgspec.json.Decoder(_Told)
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def rejudge(stored: Sequence[Stored], screening: Screening, plan: Plan, old: Basis | None) -> tuple[list[bool], pa.RecordBatch | None]:
    """Which of the decisions are touched, and the new decisions on those, in their order."""
    flags = touched(stored, screening, plan, old)
    again = [one.transaction for one, flag in zip(stored, flags, strict=True) if flag]
    return flags, screen(to_batch(again), screening) if again else None


def touched(stored: Sequence[Stored], screening: Screening, plan: Plan, old: Basis | None) -> list[bool]:
    """For each decision, whether judging it again may give anything else but the fields that name the Basis, the lists and the day.

    `old` is the Basis the decisions rest on; without it every one counts as touched.
    """
    told = [_TOLD.decode(one.document) for one in stored]
    operator = digest_of(screening.operator)
    flags = [plan.whole or old is None or t.engine_version != screening.engine_version or t.operator_digest != operator for t in told]
    exclusions = digest_of(screening.exclusions)
    waiting = [
        at
        for at, flag in enumerate(flags)
        if not flag and not (plan.same and _unmoved(told[at], stored[at].transaction, screening, exclusions))
    ]  # fmt: skip
    if not waiting or old is None:
        return flags
    transactions = [stored[at].transaction for at in waiting]
    derived = facts_of(transactions, screening)
    start = np.searchsorted(derived.facts.party_of, np.arange(len(transactions) + 1))
    for place, at in enumerate(waiting):
        hits = [hit for party in range(int(start[place]), int(start[place + 1])) for hit in derived.hits[party]]
        same = told[at].judged_date == derived.judged[place] and _ENCODER.encode([match_used(hit, derived) for hit in hits]) == bytes(told[at].matches)
        flags[at] = not same
    for place in _held_by_registers(transactions, derived, old) | _named_in_goods(derived, old, screening.basis):
        flags[waiting[place]] = True
    if plan.goods:
        for place in _goods_differ(derived, old, screening.basis):
            flags[waiting[place]] = True
    if plan.rules:
        changed = set(plan.rules)
        for at in waiting:
            if any(f.rule in changed for f in told[at].findings) or changed.intersection(told[at].not_checked.rules_undecided):
                flags[at] = True
        for place in set(evaluate(_only(plan.rules, screening.basis), derived.facts).tx.tolist()):
            flags[waiting[place]] = True
    return flags


def _held_by_registers(transactions: Sequence[Transaction], derived: Derived, old: Basis) -> set[int]:
    """Transactions with a party that the registers of owners know now or knew then: what reaches it through its owners is judged anew."""
    found = {int(derived.facts.party_of[party]) for party in derived.owning}
    if "owners.edges" in old.tables:
        before = held_by_registers([party for transaction in transactions for party in completed(parties_of(transaction))], old)
        found.update(int(derived.facts.party_of[at]) for at, holders in enumerate(before) if holders)
    return found


def _named_in_goods(derived: Derived, old: Basis, new: Basis) -> set[int]:
    """Transactions whose goods are described by the name of a party that is listed now or was then."""
    now, then = mentioned(derived.lines, new), mentioned(derived.lines, old)
    return {int(derived.facts.line_of[line]) for line, names in enumerate(zip(now, then, strict=True)) if any(names)}


def _unmoved(told: _Told, transaction: Transaction, screening: Screening, exclusions: str) -> bool:
    """On the same Basis only the day of screening is another: it counts for transactions without a date, or with one still to come, and where exclusions run out."""
    date = judged_date(transaction)
    return date is not None and date <= min(told.as_of, screening.as_of) and not screening.exclusions and told.exclusions_digest == exclusions


def _only(rules: Sequence[str], basis: Basis) -> RuleSet:
    key = f"rules of {' '.join(rules)}"
    held = basis.cache.get(key)
    if not isinstance(held, RuleSet):
        wanted = set(rules)
        held = basis.cache[key] = make_ruleset([rule for rule in ruleset_of(basis).rules if rule.id in wanted])
    return held


def _goods_differ(derived: Derived, old: Basis, new: Basis) -> set[int]:
    """Transactions with a goods line whose code means something else on the new Basis than on the old."""
    codes = pa.array([line.hs_code for line in derived.lines], pa.string())
    dates = derived.facts.date[derived.facts.line_of] if len(codes) else np.zeros(0, np.int32)
    before, after = (describe(codes, dates, Catalogue.of(basis)) for basis in (old, new))
    differs = np.zeros(len(codes), dtype=np.bool_)
    for name in before.__struct_fields__:
        left, right = ((column.to_pylist() if isinstance(column, pa.Array) else column.tolist()) for column in (getattr(before, name), getattr(after, name)))
        differs |= np.array([a != b for a, b in zip(left, right, strict=True)], dtype=np.bool_)
    return set(derived.facts.line_of[differs].tolist())


def substance(document: bytes) -> dict[str, Any]:
    """A decision without the fields that name the Basis, the lists and the day: what two decisions on one transaction must have in common to be the same."""
    said: dict[str, Any] = msgspec.json.decode(document)
    for name in _NAMES:
        del said[name]
    del said["not_checked"]["stale_lists"]
    for cell in said["regimes"].values():
        del cell["lists"]
    if said["transaction"]["kind"] == TransactionKind.relationship:
        for name in _OF_THE_DAY:
            del said[name]
        said["transaction"].pop("order_date", None)
        said["facts"] = [fact for fact in said["facts"] if fact["name"] != "tx.date"]
        for finding in said["findings"]:
            finding["facts"] = [fact for fact in finding["facts"] if fact["name"] != "tx.date"]
    return said


def ground(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a decision rests on: its substance without how alike the names are."""
    matches = [{name: value for name, value in match.items() if name not in _DRIFTS} for match in said["matches"]]
    codes = [code for code in said["reason_codes"] if code.startswith(("rule.", "capped.", "listing.", "fact.", "regime.", "match."))]
    return {**said, "matches": sorted(matches, key=lambda m: (m["role"], m["listing_id"], m["band"])), "reason_codes": codes}


def kind_of(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str:
    """What became of a decision, from the substance of both."""
    if before is None:
        return "first"
    if before == after:
        return "same"
    was, now = GRAVITY[before["outcome"]], GRAVITY[after["outcome"]]
    if now != was:
        return "raised" if now > was else "cleared" if now == 0 else "eased"
    return "detail" if ground(before) == ground(after) else "ground"


def because(before: bytes, after: bytes, differences: Differences) -> tuple[Because, ...]:
    """The reasons that a decision is not what it was, first those about listings."""
    was, now = msgspec.json.decode(before), msgspec.json.decode(after)
    found = [*_by_listing(was, now, differences), *_by_rule(was, now, differences), *_by_goods(now, differences), *_by_the_rest(was, now, differences)]
    if _party_said(was) != _party_said(now):
        found.append(Because(code="party"))
    if not found and was["as_of"] != now["as_of"]:
        found.append(Because(code="as_of", old=was["as_of"], new=now["as_of"]))
    if not found:
        found = [Because(code=code) for code in differences.whole]
    return tuple(dict.fromkeys(found)) if all(_hashable(one) for one in found) else tuple(found)


def _party_said(said: Mapping[str, Any]) -> Any:
    return {name: value for name, value in said["transaction"].items() if name != "order_date"}


def _hashable(one: Because) -> bool:
    return not isinstance(one.old, list | dict) and not isinstance(one.new, list | dict)


def _matches(said: Mapping[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(match["role"], match["party"] or "", match["listing_id"]): match for match in said["matches"]}


_MATCH_FIELDS: Final = ("in_force", "attached", "excluded", "band", "exact", "address_only", "score")
"""In the order of their weight; the first that differs is told."""


def _by_listing(was: Mapping[str, Any], now: Mapping[str, Any], differences: Differences) -> Iterator[Because]:
    left, right = _matches(was), _matches(now)
    for key in sorted({*left, *right}):
        role, _, listing = key
        change = differences.listings.get(listing)
        one, other = left.get(key), right.get(key)
        if change is not None and (one is None or other is None or one["listing_version"] != other["listing_version"] or change.fields):
            yield Because(code=f"listing.{change.state}", about=listing, role=role)
        elif one is None or other is None:
            found = one or other or {}
            yield Because(
                code="match.found" if one is None else "match.lost",
                about=listing,
                role=role,
                old=(one or {}).get("score"),
                new=found.get("score") if one is None else None,
            )
        if one is None or other is None:
            continue
        field = next((name for name in _MATCH_FIELDS if one[name] != other[name]), None)
        if field is not None and (change is None or field != "score"):
            yield Because(code=f"match.{field}", about=listing, role=role, old=one[field], new=other[field])


def _by_rule(was: Mapping[str, Any], now: Mapping[str, Any], differences: Differences) -> Iterator[Because]:
    named = {finding["rule"] for said in (was, now) for finding in said["findings"]} | {
        *was["not_checked"]["rules_undecided"],
        *now["not_checked"]["rules_undecided"],
    }
    for rule in sorted(named & differences.rules.keys()):
        yield Because(code=f"rule.{differences.rules[rule].state}", about=rule)


def _by_goods(now: Mapping[str, Any], differences: Differences) -> Iterator[Because]:
    codes = {str(line["hs_code"]) for line in now["transaction"].get("goods", ()) if line.get("hs_code")}
    for row in differences.rows:
        if row.table.startswith("goods.") and any(row.key and (code.startswith(row.key) or row.key.startswith(code)) for code in codes):
            yield Because(code=f"{'control' if row.table == 'goods.controls' else 'predecessor'}.{row.state}", about=_row_name(row.row, row.key))


def _row_name(row: str, key: str) -> str:
    list_id = msgspec.json.decode(row).get("list_id")
    return f"{list_id} {key}" if list_id else key


def _by_the_rest(was: Mapping[str, Any], now: Mapping[str, Any], differences: Differences) -> Iterator[Because]:
    if was["engine_version"] != now["engine_version"]:
        yield Because(code="engine", old=was["engine_version"], new=now["engine_version"])
    if was["operator_digest"] != now["operator_digest"]:
        yield Because(code="operator")
    if was["judged_date"] != now["judged_date"] and now["transaction"]["kind"] != TransactionKind.relationship:
        yield Because(code="judged_date", old=was["judged_date"], new=now["judged_date"])
    if was.get("ownership") != now.get("ownership"):
        yield Because(code="ownership")
    for code in differences.whole:
        regime = code.rpartition(".")[2]
        if not code.startswith("coverage.") or was["regimes"][regime]["outcome"] != now["regimes"][regime]["outcome"]:
            yield Because(code=code)


def exclusions_ended(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Listings of which a reviewer had said that the party is another, and that count again: listing and the reviewer's reason."""
    now = _matches(after)
    for key, match in sorted(_matches(before).items()):
        other = now.get(key)
        if match["excluded"] is not None and other is not None and other["excluded"] is None:
            yield key[2], match["excluded"]
