"""Which listed names might be this party's? Cheap, generous, and the same whatever else is asked at the same time.

All readings of a batch are laid flat and worked on together. Only names that bear enough of a party's words, by weight, can be its own; so the words that most names bear are left
aside as long as the others must be met anyway (prefix filter, Chaudhuri et al. 2006), and what is gathered is thrown away where even the best it may still reach is too little.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from enduse import native
from enduse.parties.columns import compiled_words
from enduse.parties.hashes import ANY_ORDER, BASE, JOINED, PRINTED, hash_of_joined, in_any_order, text_hashes
from enduse.parties.index import Index
from enduse.parties.slips import meet_halves, one_slip, other_word
from enduse.parties.weights import INITIAL
from enduse.parties.words import I32, I64, NOT, distinct, firsts, spread
from enduse.text.clean import printed_key
from enduse.text.forms import FORMS
from enduse.text.keys import COMPILED, fold, folds
from enduse.text.lexicon import GENERIC, PLACES
from enduse.text.names import Reading, Variant, token

_RESPELT: Final = 3  # further readings of a name
_ROLE: Final = "short"  # of a quoted or bracketed piece
_INITIAL: Final = "i"  # the sort of such words
_SHORT: Final = 4  # letters of a word that may stand for a name
_BY_INITIALS: Final = 4  # words of a reading that is by initials
_TRADE: Final = 5  # letters by which a word of the trade is known within another
_EVENTS: Final = 2_000_000  # meetings of a word with a listed name that are laid out at once; a matter of memory, never of outcome
_FEW: Final = 2_000  # so few pairs are looked up as they are; a matter of speed, never of outcome
_TOKEN_BITS, _SCORE_BITS, _ROW_BITS = 11, 10, 24
NO_PAIRS: Final = (np.zeros(0, np.int64), np.zeros(0, np.int64))
Pairs = tuple[I64, I64]
"""Positions of readings asked, and rows of `parties.variants`."""


class Asked:
    """The words of many readings laid end to end: each word's number in the book, its weight, the reading it stands in, the owner of each reading."""

    def __init__(self, index: Index, variants: Sequence[Variant], owner: I64 | None = None) -> None:
        book = index.book
        self.variants, self.owner = variants, np.arange(len(variants)) if owner is None else owner
        if native.on:
            variants = list(variants)
            self.counts, self.starts, self.token = book.laid(variants)
            columns = self.starts, self.counts, self.token, book.sort.values, book.size.values
            self.searched, self.initials = native.listed.ways(variants, *columns, INITIAL, _ROLE, _SHORT, _BY_INITIALS)
        else:
            self.counts = np.fromiter([len(variant.tokens) for variant in variants], np.int64, len(variants))
            self.starts = self.counts.cumsum() - self.counts
            self.token = book.numbers([word for variant in variants for word in variant.tokens])
            self.searched = np.fromiter(map(_searched, variants), bool, len(variants))
            self.initials = np.fromiter(map(_by_initials, variants), bool, len(variants))
        self.tokens = book.tokens  # by number
        self.word: I32 = book.word.values[self.token]
        self.sort = book.sort.values[self.token]
        self.weight: I64 = book.weight.values[self.token]

    @classmethod
    def of_names(cls, index: Index, readings: Sequence[Reading | None]) -> Asked:
        """All readings of these names, each with the place of its name as its owner."""
        if native.on:
            return cls(index, *native.listed.variants_of(readings))
        owner = np.array([at for at, reading in enumerate(readings) if reading for _ in reading.variants], np.int64)
        return cls(index, [variant for reading in readings if reading for variant in reading.variants], owner)

    @cached_property
    def of(self) -> I64:
        """Of each word the reading it stands in."""
        return np.arange(len(self.variants)).repeat(self.counts)

    def and_more(self, more: Asked) -> Asked:
        """These readings and more behind them."""
        out = Asked.__new__(Asked)
        out.variants, out.tokens = [*self.variants, *more.variants], self.tokens
        for name in ("counts", "token", "word", "sort", "weight", "searched", "initials", "owner"):
            setattr(out, name, np.concatenate([getattr(self, name), getattr(more, name)]))
        out.starts = out.counts.cumsum() - out.counts
        return out


