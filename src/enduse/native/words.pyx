"""What is a name made of, for loops that compare names? `parties.wording.Wording`, over rows of numbers and sets of bits."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM
from cpython.unicode cimport PyUnicode_Contains, PyUnicode_DATA, PyUnicode_GET_LENGTH
from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t

from enduse.native.listed cimport Words as Rows

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)

cdef dict _ORIGINS = {"": LATIN, "cyrl": CYRILLIC, "abjad": ABJAD, "han": HAN, "hangul": HANGUL, "heard": HEARD, "letters": LETTERS}
cdef dict _SORTS = {"": 0, "n": NUMBER, "g": GENERIC, "p": PLACE, "i": INITIAL, "a": PARTICLE, "m": FATHER}


cdef uint64_t letters_of(str text) noexcept:
    """The letters of a text, as bits: of what is no small Latin letter several share one."""
    cdef uint64_t found = 0
    cdef Py_ssize_t at
    cdef uint32_t letter
    for at in range(PyUnicode_GET_LENGTH(text)):
        letter = letter_at(<PyObject *> text, at)
        found |= <uint64_t> 1 << (letter - 97 if 97 <= letter <= 122 else 26 + letter % 38)
    return found


cdef bint one_edit(PyObject *left, PyObject *right) noexcept:
    """Whether a letter more, less or changed, or two neighbours swapped, is all that two texts differ in."""
    cdef Py_ssize_t ours = PyUnicode_GET_LENGTH(<object> left), theirs = PyUnicode_GET_LENGTH(<object> right), at = 0
    if ours - theirs > 1 or theirs - ours > 1:
        return False
    while at < ours and at < theirs and letter_at(left, at) == letter_at(right, at):
        at += 1
    while ours > at and theirs > at and letter_at(left, ours - 1) == letter_at(right, theirs - 1):
        ours -= 1
        theirs -= 1
    ours -= at
    theirs -= at
    if ours <= 1 and theirs <= 1:
        return True
    return ours == theirs == 2 and letter_at(left, at) == letter_at(right, at + 1) and letter_at(left, at + 1) == letter_at(right, at)


cdef class Weights:
    """The weight of a word of any name, by its rarity on the lists: `weights.weigh`, with the words of the lists, how rare each is, and the weight by class and rarity. `classes`: of each sort of words, and of what is too short to tell as much as it is rare, below so many letters; `unknown` is the rarity of other words."""

    cdef Rows rows
    cdef const int16_t[::1] rarity
    cdef const int64_t[:, ::1] table
    cdef dict classes
    cdef Py_ssize_t short, least
    cdef int16_t unknown

    def __cinit__(self, Rows rows, rarity, table, classes, Py_ssize_t short, Py_ssize_t least, int16_t unknown):
        self.rows, self.rarity, self.table, self.classes, self.short, self.least, self.unknown = rows, rarity, table, classes, short, least, unknown

    def __call__(self, token):
        return self.weigh(token)

    cdef int64_t weigh(self, token) except -1:
        if not isinstance(token, tuple) or len(<tuple> token) < 4:
            raise TypeError("not a word")
        raw, fold, sort = <object> PyTuple_GET_ITEM(token, 0), <object> PyTuple_GET_ITEM(token, 1), <object> PyTuple_GET_ITEM(token, 3)
        cdef int64_t row
        if type(fold) is str and PyUnicode_IS_ASCII(fold):
            row = self.rows.row_of(<const uint8_t *> PyUnicode_DATA(fold), PyUnicode_GET_LENGTH(fold))
        else:
            row = self.rows.row(fold)
        cdef Py_ssize_t one = self.classes[sort] if PyUnicode_GET_LENGTH(<str?> sort) or PyUnicode_GET_LENGTH(<str?> raw) >= self.least else self.short
        cdef int16_t rare = self.unknown
        if row >= 0:
            if row >= self.rarity.shape[0]:
                raise IndexError(row)
            rare = self.rarity[row]
        if not 0 <= one < self.table.shape[0] or not 0 <= rare < self.table.shape[1]:
            raise IndexError(rare)
        return self.table[one, rare]


cdef class Making:
    """What words are made with: tokens by word, whether it stands in a person's name, and origin; what a reading is; what few comparisons ask for, by name; and how a line is unpacked that is not of plain words."""

    def __cinit__(self, tokens, variant, dict later, unpack):
        if not isinstance(tokens, dict):
            raise TypeError("no tokens")
        self.tokens, self.variant, self.later, self.unpack = tokens, variant, later, unpack

    def worded(self, variant, weigh):
        """`parties.wording.worded`."""
        cdef Words made = Words.__new__(Words)
        if not isinstance(variant, tuple) or len(<tuple> variant) != 5:
            raise TypeError("no reading")
        made.variant_made = variant
        made.take(
            self, <object> PyTuple_GET_ITEM(variant, 0), <object> PyTuple_GET_ITEM(variant, 1), <object> PyTuple_GET_ITEM(variant, 2), <object> PyTuple_GET_ITEM(variant, 3),
            <object> PyTuple_GET_ITEM(variant, 4), weigh,
        )
        return made

    cdef object token(self, word, bint person, origin):
        cdef tuple asked = (word, person, origin)
        cdef PyObject *known = PyDict_GetItemWithError(self.tokens, asked)
        return <object> known if known is not NULL else self.tokens[asked]


