"""Does a mapping file turn the rows of a table into records, and are its faults named with file, line and remedy?"""

from __future__ import annotations

import pytest

from enduse.errors import DefinitionError, Refused
from enduse.lists.mapping import reader
from enduse.lists.source import Source
from enduse.model.nouns import Kind, ListRecord, NameKind, Refusal, Skipped

SMALL = """
format = 1
id = "house"
title = "A house list"
[[name]]
column = "Name"
kind = "primary"
[[country]]
column = "Country"
[listing]
id = "{hash}"
regime = "HOUSE"
authority = "HOUSE"
act = "House list"
effect = "due_diligence"
valid_from = "{Start}"
"""


def rows(mapping: str, text: str | bytes, *, name: str = "list.csv", library: dict[str, str] | None = None) -> list[ListRecord | Refusal | Skipped]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(reader(mapping, "house.toml", library).read(Source.of({name: data}), list_id="house"))


def record(mapping: str, text: str | bytes) -> ListRecord:
    (only,) = rows(mapping, text)
    assert isinstance(only, ListRecord), only
    return only


def test_a_row_becomes_an_entity_with_a_listing() -> None:
    found = record(SMALL, "Name,Country,Start\nAcme Trading Ltd,Türkiye,17.3.2014\n")
    assert found.entity.names[0].text == "Acme Trading Ltd"
    assert found.entity.countries == ("TR",)
    (listing,) = found.listings
    assert (listing.effect, listing.valid_from, listing.valid_to, listing.source) == ("due_diligence", "2014-03-17", None, "house")
    assert listing.listing_id.startswith("house:") and listing.entity_id == found.entity.entity_id
    assert listing.record == "list.csv:2"


def test_the_listing_id_survives_a_change_of_order_spelling_and_neighbours() -> None:
    before = record(SMALL, "Name,Country,Start\nAcme Trading Ltd,TR,17.3.2014\n").listings[0].listing_id
    after = rows(SMALL, "Country,Start,Name\nCN,1.1.2020,Other Co\nKZ,2014-03-17,ACME  trading LTD.\n")[1]
    assert isinstance(after, ListRecord) and after.listings[0].listing_id == before


def test_two_parties_of_one_name_and_date_get_two_ids_and_a_word_for_word_repetition_is_counted() -> None:
    mapping = SMALL.replace("[listing]", '[[identifier]]\ncolumn = "Imo"\nscheme = "imo"\n[entity]\nkind = "vessel"\n[listing]')
    first, second, third = rows(mapping, "Name,Country,Start,Imo\nVision,,20.7.2025,9074729\nVision,,20.7.2025,9187629\nVision,,20.7.2025,9074729\n")
    assert isinstance(first, ListRecord) and isinstance(second, ListRecord)
    assert first.listings[0].listing_id != second.listings[0].listing_id
    assert any("told apart" in warning for warning in second.warnings)
    assert third == Skipped(where="list.csv:4", reason="repeats list.csv:2 word for word")


def test_columns_may_be_renamed_and_rows_set_skipped_and_translated() -> None:
    mapping = SMALL.replace(
        "[[name]]",
        '[rename]\nName = ["Full name"]\n[[set]]\nwhen = { Country = "" }\ncolumns = { Country = "Iran" }\n[[skip]]\nwhen = { Type = "post*" }\nreason = "a post"\n[[name]]',
        1,
    )
    mapping = mapping.replace("[listing]", '[entity]\nkind = "{Type|kinds}"\n[table.kinds]\nFirma = "organization"\n[listing]')
    first, second, third = rows(mapping, "Type,Full name,Country,Start\nFirma,Acme,,\nPost of minister,Minister,,\nSchiff,Boat,CN,\n")
    assert isinstance(first, ListRecord) and first.entity.countries == ("IR",) and first.entity.kind == Kind.organization
    assert second == Skipped(where="list.csv:3", reason="a post")
    assert isinstance(third, ListRecord) and third.entity.kind is None
    assert any("'Schiff'" in warning for warning in third.warnings)


