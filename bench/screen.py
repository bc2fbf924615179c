"""How long do 100,000 transactions take against every list there is, stage by stage, and in how much memory?

    python -m bench.screen [NUMBER]

Needs the real lists in ../shared/data; without them it screens against the embedded starter set and says so.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from pathlib import Path

from bench.book import write_book

from enduse.ingest import Options
from enduse.lists import Source, store
from enduse.run import api, local, prepare
from enduse.run.sources import reader_of

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "lists"
OUT = Path("bench-out")
SETS = (
    ("un", "un", "un/UN_consolidated.xml"), ("ofac", "ofac-sdn", "ofac_2021"), ("ofac", "ofac-2023", "ofac_2023"), ("ofac", "ofac-nonsdn", "ofac_nonsdn"),
    ("eu-regulations", "eu-regulations", "eu/consolidated"), ("eu-amendments", "eu-amendments", "eu/amendments"), ("bis-dpl", "bis-dpl", "us/dpl.txt"),
    ("us-csl", "us-csl", "us/csl.csv"), ("dod-1260h", "dod-1260h", "us/dod_1260h.csv"), ("ndaa-1286", "ndaa-1286", "us/section_1286.csv"),
    ("bis-mieu", "bis-mieu", "us/bis_mieu.csv"), ("cn-measures", "cn-measures", "cn/sanctions.csv"), ("ftm", "ftm", "ftm/entities.ftm.json"),
)  # fmt: skip


def load_all(home: Path) -> None:
    """Every real list into a home."""
    for source, list_id, path in SETS:
        _, reader = reader_of(source)
        store.add(home, reader, Source.at(SHARED / path), id=list_id, now=dt.datetime.now(dt.UTC), accept=True)


def main() -> None:
    """Load, prepare, write a book, screen it, print a table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    home, out = OUT / "home", OUT / "screen"
    begun = time.perf_counter()
    if SHARED.is_dir():
        load_all(home)
    loaded = time.perf_counter()
    basis = prepare.prepare(home, now=dt.datetime.now(dt.UTC))
    prepared = time.perf_counter()
    listed = [row["name"] for row in basis.table("parties.names").select(["text"]).rename_columns(["name"]).slice(0, 20_000).to_pylist()]
    book = OUT / "book.csv"
    write_book(book, number, listed=listed)
    written = time.perf_counter()
    screening = api.screening(basis, as_of="2026-09-30")
    result = local.screen_files([book], out, screening, Options(), home=home, now=dt.datetime.now(dt.UTC))
    ended = time.perf_counter()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"lists: {sum(row['entities'] for row in basis.table('lists').to_pylist()):,} entities, {basis.table('parties.names').num_rows:,} names")
    for label, seconds in (("load lists", loaded - begun), ("prepare", prepared - loaded), ("write the book", written - prepared), ("screen", ended - written)):
        print(f"{label:16} {seconds:8.1f} s")
    for stage, taken in result.seconds.items():
        print(f"  {stage:14} {taken:8.1f} s")
    print(f"{number / (ended - written):,.0f} transactions/s; outcomes {result.tally.outcomes}; rejected {result.rows_rejected}")
    print(f"peak memory: {own:,.0f} MiB in the main process, {children:,.0f} MiB in the largest worker")


if __name__ == "__main__":
    main()
