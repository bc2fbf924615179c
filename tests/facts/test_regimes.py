"""Through what does each regime attach?"""

from __future__ import annotations

from enduse.facts.regimes import TERRITORY, attach
from enduse.model.nouns import GoodsLine, Operator, Payment, Route, Transaction, TransactionKind

PLACES = {**TERRITORY, "EU": frozenset({"DE", "FR"})}
GERMAN = Operator(seats=("DE",), us_person=False)


def shipment(**more: object) -> Transaction:
    goods = more.pop("goods", (GoodsLine(hs_code="090121", origin="BR", currency="EUR"),))
    return Transaction(id="T", kind=TransactionKind.shipment, goods=goods, **more)


def test_without_an_operator_every_regime_attaches() -> None:
    assert all(attach(shipment(), None, PLACES).state.values())


def test_the_un_attaches_to_everyone() -> None:
    assert attach(shipment(), GERMAN, PLACES).state["UN"] is True


def test_a_german_exporter_of_brazilian_coffee_in_euro_is_under_the_eu_and_not_under_the_us() -> None:
    state = attach(shipment(), GERMAN, PLACES).state
    assert (state["EU"], state["US"], state["UK"]) == (True, False, False)


def test_dollars_american_origin_and_american_soil_each_bring_the_us_in() -> None:
    dollars = shipment(payment=Payment(currency="USD"))
    american = shipment(goods=(GoodsLine(hs_code="854231", origin="US", currency="EUR"),))
    transit = shipment(route=Route(ship_from="DE", via=("USNYC",), ship_to="BR"))
    assert [attach(t, GERMAN, PLACES).why["US"] for t in (dollars, american, transit)] == ["currency", "origin", "territory"]


def test_an_unknown_origin_leaves_the_us_open_and_is_never_read_as_no() -> None:
    open_origin = shipment(goods=(GoodsLine(hs_code="854231", currency="EUR"),))
    found = attach(open_origin, GERMAN, PLACES)
    assert found.state["US"] is None
    assert found.why["US"] == "origin_unknown"
    assert not found.complete


def test_an_operator_without_seats_leaves_what_the_seat_would_decide_open() -> None:
    assert attach(shipment(), Operator(us_person=False), PLACES).state["UK"] is None


def test_regimes_named_by_the_operator_attach_and_no_others() -> None:
    found = attach(shipment(payment=Payment(currency="USD")), Operator(regimes=("EU", "UN")), PLACES)
    assert sorted(regime for regime, state in found.state.items() if state) == ["EU", "UN"]


def test_an_item_said_to_be_subject_to_the_ear_brings_the_us_in_wherever_it_was_made() -> None:
    made_abroad = GoodsLine(hs_code="854231", origin="TW", currency="EUR")
    silent, whole, one_line, denied = (
        shipment(goods=(made_abroad,)),
        shipment(goods=(made_abroad,), facts={"goods.subject_to_ear": True}),
        shipment(goods=(made_abroad, GoodsLine(hs_code="854232", origin="TW", currency="EUR", facts={"goods.subject_to_ear": "true"}))),
        shipment(goods=(made_abroad,), facts={"goods.subject_to_ear": False}),
    )
    found = [attach(t, GERMAN, PLACES) for t in (silent, whole, one_line, denied)]
    assert [(one.state["US"], one.why["US"]) for one in found] == [
        (False, "no_nexus"), (True, "item_subject_to_ear"), (True, "item_subject_to_ear"), (False, "no_nexus"),
    ]  # fmt: skip


def test_a_regime_that_the_user_declares_attaches_as_the_matrix_says_too() -> None:
    declared = shipment(facts={"regime.attached": ["JP"]})
    assert [attach(declared, who, PLACES).why["JP"] for who in (GERMAN, Operator(regimes=("EU", "UN")))] == ["declared", "declared"]
    assert attach(declared, Operator(regimes=("EU", "UN")), PLACES).state["US"] is False


def test_an_item_of_which_it_is_open_whether_american_law_follows_it_leaves_the_us_open() -> None:
    foreign = shipment(goods=(GoodsLine(hs_code="854231", origin="TW", currency="EUR"),))
    found = attach(foreign, GERMAN, PLACES, item_open=True)
    assert (found.state["US"], found.why["US"], found.complete) == (None, "item_jurisdiction_unknown", False)
    assert attach(foreign, Operator(regimes=("EU", "UN")), PLACES, item_open=True).state["US"] is False  # counsel has settled it
    assert attach(shipment(payment=Payment(currency="USD")), GERMAN, PLACES, item_open=True).state["US"] is True
