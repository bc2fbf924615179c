"""Which key do different spellings of one word or name share, and what stands in it? `text.keys`, `text.marks` and `text.clean`, for words of small Latin letters and names of usual ones.

Anything else, and what is too long, is answered None, and -1 where a number is told: the caller asks Python.
"""

from libc.stdint cimport int32_t, uint8_t, uint32_t, uint64_t
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
    _FAR = 0xD7B0  # those up to here are marked alike in great numbers
    _KINDS_FAR = 255
    _NAME = 512  # characters of a name
    _UNKNOWN = 0
    _UNUSUAL = -1
    _NO_LETTER = -2
    _HINTS = 96
    _LETTER = 1  # any beyond ASCII
    _NONE = 2  # a sign beyond ASCII
    _KIND_FROM = 24
    _KINDS = 0x7F000000


cdef uint64_t _BEFORE = (<uint64_t> 1 << _RULES) - 1


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
        if _letters(one, len(one)) == <uint32_t> 0xFFFFFFFF or len(other) and _letters(other, len(other)) == <uint32_t> 0xFFFFFFFF:
            raise ValueError(f"no rule of small Latin letters: {old!r}, {new!r}")
        count += 1
    return count


cdef void _mark(uint64_t *pairs, uint64_t *lone, const Rule *rules, int count, int first) noexcept:
    """Writes a bit for each of these rules to the two letters that it begins with, or to its only one."""
    cdef int rule
    for rule in range(count):
        if rules[rule].size > 1:
            pairs[(rules[rule].old[0] - c'a') * 26 + rules[rule].old[1] - c'a'] |= <uint64_t> 1 << first + rule
        else:
            lone[rules[rule].old[0] - c'a'] |= <uint64_t> 1 << first + rule


cdef Py_ssize_t _replace(char *word, Py_ssize_t size, const Rule *rule) noexcept:
    """What a rule makes of a word."""
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
        _mark(self.pairs, self.lone, self.before, self.befores, 0)
        _mark(self.pairs, self.lone, self.after, self.afters, _RULES)

    def fold(self, word):
        """`keys.fold`."""
        cdef uint32_t letters = _letters_of(word)
        return None if letters == <uint32_t> 0xFFFFFFFF else self._fold(word)

    def folds(self, words):
        """`keys.folds`."""
        cdef uint32_t letters
        cdef list out = []
        for word in words:
            letters = _letters_of(word)
            if letters == <uint32_t> 0xFFFFFFFF:
                return None
            out.append(self._fold(word))
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

    cdef object _fold(self, object asked):
        cdef char word[_ROOM]
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(asked)
        memcpy(word, _ascii(asked), size)
        return _made(asked, word, self.folded(word, size))

    cdef uint64_t may(self, const char *word, Py_ssize_t size) noexcept:
        """A bit for each rule that may change a word, told by its letters two by two."""
        cdef uint64_t found = 0
        cdef Py_ssize_t at
        cdef int last = word[0] - c'a', letter
        if not size:
            return 0
        found = self.lone[last]
        for at in range(1, size):
            letter = word[at] - c'a'
            found |= self.pairs[last * 26 + letter] | self.lone[letter]
            last = letter
        return found

    cdef Py_ssize_t folded(self, char *word, Py_ssize_t size) noexcept:
        """Makes a word of small Latin letters its key; how many letters that has. There must be room for twice as many as the word has."""
        cdef Py_ssize_t at
        cdef int rule
        cdef bint changed = False
        cdef uint64_t may = self.may(word, size), first = may & _BEFORE
        while first:
            rule = _lowest(first)
            size = _replace(word, size, &self.before[rule])
            may = self.may(word, size)
            first = may & _BEFORE & ~((<uint64_t> 2 << rule) - 1)
        for at in range(size):
            if word[at] == c'c' and (at + 1 == size or not self.soft >> (word[at + 1] - c'a') & 1):
                word[at] = c'k'
                changed = True
        if changed:
            may = self.may(word, size)
        may >>= _RULES
        while may:
            rule = _lowest(may)
            size = _replace(word, size, &self.after[rule])
            may = self.may(word, size) >> _RULES & ~((<uint64_t> 2 << rule) - 1)
        size = _once(word, size)
        if size > 3 and word[size - 1] == c'h' and word[size - 2] == c'a':
            size -= 1
        for at in range(size):
            if word[at] == c'w':
                word[at] = c'v'
        return size


