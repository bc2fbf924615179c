"""How does a model validator see how well the matcher works? One self-contained page made from the figures of `enduse validate`."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from enduse.show.markup import escape, foreign
from enduse.show.validation_charts import calibration, interval, level, sweep
from enduse.show.words import DISCLAIMER

NAMED: Final = 12
"""Misses of a class, and alerts of a kind, that the page names; validation.json names all."""
KINDS: Final = {
    "people": "made-up people of many cultures",
    "firms": "made-up firms of many cultures",
    "sister_firm": "listed firms with a telling word exchanged (Technology, Trading; North, South)",
    "same_trade": "listed firms with the one distinctive word replaced",
    "other_number": "listed names with another number (Plant 12, Plant 21)",
    "same_surname": "a listed surname with another given name",
}
_STYLE: Final = """
.tiles.six { grid-template-columns: repeat(4, 1fr); } .tiles.six li { align-content: start; } .tiles.six strong { flex: 1 0 100%; } .tiles li span { color: var(--soft); }
.span { display: block; min-width: 70px; } rect.block { fill: var(--bar-block); } rect.review { fill: var(--bar-review); } rect.release { fill: var(--bar-release); }
rect.soft { opacity: .35; } .track { fill: var(--line); } td.bar { width: 16%; min-width: 84px; } .low { color: var(--block); font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 14px; } .plots figure { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 10px; }
.plot { display: block; width: 100%; max-width: 25rem; height: auto; margin: 0 auto; } .grid { stroke: var(--line); fill: none; } .ideal { stroke: var(--soft); stroke-dasharray: 4 4; }
.point { fill: var(--link); fill-opacity: .55; } .line { fill: none; stroke-width: 2.2; } .line.one { stroke: var(--bar-release); } .line.two { stroke: var(--bar-review); } .line.alarm { stroke: var(--bar-block); stroke-dasharray: 5 3; }
.tick { font-size: 9px; fill: var(--soft); text-anchor: middle; } .tick.up { text-anchor: end; } .axis { font-size: 10px; fill: var(--soft); text-anchor: middle; }
.key b { font-weight: 600; } .key .one { color: var(--release); } .key .two { color: var(--review); } .key .alarm { color: var(--block); }
tr.family th { background: var(--page); font-weight: 600; } .scroll { overflow-x: auto; } td small { color: var(--soft); display: block; } details.named { margin: 4px 0; } table.named-rows td:last-child { overflow-wrap: break-word; } table.named-rows td:first-child { font-weight: 600; } .bad { border-left-color: var(--bar-block); background: var(--tint-block); }
@media (max-width: 720px) { .tiles.six { grid-template-columns: 1fr 1fr; } table.classes td.bar, table.classes th.bar { display: none; } table.classes tr { display: grid; grid-template-columns: 1fr 1fr 1fr 1fr; border-bottom: 1px solid var(--line); }
table.classes th:first-child { grid-column: 1 / -1; } table.classes th, table.classes td { border: 0; } .scroll { overflow-x: auto; } table.named-rows thead { display: none; } table.named-rows tr { display: block; border-bottom: 1px solid var(--line); padding: 4px 0; }
table.named-rows td { display: block; border: 0; padding: 0 6px; } }
"""


def page(report: Mapping[str, Any], css: str) -> str:
    """The page of a validation report (docs/reference/validation.md says what its parts are)."""
    return "".join(_page(report, css + _STYLE))


def _page(report: Mapping[str, Any], css: str) -> Iterator[str]:
    known = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    plan, basis = report["plan"], report["basis"]
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    yield f'<title>Validation of the matcher</title><style>{css}</style></head><body><a class="skip" href="#classes">To the classes</a>'
    yield '<header class="page"><h1>Validation of the matcher</h1>'
    side = {"all": "all entities", "dev": "the development side of the entities", "test": "the test side of the entities"}[plan["split"]]
    yield (
        f'<p class="soft">enduse {escape(report["engine_version"])} · Basis <code>{escape(basis["digest"][:16])}</code> · {side} · seed {plan["seed"]} · up to {plan["sample"]:,} names a class · '
        f"questions <code>{escape(report['corpus']['digest'])}</code></p>"
    )
    yield from _floors(report)
    yield "</header><main>" + _tiles(report)
    if report.get("against"):
        yield from _against(report["against"])
    yield from _classes(report["changed"])
    yield from _alerts(report)
    yield from _bands(report)
    yield from _plots(report)
    yield from _crossed(report["crossed"])
    yield from _missed(report)
    yield from _basis(report)
    yield f'</main><footer><p class="soft">{escape(DISCLAIMER)}</p></footer></body></html>\n'


def _percent(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def _told(row: Mapping[str, Any]) -> str:
    """A share with its interval in words."""
    return f"{_percent(row['recall'])} ({_percent(row['low'])} to {_percent(row['high'])})"


def _floors(report: Mapping[str, Any]) -> Iterator[str]:
    told = report.get("below_floors")
    if told:
        yield '<div class="notice bad"><p>Below the floors that were asked for:</p><ul>' + "".join(f"<li>{escape(line)}</li>" for line in told) + "</ul></div>"
    elif told is not None:
        yield '<p class="notice">Every floor that was asked for is kept.</p>'


def _tiles(report: Mapping[str, Any]) -> str:
    changed, alerts, worst = report["changed"], report["false_alerts"], report["changed"]["worst"]
    tiles = [
        (_percent(report["control"]["recall"], 2), f"of {report['control']['asked']:,} names found as printed", level(report["control"]["recall"])),
        (_percent(changed["one"]["recall"]), f"found under one change, {changed['one']['asked']:,} asked", level(changed["one"]["recall"])),
        (_percent(changed["two"]["recall"]), f"found under two changes, {changed['two']['asked']:,} asked", level(changed["two"]["recall"])),
        (_percent(worst["recall"]) if worst else "–", f"in the worst class, {worst['name']}" if worst else "no class with 20 cases", level(worst and worst["recall"])),
        (_number(alerts["made_up"]["per_1000"]), "false alerts per 1,000 made-up names", "review"),
        (_number(alerts["near"]["per_1000"]), "alerts per 1,000 near-namesakes that are others", "review"),
        (_number(report["calibration"]["ece"], 3), "calibration error of the score", "review"),
        (_number(report["time"]["batch_ms"], 2) + " ms", f"a question in a batch; alone {_number(report['time']['p50_ms'], 1)} ms, 99 % within {_number(report['time']['p99_ms'], 1)} ms", "release"),
    ]  # fmt: skip
    return (
        '<ul class="tiles six">'
        + "".join(f'<li class="{css}"><strong>{escape(figure)}</strong> <span>{escape(words)}</span></li>' for figure, words, css in tiles)
        + "</ul>"
    )


def _number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _classes(changed: Mapping[str, Any]) -> Iterator[str]:
    yield '<section><h2 id="classes">Found, class by class</h2>'
    yield '<p class="soft">The share of changed names for which the same listed entity came back as possible or better (as established where the class says so). The bar is the 95 % interval (Wilson).</p>'
    yield '<div class="scroll"><table class="classes"><thead><tr><th scope="col">class</th><th scope="col" class="n">one change</th><th scope="col" class="n">asked</th><th scope="col" class="bar">0 to 100 %</th>'
    yield '<th scope="col" class="n">two changes</th><th scope="col" class="n">asked</th><th scope="col" class="bar">0 to 100 %</th></tr></thead><tbody>'
    for family in changed["families"]:
        yield f'<tr class="family"><th scope="rowgroup">{escape(family["family"])}</th>{_share(family["one"])}{_share(family["two"])}</tr>'
        for row in changed["classes"]:
            if row["family"] == family["family"]:
                wants = " Must be established." if row["expects"] == "established" else ""
                yield f'<tr><th scope="row">{escape(row["name"])}<small class="soft"> {escape(row["does"] + wants)}</small></th>{_share(row["one"])}{_share(row["two"])}</tr>'
    yield f'<tr class="family"><th scope="row">all</th>{_share(changed["one"])}{_share(changed["two"])}</tr></tbody></table></div></section>'


def _share(row: Mapping[str, Any]) -> str:
    low = " low" if row["recall"] is not None and level(row["recall"]) == "block" else ""
    return f'<td class="n{low}">{_percent(row["recall"])}</td><td class="n z">{row["asked"]:,}</td><td class="bar">{interval(row)}</td>'


def _alerts(report: Mapping[str, Any]) -> Iterator[str]:
    alerts = report["false_alerts"]
    yield '<section><h2 id="alerts">Cried wolf</h2><p class="soft">Names that are nobody\'s on the lists. Namesakes of a listed name are counted apart, as no matcher can tell them by the name: the same words in any order, with the legal form or without, in their own letters or in Latin.</p>'
    yield '<div class="scroll"><table><thead><tr><th scope="col">asked</th><th scope="col" class="n">names</th><th scope="col" class="n">alerts</th><th scope="col" class="n">per 1,000</th><th scope="col" class="n">95 %</th><th scope="col" class="n">established</th><th scope="col" class="n">namesakes apart</th></tr></thead><tbody>'
    for row in alerts["kinds"]:
        yield (
            f'<tr><th scope="row">{escape(KINDS.get(row["kind"], row["kind"]))}</th><td class="n">{row["asked"]:,}</td><td class="n">{row["alerts"]:,}</td><td class="n">{_number(row["per_1000"])}</td>'
            f'<td class="n z">{_number(row["low"])} – {_number(row["high"])}</td><td class="n">{row["established"]:,}</td><td class="n">{row["namesakes"]:,}</td></tr>'
        )
    yield "</tbody></table></div>"
    loud = [row for row in alerts["cultures"] if row["alerts"]]
    if loud:
        named = ", ".join(f"{row['locale']} {row['alerts']} of {row['asked']}" for row in loud)
        yield f'<p class="soft">Made-up names by language and country, most alerts first: {escape(named)}.</p>'
    for kind in KINDS:
        rows = [row for row in report["alerts"] if row["kind"] == kind and not row["namesake"]]
        if rows:
            yield f'<details class="named"><summary>{escape(KINDS[kind])}: {min(NAMED, len(rows))} of {len(rows):,} alerts by name</summary>'
            yield from _table(
                ("asked", "near", "taken for", "score, band"),
                [(row["name"], row["near"], row["got"] or "", f"{(row['score'] or 0) / 1000:.3f} {row['band']}") for row in rows[:NAMED]],
            )
            yield "</details>"
    yield "</section>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool = False) -> Iterator[str]:
    """Rows of names, which unfold one below the other where the page is narrow; or of figures, right-aligned behind the first column, which do not."""
    css = (' class="n"', "figures") if figures else ("", "named-rows")
    yield f'<div class="scroll"><table class="{css[1]}"><thead><tr><th scope="col">{escape(heads[0])}</th>' + "".join(
        f'<th scope="col"{css[0]}>{escape(head)}</th>' for head in heads[1:]
    )
    yield "</tr></thead><tbody>"
    for first, *rest in rows:
        yield f"<tr><td>{foreign(first)}</td>" + "".join(f"<td{css[0]}>{foreign(cell)}</td>" for cell in rest) + "</tr>"
    yield "</tbody></table></div>"


def _bands(report: Mapping[str, Any]) -> Iterator[str]:
    ranks = report["ranks"]
    yield '<section><h2 id="bands">Right, band by band</h2><p class="soft">Of the first hit of every question above. Order: how often a right hit scores above a wrong one of the same band (1 is perfect, 0.5 is chance). The shares depend on the mix of questions, as in every such test.</p>'
    yield '<div class="scroll"><table><thead><tr><th scope="col">band</th><th scope="col" class="n">hits</th><th scope="col" class="n">right</th><th scope="col" class="n">95 %</th><th scope="col" class="n">order</th></tr></thead><tbody>'
    for row in report["bands"]:
        yield f'<tr><th scope="row">{escape(row["band"])}</th><td class="n">{row["hits"]:,}</td><td class="n">{_percent(row["precision"])}</td><td class="n z">{_percent(row["low"])} – {_percent(row["high"])}</td><td class="n">{_number(row["order"], 3)}</td></tr>'
    yield f'</tbody></table></div><p class="soft">Where the entity was found it came first in {_percent(ranks["first"])} and within the first three in {_percent(ranks["within_three"])}; {_number(ranks["mean_hits"])} entities came back on average.</p></section>'


def _plots(report: Mapping[str, Any]) -> Iterator[str]:
    found = report["calibration"]
    yield '<section><h2 id="score">What the score is worth</h2><p class="soft">A score is a probability: of hits that say 0.9, nine in ten should be the party. It was fitted on other questions than yours, so look how far it is off here. A hit below the band <i>possible</i> is not shown at all, so that recall does not change left of the least score of that band.</p><div class="plots">'
    yield f"<figure><figcaption>Calibration: {found['hits']:,} hits, expected calibration error {_number(found['ece'], 3)}</figcaption>{calibration(found['bins'])}"
    yield "<details><summary>Figures</summary>"
    yield from _table(
        ("score", "hits", "mean probability said", "share right"),
        [(f"{row['low']:.2f} – {row['high']:.2f}", f"{row['hits']:,}", f"{row['predicted']:.3f}", f"{row['observed']:.3f}") for row in found["bins"]],
        figures=True,
    )
    yield '</details></figure><figure><figcaption>If hits less probable than this were not shown</figcaption><p class="key soft"><b class="one">— one change</b> <b class="two">— two changes</b> <b class="alarm">- - alerts per 100 made-up names</b></p>'
    yield sweep(report["sweep"]) + "<details><summary>Figures</summary>"
    yield from _table(
        ("least probability", "one change", "two changes", "made-up per 1,000", "near per 1,000"),
        [(f"{row['threshold']:.2f}", _percent(row["one"]), _percent(row["two"]), _number(row["made_up_per_1000"]), _number(row["near_per_1000"])) for row in report["sweep"]],
        figures=True,
    )  # fmt: skip
    yield "</details></figure></div></section>"


def _crossed(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    yield '<section><h2 id="crossed">Across scripts, as the lists print them</h2><p class="soft">Nothing generated: where an entity carries names in two scripts, those of one script are taken off the list and asked for. Found is counted over names that say the same by sound; of every name, translations and other names of the party among them, less is found.</p>'
    yield '<div class="scroll"><table><thead><tr><th scope="col">asked in</th><th scope="col">listed in</th><th scope="col" class="n">entities found</th><th scope="col" class="n">names asked</th><th scope="col" class="n">found</th><th scope="col" class="n">95 %</th><th scope="col" class="n">of every name</th><th scope="col" class="n">alerts per 1,000 strangers</th></tr></thead><tbody>'
    for row in rows:
        yield (
            f'<tr><td>{escape(row["asked_in"])}</td><td>{escape(row["listed_in"])}</td><td class="n">{row["entities_found"]:,} of {row["entities"]:,}</td><td class="n">{row["asked"]:,}</td>'
            f'<td class="n">{_percent(row["recall"])}</td><td class="n z">{_percent(row["low"])} – {_percent(row["high"])}</td><td class="n">{_percent(row["every_name"]["recall"])}</td><td class="n">{_number(row["false"]["per_1000"])}</td></tr>'
        )
    yield "</tbody></table></div>"
    for row in rows:
        if row["missed"]:
            yield f'<details class="named"><summary>{escape(row["asked_in"])} asked, {escape(row["listed_in"])} listed: names not found</summary>'
            yield from _table(("asked", "listed"), [(one["asked"], one["printed"]) for one in row["missed"][:NAMED]])
            yield "</details>"
    yield "</section>"


def _missed(report: Mapping[str, Any]) -> Iterator[str]:
    yield '<section><h2 id="missed">Missed, by name</h2>'
    if report["control"]["missed"]:
        yield f'<details class="named" open><summary>As printed: {len(report["control"]["missed"]):,} names</summary>'
        yield from _table(("printed", "list", "entity"), [(row["printed"], row["source"], row["entity_id"]) for row in report["control"]["missed"][:NAMED]])
        yield "</details>"
    by_class: dict[str, list[Mapping[str, Any]]] = {}
    for row in report["missed"]:
        by_class.setdefault(row["class"], []).append(row)
    for name, rows in sorted(by_class.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f'<details class="named"><summary>{escape(name)}: {len(rows):,}{f", the first {NAMED} here, all in validation.json" if len(rows) > NAMED else ""}</summary>'
        yield from _table(("printed", "asked", "also", "came back", "list"), [_row(row) for row in rows[:NAMED]])
        yield "</details>"
    yield "</section>"


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    asked = row["asked"] + (f"  (two changes: {row['second']} first)" if row["second"] else "")
    also = "; ".join(f"{key} {'; '.join(one['value'] for one in value) if isinstance(value, list) else value}" for key, value in row["also"].items())
    return row["printed"], asked, also, f"{row['got']} {(row['got_score'] or 0) / 1000:.3f}" if row["got"] else "nothing", row["source"]


def _against(found: Mapping[str, Any]) -> Iterator[str]:
    then = found["then"]
    yield f'<section><h2 id="against">Against the earlier report</h2><p class="soft">enduse {escape(then["engine_version"])}, Basis <code>{escape(then["basis"][:16])}</code>, seed {then["plan"]["seed"]}. '
    both = f"{found['asked_by_both']:,} questions were asked by both; names are compared on those."
    yield f"{'The same questions were asked.' if found['same_questions'] else both}</p>"
    rows = [("as printed", found["control"]), ("one change", found["one"]), ("two changes", found["two"])]
    steps = [(f"{row['name']}, {words}", row[key]) for row in found["classes"] for key, words in (("one", "one change"), ("two", "two changes"))]
    moved = sorted((pair for pair in steps if pair[1]["change"]), key=lambda pair: (not pair[1]["intervals_apart"], -abs(pair[1]["change"]), pair[0]))
    heads = ("", "then", "now", "change", "")
    yield from _table(heads, [_step(*pair) for pair in (*rows, *moved[:NAMED])], figures=True)
    if moved[NAMED:]:
        yield f"<details><summary>Smaller changes: {len(moved) - NAMED}</summary>"
        yield from _table(heads, [_step(*pair) for pair in moved[NAMED:]], figures=True)
        yield "</details>"
    yield f"<p>False alerts per 1,000 made-up names: {_number(found['made_up']['then'])} then, {_number(found['made_up']['now'])} now; near-namesakes {_number(found['near']['then'])} and {_number(found['near']['now'])}.</p>"
    for key, words in (("newly_missed", "Newly missed"), ("newly_found", "Newly found")):
        if found[key]:
            yield f'<details class="named"{" open" if key == "newly_missed" else ""}><summary>{words}: {len(found[key]):,}</summary>'
            yield from _table(("printed", "asked", "also", "came back", "list"), [_row(row) for row in found[key][: 3 * NAMED]])
            yield "</details>"
    for key, words in (("newly_alarmed", "Newly alarmed"), ("alarmed_no_more", "Alarmed no more")):
        if found[key]:
            yield f'<details class="named"><summary>{words}: {len(found[key]):,}</summary>'
            yield from _table(("asked", "near", "taken for"), [(row["name"], row["near"], row["got"] or "") for row in found[key][: 3 * NAMED]])
            yield "</details>"
    yield "</section>"


def _step(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    change = "–" if row["change"] is None else f"{100 * row['change']:+.1f}"
    return name, _percent(row["then"]), _percent(row["now"]), change, "beyond chance" if row["intervals_apart"] else ""


def _basis(report: Mapping[str, Any]) -> Iterator[str]:
    yield '<section><h2 id="lists">What was asked of</h2><div class="scroll"><table><thead><tr><th scope="col">list</th><th scope="col">version</th><th scope="col">published</th><th scope="col" class="n">entities</th><th scope="col" class="n">listings</th></tr></thead><tbody>'
    for row in report["basis"]["lists"]:
        yield f'<tr><th scope="row">{escape(row["id"])}</th><td>{escape(row["version"])}</td><td>{escape(row["published"] or "unknown")}</td><td class="n">{row["entities"]:,}</td><td class="n">{row["listings"]:,}</td></tr>'
    of = f" The questions were made of {', '.join(report['plan']['lists'])} alone." if report["plan"]["lists"] else ""
    yield f'</tbody></table></div><p class="soft">Basis <code>{escape(report["basis"]["digest"])}</code>.{escape(of)} {report["time"]["questions"]:,} questions in {report["time"]["seconds"]:,.1f} s of processor time. '
    yield "The same Basis, engine, seed and sample ask the same questions and give the same figures, times apart.</p></section>"
