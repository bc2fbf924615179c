"""Which lists, rules, changes and books are drawn at random to hold re-screening to judging everything again?"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pyarrow as pa
from hypothesis import strategies as st
from msgspec.structs import replace

from enduse.basis import Basis
from enduse.goods import Catalogue
from enduse.judge import kernel
from enduse.judge.changed import Plan, Stored, rejudge
from enduse.judge.differences import Differences
from enduse.lists.load import version_of
from enduse.model.arrow import to_batch
from enduse.model.canonical import canonical_json
from enduse.model.nouns import (
    Entity,
    GoodsLine,
    Identifier,
    Kind,
    Listing,
    Name,
    NameKind,
    Operator,
    Party,
    Role,
    Route,
    Transaction,
    TransactionKind,
)
from enduse.parties import build
from enduse.run.prepare import ENTITIES, LISTINGS

NAMES = (
    "Volgograd Precision Turbine Works", "Kvarzit Optoelektronika JSC", "Precision Turbine Trading House", "Taedong Instrument Procurement Bureau",
    "Anatoly Gennadyevich ZHURAVSKY", "Severny Turbine Holding", "Kvarzit Trading", "Shenlan Guangxue Microdevices Co., Ltd.",
)  # fmt: skip
EFFECTS = ("asset_freeze", "export_ban", "licence_needed", "signal", "travel_ban")
INN = Identifier(scheme="inn", value="7707083893", country="RU", valid=True)

PACK = """
[pack]
id = "own"
title = "Rules of the test"

