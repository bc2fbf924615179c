"""Which changes does the laboratory make, what are they called, and what is expected of the matcher?"""

from __future__ import annotations

from typing import Final

import msgspec

from enduse.lab import fields, forms, letters, scripts, wording
from enduse.lab.fields import Recast
from enduse.lab.letters import Change


class Class(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which a listed party is written otherwise. `expects`: the least band in which the listed entity must come back; `everyday`: may also be the second of two changes."""

    name: str
    family: str
    change: Change | None = None  # of the name
    recast: Recast | None = None  # of the party
    expects: str = "possible"
    everyday: bool = False
    scripts: tuple[str, ...] = ()  # of the names it is asked of; none: any
    once: bool = False  # puts another name in the place of the listed one: nothing to change twice
    fits_addresses: bool = False  # asked of listings that are addresses without a name

    @property
    def does(self) -> str:
        """The sentence that says what it does."""
        return _SAYS.get(self.name) or ((self.change or self.recast).__doc__ or "").strip().splitlines()[0]


_SAYS: Final = {
    "letter_dropped": "One letter of a longer word left out.", "letter_inserted": "One letter too many in a longer word.", "letter_changed": "Another letter in a longer word.",
    "letters_swapped": "Two neighbouring letters exchanged.", "letter_doubled": "A letter written twice.", "key_beside": "The key beside on the keyboard (Latin and Russian).",
    "form_translated": "The legal form in its usual counterpart: ООО, LLC, GmbH.", "form_spelt_out": "The legal form in words.", "form_abbreviated": "The words of a legal form as its abbreviation.",
    "cyrillic_bgn": "Russian in Latin letters after BGN/PCGN.", "cyrillic_iso9": "Russian after ISO 9 (ž, č, š, û, â).", "cyrillic_passport": "Russian as in passports (ICAO: iu, ia, kh).",
    "cyrillic_french": "Russian as the French press writes it (tch, ch, ou).", "cyrillic_german": "Russian as the German press writes it (tsch, sch, w, s for z).",
    "cyrillic_scholarly": "Russian as libraries write it (č, š, x, j).", "ukrainian_latin": "Ukrainian after the resolution of 2010.", "belarusian_latin": "Belarusian as in passports.",
    "cyrillic_lookalike": "One Latin letter replaced by the Cyrillic one that looks the same.", "cyrillic_lookalikes": "Every Latin letter that has a Cyrillic double replaced by it.",
    "greek_lookalike": "One Latin letter replaced by the Greek one that looks the same.", "latin_lookalikes": "Half of the Cyrillic letters that have a Latin double replaced by it.",
    "unseen_strewn": "Three characters without width inside the name.", "turns_strewn": "Two marks of writing direction inside the name.",
    "digits_for_letters": "A digit read for a letter: 0 for o, 1 for l or i, 5 for s, 8 for b.", "shapes_confused": "Shapes read for each other: rn and m, cl and d, I and l.",
    "shapes_confused_cyrillic": "Cyrillic shapes read for each other: и and н, ш and щ, З and 3.", "consonant_heard": "A consonant as it is heard: c and k, ph and f, w and v, x and ks.",
    "vowel_heard": "A vowel as it is heard: y and i, ee and i, ou and u.", "vowel_heard_cyrillic": "Cyrillic as it is heard: о and а, т and д, without ь.", "sound_doubled": "One letter for two, or two for one.",
    "cut_at_35": "Cut after 35 characters, the line of a SWIFT MT message; more than a legal form is left.", "cut_at_30": "Cut after 30 characters, as many ERP systems do; more than a legal form is left.",
}  # fmt: skip


def _family(name: str, changes: dict[str, tuple[Change, bool]]) -> list[Class]:
    return [Class(name=key, family=name, change=change, everyday=everyday, scripts=_asked_of(key)) for key, (change, everyday) in changes.items()]


def _asked_of(name: str) -> tuple[str, ...]:
    if name == "cyrillic_lookalike" or name == "cyrillic_lookalikes":
        return ("Latn",)
    return next((scripts for start, scripts in _ASKED_OF.items() if name.startswith(start) or name.endswith(start)), ())


_ASKED_OF: Final = {
    "cyrillic": ("Cyrl",), "ukrainian_": ("Cyrl",), "belarusian_": ("Cyrl",), "latin_lookalikes": ("Cyrl",), "latin_to_": ("Latn",), "han_": ("Hani",), "hangul_": ("Hang",),
    "kana_": ("Jpan",), "greek_latin": ("Grek",), "arabic_respelt": ("Latn",), "arabic_": ("Arab",),
}  # fmt: skip


CLASSES: Final[tuple[Class, ...]] = (
    *_family("spelling", {
        "letter_dropped": (letters.letter_dropped, True), "letter_inserted": (letters.letter_inserted, True), "letter_changed": (letters.letter_changed, True),
        "letters_swapped": (letters.letters_swapped, True), "letter_doubled": (letters.letter_doubled, True), "double_letter_single": (letters.double_letter_single, True),
        "key_beside": (letters.key_beside, True), "case_changed": (letters.case_changed, True), "marks_dropped": (letters.marks_dropped, True), "marks_added": (letters.marks_added, False),
    }),
    *_family("spacing and signs", {
        "words_glued": (wording.words_glued, True), "all_glued": (wording.all_glued, False), "word_split": (wording.word_split, True), "hyphen_added": (wording.hyphen_added, True),
        "hyphen_dropped": (wording.hyphen_dropped, True), "signs_dropped": (wording.signs_dropped, True), "signs_added": (wording.signs_added, True),
        "apostrophe_changed": (wording.apostrophe_changed, True), "quotes_dropped": (forms.quotes_dropped, True),
    }),
    *_family("order", {
        "last_word_first": (wording.last_word_first, True), "first_word_last": (wording.first_word_last, True), "words_shuffled": (wording.words_shuffled, False),
        "surname_comma": (wording.surname_comma, True),
    }),
    *_family("left out", {
        "generic_dropped": (wording.generic_dropped, True), "middle_dropped": (wording.middle_dropped, True), "patronymic_dropped": (wording.patronymic_dropped, True),
        "particle_dropped": (wording.particle_dropped, True), "article_dropped": (wording.article_dropped, True), "short_name_alone": (forms.short_name_alone, False),
    }),
    *_family("put in", {
        "generic_added": (wording.generic_added, True), "branch_added": (wording.branch_added, False), "address_book": (wording.address_book, False),
        "trading_as": (wording.trading_as, False), "word_repeated": (wording.word_repeated, False), "honorific_added": (wording.honorific_added, True),
    }),
    *_family("initials", {"given_initial": (wording.given_initial, False), "middle_initial": (wording.middle_initial, True)}),
    *_family("legal form", {
        "form_dropped": (forms.form_dropped, True), "form_translated": (forms.form_translated, True), "form_spelt_out": (forms.form_spelt_out, True),
        "form_abbreviated": (forms.form_abbreviated, True), "form_moved": (forms.form_moved, True), "form_added": (forms.form_added, True),
    }),
    *_family("script", {
        "cyrillic_bgn": (scripts.cyrillic_bgn, False), "cyrillic_iso9": (scripts.cyrillic_iso9, False), "cyrillic_passport": (scripts.cyrillic_passport, False),
        "cyrillic_french": (scripts.cyrillic_french, False), "cyrillic_german": (scripts.cyrillic_german, False), "cyrillic_scholarly": (scripts.cyrillic_scholarly, False),
        "ukrainian_latin": (scripts.ukrainian_latin, False), "belarusian_latin": (scripts.belarusian_latin, False), "latin_to_cyrillic": (scripts.latin_to_cyrillic, False),
        "han_pinyin": (scripts.han_pinyin, False), "han_pinyin_tones": (scripts.han_pinyin_tones, False), "han_pinyin_syllables": (scripts.han_pinyin_syllables, False),
        "han_wade_giles": (scripts.han_wade_giles, False), "han_traditional": (scripts.han_traditional, False), "han_simplified": (scripts.han_simplified, False),
        "arabic_to_latin": (scripts.arabic_to_latin, False), "arabic_respelt": (scripts.arabic_respelt, True), "latin_to_arabic": (scripts.latin_to_arabic, False),
        "arabic_letters_varied": (scripts.arabic_letters_varied, False), "hangul_latin": (scripts.hangul_latin, False), "kana_latin": (scripts.kana_latin, False),
        "greek_latin": (scripts.greek_latin, False),
    }),
    *_family("look-alikes and unseen", {
        "cyrillic_lookalike": (letters.cyrillic_lookalike, False), "cyrillic_lookalikes": (letters.cyrillic_lookalikes, False), "greek_lookalike": (letters.greek_lookalike, False),
        "latin_lookalikes": (letters.latin_lookalikes, False), "unseen_strewn": (letters.unseen_strewn, False), "turns_strewn": (letters.turns_strewn, False),
        "full_width": (letters.full_width, False),
    }),
    *_family("scanned", {
        "digits_for_letters": (letters.digits_for_letters, True), "shapes_confused": (letters.shapes_confused, True), "shapes_confused_cyrillic": (letters.shapes_confused_cyrillic, False),
    }),
    *_family("heard", {
        "consonant_heard": (letters.consonant_heard, True), "vowel_heard": (letters.vowel_heard, True), "vowel_heard_cyrillic": (letters.vowel_heard_cyrillic, False),
        "sound_doubled": (letters.sound_doubled, True),
    }),
    *_family("cut off", {"cut_at_35": (wording.cut_at(35), False), "cut_at_30": (wording.cut_at(30), False)}),
    *_family("evasive", {
        "dots_between": (letters.dots_between, False), "letters_spaced": (letters.letters_spaced, False), "leetspeak": (letters.leetspeak, False),
        "vowels_removed": (letters.vowels_removed, False), "letter_repeated": (letters.letter_repeated, False), "trading_added": (wording.trading_added, False),
        "number_in_words": (wording.number_in_words, False),
    }),
    Class(name="name_in_address", family="wrong field", recast=fields.name_in_address),
    Class(name="country_in_name", family="wrong field", recast=fields.country_in_name),
    Class(name="address_in_name", family="wrong field", recast=fields.address_in_name),
    Class(name="title_and_order", family="wrong field", recast=fields.title_and_order),
    Class(name="address_abbreviated", family="address", recast=fields.address_abbreviated),
    Class(name="address_other_room", family="address", recast=fields.address_other_room),
    Class(name="moved_away", family="address", recast=fields.moved_away),
    Class(name="listed_address", once=True, family="address", recast=fields.listed_address, fits_addresses=True),
    Class(name="country_wrong", family="date and country", recast=fields.country_wrong),
    Class(name="birth_day_swapped", family="date and country", recast=fields.birth_day_swapped),
    Class(name="birth_year_off", family="date and country", recast=fields.birth_year_off),
    Class(name="birth_date_other", family="date and country", recast=fields.birth_date_other),
    Class(name="identifier_digit", family="numbers", recast=fields.identifier_digit),
    Class(name="identifier_alone", once=True, family="numbers", recast=fields.identifier_alone, expects="established"),
    Class(name="imo_number", once=True, family="numbers", recast=fields.imo_number, expects="established"),
)  # fmt: skip
"""The registry. A name is never reused for another change: reports are compared by it."""


def by_name() -> dict[str, Class]:
    """The registry by name."""
    return {one.name: one for one in CLASSES}
