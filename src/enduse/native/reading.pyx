"""What does a name say that stands in usual words? `text.names.read_name` for names that hold nothing but words that are known one by one.

Whatever is unusual is answered None: the caller asks Python.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_SIZE

from enduse.native.met cimport _APART, _COMMA, _FIRM, _KEY, _LOOSE, _NAME, _PERSON, _SORT, _TOLD, _WORDS, Plain, _known, _of, _told

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)


cdef object _as_tuple = tuple.__new__


cdef inline object _record(object kind, tuple fields):
    """A named tuple of these fields."""
    return _as_tuple(kind, fields)


cdef Py_ssize_t _before_comma(list some) except -1:
    cdef Py_ssize_t count = 0, comma
    for one in some:
        comma = _of(one, _COMMA)
        if comma >= 0:
            return count + comma
        count += PyTuple_GET_SIZE(_of(one, _WORDS))
    return 0


cdef tuple _run(list some, int field, Py_ssize_t most):
    """The first of what stands in a field of all these, None being nothing."""
    if len(some) == 1 and _of(some[0], field) is not None and PyTuple_GET_SIZE(_of(some[0], field)) <= most:
        return _of(some[0], field)
    cdef list out = []
    for one in some:
        tokens = _of(one, field)
        if tokens is not None:
            out.extend(tokens)
    return tuple(out[:most] if len(out) > most else out)


cdef class Names:
    """What `text.words` and `text.forms` know: tokens by what is asked for, keys of words from so many letters on, of legal forms how many words they have by their first, their classes by their words,
    when one may stand; words that are left out, that stand for others; how letters that belong together are put together; how many words a name has at most; and the classes of what is made."""

    cdef Plain words
    cdef object tokens, folded, sizes, form_of, may_stand, stop, acronyms, together, variant, reading, nothing
    cdef Py_ssize_t folded_from, most

    def __cinit__(self, Plain words, tokens, folded, Py_ssize_t folded_from, sizes, form_of, may_stand, stop, acronyms, together, Py_ssize_t most, variant, reading):
        self.words, self.tokens, self.folded, self.folded_from, self.sizes, self.form_of = words, tokens, folded, folded_from, sizes, form_of
        self.may_stand, self.stop, self.acronyms, self.together, self.most, self.variant, self.reading = may_stand, stop, acronyms, together, most, variant, reading
        self.nothing = frozenset()

    def read(self, text, kind):
        """`names.read_name` of a text in ASCII."""
        cdef char low[_NAME]
        cdef char key[_NAME]
        if type(text) is not str or not PyUnicode_IS_ASCII(text) or not 0 < PyUnicode_GET_LENGTH(text) <= self.words.longest:
            return None
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at, many = 0, start = 0
        cdef const unsigned char *signs = <const unsigned char *> PyUnicode_DATA(text)
        cdef unsigned char sign
        cdef list some = []
        for at in range(size + 1):
            sign = signs[at] if at < size else c' '
            if sign == c' ':
                if at == start:  # a blank too many
                    return None
                one = self.words.of_ascii(PyUnicode_FromStringAndSize(low + start, at - start))
                if one is None:
                    return None
                some.append(one)
                if at < size:
                    low[at] = c' '
                start = at + 1
                continue
            if c'A' <= sign <= c'Z':
                sign += 32
            elif not c'!' <= sign <= c'~':
                return None
            low[at] = sign
            if c'a' <= sign <= c'z' or c'0' <= sign <= c'9':
                key[many] = sign
                many += 1
        if not self.words.stand_alone(some):
            return None
        variants = self.variants(some, kind, "")
        if variants is None:
            return None
        return _record(self.reading, (text, PyUnicode_FromStringAndSize(key, many) if many else PyUnicode_FromStringAndSize(low, size), tuple(variants), ()))

    def people(self, names, str origin):
        """`variants.of_people`."""
        cdef list out = [], tokens
        cdef dict known = {}
        cdef PyObject *found
        for name in names:
            tokens = []
            for word in name:
                found = PyDict_GetItemWithError(known, word)
                if found is not NULL:
                    tokens.append(<object> found)
                    continue
                token = self.words.met.made(word, True, origin)
                if token is None:
                    token = _known(self.tokens, (word, True, origin))
                known[word] = token
                tokens.append(token)
            out.append(_record(self.variant, (tuple(tokens), self.nothing, "part", 1, True)))
        return out

    def variants(self, list some, kind, str origin):
        """`names._plain_variants`."""
        cdef long long told = _told(some)
        if kind == "person":
            person = self.personal(some, "whole")
            return [person] if _of(person, 0) else []
        firm = self.firm(some, origin, self.nothing, "whole", kind)
        if firm is None:
            return None
        tokens = _of(firm, 0)
        if not tokens:
            return []
        if kind is not None or not told & (self.words.form | self.words.loose | self.words.unlike) or _of(firm, 1) or PyTuple_GET_SIZE(tokens) > 6:
            return [firm]
        for one in tokens:
            if _of(one, _SORT) == "n":
                return [firm]
        person = self.personal(some, "whole")
        others = _of(person, 0)
        cdef Py_ssize_t at, size = PyTuple_GET_SIZE(others)
        if not 2 <= size <= 7:
            return [firm]
        if size == PyTuple_GET_SIZE(tokens):
            for at in range(size):
                if _of(_of(others, at), _KEY) != _of(_of(tokens, at), _KEY):
                    break
            else:
                return [firm]
        return [firm, person]

    def personal(self, list some, str role):
        """`names._personal`."""
        cdef tuple tokens = _run(some, _PERSON, self.most)
        cdef Py_ssize_t surname = _before_comma(some) if _told(some) & self.words.comma else 0
        return _record(self.variant, (tokens, self.nothing, role, surname if surname < len(tokens) else 0, True))

    def firm(self, list some, str origin, forms, str role, kind):
        """`names._firm`."""
        cdef long long told = _told(some), loose = 0
        cdef list words, kept
        cdef Py_ssize_t surname, at
        cdef PyObject *instead
        if kind == "vessel":
            return None
        if told & self.words.loose:
            for one in some:
                loose += <long long> _of(one, _LOOSE)
        if loose > 1:
            some, surname = self.together(some, origin)
            told = _told(some)
        else:
            surname = _before_comma(some) if told & self.words.comma else 0
        if not told & self.words.form:
            tokens = _run(some, _FIRM, self.most)
            return _record(self.variant, (tokens, forms, role, surname if surname < PyTuple_GET_SIZE(tokens) else 0, False))
        words, tokens = [], []
        for one in some:
            words.extend(_of(one, _APART))
            spelt = _of(one, _FIRM)
            tokens.extend([None] * PyTuple_GET_SIZE(_of(one, _APART)) if spelt is None else spelt)
        if len(words) > self.most or len(tokens) != len(words):
            return None
        kept, found = self.split(words, tokens)
        made = []
        if len(kept) < 2:
            for at in kept:
                made.append(_known(self.tokens, (words[at], False, origin)) if tokens[at] is None else tokens[at])
        else:
            for at in kept:
                if tokens[at] is not None:
                    made.append(tokens[at])
                    continue
                word = words[at]
                if word in self.stop:
                    continue
                instead = PyDict_GetItemWithError(self.acronyms, word)
                if instead is NULL:
                    made.append(_known(self.tokens, (word, False, origin)))
                else:
                    for other in <object> instead:
                        made.append(_known(self.tokens, (other, False, origin)))
        if not made:
            for word in words:
                made.append(_known(self.tokens, (word, False, "")))
        return _record(self.variant, (tuple(made), forms | found, role, surname if surname < len(made) == len(words) else 0, False))

    cdef object key(self, word):
        """`forms._key`."""
        return _known(self.folded, word) if PyUnicode_GET_LENGTH(word) >= self.folded_from else word

    cdef tuple split(self, list words, list tokens):
        """`forms.split_forms`, the tokens of words with which no legal form begins being given."""
        cdef list kept = []
        cdef set found
        cdef Py_ssize_t at, size, after = 0, count = len(words)
        cdef bint begins = False
        cdef PyObject *sizes
        cdef PyObject *form
        for at in range(count):
            if tokens[at] is None and PyDict_GetItemWithError(self.sizes, self.key(words[at])) is not NULL:
                begins = True
                break
        if not begins:
            return list(range(count)), self.nothing
        found = set()
        for at in range(count):
            if at < after:
                continue
            sizes = PyDict_GetItemWithError(self.sizes, self.key(words[at])) if tokens[at] is None else NULL
            if sizes is not NULL:
                for size in <list> sizes:
                    if at + size > count:
                        continue
                    phrase = tuple([self.key(word) for word in words[at : at + size]])
                    form = PyDict_GetItemWithError(self.form_of, phrase)
                    if form is not NULL and self.may_stand(phrase, at, at + size, count, kept):
                        found.add(<object> form)
                        after = at + size
                        break
            if after <= at:
                kept.append(at)
        if not kept:
            return list(range(count)), self.nothing
        return kept, frozenset(found)
