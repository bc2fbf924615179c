"""What do the `goods` commands do, and what do they tell of it?"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import UsageError
from enduse.goods.entries import NAMESPACES, Entries, Threshold
from enduse.goods.parameters import PARAMETERS
from enduse.run import control_lists
from enduse.run.goods_view import CodeView, EntryView, ListView, OldCode, RowView, list_rows, view
from enduse.run.goods_view import control_lists as views
from enduse.run.home import home_dir
from enduse.run.nomenclature import source
from enduse.show.markup import plain


def lists(json: bool, home: Path | None) -> int:
    """`enduse goods lists`."""
    basis = control_lists.goods_basis(home_dir(home))
    found = views(basis)
    if json:
        return _json(found)
    table = Table(header_style="bold")
    for heading in ("list", "title", "regime", "nature", "held", "rows", "primary", "secondary", "unconfirmed", "rows begin"):
        table.add_column(heading, overflow="fold", justify="right" if heading in ("rows", "primary", "secondary", "unconfirmed") else "left")
    for each in found:
        sure = [f"{each.confirmed.get(name, 0):,}" for name in ("primary", "secondary", "unconfirmed")]
        name = each.id if not each.own_id else f"{each.id} (yours{'' if each.own_id == each.id else f', {each.own_id}'})"
        table.add_row(name, each.title, each.regime, each.nature, _HELD[each.held], f"{each.rows:,}", *sure, ", ".join(each.dates))
    paper = console()
    paper.print(table, markup=False)
    gaps = [each for each in found if each.held != "whole"]
    if gaps:
        paper.print(
            f"NOT HELD, or only in part: {len(gaps)} lists of goods that the law has. Rows of theirs say at most where goods may be named.", markup=False
        )
        for each in gaps:
            paper.print(plain(f"  {each.id} ({_HELD[each.held]}): {each.title}; missing: {each.missing}"), markup=False, soft_wrap=True)
        paper.print(
            'Decisions name those they would have needed. Most of them one of yours can take the place of: `in_place_of = "ID"` in the definition of `enduse goods add`.',
            markup=False,
        )
    entries = Entries.of(basis)
    for regime, act in NAMESPACES.items():
        mine = [each for each in entries.all() if each.regime == regime and each.kind == "entry"]
        figures = sum(len(entries.figures(each)) for each in mine)
        paper.print(f"dual-use entries of {regime} ({act}): {len(mine)}, with {figures} figures; see `enduse goods show {regime}:2`", markup=False)
    return 0


_HELD = {"whole": "", "part": "in part", "none": "NO"}


def at(date: str, list_id: str | None, json: bool, home: Path | None) -> int:
    """`enduse goods at`."""
    day = _day(date, "DATE")
    basis = control_lists.goods_basis(home_dir(home))
    if list_id is not None:
        rows = list_rows(basis, list_id, day)
        if json:
            return _json(rows)
        paper = console(soft_wrap=True)
        paper.print(f"{list_id} on {day}: {len(rows):,} rows in force", markup=False)
        for row in rows:
            paper.print(
                plain(f"  {row.code:10} {f'tier {row.tier}, ' if row.tier else ''}{_period(row)}; {row.citation} ({row.confirmed}){_note(row.note)}"),
                markup=False,
            )
        return 0
    found = views(basis, day)
    if json:
        return _json(found)
    paper = console(soft_wrap=True)
    paper.print(f"{len(found)} control lists have rows in force on {day}", markup=False)
    for each in found:
        sure = ", ".join(f"{count:,} {name}" for name, count in each.confirmed.items())
        paper.print(plain(f"  {each.id:22} {each.regime:6} {each.nature:13} {each.rows:5,} rows ({sure}): {each.title}{_gap(each)}"), markup=False)
    return 0


def show(code: str, edition: str | None, date: str | None, json: bool, home: Path | None) -> int:
    """`enduse goods show`."""
    day = _day(date, "--at") if date else dt.datetime.now(dt.UTC).date()
    found = view(control_lists.goods_basis(home_dir(home)), code, day, edition)
    if json:
        return _json(found)
    paper = console(soft_wrap=True)
    for line in _code_lines(found) if isinstance(found, CodeView) else _entry_lines(found, day):
        paper.print(plain(line), markup=False)
    return 0


def add(file: Path, definition: Path, home: Path | None) -> int:
    """`enduse goods add`."""
    manifest, changed = control_lists.add(home_dir(home), file, definition, now=dt.datetime.now(dt.UTC))
    paper = console(soft_wrap=True)
    state = f"stored as version {manifest.version}" if changed else "unchanged: this very list was held already"
    paper.print(
        f"{manifest.id}: {state}; {manifest.rows:,} control rows{f'; takes the place of {manifest.previous}' if changed and manifest.previous else ''}",
        markup=False,
    )
    paper.print("Run `enduse prepare` to use it.", markup=False)
    return 0


def remove(id: str, home: Path | None) -> int:
    """`enduse goods remove`."""
    gone = control_lists.remove(home_dir(home), id)
    console(soft_wrap=True).print(f"{gone.id}: removed ({gone.rows:,} control rows). Run `enduse prepare` to screen without it.", markup=False)
    return 0


def _code_lines(code: CodeView) -> Iterator[str]:
    yield f"{code.code} on {code.at}"
    for part, words in code.words:
        yield f"  {part:8} {words}"
    if code.words:
        yield f"           words: {source()}, HS 2022"
    if code.national:
        yield f"  the digits {code.national} after the sixth are national (CN 8, TARIC, TN VED and HTS 10): lists of that nomenclature alone speak of them"
    yield "Editions"
    if code.exists is False:
        yield f"  never existed: no edition from HS 1996 to HS 2022 holds it; a screening judges {code.judged_as} and asks for the right code"
    elif code.exists is None:
        yield "  left to national use: no edition says what it is"
    else:
        yield f"  {', '.join(code.editions) or 'none from HS 1996 on; known as an older code'}"
    if code.edition and code.exists:
        yield f"  {code.edition} {'holds it' if code.in_edition else 'does not hold it'}"
    for edition, word in code.stability.items():
        if code.exists:
            yield f"  across {edition}: {_STABILITY[word]}"
    for title, others in (("became", code.successors), ("was before", code.predecessors)):
        yield from (f"  {title} {line}" for line in _others(others))
    yield "Control lists"
    through: dict[RowView, list[str]] = {}
    for row in code.controls:
        through.setdefault(msgspec.structs.replace(row, via=None), []).extend([row.via] if row.via else [])
    for row, vias in through.items():
        how = ("names it" if row.named else "may name it") + (f" through {', '.join(vias)}" if vias else "")
        tier = f", tier {row.tier}" if row.tier else ""
        yield f"  {row.regime:6} {row.list}: {how} by {row.code}{tier}; {row.nature}; {_period(row)}; {row.citation} ({row.confirmed}){_note(row.note)}"
    if not code.controls:
        yield "  none of those held names it on this day; that is no classification, and lists by technical figures name no codes"
    else:
        yield "  A code on an indicative list points to goods that may be controlled; it classifies nothing."


_STABILITY = {
    "stable": "stable, series can be compared",
    "waste left": "stable but for electrical waste, which left to heading 8549",
    "goods moved": "the number stayed and goods moved: series cannot be compared as they stand",
    "new": "new in this edition: no series before it",
    "gone": "gone with this edition",
    "not there": "not there on either side",
    "unknown": "not known",
}


def _others(others: tuple[OldCode, ...]) -> Iterator[str]:
    """One line for all that need no remark, one for each that does."""
    plainly = [each.code for each in others if not each.note]
    if plainly:
        yield ", ".join(plainly[:24]) + (f" and {len(plainly) - 24} more" if len(plainly) > 24 else "")
    for each in others:
        if each.note:
            yield f"{each.code}{'' if each.whole else ', in part'}: {each.note}"


def _entry_lines(found: tuple[EntryView, ...], day: dt.date) -> Iterator[str]:
    if len(found) > 1:
        yield f"{len(found)} lists have this number, each for itself: what one says of it says nothing of the other."
    for entry in found:
        yield f"{entry.namespace}:{entry.code} ({entry.act}) on {day}{'' if entry.in_force else ': NOT in force on this day'}"
        for depth, (code, title) in enumerate(entry.path):
            yield f"  {'  ' * depth}{code:8} {title}"
        until = f" until {entry.valid_to}" if entry.valid_to else ""
        yield f"  {f'from {entry.valid_from}' if entry.valid_from else 'start not held'}{until}; {entry.citation} ({entry.confirmed}){_note(entry.note)}"
        for code, title in entry.beneath:
            yield f"    {code:16} {title}"
        paragraph = None
        for figure in entry.figures:
            if figure.entry != paragraph:
                paragraph = figure.entry
                yield f"  {paragraph}{f': {figure.condition}' if figure.condition else ''}; {figure.citation} ({figure.confirmed}){_note(figure.note)}"
            yield f"      {_figure(figure)}"
        if entry.figures:
            yield "  All figures of a paragraph together make it apply; paragraphs are alternatives."
        elif not entry.beneath:
            yield "  No figures are held; read the entry itself."


def _figure(figure: Threshold) -> str:
    return f"{figure.parameter} {figure.comparator} {figure.value} {figure.unit}: {PARAMETERS[figure.parameter].lower()}"


def _gap(each: ListView) -> str:
    return {"whole": "", "part": "; held in part", "none": "; NOT HELD: rows say only where it may name goods"}[each.held]


def _period(row: RowView) -> str:
    return f"{row.valid_from or 'open'} to {row.valid_to or 'open'}"


def _note(note: str | None) -> str:
    return f"; {note}" if note else ""


def _day(text: str, what: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f"{what} {text!r} is no ISO date; write 2026-03-01") from fault


def _json(found: object) -> int:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode() + "\n")
    return 0
