"""By which keys does an address meet the listed ones? `text.addresses.asked_keys` for addresses in the usual characters, from the text to the keys in one go.

Of what is unusual in an address (a character, a way of saying, many words or numbers) Python decides.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc
from libc.string cimport memcmp, memcpy, memset

import numpy as np

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    uint32_t PyUnicode_READ(int kind, const void *data, Py_ssize_t at)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)

cdef enum:
    _CODES = 0x2060  # code points whose Latin letters are kept
    _SIGNS = 0x80  # those of ASCII
    _LETTERS = 7  # of one character
    _ROOM = 2048  # letters of an address
    _PART = 20  # letters of a sign
    _MOST_SIGNS = 64
    _KEPT = 1 << 15  # words
    _NUMBERS = 1 << 14
    _DIGITS = 6  # of a number
    _WORD = 3  # letters of the shortest word that counts
    _TOLD = 32  # words of an address at most, numbers at most
    _UNUSUAL = 0xFF
    _ALNUM = 8  # beside a bit for each of three scripts
    _OF_KIND = 1
    _NAMED = 2
    _BEGINS = 4
    _TOWN = 8

OF_KIND, NAMED, BEGINS, TOWN = _OF_KIND, _NAMED, _BEGINS, _TOWN
"""What is told of a word: of kind, of the name of a building, the beginning of a town's name, such a name."""
LATIN, GREEK, CYRILLIC, ALNUM = 1, 2, 4, _ALNUM
"""What is told of a character."""

cdef struct Letter:
    uint8_t size  # _UNUSUAL: Python is asked
    uint8_t told
    bint known
    char letters[_LETTERS]

cdef struct Sign:
    Py_ssize_t size
    bint begins, ends  # at the edge of a word
    char letters[_PART]


cdef inline bint _digit(char sign) noexcept:
    return c'0' <= sign <= c'9'


cdef inline bint _small(char sign) noexcept:
    return c'a' <= sign <= c'z'


cdef inline bint _of_word(char sign) noexcept:
    return _small(sign) or _digit(sign) or sign == c'_' or c'A' <= sign <= c'Z'


cdef inline bint _blank(uint32_t sign) noexcept:
    """White space in ASCII."""
    return sign == c' ' or 9 <= sign <= 13 or 28 <= sign <= 31


cdef class _Word:
    """What is told of a word, the hash of it, and of the town whose district it is; 0: of none."""

    cdef uint64_t key, held
    cdef int told


