"""How is a word in Arabic or Hebrew letters read after each system? `arabic.read_word` and `hebrew.read_word`, after all systems at once.

A word that holds anything but such letters, or is too long, is answered None: the caller asks Python.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from libc.stdint cimport uint16_t, uint32_t
from libc.string cimport memset

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void *PyUnicode_DATA(object text)
    int PyUnicode_KIND(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)
    object PyUnicode_FromKindAndData(int kind, const void *text, Py_ssize_t size)
    object PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)
    object PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)

cdef enum:
    _WORD = 64  # letters of a word
    _SOUNDS = 4 * _WORD  # a letter is read as three sounds at most, and two more stand at the head
    _SYSTEMS = 8
    _FIRST = 0x590
    _SIGNS = 0x700 - _FIRST  # both scripts
    _NO_WORD = 0xFFFF
    _GONE = 0
    # letters as Unicode has them
    _ALEF = 0x627
    _HEH = 0x647
    _AIN = 0x639
    _WAW = 0x648
    _YEH = 0x64A
    _BEH = 0x628
    _NOON = 0x646
    _LONG_ALEF = 0x622
    _FIRST_VOWEL = 0x64B
    _LAST_VOWEL = 0x652
    _LAM = 0x644
    _H_ALEF = 0x5D0
    _H_HE = 0x5D4
    _H_VAV = 0x5D5
    _H_YOD = 0x5D9
    _H_AYIN = 0x5E2
    _H_LAST = 0x5EA


cdef inline uint16_t _sound(text) except? 1:
    """A sound of one or two small Latin letters, or none."""
    cdef Py_ssize_t size = len(text)
    if size > 2 or not text.isascii():
        raise ValueError(f"no sound: {text!r}")
    return 0 if not size else ord(text[0]) if size == 1 else <uint16_t> (ord(text[0]) | ord(text[1]) << 8)


cdef inline bint _long(uint32_t sign) noexcept:
    """Whether a letter is alef, waw or yeh."""
    return sign == _ALEF or sign == _WAW or sign == _YEH


cdef inline bint _vowel(uint16_t sound) noexcept:
    return sound == c'a' or sound == c'i' or sound == c'u'


cdef bint _is_small(const uint16_t *word, Py_ssize_t size) noexcept:
    """`arabic._SMALL` of a whole word without its article."""
    if not 4 <= size <= 5 or _long(word[0]) or word[0] == _HEH or _long(word[1]) or word[1] == _HEH or word[2] != _YEH or _long(word[3]):
        return False
    return size == 4 or word[4] == _YEH or word[4] == _HEH


cdef class Arabic:
    """What each sign is as it is prepared; the systems by name, in each how a letter is read where it differs, and all letters; which letter of a word ends it as a woman's; usual names, words that have
    a sense, what may stand before one, its senses, how a usual spelling is after each system, how a word with an article is parted; what nobody says, what is like a name, the ordinals; how any word is read;
    which letters are one, what a word may do to its neighbours, and what tells of a word after which systems it may read otherwise: in any case, with an article, as a son's, made smaller; and by how many other bits those stand before."""

    cdef uint16_t plain[_SIGNS]
    cdef uint16_t letters[_SYSTEMS][_SIGNS]
    cdef uint32_t differs[_SIGNS]
    cdef tuple systems
    cdef int count, opens, gulf, glued, persian
    cdef uint16_t one_letter[_SIGNS]
    cdef object latin, sense_of, before, senses, known, parted, unsaid, namelike, ordinals, spelt, servant, neighbours
    cdef uint32_t feminine
    cdef long long in_any_case, with_article, of_son, made_small
    cdef int shift

    def __cinit__(
        self, word, dict plain, systems, others, letters, str feminine, dict latin, dict sense_of, tuple before, senses, known, parted, unsaid, namelike, ordinals, servant, spelt, dict one_letter, neighbours, marks, int shift
    ):
        cdef int code, at
        self.systems = tuple(systems)
        self.count = len(self.systems)
        if self.count > _SYSTEMS:
            raise ValueError("too many systems")
        self.opens, self.gulf, self.glued, self.persian = (self.systems.index(name) for name in ("open", "gulf", "glued", "persian"))
        memset(self.differs, 0, sizeof(self.differs))
        memset(self.letters, 0, sizeof(self.letters))
        for code in range(_FIRST, _FIRST + _SIGNS):
            char = chr(code)
            self.plain[code - _FIRST] = _NO_WORD
            if word.fullmatch(char):
                made = plain.get(code, char)
                self.plain[code - _FIRST] = ord(made) if made else _GONE
            for at in range(self.count):
                self.letters[at][code - _FIRST] = _sound(letters[self.systems[at]].get(char, ""))
                if char in others.get(self.systems[at], ()):
                    self.differs[code - _FIRST] |= <uint32_t> 1 << at
        self.feminine = ord(feminine)
        self.latin, self.sense_of, self.before, self.senses, self.known, self.parted, self.spelt = latin, sense_of, before, senses, known, parted, spelt
        self.unsaid, self.namelike, self.ordinals, self.servant = unsaid, namelike, ordinals, servant
        for code in range(_FIRST, _FIRST + _SIGNS):
            made = one_letter.get(code, code)
            self.one_letter[code - _FIRST] = made if type(made) is int else ord(made)
        self.neighbours = neighbours
        self.in_any_case, self.with_article, self.of_son, self.made_small = marks
        self.shift = shift

    def look(self, word):
        """`arabic._look_at` of a word of Arabic letters, none of them an alef with madda."""
        cdef uint16_t plain[_WORD]
        cdef uint16_t clean[_WORD]
        cdef Py_ssize_t size, at, many = 0, left = 0
        cdef int kind
        cdef void *signs
        cdef uint32_t sign, differs = 0
        cdef long long marks = self.in_any_case
        cdef bint article = False
        if type(word) is not str or not 0 < PyUnicode_GET_LENGTH(word) <= _WORD:
            return None
        size, kind, signs = PyUnicode_GET_LENGTH(word), PyUnicode_KIND(word), PyUnicode_DATA(word)
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if not _FIRST <= sign < _FIRST + _SIGNS or self.plain[sign - _FIRST] == _NO_WORD or sign == _LONG_ALEF:
                return None
            if self.plain[sign - _FIRST] != _GONE:
                plain[many] = self.plain[sign - _FIRST]
                if not _FIRST <= plain[many] < _FIRST + _SIGNS:
                    return None
                differs |= self.differs[plain[many] - _FIRST]
                article = article or (plain[many] == _LAM and many and plain[many - 1] == _ALEF)
                many += 1
            if not _FIRST_VOWEL <= sign <= _LAST_VOWEL:
                clean[left] = self.one_letter[sign - _FIRST]
                left += 1
        if not many or not left:
            return None
        marks |= <long long> (differs >> 1) << self.shift
        if article:
            marks |= self.with_article
        if many == 2 and plain[0] == _BEH and plain[1] == _NOON:
            marks |= self.of_son
        if _is_small(plain, many) or (many > 2 and plain[0] == _ALEF and plain[1] == _LAM and _is_small(plain + 2, many - 2)):
            bare = 2 * (many > 2 and plain[0] == _ALEF and plain[1] == _LAM)
            if PyUnicode_FromKindAndData(2, plain, many) not in self.latin and PyUnicode_FromKindAndData(2, plain + <Py_ssize_t> bare, many - <Py_ssize_t> bare) not in self.latin:
                marks |= self.made_small
        text = PyUnicode_FromKindAndData(2, clean, left)
        return text, marks | <long long> self.neighbours(text)

    def readings(self, word):
        """A word as a person's after each system, and as a firm's, there also after the one that takes words of the trade for names."""
        cdef uint16_t plain[_WORD]
        cdef Py_ssize_t size, at, many = 0
        cdef int kind
        cdef void *signs
        cdef uint32_t sign
        if type(word) is not str or not 0 < PyUnicode_GET_LENGTH(word) <= _WORD:
            return None
        size, kind, signs = PyUnicode_GET_LENGTH(word), PyUnicode_KIND(word), PyUnicode_DATA(word)
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if not _FIRST <= sign < _FIRST + _SIGNS or self.plain[sign - _FIRST] == _NO_WORD:
                return None
            if self.plain[sign - _FIRST] != _GONE:
                if not _FIRST <= self.plain[sign - _FIRST] < _FIRST + _SIGNS:
                    return None
                plain[many] = self.plain[sign - _FIRST]
                many += 1
        if not many:
            return None
        cdef bint feminine = PyUnicode_READ(kind, signs, size - 1) == self.feminine
        text = PyUnicode_FromKindAndData(2, plain, many)
        person = self.of_person(text, plain, many, feminine)
        senses = self.senses(text) if self.may_have_sense(text) else ()
        if not senses and text not in self.unsaid and not (many > 1 and plain[0] == _LAM and plain[1] == _LAM) and (
            text in self.latin or self.apart(text, plain, many) is not None or not (self.is_two(text, many) or self.servant in text)
        ):
            return person, (*person, person[0])
        cdef list firm = []
        for at in range(self.count):
            for sense in senses:
                if at != self.glued or sense not in self.namelike:
                    firm.append(sense)
                    break
            else:
                firm.append(self.spelt(text, self.systems[at], True, feminine))
        firm.append(self.spelt(text, "mixed", True, feminine))
        return person, tuple(firm)

    cdef bint may_have_sense(self, text) except -1:
        """Whether `arabic._senses` knows one."""
        if PyDict_GetItemWithError(self.sense_of, text) is not NULL:
            return True
        for before in self.before:
            if text.startswith(before) and PyDict_GetItemWithError(self.sense_of, text[len(before) :]) is not NULL:
                return True
        return False

    cdef object apart(self, text, const uint16_t *plain, Py_ssize_t size):
        """`arabic._parted`."""
        cdef Py_ssize_t at
        for at in range(size - 1):
            if plain[at] == _ALEF and plain[at + 1] == _LAM:
                return self.parted(text)
        return None

    cdef bint is_two(self, text, Py_ssize_t size) except -1:
        """Whether `arabic._cut` cuts it."""
        cdef Py_ssize_t cut
        for cut in range(3, size - 1):
            if PyDict_GetItemWithError(self.latin, PyUnicode_Substring(text, 0, cut)) is not NULL:
                if PyDict_GetItemWithError(self.latin, PyUnicode_Substring(text, cut, size)) is not NULL:
                    return True
        return False

    cdef tuple of_person(self, text, const uint16_t *plain, Py_ssize_t size, bint feminine):
        cdef list out = []
        cdef int system
        cdef bint varied = True
        cdef tuple spellings = None
        cdef PyObject *found = PyDict_GetItemWithError(self.latin, text)
        head = tail = None
        if found is NULL:
            parted = self.apart(text, plain, size)
            if parted is not None:
                head, stem, tail, varied = parted
                found = PyDict_GetItemWithError(self.latin, stem)
            elif self.is_two(text, size) or self.servant in text or (size > 3 and text.startswith("ابو") and text[3:] in self.latin):
                return tuple([self.spelt(text, name, False, feminine) for name in self.systems])
            else:
                stem = text
        else:
            stem = text
        cdef Py_ssize_t before = 0
        if found is NULL and head is not None:  # what is between is the end of the word, but for what is put behind it
            before = size - PyUnicode_GET_LENGTH(stem) if not tail else 0
        first = None
        if found is not NULL and varied:
            spellings = self.known(<object> found)
        for system in range(self.count):
            if system == self.opens and text in self.ordinals:
                out.append(self.ordinals[text])
                continue
            if found is not NULL:
                latin = spellings[system] if varied else <object> found
            else:
                latin = self.vocalised(plain + before, PyUnicode_GET_LENGTH(stem), system, feminine and not tail, first)
            if not system:
                first = latin
            if head is None:
                out.append(latin)
            else:
                out.append(f"{head.strip() if system == self.glued else head}{latin}{tail}")
        for system in range(1, self.count):  # one text where they agree
            if out[system] == out[0]:
                out[system] = out[0]
        return tuple(out)

    cdef object vocalised(self, const uint16_t *plain, Py_ssize_t size, int system, bint feminine, first):
        """`arabic._vocalised`; `first`: the same after the first system."""
        cdef uint32_t differs = 0
        cdef Py_ssize_t at
        cdef bint small = False
        if system == self.gulf:
            small = _is_small(plain, size) or (size > 2 and plain[0] == _ALEF and plain[1] == _LAM and _is_small(plain + 2, size - 2))
        if system != self.opens and not small:
            for at in range(size):
                differs |= self.differs[plain[at] - _FIRST]
            if not differs >> system & 1:
                system = 0
                if first is not None:
                    return first
        return self.with_vowels(plain, size, system, small, feminine)

    cdef object with_vowels(self, const uint16_t *plain, Py_ssize_t size, int system, bint small, bint feminine):
        """`arabic._with_vowels`."""
        cdef uint16_t sounds[_SOUNDS]
        cdef uint16_t full[_SOUNDS]
        cdef char out[3 * _SOUNDS]
        cdef Py_ssize_t at, last = size - 1, many = 0, left = 0, made = 0
        cdef uint32_t sign, after
        cdef uint16_t sound
        cdef bint vowel_before, head = True, ends
        cdef int run = 0
        for at in range(size):
            sign = plain[at]
            after = plain[at + 1] if at < last else 0
            vowel_before = many > 0 and (not sounds[many - 1] or _vowel(sounds[many - 1]))
            if sign == _ALEF:
                if at or (after != _WAW and after != _YEH):
                    sounds[many] = c'a'
                    many += 1
            elif sign == _AIN:
                if (not at or vowel_before or not _long(after)) and not vowel_before:
                    sounds[many] = c'a'
                    many += 1
            elif (sign == _WAW or sign == _YEH) and at and (
                (not vowel_before and not _long(after) and after != _HEH) or (at > 1 and plain[at - 1] == _ALEF and after and not _long(after) and after != _HEH)
            ):
                sounds[many] = c'u' if sign == _WAW else c'i'
                many += 1
            elif sign == _HEH and at == last and at > 1 and (feminine or not _long(plain[at - 1])):
                if plain[at - 1] == _YEH and many and sounds[many - 1] == c'y':
                    sounds[many - 1] = c'i'
                    sounds[many] = c'y'
                    many += 1
                sounds[many] = c'a'
                many += 1
            elif sign == _WAW and at == 1 and after == _YEH and at + 2 <= last and system != self.persian:
                sounds[many], sounds[many + 1], sounds[many + 2] = c'u', c'w', c'a'
                many += 3
            elif sign == _YEH and at == 2 and many > 2 and sounds[many - 3] == c'u' and sounds[many - 2] == c'w' and sounds[many - 1] == c'a':
                sounds[many] = c'i'
                many += 1
            else:
                sounds[many] = self.letters[system][sign - _FIRST]
                many += 1
        if small and many > 2 and sounds[2] == c'i':
            if sounds[0] and sounds[0] != c'a':
                full[left] = sounds[0]
                left += 1
            full[left] = c'u'
            left += 1
            if sounds[1]:
                full[left] = sounds[1]
                left += 1
            full[left], full[left + 1] = c'a', c'i'
            left += 2
            at = 3
        else:
            at = 0
        while at < many:
            if sounds[at]:
                full[left] = sounds[at]
                left += 1
            at += 1
        for at in range(left):
            sound = full[at]
            if _vowel(sound):
                out[made] = <char> sound
                made += 1
                run, head = 0, False
                continue
            ends = at == left - 1
            if run and (system == self.opens or run == 2 or (head and run == 1) or (ends and run == 1 and not head) or (sound == c'h' and made and _takes_h(out[made - 1]))):
                out[made] = c'i' if size > 2 and plain[size - 3] == _ALEF and ends and not head else c'a'
                made += 1
                run, head = 0, False
            out[made] = <char> (sound & 0xFF)
            made += 1
            if sound >> 8:
                out[made] = <char> (sound >> 8)
                made += 1
            run += 1
        return PyUnicode_FromStringAndSize(out, made)


