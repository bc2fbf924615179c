"""What do `rules coverage` and `what-if` tell?"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from enduse.cli.screening import ingest_options, read_operator
from enduse.cli.telling import packaged_rules
from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.ingest import Options
from enduse.judge.kernel import Screening
from enduse.owners import rules_of, rules_table
from enduse.run import api, coverage, ownership, package, switches, what_if
from enduse.run.freshness import stale_lists
from enduse.run.home import home_dir
from enduse.show.changes_words import KIND, known, tell
from enduse.show.words import OUTCOME

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What both commands are told: the book (none: the sample of the package on its own Basis) and how it is read and judged."""

    files: tuple[str, ...] = ()
    mapping: Path | None = None
    date_order: str | None = None
    as_of: str | None = None
    operator: Path | None = None
    allow_stale: tuple[str, ...] = ()
    home: Path | None = None


@contextmanager
def _book(asked: Asked) -> Iterator[tuple[Sequence[Path | str], Screening, Options]]:
    now = dt.datetime.now(dt.UTC)
    operator = read_operator(asked.operator)
    if asked.files:
        place = home_dir(asked.home)
        basis = api.Basis.open(place, verify=True)
        stale = stale_lists(basis, now, asked.allow_stale, place)
        screening = api.screening(basis, as_of=asked.as_of or now.date(), operator=operator, allow_stale=stale)
        yield [file if file == "-" else Path(file) for file in asked.files], screening, ingest_options(asked.mapping, asked.date_order, None, None)
        return
    if asked.mapping or asked.date_order or asked.home or asked.allow_stale:
        raise UsageError("name the files of transactions these options are for; without files the sample of the package is looked at, on its own Basis")
    settings = tomllib.loads(package.text("sample", "sample.toml"))
    with tempfile.TemporaryDirectory(prefix="enduse-sample-") as folder:
        book = Path(folder) / "sample.csv"
        book.write_bytes(package.data("sample", "transactions.csv"))
        yield [book], api.screening(api.embedded_basis(), as_of=asked.as_of or str(settings["as_of"]), operator=operator), Options()


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        bar.add_task(what, total=None)
        yield bar


def rules_coverage(asked: Asked, *, json: bool, all_rules: bool) -> int:
    """`enduse rules coverage`."""
    with _book(asked) as (paths, screening, options), _bar("evaluating") as bar:
        found, rejected = coverage.cover(paths, screening, options, progress=lambda n: bar.update(bar.task_ids[0], description=f"evaluating: {n} transactions"))
    if json:
        sys.stdout.write(_ENCODER.encode({"rejected_rows": rejected, **msgspec.to_builtins(found)}).decode() + "\n")
        return 0
    paper = console()
    silent = [row for row in found.rules if not (row.holds or row.asks or row.noted)]
    never = [row for row in found.rules if not row.possible]
    table = Table(header_style="bold")
    table.add_column("rule")
    for heading in ("holds", "asks", "open, noted"):
        table.add_column(heading, justify="right")
    for row in found.rules if all_rules else [row for row in found.rules if row.holds or row.asks or row.noted]:
        table.add_row(row.rule, *(str(number) if number else "-" for number in (row.holds, row.asks, row.noted)))
    paper.print(table)
    say = console(soft_wrap=True)
    holding = sum(1 for row in found.rules if row.holds)
    say.print(
        f"{found.transactions} transactions, {len(found.rules)} rules: {holding} hold somewhere, {len(found.rules) - holding - len(silent)} only ask or stay open, {len(silent)} say nothing."
    )
    if rejected:
        say.print(f"{rejected} rows were rejected and are not in these figures.", style="bold yellow")
    if never:
        say.print(
            f"\n{len(never)} rules cannot hold on the facts there are; these would have to be declared (`fact:NAME`), or the rule is repealed:", style="bold"
        )
        for row in never:
            say.print(f"  {row.rule}: {', '.join(row.lacks) or row.status}", markup=False)
    if silent and not all_rules:
        possible = [row.rule for row in silent if row.possible]
        say.print(f"\n{len(possible)} could hold and this book does not exercise them:", style="bold")
        say.print("  " + ", ".join(possible), markup=False)
    say.print(f"\n{len(found.idle_facts)} facts of the vocabulary that no rule asks for:", style="bold")
    say.print("  " + (", ".join(found.idle_facts) or "none"), markup=False)
    return 0


