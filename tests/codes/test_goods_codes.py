"""Are HS codes, ECCNs, currencies and units read as written, and refused when they cannot be?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.codes.currency import ALIASES, CURRENCIES, canonical_currency
from enduse.codes.eccn import at_only, canonical_eccn, is_munitions, on_ccl
from enduse.codes.hs import canonical_hs, hs2, hs4, hs6
from enduse.codes.units import UNITS, canonical_unit


@pytest.mark.parametrize("written", ["854231", "8542.31", "8542 31", " 85 42 31 ", "HS 8542.31", "8542-31", "８５４２３１", "CN 8542.31", "HTS: 8542.31"])
def test_a_code_has_one_spelling(written: str) -> None:
    assert canonical_hs(written)[0] == "854231"


@pytest.mark.parametrize(
    ("written", "code"), [("8542.31.00", "85423100"), ("8542.31.0000", "8542310000"), ("0901.21", "090121"), ("8542", "8542"), ("85", "85"), ("9801", "9801")]
)
def test_codes_of_two_to_ten_digits_are_kept(written: str, code: str) -> None:
    assert canonical_hs(written)[0] == code


@pytest.mark.parametrize(
    "written",
    [
        "84571",
        "8457101",
        "845710109",
        "123",
        "12345678901",
        "123456789012",
        "77",
        "770000",
        "000000",
        "0000",
        "abc",
        "85O231",
        "8542x1",
        "-",
        "85423100.5",
        "٨٥٤٢٣١x",
    ],
)
def test_what_is_no_code_is_unknown_with_a_note(written: str) -> None:
    code, note = canonical_hs(written)
    assert code is None
    assert note


def test_an_empty_cell_is_unknown_without_a_note() -> None:
    assert canonical_hs("") == canonical_hs("  ") == canonical_hs(None) == (None, None)


@pytest.mark.parametrize(
    ("number", "code"),
    [("10121", "010121"), ("9012100", "09012100"), ("901210000", "0901210000"), ("90121.0", "090121"), ("854231.0", "854231"), ("854231", "854231")],
)
def test_a_spreadsheet_number_regains_its_zero(number: str, code: str) -> None:
    found, note = canonical_hs(number, numeric=True)
    assert found == code
    assert (note == "regained its leading zero") == (len(number.removesuffix(".0")) % 2 == 1)


def test_text_of_odd_length_is_never_mended() -> None:
    assert canonical_hs("10121") == (None, "odd length: 10121")


def test_a_number_of_three_digits_is_not_mended_even_if_numeric() -> None:
    assert canonical_hs("854", numeric=True)[0] is None


@given(st.text(max_size=20), st.booleans())
def test_any_text_gives_digits_of_even_length_or_nothing(text: str, numeric: bool) -> None:
    code, _ = canonical_hs(text, numeric=numeric)
    assert code is None or (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 8, 10) and canonical_hs(code)[0] == code)


def test_parts_of_a_code_are_there_only_if_it_is_long_enough() -> None:
    assert (hs2("85423100"), hs4("85423100"), hs6("85423100")) == ("85", "8542", "854231")
    assert (hs2("8542"), hs4("8542"), hs6("8542")) == ("85", "8542", None)
    assert (hs2(None), hs4("85"), hs6(None)) == (None, None, None)


@pytest.mark.shared
def test_every_code_of_hs_2022_is_canonical(shared: Path) -> None:
    with (shared / "goods/hs2022.csv").open(encoding="utf-8-sig", newline="") as handle:
        codes = [row["hscode"] for row in csv.DictReader(handle) if row["hscode"].isdigit()]
    assert len(codes) > 6000
    odd = [code for code in codes if canonical_hs(code)[0] != code and code not in {"77"}]
    assert odd == [], odd[:10]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3A001", "3A001"),
        ("3a001.a.2", "3A001.a.2"),
        ("5A992 c", "5A992.c"),
        ("EAR99", "EAR99"),
        ("ear-99", "EAR99"),
        ("ECCN: 9A610.x", "9A610.x"),
        ("n/a", None),
        ("", None),
        ("3F001", None),
        ("AES", None),
    ],
)
def test_eccns(written: str, code: str | None) -> None:
    assert canonical_eccn(written) == code


def test_ear99_is_not_on_the_ccl_and_an_unknown_eccn_is_unknown() -> None:
    assert on_ccl("EAR99") is False
    assert on_ccl("5A992.c") is True
    assert on_ccl("") is None and on_ccl("none") is None
    assert at_only("5A992.c") is True and at_only("3A001") is False and at_only("EAR99") is False and at_only(None) is None
    assert is_munitions("9A610.x") is True and is_munitions("3A001") is False and is_munitions(None) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("USD", "USD"),
        ("eur ", "EUR"),
        ("RMB", "CNY"),
        ("CNH", "CNY"),
        ("RUR", "RUB"),
        ("US$", "USD"),
        ("€", "EUR"),
        ("$", None),
        ("¥", None),
        ("XXX", None),
        ("", None),
        ("bitcoin", None),
    ],
)
def test_currencies(written: str, code: str | None) -> None:
    assert canonical_currency(written) == code


def test_every_alias_leads_to_a_currency() -> None:
    assert set(ALIASES.values()) <= CURRENCIES
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)
    assert not CURRENCIES & set(ALIASES)


@pytest.mark.parametrize(
    ("written", "code"), [("kg", "KGM"), ("KGS", "KGM"), ("pcs", "H87"), ("шт.", "H87"), ("台", None), ("EA", "EA"), ("MTR", "MTR"), ("m²", "MTK"), ("", None)]
)
def test_units(written: str, code: str | None) -> None:
    assert canonical_unit(written) == code


def test_no_unit_name_belongs_to_two_units() -> None:
    names = [name.casefold() for row in UNITS.values() for name in row]
    assert len(names) == len(set(names))
    assert all(canonical_unit(name) == code for code, row in UNITS.items() for name in row)
