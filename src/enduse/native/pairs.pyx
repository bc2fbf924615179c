"""Which word of one name is which word of the other, and how much are the two alike? `parties.likeness`, word by word over sets of bits."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_Contains, PyUnicode_GET_LENGTH, PyUnicode_Substring
from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.stdlib cimport abs, qsort

from enduse.native.words cimport (
    ABJAD, CYRILLIC, GENERIC, HAN, HANGUL, HEARD, INITIAL, LATIN, MOST, NUMBER, PLACE, Word, Words, equal_text, count, letters_of, one_edit,
)


cdef int _likest(const void *left, const void *right) noexcept nogil:
    cdef const Pair *a = <const Pair *> left
    cdef const Pair *b = <const Pair *> right
    if a.score != b.score:
        return 1 if a.score < b.score else -1
    if a.apart != b.apart:
        return 1 if a.apart > b.apart else -1
    if a.i != b.i:
        return 1 if a.i > b.i else -1
    return (a.j > b.j) - (a.j < b.j)


cdef class Pairing:
    """The pairing of words by these limits. What few pairs need is asked of the plain functions."""

    def __init__(self, limits, *, word_score, bare, fold, bones, reach, glued, vowels, struck_out, two_sounds):
        self.limits, self.word_score, self.bare, self.fold, self.bones, self.reach = limits, word_score, bare, fold, bones, reach
        self.vowels, self.struck_out = letters_of(vowels), letters_of(struck_out)
        self.glued, self.glued_alike = glued
        self.two_sounds = two_sounds
        self.equal_word, self.known_word, self.few_names, self.translated = limits.equal_word, limits.known_word, limits.few_names, limits.translated

    cdef int64_t likeness(self, Word *left, Word *right, bint person) except -1:
        """`likeness.word_score`; what its first lines refuse is refused here."""
        cdef uint8_t both = left.origin | right.origin
        cdef bint bones
        cdef Py_ssize_t longer, more
        if equal_text(left.raw, right.raw):
            return 1000
        if not equal_text(left.fold, right.fold):
            if left.sort != right.sort or left.sort == NUMBER or left.sort == GENERIC or left.sort == PLACE or left.sort == INITIAL or both & HAN:
                return 0
            if both & HANGUL and (person or left.origin == right.origin):
                return 0
            if left.origin == right.origin or not both & (ABJAD | HEARD):
                bones = same_bones(left, right)
                if not bones:
                    longer, more = max(left.fold_length, right.fold_length), abs(left.fold_length - right.fold_length)
                    if more > 2 or longer - more < 4:
                        return 0
                    if (not person or more or (left.letters ^ right.letters) & ~self.vowels) and max(
                        count(left.letters & ~right.letters), count(right.letters & ~left.letters)
                    ) > <Py_ssize_t> self.reach[min(longer, 8)]:
                        return 0
        return self.word_score(<object> left.token, <object> right.token, person, self.translated)

    cdef Py_ssize_t pair(self, Words left, Words right, Pair *pairs, uint64_t *rest_left, uint64_t *rest_right) except -1:
        """`likeness.pair_words`: how many pairs there are."""
        cdef Py_ssize_t many = 0, i, j, found = 0
        cdef uint64_t free_left = 0, free_right = (<uint64_t> 1 << right.many) - 1
        cdef int64_t score
        cdef Word *word
        cdef Word *other
        cdef Pair *scored
        cdef bint person = right.of_person, borne
        for i in range(left.many):
            word = &left.words[i]
            for j in range(right.many):
                if free_right >> j & 1 and equal_text(right.words[j].fold, word.fold):
                    score = self.likeness(word, &right.words[j], person)
                    if score:
                        pairs[many].i, pairs[many].j, pairs[many].score = i, j, score
                        many += 1
                        free_right &= ~(<uint64_t> 1 << j)
                    else:
                        free_left |= <uint64_t> 1 << i
                    break
            else:
                free_left |= <uint64_t> 1 << i
        if free_left and free_right:
            scored = <Pair *> PyMem_Malloc((left.many * right.many + 1) * sizeof(Pair))
            if not scored:
                raise MemoryError
            try:
                for i in range(left.many):
                    if not free_left >> i & 1:
                        continue
                    word = &left.words[i]
                    borne = False
                    for j in range(right.many):
                        borne |= equal_text(right.words[j].fold, word.fold)
                    if not borne and (word.sort == NUMBER or word.sort == GENERIC or word.sort == PLACE or word.sort == INITIAL):
                        continue
                    for j in range(right.many):
                        other = &right.words[j]
                        if not free_right >> j & 1 or (not borne and other.sort != word.sort):
                            continue
                        score = self.likeness(word, other, person)
                        if score and not (
                            score < self.equal_word and word.sort == 0 and word.weight <= self.known_word and min(left.names, right.names) <= self.few_names
                            and word.origin == other.origin and word.origin & (LATIN | CYRILLIC) and self.bare(<object> word.fold) != self.bare(<object> other.fold)
                        ):
                            scored[found].i, scored[found].j, scored[found].score, scored[found].apart = i, j, score, abs(i - j)
                            found += 1
                if found > 1:
                    qsort(scored, found, sizeof(Pair), _likest)
                for i in range(found):
                    if free_left >> scored[i].i & 1 and free_right >> scored[i].j & 1:
                        pairs[many] = scored[i]
                        many += 1
                        free_left &= ~(<uint64_t> 1 << scored[i].i)
                        free_right &= ~(<uint64_t> 1 << scored[i].j)
            finally:
                PyMem_Free(scored)
        rest_left[0], rest_right[0] = free_left, free_right
        return many

    cdef int64_t join(self, Words one, uint64_t ones, Words many, uint64_t manys, Py_ssize_t *which, Py_ssize_t *first, Py_ssize_t *behind) except -1:
        """`likeness.join_words`: how alike they are, 0 if nothing is found."""
        cdef bint unvoiced = (one.origins | many.origins) & ABJAD != 0, read
        cdef Py_ssize_t i, start, end, at, size, most, keys, letters
        cdef Py_ssize_t ends[MOST + 1]
        cdef uint64_t held
        cdef Word *word
        if not manys or many.many < 2:
            return 0
        ends[0] = -1
        for i in range(one.many):
            word = &one.words[i]
            if not ones >> i & 1 or word.fold_length < self.glued:
                continue
            if not (unvoiced or self.may_stand(<object> word.fold, many.joined) or PyUnicode_Contains(many.written, <object> word.raw)):
                continue
            if ends[0] < 0:
                ends[0] = 0
                for at in range(many.many):
                    ends[at + 1] = ends[at] + many.words[at].fold_length
            most = 4 if unvoiced else 1
            for size in range(2, 4):
                for start in range(many.many - size + 1):
                    end = start + size
                    keys, letters, held = ends[end] - ends[start] - word.fold_length, 0, 0
                    for at in range(start, end):
                        letters += many.words[at].raw_length
                        held |= many.words[at].letters
                    if not (-most <= keys <= most or letters == word.raw_length) or not manys & (<uint64_t> 1 << start | <uint64_t> 1 << start + 1 | <uint64_t> 1 << end - 1):
                        continue
                    which[0], first[0], behind[0] = i, start, end
                    together = PyUnicode_Substring(many.joined, ends[start], ends[end])
                    if -2 < keys < 2 or letters == word.raw_length:
                        read = (word.origin | many.words[start].origin) & (HAN | HANGUL)
                        if equal_text(<PyObject *> together, word.fold) and not (
                            read and (<str> <object> word.raw).count(self.two_sounds) != "".join(many.raws[start:end]).count(self.two_sounds)
                        ):
                            return 980
                        if letters == word.raw_length and "".join(many.raws[start:end]) == <object> word.raw:
                            return 980
                        if (
                            word.fold_length >= self.glued_alike and not read
                            and one_edit(<PyObject *> together, word.fold)
                        ):
                            return 900
                    if -5 < keys < 5 and (word.origin | many.words[start].origin) & ABJAD and not (held ^ word.letters) & ~self.struck_out:
                        bones = self.bones(<object> word.fold)
                        if len(bones) >= 4 and bones == self.bones(together):
                            return 900
        return 0

    cdef bint may_stand(self, str word, str joined) except -1:
        """`likeness._may_stand`."""
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), middle = size // 2
        if size < self.glued_alike:
            return PyUnicode_Contains(joined, word)
        return PyUnicode_Contains(joined, PyUnicode_Substring(word, 0, middle)) or PyUnicode_Contains(joined, PyUnicode_Substring(word, middle + 1, size))

    cdef bint same_joined(self, Words left, Words right) except -1:
        """`align._same_joined`."""
        cdef uint8_t origins = (left.origins | right.origins) & ~(LATIN | CYRILLIC)
        cdef Py_ssize_t letters = PyUnicode_GET_LENGTH(left.joined)
        if not equal_text(<PyObject *> left.joined, <PyObject *> right.joined):
            return False
        if (left.known_words or right.known_words) and "".join([self.fold(raw) for raw in left.raws]) != "".join([self.fold(raw) for raw in right.raws]):
            return False
        if (left.many == 1 or right.many == 1) and left.many and right.many and letters <= 4 and origins:
            return left.written == right.written and left.many == right.many
        if left.written == right.written or sorted(left.tokens) == sorted(right.tokens) or (not origins and left.in_order() == right.in_order()):
            return True
        if origins & (HAN | HANGUL):
            return False
        return letters >= 7 or one_edit(<PyObject *> left.written, <PyObject *> right.written)
