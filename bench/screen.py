"""How long does a large book take against every list there is, stage by stage, in how much memory, and does that grow with the book?

    python -m bench.screen [NUMBER] [--no-ledger] [--distinct RATIO] [--slope] [--home DIR]

`--slope` screens 10,000, 30,000, 100,000 and 1,000,000 up to NUMBER and fits the exponent: 1.00 is linear. Memory is the proportional share (PSS) of this process and
its workers together, looked at ten times a second. Needs the real lists in ../shared/data; without them it screens against the embedded starter set and says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import shutil
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.book import write_book

from enduse.ingest import Options
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.lists import Source, store
from enduse.run import api, local, prepare
from enduse.run.sources import reader_of

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "lists"
OUT = Path("bench-out")
STEPS = (10_000, 30_000, 100_000, 1_000_000)
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


class Memory(threading.Thread):
    """Looks at the memory of this process and its children until it is told to stop. MiB: `peak` of the sum, `processes` at that moment."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.processes: list[float] = []
        self._done = threading.Event()

    def run(self) -> None:
        """Until `stop`."""
        while not self._done.wait(0.1):
            shares = [share for process in _family(os.getpid()) if (share := _share(process))]
            if sum(shares) > self.peak:
                self.peak, self.processes = sum(shares), shares

    def stop(self) -> None:
        """End."""
        self._done.set()
        self.join()


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in _family(child)]
    return found


def _share(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(number: int, basis: api.Basis, home: Path, *, ledger: bool, distinct: float) -> float:
    """Screen one book and print where the time went; returns the seconds of the screening."""
    out, record = OUT / "screen", OUT / f"ledger-{number}.sqlite"
    for left in record.parent.glob(record.name + "*"):
        left.unlink()
    shutil.rmtree(out, ignore_errors=True)
    listed = [row["name"] for row in basis.table("parties.names").select(["text"]).rename_columns(["name"]).slice(0, 20_000).to_pylist()]
    book = OUT / "book.csv"
    write_book(book, number, listed=listed, distinct=distinct)
    parties = 3 * number
    different = parties if distinct >= 1 else round(parties * distinct)
    screening = api.screening(basis, as_of="2026-09-30")
    memory = Memory()
    memory.start()
    begun, used = time.perf_counter(), os.times()
    result = local.screen_files([book], out, screening, Options(), home=home, now=dt.datetime.now(dt.UTC), ledger=str(record) if ledger else None)
    took, spent = time.perf_counter() - begun, os.times()
    memory.stop()
    core = sum(spent[:4]) - sum(used[:4])  # this process and its workers, of which the system knows once they have ended
    print(
        f"{number:,} transactions; {parties:,} parties, at most {different:,} of them different (each {parties / different:.1f} times); ledger {'yes' if ledger else 'no'}"
    )
    for stage, seconds in result.seconds.items():
        print(f"  {stage:10} {seconds:9.1f} s {seconds / number * 1e3:9.3f} ms a transaction")
    print(
        f"  core time  {core:9.1f} s {core / number * 1e3:9.3f} ms a transaction, {(spent[0] + spent[1] - used[0] - used[1]) / number * 1e3:.3f} of it in the main process"
    )
    print(f"  {number / took:,.0f} transactions/s; outcomes {result.tally.outcomes}; rejected {result.rows_rejected}")
    print(f"  peak memory {memory.peak:,.0f} MiB together ({' + '.join(f'{share:,.0f}' for share in memory.processes)})")
    if ledger:
        begun = time.perf_counter()
        opened = open_ledger(str(record), create=False)
        found = verify(opened)
        opened.close()
        print(f"  ledger verify: {len(found.problems)} problems, {time.perf_counter() - begun:.1f} s, {record.stat().st_size / number:,.0f} bytes a decision")
    return took


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of the line through the logarithms: how time grows with size."""
    xs, ys = [math.log(size) for size in sizes], [math.log(one) for one in seconds]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def main() -> None:
    """Load, prepare, screen, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("transactions", nargs="?", type=int, default=100_000)
    asked.add_argument("--ledger", action=argparse.BooleanOptionalAction, default=True)
    asked.add_argument("--distinct", type=float, default=1.0, help="different firms for each party named")
    asked.add_argument("--slope", action="store_true", help="screen smaller books, too")
    asked.add_argument("--home", type=Path, help="a home whose Basis is screened against, instead of loading every list anew")
    given = asked.parse_args()
    home = given.home or OUT / "home"
    OUT.mkdir(exist_ok=True)
    begun = time.perf_counter()
    if given.home is None:
        if SHARED.is_dir():
            load_all(home)
        loaded = time.perf_counter()
        basis = prepare.prepare(home, now=dt.datetime.now(dt.UTC))
        print(f"load lists {loaded - begun:.1f} s, prepare {time.perf_counter() - loaded:.1f} s")
    else:
        basis = api.Basis.open(home)
    print(f"lists: {sum(row['entities'] for row in basis.table('lists').to_pylist()):,} entities, {basis.table('parties.names').num_rows:,} names")
    sizes = [size for size in STEPS if size < given.transactions] + [given.transactions] if given.slope else [given.transactions]
    seconds = [measure(size, basis, home, ledger=given.ledger, distinct=given.distinct) for size in sizes]
    if len(sizes) > 1:
        steps = ", ".join(f"{exponent(sizes[at : at + 2], seconds[at : at + 2]):.2f}" for at in range(len(sizes) - 1))
        print(f"time grows with the number of transactions to the power of {exponent(sizes, seconds):.2f} (step by step: {steps})")


if __name__ == "__main__":
    main()