cdef inline bint _takes_h(char sign) noexcept:
    return sign == c's' or sign == c'k' or sign == c'g' or sign == c'd' or sign == c't' or sign == c'p' or sign == c'z' or sign == c'c'


cdef class Hebrew:
    """The systems by name, in each how a letter is read, and those that are read otherwise at the head; the system that has another vowel; usual names, and the sense of a word in the name of a firm."""

    cdef uint16_t letters[_SYSTEMS][_SIGNS]
    cdef uint16_t hard[_SIGNS]
    cdef int count, german
    cdef object latin, sense

    def __cinit__(self, systems, letters, hard, str german, latin, sense):
        cdef int code, at
        self.count = len(systems)
        if self.count > _SYSTEMS:
            raise ValueError("too many systems")
        self.german = systems.index(german)
        for code in range(_FIRST, _FIRST + _SIGNS):
            self.hard[code - _FIRST] = _sound(hard.get(chr(code), ""))
            for at in range(self.count):
                self.letters[at][code - _FIRST] = _sound(letters[systems[at]].get(chr(code), ""))
        self.latin, self.sense = latin, sense

    def readings(self, word):
        """A word as a person's after each system, and as a firm's."""
        cdef uint16_t plain[_WORD]
        cdef Py_ssize_t size, at, many = 0
        cdef int kind, system
        cdef void *signs
        cdef uint32_t sign
        if type(word) is not str or not 0 < PyUnicode_GET_LENGTH(word) <= _WORD:
            return None
        size, kind, signs = PyUnicode_GET_LENGTH(word), PyUnicode_KIND(word), PyUnicode_DATA(word)
        for at in range(size):
            sign = PyUnicode_READ(kind, signs, at)
            if sign == c'"' or sign == 0x5F4:
                continue
            if not _H_ALEF <= sign <= _H_LAST:
                return None
            plain[many] = sign
            many += 1
        if not many:
            return None
        text = PyUnicode_FromKindAndData(2, plain, many)
        cdef PyObject *found = PyDict_GetItemWithError(self.latin, text)
        cdef list out = []
        for system in range(self.count):
            latin = <object> found if found is not NULL else self.vocalised(plain, many, system)
            out.append(out[0] if system and latin == out[0] else latin)
        person = tuple(out)
        sense = self.sense(text)
        return person, person if sense is None else (sense,) * self.count

    cdef object vocalised(self, const uint16_t *plain, Py_ssize_t size, int system):
        """`hebrew._vocalised`."""
        cdef uint16_t sounds[_SOUNDS]
        cdef char out[3 * _SOUNDS]
        cdef Py_ssize_t at, last = size - 1, many = 0, left = 0, made = 0
        cdef uint32_t sign, after, before
        cdef uint16_t sound
        cdef bint vowel_before, head = True
        cdef int run = 0
        for at in range(size):
            sign = plain[at]
            after = plain[at + 1] if at < last else 0
            before = plain[at - 1] if at else 0
            vowel_before = many > 0 and (_vowel(sounds[many - 1]) or sounds[many - 1] == c'o')
            sound = 0
            if sign == _H_ALEF:
                if not vowel_before and after != _H_VAV and after != _H_YOD:
                    sound = c'a'
            elif sign == _H_AYIN:
                if not vowel_before and after and after != _H_VAV and after != _H_YOD and not at:
                    sound = c'a'
            elif sign == _H_VAV:
                if after == _H_VAV or (not at and after) or (vowel_before and before != _H_YOD):
                    sound = c'v'
                elif before != _H_VAV:
                    sound = c'u' if system == self.german else c'o'
            elif sign == _H_YOD:
                if after == _H_YOD:
                    continue
                if before == _H_YOD:
                    if not vowel_before:
                        sounds[many] = c'a'
                        many += 1
                    sound = c'i'
                else:
                    sound = c'y' if not many or (vowel_before and after) else c'i'
            elif sign == _H_HE and at == last and at:
                if not vowel_before:
                    sound = c'a'
            else:
                sounds[many] = self.hard[sign - _FIRST] if not many and self.hard[sign - _FIRST] else self.letters[system][sign - _FIRST]
                many += 1
                continue
            if sound:
                sounds[many] = sound
                many += 1
        for at in range(many):  # those that are heard
            if sounds[at]:
                sounds[left] = sounds[at]
                left += 1
        for at in range(left):
            sound = sounds[at]
            if _vowel(sound) or sound == c'o':
                out[made] = <char> sound
                made += 1
                run, head = 0, False
                continue
            if run and (run == 2 or (head and run == 1) or (at == left - 1 and run == 1 and not head)):
                out[made] = c'a'
                made += 1
                run, head = 0, False
            out[made] = <char> (sound & 0xFF)
            made += 1
            if sound >> 8:
                out[made] = <char> (sound >> 8)
                made += 1
            run += 1
        return PyUnicode_FromStringAndSize(out, made)
