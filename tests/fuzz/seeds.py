"""What do the files look like that a fuzzer starts from? All of them made here, of parties that do not exist; real lists may be added at run time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

FILE_MARK: Final = b"\n====8<==== "
"""Several files in one input: `mark name newline bytes`, as often as needed."""


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Several files as one input."""
    return b"".join(FILE_MARK + name.encode() + b"\n" + data for name, data in files.items())


def unbundle(data: bytes, name: str) -> dict[str, bytes]:
    """The files of an input; one without a mark is a single file of that name."""
    if FILE_MARK not in data:
        return {name: data}
    files: dict[str, bytes] = {}
    for part in data.split(FILE_MARK)[1:]:
        head, _, body = part.partition(b"\n")
        files[head.decode("utf-8", "replace")] = body
    return files


def rows(header: Sequence[str], *cells: Mapping[str, str], delimiter: str = ",", first: str = "") -> bytes:
    """A table with these columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(cells)
    return (first + out.getvalue()).encode()


UN: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ANTON</FIRST_NAME>'
    "<SECOND_NAME>PROBE</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.900</REFERENCE_NUMBER><LISTED_ON>2012-12-31-05:00</LISTED_ON><COMMENTS1>Also known.</COMMENTS1>"
    "<NAME_ORIGINAL_SCRIPT>Антон Пробе</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Toni Probe; Tony Probe</ALIAS_NAME>"
    "</INDIVIDUAL_ALIAS><INDIVIDUAL_ADDRESS><STREET>Main 1</STREET><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_ADDRESS><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>"
    "<FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-03-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>passport No. 513519 (Expired)</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID>"
    "<FIRST_NAME>PROBE TRADING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.900</REFERENCE_NUMBER><LISTED_ON>2016-01-01</LISTED_ON><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY>"
    "<ALIAS_NAME>PT Co</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"
).encode()
OFAC_XML: Final = (
    b'<?xml version="1.0"?><sdnList xmlns="http://x/sdn"><publshInformation><Publish_Date>11/19/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation><sdnEntry><uid>1</uid><lastName>PROBE ONE</lastName>'
    b"<sdnType>Entity</sdnType><programList><program>SDGT</program><program>RUSSIA-EO14024</program></programList><akaList><aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>P1</lastName></aka></akaList>"
    b"<addressList><address><uid>4</uid><address1>Street 1</address1><city>Moscow</city><country>Russia</country></address></addressList><idList><id><uid>5</uid><idType>Tax ID No.</idType><idNumber>7707083893</idNumber>"
    b"<idCountry>Russia</idCountry></id></idList><remarks>(Linked To: PROBE TWO)</remarks></sdnEntry><sdnEntry><uid>2</uid><firstName>Anton</firstName><lastName>PROBE</lastName><sdnType>Individual</sdnType><programList>"
    b"<program>SDGT</program></programList><dateOfBirthList><dateOfBirthItem><uid>9</uid><dateOfBirth>15 Jan 1955</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList><vesselInfo><vesselFlag>Panama"
    b"</vesselFlag></vesselInfo></sdnEntry></sdnList>"
)
OFAC_ENHANCED: Final = (
    b"<sanctionsData><publicationInfo><dataAsOf>2026-11-18T10:00:00Z</dataAsOf></publicationInfo><entities><entity id='1'><generalInfo><entityType>Entity</entityType></generalInfo><sanctionsPrograms><sanctionsProgram>SDGT"
    b"</sanctionsProgram></sanctionsPrograms><sanctionsTypes><sanctionsType datePublished='2020-01-01'>Block</sanctionsType></sanctionsTypes><names><name id='2'><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality>"
    b"<translations><translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>PROBE</formattedFullName></translation></translations></name></names><addresses><address><country>Russia</country><translations>"
    b"<translation><addressParts><addressPart><type>CITY</type><value>Moscow</value></addressPart></addressParts></translation></translations></address></addresses><features><feature><type>Birthdate</type><value>1961</value>"
    b"</feature></features><identityDocuments><identityDocument><type>Passport</type><documentNumber>A1</documentNumber><issuingCountry>Russia</issuingCountry></identityDocument></identityDocuments></entity></entities></sanctionsData>"
)
EU_FSF: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<export xmlns="http://x/fsd/export" generationDate="2026-11-18T10:20:30.000+01:00" globalFileId="1"><sanctionEntity designationDate="" unitedNationId="QDi.900" euReferenceNumber="EU.9.1" logicalId="13">'
    '<remark>First remark</remark><regulation regulationType="regulation" publicationDate="2014-03-17" entryIntoForceDate="2014-03-17" numberTitle="269/2014 (OJ L78)" programme="UKR" logicalId="1"/><subjectType code="person" classificationCode="P"/>'
    '<nameAlias firstName="Anton" lastName="Probe" wholeName="Anton Probe" strong="true" logicalId="17"/><nameAlias wholeName="Антон Проб" nameLanguage="RU" strong="true"/><nameAlias wholeName="Toni" strong="false"/>'
    '<citizenship countryIso2Code="RU"/><birthdate circa="false" calendarType="GREGORIAN" city="Goma" birthdate="1961-04-02" dayOfMonth="2" monthOfYear="4" year="1961" countryIso2Code="CD"/><birthdate yearRangeFrom="1970" yearRangeTo="1971"/>'
    '<identification number="A123" identificationTypeCode="passport" countryIso2Code="RU" knownFalse="false"/><address street="Street 1" city="Moscow" zipCode="101000" countryIso2Code="RU"/></sanctionEntity><sanctionEntity logicalId="14">'
    '<subjectType code="enterprise"/><nameAlias wholeName="Probe Works JSC" strong="true"/></sanctionEntity></export>'
).encode()
UK_XML: Final = (
    '<?xml version="1.0" encoding="utf-8"?><Designations><DateGenerated>18/11/2026</DateGenerated><Designation><LastUpdated>01/02/2024</LastUpdated><DateDesignated>15/03/2022</DateDesignated><UniqueID>RUS9001</UniqueID><Names><Name><Name1>Anton</Name1>'
    "<Name6>PROBE</Name6><NameType>Primary Name</NameType></Name></Names><NonLatinNames><NonLatinName><NameNonLatinScript>Антон ПРОБ</NameNonLatinScript></NonLatinName></NonLatinNames><RegimeName>The Russia Regulations 2019</RegimeName>"
    "<IndividualEntityShip>Individual</IndividualEntityShip><SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><Addresses><Address><AddressLine1>Street 1</AddressLine1><AddressCountry>Russia</AddressCountry></Address></Addresses>"
    "<IndividualDetails><Individual><DOBs><DOB>02/04/1961</DOB><DOB>dd/mm/1962</DOB></DOBs></Individual></IndividualDetails></Designation><Designation><UniqueID>RUS9002</UniqueID><Names><Name><Name6>SEVERNY PROBE</Name6><NameType>Primary Name"
    "</NameType></Name></Names><RegimeName>R</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip><SanctionsImposedIndicators><ProhibitionOfPortEntry>true</ProhibitionOfPortEntry></SanctionsImposedIndicators><ShipDetails><Ship><IMONumbers>"
    "<IMONumber>9074729</IMONumber></IMONumbers></Ship></ShipDetails></Designation></Designations>"
).encode()
UK_CSV: Final = rows(
    (
        "Last Updated", "Unique ID", "OFSI Group ID", "Name 6", "Name 1", "Name type", "Alias strength", "Name non-latin script", "Regime Name", "Designation Type", "Sanctions Imposed", "Other Information", "Address Line 1",
        "Address Country", "Date Designated", "D.O.B", "Nationality(/ies)", "Passport number", "IMO number",
    ),
    {"Unique ID": "RUS9001", "Name 6": "PROBE", "Name 1": "Anton", "Name type": "Primary Name", "Regime Name": "Russia", "Designation Type": "Individual", "Sanctions Imposed": "Asset freeze|Travel Ban", "D.O.B": "02/04/1961", "Date Designated": "15/03/2022"},
    {"Unique ID": "RUS9001", "Name 6": "PROBA", "Name type": "Alias", "Regime Name": "Russia", "Designation Type": "Individual", "Sanctions Imposed": "Asset freeze", "Address Line 1": "Street 1", "Address Country": "Russia"},
    {"Unique ID": "RUS9002", "Name 6": "SEVERNY PROBE", "Name type": "Primary Name", "Regime Name": "Russia", "Designation Type": "Ship", "Sanctions Imposed": "Prohibition of port entry", "IMO number": "9074729"},
    first="Report Date: 18-Nov-2026\n",
)  # fmt: skip
OFSI_CSV: Final = rows(
    ("Name 6", "Name 1", "Name Non-Latin Script", "DOB", "Nationality", "Passport Number", "Address 1", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On", "Last Updated", "Group ID"),
    {"Name 6": "PROBE", "Name 1": "Anton", "Group Type": "Individual", "Alias Type": "Primary name", "Regime": "Russia", "Listed On": "15/03/2022", "Group ID": "19001", "DOB": "00/00/1961"},
    {"Name 6": "PROBE WORKS", "Group Type": "Entity", "Alias Type": "AKA", "Alias Quality": "Low quality", "Regime": "Russia", "Group ID": "19002"},
    first="Last Updated,18/11/2026\n",
)  # fmt: skip
_E: Final = "-0- "
OFAC_CSV: Final = bundle({
    "sdn.csv": (
        f'7,"PROBE, Anton","individual","SDGT] [IRGC","Minister",{",".join([_E] * 6)},"DOB 15 Jan 1955; POB Goma; nationality Iran; Passport A123 (Iran) expires 15 Jan 2011; a.k.a. \'TONI\'; Gender Male."\r\n'
        f'8,"PROBE WORKS",{_E},"UKRAINE-EO13662",{_E},{",".join([_E] * 6)},"Tax ID No. 7707083893 (Russia); For more information on directives, see; Directive 1."\r\n'
        f'9,"SEVERNY PROBE","vessel","SDGT",{_E},"UBC1","Crude Oil Tanker","1000","500","Panama","OWNER","IMO 9074729; alt. POB x."\r\n\x1a'
    ).encode(),
    "alt.csv": b'7,1,"aka","TEST, Anton",-0- \r\n8,2,"fka","OLD PROBE",-0- \r\n\x1a',
    "add.csv": b'7,1,"Street 1","Tehran","Iran",-0- \r\n8,2,-0- ,-0- ,-0- ,-0- \r\n\x1a',
})  # fmt: skip


def _ftm(key: str, schema: str, properties: dict[str, Any]) -> str:
    return json.dumps({"id": key, "caption": key, "schema": schema, "properties": properties, "datasets": ["xx_test"], "target": True}) + "\n"


FTM: Final = (
    _ftm("c1", "Company", {"name": ["ООО Проба", "Probe LLC"], "weakAlias": ["PRB"], "topics": ["sanction"], "jurisdiction": ["ru"], "innCode": ["7702070139"], "addressEntity": ["a1"]})
    + _ftm("s1", "Sanction", {"entity": ["c1"], "authority": ["OFAC"], "program": ["RUSSIA-EO14024"], "startDate": ["2022-02-24"], "country": ["us"], "provisions": ["Block"]})
    + _ftm("a1", "Address", {"full": ["Lenina 1, Moscow"], "country": ["ru"]})
    + _ftm("p1", "Person", {"name": ["Anton Probe"], "birthDate": ["1961-04"], "topics": ["role.pep"], "nationality": ["ru"]})
    + _ftm("o1", "Ownership", {"owner": ["p1"], "asset": ["c1"], "percentage": ["50"]})
).encode()  # fmt: skip
SIMPLE: Final = (
    b'"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","dataset","first_seen","last_seen","last_change"\n'
    b'"NK-1","Company","Probe LLC","Proba;""Probe; Sons""","","ru;by","Street 1, Moscow","7702070139;X-17","Asset freeze - RU2022 - 2022-02-24","","","US OFAC SDN","2024-01-01","2024-01-01","2024-01-01"\n'
    b'"NK-2","Person","Anton Probe","","1961-04-02","ru","","","","","","EU FSF","2024-01-01","2024-01-01","2024-01-01"\n'
)
CSL_JSON: Final = json.dumps({"total": 2, "results": [
    {"id": "abc", "source": "Entity List (EL) - Bureau of Industry and Security", "name": "Probe Optics Co., Ltd.", "alt_names": ["PO Works"], "addresses": [{"address": "1 Road", "city": "Shenzhen", "country": "CN"}], "start_date": "2023-02-01", "ids": None},
    {"source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": 77, "type": "Vessel", "programs": ["SDGT", "IRGC"], "name": "SEVERNY PROBE", "ids": [{"type": "Vessel Registration Identification", "number": "IMO 9074729"}]},
]}).encode()  # fmt: skip
CSL_CSV: Final = rows(
    (
        "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
        "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids",
    ),
    {"source": "Entity List (EL) - Bureau of Industry and Security", "name": "Probe Optics", "addresses": "1 Road, Shenzhen, CN", "start_date": "2023-02-01", "alt_names": "PO Works; POW"},
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Anton Probe", "start_date": "2020-01-02", "end_date": "2030-01-02"},
)  # fmt: skip

