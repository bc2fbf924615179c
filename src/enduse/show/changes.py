"""What does the officer see of a re-screening: which decisions are no longer what they were, and why?"""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from enduse.judge.changed import Because, Changed
from enduse.judge.differences import Differences
from enduse.model.effects import GRAVITY
from enduse.show.changes_words import KIND, MEANING, Known, known, tell
from enduse.show.files import guard
from enduse.show.markup import escape, foreign, plain
from enduse.show.report import Assets
from enduse.show.words import DISCLAIMER, OUTCOME, REASON_CLASS

COLUMNS: Final = (
    "change", "reopened", "book", "id", "revision", "relation", "parties", "outcome_before", "outcome_after", "reason_class_before", "reason_class_after", "reasons",
    "words", "review", "record_before", "basis_before", "as_of_before",
)  # fmt: skip
SHOWN: Final = ("raised", "ground", "eased", "cleared", "same", "first")
"""Kinds in the order of the page; `detail` is counted there and told in changes.csv."""
MAX_ROWS: Final = 1000
"""Rows of one kind on the page."""


class NotLooked(Protocol):
    """A record that could not be looked at again."""

    @property
    def record(self) -> str: ...
    @property
    def book(self) -> str: ...
    @property
    def id(self) -> str | None: ...
    @property
    def why(self) -> str: ...


class Page(NamedTuple):
    """What the page says of the run."""

    as_of: str
    since: str
    basis: str
    stored: int
    standing: int
    current: int
    untouched: int
    decided: int
    earlier: int
    kinds: Mapping[str, int]
    reopened: int
    not_looked: int
    lists: Sequence[Mapping[str, Any]]


_PACK: Final = msgspec.msgpack.Encoder()
_UNPACK: Final = msgspec.msgpack.Decoder(Changed)


