"""Does damage stay where it is: one row, or the whole file by name, and never a crash or a silent loss?"""

from __future__ import annotations

import csv
import gzip
import io
import resource
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from enduse.errors import Refused
from enduse.tables import CellFault, Input, open_table
from enduse.tables.cells import BadRow


def walk(path: Path) -> tuple[list[int], list[list[object]], dict[int, BadRow]]:
    lines: list[int] = []
    rows: list[list[object]] = []
    bad: dict[int, BadRow] = {}
    with Input(path) as source:
        for chunk in open_table(source).chunks(3):
            bad |= {chunk.lines[place]: fault for place, fault in chunk.bad.items()}
            lines += chunk.lines
            rows += [list(row) for row in chunk.rows]
    return lines, rows, bad


def test_an_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,name\n1,ok\n2,"never closed\n3,ok\n4,"closed, fine"\n5,ok\n')
    lines, rows, bad = walk(path)
    assert lines == [2, 3, 4, 5, 6]
    assert list(bad) == [3]
    assert rows[3] == ["4", "closed, fine"]
    assert rows[1][0] == "2"  # its id is still seen, so that the rest of its transaction is refused as well


def test_a_quote_that_never_closes_in_a_long_file_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,name\n1,"open\n' + "".join(f"{n},row\n" for n in range(2, 1000)))
    lines, _, bad = walk(path)
    assert lines == list(range(2, 1001))
    assert list(bad) == [2]


def test_ragged_rows_are_bad_and_their_neighbours_are_not(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,a,b\n1,2,3\n2,2\n3,2,3,4\n4,2,3,\n")
    _, rows, bad = walk(path)
    assert sorted(bad) == [3, 4]
    assert rows[3] == ["4", "2", "3"]


@pytest.mark.parametrize("cell", [b"nul\x00byte", b"caf\xe9", b"\xef\xbf\xbd lost", "\x93quoted\x94".encode()])
def test_a_damaged_row_of_a_utf8_file_is_bad_by_itself(tmp_path: Path, cell: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,name\n" + "".join(f"{n},Größe Москва\n" for n in range(20)).encode() + b"x," + cell + b"\ny,fine\n")
    lines, _, bad = walk(path)
    assert len(lines) == 22
    assert list(bad) == [22]


@pytest.mark.parametrize("limit_of_others", [131_072, 1_000_000])
def test_an_overlong_cell_and_an_overlong_line_are_bad_rows(tmp_path: Path, limit_of_others: int) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\n1," + "x" * 200_000 + "\n2," + "y" * 3_000_000 + "\n3,ok\n")
    before = csv.field_size_limit(limit_of_others)  # one for the whole process, and not ours alone
    try:
        lines, _, bad = walk(path)
    finally:
        csv.field_size_limit(before)
    assert lines == [2, 3, 4]
    assert sorted(bad) == [2, 3]


def test_three_hundred_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(f"c{n}" for n in range(300)) + "\n" + ",".join(map(str, range(300))) + "\n")
    _, rows, bad = walk(path)
    assert rows == [[str(n) for n in range(300)]]
    assert not bad


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\n")
    assert walk(path) == ([], [], {})


def test_what_cannot_be_kept_while_it_is_read_is_told_as_that(tmp_path: Path) -> None:
    stream = io.BytesIO(b"id\n" + b"1\n" * 5000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Refused, match=r"stream: cannot be kept in .* make room, or name another directory in TMPDIR"):
            Input(stream)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with Input(stream) as source:
        assert source.size == 0  # it was read to its end


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"id\n" + b"0" * 90_000_000))
    with pytest.raises(Refused, match="unpack"):
        walk(path)


