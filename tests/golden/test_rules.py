"""Does each rule of the packs that no transaction of the sample book exercises find what its law says, and nothing where the law says nothing?

The rows of rules.tsv are written from citation and text of the law: an ordinary shipment (coffee, Germany to Turkey, euro) or payment, and what makes the case, as a JSON
merge patch (parties by role, `goods` for the one line, null takes away). `rules` must be found true, `open` undecided and asked about, `absent` neither.
"""

from __future__ import annotations

import copy
import csv
import functools
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse import lists
from enduse.basis import Basis
from enduse.ingest import Options, read
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import Entity, Kind, Listing, Name, NameKind, Operator, OperatorRole, Transaction
from enduse.run import package
from enduse.run.prepare import compile_basis, embedded_content

with (Path(__file__).parent / "regimes.tsv").open(encoding="utf-8", newline="") as lines:
    SCENARIOS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
with (Path(__file__).parent / "rules.tsv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

SHIPMENT: dict[str, Any] = {
    "id": "X", "kind": "shipment", "ship_date": "2026-05-04",
    "goods": {"description": "roasted coffee", "hs_code": "090121", "origin": "BR", "value": "9000.00", "currency": "EUR"},
    "route": {"ship_from": "DE", "ship_to": "TR"},
    "parties": {"seller": {"name": "Rösterei Feldkamp GmbH", "country": "DE"}, "consignee": {"name": "Almacenes Bahía Clara", "country": "TR"}},
}  # fmt: skip
PAYMENT: dict[str, Any] = {
    "id": "X", "kind": "payment", "value_date": "2026-05-04", "payment": {"currency": "EUR", "payer_country": "DE", "bank_country": "DE"},
    "parties": {"payer": {"name": "Rösterei Feldkamp GmbH", "country": "DE"}, "payee": {"name": "Almacenes Bahía Clara", "country": "TR"}},
}  # fmt: skip


INVENTED: tuple[tuple[str, str, str, str, str, str | None, str | None, str | None], ...] = (
    ("Polesie Optical Instrument Combine", "BY", "UK", "asset_freeze", "UK", "UK Sanctions List", "Asset freeze", None),
    ("Kohinoor Aerospace Research Laboratory", "PK", "JP", "licence_needed", "METI", "METI End User List", None, None),
    ("Taiga Strategic Rotorcraft Repair Plant", "RU", "US", "licence_needed", "US-BIS", "Military End-User List (15 CFR part 744, Supplement No. 7)", None, None),
    ("Jinling Heavy Radar Industries Group", "CN", "US", "signal", "US-DOD", "NDAA FY2021 (Pub. L. 116-283), section 1260H", None, "1260H"),
    ("Kaspi Meridian Correspondent Bank", "KZ", "EU", "transaction_ban", "EU", "Reg. (EU) No 833/2014", "XLIV", "EU-RUS"),
    ("Barents Deepwater Drilling Company", "RU", "US", "transaction_ban", "US-OFAC", "Sectoral Sanctions Identifications List", "Directive 4", "UKRAINE-EO13662"),
)  # fmt: skip
"""What no entry of the starter set is, or is established by name and country to be: a name, its country, regime, effect, authority, act, annex and programme, as the readers write them."""


@functools.cache
def basis() -> Basis:
    """The package's own, and the invented listings."""
    embedded = embedded_content()
    decoder = msgspec.json.Decoder(Listing)
    entities = [msgspec.json.decode(record, type=Entity) for record in embedded.table("entities").column("record").to_pylist()]
    held: list[tuple[Entity, tuple[Listing, ...]]] = [(entity, ()) for entity in entities]
    table = embedded.table("listings")
    for at, record in zip(table.column("entity").to_pylist(), table.column("record").to_pylist(), strict=True):
        held[at] = (held[at][0], (*held[at][1], decoder.decode(record)))
    return compile_basis([*held, *map(_invented, INVENTED)], [*embedded.table("lists").to_pylist(), _LIST])


_LIST = {"id": "t", "version": "1", "reader": "test", "published": "2026-01-01", "listings": len(INVENTED), "entities": len(INVENTED), "starter": False, "notice": None, "regimes": ["EU", "JP", "UK", "US"]}  # fmt: skip


def _invented(row: tuple[str, str, str, str, str, str | None, str | None, str | None]) -> tuple[Entity, tuple[Listing, ...]]:
    name, country, regime, effect, authority, act, annex, programme = row
    key = name.split()[0].lower()
    entity = Entity(entity_id=f"t:{key}", kind=Kind.organization, names=(Name(text=name, kind=NameKind.primary),), countries=(country,))
    return entity, (
        Listing(
            listing_id=f"t:{key}", listing_version="1", entity_id=entity.entity_id, source="t", authority=authority, regime=regime, effect=effect, act=act or "",
            annex=annex, programme=programme, valid_from="2024-06-25", citation=act or "", record=f"t:{key}",
        ),
    )  # fmt: skip


def transaction(patch: str) -> Transaction:
    given = json.loads(patch)
    whole = _merged(copy.deepcopy(PAYMENT if given.get("kind") == "payment" else SHIPMENT), given)
    whole["parties"] = [{"role": role, **party} for role, party in whole["parties"].items()]
    whole["goods"] = [whole["goods"]] if "goods" in whole else []
    return msgspec.convert(whole, Transaction)


def _merged(base: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """RFC 7396."""
    for name, value in patch.items():
        if value is None:
            base.pop(name, None)
        elif isinstance(value, dict) and isinstance(base.get(name), dict):
            _merged(base[name], value)
        else:
            base[name] = value
    return base


def decided(case: dict[str, str]) -> dict[str, Any]:
    kind, _, seat = case["operator"].partition(" ")
    seat, _, us = seat.partition(" ")
    who = None if case["operator"] == "-" else Operator(kind=OperatorRole(kind), seats=(seat,), us_person=us == "us")
    screening = kernel.Screening(basis=basis(), as_of="2026-09-30", engine_version="test", operator=who)
    return dict(msgspec.json.decode(kernel.screen(to_batch([transaction(case["patch"])]), screening).column("document")[0].as_py()))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_rule_finds_what_its_law_says(case: dict[str, str]) -> None:
    decision = decided(case)
    found = {state: {finding["rule"] for finding in decision["findings"] if finding["state"] == state} for state in ("true", "unknown")}
    assert set(case["rules"].split()) <= found["true"], case["why"]
    assert set(case["open"].split()) <= found["unknown"], case["why"]
    assert not set(case["absent"].split()) & (found["true"] | found["unknown"]), case["why"]
    assert decision["outcome"] == case["outcome"], case["why"]


def test_the_ordinary_shipment_and_payment_are_released_by_every_law() -> None:
    plain = {"operator": "-", "rules": "", "open": "", "absent": "", "outcome": "release"}
    for patch in ("{}", '{"kind": "payment"}'):
        decision = decided({**plain, "patch": patch})
        assert (decision["outcome"], [f["rule"] for f in decision["findings"] if f["outcome"] != "note"]) == ("release", []), patch


def test_every_case_says_why_and_by_which_law() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["citation"] and case["why"].endswith(".") and (case["rules"] or case["open"] or case["absent"]) for case in CASES)


NOT_IN_THE_CODE = {
    "METI End User List",  # Japan publishes it as a PDF: a mapping of the user's names the act so
    "OFAC SDN List",  # put together by the readers of OFAC
    "SI 2019/855",  # of lists of the user's own
}


def test_the_acts_that_rules_ask_for_are_those_that_readers_write() -> None:
    readers = [path.read_text(encoding="utf-8") for path in sorted(Path(next(iter(lists.__path__))).rglob("*.py"))]
    written = "\n".join([*readers, *package.folder("mappings", ".toml").values(), package.text("starter", "listings.csv")])
    asked = [acts for text in package.folder("packs", ".toml").values() for acts in re.findall(r"established_acts contains any \[(.*?)\]", text)]
    wanted = {act for acts in asked for act in re.findall(r"'(.+?)'", acts)}
    assert len(wanted) > 10
    assert {act for act in wanted if act not in written} <= NOT_IN_THE_CODE


def test_every_rule_is_exercised_by_a_golden_transaction() -> None:
    """Those of the sample book, of regimes.tsv and of rules.tsv: a rule that is new needs one of them."""
    fired = {finding["rule"] for case in CASES for finding in decided(case)["findings"]}
    fired |= {rule for row in SCENARIOS for rule in row["rules"].split()}
    with (Path(__file__).parents[2] / "src/enduse/data/sample/transactions.csv").open("rb") as book:
        batch = to_batch([transaction for part in read([book], Options()) for transaction in part.transactions])
    as_of = tomllib.loads(package.text("sample", "sample.toml"))["as_of"]
    for who in (None, Operator(kind=OperatorRole.exporter, seats=("DE",), us_person=False)):
        screening = kernel.Screening(basis=basis(), as_of=str(as_of), engine_version="test", operator=who)
        for document in kernel.screen(batch, screening).column("document").to_pylist():
            fired |= {finding["rule"] for finding in msgspec.json.decode(document)["findings"]}
    rules = {rule.id for rule in kernel.ruleset_of(basis()).rules if rule.status != "repealed"}
    assert sorted(rules - fired) == []
