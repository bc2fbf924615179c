"""As what may a text in Arabic or Hebrew letters be read after several systems? `text.names` and `text.unvowelled`, system by system, over what is known of each word."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_GET_SIZE
from libc.stdint cimport uint32_t

from enduse.native.met cimport _FIRM, _KEY, _PERSON, _SORT, _TOLD, _WORDS, Met, _known, _of

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    uint32_t PyUnicode_READ(int kind, const void *data, Py_ssize_t at)

cdef enum:
    # the fields of `variants.Variant`
    _TOKENS = 0
    _FORMS = 1
    _SURNAME = 3
    _IS_PERSON = 4
    _RAW = 0  # of `words.Token`
    # of `unvowelled.Word`
    _AS_PERSON = 0
    _AS_FIRM = 1
    # letters as Unicode has them
    _H_ALEF = 0x5D0
    _H_TAV = 0x5EA
    _FIRST = 0x620
    _LAST = 0x6FF
    _FOUND = 8192  # words that are kept


cdef object _as_tuple = tuple.__new__


cdef int _keep(list variants, object made) except -1:
    """`variants.keep` of what is no short piece."""
    tokens, person = _of(made, _TOKENS), _of(made, _IS_PERSON)
    if not PyTuple_GET_SIZE(tokens):
        return 0
    for old in variants:
        if _of(old, _IS_PERSON) == person and _of(old, _TOKENS) == tokens:
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
        cdef Py_ssize_t at
        if type(text) is Text:
            return (<Text> text).row(firm, system)
        words = text.words.get(self.rows[2 * firm + (system == "maghreb")])
        if words is None:
            words = text.part(system, firm)
        at = text.systems.get(system, 0)
        for word in words:
            out.append(<object> PyTuple_GET_ITEM(word, at))
        return tuple(out)


cdef class Word:
    """A word after all systems: what is marked in it and what it may do to its neighbours, its readings as `unvowelled.Word` has them, and what it is letter by letter where that is a name."""

    cdef object text, read, letters
    cdef long long marks, look


cdef class Text:
    """What `unvowelled.Unvowelled` is: the words of a text as it stands, as a firm's and as a person's, and as they are read, as a person's and as a firm's, each after other systems and after French; and as a firm's that are read by name."""

    cdef list firm, person, named, read
    cdef dict systems
    cdef readonly object forms, firms, people
    cdef public object settled

    cdef tuple row(self, bint firm, system):
        cdef list out = []
        cdef Py_ssize_t at
        cdef Word word
        cdef PyObject *found = PyDict_GetItemWithError(self.systems, system)
        at = <Py_ssize_t> <object> found if found is not NULL else 0
        for word in <list> self.read[2 * firm + (system == "maghreb")]:
            out.append(<object> PyTuple_GET_ITEM(<object> PyTuple_GET_ITEM(word.read, _AS_FIRM if firm else _AS_PERSON), at))
        return tuple(out)

    cdef tuple by_name(self):
        cdef list out = []
        cdef Word word
        for word in self.named:
            out.append(<object> PyTuple_GET_ITEM(<object> PyTuple_GET_ITEM(word.read, _AS_PERSON), 0))
        return tuple(out)


