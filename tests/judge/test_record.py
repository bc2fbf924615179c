"""Does the record of a decision hold what was judged, byte for byte?"""

from __future__ import annotations

import hashlib

import msgspec

from enduse.judge.kernel import Screening, screen
from enduse.model.arrow import to_batch
from enduse.model.canonical import transaction_json
from enduse.model.nouns import Documents, GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.run.bases import Basis

SHIPMENT = Transaction(
    id="A‮-1",
    kind=TransactionKind.shipment,
    ship_date="2026-06-01",
    parties=(Party(role=Role.consignee, name="АО «Кварцит Оптоэлектроника»", country="RU"),),
    goods=(GoodsLine(hs_code="854231", description='Chips, "grade A"', facts={"goods.dual_use": True}),),
    route=Route(ship_from="DE", via=("TR",), ship_to="RU"),
    documents=Documents(),
)


def test_the_record_holds_the_transaction_its_digest_is_of(small_basis: Basis) -> None:
    batch = screen(to_batch([SHIPMENT]), Screening(basis=small_basis, as_of="2026-09-30", engine_version="test"))
    (document,) = batch.column("document").to_pylist()
    fields = msgspec.json.decode(document, type=dict[str, msgspec.Raw])
    assert bytes(fields["transaction"]) == transaction_json(SHIPMENT)
    assert hashlib.sha256(bytes(fields["transaction"])).hexdigest() == msgspec.json.decode(fields["transaction_digest"])
    assert msgspec.json.decode(fields["transaction"], type=Transaction) == SHIPMENT
