"""Which listed names are but one slip of the pen away, or go on where a name was cut off? `parties.slips` and `parties.pieces`, over the texts of the lists as Arrow holds them."""

from cpython.tuple cimport PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcmp

import numpy as np

from enduse.native.hashing cimport salted
from enduse.native.near cimport Keyed

cdef extern from "Python.h":
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 letter)
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    object PyUnicode_FromKindAndData(int kind, const void *text, Py_ssize_t size)

cdef enum:
    _RAW = 0, _ORIGIN = 4  # of a token
    _TOKENS = 0, _ROLE = 2  # of a variant
    _PARTS = 5  # of either


cdef bint _one_slip(const uint32_t *left, Py_ssize_t ours, const uint32_t *right, Py_ssize_t theirs) noexcept:
    """One letter dropped, added, changed, or two swapped; numbers must be equal."""
    cdef Py_ssize_t same = 0
    if ours - theirs > 1 or theirs - ours > 1:
        return False
    while same < ours and same < theirs and left[same] == right[same]:
        same += 1
    while ours > same and theirs > same and left[ours - 1] == right[theirs - 1]:
        ours -= 1
        theirs -= 1
    left += same
    right += same
    ours -= same
    theirs -= same
    if ours <= 1 and theirs <= 1:
        return (ours or theirs) and not (ours and Py_UNICODE_ISDECIMAL(left[0])) and not (theirs and Py_UNICODE_ISDECIMAL(right[0]))
    if ours == 2 and theirs == 2 and left[0] == right[1] and left[1] == right[0]:
        return not (Py_UNICODE_ISDECIMAL(left[0]) and Py_UNICODE_ISDECIMAL(left[1]))
    return False


cdef inline bint _may_slip(str text, Py_ssize_t least, Py_ssize_t most, const uint32_t[:, ::1] syllabic):
    cdef Py_ssize_t size = len(text), place
    cdef Py_UCS4 letter
    if not least <= size <= most:
        return False
    if PyUnicode_IS_ASCII(text):
        return True
    for letter in text:
        for place in range(syllabic.shape[0]):
            if syllabic[place, 0] <= letter <= syllabic[place, 1]:
                return False
    return True


cdef inline uint64_t _hash(const uint32_t *letters, Py_ssize_t start, Py_ssize_t end, uint64_t base, uint64_t value=0) noexcept:
    """What the hash of a stretch of letters is made of, and of what stands behind it, given by what its own is made of."""
    while end > start:
        end -= 1
        value = value * base + letters[end] + 1
    return value


cdef Py_ssize_t _longest(list texts) except -1:
    cdef Py_ssize_t longest = 0
    cdef str text
    for text in texts:
        longest = max(longest, len(text))
    return longest


cdef Py_ssize_t _lay(str text, uint32_t *out) except -1:
    cdef Py_ssize_t size = 0, at
    cdef Py_UCS4 letter
    cdef const uint8_t *plain
    if PyUnicode_IS_ASCII(text):
        plain = <const uint8_t *> PyUnicode_DATA(text)
        for at in range(PyUnicode_GET_LENGTH(text)):
            out[at] = plain[at]
        return PyUnicode_GET_LENGTH(text)
    for letter in text:
        out[size] = letter
        size += 1
    return size


cdef inline object _part(object made, Py_ssize_t place):
    """A part of a token or of a variant."""
    if not PyTuple_Check(made) or PyTuple_GET_SIZE(made) < _PARTS:
        raise TypeError("neither a token nor a variant")
    return <object> PyTuple_GET_ITEM(made, place)


cdef Py_ssize_t _spelt(object variant, Py_ssize_t least, Py_ssize_t most, const uint32_t[:, ::1] syllabic, frozenset syllables, uint32_t *out) except -2:
    """Lays out the words of a variant written together; returns how many letters they have, -1 for what may not be a slip away."""
    cdef Py_ssize_t size = 0, at
    cdef object tokens = _part(variant, _TOKENS)
    cdef str raw, origin
    if not PyTuple_Check(tokens) or not PyTuple_GET_SIZE(tokens) or _part(variant, _ROLE) == "short":
        return -1
    for at in range(PyTuple_GET_SIZE(tokens)):
        raw, origin = _part(<object> PyTuple_GET_ITEM(tokens, at), _RAW), _part(<object> PyTuple_GET_ITEM(tokens, at), _ORIGIN)
        if PyUnicode_GET_LENGTH(origin) and (origin in syllables or (not at and origin == "abjad")):
            return -1
        size += PyUnicode_GET_LENGTH(raw)
    if not least <= size <= most:
        return -1
    size = 0
    for at in range(PyTuple_GET_SIZE(tokens)):
        raw = _part(<object> PyTuple_GET_ITEM(tokens, at), _RAW)
        if not _may_slip(raw, 0, most, syllabic):
            return -1
        size += _lay(raw, out + size)
    return size


