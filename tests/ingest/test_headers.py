"""Are the headers of real exports understood, in the languages they come in, and are those of two readings asked about?"""

from __future__ import annotations

import io

import pytest

from enduse.errors import UsageError
from enduse.ingest import Options, check, headers
from enduse.ingest.columns import CANONICAL, printed, spelled
from enduse.ingest.mapping import parse_mapping


def columns(header: str, **mapping: str) -> dict[str, tuple[str | None, str]]:
    options = Options(mapping=parse_mapping(mapping["toml"], "m.toml")) if mapping else Options()
    row = ";".join("1" for _ in header.split(";"))
    return {item.header: (item.column, item.how) for item in check(io.BytesIO(f"{header}\n{row}\n".encode()), options).columns}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Verkaufsbeleg;Warenempfänger;Name des Warenempfängers;Land Warenempfänger;Endverwender;Bezeichnung der Ware;Zolltarifnummer;Ursprungsland;Nettogewicht (kg);Bestimmungsland",
            "id - consignee_name consignee_country end_user_name goods_description hs_code origin weight_kg ship_to",
        ),
        (
            "N° commande;Expéditeur;Destinataire;Pays du destinataire;Utilisateur final;Code SH;Désignation des marchandises;Pays d'origine;Devise",
            "id seller_name consignee_name consignee_country end_user_name hs_code goods_description origin currency",
        ),
        (
            "Номер ДТ;Грузоотправитель;Наименование грузополучателя;ИНН грузополучателя;Страна назначения;Код ТН ВЭД;Описание товара;Вес нетто, кг;Конечный получатель",
            "id seller_name consignee_name consignee_inn ship_to hs_code goods_description weight_kg ultimate_consignee_name",
        ),
        (
            "报关单号;发货人;收货人名称;收货人国家;最终用户;商品编码;商品名称;原产国（地区）;运抵国(地区);净重（千克）;币制",
            "id seller_name consignee_name consignee_country end_user_name hs_code goods_description origin ship_to weight_kg currency",
        ),
        ("BEYANNAME NO;İhracatçı;Nihai Kullanıcı;GTİP;Menşe Ülke;Varış Ülkesi;Döviz Cinsi", "id seller_name end_user_name hs_code origin ship_to currency"),
        ("VBELN;WADAT_IST;ARKTX;STAWN;HERKL;NETWR;WAERK", "id ship_date goods_description hs_code origin value currency"),
        ("OrderNumber;ShipToName;ShipToCountry;EndUserName;HSCode;CountryOfOrigin", "id consignee_name ship_to end_user_name hs_code origin"),
    ],
)
def test_headers_of_exports_are_understood_in_their_language(header: str, expected: str) -> None:
    assert [column or "-" for column, _ in columns(header).values()] == expected.split()


@pytest.mark.parametrize("written", ["Käuferland", "KAEUFERLAND", "kauferland", "Land des Käufers", "Käufer-Land", "Kaeufer Land"])
def test_accents_case_and_compounds_do_not_matter(written: str) -> None:
    assert spelled(written) == ("buyer_country", False)


@pytest.mark.parametrize(
    ("header", "column", "expected"),
    [
        ("id;Empfänger;Zolltarifnummer", "Empfänger", "consignee_name"),
        ("id;Zahler;Empfänger;Betrag", "Empfänger", "payee_name"),
        ("id;Код ТН ВЭД;Наименование получателя", "Наименование получателя", "consignee_name"),
        ("id;Плательщик;Получатель;Дата валютирования", "Получатель", "payee_name"),
        ("id;Auftraggeber;Warenempfänger", "Auftraggeber", "buyer_name"),
    ],
)
def test_a_header_of_two_readings_is_settled_by_the_other_columns_and_shown_to_be(header: str, column: str, expected: str) -> None:
    assert columns(header)[column] == (expected, "the other columns")


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("id;Empfänger;Betrag", "'consignee_name' or 'payee_name'"),
        ("id;Empfänger;Zahler;Zolltarifnummer", "'consignee_name' or 'payee_name'"),
        ("id;kind;Empfänger;hs_code", "'consignee_name' or 'payee_name'"),
        ("id;Alıcı;GTİP", "'consignee_name' or 'buyer_name'"),
        ("id;Контрагент;hs_code", "'buyer_name' or 'seller_name'"),
    ],
)
def test_a_header_of_two_readings_is_asked_about_where_nothing_settles_it(header: str, asked: str) -> None:
    with pytest.raises(UsageError, match=asked) as fault:
        columns(header)
    assert "say which in a mapping ([columns]" in str(fault.value)


def test_the_answer_to_the_question_is_one_line_of_a_mapping() -> None:
    assert columns("id;Alıcı;GTİP", toml='[columns]\n"Alıcı" = "buyer_name"')["Alıcı"] == ("buyer_name", "mapping")
    assert columns("id;Empfänger;Betrag", toml='ignore = ["Empfänger"]')["Empfänger"] == (None, "ignored")
    assert columns("id;Empfänger;Betrag", toml='[constants]\nkind = "payment"')["Empfänger"] == ("payee_name", "the other columns")


def test_a_header_that_may_say_many_things_is_left_out_and_named_with_them() -> None:
    found = check(io.BytesIO(b"id;hs_code;Country;Name 1\n1;8482;DE;ACME\n")).columns
    assert [(item.column, item.how) for item in found[2:]] == [(None, "not understood")] * 2
    assert "may be 'consignee_country' or 'buyer_country'" in found[2].problems[0]


def test_no_word_has_two_meanings() -> None:
    doubtful = {word for words in (*headers.DOUBTFUL, *headers.HINTS) for word in printed(words)}
    meanings: dict[str, set[str]] = {}
    for table in (headers.WHOLE, headers.WEAK):
        for column, told in table.items():
            for word in printed(told):
                meanings.setdefault(word, set()).add(column)
    for role, told in headers.ROLE_WORDS.items():
        for word in printed(told):
            meanings.setdefault(word, set()).add(f"{role}_name")
    assert {word: columns for word, columns in meanings.items() if len(columns) > 1 or word in doubtful} == {}
    assert {column for columns in meanings.values() for column in columns} <= CANONICAL
    assert {column for may_be in (*headers.DOUBTFUL.values(), *headers.HINTS.values()) for column in may_be} <= CANONICAL
