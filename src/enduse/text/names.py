"""What words does this name consist of, and what other names does it hold?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from enduse import native
from enduse.text.clean import LONGEST, latin_reading, letters_for_digits, mixed_script, tidy, tidy_and_key, unmask, unseen
from enduse.text.eastern import FIRM, PERSON, PINYIN, read_apart
from enduse.text.fields import pieces
from enduse.text.foreign import spoken
from enduse.text.forms import cut_printed_forms
from enduse.text.han import RUN, korean_words
from enduse.text.hebrew import SYSTEMS as HEBREW_SYSTEMS
from enduse.text.japanese import firm_readings, person_readings
from enduse.text.marks import ARABIC, DIGITED, EUROPEAN, FOREIGN, HAN, HANGUL, HEBREW, KANJI, look
from enduse.text.romanise import Romaniser
from enduse.text.syllables import hong_kong, person_spellings, revised
from enduse.text.systems import other_systems
from enduse.text.translators import translations
from enduse.text.unvowelled import AT_ONCE, SYSTEMS, Said, Unvowelled, as_firm, spelt_out
from enduse.text.unvowelled import as_person as said_of_person
from enduse.text.variants import NO_FORMS, at_once, keep, keep_person, may_be_person, of_firm, of_people, of_person, plain_variants
from enduse.text.variants import Reading as Reading
from enduse.text.variants import Variant as Variant
from enduse.text.words import COUNTED_NOUN, LONGEST_WORD, OTHER, Spelt, in_words, learn, plainly, plainly_european
from enduse.text.words import Token as Token
from enduse.text.words import token as token

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ORIGIN: Final = re.compile(r"([\u0590-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc])|([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])|([\uac00-\ud7af㈜])")
_WINDOW: Final = 18  # words read together in a text that is too long for a name
_WINDOWS: Final = 8
_NAMED_AFTER: Final = re.compile(r"\s+(?:имени|им\.)\s[^»“”\"«(]*")
_SCRIPT: Final = 7  # bits of a letter that do not tell its script
_LONG_ENOUGH: Final = 12  # letters of what is left


def read_name(text: str, romaniser: Romaniser, kind: str | None = None) -> Reading:
    """The name and every name inside it. `kind` person leaves legal forms and generic words alone; None reads a firm, and a person too where that differs."""
    if (reading := at_once(text, kind)) is not None:
        return reading
    whole, key = tidy_and_key(text)
    long = whole[LONGEST:] and whole  # read in pieces besides
    whole = whole[:LONGEST]
    low = whole.casefold()
    hidden = whole != text and unseen(text)
    if not long and not hidden:
        if native.on and AT_ONCE and (unvowelled_variants := AT_ONCE.read(low, romaniser, kind)) is not None:
            return Reading(whole, key, tuple(unvowelled_variants), ())
        if some := plainly(low, romaniser):
            return Reading(whole, key, tuple(plain_variants(some, kind, "")), ())
        if not low.isascii() and (found := plainly_european(low, romaniser)):
            some, origin, quoted, mixed, ukrainian = found
            variants = plain_variants(some, kind, origin)
            if quoted:
                keep(variants, of_person(quoted, "short") if kind == "person" else of_firm(quoted, origin, NO_FORMS, "short", kind))
            for other in (latin_reading(whole) if mixed else None, romaniser.as_russian(low) if ukrainian else None):
                if other is not None:
                    _add(variants, other.casefold(), "whole", romaniser, kind == "person", kind)
            _add_translated(variants, low, romaniser, kind)
            return Reading(whole, key, tuple(variants), ())
    marks = look(low)
    disguised = bool(marks.some & EUROPEAN) and mixed_script(whole)
    if disguised:
        low = unmask(whole).casefold()
        marks = look(low)
    foreign = marks.some & FOREIGN
    digits = letters_for_digits(low) if marks.some & DIGITED else ()
    person = kind == "person"
    variants = []
    unvowelled = Unvowelled(low, romaniser) if foreign and _origin(low) == "abjad" else None
    for piece, role in pieces(low, marks.some):
        origin = _origin(piece)
        if origin == "abjad":
            _add_systems(variants, unvowelled if unvowelled and piece == low else Unvowelled(piece, romaniser), role, ("",), romaniser, kind)
            continue
        some, forms = _read(piece, origin, romaniser, person)
        keep(variants, of_person(some, role) if person else of_firm(some, origin, forms, role, kind))
        if kind is None and may_be_person(variants, role):
            if origin not in ("", "cyrl"):
                some, _ = _read(piece, origin, romaniser, True)
            keep_person(variants, of_person(some, role), kind)
    more = (
        latin_reading(whole) if marks.some & EUROPEAN or disguised else None,
        romaniser.as_russian(low) if marks.some & EUROPEAN else None,
        unmask(whole, True) if disguised else None,
        *digits,
        *(() if foreign else other_systems(low, kind, marks)),
    )
    for other in more:
        if other is not None:
            _add(variants, other.casefold(), "whole", romaniser, person, kind)
    if foreign:
        _add_spellings(variants, low, unvowelled, marks.some, romaniser, kind)
    for piece in _windows(long) if long else ():
        _add(variants, piece.casefold(), "part", romaniser, person, kind)
    signs = (("mixed_script", disguised), ("digits_for_letters", digits), ("unseen_characters", hidden))
    return Reading(whole, key, tuple(variants), tuple([code for code, so in signs if so]))


def read_names(texts: Sequence[str | None], romaniser: Romaniser, kinds: Sequence[str | None]) -> list[Reading | None]:
    """Names of parties of these kinds, None where there is none: what `read_name` says of each, with the words of all of them looked at once.

    Those that begin with letters of one script are read behind each other: what one asks for is still at hand for the next, which saves a fifth of the time.
    """
    if not native.on:  # a loop does it word by word as quickly
        learn([text for text in texts if text], romaniser)
    if len(texts) != len(kinds):
        raise ValueError(f"{len(texts)} names, but {len(kinds)} kinds")
    out: list[Reading | None] = [None] * len(texts)
    scripts = [ord(text[0]) >> _SCRIPT if text else 0 for text in texts]
    for at in sorted(range(len(texts)), key=scripts.__getitem__):
        if (text := texts[at]) and text.strip():
            out[at] = read_name(text, romaniser, kinds[at])
    return out


def _add_translated(variants: list[Variant], low: str, romaniser: Romaniser, kind: str | None) -> None:
    """A firm's name in Cyrillic letters in the words of other translators."""
    if kind not in (None, "organization") or not variants or "cyrl" not in [word.origin for word in variants[0].tokens]:
        return
    whole = min([one for one in variants if one.role == "whole" and not one.person] or variants[:1], key=lambda one: len(one.tokens))
    plain = _NAMED_AFTER.sub("", low) if "им" in low else low  # translators leave out whom a body was named after
    for name in (whole, _variant(plain, "part", romaniser, False, kind)) if plain != low and len(plain) >= _LONG_ENOUGH else (whole,):
        keep(variants, name)
        for words in translations([(word.raw, word.fold, word.sort) for word in name.tokens]):
            keep(variants, name._replace(tokens=tuple([token(word, False, "cyrl") for part in words for word in part.split()])))


