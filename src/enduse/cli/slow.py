"""What do `prepare` and `lists` do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enduse.cli.terminal import console
from enduse.errors import Refused, UsageError
from enduse.lists import store
from enduse.lists.load import LoadReport
from enduse.run import prepare as slow
from enduse.run import settings, switches
from enduse.run.home import home_dir
from enduse.run.sources import bytes_of, reader_of, readers
from enduse.run.update import checker, publishers


def prepare(home: Path | None, ledger: str | None, actor: str | None, no_ledger: bool) -> int:
    """`enduse prepare`. A Basis that could not be recorded does not stay in use."""
    from enduse.run import events  # the databases are loaded only where something is recorded

    paper, place = console(soft_wrap=True), home_dir(home)
    with events.logging(place, ledger, actor=actor, wanted=wanted(ledger, no_ledger)) as log, Console(stderr=True).status("compiling lists, packs and tables"):
        previous = events.in_use(place)
        basis = slow.prepare(place, now=dt.datetime.now(dt.UTC))
        if log is not None:
            try:
                log.prepared(basis, previous, slow.own_packs(place) | switches.text_of(place) | settings.text_of(place))
            except BaseException:
                events.restore(place, previous)
                raise
    rows = basis.table("lists").to_pylist()
    for row in rows:
        paper.print(f"{row['id']}: {row['entities']:,} entities, {row['listings']:,} listings, published {row['published'] or 'unknown'}")
    if "owners.registers" in basis.tables:
        registers = ", ".join(basis.table("owners.registers").column("id").to_pylist())
        links = basis.table("owners.links")
        sure = sum(links.column("established").to_pylist())
        paper.print(
            f"registers of owners {registers}: {basis.table('owners.edges').num_rows:,} ties; owners and directors that are listed {sure:,}, may be {links.num_rows - sure:,}; "
            f"holders they could come to {basis.table('owners.scope').num_rows + basis.table('owners.listed').num_rows:,}"
        )
    if "settings.own" in basis.tables:
        set_so = ", ".join(f"{row['name']} = {row['value']}" for row in basis.table("settings.own").to_pylist())
        paper.print(f"{settings.FILE}: {set_so}", markup=False)
    for row in rows:
        if row["notice"]:
            paper.print(row["notice"], style="bold magenta")
    sys.stdout.write(f"basis {basis.digest}\n")
    return 0


def settings_shown(begins: str | None, *, own: bool, json: bool, home: Path | None) -> int:
    """`enduse settings`."""
    place = home_dir(home)
    held = settings.settings(settings.read(place))
    shown = [each for each in held if each.name.startswith(begins or "") and (each.own or not own)]
    if not shown and begins and not any(each.name.startswith(begins) for each in held):
        near = get_close_matches(begins, [each.name for each in held], n=1, cutoff=0.4)
        raise UsageError(f"no setting begins with {begins!r}" + (f"; did you mean {near[0]}?" if near else "; `enduse settings` lists them"))
    if json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(shown)) + b"\n")
        return 0
    table = Table(header_style="bold")
    for heading in ("setting", "value", "shipped as", "meaning"):
        table.add_column(heading, overflow="fold")
    for each in shown:
        table.add_row(each.name, each.value, each.shipped if each.own else "", each.meaning, style="bold" if each.own else "")
    paper = console(soft_wrap=True)
    console().print(table)
    number = sum(each.own for each in held)
    paper.print(f"{number} of {len(held)} settings are set in {place / settings.FILE}; the rest are as shipped.", markup=False)
    if number:
        paper.print("They count from the next `enduse prepare` on; until then screening is refused if they have changed.", markup=False)
    return 0


def held(home: Path | None) -> int:
    """`enduse lists`."""
    place = home_dir(home)
    manifests = store.list_sources(place)
    if not manifests:
        sys.stdout.write("No lists are loaded. See `enduse lists sources`, then `enduse lists add SOURCE PATH`.\n")
        return 0
    table = Table(header_style="bold")
    now = dt.datetime.now(dt.UTC)
    usual = {each.name: each.value for each in settings.settings(settings.read(place))}["lists.max_age_days"]
    for heading in ("id", "version", "reader", "published", "current on", "stale after", "entities", "listings", "refused"):
        table.add_column(heading, justify="right" if heading in ("entities", "listings", "refused") else "left")
    for m in manifests:
        report = m.report
        fresh, own = store.fresh_on(place, m), store.terms_of(place, m.list_id).max_age_days
        days = own if own is not None else int(usual)
        stale = now - dt.datetime.fromisoformat(fresh) > dt.timedelta(days=days)
        limit = f"{days} days" + (" STALE" if stale else "")
        table.add_row(m.list_id, m.version, m.reader, m.published or "unknown", fresh, limit, f"{m.entities:,}", f"{report.listings:,}", f"{report.refused:,}")
    console().print(table)
    return 0


def sources(home: Path | None) -> int:
    """`enduse lists sources`."""
    table = Table(header_style="bold")
    for heading in ("source", "reads", "takes", "authority"):
        table.add_column(heading, no_wrap=heading == "source")
    for name, reader in readers().items():
        table.add_row(name, reader.title, reader.takes, "several" if "{" in reader.authority else reader.authority)  # a mapping may take it from the row
    paper = console()
    paper.print(table, markup=False)
    known = Table(header_style="bold", title="What `enduse lists update` knows where to fetch", title_justify="left")
    for heading in ("list", "is", "source", "stale after", "address"):
        known.add_column(heading, no_wrap=heading in ("list", "source"), overflow="fold")
    for name, row in publishers(home_dir(home)).items():
        days = f"{row.max_age_days} days" if row.max_age_days is not None else "as set"
        known.add_row(name, row.title + ("" if row.default else " (only when named or held)"), row.reader, days, row.address.partition("?")[0])
    paper.print(known, markup=False)
    return 0


def wanted(ledger: str | None, no_ledger: bool) -> bool:
    """Whether the command records; `UsageError` if it is told both."""
    if ledger and no_ledger:
        raise UsageError("--ledger and --no-ledger exclude each other")
    return not no_ledger


def add(
    source: str,
    path: str,
    id: str | None,
    published: str | None,
    accept: bool,
    max_age_days: int | None,
    home: Path | None,
    ledger: str | None,
    actor: str | None,
    no_ledger: bool,
) -> int:
    """`enduse lists add`."""
    from enduse.run import events

    if max_age_days is not None and max_age_days < 1:
        raise UsageError("--max-age-days must be at least 1")
    name, reader = reader_of(source)
    name, place = id or name, home_dir(home)
    with events.logging(place, ledger, actor=actor, wanted=wanted(ledger, no_ledger)) as log:
        with bytes_of(path) as found, Console(stderr=True).status(Text(f"reading {path}")) as status:
            try:
                report = store.add(
                    place, reader, found, id=name, now=dt.datetime.now(dt.UTC), published=published, accept=accept, check=checker(name, status.update)
                )
            except Refused as fault:
                if log is not None:
                    log.refused(name, str(fault), accept=accept)
                raise
        if max_age_days is not None:
            store.set_terms(place, name, store.Terms(max_age_days=max_age_days))
        print_report(report)
        if log is not None:
            with events.told(f"{name}: {'confirmed' if report.unchanged else f'stored as version {report.stored}'}"):
                log.loaded(report)
    return 0


def print_report(report: LoadReport) -> None:
    """What a load read, made, repaired and refused."""
    paper = console(soft_wrap=True)
    state = "unchanged: these very bytes were held already" if report.unchanged else f"stored as version {report.stored}"
    paper.print(f"{report.list_id}: {state}", markup=False)
    paper.print(
        f"records read {report.records:,} = used {report.used:,} + skipped {report.skipped:,} + refused {report.refused:,}; "
        f"listings made {report.listings:,}; repaired with a warning {report.repaired:,}; published {report.published or 'unknown'}"
    )
    if report.names_checked:
        lost = f"all but {report.names_lost:,} (accepted)" if report.names_lost else "every one"
        paper.print(f"printed names looked up with the matcher {report.names_checked:,}; found {lost}", markup=False)
    for label, counts in (("warning", report.warnings), ("skipped", report.skipped_reasons), ("refused", report.refused_reasons)):
        _reasons(paper, label, counts)
    for refusal in report.refusals[:10]:
        paper.print(f"  {refusal.where}: {refusal.reason}: {refusal.excerpt}", markup=False)
    if report.refused > 10:
        paper.print(f"  … and {report.refused - 10:,} more refused records", markup=False)
    paper.print("Run `enduse prepare` to use it.", markup=False)


def _reasons(paper: Console, label: str, counts: Mapping[str, int]) -> None:
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        paper.print(f"  {label} {count:,}: {reason}", markup=False)
