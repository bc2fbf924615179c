"""Which listed names is each party to be compared with, and how were they met?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np

from enduse import native
from enduse.parties.candidates import NO_PAIRS, Asked, Pairs, equal_in_key, gather, one_slip_away, respell
from enduse.parties.index import Index
from enduse.parties.shorter import gather_contained, no_accident
from enduse.parties.sieve import ALL, Flags, worth_comparing
from enduse.parties.words import I64, among, distinct
from enduse.text.names import Reading

_FEW: Final = 12  # so few pairs are compared sooner than looked at in numpy; a matter of speed, never of outcome
WORDS_KEPT: Final = 50_000  # words kept at hand; a matter of memory, never of outcome


class Lead(NamedTuple):
    """A listed name that a party may be found by, and how it was met."""

    name: int
    entity: int
    rows: list[int]  # of `parties.variants`: its readings that were met
    worth: list[int]  # of each the readings of the party that are worth a comparison, as bits; -1: all
    printed: bool
    slip: bool
    inside: bool
    words: bool  # some reading was met by its words alone


def ask(readings: Sequence[Reading | None], index: Index) -> Asked:
    """All readings of these names."""
    if len(index.book) > WORDS_KEPT:
        index.book.clear()
        index.parted.clear()
        index.mended.clear()
        index.marks.clear()
        if index.sieve:
            index.sieve.clear()
    return Asked.of_names(index, readings)


def leads_of(readings: Sequence[Reading | None], asked: Asked, index: Index, whole: Sequence[bool]) -> dict[int, list[Lead]]:
    """What to compare each party with, name by name, given with all readings of the names; parties that meet nothing, which are most, are not among the keys."""
    printed, words = equal_in_key(index, readings, asked)
    owner = whose = asked.owner
    respelt = respell(index, asked)
    if respelt:
        more = Asked(index, [variant for some in respelt.values() for variant in some], np.array([at for at, some in respelt.items() for _ in some], np.int64))
        asked = asked.and_more(more)
        owner, whose = asked.owner, np.append(owner, more.owner + len(readings))  # what is read besides stands for itself
    shorter, beside = gather_contained(index, asked)
    inside = no_accident(index, asked, whose, beside)
    near = [(owner[at], rows) for at, rows in (words, gather(index, asked), shorter)]
    return _by_party(index, readings, whole, printed, one_slip_away(index, readings, printed), (owner[inside[0]], inside[1]), near)


def printed_leads(readings: Sequence[Reading | None], index: Index) -> dict[int, list[Lead]]:
    """The same of names alone that are equal as printed."""
    printed, _ = equal_in_key(index, readings, Asked(index, []))
    return _by_party(index, readings, [True] * len(readings), printed, NO_PAIRS, NO_PAIRS, [])


def _by_party(
    index: Index, readings: Sequence[Reading | None], whole: Sequence[bool], printed: Pairs, slips: Pairs, inside: Pairs, near: Sequence[Pairs]
) -> dict[int, list[Lead]]:
    """The leads of each party; what is printed so comes first: no other name of its entity says more. Names that cannot be its own are not among them, unless all of a name was met at once or the `whole` work is asked for: an identifier may speak for them."""
    if native.on:
        return _by_party_compiled(index, readings, np.array(whole, bool), [(*printed, 1), (*slips, 2), (*inside, 4), *((*some, 0) for some in near)])
    marked = [at << 32 | row for at, row in (printed, slips, inside, *near)]
    pairs = distinct(np.concatenate(marked))
    if not len(pairs):
        return {}
    at, rows = pairs >> 32, pairs & 0xFFFFFFFF
    marks = [among(pairs, some) for some in marked[:3]]
    names = index.variant_name[rows].astype(np.int64)
    every = np.array(whole, bool)[at]
    kept = every | marks[0] | marks[1] | marks[2]
    worth = [ALL] * len(pairs)
    some = (~every).nonzero()[0]
    if len(some) < _FEW:
        kept[some] = True
    else:
        nothing = np.zeros(len(pairs), bool)
        of_some, bits = worth_comparing(index, readings, at[some], rows[some])
        kept[some] |= of_some
        nothing[some] = ~kept[some]
        for place, value in zip(some.tolist(), bits, strict=True):
            worth[place] = value
        entities = at << 32 | index.name_entity[names]
        whatever = nothing & index.primary[names] & among(entities, entities[kept])  # a primary name may tell the two apart, whatever other name agrees
        for place in whatever.nonzero()[0].tolist():
            kept[place], worth[place] = True, ALL
    chosen = kept.nonzero()[0]
    columns = [column[chosen].tolist() for column in (at, names, index.name_entity[names], rows, *marks)]
    out: dict[int, list[Lead]] = {}
    for _, group in groupby(zip(*columns, [worth[place] for place in chosen.tolist()], strict=True), key=itemgetter(0, 1)):
        of, name, entity, some_rows, *how, some_worth = zip(*group, strict=True)
        printed_so, slipped, within = map(any, how)
        by_words = not all(map(any, zip(*how, strict=True)))
        out.setdefault(of[0], []).append(Lead(name[0], entity[0], list(some_rows), list(some_worth), printed_so, slipped, within, by_words))
    return {of: sorted(leads, key=lambda lead: not lead.printed) for of, leads in out.items()}


def _by_party_compiled(index: Index, readings: Sequence[Reading | None], whole: Flags, parts: Sequence[tuple[I64, I64, int]]) -> dict[int, list[Lead]]:
    """The same, with each pair looked at by `worth_comparing`."""
    at, rows, names, entities, flags = native.leads.met(parts, index.variant_name, index.name_entity)
    if not len(at):
        return {}
    worth, worthy = [ALL] * len(at), whole[at]
    if not worthy.any():
        worthy, worth = worth_comparing(index, readings, at, rows)
    elif not worthy.all():
        some = (~worthy).nonzero()[0]
        worthy[some], bits = worth_comparing(index, readings, at[some], rows[some])
        for place, value in zip(some.tolist(), bits, strict=True):
            worth[place] = value
    return native.leads.by_party(at, rows, names, entities, flags, whole.view(np.uint8), worthy.view(np.uint8), worth, index.primary.view(np.uint8), Lead, ALL)
