"""Can a file of transactions or parties, or a definition that the user writes, make the program crash, hang or lose a row?"""

from __future__ import annotations

import functools
import importlib.util
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import seeds
from oracle import Target, at, defused, ours, picked, workplace

from enduse.basis import Basis
from enduse.cli.screening import read_operator
from enduse.ingest import Options, normalise, parse_mapping, read
from enduse.ingest.party_file import read_parties
from enduse.ingest.read import Totals
from enduse.judge import kernel
from enduse.model.arrow import from_batch, to_batch
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Rejected, Transaction
from enduse.rules import compile_packs, run_examples
from enduse.rules.resolve import resolve
from enduse.rules.syntax import Fault, parse
from enduse.run.api import screening
from enduse.run.match_file import match_file
from enduse.run.matching import Asked
from enduse.run.prepare import compile_basis
from enduse.run.standing import add_parties, standing_parties
from enduse.show.files import RejectedFile, csv_rows, guard

OPTIONS = (
    Options(), Options(), Options(), Options(), Options(date_order="dmy", decimal=","), Options(date_order="mdy", decimal="."), Options(encoding="cp1251"), Options(encoding="utf-16"),
    Options(delimiter=";"), Options(sheet="Tx"), Options(mapping=parse_mapping(seeds.INGEST_MAPPING.decode(), "m.toml")),
)  # fmt: skip
_SIZES = (4096, 1, 2, 7)


@functools.cache
def basis() -> Basis:
    """The small Basis of the tests: nine invented listings, the real packs and tables."""
    spec = importlib.util.spec_from_file_location("enduse_fuzz_conftest", Path(__file__).resolve().parents[1] / "conftest.py")
    assert spec is not None and spec.loader is not None
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    row = {"id": "t", "version": "1", "reader": "test", "published": "2026-01-01", "listings": len(shared.RECORDS), "entities": len(shared.RECORDS)}
    return compile_basis(shared.RECORDS, [{**row, "regimes": ["EU", "UN", "US"], "starter": False, "notice": None}])


def _walk(data: bytes, name: str, options: Options, size: int) -> tuple[list[Transaction], list[Rejected], Totals]:
    stream = io.BytesIO(data)
    stream.name = name
    reading = read([stream], options, slice_rows=size)
    parts = list(reading)
    return [tx for part in parts for tx in part.transactions], [row for part in parts for row in part.rejected], reading.totals


def _ingest(name: str, format: str | None = None) -> Callable[[bytes], bool]:
    def run(data: bytes) -> bool:
        options = msgspec.structs.replace(OPTIONS[picked(data, len(OPTIONS))], format=format)
        found: list[tuple[list[Transaction], list[Rejected], Totals]] = []
        if not ours(lambda: found.append(_walk(data, name, options, 4096))):
            return False
        transactions, rejected, totals = found[0]
        assert totals.rows_read == totals.rows_decided + totals.rows_rejected, totals
        assert totals.rows_rejected == len(rejected)
        assert totals.transactions == len(transactions)
        keys = [(tx.id, tx.revision) for tx in transactions]
        assert len(keys) == len(set(keys)), "an id and revision is decided twice"
        _written(rejected)
        if picked(data, 5) == 0:
            again = _walk(data, name, options, _SIZES[picked(data, 3) + 1])
            assert sorted(map(canonical_json, again[0])) == sorted(map(canonical_json, transactions)), "another slice size gave other transactions"
            assert len(again[1]) == len(rejected)
            assert list(from_batch(to_batch(transactions))) == transactions
            settled, refused = normalise(transactions)
            assert not refused, refused[0]
            assert [msgspec.structs.replace(tx, previous=None) for tx in settled] == [msgspec.structs.replace(tx, previous=None) for tx in transactions]
        return bool(transactions)

    return run


def _written(rejected: list[Rejected]) -> None:
    """The rows go into rejected.csv, and nothing in it is a formula."""
    out = RejectedFile(workplace())
    out.add(rejected)
    out.close()
    data = (workplace() / "rejected.csv").read_bytes()
    defused(data)
    for row in rejected:
        assert row.reason and row.remedy and row.line, row


def screen(data: bytes) -> bool:
    """Bytes to decisions: one for each transaction."""
    found: list[tuple[list[Transaction], list[Rejected], Totals]] = []
    if not ours(lambda: found.append(_walk(data, "x.ndjson" if data[:1] == b"{" else "x.csv", Options(), 4096))):
        return False
    transactions, _, _ = found[0]
    if not transactions:
        return False
    decisions = kernel.screen(to_batch(transactions), screening(basis(), as_of="2026-11-20"))
    assert decisions.column("id").to_pylist() == [tx.id for tx in transactions]
    assert set(decisions.column("outcome").to_pylist()) <= {"release", "review", "block"}
    for document in decisions.column("document").to_pylist():
        msgspec.json.decode(document)
    flat = [name for name in decisions.schema.names if name not in ("rule_outcomes", "document")]
    for row in csv_rows(pa.Table.from_batches([decisions]).select(flat)):
        assert all(guard(cell) == cell for cell in row)
    if picked(data, 4) == 0:
        assert kernel.screen(to_batch(transactions), screening(basis(), as_of="2026-11-20"), slice_rows=1).equals(decisions)
    return True


