"""What differs between two Bases: listings, rules, control rows, groups, settings, and what is in none of them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from enduse.basis import Basis
from enduse.judge.kernel import ruleset_of
from enduse.model.decision import Record
from enduse.model.effects import REGIMES
from enduse.model.nouns import Entity, Listing
from enduse.rules import Rule

_LISTED: Final = ("entities", "listings")
_GOODS: Final = ("goods.controls", "goods.predecessors")
_TOLD_APART: Final = frozenset({"lists", "places.groups", "rules.packs", *_LISTED, *_GOODS})
"""Tables of which it is known what they can touch; besides them those of the matcher (`parties.*`), whose answers are compared themselves, and the
registers of owners (`owners.*`), whose holders are always judged again."""
_ASIDE: Final = ("listing_version", "record", "entity_id")
"""Fields of a listing that say nothing about the listed: its hash, its place in the file, its key."""
_OF_A_RULE: Final = (
    "title", "status", "valid_from", "valid_to", "regime", "roles", "scope_text", "condition_text", "outcome", "reason_class", "effects", "listing_effects",
    "listing_band", "unknown", "citation", "confirmed", "show",
)  # fmt: skip


class FieldChange(Record, frozen=True):
    """One field that differs; fields of the listed entity are called `entity.` and their name."""

    field: str
    old: Any
    new: Any


class ListingChange(Record, frozen=True):
    """A listing that came, went or changed. `list_id` and `version`: the list and the version of it that holds it now (that held it last, if it is gone)."""

    state: str  # added | removed | changed
    listing_id: str
    name: str
    effect: str
    list_id: str
    version: str | None
    fields: tuple[FieldChange, ...] = ()


class RuleChange(Record, frozen=True):
    """A rule that came, went or changed, by its content; a rule also changes with a country group that it names."""

    state: str
    rule: str
    title: str
    fields: tuple[FieldChange, ...] = ()


class RowChange(Record, frozen=True):
    """A row of a table that came or went. `key`: the code that it is about."""

    state: str  # added | removed
    table: str
    key: str
    row: str


class ListChange(Record, frozen=True):
    """A list in another version; None: not held."""

    list_id: str
    old: str | None
    new: str | None


class Differences(Record, frozen=True):
    """From one Basis to another. `whole`: what can touch any decision at all, as codes."""

    old: str
    new: str
    lists: tuple[ListChange, ...] = ()
    listings: dict[str, ListingChange] = msgspec.field(default_factory=dict)
    rules: dict[str, RuleChange] = msgspec.field(default_factory=dict)
    rows: tuple[RowChange, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def goods(self) -> bool:
        """Whether control rows or predecessors of codes differ."""
        return any(row.table in _GOODS for row in self.rows)


def compare(old: Basis, new: Basis) -> Differences:
    """Everything that differs from `old` to `new`."""
    if old.digest == new.digest:
        return Differences(old=old.digest, new=new.digest)
    differing = {name for name in {*old.digests, *new.digests} if old.digests.get(name) != new.digests.get(name)}
    rows: list[RowChange] = []
    for name in sorted(differing & {*_GOODS, "places.groups", "settings"}):
        rows.extend(_rows(name, old, new))
    return Differences(
        old=old.digest,
        new=new.digest,
        lists=tuple(_lists(old, new)),
        listings=_listings(old, new) if differing & set(_LISTED) else {},
        rules=_rules(old, new) if differing & {"rules.packs", "places.groups"} else {},
        rows=tuple(rows),
        whole=tuple(_whole(old, new, differing, rows)),
    )


def unknown_difference(old: str, new: str) -> Differences:
    """Where the older Basis is not at hand: anything may have changed."""
    return Differences(old=old, new=new, whole=("basis.absent",))


def _whole(old: Basis, new: Basis, differing: set[str], rows: list[RowChange]) -> Iterator[str]:
    for name in sorted(differing):
        if name not in _TOLD_APART and not name.startswith(("parties.", "owners.", "settings.")):
            yield "settings" if name == "settings" else f"table.{name}"
    if any(row.table == "places.groups" and row.key == "eu_members" for row in rows):
        yield "territory.EU"
    before, after = _covered(old), _covered(new)
    for regime in REGIMES:
        if (regime in before) != (regime in after):
            yield f"coverage.{'gained' if regime in after else 'lost'}.{regime}"
    if _notices(old) != _notices(new):
        yield "notice"


def _covered(basis: Basis) -> set[str]:
    return {regime for regimes in basis.table("lists").column("regimes").to_pylist() for regime in regimes}


def _notices(basis: Basis) -> list[str]:
    return [notice for notice in basis.table("lists").column("notice").to_pylist() if notice]


def _lists(old: Basis, new: Basis) -> Iterator[ListChange]:
    before, after = _versions(old), _versions(new)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield ListChange(list_id=name, old=before.get(name), new=after.get(name))


def _versions(basis: Basis) -> dict[str, str]:
    table = basis.table("lists")
    return dict(zip(table.column("id").to_pylist(), table.column("version").to_pylist(), strict=True))


def _listings(old: Basis, new: Basis) -> dict[str, ListingChange]:
    before, after = _records(old), _records(new)
    versions = {**_versions(old), **_versions(new)}
    found: dict[str, ListingChange] = {}
    for key in sorted({*before, *after}):
        left, right = before.get(key), after.get(key)
        if left == right:
            continue
        was, now = _decoded(left), _decoded(right)
        if was and now:
            if was[1].listing_version and was[1].listing_version == now[1].listing_version:
                continue  # it only stands elsewhere in the file
            fields = tuple(_fields(was, now))
            if not fields:
                continue
        else:
            fields = ()
        entity, listing = now or was or _NOTHING
        version = (_versions(new) if now else _versions(old)).get(listing.source, versions.get(listing.source))
        state = "changed" if was and now else "added" if now else "removed"
        name = entity.names[0].text if entity.names else entity.addresses[0].text if entity.addresses else key
        found[key] = ListingChange(state=state, listing_id=key, name=name, effect=listing.effect, list_id=listing.source, version=version, fields=fields)
    return found


_NOTHING: Final = (Entity(entity_id="", kind=None), Listing(listing_id="", entity_id="", source="", authority="", regime="", effect="", act=""))
_LISTING: Final = msgspec.json.Decoder(Listing)
_ENTITY: Final = msgspec.json.Decoder(Entity)


def _records(basis: Basis) -> dict[str, tuple[bytes, bytes]]:
    """Canonical JSON of listing and entity, by the listing's id."""
    table = basis.table("listings")
    entities = basis.table("entities").column("record").to_pylist()
    return {
        key: (record, entities[row])
        for key, record, row in zip(table.column("listing_id").to_pylist(), table.column("record").to_pylist(), table.column("entity").to_pylist(), strict=True)
    }


