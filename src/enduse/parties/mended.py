"""Which words of a name, unknown to the lists, are known ones that a scanner, a keyboard or somebody with a purpose wrote otherwise?

Only words that no listed name bears are looked at: a name whose words are known is what it says. Words without vowels are met by their consonants, as Arabic is; words that are generic
ones or legal forms but for a slip are read as those; words of shapes that scanners take for each other are read as the listed word they then are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final

from enduse import native
from enduse.parties.candidates import Asked
from enduse.parties.columns import compiled_words
from enduse.parties.hashes import BARE, text_hashes
from enduse.parties.index import Index
from enduse.parties.settings import Limits
from enduse.text.forms import FORMS
from enduse.text.keys import COMPILED, bare, fold, folds
from enduse.text.lexicon import PINYIN, SPELLINGS
from enduse.text.names import Reading, Token, read_name

_SHORT_KNOWN: Final = frozenset("joint stock group trade trading plant state".split())  # shorter ones that are
_SHAPES: Final = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("h", "li"), ("li", "h"), ("n", "ri"), ("ri", "n"), ("dj", "j"), ("j", "dj"), ("ee", "i"))
"""What was written and what was meant: shapes that scanners confuse, and sounds, wherever the spelling keys of the two are more than a letter apart."""
_NAMES: Final = frozenset(("", "m"))
_LETTER_BY_LETTER: Final = frozenset(("", "cyrl"))
_LEAST_PINYIN: Final = 4  # letters of a Chinese word that is told at the end of another
_VOWELS: Final = "aeiouy"
_KNOWN, _ENDS, _STRUCK = 1, 2, 4
"""What a word may be: a known one but for a slip; one with Chinese words at its end; one without its vowels."""
_BARE: Final = re.compile(r"[a-z][b-df-hj-np-tv-xz]{3,}")  # no vowel but perhaps at the front


def mended(readings: Sequence[Reading | None], asked: Asked, kinds: Sequence[str | None], index: Index) -> list[tuple[int, Reading]]:
    """Further readings of names, given with their readings laid flat, each with the place of the one it is made of."""
    out: list[tuple[int, Reading]] = []
    for at, words in _that_may_be_others(readings, asked, index):
        reading = readings[at]
        choices = {word.raw: some for word in words if (some := index.mended[word.raw])}
        if choices and reading:
            tokens = reading.variants[0].tokens
            asis = {word.raw for word in tokens} - choices.keys()
            others = [read_name(text, index.romaniser, kinds[at]) for text in _rewritten(tokens, choices, index)]
            out += [(at, other) for other in others if _telling(other, asis, index.limits)]
    return out


def _that_may_be_others(readings: Sequence[Reading | None], asked: Asked, index: Index) -> list[tuple[int, list[Token]]]:
    """The words of each name that may be mended, with its place, and what they may have been found out."""
    mender = _mender_of(index)
    if mender is not None:
        columns = asked.owner, asked.starts, asked.counts, asked.token, asked.word, index.book.row.values, index.book.mends.values, asked.tokens, index.mended
        _learn(mender.unknown(*columns, _NAMES, _LETTER_BY_LETTER, index.limits.mended_letters), index)
        return mender.chosen(*columns)
    unknown = [(at, _may_be_mended(reading.variants[0].tokens, index)) for at, reading in enumerate(readings) if reading and reading.variants]
    _learn(list(dict.fromkeys([word.raw for _, words in unknown for word in words])), index)
    return unknown


def _may_be_mended(words: Sequence[Token], index: Index) -> list[Token]:
    """Words that no list knows, and any without vowels, as somebody listed may be written without them too."""
    known, least = index.word_row, index.limits.mended_letters
    return [
        word
        for word in words
        if word.sort in _NAMES
        and (word.fold not in known or (word.raw[1:2] not in _VOWELS and _BARE.fullmatch(word.raw)))
        and word.origin in _LETTER_BY_LETTER
        and len(word.raw) >= least
        and word.raw.isalpha()
    ]


def _telling(reading: Reading, asis: Collection[str], limits: Limits) -> bool:
    """Whether the words of a mended name, some of which stand `asis`, are no accident."""
    tokens = reading.variants[0].tokens if reading.variants else ()
    names = [word.raw for word in tokens if word.sort in ("", "m")]
    return any(raw in asis for raw in names) or sum(map(len, names)) >= limits.mended_telling or len(tokens) >= limits.telling_words


def _rewritten(name: Sequence[Token], choices: Mapping[str, Sequence[str]], index: Index) -> list[str]:
    """The name with its unknown words as the known ones that they may be: all of them first, then one other choice at a time."""
    first = {raw: some[0] for raw, some in choices.items()}
    every = [first, *({**first, raw: other} for raw, some in choices.items() for other in some[1:])]
    return [" ".join([chosen.get(word.raw, word.raw) for word in name]) for chosen in islice(every, index.limits.mended_readings)]


def _learn(words: Sequence[str], index: Index) -> None:
    """Find for words not met before what they may have been: generic words and legal forms, then words of the lists."""
    fresh = [word for word in words if word not in index.mended]
    if not fresh:
        return
    limits = index.limits
    vocabulary = _vocabulary(limits.mended_known_letters)
    may, shaped, odd = _look(fresh, index)
    tries = [(word, other) for word in odd for other in _other_shapes(word)]
    listed = [key in index.word_row for key in folds([other for _, other in tries])]
    shaped += [(word, other) for (word, other), held in zip(tries, listed, strict=True) if held or other in vocabulary]
    found: dict[str, list[str]] = {word: [] for word, what in zip(fresh, may, strict=True) if what}
    struck: list[str] = []
    for word, what in zip(fresh, may, strict=True):
        if what & _KNOWN:
            found[word] += _known(word, limits.mended_known_letters)
        if what & _ENDS:
            found[word] += _pinyin_apart(word, limits.mended_letters)
        if what & _STRUCK and word[1] not in _VOWELS and _BARE.fullmatch(word):
            struck.append(word)
    for word, some in zip(struck, _with_vowels(struck, index) if struck else (), strict=True):
        found[word] += some
    for word, other in shaped:
        found.setdefault(word, []).append(other)
    index.mended.update(dict.fromkeys(fresh, ()) | {word: tuple(dict.fromkeys(some))[: limits.mended_readings] for word, some in found.items()})


def _look(words: list[str], index: Index) -> tuple[list[int], list[tuple[str, str]], list[str]]:
    """What each of these words may be; the known words that have other shapes of theirs, each behind its word; and words whose other shapes are not looked for."""
    mender, listed = _mender_of(index), index.word_row
    if mender is None or not isinstance(listed, native.listed.Words):
        return [_KNOWN | _ENDS | _STRUCK] * len(words), [], words
    return mender.look(words, listed)


def _mender_of(index: Index) -> native.respelt.Mender | None:
    """The compiled loops, if they are used."""
    return _mender(index.limits.mended_known_letters, index.limits.mended_letters) if native.on else None


@cache
def _mender(least_known: int, least: int) -> native.respelt.Mender | None:
    if COMPILED is None:
        return None
    vocabulary = compiled_words(_vocabulary(least_known))
    return native.respelt.Mender(_shorter(least_known), _pinyin_ends(least), _LEAST_PINYIN, _SHAPES, _VOWELS, vocabulary, COMPILED, _KNOWN, _ENDS, _STRUCK)


def _pinyin_apart(word: str, least: int) -> list[str]:
    """A word that ends in Chinese words of the trade, with these apart: what is printed in Han characters has no spaces.

    >>> _pinyin_apart("tianyankeji", 4), _pinyin_apart("granitmash", 4)
    (['tianyan keji'], [])
    """
    words, parts = _pinyin(least), [word]
    if word[-_LEAST_PINYIN:] not in _pinyin_ends(least):
        return []
    while cut := next((cut for cut in range(3, len(parts[0]) - _LEAST_PINYIN + 1) if parts[0][cut:] in words), 0):
        parts[:1] = [parts[0][:cut], parts[0][cut:]]
    return [" ".join(parts)] if len(parts) > 1 else []


@cache
def _pinyin(least: int) -> frozenset[str]:
    return frozenset([joined for words in PINYIN if len(joined := "".join(words.split())) >= least])


@cache
def _pinyin_ends(least: int) -> frozenset[str]:
    return frozenset([word[-_LEAST_PINYIN:] for word in _pinyin(least)])


def _with_vowels(words: Sequence[str], index: Index) -> list[list[str]]:
    """For each word without vowels the words of the lists that it may be, the most usual first."""
    hits, rows = index.look_up("parties.bare", text_hashes([bare(fold(word)) for word in words], BARE))
    some: list[list[tuple[int, str]]] = [[] for _ in words]
    for hit, row in zip(hits.tolist(), rows.tolist(), strict=True):
        word = index.listed.words[row]
        if bare(word) == bare(fold(words[hit])) and word != fold(words[hit]):
            some[hit].append((int(index.listed.weight[row]), word))
    return [[word for _, word in sorted(found)] for found in some]


def _other_shapes(word: str) -> list[str]:
    """The word with one of the shapes in it read as the other."""
    out: list[str] = []
    for old, new in _SHAPES:
        start = word.find(old) if old in word else -1
        while start >= 0:
            out.append(word[:start] + new + word[start + len(old) :])
            start = word.find(old, start + 1)
    return out


def _known(word: str, least: int) -> list[str]:
    """Generic words and words of legal forms that a word is one slip of the pen away from, or is without their vowels."""
    if word[1] not in _VOWELS and _BARE.fullmatch(word):
        return _skeletons(least).get(word[0] + _CONSONANTS.sub("", word[1:]), [])[:1]
    cuts = {word[:at] + word[at + 1 :] for at in range(len(word))}
    shorter = _shorter(least)
    if word not in shorter and shorter.keys().isdisjoint(cuts):
        return []
    near = set(shorter.get(word, ()))
    for cut in cuts:
        near.update(shorter.get(cut, ()))
    return sorted([known for known in near if _one_slip(word, known)], key=lambda known: (known[0] != word[0], known))


def _one_slip(word: str, known: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(word, known, score_cutoff=1) <= 1


_CONSONANTS: Final = re.compile("[aeiouy]")


@cache
def _vocabulary(least: int) -> frozenset[str]:
    """Generic words and words of legal forms of so many letters at least, as spelt, and some shorter ones."""
    forms = {word for text in FORMS.values() for phrase in text.split("|") for word in phrase.split()}
    return frozenset([word for word in (*SPELLINGS, *forms) if len(word) >= least]) - {"".join(word.split()) for word in PINYIN} | _SHORT_KNOWN


@cache
def _shorter(least: int) -> dict[str, list[str]]:
    """Each as it is and with one letter gone."""
    out: dict[str, list[str]] = {}
    for word in sorted(_vocabulary(least)):
        for text in dict.fromkeys((word, *[word[:at] + word[at + 1 :] for at in range(len(word))])):
            out.setdefault(text, []).append(word)
    return out


@cache
def _skeletons(least: int) -> dict[str, list[str]]:
    """Generic words and words of legal forms by their first letter and the consonants behind it."""
    out: dict[str, list[str]] = {}
    for word in sorted(_vocabulary(least)):
        out.setdefault(word[0] + _CONSONANTS.sub("", word[1:]), []).append(word)
    return out