cdef class Readings:
    """The readings of the lists: their words, made when first asked for and kept, so many at most; the same object for rows that read the same, as lists repeat each other."""

    cdef const int32_t[::1] bounds
    cdef const uint8_t[::1] text
    cdef Making making
    cdef object weigh
    cdef Py_ssize_t most
    cdef dict by_row, by_line, forms

    def __cinit__(self, lines, Making making, weigh, Py_ssize_t most):
        self.bounds, self.text = lines
        self.making, self.weigh, self.most = making, weigh, most
        self.by_row, self.by_line, self.forms = {}, {}, {}

    def of(self, list rows):
        """The words of the readings in these rows of `parties.variants`."""
        return [self.one(row) for row in rows]

    cdef object one(self, row):
        cdef PyObject *known = PyDict_GetItemWithError(self.by_row, row)
        if known is not NULL:
            return <object> known
        if len(self.by_row) >= self.most:
            self.by_row.clear()
            self.by_line.clear()
            self.forms.clear()
        cdef Py_ssize_t at = row
        if not 0 <= at < self.bounds.shape[0] - 1:
            raise IndexError(row)
        cdef Py_ssize_t start = self.bounds[at], end = self.bounds[at + 1]
        if not 0 <= start <= end <= self.text.shape[0]:
            raise IndexError(row)
        line = (<const char *> &self.text[start])[:end - start].decode("utf-8") if start < end else ""
        known = PyDict_GetItemWithError(self.by_line, line)
        if known is NULL:
            found = self.made(<const char *> &self.text[start], end - start) if start < end else None
            if found is None:
                found = self.making.worded(self.making.unpack(line), self.weigh)
            self.by_line[line] = found
        else:
            found = <object> known
        self.by_row[row] = found
        return found

    cdef object made(self, const char *line, Py_ssize_t size):
        """What a line of plain words says; None for any other."""
        cdef Py_ssize_t bars[5]
        cdef Py_ssize_t many = 0, at, start = 0
        cdef int64_t surname = 0
        cdef bint person
        for at in range(size):
            if not c" " <= line[at] < 127:
                return None
            if line[at] == c"|":
                if many == 5:
                    return None
                bars[many] = at
                many += 1
        if many < 5 or not 0 < bars[3] - bars[2] - 1 < 9:
            return None
        for at in range(bars[2] + 1, bars[3]):
            if not c"0" <= line[at] <= c"9":
                return None
            surname = 10 * surname + (line[at] - c"0")
        person = bars[4] - bars[3] > 1
        origin = PyUnicode_FromStringAndSize(line + bars[4] + 1, size - bars[4] - 1)
        words = []
        for at in range(bars[0] + 1):
            if line[at] == c" " or at == bars[0]:
                if at > start:
                    words.append(self.making.token(PyUnicode_FromStringAndSize(line + start, at - start), person, origin))
                start = at + 1
        role = PyUnicode_FromStringAndSize(line + bars[1] + 1, bars[2] - bars[1] - 1)
        told = PyUnicode_FromStringAndSize(line + bars[0] + 1, bars[1] - bars[0] - 1)
        forms = self.forms.get(told)
        if forms is None:
            forms = self.forms[told] = frozenset(told.split())
        cdef Words found = Words.__new__(Words)
        found.take(self.making, tuple(words), forms, role, surname, person, self.weigh)
        return found


