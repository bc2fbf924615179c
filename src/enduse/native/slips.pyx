"""Which listed names are but one slip of the pen away, or go on where a name was cut off? `parties.slips` and `parties.pieces`, over the texts of the lists as Arrow holds them."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

import numpy as np

from enduse.native.hashing cimport salted

cdef extern from "Python.h":
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 letter)
    bint PyUnicode_IS_ASCII(object text)


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


def spellings(readings, Py_ssize_t least, Py_ssize_t most, const uint32_t[:, ::1] syllabic, frozenset syllables):
    """`parties.slips.spellings` of many readings: all texts, and of each the place of its reading."""
    cdef Py_ssize_t at, first
    cdef list texts = [], owners = []
    cdef tuple tokens
    cdef str text
    for at, reading in enumerate(readings):
        if reading is None:
            continue
        first = len(texts)
        text = reading.key
        if _may_slip(text, least, most, syllabic):
            texts.append(text)
        for variant in reading.variants:
            tokens, _, role, _, _ = variant
            if role == "short" or not tokens:
                continue
            text = _joined(tokens, syllables)
            if text is not None and _may_slip(text, least, most, syllabic) and not _among(text, texts, first):
                texts.append(text)
        owners += [at] * (len(texts) - first)
    return texts, owners


cdef str _joined(tuple tokens, frozenset syllables):
    """Words written together; None where vowels are a guess, or signs were read."""
    cdef list raws = []
    for token in tokens:
        raw, _, _, _, origin = token
        if origin in syllables or (not raws and origin == "abjad"):
            return None
        raws.append(raw)
    return raws[0] if len(raws) == 1 else "".join(raws)


cdef bint _among(str text, list texts, Py_ssize_t first):
    cdef Py_ssize_t at
    for at in range(first, len(texts)):
        if texts[at] == text:
            return True
    return False


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
    cdef Py_ssize_t size = 0
    cdef Py_UCS4 letter
    for letter in text:
        out[size] = letter
        size += 1
    return size


def asked_halves(list texts, uint64_t base, uint64_t front, uint64_t back):
    """`parties.slips.asked_halves`."""
    cdef Py_ssize_t many = len(texts), at, size, length, middle, begins, shift
    cdef str text
    out_at, out_keys = np.empty(6 * many, np.int64), np.empty(6 * many, np.uint64)
    cdef int64_t[::1] of = out_at
    cdef uint64_t[::1] keys = out_keys
    cdef uint32_t *letters = <uint32_t *> malloc((_longest(texts) + 1) * sizeof(uint32_t))
    if letters == NULL:
        raise MemoryError
    try:
        for at in range(many):
            text = texts[at]
            size = _lay(text, letters)
            for shift in range(3):
                length = size + shift - 1
                middle = max(0, length) // 2
                begins = min(size, max(0, middle - shift + 1))
                keys[shift * many + at] = salted(_hash(letters, 0, middle - 1, base), length * 8 + front, middle - 1)
                keys[(shift + 3) * many + at] = salted(_hash(letters, begins, size, base), length * 8 + back, size - begins)
                of[shift * many + at] = of[(shift + 3) * many + at] = at
    finally:
        free(letters)
    return out_at, out_keys


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
