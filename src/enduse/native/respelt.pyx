"""Which words are two written together, or may be others that somebody wrote otherwise? `parties.candidates.respell` and `parties.mended`, word by word."""

from cpython.unicode cimport PyUnicode_Substring
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

from enduse.native.hashing cimport mixed

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    bint PyUnicode_IS_ASCII(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)

cdef enum:
    _LONGEST = 64  # letters of a word that is looked at here
    _SHORTEST = 4  # and the fewest

cdef uint64_t _BASE = 0x100000001B3u


def places(
    const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const int32_t[::1] token, const int32_t[::1] row, const uint8_t[::1] alpha,
    const uint8_t[::1] parts, list tokens,
):
    """Words that may be parted or joined with the next: (place, whether it may be parted, itself joined with the next). By reading: where its words begin and how many they are; by word its numbers; by number whether it is on the lists, of letters, may be two."""
    cdef Py_ssize_t reading, at, end
    cdef bint joins
    cdef list out = []
    for reading in range(starts.shape[0]):
        end = starts[reading] + counts[reading]
        for at in range(starts[reading], end):
            joins = at + 1 < end and alpha[token[at]] and alpha[token[at + 1]] and (row[word[at]] < 0 or row[word[at + 1]] < 0)
            if joins:
                out.append((at, bool(parts[token[at]]), tokens[at].raw + tokens[at + 1].raw))
            elif parts[token[at]]:
                out.append((at, True, ""))
    return out


def known_ones(list words, known, frozenset trade, folds):
    """Which of these are words of the lists or of the trade."""
    cdef set out = set()
    cdef Py_ssize_t at
    cdef list keys = folds(words)
    for at in range(len(words)):
        if keys[at] in trade or keys[at] in known:
            out.add(words[at])
    return out


def parted(list words, known, frozenset trade, folds):
    """`parties.candidates._parts`."""
    cdef list cuts = [], some = [], keys
    cdef dict out = {}
    cdef Py_ssize_t at, size, place, best, least
    cdef str word
    for word in words:
        out[word] = ()
        size = PyUnicode_GET_LENGTH(word)
        for at in range(3, size - 2):
            cuts.append((word, at))
            some.append(PyUnicode_Substring(word, 0, at))
    keys = folds(some)
    heads, cuts, some = cuts, [], []
    for place in range(len(keys)):
        if keys[place] in trade or keys[place] in known:
            word, at = heads[place]
            cuts.append(heads[place])
            some.append(PyUnicode_Substring(word, at, PyUnicode_GET_LENGTH(word)))
    keys = folds(some)
    last = None
    best = 0
    for place in range(len(keys)):
        word, at = cuts[place]
        if last is not word:
            last, best = word, 0
        least = min(at, PyUnicode_GET_LENGTH(word) - at)
        if least > best and (keys[place] in trade or keys[place] in known):
            best = least
            out[word] = PyUnicode_Substring(word, 0, at), some[place]
    return out


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


cdef bint _latin(str word):
    """Whether it is a word of small Latin letters, and not a short one."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at
    cdef const uint8_t *letters
    if not PyUnicode_IS_ASCII(word) or size < _SHORTEST:
        return False
    letters = <const uint8_t *> PyUnicode_DATA(word)
    for at in range(size):
        if not c"a" <= letters[at] <= c"z":
            return False
    return True


cdef bint _struck(str word, uint32_t vowels):
    """Whether a word of small Latin letters has no vowel, but perhaps at the front."""
    cdef const uint8_t *letters = <const uint8_t *> PyUnicode_DATA(word)
    cdef Py_ssize_t at
    for at in range(1, PyUnicode_GET_LENGTH(word)):
        if vowels >> (letters[at] - c"a") & 1:
            return False
    return True


cdef class Mender:
    """The words that others may be but for a slip, each as it is and with one letter gone; how words end that are written behind others; what shapes are taken for each other; the vowels."""

    cdef uint32_t *kept
    cdef uint64_t mask
    cdef uint32_t vowels
    cdef frozenset ends
    cdef Py_ssize_t ending
    cdef list shapes
    cdef int may_be_known, may_end, may_be_struck  # as what is told of a word, in bits

    def __cinit__(self, shorter, frozenset ends, Py_ssize_t ending, shapes, str vowels, int may_be_known, int may_end, int may_be_struck):
        cdef uint64_t room = 64
        cdef str text
        self.ends, self.ending = ends, ending
        self.may_be_known, self.may_end, self.may_be_struck = may_be_known, may_end, may_be_struck
        self.shapes = [(old.encode("ascii"), new.encode("ascii")) for old, new in shapes]
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

    def look(self, list words):
        """Of words what each may be; other shapes of theirs, each behind its word; and those that are not plain, which may be anything."""
        cdef list may = [], shaped = [], odd = []
        cdef int what
        cdef str word
        for word in words:
            if not _latin(word) or PyUnicode_GET_LENGTH(word) > _LONGEST:
                odd.append(word)
                may.append(self.may_be_known | self.may_end | self.may_be_struck)
                continue
            self._shape(word, shaped)
            what = self.may_end if PyUnicode_Substring(word, max(0, PyUnicode_GET_LENGTH(word) - self.ending), PyUnicode_GET_LENGTH(word)) in self.ends else 0
            if _struck(word, self.vowels):
                what |= self.may_be_known | self.may_be_struck
            elif self._slip(word):
                what |= self.may_be_known
            may.append(what)
        return may, shaped, odd

    cdef int _shape(self, str word, list shaped) except -1:
        """Adds a plain word with one of the shapes in it read as the other."""
        cdef const uint8_t *letters = <const uint8_t *> PyUnicode_DATA(word)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at, place
        cdef bytes old, new
        for old, new in self.shapes:
            for at in range(size - len(old) + 1):
                for place in range(len(old)):
                    if letters[at + place] != <uint8_t> old[place]:
                        break
                else:
                    shaped.append((word, PyUnicode_Substring(word, 0, at) + new.decode("ascii") + PyUnicode_Substring(word, at + len(old), size)))
        return 0

    def unknown(self, readings, known, dict mended, frozenset sorts, frozenset origins, Py_ssize_t least):
        """Words of the first reading of each name that may be mended: (place of the name, words); and of these the ones not met before."""
        cdef list out = [], some
        cdef dict fresh = {}
        cdef Py_ssize_t at
        cdef str raw
        for at, reading in enumerate(readings):
            if reading is None or not reading.variants:
                continue
            some = []
            for word in reading.variants[0].tokens:
                raw, fold, _, sort, origin = word
                if sort not in sorts or PyUnicode_GET_LENGTH(raw) < least or origin not in origins:
                    continue
                if fold in known and not (_latin(raw) and _struck(raw, self.vowels)):
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

