"""What do the `ownership` commands do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.model.ownership import percent
from enduse.owners import rules_of, rules_table
from enduse.run import ownership
from enduse.run.bases import Basis
from enduse.run.home import home_dir
from enduse.run.owners_view import View, views
from enduse.show.markup import plain
from enduse.show.owners import reach_lines, signal_line


def held(home: Path | None) -> int:
    """`enduse ownership`."""
    manifests = ownership.held(home_dir(home))
    if not manifests:
        sys.stdout.write("No register of owners is loaded. See `enduse ownership add --help`.\n")
        return 0
    table = Table(header_style="bold")
    numbers = ("holders", "holdings", "refused", "superseded")
    for heading in ("id", "version", "format", "file", "loaded", *numbers):
        table.add_column(heading, justify="right" if heading in numbers else "left", overflow="fold")
    for m in manifests:
        table.add_row(m.id, m.version, m.form, m.file, m.loaded, f"{m.holders:,}", f"{m.holdings:,}", f"{m.refused:,}", f"{m.superseded:,}")
    console().print(table, markup=False)
    return 0


def add(path: str, id: str | None, accept: bool, home: Path | None) -> int:
    """`enduse ownership add`."""
    with Console(stderr=True).status(Text(f"reading {path}")):
        manifest, changed = ownership.add(home_dir(home), path, id=id, now=dt.datetime.now(dt.UTC), accept=accept)
    paper = console(soft_wrap=True)
    state = f"stored as version {manifest.version}" if changed else "unchanged: these very bytes were held already"
    passed = sum(manifest.passed.values())
    paper.print(f"{manifest.id}: {state}", markup=False)
    paper.print(
        f"rows read {manifest.rows:,} = kept {manifest.kept:,} + refused {manifest.refused:,} + superseded {manifest.superseded:,} + passed over {passed:,}; "
        f"holders {manifest.holders:,}, holdings {manifest.holdings:,} ({manifest.form})"
    )
    for label, counts in (("passed over", manifest.passed), ("note", manifest.notes)):
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            paper.print(f"  {label} {count:,}: {reason}", markup=False)
    for fault in manifest.faults[:10]:
        where = f"{fault.file}:{fault.line}" + (f" column {fault.column}" if fault.column else "")
        paper.print(f"  refused {where}: {fault.reason}{f' ({fault.value})' if fault.value else ''}; {fault.remedy}", markup=False)
    if manifest.refused > 10:
        paper.print(f"  … and {manifest.refused - 10:,} more refused rows", markup=False)
    paper.print("Run `enduse prepare` to use it.", markup=False)
    return 0


def remove(id: str, home: Path | None) -> int:
    """`enduse ownership remove`."""
    gone = ownership.remove(home_dir(home), id)
    console(soft_wrap=True).print(f"{gone.id}: removed ({gone.holdings:,} holdings). Run `enduse prepare` to screen without it.", markup=False)
    return 0


def show(name: str, date: str | None, json: bool, home: Path | None) -> int:
    """`enduse ownership show`."""
    day = date or f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    try:
        dt.date.fromisoformat(day)
    except ValueError as fault:
        raise UsageError(f"--date {day!r} is no ISO date; write 2026-03-01") from fault
    found = views(Basis.open(home_dir(home)), name, date=day)
    if json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode() + "\n")
    else:
        for view in found:
            _tell(view)
    states = {reach.state for view in found for reach in view.reaches}
    return 20 if "reached" in states else 10 if "open" in states or any(view.signals for view in found) else 0


def _tell(view: View) -> None:
    paper = console(soft_wrap=True)
    paper.print(plain(f"{view.holder} ({view.key}{', ' + view.country if view.country else ''}; register {view.register}) on {view.date}"), markup=False)
    paper.print("Owners and directors", markup=False)
    for tie in view.owners:
        dates = " ".join(filter(None, (f"from {tie.valid_from}" if tie.valid_from else "", f"to {tie.valid_to}" if tie.valid_to else "")))
        what = {"role": "director or officer", "indirect": f"indirectly {tie.share}"}.get(tie.tie, tie.share)
        control = {"yes": ", control", "unknown": ", control unknown"}.get(tie.control, "")
        listed = f" [listed: {', '.join(tie.listed)}]" if tie.listed else ""
        past = "" if tie.now else " (not on this date)"
        paper.print(
            f"  {tie.owner}{listed}: {what}{control}{past} {dates} ({tie.register}: {tie.where}{', ' + tie.source if tie.source else ''})", markup=False
        )
    if not view.owners:
        paper.print("  none told", markup=False)
    paper.print(f"  not accounted for: {view.unaccounted} %", markup=False)
    paper.print("Measures", markup=False)
    for reach in view.reaches:
        for line in reach_lines(msgspec.to_builtins(reach)):
            paper.print(f"  {line}", markup=False)
    for signal in view.signals:
        paper.print(f"  {signal_line(signal)}", markup=False)
    if not view.reaches and not view.signals:
        paper.print("  no listed party in sight among the owners told; nobody is cleared by what a register leaves out", markup=False)


def rules(home: Path | None) -> int:
    """`enduse ownership rules`."""
    table = Table(header_style="bold")
    for heading in ("rule", "measure", "threshold", "added up", "control", "in force", "status", "source"):
        table.add_column(heading, overflow="fold")
    for rule in rules_of(rules_table(ownership.rule_texts(home_dir(home)))):
        threshold = "does not extend" if rule.threshold is None else f"{'>' if rule.strict else '≥'} {percent(rule.threshold)} %"
        extends = rule.threshold is not None
        dates = f"{rule.valid_from or '…'} to {rule.valid_to or '…'}"
        table.add_row(
            rule.id,
            rule.key,
            threshold,
            ("yes" if rule.together else "no") if extends else "",
            rule.control if extends else "",
            dates,
            rule.status.replace("_", " "),
            f"{rule.citation} ({rule.confirmed})",
        )
    console().print(table, markup=False)
    return 0
