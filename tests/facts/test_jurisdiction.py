"""Of which items made abroad is it asked whether American law follows them?"""

from __future__ import annotations

import pytest

from enduse.basis import Basis
from enduse.facts import line as line_facts
from enduse.facts.jurisdiction import open_items
from enduse.facts.sheet import Sheet, days
from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.run.prepare import embedded_content

CHIP, MACHINE, BEARING, CHAIR, COFFEE = "854231", "844400", "848210", "940130", "090121"


@pytest.fixture(scope="module")
def basis() -> Basis:
    return embedded_content()


def is_open(basis: Basis, hs: str | None, to: str | None = None, *, origin: str | None = "TW", consignee: str | None = None, **more: object) -> bool:
    line = GoodsLine(hs_code=hs, origin=origin, eccn=more.pop("eccn", None), facts=more.pop("said", {}))
    parties = (Party(role=Role.consignee, name="Almacenes Bahía Clara", country=consignee or to, address=more.pop("address", None)),)
    route = Route(ship_from="DE", ship_to=to, via=more.pop("via", ()))
    transaction = Transaction(id="T", kind=TransactionKind.shipment, goods=(line,), parties=parties, route=route, **more)
    sheet = Sheet(1)
    line_facts.fill(sheet, [transaction], [line], [0], [days("2026-05-04")], basis)
    return open_items([transaction], [line], [0], sheet, basis)[0]


@pytest.mark.parametrize(("hs", "to", "expected"), [
    (CHAIR, "FR", False), (CHIP, "FR", False), (MACHINE, "TR", False), (CHIP, "CN", False),
    (CHIP, "RU", True), (MACHINE, "BY", True), (None, "RU", True), (COFFEE, "RU", False),
    (CHIP, "IR", True), (MACHINE, "CU", True), (None, "KP", True), (COFFEE, "IR", False),
])  # fmt: skip
def test_it_is_asked_where_content_or_technology_would_bring_the_ear_in(basis: Basis, hs: str | None, to: str, expected: bool) -> None:
    assert is_open(basis, hs, to) is expected


def test_an_entry_of_the_control_list_is_asked_about_wherever_it_goes_and_ear99_only_where_it_is_named(basis: Basis) -> None:
    assert is_open(basis, CHIP, "FR", eccn="3A001")
    assert is_open(basis, CHIP, "FR", said={"goods.on_ccl": "true"})
    assert not is_open(basis, CHIP, "FR", eccn="EAR99")
    assert is_open(basis, BEARING, "RU", eccn="EAR99")
    assert is_open(basis, MACHINE, "IR", eccn="EAR99")


def test_transit_through_russia_and_the_occupied_regions_count_as_russia(basis: Basis) -> None:
    assert is_open(basis, CHIP, "KZ", via=("RU",))
    assert is_open(basis, CHIP, "UA", address="ul. Lenina 7, Simferopol, Crimea")
    assert not is_open(basis, CHIP, "UA", address="Deribasivska 1, Odesa")


def test_high_priority_goods_whose_destination_is_not_known_may_go_there(basis: Basis) -> None:
    assert is_open(basis, CHIP, None)
    assert not is_open(basis, MACHINE, None)


def test_what_is_said_of_the_item_settles_it_and_origin_is_a_question_of_its_own(basis: Basis) -> None:
    assert not is_open(basis, CHIP, "RU", said={"goods.subject_to_ear": "false"})
    assert not is_open(basis, CHIP, "RU", facts={"goods.subject_to_ear": False})
    assert is_open(basis, CHIP, "RU", said={"goods.subject_to_ear": "perhaps"})
    assert not is_open(basis, CHIP, "RU", origin="US")
    assert not is_open(basis, CHIP, "RU", origin=None)
