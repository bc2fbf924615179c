"""How well do the words of two names agree, and what tells them apart? `parties.align`, word by word over rows of numbers and sets of bits."""

from cpython.tuple cimport PyTuple_GET_ITEM
from cpython.unicode cimport PyUnicode_GET_LENGTH
from libc.stdint cimport int64_t, uint8_t, uint64_t

from enduse.native.pairs cimport Pair, Pairing, same_bones
from enduse.native.words cimport ABJAD, CYRILLIC, FATHER, GENERIC, HEARD, INITIAL, LATIN, MOST, NO_BETTER, NUMBER, PARTICLE, PLACE, Word, Words, equal_text, count, floored, letter_at, within, words_of


cdef Py_ssize_t _initials(Words here, Words there, uint64_t *ours, uint64_t *theirs) noexcept:
    """One direction of `align._by_initials`."""
    cdef Py_ssize_t i, j, found = 0
    for i in range(here.many):
        if ours[0] >> i & 1 and here.words[i].sort == INITIAL:
            for j in range(there.many):
                if theirs[0] >> j & 1 and (there.words[j].sort == 0 or there.words[j].sort == FATHER) and letter_at(there.words[j].raw, 0) == letter_at(here.words[i].raw, 0):
                    ours[0] &= ~(<uint64_t> 1 << i)
                    theirs[0] &= ~(<uint64_t> 1 << j)
                    found += 1
                    break
    return found