def _decoded(pair: tuple[bytes, bytes] | None) -> tuple[Entity, Listing] | None:
    return None if pair is None else (_ENTITY.decode(pair[1]), _LISTING.decode(pair[0]))


def _fields(was: tuple[Entity, Listing], now: tuple[Entity, Listing]) -> Iterator[FieldChange]:
    for part, (left, right) in (("", (was[1], now[1])), ("entity.", (was[0], now[0]))):
        before: Mapping[str, Any] = msgspec.to_builtins(left)
        after: Mapping[str, Any] = msgspec.to_builtins(right)
        for name in sorted({*before, *after} - set(_ASIDE)):
            if before.get(name) != after.get(name):
                yield FieldChange(field=part + name, old=before.get(name), new=after.get(name))


def _rules(old: Basis, new: Basis) -> dict[str, RuleChange]:
    before = {rule.id: rule for rule in ruleset_of(old).rules}
    after = {rule.id: rule for rule in ruleset_of(new).rules}
    found = {}
    for key in sorted({*before, *after}):
        left, right = before.get(key), after.get(key)
        if left is None or right is None:
            one = right or left
            assert one is not None
            found[key] = RuleChange(state="added" if right else "removed", rule=key, title=one.title)
        elif left.digest != right.digest:
            found[key] = RuleChange(state="changed", rule=key, title=right.title, fields=tuple(_rule_fields(left, right)))
    return found


def _rule_fields(left: Rule, right: Rule) -> Iterator[FieldChange]:
    """None of them differs where only a country group that the rule names has changed."""
    for name in _OF_A_RULE:
        old, new = (_plain(getattr(rule, name)) for rule in (left, right))
        if old != new:
            yield FieldChange(field=name, old=old, new=new)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.isoformat() if hasattr(value, "isoformat") else value


_KEYS: Final = {"goods.controls": "code", "goods.predecessors": "code", "places.groups": "group", "settings": "name"}


def _rows(table: str, old: Basis, new: Basis) -> Iterator[RowChange]:
    before, after = _counted(table, old), _counted(table, new)
    for state, rows in (("removed", before - after), ("added", after - before)):
        for text, _ in sorted(rows.items()):
            row = msgspec.json.decode(text)
            yield RowChange(state=state, table=table, key=str(row.get(_KEYS[table], "")), row=text)


def _counted(table: str, basis: Basis) -> Counter[str]:
    if table not in basis.tables:
        return Counter()
    return Counter(msgspec.json.encode(row, order="sorted").decode() for row in basis.table(table).to_pylist())