def _add_spellings(variants: list[Variant], low: str, unvowelled: Unvowelled | None, some: int, romaniser: Romaniser, kind: str | None) -> None:
    """Names in Han characters, Hangul, Arabic and Hebrew letters as other systems spell them. `unvowelled`: the text where it is read after its Arabic or Hebrew letters."""
    person = kind != "organization"
    if some & (KANJI | HANGUL):
        variants += [Variant(tuple([token(word, person, "heard") for word in words]), frozenset(), "whole", 0, person) for words in spoken(low)]
    spellings = person_spellings(low, romaniser) if kind in (None, "person") and some & (HAN | HANGUL) else ()
    if spellings:  # as Han: such short words agree letter by letter or not at all
        variants += of_people(spellings, "han")
    if some & HANGUL and not spellings and (latin := revised(low)):
        _add(variants, latin, "whole", romaniser, kind == "person", kind)
        if kind != "person" and (latin := revised(korean_words(cut_printed_forms(low)[0]))):
            _add(variants, latin, "whole", romaniser, False, kind)
    if some & EUROPEAN:
        _add_translated(variants, low, romaniser, kind)
    if some & HEBREW:
        _add_systems(variants, unvowelled or low, "whole", HEBREW_SYSTEMS[1:], romaniser, kind)
    if some & KANJI:
        if kind in (None, "person") and (readings := person_readings(low)):
            variants += of_people(readings, "han")
        if kind != "person":
            if not spellings and variants:
                spelt = _variant(low, "whole", romaniser, False, kind, "pinyin")
                if [word.fold for word in spelt.tokens] != [word.fold for word in variants[0].tokens]:
                    keep(variants, spelt)
            for latin in (*firm_readings(low), *(() if spellings else hong_kong(low, romaniser))):
                _add(variants, latin, "whole", romaniser, False, kind)
    if some & ARABIC:
        _add_systems(variants, unvowelled or low, "whole", unvowelled.other_systems() if unvowelled else (), romaniser, kind)
        if kind != "person" and variants and "al" in [word.raw for word in variants[0].tokens]:
            first = variants[0]
            variants.append(Variant(tuple([word for word in first.tokens if word.raw != "al"]), first.forms, first.role, first.surname, first.person))
        if kind != "person" and unvowelled:  # words of the trade may be the name itself: Hamrah-e Aval is not Hamrah First
            for row in unvowelled.firm_by_name(), unvowelled.firm("mixed"):
                _add_firm(variants, unvowelled, row, "whole", romaniser, kind or "organization")
        if unvowelled:
            letters = _said(unvowelled.letters(firm=kind != "person"), unvowelled, "whole", romaniser, kind == "person", kind)
        else:
            letters = _variant(low, "whole", romaniser, kind == "person", kind)
        if letters.tokens:  # words run together or torn apart are met letter by letter
            joint = token("".join([word.raw for word in letters.tokens]), letters.person, "letters")
            variants.append(Variant((joint,), letters.forms, letters.role, letters.surname, letters.person))