cdef inline int _lowest(uint64_t bits) noexcept:
    """The place of the first bit that is set."""
    cdef int at = 0
    while not bits >> at & 1:
        at += 1
    return at


cdef struct Hint:
    char head[_RULE]
    char tail[_RULE]  # stands behind the head
    int size, tail_size
    bint begins, ends  # only where letters begin or end
    uint32_t letters
    long long surely  # what is marked where it stands; 0: some pattern may match


cdef int _hint(Hint *hint, str text, long long surely) except -1:
    """Put a part of a word there: ^ stands before what letters begin with, $ behind what they end with, * between one part and another; letters beyond ASCII are all alike."""
    hint.begins, hint.ends, hint.surely = text.startswith("^"), text.endswith("$"), surely
    head, _, tail = text.strip("^$").partition("*")
    if not 0 < len(head) <= _RULE or len(tail) > _RULE:
        raise ValueError(f"no hint: {text!r}")
    hint.size, hint.tail_size, hint.letters = len(head), len(tail), 0
    cdef int at
    cdef uint32_t sign
    for at in range(hint.size):
        sign = ord(head[at])
        hint.head[at] = <char> sign if sign < 0x80 else <char> _LETTER
        if c'a' <= sign <= c'z':
            hint.letters |= <uint32_t> 1 << (sign - c'a')
    for at in range(hint.tail_size):
        sign = ord(tail[at])
        hint.tail[at] = <char> sign if sign < 0x80 else <char> _LETTER
    return 0


cdef inline bint _is_letter(char sign) noexcept:
    return sign == _LETTER or c'a' <= sign <= c'z'


cdef bint _stands(const char *word, Py_ssize_t size, const char *part, Py_ssize_t length, Py_ssize_t at, bint begins, bint ends) noexcept:
    """Whether this part stands in a word, there or later."""
    while at <= size - length:
        if word[at] == part[0] and memcmp(word + at, part, length) == 0:
            if (not begins or not at or not _is_letter(word[at - 1])) and (not ends or at + length == size or not _is_letter(word[at + length])):
                return True
        at += 1
    return False


cdef bint _hinted(const char *word, Py_ssize_t size, const Hint *hint) noexcept:
    if not hint.tail_size:
        return _stands(word, size, hint.head, hint.size, 0, hint.begins, hint.ends)
    return _stands(word, size, hint.tail, hint.tail_size, hint.size, False, hint.ends) and _stands(word, size, hint.head, hint.size, 0, hint.begins, False)