[[rule]]
id = "own.heavy"
title = "{title}"
regime = []
condition = "{condition}"
outcome = "{outcome}"
reason_class = "red_flag"
unknown = "{unknown}"
citation = "the test"
source = "the test"
confirmed = "secondary"
show = ["goods.hs6"]
[[rule.example]]
facts = {{ "goods.hs6" = "854231", "destination.countries" = ["KZ"], "party.any.established_effects" = ["signal"], "goods.origin_country" = "US" }}
expect = "true"
[[rule.example]]
facts = {{ "goods.hs6" = "090121", "destination.countries" = ["IT"], "party.any.established_effects" = [], "goods.origin_country" = "DE" }}
expect = "false"
[[rule.example]]
facts = {{ }}
expect = "unknown"
"""
CONDITIONS = ("goods.hs6 == '854231'", "destination.countries contains 'KZ'", "party.any.established_effects contains 'signal'", "goods.origin_country == 'US'")

entity = st.fixed_dictionaries(
    {
        "effect": st.sampled_from(EFFECTS),
        "alias": st.sampled_from([None, "VPTW", "Kvarzit", "Turbine Works of Volgograd"]),
        "inn": st.booleans(),
        "country": st.sampled_from(["RU", "KP", None]),
        "valid_from": st.sampled_from([None, "2022-03-15", "2026-10-15"]),
        "valid_to": st.sampled_from([None, "2024-12-31", "2026-10-01"]),
        "confirmed": st.sampled_from(["primary", "unconfirmed"]),
        "regime": st.sampled_from(["EU", "US"]),
        "record": st.sampled_from(["t:1", "t:2"]),
    }
)
listed = st.dictionaries(st.sampled_from(range(len(NAMES))), entity, min_size=3, max_size=8)
rule = st.none() | st.tuples(
    st.sampled_from(CONDITIONS), st.sampled_from(["review", "note"]), st.sampled_from(["review", "note"]), st.sampled_from(["Heavy", "Light"])
)
content = st.fixed_dictionaries(
    {
        "listed": listed,
        "crowd": st.integers(0, 12),
        "rule": rule,
        "controls": st.sampled_from(["all", "without chips", "chips on another tier"]),
        "kazakhstan": st.booleans(),
    }
)
changes = st.fixed_dictionaries(
    {},
    optional={
        "drop": st.integers(0, 7), "put": st.tuples(st.integers(0, 7), entity), "alter": st.tuples(st.integers(0, 7), entity), "crowd": st.integers(0, 12), "rule": rule,
        "controls": st.sampled_from(["all", "without chips", "chips on another tier"]), "kazakhstan": st.booleans(),
    },
)  # fmt: skip
party = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            [
                *NAMES,
                "Precision Turbine",
                "Volgograd Turbine Works LLC",
                "Torrefazione Alba S.r.l.",
                "Crowd Precision Works 3",
                "Zhuravsky Anatoly",
                "ВПТЗ",
                None,
            ]
        ),
        "country": st.sampled_from(["RU", "IT", "KZ", None]),
        "inn": st.booleans(),
        "kind": st.sampled_from([None, Kind.organization, Kind.person]),
    }
)
trade = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(TransactionKind)),
        "date": st.sampled_from([None, "2024-06-01", "2026-09-20", "2026-10-10", "2026-12-01"]),
        "parties": st.lists(st.tuples(st.sampled_from([Role.buyer, Role.consignee, Role.payer, Role.bank]), party), min_size=1, max_size=3),
        "goods": st.lists(st.sampled_from(["854231", "090121", "8542", None]), max_size=2),
        "origin": st.sampled_from(["DE", "US", None]),
        "ship_to": st.sampled_from(["KZ", "IT", "RU", None]),
    }
)
DAYS = ("2026-09-30", "2026-10-20")
OPERATORS = (None, Operator(seats=("DE",), us_person=False))


def made(drawn: dict[str, Any]) -> list[tuple[Entity, tuple[Listing, ...]]]:
    records = [_record(f"t:{key}", NAMES[key], **said) for key, said in drawn["listed"].items()]
    plain = {
        "effect": "signal",
        "alias": None,
        "inn": False,
        "country": None,
        "valid_from": None,
        "valid_to": None,
        "confirmed": "primary",
        "regime": "US",
        "record": "t:0",
    }
    records += [_record(f"t:crowd{n}", f"Crowd {NAMES[n % 3].split()[n % 2]} Works {n}", **plain) for n in range(drawn["crowd"])]
    return sorted(records, key=lambda record: record[0].entity_id)


def _record(key: str, name: str, **said: Any) -> tuple[Entity, tuple[Listing, ...]]:
    names = (Name(text=name), *((Name(text=said["alias"], kind=NameKind.weak),) if said["alias"] else ()))
    kind = Kind.person if "Gennadyevich" in name else Kind.organization
    who = Entity(entity_id=key, kind=kind, names=names, countries=(said["country"],) if said["country"] else (), identifiers=(INN,) if said["inn"] else ())
    what = Listing(
        listing_id=f"{key}:1", entity_id=key, source="t", authority="T", regime=said["regime"], effect=said["effect"], act="Act of the test", valid_from=said["valid_from"],
        valid_to=said["valid_to"], confirmed=said["confirmed"], citation="Act of the test", record=said["record"],
    )  # fmt: skip
    return who, (replace(what, listing_version=version_of(who, what)),)


def basis_of(drawn: dict[str, Any], base: Basis) -> Basis:
    """The base with other lists, rules and control rows."""
    records = made(drawn)
    rows = [(at, listing) for at, (_, mine) in enumerate(records) for listing in mine]
    tables = dict(base.tables)
    tables["entities"] = pa.table(
        {"entity_id": [e.entity_id for e, _ in records], "kind": [e.kind for e, _ in records], "record": [canonical_json(e) for e, _ in records]},
        schema=ENTITIES,
    )
    tables["listings"] = pa.table(
        {
            "entity": [at for at, _ in rows],
            **{name: [getattr(one, name) for _, one in rows] for name in ("listing_id", "source", "regime", "effect", "valid_from", "valid_to")},
            "record": [canonical_json(one) for _, one in rows],
        },
        schema=LISTINGS,
    )
    regimes = sorted({listing.regime for _, listing in rows})
    lists = base.table("lists").to_pylist()[0] | {
        "version": hashlib.sha256(canonical_json(records)).hexdigest(),
        "listings": len(rows),
        "regimes": regimes,
    }
    tables["lists"] = pa.Table.from_pylist([lists], schema=base.table("lists").schema)
    tables.update(build(records, base.table("text.romanise")))
    tables["goods.controls"] = _controls(drawn["controls"], base.table("goods.controls"))
    if drawn["kazakhstan"]:
        groups = base.table("places.groups")
        tables["places.groups"] = groups.filter(pa.array([country != "KZ" for country in groups.column("country").to_pylist()]))
    if drawn["rule"]:
        condition, outcome, unknown, title = drawn["rule"]
        packs = base.table("rules.packs")
        text = PACK.format(condition=condition, outcome=outcome, unknown=unknown, title=title)
        tables["rules.packs"] = pa.concat_tables([packs, pa.table({"file": ["own.toml"], "text": [text]}, schema=packs.schema)])
    same = {name: base.digests[name] for name in base.digests if tables[name] is base.tables[name]}
    fresh = Basis({name: table for name, table in tables.items() if name not in same}).digests
    basis = Basis(tables, {name: same.get(name) or fresh[name] for name in tables})
    basis.cache.update(_compiled(basis))
    return basis


_COMPILED: dict[str, dict[str, object]] = {}


def _compiled(basis: Basis) -> dict[str, object]:
    """What is compiled of rules and control rows, once for all Bases that share them: it depends on nothing else."""
    key = " ".join(basis.digests[name] for name in ("rules.packs", "places.groups", "goods.controls"))
    if key not in _COMPILED:
        Catalogue.of(basis), kernel.ruleset_of(basis)
        _COMPILED[key] = {name: basis.cache[name] for name in ("rules", "goods")}
    return _COMPILED[key]


def _controls(drawn: str, table: pa.Table) -> pa.Table:
    if drawn == "all":
        return table
    rows = table.to_pylist()
    chips = [row for row in rows if row["code"].startswith("8542")]
    assert chips
    if drawn == "without chips":
        return pa.Table.from_pylist([row for row in rows if row not in chips], schema=table.schema)
    return pa.Table.from_pylist([row | {"tier": "4"} if row in chips and row["tier"] else row for row in rows], schema=table.schema)


def altered(drawn: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    after = dict(drawn["listed"])
    if "drop" in change:
        after.pop(change["drop"], None)
    for what in ("put", "alter"):
        if what in change and (what == "put" or change[what][0] in after):
            after[change[what][0]] = change[what][1]
    return {**drawn, **{name: change[name] for name in ("crowd", "rule", "controls", "kazakhstan") if name in change}, "listed": after}


def transaction(number: int, drawn: dict[str, Any]) -> Transaction:
    parties = tuple(
        Party(role=role, name=said["name"], country=said["country"], kind=said["kind"], identifiers=(INN,) if said["inn"] else ())
        for role, said in drawn["parties"]
    )
    goods = tuple(GoodsLine(description="goods", hs_code=code, origin=drawn["origin"], currency="EUR", value="1.00") for code in drawn["goods"])
    return Transaction(
        id=f"T-{number}", kind=drawn["kind"], ship_date=drawn["date"], parties=parties, goods=goods, route=Route(ship_from="DE", ship_to=drawn["ship_to"])
    )  # fmt: skip


def plain(document: bytes) -> dict[str, Any]:
    """A decision without the fields that name the Basis, the lists and the day; written here again, so that the program's own idea of them is held to it."""
    said: dict[str, Any] = msgspec.json.decode(document)
    said = {
        name: value
        for name, value in said.items()
        if name not in {"as_of", "basis_digest", "decision_key", "lists", "notices", "engine_version", "exclusions_digest"}
    }
    said["regimes"] = {regime: (cell["outcome"], cell["why"]) for regime, cell in said["regimes"].items()}
    said["not_checked"] = {name: value for name, value in said["not_checked"].items() if name != "stale_lists"}
    return said


def screening(basis: Basis, day: str, **more: Any) -> kernel.Screening:
    return kernel.Screening(basis=basis, as_of=day, engine_version="test", **more)


def documents(book: list[Transaction], on: kernel.Screening) -> list[bytes]:
    found: list[bytes] = kernel.screen(to_batch(book), on).column("document").to_pylist()
    return found


def final(book: list[Transaction], stored: list[bytes], on: kernel.Screening, differences: Differences, old: Basis | None) -> tuple[list[bytes], list[bool]]:
    """What holds after a re-screening: the new decision where one was made, else the stored one."""
    flags, batch = rejudge([Stored(t, d) for t, d in zip(book, stored, strict=True)], on, Plan.of(differences), old)
    fresh = iter(batch.column("document").to_pylist() if batch is not None else [])
    return [next(fresh) if flag else document for document, flag in zip(stored, flags, strict=True)], flags
