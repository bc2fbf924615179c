"""Are identifiers spelled one way, and are slips found?"""

from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.codes.check_digits import (
    bin_valid,
    edrpou_valid,
    iban_valid,
    imo_company_valid,
    imo_valid,
    inn_valid,
    lei_valid,
    ogrn_valid,
    okpo_valid,
    unp_valid,
    uscc_valid,
    vkn_valid,
)
from enduse.codes.identifiers import LOCAL, SCHEMES, STRONG, canonical_identifier, canonical_scheme, guess_scheme, same_identifier

# public examples: registers, annual reports and standards
LEIS = ["5493001KJTIIGC8Y1R12", "549300WE6TAF5EEWQS81", "253400V1H6ART1UQ0N98", "253400WSS48YWMBUA688"]
INNS = ["7707083893", "7736050003", "7702070139", "500100732259"]  # Sberbank, Gazprom, VTB; the tax service's example of a person
OGRNS = ["1027700132195", "1027700070518", "1027739609391", "304500116000157"]
USCCS = ["91110000802100433B", "91440300708461136T", "914403001922038216"]
IMOS = ["9074729", "9321483", "9811000"]
IBANS = ["GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606"]


@pytest.mark.parametrize(
    ("check", "values"),
    [(lei_valid, LEIS), (inn_valid, INNS), (ogrn_valid, OGRNS), (uscc_valid, USCCS), (imo_valid, IMOS), (iban_valid, IBANS), (okpo_valid, ["00032537"]), (edrpou_valid, ["14360570", "00032112"]), (unp_valid, ["100582333"]), (vkn_valid, ["8790017566"])],
)  # fmt: skip
def test_public_numbers_pass(check, values) -> None:  # type: ignore[no-untyped-def]  # one test for many checks
    for value in values:
        assert check(value), value


def _spoilt(value: str, alphabet: str) -> list[str]:
    return [value[:i] + other + value[i + 1 :] for i, old in enumerate(value) for other in (string.digits if old.isdigit() else alphabet) if other != old]


@pytest.mark.parametrize(
    ("check", "values", "alphabet"),
    [(lei_valid, LEIS, string.ascii_uppercase), (iban_valid, IBANS, string.ascii_uppercase), (uscc_valid, USCCS, "ABCDEFGHJKLMNPQRTUWXY"), (unp_valid, ["100582333"], "")],
)  # fmt: skip
def test_any_single_wrong_character_is_found_where_the_modulus_is_prime_or_97(check, values, alphabet) -> None:  # type: ignore[no-untyped-def]  # one test for many checks
    for value in values:
        assert not [spoilt for spoilt in _spoilt(value, alphabet) if check(spoilt)]


@pytest.mark.parametrize(
    ("check", "values", "at_most"),
    [
        (inn_valid, INNS, 0.04),
        (ogrn_valid, OGRNS, 0.04),
        (imo_valid, IMOS, 7 / 63),
        (imo_company_valid, ["1745868", "5213962"], 0.04),
        (edrpou_valid, ["14360570"], 0.1),
    ],
)
def test_nearly_all_single_wrong_digits_are_found_by_the_decimal_schemes(check, values, at_most: float) -> None:  # type: ignore[no-untyped-def]  # one test for many checks
    """Their check digit is a remainder folded into ten values (INN: 10 becomes 0) or taken mod 10 with weights that share a factor with it
    (IMO: weights 6, 4 and 2 miss one change of nine, weight 5 misses four: 7 of 63), so a few slips pass."""
    for value in values:
        spoilt = _spoilt(value, "")
        assert sum(map(check, spoilt)) <= at_most * len(spoilt), value


@given(st.text(max_size=24))
def test_no_check_ever_fails_on_odd_text(text: str) -> None:
    for scheme in SCHEMES:
        found = canonical_identifier(scheme, text)
        assert found.scheme in SCHEMES
        again = canonical_identifier(found.scheme, found.value, found.country)
        assert again.value == found.value and again.valid == found.valid
    guess = guess_scheme(text)
    assert guess is None or guess in SCHEMES


@pytest.mark.parametrize(
    ("check", "lengths"),
    [
        (inn_valid, (10, 12)),
        (ogrn_valid, (13, 15)),
        (bin_valid, (12,)),
        (okpo_valid, (8, 10)),
        (vkn_valid, (10,)),
        (edrpou_valid, (8,)),
        (unp_valid, (9,)),
        (imo_valid, (7,)),
    ],
)
@given(st.text(alphabet="0123456789", max_size=16))
def test_other_lengths_never_pass(check, lengths, text: str) -> None:  # type: ignore[no-untyped-def]  # one test for many checks
    if len(text) not in lengths:
        assert not check(text)


def test_only_zeros_are_no_number() -> None:
    assert not any(check("0" * n) for check in (inn_valid, okpo_valid, edrpou_valid, bin_valid, vkn_valid) for n in (8, 10, 12))
    assert not ogrn_valid("0" * 13)


# ---------------------------------------------------------------- schemes


@pytest.mark.parametrize(
    ("label", "scheme"),
    [("SWIFT", "bic"), ("SWIFT/BIC", "bic"), ("Reg. No.", "registration"), ("reg", "registration"), ("Tax ID", "tax"), ("Tax ID No.", "tax"), ("ИНН", "inn"), ("ОГРН", "ogrn"), ("统一社会信用代码", "uscc"), ("Unified Social Credit Code (USCC)", "uscc"),
     ("Company Number", "registration"), ("IMO number", "imo"), ("Passport", "passport"), ("National ID No.", "national_id"), ("Digital Currency Address - XBT", "crypto"), ("D-U-N-S Number", "duns"), ("БИН", "bin"), ("no such thing", "other")],
)  # fmt: skip
def test_labels_of_publishers_lead_to_a_scheme(label: str, scheme: str) -> None:
    assert canonical_scheme(label) == scheme