cdef class Marks:
    """What `text.marks` asks of a word: parts of words where some pattern matches or may match, words of clerks, short words in which a pattern may match, numbers in words, syllables, what is marked in any word with a letter beyond ASCII,
    which signs part words, and what is said of clerks, numbers and syllables."""

    cdef Hint hints[_HINTS]
    cdef int count
    cdef int32_t signs[_CODES]
    cdef uint8_t far[_FAR - _CODES]  # which of the kinds a sign is of, beginning with 1
    cdef int32_t kinds[_KINDS_FAR]
    cdef int many
    cdef object clerks, brief, numbers, syllables, of_letter, parts
    cdef long long clerk, counted, syllabic

    def __cinit__(self, hints, clerks, brief, numbers, syllables, of_letter, parts, told):
        self.count = 0
        for coarse, surely, _, fine in hints:
            for text, marks in ((coarse, surely), *[(part, 0) for part in fine.split()]):
                if text == coarse and not marks:
                    continue
                if self.count == _HINTS:
                    raise ValueError("too many hints")
                _hint(&self.hints[self.count], text, marks)
                self.count += 1
        self.clerks, self.brief, self.numbers, self.syllables, self.of_letter, self.parts = clerks, brief, numbers, syllables, of_letter, parts
        self.clerk, self.counted, self.syllabic = told

    def marks_of(self, word):
        """`marks.marks_of` of a word of small letters, perhaps with hyphens and apostrophes, a dot and a comma behind, in which no pattern can match but by single letters."""
        cdef char low[_LONGEST]
        if type(word) is not str or not 0 < PyUnicode_GET_LENGTH(word) <= _LONGEST:
            return -1
        cdef int kind = PyUnicode_KIND(word)
        cdef void *signs = PyUnicode_DATA(word)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at, start, bare
        cdef uint32_t letters = 0, sign
        cdef int32_t known
        cdef long long marks = 0
        cdef bint syllabic = True, mixed, some = False
        cdef int hint
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if c'a' <= sign <= c'z':
                letters |= <uint32_t> 1 << (sign - c'a')
                low[at] = <char> sign
            elif sign == c'-' or sign == c"'":
                low[at] = <char> sign
            elif sign == c'.' and (at + 1 == size or (at + 2 == size and PyUnicode_READ(kind, signs, at + 1) == c',')):
                low[at] = c'.'
            elif sign == c',' and at + 1 == size:
                low[at] = c"'"  # parts words as it does
            elif 0x80 <= sign < _CODES:
                known = self.signs[sign]
                if known == _UNKNOWN:
                    known = self.signs[sign] = self._ask(sign)
                if known == _UNUSUAL:
                    return -1
                marks |= known & ~_KINDS
                low[at] = <char> (known >> _KIND_FROM)
            elif _CODES <= sign < _FAR:
                known = self.kinds[self.far[sign - _CODES] - 1] if self.far[sign - _CODES] else self._ask_far(sign)
                if known == _UNUSUAL:
                    return -1
                marks |= known & ~_KINDS
                low[at] = <char> (known >> _KIND_FROM)
            else:
                return -1
        start = 0
        for at in range(size + 1):  # runs of letters
            if at < size and _is_letter(low[at]):
                continue
            if at > start:
                some = True
                mixed = False
                for bare in range(start, at):
                    if low[bare] == _LETTER:
                        mixed = True
                        break
                if mixed:
                    if not start and bare and PyUnicode_FromStringAndSize(low, bare) in self.clerks:
                        marks |= self.clerk
                elif (word if at - start == size else PyUnicode_FromStringAndSize(low + start, at - start)) in self.brief:
                    return -1
            start = at + 1
        if not some:
            return -1
        for hint in range(self.count):
            if not self.hints[hint].letters & ~letters and _hinted(low, size, &self.hints[hint]):
                if not self.hints[hint].surely:
                    return -1
                marks |= self.hints[hint].surely
        start = 0
        for at in range(size + 1):  # parts between signs
            if at < size and low[at] != c"'":
                continue
            if at > start:
                mixed = False
                for bare in range(start, at):
                    if low[bare] == _LETTER or low[bare] == _NONE:
                        mixed = True
                        break
                if mixed:
                    syllabic = False
                else:
                    part = word if at - start == size else PyUnicode_FromStringAndSize(low + start, at - start)
                    if part in self.numbers:
                        marks |= self.counted
                    syllabic = syllabic and part in self.syllables
            start = at + 1
        return marks | self.syllabic if syllabic else marks

    cdef int32_t _ask_far(self, uint32_t sign) except? 0:
        """The same as `_ask`, once."""
        cdef int32_t known = self._ask(sign)
        cdef int at
        for at in range(self.many):
            if self.kinds[at] == known:
                break
        else:
            if self.many == _KINDS_FAR:
                return known
            at = self.many
            self.kinds[at] = known
            self.many += 1
        self.far[sign - _CODES] = at + 1
        return known

    cdef int32_t _ask(self, uint32_t sign) except? 0:
        """What is marked in any word with this letter or sign, and what it is in words."""
        text = chr(<int> sign)
        cdef long long marks = self.of_letter(text)
        if not 0 <= marks < 1 << _KIND_FROM:
            return _UNUSUAL
        return <int32_t> marks | (<int32_t> (_LETTER if text.isalpha() else c"'" if self.parts(text) is not None else _NONE) << _KIND_FROM)


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