TRANSACTIONS: Final = rows(
    ("id", "revision", "kind", "ship_date", "consignee_name", "consignee_country", "consignee_address", "consignee_id", "goods_description", "hs_code", "eccn", "value", "currency", "quantity", "unit", "ship_from", "via_1", "ship_to", "mode", "vessel", "imo", "fact:end_use.military", "Bemerkung"),
    {"id": "A-1", "kind": "shipment", "ship_date": "2026-06-01", "consignee_name": "Volgograd Precision Turbine Works", "consignee_country": "RU", "consignee_id": "inn:7707083893", "goods_description": "bearings", "hs_code": "848210", "value": "8400.00", "currency": "EUR", "ship_from": "DEHAM", "ship_to": "KZ"},
    {"id": "A-1", "kind": "shipment", "ship_date": "2026-06-01", "consignee_name": "Volgograd Precision Turbine Works", "consignee_country": "RU", "goods_description": "bolts", "hs_code": "7318.15", "value": "10", "currency": "EUR", "ship_to": "KZ"},
    {"id": "A-2", "revision": "1", "kind": "shipment", "ship_date": "31.12.2025", "consignee_name": "Tallgrass Ridge Tools LLC", "consignee_country": "USA", "quantity": "1.200,5", "unit": "kg", "hs_code": "0901", "ship_to": "USNYC", "mode": "sea", "vessel": "SEVERNY MAYAK", "imo": "9074729", "fact:end_use.military": "no"},
    {"id": "=A-3", "kind": "order", "consignee_name": "Kvarzit Optoelektronika JSC", "consignee_country": "Russland", "eccn": "3A001.a", "value": "-5", "currency": "XXX"},
)  # fmt: skip
NDJSON: Final = b"\n".join(
    json.dumps(each, ensure_ascii=False).encode()
    for each in (
        {"id": "N-1", "kind": "shipment", "ship_date": "2026-06-01", "parties": [{"role": "consignee", "name": "ВПТЗ", "country": "RU", "identifiers": [{"scheme": "inn", "value": "7707083893"}]}], "goods": [{"description": "valve", "hs_code": "848180", "value": "12.50", "currency": "EUR"}], "route": {"ship_from": "DEHAM", "via": ["TRIST"], "ship_to": "KZ", "mode": "sea"}},
        {"id": "N-2", "revision": 1, "kind": "payment", "parties": [{"role": "payer", "name": "Anatoly Gennadyevich ZHURAVSKY", "birth_date": "1961-04-02"}], "payment": {"currency": "USD", "payer_country": "CH"}, "facts": {"end_use.military": True}},
        {"id": "N-3", "kind": "order", "goods": [{"description": "x", "facts": {"goods.dual_use": False}}], "documents": {"end_use_certificate": True}},
    )
)  # fmt: skip
PARTIES: Final = rows(
    ("id", "name", "kind", "country", "address", "birth_date", "identifiers"),
    {"id": "1", "name": "Volgograd Precision Turbine Works", "kind": "organization", "country": "RU", "identifiers": "inn:7707083893; 9074729"},
    {"id": "2", "name": "ZHURAVSKY, Anatoly", "kind": "person", "country": "Russia", "birth_date": "1961-04"},
    {"id": "=3", "name": "Tomorrow Gyroscope", "address": "Unit 1507, 15/F, Wah Ming Tower, 77 Nathan Street, Hong Kong"},
)  # fmt: skip
BODS: Final = b"\n".join(
    json.dumps(each).encode()
    for each in (
        {"statementID": "e1", "statementType": "entityStatement", "name": "Probe Holding", "incorporatedInJurisdiction": {"code": "RU"}, "identifiers": [{"scheme": "RU-INN", "id": "7702070139"}]},
        {"statementID": "e2", "statementType": "entityStatement", "name": "Probe Works"}, {"statementID": "p1", "statementType": "personStatement", "names": [{"fullName": "Anton Probe"}], "birthDate": "1961-04"},
        {"statementID": "o1", "statementType": "ownershipOrControlStatement", "subject": {"describedByEntityStatement": "e2"}, "interestedParty": {"describedByEntityStatement": "e1"}, "interests": [{"type": "shareholding", "share": {"minimum": 50, "maximum": 75.5}, "startDate": "2020-01-02"}]},
        {"statementID": "o2", "replacesStatements": ["o1"], "statementType": "ownershipOrControlStatement", "subject": {"describedByEntityStatement": "e1"}, "interestedParty": {"describedByPersonStatement": "p1"}, "interests": [{"type": "voting-rights", "share": {"exact": 100}}]},
        {"statementId": "r1", "recordType": "relationship", "recordId": "x", "recordDetails": {"subject": "e2", "interestedParty": "p1", "interests": [{"type": "shareholding", "share": {"exclusiveMinimum": 25}}]}},
    )
)  # fmt: skip
OWNERS: Final = rows(
    ("owner_id", "owner_name", "owner_kind", "owner_country", "owned_id", "owned_name", "share", "valid_from", "valid_to"),
    {"owner_id": "1", "owner_name": "Probe Holding", "owner_kind": "organization", "owner_country": "RU", "owned_id": "2", "owned_name": "Probe Works", "share": "50.0001", "valid_from": "2020"},
    {"owner_name": "Anton Probe", "owned_id": "1", "owned_name": "Probe Holding", "share": "25-50 %", "valid_to": "2025-12"},
)  # fmt: skip
INGEST_MAPPING: Final = b"""encoding = "utf-8"
delimiter = ";"
date_order = "dmy"
decimal = ","
ignore = ["Remarks"]

[columns]
"Belegnummer" = "id"
"Empf\xc3\xa4nger" = "consignee_name"
"Zweck" = "fact:end_use.military"

[constants]
kind = "shipment"

[values.mode]
"LKW" = "road"
"""
MAPPED_BOOK: Final = "Belegnummer;Empfänger;Zweck;mode;hs_code\nA1;Probe GmbH;nein;LKW;848210\n".encode()
LIST_MAPPING: Final = b"""format = 1
id = "my-list"
title = "What the desk does not trade with"

[files]
match = ["*.csv"]
delimiter = ","
optional = ["Note"]

[rename]
name = ["Name", "Firm"]

[dates]
order = "dmy"

[table.kinds]
P = "person"
"F*" = "organization"

[[extract]]
column = "Note"
pattern = '(?P<tax>\\d{10})'

[[set]]
when = { Type = "P" }
columns = { kind = "person" }

[[set]]
columns = { kind = "{Type|kinds}" }

[[skip]]
when = { name = "deleted*" }
reason = "deleted"

[[name]]
column = "name"
kind = "primary"
separators = [";"]

[entity]
kind = "{kind}"

[[country]]
column = "Country"

[listing]
id = "{name|key}"
regime = "HOUSE"
authority = "DESK"
act = "House list"
effect = "house_stop"
valid_from = "{Since}"
citation = "House list[, {Note}]"
"""
LIST_MAPPED: Final = b"Name,Type,Country,Since,Note\nProbe Works;Proba,F,RU,1.2.2024,7702070139\nAnton Probe,P,Iran,,\n"
PACK: Final = b"""[pack]
id = "mine"
title = "Rules of the desk"

[[rule]]
id = "mine.turbines"
title = "No turbines to the region"
scope = "tx.kind in ['shipment', 'order']"
condition = '''
  (goods.hs6 in ['841181', '841182'] or goods.on_ccl is not false)
  and destination.countries contains any group:russia_belarus
  and not (goods.value < 12.50) and tx.date is known
'''
outcome = "review"
reason_class = "due_diligence"
regime = ["EU"]
roles = ["exporter"]
unknown = "review"
citation = "House rule 7"
confirmed = "primary"
valid_from = 2024-02-23
show = ["goods.hs6"]

[[rule.example]]
facts = { "goods.hs6" = "841181", "destination.countries" = ["RU"], "tx.kind" = "shipment" }
expect = "true"
"""
CONDITIONS: Final = tuple(
    text.encode()
    for text in (
        "goods.on_ccl and destination.countries contains any group:russia_belarus", "not (tx.kind == 'payment') or party.consignee.listed is unknown", "line.value >= 12.5 and goods.hs6 in ['841181', \"848210\"]",
        "tx.date < 2024-02-23 and destination.countries contains 'RU'", "party.any.country not in group:eu_members", "a == b", "true",
    )
)  # fmt: skip
OPERATOR: Final = b'kind = "exporter"\nseats = ["DE", "France"]\nus_person = false\nregimes = ["EU", "UN"]\nbook = "desk-1"\nactor = "A. Officer"\n'
PUBLISHERS: Final = (
    b'[house]\naddress = "https://lists.example/house.csv"\nreader = "un"\nkind = "xml:CONSOLIDATED_LIST"\nmax_age_days = 3\n\n[un]\nmax_age_days = 9\n'
)
STARTER_ROWS: Final = rows(
    ("id", "kind", "name", "aliases", "weak_aliases", "former_names", "countries", "address", "birth_dates", "identifiers", "effect", "authority", "regime", "act", "annex", "programme", "valid_from", "valid_to", "citation", "note", "checked"),
    {"id": "x:1", "kind": "organization", "name": "Probe Works", "aliases": "Proba", "countries": "RU", "effect": "asset_freeze", "authority": "EU", "regime": "EU", "act": "Reg", "valid_from": "2022-03-15", "citation": "Reg, Annex I", "checked": "x"},
)  # fmt: skip
NAMES: Final = tuple(
    text.encode()
    for text in (
        "Volgograd Precision Turbine Works", "АО «Кварцит Оптоэлектроника»", "Shenlan Guangxue Microdevices Co., Ltd.", "ZHURAVSKY, Anatoly Gennadyevich", "深蓝光学微器件有限公司", "M/V Severny Mayak (ex Probe)", "Al-Probe bin علي",
        "Müller & Söhne GmbH & Co. KG", "Unit 1507, 15/F, Wah Ming Tower, 77 Nathan Street, Kowloon, Hong Kong", "DEHAM", "8482.10.00", "3A001.a.2", "7707083893", "253400V1H6ART1UQ0N98", "Côte d'Ivoire", "1.234,56", "2024-02-29", "kg",
    )
)  # fmt: skip


