# What is a name made of, for loops that compare names? `parties.wording.Wording`, over rows of numbers.

from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcmp

cdef enum:
    MOST = 60  # words of a name; longer ones are aligned by the plain code
    NUMBER = 110  # sorts of words, as their letters; 0: distinctive
    GENERIC = 103
    PLACE = 112
    INITIAL = 105
    PARTICLE = 97
    FATHER = 109
    LATIN = 1  # origins of words, as bits
    CYRILLIC = 2
    ABJAD = 4
    HAN = 8
    HANGUL = 16
    HEARD = 32
    LETTERS = 64
    NO_BETTER = 1 << 13 | 1 << 12 | 1000 << 1 | 1  # of the rank of an agreement

cdef struct Word:
    PyObject *token
    PyObject *raw
    PyObject *fold
    uint64_t letters  # of the key, as bits
    int32_t weight, raw_length, fold_length
    uint8_t sort, origin


cdef inline bint equal_text(PyObject *left, PyObject *right) noexcept:
    """Whether two texts are equal."""
    if left == right:
        return True
    cdef object a = <object> left, b = <object> right
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(a)
    return size == PyUnicode_GET_LENGTH(b) and PyUnicode_KIND(a) == PyUnicode_KIND(b) and memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), size * PyUnicode_KIND(a)) == 0


cdef inline uint32_t letter_at(PyObject *text, Py_ssize_t at) noexcept:
    return PyUnicode_READ(PyUnicode_KIND(<object> text), PyUnicode_DATA(<object> text), at)


cdef inline Py_ssize_t count(uint64_t bits) noexcept:
    cdef Py_ssize_t many = 0
    while bits:
        bits &= bits - 1
        many += 1
    return many


cdef inline int64_t floored(int64_t value, int64_t by) noexcept:
    """`//` as Python has it, of a number above zero."""
    return value // by if value >= 0 else -((by - 1 - value) // by)


cdef class Making:
    cdef object tokens, variant, unpack
    cdef dict later

    cdef object token(self, word, bint person, origin)


cdef class Words:
    cdef readonly tuple tokens
    cdef readonly int64_t total
    cdef readonly str joined
    cdef readonly str written
    cdef readonly bint fits
    cdef readonly object forms
    cdef readonly str role
    cdef Making making
    cdef object weigh, variant_made
    cdef dict kept
    cdef Words other  # the same words read as a personal name
    cdef list raws_in_order
    cdef Word *words
    cdef Py_ssize_t many, names, surname
    cdef bint of_person, whole, short, known_words
    cdef uint8_t origins  # of all its words

    cdef int take(self, Making making, tokens, forms, role, surname, person, weigh) except -1
    cdef Words as_person(self)
    cdef list in_order(self)
    cdef list places(self, uint64_t free)
    cdef list said(self, uint64_t free)
    cdef list keys(self, uint64_t free)
    cdef dict by_key(self, uint64_t free)
    cdef bint syllables(self) noexcept
    cdef int64_t weighed(self, uint64_t free) noexcept
    cdef uint64_t of_sort(self, uint64_t free, uint8_t sort) noexcept


cdef inline Words words_of(name):
    """The words of a wording."""
    return <Words> name if type(name) is Words else name.words


cdef uint64_t letters_of(str text) noexcept
cdef bint one_edit(PyObject *left, PyObject *right) noexcept
cdef bint within(Words one, Words other, bint person) except -1
