"""Can a published list, or a mapping of one, make a reader crash, hang or lose a record?"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Sequence

import seeds
from lxml import etree
from oracle import Target, at, check_list, ours, picked, workplace

from enduse.lists import Reader, Source, mapping
from enduse.lists.holdings import Reading, read_register, register_tables
from enduse.lists.mapping_definition import define
from enduse.lists.mapping_row import Drawing
from enduse.lists.sniff import check_kind
from enduse.run import package
from enduse.run.sources import readers
from enduse.show.files import rejected_cells
from enduse.tables import Input

KINDS = ("xml:CONSOLIDATED_LIST", "xml:", "json", "ndjson", "csv:id,name", "zip", "any")


@functools.cache
def known() -> dict[str, Reader]:
    """Every reader of the package."""
    return readers()


def _elements(*wanted: str) -> Callable[[dict[str, bytes]], int | None]:
    def count(files: dict[str, bytes]) -> int | None:
        (data,) = files.values()
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        return sum(1 for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in wanted and not _within(each, wanted))

    return count


def _within(element: etree._Element, wanted: Sequence[str]) -> bool:
    return any(isinstance(up.tag, str) and up.tag.rpartition("}")[2] in wanted for up in element.iterancestors())


def _table_rows(files: dict[str, bytes]) -> int | None:
    """Rows with content under the header, where the text is plain enough for another reader to agree on them."""
    total = 0
    for data in files.values():
        if b'"' in data or b"\r" in data or b"\0" in data:
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        total += max(0, sum(1 for row in csv.reader(io.StringIO(text, newline="")) if any(row)) - 1)
    return total


def _lines(files: dict[str, bytes]) -> int | None:
    (data,) = files.values()
    return sum(1 for line in data.split(b"\n") if line.strip(b" \t\r\xef\xbb\xbf\x0b\x0c"))


def _whole(reader: str, file: str, count: Callable[[dict[str, bytes]], int | None] | None = None) -> Callable[[bytes], bool]:
    def run(data: bytes) -> bool:
        files = seeds.unbundle(data, file)
        if not ours(lambda: known()[reader].published(Source.of(files))):
            pass
        return check_list(known()[reader], files, count=count if len(files) == 1 else None)

    return run


def list_mapping(data: bytes) -> bool:
    """A mapping of the user's for a list, and the reading of a small table by it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    made: list[Reader] = []
    if not ours(lambda: made.append(mapping.reader(text, "mine.toml", package.folder("mappings", ".toml")))):
        return False
    check_list(made[0], {"rows.csv": seeds.LIST_MAPPED})
    return True


def archive(data: bytes) -> bool:
    """A zip, or a file that says so: every name stays inside, what comes out is bounded."""
    path = at("list.zip", data)

    def work() -> None:
        source = Source.at(path)
        for name in source.names():
            assert ".." not in name.split("/") and not name.startswith("/") and "\\" not in name and "\0" not in name
        assert sum(size for _, size in source.digests().values()) <= 2000 * len(data) + (32 << 20)

    return ours(work)


def kind_of_file(data: bytes) -> bool:
    """The first and last bytes of a file that was fetched."""
    path = at("fetched", data)
    return ours(lambda: check_kind(path, KINDS[picked(data, len(KINDS))], name="x"))


def publishers(data: bytes) -> bool:
    """The user's own table of publishers."""
    from enduse.run.update import publishers as read_publishers

    (workplace() / "sources.toml").write_bytes(data)
    return ours(lambda: read_publishers(workplace()))


def register(name: str) -> Callable[[bytes], bool]:
    """A register of owners in one of its formats."""

    def run(data: bytes) -> bool:
        found: list[Reading] = []
        with Input(at(name, data)) as source:
            if not ours(lambda: found.append(read_register(source)[1])):
                return False
            reading = found[0]
            assert reading.rows == reading.kept + reading.refused + reading.superseded + sum(reading.passed.values())
            for row in reading.rejected:
                assert all(rejected_cells(row)[4:6])
            register_tables(reading)
        return True

    return run


_XML = (
    ("un", "un", seeds.UN, ("INDIVIDUAL", "ENTITY"), None),
    ("ofac-sdn-xml", "ofac-sdn-xml", seeds.OFAC_XML, ("sdnEntry",), None),
    ("ofac-consolidated-xml", "ofac-consolidated-xml", seeds.OFAC_XML, ("sdnEntry",), None),
    ("ofac-enhanced-xml", "ofac-enhanced-xml", seeds.OFAC_ENHANCED, ("entity",), None),
    ("eu-fsf", "eu-fsf", seeds.EU_FSF, ("sanctionEntity",), None),
    ("uk-xml", "uk", seeds.UK_XML, ("Designation",), None),
)
_MAPPED = {
    "eu-regulations": "eu/consolidated/32014R0269.csv", "eu-amendments": None, "bis-dpl": "us/dpl.txt", "bis-mieu": "us/bis_mieu.csv", "dod-1260h": "us/dod_1260h.csv",
    "ndaa-1286": "us/section_1286.csv", "cn-measures": "cn/sanctions.csv",
}  # fmt: skip


