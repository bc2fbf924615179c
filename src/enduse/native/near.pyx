"""Which words of the lists are like a word, and what is kept under a hash? `parties.words.Book`, `parties.words.Keyed`, `parties.near`, `parties.hashes`, word by word."""

from cpython.unicode cimport PyUnicode_GET_LENGTH
from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort

import numpy as np

from enduse.native.hashing cimport mixed, salted, salted_with
from enduse.native.listed cimport Words

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define enduse_fetch(place) __builtin_prefetch(place)
    #else
    #define enduse_fetch(place) ((void) (place))
    #endif
    """
    void fetch "enduse_fetch" (const void *place) noexcept nogil

cdef enum:
    MOST_HASHED = 32  # letters; `longest` may be less
    MOST_ASKED = 530  # hashes of such a word: itself, without one letter, without two, its consonants
    _AHEAD = 8


cdef int _ascending(const void *left, const void *right) noexcept nogil:
    cdef int64_t a = (<const int64_t *> left)[0], b = (<const int64_t *> right)[0]
    return (a > b) - (a < b)


cdef int within(const uint32_t *left, Py_ssize_t size, const uint32_t *right, Py_ssize_t other, int most) noexcept nogil:
    """The edits between two words, swapped neighbours being one and no place edited twice; one more than `most` if they are more. What both begin and end with needs none."""
    cdef int found, some
    while size and other and left[0] == right[0]:
        left, right, size, other = left + 1, right + 1, size - 1, other - 1
    while size and other and left[size - 1] == right[other - 1]:
        size, other = size - 1, other - 1
    if size < other:
        return within(right, other, left, size, most)
    if size - other > most:
        return most + 1
    if not other:
        return <int> size
    if not most:
        return 1
    found = within(left + 1, size - 1, right + 1, other - 1, most - 1)
    some = within(left + 1, size - 1, right, other, most - 1)
    found = min(found, some)
    if size == other:
        some = within(left, size, right + 1, other - 1, most - 1)
        found = min(found, some)
    if size > 1 and other > 1 and left[0] == right[1] and left[1] == right[0]:
        some = within(left + 2, size - 2, right + 2, other - 2, most - 1)
        found = min(found, some)
    return found + 1


cdef uint64_t sum_of(str text, uint64_t base) noexcept:
    """What the hash of a text is made of."""
    cdef uint64_t total = 0, power = 1
    cdef Py_UCS4 letter
    for letter in text:
        total += (<uint64_t> letter + 1) * power
        power *= base
    return total


def distance(str left not None, str right not None, int most):
    """The edits between two words, or one more than `most`, which is 2 at the highest."""
    cdef Py_ssize_t size = len(left), other = len(right)
    cdef uint32_t *letters = <uint32_t *> malloc((size + other + 1) * sizeof(uint32_t))
    if not letters:
        raise MemoryError
    _lay(left, letters)
    _lay(right, letters + size)
    most = within(letters, size, letters + size, other, min(max(most, 0), 2))
    free(letters)
    return most


cdef void _lay(str text, uint32_t *out) noexcept:
    cdef Py_UCS4 letter
    for letter in text:
        out[0] = letter
        out += 1


def text_hashes(texts, uint64_t salt, uint64_t base):
    """One hash for each whole text."""
    cdef Py_ssize_t at
    cdef str text
    found = np.empty(len(texts), np.uint64)
    cdef uint64_t[::1] out = found
    for at in range(len(texts)):
        text = texts[at]
        if text is None:
            raise TypeError("no text")
        out[at] = salted(sum_of(text, base), salt, PyUnicode_GET_LENGTH(text))
    return found


cdef class Keyed:
    """Values under ascending hashes, before them a sieve of bits, of which one in sixteen is set."""

    def __cinit__(self, const uint64_t[::1] hashes, const int32_t[::1] values):
        cdef Py_ssize_t at, head = 0
        cdef int wide = 10, heads = 1
        if hashes.shape[0] != values.shape[0] or hashes.shape[0] > 0x7FFFFFFF:
            raise ValueError("not as many values as hashes")
        self.hashes, self.values, self.size = hashes, values, hashes.shape[0]
        while self.size >> max(0, wide - 4):
            wide += 1
        while self.size >> heads + 4:
            heads += 1
        self.shift, self.head_shift = 64 - wide, 64 - heads
        self.bits = <uint8_t *> calloc(<size_t> 1 << wide - 3, 1)
        self.heads = <int32_t *> malloc(((<size_t> 1 << heads) + 1) * sizeof(int32_t))
        if not self.bits or not self.heads:
            raise MemoryError
        for at in range(self.size):
            self.bits[hashes[at] >> self.shift >> 3] |= <uint8_t> (1 << (hashes[at] >> self.shift & 7))
            while head <= <Py_ssize_t> (hashes[at] >> self.head_shift):
                self.heads[head] = <int32_t> at
                head += 1
        while head <= <Py_ssize_t> 1 << heads:
            self.heads[head] = <int32_t> self.size
            head += 1

    def __dealloc__(self):
        free(self.bits)
        free(self.heads)

    cdef bint may_hold(self, uint64_t asked) noexcept nogil:
        return self.bits[asked >> self.shift >> 3] >> (asked >> self.shift & 7) & 1

    cdef Py_ssize_t first(self, uint64_t asked) noexcept nogil:
        """Where this hash stands first; -1: nowhere."""
        cdef Py_ssize_t low = self.heads[asked >> self.head_shift], high = self.heads[(asked >> self.head_shift) + 1], middle
        while low < high:
            middle = low + (high - low) // 2
            if self.hashes[middle] < asked:
                low = middle + 1
            else:
                high = middle
        return low if low < self.size and self.hashes[low] == asked else -1

    def meet(self, const uint64_t[:] asked):
        """All (position in asked, value) with equal hashes, in the order of positions."""
        cdef Py_ssize_t at, entry, found = 0, room = 16
        positions, values = np.empty(room, np.int64), np.empty(room, np.int32)
        cdef int64_t[::1] positions_view = positions
        cdef int32_t[::1] values_view = values
        for at in range(min(_AHEAD, asked.shape[0])):
            fetch(&self.bits[asked[at] >> self.shift >> 3])
        for at in range(asked.shape[0]):
            if at + _AHEAD < asked.shape[0]:
                fetch(&self.bits[asked[at + _AHEAD] >> self.shift >> 3])
            if not self.may_hold(asked[at]):
                continue
            entry = self.first(asked[at])
            if entry < 0:
                continue
            while entry < self.size and self.hashes[entry] == asked[at]:
                if found == room:
                    room *= 2
                    positions, values = np.resize(positions, room), np.resize(values, room)
                    positions_view, values_view = positions, values
                positions_view[found], values_view[found] = at, self.values[entry]
                found += 1
                entry += 1
        return positions[:found], values[:found]


cdef class Neighbours:
    """The words of the lists with what is kept of each, and a row of numbers to work on; from one thread at a time."""

    cdef Words words
    cdef Keyed near
    cdef const uint64_t[::1] bones
    cdef const int64_t[::1] start
    cdef const int16_t[::1] weight
    cdef const int64_t[::1] reach
    cdef Py_ssize_t longest
    cdef int64_t least, by_bones, full, serial
    cdef uint64_t of_near, of_bones, of_words, base, unbase
    cdef int64_t *met  # of each word of the lists: the word asked for that it was met for last
    cdef int64_t *rows
    cdef uint32_t *letters

    def __cinit__(
        self, Words words not None, Keyed near not None, const uint64_t[::1] bones, const int64_t[::1] start, const int16_t[::1] weight, const int64_t[::1] reach,
        Py_ssize_t longest, int64_t least, int64_t by_bones, int64_t full, salts, uint64_t base, uint64_t unbase,
    ):
        cdef Py_ssize_t row, most = 0
        self.words, self.near, self.bones, self.start, self.weight, self.reach = words, near, bones, start, weight, reach
        self.longest, self.least, self.by_bones, self.full, self.base, self.unbase = longest, least, by_bones, full, base, unbase
        self.of_near, self.of_bones, self.of_words = salts
        if bones.shape[0] != words.size or weight.shape[0] != words.size or start.shape[0] != words.size + 1 or not 0 < longest <= MOST_HASHED or not reach.shape[0]:
            raise ValueError("columns of unequal length")
        for row in range(near.size):
            if not 0 <= near.values[row] < words.size:
                raise ValueError("a hash leads to no word")
        for row in range(words.size):
            most = max(most, words.starts[row + 1] - words.starts[row])
        self.met = <int64_t *> calloc(words.size + 1, sizeof(int64_t))
        self.rows = <int64_t *> malloc((words.size + 1) * sizeof(int64_t))
        self.letters = <uint32_t *> malloc((most + 1) * sizeof(uint32_t))
        if not self.met or not self.rows or not self.letters:
            raise MemoryError

    def __dealloc__(self):
        free(self.met)
        free(self.rows)
        free(self.letters)

    cdef Py_ssize_t reached(self, uint64_t *asked, Py_ssize_t size) noexcept nogil:
        """The words under any of these hashes, into `rows`; returns how many. What lies far apart in memory is sent for before it is looked at."""
        cdef Py_ssize_t at, entry, left = 0, many = 0
        cdef int32_t row
        for at in range(size):
            fetch(&self.near.bits[asked[at] >> self.near.shift >> 3])
        for at in range(size):
            if self.near.may_hold(asked[at]):
                asked[left] = asked[at]
                left += 1
                fetch(&self.near.heads[asked[at] >> self.near.head_shift])
        for at in range(left):
            entry = self.near.heads[asked[at] >> self.near.head_shift]
            if entry < self.near.size:
                fetch(&self.near.hashes[entry])
        for at in range(left):
            entry = self.near.first(asked[at])
            if entry < 0:
                continue
            while entry < self.near.size and self.near.hashes[entry] == asked[at]:
                row = self.near.values[entry]
                if self.met[row] != self.serial:
                    self.met[row] = self.serial
                    self.rows[many] = row
                    many += 1
                entry += 1
        return many

    cdef Py_ssize_t shortened(self, const uint32_t *word, Py_ssize_t length, bint digit, uint64_t *out) noexcept nogil:
        """The hashes of what is left after as many deletions as such a word may differ by; returns how many."""
        cdef uint64_t[MOST_HASHED + 1] sums
        cdef uint64_t[MOST_HASHED + 1] behind  # what a second letter left out makes of the rest
        cdef uint64_t power = 1, whole, back = self.unbase, further = self.unbase * self.unbase, rest, salt
        cdef Py_ssize_t size = min(length, self.longest), first, second, many = 1
        cdef int64_t edits = self.reach[min(size, self.reach.shape[0] - 1)]
        if not size:
            return 0
        sums[0] = 0
        for first in range(size):
            sums[first + 1] = sums[first] + (<uint64_t> word[first] + 1) * power
            power *= self.base
        whole = sums[size]
        out[0] = salted(whole, self.of_near, size)
        if digit or not edits:
            return many
        salt = salted_with(self.of_near, size - 1)
        for first in range(size):
            out[many] = mixed(sums[first] + (whole - sums[first + 1]) * back ^ salt)
            many += 1
        if edits > 1:
            salt = salted_with(self.of_near, size - 2)
            for second in range(1, size):
                behind[second] = sums[second] * back + (whole - sums[second + 1]) * further
            for first in range(size - 1):
                rest = sums[first] - sums[first + 1] * back
                for second in range(first + 1, size):
                    out[many] = mixed(rest + behind[second] ^ salt)
                    many += 1
        return many

    cdef int64_t alike(self, const uint32_t *word, Py_ssize_t length, bint digit, int64_t row, bint same_bones) noexcept nogil:
        """`parties.near.alike_pairs` of one pair."""
        cdef Py_ssize_t other = self.words.letters(row, self.letters), longer, shorter
        cdef int64_t score = self.by_bones if same_bones else 0, by_letters
        cdef int most, edits
        cdef uint32_t head = word[0] if length else 0, last = self.letters[other - 1] if other else 0, other_head = self.letters[0] if other else 0
        longer, shorter = max(length, other), min(length, other)
        most = <int> self.reach[min(longer, self.reach.shape[0] - 1)]
        if shorter >= 4 and longer - shorter <= most and not digit and not c'0' <= last <= c'9':
            edits = within(word, length, self.letters, other, most)
            if edits <= most:
                by_letters = 1000 - 1000 * edits // longer - (60 if head != other_head else 0)
                score = max(score, by_letters)
        elif head == other_head and length == other and within(word, length, self.letters, other, 0) == 0:
            score = 1000
        return score if score >= self.least else 0

    def learn(self, list words, list bones, int64_t number, int64_t before, int64_t most):
        """What the book keeps of words that are the next from this number, with so many neighbours before theirs: a column each, and behind them those of their neighbours, of each no more than so many, the most alike."""
        cdef Py_ssize_t size = len(words), at, many, place, kept, found = 0, room = 64, longest = 1, length
        cdef str word, skeleton
        cdef uint64_t total, key
        cdef int64_t row, score, best, cost, same
        cdef bint digit
        cdef uint32_t *letters = NULL
        cdef uint64_t[MOST_ASKED] asked
        if len(bones) != size:
            raise ValueError("not as many skeletons as words")
        for at in range(size):
            word, skeleton = words[at], bones[at]
            if word is None or skeleton is None:
                raise TypeError("no word")
            longest = max(longest, PyUnicode_GET_LENGTH(word))
        rows, hashes, sums, lengths = np.empty(size, np.int32), np.empty(size, np.uint64), np.empty(size, np.uint64), np.empty(size, np.int64)
        rarities, bests, costs, ends = np.empty(size, np.int16), np.empty(size, np.int16), np.empty(size, np.int64), np.empty(size, np.int64)
        keys, scores = np.empty(room, np.int64), np.empty(room, np.int16)
        cdef int32_t[::1] rows_view = rows
        cdef uint64_t[::1] hashes_view = hashes, sums_view = sums
        cdef int64_t[::1] lengths_view = lengths, costs_view = costs, ends_view = ends, keys_view = keys
        cdef int16_t[::1] rarities_view = rarities, bests_view = bests, scores_view = scores
        letters = <uint32_t *> malloc(longest * sizeof(uint32_t))
        if not letters:
            raise MemoryError
        try:
            for at in range(size):
                word, skeleton = words[at], bones[at]
                length = PyUnicode_GET_LENGTH(word)
                _lay(word, letters)
                digit = length > 0 and c'0' <= letters[length - 1] <= c'9'
                total = sum_of(word, self.base)
                sums_view[at], lengths_view[at], hashes_view[at] = total, length, salted(total, self.of_words, length)
                self.serial += 1
                many = self.shortened(letters, length, digit, asked)
                key = 0
                if PyUnicode_GET_LENGTH(skeleton):
                    key = salted(sum_of(skeleton, self.base), self.of_bones, PyUnicode_GET_LENGTH(skeleton))
                    asked[many] = key
                    many += 1
                    key |= 1
                many = self.reached(asked, many)
                kept = 0
                for place in range(many):
                    row = self.rows[place]
                    score = self.alike(letters, length, digit, row, key != 0 and key == self.bones[row])
                    if score > 0:
                        self.rows[kept] = (1000 - score) << 32 | row
                        kept += 1
                if kept > most:
                    qsort(self.rows, kept, sizeof(int64_t), _ascending)
                    kept = max(0, most)
                for place in range(kept):  # by row
                    self.rows[place] = <int64_t> <uint32_t> self.rows[place] << 16 | 1000 - (self.rows[place] >> 32)
                if kept > 1:
                    qsort(self.rows, kept, sizeof(int64_t), _ascending)
                if found + kept > room:
                    while found + kept > room:
                        room *= 2
                    keys, scores = np.resize(keys, room), np.resize(scores, room)
                    keys_view, scores_view = keys, scores
                best, cost, same = 0, 0, -1
                for place in range(kept):
                    row, score = self.rows[place] >> 16, self.rows[place] & 0xFFFF
                    keys_view[found], scores_view[found] = (number + at) << 32 | row, <int16_t> score
                    found += 1
                    best = max(best, score)
                    cost += self.start[row + 1] - self.start[row]
                    if score == 1000:
                        same = row
                rows_view[at], bests_view[at], costs_view[at], ends_view[at] = <int32_t> same, <int16_t> best, cost, before + found
                rarities_view[at] = <int16_t> self.full if same < 0 else self.weight[same]
        finally:
            free(letters)
        return rows, hashes, sums, lengths, rarities, bests, costs, ends, keys[:found], scores[:found]
