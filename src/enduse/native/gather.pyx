"""Which listed names bear enough of a reading's words? `parties.candidates.gather`, reading by reading, over one row of numbers for each listed name."""

from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t
from libc.stdlib cimport calloc, free, malloc, qsort

import numpy as np

cdef struct Reached:
    int64_t value  # weight in thousandths that this listed name gives
    int64_t last  # the number of the word asked that was met last, and in the lower 16 bits how alike it was


cdef int _ascending(const void *left, const void *right) noexcept nogil:
    cdef int64_t a = (<const int64_t *> left)[0], b = (<const int64_t *> right)[0]
    return (a > b) - (a < b)


cdef class Lists:
    """The words and readings of the lists as `parties.index` holds them, and a row of numbers to work on; from one thread at a time."""

    cdef const int64_t[::1] start, held_start
    cdef const int32_t[::1] postings, variant_weight, held
    cdef const int16_t[::1] least_first
    cdef Reached *reached
    cdef int64_t *alike  # of each word of the lists: the word left aside that it was met for last, and how alike they are
    cdef int32_t *touched
    cdef int64_t *order
    cdef int64_t serial
    cdef Py_ssize_t size

    def __cinit__(self, start, postings, variant_weight, least_first, held_start, held):
        self.start, self.postings, self.variant_weight, self.least_first, self.held_start, self.held = start, postings, variant_weight, least_first, held_start, held
        self.size = self.variant_weight.shape[0]
        self.reached = <Reached *> calloc(self.size + 1, sizeof(Reached))
        self.alike = <int64_t *> calloc(self.start.shape[0] + 1, sizeof(int64_t))
        self.touched = <int32_t *> malloc((self.size + 1) * sizeof(int32_t))
        self.order = <int64_t *> malloc((self.size + 1) * sizeof(int64_t))
        if not self.reached or not self.alike or not self.touched or not self.order:
            raise MemoryError

    def __dealloc__(self):
        free(self.reached)
        free(self.alike)
        free(self.touched)
        free(self.order)

    def gather(
        self,
        const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const int64_t[::1] weight, const uint8_t[::1] searched, const uint8_t[::1] initials,
        const int64_t[::1] first, const int64_t[::1] near_key, const int16_t[::1] near_score, const int16_t[::1] best, const int64_t[::1] cost,
        int64_t query_cover, int64_t listed_cover, int64_t candidates,
    ):
        """(reading, row) of the candidates of every reading, its best first. By reading: where its words begin, how many, whether it is searched, whether by initials; by word: number and weight; by number: the columns of `parties.words.Book`."""
        cdef Py_ssize_t size = starts.shape[0], reading, token, place, end, entry, many, found = 0, room = 1024, longest = 1
        cdef int64_t total, most, saved, least, rest, reached, cover, score, value, listed, top, mark
        cdef int32_t number, row
        cdef bint by_initials
        for reading in range(size):
            longest = max(longest, counts[reading])
        out_at, out_row = np.empty(room, np.int64), np.empty(room, np.int64)
        cdef int64_t[::1] at_view = out_at, row_view = out_row
        order_held = np.empty(longest, np.int64)
        cdef int64_t[::1] order = order_held
        cdef Py_ssize_t met, asides, left, i
        for reading in range(size):
            if not searched[reading]:
                continue
            by_initials = initials[reading]
            total = most = 0
            met = 0
            for token in range(starts[reading], starts[reading] + counts[reading]):
                total += weight[token]
                value = weight[token] * best[word[token]]
                most += value
                if value > 0:  # of its words, those that most names bear first
                    place = met
                    while place > 0 and cost[word[order[place - 1]]] < cost[word[token]]:
                        order[place] = order[place - 1]
                        place -= 1
                    order[place] = token
                    met += 1
            least = total * query_cover
            if total <= 0 or most < least or not met:
                continue
            asides, rest, saved = 0, 0, 0
            while asides < met:
                saved += weight[order[asides]] * best[word[order[asides]]]
                if saved >= least:
                    break
                rest = saved
                asides += 1
            cover = listed_cover // 2 if by_initials else listed_cover
            many = 0
            self.serial += 1
            mark = self.serial  # what was met last before this is another reading's
            for place in range(asides, met):
                token = order[place]
                number = word[token]
                value = weight[token]
                for entry in range(first[number], first[number + 1]):
                    score = near_score[entry]
                    listed = near_key[entry] & 0xFFFFFFFF
                    for i in range(self.start[listed], self.start[listed + 1]):
                        row = self.postings[i]
                        top = self.reached[row].last >> 16
                        if top < mark:
                            self.touched[many] = row
                            many += 1
                            self.reached[row].value = value * score
                            self.reached[row].last = self.serial << 16 | score
                        elif top < self.serial:
                            self.reached[row].value += value * score
                            self.reached[row].last = self.serial << 16 | score
                        elif self.reached[row].last & 0xFFFF < score:  # of two neighbours of one word in one name, the nearer
                            self.reached[row].value += value * (score - (self.reached[row].last & 0xFFFF))
                            self.reached[row].last = self.serial << 16 | score
                self.serial += 1
            left = 0
            for i in range(many):
                row = self.touched[i]
                if self.enough(row, self.reached[row].value + rest, total, least, cover, by_initials):
                    self.touched[left] = row
                    left += 1
            for place in range(asides if left else 0):
                token = order[place]
                number = word[token]
                self.serial += 1
                for entry in range(first[number], first[number + 1]):
                    listed = near_key[entry] & 0xFFFFFFFF
                    self.alike[listed] = self.serial << 16 | <int64_t> near_score[entry]
                for i in range(left):
                    row = self.touched[i]
                    score = 0
                    for entry in range(self.held_start[row], self.held_start[row + 1]):
                        mark = self.alike[self.held[entry]]
                        if mark >> 16 == self.serial and mark & 0xFFFF > score:
                            score = mark & 0xFFFF
                    self.reached[row].value += weight[token] * score
            many = 0
            for i in range(left):
                row = self.touched[i]
                reached = self.reached[row].value
                if self.enough(row, reached, total, least, cover, by_initials):
                    self.order[many] = ((1 << 30) - 2 * reached // (total + self.variant_weight[row])) << 32 | row
                    many += 1
            if many > 1:
                qsort(self.order, many, sizeof(int64_t), _ascending)
            many = min(many, candidates)
            if found + many > room:
                while found + many > room:
                    room *= 2
                out_at, out_row = np.resize(out_at, room), np.resize(out_row, room)
                at_view, row_view = out_at, out_row
            for i in range(many):
                at_view[found] = reading
                row_view[found] = self.order[i] & 0xFFFFFFFF
                found += 1
        return out_at[:found].copy(), out_row[:found].copy()

    cdef inline bint enough(self, int32_t row, int64_t reached, int64_t total, int64_t least, int64_t cover, bint by_initials):
        cdef int64_t listed = self.variant_weight[row]
        return reached >= least and reached >= listed * cover and (by_initials or 2 * reached // (total + listed) >= self.least_first[row])