cdef class Aligner(Pairing):
    """The alignment by these limits. What few pairs need is asked of the plain functions."""

    cdef object agreement, replaced, misspelt, put_otherwise, implied, conflicting, named, plain, directions
    cdef int64_t same_letters, common_word, common_weight, solid_name, rare_surname, rare, form_penalty, lone_letters, lone_person, lone_generic, possible, number_penalty, translated_words
    cdef int64_t patronymic_conflict, patronymic_absent, initial_penalty, name_conflict, name_missing, name_missing_of_many, telling_names, usual_names, name_further, syllable_missing, scant, slip_words

    def __init__(self, limits, agreement, plain, *, replaced, misspelt, put_otherwise, implied, conflicting, named, directions, scant, **pairing):
        super().__init__(limits, **pairing)
        self.agreement, self.plain, self.replaced, self.misspelt = agreement, plain, replaced, misspelt
        self.put_otherwise, self.implied, self.conflicting, self.directions = put_otherwise, implied, conflicting, directions
        self.named, self.scant, self.slip_words = named, scant, limits.slip_words
        self.same_letters, self.common_word, self.common_weight, self.solid_name = limits.same_letters, limits.common_word, limits.common_weight, limits.solid_name
        self.rare_surname, self.rare, self.form_penalty, self.lone_letters = limits.rare_surname, limits.rare, limits.form_penalty, limits.lone_letters
        self.lone_person, self.lone_generic, self.possible, self.number_penalty = limits.lone_person, limits.lone_generic, limits.possible, limits.number_penalty
        self.translated_words, self.patronymic_conflict, self.patronymic_absent = limits.translated_words, limits.patronymic_conflict, limits.patronymic_absent
        self.initial_penalty, self.name_conflict, self.name_missing = limits.initial_penalty, limits.name_conflict, limits.name_missing
        self.name_missing_of_many, self.telling_names, self.usual_names = limits.name_missing_of_many, limits.telling_names, limits.usual_names
        self.name_further, self.syllable_missing = limits.name_further, limits.syllable_missing

    def align(self, left, right):
        """`parties.align.align` of two wordings."""
        cdef Words ours = words_of(left), theirs = words_of(right)
        cdef bint person = ours.of_person or theirs.of_person
        if person:
            ours, theirs = ours.as_person(), theirs.as_person()
        if not ours.fits or not theirs.fits:
            return self.plain(left, right, self.limits)
        if ours.total > 1 and ours.many == theirs.many and ours.tokens == theirs.tokens and (person or ours.forms == theirs.forms):
            return self.equal(ours, theirs, person)
        return self.persons(ours, theirs) if person else self.firms(ours, theirs)

    cdef agreed(self, int64_t score, bint full, Py_ssize_t distinctive, bint decisive, bint forms_conflict, list notes):
        return tuple.__new__(self.agreement, (score, full, distinctive, decisive, forms_conflict, tuple(notes) if notes else ()))

    cdef equal(self, Words left, Words right, bint person):
        cdef Py_ssize_t at, solid = 0, distinctive = 0
        cdef bint place = False
        cdef Word *word
        for at in range(left.many):
            word = &left.words[at]
            if person:
                if word.sort != PARTICLE and word.sort != INITIAL and word.sort != NUMBER:
                    solid += 1
                    distinctive += word.weight >= self.rare
            else:
                distinctive += word.weight >= self.rare and word.sort == 0 and word.raw_length > 2
                place |= word.sort == PLACE
        if person:
            return self.agreed(1000 if solid else self.same_letters, True, distinctive, solid == 1 and (left.short or right.short), False, None)
        return self.agreed(1000, True, distinctive + (distinctive > 1 and place), False, False, None)

    cdef persons(self, Words left, Words right):
        """`align._align_persons`."""
        cdef Pair pairs[MOST * 2 + 2]
        cdef uint64_t free_left = 0, free_right = 0
        cdef Py_ssize_t many = self.pair(left, right, pairs, &free_left, &free_right), at, i, j, which = 0, start = 0, end = 0
        cdef Py_ssize_t initials = 0, solid = 0, firm = 0, distinctive = 0, lacking, letters, far = 0, father_met = -1, surname = right.surname
        cdef int64_t value, total = 0, worst = 0, score, told = 0
        cdef bint glued = False, mended = False, decisive = False, same, full, equal = True, surname_met = False, given_met = False, loose = False, lacks, alone, one, named
        cdef uint64_t missing, extra, names_free, fathers_left, fathers_right
        cdef Word *word
        cdef list notes = []
        if free_left and free_right:
            initials = _initials(left, right, &free_left, &free_right)
            initials += _initials(right, left, &free_right, &free_left)
            value = self.join(left, free_left, right, free_right, &which, &start, &end)
            if value:
                glued, mended = True, value < self.equal_word
                free_left &= ~(<uint64_t> 1 << which)
                free_right &= ~((<uint64_t> 1 << end) - (<uint64_t> 1 << start))
                pairs[many].i, pairs[many].j, pairs[many].score = which, start, value
                many += 1
            value = self.join(right, free_right, left, free_left, &which, &start, &end)
            if value:
                glued, mended = True, mended or value < self.equal_word
                free_right &= ~(<uint64_t> 1 << which)
                free_left &= ~((<uint64_t> 1 << end) - (<uint64_t> 1 << start))
                pairs[many].i, pairs[many].j, pairs[many].score = start, which, value
                many += 1
        for at in range(many):
            i, j, value = pairs[at].i, pairs[at].j, pairs[at].score
            word = &left.words[i]
            equal &= equal_text(word.fold, right.words[j].fold)
            if word.sort == PARTICLE or word.sort == INITIAL or word.sort == NUMBER:
                continue
            worst = min(worst, value) if solid else value
            solid += 1
            total += value
            told += word.weight
            firm += value >= self.solid_name
            distinctive += value >= self.equal_word and word.weight >= self.rare
            surname_met |= j < surname
            given_met |= j >= surname
            far += value < self.lone_person and not (word.origin | right.words[j].origin) & HEARD and not same_bones(word, &right.words[j])
            if right.words[j].sort == FATHER:
                father_met = max(father_met, j)
            loose |= value < self.equal_word and not (same_bones(word, &right.words[j]) and self.named((<object> word.token)[2]))
        missing, extra = right.of_sort(free_right, 0) | right.of_sort(free_right, NUMBER), left.of_sort(free_left, 0) | left.of_sort(free_left, NUMBER)
        fathers_left, fathers_right = left.of_sort(free_left, FATHER), right.of_sort(free_right, FATHER)
        names_free = missing
        if father_met >= 0 and count(fathers_right) == 1 and (fathers_right >> father_met or fathers_right & ((<uint64_t> 1 << surname) - 1)):
            missing, fathers_right = missing | fathers_right, 0
        score = (total // solid if solid else 0) - floored(1000 - worst, 4)
        same = self.same_joined(left, right) or (left.many == right.many and PyUnicode_GET_LENGTH(left.written) == PyUnicode_GET_LENGTH(right.written) and left.in_order() == right.in_order())
        one = min(left.many, right.many) == 1
        named = solid or missing or extra
        if same:
            score, missing, extra = max(score, self.same_letters), 0, 0
        elif firm < (1 if one or (glued and not missing and not extra) else 2):
            if solid == 1 and initials and worst >= 970 and told >= self.rare:
                score = self.rare_surname
            else:
                decisive = True
            notes.append(("one_name_only", (), ()))
        elif left.many == 1 or right.many == 1:
            letters = min(PyUnicode_GET_LENGTH(left.joined), PyUnicode_GET_LENGTH(right.joined))
            decisive = left.many != right.many or (worst < self.equal_word and (worst < self.lone_person or letters < self.lone_letters))
        if fathers_right and fathers_left:
            notes.append(("patronymic_conflict", right.said(fathers_right) + left.said(fathers_left), ()))
            score -= self.patronymic_conflict
        elif fathers_right or fathers_left:
            notes.append(("patronymic_absent", (), ()))
            score -= self.patronymic_absent
        if initials:
            notes.append(("initials_only", (), ()))
            score -= (self.initial_penalty if solid > 1 else floored(self.initial_penalty, 4)) * initials
        if missing and extra:
            names_missing, names_extra = right.said(missing), left.said(extra)
            notes.append(("name_conflict", names_extra, names_missing))
            at = min(len(names_missing), len(names_extra))
            if solid >= 3 and len(names_missing) == len(names_extra) == 1 and worst >= self.solid_name and self.misspelt(names_extra[0], names_missing[0]):
                score -= self.name_missing
            else:
                score -= self.name_conflict + self.name_further * (at - 1)
        elif missing or extra:
            notes.append(("name_partial", left.said(extra), right.said(missing)))
            if solid < 3 and left.syllables() and right.syllables():
                score -= self.syllable_missing
            else:
                lacking = count(missing) + count(extra)
                score -= (self.name_missing_of_many if solid >= 3 else self.name_missing) * lacking
                score -= self.name_further if lacking > solid else 0
                if told < self.telling_names and (lacking >= solid or (told < self.usual_names and not (missing or fathers_left or fathers_right))):
                    decisive = True
        if not same and solid <= 2:
            lacks = (missing != 0 and fathers_left == 0) or (extra != 0 and fathers_right == 0)
            alone = surname > 0 and solid > 0 and not given_met and extra == 0 and initials == 0 and names_free >> surname != 0
            if far > 1 or (mended and solid == 1) or (lacks and loose) or alone:
                score = min(score, self.scant)
        if solid == 1 and (left.short or right.short):
            decisive = True
        if surname and (missing or extra) and not surname_met:
            notes.append(("surname_differs", (), ()))
            decisive = True
        full = same or (named and not (missing or extra or fathers_left or fathers_right or initials) and worst >= self.equal_word and equal)
        return self.agreed(max(0, min(1000, score)), full, distinctive, decisive, False, notes)

    cdef firms(self, Words left, Words right):
        """`align._align_firms`."""
        cdef Pair pairs[MOST * 2 + 2]
        cdef uint64_t free_left = 0, free_right = 0, span, idle_left = 0, idle_right = 0
        cdef Py_ssize_t many = self.pair(left, right, pairs, &free_left, &free_right), at, i, j, which = 0, start = 0, end = 0, distinctive = 0, words = 0, lone_at = -1
        cdef int64_t value, got_left = 0, got_right = 0, total_left = left.total, total_right = right.total, score, letters, least, cover_left, cover_right
        cdef bint glued = False, mended = False, foreign, same, full, decisive = False, town = False, common = False, forms_conflict = False, formed, alike = True, spelt = False
        cdef Word *word
        cdef list notes = []
        for at in range(many):
            got_left += left.words[pairs[at].i].weight * pairs[at].score
            got_right += right.words[pairs[at].j].weight * pairs[at].score
        if free_left and free_right:
            value = self.join(left, free_left, right, free_right, &which, &start, &end)
            if value:
                glued, mended = True, value < self.equal_word
                span = free_right & ((<uint64_t> 1 << end) - (<uint64_t> 1 << start))
                got_left += left.words[which].weight * value
                got_right += right.weighed(span) * value
                free_left &= ~(<uint64_t> 1 << which)
                free_right &= ~span
            value = self.join(right, free_right, left, free_left, &which, &start, &end)
            if value:
                glued, mended = True, mended or value < self.equal_word
                span = free_left & ((<uint64_t> 1 << end) - (<uint64_t> 1 << start))
                got_right += right.words[which].weight * value
                got_left += left.weighed(span) * value
                free_right &= ~(<uint64_t> 1 << which)
                free_left &= ~span
        foreign = (left.origins & CYRILLIC) != (right.origins & CYRILLIC) and not (left.origins | right.origins) & ~(LATIN | CYRILLIC)
        if foreign and (free_left or free_right):
            for at in self.implied(left, left.places(free_left)):
                idle_left |= <uint64_t> 1 << at
            for at in self.implied(right, right.places(free_right)):
                idle_right |= <uint64_t> 1 << at
            total_left -= left.weighed(idle_left)
            total_right -= right.weighed(idle_right)
            free_left &= ~idle_left
            free_right &= ~idle_right
        cover_left, cover_right = floored(got_left, total_left or 1), floored(got_right, total_right or 1)
        same = self.same_joined(left, right)
        for at in range(many):
            i, j, value = pairs[at].i, pairs[at].j, pairs[at].score
            word = &left.words[i]
            alike &= value >= self.equal_word and equal_text(word.fold, right.words[j].fold)
            spelt |= equal_text(word.raw, right.words[j].raw)
            town |= word.sort == PLACE and value == 1000
            if word.sort == 0:
                words += 1
                lone_at = at
                distinctive += value >= self.equal_word and word.weight >= self.rare and word.raw_length > 2
                common |= value >= self.common_word and word.weight >= self.common_weight
        full = same or (not (free_left or free_right or idle_left or idle_right) and not mended and alike)
        score = 2 * cover_left * cover_right // (cover_left + cover_right) if cover_left + cover_right else 0
        if same:
            score, free_left, free_right = max(score, self.same_letters), 0, 0
        if full and distinctive > 1 and town:
            distinctive += 1
        if glued and full:
            notes.append(("name_joined", (), ()))
        if mended and not words and not same and (PyUnicode_GET_LENGTH(left.joined) < self.slip_words or (left.origins | right.origins) & ABJAD):
            score = min(score, self.scant)
        if free_left or free_right:
            score = self.told_apart(left, right, free_left, free_right, notes, score, &decisive)
            if not glued and not common:
                decisive = True
        if words == 1 and not full and not glued:
            i, j, value = pairs[lone_at].i, pairs[lone_at].j, pairs[lone_at].score
            letters = min(left.words[i].fold_length, right.words[j].fold_length)
            if (
                value < self.equal_word and letters < (self.lone_letters if many == 1 else self.lone_letters - 2)
                and not (foreign and self.put_otherwise(<object> left.words[i].token, <object> right.words[j].token))
            ):
                decisive = True
                notes.append(("one_word_similar", (), ()))
            elif many == 1 and (free_left or free_right) and letters < max(self.lone_generic, self.lone_letters):
                formed = left.forms and right.forms and not self.conflicting(left.forms, right.forms)
                if letters < (self.lone_generic if formed else self.lone_letters):
                    decisive = True
        if not words and not full and not glued and not spelt and not (foreign and many >= self.translated_words and not free_left and not free_right):
            decisive = True
        if left.forms != right.forms:
            forms_conflict = self.conflicting(left.forms, right.forms)
            if forms_conflict:
                notes.append(("legal_form_differs", tuple(left.forms), tuple(right.forms)))
                score -= self.form_penalty
            else:
                notes.append(("legal_form_equivalent" if left.forms and right.forms else "legal_form_absent", (), ()))
        return self.agreed(max(0, min(1000, score)), full, distinctive, decisive, forms_conflict, notes)

    cdef int64_t told_apart(self, Words left, Words right, uint64_t free_left, uint64_t free_right, list notes, int64_t score, bint *decisive) except? -1:
        """`align._told_apart`: the score that is left."""
        cdef uint64_t ours = left.of_sort(free_left, NUMBER), theirs = right.of_sort(free_right, NUMBER)
        cdef uint8_t sort
        if ours and theirs:
            notes.append(("number_conflict", left.keys(ours), right.keys(theirs)))
            decisive[0] = True
        elif ours or theirs:
            notes.append(("number_one_side", left.keys(ours) or right.keys(theirs), ()))
            score -= self.number_penalty
        for sort in (GENERIC, PLACE):
            ours, theirs = left.of_sort(free_left, sort), right.of_sort(free_right, sort)
            if ours and theirs:
                notes.append(("word_conflict" if sort == GENERIC else "place_conflict", tuple(left.by_key(ours).values()), tuple(right.by_key(theirs).values())))
                decisive[0] = True
            elif sort == PLACE and (ours or theirs):
                here, there = left.by_key(ours), right.by_key(theirs)
                if not self.directions.isdisjoint((*here, *there)):
                    notes.append(("direction_one_side", (*here.values(), *there.values()), ()))
                    score -= self.number_penalty
        if not decisive[0] and count(free_left) == 1 and count(free_right) == 1:
            one, other = left.tokens[left.places(free_left)[0]], right.tokens[right.places(free_right)[0]]
            if self.replaced(one, other, self.limits):
                notes.append(("word_conflict", (one[0],), (other[0],)))
                decisive[0] = True
        notes.append(("name_partial", left.said(free_left), right.said(free_right)))
        return score

    def best(self, list left, list rights, worth, dict aligned, tell_apart):
        """The loop of `parties.verdict.meet` over the readings of two names: the best agreement, whether by a short piece, whose it is, whether pieces alone agree; which tells them apart, whether they agree."""
        cdef Words a, b
        cdef Py_ssize_t place, at
        cdef int64_t rank, top = -1, bits = -1, score
        cdef bint both = False, agreed = False, short, first_person, decisive, full
        cdef object agreement, best = None, read = None, apart = None, best_short = False, ours, theirs
        cdef tuple pair
        if not left:
            return None, False, None, False, None, False
        a = words_of(left[0])
        first_person = a.of_person
        for place in range(len(rights)):
            theirs = rights[place]
            b = words_of(theirs)
            if top == NO_BETTER:
                break
            if worth is not None:
                bits = worth[place] & 0x7FFFFFFFFFFFFFFF
            for at in range(len(left)):
                if worth is not None and not (bits >> at & 1 if at < 62 else worth[place] >> at & 1):
                    continue
                ours = left[at]
                a = words_of(ours)
                if a.of_person and not b.of_person and not first_person:
                    continue
                pair = (ours, theirs)
                agreement = aligned.get(pair)
                if agreement is None:
                    agreement = aligned[pair] = self.align(ours, theirs)
                if not isinstance(agreement, tuple) or len(<tuple> agreement) != 6:
                    raise TypeError("no agreement")
                score, full, decisive = <object> PyTuple_GET_ITEM(agreement, 0), <object> PyTuple_GET_ITEM(agreement, 1), <object> PyTuple_GET_ITEM(agreement, 3)
                short = a.short or b.short
                if a.whole and b.whole:
                    agreed |= not decisive and score >= self.possible
                    if decisive and (apart is None or score > <int64_t> apart[0][0]):
                        for note in <tuple> PyTuple_GET_ITEM(agreement, 5):
                            if note[0] in tell_apart:
                                apart = (agreement, pair)
                                break
                rank = (not decisive) << 13 | (full and not short) << 12 | score << 1 | (not short)
                if rank > top:
                    top, best, best_short, read, both = rank, agreement, short, pair, a.short and b.short
                    if rank == NO_BETTER:
                        break
        return best, bool(best_short), read, both, apart, agreed


def may_be_full(left, right):
    """`parties.align.may_be_full` of two wordings."""
    cdef Words ours = words_of(left), theirs = words_of(right)
    cdef bint person = ours.of_person or theirs.of_person
    if person:
        ours, theirs = ours.as_person(), theirs.as_person()
    return within(ours, theirs, person) and within(theirs, ours, person)
