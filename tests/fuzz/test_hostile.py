"""Does the program withstand what is known to bring readers down: bombs, depths, widths, devices, lies about sizes, names that are not what they look like?"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import seeds

from enduse.cli.screening import read_operator
from enduse.errors import DefinitionError, EnduseError, Refused, UsageError
from enduse.ingest import Options, read, read_mapping
from enduse.ledger.checkpoint import read_checkpoint
from enduse.lists import READERS, Source
from enduse.lists.holdings import read_register
from enduse.lists.load import load
from enduse.run import sources
from enduse.tables import Input, open_table
from enduse.tables.definition_file import read_definition

XML = {
    "un": ("CONSOLIDATED_LIST", "INDIVIDUAL"), "ofac-sdn-xml": ("sdnList", "sdnEntry"), "ofac-consolidated-xml": ("sdnList", "sdnEntry"), "ofac-enhanced-xml": ("sanctionsData", "entity"),
    "eu-fsf": ("export", "sanctionEntity"), "uk": ("Designations", "Designation"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Nothing here may take more than a few seconds of the processor, nor much memory."""
    begun, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - begun < 12
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < max(1_500_000, peak + 100_000)  # KiB; another test may have had a higher peak before


def walk(data: bytes, name: str, **options: str) -> tuple[list[object], list[object]]:
    stream = io.BytesIO(data)
    stream.name = name
    reading = read([stream], Options(**options))
    parts = list(reading)
    transactions, rejected = [tx for part in parts for tx in part.transactions], [row for part in parts for row in part.rejected]
    assert reading.totals.rows_read == reading.totals.rows_decided + len(rejected)
    return list(transactions), list(rejected)


# ---------------------------------------------------------------- XML


@pytest.mark.parametrize("reader", XML)
def test_a_quadratic_blowup_of_entities_is_refused(reader: str) -> None:
    root, entry = XML[reader]
    bomb = f'<!DOCTYPE {root} [<!ENTITY a "{"a" * 100_000}">]><{root}><{entry}>{"&a;" * 50_000}</{entry}></{root}>'.encode()
    with pytest.raises(Refused):
        load(READERS[reader], Source.of({"x.xml": bomb}), list_id="x")


@pytest.mark.parametrize("reader", XML)
def test_a_list_nested_a_hundred_thousand_levels_deep_is_refused(reader: str) -> None:
    root, entry = XML[reader]
    deep = f"<{root}><{entry}>{'<a>' * 100_000}{'</a>' * 100_000}</{entry}></{root}>".encode()
    with pytest.raises(Refused):
        load(READERS[reader], Source.of({"x.xml": deep}), list_id="x")


@pytest.mark.parametrize("reader", XML)
def test_an_element_with_a_hundred_thousand_attributes_or_namespaces_is_read_or_refused(reader: str) -> None:
    root, entry = XML[reader]
    for attributes in (" ".join(f'a{n}="x"' for n in range(100_000)), " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(20_000))):
        wide = f"<{root}><{entry} {attributes}/></{root}>".encode()
        try:
            _, report = load(READERS[reader], Source.of({"x.xml": wide}), list_id="x")
        except Refused:
            continue
        assert report.refused == report.records == 1


@pytest.mark.parametrize(
    "reader,data,name",
    [
        ("un", seeds.UN, b"ANTON"),
        ("ofac-sdn-xml", seeds.OFAC_XML, b"PROBE ONE"),
        ("ofac-enhanced-xml", seeds.OFAC_ENHANCED, b"PROBE"),
        ("uk", seeds.UK_XML, b"SEVERNY PROBE"),
    ],
)
def test_a_comment_or_an_instruction_within_a_name_does_not_cut_it(reader: str, data: bytes, name: bytes) -> None:
    before, _ = load(READERS[reader], Source.of({"x.xml": data}), list_id="x")
    for odd in (b"<!-- x -->", b"<?x y?>"):
        after, _ = load(READERS[reader], Source.of({"x.xml": data.replace(name, name[:2] + odd + name[2:])}), list_id="x")
        assert [record.entity for record in after] == [record.entity for record in before]


def test_an_external_entity_is_never_fetched_into_a_list(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP-SECRET")
    for reader, (root, entry) in XML.items():
        data = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]><{root}><{entry}>&x;</{entry}></{root}>'.encode()
        with pytest.raises(Refused) as told:
            load(READERS[reader], Source.of({"x.xml": data}), list_id="x")
        assert "TOP-SECRET" not in str(told.value)


# ---------------------------------------------------------------- JSON


DEPTH = 100_000


def test_json_a_hundred_thousand_levels_deep_costs_one_row_or_is_refused() -> None:
    deep = b"[" * DEPTH + b"]" * DEPTH
    _, rejected = walk(b'{"id": "a", "kind": "order", "facts": {"x": ' + deep + b'}}\n{"id": "b", "kind": "order"}\n', "x.ndjson")
    assert len(rejected) == 1
    objects = b'{"a":' * DEPTH + b"1" + b"}" * DEPTH
    _, rejected = walk(objects + b"\n" + b'{"id": "b", "kind": "order"}\n', "x.ndjson")
    assert len(rejected) == 1
    with pytest.raises(Refused):
        load(sources.readers()["us-csl"], Source.of({"consolidated.json": b'{"results": ' + deep + b"}"}), list_id="x")
    records, report = load(READERS["ftm"], Source.of({"x.json": objects + b"\n" + seeds.FTM}), list_id="x")
    assert report.refused == 1
    assert records
    with pytest.raises(EnduseError):
        read_checkpoint(deep, "x", trusted=None)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 5000, "-0.0e-400", "1e-999"])
