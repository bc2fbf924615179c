"""Does the compiled loop split a delimited text into the rows that the csv module finds, on the same lines, with the same faults?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.errors import Refused, UsageError
from enduse.tables import Input
from enduse.tables.delimited import MAX_CELL, Delimited

pytestmark = pytest.mark.skipif(not native.BUILT, reason="the loops are not compiled here")

SIGNS = 'ab,;|\t "\n\r\x00\x1a\x1f\x7f\x85\xa0ü\u2028東\ud800\ufffd\U0001f600'
CELLS = st.one_of(
    st.text(alphabet=SIGNS, max_size=8),
    st.sampled_from(["", "A-1", '"', '"x, y"', '"say ""so"""', '"two\nlines"', "plain words", " ", '"open', 'x"y', '"a"b', "ГОСТ", "東京都 港区"]),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])
ROWS = st.lists(st.tuples(st.lists(CELLS, min_size=1, max_size=4), ENDS), max_size=12)


def read(data: bytes, size: int, encoding: str | None = "utf-8", delimiter: str | None = None) -> object:
    """All that is read of a text, or what is refused."""
    try:
        table = Delimited(Input(io.BytesIO(data)), encoding=encoding, delimiter=delimiter)
        chunks = [(list(chunk.lines), [list(row) for row in chunk.rows], chunk.bad) for chunk in table.chunks(size)]
    except (Refused, UsageError) as fault:
        return str(fault)
    return table.header, chunks, table.blank, table.notes


def same(data: bytes, size: int = 3, encoding: str | None = "utf-8", delimiter: str | None = None) -> object:
    found = read(data, size, encoding, delimiter)
    with native.left_out():
        assert read(data, size, encoding, delimiter) == found
    return found


@settings(max_examples=300, deadline=None)
@given(ROWS, st.sampled_from([",", ";", "\t", "|", " ", "ü", None]), st.integers(1, 5))
@example([(["1", '"a""b"', "x"], "\n"), (["2", '"open', "x"], "\n"), (["3", "b", "x"], "")], ",", 5)
def test_any_text_is_split_alike(rows: list[tuple[list[str], str]], delimiter: str | None, size: int) -> None:
    sign = delimiter or ","
    text = sign.join(("id", "name", "place")) + "\n" + "".join(sign.join(row) + end for row, end in rows)
    same(text.encode("utf-8", "surrogatepass"), size, "utf-8", delimiter)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["utf-8", "cp1252", "utf-16-le", "gb18030", "shift_jis", "utf-7"]))
def test_any_bytes_are_split_alike(tail: bytes, encoding: str) -> None:
    same("id,name\n1,x\n2,y\n".encode(encoding) + tail + "\n3,z\n".encode(encoding), 2, encoding)


@pytest.fixture
def limit_of_others() -> Iterator[int]:
    before = csv.field_size_limit(40)
    yield 40
    csv.field_size_limit(before)


@pytest.mark.parametrize("letters", [MAX_CELL - 3, MAX_CELL, MAX_CELL + 1, (1 << 20) - 4, 1 << 20, (1 << 20) + 9])
def test_long_lines_are_split_alike(letters: int) -> None:
    same(b"id,name\n1,x\n2," + b"y" * letters + b"\n3,z\n")


def test_the_limit_of_the_csv_module_holds(limit_of_others: int) -> None:
    found = same(b"id,name\n1,x\n2," + b"y" * (limit_of_others + 1) + b"\n3," + b"z" * limit_of_others + b"\n")
    assert isinstance(found, tuple), found  # it was not refused
    assert [list(bad) for _, _, bad in found[1]] == [[1]]


def test_rows_of_doubled_quotes_and_of_other_delimiters_keep_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("sep=;\nid;name\n" + "".join(f'{at};"Firm ""{at}"" of; Köln"\n' for at in range(50)) + "\n\x1a", encoding="utf-8")
    with Input(path) as source:
        chunks = list(Delimited(source).chunks(20))
    assert [len(chunk.rows) for chunk in chunks] == [20, 20, 10]
    assert chunks[2].rows[9] == ["49", 'Firm "49" of; Köln']
    assert chunks[2].lines[9] == 52
