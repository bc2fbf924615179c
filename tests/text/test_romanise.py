"""Does the romaniser read its table as Arrow would?"""

from __future__ import annotations

import pyarrow as pa
import pytest

from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

TABLE = romanise_table()


@pytest.mark.parametrize("table", [TABLE, TABLE.slice(17, 1001), pa.concat_tables([TABLE.slice(0, 5000), TABLE.slice(5000)]), TABLE.slice(0, 0)])
def test_every_letter_is_what_the_table_says(table: pa.Table) -> None:
    romaniser = Romaniser(table)
    rows = table.slice(0, 40_000).to_pylist()
    assert [romaniser.simplified(chr(row["code"])) for row in rows] == [row["plain"] or chr(row["code"]) for row in rows]
    first = Romaniser(table.slice(0, 0))  # letters that stand before the table are what they are without it
    assert [romaniser(chr(row["code"]), False) for row in rows] == [
        row["latin"] if first(chr(row["code"]), False) == " " else first(chr(row["code"]), False) for row in rows
    ]


def test_a_letter_without_a_reading_becomes_a_blank_and_is_its_own_simplified_form() -> None:
    romaniser = Romaniser(TABLE)
    assert romaniser("a\U0010ffffb"), romaniser.simplified("a\U0010ffff") == ("a b", "a\U0010ffff")


def test_a_table_of_before_has_no_simplified_forms() -> None:
    romaniser = Romaniser(TABLE.drop_columns(["plain"]))
    assert (romaniser.simplified("電子"), romaniser("ж")) == ("電子", "zh")