MEASURES = """
[[measure]]
when = { Annex = "XIV" }
until = 2025-07-19
effect = "due_diligence"
[[measure]]
when = { Annex = "XIV" }
since = 2025-07-20
effect = "transaction_ban"
[[measure]]
when = { Annex = ["I", "II*"] }
effect = "asset_freeze"
note = "frozen[ since {Start}]"
"""


def test_the_effect_follows_annex_and_date() -> None:
    text = "Name,Country,Start,Annex\nOld Bank,RU,12.3.2022,XIV\nNew Bank,RU,9.8.2025,XIV\nA Firm,RU,,II.B\n"
    old, new, frozen = (one for one in rows(SMALL + MEASURES, text) if isinstance(one, ListRecord))
    assert [(m.effect, m.valid_from, m.valid_to) for m in old.listings] == [
        ("due_diligence", "2022-03-12", "2025-07-19"),
        ("transaction_ban", "2025-07-20", None),
    ]
    assert len({m.listing_id for m in old.listings}) == 2
    assert [(m.effect, m.valid_from) for m in new.listings] == [("transaction_ban", "2025-08-09")]
    assert [(m.effect, m.valid_from, m.note) for m in frozen.listings] == [("asset_freeze", None, "frozen")]


def test_an_annex_without_a_measure_is_refused_not_guessed() -> None:
    (refused,) = rows(SMALL + MEASURES, "Name,Country,Start,Annex\nA Firm,RU,,XCIX\n")
    assert isinstance(refused, Refusal) and "'XCIX'" in refused.reason and "not guessed" in refused.reason


def test_an_otherwise_keeps_the_party_findable_and_says_so() -> None:
    (kept,) = rows(SMALL + MEASURES + '[otherwise]\neffect = "signal"\nconfirmed = "unconfirmed"\n', "Name,Country,Start,Annex\nA Firm,RU,,XCIX\n")
    assert isinstance(kept, ListRecord) and kept.listings[0].confirmed == "unconfirmed"
    assert any("no measure" in warning for warning in kept.warnings)


def test_rows_of_one_party_are_merged_and_every_row_is_accounted_for() -> None:
    mapping = SMALL.replace("[[name]]", '[rows]\nmerge = "{Name|key}"\n[[name]]', 1)
    out = rows(mapping, "Name,Country,Start\nAcme Ltd,TR,1.1.2020\nOther,CN,\nACME LTD.,AE,1.1.2021\n")
    records = [one for one in out if isinstance(one, ListRecord)]
    assert len(out) == 3 and len(records) == 2
    (acme,) = (one for one in records if len(one.listings) == 2)
    assert acme.entity.countries == ("AE", "TR")
    assert {name.text for name in acme.entity.names} == {"Acme Ltd", "ACME LTD."}
    assert {one.entity_id for one in acme.listings} == {acme.entity.entity_id}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Name,Country,Start\n,TR,\n", "has no name"),
        ("Name,Country,Start\nAcme,TR\n", "has 2 cells where the header has 3"),
        (b"Name,Country,Start\nAcm\xe9,TR,\n", "is not utf-8"),
        ('Name,Country,Start\n"Acme"x,TR,\n', "not readable as a table row"),
        ('Name,Country,Start\n"Acme,TR,\n', "not readable as a table row"),
    ],
)
def test_a_damaged_row_is_refused_with_its_reason(text: str | bytes, reason: str) -> None:
    (refused,) = rows(SMALL, text)
    assert isinstance(refused, Refusal) and reason in refused.reason


def test_the_rows_after_a_damaged_row_are_read() -> None:
    out = rows(SMALL, 'Name,Country,Start\n"Acme"x,TR,\nGood Co,CN,\n')
    assert [type(one) for one in out] == [Refusal, ListRecord]


def test_a_header_alone_is_no_record_and_is_listed() -> None:
    assert rows(SMALL, "Name,Country,Start\n") == [Skipped(where="list.csv", reason="header only: no rows")]


