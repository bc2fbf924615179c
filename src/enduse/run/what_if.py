"""What would change if a party were listed, a rule were off or on, or the day were another?

Both sides are decided by the kernel: once on the Basis as it is, once on a Basis made with the change and compiled like any other. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis as Content
from enduse.codes.countries import canonical_country
from enduse.errors import UsageError
from enduse.ingest import Options, read
from enduse.judge.changed import Because, because, kind_of, substance
from enduse.judge.differences import Differences, compare
from enduse.judge.kernel import Screening, ruleset_of, screen_slice
from enduse.model.effects import EFFECTS, REGIMES
from enduse.model.nouns import Entity, Kind, Listing, Name, NameKind, Transaction
from enduse.run.prepare import list_row, list_tables
from enduse.run.switches import with_values

LIST_ID: Final = "what-if"
SWITCHES: Final = {"off": "repealed", "on": "in_force"}


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A party as if it were listed: its name, and what the listing does."""

    name: str
    effect: str = "asset_freeze"
    regime: str = "EU"
    kind: str | None = None
    country: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is assumed. `rules`: (id, off or on); `date`: the day every transaction is judged on, ISO."""

    listed: tuple[Listed, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    date: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction that would be decided otherwise, and why."""

    kind: str  # of judge.changed.KINDS
    id: str
    revision: int
    before: str
    after: str
    reason_class_before: str
    reason_class_after: str
    parties: tuple[str, ...]
    because: tuple[Because, ...]
    gone: tuple[str, ...]  # rules that no longer find anything
    come: tuple[str, ...]  # rules that now do


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """All of them; transactions read = answers + same; rows rejected were not looked at."""

    transactions: int
    same: int
    rejected: int
    answers: tuple[Answer, ...]
    differences: Differences


Owners = Callable[[dict[str, pa.Table]], dict[str, pa.Table]]
"""The tables of the registers of owners, compiled beside the others of a Basis."""


def ask(
    paths: Sequence[Path | str],
    screening: Screening,
    change: Change,
    options: Options,
    *,
    owners: Owners | None = None,
    progress: Callable[[int], None] | None = None,
) -> Answers:
    """Screen the files as things are and as they would be; `owners` compiles the registers of the home anew, for who belongs to a party as if listed. Raises `UsageError` for an unknown rule, effect or regime, or if nothing is assumed."""
    if not (change.listed or change.rules or change.date):
        raise UsageError("what if what? Name a party (--list-party), a rule (--rule ID off) or a day (--date)")
    changed = msgspec.structs.replace(screening, basis=assumed(screening.basis, change, screening.as_of, owners), as_of=change.date or screening.as_of)
    differences = compare(screening.basis, changed.basis)
    answers: list[Answer] = []
    transactions = rejected = 0
    for part in read(paths, options):
        rejected += len(part.rejected)
        transactions += len(part.transactions)
        answers += _differing(part.transactions, screening, changed, change.date, differences)
        if progress:
            progress(transactions)
    return Answers(transactions=transactions, same=transactions - len(answers), rejected=rejected, answers=tuple(answers), differences=differences)


def _differing(given: Sequence[Transaction], screening: Screening, changed: Screening, date: str | None, differences: Differences) -> Iterator[Answer]:
    if not given:
        return
    before, after = screen_slice(given, screening), screen_slice([on_day(one, date) for one in given] if date else given, changed)
    for was, now in zip(before.column("document").to_pylist(), after.column("document").to_pylist(), strict=True):
        left, right = msgspec.json.decode(was), msgspec.json.decode(now)
        if _ground(left) == _ground(right):
            continue
        old, new = _rules(left), _rules(right)
        told = because(was, now, differences)
        yield Answer(
            kind=kind_of(substance(was), substance(now)), id=left["id"], revision=left["revision"], before=left["outcome"], after=right["outcome"],
            reason_class_before=left["reason_class"], reason_class_after=right["reason_class"],
            parties=tuple(dict.fromkeys(party["name"] for party in left["transaction"]["parties"] if party.get("name"))),
            because=tuple(one for one in told if one.code not in ("party", "judged_date", "as_of")) if date else told,
            gone=tuple(sorted(old - new)), come=tuple(sorted(new - old)),
        )  # fmt: skip


def _rules(said: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in said["findings"]}


