"""What does `validate` do, and what does it tell of it?"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from enduse.cli.terminal import console
from enduse.lab import Plan
from enduse.run import api
from enduse.run.home import home_dir
from enduse.run.validating import validate as examine


def validate(out: Path, plan: Plan, earlier: Path | None, floors: Path | None, home: Path | None) -> int:
    """`enduse validate`: 0, or 4 if a floor was not kept."""
    basis = api.Basis.open(home_dir(home), verify=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading the lists", total=None)

        told: set[str] = set()

        def progress(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=min(done, of), total=of or None)
            step = what.partition(":")[0]
            if bar.disable and step not in told:  # a log or a pipe: a line for each step as it begins
                told.add(step)
                print(f"enduse: {step}", file=sys.stderr, flush=True)

        report = examine(basis, out, plan, earlier=earlier, floors=floors, progress=progress)
    paper = console(soft_wrap=True)
    changed, alerts, worst = report["changed"], report["false_alerts"], report["changed"]["worst"]
    paper.print(f"as printed      {_share(report['control'])}", markup=False)
    paper.print(f"one change      {_share(changed['one'])}", markup=False)
    paper.print(f"two changes     {_share(changed['two'])}", markup=False)
    if worst:
        paper.print(f"worst class     {_share(worst)} {worst['name']}", markup=False)
    for key, words in (("made_up", "made-up names"), ("near", "near-namesakes")):
        row = alerts[key]
        if row["per_1000"] is not None:
            paper.print(f"false alerts    {row['per_1000']:.1f} per 1,000 {words} ({row['alerts']:,} of {row['asked']:,})", markup=False)
    if report["calibration"]["ece"] is not None:
        paper.print(f"calibration     expected error {report['calibration']['ece']:.3f}", markup=False)
    paper.print(
        f"time            {report['time']['batch_ms']} ms a question in batches, {report['time']['p50_ms']} ms alone (99 % within {report['time']['p99_ms']} ms)",
        markup=False,
    )
    if "against" in report:
        found = report["against"]
        paper.print(f"against         {len(found['newly_missed']):,} newly missed, {len(found['newly_found']):,} newly found, {len(found['newly_alarmed']):,} newly alarmed, {len(found['alarmed_no_more']):,} alarmed no more", markup=False)  # fmt: skip
    for row in basis.table("lists").to_pylist():
        if row["notice"]:
            paper.print(row["notice"], style="bold magenta", markup=False)
    for line in report.get("below_floors", ()):
        paper.print(f"below floor     {line}", style="bold red", markup=False)
    paper.print(f"Report: {(out / 'validation.html').resolve()}", markup=False)
    return 4 if report.get("below_floors") else 0


def _share(row: dict[str, object]) -> str:
    recall, low, high = (row[key] for key in ("recall", "low", "high"))
    if not isinstance(recall, float | int):
        return "nothing to ask"
    assert isinstance(low, float | int) and isinstance(high, float | int)
    return f"{100 * recall:.2f} % ({100 * low:.1f} to {100 * high:.1f}), {row['found']:,} of {row['asked']:,}"
