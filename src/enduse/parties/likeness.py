"""Which word of one name is which word of the other, and how much are the two alike?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from enduse.parties.near import alike
from enduse.parties.settings import Limits
from enduse.parties.wording import Wording
from enduse.text.heard import hears, resembles
from enduse.text.keys import fold, named, skeleton
from enduse.text.names import Token

_BARE: Final = re.compile(r"[aeiouyhw]|(.)(?=\1)")  # what spellings of one name most often differ in
_VOWELS_SAID: Final = re.compile("[aeiou]+")
_TWICE: Final = re.compile(r"(.)\1+")
_READ: Final = ("han", "hangul")  # scripts whose syllables are equal or another name
_SOUNDS: Final = str.maketrans("gdzcp", "ktssb", "h")  # consonants that writers of one alphabet take for each other
_HEARD: Final = (0, 740, 860, 900, 920)  # by consonants in common, of a word written without its vowels and what it may sound like
_TWO_VOWELS: Final = str.maketrans("eo", "iu")
VOWELS: Final = "aeiou"  # whose colour may differ in a person's name
TWO_SOUNDS: Final = "gh"  # that a spelling key takes for one; in names spelt out of syllables they are two: song-hun, song-un
_LONG: Final = 8  # letters of a word written without its vowels in which a consonant may differ
_ONE_VOWEL: Final = str.maketrans(VOWELS, "a" * len(VOWELS))
_AS_THEY_ARE: Final = ("n", "g", "p", "i")  # sorts of words that are equal or others
GLUED, GLUED_ALIKE = 5, 8
"""Letters that a word written together of two must have at least; and to be so but for a slip."""


@lru_cache(maxsize=1 << 12)
def bones_of(key: str) -> str:
    """The consonants of a word, or of words written together."""
    return skeleton(key)


@lru_cache(maxsize=1 << 12)
def bare_of(key: str) -> str:
    """A spelling key without what spellings of one name most often differ in."""
    return _BARE.sub("", key)


@lru_cache(maxsize=1 << 13)
def word_score(left: Token, right: Token, person: bool, translated: int) -> int:
    """How alike two words are, 0..1000: equal letters, equal key, near key; numbers, generic words and places only if equal.

    Syllables out of Han are either equal or another name. Vowels may differ altogether where one side was written without them, and a good deal in personal names.
    """
    if left.raw == right.raw:
        return 1000
    if left.fold == right.fold:
        return _same_key(left, right, person, translated)
    if (
        left.sort != right.sort
        or left.sort in _AS_THEY_ARE
        or "han" in (left.origin, right.origin)
        or ("hangul" in (left.origin, right.origin) and (person or left.origin == right.origin))
    ):
        return 0
    if left.origin != right.origin:
        if "abjad" in (left.origin, right.origin):
            return _without_vowels(left, right)
        if "heard" in (left.origin, right.origin):
            return _by_sound(left, right)
    same_bones = left.bones == right.bones != ""
    if not same_bones and not -3 < len(left.fold) - len(right.fold) < 3:
        return 0
    if same_bones and person and len(left.bones) >= 4 and left.fold[0] == right.fold[0] and min(len(left.fold), len(right.fold)) >= 5:
        return alike(left.fold, right.fold, left.bones, right.bones, 880)
    near = alike(left.fold, right.fold, "", "")
    if near and left.origin == right.origin == "abjad" and not _same_consonants(left, right):
        return 0
    if person and len(left.fold) == len(right.fold) >= 5 and left.fold.translate(_ONE_VOWEL) == right.fold.translate(_ONE_VOWEL):
        return max(near, 860)  # Usama, Osama: the same but for the colour of vowels
    return near


def _without_vowels(left: Token, right: Token) -> int:
    """One word was written without its vowels: known names are one name or another, of others the consonants decide."""
    if named(left.bones) and named(right.bones):
        return 900 if left.bones == right.bones else 0
    if _one_ends_in_i(left.raw, right.raw):
        return 0
    if left.fold.translate(_TWO_VOWELS) == right.fold.translate(_TWO_VOWELS):
        return 960
    near = alike(left.fold, right.fold, left.bones, right.bones, 900)
    ours, theirs = bones_of(left.fold), bones_of(right.fold)
    if near and ours == theirs:
        return max(near, 945 if len(ours) >= 4 else 900)
    if shared := hears(left.raw, right.raw) if left.origin == "abjad" else hears(right.raw, left.raw):
        return max(near, _HEARD[min(shared, 4)])
    return near if _sound_alike(left.fold, right.fold) else 0


def _same_consonants(left: Token, right: Token) -> bool:
    """Whether two words that were both written without their vowels may be one: all that was written are consonants and long vowels, of which hardly one is a slip in a word so short."""
    return not _one_ends_in_i(left.raw, right.raw) and _sound_alike(left.fold, right.fold)


def _sound_alike(left: str, right: str) -> bool:
    """Whether two keys have the same consonants, of which some are taken for each other, or letters enough that one may differ."""
    return bones_of(left).translate(_SOUNDS) == bones_of(right).translate(_SOUNDS) or min(len(left), len(right)) >= _LONG


def _one_ends_in_i(left: str, right: str) -> bool:
    """Whether one word ends in i, which is written in these scripts too, and the other in a consonant: Ashraf is not Ashrafi."""
    return (left[-1] in "iy" and right[-1] not in "aeiouy") or (right[-1] in "iy" and left[-1] not in "aeiouy")


def _by_sound(left: Token, right: Token) -> int:
    """One word was written by its sound in syllables of another language."""
    shared = resembles(left.raw, right.raw) if left.origin == "heard" else resembles(right.raw, left.raw)
    return (0, 0, 840, 880, 920)[min(shared, 4)]


def another_word(word: Token, weight: int, listed: Token, limits: Limits) -> bool:
    """Whether a word is no slip of a listed one: it stands often enough on the lists to be a word of its own, and the two differ in more than vowels."""
    return word.sort == "" and weight <= limits.known_word and _same_letters(word, listed) and bare_of(word.fold) != bare_of(listed.fold)


def replaced(word: Token, listed: Token, limits: Limits) -> bool:
    """Whether the only two words that two names do not share are plain words of their own, and neither a slip of the other nor cut off it: Retail Institute, Research Institute."""
    one, other = word.raw, listed.raw
    if not _same_letters(word, listed) or min(len(one), len(other)) < limits.replaced_letters or word.sort not in ("", "g") or listed.sort not in ("", "g"):
        return False
    return not one.startswith(other[:3]) and OSA.distance(one, other) * 1000 >= limits.replaced_share * max(len(one), len(other))


def _same_letters(word: Token, listed: Token) -> bool:
    """Whether two words were both written in Latin letters, or both in Cyrillic: romanising makes differences that nobody wrote."""
    return word.origin == listed.origin in ("", "cyrl")


def _few_names(left: Wording, right: Wording, limits: Limits) -> bool:
    return min(left.names, right.names) <= limits.few_names


def _same_key(left: Token, right: Token, person: bool, translated: int) -> int:
    if left.sort == right.sort == "n" or (left.sort == right.sort and left.sort in ("g", "p") and fold(left.raw) == fold(right.raw)):
        return 1000
    if left.sort == right.sort and left.sort in ("g", "p"):
        return 1000 if "han" in (left.origin, right.origin) else translated  # a Han name is always met in translation
    if "han" in (left.origin, right.origin):
        return 1000 if fold(left.raw) != fold(right.raw) else 0  # weixing and satellite are one word, yan and jian fold alike and are two names
    if "hangul" in (left.origin, right.origin) and ((len(left.fold) <= 4 and not person) or _syllables(left.raw) != _syllables(right.raw)):
        return 0  # a syllable or two is no acronym; song hun is not song un, so yong is not song
    edits = OSA.distance(left.raw, right.raw)
    if len(left.fold) <= 4:
        return 960 if edits == 1 and len(left.fold) >= 3 else 740
    return 1000 - min(30, 100 * edits // max(len(left.raw), len(right.raw)))


@lru_cache(maxsize=1 << 12)
def _syllables(word: str) -> str:
    """The consonants of a word and where vowels stand between them; h, j and y are consonants, and a letter counts once where it stands twice.

    >>> _syllables("sougwang") == _syllables("sugwang"), _syllables("songhun") == _syllables("songun"), _syllables("miyong") == _syllables("myong")
    (True, False, False)
    """
    return _TWICE.sub(r"\1", _VOWELS_SAID.sub("a", word))


def pair_words(left: Wording, right: Wording, limits: Limits) -> tuple[list[tuple[int, int, int]], list[int], list[int]]:
    """Best one-to-one pairs (left, right, score), greedy from the most alike; what is left over on each side."""
    free_left: list[int] = []
    free_right = list(range(len(right.folds)))
    pairs: list[tuple[int, int, int]] = []
    person, folds, translated = right.variant.person, right.folds, limits.translated
    for i, key in enumerate(left.folds):  # equal words first: most names need no more
        if key not in folds:
            free_left.append(i)
            continue
        for j in free_right:
            if folds[j] == key:
                score = 1000 if left.raws[i] == right.raws[j] else word_score(left.tokens[i], right.tokens[j], person, translated)
                if score:
                    pairs.append((i, j, score))
                    free_right.remove(j)
                else:
                    free_left.append(i)
                break
        else:
            free_left.append(i)
    if free_left and free_right:
        tokens = right.tokens
        scored: list[tuple[int, int, int, int]] = []
        for i in free_left:
            word = left.tokens[i]
            if word.fold in folds:
                others = free_right
            elif word.sort in _AS_THEY_ARE:
                continue
            else:
                others = [j for j in free_right if tokens[j].sort == word.sort]
            for j in others:
                score = word_score(word, tokens[j], person, translated)
                if score and not (score < limits.equal_word and another_word(word, left.weights[i], tokens[j], limits) and _few_names(left, right, limits)):
                    scored.append((-score, abs(i - j), i, j))
        scored.sort()
        for negative, _, i, j in scored:
            if i in free_left and j in free_right:
                pairs.append((i, j, -negative))
                free_left.remove(i)
                free_right.remove(j)
    return pairs, free_left, free_right


def join_words(one: Wording, ones: list[int], many: Wording, manys: list[int]) -> tuple[int, tuple[int, ...], int] | None:
    """A left-over word that equals two or three neighbours of the other side written together."""
    if not manys or len(many.folds) < 2:
        return None
    unvoiced = "abjad" in one.origins or "abjad" in many.origins
    for i in ones:
        word, raw = one.folds[i], one.raws[i]
        size = len(word)
        if size < GLUED or not (unvoiced or _may_stand(word, many.joined) or raw in many.written):
            continue
        most, letters = 4 if unvoiced else 1, len(raw)
        for start, end, long, written in [span for span in many.spans if -most <= span[2] - size <= most or span[3] == letters]:
            if not (start in manys or start + 1 in manys or end - 1 in manys):
                continue
            together = many.joined[many.fold_ends[start] : many.fold_ends[end]]
            if -2 < long - size < 2 or written == letters:
                read = one.tokens[i].origin in _READ or many.tokens[start].origin in _READ
                if together == word and not (read and raw.count(TWO_SOUNDS) != "".join(many.raws[start:end]).count(TWO_SOUNDS)):
                    return i, tuple(range(start, end)), 980
                if written == letters and "".join(many.raws[start:end]) == raw:
                    return i, tuple(range(start, end)), 980
                if size >= GLUED_ALIKE and not read and OSA.distance(together, word, score_cutoff=1) <= 1:
                    return i, tuple(range(start, end)), 900
            if -5 < long - size < 5 and "abjad" in (one.tokens[i].origin, many.tokens[start].origin):
                bones = bones_of(word)
                if len(bones) >= 4 and bones == bones_of(together):
                    return i, tuple(range(start, end)), 900
    return None


def _may_stand(word: str, joined: str) -> bool:
    """Whether a word may stand among words written together, as it is or, if it is long enough, but for a slip: that leaves what is before its middle letter, or behind it."""
    if len(word) < GLUED_ALIKE:
        return word in joined
    middle = len(word) // 2
    return word[:middle] in joined or word[middle + 1 :] in joined