def _searched(variant: Variant) -> bool:
    """A bracketed piece of three letters is met as a whole or not at all."""
    return not (variant.role == _ROLE and len(variant.tokens) == 1 and len(variant.tokens[0].raw) < _SHORT)


def _by_initials(variant: Variant) -> bool:
    """A reading like "D. S. Vorontsov", where the surname must carry the search."""
    words = variant.tokens
    return len(words) <= _BY_INITIALS and any(word.sort == _INITIAL for word in words) and any(len(word.raw) >= _SHORT for word in words) and not variant.forms


def gather(index: Index, asked: Asked) -> Pairs:
    """Rows of `parties.variants` that may match, by a first score; for each reading at most the setting `parties.candidates`, the best."""
    book, size = index.book, len(asked.variants)
    initials = asked.initials
    weight = np.where(initials[asked.of] & (asked.sort == INITIAL), 0, asked.weight)
    if native.on:
        return index.loops.gather(
            asked.starts, asked.counts, asked.word, weight, asked.searched.view(np.uint8), initials.view(np.uint8),
            book.first.values, book.near_key.values, book.near_score.values, book.best.values, book.cost.values,
            index.limits.query_cover, index.limits.listed_cover, index.limits.candidates,
        )  # fmt: skip
    total = _sums(asked.of, weight, size)
    least = total * index.limits.query_cover
    most: I64 = weight * book.best.values[asked.word].astype(np.int64)
    alive = asked.searched & (total > 0) & (_sums(asked.of, most, size) >= least)
    tokens = (alive[asked.of] & (most > 0)).nonzero()[0]
    if not len(tokens):
        return NO_PAIRS
    tokens = tokens[np.lexsort((-book.cost.values[asked.word[tokens]], asked.of[tokens]))]  # of each reading, the words that most names bear first
    saved = np.cumsum(most[tokens])
    of = asked.of[tokens]
    before = np.zeros(size, np.int64)
    before[of[::-1]] = (saved - most[tokens])[::-1]
    saved -= before[of]
    aside, met = tokens[saved < least[of]], tokens[saved >= least[of]]
    met = met[np.argsort(asked.of[met], kind="stable")]
    rest = _sums(asked.of[aside], most[aside], size)
    terms = _Terms(index, asked, weight, most, total, least, rest, initials)
    load = np.cumsum(book.cost.values[asked.word[met]])
    found: list[Pairs] = []
    start = 0
    while start < len(met):
        end = max(int(np.searchsorted(load, (load[start - 1] if start else 0) + _EVENTS)), start + 1)
        end = int(np.searchsorted(asked.of[met], asked.of[met[end - 1]], "right"))  # a reading is not parted
        found.append(_best(terms, met[start:end], aside))
        start = end
    return (np.concatenate([at for at, _ in found]), np.concatenate([row for _, row in found])) if found else NO_PAIRS


