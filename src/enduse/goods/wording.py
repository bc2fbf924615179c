"""Which words of this text speak of the goods, in which part of it do they stand, and what are they the purpose of?

A description may be an invoice line ("ball brg 6205-2RS SKF, 200 pcs"), a marketplace title with its category path and attributes, or a sentence in Russian,
Chinese or Turkish. What says nothing of the goods (place of origin, parcel size, certificates) is left out, and every word keeps its place in the text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import msgspec

TITLE, PATH, LEAF, ATTRIBUTE, TELLING = range(5)
"""Segments: the text itself, a category path, its last part, the value of an attribute, the value of one that names the thing or its material."""

_WORD: Final = re.compile(r"[A-Za-z0-9]+[^\W_㐀-䶿一-鿿]*|[㐀-䶿一-鿿]+|[^\W_㐀-䶿一-鿿]+")  # the first of them is part of the last, and found sooner
_HAN: Final = re.compile(r"[㐀-䶿一-鿿]")
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
_PART: Final = re.compile(r"[A-Za-zА-Яа-я0-9]+(?:[-/.][A-Za-zА-Яа-я0-9]+)*")
_JSON: Final = re.compile(r"\{\s*\"[^{}]*\}")
_PAIR: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)"')
_STEP: Final = " > "
_BREAK: Final = re.compile(r"[\n|;:{}]|\. ")
_CLAUSE: Final = re.compile(r"[,;:|()\[\]{}\n–—/，；。、（）]|\s-\s|\. ")
_POSSESSIVE: Final = ("'", "’")
"""What stands before the s of "men's", which is no Russian "with"."""
FOR: Final = frozenset({"for", "to", "fits", "fit", "compatible", "для", "под", "к", "suitable", "dlya"})
WITH: Final = frozenset({"with", "w", "incl", "including", "plus", "without", "с", "со", "без", "ile", "s", "bez"})

_JOINED: Final = " -'’"
"""What stands between the words of one clause, where it is a single sign."""
_DIGIT: Final = re.compile("[0-9]")
_PLAIN, _FOR, _WITH, _IN_HAN = range(4)
_REACH: Final = 5
"""Words that stand under a "for" or a "with" where no comma ends it."""

SILENT: Final = frozenset(
    (
        "origin|place of origin|measurement unit|package size - length (cm)|package size - width (cm)|package size - height (cm)|package weight|brand name|each pack|sold in|cn|"
        "hign-concerned chemical|high-concerned chemical|model number|certification|is_customized|size|color|quantity|item weight|condition|choice|semi_choice|season|occasion|"
        "with platforms|heel height|heel type|toe shape|whether waterproof|feature|standard|theme|style|pattern type|fashion element|fit|logistics|warranty|sku|"
        "package|seller|barcode|ean|upc|number of pieces|length|width|height|weight|voltage|recommend age|age|age range|series|release date"
    ).split("|")
)
"""Attributes that say nothing of what a thing is."""
NAMING: Final = frozenset(
    (
        "item type|type|material|fabric type|upper material|outsole material|main stone|gender|department name|product type|commodity name|name|application|use|metals type|"
        "fine or fashion|craft of weaving|shell material|body material|main material|material composition|fiber|necklace type|earring type|ring type|material type"
    ).split("|")
)
"""Attributes that name the thing, its material or for whom it is."""


HEADS: Final = (
    "Apparel Accessories|Automobiles|Beauty & Health|Computer & Office|Consumer Electronics|Education & Office|Electronic Components|Electronics|Food|Furniture|Hair Extensions|Home & Garden|"
    "Home & Kitchen|Home Appliances|Home Improvement|Industrial & Business|Jewelry|Lights & Lighting|Luggage & Bags|Men's Clothing|Mother & Kids|Motorcycle|Novelty & Special Use|"
    "Office & School|Pet Supplies|Phones & Telecommunications|Security & Protection|Shoes|Sports Shoes|Sports & |Tools|Toys|Underwear|Watches|Weddings|Women's Clothing|"
    "Clothing|Baby|Garden|Health|Kitchen|Musical Instruments|Books|Auto"
).split("|")
"""How the first part of a category path begins in common shop systems: where title and path are joined by a blank, nothing else parts them."""
_HEADS: Final = re.compile(f"(?=[{''.join(sorted({head[0] for head in HEADS}))}])(?={'|'.join(map(re.escape, HEADS))})")


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word as it was written, folded, with its place in the text. `purpose`: it stands after "for" in its clause, `company`: after "with"."""

    text: str
    start: int
    end: int
    segment: int
    clause: int
    purpose: bool = False
    company: bool = False
    han: bool = False


class Wording(msgspec.Struct, frozen=True):
    """Words in order; runs of Han are one word each. `parts`: what may be a part number, in capitals, with start, end and segment."""

    words: tuple[Word, ...]
    parts: tuple[tuple[str, int, int, int], ...]


