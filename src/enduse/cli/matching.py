"""What do `enduse match` and `enduse explain-match` do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from enduse.cli.terminal import console, counted
from enduse.errors import Refused, UsageError
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Exclusion
from enduse.run import api, match_trace
from enduse.run.home import home_dir, ledger_url
from enduse.run.match_file import match_file
from enduse.run.matching import Asked
from enduse.show.match_trace import nobody, told
from enduse.show.match_trace import weighed as weighed_by
from enduse.show.words import Words


def match(file: str, out: Path, limit: int, as_of: str | None, book: str | None, home: Path | None, ledger: str | None) -> int:
    """`enduse match`."""
    place = home_dir(home)
    day = as_of or dt.datetime.now(dt.UTC).date().isoformat()
    basis = api.Basis.open(place, verify=True)
    exclusions = _exclusions(book, day, place, ledger)
    asked = Asked(basis=basis, as_of=day, limit=limit, exclusions=exclusions)
    with Progress(
        TextColumn("matching: {task.completed:,} rows"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("matching", total=None)
        counts = match_file(file if file == "-" else Path(file), out, asked, progress=lambda rows: bar.update(task, completed=rows))
    paper = console(soft_wrap=True)
    paper.print(
        f"{counts.parties:,} {'party' if counts.parties == 1 else 'parties'}, {counted(counts.candidates, 'candidate')}, {counted(counts.rejected, 'row')} rejected; written to {out}",
        markup=False,
    )
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


def explain(
    name: str, listed: str | None, said: dict[str, str | None], entity: str | None, listing: str | None, limit: int, lang: str, json: bool, home: Path | None
) -> int:
    """`enduse explain-match`. `said`: what is known of the party besides its name."""
    place = home_dir(home)
    if listed is not None:
        more = [option for option, value in {**said, "entity": entity, "listing": listing}.items() if value and option != "kind"]
        if more:
            raise UsageError(
                f"two names are compared by themselves: leave out {', '.join('--' + option.replace('_', '-') for option in more)}, or the second name"
            )
        if not name.strip() or not listed.strip():
            raise UsageError("give two names, neither of them empty")
        basis, weighed = _in_use(place)
        kind = match_trace.party({"name": name, "kind": said["kind"]}).kind
        found = [match_trace.explain_names(name, listed, basis, kind=str(kind) if kind else None)]
    else:
        basis, weighed = api.Basis.open(place, verify=True), ""
        found = match_trace.explain(match_trace.party({"name": name, **said}), basis, entity=entity, listing=listing, limit=limit)
    words = Words(lang)
    if json:
        sys.stdout.buffer.write(msgspec.json.format(canonical_json(found)) + b"\n")
        return 0
    paper = console()
    for at, one in enumerate(found):
        if at:
            paper.rule()
        for part in told(one.trace, one.listings, points=one.points, possible=match_trace.possible(basis), lang=words.lang):
            paper.print(part)
    if not found:
        paper.print(nobody(lang))
    if weighed:
        paper.print(weighed_by(weighed, lang))
    return 0


def _in_use(home: Path) -> tuple[api.Basis, str]:
    """The Basis of the home, or that of the package where there is none; with its name for people."""
    try:
        basis = api.Basis.open(home, verify=True)
    except Refused:
        basis = api.embedded_basis()
        return basis, f"{basis.digest[:12]} (embedded)"
    return basis, basis.digest[:12]
