"""Which words do the lists hold, and which words do readings consist of? `parties.words`, `parties.candidates.Asked`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.list cimport PyList_GET_ITEM
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE
from cpython.unicode cimport PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t, uintptr_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp

import numpy as np

from enduse.native.hashing cimport mixed

cdef enum:
    RAW, FOLD, BONES, SORT, ORIGIN  # of a token
    TOKENS = 0, FORMS, ROLE  # of a variant


cdef uint64_t hashed(const uint8_t *text, Py_ssize_t length) noexcept nogil:
    """By which words are found in a table."""
    cdef uint64_t place = 0xCBF29CE484222325u
    cdef Py_ssize_t at
    for at in range(length):
        place = (place ^ text[at]) * 0x100000001B3u
    return mixed(place)


cdef class Words:
    """The words of the lists where they lie in the table: word n is the UTF-8 text[starts[n] : starts[n + 1]]."""

    def __cinit__(self, const int32_t[::1] starts, const uint8_t[::1] text):
        cdef Py_ssize_t row, room = 16
        cdef uint64_t place
        cdef const uint8_t *word
        self.starts, self.text, self.size = starts, text, starts.shape[0] - 1
        if self.size < 0 or starts[0] < 0 or starts[self.size] > text.shape[0]:
            raise ValueError("words lie outside their text")
        for row in range(self.size):
            if starts[row] > starts[row + 1]:
                raise ValueError("words lie outside their text")
        while room < 2 * self.size:
            room *= 2
        self.mask = room - 1
        self.table = <int32_t *> calloc(room, sizeof(int32_t))
        if not self.table:
            raise MemoryError
        for row in range(self.size):
            word = &text[starts[row]] if starts[row] < starts[row + 1] else NULL
            place = self.place_of(hashed(word, starts[row + 1] - starts[row]), word, starts[row + 1] - starts[row])
            self.table[place] = <int32_t> row + 1

    def __dealloc__(self):
        free(self.table)

    cdef uint64_t place_of(self, uint64_t place, const uint8_t *text, Py_ssize_t length) noexcept nogil:
        """Where the word of this hash stands in the table, or would stand."""
        cdef int32_t row
        place &= self.mask
        while self.table[place]:
            row = self.table[place] - 1
            if self.starts[row + 1] - self.starts[row] == length and (length == 0 or memcmp(&self.text[self.starts[row]], text, length) == 0):
                break
            place = place + 1 & self.mask
        return place

    cdef int64_t row_at(self, uint64_t place, const uint8_t *text, Py_ssize_t length) noexcept nogil:
        """The row of a word in UTF-8, given with its hash; -1: it is not there."""
        return <int64_t> self.table[self.place_of(place, text, length)] - 1

    cdef int64_t row_of(self, const uint8_t *text, Py_ssize_t length) noexcept nogil:
        """The row of a word in UTF-8; -1: it is not there."""
        return self.row_at(hashed(text, length), text, length)

    cdef int64_t row(self, str word) except -2:
        """The row of a word; -1: it is not there."""
        cdef bytes encoded
        if word is None:
            raise TypeError("no word")
        if word.isascii():
            return self.row_of(<const uint8_t *> PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word))
        encoded = word.encode("utf-8", "surrogatepass")
        return self.row_of(<const uint8_t *> PyBytes_AS_STRING(encoded), PyBytes_GET_SIZE(encoded))

    cdef Py_ssize_t letters(self, Py_ssize_t row, uint32_t *out) noexcept nogil:
        """Lays the letters of a word out, which are no more than its bytes; returns how many they are."""
        cdef Py_ssize_t at = self.starts[row], end = self.starts[row + 1], found = 0
        cdef uint32_t letter
        while at < end:
            letter = self.text[at]
            at += 1
            if letter >= 0xC0:
                letter &= 0x1F if letter < 0xE0 else 0x0F if letter < 0xF0 else 0x07
                while at < end and self.text[at] & 0xC0 == 0x80:
                    letter = letter << 6 | self.text[at] & 0x3F
                    at += 1
            out[found] = letter
            found += 1
        return found

    def __len__(self):
        return self.size

    def __getitem__(self, Py_ssize_t row):
        if row < 0 or row >= self.size:
            raise IndexError(row)
        if self.starts[row] == self.starts[row + 1]:
            return ""
        return (<const char *> &self.text[self.starts[row]])[:self.starts[row + 1] - self.starts[row]].decode("utf-8")

    def __contains__(self, str word):
        return self.row(word) >= 0

    def get(self, str word, other=None):
        """The row of a word, or what is given instead."""
        cdef int64_t row = self.row(word)
        return other if row < 0 else row


def coded(const int32_t[::1] starts, const uint8_t[::1] text, Py_ssize_t most):
    """The values of a column that holds few of them, in the order in which they come, and which of them each row has; None if there are more than so many."""
    cdef Py_ssize_t size = starts.shape[0] - 1, row, at, many = 0, length
    cdef list values = []
    cdef int64_t[128] firsts
    codes = np.empty(max(size, 0), np.int8)
    cdef int8_t[::1] out = codes
    most = min(most, 127)
    for row in range(size):
        length = starts[row + 1] - starts[row]
        for at in range(many):
            if starts[firsts[at] + 1] - starts[firsts[at]] == length and (length == 0 or memcmp(&text[starts[firsts[at]]], &text[starts[row]], length) == 0):
                break
        else:
            at = many
            if many == most:
                return None
            firsts[many] = row
            many += 1
            values.append(bytes(text[starts[row]:starts[row + 1]]).decode("utf-8"))
        out[row] = <int8_t> at
    return values, codes


cdef class Numbers:
    """Words of names by number, told apart by where they are in memory; they are held, so that nothing else comes to lie there."""

    cdef readonly list held
    cdef int32_t *table  # by place in memory: one more than the number
    cdef uint64_t mask

    def __cinit__(self):
        self.held = []
        self.mask = (1 << 10) - 1
        self.table = <int32_t *> calloc(self.mask + 1, sizeof(int32_t))
        if not self.table:
            raise MemoryError

    def __dealloc__(self):
        free(self.table)

    cdef uint64_t place_of(self, PyObject *token) noexcept:
        cdef uint64_t place = mixed(<uint64_t> <uintptr_t> token) & self.mask
        while self.table[place] and PyList_GET_ITEM(self.held, self.table[place] - 1) != token:
            place = place + 1 & self.mask
        return place

    cdef int widen(self) except -1:
        cdef uint64_t place
        cdef Py_ssize_t number
        cdef int32_t *table = <int32_t *> calloc(2 * (self.mask + 1), sizeof(int32_t))
        if not table:
            raise MemoryError
        free(self.table)
        self.table, self.mask = table, 2 * self.mask + 1
        for number in range(len(self.held)):
            self.table[self.place_of(PyList_GET_ITEM(self.held, number))] = <int32_t> number + 1
        return 0

    def __len__(self):
        return len(self.held)

    cdef int32_t number(self, PyObject *token, list fresh) except -1:
        """The number of a token; one not met before is given the next and laid to the fresh ones."""
        cdef uint64_t place = self.place_of(token)
        if self.table[place]:
            return self.table[place] - 1
        fresh.append(<object> token)
        self.held.append(<object> token)
        self.table[place] = <int32_t> len(self.held)
        if <uint64_t> len(self.held) * 2 > self.mask:
            self.widen()
        return <int32_t> len(self.held) - 1

    def of(self, tokens):
        """(the number of each token, those not met before, in the order of their numbers)."""
        cdef list some = tokens if isinstance(tokens, list) else list(tokens), fresh = []
        cdef Py_ssize_t size = len(some), at
        numbers = np.empty(size, np.int32)
        cdef int32_t[::1] out = numbers
        for at in range(size):
            out[at] = self.number(PyList_GET_ITEM(some, at), fresh)
        return numbers, fresh

    def laid(self, list variants):
        """(how many tokens each variant has, where they begin, the number of each, those not met before)."""
        cdef Py_ssize_t size = len(variants), at, place, total = 0
        cdef list fresh = []
        cdef object some
        counts, starts = np.empty(size, np.int64), np.empty(size, np.int64)
        cdef int64_t[::1] counts_view = counts, starts_view = starts
        for at in range(size):
            some = _part(variants[at], TOKENS)
            if not PyTuple_Check(some):
                raise TypeError("no tokens")
            starts_view[at], counts_view[at] = total, PyTuple_GET_SIZE(some)
            total += counts_view[at]
        numbers = np.empty(total, np.int32)
        cdef int32_t[::1] out = numbers
        for at in range(size):
            some = _part(variants[at], TOKENS)
            for place in range(counts_view[at]):
                out[starts_view[at] + place] = self.number(PyTuple_GET_ITEM(some, place), fresh)
        return counts, starts, numbers, fresh


cdef inline object _part(object made, Py_ssize_t place):
    if not PyTuple_Check(made) or PyTuple_GET_SIZE(made) <= place:
        raise TypeError("neither a token nor a variant")
    return <object> PyTuple_GET_ITEM(made, place)


cdef inline str _text(object token, Py_ssize_t place):
    made = _part(token, place)
    if not PyUnicode_Check(made):
        raise TypeError("no text")
    return <str> made


def variants_of(readings):
    """All variants of some readings, of which some may be None, and of each the place of its reading."""
    cdef Py_ssize_t at, place, size = 0
    cdef list out = [], of = []
    cdef tuple variants
    for reading in readings:
        variants = () if reading is None else reading.variants
        out += variants
        of.append(PyTuple_GET_SIZE(variants))
    owner = np.empty(len(out), np.int64)
    cdef int64_t[::1] owners = owner
    for at in range(len(of)):
        for place in range(<Py_ssize_t> of[at]):
            owners[size] = at
            size += 1
    return out, owner


def ways(
    list variants, const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] numbers, const int8_t[::1] sort, const int32_t[::1] letters_of,
    int initial, str short, Py_ssize_t letters, Py_ssize_t words,
):
    """(whether each variant is searched, whether it is by initials), by the sort of each token and its letters as written.

    A variant in the role `short` of one word with fewer letters is not searched; one of no more words, none of a legal form, is by initials if it has one besides a word of so many letters.
    """
    cdef Py_ssize_t size = len(variants), at, place
    cdef bint by_initials, long
    searched, initials = np.ones(size, np.bool_), np.zeros(size, np.bool_)
    cdef uint8_t[::1] searched_view = searched.view(np.uint8), initials_view = initials.view(np.uint8)
    for at in range(size):
        if not 0 < counts[at] <= words:
            continue
        by_initials = long = False
        for place in range(starts[at], starts[at] + counts[at]):
            by_initials |= sort[numbers[place]] == initial
            long |= letters_of[numbers[place]] >= letters
        if by_initials and long and not _part(variants[at], FORMS):
            initials_view[at] = True
        if not long and counts[at] == 1 and _text(variants[at], ROLE) == short:
            searched_view[at] = False
    return searched, initials


def words_of(list tokens, dict numbers, bones_of):
    """The number of each token's word; the words that had none yet, which they are given; and the consonants of each of these: those told of its token, or what is told of the word."""
    cdef list words = [], bones = []
    cdef str fold, some
    cdef Py_ssize_t size = len(tokens), at
    found = np.empty(size, np.int32)
    cdef int32_t[::1] out = found
    for at in range(size):
        fold = _text(tokens[at], FOLD)
        number = numbers.get(fold)
        if number is None:
            some = _text(tokens[at], BONES)
            number = numbers[fold] = len(numbers)
            words.append(fold)
            bones.append(some if PyUnicode_GET_LENGTH(some) else bones_of(fold))
        out[at] = number
    return found, words, bones