def workbook(cells: Sequence[Sequence[Any]] | None = None) -> bytes:
    """An Excel workbook, written as a spreadsheet program would."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in cells or [
        ["id", "kind", "consignee_name", "hs_code", "value", "ship_date"],
        ["X-1", "shipment", "Probe GmbH", 848210, 12.5, dt.date(2026, 6, 1)],
        ["X-2", "order", "=1+1", "0901", "=A1", "n/a"],
    ]:
        sheet.append(list(row))
    book.create_sheet("Other").append(["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shared_strings_workbook() -> bytes:
    """A workbook by hand: shared strings, styles, dates, errors, inline strings, sparse references."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets><sheet name="Tx" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Target="http://x/y" TargetMode="External"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {main}><si><t>id</t></si><si><t>consignee_name</t></si><si><r><t>Probe </t></r><r><t>Works</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_b</t></si></sst>",
        "xl/styles.xml": f'<styleSheet {main}><numFmts><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>ship_date</t></is></c><c r="D1" t="str"><v>value</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" s="1"><v>45292</v></c><c r="D2"><f>1+1</f><v>2</v></c></row><row r="9"><c r="A9" t="b"><v>1</v></c><c r="D9" t="e"><v>#REF!</v></c></row></sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def parquet(**columns: Any) -> bytes:
    """A Parquet file with these columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns or {
        "id": ["P-1", "P-2", None], "kind": pa.array(["shipment", "order", "order"]).dictionary_encode(), "value": pa.array([Decimal("1.50"), None, Decimal(2)], pa.decimal128(20, 2)),
        "ship_date": pa.array([dt.date(2026, 6, 1), None, None]), "order_date": pa.array([1, 2, None], pa.timestamp("ns", "UTC")), "quantity": [1.5, float("nan"), 2.0], "consignee_name": pa.array([b"Probe", b"\xff", b""], pa.binary()),
    }), out, compression="none")  # fmt: skip
    return out.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def real(name: str, *, largest: int = 60_000) -> list[bytes]:
    """The beginning of a real list of ../shared/data, where that is at hand: only for long runs, never kept."""
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / name
    return [path.read_bytes()[:largest]] if path.is_file() else []
