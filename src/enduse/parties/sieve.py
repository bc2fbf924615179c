"""Which of the names met cannot be the party's, however they are compared? They are passed over.

Two persons need two names in common (`align`), two firms a word that tells something, unless letters are the same written together. What no words of the two can give, told by the letters
that stand in them (`letters`), needs no comparison. All pairs of a batch are looked at together; what is passed over here would have been told apart there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.parties.hashes import BASE, BONES, mixed
from enduse.parties.index import Index
from enduse.parties.letters import CYRILLIC, FLAGS, GENERAL, HAN, HANGUL, HEARD, ORIGIN, PLAIN, POWERS, STOPS, UNSURE, UNVOICED, letters_in
from enduse.parties.likeness import GLUED, GLUED_ALIKE
from enduse.parties.near import LEAST, REACH
from enduse.parties.weights import DISTINCTIVE, FULL, SHORT, SHORTEST, table
from enduse.parties.words import I64, firsts, spread
from enduse.text.names import Reading, token

Flags = NDArray[np.bool_]
_AT_ONCE: Final = 1_000_000  # pairs of words that are laid out at once; a matter of memory, never of outcome
_BITS: Final = 62  # so many flags fit into a number of a column
_BAR, _SPACE = ord("|"), ord(" ")
_VOWELS: Final = np.uint32(sum(1 << (ord(letter) & 31) for letter in "aeiou"))
_BY_SOUND: Final = 960  # most that two words score which may sound alike


class _Words(NamedTuple):
    """Words of names end to end: of name n those from `start[n]` on, `many[n]` of them."""

    start: I64
    many: I64
    length: I64
    letters: NDArray[np.uint32]
    sounds: NDArray[np.uint16]
    hash: NDArray[np.uint64]
    raw_length: I64
    raw_hash: NDArray[np.uint64]


class _Names(NamedTuple):
    """Readings with their words and, by reading, what they come from."""

    words: _Words
    spans: _Words  # two or three neighbours written together
    row: I64  # by word: the same word on the lists
    bones: NDArray[np.uint64]
    origin: NDArray[np.int8]  # by reading
    person: Flags
    short: Flags
    formed: Flags  # it bears a legal form


ALL: Final = -1
"""Every reading, as bits."""


def worth_comparing(index: Index, readings: Sequence[Reading | None], at: I64, row: I64) -> tuple[Flags, list[int]]:
    """For each pair of a reading asked (by place) and a row of `parties.variants`, both ascending: whether that listed name is worth a comparison, and the variants of the reading that are, as bits.

    Of a firm's name it is all or none. A listed name stands or falls with all its rows here; where they are quoted or bracketed pieces, with its first row too.
    """
    if native.on:
        return (index.sieve or _compiled(index)).worth(readings, at, row)
    name = index.variant_name[row].astype(np.int64)
    begins = firsts(at << 32 | name)
    group = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(row)))
    rows, listed = np.unique(np.append(row, index.first_variant[name[begins]]), return_inverse=True)
    theirs = _listed(index, rows)
    alone = np.logical_and.reduceat(theirs.short[listed[: len(row)]], begins)
    more = begins[alone]
    listed = np.append(listed[: len(row)], listed[len(row) :][alone])
    start, worth = _sift(index, readings, np.append(at, at[more]), theirs, listed)
    total = np.append(0, worth.cumsum())
    found = total[np.append(start[1:], len(worth))] > total[start]
    any_of = np.bincount(np.append(group, group[more]), found, len(begins)) > 0
    person = theirs.person[listed[: len(row)]]
    by_first = any_of & ~(np.bincount(group, found[: len(row)], len(begins)) > 0)
    out = np.where(by_first[group] | (any_of[group] & ~person), ALL, 0).tolist()
    which = (found[: len(row)] & person).nonzero()[0]
    for place, bits in zip(which.tolist(), _in_bits(worth, start[which], np.append(start[1:], len(worth))[which]), strict=True):
        out[place] = bits
    return any_of[group], out


def _compiled(index: Index) -> native.sift.Sieve:
    """The same, pair by pair as machine code, with the tables and settings that are used here."""
    limits, listed = index.limits, index.listed
    tells = table(limits.generic_share)[[SHORT, DISTINCTIVE]] >= limits.common_weight
    settings = limits.common_word, limits.equal_word, limits.lone_letters, limits.lone_person, limits.lone_generic
    constants = PLAIN, CYRILLIC, HAN, HANGUL, UNVOICED, HEARD, int(_VOWELS), UNSURE, STOPS, LEAST, _BY_SOUND, GLUED, GLUED_ALIKE, FULL, SHORTEST
    single = letters_in(np.arange(128, dtype=np.uint8), np.ones(128, np.int64))
    index.sieve = native.sift.Sieve(
        index.held_start, index.held, index.variant_name, index.first_variant, index.all_lines(), listed.bones, index.word_letters, listed.weight, index.word_row,
        token, single.hash, single.sounds, POWERS, REACH.tolist(), ORIGIN, FLAGS, GENERAL, tells.view(np.uint8), (BASE, BONES), constants, settings,
    )  # fmt: skip
    return index.sieve


def _in_bits(flags: Flags, start: I64, end: I64) -> list[int]:
    """Stretches of flags, none empty, as bits of a number each."""
    of, place = spread(start, end - start)
    values = np.left_shift(flags[place].astype(np.int64), np.minimum(place - start[of], _BITS))
    out: list[int] = np.bitwise_or.reduceat(values, firsts(of)).tolist() if len(of) else []
    for at in (end - start > _BITS).nonzero()[0].tolist():
        out[at] = int.from_bytes(np.packbits(flags[start[at] : end[at]], bitorder="little").tobytes(), "little")
    return out


def _sift(index: Index, readings: Sequence[Reading | None], at: I64, theirs: _Names, listed: I64) -> tuple[I64, Flags]:
    """Whether each variant of the reading asked is worth a comparison with the listed one, pair by pair; those of pair n from `start[n]` on."""
    parties, party = np.unique(at, return_inverse=True)
    variants = [variant for place in parties.tolist() if (reading := readings[place]) for variant in reading.variants]
    counts = np.array([len(reading.variants) if (reading := readings[place]) else 0 for place in parties.tolist()], np.int64)
    starts = counts.cumsum() - counts
    pair, asked = spread(starts[party], counts[party])
    start = np.cumsum(counts[party]) - counts[party]
    numbers = index.marks.numbers([word for variant in variants for word in variant.tokens])
    words = np.fromiter([len(variant.tokens) for variant in variants], np.int64, len(variants))
    formed = np.fromiter([bool(variant.forms) for variant in variants], bool, len(variants))
    people = np.fromiter([variant.person for variant in variants], bool, len(variants))
    row_of = listed[pair]
    both = theirs.person[row_of]  # compared as persons' names
    worth = people[asked] & ~both & people[starts[party[pair]]]  # a person's name with a firm's: left to the comparison
    for person in (False, True):
        some = (both if person else ~both & ~people[asked]).nonzero()[0]
        if len(some):
            worth[some] = _may_agree(index, numbers, words, formed, asked[some], theirs, row_of[some], person)
    return start, worth


def _listed(index: Index, rows: I64) -> _Names:
    """Rows of `parties.variants`: keys of their words from the columns, the words themselves from the lines in which readings are kept (`text.names.pack`)."""
    starts = index.held_start[rows]
    count = index.held_start[rows + 1] - starts
    word = index.held[spread(starts, count)[1]].astype(np.int64)
    text, begins, ends = index.lines(rows)
    bars = (text == _BAR).nonzero()[0].reshape(-1, 5)
    _, place = spread(begins, np.where(count, bars[:, 0] - begins + 1, 0))
    letters = text[place]
    parts = ((letters == _SPACE) | (letters == _BAR)).nonzero()[0]
    raw = letters_in(np.delete(letters, parts), np.diff(parts, prepend=-1) - 1)
    key = index.word_letters
    words = _Words(count.cumsum() - count, count, key.length[word], key.letters[word], key.sounds[word], key.hash[word], raw.length, raw.hash)
    first = np.where(bars[:, 4] + 1 < ends, text[np.minimum(bars[:, 4] + 1, len(text) - 1)], 0)
    long = ends - bars[:, 4] - 1
    origin = np.select(
        [first == ord("a"), first == ord("c"), (first == ord("h")) & (long == 3), (first == ord("h")) & (long == 6), first == ord("h")],
        [UNVOICED, CYRILLIC, HAN, HANGUL, HEARD],
        PLAIN,
    ).astype(np.int8)
    digits = (
        np.bincount(np.repeat(np.arange(len(rows)), np.where(count, bars[:, 0] - begins + 1, 0)), (letters >= ord("0")) & (letters <= ord("9")), len(rows)) > 0
    )
    origin[digits & np.isin(origin, (HAN, HANGUL))] = PLAIN  # such words are read as they stand
    return _Names(
        words, _spans(words), word, index.listed.bones[word], origin, bars[:, 4] - bars[:, 3] > 1, text[bars[:, 1] + 1] == ord("s"), bars[:, 1] - bars[:, 0] > 1
    )


def _spans(words: _Words) -> _Words:
    of = np.repeat(np.arange(len(words.many)), words.many)
    two = (of[1:] == of[:-1]).nonzero()[0]
    three = (of[2:] == of[:-2]).nonzero()[0]
    first, third = np.concatenate([two, three]), np.concatenate([two + 1, three + 2])
    order = np.argsort(of[first], kind="stable")
    first, third = first[order], third[order]
    second = first + 1
    count = np.bincount(of[first], minlength=len(words.many))
    more = third > second

    def hash_of(values: NDArray[np.uint64], lengths: I64) -> NDArray[np.uint64]:
        last = np.where(more, POWERS[lengths[third]], np.uint64(1))
        return np.asarray((values[first] * POWERS[lengths[second]] + values[second]) * last + values[third] * more, np.uint64)

    return _Words(
        count.cumsum() - count,
        count,
        words.length[first] + words.length[second] + words.length[third] * more,
        words.letters[first] | words.letters[second] | words.letters[third],
        words.sounds[first] | words.sounds[second] | words.sounds[third],
        hash_of(words.hash, words.length),
        words.raw_length[first] + words.raw_length[second] + words.raw_length[third] * more,
        hash_of(words.raw_hash, words.raw_length),
    )


def _may_agree(index: Index, numbers: NDArray[np.int32], counts: I64, formed: Flags, asked: I64, theirs: _Names, row: I64, person: bool) -> Flags:
    """Whether a reading asked and a listed one, both read as a person's name or both as a firm's, may agree."""
    limits, held = index.limits, index.marks.held
    of = {name: held[f"person_{name}" if person else name].values[numbers] for name in ("row", "length", "letters", "sounds", "hash", "bones")}
    origin, named, generic = held["origin"].values[numbers], held["named"].values[numbers], held["generic"].values[numbers]
    plain = held["plain"].values[numbers]
    telling = plain & (held["weight"].values[numbers] >= limits.common_weight)
    alone = named if person else held["spelt"].values[numbers]
    starts = counts.cumsum() - counts
    ours = _Words(starts, counts, of["length"], of["letters"], of["sounds"], of["hash"], held["raw_length"].values[numbers], held["raw_hash"].values[numbers])
    count, listed = counts[asked], theirs.words.many[row]
    out: Flags = (count == 0) | (listed == 0) | (_joined(ours)[asked] == _joined(theirs.words)[row])
    may_join = (count > 1) | (listed > 1)
    initials = np.zeros(len(asked), bool)
    out_of_hand = initials
    if person:
        out |= _sums(ours, mixed(ours.raw_hash))[asked] == _sums(theirs.words, mixed(theirs.words.raw_hash))[row]  # the same words in another order
        initials = (_sums(ours, held["initial"].values[numbers]) > 0)[asked] | (_sums(theirs.words, theirs.words.raw_length == 1) > 0)[row]
        may_join = (count > 1) & (listed > 1)
        out_of_hand = (count != listed) & ~may_join & ~initials  # one name alone is not two
    for some in _portions((~out & ~out_of_hand).nonzero()[0], count * listed):
        v, b = asked[some], row[some]
        pair, one, other = _crossed(ours, v, theirs.words, b)
        here, there = one - starts[v[pair]], other - theirs.words.start[b[pair]]
        from_listed = theirs.origin[b[pair]]
        same = of["row"][one] == theirs.row[other]
        score = _most_alike(ours, one, theirs.words, other)
        bones = (of["bones"][one] == theirs.bones[other]) & (theirs.bones[other] != 0)
        if person:
            coloured = (of["length"][one] == theirs.words.length[other]) & ((of["letters"][one] ^ theirs.words.letters[other]) & ~_VOWELS == 0)
            score[bones | coloured] = np.maximum(score[bones | coloured], _BY_SOUND)
        unvoiced = (origin[one] == UNVOICED) | (from_listed == UNVOICED)
        heard = (origin[one] == HEARD) | (from_listed == HEARD)
        score[(unvoiced & (bones | _one_sound(of["sounds"][one], theirs.words.sounds[other]))) | heard] = _BY_SOUND
        read = (origin[one] == HAN) | (from_listed == HAN)
        if person:
            read |= (origin[one] == HANGUL) | (from_listed == HANGUL)
        score[read | ~alone[one]] = 0
        score[same] = 1000
        near = score >= LEAST
        shorter = np.minimum(of["length"][one], theirs.words.length[other])
        if person:
            near &= named[one]
            two = np.minimum(_places(near, pair, there, listed[some]), _places(near, pair, here, count[some])) > 1
            long = near & ((score >= limits.equal_word) | ((score >= limits.lone_person) & (shorter >= limits.lone_letters)))
            out[some] = np.where((count[some] == 1) & (listed[some] == 1), np.bincount(pair[long], minlength=len(some)) > 0, two)
            out[some] |= initials[some] & (np.bincount(pair[same & named[one]], minlength=len(some)) > 0)
            continue
        met, met_listed = _places(near, pair, here, count[some]), _places(near, pair, there, listed[some])
        words = np.minimum(_places(near & plain[one], pair, here, count[some]), met_listed)
        pairs = np.minimum(met, met_listed)
        whole = (met == count[some]) & (met_listed == listed[some])
        lone_same = np.where((pairs > 1) | whole, 0, np.where(formed[v] & theirs.formed[b], min(limits.lone_generic, limits.lone_letters), limits.lone_letters))
        lone_alike = np.where(pairs > 1, limits.lone_letters - 2, limits.lone_letters)
        foreign = (origin[one] == CYRILLIC) != (from_listed == CYRILLIC)
        least = np.where((words > 1)[pair], 0, np.where(same | foreign | (score >= limits.equal_word), lone_same[pair], lone_alike[pair]))
        tells = telling[one] & (score >= limits.common_word)
        out[some] = np.bincount(pair[tells & (shorter >= least)], minlength=len(some)) > 0
        abroad = np.bincount(pair[foreign], minlength=len(some)) > 0
        excused = _places(near | (foreign & generic[one]), pair, here, count[some])
        out[some] |= (excused == count[some]) & (abroad | (met_listed == listed[some]))
    spans = _spans(ours)
    from_asked = np.zeros(len(counts), np.int8)
    from_asked[counts > 0] = np.maximum.reduceat(origin, starts[counts > 0]) if len(origin) else 0
    least_read = np.zeros(len(counts), np.int8)
    least_read[counts > 0] = np.minimum.reduceat(origin, starts[counts > 0]) if len(origin) else 0
    read = np.isin(least_read, (HAN, HANGUL))
    read_listed = np.isin(theirs.origin, (HAN, HANGUL))
    for left, right, flip in ((ours, theirs.spans, False), (spans, theirs.words, True)):
        for some in _portions((~out & may_join).nonzero()[0], left.many[asked] * right.many[row]):
            v, b = asked[some], row[some]
            pair, one, other = _crossed(left, v, right, b)
            letters = right.length[other] if flip else left.length[one]
            more = np.abs(left.length[one] - right.length[other])
            glued = (left.hash[one] == right.hash[other]) | (left.raw_hash[one] == right.raw_hash[other])
            slip = (letters >= GLUED_ALIKE) & ~(read[v] | read_listed[b])[pair]
            glued |= slip & (more <= 1) & (np.bitwise_count(left.letters[one] ^ right.letters[other]) <= 2)
            unvoiced = ((from_asked[v] == UNVOICED) | (theirs.origin[b] == UNVOICED))[pair]
            glued |= unvoiced & (more <= 4) & _one_sound(left.sounds[one], right.sounds[other])
            out[some] |= np.bincount(pair[glued & (letters >= GLUED)], minlength=len(some)) > 0
    return out


def _most_alike(ours: _Words, one: I64, theirs: _Words, other: I64) -> NDArray[np.int64]:
    """The most that two words can score by their letters (`near.alike`)."""
    left, right = ours.letters[one], theirs.letters[other]
    here, there = ours.length[one], theirs.length[other]
    edits = np.maximum(np.bitwise_count(left & ~right), np.bitwise_count(right & ~left)).astype(np.int64)
    edits = np.maximum(edits, np.abs(here - there))
    longer = np.maximum(here, there)
    score: NDArray[np.int64] = _scores(max(int(longer.max(initial=0)), 1 << 6).bit_length())[np.minimum(edits, 3), longer]
    score[np.minimum(here, there) < 4] = 0
    return score


@cache
def _scores(bits: int) -> NDArray[np.int64]:
    """The most that two words score that are so many edits apart at least, the longer of so many letters; what differs in no letter may still be written otherwise."""
    longer = np.maximum(np.arange(1 << bits), 1)
    edits = np.arange(4)[:, None]
    return np.where(edits <= REACH[np.minimum(longer, 8)], 1000 - 1000 * np.maximum(edits, 1) // longer, 0)


def _one_sound(left: NDArray[np.uint16], right: NDArray[np.uint16]) -> Flags:
    """Whether two words, or stretches of them, may sound alike."""
    unsure = (left | right) & UNSURE != 0
    differ = left ^ right
    found: Flags = np.where(unsure, differ & ~np.uint16(UNSURE | STOPS), differ) == 0
    return found


def _joined(words: _Words) -> NDArray[np.uint64]:
    """The hash of the words of each name written together."""
    ends = np.repeat(_sums(words, words.length).astype(np.int64), words.many)
    reached = words.length.cumsum()
    before = np.repeat(np.append(0, reached)[words.start], words.many)
    return _sums(words, words.hash * POWERS[np.minimum(ends - (reached - before), len(POWERS) - 1)])


def _sums(words: _Words, values: NDArray[np.generic]) -> NDArray[np.uint64]:
    """The sum over the words of each name."""
    total = np.append(np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64))
    found: NDArray[np.uint64] = total[words.start + words.many] - total[words.start]
    return found


def _crossed(ours: _Words, left: I64, theirs: _Words, right: I64) -> tuple[I64, I64, I64]:
    """Every word of the one name with every word of the other: (pair, our word, their word)."""
    pair, one = spread(ours.start[left], ours.many[left])
    of, other = spread(theirs.start[right][pair], theirs.many[right][pair])
    return pair[of], one[of], other


def _portions(some: I64, size: I64) -> list[I64]:
    """Parts of `some` that are not too large to be laid out at once."""
    if not len(some):
        return []
    load = np.cumsum(size[some])
    return np.split(some, np.diff(load // _AT_ONCE).nonzero()[0] + 1)


def _places(flags: Flags, pair: I64, place: I64, counts: I64) -> I64:
    """How many different places of each pair are flagged."""
    starts = counts.cumsum() - counts
    seen = np.zeros(int(counts.sum()), bool)
    seen[(starts[pair] + place)[flags]] = True
    total = np.append(0, seen.cumsum())
    found: I64 = total[starts + counts] - total[starts]
    return found
