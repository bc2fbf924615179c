"""What do `demo`, `screen`, `report` and `ingest check` do?"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.ingest import Options
from enduse.ingest import check as check_file
from enduse.judge.kernel import Screening
from enduse.model.nouns import Operator
from enduse.model.toml_text import parse_toml
from enduse.run import api, local, package
from enduse.run.freshness import stale_lists
from enduse.run.home import home_dir, ledger_url
from enduse.show.summary import summary
from enduse.show.words import Words
from enduse.tables.definition_file import read_definition


def ingest_options(mapping: Path | None, date_order: str | None, decimal: str | None, encoding: str | None, sheet: str | None = None) -> Options:
    """Reading options of the command line."""
    return Options.from_cli(mapping=mapping, date_order=date_order, decimal=decimal, encoding=encoding, sheet=sheet)


def read_operator(path: Path | None) -> Operator | None:
    """The operator file; `DefinitionError` with the reason if it is wrong."""
    if path is None:
        return None
    return api.check_operator(parse_toml(read_definition(path), str(path)), where=str(path))


def screen(
    files: Sequence[str],
    out: Path,
    options: Options,
    as_of: str | None,
    operator: Path | None,
    allow_stale: tuple[str, ...],
    workers: int | None,
    home: Path | None,
    ledger: str | None,
    no_ledger: bool,
    allow_empty: bool,
) -> int:
    """`enduse screen`."""
    if ledger and no_ledger:
        raise UsageError("--ledger and --no-ledger exclude each other")
    now = dt.datetime.now(dt.UTC)
    place = home_dir(home)
    basis = api.Basis.open(place, verify=True)
    stale = stale_lists(basis, now, allow_stale, place)
    who, record = read_operator(operator), None if no_ledger else ledger_url(place, ledger)
    screening = api.screening(basis, as_of=as_of or now.date(), operator=who, allow_stale=stale)
    if record is not None:
        from enduse.cli.ledger_exclusions import applied  # the databases are loaded only where something is recorded

        excluded = applied(record, who.book if who else None, screening.as_of)
        screening = api.screening(basis, as_of=screening.as_of, operator=who, allow_stale=stale, exclusions=excluded)
    return _screen([_path(file) for file in files], out, options, screening, place, now, workers, record, allow_empty=allow_empty)


def demo(out: Path, home: Path | None) -> int:
    """`enduse demo`: the run itself ends with 0 whatever the sample holds, because the sample is there to be held back."""
    import tempfile

    now = dt.datetime.now(dt.UTC)
    settings = tomllib.loads(package.text("sample", "sample.toml"))
    basis = api.embedded_basis()
    screening = api.screening(basis, as_of=str(settings["as_of"]))
    with tempfile.TemporaryDirectory(prefix="enduse-demo-") as folder:
        book = Path(folder) / "transactions.csv"
        book.write_bytes(package.data("sample", "transactions.csv"))
        _screen([book], out, Options(), screening, home_dir(home), now, None)
    return 0


def _screen(
    paths: Sequence[Path | str], out: Path, options: Options, screening: Screening, home: Path, now: dt.datetime, workers: int | None, ledger: str | None = None,
    *, allow_empty: bool = False,
) -> int:  # fmt: skip
    errors = Console(stderr=True)
    with Progress(
        TextColumn("screening"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("rows"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("screening", total=None)  # until the rows are counted
        result = local.screen_files(
            paths,
            out,
            screening,
            options,
            home=home,
            now=now,
            workers=workers,
            progress=lambda rows, of: bar.update(task, completed=rows, total=of),
            ledger=ledger,
            allow_empty=allow_empty,
        )
    console().print(
        summary(
            result.survey,
            rows_read=result.rows_read,
            rows_decided=result.rows_decided,
            rows_rejected=result.rows_rejected,
            notices=[*result.notices, *([Words().say("stale_used", lists=", ".join(screening.allow_stale))] if screening.allow_stale else [])],
            lists=screening.basis.table("lists").to_pylist(),
            out=result.out,
            seconds=result.seconds["total"],
        )
    )
    if not result.transactions:
        console(soft_wrap=True).print("Nothing was decided.", style="bold red", markup=False)
    if result.not_understood:
        shown = ", ".join(result.not_understood[:12]) + (", …" if len(result.not_understood) > 12 else "")
        console(soft_wrap=True).print(f"Columns not understood, and so not screened: {shown} (see `enduse ingest check`)", style="bold yellow", markup=False)
    if result.recorded is not None:
        kept = result.recorded
        console(soft_wrap=True).print(f"Ledger: {kept['added']:,} decisions recorded, {kept['held']:,} held already; {kept['place']}", markup=False)
    console(soft_wrap=True).print(f"Report: {Path(result.out).resolve() / 'report.html'}", markup=False)
    return result.exit_code


def report(out: Path, lang: str, format: str, ids: tuple[str, ...], home: Path | None) -> int:
    """`enduse report`."""
    from enduse.run.reporting import rebuild

    target, found, whole = rebuild(out, home_dir(home), lang=lang, format=format, ids=ids)
    paper = console(soft_wrap=True)
    missing = sorted(set(ids) - set(found.named))
    if missing:
        raise UsageError(
            f"{out} holds no decision of {', '.join(missing[:5])}{', …' if len(missing) > 5 else ''}"
            + (f"; {target.name} holds the others" if found.named else "")
        )
    if not whole:
        paper.print(
            "The Basis of these decisions is not in this home: the report is without listed records and control rows.", style="bold magenta", markup=False
        )
    if len(found.cards) < len(found.named):
        paper.print(
            f"Only the {len(found.cards):,} gravest of the {len(found.named):,} transactions asked for have a card: ask for fewer at a time.",
            style="bold magenta",
            markup=False,
        )
    paper.print(f"Report: {target.resolve()} ({len(found.cards):,} of {found.transactions:,} transactions, {found.held:,} not released)", markup=False)
    return 0


def check(file: str, options: Options) -> int:
    """`enduse ingest check`."""
    from enduse.run.goods_view import edition_notes

    report = check_file(_path(file), options)
    paper = console()
    table = Table(title=f"{report.file}: {report.format}" + (f", {report.encoding}" if report.encoding else ""), title_justify="left", header_style="bold")
    for heading in ("column", "is read as", "because", "examples", "problems"):
        table.add_column(heading, overflow="fold")
    for column in report.columns:
        table.add_row(column.header, column.column or "-", column.how, ", ".join(column.examples), "; ".join(column.problems))
    paper.print(table)
    kind = (
        "stated by the file"
        if report.kind_stated
        else f"{report.kind} (from the columns)"
        if report.kind
        else "not told by the columns: rows without a kind are rejected"
    )
    paper.print(f"Kind of transaction: {kind}. Rows looked at: {report.rows_sampled}. Nothing was screened.", markup=False)
    for note in (*report.notes, *edition_notes(report.hs_codes)):
        paper.print(note, markup=False)
    return 0


def _path(file: str) -> Path | str:
    return file if file == "-" else Path(file)