def read(text: str) -> Wording:
    """The words of the text, what says nothing of the goods left out."""
    words: list[Word] = []
    parts: list[tuple[str, int, int, int]] = []
    clause = 0
    for start, end, segment in segments(text):
        clause += 1
        purpose = company = 0
        at = start
        for found in _WORD.finditer(text, start, end):
            before, (begin, at) = at, found.span()
            if (begin - before > 1 or (begin > before and text[before] not in _JOINED)) and _CLAUSE.search(text, before, begin):
                clause, purpose, company = clause + 1, 0, 0
            folded, kind = _heard(found[0])
            if folded == "s" and text[before:begin] in _POSSESSIVE:
                continue
            if kind == _FOR:
                purpose, company = _REACH, 0
                continue
            if kind == _WITH:
                company, purpose = _REACH, 0
                continue
            words.append(Word(folded, begin, at, segment, clause, purpose > 0, company > 0, kind == _IN_HAN))
            purpose, company = purpose - 1, company - 1
        if _DIGIT.search(text, start, end):
            for found in _PART.finditer(text, start, end):
                begin, stop = found.span()
                if _DIGIT.search(text, begin, stop):
                    parts.append((_capitals(found[0]), begin, stop, segment))
    return Wording(tuple(words), tuple(parts))


def segments(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and kind of each part of the text that speaks of the goods."""
    at = 0
    for blob in _JSON.finditer(text):
        yield from _plain(text, at, blob.start())
        for pair in _PAIR.finditer(text, blob.start(), blob.end()):
            segment = _said_by(pair[1])
            if segment is not None and pair[2].casefold() not in ("none", "no", "yes", "other", "null", "n/a"):
                yield *pair.span(2), segment
        at = blob.end()
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A stretch without attributes: title, and a category path (`A > B > C`) if there is one."""
    first = text.find(_STEP, start, end)
    if first < 0:
        if start < end:
            yield start, end, TITLE
        return
    begin = max(
        [start, *(found.start() for found in _HEADS.finditer(text, start, first)), *(found.end() for found in _BREAK.finditer(text, start, first))],
    )
    stop = _BREAK.search(text, text.rfind(_STEP, first, end) + len(_STEP), end)
    finish = stop.start() if stop else end
    last = text.rfind(_STEP, first, finish) + len(_STEP)
    if begin > start:
        yield start, begin, TITLE
    yield begin, last, PATH
    yield last, finish, LEAF
    yield from _plain(text, finish, end)


@functools.lru_cache(maxsize=4_096)
def _said_by(name: str) -> int | None:
    """The segment of what the attribute says; None if it says nothing of the goods."""
    key = name.casefold().replace("\\\\", "\\")
    if key in SILENT:
        return None
    return TELLING if key in NAMING or key.endswith(" type") else ATTRIBUTE


@functools.lru_cache(maxsize=131_072)
def _heard(word: str) -> tuple[str, int]:
    """The word folded, and what it is: "for", "with", a run of Han or another."""
    folded = fold(word)
    kind = _FOR if folded in FOR else _WITH if folded in WITH else _IN_HAN if _HAN.search(folded) else _PLAIN
    return folded, kind


@functools.lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case without accents and width; й stays, ё is е, Turkish ı is i.

    >>> fold("Ёлка"), fold("Düğme"), fold("ＣＮＣ")
    ('елка', 'dugme', 'cnc')
    """
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е").replace("ı", "i").replace("i̇", "i")
    if _CYRILLIC.search(word) or _HAN.search(word):
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


_LOOKALIKE: Final = str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")


@functools.lru_cache(maxsize=65_536)
def _capitals(part: str) -> str:
    upper = unicodedata.normalize("NFKC", part).upper()
    return upper.translate(_LOOKALIKE) if re.search(r"[A-Z]", upper) else upper


_RUSSIAN: Final = re.compile(
    "(?:иями|ями|ами|иях|его|ого|ему|ому|ими|ыми|ией|ях|ах|ию|ия|ии|ие|ий|ый|ой|ей|ая|яя|ое|ее|ые|ых|их|ую|юю|ым|им|ом|ем|ам|ям|ов|ев|ою|ею|ью|а|я|о|е|у|ю|ы|и|ь|й)$"
)
_TURKISH: Final = re.compile("(?:larin|lerin|lari|leri|lar|ler|sinin|nin|nun|si|su|i|u)$")


@functools.lru_cache(maxsize=131_072)
def stem(word: str) -> str:
    """The word without its commonest endings: English plural, Russian case (endings one after another, so that every form of a word meets the others).

    >>> stem("bearings"), stem("batteries"), stem("glasses"), stem("подшипниками"), stem("станок") == stem("станки")
    ('bearing', 'battery', 'glass', 'подшипник', True)
    """
    if word.isascii():
        if len(word) > 3 and word[-1] == "s" and not word.endswith(("ss", "us", "is")):
            if word.endswith("ies") and len(word) > 4:
                return word[:-3] + "y"
            if word.endswith(("sses", "xes", "ches", "shes", "zes")):
                return word[:-2]
            return word[:-1]
        return word
    if _CYRILLIC.search(word):
        least = 3
        while len(word) > 4 and (cut := _RUSSIAN.search(word)) and cut.start() >= least:
            word, least = word[: cut.start()], 4
        if len(word) > 4 and word.endswith(("ок", "ец")):
            word = word[:-2] + word[-1]
    return word


def turkish_stems(word: str) -> Iterator[str]:
    """The word with one and two Turkish endings less, longest first."""
    for _ in range(2):
        cut = _TURKISH.search(word)
        if not cut or cut.start() < 4:
            return
        word = word[: cut.start()]
        yield word
