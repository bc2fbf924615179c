"""Does the compiled loop read the cells of a column as one cell after the other is read?"""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.ingest import values
from enduse.ingest.values import Converter, Memo, Number
from enduse.tables import CellFault

NUMBERS = st.one_of(
    st.text(alphabet="0123456789.,'- +eE١", max_size=24),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.integers(0, 10**20).map(str),
)
TEXTS = st.one_of(
    st.text(alphabet="-—nN/aA. \t\n\x1c\x85\xa0\u3000#RE!F東ü\ud800", max_size=18),
    st.text(max_size=30),
    st.sampled_from(["n/a", "N/A", "Not  applicable", "not applicable", "--", "#REF!", "#1 Firm", "A B", " A", "A ", "A  B", "x" * 4096, "x" * 4097]),
)
TYPED = st.sampled_from([Decimal("1.50"), datetime.date(2026, 1, 2), CellFault(reason="r", remedy="m")])
MARKS = (None, ".", ",")


def compare(convert: Converter, cells: list[Any]) -> None:
    loop, plain = Memo("c", convert), Memo("c", convert)
    found = loop.all(cells)
    with native.left_out():
        said = plain.all(cells)
    assert found == said == list(map(Memo("c", convert).__getitem__, cells))
    assert [type(one) for one in found] == [type(one) for one in said]
    assert (loop.faulty, loop.unknown) == (plain.faulty, plain.unknown)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(TEXTS, TYPED), max_size=8))
def test_texts_are_read_alike(cells: list[Any]) -> None:
    compare(values.text, cells)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(NUMBERS, TYPED), max_size=8), st.sampled_from(MARKS))
@example(["0", "00", "0.0", "1.", ".5", "100", "100.00", "1.500", "1,500", "1" * 15, "1" * 16, "0." + "1" * 9, "0." + "0" * 10], None)
def test_numbers_are_read_alike(cells: list[Any], mark: str | None) -> None:
    compare(Number(mark), cells)


@pytest.mark.parametrize("mark", MARKS)
@given(text=NUMBERS)
def test_a_number_in_plain_digits_is_what_its_decimal_says(mark: str | None, text: str) -> None:
    try:
        found = Number(mark)(text)
    except values.Bad:
        return
    if found is not None and mark != "," and text.isascii() and text.replace(".", "", 1).isdigit() and not text.endswith("."):
        assert found == values.plain(Decimal(text))


def test_what_says_nothing_begins_with_a_doubtful_sign() -> None:
    fronts = {said[0] for said in values._NOTHING if said}
    assert [sign for code in range(sys.maxunicode + 1) if (sign := chr(code)).casefold()[:1] in fronts and sign not in values._DOUBTFUL] == []
    assert max(map(len, values._NOTHING)) < values._LEAST