def test_blank_lines_and_files_of_another_kind_are_counted() -> None:
    source = Source.of({"list.csv": b"Name,Country,Start\n\nAcme,TR,\n", "readme.pdf": b"%PDF"})
    out = list(reader(SMALL, "house.toml").read(source, list_id="house"))
    assert [one.reason for one in out if isinstance(one, Skipped)] == ["not one of the files this mapping reads", "blank line"]


def test_a_byte_order_mark_mixed_line_endings_and_windows_letters_are_mended() -> None:
    first, second = rows(SMALL, b"\xef\xbb\xbfName,Country,Start\r\nGui\xc2\x92an Co,CN,\r\nSecond,TR,\n")
    assert isinstance(first, ListRecord) and first.entity.names[0].text == "Gui’an Co"
    assert any("Windows-1252" in warning for warning in first.warnings)
    assert isinstance(second, ListRecord)


def test_other_encodings_and_delimiters_are_read() -> None:
    mapping = SMALL.replace(
        "[[name]]", '[files]\nmatch = ["*.txt"]\nencoding = "cp1251"\ndelimiter = "\\t"\nheader = ["Name", "Country", "Start"]\n[[name]]', 1
    )
    (only,) = rows(mapping, "ООО Ромашка\tRU\t\n".encode("cp1251"), name="list.txt")
    assert isinstance(only, ListRecord) and only.entity.names[0].text == "ООО Ромашка"
    assert only.entity.names[0].script == "Cyrl"


def test_dates_are_read_in_the_stated_order_and_century_only() -> None:
    us = SMALL.replace("[[name]]", '[dates]\norder = "mdy"\n[[name]]', 1)
    assert record(us, "Name,Country,Start\nA Co,US,06/19/2003\n").listings[0].valid_from == "2003-06-19"
    short = record(SMALL, "Name,Country,Start\nA Co,US,03.08.22\n")
    assert short.listings[0].valid_from is None and any("valid_from not understood" in w for w in short.warnings)
    century = SMALL.replace("[[name]]", "[dates]\ncentury = 2000\n[[name]]", 1)
    assert record(century, "Name,Country,Start\nA Co,US,03.08.22\n").listings[0].valid_from == "2022-08-03"


def test_an_address_alone_may_be_listed_where_the_mapping_says_so() -> None:
    mapping = """
format = 1
id = "addresses"
title = "Listed addresses"
[rows]
nameless = true
[entity]
kind = "address"
[[address]]
text = "{Address}"
[listing]
id = "{hash}"
regime = "US"
authority = "US-BIS"
act = "Entity List"
effect = "licence_needed"
"""
    only = record(mapping, 'Address\n"Room 1, Example Building, Hong Kong"\n')
    assert only.entity.names == () and only.entity.addresses[0].country == "HK" and only.entity.kind == Kind.address


def test_columns_that_nobody_reads_are_named_once() -> None:
    first, second = rows(SMALL, "Name,Country,Start,Colour\nA Co,US,,red\nB Co,US,,red\n")
    assert isinstance(first, ListRecord) and first.warnings == ("columns this mapping does not read: Colour",)
    assert isinstance(second, ListRecord) and second.warnings == ()


