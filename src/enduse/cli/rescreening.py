"""What do `rescreen` and the `parties` commands do, and what do they tell?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from enduse.cli.screening import read_operator
from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.run import api, local, standing
from enduse.run import rescreen as again
from enduse.run import rescreened as told
from enduse.run.bases import Basis
from enduse.run.freshness import stale_lists
from enduse.run.home import home_dir, ledger_url
from enduse.run.record import BOOK
from enduse.show.changes import Page, summary
from enduse.show.markup import plain


def rescreen(
    since: str,
    out: Path,
    as_of: str | None,
    operator: Path | None,
    allow_stale: tuple[str, ...],
    book: str | None,
    workers: int | None,
    home: Path | None,
    ledger: str | None,
) -> int:
    """`enduse rescreen`."""
    now, place = dt.datetime.now(dt.UTC), home_dir(home)
    if len(since) == 10 and since > now.date().isoformat() and since[4] == "-":
        raise UsageError(f"--since {since} is still to come: nothing was decided since then")
    basis = api.Basis.open(place, verify=True)
    frame = api.screening(basis, as_of=as_of or now.date(), operator=read_operator(operator), allow_stale=stale_lists(basis, now, allow_stale, place))
    request = told.Request(since=since, as_of=frame.as_of, operator=frame.operator, allow_stale=frame.allow_stale, book=book)
    done = _look(place, out, request, basis, ledger, now, workers)
    console().print(summary(_page(done, basis, request.as_of), done.differences, done.top, out=done.out, seconds=done.seconds))
    paper = console(soft_wrap=True)
    paper.print(
        f"Ledger: {done.recorded:,} decisions recorded; {ledger_url(place, ledger) if '://' not in ledger_url(place, ledger) else 'the database named'}",
        markup=False,
    )
    paper.print(f"Changes: {Path(done.out).resolve() / 'changes.html'}", markup=False)
    return done.exit_code


def add(
    file: str,
    relation: str,
    out: Path,
    as_of: str | None,
    operator: Path | None,
    allow_stale: tuple[str, ...],
    workers: int | None,
    home: Path | None,
    ledger: str | None,
) -> int:
    """`enduse parties add`: kept first, then screened on the Basis in use; without one they wait for the next re-screening."""
    now, place = dt.datetime.now(dt.UTC), home_dir(home)
    standing.check_relation(relation)
    who = read_operator(operator)
    basis = _basis(place)
    if basis is not None:
        frame = api.screening(basis, as_of=as_of or now.date(), operator=who, allow_stale=stale_lists(basis, now, allow_stale, place))
    book = (who.book if who else None) or BOOK
    local.prepare_out(out)
    done = standing.add_parties(place, "-" if file == "-" else Path(file), relation=relation, book=book, today=now.date().isoformat())
    paper = console(soft_wrap=True)
    code = 0
    if basis is not None and done.kept:
        request = told.Request(since=None, as_of=frame.as_of, operator=frame.operator, allow_stale=frame.allow_stale, parties=done.kept)
        judged = _look(place, out, request, basis, ledger, now, workers)
        code = told.code_of(judged.standing_outcomes)
        held = {name: count for name, count in judged.standing_outcomes.items() if count}
        paper.print(
            ", ".join(f"{name} {count:,}" for name, count in sorted(held.items()))
            + f"; {judged.decided:,} decided anew, {judged.untouched:,} as decided before, "
            f"{judged.recorded:,} recorded. Report: {Path(judged.out).resolve() / 'report.html'}",
            markup=False,
        )
        for row in basis.table("lists").to_pylist():
            if row["notice"]:
                paper.print(row["notice"], style="bold magenta", markup=False)
    elif basis is None:
        paper.print(
            "No Basis is prepared: they are kept, and screened by the first `enduse rescreen` after `enduse prepare`.", style="bold yellow", markup=False
        )
    told.write_rejected(out, done.rejected)
    paper.print(
        f"rows read {done.rows:,} = kept {len(done.kept):,} + rejected {len(done.rejected):,}" + (f" (see {out / 'rejected.csv'})" if done.rejected else "")
        + f"; new {len(done.fresh) - done.superseded:,}, superseded {done.superseded:,}, as before {len(done.kept) - len(done.fresh):,}",
        markup=False,
    )  # fmt: skip
    return code + (5 if done.rejected else 0)


def listed(home: Path | None, ledger: str | None) -> int:
    """`enduse parties`."""
    place = home_dir(home)
    kept = standing.standing_parties(place)
    if not kept.parties:
        sys.stdout.write("No standing parties are kept. See `enduse parties add FILE`.\n")
        return 0
    outcomes = told.last_outcomes(ledger_url(place, ledger), kept.parties)
    table = Table(header_style="bold")
    for heading in ("id", "relation", "name", "country", "book", "added", "last outcome", "as of"):
        table.add_column(heading, no_wrap=heading in ("id", "last outcome"))
    for one in kept.parties:
        outcome, day = outcomes.get((one.book, one.id), ("not screened yet", ""))
        row = (one.id, one.relation, one.party.name or "", one.party.country or "", one.book, one.added, outcome, day)
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)
    return 0


def remove(ids: tuple[str, ...], book: str | None, home: Path | None) -> int:
    """`enduse parties remove`."""
    kept = standing.remove_parties(home_dir(home), ids, book=book)
    console(soft_wrap=True).print(f"{len(set(ids)):,} removed; {len(kept.parties):,} standing parties are kept", markup=False)
    return 0


def _look(place: Path, out: Path, request: told.Request, basis: Basis, ledger: str | None, now: dt.datetime, workers: int | None) -> told.Rescreened:
    with Progress(
        TextColumn("looking again at"), TextColumn("{task.completed:,} judged"), TimeElapsedColumn(), console=Console(stderr=True), transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:  # fmt: skip
        task = bar.add_task("judged", total=None)
        return again.rescreen(
            place, out, request, basis, ledger=ledger_url(place, ledger), now=now, workers=workers, progress=lambda count: bar.update(task, completed=count)
        )


def _basis(place: Path) -> Basis | None:
    """The Basis in use; None only if none was ever prepared: one that is damaged is refused."""
    return api.Basis.open(place, verify=True) if (place / "basis" / "current").exists() else None


def _page(done: told.Rescreened, basis: Basis, as_of: str) -> Page:
    return Page(
        as_of=as_of, since=done.since, basis=basis.digest, stored=done.stored, standing=done.standing, current=done.current, untouched=done.untouched,
        decided=done.decided, earlier=done.earlier, kinds=done.kinds, reopened=done.reopened, not_looked=len(done.not_looked), lists=basis.table("lists").to_pylist(),
    )  # fmt: skip