def test_numbers_that_are_none_cost_their_row_and_no_other(value: str) -> None:
    lines = f'{{"id": "a", "kind": "order", "goods": [{{"value": {value}}}]}}\n{{"id": "b", "kind": "order", "facts": {{"goods.value": {value}}}}}\n{{"id": "c", "kind": "order"}}\n'
    transactions, rejected = walk(lines.encode(), "x.ndjson")
    assert len(transactions) + len(rejected) == 3
    assert len(rejected) >= 1


def test_a_share_too_large_for_any_number_is_a_refused_row(tmp_path: Path) -> None:
    path = tmp_path / "owners.json"
    path.write_bytes(seeds.BODS.replace(b"75.5", b"1e9999999999999999999999"))
    with Input(path) as source:
        _, reading = read_register(source)
    assert reading.refused == 1


def test_a_key_that_stands_twice_costs_its_row() -> None:
    twice = b'{"id": "a", "kind": "order", "parties": [{"role": "buyer", "name": "Listed", "name": "Harmless"}]}\n'
    transactions, rejected = walk(twice, "x.ndjson")
    assert (len(transactions), len(rejected)) == (0, 1)


# ---------------------------------------------------------------- delimited text


def test_a_header_of_a_million_columns_is_refused() -> None:
    for cell in (b"", b"a", b'"a"'):
        with pytest.raises((Refused, UsageError)):
            walk(b",".join([cell] * 1_000_000) + b"\n" + b"," * 999_999 + b"\n", "x.csv")
    with pytest.raises(EnduseError):
        load(sources.readers()["us-csl"], Source.of({"csl.csv": b",".join(b"c%d" % n for n in range(300_000)) + b"\nx\n"}), list_id="x")


LONG = """
import resource, sys
sys.path.insert(0, {fuzz!r})
from pathlib import Path
from enduse.errors import EnduseError
from enduse.ingest import read
list(read([Path({warm!r})]))
now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + ({more} << 20),) * 2)
try:
    parts = list(read([Path({path!r})]))
    print(sum(len(part.rejected) for part in parts))
except EnduseError as fault:
    print("refused", fault)
"""


@pytest.mark.parametrize("name", ["x.csv", "x.ndjson", "x.txt"])
def test_a_line_without_an_end_never_fills_the_memory(tmp_path: Path, name: str) -> None:
    path, warm = tmp_path / name, tmp_path / f"warm-{name}"
    head = b'{"id": "' if name.endswith("ndjson") else b"id,kind,consignee_name\nA,order,"
    with path.open("wb") as stream:
        stream.write(head + b"x" * 5000)
        stream.truncate(256 << 20)  # a hole: takes no disk, reads as NUL
    warm.write_bytes(seeds.NDJSON if name.endswith("ndjson") else seeds.TRANSACTIONS)
    script = LONG.format(fuzz=str(Path(__file__).parent), warm=str(warm), path=str(path), more=120)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-600:]
    assert done.stdout.strip() == "1" or done.stdout.startswith("refused")


# ---------------------------------------------------------------- archives


