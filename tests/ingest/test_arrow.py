"""Do transactions survive the journey through Arrow, and do equal ones have equal digests?"""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.ingest import assemble_batch
from enduse.model.arrow import TRANSACTIONS, from_batch, to_batch
from enduse.model.canonical import canonical_json, transaction_digest, transaction_json
from enduse.model.nouns import (
    Documents,
    GoodsLine,
    Identifier,
    Kind,
    OperatorRole,
    Party,
    Payment,
    Previous,
    Role,
    Route,
    Transaction,
    TransactionKind,
)

word = st.text(st.characters(codec="utf-8"), max_size=12)
maybe = st.none() | word
truth = st.none() | st.booleans()
value = st.booleans() | st.integers(-(2**53), 2**53) | word | st.lists(word, max_size=3)
facts = st.dictionaries(word, value, max_size=3)
identifiers = st.builds(Identifier, scheme=word, value=word, country=maybe, valid=truth)
parties = st.builds(
    Party, role=st.sampled_from(Role), name=maybe, kind=st.none() | st.sampled_from(Kind), country=maybe, address=maybe, incorporated=maybe, birth_date=maybe,
    identifiers=st.lists(identifiers, max_size=3).map(tuple),
)  # fmt: skip
lines = st.builds(
    GoodsLine, description=maybe, hs_code=maybe, hs_note=maybe, eccn=maybe, origin=maybe, value=maybe, currency=maybe, quantity=maybe, unit=maybe,
    weight_kg=maybe, facts=facts,
)  # fmt: skip
transactions = st.builds(
    Transaction, id=word, kind=st.sampled_from(TransactionKind), revision=st.integers(0, 2**31), operator_role=st.none() | st.sampled_from(OperatorRole),
    order_date=maybe, ship_date=maybe, value_date=maybe, parties=st.lists(parties, max_size=3).map(tuple), goods=st.lists(lines, max_size=3).map(tuple),
    route=st.builds(Route, ship_from=maybe, via=st.lists(word, max_size=3).map(tuple), ship_to=maybe, mode=maybe, vessel=maybe, imo=maybe),
    payment=st.builds(Payment, currency=maybe, payer_country=maybe, bank_country=maybe),
    documents=st.builds(Documents, end_use_certificate=truth, no_reexport_clause=truth, licence_number=maybe), facts=facts,
    previous=st.none() | st.builds(Previous, revision=st.integers(0, 9), consignee=maybe, end_user=maybe, payer=maybe, ship_to=maybe, payer_country=maybe),
)  # fmt: skip


@given(st.lists(transactions, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_journey_through_arrow_is_exact(txs: list[Transaction]) -> None:
    batch = to_batch(txs)
    batch.validate(full=True)
    assert batch.schema == TRANSACTIONS
    back = from_batch(batch)
    assert back == txs
    assert [transaction_digest(tx) for tx in back] == [transaction_digest(tx) for tx in txs]


@given(st.lists(transactions, min_size=3, max_size=5), st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_a_slice_of_a_batch_is_read_as_its_own_rows(txs: list[Transaction], start: int) -> None:
    assert from_batch(to_batch(txs).slice(start, 2)) == txs[start : start + 2]


@given(transactions)
@settings(max_examples=50, deadline=None)
def test_canonical_json_reads_back_as_the_same_transaction(tx: Transaction) -> None:
    assert msgspec.json.decode(transaction_json(tx), type=Transaction) == tx


def test_a_part_that_says_nothing_does_not_change_the_digest() -> None:
    bare = Transaction(id="A", kind=TransactionKind.order)
    spelled = Transaction(id="A", kind=TransactionKind.order, route=Route(), payment=Payment(), documents=Documents(), facts={})
    assert transaction_json(bare) == transaction_json(spelled) == b'{"id":"A","kind":"order"}'


@pytest.mark.parametrize("thing", [1.0, {"a": [1, {"b": 0.5}]}, (1, 2.0), Transaction(id="A", kind=TransactionKind.order, facts={"x": 1.5})])
def test_floats_have_no_canonical_json(thing: object) -> None:
    with pytest.raises(TypeError, match="decimal string"):
        canonical_json(thing)


def test_flat_columns_in_memory_become_a_batch_of_transactions() -> None:
    flat = pa.RecordBatch.from_pydict(
        {"id": ["A", "A", "B"], "kind": ["order"] * 3, "hs_code": ["8482", "8481", "84"], "consignee_country": ["KZ", "", "nowhere"]}
    )
    batch, rejected = assemble_batch(flat)
    assert [tx.id for tx in from_batch(batch)] == ["A"]
    assert [(row.line, row.column) for row in rejected] == [(3, "consignee_country")]
