"""Which key do different spellings of one word or name share, and what stands in it? `text.keys`, `text.marks` and `text.clean`, for words of small Latin letters and names of usual ones.

Anything else, and what is too long, is answered None, and -1 where a number is told: the caller asks Python.
"""

from libc.stdint cimport int32_t, uint32_t
from libc.string cimport memcmp, memcpy

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)
    object PyUnicode_FromKindAndData(int kind, const void *text, Py_ssize_t size)
    bint Py_UNICODE_ISALNUM(Py_UCS4 sign)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)


cdef inline const char *_ascii(object text) noexcept:
    return <const char *> PyUnicode_DATA(text)


cdef enum:
    _LONGEST = 120  # letters of a word
    _CODES = 0x2060  # code points whose keys are kept
    _NAME = 512  # characters of a name
    _UNKNOWN = 0
    _UNUSUAL = -1
    _NO_LETTER = -2


cdef uint32_t _letters(const char *word, Py_ssize_t size) noexcept:
    """A bit for each letter that stands in a word; all of them if there is anything but small Latin letters."""
    cdef uint32_t letters = 0
    cdef Py_ssize_t at
    for at in range(size):
        if not c'a' <= word[at] <= c'z':
            return 0xFFFFFFFF
        letters |= <uint32_t> 1 << (word[at] - c'a')
    return letters


cdef uint32_t _letters_of(object word) noexcept:
    """The same of a text that may be no word."""
    if type(word) is not str or not PyUnicode_IS_ASCII(word):
        return 0xFFFFFFFF
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word)
    return _letters(_ascii(word), size) if 0 < size <= _LONGEST else <uint32_t> 0xFFFFFFFF


cdef bint _holds(const char *word, Py_ssize_t size, const char *part, Py_ssize_t length) noexcept:
    cdef Py_ssize_t at
    for at in range(size - length + 1):
        if word[at] == part[0] and memcmp(word + at, part, length) == 0:
            return True
    return False


cdef int _fill(Rule *rules, object pairs, int longest) except -1:
    """Put these rules there, so many of which may make a word longer."""
    cdef int count = 0, longer = 0
    for old, new in pairs:
        one, other = old.encode("ascii"), new.encode("ascii")
        longer += len(other) > len(one)
        if count == _RULES or not 0 < len(one) <= _RULE or len(other) > min(_RULE, 2 * len(one)) or longer > longest:
            raise ValueError(f"no rule: {old!r}, {new!r}")
        rules[count].size, rules[count].made = len(one), len(other)
        memcpy(rules[count].old, <const char *> one, len(one))
        memcpy(rules[count].new, <const char *> other, len(other))
        rules[count].letters, rules[count].brings = _letters(one, len(one)), _letters(other, len(other))
        count += 1
    return count


cdef Py_ssize_t _replace(char *word, Py_ssize_t size, const Rule *rule, uint32_t *letters) noexcept:
    """What a rule makes of a word, and with what letters."""
    cdef char old[_ROOM]
    cdef Py_ssize_t at = 0, left = 0
    if not _holds(word, size, rule.old, rule.size):
        return size
    memcpy(old, word, size)
    while at < size:
        if at + rule.size <= size and old[at] == rule.old[0] and memcmp(old + at, rule.old, rule.size) == 0:
            memcpy(word + left, rule.new, rule.made)
            left += rule.made
            at += rule.size
        else:
            word[left] = old[at]
            left += 1
            at += 1
    letters[0] |= rule.brings
    return left


cdef Py_ssize_t _once(char *word, Py_ssize_t size) noexcept:
    """A word with every letter once where it stands several times running."""
    cdef Py_ssize_t at, left = 0
    for at in range(size):
        if not left or word[left - 1] != word[at]:
            word[left] = word[at]
            left += 1
    return left


cdef object _made(object asked, const char *word, Py_ssize_t size):
    """The text of these letters, which is the one asked for if nothing was changed."""
    if size == PyUnicode_GET_LENGTH(asked) and memcmp(word, _ascii(asked), size) == 0:
        return asked
    return PyUnicode_FromStringAndSize(word, size)


cdef class Keys:
    """The rules of `text.keys`: what becomes what, first and last; the letters before which a c is no k, those without which a skeleton is, those that somebody strikes out."""

    def __cinit__(self, before, after, str soft, str unsaid, str struck_out):
        self.befores, self.afters = _fill(self.before, before, 1), _fill(self.after, after, 0)
        self.soft, self.unsaid, self.struck_out = _letters_of(soft), _letters_of(unsaid), _letters_of(struck_out)

    def fold(self, word):
        """`keys.fold`."""
        cdef uint32_t letters = _letters_of(word)
        return None if letters == <uint32_t> 0xFFFFFFFF else self._fold(word, letters)

    def folds(self, words):
        """`keys.folds`."""
        cdef uint32_t letters
        cdef list out = []
        for word in words:
            letters = _letters_of(word)
            if letters == <uint32_t> 0xFFFFFFFF:
                return None
            out.append(self._fold(word, letters))
        return out

    def skeleton(self, key):
        """`keys.skeleton`."""
        if _letters_of(key) == <uint32_t> 0xFFFFFFFF:
            return None
        cdef char word[_ROOM]
        cdef const char *letters = _ascii(key)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(key), at, left = 0
        if size > 3 and letters[size - 1] == c'h' and letters[size - 2] == c'e':
            size -= 1
        for at in range(size):
            if not self.unsaid >> (letters[at] - c'a') & 1:
                word[left] = letters[at]
                left += 1
        return _made(key, word, _once(word, left))

    def bare(self, key):
        """`keys.bare`."""
        if _letters_of(key) == <uint32_t> 0xFFFFFFFF:
            return None
        cdef char word[_ROOM]
        cdef const char *letters = _ascii(key)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(key), at, left = 0
        for at in range(size):
            if not at or not self.struck_out >> (letters[at] - c'a') & 1:
                word[left] = letters[at]
                left += 1
        left = _once(word, left)
        if left > 3 and word[left - 1] == c'h':
            left -= 1
        return _made(key, word, left)

    cdef object _fold(self, object asked, uint32_t letters):
        cdef char word[_ROOM]
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(asked)
        memcpy(word, _ascii(asked), size)
        return _made(asked, word, self.folded(word, size, letters))

    cdef Py_ssize_t folded(self, char *word, Py_ssize_t size, uint32_t letters) noexcept:
        """Makes a word of small Latin letters, given with a bit for each of them, its key; how many letters that has. There must be room for twice as many as the word has."""
        cdef Py_ssize_t at
        cdef int rule
        for rule in range(self.befores):
            if not self.before[rule].letters & ~letters:
                size = _replace(word, size, &self.before[rule], &letters)
        for at in range(size):
            if word[at] == c'c' and (at + 1 == size or not self.soft >> (word[at + 1] - c'a') & 1):
                word[at] = c'k'
                letters |= 1 << (c'k' - c'a')
        for rule in range(self.afters):
            if not self.after[rule].letters & ~letters:
                size = _replace(word, size, &self.after[rule], &letters)
        size = _once(word, size)
        if size > 3 and word[size - 1] == c'h' and word[size - 2] == c'a':
            size -= 1
        for at in range(size):
            if word[at] == c'w':
                word[at] = c'v'
        return size