def test_a_zip_within_a_zip_is_not_opened_and_a_list_in_it_not_found(tmp_path: Path) -> None:
    inner = seeds.archive({"un.xml": b"\0" * (1 << 20)})
    for _ in range(5):
        inner = seeds.archive({f"{n}.zip": inner for n in range(10)})
    path = tmp_path / "x.zip"
    path.write_bytes(inner)
    source = Source.at(path)
    assert sum(size for _, size in source.digests().values()) < 1 << 20
    with pytest.raises(EnduseError):
        load(READERS["un"], source, list_id="x")


def test_a_zip_of_overlapping_members_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(seeds.archive({"a.csv": b"x" * 100_000}))
    place = data.rfind(b"PK\x01\x02")
    entry, end = bytes(data[place : data.rfind(b"PK\x05\x06")]), bytes(data[data.rfind(b"PK\x05\x06") :])
    many = [entry.replace(b"a.csv", b"%05d" % n) for n in range(2000)]  # every one names the same bytes, as in the bombs of 2019
    made = bytes(data[:place]) + b"".join(many) + end[:8] + (2000).to_bytes(2, "little") * 2 + sum(map(len, many)).to_bytes(4, "little") + end[16:]
    path = tmp_path / "x.zip"
    path.write_bytes(made)
    with pytest.raises(Refused):
        Source.at(path).digests()


def test_a_zip_that_understates_its_sizes_is_refused_where_it_is_read(tmp_path: Path) -> None:
    data = bytearray(seeds.archive({"a.csv": b"1,2\n" * 50_000}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    path = tmp_path / "x.zip"
    path.write_bytes(bytes(data))
    with pytest.raises(Refused):
        Source.at(path).digests()


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x.xml", "a/../../x.xml", "..\\x.xml", "C:\\x.xml", "C:x.xml", "\\\\host\\x.xml", "a:b.xml"])
def test_a_member_that_would_leave_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(seeds.archive({name: seeds.UN}))
    with pytest.raises(Refused):
        Source.at(path)


# ---------------------------------------------------------------- workbooks and Parquet


def _book(sheet: str, *, extra: dict[str, bytes] | None = None, shared: str = "") -> bytes:
    with zipfile.ZipFile(io.BytesIO(seeds.shared_strings_workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>".encode()
    if shared:
        parts["xl/sharedStrings.xml"] = shared.encode()
    return seeds.archive({**parts, **(extra or {})})


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>kind</t></is></c></row>'
ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>order</t></is></c></row>'


def test_a_workbook_of_many_empty_rows_and_one_far_away_is_read_for_what_is_in_it() -> None:
    rows = "".join(f'<row r="{n}"/>' for n in range(2, 50_000))
    transactions, rejected = walk(_book(HEAD + rows + ROW.format(1_048_576)), "x.xlsx")
    assert (len(transactions), len(rejected)) == (1, 0)


def test_a_cell_in_the_last_column_is_a_bad_row_and_one_beyond_it_refuses_the_file() -> None:
    _, rejected = walk(_book(HEAD + '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'), "x.xlsx")
    assert len(rejected) == 1
    for reference in ("XFE2", "ZZZZZZ2", "A" * 5000, "2", "-1"):
        with pytest.raises(Refused):
            walk(_book(HEAD + f'<row r="2"><c r="{reference}"><v>1</v></c></row>'), "x.xlsx")


def test_comments_and_instructions_among_cells_are_passed_over() -> None:
    odd = '<!-- x --><row r="2"><!-- x --><c r="A2"><?y z?><v>1</v></c><c r="B2" t="inlineStr"><!-- x --><is><!-- x --><t>or<!-- x -->der</t></is></c></row>'
    transactions, rejected = walk(_book(HEAD + odd), "x.xlsx")
    assert (len(transactions), len(rejected)) == (1, 0)  # the kind is `order`: a comment within a text does not end it


def test_external_links_macros_and_embedded_files_are_not_looked_at() -> None:
    extra = {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"x" * 100, "xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/embeddings/oleObject1.bin": b"MZ",
        "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships><Relationship Id="r" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
    }  # fmt: skip
    transactions, rejected = walk(_book(HEAD + ROW.format(2), extra=extra), "x.xlsx")
    assert (len(transactions), len(rejected)) == (1, 0)


@pytest.mark.parametrize("index", ["99", "-1", "1e3", "x", "9" * 5000])
def test_a_shared_string_that_is_not_there_refuses_the_workbook(index: str) -> None:
    with pytest.raises(Refused):
        walk(_book(HEAD + f'<row r="2"><c r="A2" t="s"><v>{index}</v></c></row>'), "x.xlsx")


def test_shared_strings_that_expand_or_break_off_are_refused() -> None:
    for shared in ("<sst><si><t>id", '<!DOCTYPE s [<!ENTITY a "' + "a" * 9999 + '">]><sst>' + "<si><t>&a;</t></si>" * 9999 + "</sst>"):
        try:
            transactions, _ = walk(_book(HEAD + ROW.format(2), shared=shared), "x.xlsx")
        except Refused:
            continue
        assert len(transactions) == 1  # the entities were not expanded, and no cell asks for them


def _parquet(**columns: object) -> bytes:
    return seeds.parquet(id=pa.array(["A"]), kind=pa.array(["order"]), **columns)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([Decimal("1.5")], pa.decimal128(38, 10)), pa.array([Decimal("1.5")], pa.decimal256(76, 10)), pa.array([1.5], pa.float32()), pa.array([2**63], pa.uint64()), pa.array([True]),
        pa.array([None], pa.null()), pa.array(["x"]).dictionary_encode(), pa.array([0], pa.duration("ns")), pa.array([0], pa.time64("ns")), pa.array([2**62], pa.timestamp("ns", "Asia/Tokyo")),
        pa.array([-(2**40)], pa.timestamp("s")), pa.array([b"\xff\0"]), pa.array([b"1234"], pa.binary(4)), pa.array([-(2**31)], pa.date32()), pa.array([float("inf")]),
    ],
    ids=lambda column: str(column.type),
)  # fmt: skip
def test_a_parquet_column_of_any_flat_type_is_read_rejected_or_refused(column: pa.Array) -> None:
    for name in ("value", "consignee_name", "ship_date", "goods_description"):
        try:
            transactions, rejected = walk(_parquet(**{name: column}), "x.parquet")
        except Refused:
            continue
        assert len(transactions) + len(rejected) == 1


def test_nested_parquet_columns_and_a_wrong_ending_are_refused() -> None:
    for column in (pa.array([[1]]), pa.array([{"a": 1}]), pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64()))):
        with pytest.raises(Refused, match="nested"):
            walk(_parquet(value=column), "x.parquet")
    whole = _parquet()
    for damaged in (whole[:-4] + b"PAR2", whole[:-8] + b"\xff\xff\xff\x7fPAR1", b"PAR1" + b"\0" * 8 + b"PAR1", b"PAR1", whole[: len(whole) // 2]):
        with pytest.raises(Refused):
            walk(damaged, "x.parquet")
    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["A", "A"], "kind": ["order", "order"]}).rename_columns(["id", "id"]), out)
    with pytest.raises((Refused, UsageError)):
        walk(out.getvalue(), "x.parquet")


