"""Which names may hold more than a name, or be written otherwise than they are? `parties.pieces` and `parties.otherwise`, by one look at each letter.

What is passed over here is passed over there too; of the rest Python decides.
"""

from libc.stdint cimport uint8_t, uint32_t, uint64_t

import numpy as np

cdef extern from "Python.h":
    bint Py_UNICODE_ISDIGIT(uint32_t letter)
    bint Py_UNICODE_ISALNUM(uint32_t letter)
    bint Py_UNICODE_ISDECIMAL(uint32_t letter)
    bint Py_UNICODE_ISSPACE(uint32_t letter)
    bint Py_UNICODE_ISUPPER(uint32_t letter)
    bint Py_UNICODE_ISLOWER(uint32_t letter)
    uint32_t Py_UNICODE_TOLOWER(uint32_t letter)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    uint32_t PyUnicode_READ(int kind, const void *data, Py_ssize_t at)

cdef enum:
    _ROOM = 1024  # for words by their hash
    _MOST = 32  # words of a name that are looked at here
    _TURKISH = 0x130  # a capital that becomes two letters
    _SIGMA = 0x3A3  # and one that becomes another at the end of a word
    _LONG_S = 0x17F  # a small letter that counts as another
    _HEADS = 1
    _ODD = 2

HEADS, ODD = _HEADS, _ODD
"""What may be found in a name: what stands before an address or another name; another way of writing."""


cdef inline uint32_t _lower(int kind, const void *data, Py_ssize_t at) noexcept:
    cdef uint32_t letter = PyUnicode_READ(kind, data, at)
    if letter < 0x80:
        return letter + 32 if c"A" <= letter <= c"Z" else letter
    return Py_UNICODE_TOLOWER(letter)


cdef inline bint _either(uint32_t letter, uint32_t one, uint32_t other) noexcept:
    return letter == one or letter == other


