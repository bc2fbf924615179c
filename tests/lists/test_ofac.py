"""Does the OFAC reader understand the CSV sets with their traps, and lose nothing in silence?"""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import Refused
from enduse.lists import ofac
from enduse.lists.ofac_programmes import DIRECTIVES, NOT_BLOCKING, directives, measures, programmes
from enduse.lists.ofac_remarks import CUT_AT, identify, joined, understand
from enduse.lists.source import Source
from enduse.model.effects import Effect
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal

E = "-0- "
EOF = "\x1a"


def _row(number: int, name: str, kind: str = E, programme: str = "SDGT", remarks: str = E, *, vessel: str = f"{E},{E},{E},{E},{E},{E}", title: str = E) -> str:
    return f'{number},"{name}",{kind},"{programme}",{title},{vessel},"{remarks}"\r\n'


def _set(primary: str, alt: str = "", add: str = "", comments: str | None = None, *, prefix: str = "") -> Source:
    names = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv") if not prefix else ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv")
    files = {name: (text + EOF).encode() for name, text in zip(names, (primary, alt, add), strict=False)}
    if comments is not None:
        files[names[3]] = (comments + EOF).encode()
    return Source.of(files)


def _read(source: Source) -> list[ListRecord]:
    records = list(ofac.READER.read(source, list_id="ofac"))
    assert all(isinstance(record, ListRecord) for record in records), records
    return records  # type: ignore[return-value]  # asserted above


def test_a_person_is_found_as_printed_and_in_natural_order_with_aliases_of_the_remarks() -> None:
    (record,) = _read(
        _set(
            _row(
                7,
                "PROBE, Anton",
                '"individual"',
                "SDGT] [IRGC",
                "DOB 15 Jan 1955; POB Goma; nationality Iran; Passport A123 (Iran) expires 15 Jan 2011; a.k.a. 'TONI'; Gender Male.",
                title='"Minister"',
            ),
            '7,1,"aka","TEST, Anton",-0- \r\n7,2,"fka","OLD, Anton",-0- \r\n',
            '7,1,"Street 1","Tehran","Iran",-0- \r\n7,2,-0- ,-0- ,-0- ,-0- \r\n',
        )
    )
    entity = record.entity
    assert {name.text: name.kind for name in entity.names} == {
        "PROBE, Anton": NameKind.primary,
        "Anton PROBE": NameKind.primary,
        "TEST, Anton": NameKind.strong,
        "Anton TEST": NameKind.strong,
        "OLD, Anton": NameKind.former,
        "Anton OLD": NameKind.former,
        "TONI": NameKind.weak,
    }
    assert (entity.kind, entity.countries, entity.birth_dates, entity.birth_places) == (Kind.person, ("IR",), ("1955-01-15",), ("Goma",))
    assert [a.text for a in entity.addresses] == ["Street 1, Tehran, Iran"]
    assert ("passport", "A123", "IR") in {(i.scheme, i.value, i.country) for i in entity.identifiers}
    assert [(each.listing_id, each.effect, each.programme) for each in record.listings] == [
        ("ofac:7:SDGT", "asset_freeze", "SDGT"),
        ("ofac:7:IRGC", "asset_freeze", "IRGC"),
    ]
    assert record.listings[0].valid_from is None
    assert record.listings[0].note == "Minister"


def test_a_vessel_carries_its_number_call_sign_and_flag() -> None:
    vessel = f'"ABC12","Crude Oil Tanker",{E},{E},"Iran","NITC"'
    (record,) = _read(_set(_row(8, "PROBE STAR", '"vessel"', "IRAN", "Vessel Registration Identification IMO 9187629; MMSI 572469210.", vessel=vessel)))
    assert {(i.scheme, i.value) for i in record.entity.identifiers} == {("imo", "9187629"), ("mmsi", "572469210"), ("callsign", "ABC12"), ("ofac", "8")}
    assert (record.entity.kind, record.entity.countries) == (Kind.vessel, ("IR",))
    assert record.listings[0].note == "vessel type Crude Oil Tanker; vessel owner NITC"


@pytest.mark.parametrize(
    ("phrase", "scheme", "value"),
    [
        ("Passport 304555 (Egypt)", "passport", "304555"),
        ("Cedula No. 6068015 (Colombia)", "national_id", "6068015"),
        ("Tax ID No. 7702070139 (Russia)", "inn", "7702070139"),
        ("Registration ID 1027739609391 (Russia)", "ogrn", "1027739609391"),
        ("Government Gazette Number 00032520 (Russia)", "okpo", "00032520"),
        ("Government Gazette Number 175392527 (Bulgaria)", "registration", "175392527"),
        ("Legal Entity Number 253400V1H6ART1UQ0N98", "lei", "253400V1H6ART1UQ0N98"),
        ("Legal Entity Number 851683897 (Netherlands)", "registration", "851683897"),
        ("SWIFT/BIC VTBRRUMM", "bic", "VTBRRUMM"),
        ("Identification Number IMO 5342883.", "imo_company", "5342883"),
        ("Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "crypto", "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"),
        ("Aircraft Tail Number N200VR", "aircraft_tail", "N200VR"),
        ("Unified Social Credit Code (USCC) 9111000071093019X7 (China)", "uscc", "9111000071093019X7"),
    ],
)
def test_identifiers_in_the_remarks(phrase: str, scheme: str, value: str) -> None:
    found = identify(phrase)
    assert found is not None
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    "phrase", ["Gender Male", "Passport", "President since 1979", "License 2377", "Linked To: PROBE 123", "Chinese Commercial Code 1728 4320"]
)
def test_what_is_no_identifier_is_not_made_one(phrase: str) -> None:
    assert identify(phrase) is None


