"""Does the UN reader understand the UN's XML with its traps, and refuse what cannot be relied on?"""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import Refused
from enduse.lists import un
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal

HEAD = '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>'
TAIL = "</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"


def _person(inner: str = "", *, kind: str = "DRC", number: str = "CDi.900", comment: str = "") -> str:
    return (
        f"<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ANTON</FIRST_NAME><SECOND_NAME>PROBE</SECOND_NAME><UN_LIST_TYPE>{kind}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{number}</REFERENCE_NUMBER><LISTED_ON>2012-12-31-05:00</LISTED_ON><COMMENTS1>{comment}</COMMENTS1>{inner}</INDIVIDUAL>"
    )


def _one(xml: str) -> ListRecord:
    (record,) = un.parse(io.BytesIO((HEAD + xml + TAIL).encode()), list_id="un", file="un.xml")
    assert isinstance(record, ListRecord)
    return record


def test_a_person_with_everything() -> None:
    record = _one(
        _person(
            "<NAME_ORIGINAL_SCRIPT>Антон Пробе</NAME_ORIGINAL_SCRIPT>"
            "<NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>"
            "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Toni Probe; Tony Probe</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Tester</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ADDRESS><STREET>Main 1</STREET><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_ADDRESS>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-03-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1966</YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1980 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"
            "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Libyan passport No. 513519 (Expired)</NUMBER>"
            "<ISSUING_COUNTRY>Libya</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>"
        )
    )
    entity, (listing,) = record.entity, record.listings
    kinds = {name.text: name.kind for name in entity.names}
    assert kinds == {
        "ANTON PROBE": NameKind.primary,
        "Антон Пробе": NameKind.primary,
        "Toni Probe; Tony Probe": NameKind.strong,
        "Toni Probe": NameKind.strong,
        "Tony Probe": NameKind.strong,
        "The Tester": NameKind.weak,
    }
    assert entity.kind is Kind.person
    assert entity.countries == ("CD",)
    assert entity.birth_dates == ("1965", "1966", "1967", "1971-03-02", "1973", "1974", "1980-11")
    assert entity.birth_places == ("Goma, Rwanda",)
    assert [(a.text, a.country, a.city) for a in entity.addresses] == [("Main 1, Goma, Rwanda", "RW", "Goma")]
    assert [(i.scheme, i.value, i.country) for i in entity.identifiers if i.scheme != "un"] == [("passport", "513519", "LY")]
    assert (listing.listing_id, listing.effect, listing.regime, listing.valid_from) == ("un:CDi.900", "asset_freeze", "UN", "2012-12-31")


def test_gb_is_guinea_bissau_and_a_travel_ban() -> None:
    (listing,) = _one(_person(kind="GB", number="GBi.900")).listings
    assert (listing.effect, listing.programme) == ("travel_ban", "Guinea-Bissau")


@pytest.mark.parametrize(
    ("comment", "effect"),
    [
        ("Listed pursuant to paragraph 15 of resolution 1970 (Travel\nBan).", "travel_ban"),
        ("Listed pursuant to paragraphs 15 and 17 of resolution 1970 (Travel Ban,\nAsset Freeze)", "asset_freeze"),
        ("Listed pursuant to paragraph 15 of resolution 1970 (Travel Ban). Listed pursuant to paragraph 17 of resolution 1970 (Asset Freeze).", "asset_freeze"),
        ("Listed pursuant to paragraph 17 of resolution 1970 (\nAsset Freeze)", "asset_freeze"),
        ("", "asset_freeze"),
    ],
)
def test_libya_lists_some_for_a_travel_ban_alone(comment: str, effect: str) -> None:
    (listing,) = _one(_person(kind="Libya", number="LYi.900", comment=comment)).listings
    assert listing.effect == effect


def test_an_unknown_list_type_is_taken_as_a_freeze_and_said() -> None:
    record = _one(_person(kind="Atlantis"))
    assert record.listings[0].effect == "asset_freeze"
    assert "Atlantis" in record.warnings[0]


def test_company_numbers_in_the_comment_are_identifiers() -> None:
    xml = (
        "<ENTITY><FIRST_NAME>PROBE SHIPPING CO (PSC)</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.900</REFERENCE_NUMBER>"
        "<COMMENTS1>SWIFT/BIC: DCBKKPPY. Company IMO number: 5342883.</COMMENTS1>"
        "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD PROBE</ALIAS_NAME></ENTITY_ALIAS>"
        "<ENTITY_ADDRESS><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS></ENTITY>"
    )
    entity = _one(xml).entity
    assert {(i.scheme, i.value) for i in entity.identifiers} >= {("bic", "DCBKKPPY"), ("imo_company", "5342883")}
    assert entity.countries == ("KP",)
    assert {name.text: name.kind for name in entity.names}["OLD PROBE"] is NameKind.former


def test_a_record_without_a_name_is_refused_alone() -> None:
    records = list(
        un.parse(io.BytesIO((HEAD + "<INDIVIDUAL><REFERENCE_NUMBER>X</REFERENCE_NUMBER></INDIVIDUAL>" + _person() + TAIL).encode()), list_id="un", file="f")
    )
    assert isinstance(records[0], Refusal)
    assert isinstance(records[1], ListRecord)


@pytest.mark.parametrize("cut", [0, 20, 200, -1, -30])
def test_a_file_that_ends_early_is_refused_as_a_whole(cut: int) -> None:
    data = (HEAD + _person() + TAIL).encode()
    with pytest.raises(Refused, match=r"download it again|not <CONSOLIDATED_LIST>"):
        list(un.parse(io.BytesIO(data[:cut]), list_id="un", file="f"))


def test_another_xml_and_a_document_type_are_refused() -> None:
    with pytest.raises(Refused, match="CONSOLIDATED_LIST"):
        list(un.parse(io.BytesIO(b"<sdnList/>"), list_id="un", file="f"))
    hostile = '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + "<CONSOLIDATED_LIST><FIRST_NAME>&x;</FIRST_NAME></CONSOLIDATED_LIST>"
    with pytest.raises(Refused, match="document type"):
        list(un.parse(io.BytesIO(hostile.encode()), list_id="un", file="f"))


def test_the_publishers_date_is_read_from_the_root() -> None:
    assert un.published(Source.of({"un.xml": (HEAD + TAIL).encode()})) == "2026-02-27"


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=400))
def test_any_bytes_are_records_or_refused(data: bytes) -> None:
    for content in (data, HEAD.encode() + data + TAIL.encode()):
        with contextlib.suppress(Refused):
            list(un.READER.read(Source.of({"un.xml": content}), list_id="un"))


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&>"), max_size=60), st.sampled_from(
    ["FIRST_NAME", "REFERENCE_NUMBER", "LISTED_ON", "COMMENTS1", "UN_LIST_TYPE"]
))  # fmt: skip
def test_any_text_in_any_field_stays_one_record(text: str, tag: str) -> None:
    xml = _person(f"<{tag}>{text}</{tag}>").replace(f"<{tag}>", f"<{tag}>{text}", 1)
    assert len(list(un.parse(io.BytesIO((HEAD + xml + TAIL).encode()), list_id="un", file="f"))) == 1