def _add_systems(variants: list[Variant], text: Unvowelled | str, role: str, systems: Sequence[str], romaniser: Romaniser, kind: str | None) -> None:
    """The text after systems of writing its Arabic or Hebrew letters in Latin ones, many of which agree."""
    if isinstance(text, str):  # other letters stand before them, and after those it is read
        if kind is None and may_be_person(variants, role):
            keep_person(variants, _variant(text, role, romaniser, True, kind), kind)
        return
    if native.on and SYSTEMS:
        SYSTEMS.add(variants, text, role, systems, romaniser, kind)
        return
    for system in systems:
        if kind != "person":
            _add_firm(variants, text, text.firm(system), role, romaniser, kind)
        if kind == "person" and (words := text.person(system)) not in text.people:
            text.people.add(words)
            keep(variants, _said(words, text, role, romaniser, True, kind))
        elif kind is None and variants:
            words = text.person(system)
            if words != text.settled[0] or variants[-1] is not text.settled[1]:
                if may_be_person(variants, role):
                    keep_person(variants, _said(words, text, role, romaniser, True, kind), kind)
                text.settled = words, variants[-1]


def _add_firm(variants: list[Variant], text: Unvowelled, words: tuple[Said, ...], role: str, romaniser: Romaniser, kind: str | None) -> None:
    if native.on and SYSTEMS:
        SYSTEMS.add_firm(variants, text, words, role, romaniser, kind)
        return
    if words not in text.firms:
        text.firms.add(words)
        before = len(variants)
        keep(variants, _said(words, text, role, romaniser, False, kind))
        if len(variants) > before and not [word for word in words if word.told]:
            text.settled = words, variants[-1]


