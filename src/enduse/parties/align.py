"""How well do the words of two names agree, and what tells them apart?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from enduse import native
from enduse.model.nouns import Reason
from enduse.parties.brief import scant, surname_of_fathers, surnames_alone, two_allowances
from enduse.parties.likeness import GLUED, GLUED_ALIKE, TWO_SOUNDS, VOWELS, bare_of, bones_of, join_words, pair_words, replaced, word_score
from enduse.parties.near import REACH
from enduse.parties.settings import Limits
from enduse.parties.told import Told
from enduse.parties.translated import across, carried, implied, put_otherwise
from enduse.parties.wording import Wording
from enduse.text.forms import conflicting
from enduse.text.keys import fold, named
from enduse.text.lexicon import DIRECTIONS
from enduse.text.names import Token

Note = tuple[str, Sequence[str], Sequence[str]]
"""A reason that nobody has asked for yet: its code, words of the party, words of the listed name."""


class Agreement(NamedTuple):
    """Score in thousandths; `full`: every word equal after romanisation, in any order; `distinctive`: how many distinctive words are equal; `decisive`: something excludes the match."""

    score: int
    full: bool
    distinctive: int
    decisive: bool = False
    forms_conflict: bool = False
    notes: tuple[Note, ...] = ()


_UNSOLID: Final = ("a", "i", "n")  # sorts of words that make no person's name
_KNOWN: Final = ("n", "g", "p")
_VALUES: Final = {
    "number_conflict": ("party", "listed"), "word_conflict": ("party", "listed"), "place_conflict": ("party", "listed"), "legal_form_differs": ("party", "listed"),
    "name_conflict": ("party", "listed"), "name_partial": ("extra", "missing"), "number_one_side": ("number", ""), "direction_one_side": ("word", ""),
    "patronymic_conflict": ("names", ""), "contained": ("contained", ""), "read_otherwise": ("as", ""),
}  # fmt: skip
"""What the two groups of words of a note are called in its reason; a note without an entry has no values."""


def reason_of(note: Note) -> Reason:
    """The note as a reason."""
    code, ours, theirs = note
    names = _VALUES.get(code)
    if names is None:
        return Reason(code=code)
    if code == "contained":
        return Reason(code="name_partial", values={"contained": ours[0]})
    values: dict[str, str | int | bool | None] = {name: " ".join(sorted(set(words))) or None for name, words in zip(names, (ours, theirs), strict=True) if name}
    return Reason(code=code, values=values)


def align(left: Wording, right: Wording, limits: Limits, told: Told | None = None) -> Agreement:
    """Agreement of the party's name (left) with the listed name (right); what became of each word goes into `told`, if it is given."""
    if native.on and told is None:
        return loops(limits).align(left, right)
    return _align(left, right, limits, told)


def _align(left: Wording, right: Wording, limits: Limits, told: Told | None = None) -> Agreement:
    person = right.variant.person or left.variant.person
    if person:
        left, right = left.person, right.person
    if told is None and left.tokens == right.tokens and left.total > 1 and (person or left.variant.forms == right.variant.forms):
        return _equal(left, right, person, limits)
    return _align_persons(left, right, limits, told) if person else _align_firms(left, right, limits, told)


_made: native.align.Aligner[Agreement, Wording] | None = None


def loops(limits: Limits) -> native.align.Aligner[Agreement, Wording]:
    """The compiled alignment by these limits; the last one is kept."""
    global _made
    made = _made
    if made is None or made.limits is not limits:
        made = _made = native.align.Aligner(
            limits, Agreement, _align, word_score=word_score, bare=bare_of, replaced=replaced, misspelt=_misspelt, put_otherwise=put_otherwise,
            implied=implied, conflicting=conflicting, named=named, fold=fold, bones=bones_of, directions=DIRECTIONS, scant=scant(limits), reach=tuple(REACH.tolist()), glued=(GLUED, GLUED_ALIKE), vowels=VOWELS,
            struck_out="".join([letter for letter in ascii_lowercase if bones_of(letter) != letter or bones_of(f"e{letter}") != letter]),
            two_sounds=TWO_SOUNDS,
        )  # fmt: skip
    return made


