"""Which constants of the matcher can change an outcome? They lie in the Basis (table `settings`); scores and weights are thousandths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final, TypeVar

import msgspec

from enduse.errors import DefinitionError, UsageError

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "parties.calibration": (
        "0:0 799:745 800:746 819:885 828:923 922:950 965:951 977:982 998:983 1000:985",
        "probability of a hit by its points, both in thousandths, straight between the knots; fitted by bench/calibrate.py on the development half of the lists",
    ),
    "parties.plain_name": ("60", "points that a name which tells nothing lacks of a telling one when the probability is read off the curve"),
    "parties.telling_name": ("300", "weights of words (100: borne by one listed entity) from which on a name is as telling as any"),
    "parties.possible": ("800", "a score from here on is a possible match"),
    "parties.query_cover": ("580", "least share of the party's words, by weight, that a candidate must hold"),
    "parties.listed_cover": ("480", "least share of the listed name's words, by weight, that the party must hold"),
    "parties.neighbours": ("48", "words of the lists taken for one word of a party, the most alike"),
    "parties.slack_person": (
        "160",
        "a candidate for a person is compared in full from a first score so much below `possible` on: personal names may lack parts",
    ),
    "parties.slack_firm": ("70", "the same for all others"),
    "parties.candidates": ("24", "candidate names compared in full per reading of a name; names equal in a key are always compared"),
    "parties.equal_word": ("940", "from this likeness on two words count as one word"),
    "parties.same_letters": ("985", "least score of names whose words are equal when written together or in alphabetical order"),
    "parties.common_word": ("800", "a firm's name needs one distinctive word in common that is so much alike"),
    "parties.common_weight": ("30", "and of this weight (0-100)"),
    "parties.solid_name": ("720", "two names of a person must agree by this much, each"),
    "parties.rare_surname": ("830", "score of a rare surname with initials alone that agree"),
    "parties.rare": ("45", "a word of this weight (0-100) or more is distinctive"),
    "parties.generic_share": ("30", "weight of generic words, places, initials as a percentage of what their rarity gives"),
    "parties.distinctive_words": ("3", "so many equal distinctive words establish an organisation by name alone"),
    "parties.form_penalty": ("40", "taken off for legal forms that exclude each other"),
    "parties.kind_penalty": ("120", "taken off where a person meets an organisation, or either meets a vessel"),
    "parties.country_penalty": ("40", "taken off where the countries known on both sides differ"),
    "parties.birth_penalty": ("120", "taken off where the birth years known on both sides differ"),
    "parties.evidence_bonus": ("20", "added for each agreeing country, birth date, address"),
    "parties.lone_letters": ("8", "letters that one word needs to carry a firm's name by likeness alone"),
    "parties.known_word": ("90", "a word of a party that lists bear so often (weight 0-100, at most) is no slip of a word with other consonants"),
    "parties.replaced_letters": ("3", "letters that the only words which differ in two names need to be words of their own"),
    "parties.replaced_share": ("500", "… and the part of their letters that must differ"),
    "parties.few_names": ("2", "… if one of the names has no more than so many distinctive words: of more, some may be misspelt alike"),
    "parties.lone_person": ("900", "likeness that a person's one name needs to carry the match, besides `lone_letters`"),
    "parties.lone_generic": ("6", "letters that one distinctive word needs where generic words stand beside it in only one of two firms' names"),
    "parties.translated": ("930", "likeness of two words of one sense (works, factory): good for finding, not a full name"),
    "parties.patronymic_conflict": ("240", "taken off where two patronymics differ"),
    "parties.patronymic_absent": ("20", "taken off where one side has a patronymic"),
    "parties.initial_penalty": ("40", "taken off for each name that is only an initial"),
    "parties.name_conflict": ("220", "taken off where each side has a personal name that the other lacks"),
    "parties.name_missing": ("90", "taken off for each personal name that one side lacks"),
    "parties.name_missing_of_many": ("40", "the same where three others agree"),
    "parties.telling_names": ("160", "weights that the names which two persons share must have together where as many names or more are lacking"),
    "parties.usual_names": ("130", "the same where the party has a further name that the listed person lacks, and nothing else differs"),
    "parties.name_further": ("100", "taken off for each further pair of names that conflict, and where more names are lacking than agree"),
    "parties.syllable_missing": ("240", "taken off where names of one-syllable words differ by a word"),
    "parties.short_name_penalty": ("20", "taken off where only a quoted or bracketed piece agrees"),
    "parties.identified": ("960", "least score of a match by a strong identifier"),
    "parties.same_address": ("900", "score of a match by address alone"),
    "parties.building_alone": ("50", "taken off it where the building agrees and a room is not told on both sides"),
    "parties.other_room": ("90", "taken off it where the building agrees and the room is another"),
    "parties.number_penalty": ("60", "taken off where only one of two names has a number"),
    "parties.slip": ("860", "score of a name that differs by one slip of the pen (a letter dropped, added, changed, two swapped), unless its words score more"),
    "parties.slip_letters": ("6", "letters that a listed name needs to be known by all of them but one; a change needs a prepared Basis"),
    "parties.key_letters": (
        "5",
        "letters from which on a name of one Latin word is known by its spelling key alone; a shorter one needs country or address besides",
    ),
    "parties.slip_letters_person": ("12", "the same for persons"),
    "parties.slip_words": (
        "11",
        "letters that a name needs to be known by all of them but one where its words are others: a letter and a blank are two slips",
    ),
    "parties.most_contained": ("64", "listed names that are looked for inside one longer name"),
    "parties.decisive_margin": ("30", "so much below `possible` is a name at most that something decisive tells apart"),
    "parties.not_full": ("990", "most that a name can score that is not full"),
    "parties.otherwise_penalty": ("40", "taken off a name that agrees only if the party's is read otherwise than it is written; it is possible at most"),
    "parties.contained": ("820", "score of a listed name that stands whole inside a longer one"),
    "parties.contained_rare": ("75", "weight of the word that a contained name must hold if only one of its words is distinctive"),
    "parties.contained_words": (
        "3",
        "words that a contained name of generic words and places must have; around it nothing but offices, places, numbers and the like",
    ),
    "parties.contained_letters": (
        "12",
        "letters that the one word of a contained name must have where the words around it say nothing of a firm's address book",
    ),
    "parties.telling_words": ("3", "words of a name read otherwise that tell something together though all of them are generic"),
    "parties.other_readings": ("8", "further readings of one party's name that are tried: titles, offices, addresses cut off, letters spaced out"),
    "parties.mended_readings": ("8", "known words that an unknown one is tried as, and readings of one name that are made of them"),
    "parties.mended_letters": ("4", "letters of an unknown word that is mended"),
    "parties.mended_known_letters": ("6", "letters of a generic word or legal form that is met with a slip"),
    "parties.mended_telling": ("8", "letters that the names of a mended reading need together where none of them stands as it was written"),
    "parties.cut_least": (
        "25",
        "letters of a name that may be the beginning of a longer one: of a field of 30 in many ERP systems, or 35 on a line of SWIFT MT",
    ),
    "parties.cut_most": ("35", "the most letters of such a name"),
    "parties.address_segments": ("8", "parts of an address, from its front, that are looked at for a name where the name field names nobody"),
    "parties.head_segments": ("3", "parts between commas that a name may take up before an address"),
    "parties.lodged_segments": ("2", "parts of an address, from its front, that are looked at for somebody else's name beside a name"),
    "parties.translated_words": ("2", "generic words and places that carry a name together where one side is a translation and no word is left over"),
    "parties.contained_letters_plain": ("5", "the same where the words around it are offices, places, numbers and the like"),
}


Word = TypeVar("Word")

MOST: Final = 1000
"""Of every number; loops compiled and not compiled reckon with no greater ones."""
HEAVIEST: Final = 100


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The settings as integers."""

    calibration: tuple[tuple[int, int], ...]  # points, probability; both ascend
    plain_name: int
    telling_name: int
    possible: int
    query_cover: int
    listed_cover: int
    neighbours: int
    slack_person: int
    slack_firm: int
    candidates: int
    equal_word: int
    same_letters: int
    common_word: int
    common_weight: int
    solid_name: int
    rare_surname: int
    rare: int
    generic_share: int
    distinctive_words: int
    form_penalty: int
    kind_penalty: int
    country_penalty: int
    birth_penalty: int
    evidence_bonus: int
    lone_letters: int
    known_word: int
    few_names: int
    replaced_letters: int
    replaced_share: int
    lone_person: int
    lone_generic: int
    translated: int
    patronymic_conflict: int
    patronymic_absent: int
    initial_penalty: int
    name_conflict: int
    name_missing: int
    name_missing_of_many: int
    telling_names: int
    usual_names: int
    name_further: int
    syllable_missing: int
    short_name_penalty: int
    identified: int
    same_address: int
    building_alone: int
    other_room: int
    number_penalty: int
    slip: int
    slip_letters: int
    key_letters: int
    slip_letters_person: int
    slip_words: int
    most_contained: int
    decisive_margin: int
    not_full: int
    otherwise_penalty: int
    contained: int
    contained_rare: int
    contained_words: int
    contained_letters: int
    telling_words: int
    other_readings: int
    mended_readings: int
    mended_letters: int
    mended_known_letters: int
    mended_telling: int
    cut_least: int
    cut_most: int
    address_segments: int
    head_segments: int
    lodged_segments: int
    translated_words: int
    contained_letters_plain: int


