"""Which words are two written together, or may be others that somebody wrote otherwise? `parties.candidates.respell` and `parties.mended`, word by word."""

from cpython.tuple cimport PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE
from cpython.unicode cimport PyUnicode_Check, PyUnicode_Substring
from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcpy

from enduse.native.hashing cimport mixed
from enduse.native.listed cimport Words, hashed
from enduse.native.spelling cimport _ROOM, Keys

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    bint PyUnicode_IS_ASCII(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)

cdef enum:
    _LONGEST = 64  # letters of a word that is looked at here
    _SHORTEST = 4  # and the fewest of one that may be another
    _NOT = 0, _MAY, _IS  # `parties.words`
    _SORT = 3, _ORIGIN, _PARTS  # of a token
    _SHAPE = 8  # letters of a shape
    _SHAPES = 32

cdef struct Shape:
    char old[_SHAPE]
    char new[_SHAPE]
    Py_ssize_t gone, come
    uint32_t letters  # a bit for each of the old ones

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

    cdef bint _holds(self, const uint8_t *word, Py_ssize_t size) noexcept:
        """Whether a word of small Latin letters is among these."""
        cdef char key[_ROOM]
        cdef uint64_t place
        memcpy(key, word, size)
        size = self.keys.folded(key, size)
        place = hashed(<const uint8_t *> key, size)
        return self.listed.row_at(place, <const uint8_t *> key, size) >= 0 or self.trade.row_at(place, <const uint8_t *> key, size) >= 0

    cdef Py_ssize_t _cut(self, const uint8_t *letters, Py_ssize_t size) noexcept:
        """Where a word parts into two known ones, the shorter of them as long as can be; 0: nowhere."""
        cdef Py_ssize_t at, best = 0, chosen = 0, least
        cdef bint known
        for at in range(3, size - 2):
            least = min(at, size - at)
            if least <= best:
                continue
            if 2 * at > size:  # of the two the longer is known less often
                known = self._holds(letters, at) and self._holds(letters + at, size - at)
            else:
                known = self._holds(letters + at, size - at) and self._holds(letters, at)
            if known:
                best, chosen = least, at
        return chosen

    def made_of(
        self, const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const int32_t[::1] token, const int32_t[::1] row,
        const uint8_t[::1] alpha, int8_t[::1] parts, list tokens, dict parted,
    ):
        """Words that are two known ones, and neighbours that are one: (reading, place, the words that stand there instead, how many stood there). Behind them the places of those that Python must tell: whether they may be parted, and joined.

        By reading: where its words begin and how many they are; by word its numbers; by number whether it is on the lists, of letters, two words, and the word itself. What is found out of
        two words is written down, and the two are `parted`.
        """
        cdef Py_ssize_t reading, at, end, ours, theirs, cut
        cdef list out = [], looked = [], may = [], joins = []
        cdef uint8_t[2 * _LONGEST] both
        cdef str raw
        cdef int32_t number
        for reading in range(starts.shape[0]):
            end = starts[reading] + counts[reading]
            for at in range(starts[reading], end):
                number = token[at]
                if at + 1 < end and alpha[number] and alpha[token[at + 1]] and (row[word[at]] < 0 or row[word[at + 1]] < 0):
                    ours = _laid(_raw(tokens[number]), both)
                    theirs = _laid(_raw(tokens[token[at + 1]]), both + ours) if ours else 0
                    if not theirs:
                        looked.append(at)
                        may.append(parts[number] != _NOT)
                        joins.append(True)
                        continue
                    if self._holds(both, ours + theirs):
                        out.append((reading, at, (PyUnicode_FromStringAndSize(<const char *> both, ours + theirs),), 2))
                        continue
                if parts[number] == _MAY:
                    raw = _raw(tokens[number])
                    ours = _laid(raw, both)
                    if not ours:
                        looked.append(at)
                        may.append(True)
                        joins.append(False)
                        continue
                    cut = self._cut(both, ours)
                    parts[number] = _NOT
                    if cut:
                        parts[number] = _IS
                        parted[raw] = PyUnicode_Substring(raw, 0, cut), PyUnicode_Substring(raw, cut, ours)
                if parts[number] == _IS:
                    out.append((reading, at, parted[_raw(tokens[number])], 1))
        return out, (looked, may, joins) if looked else None


cdef inline str _raw(object token):
    """A token as it is written."""
    if not PyTuple_Check(token) or not PyTuple_GET_SIZE(token) or not PyUnicode_Check(<object> PyTuple_GET_ITEM(token, 0)):
        raise TypeError("no word")
    return <str> <object> PyTuple_GET_ITEM(token, 0)


