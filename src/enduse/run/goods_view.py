"""What do our tables say of this code, of this list, of this day? As data, for people to read."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from enduse.basis import Basis
from enduse.codes.editions import CURRENT, HELD, NATIONAL, Editions, Stability
from enduse.codes.hs import canonical_hs
from enduse.errors import UsageError
from enduse.goods import Catalogue, Control, Entries, Entry, Threshold
from enduse.goods.entries import NAMESPACES, base_entry, in_force
from enduse.goods.not_held import not_held
from enduse.goods.tables import hs_codes_table
from enduse.run import package
from enduse.run.nomenclature import hs_texts

_SHOWN: Final = 12
_EPOCH: Final = dt.date(1970, 1, 1)
_ITEM: Final = re.compile(r"[Jj][Pp][:\s]+(\d{1,2}(?:-\d)?(?:\(\d{1,2}(?:-\d)?\))?)")
"""Item of Japan's table, and what stands in it: JP:6(2). Without its namespace `16` is a chapter."""
_ENTRY: Final = re.compile(r"(?:([A-Za-z]{2})[:\s]+)?(\d|\d[A-Ea-e]|\d[A-Ea-e]\d{3}(?:[.:].+)?|[A-Za-z]+-\d{4}-\d+(?::.+)?)")


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """One control list. `dates`: days on which rows of it begin."""

    id: str
    title: str
    regime: str
    nature: str
    own_version: str | None  # of a list of the user's
    own_id: str | None  # its id, where it stands in place of one of ours
    held: str  # whole | part | none: of a list written by law, how much of it is held
    missing: str | None  # what is not, in words
    rows: int
    confirmed: dict[str, int]
    dates: tuple[str, ...]
    sources: tuple[str, ...]


class RowView(msgspec.Struct, frozen=True, kw_only=True):
    """A control row, on its own or as it bears on a code: `named` False: it may mean it; `via`: the successor through which an old code reaches it."""

    list: str
    title: str
    regime: str
    nature: str
    code: str
    tier: str | None
    valid_from: str | None
    valid_to: str | None
    citation: str
    confirmed: str
    note: str | None
    named: bool
    via: str | None


class OldCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code before or after this one. `whole`: all goods went over; `note`: why it was looked at by hand."""

    code: str
    whole: bool | None
    note: str | None


class CodeView(msgspec.Struct, frozen=True, kw_only=True):
    """A code of the Harmonized System or built on it."""

    code: str
    at: str
    exists: bool | None
    judged_as: str
    words: tuple[tuple[str, str], ...]  # code and words of chapter, heading, subheading (HS 2022)
    editions: tuple[str, ...]
    national: str | None  # the digits after the sixth
    stability: dict[str, Stability]
    successors: tuple[OldCode, ...]
    predecessors: tuple[OldCode, ...]
    controls: tuple[RowView, ...]
    edition: str | None
    in_edition: bool | None


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of one namespace, with what stands above and beneath it and the figures in force."""

    namespace: str
    act: str
    code: str
    title: str
    in_force: bool
    valid_from: str | None
    valid_to: str | None
    citation: str
    confirmed: str
    note: str | None
    path: tuple[tuple[str, str], ...]
    beneath: tuple[tuple[str, str], ...]
    figures: tuple[Threshold, ...]


def control_lists(basis: Basis, at: dt.date | None = None) -> tuple[ListView, ...]:
    """Every control list, or those with rows in force on a day (counting these rows alone)."""
    own = basis.tables.get("goods.own_lists")
    versions = {row["in_place_of"] or row["id"]: (row["id"], row["version"]) for row in own.to_pylist()} if own is not None else {}
    gaps = {each.list_id: each for each in not_held(basis)}
    rows: dict[str, list[Control]] = {}
    for row in Catalogue.of(basis).rows:
        if at is None or _row_in_force(row, at):
            rows.setdefault(row.list_id, []).append(row)
    return tuple(
        ListView(
            id=name,
            title=mine[0].title,
            regime=mine[0].regime,
            nature=mine[0].nature,
            own_version=versions[name][1] if name in versions else None,
            own_id=versions[name][0] if name in versions else None,
            held=gaps[name].held if name in gaps else "whole",
            missing=gaps[name].missing if name in gaps else None,
            rows=len(mine),
            confirmed=dict(sorted(Counter(row.confirmed for row in mine).items())),
            dates=tuple(sorted({_day(row.valid_from) or "open" for row in mine})),
            sources=tuple(sorted({row.citation for row in mine})),
        )
        for name, mine in sorted(rows.items())
    )


def list_rows(basis: Basis, id: str, at: dt.date | None = None) -> tuple[RowView, ...]:
    """Rows of one list, all or those in force on a day."""
    rows = [row for row in Catalogue.of(basis).rows if row.list_id == id]
    if not rows:
        known = ", ".join(sorted({row.list_id for row in Catalogue.of(basis).rows}))
        raise UsageError(f"no control list is called {id!r}; there are: {known}")
    return tuple(_row(row) for row in sorted(rows, key=lambda row: (row.code, row.valid_from or 0)) if at is None or _row_in_force(row, at))


def view(basis: Basis, text: str, at: dt.date, edition: str | None = None) -> CodeView | tuple[EntryView, ...]:
    """What is known of a code: of the Harmonized System, or of a dual-use list (`2B001`, `EU:2B001.b.2`, `CN:3C001`, `JP:6(2)`: each namespace for itself)."""
    if edition is not None and edition not in HELD:
        raise UsageError(f"--edition {edition!r} must be one of {', '.join(HELD)}")
    item = _ITEM.fullmatch(text.strip())
    if item:
        return _entries(basis, "JP", item[1], at)
    found = _ENTRY.fullmatch(text.strip())
    if found:
        return _entries(basis, found[1], found[2], at)
    return _code(basis, text, at, edition)