cdef class Asked:
    """How addresses are read: the Latin letters and the kind of a character, if it stands for itself; what is asked of other texts: in Latin letters, or their keys; the keys of a text in Latin letters; how
    it is said otherwise, and by which signs that is known; what is told of a word, and of a number; the numbers between others; how many words and numbers count, and by what an anchor is multiplied."""

    cdef Letter letters[_CODES]
    cdef Sign signs[_MOST_SIGNS]
    cdef Py_ssize_t many_signs, most_words, most_numbers
    cdef uint8_t first[256]  # of the signs that begin with a letter the first
    cdef uint8_t last[256]  # and what stands behind the last
    cdef object letter_of, otherwise, plain, said_otherwise, word_of, number_hash, between
    cdef uint64_t spread
    cdef dict words
    cdef uint32_t numbers[_NUMBERS]  # one more than the number
    cdef uint64_t hashes[_NUMBERS]

    def __cinit__(self, letter_of, otherwise, plain, said_otherwise, signs, word_of, number_hash, between, Py_ssize_t most_words, Py_ssize_t most_numbers, uint64_t spread):
        self.letter_of, self.otherwise, self.plain, self.said_otherwise = letter_of, otherwise, plain, said_otherwise
        self.word_of, self.number_hash, self.between, self.spread, self.words = word_of, number_hash, between, spread, {}
        if most_words >= _TOLD or 2 * most_numbers >= _TOLD:
            raise ValueError("more words than there is room for")
        self.most_words, self.most_numbers = most_words, most_numbers
        memset(self.letters, 0, sizeof(self.letters))
        memset(self.numbers, 0, sizeof(self.numbers))
        memset(self.first, 0, sizeof(self.first))
        memset(self.last, 0, sizeof(self.last))
        self.many_signs = 0
        for letters, begins, ends in sorted([(sign.strip("_").encode("ascii"), sign.startswith("_"), sign.endswith("_")) for sign in signs]):
            self._add_sign(letters, begins, ends)

    cdef int _add_sign(self, bytes sign, bint begins, bint ends) except -1:
        cdef Py_ssize_t size = len(sign)
        if not 0 < size <= _PART or self.many_signs == _MOST_SIGNS:
            raise ValueError("no sign, or more than there is room for")
        cdef Sign *one = &self.signs[self.many_signs]
        one.size, one.begins, one.ends = size, begins, ends
        memcpy(one.letters, <const char *> sign, size)
        cdef uint8_t letter = one.letters[0]
        if not self.last[letter]:
            self.first[letter] = <uint8_t> self.many_signs
        self.many_signs += 1
        self.last[letter] = <uint8_t> self.many_signs
        return 0

    def keys(self, text):
        """`addresses.asked_keys`."""
        cdef Keys keys = Keys()
        self._add(text, keys)
        cdef Py_ssize_t at
        return {keys.found[at] for at in range(keys.many)}

    def keys_of(self, list texts):
        """The keys of all these addresses one behind the other, and how many each has."""
        cdef Keys keys = Keys()
        counts = np.zeros(len(texts), np.int64)
        cdef int64_t[::1] count = counts
        cdef Py_ssize_t at, before = 0
        for at in range(len(texts)):
            self._add(texts[at], keys)
            count[at] = keys.many - before
            before = keys.many
        found = np.empty(keys.many, np.uint64)
        cdef uint64_t[::1] out = found
        if keys.many:
            memcpy(&out[0], keys.found, keys.many * sizeof(uint64_t))
        return found, counts

    cdef int _add(self, text, Keys keys) except -1:
        """Lay the keys of an address behind the others."""
        cdef char latin[_ROOM]
        cdef Py_ssize_t size = self._in_latin(text, latin) if type(text) is str else -1
        if size < 0:
            answer = self.otherwise(text)
            if type(answer) is not str:
                keys.take(answer)
                return 0
            size = _lay(answer, latin)
            if size < 0:
                keys.take(self.plain(answer))
                return 0
        if not self._rough(latin, size, keys):
            keys.take(self.plain(PyUnicode_FromStringAndSize(latin, size)))
        return 0

    cdef Py_ssize_t _in_latin(self, text, char *latin) except -2:
        """The text in small Latin letters: `addresses._latin` of `addresses._small`; -1: something unusual stands in it."""
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, many = 0
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef uint32_t sign
        cdef int scripts = 0  # of the word
        cdef Letter *letter
        cdef bint blank = True  # nothing or a blank stands before
        while at < size:
            if many + _LETTERS + 2 > _ROOM:
                return -1
            sign = PyUnicode_READ(kind, data, at)
            at += 1
            if sign < _SIGNS:
                if c'A' <= sign <= c'Z':
                    sign += 32
                if c'a' <= sign <= c'z':
                    scripts |= 1
                    if scripts & (scripts - 1):
                        return -1
                elif sign <= c' ' or sign == 127:
                    scripts = 0
                    if sign == c'\n' or _blank(sign) and at < size and _blank(PyUnicode_READ(kind, data, at)):
                        if sign != c'\n':
                            while at < size and _blank(PyUnicode_READ(kind, data, at)):
                                at += 1
                        latin[many] = c','
                        many += 1
                        blank = False
                    if not blank:
                        latin[many] = c' '
                        many += 1
                        blank = True
                    continue
                elif not c'0' <= sign <= c'9':
                    scripts = 0
                blank = False
                if sign != c"'" and sign != c'`':
                    latin[many] = <char> sign
                    many += 1
                continue
            if sign >= _CODES:
                return -1
            letter = &self.letters[sign]
            if not letter.known:
                self._ask(sign, letter)
            if letter.size == _UNUSUAL:
                return -1
            if letter.told & _ALNUM:
                scripts |= letter.told & ~_ALNUM
                if scripts & (scripts - 1):
                    return -1
            else:
                scripts = 0
            blank = False
            memcpy(latin + many, letter.letters, letter.size)
            many += letter.size
        return many - 1 if blank and many else many

    cdef int _ask(self, uint32_t sign, Letter *letter) except -1:
        """What Python says of a character."""
        cdef bytes letters
        answer = self.letter_of(chr(<int> sign))
        if answer is None:
            letter.size = _UNUSUAL
        else:
            letters, told = answer
            letter.told = told
            if len(letters) > _LETTERS:
                letter.size = _UNUSUAL
            else:
                memcpy(letter.letters, <const char *> letters, len(letters))
                letter.size = <uint8_t> len(letters)
        letter.known = True
        return 0

    cdef bint _said_otherwise(self, const char *text, Py_ssize_t size) noexcept:
        """Whether a sign stands in the text that something may be said otherwise."""
        cdef Py_ssize_t at, of
        cdef const Sign *sign
        for at in range(size):
            for of in range(self.first[<uint8_t> text[at]], self.last[<uint8_t> text[at]]):
                sign = &self.signs[of]
                if at + sign.size > size or sign.begins and at and _of_word(text[at - 1]):
                    continue
                if sign.ends and at + sign.size < size and _of_word(text[at + sign.size]):
                    continue
                if _stands(text + at, sign):
                    return True
        return False

    cdef bint _rough(self, const char *latin, Py_ssize_t whole, Keys keys) except -1:
        """`address_keys.rough_keys`; False: more words or numbers stand in it than count."""
        cdef uint64_t words[3 * _TOLD]
        cdef uint32_t numbers[_TOLD]
        cdef uint64_t anchors[_TOLD]
        cdef PyObject *told[_TOLD]
        cdef Py_ssize_t at = 0, start, size = whole, many_words = 0, many_numbers = 0, many_told = 0, anchor, word, first
        cdef uint32_t number
        cdef bint named = False
        cdef _Word one, town, before = None
        cdef Py_ssize_t before_start = 0, before_size = 0
        cdef object said = None
        cdef const char *text = latin
        cdef list held = []  # that they are there as long as they are compared
        if self._said_otherwise(latin, whole):
            said = self.said_otherwise(PyUnicode_FromStringAndSize(latin, whole))
            if type(said) is not str or not PyUnicode_IS_ASCII(said):
                return False
            text, size = <const char *> PyUnicode_DATA(said), PyUnicode_GET_LENGTH(said)
        while at < size:
            start = at
            if _small(text[at]):
                while at < size and _small(text[at]):
                    at += 1
                if at - start < _WORD:
                    continue
                one = self._word(PyUnicode_FromStringAndSize(text + start, at - start))
                if not one.told & _OF_KIND and not _among(told, many_told, <PyObject *> one):
                    if many_told == self.most_words or many_words > 3 * _TOLD - 2:
                        return False
                    told[many_told] = <PyObject *> one
                    many_told += 1
                    held.append(one)
                    many_words = _once(words, many_words, one.key)
                    if one.held:
                        many_words = _once(words, many_words, one.held)
                named = named or one.told & _NAMED != 0
                if before is not None and before.told & _BEGINS:
                    town = self._word(PyUnicode_FromStringAndSize(text + before_start, before_size) + PyUnicode_FromStringAndSize(text + start, at - start))
                    if town.told & _TOWN:
                        if many_words == 3 * _TOLD:
                            return False
                        many_words = _once(words, many_words, town.key)
                before, before_start, before_size = one, start, at - start
            elif _digit(text[at]):
                number = 0
                while at < size and at - start < _DIGITS and _digit(text[at]):
                    number = number * 10 + <uint32_t> (text[at] - c'0')
                    at += 1
                if not _holds(numbers, many_numbers, number):
                    if many_numbers == self.most_numbers:
                        return False
                    numbers[many_numbers] = number
                    many_numbers += 1
                before = None
            else:
                at += 1
        if _ranges(latin, whole):
            for other in self.between(PyUnicode_FromStringAndSize(latin, whole)):
                number = int(other)
                if many_numbers < 2 * self.most_numbers and not _holds(numbers, many_numbers, number):
                    numbers[many_numbers] = number
                    many_numbers += 1
        for anchor in range(many_numbers):
            anchors[anchor] = self._hash(numbers[anchor]) * self.spread
        if named:
            anchors[many_numbers] = 0  # a name without a number
            many_numbers += 1
        first = keys.many
        for anchor in range(many_numbers):
            for word in range(many_words):
                keys.add(words[word] + anchors[anchor], first)
        return True

    cdef _Word _word(self, word):
        cdef PyObject *known = PyDict_GetItemWithError(self.words, word)
        if known is not NULL:
            return <_Word> known
        cdef _Word one = _Word()
        one.told, one.key, one.held = self.word_of(word)
        if len(self.words) >= _KEPT:
            self.words.clear()
        self.words[word] = one
        return one

    cdef uint64_t _hash(self, uint32_t number) except? 0:
        cdef uint32_t place = number & (_NUMBERS - 1)
        cdef uint64_t value
        if self.numbers[place] != number + 1:
            value = self.number_hash(str(number) if number else "")
            self.hashes[place], self.numbers[place] = value, number + 1
        return self.hashes[place]


