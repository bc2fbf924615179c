"""Which shorter names of the lists stand within these names?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.parties.candidates import NO_PAIRS, Asked, Pairs
from enduse.parties.index import Index
from enduse.parties.inside import NO_NAMES, OFFICES, is_office, says_nothing
from enduse.parties.weights import DISTINCTIVE
from enduse.parties.words import I64, among, distinct, firsts, spread
from enduse.text.lexicon import ADDRESS_BOOK


def gather_contained(index: Index, asked: Asked) -> tuple[Pairs, Pairs]:
    """Shorter readings of the lists, all of whose words stand among the words of this one, one of them rare; and those of them whose words stand side by side."""
    book, limits = index.book, index.limits
    if native.on:
        return index.anchored.contained(
            asked.variants, asked.starts, asked.counts, asked.word, asked.searched.view(np.uint8), asked.sort,
            book.row.values, book.rarity.values, DISTINCTIVE, limits.rare, limits.most_contained,
        )  # fmt: skip
    row = book.row.values[asked.word].astype(np.int64)
    may = asked.searched & (asked.counts > 1)
    may[[at for at, variant in enumerate(asked.variants) if variant.person]] = False  # titles before a person's name are read off it already
    known = ((row >= 0) & may[asked.of]).nonzero()[0]
    rare = (asked.sort[known] == DISTINCTIVE) & (book.rarity.values[asked.word[known]] >= limits.rare)
    telling = distinct(asked.of[known[rare]] << 32 | row[known[rare]])
    if not len(telling):
        return NO_PAIRS, NO_PAIRS
    words = distinct(asked.of[known] << 32 | row[known])
    starts = index.listed.anchor_start[words & 0xFFFFFFFF]  # all its words are here, so its rarest is
    of_word, place = spread(starts, index.listed.anchor_start[(words & 0xFFFFFFFF) + 1] - starts)
    at, found = words[of_word] >> 32, index.listed.anchors[place].astype(np.int64)
    shorter = (index.held_start[found + 1] - index.held_start[found] < asked.counts[at]).nonzero()[0]
    pair = np.sort(at[shorter] << 32 | found[shorter])
    at, found = pair >> 32, pair & 0xFFFFFFFF
    if not len(at):
        return NO_PAIRS, NO_PAIRS
    of_pair, entry = spread(index.held_start[found], index.held_start[found + 1] - index.held_start[found])
    wanted = at[of_pair] << 32 | index.held[entry]
    heads = firsts(of_pair)
    whole = (np.logical_and.reduceat(among(wanted, words), heads) & np.logical_or.reduceat(among(wanted, telling), heads)).nonzero()[0]
    at, found = at[whole], found[whole]
    few = (np.arange(len(at)) - np.searchsorted(at, at) < limits.most_contained).nonzero()[0]
    at, found = at[few], found[few]
    beside = _together(asked, row, at, found, index).nonzero()[0]
    return (at, found), (at[beside], found[beside])


def _together(asked: Asked, row: I64, at: I64, found: I64, index: Index) -> NDArray[np.bool_]:
    """Whether the words of these shorter readings stand side by side in those asked, whose words are these rows of the lists."""
    size = index.held_start[found + 1] - index.held_start[found]
    of_pair, start = spread(asked.starts[at], asked.counts[at] - size + 1)
    of_start, place = spread(np.zeros(len(start), np.int64), size[of_pair])
    equal = row[start[of_start] + place] == index.held[index.held_start[found[of_pair[of_start]]] + place]
    out = np.zeros(len(at), bool)
    if len(equal):
        out[of_pair[np.logical_and.reduceat(equal, firsts(of_start))]] = True
    return out


def no_accident(index: Index, asked: Asked, readings: I64, beside: Pairs) -> Pairs:
    """Those that may be told from an accident (`inside.contained`): by words enough, by a rare long one, or by nothing but an address book around them.

    `readings`: of which reading each variant asked is one.
    """
    limits = index.limits
    at, found = beside
    if not len(at):
        return beside
    if native.on:
        told = index.anchored.no_accident(
            asked.variants, readings, at, found, NO_NAMES, ADDRESS_BOOK, OFFICES,
            limits.rare, limits.contained_rare, limits.contained_letters, limits.contained_letters_plain,
        )  # fmt: skip
        return at[told], found[told]
    size = index.held_start[found + 1] - index.held_start[found]
    some = distinct(at)
    names = np.isin(readings, readings[some])
    around = np.full(int(readings.max(initial=0)) + 1, np.iinfo(np.int64).max)
    office = np.zeros(len(around), bool)
    for place in names.nonzero()[0].tolist():
        tokens = asked.variants[place].tokens
        around[readings[place]] = min(around[readings[place]], sum([not says_nothing(word) for word in tokens]))
        office[readings[place]] |= any(is_office(word) for word in tokens)
    left = around[readings[at]] - size
    plain = (left <= 0) | ((left == 1) & office[readings[at]])
    of_pair, entry = spread(index.held_start[found], size)
    word = index.held[entry]
    weight = index.listed.weight[word]
    least = np.where(plain, limits.contained_letters_plain, limits.contained_letters)
    long = weight >= limits.contained_rare
    lone = (size == 1).nonzero()[0]
    lone = lone[among(lone, of_pair[long])]  # of one rare word the letters are counted
    long[among(of_pair, lone[index.letters(found[lone]) < least[lone]])] = False
    rare = np.where(weight >= limits.rare, weight, 0)
    told = np.bincount(of_pair[long], minlength=len(at)) > 0
    told |= (np.bincount(of_pair[rare > 0], minlength=len(at)) > 1) & (np.bincount(of_pair, rare, len(at)) >= 2 * limits.contained_rare)
    told |= plain & (size > 1)
    return at[told], found[told]