def told(
    list tokens, const int32_t[::1] words, const int32_t[::1] row, const int16_t[::1] rarity, const int64_t[:, ::1] weights, dict classes,
    int short, int distinctive, Py_ssize_t letters, Py_ssize_t parted,
):
    """What the book keeps of tokens whose words it knows by these numbers: `parties.weights.classes`, the weight, how many letters it is written with, whether it is of letters, whether it may be two words of the lists."""
    cdef Py_ssize_t size = len(tokens), at, length
    cdef int64_t number, kind
    cdef str raw, sort
    cdef bint alpha
    kinds, values = np.empty(size, np.int8), np.empty(size, np.int64)
    alphas, parts, sizes = np.empty(size, np.bool_), np.empty(size, np.int8), np.empty(size, np.int32)
    cdef int8_t[::1] kinds_view = kinds
    cdef int64_t[::1] values_view = values
    cdef uint8_t[::1] alphas_view = alphas.view(np.uint8)
    cdef int8_t[::1] parts_view = parts
    cdef int32_t[::1] sizes_view = sizes
    for at in range(size):
        raw, sort = _text(tokens[at], RAW), _text(tokens[at], SORT)
        number = words[at]
        length, alpha = PyUnicode_GET_LENGTH(raw), raw.isalpha()
        kind = classes[sort] if PyUnicode_GET_LENGTH(sort) or length >= letters else short
        if not 0 <= number < min(row.shape[0], rarity.shape[0]) or not 0 <= kind < weights.shape[0] or not 0 <= rarity[number] < weights.shape[1]:
            raise IndexError(number)
        kinds_view[at], values_view[at] = <int8_t> kind, weights[kind, rarity[number]]
        alphas_view[at], sizes_view[at] = alpha, <int32_t> length
        parts_view[at] = alpha and length >= parted and kind == distinctive and row[number] < 0
    return kinds, values, sizes, alphas, parts