cdef class Keys:
    """Keys one behind the other."""

    cdef uint64_t *found
    cdef Py_ssize_t many, room

    def __cinit__(self):
        self.found, self.many, self.room = NULL, 0, 0

    def __dealloc__(self):
        free(self.found)

    cdef int take(self, some) except -1:
        """Lay these behind the others."""
        cdef Py_ssize_t first = self.many
        for key in some:
            self.add(key, first)
        return 0

    cdef int add(self, uint64_t key, Py_ssize_t first) except -1:
        """Lay it behind the others, unless it is there already from `first` on."""
        cdef Py_ssize_t at
        cdef uint64_t *larger
        for at in range(first, self.many):
            if self.found[at] == key:
                return 0
        if self.many == self.room:
            larger = <uint64_t *> realloc(self.found, (2 * self.room + 256) * sizeof(uint64_t))
            if larger == NULL:
                raise MemoryError
            self.found, self.room = larger, 2 * self.room + 256
        self.found[self.many] = key
        self.many += 1
        return 0


cdef bint _ranges(const char *text, Py_ssize_t size) noexcept:
    """Whether numbers may stand on both sides of a hyphen."""
    cdef Py_ssize_t at, before, after
    for at in range(1, size - 1):
        if text[at] == c'-':
            before, after = at - 1, at + 1
            if text[before] == c' ':
                before -= 1
            if text[after] == c' ':
                after += 1
            if before >= 0 and after < size and _digit(text[before]) and _digit(text[after]):
                return True
    return False