def switches_list(home: Path | None) -> int:
    """`enduse rules switches`."""
    held = {one.id: one for one in switches.read(home_dir(home))}
    table = Table(header_style="bold")
    for heading in ("switch", "about", "rules", "set"):
        table.add_column(heading, no_wrap=heading == "switch")
    for one in switches.known():
        own = held.pop(one.id, None)
        table.add_row(one.id, f"{one.title} ({one.citation})", ", ".join(one.members), own.told if own else "as the packs have it")
    for left in held.values():
        table.add_row(left.id, "", left.id, left.told)
    console().print(table)
    return 0


def switch(id: str, state: str, by: str, reason: str, home: Path | None) -> int:
    """`enduse rules switch`."""
    place = home_dir(home)
    day = dt.datetime.now(dt.UTC).date().isoformat()
    if state == "default":
        if id not in {one.id for one in switches.read(place)}:
            raise UsageError(f"{id} is not switched; see `enduse rules switches`")
        switches.write(place, None, id=id)
    else:
        rows = {rule.id for rule in rules_of(rules_table(ownership.rule_texts(place)))}
        names = {one.id for one in switches.known()} | {rule.id for rule in packaged_rules(tuple(sorted((place / "packs").glob("*.toml")))).rules} | rows
        names |= {rule.id for rule in packaged_rules().rules}
        if id not in names:
            near = get_close_matches(id, sorted(names), n=1, cutoff=0.4)
            raise UsageError(f"nothing to switch is called {id!r}" + (f"; did you mean {near[0]!r}?" if near else "; see `enduse rules switches`"))
        switches.write(place, switches.Switch(id=id, state=state, by=by, on=day, reason=reason), id=id)
    console(soft_wrap=True).print(f"{id}: {state.replace('_', ' ')}. Run `enduse prepare`: until then screening is refused.", markup=False)
    return 0


def ask(asked: Asked, change: what_if.Change, *, json: bool) -> int:
    """`enduse what-if`: 0 if nothing would change, 10 if something would."""
    if change.date is not None:
        try:
            dt.date.fromisoformat(change.date)
        except ValueError as fault:
            raise UsageError(f"--date {change.date!r} is not an ISO date such as 2026-09-30") from fault
    with _book(asked) as (paths, screening, options), _bar("compiling and screening twice") as bar:
        found = what_if.ask(
            paths,
            screening,
            change,
            options,
            owners=_owners(asked.home),
            progress=lambda n: bar.update(bar.task_ids[0], description=f"screened twice: {n} transactions"),
        )
    if json:
        body = {
            "transactions": found.transactions,
            "same": found.same,
            "rejected_rows": found.rejected,
            "changes": [msgspec.to_builtins(one) for one in found.answers],
        }
        sys.stdout.write(_ENCODER.encode(body).decode() + "\n")
        return 10 if found.answers else 0
    say = console(soft_wrap=True)
    among = known([found.differences])
    say.print("If " + " and ".join(_assumed(change)) + ":", style="bold", markup=False)
    for kind in KIND:
        mine = [one for one in found.answers if one.kind == kind]
        if mine:
            say.print(f"\n{KIND[kind]} ({len(mine)})", style="bold")
        for one in mine:
            said = OUTCOME[one.before] if one.before == one.after else f"{OUTCOME[one.before]} → {OUTCOME[one.after]}"
            say.print(f"  {one.id}{f' rev. {one.revision}' if one.revision else ''}: {said}  ({', '.join(one.parties[:3])})", markup=False)
            for reason in dict.fromkeys(tell(each, among) for each in one.because):
                say.print(f"      {reason}", markup=False)
            for label, rules in (("no longer found", one.gone), ("now found", one.come)):
                if rules:
                    say.print(f"      {label}: {', '.join(rules)}", markup=False)
    say.print(
        f"\n{found.transactions} transactions screened as things are and as they would be: {len(found.answers)} differ, {found.same} do not. Nothing was recorded."
    )
    if found.rejected:
        say.print(f"{found.rejected} rows were rejected and are not in these figures.", style="bold yellow")
    return 10 if found.answers else 0


def _owners(home: Path | None) -> what_if.Owners:
    place = home_dir(home)

    def compiled(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        wanted = switches.members(switches.read(place))
        rows, _ = switches.switched_rows(ownership.rule_texts(place), wanted)
        return ownership.compile_registers(ownership.all_registers(place), rows, tables)

    return compiled


def _assumed(change: what_if.Change) -> Iterator[str]:
    for one in change.listed:
        yield f"{one.name} were listed ({one.regime}, {one.effect.replace('_', ' ')})"
    for rule, state in change.rules:
        yield f"rule {rule} were {state}"
    if change.date:
        yield f"every transaction were judged on {change.date}"
