"""Do the mappings of the US lists say what their directives prohibit, who is a company, and which name an address is glued to?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from enduse.lists.companies import reads_as_company
from enduse.lists.mapping import reader
from enduse.lists.mapping_places import name_before_address
from enduse.lists.ofac_programmes import measures
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind

MAPPINGS = Path(__file__).parents[2] / "src" / "enduse" / "data" / "mappings"
CSL = (
    "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,"
    "vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,"
    "places_of_birth,source_information_url,ids"
).split(",")
SSI = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
SUBJECT = "Subject to Directive {}, Executive Order 13662 Directive Determination -"


def csl(**cells: str) -> ListRecord:
    out = io.StringIO()
    writer = csv.DictWriter(out, CSL, restval="")
    writer.writeheader()
    writer.writerow(cells)
    text = (MAPPINGS / "us-csl.toml").read_text(encoding="utf-8")
    (record,) = reader(text, "us-csl.toml").read(Source.of({"csl.csv": out.getvalue().encode()}), list_id="us-csl")
    assert isinstance(record, ListRecord)
    return record


@pytest.mark.parametrize("directives", ["1", "2", "3", "4", "24", "42"])
def test_the_consolidated_list_and_the_ofac_reader_agree_on_the_directives_of_the_order_on_sectors(directives: str) -> None:
    record = csl(source=SSI, entity_number="1", type="Entity", programs="UKRAINE-EO13662", name="SAMPLE OAO", ids="; ".join(map(SUBJECT.format, directives)))
    remarks = "; ".join(f"Executive Order 13662 Directive Determination - Subject to Directive {one}" for one in directives)
    said, _ = measures(("UKRAINE-EO13662",), remarks, blocked_list=False)
    assert {(one.effect, one.annex, one.programme) for one in record.listings} == {(one.effect, one.annex, one.programme) for one in said}
    assert len({one.listing_id for one in record.listings}) == len(directives)


def test_a_second_directive_leaves_the_id_of_the_first_listing_as_it_was() -> None:
    cells = {"source": SSI, "entity_number": "1", "type": "Entity", "name": "SAMPLE OAO"}
    debt, both = csl(**cells, ids=SUBJECT.format(2)), csl(**cells, ids=f"{SUBJECT.format(2)}; {SUBJECT.format(4)}")
    assert debt.listings[0].listing_id in {one.listing_id for one in both.listings}


@pytest.mark.parametrize(
    ("cell", "addresses", "name"),
    [
        ("Fengxin Titanium Alloy, Xiyuan Industrial District, Gucheng County, Hebei Province, Hengshui City, China 253800", "CN", ("Fengxin Titanium Alloy", NameKind.strong)),
        ("New District Investment Co., Ltd., Guiyang, Guizhou", "Guiyang, CN", ("New District Investment Co., Ltd.", NameKind.strong)),
        ("Alpha Valve Works, 12 Long Road, Unit 5", "", ("Alpha Valve Works", NameKind.weak)),
        ("Alpha Trading Co., Ltd.", "Dubai, AE", None),
        ("Institute of Physics, Chemistry and Biology", "Minsk, BY", None),
        ("Bank of Example, Moscow Branch", "Moscow, RU", None),
        ("ACME, Industrial District, Example City, China", "CN", None),
        ("Alpha, Beta and Gamma Trading", "", None),
    ],
)  # fmt: skip
def test_a_name_is_cut_from_an_address_only_where_the_rest_is_one(cell: str, addresses: str, name: tuple[str, NameKind] | None) -> None:
    assert name_before_address(cell, addresses) == name


def test_the_printed_cell_stays_and_the_name_in_it_is_found_as_well() -> None:
    record = csl(
        source="Unverified List (UVL) - Bureau of Industry and Security",
        name="Fengxin Titanium Alloy, Xiyuan Industrial District, Hengshui City, China",
        addresses="CN",
    )
    assert [(name.text, name.kind) for name in record.entity.names] == [
        ("Fengxin Titanium Alloy, Xiyuan Industrial District, Hengshui City, China", NameKind.primary),
        ("Fengxin Titanium Alloy", NameKind.strong),
    ]


@pytest.mark.parametrize(
    "name", ["GLOBE METALS AB", "YARRA ANSTALT A.G.", "UTAIR AVIATION JSC,", "PJSC AEROFLOT", "MAHAN AIRWAYS", "SYNAPTIX.NET X.COM", "HASA-INVEST", "AZUR AIR"]
)
def test_a_legal_form_or_a_word_of_trade_makes_a_company(name: str) -> None:
    assert reads_as_company(name)


@pytest.mark.parametrize(
    "name",
    ["MA LI", "ABEL HERNANDEZ, JR.", "EDWIN NAVARRO MAKASIAR II", "T. K. MOHAN", "FUYI SUN A/K/A FRANK SUN", "AIR", "AL SA", "COLONEL ELYAZGI", "KZ RESULTS"],
)
def test_a_name_that_says_nothing_of_trade_makes_none(name: str) -> None:
    assert not reads_as_company(name)


@pytest.mark.shared
def test_the_denied_persons_list_has_companies_and_leaves_people_unknown(shared: Path) -> None:
    text = (MAPPINGS / "bis-dpl.toml").read_text(encoding="utf-8")
    out = reader(text, "bis-dpl.toml").read(Source.at(shared / "lists" / "us" / "dpl.txt"), list_id="bis-dpl")
    kinds = {one.entity.names[0].text: one.entity.kind for one in out if isinstance(one, ListRecord)}
    assert set(kinds.values()) == {None, Kind.organization}
    companies = ("KERMAN AVIATION", "GLOBE COMPUTERS", "AZUR AIR", "PETROM GMBH INTERNATIONAL TRADE")
    people = ("MA LI", "KIM SONG II", "ALI AGAR MANZARPOUR", "PAWEENA PECHNER", "IHSAN ELASHYI")
    assert {kinds[name] for name in companies} == {Kind.organization}
    assert {kinds[name] for name in people} == {None}