cdef class Marks:
    """What `text.marks` asks of a word: parts of words in which some pattern may match, short words in which one may, numbers in words, how a syllable is told, of how many letters, and what is said of the last two."""

    cdef Rule hints[_RULES]
    cdef int count
    cdef object brief, numbers, syllable
    cdef Py_ssize_t longest
    cdef long long counted, syllabic

    def __cinit__(self, hints, brief, numbers, syllable, Py_ssize_t longest, long long counted, long long syllabic):
        self.count = _fill(self.hints, [(hint, "") for hint in hints], 0)
        self.brief, self.numbers, self.syllable, self.longest, self.counted, self.syllabic = brief, numbers, syllable, longest, counted, syllabic

    def marks_of(self, word):
        """`marks.marks_of` of a word of small letters, or several with hyphens between them, perhaps with a dot and a comma behind, in which no pattern can match."""
        if type(word) is not str or not PyUnicode_IS_ASCII(word) or not 0 < PyUnicode_GET_LENGTH(word) <= _LONGEST:
            return -1
        cdef const char *signs = _ascii(word)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), bare, end, at, start = 0
        cdef uint32_t letters = 0, one
        cdef int hint
        bare = size - (signs[size - 1] == c',')
        end = bare - (bare > 0 and signs[bare - 1] == c'.')
        for at in range(end + 1):
            if at == end or signs[at] == c'-':
                one = _letters(signs + start, at - start) if at > start else <uint32_t> 0xFFFFFFFF
                if one == <uint32_t> 0xFFFFFFFF or (word if at - start == size else PyUnicode_FromStringAndSize(signs + start, at - start)) in self.brief:
                    return -1
                letters |= one
                start = at + 1
        for hint in range(self.count):
            if not self.hints[hint].letters & ~letters and _holds(signs, size, self.hints[hint].old, self.hints[hint].size):
                return -1
        text = word if bare == size else PyUnicode_FromStringAndSize(signs, bare)
        cdef long long marks = self.counted if text in self.numbers else 0
        if bare <= self.longest and self.syllable(text) is not None:
            marks |= self.syllabic
        return marks


cdef class Prints:
    """The characters that are tidy wherever they stand, and what is left of each in a printed key: asked of `quiet` once."""

    cdef int32_t left[_CODES]
    cdef object quiet

    def __cinit__(self, quiet):
        self.quiet = quiet

    def key_of(self, text):
        """`clean.printed_key` of a text that is tidy as it is."""
        cdef uint32_t key[_NAME]
        if type(text) is not str or not 0 < PyUnicode_GET_LENGTH(text) <= _NAME:
            return None
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at, many = 0
        cdef int kind = PyUnicode_KIND(text)
        cdef void *signs = PyUnicode_DATA(text)
        cdef uint32_t sign, widest = 0
        cdef int32_t left
        cdef bint blank = True  # nothing or a blank stands before
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if sign == c' ':
                if blank:
                    return None
                blank = True
                continue
            blank = False
            if sign < 0x80:
                if c'a' <= sign <= c'z' or c'0' <= sign <= c'9':
                    left = sign
                elif c'A' <= sign <= c'Z':
                    left = sign + 32
                elif c'!' <= sign <= c'~':
                    continue
                else:
                    return None
            elif sign < _CODES:
                left = self.left[sign]
                if left == _UNKNOWN:
                    left = self.left[sign] = self._ask(sign)
                if left == _UNUSUAL:
                    return None
                if left == _NO_LETTER:
                    continue
            elif 0xAC00 <= sign <= 0xD7A3 or (0x4E00 <= sign <= 0x9FFF and Py_UNICODE_ISALNUM(sign)):
                left = sign
            else:
                return None
            key[many] = left
            many += 1
            widest |= left
        if blank or not many:
            return None
        if widest < 0x80:  # the letters of all of them are ASCII
            for at in range(many):
                (<char *> key)[at] = key[at]
            return PyUnicode_FromStringAndSize(<const char *> key, many)
        return PyUnicode_FromKindAndData(4, key, many)

    cdef int32_t _ask(self, uint32_t sign) except? 0:
        left = self.quiet(chr(<int> sign))
        return _UNUSUAL if left is None else ord(left) if left else _NO_LETTER
