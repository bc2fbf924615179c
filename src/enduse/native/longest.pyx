"""Which words of a list stand in this text, the longest first, and what is said instead? `han.Longest`."""

from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)
    object PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject


cdef class Longest:
    """The words and what is said instead, those that may have a rank behind them, and before which signs a rank is none."""

    cdef uint8_t sizes[0x10000]  # of how many letters the longest word is that begins with a sign
    cdef dict words, ranks
    cdef object ranked

    def __cinit__(self, dict words, ranked, dict ranks):
        memset(self.sizes, 0, sizeof(self.sizes))
        self.words, self.ranked, self.ranks = words, ranked, ranks
        for word in words:
            if not 0 < len(word) < 256 or ord(word[0]) > 0xFFFF:
                raise ValueError(f"no word: {word!r}")
            self.sizes[ord(word[0])] = max(self.sizes[ord(word[0])], len(word))

    def apart(self, text):
        """The text with what is said instead of its words, between blanks; None if that is the text itself."""
        if type(text) is not str:
            return None
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, start = 0, most
        cdef int kind = PyUnicode_KIND(text)
        cdef void *signs = PyUnicode_DATA(text)
        cdef uint32_t sign
        cdef PyObject *found
        cdef list out = None
        while at < size:
            sign = PyUnicode_READ(kind, signs, at)
            most = self.sizes[sign] if sign <= 0xFFFF else 0
            if most > size - at:
                most = size - at
            while most:
                word = PyUnicode_Substring(text, at, at + most)
                found = PyDict_GetItemWithError(self.words, word)
                if found is not NULL:
                    break
                most -= 1
            if not most:
                at += 1
                continue
            if out is None:
                out = []
            out.append(PyUnicode_Substring(text, start, at))
            out.append(" ")
            out.append(<object> found)
            out.append(" ")
            at += most
            if at < size and word in self.ranked:
                found = PyDict_GetItemWithError(self.ranks, text[at])
                if found is not NULL and not (at + 1 < size and text[at + 1] in <object> found):
                    at += 1
            start = at
        if out is None:
            return None
        out.append(PyUnicode_Substring(text, start, size))
        return "".join(out)
