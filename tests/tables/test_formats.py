"""Are the same rows read out of every format, encoding and compression?"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from enduse.errors import Refused, UsageError
from enduse.tables import CellFault, Input, open_table
from enduse.tables.columnar import read_cells
from enduse.tables.workbook import Workbook

HEADER = ["id", "consignee_name", "goods_description"]
ROWS = [["A1", "ООО «Ромашка», г. Самара", "подшипник роликовый"], ["A2", "北京航空航天大学", "集成电路\nдве строки"], ["A3", 'Müller "Söhne" GmbH', "Ventil"]]


def read_all(path: Path | io.BytesIO, **options: str) -> list[list[object]]:
    with Input(path) as source:
        table = open_table(source, **options)
        return [list(row) for chunk in table.chunks(2) for row in chunk.rows]


def csv_bytes(encoding: str, delimiter: str = ",", rows: list[list[str]] = ROWS) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_unicode_text_is_recognised_with_and_without_a_mark(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "rows.csv"
    rows = [*ROWS, *([f"B{n}", "Plain Trading Ltd", "valve, steel; DN50"] for n in range(40))]
    path.write_bytes(csv_bytes(encoding, delimiter, rows))
    assert read_all(path) == rows


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8"])
def test_an_encoding_that_is_named_is_taken(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_bytes(encoding))
    assert read_all(path, encoding=encoding) == ROWS


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: pa.compress(data, codec="zstd", asbytes=True)])
def test_one_layer_of_compression_is_taken_off(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(pack(csv_bytes("utf-8")))
    assert read_all(path) == ROWS


def test_a_stream_that_cannot_be_rewound_is_read_like_a_file() -> None:
    assert read_all(io.BytesIO(csv_bytes("utf-8"))) == ROWS


def test_a_workbook_keeps_numbers_dates_and_text_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "hs", "when", "yes", "price"])
    sheet.append(["001", 854231, datetime.date(2024, 2, 29), True, 0.1])
    sheet.append([])
    sheet.append([17, "0854231", datetime.datetime(2024, 3, 1, 12, 30), False, 1e15])
    book.save(tmp_path / "t.xlsx")
    with Input(tmp_path / "t.xlsx") as source:
        table = open_table(source)
        assert isinstance(table, Workbook)
        (chunk,) = table.chunks(10)
    assert chunk.lines == [2, 4]
    assert list(chunk.rows[0]) == ["001", Decimal(854231), datetime.date(2024, 2, 29), "true", Decimal("0.1")]
    assert list(chunk.rows[1]) == [Decimal(17), "0854231", datetime.date(2024, 3, 1), "false", Decimal(10) ** 15]


def test_long_whole_numbers_of_a_workbook_keep_their_digits(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "value"], [1234567890123451, 0.1 + 0.2], [1234567890123452, 1e22]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert read_all(tmp_path / "t.xlsx") == [[Decimal("1234567890123451"), Decimal("0.3")], [Decimal("1234567890123452"), Decimal("1e22")]]


def test_a_workbook_says_which_sheets_it_did_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active.append(["1"])
    book.create_sheet("Legend").append(["id"])
    book.save(tmp_path / "t.xlsx")
    with Input(tmp_path / "t.xlsx") as source:
        assert "not read: 'Legend'" in open_table(source).notes[0]
        assert open_table(source, sheet="Legend").notes == []
        with pytest.raises(UsageError, match="no sheet 'Nix'"):
            open_table(source, sheet="Nix")


def test_parquet_types_become_cells(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array(["a", None, "c"]).dictionary_encode(),
            "hs": pa.array([854231, 1, None], pa.int64()),
            "when": pa.array([datetime.date(2024, 1, 2), None, None]),
            "at": pa.array([datetime.datetime(2024, 1, 2, 3, 4), None, None], pa.timestamp("ns")),
            "x": pa.array([0.1, float("nan"), None]),
            "b": pa.array([True, False, None]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    first, second, third = read_all(tmp_path / "t.parquet")
    assert first == ["a", Decimal(854231), datetime.date(2024, 1, 2), "2024-01-02", Decimal("0.1"), "true"]
    assert "no finite number" in second[4].reason
    assert third == ["c", "", "", "", "", ""]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(6)], ids=str)
def test_text_of_parquet_is_the_same_in_every_kind_of_column(kind: pa.DataType) -> None:
    assert read_cells(pa.array(["Röste".encode(), b"Alba 1", None], pa.binary()).cast(kind)) == ["Röste", "Alba 1", ""]
    if not any(kind == each for each in (pa.string(), pa.large_string(), pa.string_view())):
        (damaged,) = read_cells(pa.array([b"\xffalba1"], kind))
        assert isinstance(damaged, CellFault)


def test_embedded_newlines_keep_physical_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b'id,name\r\n1,"two\r\nlines"\r\n\r\n2,plain\r\n3,"three\n\nlines"\r\n4,end')
    with Input(path) as source:
        (chunk,) = open_table(source).chunks(10)
    assert list(chunk.lines) == [2, 5, 6, 9]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("id;name, address;x\n1;A, B;2\n", ";"),
        ("id,name\n1,a;b\n", ","),
        ("id\tname\n1\ta,b,c\n", "\t"),
        ("id|n\n1|2\n", "|"),
        ("id\n1\n", ","),
        ("sep=;\nid;n\n1;2\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_splits_the_header(tmp_path: Path, text: str, delimiter: str) -> None:
    path = tmp_path / "rows.txt"
    path.write_text(text)
    with Input(path) as source:
        table = open_table(source)
        assert table.delimiter == delimiter


def test_a_header_that_two_delimiters_split_alike_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b;c\n1,2;3\n")
    with Input(path) as source, pytest.raises(UsageError, match="name the delimiter"):
        open_table(source)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.xlsx", b"id,name\n1,2\n", "is not what its name says"),
        ("t.parquet", b"id,name\n1,2\n", "is not what its name says"),
        ("t.xlsx", b"PK\x03\x04 no zip", "not an Excel workbook"),
        ("t.parquet", b"PAR1 no parquet", "not a Parquet file"),
        ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        ("t.csv", b"%PDF-1.7", "PDF"),
        ("t.csv", b"", "is empty"),
        ("t.csv", b"\n\n\n", "is empty"),
        ("t.json", b'[{"id": 1}]', "JSON array"),
        ("t.csv", b"<html><table>", "XML or HTML"),
        ("t.ndjson", b"", "is empty"),
        ("t.csv.gz", gzip.compress(gzip.compress(b"id\n1\n", mtime=0), mtime=0), "inside compressed data"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused, match=words), Input(path) as source:
        open_table(source)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with Input(tmp_path / "t.xlsx") as source, pytest.raises(Refused, match="not an Excel workbook"):
        open_table(source)


@pytest.mark.parametrize("path", ["no/such/file.csv", "."])
def test_a_path_that_cannot_be_read_is_a_usage_error(path: str) -> None:
    with pytest.raises(UsageError):
        Input(path)
