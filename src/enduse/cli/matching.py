"""What does `enduse match` do, and what does it tell of it?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.model.nouns import Exclusion
from enduse.run import api
from enduse.run.home import home_dir, ledger_url
from enduse.run.match_file import match_file
from enduse.run.matching import Asked


def match(file: str, out: Path, limit: int, as_of: str | None, book: str | None, home: Path | None, ledger: str | None) -> int:
    """`enduse match`."""
    place = home_dir(home)
    day = as_of or dt.datetime.now(dt.UTC).date().isoformat()
    basis = api.Basis.open(place, verify=True)
    exclusions = _exclusions(book, day, place, ledger)
    counts = match_file(file if file == "-" else Path(file), out, Asked(basis=basis, as_of=day, limit=limit, exclusions=exclusions))
    paper = console(soft_wrap=True)
    paper.print(f"{counts.parties:,} parties, {counts.candidates:,} candidates, {counts.rejected:,} rows rejected; written to {out}", markup=False)
    if counts.owned:
        paper.print(f"{counts.owned:,} of them come through owners, by the registers loaded, on {day}", markup=False)
    if book is not None:
        paper.print(f"{len(exclusions):,} exclusions stand in book {book} on {day}; {counts.excluded:,} candidates are marked `match.excluded`", markup=False)
    for row in basis.table("lists").to_pylist():
        if row["notice"]:
            paper.print(row["notice"], style="bold magenta")
    return 5 if counts.rejected else 0


def _exclusions(book: str | None, day: str, home: Path, ledger: str | None) -> tuple[Exclusion, ...]:
    """What stands in the book on that day; nothing unless a book is named. `Refused` if there is no ledger that could hold it."""
    if book is None:
        if ledger is not None:
            raise UsageError("--ledger needs --book: without a book no exclusion is looked for")
        return ()
    from enduse.cli.ledger_exclusions import applied  # the databases are loaded only where a book is named
    from enduse.ledger.store import open_ledger

    url = ledger_url(home, ledger)
    open_ledger(url, create=False).close()
    return applied(url, book, day)