def met(readings, Py_ssize_t least, Py_ssize_t most, const uint32_t[:, ::1] syllabic, frozenset syllables, Keyed kept not None, uint64_t base, uint64_t front, uint64_t back):
    """`parties.slips.spellings` of readings that are met under their `asked_halves`: the texts, of each the place of its reading; the places of texts, and what is kept under their keys."""
    cdef Py_ssize_t at, place, many, size, first, other, found = 0, room = 64, written, end
    cdef list texts = [], owners = []
    cdef tuple variants
    cdef str key
    cdef uint64_t[6] keys
    cdef bint met
    out_of, out_kept = np.empty(room, np.int64), np.empty(room, np.int32)
    cdef int64_t[::1] of = out_of
    cdef int32_t[::1] values = out_kept
    cdef Py_ssize_t wide = 0
    cdef uint32_t *letters = NULL
    cdef Py_ssize_t *ends = NULL
    cdef uint64_t *sums = <uint64_t *> malloc(2 * (most + 2) * sizeof(uint64_t))
    if sums == NULL:
        raise MemoryError
    try:
        for at, reading in enumerate(readings):
            if reading is None:
                continue
            key, variants = reading.key, reading.variants
            many = PyTuple_GET_SIZE(variants) + 1
            if many > wide:
                free(letters)
                free(ends)
                letters, ends, wide = NULL, NULL, 2 * many
                letters, ends = <uint32_t *> malloc((wide * most + 1) * sizeof(uint32_t)), <Py_ssize_t *> malloc((wide + 1) * sizeof(Py_ssize_t))
                if letters == NULL or ends == NULL:
                    raise MemoryError
            written, ends[0] = 0, 0
            for place in range(many):
                first = ends[written]
                if place:
                    size = _spelt(<object> PyTuple_GET_ITEM(variants, place - 1), least, most, syllabic, syllables, letters + first)
                else:
                    size = _lay(key, letters) if _may_slip(key, least, most, syllabic) else -1
                if size < 0:
                    continue
                for other in range(written):
                    if ends[other + 1] - ends[other] == size and memcmp(letters + ends[other], letters + first, size * sizeof(uint32_t)) == 0:
                        break
                else:
                    written += 1
                    ends[written] = first + size
                    _halves(letters + first, size, base, front, back, sums, sums + most + 2, keys)
                    met = False
                    for other in range(6):
                        if not kept.may_hold(keys[other]):
                            continue
                        end = kept.first(keys[other])
                        while 0 <= end < kept.size and kept.hashes[end] == keys[other]:
                            if found == room:
                                room *= 2
                                out_of, out_kept = np.resize(out_of, room), np.resize(out_kept, room)
                                of, values = out_of, out_kept
                            of[found], values[found] = len(texts), kept.values[end]
                            met = True
                            found += 1
                            end += 1
                    if met:
                        texts.append(PyUnicode_FromKindAndData(4, letters + first, size))
                        owners.append(at)
    finally:
        free(letters)
        free(ends)
        free(sums)
    return texts, owners, out_of[:found], out_kept[:found]