class _Terms:
    """What a batch asks of a candidate."""

    def __init__(self, index: Index, asked: Asked, weight: I64, most: I64, total: I64, least: I64, rest: I64, initials: NDArray[np.bool_]) -> None:
        self.index, self.asked, self.total, self.least, self.rest, self.initials = index, asked, total, least, rest, initials
        self.weight, self.most = weight, most  # of each word, and the most of it that any listed word gives
        self.listed_cover = np.where(initials, index.limits.listed_cover // 2, index.limits.listed_cover)

    def met(self, at: I64, row: I64, reached: I64) -> NDArray[np.bool_]:
        """Whether a candidate that reaches so much (weight in thousandths) is worth a comparison."""
        listed = self.index.variant_weight[row]
        enough = (reached >= self.least[at]) & (reached >= listed * self.listed_cover[at])
        enough &= self.initials[at] | (2 * reached // (self.total[at] + listed) >= self.index.least_first[row])
        return enough


def _best(terms: _Terms, met: I64, aside: I64) -> Pairs:
    """The candidates that these words lead to; the words left aside only add to what is reached."""
    index = terms.index
    at, row, reached = _meetings(terms, met)
    worth = terms.met(at, row, reached + terms.rest[at]).nonzero()[0]
    at, row, reached = _with_words_aside(terms, at[worth], row[worth], reached[worth], aside)
    if not len(at):
        return NO_PAIRS
    first = 2 * reached // (terms.total[at] + index.variant_weight[row])
    order = np.lexsort((row, -first, at))
    place = np.arange(len(order)) - np.searchsorted(at[order], at[order])
    order = order[place < index.limits.candidates]
    return at[order], row[order]


def _meetings(terms: _Terms, met: I64) -> tuple[I64, I64, I64]:
    """(reading, row, weight reached in thousandths) for every listed name that bears a neighbour of one of these words."""
    index, asked, book = terms.index, terms.asked, terms.index.book
    words, readings = asked.word[met], asked.of[met]
    base = int(readings[0]) if len(readings) else 0
    bits = (readings - base) << _ROW_BITS + _TOKEN_BITS | np.minimum(met - asked.starts[readings], (1 << _TOKEN_BITS) - 1)
    of_token, entry = spread(book.first.values[words], book.first.values[words + 1] - book.first.values[words])
    listed = book.near_key.values[entry] & 0xFFFFFFFF
    starts = index.listed.start[listed]
    of_entry, place = spread(starts, index.listed.start[listed + 1] - starts)
    key = (bits[of_token] << _SCORE_BITS | 1000 - book.near_score.values[entry])[of_entry]
    key |= index.listed.postings[place].astype(np.int64) << _TOKEN_BITS + _SCORE_BITS
    key.sort()
    if not len(key):
        return (*NO_PAIRS, np.zeros(0, np.int64))
    fresh = firsts(key >> _SCORE_BITS)  # of two neighbours of one word in one name, the nearer
    key = key[fresh]
    pair = key >> _SCORE_BITS + _TOKEN_BITS
    at = (pair >> _ROW_BITS) + base
    value = terms.weight[asked.starts[at] + (key >> _SCORE_BITS & (1 << _TOKEN_BITS) - 1)] * (1000 - (key & (1 << _SCORE_BITS) - 1))
    heads = firsts(pair)
    return at[heads], pair[heads] & (1 << _ROW_BITS) - 1, np.add.reduceat(value, heads)


def _with_words_aside(terms: _Terms, at: I64, row: I64, reached: I64, aside: I64) -> tuple[I64, I64, I64]:
    """The candidates that reach enough with the words left aside, and what they reach."""
    index, asked, book = terms.index, terms.asked, terms.index.book
    aside = aside[np.argsort(asked.of[aside], kind="stable")]
    number = asked.word[aside].astype(np.int64)
    words = distinct(number)
    of_word, near = spread(book.first.values[words], book.first.values[words + 1] - book.first.values[words])
    keys, scores = book.near_key.values[near], book.near_score.values[near]
    many = np.bincount(asked.of[aside], minlength=len(asked.counts))
    of_pair, place = spread((many.cumsum() - many)[at], many[at])
    if len(of_pair) > _FEW:
        held = index.held_marks.meet(row[of_pair], words.searchsorted(number)[place], keys & 0xFFFFFFFF, of_word, len(words)).nonzero()[0]
        of_pair, place = of_pair[held], place[held]
        most = reached + _sums(of_pair, terms.most[aside[place]], len(at))
        may = terms.met(at, row, most)
        left = may[of_pair].nonzero()[0]
        of_pair, place = (np.cumsum(may) - 1)[of_pair[left]], place[left]
        at, row, reached = at[may], row[may], reached[may]
    begins = index.held_start[row[of_pair]]
    of_lookup, entry = spread(begins, index.held_start[row[of_pair] + 1] - begins)
    wanted = number[place[of_lookup]] << 32 | index.held[entry]
    if len(wanted) and len(keys):
        where = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found = (keys[where] == wanted).nonzero()[0]
        of_lookup, score = of_lookup[found], scores[where[found]].astype(np.int64)
        if len(found):
            heads = firsts(of_lookup)
            lookup = of_lookup[heads]
            reached = reached + _sums(of_pair[lookup], terms.weight[aside[place[lookup]]] * np.maximum.reduceat(score, heads), len(at))
    worth = terms.met(at, row, reached).nonzero()[0]
    return at[worth], row[worth], reached[worth]


def equal_in_key(index: Index, readings: Sequence[Reading | None], asked: Asked) -> tuple[Pairs, Pairs]:
    """(reading, row) of names printed equal as a whole, and (variant asked, row) of readings equal in words (any order, or written together)."""
    printed = [at for at, reading in enumerate(readings) if reading is not None and reading.key]
    whole, size = len(printed), len(asked.variants)
    book = index.book
    keys = text_hashes([reading.key for reading in readings if reading is not None and reading.key], PRINTED)
    if native.on:
        words = native.leads.keys_of_names(
            asked.starts, asked.counts, asked.word, book.hash.values, book.sum.values, book.letters.values, BASE, JOINED, ANY_ORDER
        )
    else:
        sums = np.zeros(size, np.uint64)
        np.add.at(sums, asked.of, book.hash.values[asked.word])
        together = hash_of_joined(asked.of, book.sum.values[asked.word], book.letters.values[asked.word], asked.starts, JOINED)
        words = np.concatenate([together, in_any_order(sums)])
    at, rows = index.look_up("parties.keys", np.concatenate([keys, words]))
    wide = rows.astype(np.int64)
    of_name = at < whole
    return (np.array(printed, np.int64)[at[of_name]], wide[of_name]), ((at[~of_name] - whole) % max(1, size), wide[~of_name])


def one_slip_away(index: Index, readings: Sequence[Reading | None], printed: Pairs) -> Pairs:
    """(reading, row) of variants that differ from it by one slip of the pen, in the printed name or in the words without legal forms; names `printed` equal need no slip."""
    texts, owners, of, rows = meet_halves(readings, index.limits.slip_letters - 1, index.keyed("parties.slips"))
    if not len(rows):
        return NO_PAIRS
    known = set(zip(printed[0].tolist(), printed[1].tolist(), strict=True))
    slipped: list[tuple[int, int]] = []
    for text, signed in _slipped(index, texts, of, rows):
        pair = at, row = owners[text], signed if signed >= 0 else -1 - signed
        reading = readings[at]
        if reading and pair not in known and not any(other_word(variant.tokens, index.wording(row).tokens) for variant in reading.variants[:1]):
            slipped.append(pair)
    found = np.array(slipped, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _slipped(index: Index, texts: list[str], of: I64, rows: I32) -> list[tuple[int, int]]:
    """Of texts and rows of `parties.slips` that meet, the pairs that are one slip apart."""
    if native.on:
        return sorted(set(index.texts.slipped(texts, of, rows, printed_key)))
    pairs = distinct(of << 32 | (rows.astype(np.int64) & 0xFFFFFFFF))
    of, signed = pairs >> 32, (pairs & 0xFFFFFFFF).astype(np.int32).astype(np.int64)
    ours, theirs = list(map(texts.__getitem__, of.tolist())), index.slip_texts(signed)
    near = (cpdist(ours, theirs, scorer=OSA.distance, score_cutoff=1, dtype=np.int64) <= 1).nonzero()[0]
    return sorted([(int(of[place]), int(signed[place])) for place in near.tolist() if one_slip(ours[place], theirs[place])])


def respell(index: Index, asked: Asked) -> dict[int, list[Variant]]:
    """More readings of names with words run together or torn apart, some few for each owner of readings.

    An unknown word that parts into two known ones, neighbours that join into a known one.
    """
    out: dict[int, list[Variant]] = {}
    for of, at, made_of, gone in _made_of(index, asked):
        some = out.setdefault(int(asked.owner[of]), [])
        if len(some) < _RESPELT:
            variant, place = asked.variants[of], at - int(asked.starts[of])
            tokens, forms, role, surname, person = variant
            some.append(Variant((*tokens[:place], *[token(part, person) for part in made_of], *tokens[place + gone :]), forms, role, surname, person))
    return out


Made = tuple[int, int, tuple[str, ...], int]
"""A reading, the place of a word, the words that stand there instead, how many stood there."""


def _made_of(index: Index, asked: Asked) -> list[Made]:
    """Words that are two, and neighbours that are one, in the order of their places."""
    loops, book = _loops(index), index.book
    if loops is None:
        return _plainly_made(index, asked, *_places(index, asked))
    columns = asked.starts, asked.counts, asked.word, asked.token, book.row.values, book.alpha.values.view(np.uint8), book.parts.values
    made, odd = loops.made_of(*columns, asked.tokens, index.parted)
    return sorted(made + _plainly_made(index, asked, *odd)) if odd else made


def _plainly_made(index: Index, asked: Asked, looked: Sequence[int], parts: Sequence[bool], joins: Sequence[bool]) -> list[Made]:
    """The same of words at these places, each with whether it may be parted, and joined with the next."""
    raws = [asked.tokens[number].raw for number in asked.token[looked].tolist()]
    wholes = [raw + asked.tokens[asked.token[at + 1]].raw if pair else "" for at, raw, pair in zip(looked, raws, joins, strict=True)]
    joined = _known_ones(list(dict.fromkeys([whole for whole in wholes if whole])), index.word_row)
    lone = dict.fromkeys([raw for raw, part in zip(raws, parts, strict=True) if part])
    index.parted.update(_parts([raw for raw in lone if raw not in index.parted], index.word_row))
    out: list[Made] = []
    for at, raw, whole, part in zip(looked, raws, wholes, parts, strict=True):
        made = (whole,) if whole in joined else index.parted[raw] if part else ()
        if made:
            out.append((int(asked.of[at]), at, made, 1 + (whole in joined)))
    return out


def _places(index: Index, asked: Asked) -> tuple[list[int], list[bool], list[bool]]:
    """The places of words that may be parted or joined with the next: whether they may be parted, and joined."""
    book = index.book
    unknown, alpha, parts = book.row.values[asked.word] < 0, book.alpha.values[asked.token], book.parts.values[asked.token] != NOT
    joins = np.zeros(len(unknown), bool)  # the first of two neighbours of which one is unknown
    joins[:-1] = (asked.of[1:] == asked.of[:-1]) & (unknown[1:] | unknown[:-1]) & alpha[1:] & alpha[:-1]
    looked = (parts | joins).nonzero()[0]
    return looked.tolist(), parts[looked].tolist(), joins[looked].tolist()


def _loops(index: Index) -> native.respelt.Known | None:
    """The compiled loops for these words, if they are used."""
    words = index.word_row
    if not native.on or COMPILED is None or not isinstance(words, native.listed.Words):
        return None
    if index.respelt is None:
        index.respelt = native.respelt.Known(words, compiled_words(_of_the_trade()), COMPILED)
    return index.respelt


def _known_ones(words: list[str], known: Container[str]) -> set[str]:
    """Which of these are words of the lists or of the trade."""
    trade = _of_the_trade()
    return {word for word, key in zip(words, folds(words), strict=True) if key in known or key in trade}


@cache
def _of_the_trade() -> frozenset[str]:
    """Keys of words of the trade, places and words of legal forms, which stand on the lists by their sense or not at all."""
    forms = {fold(word) for text in FORMS.values() for phrase in text.split("|") for word in phrase.split() if word.isalpha()}
    return frozenset([key for key in (*GENERIC, *PLACES, *forms) if len(key) >= _TRADE])


def _parts(words: list[str], known: Container[str]) -> dict[str, tuple[str, ...]]:
    """For each word two known words that are this one written together, the shorter of them as long as can be; empty if there are none."""
    trade = _of_the_trade()
    cuts = [(word, at) for word in words for at in range(3, len(word) - 2)]
    heads = [key in known or key in trade for key in folds([word[:at] for word, at in cuts])]
    cuts = [cut for cut, head in zip(cuts, heads, strict=True) if head]
    tails = [key in known or key in trade for key in folds([word[at:] for word, at in cuts])]
    out: dict[str, tuple[str, ...]] = dict.fromkeys(words, ())
    for (word, at), tail in zip(cuts, tails, strict=True):
        if tail and min(at, len(word) - at) > min(map(len, out[word]), default=0):
            out[word] = word[:at], word[at:]
    return out


def _sums(of: I64, values: I64, size: int) -> I64:
    out: I64 = np.bincount(of, values, size).astype(np.int64)
    return out