cdef class Words:
    """A reading as these loops look at it."""

    def __init__(self):
        raise TypeError("made by `Making` alone")

    cdef int take(self, Making making, tokens, forms, role, surname, person, weigh) except -1:
        cdef Py_ssize_t at
        cdef Word *word
        cdef object one
        cdef Weights weights = <Weights> weigh if isinstance(weigh, Weights) else None
        self.making, self.weigh = making, weigh
        self.tokens, self.forms, self.role, self.surname, self.of_person = tokens, forms, role, surname, person
        self.many = len(self.tokens)
        self.whole, self.short = role == "whole", role == "short"
        self.words = <Word *> PyMem_Malloc((self.many + 1) * sizeof(Word))
        if not self.words:
            raise MemoryError
        self.fits = self.many <= MOST
        raws, folds = [], []
        for at in range(self.many):
            one = self.tokens[at]
            word = &self.words[at]
            if not isinstance(one, tuple) or len(<tuple> one) != 5:
                raise TypeError("not a word")
            raw, fold, bones, sort, origin = <object> PyTuple_GET_ITEM(one, 0), <object> PyTuple_GET_ITEM(one, 1), <object> PyTuple_GET_ITEM(one, 2), <object> PyTuple_GET_ITEM(one, 3), <object> PyTuple_GET_ITEM(one, 4)
            if not isinstance(raw, str) or not isinstance(fold, str) or not isinstance(bones, str):
                raise TypeError("a word is text")
            word.token, word.raw, word.fold = <PyObject *> one, <PyObject *> raw, <PyObject *> fold
            word.weight = weights.weigh(one) if weights is not None else weigh(one)
            word.raw_length, word.fold_length = PyUnicode_GET_LENGTH(raw), PyUnicode_GET_LENGTH(fold)
            word.sort, word.origin = _SORTS.get(sort, 255), _ORIGINS.get(origin, 255)
            word.letters = letters_of(fold)
            if word.sort == 255 or word.origin == 255 or not word.raw_length or not word.fold_length:
                self.fits = False
            self.total += word.weight
            self.names += word.sort == 0 or word.sort == FATHER
            self.known_words += word.sort == GENERIC or word.sort == PLACE
            self.origins |= word.origin
            raws.append(raw)
            folds.append(fold)
        self.total = self.total or 1
        self.joined, self.written = "".join(folds), "".join(raws)
        if equal_text(<PyObject *> self.joined, <PyObject *> self.written):
            self.written = self.joined
        return 0

    def __dealloc__(self):
        PyMem_Free(self.words)

    def __getattr__(self, str name):
        """What few comparisons ask for, made when the first one does."""
        if self.kept is None:
            self.kept = {}
        elif name in self.kept:
            return self.kept[name]
        if name not in self.making.later:
            raise AttributeError(name)
        made = self.kept[name] = self.making.later[name](self)
        return made

    @property
    def words(self):
        """These words; of a `Wording` of plain Python the same is asked."""
        return self

    @property
    def variant(self):
        """The reading."""
        if self.variant_made is None:
            self.variant_made = tuple.__new__(self.making.variant, (self.tokens, self.forms, self.role, self.surname, self.of_person))
        return self.variant_made

    @property
    def person(self):
        """The same words read as a personal name."""
        return self.as_person()

    cdef Words as_person(self):
        if self.of_person:
            return self
        if self.other is None:
            self.other = Words.__new__(Words)
            self.other.take(
                self.making, tuple([self.making.token(<object> self.words[at].raw, True, <object> PyTuple_GET_ITEM(<object> self.words[at].token, 4)) for at in range(self.many)]),
                self.forms, self.role, self.surname, True, self.weigh,
            )
        return self.other

    @property
    def weights(self):
        """The weight of each word."""
        return [self.words[at].weight for at in range(self.many)]

    @property
    def raws(self):
        """The words as romanised."""
        return [<object> self.words[at].raw for at in range(self.many)]

    @property
    def folds(self):
        """The keys of the words."""
        return [<object> self.words[at].fold for at in range(self.many)]

    def place(self, Words other):
        """Where the words of the other name begin among these, in their order and by their keys; below zero: nowhere."""
        cdef Py_ssize_t start, at
        for start in range(self.many - other.many + 1):
            for at in range(other.many):
                if not equal_text(self.words[start + at].fold, other.words[at].fold):
                    break
            else:
                return start
        return -1

    cdef list in_order(self):
        if self.raws_in_order is None:
            self.raws_in_order = sorted(self.raws)
        return self.raws_in_order

    cdef list places(self, uint64_t free):
        cdef Py_ssize_t at
        return [at for at in range(self.many) if free >> at & 1]

    cdef list said(self, uint64_t free):
        """The words at these places."""
        cdef Py_ssize_t at
        return [<object> self.words[at].raw for at in range(self.many) if free >> at & 1]

    cdef list keys(self, uint64_t free):
        cdef Py_ssize_t at
        return [<object> self.words[at].fold for at in range(self.many) if free >> at & 1]

    cdef dict by_key(self, uint64_t free):
        cdef Py_ssize_t at
        return {<object> self.words[at].fold: <object> self.words[at].raw for at in range(self.many) if free >> at & 1}

    cdef bint syllables(self) noexcept:
        """Whether no word has more than five letters."""
        cdef Py_ssize_t at
        for at in range(self.many):
            if self.words[at].raw_length > 5:
                return False
        return True

    cdef int64_t weighed(self, uint64_t free) noexcept:
        cdef int64_t total = 0
        cdef Py_ssize_t at
        for at in range(self.many):
            if free >> at & 1:
                total += self.words[at].weight
        return total

    cdef uint64_t of_sort(self, uint64_t free, uint8_t sort) noexcept:
        cdef uint64_t found = 0
        cdef Py_ssize_t at
        for at in range(self.many):
            if free >> at & 1 and self.words[at].sort == sort:
                found |= <uint64_t> 1 << at
        return found


cdef bint within(Words one, Words other, bint person) except -1:
    """`align._within`."""
    cdef Py_ssize_t at
    cdef Word *word
    for at in range(one.many):
        word = &one.words[at]
        if not (
            PyUnicode_Contains(other.joined, <object> word.fold) or PyUnicode_Contains(other.written, <object> word.raw)
            or (person and (word.sort == PARTICLE or word.sort == INITIAL))
        ):
            return False
    return True