def may_be_full(left: Wording, right: Wording) -> bool:
    """Whether every word of two names may be found in the other, alone or written together with its neighbours: without that their agreement is not full."""
    if native.on:
        return native.align.may_be_full(left, right)
    person = right.variant.person or left.variant.person
    if person:
        left, right = left.person, right.person
    return _within(left, right, person) and _within(right, left, person)


def _within(one: Wording, other: Wording, person: bool) -> bool:
    return all(word.fold in other.joined or word.raw in other.written or (person and word.sort in ("a", "i")) for word in one.tokens)


def _equal(left: Wording, right: Wording, person: bool, limits: Limits) -> Agreement:
    """What the alignment of the same words comes to, told at once."""
    if person:
        solid = [weight for word, weight in zip(left.tokens, left.weights, strict=True) if word.sort not in _UNSOLID]
        decisive = len(solid) == 1 and "short" in (left.variant.role, right.variant.role)
        return Agreement(1000 if solid else limits.same_letters, True, sum([weight >= limits.rare for weight in solid]), decisive)
    telling = [weight >= limits.rare and word.sort == "" and len(word.raw) > 2 for word, weight in zip(left.tokens, left.weights, strict=True)]
    distinctive = sum(telling)
    return Agreement(1000, True, distinctive + (distinctive > 1 and any(word.sort == "p" for word in left.tokens)))


def _align_firms(left: Wording, right: Wording, limits: Limits, told: Told | None) -> Agreement:
    pairs, free_left, free_right = pair_words(left, right, limits)
    if told is not None:
        told.words(pairs)
    weights_left, weights_right = left.weights, right.weights
    got_left = sum([weights_left[i] * score for i, _, score in pairs])
    got_right = sum([weights_right[j] * score for _, j, score in pairs])
    notes: list[Note] = []
    glued, mended = False, False
    for one, ones, many, manys, from_left in (
        ((left, free_left, right, free_right, True), (right, free_right, left, free_left, False)) if free_left and free_right else ()
    ):
        found = join_words(one, ones, many, manys)
        if found:
            i, span, score = found
            glued, mended = True, mended or score < limits.equal_word
            fresh = [j for j in span if j in manys]
            weights_one, weights_many = (weights_left, weights_right) if from_left else (weights_right, weights_left)
            gain_one, gain_many = weights_one[i] * score, sum(weights_many[j] for j in fresh) * score
            got_left, got_right = (got_left + gain_one, got_right + gain_many) if from_left else (got_left + gain_many, got_right + gain_one)
            ones.remove(i)
            for j in fresh:
                manys.remove(j)
            if told is not None:
                told.joined(from_left, i, span, score)
    if told is not None:
        told.left, told.right = list(free_left), list(free_right)
    total_left, total_right = left.total, right.total
    foreign = across(left, right)
    if foreign and (free_left or free_right):
        idle_left, idle_right = implied(left, free_left), implied(right, free_right)
        total_left -= sum([weights_left[i] for i in idle_left])
        total_right -= sum([weights_right[j] for j in idle_right])
        free_left, free_right = [i for i in free_left if i not in idle_left], [j for j in free_right if j not in idle_right]
    else:
        idle_left, idle_right = [], []
    cover_left, cover_right = got_left // (total_left or 1), got_right // (total_right or 1)
    same_joined = _same_joined(left, right)
    full = same_joined or (not (free_left or free_right or idle_left or idle_right) and not mended and _equal_words(left, right, pairs, limits))
    score = 2 * cover_left * cover_right // (cover_left + cover_right) if cover_left + cover_right else 0
    if same_joined:
        score, free_left, free_right = max(score, limits.same_letters), [], []
    distinctive = 0
    words: list[tuple[int, int, int]] = []
    for i, j, value in pairs:
        if left.tokens[i].sort == "":
            words.append((i, j, value))
            distinctive += value >= limits.equal_word and weights_left[i] >= limits.rare and len(left.raws[i]) > 2
    if full and distinctive > 1 and any(left.tokens[i].sort == "p" and value == 1000 for i, _, value in pairs):
        distinctive += 1  # a town tells two words of a firm from the same words elsewhere
    if glued and full:
        notes.append(("name_joined", (), ()))
    if mended and not words and not same_joined and (len(left.joined) < limits.slip_words or "abjad" in left.origins | right.origins):
        score = min(score, scant(limits))
    decisive = False
    if free_left or free_right:
        score, decisive = _told_apart(left, right, free_left, free_right, notes, score, limits)
        if not glued and not any(value >= limits.common_word and weights_left[i] >= limits.common_weight for i, _, value in words):
            decisive = True  # nothing but generic words and places in common
    if len(words) == 1 and not full and not glued:
        i, j, value = words[0]
        letters = min(len(left.folds[i]), len(right.folds[j]))
        if (
            value < limits.equal_word
            and not (foreign and put_otherwise(left.tokens[i], right.tokens[j]))
            and letters < (limits.lone_letters if len(pairs) == 1 else limits.lone_letters - 2)
        ):
            decisive = True  # one short word that is only alike is another word
            notes.append(("one_word_similar", (), ()))
        elif len(pairs) == 1 and (free_left or free_right) and letters < (limits.lone_generic if _formed(left, right) else limits.lone_letters):
            decisive = True  # ASP and ASP Shipping
    if (
        not words
        and not full
        and not glued
        and not (foreign and carried(len(pairs), free_left, free_right, limits))
        and not any(left.raws[i] == right.raws[j] for i, j, _ in pairs)
    ):
        decisive = True  # works for factory, and nothing else
    forms_left, forms_right = left.variant.forms, right.variant.forms
    forms_conflict = False
    if forms_left != forms_right:
        forms_conflict = conflicting(forms_left, forms_right)
        if forms_conflict:
            notes.append(("legal_form_differs", tuple(forms_left), tuple(forms_right)))
            score -= limits.form_penalty
        else:
            notes.append(("legal_form_equivalent" if forms_left and forms_right else "legal_form_absent", (), ()))
    return Agreement(max(0, min(1000, score)), full, distinctive, decisive, forms_conflict, tuple(notes))


