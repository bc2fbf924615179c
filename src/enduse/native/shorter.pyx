"""Which shorter names of the lists stand within these names, and which of them by no accident? `parties.shorter`, name by name."""

from cpython.tuple cimport PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort, realloc

import numpy as np

cdef enum:
    RAW = 0, FOLD, BONES, SORT, ORIGIN, PARTS  # of a token


cdef struct Around:  # of a party's reading: the fewest words that say something in any way to read it
    int64_t words
    uint8_t asked, office


cdef int _ascending(const void *left, const void *right) noexcept nogil:
    cdef int64_t a = (<const int64_t *> left)[0], b = (<const int64_t *> right)[0]
    return (a > b) - (a < b)


cdef class Lists:
    """The readings of the lists as `parties.index` holds them: their words, those whose rarest word each word is, and the lines in which they are kept."""

    cdef const int64_t[::1] held_start, anchor_start
    cdef const int32_t[::1] held, anchors, bounds
    cdef const int16_t[::1] weight
    cdef const uint8_t[::1] text

    def __cinit__(self, held_start, held, anchor_start, anchors, weight, bounds, text):
        self.held_start, self.held, self.anchor_start, self.anchors, self.weight = held_start, held, anchor_start, anchors, weight
        self.bounds, self.text = bounds, text

    def contained(
        self, variants,
        const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const uint8_t[::1] searched, const int8_t[::1] sort,
        const int32_t[::1] row_of, const int16_t[::1] rarity, int distinctive, int64_t rare, int64_t most,
    ):
        """(variant, row) of the shorter readings whose words stand among the words of a variant, one of them rare, and of those whose words stand side by side. `row_of`, `rarity`: by number of a word, its row on the lists and weight."""
        cdef Py_ssize_t size = counts.shape[0], variant, place, entry, many, known, found = 0, beside = 0, room = 64, longest = 1, here = 16
        cdef int64_t reading
        cdef bint tells
        cdef int64_t *pairs
        cdef int64_t *grown
        cdef int32_t *rows  # of the words of the variant, -1 for none; behind them those on the lists, each once, the telling ones marked beside
        cdef uint8_t *telling
        out_at, out_found, out_beside = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.bool_)
        cdef int64_t[::1] at_view = out_at, found_view = out_found
        cdef uint8_t[::1] beside_view = out_beside.view(np.uint8)
        for variant in range(size):
            longest = max(longest, counts[variant])
        rows, telling, pairs = <int32_t *> malloc(2 * longest * sizeof(int32_t)), <uint8_t *> malloc(longest), <int64_t *> malloc(here * sizeof(int64_t))
        try:
            if not rows or not telling or not pairs:
                raise MemoryError
            for variant in range(size):
                if counts[variant] < 2 or not searched[variant]:
                    continue
                tells = False
                for place in range(counts[variant]):
                    entry = word[starts[variant] + place]
                    rows[place] = row_of[entry]
                    tells |= row_of[entry] >= 0 and sort[starts[variant] + place] == distinctive and rarity[entry] >= rare
                if not tells or variants[variant].person:  # titles before a person's name are read off it already
                    continue
                known = 0
                for place in range(counts[variant]):
                    if rows[place] >= 0:
                        entry = 0
                        while entry < known and rows[longest + entry] != rows[place]:
                            entry += 1
                        if entry == known:
                            rows[longest + known], telling[known] = rows[place], 0
                            known += 1
                        telling[entry] |= sort[starts[variant] + place] == distinctive and rarity[word[starts[variant] + place]] >= rare
                many = 0
                for place in range(known):  # all words of a shorter name are here, so its rarest is
                    for entry in range(self.anchor_start[rows[longest + place]], self.anchor_start[rows[longest + place] + 1]):
                        reading = self.anchors[entry]
                        if self.held_start[reading + 1] - self.held_start[reading] < counts[variant] and self.stands(reading, rows + longest, telling, known):
                            if many == here:
                                grown = <int64_t *> realloc(pairs, 2 * here * sizeof(int64_t))
                                if not grown:
                                    raise MemoryError
                                pairs = grown
                                here *= 2
                            pairs[many] = reading
                            many += 1
                if many > 1:
                    qsort(pairs, many, sizeof(int64_t), _ascending)
                many = max(0, min(many, most))
                if found + many > room:
                    while found + many > room:
                        room *= 2
                    out_at, out_found, out_beside = np.resize(out_at, room), np.resize(out_found, room), np.resize(out_beside, room)
                    at_view, found_view, beside_view = out_at, out_found, out_beside.view(np.uint8)
                for place in range(many):
                    at_view[found], found_view[found], beside_view[found] = variant, pairs[place], self.stands_together(pairs[place], rows, counts[variant])
                    found += 1
        finally:
            free(rows)
            free(telling)
            free(pairs)
        at, rows_found, together = out_at[:found], out_found[:found], out_beside[:found]
        return (at, rows_found), (at[together], rows_found[together])

    cdef bint stands(self, int64_t reading, const int32_t *words, const uint8_t *telling, Py_ssize_t known):
        """Whether all words of a listed reading are among these, and one of them telling."""
        cdef Py_ssize_t entry, place
        cdef bint tells = False
        for entry in range(self.held_start[reading], self.held_start[reading + 1]):
            place = 0
            while place < known and words[place] != self.held[entry]:
                place += 1
            if place == known:
                return False
            tells |= telling[place]
        return tells

    cdef bint stands_together(self, int64_t reading, const int32_t *rows, Py_ssize_t count):
        """Whether its words stand side by side among these."""
        cdef Py_ssize_t first, place, begins = self.held_start[reading], size = self.held_start[reading + 1] - begins
        for first in range(count - size + 1):
            place = 0
            while place < size and rows[first + place] == self.held[begins + place]:
                place += 1
            if place == size:
                return True
        return False

    def no_accident(
        self, variants, const int64_t[::1] readings, const int64_t[::1] at, const int64_t[::1] found,
        frozenset no_names, frozenset address_book, frozenset offices, int64_t rare, int64_t contained_rare, int64_t letters, int64_t letters_plain,
    ):
        """Which of these pairs may be told from an accident."""
        cdef Py_ssize_t size = at.shape[0], pair, variant, last = 0
        cdef int64_t words, left, count, many, sum, weight, held, least
        cdef bint office, plain, long
        cdef Around *around
        cdef Around *mine
        cdef tuple tokens
        told = np.zeros(size, np.bool_)
        cdef uint8_t[::1] told_view = told.view(np.uint8)
        for variant in range(readings.shape[0]):
            if readings[variant] < 0:
                raise IndexError(readings[variant])
            last = max(last, readings[variant])
        around = <Around *> calloc(last + 1, sizeof(Around))
        if not around:
            raise MemoryError
        try:
            for pair in range(size):
                around[readings[at[pair]]].asked = 1
            for variant in range(readings.shape[0]):
                mine = &around[readings[variant]]
                if not mine.asked:
                    continue
                words, office = 0, False
                tokens = variants[variant].tokens
                for token in tokens:
                    if not PyTuple_Check(token) or PyTuple_GET_SIZE(token) < PARTS:
                        raise TypeError("no word")
                    words += <object> PyTuple_GET_ITEM(token, SORT) not in no_names and <object> PyTuple_GET_ITEM(token, RAW) not in address_book
                    office |= <object> PyTuple_GET_ITEM(token, FOLD) in offices
                if mine.asked == 1 or words < mine.words:
                    mine.asked, mine.words = 2, words
                mine.office |= office
            for pair in range(size):
                mine = &around[readings[at[pair]]]
                count = self.held_start[found[pair] + 1] - self.held_start[found[pair]]
                left = mine.words - count
                plain = left <= 0 or (left == 1 and mine.office)
                many, sum, long = 0, 0, False
                for held in range(self.held_start[found[pair]], self.held_start[found[pair] + 1]):
                    weight = self.weight[self.held[held]]
                    long |= weight >= contained_rare
                    if weight >= rare and weight > 0:
                        many += 1
                    if weight >= rare:
                        sum += weight
                if long and count == 1:  # of one rare word the letters are counted
                    least = letters_plain if plain else letters
                    long = self.letters(found[pair]) >= least
                told_view[pair] = long or (many > 1 and sum >= 2 * contained_rare) or (plain and count > 1)
        finally:
            free(around)
        return told

    cdef int64_t letters(self, int64_t reading):
        """How many letters the words of a listed reading have."""
        cdef int64_t place, count = 0
        for place in range(self.bounds[reading], self.bounds[reading + 1]):
            if self.text[place] == b"|":
                break
            count += self.text[place] != b" " and self.text[place] & 0xC0 != 0x80
        return count
