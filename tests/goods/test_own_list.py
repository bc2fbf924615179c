"""Is a control list of the user's held to the rules of ours, and does each fault say where it is and what to do?"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.codes.editions import Editions
from enduse.errors import DefinitionError
from enduse.goods.own_list import Definition, own_rows, read_definition

TOML = """[list]
id = "own-watch"
title = "Goods the board watches"
regime = "HOUSE"
nature = "indicative"
citation = "Board minute 12 of 2026"
confirmed = "secondary"
valid_from = 2026-03-01

[columns]
code = "HS Code"
note = "Why"
"""
CODES = ("550130", "550190", "854231", "090121", "844400")
EDITIONS = Editions([{"code": code, "from_edition": "HS2007", "to_edition": None, "changed": "", "successors": "", "exact": None} for code in CODES])


def rows(csv: str, toml: str = TOML) -> list[dict[str, object]]:
    return own_rows(csv, read_definition(toml, "own.toml"), "own.csv", EDITIONS)


def test_rows_take_from_the_definition_what_they_do_not_say() -> None:
    made = rows("HS Code;Why;citation;valid_from\n8542.31;chips;;\n0901;coffee;Board minute 14;2026-05-01\n")
    assert [(r["code"], r["citation"], r["valid_from"], r["note"], r["confirmed"], r["list_id"]) for r in made] == [
        ("854231", "Board minute 12 of 2026", dt.date(2026, 3, 1), "chips", "secondary", "own-watch"),
        ("0901", "Board minute 14", dt.date(2026, 5, 1), "coffee", "secondary", "own-watch"),
    ]


def test_a_row_nobody_vouches_for_is_unconfirmed() -> None:
    assert [row["confirmed"] for row in rows("HS Code,Why\n0901,x\n", TOML.replace('confirmed = "secondary"\n', ""))] == ["unconfirmed"]


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("HS Code,Why\n0901,x\n550199,y\n", "own.csv:3: column 'HS Code': code 550199 is in no edition of the Harmonized System; near: 550190"),
        ("HS Code,Why\n90121,x\n", "own.csv:2: column 'HS Code': code '90121' has an odd number of digits; write the leading zero"),
        ("HS Code,Why\nchips,x\n", "own.csv:2: code 'chips' must be 2, 4, 6, 8 or 10 digits"),
        ("HS Code,Why\n0901\n", "own.csv:2: 1 cells under 2 headings"),
        ("Code,Why\n0901,x\n", "own.csv:1: no column 'HS Code'; found Code, Why"),
        ("HS Code,Why,hs code\n0901,x,y\n", "own.csv:1: two columns are headed 'HS Code'"),
        ("HS Code,Why\n0901,x\n\n0901,z\n", "own.csv:4: code 0901 stands with the same dates and citation in line 2"),
        ("HS Code,Why,valid_to\n0901,x,2026-02-01\n", "own.csv:2: valid_to lies before valid_from"),
        ("HS Code,Why,valid_from\n0901,x,1.3.2026\n", "own.csv:2: valid_from '1.3.2026' is no date"),
        ("HS Code,Why,confirmed\n0901,x,sure\n", "own.csv:2: confirmed 'sure' must be one of"),
        ("HS Code,Why\n", "own.csv:1: no row holds a code"),
        ("", "own.csv:1: no column 'HS Code'; found none"),
    ],
)
def test_a_fault_in_a_row_names_file_line_and_column(csv: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        rows(csv)
    assert message in str(caught.value)


def test_all_faults_are_told_at_once_and_one_refuses_the_list() -> None:
    with pytest.raises(DefinitionError) as caught:
        rows("HS Code,Why\n550199,x\n0901,y\n90121,z\n")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == ["own.csv:2", "own.csv:4"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('citation = "Board minute 12 of 2026"\n', "", "own.csv:2: column 'citation' is empty; say where the row is from"),
        ('nature = "indicative"', 'nature = "ordinary"', "own.toml:5: nature 'ordinary' must be one of definitional, indicative"),
        ('regime = "HOUSE"', 'regime = "ACME"', "own.toml:4: regime 'ACME' must be one of"),
        ("2026-03-01", '"1 March"', "own.toml:8: valid_from '1 March' is no date"),
        ('id = "own-watch"', 'id = "chpl"', "own.toml:2: id 'chpl' is that of a list of the package"),
        ('id = "own-watch"', 'id = "Own Watch"', "own.toml:2: id 'Own Watch' must be small letters"),
        ('title = "Goods the board watches"\n', "", "own.toml:1: [list] has no title"),
        ("confirmed =", "confirmd =", "own.toml:7: unknown key list.confirmd; did you mean 'confirmed'?"),
        ('note = "Why"', "note = 3", "own.toml:12: columns.note must be the heading"),
        ("[columns]", "[columns", "own.toml:10: is not TOML"),
        ('title = "Goods the board watches"', "title = 3", "own.toml:3: title must be text in quotes"),
    ],
)
def test_a_fault_in_the_definition_names_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        own_rows("HS Code,Why\n0901,x\n", read_definition(TOML.replace(old, new), "own.toml", ("chpl",)), "own.csv", EDITIONS)
    assert message in str(caught.value)


@given(st.text(max_size=200))
def test_no_text_is_more_than_refused(text: str) -> None:
    definition = Definition(
        id="own",
        title="Own",
        regime="HOUSE",
        nature="indicative",
        edition="HS2022",
        citation="c",
        confirmed="secondary",
        valid_from=None,
        valid_to=None,
        columns={},
    )
    try:
        assert own_rows(text, definition, "own.csv", EDITIONS)
    except DefinitionError as fault:
        assert str(fault).startswith(("own.csv:", "…"))