# ---------------------------------------------------------------- things that are no files


def test_devices_are_no_input_no_list_and_no_definition() -> None:
    for device in ("/dev/zero", "/dev/null", "/dev/full"):
        with pytest.raises(UsageError, match="device"):
            Input(device)
        with pytest.raises(UsageError):
            Source.at(device)
        for read_it in (read_definition, read_mapping, read_operator):
            with pytest.raises(DefinitionError):
                read_it(Path(device))  # type: ignore[operator]  # three functions of a path


def test_a_pipe_is_read_like_a_file_and_a_folder_is_not(tmp_path: Path) -> None:
    pipe = tmp_path / "book.csv"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_bytes(b"id,kind\nA,order\n"), daemon=True).start()
    with Input(pipe) as source:
        assert [row for chunk in open_table(source).chunks(9) for row in chunk.rows] == [["A", "order"]]
    with pytest.raises(DefinitionError):
        read_definition(pipe)
    for read_it in (Input, lambda path: read_definition(path)):
        with pytest.raises(UsageError):
            read_it(tmp_path)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(EnduseError):
        Input(loop)
    with pytest.raises(EnduseError):
        read_definition(loop)


FOOTER = """
import io, sys
sys.path.insert(0, {fuzz!r})
import seeds
from enduse.errors import EnduseError
from enduse.ingest import read
whole = seeds.parquet(id=["a"], kind=["order"], value=[1])
footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
for place in range(footer, footer + 60):
    for value in (0, 0x29, whole[place] ^ 0x16):
        stream = io.BytesIO(whole[:place] + bytes([value]) + whole[place + 1 :])
        stream.name = "x.parquet"
        try:
            list(read([stream]))
        except EnduseError:
            pass
print("through")
"""


def test_a_parquet_file_with_a_byte_of_its_footer_changed_never_ends_the_process() -> None:
    script = FOOTER.format(fuzz=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "through", done.stderr[-300:]