def party_file(data: bytes) -> bool:
    """A file of parties."""
    path = at("parties" + (".csv", ".tsv", ".xlsx", ".parquet")[picked(data, 4)] if data[:2] != b"PK" else "parties.xlsx", data)
    return ours(lambda: list(read_parties(path)))


def parties_add(data: bytes) -> bool:
    """Customers and suppliers that are kept and screened again: rows in = kept + refused, and what is kept can be read."""
    path, home = at("customers.csv", data), workplace() / "standing-home"
    shutil.rmtree(home, ignore_errors=True)
    added: list[Any] = []
    if not ours(lambda: added.append(add_parties(home, path, relation="customer", book="b", today="2026-11-20"))):
        return False
    assert added[0].rows == len(added[0].kept) + len(added[0].rejected)
    assert len(standing_parties(home).parties) == len(added[0].kept)
    return True


def match(data: bytes) -> bool:
    """A file of parties through the matcher into a CSV."""
    path, out = at("parties.csv", data), workplace() / "matches.csv"
    (workplace() / "matches.csv.rejected.csv").unlink(missing_ok=True)
    counts: list[Any] = []
    if not ours(lambda: counts.append(match_file(path, out, Asked(basis=basis(), as_of="2026-09-30", limit=3)))):
        assert not list(workplace().glob("*.part")), "something half-written was left"
        return False
    defused(out.read_bytes())
    refused = workplace() / "matches.csv.rejected.csv"
    assert refused.exists() == bool(counts[0].rejected)
    if refused.exists():
        defused(refused.read_bytes())
    return True


def ingest_mapping(data: bytes) -> bool:
    """A mapping of the user's for transactions, and a book read by it."""
    from enduse.ingest import read_mapping

    path = at("mapping.toml", data)
    made: list[Any] = []
    if not ours(lambda: made.append(read_mapping(path))):
        return False
    ours(lambda: _walk(seeds.MAPPED_BOOK, "x.csv", Options(mapping=made[0]), 4096))
    return True


def pack(data: bytes) -> bool:
    """A rule pack of the user's, and its examples."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    made: list[Any] = []
    if not ours(lambda: made.append(compile_packs({"mine.toml": text}, _groups()))):
        return False
    ours(lambda: run_examples(made[0]))
    return True


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in basis().table("places.groups").to_pylist():
        groups.setdefault(row["group"], set()).add(row["country"])
    return {name: frozenset(countries) for name, countries in groups.items()}


def condition(data: bytes) -> bool:
    """A condition by itself."""
    try:
        resolve(parse(data.decode("utf-8", "replace")), _groups())
    except Fault as fault:
        assert fault.message and 0 <= fault.offset <= len(data)
        return False
    return True


def operator(data: bytes) -> bool:
    """The operator file."""
    path = at("operator.toml", data)
    return ours(lambda: read_operator(path))


def _books() -> list[bytes]:
    return [seeds.TRANSACTIONS, seeds.MAPPED_BOOK]


TARGETS: list[Target] = [
    Target("ingest-csv", "table", _books, _ingest("x.csv")),
    Target("ingest-tsv", "table", lambda: [each.replace(b",", b"\t") for each in _books()], _ingest("x.tsv")),
    Target("ingest-encodings", "raw", lambda: [seeds.TRANSACTIONS, *(seeds.MAPPED_BOOK.decode().encode(codec) for codec in ("utf-16", "utf-16-le", "cp1252", "utf-32", "utf-8-sig", "utf-7"))], _ingest("x")),
    Target("ingest-ndjson", "jsonlines", lambda: [seeds.NDJSON], _ingest("x.ndjson")),
    Target("ingest-json", "json", lambda: [b"[" + seeds.NDJSON.replace(b"\n", b",") + b"]", *seeds.NDJSON.split(b"\n")], _ingest("x.json")),
    Target("ingest-xlsx", "zip", lambda: [seeds.shared_strings_workbook(), seeds.workbook()], _ingest("x.xlsx")),
    Target("ingest-parquet", "raw", lambda: [seeds.parquet(), seeds.parquet(id=["a"], kind=["order"], value=[1])], _ingest("x.parquet")),
    Target("ingest-compressed", "raw", _compressed := lambda: [__import__("gzip").compress(seeds.TRANSACTIONS, mtime=0), pa.compress(seeds.TRANSACTIONS, codec="zstd", asbytes=True)], _ingest("x.csv.gz")),
    Target("screen", "jsonlines", lambda: [seeds.NDJSON, seeds.TRANSACTIONS], screen),
    Target("party-file", "table", lambda: [seeds.PARTIES], party_file),
    Target("parties-add", "table", lambda: [seeds.PARTIES], parties_add),
    Target("match-file", "table", lambda: [seeds.PARTIES], match),
    Target("ingest-mapping", "toml", lambda: [seeds.INGEST_MAPPING], ingest_mapping),
    Target("rule-pack", "toml", lambda: [seeds.PACK], pack),
    Target("condition", "words", lambda: list(seeds.CONDITIONS), condition),
    Target("operator", "toml", lambda: [seeds.OPERATOR], operator),
]  # fmt: skip
