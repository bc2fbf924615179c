"""Which of the names met cannot be the party's? `parties.sieve.worth_comparing`, pair by pair, each only as far as it takes to tell."""

from cpython.tuple cimport PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, realloc

import numpy as np

from enduse.native.hashing cimport salted
from enduse.native.listed cimport Words as Listed
from enduse.native.listed import Numbers

cdef enum:
    _BITS = 62  # so many flags fit into a number
    RAW = 0, FOLD, BONES, SORT, ORIGIN, PARTS  # of a token
    PLAIN = 1, SPELT = 2, NAMED = 4, INITIAL = 8, GENERIC = 16  # of a sort of words, `parties.letters.FLAGS`


cdef struct Word:  # a word of a name, or neighbours written together
    uint64_t hash, raw_hash, bones
    int64_t length, raw_length
    int64_t met  # the pair it was met in last
    uint32_t letters
    int32_t row
    uint16_t sounds
    int8_t origin
    uint8_t alone, named, initial, plain, telling, generic


cdef struct Known:  # a word asked, read as a firm's and, once somebody asks for it, as a person's
    Word firm, person
    uint8_t people


cdef struct Asked:  # a reading of the party; what hangs on how its words are read is told of a firm's (0) and of a person's (1)
    Py_ssize_t start, count  # of its words among all of the party's
    int64_t raw_letters
    uint64_t raw_sum
    uint64_t[2] joined
    uint8_t[2] known, spanned
    uint8_t formed, person, initials
    int8_t from_most, from_least


cdef inline int64_t _few(uint32_t bits) noexcept nogil:
    """How many bits are set; 3 for more."""
    if not bits:
        return 0
    bits &= bits - 1
    if not bits:
        return 1
    return 3 if bits & (bits - 1) else 2


def letters_of(Listed words not None, const uint64_t[::1] values, const uint16_t[::1] sounds_of, const uint64_t[::1] powers):
    """`parties.letters.letters_of` of the words of the lists."""
    cdef Py_ssize_t size = words.size, row, at, many, longest = 0, steps = powers.shape[0] - 1
    cdef uint32_t letter
    cdef uint32_t *word
    if values.shape[0] < 128 or sounds_of.shape[0] < 128 or steps < 0:
        raise ValueError("other tables than these loops were made for")
    lengths, letters, sounds, hashes = np.empty(size, np.int64), np.zeros(size, np.uint32), np.zeros(size, np.uint16), np.zeros(size, np.uint64)
    cdef int64_t[::1] length = lengths
    cdef uint32_t[::1] letters_view = letters
    cdef uint16_t[::1] sounds_view = sounds
    cdef uint64_t[::1] hash = hashes
    for row in range(size):
        longest = max(longest, words.starts[row + 1] - words.starts[row])
    word = <uint32_t *> malloc((longest + 1) * sizeof(uint32_t))
    if not word:
        raise MemoryError
    for row in range(size):
        length[row] = many = words.letters(row, word)
        for at in range(many):
            letter = word[at] if word[at] < 128 else c"?"
            letters_view[row] |= <uint32_t> 1 << (letter & 31)
            sounds_view[row] |= sounds_of[letter]
            hash[row] += values[letter] * powers[min(many - 1 - at, steps)]
    free(word)
    return lengths, letters, sounds, hashes