def _formed(left: Wording, right: Wording) -> bool:
    """Whether both names bear a legal form, and the same one or its like."""
    ours, theirs = left.variant.forms, right.variant.forms
    return bool(ours and theirs) and not conflicting(ours, theirs)


def _told_apart(left: Wording, right: Wording, free_left: list[int], free_right: list[int], notes: list[Note], score: int, limits: Limits) -> tuple[int, bool]:
    """What the words left over take off the score, and whether they exclude the match: numbers, generic words and places that differ."""
    decisive = False
    ours, theirs = _known(left, free_left), _known(right, free_right)
    if ours or theirs:
        numbers_left, numbers_right = [word.fold for word in ours if word.sort == "n"], [word.fold for word in theirs if word.sort == "n"]
        if numbers_left and numbers_right:
            notes.append(("number_conflict", numbers_left, numbers_right))
            decisive = True
        elif numbers_left or numbers_right:
            notes.append(("number_one_side", numbers_left or numbers_right, ()))
            score -= limits.number_penalty
        for sort, code in (("g", "word_conflict"), ("p", "place_conflict")):
            here, there = {word.fold: word.raw for word in ours if word.sort == sort}, {word.fold: word.raw for word in theirs if word.sort == sort}
            if here and there:
                notes.append((code, tuple(here.values()), tuple(there.values())))
                decisive = True
            elif sort == "p" and (here or there) and not DIRECTIONS.isdisjoint((*here, *there)):
                notes.append(("direction_one_side", (*here.values(), *there.values()), ()))
                score -= limits.number_penalty
    if not decisive and len(free_left) == len(free_right) == 1 and replaced(left.tokens[free_left[0]], right.tokens[free_right[0]], limits):
        notes.append(("word_conflict", (left.raws[free_left[0]],), (right.raws[free_right[0]],)))
        decisive = True
    notes.append(("name_partial", [left.raws[i] for i in free_left], [right.raws[j] for j in free_right]))
    return score, decisive