cdef uint64_t _hash(int kind, const void *data, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Of a word in small letters; never 0."""
    cdef uint64_t value = 1469598103934665603u
    cdef Py_ssize_t at
    for at in range(start, end):
        value = (value ^ _lower(kind, data, at)) * 1099511628211u
    return value | 1


cdef enum:
    _ALNUM = 1
    _DIGIT = 2
    _UPPER = 4
    _LOWER = 8

cdef uint8_t _PLAIN[128]  # what the letters of ASCII are
for _code in range(128):
    _PLAIN[_code] = (_ALNUM if chr(_code).isalnum() else 0) | (_DIGIT if chr(_code).isdigit() else 0) | (_UPPER if chr(_code).isupper() else 0) | (_LOWER if chr(_code).islower() else 0)


cdef inline int _sort_of(uint32_t letter) noexcept:
    if letter < 0x80:
        return _PLAIN[letter]
    if not Py_UNICODE_ISALNUM(letter):
        return 0
    return _ALNUM | (_DIGIT if Py_UNICODE_ISDIGIT(letter) else 0) | (_UPPER if Py_UNICODE_ISUPPER(letter) else 0) | (_LOWER if Py_UNICODE_ISLOWER(letter) else 0)


cdef class Signs:
    """What tells of a name that it may be written otherwise: words anywhere, words at its end, beginnings. What tells that more than one name may stand in it: words; what parts the pieces of a field, and the letters that a bracket with another name begins with. Names of nobody."""

    cdef uint64_t words[_ROOM]
    cdef uint64_t ends[_ROOM]
    cdef uint64_t between[_ROOM]
    cdef list beginnings
    cdef str parting, opening, firsts
    cdef frozenset elsewhere

    def __cinit__(self, words, ends, beginnings, between, str parting, str opening, frozenset elsewhere):
        self.beginnings, self.parting, self.opening, self.elsewhere = list(beginnings), parting, opening, elsewhere
        self.firsts = "".join([beginning[0] for beginning in self.beginnings])
        _fill(self.words, words)
        _fill(self.ends, ends)
        _fill(self.between, between)

    def told(self, parties, keys):
        """What the name of each of these parties may hold, as bits; all of them if it says that they are named elsewhere. `keys`: the printed keys of their names."""
        cdef Py_ssize_t at, size = len(parties)
        out = np.empty(size, np.uint8)
        cdef uint8_t[::1] bits = out
        for at in range(size):
            name = parties[at].name
            bits[at] = _HEADS | _ODD if type(name) is not str or keys[at] in self.elsewhere else self._told(name)
        return out

    def told_of(self, str name not None):
        """What one name may hold."""
        return self._told(name)

    cdef int _told(self, str name) except -1:
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(name), at, start, end, words = 0, parted = 0
        cdef int kind = PyUnicode_KIND(name), out = 0
        cdef const void *data = PyUnicode_DATA(name)
        cdef uint32_t letter, low, before = 0, other = 0  # in small letters the one before and the one before that
        cdef bint blank = False, dotted = False, heads = False
        cdef int sort
        cdef Py_ssize_t smalls = 0  # small letters right before
        cdef uint64_t met[_MOST]
        cdef uint64_t value
        for at in range(size):
            letter = PyUnicode_READ(kind, data, at)
            low = _lower(kind, data, at)
            sort = _sort_of(letter)
            if sort & _ALNUM:
                if low == before and low == other and not Py_UNICODE_ISDECIMAL(letter):
                    out |= _ODD
                if smalls >= 2 and sort & _UPPER or letter == _TURKISH or letter == _SIGMA:
                    out |= _ODD
                smalls = smalls + 1 if sort & _LOWER else 0
                if parted and sort & _DIGIT or letter == _LONG_S:
                    heads = True
            else:
                smalls = 0
                if at + 4 < size and PyUnicode_READ(kind, data, at + 2) == letter and PyUnicode_READ(kind, data, at + 4) == letter:
                    out |= _ODD
                if letter == c" ":
                    blank = True
                elif letter == c"." or letter == c",":
                    dotted = True
                elif letter == c"/" or letter == c"(" and at + 1 < size and _holds(self.opening, _lower(kind, data, at + 1)):
                    heads = True
                if letter != c" " and _holds(self.parting, letter):
                    parted += 1
            other, before = before, low
        at = end = 0
        while at < size:
            while at < size and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
                at += 1
            if at == size:
                break
            start = at
            while at < size and not Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
                at += 1
            if words == _MOST:
                return _HEADS | _ODD
            end = at
            if dotted:
                while start < end and _either(PyUnicode_READ(kind, data, start), c".", c","):
                    start += 1
                while start < end and _either(PyUnicode_READ(kind, data, end - 1), c".", c","):
                    end -= 1
            value = _hash(kind, data, start, end)
            if _kept(self.words, value) or _met(met, words, value):
                out |= _ODD
            heads |= _kept(self.between, value)
            met[words] = value
            words += 1
        if not words:
            return _HEADS | _ODD
        if _kept(self.ends, met[words - 1]):
            out |= _ODD
        elif end > start and (_either(PyUnicode_READ(kind, data, start), c"(", c")") or _either(PyUnicode_READ(kind, data, end - 1), c"(", c")")):
            while start < end and _either(PyUnicode_READ(kind, data, start), c"(", c")"):
                start += 1
            while start < end and _either(PyUnicode_READ(kind, data, end - 1), c"(", c")"):
                end -= 1
            if _kept(self.ends, _hash(kind, data, start, end)):
                out |= _ODD
        for beginning in self.beginnings if _holds(self.firsts, _lower(kind, data, 0)) else ():
            if _begins(kind, data, size, beginning):
                out |= _ODD
        if heads or parted > 1:
            out |= _HEADS
        return out if blank else out & ~_HEADS


cdef bint _holds(str some, uint32_t letter) noexcept:
    cdef Py_ssize_t at
    for at in range(PyUnicode_GET_LENGTH(some)):
        if PyUnicode_READ(PyUnicode_KIND(some), PyUnicode_DATA(some), at) == letter:
            return True
    return False


cdef bint _begins(int kind, const void *data, Py_ssize_t size, str beginning):
    cdef Py_ssize_t at
    if size < PyUnicode_GET_LENGTH(beginning):
        return False
    for at in range(PyUnicode_GET_LENGTH(beginning)):
        if _lower(kind, data, at) != PyUnicode_READ(PyUnicode_KIND(beginning), PyUnicode_DATA(beginning), at):
            return False
    return True


cdef bint _met(const uint64_t *met, Py_ssize_t many, uint64_t value) noexcept:
    cdef Py_ssize_t at
    for at in range(many):
        if met[at] == value:
            return True
    return False


cdef bint _kept(const uint64_t *table, uint64_t value) noexcept:
    cdef uint64_t place = value >> 32 & (_ROOM - 1)
    while table[place]:
        if table[place] == value:
            return True
        place = (place + 1) & (_ROOM - 1)
    return False


cdef int _fill(uint64_t *table, words) except -1:
    cdef uint64_t value, place
    cdef Py_ssize_t many = 0
    cdef str word
    for word in words:
        value = _hash(PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word))
        if _kept(table, value):
            continue
        many += 1
        if many > _ROOM // 2:
            raise ValueError("more words than there is room for")
        place = value >> 32 & (_ROOM - 1)
        while table[place]:
            place = (place + 1) & (_ROOM - 1)
        table[place] = value
    return 0