def test_a_mapping_may_extend_another() -> None:
    extended = 'format = 1\nid = "mine"\ntitle = "Mine"\nextends = "house"\n[listing]\neffect = "signal"\n'
    (only,) = rows(extended, "Name,Country,Start\nA Co,US,\n", library={"house.toml": SMALL})
    assert isinstance(only, ListRecord) and only.listings[0].effect == "signal" and only.listings[0].act == "House list"
    with pytest.raises(DefinitionError, match='extends "house", which is not at hand'):
        reader(extended, "mine.toml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("effect = ", "effekt = ", r'house\.toml:15: unknown key "effekt" in listing; did you mean "effect"\?'),
        ('"due_diligence"', '"due_dilligence"', r'house\.toml:15: unknown effect "due_dilligence"; did you mean "due_diligence"\?'),
        ('kind = "primary"', 'kind = "primry"', r'house\.toml:7: unknown name kind "primry"; did you mean "primary"\?'),
        ('"HOUSE"\nauth', '"EUU"\nauth', r'house\.toml:12: unknown regime "EUU"; did you mean "EU"\?'),
        ("format = 1", "format = 2", r"house\.toml:2: format is 2"),
        ('"{Start}"', '"{Start|days}"', r'house\.toml:16: unknown table or filter "days"'),
        ("[[country]]", "[[county]]", r'house\.toml:8: unknown key "county"; did you mean "country"\?'),
        ("[listing]", "[listing", r"house\.toml:10: is not TOML"),
        ('column = "Country"', "column = 3", r"house\.toml:9: Expected `str`, got `int`"),
    ],
)
def test_a_wrong_definition_is_named_with_file_line_and_remedy(old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        reader(SMALL.replace(old, new, 1), "house.toml")


def test_a_column_the_file_has_not_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(DefinitionError, match=r'house\.toml:9: column "Country" is not in list\.csv; did you mean "Country code"\?'):
        rows(SMALL, "Name,Country code,Start\nA Co,US,\n")


def test_a_source_without_any_file_of_the_mapping_is_refused() -> None:
    with pytest.raises(Refused, match=r"holds no file like \*\.csv"):
        list(reader(SMALL, "house.toml").read(Source.of({"a.pdf": b"", "b.pdf": b""}), list_id="house"))


def test_the_reader_version_changes_with_the_mapping() -> None:
    assert reader(SMALL, "house.toml").version != reader(SMALL.replace("signal", "x").replace("House list", "List"), "house.toml").version


def test_the_first_name_is_primary_and_only_that_one() -> None:
    mapping = SMALL.replace("[[country]]", '[[name]]\ncolumn = "Alias"\nseparators = [";"]\n[[country]]', 1)
    only = record(mapping, "Name,Alias,Country,Start\n,Acme; Beta Co,TR,\n")
    assert [name.kind for name in only.entity.names].count(NameKind.primary) == 1
    assert only.entity.names[0].text == "Acme"


@pytest.mark.parametrize(("table", "column"), [
    ("[[extract]]\ncolumn = \"Start\"\npattern = '(?P<x>(a+)+b)'", "[[extract]] pattern '(?P<x>(a+)+b)'"),
    ("[[identifier]]\nscheme = \"tax\"\ncolumn = \"Start\"\npattern = '(?P<value>(a+)+)-'", "[[identifier]] pattern"),
])  # fmt: skip
def test_a_pattern_that_does_not_come_to_an_end_is_broken_off_by_name(table: str, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enduse.lists.mapping_patterns.CPU_SECONDS", 0.2)
    mapping = SMALL.replace("[listing]", f"{table}\n[listing]")
    with pytest.raises(DefinitionError, match=r"does not come to an end") as raised:
        rows(mapping, f"Name,Country,Start\nAcme Trading Ltd,TR,{'a' * 64}!\n")
    message = str(raised.value)
    line = next(number for number, text in enumerate(mapping.splitlines(), 1) if text.startswith("pattern"))
    assert message.startswith(f"house.toml:{line}: ") and column in message
    assert "(list.csv:2)" in message and "'aaaa" in message and "no repetition of what is itself repeated" in message


def test_the_time_of_a_pattern_is_given_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    import signal

    before = signal.getsignal(signal.SIGVTALRM)
    mapping = SMALL.replace("[listing]", "[[extract]]\ncolumn = \"Start\"\npattern = '(?P<x>\\d+)'\n[listing]")
    assert record(mapping, "Name,Country,Start\nAcme Trading Ltd,TR,17.3.2014\n").listings[0].valid_from == "2014-03-17"
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_patterns_that_cannot_work_are_told_before_a_row_is_read() -> None:
    for pattern, words in (
        ("(?P<value>\\d+", "no regular expression"),
        ("\\d+", r"no group \(\?P<value>"),
        ("(?P<value>a{99999999999})", "no regular expression"),
    ):
        with pytest.raises(DefinitionError, match=words):
            reader(SMALL.replace("[listing]", f'[[identifier]]\nscheme = "tax"\ncolumn = "Start"\npattern = \'{pattern}\'\n[listing]'), "house.toml")
