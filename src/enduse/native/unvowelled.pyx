"""As what may a text in Arabic or Hebrew letters be read after several systems? `text.names` and `text.unvowelled`, system by system, over what is known of each word."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_GET_SIZE

cdef enum:
    # the fields of `variants.Variant`
    _TOKENS = 0
    _FORMS = 1
    _PERSON = 4
    # of `words.Token`
    _KEY = 1
    _SORT = 3


cdef object _as_tuple = tuple.__new__


cdef inline object _known(object known, object asked):
    """An answer of a dictionary that works out what it lacks."""
    cdef PyObject *answer = PyDict_GetItemWithError(known, asked)
    return <object> answer if answer is not NULL else known[asked]


cdef inline object _of(object one, Py_ssize_t field):
    """A field of a named tuple."""
    return <object> PyTuple_GET_ITEM(one, field)


cdef int _keep(list variants, object made) except -1:
    """`variants.keep` of what is no short piece."""
    tokens, person = _of(made, _TOKENS), _of(made, _PERSON)
    if not PyTuple_GET_SIZE(tokens):
        return 0
    for old in variants:
        if _of(old, _PERSON) == person and _of(old, _TOKENS) == tokens:
            return 0
    variants.append(made)
    return 0


cdef bint _may_be_person(list variants) except -1:
    """`variants.may_be_person` of what is no short piece."""
    last = variants[len(variants) - 1]
    if _of(last, _FORMS) or PyTuple_GET_SIZE(_of(last, _TOKENS)) > 6:
        return False
    for one in _of(last, _TOKENS):
        if _of(one, _SORT) == "n":
            return False
    return True


cdef int _keep_person(list variants, object made) except -1:
    """`variants.keep_person` of a party of unknown kind."""
    tokens, others = _of(made, _TOKENS), _of(variants[len(variants) - 1], _TOKENS)
    cdef Py_ssize_t at, size = PyTuple_GET_SIZE(tokens)
    if not 2 <= size <= 7:
        return 0
    if size == PyTuple_GET_SIZE(others):
        for at in range(size):
            if _of(_of(tokens, at), _KEY) != _of(_of(others, at), _KEY):
                break
        else:
            return 0
    variants.append(made)
    return 0


cdef class Systems:
    """How words are put in order among legal forms, what `told` says of words, of how many words a text is put together; and how readings are made of words and kept."""

    cdef object order, spelt_out, of_person, of_firm, keep, variant, nothing
    cdef long long in_form, whole
    cdef Py_ssize_t most
    cdef tuple rows

    def __cinit__(self, order, spelt_out, of_person, of_firm, keep, variant, long long in_form, long long whole, Py_ssize_t most):
        self.order, self.spelt_out, self.of_person, self.of_firm, self.keep = order, spelt_out, of_person, of_firm, keep
        self.variant, self.in_form, self.whole, self.most = variant, in_form, whole, most
        self.nothing = frozenset()
        self.rows = ((False, False), (False, True), (True, False), (True, True))

    def add(self, list variants, text, role, systems, romaniser, kind):
        """`names.add_systems` of an `Unvowelled`."""
        cdef bint firm = kind != "person"
        cdef set people = text.people
        for system in systems:
            if firm:
                self.add_firm(variants, text, self.row(text, True, system), role, romaniser, kind)
            if not firm:
                words = self.row(text, False, system)
                if words not in people:
                    people.add(words)
                    self.kept(variants, self.said(words, text, role, romaniser, True, kind), role)
            elif kind is None and variants:
                words = self.row(text, False, system)
                settled = text.settled
                if variants[len(variants) - 1] is not settled[1] or words != settled[0]:
                    if role != "short" and _may_be_person(variants):
                        _keep_person(variants, self.said(words, text, role, romaniser, True, kind))
                    text.settled = words, variants[len(variants) - 1]

    def add_firm(self, list variants, text, tuple words, role, romaniser, kind):
        """`names.add_firm`."""
        cdef set firms = text.firms
        if words in firms:
            return
        firms.add(words)
        cdef Py_ssize_t before = len(variants)
        self.kept(variants, self.said(words, text, role, romaniser, False, kind), role)
        if len(variants) > before:
            for word in words:
                if word.told:
                    return
            text.settled = words, variants[len(variants) - 1]

    def said(self, tuple words, text, role, romaniser, bint person, kind):
        """`names.said`."""
        cdef long long told = 0
        cdef list tokens = []
        forms = self.nothing if person else text.forms
        for word in words:
            told |= <long long> word.told
            tokens.extend(word.person if person else word.firm)
        if told & self.whole or len(words) > self.most or (kind == "vessel" and not person):
            some = self.spelt_out(words, romaniser)
            return self.of_person(some, role) if person else self.of_firm(some, "abjad", forms, role, kind)
        if not person and told & self.in_form:
            order, found = self.order(tuple([word.place for word in words]))
            tokens = []
            for part in order:
                tokens.extend(words[<Py_ssize_t> part].firm if type(part) is int else part)
            if found:
                forms = forms | found
        return _as_tuple(self.variant, (tuple(tokens), forms, role, 0, person))

    cdef int kept(self, list variants, made, role) except -1:
        if role == "short":
            self.keep(variants, made)
        else:
            _keep(variants, made)
        return 0

    cdef tuple row(self, text, bint firm, system):
        """The words of a text after a system."""
        cdef list out = []
        words = text.words.get(self.rows[2 * firm + (system == "maghreb")])
        if words is None:
            words = text.part(system, firm)
        for word in words:
            out.append(_known(word, system))
        return tuple(out)
