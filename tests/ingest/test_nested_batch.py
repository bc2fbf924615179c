"""Does a nested batch come out as the same transactions in NDJSON would, and is what cannot be taken a rejected row?"""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from enduse.errors import UsageError
from enduse.ingest import Options, nested_batch, normalise, read
from enduse.model.arrow import TRANSACTIONS, from_batch, to_batch
from enduse.model.nouns import GoodsLine, Identifier, Party, Payment, Role, Route, Transaction, TransactionKind

RAW = [
    Transaction(
        id=" T1 ", kind=TransactionKind.shipment, revision=1, ship_date="2024-03-01", payment=Payment(currency="eur", payer_country="Turkey"),
        parties=(
            Party(role=Role.end_user, name="Gamma  LLP", country="Kazakhstan"),
            Party(role=Role.seller, name="Alpha GmbH", identifiers=(Identifier(scheme="LEI", value="5493001kjtiigc8y1r12"),)),
        ),
        goods=(GoodsLine(hs_code="8481.80", value="10.50"), GoodsLine(hs_code="84571", facts={"goods.dual_use": True})),
        route=Route(ship_to="Iran", via=("Turkey",), mode="LKW"), facts={"end_use.military": False},
    ),
    Transaction(id="T1", kind=TransactionKind.shipment, route=Route(ship_to="TR")),
    Transaction(id="T2", kind=TransactionKind.payment),
]  # fmt: skip


def rows() -> list[dict[str, Any]]:
    return to_batch(RAW).to_pylist()


def batch_of(changed: list[dict[str, Any]]) -> pa.RecordBatch:
    loose = pa.schema([field.with_nullable(True) for field in TRANSACTIONS])
    return pa.RecordBatch.from_pylist(changed, schema=loose)


def test_a_batch_and_ndjson_agree() -> None:
    lines = b"\n".join(msgspec.json.encode(tx) for tx in RAW)
    by_line = {(tx.id, tx.revision): tx for part in read([io.BytesIO(lines)], Options(format="ndjson")) for tx in part.transactions}
    batch, rejected = nested_batch(to_batch(RAW))
    assert not rejected
    assert batch.schema == TRANSACTIONS
    found = from_batch(batch)
    assert [(tx.id, tx.revision) for tx in found] == [("T1", 1), ("T1", 0), ("T2", 0)]
    assert {(tx.id, tx.revision): tx for tx in found} == by_line
    first = found[0]
    assert (first.parties[1].country, first.route.ship_to, first.route.mode, first.payment.currency) == ("KZ", "IR", "road", "EUR")
    assert first.previous is not None and first.previous.ship_to == "TR"
    assert normalise(RAW) == (found, [])


def test_a_batch_that_is_canonical_is_not_changed() -> None:
    once, _ = nested_batch(to_batch(RAW))
    again, rejected = nested_batch(once)
    assert again.equals(once)
    assert not rejected


def test_a_slice_of_a_batch_is_read_as_its_own_rows() -> None:
    batch, rejected = nested_batch(to_batch(RAW).slice(1, 2))
    assert [tx.id for tx in from_batch(batch)] == ["T1", "T2"]
    assert not rejected


CHANGES: list[tuple[dict[str, Any], str | None]] = [
    ({"revision": None}, "revision"),
    ({"revision": -1}, "revision"),
    ({"id": None}, "id"),
    ({"id": " "}, "id"),
    ({"kind": None}, "kind"),
    ({"kind": "gift"}, "kind"),
    ({"operator_role": "spy"}, "operator_role"),
    ({"ship_date": "01.03.2024"}, "ship_date"),
    ({"parties": [{"role": "owner", "name": "X"}]}, "parties[0].role"),
    ({"parties": [{"role": None, "name": "X"}]}, "parties[0].role"),
    ({"parties": [None]}, "parties[0]"),
    ({"parties": [{"role": "buyer", "kind": "alien"}]}, "parties[0].kind"),
    ({"parties": [{"role": "buyer", "country": "Ruritania"}]}, "parties[0].country"),
    ({"parties": [{"role": "buyer", "identifiers": [{"scheme": "zodiac", "value": "1"}]}]}, "parties[0].identifiers[0].scheme"),
    ({"parties": [{"role": "buyer", "identifiers": [{"scheme": "lei", "value": None}]}]}, "parties[0].identifiers[0].value"),
    ({"parties": [{"role": "buyer", "name": "lost \ufffd"}]}, None),
    ({"route": {"ship_to": "Paris"}}, "route.ship_to"),
    ({"route": {"via": ["TR", None]}}, "route.via[1]"),
    ({"goods": [{"value": "1,5"}]}, "goods[0].value"),
    ({"goods": [{"facts": [{"name": "goods.dual_use", "value_json": "yes"}]}]}, "goods[0].facts.goods.dual_use"),
    ({"facts": [{"name": "end_use.militry", "value_json": "true"}]}, "facts.end_use.militry"),
    ({"facts": [{"name": "end_use.military", "value_json": None}]}, "facts[0]"),
    ({"facts": [{"name": "end_use.military", "value_json": "true"}, {"name": "end_use.military", "value_json": "false"}]}, "facts.end_use.military"),
]


@pytest.mark.parametrize(("change", "column"), CHANGES)
def test_what_cannot_be_taken_is_a_rejected_row_and_its_neighbours_stay(change: dict[str, Any], column: str | None) -> None:
    changed = rows()
    changed[2] |= change
    batch, rejected = nested_batch(batch_of(changed))
    assert [tx.id for tx in from_batch(batch)] == ["T1", "T1"]
    ((row),) = rejected
    assert (row.line, row.column) == (3, column)
    assert row.reason
    assert row.remedy


def test_null_lists_and_structs_say_nothing() -> None:
    changed = rows()
    changed[2] |= dict.fromkeys(("parties", "goods", "facts", "route", "payment", "documents"))
    changed[1]["route"]["via"] = None
    batch, rejected = nested_batch(batch_of(changed))
    expected, _ = nested_batch(to_batch(RAW))
    assert not rejected
    assert batch.equals(expected)


def test_an_id_in_two_rows_is_rejected_in_both() -> None:
    batch, rejected = nested_batch(to_batch([*RAW, Transaction(id="T2", kind=TransactionKind.order)]))
    assert batch.num_rows == 2
    assert [row.line for row in rejected] == [3, 4]


def test_a_transaction_made_in_memory_is_checked_like_any_other() -> None:
    wrong = [
        Transaction(id="A", kind="gift"),  # type: ignore[arg-type]  # msgspec checks nothing in a constructor
        Transaction(id="B", kind=TransactionKind.order, facts={"end_use.military": object()}),
        Transaction(id="C", kind=TransactionKind.order),
    ]
    transactions, rejected = normalise(wrong)
    assert [tx.id for tx in transactions] == ["C"]
    assert [row.line for row in rejected] == [1, 2]


def test_a_batch_of_other_columns_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="'revision' is missing"):
        nested_batch(pa.RecordBatch.from_pydict({"id": ["A"]}))
