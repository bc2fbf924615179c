# Which key do different spellings of one word share? For loops that ask of many parts of words.

from libc.stdint cimport uint32_t, uint64_t

cdef enum:
    _ROOM = 256  # a letter may become two
    _RULE = 8  # letters of a rule
    _RULES = 32

cdef struct Rule:
    char old[_RULE]
    char new[_RULE]
    int size, made


cdef class Keys:
    cdef Rule before[_RULES]
    cdef Rule after[_RULES]
    cdef int befores, afters
    cdef uint32_t soft, unsaid, struck_out
    cdef uint64_t pairs[26 * 26]  # by two letters that stand side by side, a bit for each rule that begins with them, those that come first before the others
    cdef uint64_t lone[26]  # by one letter, the same of rules of one

    cdef object _fold(self, object asked)
    cdef uint64_t may(self, const char *word, Py_ssize_t size) noexcept
    cdef Py_ssize_t folded(self, char *word, Py_ssize_t size) noexcept