def _ground(said: dict[str, Any]) -> tuple[Any, ...]:
    """What must differ for a decision to be another: its outcome, the rules it rests on, the listings that count."""
    matches = {(match["role"], match["listing_id"], match["band"], match["in_force"], match["attached"]) for match in said["matches"]}
    return said["outcome"], said["reason_class"], tuple(said["effects"]), _rules(said), matches


def on_day(transaction: Transaction, date: str) -> Transaction:
    """The transaction as if it were ordered, shipped and paid on that day."""
    return msgspec.structs.replace(transaction, order_date=date, ship_date=date, value_date=date)


def assumed(basis: Content, change: Change, as_of: str, owners: Owners | None = None) -> Content:
    """The Basis with what is assumed."""
    tables = dict(basis.tables)
    if change.rules:
        tables["rules.packs"] = _switched(basis, change.rules)
    if change.listed:
        tables.update(_with(basis, change.listed, as_of))
        if "owners.edges" in tables:
            if owners is None:
                raise UsageError("this Basis holds registers of owners: who belongs to the party can be told only with the home they were compiled of")
            tables.update(owners(tables))
    return Content(tables) if len(change.rules) + len(change.listed) else basis


def _switched(basis: Content, rules: Sequence[tuple[str, str]]) -> pa.Table:
    """The packs with the status of some rules changed."""
    ruleset, table = ruleset_of(basis), basis.table("rules.packs")
    texts = dict(zip(table.column("file").to_pylist(), table.column("text").to_pylist(), strict=True))
    for named, state in rules:
        if state not in SWITCHES:
            raise UsageError(f"rule {named}: {state!r} is neither on nor off")
        try:
            rule = ruleset.rule(named)
        except KeyError:
            near = get_close_matches(named, [rule.id for rule in ruleset.rules], n=1, cutoff=0.4)
            raise UsageError(f"unknown rule {named!r}" + (f"; did you mean {near[0]!r}?" if near else "; see `enduse rules list`")) from None
        texts[rule.file] = with_values(texts[rule.file], rule.line, {"status": SWITCHES[state]})
    return pa.table({"file": list(texts), "text": list(texts.values())}, schema=table.schema)


def _with(basis: Content, listed: Sequence[Listed], as_of: str) -> dict[str, pa.Table]:
    """The tables of the lists with more parties listed, compiled like any other."""
    entities = [msgspec.json.decode(record, type=Entity) for record in basis.table("entities").column("record").to_pylist()]
    listings: list[list[Listing]] = [[] for _ in entities]
    table = basis.table("listings")
    for entity, record in zip(table.column("entity").to_pylist(), table.column("record").to_pylist(), strict=True):
        listings[entity].append(msgspec.json.decode(record, type=Listing))
    made = [_record(one, number) for number, one in enumerate(listed, start=1)]
    lists = [*basis.table("lists").to_pylist(), {**list_row(LIST_ID, LIST_ID, LIST_ID, as_of, made), "max_age_days": None}]
    held = [(entity, tuple(mine)) for entity, mine in zip(entities, listings, strict=True)]
    return list_tables([*held, *made], lists, basis.table("text.romanise"))


def _record(one: Listed, number: int) -> tuple[Entity, tuple[Listing, ...]]:
    if one.effect not in set(EFFECTS):
        raise UsageError(f"unknown effect {one.effect!r}; one of {', '.join(EFFECTS)}")
    if one.regime not in REGIMES:
        raise UsageError(f"unknown regime {one.regime!r}; one of {', '.join(REGIMES)}")
    if not one.name.strip():
        raise UsageError("the party to list has no name")
    kinds = [str(kind) for kind in Kind]
    if one.kind is not None and one.kind not in kinds:
        raise UsageError(f"unknown kind {one.kind!r}; one of {', '.join(kinds)}")
    made = f"{LIST_ID}-{number}"
    country = canonical_country(one.country) if one.country else None
    if one.country and country is None:
        raise UsageError(f"unknown country {one.country!r}; write the ISO code")
    entity = Entity(
        entity_id=made, kind=Kind(one.kind) if one.kind else None, names=(Name(text=one.name.strip(), kind=NameKind.primary),), countries=(country,) if country else ()
    )  # fmt: skip
    listing = Listing(
        listing_id=made, entity_id=made, source=LIST_ID, authority=one.regime, regime=one.regime, effect=one.effect, act="assumed", note="assumed to be listed", listing_version=LIST_ID
    )  # fmt: skip
    return entity, (listing,)
