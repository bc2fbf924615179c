"""What is each word of a name in Han characters or Hangul in Latin letters? `eastern.read_apart`, over what is known of each word."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)

cdef enum:
    _WAYS = 8


cdef class Apart:
    """What is known of words in Latin letters, how such letters are read after Hangul, how another word is, how many of those are kept, and how long a text may be."""

    cdef object spelt, of_north, work_out, nothing, romaniser
    cdef list known
    cdef Py_ssize_t kept, longest

    def __cinit__(self, spelt, of_north, work_out, Py_ssize_t kept, Py_ssize_t longest):
        self.spelt, self.of_north, self.work_out, self.kept, self.longest = spelt, of_north, work_out, kept, longest
        self.nothing = frozenset()
        self.romaniser = None
        self.forget()

    def forget(self):
        """Begin anew."""
        self.known = [{} for _ in range(_WAYS)]

    def read(self, text, origin, romaniser, Py_ssize_t how):
        """`eastern.read_apart`; None where only the whole text tells."""
        cdef bint hangul = origin == "hangul"
        cdef dict known
        cdef PyObject *found
        cdef Py_ssize_t size = -1
        cdef list some = []
        if type(text) is not str or not 0 <= 2 * how + hangul < _WAYS:
            return None
        if romaniser is not self.romaniser:
            self.forget()
            self.romaniser = romaniser
        known = self.known[2 * how + hangul]
        forms = self.nothing
        for word in (<str> text).split(" "):
            if PyUnicode_IS_ASCII(word):
                size += PyUnicode_GET_LENGTH(word) + 1
                asked = (self.of_north(word) if hangul else word, origin)
                found = PyDict_GetItemWithError(self.spelt, asked)
                some.append(<object> found if found is not NULL else self.spelt[asked])
                continue
            found = PyDict_GetItemWithError(known, word)
            if found is not NULL:
                read = <object> found
            else:
                read = self.work_out(word, origin, romaniser, how)
                if len(known) >= self.kept:
                    known.clear()
                known[word] = read
            if read is None:
                return None
            some.extend(<object> PyTuple_GET_ITEM(read, 0))
            cut = <object> PyTuple_GET_ITEM(read, 1)
            if cut:
                forms = forms | cut
            size += <Py_ssize_t> (<object> PyTuple_GET_ITEM(read, 2)) + 1
        return (some, forms) if size <= self.longest else None