cdef class Sieve:
    """The readings of the lists as `parties.index` holds them, and what is worked out of a pair; from one thread at a time."""

    cdef const int64_t[::1] held_start, length
    cdef const int32_t[::1] held, variant_name, first_variant, bounds
    cdef const uint64_t[::1] bones, hash, values, powers
    cdef const uint32_t[::1] letters
    cdef const uint16_t[::1] sounds
    cdef const uint8_t[::1] text
    # the words asked, by number
    cdef object numbers
    cdef list tokens
    cdef Known *known
    cdef Py_ssize_t room_known
    # what the plain code works with
    cdef object rows, make_token
    cdef Listed listed  # the rows, if compiled loops hold them
    cdef dict origins, sorts
    cdef frozenset general
    cdef const int16_t[::1] rarity
    cdef const uint8_t[:, ::1] tells  # by rarity, of short words and of others
    cdef const uint16_t[::1] sounds_of
    cdef uint64_t base, salt
    cdef int64_t[9] reach
    cdef int64_t steps, shortest, least, by_sound, glued, glued_alike, common_word, equal_word, lone_letters, lone_person, lone_generic
    cdef int16_t full
    cdef int8_t latin, cyrillic, han, hangul, unvoiced, heard
    cdef uint32_t vowels
    cdef uint16_t unsure, stops
    # the party at hand: its readings, their words as a firm's and behind them as a person's, and neighbours written together
    cdef Asked *asked
    cdef Word *ours
    cdef Word *spans
    cdef Py_ssize_t room_asked, room_ours, variants, words, first
    cdef const int32_t[::1] places
    cdef bint people
    # the listed reading at hand
    cdef Word *theirs
    cdef Word *their_spans
    cdef Py_ssize_t room_theirs, count
    cdef int64_t line_start, line_end, begins, raw_letters, serial
    cdef uint64_t joined, raw_sum
    cdef int8_t listed_origin
    cdef bint person, short, formed, split, hashed, spanned, initials

    def __cinit__(self, held_start, held, variant_name, first_variant, lines, bones, letters, rarity, rows, make_token, values, sounds, powers, reach, origins, sorts, general, tells, hashing, constants, settings):
        self.held_start, self.held, self.variant_name, self.first_variant, self.bones = held_start, held, variant_name, first_variant, bones
        self.bounds, self.text = lines
        self.length, self.letters, self.sounds, self.hash = letters
        self.rarity, self.rows, self.make_token, self.origins, self.sorts, self.general, self.tells = rarity, rows, make_token, origins, sorts, general, tells
        self.listed = rows if isinstance(rows, Listed) else None
        self.values, self.sounds_of, self.powers, self.steps = values, sounds, powers, len(powers) - 1
        if len(values) < 128 or len(sounds) < 128 or len(reach) != 9 or len(tells) != 2:
            raise ValueError("other tables than these loops were made for")
        self.reach = reach
        self.base, self.salt = hashing
        self.latin, self.cyrillic, self.han, self.hangul, self.unvoiced, self.heard, self.vowels, self.unsure, self.stops, self.least, self.by_sound, self.glued, self.glued_alike, self.full, self.shortest = constants
        self.common_word, self.equal_word, self.lone_letters, self.lone_person, self.lone_generic = settings
        self.clear()

    def __dealloc__(self):
        free(self.known)
        free(self.asked)
        free(self.ours)
        free(self.spans)
        free(self.theirs)
        free(self.their_spans)

    def clear(self):
        """Forget every word asked; a matter of memory, never of outcome."""
        self.numbers, self.tokens = Numbers(), []
        free(self.known)
        self.known, self.room_known = NULL, 0

    def worth(self, readings, const int64_t[::1] at, const int64_t[::1] row):
        """For each pair of a reading asked (by place) and a row of `parties.variants`, both ascending: whether that listed name is worth a comparison, and the variants that are, as bits."""
        cdef Py_ssize_t size = at.shape[0], pair, end, last, here, number, token
        cdef int64_t name
        cdef bint found, short
        cdef uint64_t bits
        parties, tokens = [], []
        for pair in range(size):
            if pair == 0 or at[pair] != at[pair - 1]:
                reading = readings[at[pair]]
                variants = reading.variants if reading else ()
                parties.append(variants)
                for variant in variants:
                    tokens += variant.tokens
        self.meet(tokens)
        flags = np.zeros(size, np.bool_)
        cdef uint8_t[::1] flagged = flags.view(np.uint8)
        out = []
        pair = number = token = 0
        while pair < size:
            last = pair
            while last < size and at[last] == at[pair]:
                last += 1
            token = self.ask(parties[number], token)
            number += 1
            while pair < last:
                name = self.variant_name[row[pair]]
                end = pair
                found, short = False, True
                while end < last and self.variant_name[row[end]] == name:
                    self.open(row[end])
                    short &= self.short
                    if self.person:
                        self.ask_people()
                        bits = self.first_bits()
                        value = bits
                        if self.variants > _BITS:
                            value = self.more_bits(bits)
                        found |= value != 0
                        out.append(value)
                    else:
                        found = found or self.any_agrees()
                        out.append(None)
                    end += 1
                every = -1 if found else 0
                if short and not found:
                    self.open(self.first_variant[name])
                    found = self.any_agrees()
                    if found:
                        for here in range(pair, end):
                            out[here] = every = -1
                for here in range(pair, end):
                    flagged[here] = found
                    if out[here] is None:
                        out[here] = every
                pair = end
        return flags, out

    cdef int meet(self, list tokens) except -1:
        """Number these words; what tells of those not met before is worked out."""
        cdef Py_ssize_t number, room
        cdef Known *grown
        try:
            self.places, fresh = self.numbers.of(tokens)
            for token in fresh:
                number = len(self.tokens)
                if number == self.room_known:
                    room = 2 * number + 256
                    grown = <Known *> realloc(self.known, room * sizeof(Known))
                    if not grown:
                        raise MemoryError
                    self.known, self.room_known = grown, room
                self.learn(token, &self.known[number])
                self.tokens.append(token)
        except BaseException:
            self.clear()
            raise
        return 0

    cdef int learn(self, token, Known *known) except -1:
        if not PyTuple_Check(token) or PyTuple_GET_SIZE(token) < PARTS:
            raise TypeError("no word")
        cdef Word *word = &known.firm
        cdef int flags = self.sorts[<object> PyTuple_GET_ITEM(token, SORT)]
        cdef int16_t rarity
        raw = <object> PyTuple_GET_ITEM(token, RAW)
        known.people = 0
        self.spell(raw, word)
        word.raw_length, word.raw_hash = word.length, word.hash
        self.look(token, word, raw)
        word.origin = self.origins[<object> PyTuple_GET_ITEM(token, ORIGIN)]
        rarity = self.rarity[word.row] if word.row >= 0 else self.full
        if not 0 <= rarity < self.tells.shape[1]:
            raise IndexError(rarity)
        word.plain, word.alone, word.generic = flags & PLAIN != 0, flags & SPELT != 0, flags & GENERIC != 0 or raw in self.general
        word.telling = word.plain and self.tells[word.raw_length >= self.shortest, rarity]
        word.met = 0
        word.named = word.initial = 0
        return 0

    cdef int look(self, token, Word *word, raw) except -1:
        """What hangs on the spelling key; the word is spelt as this text so far."""
        cdef str fold = <object> PyTuple_GET_ITEM(token, FOLD), bones = <object> PyTuple_GET_ITEM(token, BONES)
        cdef Py_ssize_t place = PyUnicode_GET_LENGTH(bones)
        cdef uint64_t sum = 0
        if fold is not raw:  # else it is spelt already
            self.spell(fold, word)
        if self.listed is not None:
            word.row = <int32_t> self.listed.row(fold)
        else:
            word.row = self.rows.get(fold, -1)
        if word.row >= self.rarity.shape[0]:
            raise IndexError(word.row)
        word.bones = 0
        if place:
            while place > 0:
                place -= 1
                sum = sum * self.base + <uint64_t> PyUnicode_READ(PyUnicode_KIND(bones), PyUnicode_DATA(bones), place) + 1
            word.bones = salted(sum, self.salt, PyUnicode_GET_LENGTH(bones)) | 1
        return 0

    cdef int spell(self, str text, Word *word) except -1:
        """`parties.letters.letters_of` of one word."""
        cdef Py_ssize_t place, size = PyUnicode_GET_LENGTH(text)
        cdef uint32_t letter
        word.length, word.letters, word.sounds, word.hash = size, 0, 0, 0
        for place in range(size):
            letter = PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), place)
            if letter > 127:
                letter = c"?"
            word.letters |= <uint32_t> 1 << (letter & 31)
            word.sounds |= self.sounds_of[letter]
            word.hash += self.values[letter] * self.powers[min(size - 1 - place, self.steps)]
        return 0

    cdef int learn_people(self, int32_t number) except -1:
        """The same word in a person's name."""
        cdef Word *word
        cdef int flags
        token = self.tokens[number]
        person = self.make_token(token[RAW], True, token[ORIGIN])
        word = &self.known[number].person
        word[0] = self.known[number].firm
        self.look(person, word, None)
        flags = self.sorts[person[SORT]]
        word.named = word.alone = flags & NAMED != 0
        word.initial = flags & INITIAL != 0
        self.known[number].people = 1
        return 0

    cdef Py_ssize_t ask(self, tuple variants, Py_ssize_t first) except -1:
        """Take these readings up, whose words are those at `first` and behind; where the next party's begin."""
        cdef Py_ssize_t size = len(variants), start = 0, place
        cdef Asked *asked
        cdef Word *word
        if size > self.room_asked:
            free(self.asked)
            self.room_asked = 0
            self.asked = <Asked *> malloc(2 * size * sizeof(Asked))
            if not self.asked:
                raise MemoryError
            self.room_asked = 2 * size
        for place in range(size):
            start += len(variants[place].tokens)
        if start > self.room_ours:
            free(self.ours)
            free(self.spans)
            self.room_ours = 0
            self.ours = <Word *> malloc(4 * start * sizeof(Word))
            self.spans = <Word *> malloc(8 * start * sizeof(Word))
            if not self.ours or not self.spans:
                raise MemoryError
            self.room_ours = 2 * start
        self.words, self.first, self.people, self.variants = start, first, False, 0
        start = 0
        for variant in variants:
            asked = &self.asked[self.variants]
            asked.start, asked.count = start, len(variant.tokens)
            asked.formed, asked.person = len(variant.forms) > 0, bool(variant.person)
            asked.known[0] = asked.known[1] = asked.spanned[0] = asked.spanned[1] = asked.initials = 0
            asked.from_most = asked.from_least = 0
            asked.raw_letters, asked.raw_sum = 0, 0
            for place in range(asked.count):
                word = &self.ours[start + place]
                word[0] = self.known[self.places[first + start + place]].firm
                asked.from_most = word.origin if place == 0 else max(asked.from_most, word.origin)
                asked.from_least = word.origin if place == 0 else min(asked.from_least, word.origin)
                asked.raw_letters += word.raw_length
                asked.raw_sum += word.raw_hash
            start += asked.count
            self.variants += 1
        return first + start

    cdef int ask_people(self) except -1:
        """Take them up as persons' names too."""
        cdef Py_ssize_t place, variant
        cdef int32_t number
        cdef Asked *asked
        if self.people:
            return 0
        for place in range(self.words):
            number = self.places[self.first + place]
            if not self.known[number].people:
                self.learn_people(number)
            self.ours[self.words + place] = self.known[number].person
        for variant in range(self.variants):
            asked = &self.asked[variant]
            for place in range(asked.start, asked.start + asked.count):
                asked.initials |= self.ours[self.words + place].initial
        self.people = True
        return 0

    cdef int open(self, int64_t row) except -1:
        """Take up the listed reading of that row."""
        if row < 0 or row + 1 >= self.bounds.shape[0] or row + 1 >= self.held_start.shape[0]:
            raise IndexError(row)
        cdef int64_t start = self.bounds[row], end = self.bounds[row + 1], place = end, long
        cdef int64_t[5] bars
        cdef Py_ssize_t left = 5, word
        cdef uint64_t joined = 0
        cdef int32_t held
        cdef uint8_t letter
        while left and place > start:
            place -= 1
            if self.text[place] == b"|":
                left -= 1
                bars[left] = place
        self.line_start, self.line_end, self.begins = start, bars[0], self.held_start[row]
        self.count = self.held_start[row + 1] - self.begins
        if left or self.count < 0:
            raise ValueError("a line that is no reading")
        self.person, self.formed = bars[4] - bars[3] > 1, bars[1] - bars[0] > 1
        self.short = self.text[bars[1] + 1] == b"s"
        long = end - bars[4] - 1
        letter = self.text[bars[4] + 1] if long > 0 else 0
        self.listed_origin = self.latin
        if letter == b"a":
            self.listed_origin = self.unvoiced
        elif letter == b"c":
            self.listed_origin = self.cyrillic
        elif letter == b"h":
            self.listed_origin = self.han if long == 3 else self.hangul if long == 6 else self.heard
            if self.count and (long == 3 or long == 6):
                for place in range(start, bars[0]):
                    if b"0" <= self.text[place] <= b"9":
                        self.listed_origin = self.latin  # such words are read as they stand
                        break
        self.split = self.hashed = self.spanned = self.initials = False
        if self.count > self.room_theirs:
            free(self.theirs)
            free(self.their_spans)
            self.room_theirs = 0
            self.theirs = <Word *> malloc(2 * self.count * sizeof(Word))
            self.their_spans = <Word *> malloc(4 * self.count * sizeof(Word))
            if not self.theirs or not self.their_spans:
                raise MemoryError
            self.room_theirs = 2 * self.count
        for word in range(self.count):
            held = self.held[self.begins + word]
            self.theirs[word].row, self.theirs[word].met = held, 0
            self.theirs[word].length, self.theirs[word].letters, self.theirs[word].sounds = self.length[held], self.letters[held], self.sounds[held]
            self.theirs[word].hash, self.theirs[word].bones = self.hash[held], self.bones[held]
        self.joined = self.together(self.theirs, self.count)
        return 0

    cdef uint64_t together(self, Word *words, Py_ssize_t count):
        """The hash of words written together."""
        cdef int64_t behind = 0
        cdef uint64_t out = 0
        cdef Py_ssize_t place = count
        while place > 0:
            place -= 1
            out += words[place].hash * self.powers[min(behind, self.steps)]
            behind += words[place].length
        return out

    cdef void take_apart(self):
        """The words of the line, with their letters as they stand."""
        cdef int64_t place = self.line_start, start
        cdef Py_ssize_t word
        self.split, self.raw_letters = True, 0
        for word in range(self.count):
            start = place
            while place < self.line_end and self.text[place] != b" ":
                place += 1
            self.theirs[word].raw_length = place - start
            self.raw_letters += place - start
            self.initials |= place - start == 1
            place += 1

    cdef void take_hashes(self):
        cdef int64_t place = self.line_start, end
        cdef uint64_t value
        cdef Py_ssize_t word
        if not self.split:
            self.take_apart()
        self.hashed, self.raw_sum = True, 0
        for word in range(self.count):
            value, end = 0, place + self.theirs[word].raw_length
            while place < end:
                value += self.values[self.text[place] & 127] * self.powers[min(end - 1 - place, self.steps)]
                place += 1
            self.theirs[word].raw_hash = value
            self.raw_sum += value
            place += 1

    cdef Py_ssize_t glue(self, Word *words, Py_ssize_t count, Word *out):
        """Two and three neighbours written together; how many."""
        cdef Py_ssize_t first, last, size = 0
        for first in range(count - 1):
            self.add(&words[first], &words[first + 1], &out[size])
            size += 1
            if first + 2 < count:
                self.add(&out[size - 1], &words[first + 2], &out[size])
                size += 1
        return size

    cdef inline void add(self, Word *left, Word *right, Word *out):
        out.length, out.raw_length = left.length + right.length, left.raw_length + right.raw_length
        out.letters, out.sounds = left.letters | right.letters, left.sounds | right.sounds
        out.hash = left.hash * self.powers[min(right.length, self.steps)] + right.hash
        out.raw_hash = left.raw_hash * self.powers[min(right.raw_length, self.steps)] + right.raw_hash

    cdef bint any_agrees(self):
        """Whether any reading of the party is worth a comparison with the listed one."""
        cdef Py_ssize_t place
        if not self.person and self.variants and self.asked[0].person:
            return True  # a person's name with a firm's: left to the comparison
        if self.person:
            self.ask_people()
        for place in range(self.variants):
            if (self.person or not self.asked[place].person) and self.may_agree(&self.asked[place], self.person):
                return True
        return False

    cdef uint64_t first_bits(self):
        cdef Py_ssize_t place
        cdef uint64_t bits = 0
        for place in range(min(self.variants, <Py_ssize_t> _BITS)):
            if self.may_agree(&self.asked[place], True):
                bits |= <uint64_t> 1 << place
        return bits

    cdef object more_bits(self, uint64_t bits):
        cdef Py_ssize_t place
        value, one = <object> bits, <object> 1
        for place in range(_BITS, self.variants):
            if self.may_agree(&self.asked[place], True):
                value |= one << place
        return value

    cdef bint may_agree(self, Asked *asked, bint person):
        """Whether a reading asked and the listed one, both read as a person's name or both as a firm's, may agree."""
        cdef Word *ours = &self.ours[asked.start + (self.words if person else 0)]
        if not asked.count or not self.count:
            return True
        if not asked.known[person]:
            asked.known[person], asked.joined[person] = 1, self.together(ours, asked.count)
        if asked.joined[person] == self.joined:
            return True
        if person:
            if not self.split:
                self.take_apart()
            if self.in_any_order(asked, ours):
                return True
            if asked.count != self.count and (asked.count == 1 or self.count == 1) and not asked.initials and not self.initials:
                return False  # one name alone is not two
            return self.people_agree(asked, ours) or (asked.count > 1 and self.count > 1 and self.glued_agree(asked, ours, person))
        return self.firms_agree(asked, ours) or ((asked.count > 1 or self.count > 1) and self.glued_agree(asked, ours, person))

    cdef bint in_any_order(self, Asked *asked, Word *ours):
        """Whether the two consist of the same words."""
        cdef Py_ssize_t one, other
        if asked.count != self.count or asked.raw_letters != self.raw_letters:
            return False
        if not self.hashed:
            self.take_hashes()
        if asked.raw_sum != self.raw_sum:
            return False
        self.serial += 1
        for one in range(asked.count):
            for other in range(self.count):
                if ours[one].raw_hash == self.theirs[other].raw_hash and self.theirs[other].met != self.serial:
                    self.theirs[other].met = self.serial
                    break
            else:
                return False
        return True

    cdef inline int64_t score(self, Word *one, Word *other, bint person):
        """The most that two words may score."""
        cdef int64_t shorter, longer, edits, value = 0
        cdef bint bones
        if one.row == other.row:
            return 1000
        if not one.alone or one.origin == self.han or self.listed_origin == self.han:
            return 0
        if person and (one.origin == self.hangul or self.listed_origin == self.hangul):
            return 0
        if one.origin == self.heard or self.listed_origin == self.heard:
            return self.by_sound
        bones = other.bones and one.bones == other.bones
        if (one.origin == self.unvoiced or self.listed_origin == self.unvoiced) and (bones or self.one_sound(one.sounds, other.sounds)):
            return self.by_sound
        shorter, longer = min(one.length, other.length), max(one.length, other.length)
        if shorter >= 4:
            edits = max(longer - shorter, _few(one.letters & ~other.letters), _few(other.letters & ~one.letters))
            if edits <= self.reach[min(longer, 8)]:
                value = 1000 - 1000 * max(edits, 1) // longer
        if person and value < self.by_sound and (bones or (shorter == longer and (one.letters ^ other.letters) & ~self.vowels == 0)):
            return self.by_sound
        return value

    cdef inline bint one_sound(self, uint16_t left, uint16_t right):
        cdef uint16_t differ = left ^ right
        if (left | right) & self.unsure:
            differ &= ~(self.unsure | self.stops)
        return differ == 0

    cdef bint people_agree(self, Asked *asked, Word *ours):
        cdef Py_ssize_t one, other, here = 0, there = 0
        cdef bint initials = asked.initials or self.initials, met
        cdef int64_t score
        cdef Word *theirs
        self.serial += 1
        for one in range(asked.count):
            if not ours[one].named:
                continue
            met = False
            for other in range(self.count):
                theirs = &self.theirs[other]
                score = self.score(&ours[one], theirs, True)
                if initials and ours[one].row == theirs.row:
                    return True
                if score < self.least:
                    continue
                met = True
                if theirs.met != self.serial:
                    theirs.met = self.serial
                    there += 1
                if asked.count == 1 and self.count == 1:
                    return score >= self.equal_word or (score >= self.lone_person and min(ours[one].length, theirs.length) >= self.lone_letters)
            here += met
            if here > 1 and there > 1:
                return True
        return False

    cdef bint firms_agree(self, Asked *asked, Word *ours):
        cdef Py_ssize_t one, other, here = 0, there = 0, plain = 0, excused = 0
        cdef bint met, foreign, abroad = False
        cdef int64_t score, shorter, pairs, same = -1, alike = -1, least_same, least_alike
        cdef Word *theirs
        self.serial += 1
        for one in range(asked.count):
            met = False
            foreign = (ours[one].origin == self.cyrillic) != (self.listed_origin == self.cyrillic)
            abroad |= foreign
            for other in range(self.count):
                theirs = &self.theirs[other]
                score = self.score(&ours[one], theirs, False)
                if score >= self.least:
                    met = True
                    if theirs.met != self.serial:
                        theirs.met = self.serial
                        there += 1
                if ours[one].telling and score >= self.common_word:
                    shorter = min(ours[one].length, theirs.length)
                    if foreign or score >= self.equal_word or ours[one].row == theirs.row:
                        same = max(same, shorter)
                    else:
                        alike = max(alike, shorter)
            here += met
            plain += met and ours[one].plain
            excused += met or (foreign and ours[one].generic)
        if excused == asked.count and (abroad or there == self.count):
            return True
        if same < 0 and alike < 0:
            return False
        if min(plain, there) > 1:
            return True
        pairs = min(here, there)
        least_same, least_alike = self.lone_letters, self.lone_letters
        if pairs > 1:
            least_alike -= 2
        if pairs > 1 or (here == asked.count and there == self.count):
            least_same = 0
        elif asked.formed and self.formed:
            least_same = min(self.lone_generic, self.lone_letters)
        return (same >= 0 and same >= least_same) or (alike >= 0 and alike >= least_alike)

    cdef bint glued_agree(self, Asked *asked, Word *ours, bint person):
        """Whether a word of the one may be neighbours of the other written together."""
        cdef Word *spans = &self.spans[2 * (asked.start + (self.words if person else 0))]
        cdef Py_ssize_t one, other, ours_glued = 2 * asked.count - 3 if asked.count > 1 else 0, theirs_glued = 2 * self.count - 3 if self.count > 1 else 0
        cdef bint read = asked.from_least == self.han or asked.from_least == self.hangul or self.listed_origin == self.han or self.listed_origin == self.hangul
        cdef bint unvoiced = asked.from_most == self.unvoiced or self.listed_origin == self.unvoiced
        if not self.hashed:
            self.take_hashes()
        if theirs_glued and not self.spanned:
            self.spanned = True
            self.glue(self.theirs, self.count, self.their_spans)
        if ours_glued and not asked.spanned[person]:
            asked.spanned[person] = 1
            self.glue(ours, asked.count, spans)
        for one in range(asked.count):
            if ours[one].length >= self.glued:
                for other in range(theirs_glued):
                    if self.may_join(&ours[one], &self.their_spans[other], read, unvoiced):
                        return True
        for other in range(self.count):
            if self.theirs[other].length >= self.glued:
                for one in range(ours_glued):
                    if self.may_join(&self.theirs[other], &spans[one], read, unvoiced):
                        return True
        return False

    cdef inline bint may_join(self, Word *word, Word *span, bint read, bint unvoiced):
        cdef int64_t more = word.length - span.length if word.length > span.length else span.length - word.length
        if word.hash == span.hash or word.raw_hash == span.raw_hash:
            return True
        if more <= 1 and not read and word.length >= self.glued_alike and _few(word.letters ^ span.letters) <= 2:
            return True
        return unvoiced and more <= 4 and self.one_sound(word.sounds, span.sounds)
