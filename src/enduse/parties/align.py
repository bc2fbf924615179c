"""How well do the words of two names agree, and what tells them apart?"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from rapidfuzz.distance import OSA

from enduse.model.nouns import Reason
from enduse.parties.near import alike
from enduse.parties.settings import Limits
from enduse.text.forms import conflicting
from enduse.text.keys import fold
from enduse.text.lexicon import DIRECTIONS
from enduse.text.names import Token, Variant, as_person, joined

_ONE_VOWEL = str.maketrans("eiou", "aaaa")
Weigh = Callable[[Token], int]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Score in thousandths; `full`: every word equal after romanisation, in any order; `distinctive`: how many distinctive words are equal; `decisive`: something excludes the match."""

    score: int
    full: bool
    distinctive: int
    decisive: bool = False
    forms_conflict: bool = False
    reasons: tuple[Reason, ...] = ()


def align(left: Variant, right: Variant, weigh: Weigh, limits: Limits) -> Agreement:
    """Agreement of the party's name (left) with the listed name (right)."""
    if right.person or left.person:
        return _align_persons(as_person(left), as_person(right), weigh, limits)
    return _align_firms(left, right, weigh, limits)


def word_score(left: Token, right: Token, person: bool, translated: int) -> int:
    """How alike two words are, 0..1000: equal letters, equal key, near key; numbers, generic words and places only if equal.

    Syllables out of Han are either equal or another name. Vowels may differ altogether where one side was written without them, and a good deal in personal names.
    """
    if left.raw == right.raw:
        return 1000
    if left.fold == right.fold:
        if left.sort == right.sort == "n" or (left.sort == right.sort and left.sort in ("g", "p") and fold(left.raw) == fold(right.raw)):
            return 1000
        if left.sort == right.sort and left.sort in ("g", "p"):
            return 1000 if "han" in (left.origin, right.origin) else translated  # a Han name is always met in translation
        edits = OSA.distance(left.raw, right.raw)
        if "han" in (left.origin, right.origin):
            return 0  # yan and jian fold alike and are two names
        if len(left.fold) <= 4 and "hangul" in (left.origin, right.origin) and not person:
            return 0  # a syllable or two is no acronym
        if len(left.fold) <= 4:
            return 960 if edits == 1 and len(left.fold) >= 3 else 740
        return 1000 - min(30, 100 * edits // max(len(left.raw), len(right.raw)))
    if left.sort != right.sort or left.sort in ("n", "g", "p", "i") or "han" in (left.origin, right.origin) or left.origin == right.origin == "hangul":
        return 0
    if left.bones and left.bones == right.bones:
        if (left.origin == "abjad") != (right.origin == "abjad"):
            return alike(left.fold, right.fold, left.bones, right.bones, 900)
        if person and len(left.bones) >= 4 and left.fold[0] == right.fold[0] and min(len(left.fold), len(right.fold)) >= 5:
            return alike(left.fold, right.fold, left.bones, right.bones, 880)
    near = alike(left.fold, right.fold, "", "")
    if person and len(left.fold) == len(right.fold) >= 5 and left.fold.translate(_ONE_VOWEL) == right.fold.translate(_ONE_VOWEL):
        return max(near, 860)  # Usama, Osama: the same but for the colour of vowels
    return near


def _pairs(left: Variant, right: Variant, translated: int) -> tuple[list[tuple[int, int, int]], list[int], list[int]]:
    """Best one-to-one pairs (left, right, score), greedy from the most alike; what is left over on each side."""
    free_left, free_right = list(range(len(left.tokens))), list(range(len(right.tokens)))
    pairs: list[tuple[int, int, int]] = []
    for i in list(free_left):  # equal words first: most names need no more
        key = left.tokens[i].fold
        at = next((j for j in free_right if right.tokens[j].fold == key), None)
        if at is not None:
            score = word_score(left.tokens[i], right.tokens[at], right.person, translated)
            if score:
                pairs.append((i, at, score))
                free_left.remove(i)
                free_right.remove(at)
    if free_left and free_right:
        scored: list[tuple[int, int, int, int]] = []
        for i in free_left:
            for j in free_right:
                score = word_score(left.tokens[i], right.tokens[j], right.person, translated)
                if score:
                    scored.append((-score, abs(i - j), i, j))
        scored.sort()
        for negative, _, i, j in scored:
            if i in free_left and j in free_right:
                pairs.append((i, j, -negative))
                free_left.remove(i)
                free_right.remove(j)
    return pairs, free_left, free_right


def _join(one: Variant, ones: list[int], many: Variant, manys: list[int]) -> tuple[int, tuple[int, ...], int] | None:
    """A left-over word that equals two or three neighbours of the other side written together."""
    for i in ones if manys else ():
        word = one.tokens[i].fold
        if len(word) < 5:
            continue
        for size in (2, 3):
            for start in range(len(many.tokens) - size + 1):
                span = tuple(range(start, start + size))
                if any(j in manys for j in span):
                    together = "".join(many.tokens[j].fold for j in span)
                    raw = "".join(many.tokens[j].raw for j in span)
                    if together == word or raw == one.tokens[i].raw:
                        return i, span, 980
                    if len(word) >= 8 and OSA.distance(together, word, score_cutoff=1) <= 1:
                        return i, span, 900
    return None


def _align_firms(left: Variant, right: Variant, weigh: Weigh, limits: Limits) -> Agreement:
    pairs, free_left, free_right = _pairs(left, right, limits.translated)
    weights_left, weights_right = [weigh(word) for word in left.tokens], [weigh(word) for word in right.tokens]
    total_left, total_right = sum(weights_left) or 1, sum(weights_right) or 1
    got_left = sum(weights_left[i] * score for i, _, score in pairs)
    got_right = sum(weights_right[j] * score for _, j, score in pairs)
    reasons: list[Reason] = []
    glued = False
    for one, ones, many, manys, from_left in ((left, free_left, right, free_right, True), (right, free_right, left, free_left, False)):
        found = _join(one, ones, many, manys)
        if found:
            i, span, score = found
            glued = True
            fresh = [j for j in span if j in manys]
            weights_one, weights_many = (weights_left, weights_right) if from_left else (weights_right, weights_left)
            gain_one, gain_many = weights_one[i] * score, sum(weights_many[j] for j in fresh) * score
            got_left, got_right = (got_left + gain_one, got_right + gain_many) if from_left else (got_left + gain_many, got_right + gain_one)
            ones.remove(i)
            for j in fresh:
                manys.remove(j)
    cover_left, cover_right = got_left // total_left, got_right // total_right
    same_joined = _same_joined(left, right)
    full = same_joined or (not free_left and not free_right and all(score >= 940 for *_, score in pairs) and _spelt_alike(left, right, pairs))
    score = 2 * cover_left * cover_right // (cover_left + cover_right) if cover_left + cover_right else 0
    if same_joined:
        score, free_left, free_right = max(score, 985), [], []
    distinctive = sum(left.tokens[i].sort == "" and len(left.tokens[i].raw) > 2 and weights_left[i] >= limits.rare and score >= 940 for i, _, score in pairs)
    if glued and full:
        reasons.append(Reason(code="name_joined"))
    decisive = False
    numbers_left = {left.tokens[i].fold for i in free_left if left.tokens[i].sort == "n"}
    numbers_right = {right.tokens[j].fold for j in free_right if right.tokens[j].sort == "n"}
    if numbers_left and numbers_right:
        reasons.append(Reason(code="number_conflict", values={"party": _words(numbers_left), "listed": _words(numbers_right)}))
        decisive = True
    elif numbers_left or numbers_right:
        reasons.append(Reason(code="number_one_side", values={"number": _words(numbers_left or numbers_right)}))
        score -= limits.number_penalty
    for sort, code in (("g", "word_conflict"), ("p", "place_conflict")):
        ours = {left.tokens[i].fold: left.tokens[i].raw for i in free_left if left.tokens[i].sort == sort}
        theirs = {right.tokens[j].fold: right.tokens[j].raw for j in free_right if right.tokens[j].sort == sort}
        if ours and theirs:
            reasons.append(Reason(code=code, values={"party": _words(ours.values()), "listed": _words(theirs.values())}))
            decisive = True
        elif sort == "p" and (set(ours) | set(theirs)) & DIRECTIONS:
            reasons.append(Reason(code="direction_one_side", values={"word": _words(list(ours.values()) + list(theirs.values()))}))
            score -= limits.number_penalty
    ours_free = [left.tokens[i].raw for i in free_left]
    theirs_free = [right.tokens[j].raw for j in free_right]
    if ours_free or theirs_free:
        reasons.append(Reason(code="name_partial", values={"extra": _words(ours_free) or None, "missing": _words(theirs_free) or None}))
        if not any(left.tokens[i].sort == "" and weights_left[i] >= 30 and value >= 800 for i, _, value in pairs) and not glued:
            decisive = True  # nothing but generic words and places in common
    words = [(i, j, value) for i, j, value in pairs if left.tokens[i].sort == ""]
    if len(words) == 1 and not full and not glued:
        i, j, value = words[0]
        if value < 940 and min(len(left.tokens[i].fold), len(right.tokens[j].fold)) < (limits.lone_letters if len(pairs) == 1 else limits.lone_letters - 2):
            decisive = True  # one short word that is only alike is another word
            reasons.append(Reason(code="one_word_similar"))
    forms_conflict = conflicting(left.forms, right.forms)
    if forms_conflict:
        reasons.append(Reason(code="legal_form_differs", values={"party": _words(left.forms), "listed": _words(right.forms)}))
        score -= limits.form_penalty
    elif left.forms != right.forms:
        reasons.append(Reason(code="legal_form_equivalent" if left.forms and right.forms else "legal_form_absent"))
    return Agreement(
        score=max(0, min(1000, score)), full=full, distinctive=distinctive, decisive=decisive, forms_conflict=forms_conflict, reasons=tuple(reasons)
    )


def _same_joined(left: Variant, right: Variant) -> bool:
    """Whether the words written together are equal; short ones letter for letter."""
    together = joined(left)
    if together != joined(right):
        return False
    if any(word.sort in ("g", "p") for word in (*left.tokens, *right.tokens)) and _spelt(left) != _spelt(right):
        return False
    raw_left, raw_right = "".join(word.raw for word in left.tokens), "".join(word.raw for word in right.tokens)
    if min(len(left.tokens), len(right.tokens)) == 1 and len(together) <= 4 and any(word.origin for word in (*left.tokens, *right.tokens)):
        return raw_left == raw_right and len(left.tokens) == len(right.tokens)  # an acronym is not two syllables of a name
    if raw_left == raw_right or sorted(left.tokens) == sorted(right.tokens):
        return True
    syllabic = any(word.origin in ("han", "hangul") for word in (*left.tokens, *right.tokens))
    if syllabic and len(together) < 7:
        return False  # i-ji-u and IJU
    han = any(word.origin == "han" for word in (*left.tokens, *right.tokens))
    return not han and (len(together) >= 7 or OSA.distance(raw_left, raw_right) <= 1)


def _spelt(variant: Variant) -> str:
    return "".join([fold(word.raw) for word in variant.tokens])


def _spelt_alike(left: Variant, right: Variant, pairs: list[tuple[int, int, int]]) -> bool:
    return all(left.tokens[i].fold == right.tokens[j].fold for i, j, _ in pairs)


def _align_persons(left: Variant, right: Variant, weigh: Weigh, limits: Limits) -> Agreement:
    """One shared surname is no match: two names of the person must align. A patronymic or particle may be missing; an initial agrees at a price."""
    pairs, free_left, free_right = _pairs(left, right, limits.translated)
    reasons: list[Reason] = []
    initials = 0
    for here, there, ours, theirs in ((left, right, free_left, free_right), (right, left, free_right, free_left)):
        for i in list(ours):
            if here.tokens[i].sort == "i":
                fit = next((j for j in theirs if there.tokens[j].raw[0] == here.tokens[i].raw[0] and there.tokens[j].sort in ("", "m")), None)
                if fit is not None:
                    ours.remove(i)
                    theirs.remove(fit)
                    initials += 1
    glued = False
    for one, ones, many, manys in ((left, free_left, right, free_right), (right, free_right, left, free_left)):
        found = _join(one, ones, many, manys)
        if found:
            i, span, value = found
            glued = True
            ones.remove(i)
            for j in span:
                if j in manys:
                    manys.remove(j)
            pairs.append((i, span[0], value) if one is left else (span[0], i, value))
    solid = [(i, j, score) for i, j, score in pairs if left.tokens[i].sort not in ("a", "i", "n")]
    missing = [right.tokens[j] for j in free_right if right.tokens[j].sort in ("", "n")]
    extra = [left.tokens[i] for i in free_left if left.tokens[i].sort in ("", "n")]
    patronymics = [right.tokens[j] for j in free_right if right.tokens[j].sort == "m"] + [left.tokens[i] for i in free_left if left.tokens[i].sort == "m"]
    both_patronymics = any(right.tokens[j].sort == "m" for j in free_right) and any(left.tokens[i].sort == "m" for i in free_left)
    mean = sum(score for *_, score in solid) // len(solid) if solid else 0
    worst = min((score for *_, score in solid), default=0)
    score = mean - (1000 - worst) // 4
    same_joined = _same_joined(left, right) or sorted([word.raw for word in left.tokens]) == sorted([word.raw for word in right.tokens])
    needed = 1 if (glued and not missing and not extra) or min(len(left.tokens), len(right.tokens)) == 1 else 2
    names = len(solid) + len(missing) + len(extra)
    decisive = False
    if same_joined:
        score, missing, extra = max(score, 985), [], []
    elif len([1 for *_, value in solid if value >= 720]) < needed:
        if len(solid) == 1 and initials and worst >= 970 and weigh(left.tokens[solid[0][0]]) >= limits.rare:
            score = 830
        else:
            decisive = True
        reasons.append(Reason(code="one_name_only"))
    elif len(left.tokens) == 1 or len(right.tokens) == 1:
        decisive = decisive or len(left.tokens) != len(right.tokens)
    if both_patronymics:
        reasons.append(Reason(code="patronymic_conflict", values={"names": _words(word.raw for word in patronymics)}))
        score -= limits.patronymic_conflict
    elif patronymics:
        reasons.append(Reason(code="patronymic_absent"))
        score -= limits.patronymic_absent
    if initials:
        reasons.append(Reason(code="initials_only"))
        score -= (limits.initial_penalty if len(solid) > 1 else limits.initial_penalty // 4) * initials
    if missing and extra:
        reasons.append(Reason(code="name_conflict", values={"party": _words(word.raw for word in extra), "listed": _words(word.raw for word in missing)}))
        score -= limits.name_conflict + 100 * (min(len(missing), len(extra)) - 1)
    elif (missing or extra) and all(len(word.raw) <= 5 for word in (*left.tokens, *right.tokens)) and len(solid) < 3:
        reasons.append(
            Reason(code="name_partial", values={"extra": _words(word.raw for word in extra) or None, "missing": _words(word.raw for word in missing) or None})
        )
        score -= limits.syllable_missing  # names of one-syllable words: every syllable counts
    elif missing or extra:
        reasons.append(
            Reason(code="name_partial", values={"extra": _words(word.raw for word in extra) or None, "missing": _words(word.raw for word in missing) or None})
        )
        score -= (40 if len(solid) >= 3 else limits.name_missing) * len(missing + extra) + (100 if len(missing) + len(extra) > len(solid) else 0)
    if right.surname and not same_joined and (missing or extra) and not any(j < right.surname for _, j, _ in solid):
        reasons.append(Reason(code="surname_differs"))
        decisive = True
    spelt = all(left.tokens[i].fold == right.tokens[j].fold for i, j, _ in pairs)
    full = same_joined or (bool(names) and not (missing or extra or patronymics or initials) and (spelt and worst >= 940))
    distinctive = sum(value >= 940 and weigh(left.tokens[i]) >= limits.rare for i, _, value in solid)
    return Agreement(score=max(0, min(1000, score)), full=full, distinctive=distinctive, decisive=decisive, reasons=tuple(reasons))


def _words(words: object) -> str:
    return " ".join(sorted(set(words)))  # type: ignore[call-overload]  # any iterable of words
