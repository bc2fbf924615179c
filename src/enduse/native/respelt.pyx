"""Which words are two written together, or may be others that somebody wrote otherwise? `parties.candidates.respell` and `parties.mended`, word by word."""

from cpython.unicode cimport PyUnicode_Substring
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcpy

from enduse.native.hashing cimport mixed
from enduse.native.listed cimport Words
from enduse.native.spelling cimport _ROOM, Keys

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    bint PyUnicode_IS_ASCII(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)

cdef enum:
    _LONGEST = 64  # letters of a word that is looked at here
    _SHORTEST = 4  # and the fewest of one that may be another

cdef uint64_t _BASE = 0x100000001B3u


cdef bint _latin(str word, Py_ssize_t most=_LONGEST):
    """Whether it is a word of small Latin letters, and of no more than these."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at
    cdef const uint8_t *letters
    if not PyUnicode_IS_ASCII(word) or not 0 < size <= most:
        return False
    letters = <const uint8_t *> PyUnicode_DATA(word)
    for at in range(size):
        if not c"a" <= letters[at] <= c"z":
            return False
    return True


cdef uint32_t _letters(const uint8_t *word, Py_ssize_t size) noexcept:
    """A bit for each letter of a word."""
    cdef uint32_t letters = 0
    cdef Py_ssize_t at
    for at in range(size):
        letters |= <uint32_t> 1 << (word[at] - c"a")
    return letters


cdef class Known:
    """The words of the lists and of the trade, by their spelling keys."""

    cdef Words listed, trade
    cdef Keys keys

    def __cinit__(self, Words listed not None, Words trade not None, Keys keys not None):
        self.listed, self.trade, self.keys = listed, trade, keys

    cdef bint _holds(self, const uint8_t *word, Py_ssize_t size, uint32_t letters) noexcept:
        """Whether a word of small Latin letters, given with a bit for each of them, is among these."""
        cdef char key[_ROOM]
        memcpy(key, word, size)
        size = self.keys.folded(key, size, letters)
        return self.listed.row_of(<const uint8_t *> key, size) >= 0 or self.trade.row_of(<const uint8_t *> key, size) >= 0

    def places(
        self, const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const int32_t[::1] token, const int32_t[::1] row,
        const uint8_t[::1] alpha, const uint8_t[::1] parts, list tokens,
    ):
        """Words that may be parted or joined with the next to a known one: (place, whether it may be parted, itself joined with the next); of what they are joined to those that are known, and those that Python must tell. By reading: where its words begin and how many they are; by word its numbers; by number whether it is on the lists, of letters, may be two."""
        cdef Py_ssize_t reading, at, end, ours, theirs
        cdef list out = [], odd = []
        cdef set joined = set()
        cdef str left, right, whole
        cdef uint8_t both[2 * _LONGEST]
        cdef uint32_t letters
        for reading in range(starts.shape[0]):
            end = starts[reading] + counts[reading]
            for at in range(starts[reading], end):
                whole = ""
                if at + 1 < end and alpha[token[at]] and alpha[token[at + 1]] and (row[word[at]] < 0 or row[word[at + 1]] < 0):
                    left, right = tokens[at].raw, tokens[at + 1].raw
                    if _latin(left) and _latin(right):
                        ours, theirs = PyUnicode_GET_LENGTH(left), PyUnicode_GET_LENGTH(right)
                        memcpy(both, PyUnicode_DATA(left), ours)
                        memcpy(both + ours, PyUnicode_DATA(right), theirs)
                        if self._holds(both, ours + theirs, _letters(both, ours + theirs)):
                            whole = left + right
                            joined.add(whole)
                    else:
                        whole = left + right
                        odd.append(whole)
                if whole or parts[token[at]]:
                    out.append((at, bool(parts[token[at]]), whole))
        return out, joined, odd

    def parted(self, list words):
        """`parties.candidates._parts` of words of small Latin letters, and the other words."""
        cdef list odd = []
        cdef dict out = {}
        cdef Py_ssize_t at, size, best, chosen, least
        cdef str word
        cdef const uint8_t *letters
        cdef uint32_t before
        cdef uint32_t[_LONGEST + 1] behind
        for word in words:
            if not _latin(word):
                odd.append(word)
                continue
            letters = <const uint8_t *> PyUnicode_DATA(word)
            size = PyUnicode_GET_LENGTH(word)
            behind[size] = before = 0
            best = chosen = 0
            for at in range(size - 1, -1, -1):
                behind[at] = behind[at + 1] | <uint32_t> 1 << (letters[at] - c"a")
            for at in range(1, size - 2):
                before |= <uint32_t> 1 << (letters[at - 1] - c"a")
                least = min(at, size - at)
                if at >= 3 and least > best and self._holds(letters, at, before) and self._holds(letters + at, size - at, behind[at]):
                    best, chosen = least, at
            out[word] = (PyUnicode_Substring(word, 0, chosen), PyUnicode_Substring(word, chosen, size)) if chosen else ()
        return out, odd


def made_of(list places, set joined, dict parted, list tokens):
    """Of words that may be parted or joined those that are: (place, the words that stand there instead, how many stood there)."""
    cdef list out = []
    cdef str whole
    for at, may_part, whole in places:
        if whole in joined:
            out.append((at, (whole,), 2))
        elif may_part:
            made = parted[tokens[at].raw]
            if made:
                out.append((at, made, 1))
    return out


cdef bint _struck(str word, uint32_t vowels):
    """Whether a word of small Latin letters, and not a short one, has no vowel, but perhaps at the front."""
    cdef const uint8_t *letters = <const uint8_t *> PyUnicode_DATA(word)
    cdef Py_ssize_t at
    for at in range(1, PyUnicode_GET_LENGTH(word)):
        if vowels >> (letters[at] - c"a") & 1:
            return False
    return PyUnicode_GET_LENGTH(word) >= _SHORTEST


cdef class Mender:
    """The words that others may be but for a slip, each as it is and with one letter gone; how words end that are written behind others; what shapes are taken for each other; the vowels."""

    cdef uint32_t *kept
    cdef uint64_t mask
    cdef uint32_t vowels
    cdef frozenset ends
    cdef Py_ssize_t ending
    cdef list shapes
    cdef Words vocabulary
    cdef Keys keys
    cdef int may_be_known, may_end, may_be_struck  # as what is told of a word, in bits

    def __cinit__(
        self, shorter, frozenset ends, Py_ssize_t ending, shapes, str vowels, Words vocabulary not None, Keys keys not None, int may_be_known, int may_end, int may_be_struck,
    ):
        cdef uint64_t room = 64
        cdef str text
        self.ends, self.ending = ends, ending
        self.may_be_known, self.may_end, self.may_be_struck = may_be_known, may_end, may_be_struck
        self.vocabulary, self.keys = vocabulary, keys
        self.shapes = [(old.encode("ascii"), new.encode("ascii")) for old, new in shapes]
        if any(not old or len(new) > _LONGEST for old, new in self.shapes):
            raise ValueError("a shape of no letter, or of more than there is room for")
        for text in vowels:
            self.vowels |= <uint32_t> 1 << (ord(text) - c"a")
        while room < 2 * <uint64_t> len(shorter):
            room *= 2
        self.mask = room - 1
        self.kept = <uint32_t *> calloc(room, sizeof(uint32_t))
        if not self.kept:
            raise MemoryError
        for text in shorter:
            self._keep(self._sum(text))

    def __dealloc__(self):
        free(self.kept)

    cdef uint64_t _sum(self, str text):
        cdef uint64_t value = 0
        cdef Py_UCS4 letter
        for letter in text:
            value = value * _BASE + <uint32_t> letter
        return value

    cdef void _keep(self, uint64_t value) noexcept:
        cdef uint64_t place
        value = mixed(value)
        place = value >> 32 & self.mask
        while self.kept[place]:
            place = place + 1 & self.mask
        self.kept[place] = <uint32_t> value | 1

    cdef bint _holds(self, uint64_t value) noexcept:
        cdef uint64_t place
        value = mixed(value)
        place = value >> 32 & self.mask
        while self.kept[place]:
            if self.kept[place] == <uint32_t> value | 1:
                return True
            place = place + 1 & self.mask
        return False

    cdef bint _slip(self, str word):
        """Whether a plain word, or what is left of it without one letter, is among those kept."""
        cdef const uint8_t *letters = <const uint8_t *> PyUnicode_DATA(word)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at
        cdef uint64_t before[_LONGEST + 1]
        cdef uint64_t behind = 0, power = 1
        before[0] = 0
        for at in range(size):
            before[at + 1] = before[at] * _BASE + letters[at]
        if self._holds(before[size]):
            return True
        for at in range(size - 1, -1, -1):
            if self._holds(before[at] * power + behind):
                return True
            behind += letters[at] * power
            power *= _BASE
        return False

    def look(self, list words, Words listed not None):
        """Of words what each may be; the known words that have other shapes of theirs, each behind its word; and those that are not of small Latin letters, or short, which may be anything."""
        cdef list may = [], shaped = [], odd = []
        cdef int what
        cdef Py_ssize_t size
        cdef str word
        for word in words:
            size = PyUnicode_GET_LENGTH(word)
            if not _latin(word) or size < _SHORTEST:
                odd.append(word)
                may.append(self.may_be_known | self.may_end | self.may_be_struck)
                continue
            self._shape(word, listed, shaped)
            what = self.may_end if PyUnicode_Substring(word, max(0, size - self.ending), size) in self.ends else 0
            if _struck(word, self.vowels):
                what |= self.may_be_known | self.may_be_struck
            elif self._slip(word):
                what |= self.may_be_known
            may.append(what)
        return may, shaped, odd

    cdef int _shape(self, str word, Words listed, list shaped) except -1:
        """Adds a word with one of the shapes in it read as the other, where that is known."""
        cdef const uint8_t *letters = <const uint8_t *> PyUnicode_DATA(word)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at, place, whole, key_size
        cdef uint8_t other[2 * _LONGEST]
        cdef char key[_ROOM]
        cdef bytes old, new
        cdef Py_ssize_t gone, come
        for old, new in self.shapes:
            gone, come = len(old), len(new)
            for at in range(size - gone + 1):
                for place in range(gone):
                    if letters[at + place] != <uint8_t> old[place]:
                        break
                else:
                    whole = size - gone + come
                    memcpy(other, letters, at)
                    memcpy(other + at, <const char *> new, come)
                    memcpy(other + at + come, letters + at + gone, size - at - gone)
                    memcpy(key, other, whole)
                    key_size = self.keys.folded(key, whole, _letters(other, whole))
                    if listed.row_of(<const uint8_t *> key, key_size) >= 0 or self.vocabulary.row_of(other, whole) >= 0:
                        shaped.append((word, PyUnicode_FromStringAndSize(<const char *> other, whole)))
        return 0

    def unknown(self, readings, known, dict mended, frozenset sorts, frozenset origins, Py_ssize_t least):
        """Words of the first reading of each name that may be mended: (place of the name, words); and of these the ones not met before."""
        cdef list out = [], some
        cdef dict fresh = {}
        cdef Py_ssize_t at
        cdef str raw, fold
        cdef Words listed = known if isinstance(known, Words) else None
        for at, reading in enumerate(readings):
            if reading is None or not reading.variants:
                continue
            some = []
            for word in reading.variants[0].tokens:
                raw, fold, _, sort, origin = word
                if sort not in sorts or PyUnicode_GET_LENGTH(raw) < least or origin not in origins:
                    continue
                if (listed.row(fold) >= 0 if listed is not None else fold in known) and not (_latin(raw, PyUnicode_GET_LENGTH(raw)) and _struck(raw, self.vowels)):
                    continue
                if not raw.isalpha():
                    continue
                some.append(word)
                if raw not in mended:
                    fresh[raw] = None
            if some:
                out.append((at, some))
        return out, list(fresh)

    def chosen(self, list unknown, dict mended):
        """Those of which a word may be another: (place of the name, words)."""
        cdef list out = []
        for one in unknown:
            for word in one[1]:
                if mended[word.raw]:
                    out.append(one)
                    break
        return out

