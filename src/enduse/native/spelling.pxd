# Which key do different spellings of one word share? For loops that ask of many parts of words.

from libc.stdint cimport uint32_t

cdef enum:
    _ROOM = 256  # a letter may become two
    _RULE = 8  # letters of a rule
    _RULES = 32

cdef struct Rule:
    char old[_RULE]
    char new[_RULE]
    int size, made
    uint32_t letters, brings  # a bit for each letter


cdef class Keys:
    cdef Rule before[_RULES]
    cdef Rule after[_RULES]
    cdef int befores, afters
    cdef uint32_t soft, unsaid, struck_out

    cdef object _fold(self, object asked, uint32_t letters)
    cdef Py_ssize_t folded(self, char *word, Py_ssize_t size, uint32_t letters) noexcept
