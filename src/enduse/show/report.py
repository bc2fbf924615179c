"""What does the officer open first? One self-contained page: counts, rules, and a card for each of the gravest transactions."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow.compute as pc
import pyarrow.parquet as pq

from enduse.model.effects import GRAVITY, ReasonClass
from enduse.show import words
from enduse.show.tally import Tally

MAX_CARDS: Final = 2000
_ORDER: Final = {reason.value: place for place, reason in enumerate(ReasonClass)}

_STYLE: Final = """
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--page:#f6f8fa;--block:#a40e26;--review:#8a5300;--release:#1a6b32}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:16px}h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.15rem;margin:1.6em 0 .5em}h3{font-size:1rem;margin:0}
.notice{background:#fff3c4;border:1px solid #b58900;padding:8px 12px;border-radius:6px;font-weight:600}
table{border-collapse:collapse;width:100%;background:var(--paper)}th,td{text-align:left;padding:5px 9px;border-bottom:1px solid var(--line);vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
.bar{display:flex;height:26px;border-radius:6px;overflow:hidden;border:1px solid var(--line)}.bar span{display:block;color:#fff;font-size:.8rem;padding:2px 6px;overflow:hidden;white-space:nowrap}
.block{background:var(--block)}.review{background:var(--review)}.release{background:var(--release)}
article{background:var(--paper);border:1px solid var(--line);border-radius:6px;margin:14px 0;overflow:hidden;overflow-wrap:anywhere}
article header{color:#fff;padding:7px 12px;display:flex;gap:12px;flex-wrap:wrap;justify-content:space-between}article section{padding:8px 12px}
article ul{margin:.2em 0 .6em;padding-left:1.2em}.soft{color:var(--soft);font-size:.9rem}.unknown{color:var(--review);font-weight:600}
code{font:.9em ui-monospace,monospace}@media print{body{background:#fff}article{break-inside:avoid}}
"""


def write_report(out: Path, basis: Any, tally: Tally, *, rows_read: int, rows_rejected: int, as_of: str) -> None:
    """Write `report.html` from the decisions in `out`. At most the 2,000 gravest cards, and it says so."""
    lists = basis.table("lists").to_pylist()
    gravest, held = _gravest(out)
    part = out / "report.html.part"
    with part.open("w", encoding="utf-8") as page:
        for piece in _page(lists, tally, gravest, held, rows_read, rows_rejected, as_of, basis.digest):
            page.write(piece)
        page.flush()
        os.fsync(page.fileno())
    part.replace(out / "report.html")


def _gravest(out: Path) -> tuple[list[dict[str, Any]], int]:
    table = pq.read_table(out / "decisions.parquet", columns=["outcome", "reason_class"])
    held = pc.indices_nonzero(pc.not_equal(table["outcome"].combine_chunks(), "release"))
    rows = table.take(held)
    ranked = sorted(
        zip(rows["outcome"].to_pylist(), rows["reason_class"].to_pylist(), held.to_pylist(), strict=True),
        key=lambda row: (-GRAVITY[row[0]], _ORDER[row[1]], row[2]),
    )[:MAX_CARDS]
    wanted = {line: place for place, (_, _, line) in enumerate(ranked)}
    found: dict[int, dict[str, Any]] = {}
    with (out / "decisions.ndjson").open("rb") as stream:
        for number, line in enumerate(stream):
            if number in wanted:
                found[wanted[number]] = msgspec.json.decode(line)
                if len(found) == len(wanted):
                    break
    return [found[place] for place in sorted(found)], len(held)


def _page(
    lists: Sequence[Mapping[str, Any]], tally: Tally, cards: Sequence[Mapping[str, Any]], held: int, rows_read: int, rows_rejected: int, as_of: str, digest: str
) -> Iterator[str]:
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>enduse: screening report</title><style>{_STYLE}</style></head><body><main>'
    yield f"<h1>May these transactions go?</h1><p class='soft'>As of {_e(as_of)} · {tally.transactions:,} transactions · rows read {rows_read:,}, rejected {rows_rejected:,} · Basis <code>{_e(digest[:16])}</code></p>"
    for row in lists:
        if row["notice"]:
            yield f"<p class='notice'>{_e(row['notice'])}</p>"
    yield "<div class='bar' role='img' aria-label='Outcomes'>"
    for outcome in ("block", "review", "release"):
        count = tally.outcomes.get(outcome, 0)
        if count:
            yield f"<span class='{outcome}' style='flex:{count} 0 auto'>{words.OUTCOME[outcome]} {count:,}</span>"
    yield "</div><h2>Why</h2><div class='scroll'><table><thead><tr><th>Outcome</th><th>Reason</th><th>Transactions</th></tr></thead><tbody>"
    for key, count in sorted(tally.reason_classes.items(), key=lambda item: (-GRAVITY[item[0].split("/")[0]], -item[1])):
        outcome, reason = key.split("/")
        yield f"<tr><td>{words.OUTCOME[outcome]}</td><td>{_e(words.REASON_CLASS[reason])}</td><td class='n'>{count:,}</td></tr>"
    yield "</tbody></table></div><h2>Rules that held transactions back</h2><div class='scroll'><table><thead><tr><th>Rule</th><th>Block</th><th>Review</th></tr></thead><tbody>"
    for rule, per in sorted(tally.rules.items(), key=lambda item: (-item[1].get("block", 0), -sum(item[1].values()), item[0]))[:40]:
        yield f"<tr><td>{_e(rule)}</td><td class='n'>{per.get('block', 0):,}</td><td class='n'>{per.get('review', 0):,}</td></tr>"
    yield "</tbody></table></div><h2>Lists used</h2><div class='scroll'><table><thead><tr><th>List</th><th>Published</th><th>Listings</th><th>Regimes</th></tr></thead><tbody>"
    for row in lists:
        yield f"<tr><td>{_e(row['id'])}</td><td>{_e(row['published'] or 'unknown')}</td><td class='n'>{row['listings']:,}</td><td>{_e(', '.join(row['regimes']))}</td></tr>"
    shown = f"The {len(cards):,} gravest of {held:,}" if held > len(cards) else f"{held:,}"
    yield f"</tbody></table></div><h2>{shown} transactions to look at</h2>"
    for card in cards:
        yield from _card(card)
    yield f"<p class='soft'>{_e(words.DISCLAIMER)}</p></main></body></html>\n"


def _card(d: Mapping[str, Any]) -> Iterator[str]:
    revision = f" revision {d['revision']}" if d["revision"] else ""
    yield f"<article id='t-{_e(d['id'])}-{d['revision']}'><header class='{d['outcome']}'><h3>{_e(d['id'])}{revision}</h3><strong>{words.OUTCOME[d['outcome']]}: {_e(words.REASON_CLASS[d['reason_class']])}</strong></header><section><ul>"
    for f in d["findings"]:
        if f["outcome"] == "note":
            continue
        facts = ", ".join(
            f"<code>{_e(x['name'])}</code> " + (_e(words.value(x["value"])) if x["known"] else "<span class='unknown'>unknown</span>") for x in f["facts"]
        )
        place = f" · goods line {f['line']}" if f["line"] else ""
        roles = f" · {_e(', '.join(f['roles']))}" if f["roles"] else ""
        capped = f" · {_e(words.CAPPED.get(f['capped'], f['capped']))}" if f["capped"] else ""
        yield f"<li><strong>{_e(f['outcome'])}</strong> {_e(f['title'])} <span class='soft'>({_e(f['rule'])}{place}{roles}; {_e(f['citation'])}, {_e(f['confirmed'])}{capped})</span><br><span class='soft'>{facts}</span></li>"
    yield "</ul>"
    if d["matches"]:
        yield "<h4>Matched listings</h4><ul>" + "".join(f"<li>{_e(words.match_line(m))}</li>" for m in d["matches"][:20]) + "</ul>"
        if len(d["matches"]) > 20:
            yield f"<p class='soft'>and {len(d['matches']) - 20} more in decisions.ndjson</p>"
    if d["questions"]:
        yield (
            "<h4>What would settle it</h4><ul>"
            + "".join(f"<li>{_e(q['question'])} <span class='soft'>({_e(q['who'].replace('_', ' '))})</span></li>" for q in d["questions"])
            + "</ul>"
        )
    cells = " · ".join(f"{regime}: {_e(words.REGIME_STATE[cell['outcome']])}" for regime, cell in d["regimes"].items())
    yield f"<p class='soft'>{cells}</p></section></article>"


def _e(text: object) -> str:
    return html.escape(str(text), quote=True)
