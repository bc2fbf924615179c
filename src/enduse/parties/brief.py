"""Is so little of two names alike that more than the names must agree?

One allowance is made for a brief name, not two. Of two personal names one may be spelt otherwise, or a third may be lacking; two words may be written as one, or a letter be another.
What needs two allowances is a match if the country, the address or a birth date agrees besides, and none where nothing else is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from enduse.parties.settings import Limits
from enduse.parties.wording import Wording
from enduse.text.keys import named
from enduse.text.surnames import SURNAMES


def scant(limits: Limits) -> int:
    """The most that a name scores of which too little agrees: one piece of evidence short of a possible match."""
    return limits.possible - limits.evidence_bonus


def two_allowances(left: Wording, right: Wording, pairs: Sequence[tuple[int, int, int]], lacking: bool, limits: Limits) -> bool:
    """Whether of one or two personal names that agree one is only alike while another is `lacking`, or both are less alike than one name alone must be.

    Two spellings of one known name (Mostafa, Mustafa) are as good as one. So are, of two that are only alike, names with the same consonants, and what was written by its sound.
    """
    far = 0
    for i, j, value in pairs:
        ours, theirs = left.tokens[i], right.tokens[j]
        same = ours.bones == theirs.bones != ""
        if lacking and value < limits.equal_word and not (same and named(ours.bones)):
            return True
        far += value < limits.lone_person and not same and "heard" not in (ours.origin, theirs.origin)
    return far > 1


def surnames_alone(listed: Wording, pairs: Sequence[tuple[int, int, int]], free: Sequence[int]) -> bool:
    """Whether nothing agrees but surnames, and a name behind the comma is lacking: Gadea Ibarra is no IBARRA GADEA, Tomas."""
    surname = listed.variant.surname
    if not surname or not pairs or any(j >= surname for _, j, _ in pairs):
        return False
    return any(at >= surname and listed.tokens[at].sort in ("", "n") for at in free)


def surname_of_fathers(listed: Wording, pairs: Sequence[tuple[int, int, int]], free: Sequence[int]) -> bool:
    """Whether what is left over looks like a patronymic and is the surname: it stands last, or before the comma, and the name after the father agrees (Inna Petrovna YASKEVICH)."""
    met = max([j for _, j, _ in pairs if listed.tokens[j].sort == "m"], default=-1)
    return met >= 0 and any(listed.tokens[at].sort == "m" and (at > met or at < listed.variant.surname) for at in free)


def two_slips(left: Wording, right: Wording, limits: Limits) -> bool:
    """Whether names that are the same but for one slip have no word in common, are several words on either side, and too short for that: Nela Fort, Nelafor. No blank has moved where all words but one are the same: Korio Bank, Koryo Bank."""
    if len(left.written) >= limits.slip_words:
        return False
    if len(left.tokens) == len(right.tokens) == 1 and -2 < len(left.written) - len(right.written) < 2:
        return False
    if len(left.tokens) == len(right.tokens) > 1 and sum([ours != theirs for ours, theirs in zip(left.raws, right.raws, strict=True)]) == 1:
        return False
    return not any(word.sort == "" and word.fold in right.folds for word in left.tokens)


def usual_surname(left: Wording, right: Wording, full: bool = False) -> bool:
    """Whether the one telling word of the party's name is a surname that many bear, and the listed name's another word: Morin is not Morion misspelt, nor Morrin; nor Morin Trading, if not `full`.

    A surname spelt as it should be is known to be another word, not unknown. Of 3,484 slips in the short names of listed firms (development half) 21 made a surname and one was lost for it; of
    8,546 names of nobody listed (firms made up, usual surnames alone and with a legal form) 38 that would be alerts are none. Where both names give a place, and the same one, the surname
    is taken for the slip after all: Dalian Caron, Dalian Carbon. From one script to another it is the same word if the keys are, but for an ending: Wagner, Вагнера.
    """
    ours = [word for word in left.tokens if word.sort == ""]
    if len(ours) != 1 or ours[0].raw not in SURNAMES:
        return False
    if ours[0].raw in right.raws:
        if (
            len(left.tokens) <= len(right.tokens) + 1
            and set(right.folds) <= set(left.folds)
            and any(word.sort == "g" and word.fold in right.folds for word in left.tokens)
        ):
            return False  # all of a listed name of several words, and hardly more: PMC Wagner Group, PMC Wagner
        return not full and not right.variant.person and len([word for word in right.tokens if word.sort == ""]) == 1
    if any(word.sort == "p" and word.fold in right.folds for word in left.tokens):
        return False
    theirs = [word for word in right.tokens if word.sort == ""]
    return any(word.origin == ours[0].origin for word in theirs) or not any(word.fold.startswith(ours[0].fold) for word in theirs)


def spelt_otherwise(left: Wording, right: Wording, limits: Limits) -> bool:
    """Whether two names are one short Latin word each, and not letter for letter the same: Reed is not Red."""
    if len(left.tokens) != 1 or len(right.tokens) != 1:
        return False
    ours, theirs = left.tokens[0], right.tokens[0]
    return ours.raw != theirs.raw and ours.origin == theirs.origin == "" and min(len(ours.raw), len(theirs.raw)) < limits.key_letters


def another_reading(lefts: Sequence[Wording], left: Wording, right: Wording, limits: Limits) -> bool:
    """Whether a name of several words, which may be a person's, is read as a short word alone (Bao Le, An Tam), or as one generic word that its characters mean, and the listed name is no more."""
    if len(left.tokens) != 1 or len(right.tokens) != 1 or left.variant.forms or left.variant.person or left.variant.role != "whole":
        return False
    if len(left.joined) >= limits.key_letters and (left.tokens[0].sort == "" or left.tokens[0].origin != "han"):
        return False
    return any(other.variant.person and other.variant.role == "whole" and len(other.tokens) > 1 for other in lefts)


def consonants_alone(left: Wording, right: Wording, score: int, limits: Limits) -> bool:
    """Whether two names are one word each that is known by its consonants alone, since one was written without its vowels: Salmon is not Salman."""
    if len(left.tokens) != 1 or len(right.tokens) != 1 or score >= limits.same_letters or ("abjad" in left.origins) == ("abjad" in right.origins):
        return False
    return min(len(left.joined), len(right.joined)) < limits.lone_letters


def spelt_twice(left: Wording, right: Wording) -> bool:
    """Whether two names were both spelt out of syllables by another system than their own: in one script other characters, of other sounds there, are other names."""
    return all(name.variant.person and name.variant.role == "part" and name.origins == {"han"} for name in (left, right))
