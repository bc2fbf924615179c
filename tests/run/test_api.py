"""Does a program that calls the facade get what a file would get?"""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest

import enduse
from enduse.errors import UsageError
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.run import bases


def shipment(country: str, ship_to: str = "AE", name: str = "Al Noor Hardware LLC") -> Transaction:
    return Transaction(
        id="T", kind=TransactionKind.shipment, ship_date="2026-05-04", route=Route(ship_from="DE", ship_to=ship_to),
        goods=(GoodsLine(hs_code="731815", description="screws", origin="DE"),),
        parties=(Party(role=Role.seller, name="Schrauben Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name=name, country=country)),
    )  # fmt: skip


@pytest.mark.parametrize("spelling", ["IR", "ir", "Iran", "Islamic Republic of Iran"])
def test_a_nested_batch_is_read_as_a_file_would_be(spelling: str, small_basis: bases.Basis) -> None:
    out = enduse.screen(to_batch([shipment(spelling)]), small_basis, as_of="2026-09-30")
    assert out.column("outcome").to_pylist() == ["block"]


def test_flat_columns_give_the_same_decision_as_the_nested_batch(small_basis: bases.Basis) -> None:
    flat = pa.RecordBatch.from_pydict(
        {
            "id": ["T"], "kind": ["shipment"], "date": ["2026-05-04"], "ship_from": ["DE"], "ship_to": ["AE"], "hs_code": ["731815"], "goods_description": ["screws"], "origin": ["DE"],
            "seller_name": ["Schrauben Feldkamp GmbH"], "seller_country": ["DE"], "consignee_name": ["Al Noor Hardware LLC"], "consignee_country": ["AE"],
        }
    )  # fmt: skip
    nested = enduse.screen(to_batch([shipment("AE")]), small_basis, as_of="2026-09-30")
    assert enduse.screen(flat, small_basis, as_of="2026-09-30").equals(nested)
    assert nested.column("outcome").to_pylist() == ["release"]


def test_what_a_file_would_reject_is_a_usage_error(small_basis: bases.Basis) -> None:
    for bad in (shipment("Atlantis"), msgspec.structs.replace(shipment("AE"), ship_date="04/05/2026")):
        with pytest.raises(UsageError, match="rejected"):
            enduse.screen(to_batch([bad]), small_basis, as_of="2026-09-30")
    with pytest.raises(UsageError, match="RecordBatch"):
        enduse.screen(None, small_basis)


def test_compare_takes_the_kinds_it_knows() -> None:
    assert enduse.compare("Schrauben Feldkamp GmbH", "Feldkamp Schrauben").band in ("possible", "established")
    with pytest.raises(UsageError, match="alien"):
        enduse.compare("a", "b", kind="alien")
