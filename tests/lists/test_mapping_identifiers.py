"""Are numbers found in printed cells, under the scheme their label or check digit says, and dates in the styles that lists use?"""

from __future__ import annotations

import pytest

from enduse.lists.mapping_dates import read_births, read_day
from enduse.lists.mapping_definition import Dates, IdentifierPart
from enduse.lists.mapping_identifiers import read_identifiers
from enduse.model.nouns import Kind


def read(cell: str, scheme: str, *, kind: Kind = Kind.organization, country: str | None = None) -> list[tuple[str, str]]:
    warnings: list[str] = []
    found = read_identifiers(cell, IdentifierPart(column="x", scheme=scheme), kind=kind, country=country, labels={}, warnings=warnings)
    return [(one.scheme, one.value) for one in found] or [("warning", one) for one in warnings]


@pytest.mark.parametrize(
    ("cell", "scheme", "wanted"),
    [
        ("7704730655 (Tax ID/INN)", "registration", [("inn", "7704730655")]),
        ("INN 7802830545; 1137847251740", "registration", [("inn", "7802830545"), ("ogrn", "1137847251740")]),
        ("ИНН/taxpayer identification number: 1828020110", "registration", [("inn", "1828020110")]),
        ("7730239877, KPP 773001001, OKPO 20239393", "inn", [("inn", "7730239877"), ("kpp", "773001001"), ("okpo", "20239393")]),
        ("3525023010 OKPO: 07500548 KPP: 352501001", "inn", [("inn", "3525023010"), ("okpo", "07500548"), ("kpp", "352501001")]),
        ("6441013942 / 644101001", "inn", [("inn", "6441013942"), ("kpp", "644101001")]),
        ("9 102 157 783", "inn", [("inn", "9102157783")]),
        ("1021601627090 on 25.11.2002", "ogrn", [("ogrn", "1021601627090")]),
        ("7724032017 (or State registration number : 1027700450975)", "registration", [("inn", "7724032017"), ("ogrn", "1027700450975")]),
        ("CR No. 3176428", "registration", [("registration", "3176428")]),
        ("73713787 (BRN); 3120008 (TRN)", "registration", [("registration", "73713787"), ("registration", "3120008")]),
        ("91510105332025597A (Sichuan branch)", "registration", [("uscc", "91510105332025597A")]),
        ("TIN 7813252159", "registration", [("inn", "7813252159")]),
    ],
)
def test_labels_and_check_digits_tell_company_numbers(cell: str, scheme: str, wanted: list[tuple[str, str]]) -> None:
    assert read(cell, scheme) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Iraqi passport No. 2863795S (expires 23.8.2005; name: Umar; place of birth: Baghdad, Iraq)", ["2863795S"]),
        ("7308664347, 7303853009", ["7308664347", "7303853009"]),
        ("0804 98883", ["080498883"]),
        ("D 000763 (issued on 9.1.1997)", ["D000763"]),
        ("Libya number FK117RK0, issued on 25 Nov. 2018, issued in Tripoli (Date of expiration: 24 Nov 2026)", ["FK117RK0"]),
        ('"(a) 345751 (Libyan passport); (b) 1990/345751 (Libyan passport)"', ["345751", "1990345751"]),
        ("series 6001 No419633", ["6001419633"]),
        ("Egyptian passport number 6487, issued 30 Jan. 1986, under name Muhammad", ["6487"]),
    ],
)
def test_passport_numbers_are_found_among_dates_and_words(cell: str, wanted: list[str]) -> None:
    assert [value for _, value in read(cell, "passport", kind=Kind.person)] == wanted


def test_a_persons_ten_digits_are_not_a_companys_tax_number() -> None:
    assert read("3156801837", "tax", kind=Kind.person) == [("tax", "3156801837")]
    assert read("780158958115", "tax", kind=Kind.person) == [("inn", "780158958115")]


def test_an_inn_of_another_state_is_its_tax_number() -> None:
    assert read("309628784 (Tax ID/INN)", "registration", country="UZ") == [("tax", "309628784")]
    assert read("3502495376 (Tax ID/INN)", "registration", country="VN") == [("tax", "3502495376")]


def test_an_imo_number_of_a_company_is_a_company_number() -> None:
    assert read("5897756", "imo", kind=Kind.organization)[0][0] == "imo_company"
    assert read("9074729", "imo", kind=Kind.vessel) == [("imo", "9074729")]


def test_what_holds_no_number_is_said() -> None:
    ((kind, words),) = read("Does not exist", "imo", kind=Kind.vessel)
    assert kind == "warning" and "Does not exist" in words


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("17.3.2014", "2014-03-17"), ("1 Jul. 2015", "2015-07-01"), ("11 Sept. 2018", "2018-09-11"), ("23.05.2011", "2011-05-23"),
        ("2026-08-07", "2026-08-07"), ("31.2.2014", None), ("", None), ("Spring 2014", None), ("2014", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_styles_of_the_lists(cell: str, wanted: str | None) -> None:
    assert read_day(cell, Dates()) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("29.9.1982 or 23.9.1982", ("1982-09-29", "1982-09-23")),
        ("(a) 4 Dec. 1971 (b) 1977", ("1971-12-04", "1977")),
        ("Approximately 1975; 1971", ("1974", "1975", "1976", "1971")),
        ("8 Oct.1970", ("1970-10-08",)),
        ("1979, 1980 or 1981", ("1979", "1980", "1981")),
        ("Between 1958 and 1960", ("1958", "1959", "1960")),
        ("January 1964", ("1964-01",)),
        ("23.6.1972 (or 23.7.1972)", ("1972-06-23", "1972-07-23")),
        ("N/D", ()),
    ],
)
def test_every_date_of_birth_a_cell_can_mean_is_kept(cell: str, wanted: tuple[str, ...]) -> None:
    assert read_births(cell, Dates()) == wanted
