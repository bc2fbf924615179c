"""What do the tests of re-screening share? A home whose lists change, a book, a ledger on either database, and the eyes to look into it."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.basis import Basis as Content
from enduse.ingest import Options
from enduse.judge import kernel
from enduse.ledger.read import DecisionBody, Held, walk
from enduse.ledger.store import open_ledger
from enduse.lists.load import version_of
from enduse.model.nouns import Entity, Kind, Listing, Name, Operator
from enduse.run import api, bases, local
from enduse.run import rescreen as again
from enduse.run.prepare import compile_basis
from enduse.run.rescreened import Request, Rescreened

# the server, and an empty database for each test, are those of the ledger's tests
_spec = importlib.util.spec_from_file_location("ledger_conftest", Path(__file__).parents[1] / "ledger" / "conftest.py")
assert _spec and _spec.loader
_ledger = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _ledger
_spec.loader.exec_module(_ledger)
postgresql_server, postgresql, url = _ledger.postgresql_server, _ledger.postgresql, _ledger.url

NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
HEADER = ("id", "kind", "date", "consignee_name", "consignee_country", "goods_description", "hs_code", "ship_from", "ship_to", "value", "currency")

FROZEN, BANNED, SIGNAL = "Volgograd Precision Turbine Works", "Kvarzit Optoelektronika JSC", "Severny Lantern Holding"
CLEAN = ("Torrefazione Alba S.r.l.", "Кофе и чай, ООО", "深圳咖啡有限公司")

Said = dict[str, dict[str, Any]]
BEFORE: Said = {FROZEN: {"effect": "asset_freeze"}, SIGNAL: {"effect": "due_diligence"}, "Bygone Avionics": {"effect": "asset_freeze"}}
"""Listed at first."""
AFTER: Said = {FROZEN: {"effect": "asset_freeze", "note": "now with a note"}, BANNED: {"effect": "asset_freeze"}, "Bygone Avionics": {"effect": "asset_freeze"}}
"""Later one is added, one is gone, one has changed."""


def record(name: str, said: dict[str, Any]) -> tuple[Entity, tuple[Listing, ...]]:
    key = name.split()[0].lower()
    entity = Entity(entity_id=f"t:{key}", kind=Kind.organization, names=(Name(text=name),), countries=("RU",))
    listing = Listing(
        listing_id=f"t:{key}:1", entity_id=entity.entity_id, source="t", authority="T", regime="EU", act="Act", citation="Act, Annex", record=key, **{"valid_from": "2022-01-01", **said}
    )  # fmt: skip
    return entity, (msgspec.structs.replace(listing, listing_version=version_of(entity, listing)),)


_COMPILED: dict[str, Content] = {}
"""Bases by what they are made of: many tests begin with the same ones."""


class World:
    """A home and its ledger."""

    FROZEN, SIGNAL, BEFORE, AFTER = FROZEN, SIGNAL, BEFORE, AFTER
    listed = staticmethod(record)

    def __init__(self, folder: Path, ledger: str) -> None:
        self.folder, self.home, self.ledger = folder, folder / "home", ledger
        self.book = folder / "book.csv"
        self.opened: bases.Basis

    def use(self, said: Said, version: str, *, packs: dict[str, str] | None = None) -> bases.Basis:
        """Make a Basis of these listings the one in use."""
        records = [record(name, one) for name, one in said.items()]
        row = {
            "id": "t",
            "version": version,
            "reader": "test",
            "published": "2026-01-01",
            "listings": len(records),
            "entities": len(records),
            "regimes": ["EU"],
        }
        key = repr((said, version, packs))
        if key not in _COMPILED:
            _COMPILED[key] = compile_basis(records, [{**row, "starter": False, "notice": None}], packs)
        content = _COMPILED[key]
        path = bases.store(content, self.home / "basis", engine_version="test", info={})
        bases.switch(self.home, content.digest)
        self.opened = bases.Basis.open(path)
        self.opened.cache = content.cache  # rules and views are compiled of the content once for all tests
        return self.opened

    def basis(self) -> bases.Basis:
        """The one in use."""
        return self.opened

    def write(self, rows: Sequence[tuple[str, str, str]], *, date: str = "2026-05-04") -> None:
        """Shipments: id, consignee, country."""
        with self.book.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADER)
            for key, name, country in rows:
                writer.writerow((key, "shipment", date, name, country, "coffee", "090121", "DE", country, "1.50", "EUR"))

    def screen(self, *, as_of: str = "2026-09-30", operator: Operator | None = None, exclusions: Sequence[Any] = ()) -> local.Result:
        screening = api.screening(self.basis(), as_of=as_of, operator=operator, exclusions=exclusions)
        return local.screen_files([self.book], self.folder / "out", screening, Options(), home=self.home, now=NOW, workers=1, ledger=self.ledger)

    def full(self, *, as_of: str = "2026-09-30", exclusions: Sequence[Any] = ()) -> dict[str, dict[str, Any]]:
        """The book judged whole on the Basis in use, recorded nowhere."""
        screening = api.screening(self.basis(), as_of=as_of, exclusions=exclusions)
        local.screen_files([self.book], self.folder / "full", screening, Options(), home=self.home, now=NOW, workers=1)
        return {one["id"]: one for one in map(msgspec.json.decode, (self.folder / "full" / "decisions.ndjson").read_bytes().splitlines())}

    def rescreen(self, since: str | None, *, out: str = "again", as_of: str = "2026-09-30", now: dt.datetime = NOW, **more: Any) -> Rescreened:
        workers = more.pop("workers", 1)
        request = Request(since=since, as_of=as_of, **more)
        return again.rescreen(self.home, self.folder / out, request, self.basis(), ledger=self.ledger, now=now, workers=workers, clock=lambda: now)

    def changes(self, out: str = "again") -> list[dict[str, Any]]:
        return [msgspec.json.decode(line) for line in (self.folder / out / "changes.ndjson").read_bytes().splitlines()]

    def records(self, kind: str) -> list[Held]:
        ledger = open_ledger(self.ledger, create=False)
        with ledger.reading() as connection:
            held = [one for _, _, some, _ in walk(connection, kind=kind) for one in some]
        ledger.close()
        return held

    def decisions(self) -> list[dict[str, Any]]:
        """Every recorded decision, oldest first."""
        return [msgspec.json.decode(msgspec.json.decode(held.body or b"", type=DecisionBody).decision) for held in self.records("decision")]

    def latest(self) -> dict[str, dict[str, Any]]:
        """The last recorded decision of each id."""
        return {one["id"]: one for one in self.decisions()}


@pytest.fixture
def world(tmp_path: Path, url: str) -> World:
    """On both databases; nothing is decided yet."""
    (tmp_path / "home").mkdir()
    return World(tmp_path, url)


@pytest.fixture
def place(tmp_path: Path) -> World:
    """On a file, for what does not depend on the database."""
    (tmp_path / "home").mkdir()
    return World(tmp_path, str(tmp_path / "ledger.sqlite"))


@pytest.fixture
def rows() -> list[tuple[str, str, str]]:
    """Thirty shipments: to the frozen, to the one that is to be listed, to the one that will be delisted, and to clean firms."""
    listed = {4: FROZEN, 9: BANNED, 14: SIGNAL}
    return [(f"T-{n:02}", listed.get(n % 15, f"{CLEAN[n % 3]} {n}"), "IT") for n in range(30)]


@pytest.fixture
def changed(world: World, rows: list[tuple[str, str, str]]) -> tuple[World, str]:
    """The book screened on one version of the list, and then the list is another: the world, and the digest of the older Basis."""
    return _changed(world, rows)


@pytest.fixture
def changed_here(place: World, rows: list[tuple[str, str, str]]) -> tuple[World, str]:
    """The same, on a file."""
    return _changed(place, rows)


def _changed(world: World, rows: list[tuple[str, str, str]]) -> tuple[World, str]:
    world.write(rows)
    old = world.use(BEFORE, "1")
    world.screen()
    world.use(AFTER, "2")
    return world, old.digest


@pytest.fixture
def plain() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A decision without the fields that name the Basis, the lists and the day."""

    def strip(said: dict[str, Any]) -> dict[str, Any]:
        naming = {"as_of", "basis_digest", "decision_key", "lists", "notices", "engine_version", "exclusions_digest"}
        rest = {name: value for name, value in said.items() if name not in naming}
        rest["regimes"] = {regime: (cell["outcome"], cell["why"]) for regime, cell in said["regimes"].items()}
        return rest

    return strip


__all__ = ["World", "kernel", "postgresql", "postgresql_server", "url"]
