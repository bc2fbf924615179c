"""Do flat rows become the transactions they mean, and is every other row refused with a reason?"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from enduse.errors import UsageError
from enduse.ingest import Options, check, read
from enduse.model.nouns import Documents, GoodsLine, Identifier, Kind, OperatorRole, Party, Payment, Rejected, Role, Route, Transaction, TransactionKind


def of(text: str, **options: str) -> tuple[list[Transaction], list[Rejected]]:
    reading = read([io.BytesIO(text.encode())], Options(**options))  # type: ignore[arg-type]  # only text options here
    transactions: list[Transaction] = []
    rejected: list[Rejected] = []
    for part in reading:
        transactions += part.transactions
        rejected += part.rejected
    totals = reading.totals
    assert totals.rows_read == totals.rows_decided + totals.rows_rejected == totals.files[0].rows
    return transactions, rejected


def only(text: str, **options: str) -> Transaction:
    transactions, rejected = of(text, **options)
    assert not rejected, rejected
    (tx,) = transactions
    return tx


def test_every_canonical_column_finds_its_field() -> None:
    header = (
        "id,revision,kind,order_date,ship_date,operator_role,seller_name,seller_country,consignee_name,consignee_kind,consignee_country,consignee_address,consignee_id,"
        "consignee_incorporated,end_user_name,end_user_kind,end_user_birth_date,payer_name,payer_country,bank_name,bank_bic,bank_country,goods_description,hs_code,eccn,"
        "origin,value,currency,quantity,unit,weight_kg,ship_from,via_1,via_2,ship_to,mode,vessel,imo,payment_currency,doc_end_use_certificate,doc_no_reexport_clause,"
        "doc_licence_number,fact:end_use.military,fact:goods.dual_use"
    )
    row = (
        'T1,2,shipment,2024-02-01,2024-03-01,exporter,Alpha GmbH,Germany,Beta LLP,organization,KAZ,"Street 1, Almaty",lei:5493001KJTIIGC8Y1R12; inn:7707083893,'
        "2022-05,Ivan Ivanov,person,1971,Gamma FZE,AE,Delta Bank,SABRRUMM,RU,Integrated circuits,8542.31.00,3a001.a.2,"
        "US,1234.50,eur,10,pcs,0.50,DEHAM,TR,GE,UA-43,ocean,MV Test,IMO 9074729,USD,true,no,"
        "L-17,false,true"
    )
    tx = only(f"{header}\n{row}\n")
    assert (tx.id, tx.revision, tx.kind, tx.operator_role) == ("T1", 2, TransactionKind.shipment, OperatorRole.exporter)
    assert (tx.order_date, tx.ship_date, tx.value_date) == ("2024-02-01", "2024-03-01", None)
    parties = {party.role: party for party in tx.parties}
    assert parties[Role.seller] == Party(role=Role.seller, name="Alpha GmbH", country="DE")
    assert parties[Role.consignee] == Party(
        role=Role.consignee,
        name="Beta LLP",
        kind=Kind.organization,
        country="KZ",
        address="Street 1, Almaty",
        incorporated="2022-05",
        identifiers=(
            Identifier(scheme="inn", value="7707083893", country="RU", valid=True),
            Identifier(scheme="lei", value="5493001KJTIIGC8Y1R12", valid=True),
        ),
    )
    assert parties[Role.end_user] == Party(role=Role.end_user, name="Ivan Ivanov", kind=Kind.person, birth_date="1971")
    assert parties[Role.bank].identifiers[0].scheme == "bic"
    assert tx.goods == (
        GoodsLine(
            description="Integrated circuits", hs_code="85423100", eccn="3A001.a.2", origin="US", value="1234.5", currency="EUR", quantity="10",
            unit="H87", weight_kg="0.5", facts={"goods.dual_use": True},
        ),
    )  # fmt: skip
    assert tx.route == Route(ship_from="DEHAM", via=("TR", "GE"), ship_to="UA-43", mode="sea", vessel="MV Test", imo="9074729")
    assert tx.payment == Payment(currency="USD", payer_country="AE", bank_country="RU")
    assert tx.documents == Documents(end_use_certificate=True, no_reexport_clause=False, licence_number="L-17")
    assert tx.facts == {"end_use.military": False}


def test_headers_of_an_erp_export_are_understood() -> None:
    tx = only(
        "Sales Document,Goods issue date,Sold-to name,Sold-To Country,Ship-To Party,Ship-to name,Ship-to street,Ship-to city,Material description,Commodity Code,"
        "Country of destination,Net weight (kg),Country of origin,Net value,Document currency\n"
        "0080001234,2024-05-02,Buyer AG,Switzerland,100045,Consignee LLC,Abay 1,Almaty,Ball bearing,84821010,Kazakhstan,12.500,JP,99.90,CHF\n"
    )
    assert tx.id == "0080001234"
    assert {party.role: party.name for party in tx.parties} == {Role.buyer: "Buyer AG", Role.consignee: "Consignee LLC"}
    assert next(party.address for party in tx.parties if party.role is Role.consignee) == "Abay 1, Almaty"
    assert tx.goods[0] == GoodsLine(description="Ball bearing", hs_code="84821010", weight_kg="12.5", origin="JP", value="99.9", currency="CHF")
    assert tx.route.ship_to == "KZ"
    assert tx.kind is TransactionKind.shipment


def test_rows_of_one_id_are_its_goods_lines_wherever_they_stand() -> None:
    transactions, rejected = of("id,kind,consignee_name,hs_code\nA,order,X,8482\nB,order,Y,8483\nA,order,X,8481\nA,order,,8480\n")
    assert not rejected
    assert {tx.id: [line.hs_code for line in tx.goods] for tx in transactions} == {"A": ["8480", "8481", "8482"], "B": ["8483"]}
    assert transactions[-1].parties[0].name == "X"  # a blank takes what the other rows say


def test_conflicting_headers_reject_every_row_and_name_the_lines() -> None:
    transactions, rejected = of("id,kind,consignee_name,hs_code\nA,order,X,8482\nB,order,Y,8483\nA,order,Z,8481\n")
    assert [tx.id for tx in transactions] == ["B"]
    assert [row.line for row in rejected] == [2, 4]
    assert all(row.transaction == "A" and row.column == "consignee_name" and "line" in row.reason for row in rejected)


def test_one_bad_line_rejects_its_transaction_and_no_other() -> None:
    transactions, rejected = of('id,kind,value,currency\nA,order,1,EUR\nB,order,1,EUR\nA,order,"1,5",EUR\nA,order,2,EUR,more\n')
    assert [tx.id for tx in transactions] == ["B"]
    assert [(row.line, row.transaction) for row in rejected] == [(2, "A"), (4, "A"), (5, "A")]
    assert "line 4" in rejected[0].reason


@pytest.mark.parametrize("row", [",order,X", "  ,order,X", "#REF!,order,X", "n/a,order,X"])
def test_a_row_without_an_id_is_rejected(row: str) -> None:
    transactions, rejected = of(f"id,kind,consignee_name\nA,order,Y\n{row}\n")
    assert [tx.id for tx in transactions] == ["A"]
    assert [(item.line, item.column) for item in rejected] == [(3, "id")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ship_date", "03/04/2024"), ("ship_date", "2024-02-30"), ("ship_date", "next week"), ("ship_date", "4.3.24"), ("ship_date", "45352"),
        ("value", "1,5"), ("value", "1,234"), ("value", "-1"), ("value", "(5)"), ("value", "nan"), ("value", "inf"), ("value", "1e5"), ("value", "10 EUR"), ("value", "#N/A"),
        ("currency", "EURO?"), ("currency", "XQQ"), ("consignee_country", "Ruritania"), ("consignee_country", "RUZ"), ("ship_to", "Paris"),
        ("consignee_id", "7707083893"), ("consignee_id", "zodiac:leo"), ("doc_end_use_certificate", "perhaps"), ("revision", "first"), ("revision", "-1"), ("kind", "gift"),
        ("consignee_name", "#REF!"), ("fact:end_use.military", "maybe"), ("fact:goods.chpl_tier", "9"), ("operator_role", "spy"), ("consignee_kind", "alien"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_rejects_its_row_with_a_remedy(column: str, value: str) -> None:
    columns = ["id", "hs_code", column] if column == "kind" else ["id", "kind", "hs_code", column]
    row = ["A", "8482", value] if column == "kind" else ["A", "shipment", "8482", value]
    transactions, rejected = of(";".join(columns) + "\n" + ";".join(row) + "\n")
    assert not transactions
    assert rejected[0].column == column
    assert rejected[0].value is not None
    assert rejected[0].reason
    assert rejected[0].remedy


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [
        ("1234.50", None, "1234.5"), ("1,234.56", None, "1234.56"), ("1.234,56", None, "1234.56"), ("1.234.567", None, "1234567"), ("1 234,5", ",", "1234.5"),
        ("1,5", ",", "1.5"), ("1.234", ",", "1234"), ("1,234", ".", "1234"), ("1'234.5", None, "1234.5"), ("007", None, "7"), ("0.0", None, "0"), ("+3", None, "3"),
    ],
)  # fmt: skip
def test_numbers_have_one_reading(written: str, decimal: str | None, value: str) -> None:
    options = {"decimal": decimal} if decimal else {}
    assert only(f"id\tkind\tvalue\nA\torder\t{written}\n", **options).goods[0].value == value


@pytest.mark.parametrize(("order", "date"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04")])
def test_the_date_order_settles_what_is_ambiguous(order: str, date: str) -> None:
    assert only("id,kind,ship_date\nA,order,03/04/2024\n", date_order=order).ship_date == date


def test_one_date_column_is_the_ship_date_or_the_value_date() -> None:
    transactions, _ = of("id,kind,date\nA,shipment,2024-01-02\nB,payment,2024-01-03\n")
    assert [(tx.ship_date, tx.value_date) for tx in transactions] == [("2024-01-02", None), (None, "2024-01-03")]


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("id,hs_code", "A,8482", "shipment"),
        ("id,ship_to", "A,KZ", "shipment"),
        ("id,payer_name,value_date", "A,X,2024-01-01", "payment"),
        ("id,payee_name,value", "A,X,5", "payment"),
    ],
)
def test_a_file_without_a_kind_column_is_read_by_its_columns(header: str, row: str, kind: str) -> None:
    assert only(f"{header}\n{row}\n").kind == kind


@pytest.mark.parametrize(("header", "row"), [("id,buyer_name", "A,X"), ("id,hs_code,value_date", "A,8482,2024-01-01"), ("id,kind,hs_code", "A,,8482")])
def test_a_kind_that_cannot_be_told_is_rejected(header: str, row: str) -> None:
    transactions, rejected = of(f"{header}\n{row}\n")
    assert not transactions
    assert "shipment, order or payment" in rejected[0].remedy


def test_unknown_goods_are_a_line_and_no_goods_of_a_payment_are_none() -> None:
    transactions, _ = of("id,kind,hs_code,goods_description\nA,shipment,,\nB,payment,,\nC,payment,8482,\n")
    assert [len(tx.goods) for tx in transactions] == [1, 0, 1]


def test_codes_in_text_of_odd_length_are_unknown_and_numbers_regain_their_zero(tmp_path: Path) -> None:
    assert only("id,kind,hs_code\nA,order,84571\n").goods[0] == GoodsLine(hs_note="odd length: 84571")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "kind", "hs_code"])
    for n, code in enumerate([9012100, "9012100", 8542.31, 8542.1, 854231]):
        sheet.append([f"T{n}", "order", code])
    book.save(tmp_path / "t.xlsx")
    lines = [tx.goods[0] for part in read([tmp_path / "t.xlsx"]) for tx in part.transactions]
    assert [line.hs_code for line in lines] == ["09012100", None, "854231", None, "854231"]
    assert lines[0].hs_note == "regained its leading zero"


def test_previous_is_the_next_lower_revision_wherever_it_stands() -> None:
    transactions, _ = of("id,revision,kind,consignee_name,ship_to\nA,2,order,Third,TR\nA,0,order,First,RU\nB,5,order,Alone,KZ\nA,1,order,Second,KZ\n")
    found = {(tx.id, tx.revision): tx.previous for tx in transactions}
    assert found["A", 0] is None
    assert found["B", 5] is None
    assert found["A", 1] is not None and (found["A", 1].revision, found["A", 1].consignee, found["A", 1].ship_to) == (0, "First", "RU")
    assert found["A", 2] is not None and (found["A", 2].revision, found["A", 2].consignee) == (1, "Second")


def test_the_same_id_in_two_files_is_refused_in_both() -> None:
    files = [io.BytesIO(b"id,kind,hs_code\nA,order,8482\nB,order,8482\n"), io.BytesIO(b"id,kind,hs_code\nA,order,8482\nA,order,8483\n")]
    reading = read(files)
    parts = list(reading)
    assert [tx.id for part in parts for tx in part.transactions] == ["B"]
    assert [row.transaction for part in parts for row in part.rejected] == ["A", "A", "A"]
    assert reading.totals.rows_read == 4


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("id,fact:end_use.militry", "did you mean 'end_use.military'"),
        ("id,fact:party.any.is_military", "name the role"),
        ("name,hs_code", "no column holds the transaction's id"),
        ("id,consignee_name,Consignee Name", "both understood as 'consignee_name'"),
        ("id,id,hs_code", "both understood as 'id'"),
    ],
)
def test_a_header_that_cannot_be_understood_stops_the_file(header: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        of(f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")


def test_a_file_given_twice_is_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,hs_code\n1,8482\n")
    with pytest.raises(UsageError, match="twice"):
        list(read([path, path]))


def test_the_column_report_tells_how_and_what_is_wrong() -> None:
    report = check(io.BytesIO(b"id,hts,fact:end_use.military,Remarks,consigne_name,ship_date\nA,8482,true,x,y,03/04/2024\n"))
    assert [(item.column, item.how) for item in report.columns] == [
        ("id", "exact"),
        ("hs_code", "spelling"),
        ("fact:end_use.military", "fact"),
        (None, "not understood"),
        (None, "not understood"),
        ("ship_date", "exact"),
    ]
    assert report.columns[4].problems == ("did you mean 'consignee_name'?",)
    assert "--date-order" in report.columns[5].problems[0]
    assert report.kind == "shipment"
    assert report.columns[1].examples == ("8482",)


def test_the_column_report_tells_which_codes_there_are_and_which_values_are_none() -> None:
    report = check(io.BytesIO(b"id,hs_code\nA,8525.80\nB,90121\nC,CN 85414090\nD,8525.80\nE,\n"))
    assert report.hs_codes == ("852580", "85414090")
    (problem,) = report.columns[1].problems
    assert problem.startswith("taken as unknown: odd length: 90121")
