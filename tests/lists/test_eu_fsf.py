"""Does the reader of the EU's list of financial sanctions lose no name and date each freeze rightly? Samples of our own, by the published schema."""

from __future__ import annotations

import pytest

from enduse.errors import Refused
from enduse.lists import eu_fsf
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-18T10:20:30.000+01:00" globalFileId="1">'
PERSON = """
<sanctionEntity designationDate="" designationDetails="" unitedNationId="QDi.900" euReferenceNumber="EU.9.1" logicalId="13"><remark>First remark</remark>
<regulation regulationType="regulation" publicationDate="2014-03-17" entryIntoForceDate="2014-03-17" numberTitle="269/2014 (OJ L78)" programme="UKR" logicalId="1"><publicationUrl>u</publicationUrl></regulation>
<regulation regulationType="amendment" publicationDate="2022-04-21" entryIntoForceDate="2022-04-21" numberTitle="2022/658 (OJ L120)" programme="UKR" logicalId="2"/>
<regulation regulationType="amendment" publicationDate="2002-05-29" entryIntoForceDate="2002-05-30" numberTitle="881/2002 (OJ L139)" programme="TAQA" logicalId="3"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Anton" middleName="" lastName="Probe" wholeName="Anton Probe" nameLanguage="" strong="true" logicalId="17"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Антон Проб" nameLanguage="RU" strong="true" logicalId="18"/>
<nameAlias firstName="" lastName="" wholeName="Toni" strong="false" logicalId="19"/>
<nameAlias firstName="Antoine" lastName="Probe" wholeName="" strong="true" logicalId="20"/>
<citizenship countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="1"/>
<birthdate circa="false" calendarType="GREGORIAN" city="Goma" birthdate="1961-04-02" dayOfMonth="2" monthOfYear="4" year="1961" countryIso2Code="CD" countryDescription="CONGO, Democratic Republic of"/>
<birthdate circa="true" calendarType="GREGORIAN" year="1965" countryIso2Code="00" countryDescription="UNKNOWN"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1970" yearRangeTo="1971" countryIso2Code="00" countryDescription="UNKNOWN"/>
<birthdate circa="false" calendarType="ISLAMIC" year="1380" countryIso2Code="00" countryDescription="UNKNOWN"/>
<identification number="A123" latinNumber="A123" identificationTypeCode="passport" countryIso2Code="RU" knownFalse="false"/>
<identification number="F999" identificationTypeCode="passport" countryIso2Code="RU" knownFalse="true"/>
<address street="Street 1" city="Moscow" zipCode="101000" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
<address street="" city="" zipCode="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
</sanctionEntity>"""
FIRM = """
<sanctionEntity designationDate="2023-06-23" euReferenceNumber="EU.9.2" logicalId="14">
<regulation publicationDate="2024-01-01" entryIntoForceDate="2024-01-02" numberTitle="2024/1 (OJ L)" programme="XXX" logicalId="1"/>
<subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Probe Works JSC" strong="true"/>
<identification number="7707083893" identificationTypeCode="fiscalcode" countryIso2Code="RU"/>
<address street="" poBox="77" city="Volgograd" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/></sanctionEntity>"""


def _source(*entities: str, end: str = "</export>\n") -> Source:
    return Source.of({"full.xml": (HEAD + "".join(entities) + end).encode()})


def _read(source: Source) -> list[ListRecord]:
    records = list(eu_fsf.READER.read(source, list_id="eu-fsf"))
    assert all(isinstance(record, ListRecord) for record in records), records
    return records  # type: ignore[return-value]  # asserted above


def test_every_name_is_kept_as_printed_and_weak_ones_are_weak() -> None:
    (person,) = _read(_source(PERSON))
    assert {n.text: n.kind for n in person.entity.names} == {
        "Anton Probe": NameKind.primary, "Антон Проб": NameKind.strong, "Toni": NameKind.weak, "Antoine Probe": NameKind.strong,
    }  # fmt: skip
    assert person.entity.kind is Kind.person


def test_identity_is_understood_and_a_document_known_to_be_false_is_left_out() -> None:
    (person, firm) = _read(_source(PERSON, FIRM))
    assert person.entity.birth_dates == ("1961-04-02", "1964", "1965", "1966", "1970", "1971")
    assert {(i.scheme, i.value) for i in person.entity.identifiers} == {("passport", "A123"), ("un", "QDi.900")}
    assert person.warnings == ("date of birth in another calendar: left out",)
    assert [a.text for a in person.entity.addresses] == ["Street 1, 101000 Moscow, Russian Federation"]
    assert [(i.scheme, i.valid) for i in firm.entity.identifiers] == [("inn", True)]
    assert [a.text for a in firm.entity.addresses] == ["PO Box 77, Volgograd, Russian Federation"]
    assert firm.entity.countries == ("RU",)


def test_there_is_one_freeze_for_each_programme_since_the_first_of_its_acts() -> None:
    (person, firm) = _read(_source(PERSON, FIRM))
    assert [(each.listing_id, each.effect, each.act, each.valid_from) for each in person.listings] == [
        ("eu-fsf:13:UKR", "asset_freeze", "Reg. (EU) No 269/2014", "2014-03-17"),
        ("eu-fsf:13:TAQA", "asset_freeze", "Reg. (EC) No 881/2002", "2002-05-30"),
    ]
    assert person.listings[0].citation == "Reg. (EU) No 269/2014; last 2022/658 (OJ L120); EU.9.1"
    (freeze,) = firm.listings
    assert (freeze.act, freeze.valid_from) == ("2024/1 (OJ L)", "2023-06-23")


def test_the_day_of_generation_is_the_day_of_publication() -> None:
    assert eu_fsf.READER.published(_source(PERSON)) == "2026-11-18"


def test_what_has_no_name_or_number_is_refused_and_the_rest_is_read() -> None:
    found = list(
        eu_fsf.READER.read(_source('<sanctionEntity logicalId="1"/>', '<sanctionEntity><nameAlias wholeName="A"/></sanctionEntity>', FIRM), list_id="eu")
    )
    assert [type(each) for each in found] == [Refusal, Refusal, ListRecord]


@pytest.mark.parametrize("data", [_source(PERSON, end=""), _source(PERSON[:-20], end=""), Source.of({"a.xml": b"<sdnList/>"})])
def test_a_cut_or_foreign_file_is_refused(data: Source) -> None:
    with pytest.raises(Refused):
        list(eu_fsf.READER.read(data, list_id="eu"))
