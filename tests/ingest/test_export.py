"""Is an export out of an ERP system read as its user means it, and is the user told of what was not?"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from enduse.ingest import ColumnReport, Options, Reading, check, parse_mapping, read
from enduse.model.nouns import Rejected, Role, Transaction


def of(text: str, options: Options | None = None) -> tuple[list[Transaction], list[Rejected], Reading]:
    reading = read([io.BytesIO(text.encode())], options)
    parts = list(reading)
    return [tx for part in parts for tx in part.transactions], [row for part in parts for row in part.rejected], reading


def problems(report: ColumnReport, header: str) -> tuple[str, ...]:
    return next(column.problems for column in report.columns if column.header == header)


@pytest.mark.parametrize("numbers", ["Ship-to Party", "Ship-to Customer", "ship-to pt"])
@pytest.mark.parametrize(
    "names", ["Name Ship-to", "Name 1 Ship-to", "Ship-to Name", "Name of ship-to party", "Ship-to Party Name 1", "Name of the Ship-to Party"]
)
def test_a_column_of_names_wins_over_a_column_of_customer_numbers(numbers: str, names: str) -> None:
    text = f"Sales Document,{numbers},{names},Commodity Code\n1,0000100045,Caspian Bearing LLP,84821010\n"
    (tx,), rejected, reading = of(text)
    assert [(party.role, party.name) for party in tx.parties] == [(Role.consignee, "Caspian Bearing LLP")]
    assert not rejected
    assert any(repr(numbers) in note and repr(names) in note for note in reading.totals.files[0].notes)
    report = check(io.BytesIO(text.encode()))
    assert [column.how for column in report.columns] == ["spelling", "not used", "spelling", "spelling"]


def test_headers_with_the_field_first_are_understood() -> None:
    (tx,), _, _ = of(
        "Sales Document,Name Sold-to,Country Sold-to,Name 1 Ship-to,Street Ship-to,City of ship-to party,Ship-to Party Country,Country Ship-to,Material description\n"
        "1,Buyer AG,Switzerland,Consignee LLC,Abay 1,Almaty,KZ,Kazakhstan,Bearing\n"
    )
    parties = {party.role: party for party in tx.parties}
    assert (parties[Role.buyer].name, parties[Role.buyer].country) == ("Buyer AG", "CH")
    assert (parties[Role.consignee].name, parties[Role.consignee].country, parties[Role.consignee].address) == ("Consignee LLC", "KZ", "Abay 1, Almaty")
    assert tx.route.ship_to == "KZ"


def test_a_name_column_that_holds_numbers_is_a_problem_and_a_note() -> None:
    text = "Sales Document,Sold-to Party,Commodity Code\n1,0000100045,84821010\n2,0000100046,84821010\n3,Hans AG,84821010\n"
    _, _, reading = of(text)
    assert any("'Sold-to Party'" in note and "customer numbers" in note for note in reading.totals.files[0].notes)
    assert "customer numbers, not names" in problems(check(io.BytesIO(text.encode())), "Sold-to Party")[0]


@pytest.mark.parametrize("name", ["Московский завод", "北京航空航天大学", "3M", "1C"])
def test_names_in_any_script_have_letters(name: str) -> None:
    text = f"id,kind,buyer_name\n1,order,{name}\n"
    assert problems(check(io.BytesIO(text.encode())), "buyer_name") == ()


def test_columns_that_are_not_understood_are_listed_and_those_left_out_on_purpose_are_not() -> None:
    mapping = parse_mapping('ignore = ["Remarks"]', "m.toml")
    _, _, reading = of("id,kind,Ref. plant,Remarks,,Ship-to Party,Ship-to Name\n1,order,x,y,z,100,ACME\n", Options(mapping=mapping))
    assert reading.totals.files[0].not_understood == ("Ref. plant", "(column 5, no header)")


@pytest.mark.parametrize(
    ("dates", "remedy"),
    [
        (["20.11.2026", "03.04.2026", "2026-01-01"], "all 2 look like dd.mm.yyyy: add --date-order dmy"),
        (["11/20/2026"], "it looks like mm/dd/yyyy: add --date-order mdy"),
        (["03/04/2026", "05/06/2026"], "write dates as YYYY-MM-DD, or say --date-order dmy or mdy"),
        (["20/11/2026", "11/20/2026"], "some dates of the column have the day first (dd/mm/yyyy), others the month (mm/dd/yyyy): write them as YYYY-MM-DD"),
    ],
)
def test_dates_that_are_not_iso_get_the_remedy_that_fits_the_column(dates: list[str], remedy: str) -> None:
    text = "id,kind,ship_date\n" + "".join(f"{place},order,{date}\n" for place, date in enumerate(dates))
    _, rejected, _ = of(text)
    assert len(rejected) == sum("-" not in date for date in dates)
    assert {row.remedy for row in rejected} == {remedy}
    assert rejected[0].reason == f"'{dates[0]}' is not ISO (YYYY-MM-DD)"
    (problem,) = problems(check(io.BytesIO(text.encode())), "ship_date")
    assert problem.count(remedy) == 1


def test_one_remedy_is_said_once_for_many_values() -> None:
    text = "id,kind,ship_to\n" + "".join(f"{n},order,Nowhere{n}\n" for n in range(9))
    (problem,) = problems(check(io.BytesIO(text.encode())), "ship_to")
    assert "and 6 more" in problem


@pytest.mark.parametrize(
    ("written", "mode"),
    [
        ("LKW", "road"), ("camion", "road"), ("Seefracht", "sea"), ("Luftfracht", "air"), ("Vessel", "sea"), ("OCEAN", "sea"), ("Truck", "road"), ("courier", "post"),
        ("Air-Freight", "air"), ("by sea", "sea"), ("Straße", "road"), ("Ж/Д", "rail"), ("морем", "sea"), ("3", "road"), ("-", None),
    ],
)  # fmt: skip
def test_modes_of_transport_have_many_spellings(written: str, mode: str | None) -> None:
    (tx,), _, reading = of(f"id,kind,mode\n1,order,{written}\n")
    assert tx.route.mode == mode
    assert reading.totals.files[0].notes == ()


def test_a_mode_that_is_not_known_becomes_unknown_with_a_note() -> None:
    (tx,), rejected, reading = of("id,kind,mode\n1,order,teleport\n")
    assert (tx.route.mode, rejected) == (None, [])
    assert reading.totals.files[0].notes == ("mode: not understood and taken as unknown: 'teleport'",)
    assert "'teleport'" in problems(check(io.BytesIO(b"id,kind,mode\n1,order,teleport\n")), "mode")[0]


@pytest.mark.parametrize("first", ["Total", "Summe:", "Итого", "Grand total EUR", "合计"])
@pytest.mark.parametrize("row", ["{},,,,1500,", ",{},,,1500,", "{},shipment,,,1500,"])
def test_a_total_row_that_is_rejected_is_named_as_such(first: str, row: str) -> None:
    _, rejected, _ = of("id,kind,buyer_name,hs_code,value,currency\n1,order,ACME,8482,1500,EUR\n" + row.format(first) + "\n")
    assert "looks like a total row" in rejected[0].reason
    assert rejected[0].remedy == "delete the row"


@pytest.mark.parametrize("row", ["2,order,Total,8482,x,EUR", "2,,,,x,", ",order,Total,8482,1,EUR", "Total,order,ACME,8482,x,EUR"])
def test_a_bad_row_is_not_taken_for_a_total_row(row: str) -> None:
    _, rejected, _ = of(f"id,kind,buyer_name,hs_code,value,currency\n1,order,ACME,8482,1500,EUR\n{row}\n")
    assert "total row" not in rejected[0].reason


@pytest.mark.parametrize("column", ["buyer_name", "buyer_address", "goods_description", "id"])
def test_text_without_end_rejects_its_row(column: str) -> None:
    cells = {"id": "1", "kind": "order", column: "x" * 4097}
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    transactions, (row,), _ = of(text)
    assert not transactions
    assert row.column == column
    assert "4,096" in row.reason


def test_rejected_rows_come_in_the_order_of_the_file() -> None:
    _, rejected, _ = of("id,kind,value\nA,order,x\nB,order,x\nA,order,1\nC,order,x\nB,order,1\n")
    assert [row.line for row in rejected] == [2, 3, 4, 5, 6]


def test_the_sheet_can_be_named_on_the_command_line(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "kind"])
    book.active.append(["1", "order"])
    book.create_sheet("Exports").append(["id", "kind"])
    book["Exports"].append(["2", "order"])
    book.save(tmp_path / "t.xlsx")
    reading = read([tmp_path / "t.xlsx"], Options.from_cli(sheet="Exports"))
    assert [tx.id for part in reading for tx in part.transactions] == ["2"]
    assert reading.totals.files[0].notes == ()
    assert "not read: 'Exports' (--sheet NAME" in check(tmp_path / "t.xlsx").notes[0]