def test_remarks_go_on_in_the_comments_in_the_middle_of_a_word() -> None:
    tail = "; Registration Numbe"
    start = "y" * (CUT_AT - len(tail)) + tail
    (record,) = _read(_set(_row(9, "PROBE OAO", remarks=start), comments="9,\"r 1027700342890 (Russia); a.k.a. 'PRB'.\"\r\n"))
    assert ("ogrn", "1027700342890") in {(i.scheme, i.value) for i in record.entity.identifiers}
    assert "PRB" in {name.text for name in record.entity.names}
    assert record.warnings == ()


def test_remarks_cut_without_comments_lose_only_the_last_phrase_and_say_so() -> None:
    remarks = "a.k.a. 'ONE'; a.k.a. 'TWOOO".ljust(CUT_AT, "O")
    assert joined(remarks, None) == ("a.k.a. 'ONE'", True)
    (record,) = _read(_set(_row(9, "PROBE", remarks=remarks)))
    assert {name.text for name in record.entity.names} == {"PROBE", "ONE"}
    assert "remarks cut short" in record.warnings[0]


def test_programmes_are_told_apart_however_they_are_joined() -> None:
    assert programmes("UKRAINE-EO13662] [RUSSIA-EO14024") == programmes("[UKRAINE-EO13662]; [RUSSIA-EO14024]") == ("UKRAINE-EO13662", "RUSSIA-EO14024")


def test_directives_are_read_out_of_each_wording() -> None:
    text = (
        "Executive Order 13662 Directive Determination - Subject to Directive 1; Executive Order 14024 Directive Information Subject to Directive 3 - All "
        "transactions; Effective Date (EO 14024 Directive 2): 26 Mar 2022; Executive Order 14024 Directive Information - Subject to Directive 1a"
    )
    assert directives(text) == (("13662", "1"), ("14024", "3"), ("14024", "2"), ("14024", "1A"))


def _effects(codes: str, remarks: str = "", *, blocked: bool) -> set[tuple[str, str]]:
    return {(m.key, m.effect) for m in measures(programmes(codes), remarks, blocked_list=blocked)[0]}


def test_a_hit_on_the_non_sdn_list_is_not_a_freeze() -> None:
    subject = "Executive Order 13662 Directive Determination - Subject to Directive "
    assert _effects("UKRAINE-EO13662", subject + "1", blocked=False) == {("UKRAINE-EO13662:D1", "capital_market")}
    assert _effects("UKRAINE-EO13662", subject + "4", blocked=False) == {("UKRAINE-EO13662:D4", "transaction_ban")}
    assert _effects("RUSSIA-EO14024", "Effective Date (EO 14024 Directive 2): x", blocked=False) == {("RUSSIA-EO14024:D2", "correspondent_account")}
    assert _effects("CMIC-EO13959", blocked=False) == {("CMIC-EO13959", "capital_market")}
    assert _effects("561-Related", blocked=False) == {("561-Related", "correspondent_account")}
    assert _effects("NS-PLC", blocked=False) == {("NS-PLC", "transaction_ban")}
    menu = (
        "CAATSA Section 235 Information: EXPORT SANCTIONS Sec. 235(a)(2); alt. CAATSA Section 235 Information: LOANS FROM UNITED STATES FINANCIAL INSTITUTIONS."
    )
    assert _effects("CAATSA - RUSSIA", menu, blocked=False) == {("CAATSA - RUSSIA", "capital_market"), ("CAATSA - RUSSIA:export", "licence_needed")}


def test_a_blocking_programme_printed_on_the_non_sdn_list_means_the_party_is_an_sdn_too() -> None:
    assert ("SDGT", "asset_freeze") in _effects("SDGT] [NS-PLC", blocked=False)


def test_a_directive_beside_a_blocking_is_both_and_begins_on_its_effective_date() -> None:
    remarks = "alt. Secondary sanctions risk: See Section 11 of Executive Order 14024.; Effective Date (EO 14024 Directive 3): 26 Mar 2022"
    found, _ = measures(("RUSSIA-EO14024",), remarks, blocked_list=False)
    assert {(m.effect, m.since) for m in found} == {("capital_market", "2022-03-26"), ("asset_freeze", None)}
    (securities,), _ = measures(("CMIC-EO13959",), "Listing Date (CMIC) 03 Jun 2021; Effective Date (CMIC) 02 Aug 2021", blocked_list=False)
    assert securities.since == "2021-08-02"


