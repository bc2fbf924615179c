"""What does a recorded decision cost: bytes, microseconds to append, to leave out when met again, and to verify?

    python -m bench.ledger [NUMBER] [URL]

URL: a PostgreSQL database; default a SQLite file under bench-out. Decisions on a generated book against the embedded starter set.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import time
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.book import write_book

from enduse.ingest import Options, read
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.model.arrow import to_batch
from enduse.model.nouns import Transaction
from enduse.run import api
from enduse.run.record import recording

OUT = Path("bench-out")


def main() -> None:
    """Decide once, record twice, verify."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    OUT.mkdir(exist_ok=True)
    folder = OUT / "ledger"
    shutil.rmtree(folder, ignore_errors=True)
    url = sys.argv[2] if len(sys.argv) > 2 else str(folder / "ledger.sqlite")
    write_book(OUT / "ledger.csv", number)
    screening = api.screening(api.embedded_basis(), as_of="2026-09-30")
    parts: list[tuple[list[Transaction], pa.RecordBatch]] = []
    for part in read([OUT / "ledger.csv"], Options()):
        transactions = list(part.transactions)
        parts.append((transactions, api.screen(to_batch(transactions), screening.basis, as_of="2026-09-30")))
    documents = sum(len(document) for _, batch in parts for document in batch.column("document").to_pylist())
    print(f"{number:,} decisions of {documents / number:,.0f} bytes of JSON")
    for label in ("append", "meet again"):
        with recording(url, screening, run_id=label) as recorder:
            begun = time.perf_counter()
            for transactions, batch in parts:
                recorder.add(transactions, batch)
            print(
                f"{label:12} {(time.perf_counter() - begun) / number * 1e6:8.1f} µs a decision   ({recorder.added:,} added, {recorder.held:,} held; {dt.date.today()})"
            )
    ledger = open_ledger(url, create=False)
    begun = time.perf_counter()
    found = verify(ledger)
    print(f"{'verify':12} {(time.perf_counter() - begun) / number * 1e6:8.1f} µs a decision   ({len(found.problems)} problems)")
    if ledger.file:
        size = ledger.file.stat().st_size
        print(f"{'size':12} {size / number:8.1f} bytes a decision, {size / number * 365e6 / 1e9:,.0f} GB a year at a million a day")
    ledger.close()


if __name__ == "__main__":
    main()
