"""What does the terminal say when a run is done?"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from enduse.show.tally import Tally
from enduse.show.words import DISCLAIMER, OUTCOME, REASON_CLASS

COLOUR = {"release": "green", "review": "yellow", "block": "red"}


def summary(
    tally: Tally,
    *,
    rows_read: int,
    rows_decided: int,
    rows_rejected: int,
    notices: Sequence[str],
    lists: Sequence[dict[str, object]],
    titles: dict[str, str],
    out: str,
    seconds: float,
) -> RenderableType:
    """The summary of a run: outcomes with their reason classes, the rules that held most back, the account of rows, the lists."""
    outcomes = Table(title=f"{tally.transactions:,} transactions", title_justify="left", header_style="bold")
    outcomes.add_column("outcome")
    outcomes.add_column("number", justify="right")
    outcomes.add_column("share", justify="right")
    outcomes.add_column("because of")
    for outcome in ("block", "review", "release"):
        count = tally.outcomes.get(outcome, 0)
        classes = sorted(((n, key.split("/")[1]) for key, n in tally.reason_classes.items() if key.startswith(outcome + "/")), reverse=True)
        because = ", ".join(f"{REASON_CLASS[name]} {n:,}" for n, name in classes) if outcome != "release" else ""
        share = f"{100 * count / tally.transactions:.1f} %" if tally.transactions else "-"
        outcomes.add_row(Text(OUTCOME[outcome], style=COLOUR[outcome]), f"{count:,}", share, because)
    parts: list[RenderableType] = [outcomes]
    if tally.rules:
        rules = Table(title="Rules that held most back", title_justify="left", header_style="bold")
        rules.add_column("rule")
        rules.add_column("block", justify="right")
        rules.add_column("review", justify="right")
        rules.add_column("what it says")
        ranked = sorted(tally.rules.items(), key=lambda item: (-item[1].get("block", 0), -sum(item[1].values()), item[0]))
        for rule, per in ranked[:8]:
            rules.add_row(rule, f"{per.get('block', 0):,}", f"{per.get('review', 0):,}", titles.get(rule, ""))
        parts.append(rules)
    parts.append(Text(f"Rows read {rows_read:,} = decided {rows_decided:,} + rejected {rows_rejected:,}" + (" (see rejected.csv)" if rows_rejected else "")))
    parts.append(Text("Lists: " + ", ".join(f"{row['id']} ({row['listings']:,}, published {row['published'] or 'unknown'})" for row in lists)))
    parts += [Text(notice, style="bold magenta") for notice in notices]
    parts.append(Text(f"Written to {out} in {seconds:.1f} s: decisions.csv, .parquet, .ndjson, rejected.csv, report.html, manifest.json"))
    parts.append(Text(DISCLAIMER, style="dim"))
    return Group(*parts)


def print_to(console: Console, what: RenderableType) -> None:
    """Print."""
    console.print(what)
