"""Is a country understood however a list or an ERP system writes it, and never guessed?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from enduse.codes import countries
from enduse.codes.countries import COUNTRIES, DISSOLVED, canonical_country, canonical_place, dissolved, fold, name_of, occupied_region, place_country


def test_the_table_holds_the_249_officially_assigned_codes_and_kosovo() -> None:
    assert len(COUNTRIES) == 250
    assert all(re.fullmatch("[A-Z]{2}", code) and re.fullmatch("[A-Z]{3}", row[0]) for code, row in COUNTRIES.items())
    assert len({row[0] for row in COUNTRIES.values()}) == 250
    assert "XK" in COUNTRIES


def test_every_country_has_an_english_a_russian_and_a_chinese_name() -> None:
    for code, row in COUNTRIES.items():
        _alpha3, english, russian, chinese = row[:4]
        assert english[0].isascii() or english[0] in "ÅT", code
        assert re.match(r"[А-Яа-яЁё]", russian), code
        assert re.match(r"[\u4e00-\u9fff]", chinese), code


def test_no_spelling_belongs_to_two_countries() -> None:
    countries._keys()  # raises if it does


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_spelling_of_the_table_leads_to_its_code_in_any_case(code: str) -> None:
    alpha3, *names = COUNTRIES[code]
    for spelling in (code, alpha3, *names):
        assert canonical_country(spelling) == code
        assert canonical_country(f"  {spelling.upper()} ") == code
        assert canonical_country(spelling.lower()) == code or spelling == "NA"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UAE", "AE"), ("U.A.E.", "AE"), ("P.R. China", "CN"), ("P. R. China", "CN"), ("China, People's Republic of", "CN"), ("The People’s Republic of China", "CN"), ("中华人民共和国", "CN"), ("Burma", "MM"), ("Russian Federation", "RU"),
        ("РОССИЙСКАЯ ФЕДЕРАЦИЯ", "RU"), ("DPRK", "KP"), ("Democratic People's Republic of Korea", "KP"), ("Republic of Korea", "KR"), ("Korea, Republic of", "KR"), ("Iran (Islamic Republic of)", "IR"), ("Hong Kong SAR", "HK"),
        ("Macau", "MO"), ("Taiwan, Province of China", "TW"), ("Republic of China", "TW"), ("Türkiye", "TR"), ("TURKIYE", "TR"), ("Turkey", "TR"), ("İran", "IR"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Viet Nam", "VN"),
        ("Deutschland", "DE"), ("Allemagne", "DE"), ("Almanya", "DE"), ("Alemania", "DE"), ("Vereinigte Arabische Emirate", "AE"), ("Birleşik Arap Emirlikleri", "AE"), ("Кыргызстан", "KG"), ("Kyrgyz Republic", "KG"), ("Республика Беларусь", "BY"),
        ("Congo", "CG"), ("Congo, Democratic Republic of the", "CD"), ("DR Congo", "CD"), ("St. Kitts & Nevis", "KN"), ("Bahamas, The", "BS"), ("Man, Isle of", "IM"), ("Palestinian", "PS"), ("West Bank", "PS"), ("UK", "GB"), ("ENGLAND", "GB"),
        ("Samoa", "WS"), ("Guinea", "GN"), ("Niger", "NE"), ("Dominica", "DM"), ("South Sudan", "SS"), ("Georgia", "GE"), ("Jersey", "JE"),
    ],
)  # fmt: skip
def test_usual_ways_of_writing_a_country(written: str, code: str) -> None:
    assert canonical_country(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "Korea",
        "Virgin Islands",
        "EU",
        "Europe",
        "ZZ",
        "XX",
        "-",
        "",
        "   ",
        "n/a",
        "N.A.",
        "na",
        "unknown",
        "undetermined",
        "Springfield",
        "U",
        "Chin",
        "Rusia Federation",
    ],
)
def test_what_is_no_single_country_stays_unknown(written: str) -> None:
    assert canonical_country(written) is None


@pytest.mark.parametrize("name", sorted(DISSOLVED))
def test_a_dissolved_state_has_no_code_and_a_reason(name: str) -> None:
    assert canonical_country(name) is None
    assert dissolved(name)


@given(st.text(max_size=40))
@example("𝚨")
@example("ẞ ŉ ǰ ΐ İ")
def test_any_text_gives_a_known_code_or_nothing_and_folding_is_stable(text: str) -> None:
    code = canonical_country(text)
    assert code is None or code in COUNTRIES
    assert fold(fold(text)) == fold(text)
    place = canonical_place(text)
    assert place is None or place[:2] in COUNTRIES
    occupied_region(text)


def test_names_are_shown_in_english() -> None:
    assert name_of("RU") == "Russian Federation"
    assert name_of("??") == "??"


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("UA-43", "UA-43"),
        ("ua-43", "UA-43"),
        ("DEHAM", "DEHAM"),
        ("CN SHA", "CNSHA"),
        ("CNSHA", "CNSHA"),
        ("de", "DE"),
        ("Germany", "DE"),
        ("Crimea", "UA-43"),
        ("Севастополь", "UA-40"),
        ("Luhansk Oblast", "UA-09"),
    ],
)
def test_places_get_one_spelling(written: str, place: str) -> None:
    assert canonical_place(written) == place
    assert place_country(written) == place[:2]


@pytest.mark.parametrize(
    ("name", "country"),
    [("CHINA", "CN"), ("INDIA", "IN"), ("QATAR", "QA"), ("GHANA", "GH"), ("ITALY", "IT"), ("NEPAL", "NP"), ("CHILE", "CL"), ("BENIN", "BJ")],
)
def test_a_country_name_of_five_letters_is_not_taken_for_a_locode(name: str, country: str) -> None:
    assert place_country(name) == country


@pytest.mark.parametrize("city", ["PARIS", "LAGOS", "DELHI", "MINSK", "TOKYO", "Paris", "Izmir", "Samarkand", "Rotterdam"])
def test_a_city_is_not_taken_for_a_locode_of_another_country(city: str) -> None:
    assert place_country(city) is None


def test_a_code_of_no_country_is_unknown() -> None:
    assert place_country("ZZABC") is None
    assert place_country("QQ-01") is None
    assert place_country(None) is None


@pytest.mark.parametrize(
    "text",
    [
        "UA-43",
        "UA-40",
        "UASVP",
        "UA KEH",
        "Crimea",
        "Republic of Crimea",
        "ul. Lenina 1, Simferopol",
        "Sevastopol, Russia",
        "г. Севастополь, ул. Хрусталева",
        "Donetsk, DNR",
        "Донецкая Народная Республика",
        "Luhansk People's Republic",
        "克里米亚",
    ],
)
def test_crimea_and_the_so_called_republics_are_occupied(text: str) -> None:
    assert occupied_region(text) is True


@pytest.mark.parametrize(
    "text", ["UA-14", "UA-09", "UA-65", "UA-23", "Donetsk", "Luhansk region", "Kherson, Ukraine", "Запоріжжя", "Мариуполь, пр. Мира 1", None, ""]
)
def test_the_partly_occupied_oblasts_are_unknown_without_a_closer_place(text: str | None) -> None:
    assert occupied_region(text) is None


@pytest.mark.parametrize("text", ["12 Crimea Street, Ramsbottom", "10 Boulevard de Sébastopol, 75001 Paris", "Sebastopol Road 5", "ul. Simferopol 3, Moscow"])
def test_a_street_named_after_an_occupied_place_is_unknown(text: str) -> None:
    assert occupied_region(text) is None


@pytest.mark.parametrize("text", ["UA", "UA-51", "UAODS", "Kyiv, Khreshchatyk 1", "Odesa", "DE", "Hamburg", "Moscow", "RU-MOW", "Kirchheim", "Krimml, Austria"])
def test_other_places_are_not_occupied(text: str) -> None:
    assert occupied_region(text) is False


# ---------------------------------------------------------------- the real lists

NOT_A_COUNTRY = {
    "", "-0-", "na", "undetermined", "former Soviet Union", "EU", "NM",
    "Netherlands Antilles", "Region: Commonwealth of Independent States", "Region: Crimea", "Region: Gaza", "Region: Jammu and Kashmir", "Region: Kafia Kingi", "Region: North Gaza", "Region: Northern Gaza",
    "Region: Northern Mali", "Region: Russia", "Region: West Bank",
}  # fmt: skip
"""Every string of the country columns that is no country: blanks, a dissolved union, OFAC's regions, the EU, and NM (a slip for New Mexico on the Denied Persons List)."""


