"""How many, where and when? Small inline SVG of ours: a bar per row of a table, a column per day. Every figure also stands there as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from enduse.show.markup import escape
from enduse.show.words import Words

SERIES: Final = ("block", "review", "release")
MAX_ROWS: Final = 12
MAX_COLUMNS: Final = 62
"""Columns of a chart over time; more days than that are drawn by week, month or year."""


class Row(NamedTuple):
    """A row of a bar chart: `label` is markup, `rest` counts what has no colour (a regime that does not attach)."""

    label: str
    counts: Mapping[str, int]
    rest: str = ""


def bars(heading: str, first: str, rows: Sequence[Row], words: Words, series: Sequence[str] = SERIES, *, others: int = 0) -> Iterator[str]:
    """A table whose last column is a stacked bar, scaled to the longest row."""
    longest = max((sum(row.counts.get(name, 0) for name in series) for row in rows), default=0) or 1
    yield f'<figure class="chart"><figcaption>{escape(heading)}</figcaption><table><thead><tr><th scope="col">{escape(first)}</th>'
    yield "".join(f'<th scope="col" class="n">{escape(words.code("outcome", name))}</th>' for name in series)
    yield f'<th scope="col" class="bar">{escape(words.say("share"))}</th></tr></thead><tbody>'
    for row in rows:
        yield f'<tr><th scope="row">{row.label}</th>'
        yield "".join(f'<td class="n {"z" if not row.counts.get(name) else ""}">{words.number(row.counts.get(name, 0))}</td>' for name in series)
        yield f'<td class="bar">{_bar(row.counts, series, longest)}{row.rest}</td></tr>'
    yield "</tbody></table>"
    if others:
        yield f'<p class="soft">{escape(words.say("others", count=words.number(others)))}</p>'
    yield "</figure>"


def _bar(counts: Mapping[str, int], series: Sequence[str], longest: int) -> str:
    start = 0
    pieces = []
    for name in series:
        count = counts.get(name, 0)
        if count:
            pieces.append(f'<rect class="{name}" x="{_percent(start, longest)}" width="{_percent(count, longest)}" height="12"/>')
            start += count
    return f'<svg aria-hidden="true" width="100%" height="12">{"".join(pieces)}</svg>' if pieces else ""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"


def columns(heading: str, periods: Sequence[tuple[str, Mapping[str, int]]], words: Words) -> Iterator[str]:
    """A column per period, in order of time; the figures stand in a table that unfolds."""
    if not periods:
        return
    totals = [sum(counts.get(name, 0) for name in SERIES) for _, counts in periods]
    highest = max(totals) or 1
    peak = totals.index(max(totals))
    label = words.say("chart_day", first=periods[0][0], last=periods[-1][0], peak=periods[peak][0], count=words.number(totals[peak]))
    width, height = 10 * len(periods), 84
    yield f'<figure class="chart wide"><figcaption>{escape(heading)}</figcaption>'
    yield f'<svg class="days" role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" width="100%" height="{height}">'
    for place, (period, counts) in enumerate(periods):
        foot = float(height)
        yield f"<g><title>{escape(period)}: {escape(_figures(counts, words))}</title>"
        for name in reversed(SERIES):
            tall = height * counts.get(name, 0) / highest
            if tall:
                foot -= tall
                yield f'<rect class="{name}" x="{place * 10 + 1}" y="{foot:.2f}" width="8" height="{tall:.2f}"/>'
        yield "</g>"
    yield f'</svg><p class="axis"><span>{escape(periods[0][0])}</span><span>{escape(periods[-1][0])}</span></p>'
    yield f'<details><summary>{escape(words.say("table_of"))}</summary><table><thead><tr><th scope="col">{escape(words.say("day"))}</th>'
    yield "".join(f'<th scope="col" class="n">{escape(words.code("outcome", name))}</th>' for name in SERIES) + "</tr></thead><tbody>"
    for period, counts in periods:
        yield f'<tr><th scope="row">{escape(period)}</th>' + "".join(f'<td class="n">{words.number(counts.get(name, 0))}</td>' for name in SERIES) + "</tr>"
    yield "</tbody></table></details></figure>"


def _figures(counts: Mapping[str, int], words: Words) -> str:
    return ", ".join(f"{words.code('outcome', name)} {words.number(counts[name])}" for name in SERIES if counts.get(name))


def by_period(days: Mapping[str, Mapping[str, int]], letters: int) -> tuple[str, list[tuple[str, Mapping[str, int]]]]:
    """Days as they are, or gathered so that at most `MAX_COLUMNS` columns are drawn; and the phrase that says which."""
    gathered: Mapping[str, Mapping[str, int]] = days
    phrase = {10: "by_day", 7: "by_month", 4: "by_year"}[letters]
    if letters == 10 and len(days) > MAX_COLUMNS:
        gathered = _gather((_monday(day), counts) for day, counts in days.items())
        phrase = "by_week"
        if len(gathered) > MAX_COLUMNS:
            gathered, phrase = _gather((day[:7], counts) for day, counts in days.items()), "by_month"
    if len(gathered) > MAX_COLUMNS:
        gathered, phrase = _gather((day[:4], counts) for day, counts in days.items()), "by_year"
    return phrase, sorted(gathered.items())


def _monday(text: str) -> str:
    day = date.fromisoformat(text)
    return (day - timedelta(days=min(day.weekday(), day.toordinal() - 1))).isoformat()


def _gather(rows: Iterable[tuple[str, Mapping[str, int]]]) -> dict[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for period, counts in rows:
        into = found.setdefault(period, {})
        for name, count in counts.items():
            into[name] = into.get(name, 0) + count
    return dict(found)


def strip(nodes: Sequence[tuple[str, str]], label: str, above: str) -> str:
    """A route as legs from left to right. Each node is a code and a name; the last one is the destination. `above` is written over the first leg."""
    gap, top, foot = 116, 30, 74
    width = gap * len(nodes)
    parts = [f'<svg class="route" role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {foot}" width="{width}" height="{foot}">']
    for place in range(len(nodes)):
        x = gap * place + gap // 2
        if place:
            parts.append(f'<path class="leg" d="M{x - gap + 9} {top}H{x - 16}"/><path class="tip" d="M{x - 16} {top - 4}l7 4l-7 4z"/>')
    for place, (code, name) in enumerate(nodes):
        x = gap * place + gap // 2
        kind = "end" if place == len(nodes) - 1 and place else "stop"
        parts.append(f'<circle class="{kind}" cx="{x}" cy="{top}" r="6"/><text class="code" x="{x}" y="{top + 22}">{escape(code)}</text>')
        parts.append(f'<text class="place" x="{x}" y="{top + 37}">{escape(_short(name))}</text>')
    if above:
        parts.append(f'<text class="above" x="{gap // 2 - 6}" y="13">{escape(above)}</text>')
    return "".join(parts) + "</svg>"


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "…"
