"""What do `prepare` and `lists` do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from enduse.cli.terminal import console
from enduse.lists import store
from enduse.lists.load import LoadReport
from enduse.run import prepare as slow
from enduse.run.home import home_dir
from enduse.run.sources import bytes_of, reader_of, readers


def prepare(home: Path | None) -> int:
    """`enduse prepare`."""
    paper = console(soft_wrap=True)
    with Console(stderr=True).status("compiling lists, packs and tables"):
        basis = slow.prepare(home_dir(home), now=dt.datetime.now(dt.UTC))
    rows = basis.table("lists").to_pylist()
    for row in rows:
        paper.print(f"{row['id']}: {row['entities']:,} entities, {row['listings']:,} listings, published {row['published'] or 'unknown'}")
    for row in rows:
        if row["notice"]:
            paper.print(row["notice"], style="bold magenta")
    sys.stdout.write(f"basis {basis.digest}\n")
    return 0


def held(home: Path | None) -> int:
    """`enduse lists`."""
    manifests = store.list_sources(home_dir(home))
    if not manifests:
        sys.stdout.write("No lists are loaded. See `enduse lists sources`, then `enduse lists add SOURCE PATH`.\n")
        return 0
    table = Table(header_style="bold")
    for heading in ("id", "version", "reader", "published", "retrieved", "entities", "listings", "refused"):
        table.add_column(heading, justify="right" if heading in ("entities", "listings", "refused") else "left")
    for m in manifests:
        report = m.report
        table.add_row(m.list_id, m.version, m.reader, m.published or "unknown", m.retrieved, f"{m.entities:,}", f"{report.listings:,}", f"{report.refused:,}")
    console().print(table)
    return 0


def sources() -> int:
    """`enduse lists sources`."""
    table = Table(header_style="bold")
    for heading in ("source", "reads", "takes", "authority"):
        table.add_column(heading, no_wrap=heading == "source")
    for name, reader in readers().items():
        table.add_row(name, reader.title, reader.takes, reader.authority)
    console().print(table)
    return 0


def add(source: str, path: str, id: str | None, published: str | None, accept: bool, home: Path | None) -> int:
    """`enduse lists add`."""
    name, reader = reader_of(source)
    with bytes_of(path) as place, Console(stderr=True).status(f"reading {path}"):
        report = store.add(home_dir(home), reader, place, id=id or name, now=dt.datetime.now(dt.UTC), published=published, accept=accept)
    print_report(report)
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


def diff(a: str, b: str, home: Path | None) -> int:
    """`enduse lists diff`: A and B are ID or ID@VERSION."""
    place = home_dir(home)
    found = store.diff(place, a, b)
    paper = console(soft_wrap=True)
    paper.print(
        f"{found.old} → {found.new}: added {len(found.added):,}, removed {len(found.removed):,}, changed {len(found.changed):,}, unchanged {found.unchanged:,}"
    )
    for sign, lines in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for line in lines:
            paper.print(f"{sign} {line.listing_id} {line.name} ({line.effect})", markup=False)
            for change in line.changes:
                paper.print(f"    {change.field}: {change.old!r} → {change.new!r}", markup=False)
    return 0