@pytest.mark.parametrize(
    ("scheme", "written", "value", "valid"),
    [
        ("lei", "5493 001K JTII GC8Y 1R12", "5493001KJTIIGC8Y1R12", True), ("imo", "IMO 9074729", "9074729", True), ("imo", "9074728", "9074728", False), ("bic", "SABRRUMMXXX", "SABRRUMM", True), ("bic", "sabrrumm012", "SABRRUMM012", True),
        ("bic", "KHJBSDKH and 5040942458", "KHJBSDKHAND5040942458", False), ("inn", "7707083893.0", "7707083893", True), ("inn", "７７０７０８３８９３", "7707083893", True), ("kpp", "773601001", "773601001", True), ("kpp", "7736", "7736", False),
        ("passport", "C 1234-567", "C1234567", None), ("registration", "HRB 12345", "HRB12345", None), ("crypto", "0xAbC0000000000000000000000000000000000DEF", "0xabc0000000000000000000000000000000000def", None),
        ("crypto", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", None), ("inn", "", "", False),
    ],
)  # fmt: skip
def test_values_get_one_spelling_and_a_verdict(scheme: str, written: str, value: str, valid: bool | None) -> None:
    found = canonical_identifier(scheme, written)
    assert (found.value, found.valid) == (value, valid)


def test_an_inn_that_lost_its_leading_zero_regains_it_only_if_the_check_digit_agrees() -> None:
    whole = next(f"0{n:09d}" for n in range(101_000_000, 101_001_000) if inn_valid(f"0{n:09d}"))
    assert canonical_identifier("inn", whole[1:]).value == whole
    assert canonical_identifier("inn", "123456789").valid is False


def test_an_inn_of_kyrgyzstan_is_a_tax_number_without_a_check() -> None:
    found = canonical_identifier("ИНН", "02209202110029", "KG")
    assert (found.scheme, found.country, found.valid) == ("tax", "KG", None)


def test_shared_and_reassigned_numbers_are_weak() -> None:
    assert {"lei", "imo", "bic", "inn", "ogrn", "uscc", "passport", "national_id", "registration", "tax", "crypto"} <= STRONG
    assert not {"kpp", "mmsi", "callsign", "aircraft_tail", "account", "other"} & STRONG
    assert {"registration", "tax", "passport", "national_id"} <= LOCAL


def test_a_local_number_of_two_countries_does_not_identify() -> None:
    german, russian, unknown = (canonical_identifier("registration", "12345", country) for country in ("DE", "RU", None))
    assert same_identifier(german, russian) is None
    assert same_identifier(german, unknown) is True
    assert same_identifier(german, canonical_identifier("reg", "0012345", "DE")) is True


def test_different_numbers_conflict_only_where_a_party_has_just_one_and_both_are_valid() -> None:
    a, b, broken = (canonical_identifier("inn", n) for n in ("7707083893", "7736050003", "7736050004"))
    assert same_identifier(a, b) is False
    assert same_identifier(a, broken) is None
    assert same_identifier(canonical_identifier("passport", "A1"), canonical_identifier("passport", "B2")) is None
    assert same_identifier(a, canonical_identifier("ogrn", "1027700132195")) is None


def test_branches_of_a_bank_are_one_institution() -> None:
    assert same_identifier(canonical_identifier("bic", "SABRRUMM"), canonical_identifier("swift", "SABRRUMM012")) is True


@pytest.mark.parametrize(
    ("value", "scheme"),
    [("5493001KJTIIGC8Y1R12", "lei"), ("91110000802100433B", "uscc"), ("1027700132195", "ogrn"), ("7707083893", "inn"), ("GB82 WEST 1234 5698 7654 32", "iban"), ("IMO 9074729", "imo"), ("Q12345", "wikidata"), ("SABRRUMM012", "bic"),
     ("MARINERS", None), ("9074729", None), ("12345", None), ("DEUTSCHE", None), ("", None), ("7707083894", None)],
)  # fmt: skip
def test_a_bare_value_is_named_only_without_doubt(value: str, scheme: str | None) -> None:
    assert guess_scheme(value) == scheme


# ---------------------------------------------------------------- the real lists


@pytest.mark.shared
def test_identifiers_of_the_eu_regulations_pass_their_checks_and_company_numbers_fail_the_ship_check(shared: Path) -> None:
    columns = {"innCode": "inn", "ogrnCode": "ogrn", "kppCode": "kpp", "okpoCode": "okpo", "leiCode": "lei", "swiftBic": "bic", "imoNumber": "imo"}
    good: dict[str, int] = {}
    total: dict[str, int] = {}
    company_passes = 0
    for path in sorted((shared / "lists/eu/consolidated").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                for column, scheme in columns.items():
                    for part in filter(None, (p.strip() for p in (row.get(column) or "").split(";"))):
                        key = f"{scheme}:{row['schema']}" if scheme == "imo" else scheme
                        found = canonical_identifier(scheme, part)
                        total[key] = total.get(key, 0) + 1
                        good[key] = good.get(key, 0) + bool(found.valid)
                        if key == "imo:Company":
                            company_passes += imo_company_valid(found.value)
    assert good["kpp"] == total["kpp"] and good["okpo"] == total["okpo"] and good["lei"] == total["lei"]
    assert total["inn"] - good["inn"] <= 4  # cells that hold several numbers
    assert total["ogrn"] - good["ogrn"] <= 2
    assert total["imo:Vessel"] - good["imo:Vessel"] <= 1  # "Does not exist"
    assert good["imo:Company"] <= 5  # they are company numbers …
    assert company_passes == total["imo:Company"]  # … and pass the check of company numbers