cdef Py_ssize_t _laid(str word, uint8_t *out) noexcept:
    """Lays the letters of a word of small Latin letters out; returns how many they are, 0 for other words and long ones."""
    if not _latin(word):
        return 0
    memcpy(out, PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word))
    return PyUnicode_GET_LENGTH(word)


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
    cdef Shape shapes[_SHAPES]
    cdef int many
    cdef Words vocabulary
    cdef Keys keys
    cdef int may_be_known, may_end, may_be_struck  # as what is told of a word, in bits

    def __cinit__(
        self, shorter, frozenset ends, Py_ssize_t ending, shapes, str vowels, Words vocabulary not None, Keys keys not None, int may_be_known, int may_end, int may_be_struck,
    ):
        cdef uint64_t room = 64
        cdef str text
        cdef Shape *shape
        self.ends, self.ending = ends, ending
        self.may_be_known, self.may_end, self.may_be_struck = may_be_known, may_end, may_be_struck
        self.vocabulary, self.keys = vocabulary, keys
        for old, new in shapes:
            if not _latin(old, _SHAPE) or not _latin(new, _SHAPE) or self.many == _SHAPES:
                raise ValueError("a shape of no small Latin letter, or of more than there is room for, or too many of them")
            shape = &self.shapes[self.many]
            self.many += 1
            shape.gone, shape.come = PyUnicode_GET_LENGTH(old), PyUnicode_GET_LENGTH(new)
            memcpy(shape.old, PyUnicode_DATA(old), shape.gone)
            memcpy(shape.new, PyUnicode_DATA(new), shape.come)
            shape.letters = _letters(<const uint8_t *> shape.old, shape.gone)
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
        cdef uint32_t here = _letters(letters, size)
        cdef Shape *shape
        cdef int which
        for which in range(self.many):
            shape = &self.shapes[which]
            if shape.letters & ~here:
                continue
            for at in range(size - shape.gone + 1):
                for place in range(shape.gone):
                    if letters[at + place] != <uint8_t> shape.old[place]:
                        break
                else:
                    whole = size - shape.gone + shape.come
                    memcpy(other, letters, at)
                    memcpy(other + at, shape.new, shape.come)
                    memcpy(other + at + shape.come, letters + at + shape.gone, size - at - shape.gone)
                    memcpy(key, other, whole)
                    key_size = self.keys.folded(key, whole)
                    if listed.row_of(<const uint8_t *> key, key_size) >= 0 or self.vocabulary.row_of(other, whole) >= 0:
                        shaped.append((word, PyUnicode_FromStringAndSize(<const char *> other, whole)))
        return 0

    def unknown(
        self, const int64_t[::1] owner, const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] token, const int32_t[::1] word, const int32_t[::1] row,
        int8_t[::1] mends, list tokens, dict mended, frozenset sorts, frozenset origins, Py_ssize_t least,
    ):
        """Words of the first reading of each owner that may be mended and were not met before; of the others it is written down whether they may be others."""
        cdef dict fresh = {}
        cdef Py_ssize_t reading, at
        cdef int32_t number
        cdef str raw
        for reading in range(owner.shape[0]):
            if reading and owner[reading] == owner[reading - 1]:
                continue
            for at in range(starts[reading], starts[reading] + counts[reading]):
                number = token[at]
                if mends[number] != _MAY:
                    continue
                raw = _raw(tokens[number])
                if PyTuple_GET_SIZE(tokens[number]) < _PARTS:
                    raise TypeError("no word")
                sort, origin = <object> PyTuple_GET_ITEM(tokens[number], _SORT), <object> PyTuple_GET_ITEM(tokens[number], _ORIGIN)
                if sort not in sorts or PyUnicode_GET_LENGTH(raw) < least or origin not in origins:
                    mends[number] = _NOT
                elif row[word[at]] >= 0 and not (_latin(raw, PyUnicode_GET_LENGTH(raw)) and _struck(raw, self.vowels)):
                    mends[number] = _NOT
                elif not raw.isalpha():
                    mends[number] = _NOT
                elif raw not in mended:
                    fresh[raw] = None
        return list(fresh)

    def chosen(
        self, const int64_t[::1] owner, const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] token, const int32_t[::1] word, const int32_t[::1] row,
        int8_t[::1] mends, list tokens, dict mended,
    ):
        """The same once it is found out what these words may be: those that may be others, with their owner."""
        cdef list out = [], some
        cdef Py_ssize_t reading, at
        cdef int32_t number
        for reading in range(owner.shape[0]):
            if reading and owner[reading] == owner[reading - 1]:
                continue
            some = None
            for at in range(starts[reading], starts[reading] + counts[reading]):
                number = token[at]
                if mends[number] == _MAY:
                    mends[number] = _IS if mended[_raw(tokens[number])] else _NOT
                if mends[number] == _IS:
                    if some is None:
                        some = []
                        out.append((owner[reading], some))
                    some.append(tokens[number])
        return out
