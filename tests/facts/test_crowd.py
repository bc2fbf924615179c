"""Is it noticed that many firms of the operator's own data sit in one building, whoever asks, and does it ask without ever blocking?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.basis import Basis
from enduse.facts.crowd import Crowds, compile_firms
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Kind, Party, Role, Route, Transaction, TransactionKind
from enduse.run import settings, standing
from enduse.run.prepare import prepare
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

TOWER = "Wah Ming Tower, 28 Hennessy Road, Wan Chai, Hong Kong"
SPELT = ("Room {n}, " + TOWER, "RM {n} WAH MING TOWER 28 HENNESSY RD WANCHAI HK", "Unit {n}, 3/F, Wah Ming Tower, 28 Hennessy Road, Hong Kong")
NAMES = "Amber Basalt Cinder Dune Ember Fjord Garnet Heron Ivory Jasper Kelp Lotus".split()


def firm(name: str | None, address: str | None, kind: Kind | None = None) -> Party:
    return Party(role=Role.buyer, name=name, address=address, kind=kind, country="HK")


def tower(count: int) -> list[Party]:
    return [firm(f"{name} Orchard Trading", SPELT[at % 3].format(n=301 + at)) for at, name in enumerate(NAMES[:count])]


def crowds(parties: list[Party], least: int = 10) -> Crowds | None:
    romanise = romanise_table()
    tables = compile_firms(parties, Romaniser(romanise), least=least)
    return Crowds.of_basis(Basis({**tables, "text.romanise": romanise, "settings": settings.table({"facts.firms_at_building": str(least)})}))


def test_firms_of_different_rooms_and_spellings_are_counted_and_the_party_is_none_of_them() -> None:
    view = crowds(tower(12))
    assert view is not None
    assert view.others(firm("Newcomer Limited", "Flat 9, " + TOWER)) == 12
    assert view.others(firm("AMBER ORCHARD TRADING", "Room 301, " + TOWER)) == 11
    assert view.others(firm("Newcomer Limited", "Room 9, 41 Nathan Road, Kowloon, Hong Kong")) == 0
    assert view.others(firm("Newcomer Limited", None)) is None


def test_too_few_are_none_and_the_setting_says_what_is_few() -> None:
    few = crowds(tower(9))
    assert few is not None and few.others(firm("Newcomer Limited", "Flat 9, " + TOWER)) == 0
    for view in (crowds(tower(10)), crowds(tower(3), least=3)):
        assert view is not None
        assert view.others(firm("Newcomer Limited", "Flat 9, " + TOWER)) in (10, 3)
        assert view.others(firm("Amber Orchard Trading", "Flat 9, " + TOWER)) == 0, "without itself they are too few"


def test_one_firm_many_times_and_people_make_no_crowd() -> None:
    same = [firm("Amber Orchard Trading", SPELT[at % 3].format(n=301 + at)) for at in range(12)]
    people = [firm(f"{name} Chan", SPELT[at % 3].format(n=301 + at), Kind.person) for at, name in enumerate(NAMES)]
    view = crowds([*same, *people])
    assert view is not None and view.others(firm("Newcomer Limited", "Flat 9, " + TOWER)) == 0


def test_the_order_of_the_parties_changes_nothing() -> None:
    romaniser = Romaniser(romanise_table())
    one, other = (compile_firms(parties, romaniser, least=10) for parties in (tower(12), tower(12)[::-1]))
    assert all(one[name].equals(other[name]) for name in one) and set(one) == {"house.firms", "house.firm_keys"}


def decide(basis: Basis, address: str | None, to: str, seller: str | None = None) -> dict[str, Any]:
    one = Transaction(
        id="t", kind=TransactionKind.shipment, ship_date="2026-06-01", route=Route(ship_from="DE", ship_to=to),
        goods=(GoodsLine(description="water pumps", hs_code="841370", origin="DE", value="900", currency="EUR"),),
        parties=(Party(role=Role.seller, name="Pumpenwerk Lindau GmbH", country="DE", address=seller), Party(role=Role.consignee, name="Newcomer Limited", country=to, address=address)),
    )  # fmt: skip
    screening = kernel.Screening(basis=basis, as_of="2026-11-20", engine_version="test")
    return dict(msgspec.json.decode(kernel.screen(to_batch([one]), screening).column("document")[0].as_py()))


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Basis:
    home = tmp_path_factory.mktemp("home")
    file = Path(home) / "customers.csv"
    lines = [f'C{at},{one.name},HK,"{one.address}"' for at, one in enumerate(tower(12))]
    file.write_text("\n".join(["id,name,country,address", *lines]) + "\n", encoding="utf-8")
    standing.add_parties(home, file, relation="customer", book="default", today="2026-09-30")
    return prepare(home, now=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def test_standing_parties_come_through_to_a_red_flag_that_never_blocks(basis: Basis) -> None:
    flagged = decide(basis, "Flat 9, " + TOWER, "HK")
    (finding,) = [one for one in flagged["findings"] if one["rule"] == "house.mass-address"]
    assert (flagged["outcome"], finding["outcome"], finding["reason_class"]) == ("review", "review", "red_flag")
    assert {fact["name"]: fact["value"] for fact in finding["facts"]}["party.any.firms_at_building"] == 12
    elsewhere = decide(basis, "Room 9, 41 Nathan Road, Kowloon, Hong Kong", "HK")
    assert not [one for one in elsewhere["findings"] if one["rule"] == "house.mass-address"]
    at_home = decide(basis, None, "FR", seller="Flat 9, " + TOWER)
    assert not [one for one in at_home["findings"] if one["rule"] == "house.mass-address"], "the goods stay within the coalition"