def _known(name: Wording, free: Iterable[int]) -> list[Token]:
    """Numbers, generic words and places among the words left over."""
    return [word for i in free if (word := name.tokens[i]).sort in _KNOWN]


def _same_joined(left: Wording, right: Wording) -> bool:
    """Whether the words written together are equal; short ones letter for letter."""
    together = left.joined
    if together != right.joined:
        return False
    if (left.known_words or right.known_words) and left.spelt != right.spelt:
        return False
    origins = left.origins | right.origins
    if min(len(left.tokens), len(right.tokens)) == 1 and len(together) <= 4 and origins:
        return left.written == right.written and len(left.tokens) == len(right.tokens)  # an acronym is not two syllables of a name
    if left.written == right.written or sorted(left.tokens) == sorted(right.tokens) or (not origins and left.sorted_raws == right.sorted_raws):
        return True
    if "han" in origins or "hangul" in origins:
        return False  # i-ji-u and IJU, yang hyon-u and jang hyon-u
    return len(together) >= 7 or OSA.distance(left.written, right.written) <= 1


def _equal_words(left: Wording, right: Wording, pairs: list[tuple[int, int, int]], limits: Limits) -> bool:
    return all(value >= limits.equal_word and left.folds[i] == right.folds[j] for i, j, value in pairs)


