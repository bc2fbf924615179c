"""Which listed names bear enough of a reading's words? `parties.candidates.gather`, reading by reading, over one row of numbers for each listed name."""

from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort

import numpy as np

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define FETCH(place) __builtin_prefetch(place, 1)
    #else
    #define FETCH(place)
    #endif
    """
    void FETCH(void *) noexcept nogil  # what will be wanted soon, from wherever it lies in memory

cdef struct Row:  # of a reading of the lists; 32 bytes, so that one look into memory brings all
    int32_t value  # weight in thousandths that it gives
    uint32_t last  # the number of the word asked that it was met for last
    int32_t weight
    int16_t least  # first score from which it is looked at in full
    int16_t score  # how alike the word was that it was met for last
    uint64_t holds  # a bit for each of its words
    int32_t first  # where its words begin
    int32_t words  # how many they are

cdef enum:
    BLOCK = 128  # rows; a matter of speed, never of outcome


cdef int _ascending(const void *left, const void *right) noexcept nogil:
    cdef int64_t a = (<const int64_t *> left)[0], b = (<const int64_t *> right)[0]
    return (a > b) - (a < b)


cdef int64_t MOST = (<int64_t> 1) << 31


cdef inline uint64_t bit(uint64_t word) noexcept nogil:
    return (<uint64_t> 1) << (word * 0x9E3779B97F4A7C15u >> 58)


cdef inline bint enough(Row *row, int64_t reached, int64_t total, int64_t least, int64_t cover, bint by_initials) noexcept nogil:
    return reached >= least and reached >= row.weight * cover and (by_initials or 2 * reached // (total + row.weight) >= row.least)


cdef class Lists:
    """The words and readings of the lists as `parties.index` holds them, and a row of numbers to work on; from one thread at a time."""

    cdef const int64_t[::1] start
    cdef const int32_t[::1] postings, held
    cdef Row *rows
    cdef int64_t *alike  # of each word of the lists: the word left aside that it was met for last, and how alike they are
    cdef int32_t *touched
    cdef int64_t *order
    cdef int64_t serial
    cdef Py_ssize_t size

    def __cinit__(self, start, postings, const int32_t[::1] variant_weight, const int16_t[::1] least_first, const int64_t[::1] held_start, const int32_t[::1] held):
        cdef Py_ssize_t row, place
        self.start, self.postings, self.held = start, postings, held
        self.size = variant_weight.shape[0]
        self.rows = <Row *> calloc(self.size + 1, sizeof(Row))
        self.alike = <int64_t *> calloc(self.start.shape[0] + 1, sizeof(int64_t))
        self.touched = <int32_t *> malloc((self.size + 1) * sizeof(int32_t))
        self.order = <int64_t *> malloc((self.size + 1) * sizeof(int64_t))
        if not self.rows or not self.alike or not self.touched or not self.order:
            raise MemoryError
        for row in range(self.size):
            self.rows[row].weight, self.rows[row].least = variant_weight[row], least_first[row]
            self.rows[row].first, self.rows[row].words = <int32_t> held_start[row], <int32_t> (held_start[row + 1] - held_start[row])
            for place in range(held_start[row], held_start[row + 1]):
                self.rows[row].holds |= bit(held[place])

    def __dealloc__(self):
        free(self.rows)
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
        cdef int64_t total, most, saved, least, rest, cover, score, value, listed, mark
        cdef int32_t number
        cdef Row *row
        cdef int32_t block[BLOCK]
        cdef int64_t scores[BLOCK]
        cdef Py_ssize_t met_rows
        cdef bint by_initials
        for reading in range(size):
            longest = max(longest, counts[reading])
        out_at, out_row = np.empty(room, np.int64), np.empty(room, np.int64)
        cdef int64_t[::1] at_view = out_at, row_view = out_row
        order_held = np.empty(longest, np.int64)
        wanted_held = np.empty(longest, np.uint64)
        cdef int64_t[::1] order = order_held
        cdef uint64_t[::1] wanted = wanted_held  # a bit for each listed word that a word left aside may be
        cdef int64_t may
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
            if total * 1000 >= MOST:
                raise OverflowError("a reading has too many words to be counted")
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
            if self.serial > MOST:  # marks have 32 bits: begin anew
                for i in range(self.size):
                    self.rows[i].last = 0
                for i in range(self.start.shape[0]):
                    self.alike[i] = 0
                self.serial = 0
            self.serial += 1
            mark = self.serial  # what was met last before this is another reading's
            for place in range(asides, met):
                token = order[place]
                number = word[token]
                value = weight[token]
                entry, end = first[number], first[number + 1]
                i = 0 if entry == end else self.start[<uint32_t> near_key[entry]]
                while entry < end:
                    met_rows = 0  # so many at a time: all are called from memory before the first is looked at
                    while entry < end and met_rows < BLOCK:
                        listed = <uint32_t> near_key[entry]
                        if i == self.start[listed + 1]:
                            entry += 1
                            if entry < end:
                                i = self.start[<uint32_t> near_key[entry]]
                            continue
                        block[met_rows] = self.postings[i]
                        scores[met_rows] = near_score[entry]
                        FETCH(&self.rows[block[met_rows]])
                        met_rows += 1
                        i += 1
                    for left in range(met_rows):
                        row = &self.rows[block[left]]
                        score = scores[left]
                        if row.last < mark:
                            self.touched[many] = block[left]
                            many += 1
                            row.value = value * score
                        elif row.last < self.serial:
                            row.value += value * score
                        elif row.score < score:  # of two neighbours of one word in one name, the nearer
                            row.value += value * (score - row.score)
                        else:
                            continue
                        row.last = self.serial
                        row.score = score
                self.serial += 1
            left = 0
            for place in range(asides if many else 0):
                wanted[place] = 0
                for entry in range(first[word[order[place]]], first[word[order[place]] + 1]):
                    wanted[place] |= bit(<uint32_t> near_key[entry])
            for i in range(many):
                row = &self.rows[self.touched[i]]
                if enough(row, row.value + rest, total, least, cover, by_initials):
                    may = row.value
                    for place in range(asides):
                        if row.holds & wanted[place]:
                            may += weight[order[place]] * best[word[order[place]]]
                    if enough(row, may, total, least, cover, by_initials):
                        self.touched[left] = self.touched[i]
                        left += 1
            for place in range(asides if left else 0):
                token = order[place]
                number = word[token]
                self.serial += 1
                for entry in range(first[number], first[number + 1]):
                    listed = <uint32_t> near_key[entry]
                    self.alike[listed] = self.serial << 16 | <int64_t> near_score[entry]
                for i in range(left):
                    row = &self.rows[self.touched[i]]
                    if row.holds & wanted[place]:
                        score = 0
                        for entry in range(row.first, row.first + row.words):
                            mark = self.alike[self.held[entry]]
                            if mark >> 16 == self.serial and mark & 0xFFFF > score:
                                score = mark & 0xFFFF
                        row.value += weight[token] * score
            many = 0
            for i in range(left):
                row = &self.rows[self.touched[i]]
                if enough(row, row.value, total, least, cover, by_initials):
                    self.order[many] = ((1 << 30) - 2 * <int64_t> row.value // (total + row.weight)) << 32 | self.touched[i]
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
                row_view[found] = <uint32_t> self.order[i]
                found += 1
        return out_at[:found].copy(), out_row[:found].copy()
