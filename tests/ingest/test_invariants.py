"""Does every row count once, whatever the bytes, the order of rows and the size of slices?"""

from __future__ import annotations

import csv
import io
import random
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enduse.errors import Refused, UsageError
from enduse.ingest import Options, Totals, read
from enduse.ingest.read import Reading
from enduse.model.canonical import transaction_digest
from enduse.model.nouns import Rejected, Transaction

HEADER = ("id", "revision", "kind", "ship_date", "consignee_name", "consignee_country", "goods_description", "hs_code", "value", "ship_to")
CELLS = {
    "id": st.sampled_from(["A", "B", "C", "D", ""]),
    "revision": st.sampled_from(["", "0", "1", "2", "x"]),
    "kind": st.sampled_from(["shipment", "shipment", "shipment", "payment", ""]),
    "ship_date": st.sampled_from(["2024-01-02", "2024-01-02", "", "02/01/2024"]),
    "consignee_name": st.sampled_from(["ACME", "ACME", "", "Zeta\nLLC"]),
    "consignee_country": st.sampled_from(["KZ", "Kazakhstan", "", "nowhere"]),
    "goods_description": st.sampled_from(["valve", "pump", ""]),
    "hs_code": st.sampled_from(["848180", "84571", "", "8481.80"]),
    "value": st.sampled_from(["1", "2.50", "", "1,5"]),
    "ship_to": st.sampled_from(["KZ", "", "UA-43"]),
}
ROWS = st.lists(st.tuples(*(CELLS[name] for name in HEADER)), max_size=12)


def text_of(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue().encode()


def walk(*files: bytes, slice_rows: int = 4096, options: Options | None = None) -> tuple[list[Transaction], list[Rejected], Totals]:
    reading = read([io.BytesIO(data) for data in files], options, slice_rows=slice_rows)
    parts = list(reading)
    return [tx for part in parts for tx in part.transactions], [row for part in parts for row in part.rejected], reading.totals


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_every_row_with_content_is_decided_or_rejected(rows: list[tuple[str, ...]]) -> None:
    _, rejected, totals = walk(text_of(rows))
    content = [row for row in rows if any(cell.strip() for cell in row)]
    assert totals.rows_read == len(content) == totals.rows_decided + len(rejected)
    assert all(row.reason and row.remedy and row.line for row in rejected)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_no_transaction(rows: list[tuple[str, ...]], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    left, lost, _ = walk(text_of(rows))
    right, also_lost, _ = walk(text_of(shuffled))
    assert sorted(map(transaction_digest, left)) == sorted(map(transaction_digest, right))
    assert sorted(str(row.transaction) for row in lost) == sorted(str(row.transaction) for row in also_lost)


@given(ROWS, st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_the_size_of_slices_changes_nothing(rows: list[tuple[str, ...]], size: int) -> None:
    left, lost, _ = walk(text_of(rows))
    right, also_lost, _ = walk(text_of(rows), slice_rows=size)
    assert left == right
    assert sorted(lost, key=lambda row: row.line or 0) == sorted(also_lost, key=lambda row: row.line or 0)


@given(ROWS, ROWS)
@settings(max_examples=60, deadline=None)
def test_no_id_and_revision_is_decided_twice_over_two_files(first: list[tuple[str, ...]], second: list[tuple[str, ...]]) -> None:
    transactions, rejected, totals = walk(text_of(first), text_of(second))
    keys = [(tx.id, tx.revision) for tx in transactions]
    assert len(keys) == len(set(keys))
    assert totals.rows_read == totals.rows_decided + len(rejected)


STARTS = [
    b"",
    b"id,hs_code\n",
    b'{"id":"A","kind":"order"}\n',
    b"id;kind\n",
    b"\xff\xfei\x00d\x00\n\x00",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"PAR1",
    b"\x28\xb5\x2f\xfd",
    b"\xef\xbb\xbfid\n",
]


@given(
    st.sampled_from(STARTS),
    st.binary(max_size=400),
    st.sampled_from([None, "csv", "tsv", "xlsx", "parquet", "ndjson"]),
    st.sampled_from([None, "utf-8", "cp1251", "utf-16"]),
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_arbitrary_bytes_never_crash(start: bytes, rest: bytes, format: str | None, encoding: str | None) -> None:
    try:
        _, rejected, totals = walk(start + rest, options=Options(format=format, encoding=encoding))
    except (Refused, UsageError) as error:
        assert str(error)
        return
    assert totals.rows_read == totals.rows_decided + len(rejected)
    for row in rejected:
        (row.reason + (row.value or "") + (row.transaction or "")).encode()


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=2, max_size=2))
@settings(max_examples=100, deadline=None)
def test_any_name_written_by_a_csv_writer_arrives_or_is_rejected(cells: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "kind", "consignee_name"])
    writer.writerow(["A", "order", cells[0]])
    transactions, rejected, totals = walk(out.getvalue().encode(), options=Options(format="csv"))
    assert totals.rows_read == 1
    assert len(transactions) + len(rejected) == 1
    if transactions and transactions[0].parties:
        assert transactions[0].parties[0].name == " ".join(cells[0].split())


def test_memory_stays_flat_while_rows_of_one_transaction_lie_together() -> None:
    rows = [(f"T{n // 2}", "0", "shipment", "2024-01-02", f"C{n // 2}", "KZ", "valve", "848180", "1", "KZ") for n in range(6000)]
    reading = read([io.BytesIO(text_of(rows))], slice_rows=100)
    sizes = [len(part.transactions) for part in reading]
    assert len(sizes) == 60
    assert max(sizes) == 50
    assert reading.totals.transactions == 3000


def test_standard_input_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(b"id,hs_code\nA,8482\n")

    monkeypatch.setattr(sys, "stdin", Standard)
    reading: Reading = read(["-"])
    assert [tx.id for part in reading for tx in part.transactions] == ["A"]
    assert reading.totals.files[0].name == "-"