def _windows(text: str) -> list[str]:
    """Overlapping runs of words of a text that is too long for a name, so that a name inside it is met; a bounded number of them, from the front and the end."""
    words = [word[:LONGEST_WORD] for word in text[: 64 * LONGEST].split()]
    pieces = [" ".join(words[at : at + _WINDOW]) for at in range(0, max(1, len(words) - _WINDOW // 3), _WINDOW * 2 // 3)]
    pieces = list(dict.fromkeys(pieces))
    return pieces if len(pieces) <= _WINDOWS else [*pieces[: _WINDOWS - 4], *pieces[-4:]]


def personal(text: str, romaniser: Romaniser) -> bool:
    """Whether a name of nobody knows whom reads as a person's: two or three words (or two to four Han characters), no legal form, no number, no word of an organisation.

    >>> from enduse.text.romanise import Romaniser
    >>> import pyarrow as pa
    >>> plain = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> personal("John A. Doe", plain), personal("Doe Trading", plain), personal("Doe", plain)
    (True, False, False)
    """
    name = tidy(text)
    if 2 <= len(name) <= 4 and RUN.fullmatch(name):
        return True
    variant = _variant(name.casefold(), "whole", romaniser, False, None)
    words = [word for word in variant.tokens if word.sort != "i"]
    return not variant.forms and 1 <= len(words) <= 3 and 2 <= len(variant.tokens) <= 4 and all(word.sort in ("", "p") for word in words)


def joined(variant: Variant) -> str:
    """The words' keys without spaces, in order."""
    return "".join(token.fold for token in variant.tokens)


def ordered(variant: Variant) -> str:
    """The words' keys in alphabetical order."""
    return " ".join(sorted(token.fold for token in variant.tokens))


def _add(variants: list[Variant], piece: str, role: str, romaniser: Romaniser, person: bool, kind: str | None, system: str = "") -> None:
    keep(variants, _variant(piece, role, romaniser, person, kind, system))


def _variant(piece: str, role: str, romaniser: Romaniser, person: bool, kind: str | None, system: str = "") -> Variant:
    """The piece read as a person or a firm. `system`: how Han characters are spelt, `pinyin` or by words."""
    origin = _origin(piece)
    if origin == "abjad":
        text = Unvowelled(piece, romaniser)
        return _said(text.person("") if person else text.firm(""), text, role, romaniser, person, kind)
    some, forms = _read(piece, origin, romaniser, person, system)
    return of_person(some, role) if person else of_firm(some, origin, forms, role, kind)


def _read(piece: str, origin: str, romaniser: Romaniser, person: bool, system: str = "") -> tuple[list[Spelt], frozenset[str]]:
    """The piece, which came from this script, in Latin letters, and the legal forms cut out of it; the same for persons where there is no such script."""
    if origin in ("han", "hangul"):
        return read_apart(piece, origin, romaniser, PERSON if person else PINYIN if system == "pinyin" else FIRM)
    if origin == "cyrl":
        piece = COUNTED_NOUN.sub(r"\1", piece)
    return in_words(romaniser(piece[:LONGEST]).lower(), origin), NO_FORMS


def _origin(piece: str) -> str:
    """The script that decides how a text is read."""
    return "" if piece.isascii() else _told_origin(piece)


@lru_cache(maxsize=1 << 6)
def _told_origin(piece: str) -> str:
    """The same of letters beyond ASCII; a text is read after several systems in turn."""
    found = _ORIGIN.match(piece) or (_ORIGIN.search(piece) if OTHER.search(piece) else None)
    if found:
        return "abjad" if found.group(1) else "han" if found.group(2) else "hangul"
    return "cyrl" if _CYRILLIC.search(piece) else ""


def _said(words: tuple[Said, ...], text: Unvowelled, role: str, romaniser: Romaniser, person: bool, kind: str | None) -> Variant:
    """These words of the text, put together or, where that will not do, read as a whole."""
    if native.on and SYSTEMS:
        return SYSTEMS.said(words, text, role, romaniser, person, kind)
    if person:
        tokens = said_of_person(words)
        return of_person(spelt_out(words, romaniser), role) if tokens is None else Variant(tokens, NO_FORMS, role, 0, True)
    known = as_firm(words) if kind != "vessel" else None
    if known is None:
        return of_firm(spelt_out(words, romaniser), "abjad", text.forms, role, kind)
    return Variant(known[0], text.forms | known[1] if known[1] else text.forms, role, 0, False)


def pack(variant: Variant) -> str:
    """The reading as one line of text, for the index; `unpack` makes it again without reading the name."""
    words = " ".join(word.raw for word in variant.tokens)
    origin = next((word.origin for word in variant.tokens if word.origin), "")
    return "|".join((words, " ".join(sorted(variant.forms)), variant.role, str(variant.surname), "1" if variant.person else "", origin))


def unpack(line: str) -> Variant:
    """The reading that `pack` wrote."""
    words, forms, role, surname, person, origin = line.split("|")
    tokens = tuple([token(word, bool(person), origin) for word in words.split()])
    return Variant(tokens, frozenset(forms.split()) if forms else frozenset(), role, int(surname), bool(person))


def as_person(variant: Variant) -> Variant:
    """The same words read as a personal name."""
    if variant.person:
        return variant
    return Variant(tuple([token(word.raw, True, word.origin) for word in variant.tokens]), variant.forms, variant.role, variant.surname, True)
