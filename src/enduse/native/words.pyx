"""What is a name made of, for loops that compare names? `parties.wording.Wording`, over rows of numbers and sets of bits."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM
from cpython.unicode cimport PyUnicode_Contains, PyUnicode_GET_LENGTH
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

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


cdef class Words:
    """A reading as these loops look at it: `parties.wording.Wording` makes it once."""

    def __cinit__(self, variant, weigh):
        cdef Py_ssize_t at
        cdef Word *word
        cdef object one
        self.tokens, self.forms, role, self.surname, self.person = variant
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
            if not isinstance(one, tuple) or len(one) != 5:
                raise TypeError("not a word")
            raw, fold, bones, sort, origin = <object> PyTuple_GET_ITEM(one, 0), <object> PyTuple_GET_ITEM(one, 1), <object> PyTuple_GET_ITEM(one, 2), <object> PyTuple_GET_ITEM(one, 3), <object> PyTuple_GET_ITEM(one, 4)
            if not isinstance(raw, str) or not isinstance(fold, str) or not isinstance(bones, str):
                raise TypeError("a word is text")
            word.token, word.raw, word.fold = <PyObject *> one, <PyObject *> raw, <PyObject *> fold
            word.weight = weigh(one)
            word.raw_length, word.fold_length = PyUnicode_GET_LENGTH(raw), PyUnicode_GET_LENGTH(fold)
            word.sort, word.origin = _SORTS.get(sort, 255), _ORIGINS.get(origin, 255)
            word.letters = letters_of(fold)
            if word.sort == 255 or word.origin == 255 or not word.raw_length or not word.fold_length:
                self.fits = False
            self.total += word.weight
            self.names += word.sort == 0 or word.sort == FATHER
            self.known_words |= word.sort == GENERIC or word.sort == PLACE
            self.origins |= word.origin
            raws.append(raw)
            folds.append(fold)
        self.total = self.total or 1
        self.joined, self.written = "".join(folds), "".join(raws)
        if equal_text(<PyObject *> self.joined, <PyObject *> self.written):
            self.written = self.joined

    def __dealloc__(self):
        PyMem_Free(self.words)

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


def by_name(list leads):
    """`parties.leads.by_name`."""
    cdef list first = [], later = [], rows = [], worth = []
    cdef bint printed = False, slip = False, inside = False
    cdef Py_ssize_t at, many = len(leads)
    cdef object lead, name, entity, following
    for at in range(many):
        lead = leads[at]
        if not isinstance(lead, tuple) or len(lead) != 7:
            raise TypeError("not a lead")
        name, entity = <object> PyTuple_GET_ITEM(lead, 1), <object> PyTuple_GET_ITEM(lead, 2)
        if not rows:
            of = entity
        rows.append(<object> PyTuple_GET_ITEM(lead, 0))
        worth.append(<object> PyTuple_GET_ITEM(lead, 6))
        printed |= bool(<object> PyTuple_GET_ITEM(lead, 3))
        slip |= bool(<object> PyTuple_GET_ITEM(lead, 4))
        inside |= bool(<object> PyTuple_GET_ITEM(lead, 5))
        following = leads[at + 1][1] if at + 1 < many else None
        if following is None or following != name:
            (first if printed else later).append((name, of, rows, worth, bool(printed), bool(slip), bool(inside)))
            rows, worth = [], []
            printed = slip = inside = False
    return first + later
