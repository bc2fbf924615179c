"""What does the terminal say when a run is done? In twenty lines what the report says in pages: outcomes, what to look at first, where, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enduse.model.effects import REGIMES
from enduse.show.markup import plain
from enduse.show.report_survey import Survey
from enduse.show.words import DISCLAIMER, OUTCOME, REASON_CLASS, Words

COLOUR: Final = {"release": "green", "review": "yellow", "block": "red"}
_SERIES: Final = ("block", "review", "release")
_CAUSES, _CORRIDORS, _RULES = 5, 3, 3


def summary(
    found: Survey,
    *,
    rows_read: int,
    rows_decided: int,
    rows_rejected: int,
    notices: Sequence[str],
    lists: Sequence[Mapping[str, Any]],
    out: str,
    seconds: float,
) -> RenderableType:
    """The summary of a run, from the same survey of its decisions as the report."""
    words = Words()
    told = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    told.add_column(f"{found.transactions:,} transactions", no_wrap=True, overflow="ellipsis", ratio=1)
    for outcome in _SERIES:
        told.add_column(OUTCOME[outcome], justify="right", style=COLOUR[outcome])
    _row(told, "all", found.outcomes)
    _row(told, "share", {name: f"{100 * count / found.transactions:.1f} %" for name, count in found.outcomes.items() if found.transactions})
    if found.held:
        told.add_row(Text("look first at", style="bold"))
        for group in found.worklist()[:_CAUSES]:
            who = f"listed party {group.cause.label}" if group.cause.kind == "party" else f"{group.cause.key}: {group.cause.label}"
            _row(told, f"  {REASON_CLASS[group.reason_class]}: {who}", group.counts)
        told.add_row(Text("corridors", style="bold"))
        worst = sorted(found.corridors.items(), key=lambda item: (-item[1].get("block", 0), -item[1].get("review", 0), -sum(item[1].values()), str(item[0])))
        for pair, counts in worst[:_CORRIDORS]:
            _row(told, "  " + " → ".join(words.country(code) for code in pair), counts)
        told.add_row(Text("rules", style="bold"))
        rules = sorted(found.rules.items(), key=lambda item: (-item[1].get("block", 0), -item[1].get("review", 0), item[0]))
        for rule, counts in rules[:_RULES]:
            _row(told, f"  {rule}: {found.titles.get(rule, '')}", counts)
    parts: list[RenderableType] = [told]
    parts.append(Text("regimes: " + " · ".join(_regimes(found))))
    parts.append(Text(f"rows read {rows_read:,} = decided {rows_decided:,} + rejected {rows_rejected:,}" + (" (see rejected.csv)" if rows_rejected else "")))
    held = "lists: " + ", ".join(plain(f"{row['id']} ({row['listings']:,}, published {row['published'] or 'unknown'})") for row in lists)
    if found.absent:
        gaps = sorted(found.absent.items(), key=lambda item: (-item[1], item[0]))
        held += f"; NOT HELD, or only in part: {gaps[0][0]} ({gaps[0][1]:,} decision{'s' if gaps[0][1] != 1 else ''})" + (
            f" and {len(gaps) - 1} more (`enduse goods lists`)" if gaps[1:] else ""
        )
    parts.append(Text(held))
    parts += [Text(plain(notice), style="bold magenta") for notice in notices]
    parts.append(Text(f"written to {out} in {seconds:.1f} s: decisions.csv, .parquet, .ndjson, rejected.csv, report.html, manifest.json"))
    parts.append(Text(DISCLAIMER, style="dim"))
    return Group(*parts)


def _row(table: Table, label: str, counts: Mapping[str, int | str]) -> None:
    figures = [counts.get(name, 0) for name in _SERIES]
    table.add_row(Text(plain(label)), *[format(figure, ",") if isinstance(figure, int) else figure for figure in figures])


def _regimes(found: Survey) -> Iterator[str]:
    for regime in REGIMES:
        counts = found.regimes.get(regime, {})
        held = [f"{name} {counts[name]:,}" for name in ("block", "review") if counts.get(name)]
        held += [f"NOT CHECKED {counts['not_checked']:,}"] if counts.get("not_checked") else []
        yield f"{regime} {', '.join(held) or ('nothing found' if counts.get('release') else 'does not attach')}"