cdef void _halves(const uint32_t *letters, Py_ssize_t size, uint64_t base, uint64_t front, uint64_t back, uint64_t *before, uint64_t *behind, uint64_t *keys) noexcept:
    """The keys of one text, over what the hashes of its beginnings and of its ends are made of."""
    cdef Py_ssize_t at, shift, length, middle, begins
    cdef uint64_t power = 1
    before[0] = behind[size] = 0
    for at in range(size // 2 + 1):
        before[at + 1] = before[at] + (<uint64_t> letters[at] + 1) * power if at < size else before[at]
        power *= base
    for at in range(size - 1, max(-1, size // 2 - 3), -1):
        behind[at] = behind[at + 1] * base + letters[at] + 1
    for shift in range(3):
        length = size + shift - 1
        middle = max(0, length) // 2
        begins = min(size, max(0, middle - shift + 1))
        keys[shift] = salted(before[max(0, middle - 1)], length * 8 + front, middle - 1)
        keys[shift + 3] = salted(behind[begins], length * 8 + back, size - begins)


def beginnings(list texts, uint64_t base, Py_ssize_t begins, Py_ssize_t second, Py_ssize_t third, uint64_t beginning, uint64_t middle, uint64_t outer, uint64_t head):
    """The keys under which longer names are kept that begin as these, each of more than `begins` letters: how they begin; without their first letters and without those in between, each with the rest moved by -1, 0 or 1; without their last."""
    cdef Py_ssize_t many = len(texts), at, size, shift, start, end
    cdef str text
    found = np.empty(8 * many, np.uint64)
    cdef uint64_t[::1] keys = found
    cdef uint32_t *letters = <uint32_t *> malloc((_longest(texts) + begins + 2) * sizeof(uint32_t))
    if letters == NULL:
        raise MemoryError
    try:
        for at in range(many):
            text = texts[at]
            size = _lay(text, letters)
            keys[at] = salted(_hash(letters, 0, min(begins, size), base), beginning, min(begins, size))
            for shift in range(3):
                end = min(begins + shift - 1, size)
                start = min(second + shift - 1, end)
                keys[(1 + shift) * many + at] = salted(_hash(letters, start, end, base), middle, end - start)
                start = min(third + shift - 1, end)
                keys[(4 + shift) * many + at] = salted(
                    _hash(letters, 0, min(second, size), base, _hash(letters, start, end, base)), outer, min(second, size) + end - start
                )
            keys[7 * many + at] = salted(_hash(letters, 0, min(third, size), base), head, min(third, size))
    finally:
        free(letters)
    return found


cdef class Texts:
    """Printed names, and packed readings with the name of each, as Arrow holds them: where each begins, and their bytes."""

    cdef const int32_t[::1] name_start, reading_start, variant_name
    cdef const uint8_t[::1] names, readings

    def __cinit__(self, name_start, names, reading_start, readings, variant_name):
        self.name_start, self.names, self.reading_start, self.readings, self.variant_name = name_start, names, reading_start, readings, variant_name

    def slipped(self, list texts, const int64_t[::1] of, const int32_t[::1] rows, key_of):
        """Of texts asked and rows of `parties.slips` that they met, the pairs that are one slip apart. `key_of` tells the printed key of a name that is not plain."""
        cdef Py_ssize_t place, longest = _longest(texts), ours = 0, theirs
        cdef int64_t last = -1
        cdef list found = []
        cdef dict keys = {}
        cdef uint32_t *both = <uint32_t *> malloc(2 * (longest + 3) * sizeof(uint32_t))
        if both == NULL:
            raise MemoryError
        try:
            for place in range(rows.shape[0]):
                if of[place] != last:
                    last = of[place]
                    ours = _lay(texts[last], both)
                if rows[place] < 0:
                    theirs = self._key(self.variant_name[-1 - rows[place]], both + longest + 3, ours + 2, keys, key_of)
                else:
                    theirs = self._written(rows[place], both + longest + 3, ours + 2)
                if _one_slip(both, ours, both + longest + 3, theirs):
                    found.append((last, rows[place]))
        finally:
            free(both)
        return found

    def begun(self, list texts, const int64_t[::1] of, const int32_t[::1] names, key_of):
        """Of printed keys asked and names, how the key of each name, if it is longer, begins: 2 as the one asked, 1 as that but for a slip, 0 otherwise."""
        cdef Py_ssize_t place, longest = _longest(texts), ours, theirs, more
        cdef list out = []
        cdef dict keys = {}
        cdef uint32_t *both = <uint32_t *> malloc(2 * (longest + 3) * sizeof(uint32_t))
        cdef uint32_t *key
        cdef int how
        if both == NULL:
            raise MemoryError
        key = both + longest + 3
        try:
            for place in range(names.shape[0]):
                ours = _lay(texts[of[place]], both)
                theirs = self._key(names[place], key, ours + 2, keys, key_of)
                how = 0
                if theirs > ours:
                    for more in range(ours):
                        if both[more] != key[more]:
                            break
                    else:
                        how = 2
                    if not how and (
                        _one_slip(both, ours, key, ours) or _one_slip(both, ours, key, ours + 1) or (ours and _one_slip(both, ours, key, ours - 1))
                    ):
                        how = 1
                out.append(how)
        finally:
            free(both)
        return out

    cdef Py_ssize_t _written(self, int64_t row, uint32_t *out, Py_ssize_t most):
        """The words of a reading without blanks, up to so many letters."""
        cdef Py_ssize_t place = self.reading_start[row], end = self.reading_start[row + 1], size = 0
        cdef uint32_t letter
        cdef int more
        while place < end and size < most:
            letter = self.readings[place]
            place += 1
            if letter == c"|":
                break
            if letter == c" ":
                continue
            if letter >= 0xC0:
                more = 1 if letter < 0xE0 else 2 if letter < 0xF0 else 3
                letter &= 0x3F >> more
                while more and place < end:
                    letter = letter << 6 | (self.readings[place] & 0x3F)
                    place += 1
                    more -= 1
            out[size] = letter
            size += 1
        return size

    cdef Py_ssize_t _key(self, int64_t name, uint32_t *out, Py_ssize_t most, dict keys, key_of) except -1:
        """The printed key of a name, up to so many letters."""
        cdef Py_ssize_t place, start = self.name_start[name], end = self.name_start[name + 1], size = 0
        cdef uint8_t letter = 0
        cdef Py_UCS4 sign
        for place in range(start, end):
            letter = self.names[place]
            if c"A" <= letter <= c"Z":
                letter += c"a" - c"A"
            if letter >= 0x80:
                break
            if c"a" <= letter <= c"z" or c"0" <= letter <= c"9":
                if size < most:
                    out[size] = letter
                size += 1
        if size and letter < 0x80:
            return min(size, most)
        key = keys.get(name)
        if key is None:
            key = keys[name] = key_of(bytes(self.names[start:end]).decode())
        size = 0
        for sign in <str> key:
            if size == most:
                break
            out[size] = sign
            size += 1
        return size