def _code(basis: Basis, text: str, at: dt.date, edition: str | None) -> CodeView:
    code, fault = canonical_hs(text)
    if code is None:
        hint = "; write the leading zero" if fault and fault.startswith("odd") else "; write 2, 4, 6, 8 or 10 digits, or an entry such as 2B001 or CN:3C001"
        raise UsageError(f"{text!r} is no code: {fault or 'empty'}{hint}")
    editions, catalogue, words = Editions.of(basis), Catalogue.of(basis), hs_texts()
    six = code[:6]
    old: dict[str, OldCode] = {each: OldCode(code=each, whole=None, note=None) for each in editions.predecessors(six)}
    lives = editions.lifetimes(six)
    new = {each: OldCode(code=each, whole=lives[-1].whole if lives else None, note=None) for each in editions.successors(six)}
    for row in basis.table("goods.predecessors").to_pylist():
        if len(six) == 6 and row["code"] == six:
            old[row["predecessor"]] = OldCode(code=row["predecessor"], whole=row["exact"], note=row["note"])
        if len(six) == 6 and row["predecessor"] == six:
            new[row["code"]] = OldCode(code=row["code"], whole=row["exact"], note=row["note"])
    return CodeView(
        code=code,
        at=at.isoformat(),
        exists=True if catalogue.editions.exists(code) is False and not catalogue.is_slip(code) else editions.exists(code),
        judged_as=catalogue.known_digits(code) or code,
        words=tuple((part, words[part]) for part in dict.fromkeys((code[:2], code[:4], six)) if part in words),
        editions=editions.editions(six),
        national=code[6:] or None,
        stability={each: editions.stability(six, each) for each in HELD[-3:]} if len(six) == 6 and code[:2] not in NATIONAL else {},
        successors=tuple(new[each] for each in sorted(new)),
        predecessors=tuple(old[each] for each in sorted(old)),
        controls=tuple(_row(row) for row in catalogue.lookup(code, (at - _EPOCH).days) if row.nature != "ordinary"),
        edition=edition,
        in_edition=editions.exists(code, edition) if edition else None,
    )


def _entries(basis: Basis, namespace: str | None, text: str, at: dt.date) -> tuple[EntryView, ...]:
    regime = namespace.upper() if namespace else None
    if regime is not None and regime not in NAMESPACES:
        raise UsageError(f"namespace {regime!r} is not held; there are {', '.join(NAMESPACES)}")
    code = text if text[1:2].isdigit() or "-" in text or regime == "JP" else text[:2].upper() + text[2:]
    code = code.upper() if "-" in code and ":" not in code else code
    entries = Entries.of(basis)
    found = entries.find(code, regime)
    if not found:
        near = sorted({each.code for each in entries.all() if each.code[:3] == code[:3] and each.kind == "entry"})
        hint = f"; near: {', '.join(near[:8])}" if near else ""
        raise UsageError(f"{code!r} is in no dual-use list held{f' of {regime}' if regime else ''}: that says nothing of the lists themselves{hint}")
    return tuple(_entry(entries, entry, code, at) for entry in found)


def _entry(entries: Entries, entry: Entry, code: str, at: dt.date) -> EntryView:
    paragraph = code if code != base_entry(code) else None
    return EntryView(
        namespace=entry.regime,
        act=NAMESPACES[entry.regime],
        code=code,
        title=entry.title,
        in_force=in_force(entry, at),
        valid_from=entry.valid_from.isoformat() if entry.valid_from else None,
        valid_to=entry.valid_to.isoformat() if entry.valid_to else None,
        citation=entry.citation,
        confirmed=entry.confirmed,
        note=entry.note,
        path=tuple((each.code, each.title) for each in entries.path(entry)),
        beneath=tuple((each.code, each.title) for each in entries.beneath(entry)),
        figures=tuple(each for each in entries.figures(entry, paragraph) if in_force(each, at)),
    )


def _row(row: Control) -> RowView:
    return RowView(
        list=row.list_id,
        title=row.title,
        regime=row.regime,
        nature=row.nature,
        code=row.code,
        tier=row.tier,
        valid_from=_day(row.valid_from),
        valid_to=_day(row.valid_to),
        citation=row.citation,
        confirmed=row.confirmed,
        note=row.note,
        named=row.named and row.confirmed != "unconfirmed",
        via=row.via,
    )


def _row_in_force(row: Control, at: dt.date) -> bool:
    day = (at - _EPOCH).days
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _day(days: int | None) -> str | None:
    return None if days is None else (_EPOCH + dt.timedelta(days=days)).isoformat()


def edition_notes(codes: Sequence[str]) -> tuple[str, ...]:
    """Which edition of the Harmonized System these codes are of, as far as they tell, and which of them are of none in force, in words."""
    if not codes:
        return ()
    editions = Editions(hs_codes_table(package.text("tables", "hs_codes.csv")).to_pylist())
    newest, *others = editions.detect(codes) or ("",)
    old = sorted({code for code in codes if len(code) >= 6 and editions.exists(code) and not editions.exists(code, CURRENT)})
    never = sorted({code for code in codes if editions.exists(code) is False})
    told = f"HS codes: {len(codes):,} distinct; " + (
        f"{newest} holds the most of them{', and as many: ' + ', '.join(others) if others else ''}" if newest else "too short to tell an edition"
    )
    return (
        told,
        *([f"of an older edition than {CURRENT}, read through their successors: {_some(old)}"] if old else []),
        *([f"in no edition, so that only the heading is judged and the right code asked for: {_some(never)}"] if never else []),
    )


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_SHOWN]) + (f" and {len(codes) - _SHOWN:,} more" if len(codes) > _SHOWN else "")