def _align_persons(left: Wording, right: Wording, limits: Limits, told: Told | None) -> Agreement:
    """One shared surname is no match: two names of the person must align. A patronymic or particle may be missing; an initial agrees at a price."""
    pairs, free_left, free_right = pair_words(left, right, limits)
    notes: list[Note] = []
    initials, glued, mended = 0, False, False
    if told is not None:
        told.words(pairs)
    if free_left and free_right:
        initials = _by_initials(left, right, free_left, free_right, told)
        for one, ones, many, manys in ((left, free_left, right, free_right), (right, free_right, left, free_left)):
            found = join_words(one, ones, many, manys)
            if found:
                i, span, value = found
                glued, mended = True, mended or value < limits.equal_word
                ones.remove(i)
                for j in span:
                    if j in manys:
                        manys.remove(j)
                pairs.append((i, span[0], value) if one is left else (span[0], i, value))
                if told is not None:
                    told.joined(one is left, i, span, value)
    if told is not None:
        told.left, told.right = list(free_left), list(free_right)
    solid = [(i, j, score) for i, j, score in pairs if left.tokens[i].sort not in _UNSOLID]
    missing, fathers_right = _names_left(right, free_right)
    extra, fathers_left = _names_left(left, free_left)
    if len(fathers_right) == 1 and surname_of_fathers(right, solid, free_right):
        missing, fathers_right = [right.raws[j] for j in free_right if right.tokens[j].sort in ("", "n", "m")], []
    values = [score for *_, score in solid]
    mean, worst = (sum(values) // len(values), min(values)) if values else (0, 0)
    score = mean - (1000 - worst) // 4
    same_joined = _same_joined(left, right) or (len(left.raws) == len(right.raws) and left.sorted_raws == right.sorted_raws)
    needed = 1 if (glued and not missing and not extra) or min(len(left.tokens), len(right.tokens)) == 1 else 2
    names = len(solid) + len(missing) + len(extra)
    decisive = False
    if same_joined:
        score, missing, extra = max(score, limits.same_letters), [], []
    elif len([1 for value in values if value >= limits.solid_name]) < needed:
        if len(solid) == 1 and initials and worst >= 970 and left.weights[solid[0][0]] >= limits.rare:
            score = limits.rare_surname
        else:
            decisive = True
        notes.append(("one_name_only", (), ()))
    elif len(left.tokens) == 1 or len(right.tokens) == 1:
        lone = worst < limits.equal_word and (worst < limits.lone_person or min(len(left.joined), len(right.joined)) < limits.lone_letters)
        decisive = decisive or lone or len(left.tokens) != len(right.tokens)
    patronymics = fathers_right + fathers_left
    if fathers_right and fathers_left:
        notes.append(("patronymic_conflict", patronymics, ()))
        score -= limits.patronymic_conflict
    elif patronymics:
        notes.append(("patronymic_absent", (), ()))
        score -= limits.patronymic_absent
    if initials:
        notes.append(("initials_only", (), ()))
        score -= (limits.initial_penalty if len(solid) > 1 else limits.initial_penalty // 4) * initials
    if missing and extra:
        notes.append(("name_conflict", extra, missing))
        if len(solid) >= 3 and len(missing) == len(extra) == 1 and worst >= limits.solid_name and _misspelt(extra[0], missing[0]):
            score -= limits.name_missing  # of four names three agree, and the fourth does more or less
        else:
            score -= limits.name_conflict + limits.name_further * (min(len(missing), len(extra)) - 1)
    elif missing or extra:
        notes.append(("name_partial", extra, missing))
        if len(solid) < 3 and all(len(raw) <= 5 for raw in (*left.raws, *right.raws)):
            score -= limits.syllable_missing  # names of one-syllable words: every syllable counts
        else:
            lacking = len(missing) + len(extra)
            score -= (limits.name_missing_of_many if len(solid) >= 3 else limits.name_missing) * lacking
            score -= limits.name_further if lacking > len(solid) else 0
            told_by = sum([left.weights[i] for i, *_ in solid])
            if told_by < limits.telling_names and (lacking >= len(solid) or (told_by < limits.usual_names and not (missing or patronymics))):
                decisive = True  # Juan Reyes, Juan Reyes MEJIA GONZALEZ; Jose Luis Bernal, JOSE LUIS
    if not same_joined and len(solid) <= 2:
        lacking = bool(missing and not fathers_left) or bool(extra and not fathers_right)  # a patronymic may be taken for a name
        if (
            (mended and len(solid) == 1)
            or two_allowances(left, right, solid, lacking, limits)
            or (not (extra or initials) and surnames_alone(right, solid, free_right))
        ):
            score = min(score, scant(limits))
    if len(solid) == 1 and "short" in (left.variant.role, right.variant.role):
        decisive = True  # Jose (Jesus) Enrique is no Jesus
    surname = right.variant.surname
    if surname and not same_joined and (missing or extra) and not any(j < surname for _, j, _ in solid):
        notes.append(("surname_differs", (), ()))
        decisive = True
    full = same_joined or (
        bool(names)
        and not (missing or extra or patronymics or initials)
        and worst >= limits.equal_word
        and all(left.folds[i] == right.folds[j] for i, j, _ in pairs)
    )
    distinctive = sum([value >= limits.equal_word and left.weights[i] >= limits.rare for i, _, value in solid])
    return Agreement(max(0, min(1000, score)), full, distinctive, decisive, False, tuple(notes))


def _misspelt(name: str, listed: str) -> bool:
    """Whether two names have more than half of their letters in common, in their order, and begin or end alike."""
    longer = max(len(name), len(listed))
    return (name[:2] == listed[:2] or name[-2:] == listed[-2:]) and longer >= 5 and 5 * OSA.distance(name, listed) <= 2 * longer


def _by_initials(left: Wording, right: Wording, free_left: list[int], free_right: list[int], told: Told | None) -> int:
    """How many initials left over on either side agree with a name left over on the other; both are taken out."""
    initials = 0
    for here, there, ours, theirs in ((left, right, free_left, free_right), (right, left, free_right, free_left)):
        for i in list(ours):
            if here.tokens[i].sort == "i":
                fit = next((j for j in theirs if there.raws[j][0] == here.raws[i][0] and there.tokens[j].sort in ("", "m")), None)
                if fit is not None:
                    ours.remove(i)
                    theirs.remove(fit)
                    initials += 1
                    if told is not None:
                        told.pairs.append(((i,), (fit,), 0, "initial") if here is left else ((fit,), (i,), 0, "initial"))
    return initials


def _names_left(name: Wording, free: Iterable[int]) -> tuple[list[str], list[str]]:
    """Names, and names after the father, among the words left over."""
    names: list[str] = []
    fathers: list[str] = []
    for i in free:
        sort = name.tokens[i].sort
        if sort in ("", "n"):
            names.append(name.raws[i])
        elif sort == "m":
            fathers.append(name.raws[i])
    return names, fathers
