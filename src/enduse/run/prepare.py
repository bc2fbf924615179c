"""How do lists, packs and tables become a Basis?"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.errors import Refused, UsageError
from enduse.facts.crowd import compile_firms
from enduse.goods import tables as goods_tables
from enduse.goods.lexicon import lexicon_table
from enduse.lists import store
from enduse.lists.tables import records_of
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Entity, Listing, Party
from enduse.owners import Register
from enduse.parties import build
from enduse.rules import compile_packs
from enduse.run import bases, control_lists, goods_loaded, goods_texts, goods_values, ownership, package, settings, switches
from enduse.run.home import locked
from enduse.run.romanise_table import romanise_table
from enduse.run.standing import standing_parties
from enduse.run.starter import LIST_ID, starter_records
from enduse.tables.definition_file import read_definition
from enduse.text.romanise import Romaniser

LISTS: Final = pa.schema(
    [
        ("id", pa.string()),
        ("version", pa.string()),
        ("reader", pa.string()),
        ("published", pa.string()),
        ("listings", pa.int64()),
        ("entities", pa.int64()),
        ("regimes", pa.list_(pa.string())),
        ("starter", pa.bool_()),
        ("notice", pa.string()),
        ("max_age_days", pa.int64()),  # of this list alone; null: the setting lists.max_age_days
    ]
)
ENTITIES: Final = pa.schema([("entity_id", pa.string()), ("kind", pa.string()), ("record", pa.large_binary())])
LISTINGS: Final = pa.schema(
    [
        ("entity", pa.int32()),
        ("listing_id", pa.string()),
        ("source", pa.string()),
        ("regime", pa.string()),
        ("effect", pa.string()),
        ("valid_from", pa.string()),
        ("valid_to", pa.string()),
        ("record", pa.large_binary()),
    ]
)

PACKS: Final = pa.schema([("file", pa.string()), ("text", pa.string())])

Records = Sequence[tuple[Entity, tuple[Listing, ...]]]


def prepare(home: Path, *, now: dt.datetime) -> bases.Basis:
    """Compile what the home holds into a Basis, switch to it and open it. A home without lists gets the embedded starter set.

    Deterministic: the same lists, package and engine give the same digest. Killed anywhere, the Basis in use stays in use.
    """
    with locked(home / "basis" / "lock", what=f"{home / 'basis'}"):
        held = list(store.read_current(home))
        records: list[tuple[Entity, tuple[Listing, ...]]] = []
        rows: list[dict[str, Any]] = []
        retrieved: dict[str, str] = {}
        parsed = []
        for manifest, entities, listings in held:
            mine = list(records_of(entities, listings))
            records.extend(mine)
            parsed.append((manifest, mine))
            row = list_row(manifest.list_id, manifest.version, manifest.reader, manifest.published, mine)
            rows.append({**row, "max_age_days": store.terms_of(home, manifest.list_id).max_age_days})
            retrieved[manifest.list_id] = store.fresh_on(home, manifest)
        if not held:
            starter, row = _starter()
            records, rows = list(starter), [row]
        content = compile_basis(
            records,
            rows,
            own_packs(home),
            registers=itertools.chain(ownership.registers(home), ownership.list_registers(home, parsed)),
            ownership_rules=ownership.rule_texts(home),
            switched=switches.read(home),
            own_settings=settings.read(home),
            texts=goods_texts.texts(home),
            histories=goods_values.histories(home),
            goods={**control_lists.goods_tables(home), **goods_loaded.table(home)},
            standing=[kept.party for kept in standing_parties(home).parties],
        )
        path = bases.store(content, home / "basis", engine_version=__version__, info={"compiled": now.isoformat(timespec="seconds"), "retrieved": retrieved})
        bases.switch(home, content.digest)
    return bases.Basis.open(path)


def embedded_content() -> Content:
    """The Basis of the package alone: starter set, packs and tables."""
    records, row = _starter()
    return compile_basis(records, [row])


def _starter() -> tuple[Records, dict[str, Any]]:
    records, notice, as_of = starter_records()
    return records, {**list_row(LIST_ID, package.digest()[:16], "starter", as_of, records), "starter": True, "notice": notice}


def list_row(id: str, version: str, reader: str, published: str | None, records: Records) -> dict[str, Any]:
    """What the Basis says of a list that gave these records."""
    listings = [listing for _, mine in records for listing in mine]
    return {
        "id": id,
        "version": version,
        "reader": reader,
        "published": published,
        "listings": len(listings),
        "entities": len(records),
        "regimes": sorted({listing.regime for listing in listings}),
        "starter": False,
        "notice": None,
    }


def compile_basis(
    records: Iterable[tuple[Entity, tuple[Listing, ...]]],
    lists: Sequence[dict[str, Any]],
    packs: Mapping[str, str] | None = None,
    *,
    registers: Iterable[Register] = (),
    ownership_rules: Sequence[tuple[str, str]] = (),
    switched: Sequence[switches.Switch] = (),
    own_settings: Mapping[str, str] | None = None,
    texts: Mapping[str, pa.Table] | None = None,
    histories: Mapping[str, pa.Table] | None = None,
    goods: Mapping[str, pa.Table] | None = None,
    standing: Sequence[Party] = (),
) -> Content:
    """Everything that can change an outcome, as tables in canonical order. Raises `DefinitionError` on a bad pack or table.

    `registers` of owners add the tables `owners.*`, by `ownership_rules` as (file, text), or else those of the package; without registers there are none.
    `texts` of nomenclatures, by id, go beneath those of the Harmonized System; `histories` of prices make the usual ones.
    `own_settings` take the place of those shipped. `standing`: the operator's own parties, whose buildings are counted. `goods`: the tables `goods.*` with the control lists of a home; default those of the package.
    """
    romanise = romanise_table()
    all_packs, ownership_rules = _switched({**package.folder("packs", ".toml"), **(packs or {})}, ownership_rules or ownership.rule_texts(None), switched)
    tables: dict[str, pa.Table] = {
        "text.romanise": romanise,
        **(goods if goods is not None else control_lists.goods_tables()),
        "goods.lexicon": lexicon_table(package.text("tables", "goods_lexicon.csv"), "goods_lexicon.csv"),
        **goods_texts.compile_texts(texts or {}),
        **goods_values.compile_values(histories or {}),
        "places.groups": goods_tables.groups_table(package.text("tables", "country_groups.csv"), "country_groups.csv"),
        "rules.packs": pa.table({"file": list(all_packs), "text": list(all_packs.values())}, schema=PACKS),
        "settings": settings.table(own_settings or {}),
        **list_tables(records, lists, romanise),
    }
    if standing:
        least = int((own_settings or {}).get("facts.firms_at_building") or settings.SHIPPED["facts.firms_at_building"][0])
        tables.update(compile_firms(standing, Romaniser(romanise), least=least))
    if own_settings:
        tables["settings.own"] = settings.own_table(own_settings)
        _known_lists(own_settings, tables["goods.controls"])
    if switched:
        tables["rules.switches"] = switches.table(switched)
    tables.update(ownership.compile_registers(registers, ownership_rules, tables))
    content = Content(tables)
    groups: dict[str, set[str]] = {}
    for row in tables["places.groups"].to_pylist():
        groups.setdefault(row["group"], set()).add(row["country"])
    compile_packs(all_packs, {g: frozenset(c) for g, c in groups.items()})
    return content


def list_tables(records: Iterable[tuple[Entity, tuple[Listing, ...]]], lists: Sequence[dict[str, Any]], romanise: pa.Table) -> dict[str, pa.Table]:
    """The tables of a Basis that hold the lists and the index over them."""
    ordered = sorted(records, key=lambda record: record[0].entity_id)
    for left, right in itertools.pairwise(ordered):
        if left[0].entity_id == right[0].entity_id:
            raise Refused(f"two lists hold the entity id {left[0].entity_id}; load one of them under another --id")
    entities = {"entity_id": [], "kind": [], "record": []} if not ordered else _entities(ordered)
    return {
        "lists": pa.Table.from_pylist(sorted(lists, key=lambda row: str(row["id"])), schema=LISTS),
        "entities": pa.table(entities, schema=ENTITIES),
        "listings": _listings(ordered),
        **build(ordered, romanise),
    }


def _entities(ordered: Records) -> dict[str, list[Any]]:
    return {
        "entity_id": [entity.entity_id for entity, _ in ordered],
        "kind": [entity.kind.value if entity.kind else None for entity, _ in ordered],
        "record": [canonical_json(entity) for entity, _ in ordered],
    }


def _listings(ordered: Records) -> pa.Table:
    rows = [(index, listing) for index, (_, mine) in enumerate(ordered) for listing in sorted(mine, key=lambda x: x.listing_id)]
    columns: dict[str, list[Any]] = {
        "entity": [index for index, _ in rows],
        **{name: [getattr(listing, name) for _, listing in rows] for name in ("listing_id", "source", "regime", "effect", "valid_from", "valid_to")},
        "record": [canonical_json(listing) for _, listing in rows],
    }
    return pa.table(columns, schema=LISTINGS)


def own_packs(home: Path) -> dict[str, str]:
    """Rule packs of the user's own: `HOME/packs/*.toml`, in name order."""
    return {f"packs/{path.name}": read_definition(path) for path in sorted((home / "packs").glob("*.toml"))}


def _switched(packs: dict[str, str], rows: Sequence[tuple[str, str]], switched: Sequence[switches.Switch]) -> tuple[dict[str, str], Sequence[tuple[str, str]]]:
    """Packs and ownership rules with what the operator switched; `UsageError` where a switch names nothing there is."""
    if not switched:
        return packs, rows
    wanted = switches.members(switched)
    packs, rules = switches.switched_packs(packs, wanted)
    texts, owned = switches.switched_rows(rows, wanted)
    absent = sorted(wanted.keys() - rules - owned)
    if absent:
        raise UsageError(
            f"{switches.FILE}: no rule and no ownership row is called {', '.join(absent)}; take the switch back with `enduse rules switch ID default`"
        )
    return packs, texts


def _known_lists(own: Mapping[str, str], controls: pa.Table) -> None:
    """`UsageError` where a setting names a control list there is not: its facts would say no to everything."""
    held = set(controls.column("list_id").to_pylist())
    for name, value in own.items():
        if name.startswith("goods.lists.") or name == "goods.text.controlled_lists":
            absent = sorted(set(value.split()) - held)
            if absent:
                raise UsageError(f"{settings.FILE}: {name}: no control list is called {', '.join(absent)}; there are {', '.join(sorted(held))}")