def test_everyone_on_the_sdn_list_is_frozen_by_something() -> None:
    remarks = "Executive Order 13662 Directive Determination - Subject to Directive 1; Effective Date (EO 14024 Directive 2): x"
    found = _effects("UKRAINE-EO13662] [RUSSIA-EO14024", remarks, blocked=True)
    assert ("RUSSIA-EO14024", "asset_freeze") in found
    assert ("UKRAINE-EO13662:D1", "capital_market") in found
    assert _effects("NS-PLC", blocked=True) == {("NS-PLC", "transaction_ban"), ("SDN", "asset_freeze")}


def test_every_effect_of_the_tables_is_in_the_vocabulary() -> None:
    assert {effect for effect, _ in (*NOT_BLOCKING.values(), *DIRECTIVES.values())} <= set(Effect)


def test_an_alias_or_address_without_a_primary_row_is_refused_one_by_one() -> None:
    records = list(ofac.READER.read(_set(_row(7, "PROBE"), '7,1,"aka","A",-0- \r\n9,2,"aka","B",-0- \r\n', '9,1,-0- ,-0- ,"Iran",-0- \r\n'), list_id="o"))
    assert isinstance(records[0], ListRecord)
    assert [(r.where, r.reason) for r in records[1:] if isinstance(r, Refusal)] == [
        ("alt.csv:2", "alias without a primary row"),
        ("add.csv:1", "address without a primary row"),
    ]


def test_a_header_row_and_the_end_mark_with_commas_are_no_records() -> None:
    header = "ID,Name,Type,Country,Title,Col_F,Col_G,Col_H,Col_I,Col_J,Col_K,Details\n"
    source = Source.of({
        "sdn.csv": (header + _row(7, "PROBE, Anton", "individual", "CUBA") + EOF + ",,,,,,,,,,,").encode(),
        "sdn_address.csv": f"ID,Col_B,Address,City,Country,\n7,1,-0- ,Havana,Cuba,-0- \n{EOF},,,,,".encode(),
        "add.csv": b'7,1,-0- ,"Havana","Cuba",-0- \r\n7,2,-0- ,-0- ,"Panama",-0- \r\n\x1a',
        "alt.csv": EOF.encode(),
    })  # fmt: skip
    (record,) = _read(source)
    assert [a.text for a in record.entity.addresses] == ["Havana, Cuba", "Panama"]
    assert record.listings[0].programme == "CUBA"


def test_a_repeated_number_a_short_row_and_a_broken_quote_are_refused_alone() -> None:
    text = _row(7, "PROBE") + _row(7, "OTHER") + "8,short\r\n" + '9,"bro"ken",x\r\n' + _row(10, "LAST")
    records = list(ofac.READER.read(_set(text), list_id="o"))
    assert [type(r).__name__ for r in records] == ["ListRecord", "Refusal", "Refusal", "Refusal", "ListRecord"]


@pytest.mark.parametrize("keep", [-3, -20, -60])
def test_a_cut_file_is_refused_as_a_whole(keep: int) -> None:
    text = (_row(7, "PROBE") + _row(8, "OTHER", remarks="DOB 15 Jan 1955; POB Goma; nationality Iran."))[:keep]
    source = Source.of({"sdn.csv": text.encode(), "alt.csv": b"\x1a", "add.csv": b"\x1a"})
    with pytest.raises(Refused, match="cut"):
        list(ofac.READER.read(source, list_id="o"))


def test_a_set_without_its_aliases_or_without_any_list_is_refused() -> None:
    with pytest.raises(Refused, match=r"without alt\.csv"):
        list(ofac.READER.read(Source.of({"sdn.csv": _row(7, "P").encode(), "add.csv": b""}), list_id="o"))
    with pytest.raises(Refused, match="holds neither"):
        list(ofac.READER.read(Source.of({"x.csv": b""}), list_id="o"))


def test_both_lists_in_one_directory_are_both_read() -> None:
    both = {**{n: _set(_row(7, "PROBE")).read(n) for n in ("sdn.csv", "alt.csv", "add.csv")}}
    other = _set(_row(8, "SECTORAL", programme="CMIC-EO13959"), prefix="cons")
    both |= {name: other.read(name) for name in other.names()}
    assert {record.listings[0].act for record in _read(Source.of(both))} == {"OFAC SDN List", "OFAC Consolidated Non-SDN List"}


def test_a_file_in_windows_1252_is_still_read() -> None:
    source = _set(_row(7, "PEÑA PROBE"))
    files = {name: source.read(name) for name in source.names()}
    files["sdn.csv"] = (_row(7, "PEÑA PROBE") + EOF).encode("cp1252")
    (record,) = _read(Source.of(files))
    assert record.entity.names[0].text == "PEÑA PROBE"


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=300), st.sampled_from(["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]))
def test_any_bytes_are_records_or_refused(data: bytes, name: str) -> None:
    good = _set(_row(7, "PROBE"), comments="")
    files = {each: good.read(each) for each in good.names()} | {name: data}
    with contextlib.suppress(Refused):
        list(ofac.READER.read(Source.of(files), list_id="o"))


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=300))
def test_any_remarks_are_understood_or_passed_over(text: str) -> None:
    assert all(name.text for name in understand(text).aliases)
