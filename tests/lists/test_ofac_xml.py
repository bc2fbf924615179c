"""Do OFAC's XML formats say the same as its CSV set, with the same ids, and is a cut file found out? Samples of our own, by OFAC's schemas."""

from __future__ import annotations

import pytest

from enduse.errors import Refused
from enduse.lists import READERS, ofac
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal

HEAD = '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="https://example.org/sdnList.xsd"><publshInformation><Publish_Date>11/19/2026</Publish_Date><Record_Count>{}</Record_Count></publshInformation>'
PERSON = """
<sdnEntry><uid>7</uid><firstName>Anton</firstName><lastName>PROBE</lastName><title>Minister</title><sdnType>Individual</sdnType>
<remarks>(Linked To: TEST FOUNDATION (KENYA))</remarks>
<programList><program>SDGT</program><program>IRGC</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Iran</idCountry></id>
<id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
<id><uid>3</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1(b) of Executive Order 13224</idNumber></id></idList>
<akaList><aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>TEST</lastName><firstName>Anton</firstName></aka>
<aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>TONI</lastName></aka>
<aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>OLD</lastName><firstName>Anton</firstName></aka></akaList>
<addressList><address><uid>8</uid><address1>Street 1</address1><city>Tehran</city><postalCode>11365</postalCode><country>Iran</country></address></addressList>
<nationalityList><nationality><uid>9</uid><country>Iran</country><mainEntry>true</mainEntry></nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>10</uid><dateOfBirth>15 Jan 1955</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><uid>11</uid><placeOfBirth>Goma</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
</sdnEntry>"""
VESSEL = """
<sdnEntry><uid>8</uid><lastName>SEVERNY PROBE</lastName><sdnType>Vessel</sdnType><programList><program>RUSSIA-EO14024</program></programList>
<idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id>
<id><uid>2</uid><idType>MMSI</idType><idNumber>273123456</idNumber></id></idList>
<vesselInfo><callSign>UBAB1</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Russia</vesselFlag><vesselOwner>Probe Shipping</vesselOwner></vesselInfo></sdnEntry>"""


def _classic(*entries: str, stated: int | None = None) -> Source:
    return Source.of({"sdn.xml": (HEAD.format(len(entries) if stated is None else stated) + "".join(entries) + "\n</sdnList>\n").encode()})


def _read(source: Source, name: str = "ofac-sdn-xml") -> list[ListRecord]:
    records = list(READERS[name].read(source, list_id="ofac"))
    assert all(isinstance(record, ListRecord) for record in records), records
    return records  # type: ignore[return-value]  # asserted above


def test_the_classic_xml_says_what_the_csv_set_says() -> None:
    (person, vessel) = _read(_classic(PERSON, VESSEL))
    (expected, ship) = ofac.READER.read(
        Source.of(
            {
                "sdn.csv": (
                    b'7,"PROBE, Anton","individual","SDGT] [IRGC","Minister",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Linked To: TEST FOUNDATION (KENYA); Passport A123 (Iran); '
                    b"Secondary sanctions risk: section 1(b) of Executive Order 13224; DOB 15 Jan 1955; POB Goma; nationality Iran; a.k.a. 'TONI'.\"\n"
                    b'8,"SEVERNY PROBE","vessel","RUSSIA-EO14024",-0- ,"UBAB1","Crude Oil Tanker",-0- ,-0- ,"Russia","Probe Shipping",'
                    b'"Vessel Registration Identification IMO 9074729; MMSI 273123456."\n'
                ),
                "alt.csv": b'7,1,"aka","TEST, Anton",-0- \n7,2,"fka","OLD, Anton",-0- \n',
                "add.csv": b'7,1,"Street 1","Tehran, 11365","Iran",-0- \n',
            }
        ),
        list_id="ofac",
    )
    assert isinstance(expected, ListRecord)
    assert isinstance(ship, ListRecord)
    for mine, theirs in ((person, expected), (vessel, ship)):
        assert {(n.text, n.kind) for n in mine.entity.names} == {(n.text, n.kind) for n in theirs.entity.names}
        assert set(mine.entity.identifiers) == set(theirs.entity.identifiers)
        assert [(each.listing_id, each.effect, each.note, each.citation) for each in mine.listings] == [
            (each.listing_id, each.effect, each.note, each.citation) for each in theirs.listings
        ]
        for field in ("entity_id", "kind", "countries", "birth_dates", "birth_places"):
            assert getattr(mine.entity, field) == getattr(theirs.entity, field)
    assert [a.text for a in person.entity.addresses] == ["Street 1, Tehran, 11365, Iran"]
    assert not person.warnings