cdef class Whole:
    """How a text in Arabic or Hebrew letters is read that holds nothing but one name. Given are the systems; what is known of words in Latin letters; tokens, and words that came from this script; how a word is looked at, how it is read in each script and otherwise, how what is read is said and how letters are;
    how a text is put in Latin letters; which pieces a text has, what legal forms are cut out of it, which titles stand before a name, how they are taken off, and how words that do something to each other are prepared; words in legal forms, longer ones by their keys; the classes of what is made;
    which systems there are of each script; what is marked in words that are not read here, in those by which a text may have pieces, in Hebrew and in Arabic; how many marks tell what a word does to its neighbours; what tells that a word is another in the name of a person; and of how many letters keys are, a word and words at most."""

    cdef Systems systems
    cdef Met met
    cdef object tokens, spelt, look, in_arabic, in_hebrew, read_word, say, letters, romanised, pieces, cut, titles, untitled, prepared, in_forms, said
    cdef dict hebrew_at, arabic_at
    cdef tuple hebrew_systems, arabic_systems
    cdef long long unusual, parted, hebrew, arabic, neighbours, unlike, otherwise
    cdef Py_ssize_t folded_from, longest, most
    cdef int shift

    def __cinit__(self, Systems systems, Met met, known, words, texts, in_forms, said, scripts, marks, sizes):
        self.systems, self.met = systems, met
        self.tokens, self.spelt = known
        self.look, self.in_arabic, self.in_hebrew, self.read_word, self.say, self.letters, self.romanised = words
        self.pieces, self.cut, self.titles, self.untitled, self.prepared = texts
        self.in_forms, self.said = in_forms, said
        self.hebrew_at, self.arabic_at = scripts
        self.hebrew_systems, self.arabic_systems = tuple(self.hebrew_at)[1:], tuple(self.arabic_at)
        self.unusual, self.parted, self.hebrew, self.arabic, self.shift, self.unlike, self.otherwise = marks
        self.neighbours = (1 << self.shift) - 1
        self.folded_from, self.longest, self.most = sizes

    def read(self, low, romaniser, kind):
        """The variants of `names.read_name`, in a list; None where Python has to look."""
        cdef uint32_t first
        cdef bint hebrew, firm = kind != "person"
        cdef int at
        cdef long long marks = 0, look = 0
        cdef Text text
        cdef Word word
        if type(low) is not str or not PyUnicode_GET_LENGTH(low) or kind == "vessel":
            return None
        first = PyUnicode_READ(PyUnicode_KIND(low), PyUnicode_DATA(low), 0)
        hebrew = _H_ALEF <= first <= _H_TAV
        if not hebrew and not _FIRST <= first <= _LAST:
            return None
        cdef list words = self.words((<str> low).split(" "), hebrew, romaniser)
        for word in words:
            marks |= word.marks
            look |= word.look
        if marks & self.unusual or marks & (self.arabic if hebrew else self.hebrew) or not marks & (self.hebrew if hebrew else self.arabic):
            return None
        if marks & self.parted and len(self.pieces(low, marks)) > 1:
            return None
        text = Text.__new__(Text)
        bare, text.forms = self.cut(low)
        untitled = self.untitled(low) if not hebrew and low[: (<str> low).find(" ") + 1] in self.titles else low
        text.firm = words if bare == low else self.words((<str> bare).split(" "), hebrew, romaniser)
        text.person = words if untitled == low else self.words((<str> untitled).split(" "), hebrew, romaniser)
        text.read = [text.person, text.person, text.firm, text.firm]
        text.named = text.firm
        if look & self.neighbours and not hebrew:
            for at in range(2 if firm and kind is not None else 0, 4 if firm else 2):
                text.read[at] = self.words(self.prepared(bare if at >> 1 else untitled, at & 1, at >> 1), hebrew, romaniser)
            if firm:
                text.named = self.words(self.prepared(bare, False, False), hebrew, romaniser)
        text.systems = self.hebrew_at if hebrew else self.arabic_at
        text.firms, text.people, text.settled = set(), set(), ((), None)
        cdef list variants = []
        cdef list systems = []
        self.systems.add(variants, text, "whole", ("",), romaniser, kind)
        if hebrew:
            self.systems.add(variants, text, "whole", self.hebrew_systems, romaniser, kind)
            return variants
        look >>= self.shift
        for at in range(1, len(self.arabic_systems) - 1):
            if look >> (at - 1) & 1:
                systems.append(self.arabic_systems[at])
        self.systems.add(variants, text, "whole", systems, romaniser, kind)
        if firm and variants:
            self.without_article(variants)
        if firm:
            other = kind or "organization"
            self.systems.add_firm(variants, text, text.by_name(), "whole", romaniser, other)
            self.systems.add_firm(variants, text, text.row(True, "mixed"), "whole", romaniser, other)
        self.letter_by_letter(variants, text, firm, romaniser, kind)
        return variants

    cdef int without_article(self, list variants) except -1:
        """Add the first variant without its articles."""
        cdef list kept = []
        first = variants[0]
        tokens = _of(first, _TOKENS)
        for one in tokens:
            if _of(one, _RAW) != "al":
                kept.append(one)
        if len(kept) < PyTuple_GET_SIZE(tokens):
            variants.append(_as_tuple(self.systems.variant, (tuple(kept), *first[1:])))
        return 0

    cdef int letter_by_letter(self, list variants, Text text, bint firm, romaniser, kind) except -1:
        """Add the text as one word, letter by letter."""
        cdef list parts = [], row = []
        cdef Word word
        cdef list words = text.firm if firm else text.person
        forms = text.forms if firm else self.systems.nothing
        for word in words:
            if word.letters is None or len(words) > self.systems.most:
                break
            parts.append(word.letters)
        else:
            self.joint(variants, parts, forms, 0, firm)
            return 0
        for word in words:
            row.append(self.letters(word.text, romaniser, False))
        made = self.systems.said(tuple(row), text, "whole", romaniser, not firm, kind)
        parts = []
        for one in _of(made, _TOKENS):
            parts.append(_of(one, _RAW))
        if parts:
            self.joint(variants, parts, _of(made, _FORMS), _of(made, _SURNAME), firm)
        return 0

    cdef int joint(self, list variants, list parts, forms, surname, bint firm) except -1:
        text = "".join(parts)
        token = self.met.made(text, not firm, "letters")
        if token is None:
            token = self.tokens[text, not firm, "letters"]
        variants.append(_as_tuple(self.systems.variant, ((token,), forms, "whole", surname, not firm)))
        return 0

    cdef list words(self, texts, bint hebrew, romaniser):
        cdef dict known = romaniser.met[5 if hebrew else 4]
        cdef PyObject *found
        cdef list out = []
        for text in texts:
            found = PyDict_GetItemWithError(known, text)
            if found is not NULL:
                out.append(<object> found)
                continue
            word = self.word(text, hebrew, romaniser)
            if len(known) >= _FOUND:
                known.clear()
            known[text] = word
            out.append(word)
        return out

    cdef Word word(self, text, bint hebrew, romaniser):
        cdef Word word = Word.__new__(Word)
        cdef dict known = {}
        word.text, word.marks, word.look, word.letters = text, self.met.marks(text) if text else 0, 0, None
        clean = text
        if hebrew:
            latin = self.in_hebrew(text)
        else:
            clean, word.look = self.look(text)
            latin = self.in_arabic(clean)
        if latin is None:
            word.read = self.read_word(clean, hebrew, romaniser)
        else:
            person, firm = latin
            word.read = (self.row(<tuple> person, known, romaniser), self.row(<tuple> firm, known, romaniser))
        if not hebrew and text:
            spelt = self.romanised(romaniser, text, False).lower()
            if 1 < PyUnicode_GET_LENGTH(spelt) <= self.longest:
                key = self.met.someone(spelt)
                if key is not None and not self.in_form(spelt, key):
                    word.letters = spelt
        return word

    cdef tuple row(self, tuple latin, dict known, romaniser):
        cdef list out = []
        cdef PyObject *found
        for read in latin:
            found = PyDict_GetItemWithError(known, read)
            if found is not NULL:
                out.append(<object> found)
                continue
            said = self.saying(read)
            if said is None:
                said = self.say(read, romaniser)
            known[read] = said
            out.append(said)
        return tuple(out)

    cdef bint in_form(self, word, key) except -1:
        """`forms.may_be_in_form`."""
        return (key if PyUnicode_GET_LENGTH(word) >= self.folded_from else word) in self.in_forms

    cdef object saying(self, read):
        """`unvowelled._said` of words none of which may be part of a legal form."""
        cdef list firm = [], person = []
        cdef long long told = 0
        if not PyUnicode_IS_ASCII(read) or not 0 < PyUnicode_GET_LENGTH(read) <= self.longest:
            return None
        for part in (<str> read).split(" "):
            token = self.met.name(part, "abjad")
            if token is not None:
                if self.in_form(part, _of(token, _KEY)):
                    return None
                firm.append(token)
                person.append(self.met.son(token) if self.met.is_son(part) else token)
                continue
            one = _known(self.spelt, (part, "abjad"))
            words = _of(one, _WORDS)
            told |= <long long> _of(one, _TOLD)
            if told & ~self.unlike or _of(one, _FIRM) is None or PyTuple_GET_SIZE(words) != 1 or self.in_form(words[0], self.key(words[0])):
                return None
            firm.extend(_of(one, _FIRM))
            person.extend(_of(one, _PERSON))
        if len(firm) > self.most:
            return None
        return self.said(read, (), PyUnicode_GET_LENGTH(read), tuple(firm), tuple(person), self.otherwise if told else 0, len(firm))

    cdef object key(self, word):
        key = self.met.fold(word)
        return word if key is None else key
