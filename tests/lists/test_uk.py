"""Does the reader of the UK's lists keep every name and every sanction imposed, in each of its formats? Samples of our own, by the published format guides."""

from __future__ import annotations

import csv
import io

import pytest

from enduse.errors import Refused
from enduse.lists import uk
from enduse.lists.source import Source
from enduse.lists.uk_measures import MEASURES, effect_of, imposed_in
from enduse.model.effects import Effect
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal

XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>18/11/2026</DateGenerated>
<Designation><LastUpdated>01/02/2024</LastUpdated><DateDesignated>15/03/2022</DateDesignated><UniqueID>RUS9001</UniqueID><OFSIGroupID>19001</OFSIGroupID><UNReferenceNumber/>
<Names><Name><Name1>Anton</Name1><Name2>Petrovich</Name2><Name6>PROBE</Name6><NameType>Primary Name</NameType></Name>
<Name><Name1>Tony</Name1><Name6>PROBE</Name6><NameType>Alias</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Антон ПРОБ</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UK</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban|Trust Services Sanctions</SanctionsImposed>
<Addresses><Address><AddressLine1>Street 1</AddressLine1><AddressLine6>Moscow</AddressLine6><AddressPostalCode>101000</AddressPostalCode><AddressCountry>Russia</AddressCountry></Address>
<Address><AddressCountry>Russia</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>02/04/1961</DOB><DOB>dd/mm/1962</DOB></DOBs><Nationalities><Nationality>Russia</Nationality></Nationalities>
<PassportDetails><Passport><PassportNumber>A123</PassportNumber></Passport></PassportDetails>
<BirthDetails><Location><TownOfBirth>Goma</TownOfBirth><CountryOfBirth>Congo</CountryOfBirth></Location></BirthDetails></Individual></IndividualDetails></Designation>
<Designation><DateDesignated>20/05/2025</DateDesignated><UniqueID>RUS9002</UniqueID><Names><Name><Name6>SEVERNY PROBE</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
<SanctionsImposedIndicators><AssetFreeze>false</AssetFreeze><ProhibitionOfPortEntry>true</ProhibitionOfPortEntry></SanctionsImposedIndicators>
<ShipDetails><Ship><IMONumbers><IMONumber>9074729</IMONumber></IMONumbers></Ship></ShipDetails></Designation>
</Designations>
"""


def _rows(header: tuple[str, ...], *rows: dict[str, str], first: str) -> Source:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Source.of({"list.csv": (first + out.getvalue()).encode()})


UKSL = (
    "Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name type", "Alias strength", "Title",
    "Name non-latin script", "Regime Name", "Designation Type", "Designation source", "Sanctions Imposed", "Other Information", "Address Line 1", "Address Line 2",
    "Address Postal Code", "Address Country", "Date Designated", "D.O.B", "Nationality(/ies)", "National Identifier number", "Passport number", "Town of birth", "Country of birth",
    "Business registration number (s)", "IMO number", "Current believed flag of ship",
)  # fmt: skip
CONLIST = (
    "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script", "DOB", "Town of Birth", "Country of Birth", "Nationality", "Passport Number",
    "National Identification Number", "Address 1", "Address 2", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime",
    "Listed On", "UK Sanctions List Date Designated", "Last Updated", "Group ID",
)  # fmt: skip


def _read(source: Source) -> list[ListRecord]:
    records = list(uk.READER.read(source, list_id="uk"))
    assert all(isinstance(record, ListRecord) for record in records), records
    return records  # type: ignore[return-value]  # asserted above


def test_the_xml_gives_one_listing_for_each_sanction_imposed() -> None:
    (person, ship) = _read(Source.of({"uk.xml": XML.encode()}))
    assert {n.text: n.kind for n in person.entity.names} == {
        "Anton Petrovich PROBE": NameKind.primary, "Tony PROBE": NameKind.strong, "Антон ПРОБ": NameKind.strong,
    }  # fmt: skip
    assert [(each.listing_id, each.effect, each.valid_from) for each in person.listings] == [
        ("uk:RUS9001:assetfreeze", "asset_freeze", "2022-03-15"), ("uk:RUS9001:travelban", "travel_ban", "2022-03-15"),
        ("uk:RUS9001:trustservicessanctions", "due_diligence", "2022-03-15"),
    ]  # fmt: skip
    assert {each.regime for each in (*person.listings, *ship.listings)} == {"UK"}
    entity = person.entity
    assert (entity.kind, entity.birth_dates, entity.countries, entity.birth_places) == (Kind.person, ("1961-04-02", "1962"), ("RU",), ("Goma, Congo",))
    assert [a.text for a in entity.addresses] == ["Street 1, Moscow, 101000, Russia"]
    assert [(i.scheme, i.value) for i in entity.identifiers] == [("passport", "A123")]
    assert [(i.scheme, i.value, i.valid) for i in ship.entity.identifiers] == [("imo", "9074729", True)]
    assert [(each.effect, each.annex) for each in ship.listings] == [("port_service_ban", "ProhibitionOfPortEntry")]


def test_rows_of_one_unique_id_are_one_designation_wherever_they_stand() -> None:
    common = {
        "Unique ID": "RUS9001", "Regime Name": "The Russia (Sanctions) (EU Exit) Regulations 2019", "Designation Type": "Individual", "Sanctions Imposed": "Asset freeze|Travel Ban",
        "Date Designated": "15/03/2022", "OFSI Group ID": "19001",
    }  # fmt: skip
    other = {"Unique ID": "RUS9003", "Name 6": "PROBE WORKS", "Name type": "Primary Name", "Designation Type": "Entity", "Regime Name": "R", "Sanctions Imposed": "Asset freeze",
             "Date Designated": "16/03/2022", "Business registration number (s)": "(1) 1027700132195. (2) 7707083893", "Address Country": "Russia", "Address Line 1": "Yard 2"}  # fmt: skip
    source = _rows(
        UKSL,
        {**common, "Name 6": "PROBE", "Name 1": "Anton", "Name type": "Primary Name", "D.O.B": "02/04/1961", "Nationality(/ies)": "(1) Russia (2) Belarus"},
        other,
        {**common, "Name 6": "TONI", "Name type": "Alias", "Alias strength": "Low", "Name non-latin script": "Антон ПРОБ", "Passport number": "A123"},
        first="Report Date: 18-Nov-2026\n",
    )
    (person, firm) = _read(source)
    assert {n.text: n.kind for n in person.entity.names} == {"Anton PROBE": NameKind.primary, "TONI": NameKind.weak, "Антон ПРОБ": NameKind.strong}
    assert (person.entity.countries, person.entity.birth_dates) == (("BY", "RU"), ("1961-04-02",))
    assert [each.listing_id for each in person.listings] == ["uk:RUS9001:assetfreeze", "uk:RUS9001:travelban"]
    assert {i.value for i in firm.entity.identifiers} == {"1027700132195", "7707083893"}
    assert firm.entity.countries == ("RU",)
    assert uk.READER.published(source) == "2026-11-18"
    assert uk.READER.published(Source.of({"uk.xml": XML.encode()})) == "2026-11-18"


def test_ofsis_own_list_freezes_save_where_the_regime_bans_investment() -> None:
    common = {"Group Type": "Entity", "Regime": "Russia", "Listed On": "18/03/2014", "UK Sanctions List Date Designated": "31/12/2020"}
    source = _rows(
        CONLIST,
        {
            **common,
            "Name 6": "PROBE LINES",
            "Group ID": "13001",
            "Alias Type": "Primary name",
            "Other Information": "(UK Sanctions List Ref):RUS1. (IMO number):9074729",
        },
        {**common, "Name 6": "OLD PROBE LINES", "Group ID": "13001", "Alias Type": "FKA"},
        {**common, "Name 6": "PROBE BANK", "Group ID": "13002", "Alias Type": "Primary name", "Regime": "Russia: investment ban"},
        first="Last Updated,20/11/2025\n",
    )
    (lines, bank) = _read(source)
    assert {n.text: n.kind for n in lines.entity.names} == {"PROBE LINES": NameKind.primary, "OLD PROBE LINES": NameKind.former}
    assert [(each.effect, each.valid_from, each.act) for each in lines.listings] == [("asset_freeze", "2020-12-31", "OFSI consolidated list")]
    assert [i.value for i in lines.entity.identifiers] == ["9074729"]
    assert [each.effect for each in bank.listings] == ["capital_market"]
    assert uk.READER.published(source) == "2025-11-20"


def test_each_sanction_of_the_table_has_an_effect_of_ours_and_an_unknown_one_asks_for_diligence() -> None:
    assert {effect for _, effect, _ in MEASURES} <= {each.value for each in Effect}
    assert effect_of("AssetFreeze")[0] == effect_of("Asset Freeze")[0] == "asset_freeze"
    assert effect_of("Director Disqualification Sanction")[0] == "due_diligence"
    assert effect_of("Prevention of Charter of Ships and Aircraft")[0] == "port_service_ban"
    effect, covers, known = effect_of("Something new")
    assert (effect, known) == ("due_diligence", False)
    assert covers is not None
    assert imposed_in("Asset freeze | Travel Ban, Asset freeze") == ("Asset freeze", "Travel Ban")


def test_what_cannot_be_used_is_refused_and_the_rest_is_read() -> None:
    whole = {"Name 6": "A", "Unique ID": "U1", "Regime Name": "R", "Designation Type": "Entity", "Sanctions Imposed": "Asset freeze"}
    source = _rows(
        UKSL, {**whole, "Unique ID": ""}, {**whole, "Sanctions Imposed": "", "Unique ID": "U2"}, {**whole, "Name 6": "", "Unique ID": "U3"}, whole, first=""
    )
    found = list(uk.READER.read(source, list_id="uk"))
    assert sorted(type(each).__name__ for each in found) == ["ListRecord", "Refusal", "Refusal", "Refusal"]
    assert {each.reason for each in found if isinstance(each, Refusal)} == {"has no unique id", "imposes no sanction", "has no name"}


@pytest.mark.parametrize(
    "data",
    [
        b"<Designations><Designation>",
        b"<html/>",
        b"a,b\n1,2\n",
        b"Unique ID,Name 6,Regime Name\n",
        b"Unique ID,Name 6,Regime Name,Sanctions Imposed\nU1,A,R,Asset freeze\nU2,B",
        b"",
    ],
)
def test_a_cut_or_foreign_file_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(Refused):
        list(uk.READER.read(Source.of({"list": data}), list_id="uk"))


@pytest.mark.parametrize(
    ("printed", "dates"),
    [
        ("02/04/1961", ("1961-04-02",)),
        ("dd/mm/1962", ("1962",)),
        ("00/03/1962", ("1962-03",)),
        ("(1) 02/04/1961 (2) 1963", ("1961-04-02", "1963")),
        ("99/99/1961", ()),
    ],
)
def test_dates_of_birth_are_day_first_and_may_lack_parts(printed: str, dates: tuple[str, ...]) -> None:
    assert uk.birth_dates(printed) == dates