def test_the_publishers_date_stands_in_the_head() -> None:
    assert READERS["ofac-sdn-xml"].published(_classic(PERSON)) == "2026-11-19"
    assert READERS["ofac-sdn-xml"].published(Source.of({"sdn.xml": b"<sdnList>"})) is None


def test_the_consolidated_list_does_not_freeze_where_a_directive_says_less() -> None:
    entry = """<sdnEntry><uid>9</uid><lastName>PROBE BANK</lastName><sdnType>Entity</sdnType><programList><program>UKRAINE-EO13662</program></programList>
    <idList><id><uid>1</uid><idType>Executive Order 13662 Directive Determination -</idType><idNumber>Subject to Directive 1</idNumber></id></idList></sdnEntry>"""
    (record,) = _read(_classic(entry), "ofac-consolidated-xml")
    assert [(each.effect, each.annex, each.act) for each in record.listings] == [("capital_market", "Directive 1", "OFAC Consolidated Non-SDN List")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<sdnList><sdnEntry><uid>1</uid>", "ends early"),
        (b"<CONSOLIDATED_LIST/>", "begins with <CONSOLIDATED_LIST>"),
        (b'<!DOCTYPE sdnList [<!ENTITY a "b">]><sdnList/>', "document type"),
        (b"", "ends early"),
    ],
)
def test_a_cut_or_foreign_file_is_refused_as_a_whole(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        list(READERS["ofac-sdn-xml"].read(Source.of({"sdn.xml": data}), list_id="ofac"))


def test_fewer_entries_than_the_head_states_are_a_cut_file() -> None:
    with pytest.raises(Refused, match="holds 1 entries where its head states 2"):
        list(READERS["ofac-sdn-xml"].read(_classic(PERSON, stated=2), list_id="ofac"))


def test_an_entry_without_number_or_name_is_refused_and_the_rest_is_read() -> None:
    nameless = "<sdnEntry><uid>5</uid><sdnType>Entity</sdnType></sdnEntry>"
    numberless = "<sdnEntry><uid>x</uid><lastName>A</lastName></sdnEntry>"
    found = list(READERS["ofac-sdn-xml"].read(_classic(nameless, numberless, PERSON), list_id="ofac"))
    assert [type(each) for each in found] == [Refusal, Refusal, ListRecord]


ENHANCED = """<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://example.org/ENHANCED_XML"><publicationInfo><dataAsOf>2026-11-18T00:00:00Z</dataAsOf></publicationInfo><entities>
<entity id="7"><generalInfo><identityId>3</identityId><entityType refId="600">Individual</entityType><title>Minister</title></generalInfo>
<sanctionsLists><sanctionsList refId="1" id="2" datePublished="2019-04-15">SDN List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="1" id="1">SDGT</sanctionsProgram></sanctionsPrograms>
<names><name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
<translation id="1"><isPrimary>true</isPrimary><script refId="215">Latin</script><formattedFullName>PROBE, Anton</formattedFullName></translation>
<translation id="2"><isPrimary>false</isPrimary><script refId="220">Cyrillic</script><formattedFullName>ПРОБ, Антон</formattedFullName></translation></translations></name>
<name id="2"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality><translations><translation id="3"><isPrimary>true</isPrimary>
<formattedLastName>TONI</formattedLastName></translation></translations></name>
<name id="3"><isPrimary>false</isPrimary><aliasType refId="1401">F.K.A.</aliasType><isLowQuality>false</isLowQuality><translations><translation id="4"><isPrimary>true</isPrimary>
<nameParts><namePart><type>Last Name</type><value>OLD</value></namePart></nameParts></translation></translations></name></names>
<addresses><address id="1"><country refId="1">Iran</country><translations><translation id="1"><isPrimary>true</isPrimary><addressParts>
<addressPart id="1"><type>ADDRESS1</type><value>Street 1</value></addressPart><addressPart id="2"><type>CITY</type><value>Tehran</value></addressPart>
<addressPart id="3"><type>POSTAL CODE</type><value>11365</value></addressPart></addressParts></translation></translations></address></addresses>
<features>
<feature id="1"><type featureTypeId="8">Birthdate</type><value>15 Jan 1955</value></feature>
<feature id="2"><type featureTypeId="8">Birthdate</type><valueDate><fromDateBegin>1956-01-01</fromDateBegin><toDateEnd>1956-12-31</toDateEnd><isApproximate>true</isApproximate></valueDate></feature>
<feature id="3"><type featureTypeId="9">Place of Birth</type><value>Goma</value></feature>
<feature id="4"><type featureTypeId="10">Nationality Country</type><value>Iran</value></feature>
<feature id="5"><type featureTypeId="344">Digital Currency Address - XBT</type><value>1BoatSLRHtKNngkdXEeobR76b53LETtpyT</value></feature></features>
<identityDocuments><identityDocument id="1"><type refId="1571">Passport</type><documentNumber>A123</documentNumber><issuingCountry>Iran</issuingCountry></identityDocument></identityDocuments>
<relationships><relationship id="1"><type>Providing support to</type><relatedEntity entityId="99">TEST GROUP</relatedEntity></relationship></relationships>
</entity>
<entity id="8"><generalInfo><entityType>Entity</entityType></generalInfo>
<sanctionsLists><sanctionsList datePublished="2021-06-03">Non-SDN Chinese Military-Industrial Complex Companies List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram>CMIC-EO13959</sanctionsProgram></sanctionsPrograms>
<names><name><isPrimary>true</isPrimary><translations><translation><isPrimary>true</isPrimary><formattedFullName>PROBE OPTICS CO., LTD.</formattedFullName></translation></translations></name></names>
</entity></entities></sanctionsData>
"""


def test_the_enhanced_xml_gives_each_entry_its_lists_dates_and_scripts() -> None:
    source = Source.of({"sdn_enhanced.xml": ENHANCED.encode()})
    (person, firm) = _read(source, "ofac-enhanced-xml")
    names = {name.text: name.kind for name in person.entity.names}
    assert names["PROBE, Anton"] is NameKind.primary
    assert names["Anton PROBE"] is NameKind.primary
    assert names["ПРОБ, Антон"] is NameKind.strong
    assert (names["TONI"], names["OLD"]) == (NameKind.weak, NameKind.former)
    assert person.entity.kind is Kind.person
    assert person.entity.birth_dates == ("1955", "1955-01-15", "1956", "1957")
    assert (person.entity.birth_places, person.entity.countries) == (("Goma",), ("IR",))
    assert {(i.scheme, i.value) for i in person.entity.identifiers} >= {("passport", "A123"), ("crypto", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), ("ofac", "7")}
    (freeze,) = person.listings
    assert (freeze.listing_id, freeze.effect, freeze.valid_from, freeze.act) == ("ofac:7:SDGT", "asset_freeze", "2019-04-15", "OFAC SDN List")
    assert freeze.note is not None
    assert "linked to TEST GROUP" in freeze.note
    (limit,) = firm.listings
    assert (limit.effect, limit.valid_from) == ("capital_market", "2021-06-03")
    assert READERS["ofac-enhanced-xml"].published(source) == "2026-11-18"