class ChangeFiles:
    """Takes changes as they come; on `close` changes.csv and changes.ndjson stand under their names, sorted. A new engine may change a million: they wait in a
    file without a name, only their order is held."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._spool = tempfile.TemporaryFile(dir=out)  # noqa: SIM115  # it lives as long as this does
        self._order: list[tuple[bytes, int]] = []
        self._not_looked: list[NotLooked] = []

    def add(self, one: Changed) -> None:
        """One decision that changed."""
        place = bytes((not one.reopened, _place(one.kind), 255 - GRAVITY[one.after]))
        named = "\0".join((one.book, one.id, f"{one.revision:09}")).encode("utf-8", "surrogatepass")
        self._order.append((place + named, self._spool.seek(0, os.SEEK_END)))
        packed = _PACK.encode(one)
        self._spool.write(len(packed).to_bytes(4, "big") + packed)

    @property
    def rows(self) -> Iterator[Changed]:
        """All of them: first what is re-opened, then kind by kind, the gravest first."""
        for _, at in sorted(self._order):
            self._spool.seek(at)
            yield _UNPACK.decode(self._spool.read(int.from_bytes(self._spool.read(4), "big")))

    def not_looked(self, records: Sequence[NotLooked]) -> None:
        """Records that could not be looked at: told in the same files, so that nobody overlooks them."""
        self._not_looked.extend(records)

    def close(self, differences: Sequence[Differences]) -> None:
        """Sort, write and rename."""
        among = known(differences)
        encoder = msgspec.json.Encoder(order="sorted")
        with (self.out / "changes.csv.part").open("w", encoding="utf-8", newline="") as table, (self.out / "changes.ndjson.part").open("wb") as lines:
            writer = csv.writer(table, lineterminator="\n")
            writer.writerow(COLUMNS)
            for one in self.rows:
                told = [tell(reason, among) for reason in one.because]
                writer.writerow([guard(cell) for cell in _cells(one, told)])
                lines.write(encoder.encode({"schema_version": 1, **msgspec.structs.asdict(one), "words": told}) + b"\n")
            for each in self._not_looked:
                blank = dict.fromkeys(COLUMNS, "")
                blank |= {"change": "not_looked", "book": each.book, "id": each.id or "", "words": each.why, "record_before": each.record}
                writer.writerow([guard(cell) for cell in blank.values()])
                lines.write(
                    encoder.encode({"schema_version": 1, "kind": "not_looked", "book": each.book, "id": each.id, "record": each.record, "words": [each.why]})
                    + b"\n"
                )
            for stream in (table, lines):
                stream.flush()
                os.fsync(stream.fileno())
        for name in ("changes.csv", "changes.ndjson"):
            (self.out / f"{name}.part").replace(self.out / name)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._spool.close()
        for name in ("changes.csv", "changes.ndjson", "changes.html"):
            (self.out / f"{name}.part").unlink(missing_ok=True)


def _place(kind: str) -> int:
    return SHOWN.index(kind) if kind in SHOWN else len(SHOWN)


def _cells(one: Changed, told: Sequence[str]) -> list[str]:
    return [
        one.kind, "|".join(one.reopened), one.book, one.id, str(one.revision), one.relation or "", "|".join(one.parties), one.before or "", one.after,
        one.reason_class_before or "", one.reason_class_after, "|".join(f"{reason.code}>{reason.about}" if reason.about else reason.code for reason in one.because),
        "|".join(told), one.review or "", f"seq:{one.record}" if one.record is not None else "", one.basis_before or "", one.as_of_before or "",
    ]  # fmt: skip


# ---------------------------------------------------------------- the page


def write_changes_page(out: Path, page: Page, rows: Iterable[Changed], differences: Sequence[Differences], assets: Assets) -> None:
    """Write changes.html: one self-contained page without scripts. `rows` as `ChangeFiles.rows` gives them."""
    part = out / "changes.html.part"
    with part.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        for piece in _page(page, rows, differences, assets):
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(out / "changes.html")


_STYLE: Final = """
table.changes th[scope="row"] { width: 28%; } .was { white-space: nowrap; } .was .outcome { font-weight: 600; } .outcome.block { color: var(--block); } .outcome.review { color: var(--review); }
.outcome.release { color: var(--release); } td ul { margin: 0; padding-left: 1.1em; } .again { font-weight: 600; color: var(--review); }
.kinds { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; padding: 0; } .kinds li { background: var(--paper); border: 1px solid var(--line);
border-radius: 6px; padding: 8px 14px; } .kinds strong { display: block; font-size: 1.5rem; line-height: 1.2; } .kinds .hot { border-color: var(--bar-block); }
@media (max-width: 640px) { table.changes thead { display: none; } table.changes tr, table.changes td, table.changes th { display: block; width: auto !important; border: 0; padding: 2px 8px; }
table.changes tr { border-bottom: 1px solid var(--line); padding: 8px 0; } }
"""


def _page(page: Page, rows: Iterable[Changed], differences: Sequence[Differences], assets: Assets) -> Iterator[str]:
    css = assets.css + _STYLE
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_policy(css)}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    yield f'<title>What changed: re-screening</title><style>{css}</style></head><body><a class="skip" href="#first">To the decisions</a>'
    yield '<header class="page"><h1>What changed: stored decisions, looked at again</h1>'
    yield f'<p class="soft">Decisions {escape(page.since)} · as of {escape(page.as_of)} · Basis in use <code>{escape(page.basis[:16])}</code></p>'
    yield f"<p>{escape(_account(page))}</p>"
    if page.earlier:
        yield f'<p class="notice">{page.earlier:,} decisions were recorded before and were not looked at: name an older Basis or day to include them.</p>'
    if page.not_looked:
        yield f'<p class="notice">{page.not_looked:,} records could not be looked at again; each is named at the end of changes.csv.</p>'
    for row in page.lists:
        if row["notice"]:
            yield f'<p class="notice">{foreign(row["notice"])}</p>'
    yield "</header><main>"
    yield '<ul class="kinds">' + "".join(_tile(name, count) for name, count in _tiles(page)) + "</ul>"
    yield from _what(differences)
    among = known(differences)
    yield '<div id="first">'
    shown = False
    for key, group in groupby(rows, key=lambda one: "reopened" if one.reopened else one.kind):
        if key == "detail":
            break  # they are the last
        shown = True
        yield from _section(key, *(_REOPENED if key == "reopened" else (KIND[key].capitalize(), MEANING[key])), group, among)
    if not shown:
        yield "<p>No decision has another outcome or rests on another ground.</p>"
    yield f"</div></main><footer><p class='soft'>{escape(DISCLAIMER)}</p></footer></body></html>\n"


_REOPENED: Final = ("Re-opened: a person had decided, and the ground is another now", "Look at each again.")


def _policy(css: str) -> str:
    # nothing runs, nothing is fetched: whatever came in with a name stays text
    known_style = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{known_style}'; base-uri 'none'; form-action 'none'"


def _account(page: Page) -> str:
    parts = [f"{page.stored:,} decisions looked at"]
    parts[0] += f" ({page.standing:,} of standing parties)" if page.standing else ""
    parts.append(f"{page.decided:,} decided anew, {page.untouched:,} untouched" + (f", {page.current:,} on this Basis already" if page.current else ""))
    return ": ".join(parts)


def _tiles(page: Page) -> Iterator[tuple[str, int]]:
    yield "re-opened", page.reopened
    for kind in ("raised", "ground", "eased", "cleared", "detail", "first"):
        if page.kinds.get(kind) or kind in ("raised", "cleared"):
            yield KIND[kind], page.kinds.get(kind, 0)


def _tile(name: str, count: int) -> str:
    hot = " class='hot'" if count and name in ("re-opened", KIND["raised"]) else ""
    return f"<li{hot}><strong>{count:,}</strong> {escape(name)}</li>"


def _what(differences: Sequence[Differences]) -> Iterator[str]:
    """What differs between the Bases, before what follows from it."""
    yield '<section aria-labelledby="what"><h2 id="what">What changed in lists and rules</h2>'
    if not differences:
        yield "<p>Nothing: only the day of screening is another.</p></section>"
        return
    for each in differences:
        yield f'<p class="soft">From Basis <code>{escape(each.old[:16] or "none")}</code> to <code>{escape(each.new[:16])}</code></p><ul>'
        yield "".join(f"<li>{line}</li>" for line in (escape(said) for said in told(each)))
        yield "</ul>"
    yield "</section>"


def told(each: Differences) -> Iterator[str]:
    """What differs between two Bases, in lines."""
    by_list: dict[str, dict[str, int]] = {}
    for change in each.listings.values():
        per = by_list.setdefault(change.list_id, {})
        per[change.state] = per.get(change.state, 0) + 1
    for one in each.lists:
        counts = by_list.pop(one.list_id, {})
        versions = f"version {one.old or 'none'} → {one.new or 'none'}"
        yield f"list {one.list_id}: {versions}; listings " + ", ".join(f"{counts.get(state, 0):,} {state}" for state in ("added", "removed", "changed"))
    for name, counts in sorted(by_list.items()):
        yield f"list {name}: listings " + ", ".join(f"{counts.get(state, 0):,} {state}" for state in ("added", "removed", "changed"))
    for rule in each.rules.values():
        yield f"rule {rule.rule} {rule.state}: {rule.title}"
    for table in sorted({row.table for row in each.rows}):
        counted = {state: sum(row.table == table and row.state == state for row in each.rows) for state in ("added", "removed")}
        yield f"table {table}: {counted['added']:,} rows added, {counted['removed']:,} removed"
    for code in each.whole:
        if code != "settings":
            yield tell_code(code)


def tell_code(code: str) -> str:
    """A difference that touches every decision, in words."""
    return tell(Because(code=code), Known({}, {}))


def _section(key: str, title: str, lead: str, rows: Iterator[Changed], among: Known) -> Iterator[str]:
    first = list(islice(rows, MAX_ROWS))
    more = sum(1 for _ in rows)
    yield f'<section aria-labelledby="k-{key}"><h2 id="k-{key}">{escape(title)} <span class="soft">{len(first) + more:,}</span></h2><p>{escape(lead)}</p>'
    yield '<table class="changes"><thead><tr><th scope="col">decision</th><th scope="col">outcome</th><th scope="col">why</th></tr></thead><tbody>'
    for one in first:
        yield "".join(_row(one, among))
    yield "</tbody></table>"
    if more:
        yield f'<p class="soft">{more:,} more are in changes.csv.</p>'
    yield "</section>"


def _row(one: Changed, among: Known) -> Iterator[str]:
    revision = f" revision {one.revision}" if one.revision else ""
    who = " · ".join(foreign(name) for name in one.parties)
    about = f"{one.relation.replace('_', ' ')}, " if one.relation else ""
    yield f'<tr><th scope="row"><strong>{foreign(one.id)}</strong>{revision}<br><span class="soft">{escape(about)}{who}'
    yield f" · book {foreign(one.book)}</span></th>" if one.book != "default" else "</span></th>"
    yield f'<td class="was">{_outcome(one.before, one.reason_class_before)}{" →<br>" if one.before else ""}{_outcome(one.after, one.reason_class_after)}</td><td><ul>'
    for said in one.reopened:
        yield f'<li class="again">{foreign(said)}</li>'
    for reason in one.because:
        yield f"<li>{foreign(tell(reason, among))}</li>"
    yield "</ul></td></tr>"


def _outcome(outcome: str | None, reason_class: str | None) -> str:
    if outcome is None:
        return ""
    said = f" <span class='soft'>{escape(REASON_CLASS.get(reason_class or '', reason_class or ''))}</span>" if outcome != "release" else ""
    return f'<span class="outcome {outcome}">{escape(OUTCOME[outcome])}</span>{said}'


# ---------------------------------------------------------------- the terminal


def summary(page: Page, differences: Sequence[Differences], top: Iterable[Changed], *, out: str, seconds: float, lines: int = 8) -> RenderableType:
    """The same in some twenty lines."""
    among = known(differences)
    table = Table(box=None, pad_edge=False, show_header=False, show_edge=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    table.add_row(f"{page.reopened:,}", "re-opened: a person had decided, and the ground is another now")
    for kind in ("raised", "ground", "eased", "cleared", "detail", "first"):
        if page.kinds.get(kind) or kind in ("raised", "cleared"):
            table.add_row(f"{page.kinds.get(kind, 0):,}", f"{KIND[kind]}. {MEANING[kind]}")
    parts: list[RenderableType] = [Text(f"Decisions {page.since}, as of {page.as_of}. {_account(page)}"), table]
    for each in differences:
        said = list(told(each))
        parts.append(Text(f"Basis {each.old[:16] or 'none'} → {each.new[:16]}", style="bold"))
        parts += [Text(f"  {plain(line)}") for line in said[:lines]]
        parts += [Text(f"  … and {len(said) - lines} more (see changes.html)")] if len(said) > lines else []
    first = list(top)
    parts += [Text("look first at", style="bold")] if first else []
    for one in first:
        change = f"{OUTCOME[one.before]} → {OUTCOME[one.after]}" if one.before and one.before != one.after else OUTCOME[one.after]
        why = "; ".join([*one.reopened, *(tell(reason, among) for reason in one.because)])
        parts.append(Text(plain(f"  {one.id}: {change}: {why}"), overflow="ellipsis", no_wrap=True))
    if page.earlier:
        parts.append(Text(f"{page.earlier:,} decisions were recorded before and were not looked at", style="bold yellow"))
    if page.not_looked:
        parts.append(Text(f"{page.not_looked:,} records could not be looked at again: each is named in changes.csv", style="bold yellow"))
    parts += [Text(plain(row["notice"]), style="bold magenta") for row in page.lists if row["notice"]]
    parts.append(
        Text(f"written to {out} in {seconds:.1f} s: changes.csv, .ndjson, .html; of what was decided anew decisions.csv, .parquet, .ndjson, report.html")
    )
    parts.append(Text(DISCLAIMER, style="dim"))
    return Group(*parts)
