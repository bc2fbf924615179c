"""Where the law of two states collides, does the matrix say so, and does no word of it leave the house before counsel has agreed?"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from enduse.basis import Basis
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.effects import IN_HOUSE
from enduse.model.nouns import GoodsLine, Operator, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.run.prepare import embedded_content
from enduse.show.words import explain


@pytest.fixture(scope="module")
def basis() -> Basis:
    return embedded_content()


def decide(basis: Basis, operator: Operator, country: str, *, hs: str = "090121", currency: str = "EUR", **facts: Any) -> dict[str, Any]:
    goods = GoodsLine(description="as invoiced", hs_code=hs, origin="DE", value="9000.00", currency=currency)
    parties = (Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name="Almacenes Bahía Clara", country=country))
    transaction = Transaction(
        id="t", kind=TransactionKind.shipment, ship_date="2026-05-04", goods=(goods,), route=Route(ship_from="DE", ship_to=country), parties=parties, facts=facts
    )  # fmt: skip
    screening = kernel.Screening(basis=basis, as_of="2026-09-30", engine_version="test", operator=operator)
    return dict(msgspec.json.decode(kernel.screen(to_batch([transaction]), screening).column("document")[0].as_py()))


def seat(country: str, *, us_person: bool | None = False) -> Operator:
    return Operator(kind=OperatorRole.exporter, seats=(country,), us_person=us_person)


def collisions(decision: dict[str, Any]) -> dict[str, list[str]]:
    return {regime: cell["conflicts"] for regime, cell in decision["regimes"].items() if cell["conflicts"]}


def test_dollars_for_cuba_set_the_blocking_statute_against_the_embargo(basis: Basis) -> None:
    decision = decide(basis, seat("DE"), "CU", currency="USD")
    assert collisions(decision) == {"EU": ["CONFLICT-2271-CU"], "US": ["CONFLICT-2271-CU"]}


def test_no_law_collides_where_the_united_states_have_no_say_or_the_operator_no_seat_in_the_union(basis: Basis) -> None:
    assert collisions(decide(basis, seat("DE"), "CU", currency="EUR")) == {}
    assert "CONFLICT-2271-CU" not in decide(basis, seat("JP"), "CU", currency="USD")["rules"]
    assert "CONFLICT-UK-CU" in decide(basis, seat("GB"), "CU", currency="USD")["rules"]


def test_a_clause_asked_of_a_chinese_party_collides_and_the_clause_at_hand_does_not(basis: Basis) -> None:
    assert "CONFLICT-12G-CN" in decide(basis, seat("DE"), "CN", hs="854231")["regimes"]["CN"]["conflicts"]
    assert "CONFLICT-12G-CN" not in decide(basis, seat("DE"), "CN", hs="854231", **{"doc.no_reexport_clause": True})["rules"]
    assert "CONFLICT-12G-CN" not in decide(basis, seat("DE"), "TR", hs="854231")["rules"]


def test_a_boycott_request_is_a_conflict_for_who_is_under_us_law_only(basis: Basis) -> None:
    asked = {"doc.boycott_request": True}
    assert "CONFLICT-BOYCOTT" in decide(basis, seat("US", us_person=True), "KW", **asked)["rules"]
    assert "CONFLICT-BOYCOTT" not in decide(basis, seat("DE"), "KW", **asked)["rules"]


def test_what_is_asked_outside_the_house_waits_for_counsel_where_laws_collide(basis: Basis) -> None:
    decision = decide(basis, seat("DE"), "CN", hs="854231")
    gates = {question["who"]: question["gate"] for question in decision["questions"]}
    assert set(gates) - IN_HOUSE
    assert all((gate == "counsel") == (who not in IN_HOUSE) for who, gate in gates.items())
    words = "\n".join(explain(decision))
    assert "the wording goes to counsel first" in words
    assert "collides with another law: CONFLICT-12G-CN" in words


def test_where_no_laws_collide_nothing_waits(basis: Basis) -> None:
    decision = decide(basis, seat("DE"), "TR", hs="854231")
    assert decision["questions"]
    assert {question["gate"] for question in decision["questions"]} == {None}
