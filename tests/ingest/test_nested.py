"""Is a line of JSON the transaction it says, in canonical spelling, or refused with the path of what is wrong?"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.ingest import Options, read, transaction_schema
from enduse.ingest.schema import schema_text
from enduse.model.canonical import transaction_json
from enduse.model.nouns import GoodsLine, Rejected, Role, Transaction
from enduse.tables.lines import repeated_key

FULL: dict[str, Any] = {
    "id": "T1",
    "kind": "shipment",
    "revision": 1,
    "operator_role": "exporter",
    "ship_date": "2024-03-01",
    "parties": [
        {"role": "end_user", "name": "Gamma  LLP", "country": "Kazakhstan", "birth_date": "1971-05"},
        {"role": "seller", "name": "Alpha GmbH", "country": "DEU", "identifiers": [{"scheme": "LEI", "value": "5493001KJTIIGC8Y1R12"}]},
    ],
    "goods": [{"description": "valve", "hs_code": "8481.80", "value": "10.50", "currency": "eur"}, {"hs_code": "84571", "facts": {"goods.dual_use": True}}],
    "route": {"ship_from": "DE", "via": ["TR"], "ship_to": "KZ", "mode": "road"},
    "payment": {"currency": "USD", "payer_country": "AE"},
    "documents": {"end_use_certificate": True},
    "facts": {"end_use.military": False, "party.end_user.age_days": 40, "payment.countries": ["AE", "TR"]},
}


def of(*lines: str | bytes | dict[str, Any]) -> tuple[list[Transaction], list[Rejected]]:
    data = b"\n".join(json.dumps(line).encode() if isinstance(line, dict) else line.encode() if isinstance(line, str) else line for line in lines)
    reading = read([io.BytesIO(data)], Options(format="ndjson"))
    parts = list(reading)
    assert reading.totals.rows_read == reading.totals.rows_decided + reading.totals.rows_rejected
    return [tx for part in parts for tx in part.transactions], [row for part in parts for row in part.rejected]


def test_nested_values_come_out_in_canonical_spelling() -> None:
    (tx,), rejected = of(FULL)
    assert not rejected
    assert [(party.role, party.name, party.country) for party in tx.parties] == [(Role.seller, "Alpha GmbH", "DE"), (Role.end_user, "Gamma LLP", "KZ")]
    assert tx.parties[0].identifiers[0].valid is True
    assert {(line.hs_code, line.hs_note, line.value) for line in tx.goods} == {("848180", None, "10.5"), (None, "odd length: 84571", None)}


def test_what_was_read_once_reads_the_same_again() -> None:
    (tx,), _ = of(FULL)
    (again,), _ = of(transaction_json(tx))
    assert again == tx


def test_flat_and_nested_say_the_same() -> None:
    flat = b"id,kind,ship_date,seller_name,seller_country,hs_code,ship_to,fact:end_use.military\nA,shipment,2024-03-01,Alpha GmbH,Germany,8481.80,KZ,no\n"
    nested = {
        "id": "A", "kind": "shipment", "ship_date": "2024-03-01", "parties": [{"role": "seller", "name": "Alpha GmbH", "country": "DE"}],
        "goods": [{"hs_code": "848180"}], "route": {"ship_to": "Kazakhstan"}, "facts": {"end_use.military": False},
    }  # fmt: skip
    (left,) = (tx for part in read([io.BytesIO(flat)]) for tx in part.transactions)
    (right,), _ = of(nested)
    assert left == right


def test_a_shipment_without_goods_has_a_line_of_unknown_goods() -> None:
    transactions, _ = of({"id": "A", "kind": "order"}, {"id": "B", "kind": "payment"})
    assert [tx.goods for tx in transactions] == [(GoodsLine(),), ()]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"goodz": []}, "goodz"),
        ({"kind": "gift"}, "kind"),
        ({"goods": [{"value": 1.5}]}, "goods[0].value"),
        ({"goods": [{"value": "1,5"}]}, "goods[0].value"),
        ({"goods": [{"hs": "8481"}]}, "goods[0].hs"),
        ({"ship_date": "01.03.2024"}, "ship_date"),
        ({"parties": [{"name": "X"}]}, "parties[0].role"),
        ({"parties": [{"role": "buyer", "country": "Ruritania"}]}, "parties[0].country"),
        ({"parties": [{"role": "vessel", "name": "X"}]}, "parties[0].role"),
        ({"parties": [{"role": "buyer", "identifiers": [{"scheme": "zodiac", "value": "1"}]}]}, "parties[0].identifiers[0].scheme"),
        ({"route": {"ship_to": "Paris"}}, "route.ship_to"),
        ({"facts": {"end_use.militry": True}}, "facts.end_use.militry"),
        ({"facts": {"end_use.military": "yes"}}, "facts.end_use.military"),
        ({"facts": {"goods.dual_use": True}}, "facts.goods.dual_use"),
        ({"facts": {"payment.countries": 1.5}}, "facts.payment.countries"),
        ({"revision": -1}, "revision"),
        ({"id": " "}, "id"),
    ],
)
def test_a_fault_is_named_by_its_path(change: dict[str, Any], column: str) -> None:
    transactions, rejected = of(FULL | change)
    assert not transactions
    assert rejected[0].column == column
    assert rejected[0].reason
    assert rejected[0].remedy


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"{" * 100_000,
        b'{"id":"a","kind":"order","x":' + b"[" * 50_000,
        b"\xff\xfe{}",
        b'{"id":"\xe9","kind":"order"}',
        b'{"id":"\\u0000","kind":"order"}',
    ],
)
def test_a_line_that_is_no_transaction_is_rejected_and_the_next_is_read(line: bytes) -> None:
    transactions, rejected = of({"id": "A", "kind": "order"}, line, {"id": "B", "kind": "order"})
    assert [tx.id for tx in transactions] == ["A", "B"]
    assert [row.line for row in rejected] == [2]


def test_an_id_on_two_lines_is_rejected_on_both() -> None:
    transactions, rejected = of(
        {"id": "A", "kind": "order"}, {"id": "B", "kind": "order"}, {"id": " A", "kind": "order"}, {"id": "A", "kind": "order", "revision": 1}
    )
    assert [(tx.id, tx.revision) for tx in transactions] == [("B", 0), ("A", 1)]
    assert [row.line for row in rejected] == [1, 3]


def test_the_published_schema_is_the_one_of_the_struct() -> None:
    path = Path(__file__).parents[2] / "src" / "enduse" / "data" / "transaction.schema.json"
    assert path.read_text() == schema_text()


def test_the_schema_accepts_what_is_read_and_refuses_what_is_not() -> None:
    schema = transaction_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(FULL)
    (tx,), _ = of(FULL)
    validator.validate(msgspec.json.decode(transaction_json(tx)))
    for wrong in (FULL | {"goodz": []}, FULL | {"kind": "gift"}, {"kind": "order"}, FULL | {"goods": [{"value": 1.5}]}):
        assert not validator.is_valid(wrong)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (
            '{"id":"A","kind":"order","parties":[{"role":"buyer","name":"X"},{"role":"consignee","name":"Listed Guard Corps","name":"Al Noor Hardware"}]}',
            "parties[1].name",
        ),
        ('{"id":"A","kind":"order","route":{"ship_to":"IR","ship_to":"AE"}}', "route.ship_to"),
        ('{"id":"A","kind":"order","route":{"ship_to" : "IR", "ship_to" : "AE"}}', "route.ship_to"),
        ('{"id":"A","kind":"order","route":{"ship_to":"IR","ship\\u005fto":"AE"}}', "route.ship_to"),
        ('{"id":"A","kind":"order","route":{"ship_to":"IR","ship_to":"AE","vessel":"\\u0022:"}}', "route.ship_to"),
        ('{"id":"A","kind":"order","route":{"ship_to":"IR","ship_to":"AE","vessel":"\\u003a"}}', "route.ship_to"),
        ('{"id":"A","id":"B","kind":"order"}', "id"),
        ('{"id":"A","kind":"order","facts":{"payment.cash":true,"payment.cash":false}}', "facts.payment.cash"),
        ('{"id":"A","kind":"order","goods":[],"goods":[{"hs_code":"8482"}]}', "goods"),
    ],
)
def test_a_key_that_stands_twice_is_refused_by_its_path(line: str, column: str) -> None:
    transactions, rejected = of(line)
    assert not transactions
    assert (rejected[0].column, rejected[0].remedy[:19]) == (column, "write each key once")


def test_the_same_key_in_two_objects_and_colons_in_text_are_no_repetition() -> None:
    line = '{"id":"A","kind":"order","parties":[{"role":"buyer","name":": x"},{"role":"consignee","name":"a\\":b","address":"\\u00e9 \\u003a"}]}'
    (tx,), rejected = of(line)
    assert [party.name for party in tx.parties] == [": x", 'a":b']
    assert not rejected


KEYS = st.sampled_from(["a", "b", ":", "x y"])
DOCUMENTS = st.recursive(
    st.sampled_from(["", ":", '":', "\\", "é"]) | st.integers(), lambda inner: st.lists(st.tuples(KEYS, inner), max_size=3) | st.lists(inner, max_size=2).map(tuple), max_leaves=8
)  # fmt: skip


def written(thing: Any, between: str) -> tuple[str, bool]:
    """JSON of a list of pairs (object), tuple (array) or scalar, and whether an object in it has a key twice."""
    if isinstance(thing, list):
        parts = [(json.dumps(key), *written(value, between)) for key, value in thing]
        twice = len({key for key, _ in thing}) < len(thing) or any(inner for _, _, inner in parts)
        return "{" + ",".join(f"{key}{between}{value}" for key, value, _ in parts) + "}", twice
    if isinstance(thing, tuple):
        items = [written(value, between) for value in thing]
        return "[" + ",".join(text for text, _ in items) + "]", any(twice for _, twice in items)
    return json.dumps(thing), False


@given(DOCUMENTS, st.sampled_from([":", " : ", ": "]))
@settings(max_examples=300, deadline=None)
def test_repeated_keys_are_found_in_any_document(document: Any, between: str) -> None:
    text, twice = written(document, between)
    assert (repeated_key(text.encode()) is not None) is twice


def test_an_unknown_mode_of_transport_is_noted_and_rejects_nothing() -> None:
    reading = read([io.BytesIO(json.dumps(FULL | {"route": {"ship_to": "KZ", "mode": "pigeon"}}).encode())], Options(format="ndjson"))
    (part,) = reading
    assert part.transactions[0].route.mode is None
    assert "'pigeon'" in reading.totals.files[0].notes[-1]


def test_text_without_end_is_refused() -> None:
    transactions, rejected = of(FULL | {"parties": [{"role": "buyer", "name": "x" * 5000}]}, FULL | {"id": "T2", "goods": [{"hs_code": "8" * 5000}]})
    assert not transactions
    assert [row.column for row in rejected] == ["parties[0].name", "goods[0].hs_code"]
    assert all("4,096" in row.reason for row in rejected)


def test_a_date_that_is_not_iso_is_not_told_of_options_that_json_has_not() -> None:
    _, (row,) = of(FULL | {"ship_date": "20.11.2026"})
    assert (row.reason, row.remedy) == ("'20.11.2026' is not ISO (YYYY-MM-DD)", "write dates as YYYY-MM-DD")