def test_a_workbook_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    _workbook(path)
    _replace(path, "xl/worksheets/sheet1.xml", lambda data: data + b" " * 90_000_000)
    with pytest.raises(Refused, match="too much"):
        walk(path)


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    _workbook(path)
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    _replace(path, "xl/worksheets/sheet1.xml", lambda data: laughs + data.replace(b"ACME", b"&b;&c;"))
    try:
        _, rows, _ = walk(path)
    except Refused:
        return
    assert "root:" not in str(rows)
    assert "haha" not in str(rows)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (b"<f>1+1</f><v></v>", "without a calculated value"),
        (b"<f>VLOOKUP(A1,B:C,2,0)</f>", "without a calculated value"),
    ],
)
def test_a_formula_nobody_calculated_has_no_value(tmp_path: Path, cell: bytes, words: str) -> None:
    path = tmp_path / "t.xlsx"
    _workbook(path)
    _replace(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>4711</v>", cell))
    _, rows, _ = walk(path)
    found = rows[0][2]
    assert isinstance(found, CellFault)
    assert words in found.reason
    with Input(path) as source:
        table = open_table(source)
        assert list(table.chunks(5)) and table.notes == []  # nobody is told that a stored value was used


def test_a_formula_with_a_stored_value_is_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    _workbook(path)
    _replace(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>4711</v>", b"<f>47*100+11</f><v>4711</v>"))
    with Input(path) as source:
        table = open_table(source)
        rows = [row for chunk in table.chunks(5) for row in chunk.rows]
    assert rows[0][2] == 4711
    assert "1 formula cells" in table.notes[0]


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_value_is_no_text(tmp_path: Path, value: str) -> None:
    path = tmp_path / "t.xlsx"
    _workbook(path)
    _replace(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b't="n"><v>4711</v>', b't="e"><v>' + value.encode() + b"</v>"))
    _, rows, _ = walk(path)
    found = rows[0][2]
    assert isinstance(found, CellFault)
    assert value in found.reason


@pytest.mark.parametrize("kind", ["csv.gz", "csv.zst", "xlsx", "parquet"])
def test_a_file_cut_off_anywhere_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    whole = tmp_path / f"whole.{kind}"
    text = ("id,name\n" + "".join(f"{n},Trading House {n * 7919 % 10007}\n" for n in range(3000))).encode()
    if kind == "csv.gz":
        whole.write_bytes(gzip.compress(text))
    elif kind == "csv.zst":
        whole.write_bytes(pa.compress(text, codec="zstd", asbytes=True))
    elif kind == "xlsx":
        _workbook(whole, 300)
    else:
        pq.write_table(pa.table({"id": [str(n) for n in range(3000)], "name": [f"Trading House {n}" for n in range(3000)]}), whole)
    data = whole.read_bytes()
    for part in range(20):
        path = tmp_path / f"cut{part}.{kind}"
        path.write_bytes(data[: len(data) * part // 20])
        with pytest.raises(Refused, match=f"cut{part}"):
            walk(path)


@pytest.mark.parametrize(
    "far",
    [pa.array([20_000, 2**30, None], pa.int32()).cast(pa.date32()), pa.array([20_000, 2**62, None]).cast(pa.duration("s"))],
    ids=lambda far: str(far.type),
)
def test_a_value_of_parquet_that_nobody_can_read_costs_its_row(tmp_path: Path, far: pa.Array) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"id": ["1", "2", "3"], "date": far}), path)
    _, rows, _ = walk(path)
    assert str(rows[0][1]) in ("2024-10-04", "5:33:20")
    assert isinstance(rows[1][1], CellFault)
    assert f"a {far.type} that cannot be read" in rows[1][1].reason
    assert rows[2][1] == ""


def test_flipped_bytes_in_a_workbook_or_parquet_never_crash(tmp_path: Path) -> None:
    book, columns = tmp_path / "t.xlsx", tmp_path / "t.parquet"
    _workbook(book, 20)
    pq.write_table(pa.table({"id": [str(n) for n in range(200)], "x": list(range(200))}), columns)
    for whole in (book, columns):
        data = whole.read_bytes()
        for place in range(0, len(data), max(1, len(data) // 60)):
            path = tmp_path / f"bad{whole.suffix}"
            path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
            try:
                walk(path)
            except Refused as refused:
                assert "bad" in str(refused)


def _workbook(path: Path, rows: int = 1) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "name", "hs"])
    for n in range(rows):
        sheet.append([f"T{n}", "ACME", 4711])
    book.save(path)


def _replace(path: Path, part: str, change: object) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
