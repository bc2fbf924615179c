"""Which texts in a party's fields may be a listed name as printed? `parties.pieces.pieces_of` for a party that has a name of its own and an address."""

from libc.stdint cimport uint8_t, uint32_t

cdef extern from "Python.h":
    bint Py_UNICODE_ISDIGIT(uint32_t letter)
    bint Py_UNICODE_ISSPACE(uint32_t letter)
    uint32_t Py_UNICODE_TOLOWER(uint32_t letter)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    uint32_t PyUnicode_READ(int kind, const void *data, Py_ssize_t at)
    object PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)

cdef enum:
    _MOST = 16  # parts of an address that are looked at


cdef class Fields:
    """How pieces are found: the names of nobody; what parts an address; what stands before a name in it, and how that is taken off; by which bits it is told of a name that more than a name is in it, and what pieces that has;
    what stands in fields of any kind; how a printed key is made of most texts, and of any; of how many letters a key is at least, and a name in an address."""

    cdef frozenset elsewhere
    cdef str parting
    cdef tuple care_of
    cdef object without_care_of, heads, pieces, key_of, printed_key
    cdef int more
    cdef Py_ssize_t shortest, shortest_name

    def __cinit__(self, frozenset elsewhere not None, str parting not None, tuple care_of not None, without_care_of, int more, heads, pieces, key_of, printed_key, Py_ssize_t shortest, Py_ssize_t shortest_name):
        self.elsewhere, self.parting, self.care_of, self.without_care_of = elsewhere, parting, care_of, without_care_of
        self.more, self.heads, self.pieces, self.key_of, self.printed_key = more, heads, pieces, key_of, printed_key
        self.shortest, self.shortest_name = shortest, shortest_name

    def wanted(self, parties, keys, const uint8_t[::1] told, limits, Py_ssize_t most):
        """Each piece of these parties, given with the printed keys of their names and what is told of these, with its place before and its key behind; `most`: parts of an address that are looked at."""
        cdef list out = []
        cdef Py_ssize_t at
        for at, party in enumerate(parties):
            self.add(at, party, keys[at], told[at], limits, most, out)
        return out

    cdef int add(self, Py_ssize_t at, party, key, int told, limits, Py_ssize_t most, list out) except -1:
        cdef Py_ssize_t starts[_MOST]
        cdef Py_ssize_t ends[_MOST]
        cdef Py_ssize_t many = 0, part
        cdef bint goes_on = True
        name, address = party.name, party.address
        if type(name) is not str or key in self.elsewhere or not _end(name) or address and (type(address) is not str or not _end(address) or not 0 < most <= _MOST):
            for piece in self.pieces(party, limits, key):
                self.lay(at, piece, out)
            return 0
        if told & self.more:
            for piece in self.heads(party, limits, key):
                self.lay(at, piece, out)
        if not address:
            return 0
        many = self.split(address, most, starts, ends)
        cdef list going = []
        whole = None
        for part in range(many):
            text = PyUnicode_Substring(address, starts[part], ends[part])
            if _has_digit(text):
                goes_on = False
                continue
            if goes_on:
                if whole is None:
                    whole = PyUnicode_Substring(name, _start(name), _end(name))
                whole = whole + " " + text
                going.append(whole)
            if self.lodges(text):
                text = self.without_care_of(text)
            if PyUnicode_GET_LENGTH(text) >= self.shortest_name and text != name:
                self.lay(at, text, out)
        for piece in going:
            self.lay(at, piece, out)
        return 0

    cdef int lay(self, Py_ssize_t at, piece, list out) except -1:
        """Add a piece that has letters enough."""
        key = self.key_of(piece)
        if key is None:
            key = self.printed_key(piece)
        if PyUnicode_GET_LENGTH(key) >= self.shortest:
            out.append((at, piece, key))
        return 0

    cdef bint lodges(self, text) except -1:
        """Whether a word stands at the beginning that stands before a name."""
        cdef Py_ssize_t at, size = PyUnicode_GET_LENGTH(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        for word in self.care_of:
            if PyUnicode_GET_LENGTH(word) > size:
                continue
            for at in range(PyUnicode_GET_LENGTH(word)):
                if Py_UNICODE_TOLOWER(PyUnicode_READ(kind, data, at)) != PyUnicode_READ(PyUnicode_KIND(word), PyUnicode_DATA(word), at):
                    break
            else:
                return True
        return False

    cdef Py_ssize_t split(self, text, Py_ssize_t most, Py_ssize_t *starts, Py_ssize_t *ends) except -1:
        """Where the first parts of a text begin and end, as `parties.pieces` parts it."""
        cdef Py_ssize_t at = _start(text), size = _end(text), many = 0, blank
        cdef int kind = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef bint parts
        starts[0] = at
        while at < size:
            blank, parts = at, False
            while at < size and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
                parts = parts or self.is_parting(PyUnicode_READ(kind, data, at))
                at += 1
            if at < size and self.is_parting(PyUnicode_READ(kind, data, at)):
                at += 1
                parts = True
                while at < size and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
                    at += 1
            if parts:
                ends[many] = blank
                many += 1
                if many == most:
                    return many
                starts[many] = at
            elif at == blank:
                at += 1
        ends[many] = size
        return many + 1

    cdef bint is_parting(self, uint32_t letter) noexcept:
        cdef Py_ssize_t at
        for at in range(PyUnicode_GET_LENGTH(self.parting)):
            if PyUnicode_READ(PyUnicode_KIND(self.parting), PyUnicode_DATA(self.parting), at) == letter:
                return True
        return False


cdef Py_ssize_t _start(text) noexcept:
    """Where a text begins that is no white space."""
    cdef Py_ssize_t at = 0, size = PyUnicode_GET_LENGTH(text)
    while at < size and Py_UNICODE_ISSPACE(PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), at)):
        at += 1
    return at


cdef Py_ssize_t _end(text) noexcept:
    """Where it ends; 0: it is nothing else."""
    cdef Py_ssize_t at = PyUnicode_GET_LENGTH(text)
    while at and Py_UNICODE_ISSPACE(PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), at - 1)):
        at -= 1
    return at


cdef bint _has_digit(text) noexcept:
    cdef Py_ssize_t at
    cdef int kind = PyUnicode_KIND(text)
    cdef const void *data = PyUnicode_DATA(text)
    for at in range(PyUnicode_GET_LENGTH(text)):
        if Py_UNICODE_ISDIGIT(PyUnicode_READ(kind, data, at)):
            return True
    return False