def _curve(text: str) -> tuple[tuple[int, int], ...]:
    """The knots of a curve written as `points:probability …`. Raises `ValueError` where it falls."""
    knots = [(int(points), int(value)) for points, _, value in (knot.partition(":") for knot in text.split())]
    if not knots or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(knots)):
        raise ValueError(f"parties.calibration: {text}: points must rise, and probabilities must not fall")
    return tuple(knots)


def limits(settings: Mapping[str, str] | Callable[[str], str] | None = None) -> Limits:
    """The limits out of a mapping, a look-up such as `basis.setting`, or our defaults. `DefinitionError` for a number out of range."""
    values: dict[str, Any] = {}
    for name, (default, _) in SETTINGS.items():
        if settings is None:
            text = default
        elif callable(settings):
            text = settings(name)
        else:
            text = settings.get(name, default)
        values[name.removeprefix("parties.")] = _curve(text) if name == "parties.calibration" else _number(name, text)
    return Limits(**values)


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and int(text) <= MOST):
        raise DefinitionError(f"{name} is a whole number from 0 to {MOST}, not {text[:40]!r}")
    return int(text)


def in_range(weight: Callable[[Word], int]) -> Callable[[Word], int]:
    """A caller's own weights of words, each of them looked at: `UsageError` for one that is no whole number from 0 to 100."""

    def checked(word: Word) -> int:
        value = weight(word)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HEAVIEST:
            raise UsageError(f"the weight of a word is a whole number from 0 to {HEAVIEST}, not {value!r:.40}")
        return value

    return checked
