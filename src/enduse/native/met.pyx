"""What is known of a word of a name that is met, and is a text nothing but such words? `text.words`, for words of small Latin letters and those that are put in them.

Whatever is unusual is answered None: the caller asks Python.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from libc.string cimport memcmp, memcpy

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)
    int PyUnicode_KIND(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)
    bint Py_UNICODE_ISALNUM(Py_UCS4 sign)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 sign)
    object PyUnicode_Translate(object text, object table, const char *errors)


cdef object _as_tuple = tuple.__new__


cdef inline object _record(object kind, tuple fields):
    """A named tuple of these fields."""
    return _as_tuple(kind, fields)


cdef int _fill(Part *parts, texts) except -1:
    """Put these beginnings or ends of words there."""
    cdef int count = 0
    for text in texts:
        part = text.encode("ascii")
        if count == _PARTS or not 0 < len(part) <= _PART:
            raise ValueError(f"no part of a word: {text!r}")
        parts[count].size = len(part)
        memcpy(parts[count].text, <const char *> part, len(part))
        count += 1
    return count


cdef bint _ends(const char *word, Py_ssize_t size, const Part *parts, int count) noexcept:
    """Whether a word ends in one of these."""
    cdef int at
    for at in range(count):
        if word[size - 1] == parts[at].text[parts[at].size - 1] and parts[at].size <= size and memcmp(word + size - parts[at].size, parts[at].text, parts[at].size) == 0:
            return True
    return False


cdef bint _begins(const char *word, Py_ssize_t size, const Part *parts, int count) noexcept:
    cdef int at
    for at in range(count):
        if word[0] == parts[at].text[0] and parts[at].size <= size and memcmp(word, parts[at].text, parts[at].size) == 0:
            return True
    return False


cdef class Met:
    """What tells that a word of small Latin letters is a name and nothing else: how it is folded, how marked, first at once and then in any case, what its skeleton is, the keys of known names; words and keys that are no names, of what ends in places and in patronymics, and words
    written against others; heads and tails of long words that may be mended, of how many letters both are, and how any is mended; how long a syllable of a
    given name is; what is harmless, what matters by its place, and what is told of a comma and of a given name with a hyphen."""

    def __init__(self, fold, marks_of, look, skeleton, consonants, named, of_no_name, keys_of_no_name, ends, glued, mending, parts, classes, sizes, told):
        self.fold, self.marks_of, self.look, self.skeleton, self.consonants, self.make_named = fold, marks_of, look, skeleton, consonants, named
        self.of_no_name, self.keys_of_no_name, self.parts = of_no_name, keys_of_no_name, parts
        self.ranked, self.sons, self.many_glued = _fill(self.ranks, ends[0]), _fill(self.patronymics, ends[1]), _fill(self.glued, glued)
        self.make_mending = mending
        self.token, self.spelt = classes
        self.glued_from, self.mended_from, self.most, self.given = sizes
        self.harmless, self.by_place, self.comma, self.dashed = told

    def alone(self, text, origin):
        """`words.Spelt` of what came from this script and is a name and nothing else, or several with hyphens between them, perhaps with a dot and a comma behind."""
        return self.spelt_alone(text, origin, 0, False)

    cdef object spelt_alone(self, text, origin, long long told, bint dashes):
        """The same, of which this is told besides, and of `dashes` that it may be a given name."""
        if type(text) is not str or not PyUnicode_IS_ASCII(text) or not PyUnicode_GET_LENGTH(text):
            return None
        cdef const char *signs = <const char *> PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), end = size, at, start = 0
        if c'0' <= signs[0] <= c'9':
            return self.number(text, told)
        cdef bint comma = signs[size - 1] == c','
        cdef list words, tokens, persons
        cdef bint patronymic = False
        if comma:
            end -= 1
        if end and signs[end - 1] == c'.':
            end -= 1
        for at in range(end):
            if signs[at] == c'-':
                break
        else:  # one word
            if not 1 < end <= self.most:
                return None
            word = text if end == size else PyUnicode_FromStringAndSize(signs, end)
            one = self.name(word, origin)
            if one is None:
                return None
            spelt, names = (word,), (one,)
            people = (self.son(one),) if self.is_son(word) else names
            return _record(self.spelt, (text, spelt, names, people, 1 if comma else -1, 0, spelt, told | (self.comma if comma else 0)))
        words, tokens, persons = [], [], []
        for at in range(end + 1):
            if at == end or signs[at] == c'-':
                if not 1 < at - start <= self.most:
                    return None
                word = text if at - start == size else PyUnicode_FromStringAndSize(signs + start, at - start)
                one = self.name(word, origin)
                if one is None:
                    return None
                words.append(word)
                tokens.append(one)
                if self.is_son(word):
                    patronymic = True
                    one = self.son(one)
                persons.append(one)
                start = at + 1
        spelt, names = tuple(words), tuple(tokens)
        people = tuple(persons) if patronymic else names
        if dashes and len(words) == 2 and end == size and PyUnicode_GET_LENGTH(words[0]) <= self.given and PyUnicode_GET_LENGTH(words[1]) <= self.given:
            told |= self.dashed
        return _record(self.spelt, (text, spelt, names, people, len(words) if comma else -1, 0, spelt, told | (self.comma if comma else 0)))

    def made(self, word, bint person, origin):
        """`words.token` of a word that is a name and nothing else, None for most others."""
        if type(word) is not str or not 1 < PyUnicode_GET_LENGTH(word) <= self.most:
            return None
        key = self.fold(word)
        if key is None or word in self.of_no_name or (not person and key in self.keys_of_no_name):
            return None
        return _record(self.token, (word, key, self.bones(key), "m" if person and self.is_son(word) else "", origin))

    cdef bint is_son(self, word) noexcept:
        """Whether a word in ASCII ends as patronymics do."""
        return _ends(<const char *> PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word), self.patronymics, self.sons)

    cdef object son(self, one):
        """The token of a patronymic in the name of a person, where it is this one in that of a firm."""
        return _record(self.token, (*one[:_SORT], "m", one[_SORT + 1]))

    cdef object name(self, word, origin):
        """The token of a word that is a name and nothing else, in the name of a firm and of a person."""
        key = self.someone(word)
        return None if key is None else _record(self.token, (word, key, self.bones(key), "", origin))

    cdef object someone(self, word):
        """The key of such a word."""
        key = self.fold(word)
        return key if key is not None and self.names_someone(word, key) else None

    cdef object bones(self, key):
        """`keys.consonants` of a key of small letters."""
        if self.named is None:
            self.named = self.make_named()
        cdef PyObject *known = PyDict_GetItemWithError(self.named, key)
        if known is not NULL:
            return <object> known
        cdef const char *letters = <const char *> PyUnicode_DATA(key)
        if letters[0] == c'a' and letters[1] == c'b' and letters[2] == c'd':
            return self.consonants(key)
        bones = self.skeleton(key)
        return self.consonants(key) if bones is None else "" if PyUnicode_GET_LENGTH(bones) < 3 else bones

    cdef object number(self, text, long long told):
        """`words.Spelt` of a number in figures, None for anything else."""
        cdef const char *signs = <const char *> PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at, start = 0
        if size > self.most:
            return None
        for at in range(size):
            if not c'0' <= signs[at] <= c'9':
                return None
        while start < size - 1 and signs[start] == c'0':
            start += 1
        token = (_record(self.token, (text, PyUnicode_FromStringAndSize(signs + start, size - start) if start else text, "", "n", "")),)
        words = (text,)
        return _record(self.spelt, (text, words, token, token, -1, 0, words, told))

    cdef object plain(self, word):
        """`words._plain` of such a word."""
        cdef long long marks = self.marks(word)
        return None if marks & ~(self.harmless | self.by_place) else self.spelt_alone(word, "", marks & self.by_place, True)

    cdef long long marks(self, word) except -1:
        """`marks.marks_of`."""
        cdef long long marks = self.marks_of(word)
        return marks if marks >= 0 else self.look(word)

    cdef bint names_someone(self, word, key) except -1:
        """`words._names_someone`, or whether it is a patronymic."""
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word)
        cdef const char *signs = <const char *> PyUnicode_DATA(word)
        if size < 2 or word in self.of_no_name or key in self.keys_of_no_name or _ends(signs, size, self.ranks, self.ranked):
            return False
        if size < self.glued_from:
            return True
        if _begins(signs, size, self.glued, self.many_glued) or _ends(signs, size, self.glued, self.many_glued):
            return False if self.parts(word) != (word,) else True
        if size < self.mended_from:
            return True
        if self.heads is None:
            self.heads, self.tails = self.make_mending()
        cdef Py_ssize_t half = (size - 1) // 2
        if word[:half] not in self.heads and word[:1] + word[size - half :] not in self.tails:
            return True
        return self.parts(word) == (word,)


cdef object _latin(object word, object letters):
    """A word in small Latin letters, by what each of its own is in them."""
    cdef object latin = PyUnicode_Translate(word, letters, NULL)
    cdef const char *signs
    cdef Py_ssize_t at
    if not PyUnicode_IS_ASCII(latin):
        return latin.lower()
    signs = <const char *> PyUnicode_DATA(latin)
    for at in range(PyUnicode_GET_LENGTH(latin)):
        if c'A' <= signs[at] <= c'Z':
            return latin.lower()
    return latin


cdef class Plain:
    """The words that are read wherever they stand: those of ASCII, by name; those that came from a script, by it, and how one more is met; how long a text may be, and how short one in guillemets; which letters
    stand for digits, which letters of far scripts are read otherwise, from and to, and where a number is counted; and what `told` says of what is told of words."""

    def __cinit__(self, plain, spelt, Py_ssize_t kept, Met met, Py_ssize_t longest, Py_ssize_t quoted_least, for_digits, far, counted_noun, is_ukrainian, dict told):
        self.plain, self.spelt, self.kept, self.met, self.longest, self.quoted_least = plain, spelt, kept, met, min(longest, _NAME), quoted_least
        self.for_digits, self.counted_noun, self.is_ukrainian = for_digits, counted_noun, is_ukrainian
        self.far = 0
        for first, last in far:
            if self.far == _FAR_RANGES:
                raise ValueError("too many ranges of letters")
            self.from_sign[self.far], self.to_sign[self.far] = ord(first), ord(last)
            self.far += 1
        self.form, self.loose, self.comma, self.unlike, self.dashed = told["FORM"], told["LOOSE"], told["COMMA"], told["UNLIKE"], told["DASHED"]
        self.by_place, self.syllabic, self.clerk, self.known_as = told["BY_PLACE"], told["SYLLABIC"], told["CLERK"], told["KNOWN_AS"]
        self.parted, self.digited, self.european_letter, self.harmless = told["PARTED"], told["DIGITED"], told["EUROPEAN"], told["HARMLESS"]

    def plainly(self, low, romaniser):
        """`words.plainly`."""
        cdef list some = []
        cdef Py_UCS4 first
        if type(low) is not str or not 0 < PyUnicode_GET_LENGTH(low) <= self.longest:
            return None
        first = PyUnicode_READ(PyUnicode_KIND(low), PyUnicode_DATA(low), 0)
        if first >= 0x370 and (first <= 0x4FF or self.is_far(first)):
            return []
        known = romaniser.met[0]
        for word in low.split():
            one = self.of_ascii(word) if PyUnicode_IS_ASCII(word) else self.besides(word, <dict> known, romaniser)
            if one is None:
                return []
            some.append(one)
        return some if some and self.stand_alone(some) else None

    cdef object of_ascii(self, word):
        """What is known of a word in ASCII; numbers are not kept, of which there are too many."""
        cdef PyObject *known
        cdef char first = (<const char *> PyUnicode_DATA(word))[0]
        if c'0' <= first <= c'9' and (one := self.met.number(word, self.clerk)) is not None:
            return one
        known = PyDict_GetItemWithError(self.plain, word)
        if known is not NULL:
            return <object> known
        one = self.met.plain(word)
        if one is None:
            return self.plain[word]
        if len(self.plain) >= self.kept:
            self.plain.clear()
        self.plain[word] = one
        return one

    cdef object told_besides(self, one, long long told):
        """The same word, of which this is told besides."""
        if not told & ~(<long long> _of(one, _TOLD)):
            return one
        return _record(self.met.spelt, (*one[:_TOLD], <long long> _of(one, _TOLD) | told))

    cdef object of_script(self, latin, origin, long long told):
        """What is known of a word in Latin letters that came from this script."""
        one = self.met.spelt_alone(latin, origin, told, False)
        return one if one is not None else self.told_besides(_known(self.spelt, (latin, origin)), told)

    def in_words(self, latin, origin):
        """`words.in_words`; numbers are not kept."""
        cdef list some = []
        cdef PyObject *before
        for word in latin.split(" "):
            if word and PyUnicode_IS_ASCII(word):
                if c'0' <= (<const char *> PyUnicode_DATA(word))[0] <= c'9' and (one := self.met.number(word, 0)) is not None:
                    some.append(one)
                    continue
                before = PyDict_GetItemWithError(self.plain, word) if not origin else NULL
                if before is not NULL and <object> before is not None:
                    some.append(<object> before)
                    continue
            asked = (word, origin)
            before = PyDict_GetItemWithError(self.spelt, asked)
            if before is not NULL:
                some.append(<object> before)
                continue
            one = self.met.spelt_alone(word, origin, 0, False)
            if one is None:
                one = self.spelt[asked]
            else:
                if len(self.spelt) >= self.kept:
                    self.spelt.clear()
                self.spelt[asked] = one
            some.append(one)
        return some

    cdef object keep(self, dict known, word, one):
        if len(known) >= self.kept >> 1:
            known.clear()
        known[word] = one
        return one

    cdef object besides(self, word, dict known, romaniser):
        """`words._plain_besides` of a word beyond ASCII."""
        cdef PyObject *before = PyDict_GetItemWithError(known, word)
        if before is not NULL:
            return <object> before
        one = None
        cdef long long marks = self.met.marks(word)
        if not marks & self.european_letter and not self.has_far(word):
            latin = _latin(word, romaniser.letters)
            if " " not in latin:
                if marks & self.digited and not self.for_digits(word):
                    marks ^= self.digited
                if not marks & ~(self.harmless | self.by_place):
                    one = self.of_script(latin, "", marks & self.by_place)
        return self.keep(known, word, one)

    cdef object of_europe(self, word, str origin, bint ukrainian, dict known, romaniser):
        """`words._of_europe`."""
        cdef PyObject *before = PyDict_GetItemWithError(known, word)
        if before is not NULL:
            return <object> before
        one = None
        cdef long long marks
        if PyUnicode_IS_ASCII(word):
            first = (<const char *> PyUnicode_DATA(word))[0]
            if c'0' <= first <= c'9' and (one := self.met.number(word, self.clerk)) is not None:
                return one
            marks = self.met.marks(word)
            if not marks & self.parted and not (marks & self.digited and self.for_digits(word)):
                one = self.of_script(word, origin, marks & self.clerk)
        elif self.one_script(word) and not self.has_far(word):
            latin = _latin(word, romaniser.ukrainian if ukrainian else romaniser.letters)
            if " " not in latin:
                marks = self.met.marks(word)
                if not marks & ~(self.harmless | self.by_place | self.european_letter) and not ("-" in word and self.counted_noun(word) is not None):
                    one = self.of_script(latin, origin, marks & self.clerk)
        return self.keep(known, word, one)

    cdef bint is_far(self, Py_UCS4 sign) noexcept:
        """Whether a letter is of the scripts that are read otherwise."""
        cdef int at
        for at in range(self.far):
            if self.from_sign[at] <= sign <= self.to_sign[at]:
                return True
        return False

    cdef bint has_far(self, word) noexcept:
        cdef int kind = PyUnicode_KIND(word)
        cdef void *signs = PyUnicode_DATA(word)
        cdef Py_ssize_t at
        for at in range(PyUnicode_GET_LENGTH(word)):
            if self.is_far(PyUnicode_READ(kind, signs, at)):
                return True
        return False

    cdef bint one_script(self, word) noexcept:
        """Whether all letters of a word are Cyrillic, or all Greek; there may be digits and signs."""
        cdef int kind = PyUnicode_KIND(word)
        cdef void *signs = PyUnicode_DATA(word)
        cdef Py_UCS4 sign
        cdef bint cyrillic = False, greek = False
        cdef Py_ssize_t at
        for at in range(PyUnicode_GET_LENGTH(word)):
            sign = PyUnicode_READ(kind, signs, at)
            if not Py_UNICODE_ISALNUM(sign) or Py_UNICODE_ISDECIMAL(sign):
                continue
            if 0x400 <= sign <= 0x52F:
                cyrillic = True
            elif 0x370 <= sign <= 0x3FF:
                greek = True
            else:
                return False
        return not (cyrillic and greek)

    def european(self, low, romaniser):
        """`words.plainly_european`."""
        if type(low) is not str or PyUnicode_GET_LENGTH(low) > self.longest:
            return None
        cdef int kind = PyUnicode_KIND(low)
        cdef void *signs = PyUnicode_DATA(low)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(low), at, begins = -1, ends = -1
        cdef Py_UCS4 sign
        cdef bint european = False, cyrillic = False, late = False, greek = False, cyrillic_within = False, ascii_letter = False, ukrainian = False, within
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if 0x370 <= sign <= 0x4FF:
                european = True
                if sign >= 0x400:
                    cyrillic = True
                    cyrillic_within = cyrillic_within or (begins >= 0 and ends < 0)
                else:
                    greek = True
            elif c'a' <= sign <= c'z':
                ascii_letter = True
            elif 0x500 <= sign <= 0x52F:
                late = True
            elif sign == 0xAB:
                if begins >= 0 or (at and PyUnicode_READ(kind, signs, at - 1) != c' '):
                    return None
                begins = at
            elif sign == 0xBB:
                if begins < 0 or ends >= 0 or (at + 1 < size and PyUnicode_READ(kind, signs, at + 1) != c' '):
                    return None
                ends = at
        if not european:
            return None
        if cyrillic:
            origin, ukrainian = "cyrl", self.is_ukrainian(low)
        else:
            origin = ""
        known = romaniser.met
        cdef list some, quoted = []
        if begins < 0:
            some = self.all_of_europe(low.split(), origin, ukrainian, <dict> known[1 + cyrillic + ukrainian], romaniser)
        else:
            if ends - begins - 1 < self.quoted_least or ascii_letter or not cyrillic_within or low.strip(" ,;") != low:
                return None
            inside = low[begins + 1 : ends]
            if inside[0] == " " or inside[ends - begins - 2] == " ":
                return None
            within = self.is_ukrainian(inside)
            quoted = self.all_of_europe(inside.split(), origin, within, <dict> known[2 + within], romaniser)
            if quoted is None or _told(quoted) & self.loose:
                return None
            some = self.all_of_europe((low[:begins] + inside + low[ends + 1 :]).split(), origin, ukrainian, <dict> known[1 + cyrillic + ukrainian], romaniser)
        if some is None or <long long> _of(some[0], _TOLD) & self.clerk or (quoted and _told(some) & self.loose):
            return None
        return some, origin, quoted, ascii_letter or (greek and (cyrillic or late)), ukrainian

    cdef list all_of_europe(self, list words, str origin, bint ukrainian, dict known, romaniser):
        cdef list some = []
        for word in words:
            one = self.of_europe(word, origin, ukrainian, known, romaniser)
            if one is None:
                return None
            some.append(one)
        return some

    cdef bint stand_alone(self, list some) except -1:
        """Whether nothing is told of these words that matters where they stand; of some the whole text would tell."""
        cdef long long told = _told(some), last, before
        if not told & (self.by_place | self.dashed):
            return True
        last = _of(some[len(some) - 1], _TOLD)
        before = _of(some[len(some) - 2], _TOLD) if len(some) > 1 else self.syllabic
        return not (last & before & self.syllabic or (last & self.dashed and len(some) > 1) or <long long> _of(some[0], _TOLD) & self.clerk or told & self.known_as)