@pytest.mark.shared
def test_every_country_string_of_the_lists_is_understood_or_on_the_short_list_of_exceptions(shared: Path) -> None:
    lists = shared / "lists"
    found: set[str] = set()
    for path in ("ofac_2021/add.csv", "ofac_2023/add.csv", "ofac_nonsdn/cons_add.csv"):
        with (lists / path).open(encoding="latin-1", newline="") as handle:
            found |= {row[4].strip() for row in csv.reader(handle) if len(row) > 4}
    tree = etree.parse(str(lists / "un/UN_consolidated.xml"))
    found |= {(node.text or "").strip() for node in tree.iter("COUNTRY", "COUNTRY_OF_BIRTH", "COUNTRY_OF_ISSUE", "ISSUING_COUNTRY")}
    found |= {(value.text or "").strip() for node in tree.iter("NATIONALITY") for value in node.iter("VALUE")}
    with (lists / "us/dpl.txt").open(encoding="latin-1", newline="") as handle:
        found |= {(row["Country"] or "").strip() for row in csv.DictReader(handle, delimiter="\t")}
    for path, column in (("cn/sanctions.csv", "Country"), ("us/bis_mieu.csv", "Country"), ("us/section_1286.csv", "country")):
        with (lists / path).open(encoding="utf-8-sig", newline="") as handle:
            found |= {(row[column] or "").strip() for row in csv.DictReader(handle)}
    assert len(found) > 200
    unknown = {text for text in found if canonical_country(text) is None}
    assert unknown <= NOT_A_COUNTRY, sorted(unknown - NOT_A_COUNTRY)