def mapped_seed(name: str) -> bytes:
    """A table with every column that a shipped mapping reads, made of the mapping itself."""
    shelf = package.folder("mappings", ".toml")
    definition, _ = define(shelf[f"{name}.toml"], name, shelf)
    wanted = dict.fromkeys([*(column for _, column in Drawing(definition).columns()), *definition.files.ignore, *definition.files.optional])
    header = definition.files.header or tuple(column for column in wanted if column)
    said = {
        "name": "Probe Works", "Name": "Probe Works", "alias": "Proba; PW", "country": "RU", "Country": "RU", "startDate": "17.3.2014", "celex": "32014R0269", "annex": "Annex I",
        "measure": "Financial restrictions", "schema": "Organization", "effect": "asset_freeze", "regime": "EU", "id": "x:1", "kind": "organization",
    }  # fmt: skip
    one = {column: said.get(column, "2024-01-02" if "ate" in column else "x") for column in header}
    two = {column: "Probe Two" if "ame" in column else "" for column in header}
    return seeds.rows(header, one, two, delimiter=definition.files.delimiter)


TARGETS: list[Target] = [
    *(
        Target(f"list-{name}", "xml", functools.partial(lambda seed, file: [seed, *(seeds.real(f"lists/{file}") if file else ())], seed, file), _whole(reader, "list.xml", _elements(*wanted)))
        for name, reader, seed, wanted, file in _XML
    ),
    Target("list-ofac-csv", "table", lambda: [seeds.OFAC_CSV], _whole("ofac", "sdn.csv")),
    Target("list-uk-csv", "table", lambda: [seeds.UK_CSV, seeds.OFSI_CSV], _whole("uk", "list.csv")),
    Target("list-ftm", "jsonlines", lambda: [seeds.FTM, *seeds.real("lists/ftm/entities.ftm.json", largest=8000)], _whole("ftm", "entities.ftm.json", _lines)),
    Target("list-simple", "table", lambda: [seeds.SIMPLE], _whole("opensanctions-simple", "targets.simple.csv")),
    Target("list-us-csl-json", "json", lambda: [seeds.CSL_JSON], _whole("us-csl", "consolidated.json")),
    Target("list-us-csl-csv", "table", lambda: [seeds.CSL_CSV, *seeds.real("lists/us/csl.csv", largest=4000)], _whole("us-csl", "consolidated.csv", _table_rows)),
    Target("list-starter", "table", lambda: [seeds.STARTER_ROWS], _whole("starter", "listings.csv", _table_rows)),
    *(
        Target(f"list-{name}", "table", functools.partial(lambda name, file: [mapped_seed(name), *(seeds.real(f"lists/{file}", largest=3000) if file else ())], name, file), _whole(name, "32014R0269.csv" if name.startswith("eu") else "rows.csv", _table_rows))
        for name, file in _MAPPED.items()
    ),
    Target("list-mapping", "toml", lambda: [seeds.LIST_MAPPING, *(text.encode() for text in package.folder("mappings", ".toml").values())], list_mapping),
    Target("register-bods", "jsonlines", lambda: [seeds.BODS, b"[" + seeds.BODS.replace(b"\n", b",") + b"]"], register("owners.json")),
    Target("register-ftm", "jsonlines", lambda: [seeds.FTM], register("owners.ftm.json")),
    Target("register-table", "table", lambda: [seeds.OWNERS], register("owners.csv")),
    Target("list-archive", "zip", lambda: [seeds.archive({"a.csv": seeds.SIMPLE, "b/c.xml": seeds.UN, "d.txt": b"x" * 9000}), seeds.archive({"x.xml": seeds.UN})], archive),
    Target("list-kind", "raw", lambda: [seeds.UN, seeds.SIMPLE, seeds.FTM, seeds.CSL_JSON, b"<!doctype html><title>Sorry</title>", seeds.archive({"a": b"b"})], kind_of_file),
    Target("list-publishers", "toml", lambda: [seeds.PUBLISHERS, package.text("sources", "publishers.toml").encode()], publishers),
]  # fmt: skip