cdef Py_ssize_t _lay(str latin, char *room) noexcept:
    """Lay down a text of visible ASCII and blanks, and tell how long it is; -1: it is another, or too long."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(latin), at
    if not PyUnicode_IS_ASCII(latin) or size > _ROOM:
        return -1
    cdef const char *letters = <const char *> PyUnicode_DATA(latin)
    for at in range(size):
        if not c' ' <= letters[at] <= c'~':
            return -1
    memcpy(room, letters, size)
    return size


cdef bint _stands(const char *text, const Sign *sign) noexcept:
    """Whether the text begins with a sign; there are as many letters."""
    cdef Py_ssize_t at
    for at in range(sign.size):
        if sign.letters[at] == c'0':
            if not _digit(text[at]):
                return False
        elif sign.letters[at] == c'A':
            if not _small(text[at]):
                return False
        elif sign.letters[at] != text[at]:
            return False
    return True


cdef bint _among(PyObject **some, Py_ssize_t many, PyObject *one) noexcept:
    cdef Py_ssize_t at
    for at in range(many):
        if some[at] == one:
            return True
    return False


cdef bint _holds(const uint32_t *some, Py_ssize_t many, uint32_t one) noexcept:
    cdef Py_ssize_t at
    for at in range(many):
        if some[at] == one:
            return True
    return False


cdef Py_ssize_t _once(uint64_t *some, Py_ssize_t many, uint64_t one) noexcept:
    """How many there are with this one, which is laid behind them unless it is there."""
    cdef Py_ssize_t at
    for at in range(many):
        if some[at] == one:
            return many
    some[many] = one
    return many + 1
