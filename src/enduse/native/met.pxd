# What is known of the words of a name? For loops that read whole names.

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM

cdef enum:
    _NAME = 512  # characters of a name
    # the fields of `words.Spelt`
    _WORDS = 1
    _FIRM = 2
    _PERSON = 3
    _COMMA = 4
    _LOOSE = 5
    _APART = 6
    _TOLD = 7
    # of `words.Token`
    _KEY = 1
    _SORT = 3


cdef inline object _known(object known, object asked):
    """An answer of `keys.Known`, which is worked out if it is not among them."""
    cdef PyObject *answer = PyDict_GetItemWithError(known, asked)
    return <object> answer if answer is not NULL else known[asked]


cdef inline object _of(object one, int field):
    """A field of a named tuple."""
    return <object> PyTuple_GET_ITEM(one, field)


cdef inline long long _told(list some) except -1:
    cdef long long told = 0
    for one in some:
        told |= <long long> _of(one, _TOLD)
    return told


cdef enum:
    _PARTS = 32
    _PART = 16  # letters
    _FAR_RANGES = 16


cdef struct Part:
    char text[_PART]
    int size


cdef class Met:
    cdef Part ranks[_PARTS]
    cdef Part patronymics[_PARTS]
    cdef Part glued[_PARTS]
    cdef int ranked, sons, many_glued
    cdef object fold, marks_of, look, skeleton, consonants, make_named, named, of_no_name, keys_of_no_name, make_mending, heads, tails, parts, token, spelt
    cdef Py_ssize_t glued_from, mended_from, most, given
    cdef long long harmless, by_place, comma, dashed

    cdef object bones(self, key)
    cdef bint is_son(self, word) noexcept
    cdef object son(self, one)
    cdef object someone(self, word)
    cdef object spelt_alone(self, text, origin, long long told, bint dashes)
    cdef object name(self, word, origin)
    cdef object number(self, text, long long told)
    cdef object plain(self, word)
    cdef long long marks(self, word) except -1
    cdef bint names_someone(self, word, key) except -1


cdef class Plain:
    cdef object plain
    cdef object spelt, for_digits, counted_noun, is_ukrainian
    cdef Py_UCS4 from_sign[_FAR_RANGES]
    cdef Py_UCS4 to_sign[_FAR_RANGES]
    cdef int far
    cdef Met met
    cdef Py_ssize_t longest, kept, quoted_least
    cdef long long form, loose, comma, unlike, dashed, by_place, syllabic, clerk, known_as, parted, digited, european_letter, harmless

    cdef object of_ascii(self, word)
    cdef object told_besides(self, one, long long told)
    cdef object of_script(self, latin, origin, long long told)
    cdef object keep(self, dict known, word, one)
    cdef object besides(self, word, dict known, romaniser)
    cdef object of_europe(self, word, str origin, bint ukrainian, dict known, romaniser)
    cdef bint is_far(self, Py_UCS4 sign) noexcept
    cdef bint has_far(self, word) noexcept
    cdef bint one_script(self, word) noexcept
    cdef list all_of_europe(self, list words, str origin, bint ukrainian, dict known, romaniser)
    cdef bint stand_alone(self, list some) except -1
