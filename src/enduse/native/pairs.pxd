# Which word of one name is which word of the other? `parties.likeness`, word by word.

from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM
from cpython.unicode cimport PyUnicode_GET_LENGTH
from libc.stdint cimport int64_t, uint64_t

from enduse.native.words cimport Word, Words, equal_text

cdef struct Pair:
    int64_t score, apart
    Py_ssize_t i, j


cdef inline bint same_bones(Word *left, Word *right) noexcept:
    """Whether two words have the same consonants, or are one known name."""
    cdef PyObject *ours = <PyObject *> PyTuple_GET_ITEM(<object> left.token, 2)
    return PyUnicode_GET_LENGTH(<object> ours) > 0 and equal_text(ours, <PyObject *> PyTuple_GET_ITEM(<object> right.token, 2))


cdef class Pairing:
    cdef readonly object limits
    cdef object word_score, bare, fold, bones
    cdef str two_sounds
    cdef tuple reach
    cdef uint64_t vowels, struck_out  # letters, as bits
    cdef int64_t glued, glued_alike, equal_word, known_word, few_names, translated

    cdef int64_t likeness(self, Word *left, Word *right, bint person) except -1
    cdef Py_ssize_t pair(self, Words left, Words right, Pair *pairs, uint64_t *rest_left, uint64_t *rest_right) except -1
    cdef int64_t join(self, Words one, uint64_t ones, Words many, uint64_t manys, Py_ssize_t *which, Py_ssize_t *first, Py_ssize_t *behind) except -1
    cdef bint may_stand(self, str word, str joined) except -1
    cdef bint same_joined(self, Words left, Words right) except -1
