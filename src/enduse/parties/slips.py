"""Are two names the same but for one slip of the pen, anywhere in them?

One slip leaves the front or the back half of a name whole (pigeonhole). So a listed name is kept under its two halves, each with the length of the whole, and a name asked
is cut as the listed name would be if it had one letter less, as many, or one more. What meets is then compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA

from enduse import native
from enduse.parties.hashes import BACK, BASE, FRONT, I64, U64, Spans
from enduse.parties.settings import Limits
from enduse.parties.words import I32, Keyed
from enduse.text.names import Reading, Token, Variant

_NOT_DIGITS: Final = re.compile(r"\D+")
_SIGNS: Final = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF))  # of which one is a syllable or a word: one more or less is another name
_SYLLABIC: Final = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _SIGNS)}]")
_SIGN_CODES: Final = np.array(_SIGNS, np.uint32)


_READ: Final = ("abjad", "han", "hangul")
_SYLLABLES: Final = frozenset(("han", "hangul"))
_LONGEST: Final = 120  # letters of a text that is looked for under a slip
_SLIPPED_WORD: Final = 4  # letters of a word that can be another's slip: of two or three each letter counts


def halves(texts: Sequence[str]) -> tuple[I64, U64]:
    """The keys listed names are kept under, with the place of the name each belongs to. The middle letter belongs to neither half, so that neighbours swapped there leave one half whole."""
    spans = Spans(texts)
    at, middle = np.arange(len(texts)), spans.lengths // 2
    whole = spans.lengths
    keys = (spans.hash(at, np.zeros_like(middle), middle - 1, _salt(FRONT, whole)), spans.hash(at, middle, whole, _salt(BACK, whole)))
    return np.concatenate([at, at]), np.concatenate(keys)


def asked_halves(texts: list[str]) -> tuple[I64, U64]:
    """The keys under which names within one slip of these are kept, with the place of the text each belongs to.

    >>> bool(set(asked_halves(["mahnair"])[1].tolist()) & set(halves(["mahanair"])[1].tolist()))
    True
    """
    spans = Spans(texts)
    place = np.arange(6 * len(texts))
    at = place % len(texts)
    whole, other, front = spans.lengths[at], place // len(texts) % 3 - 1, place < 3 * len(texts)
    length = whole + other
    middle = length // 2
    keys = spans.hash(at, np.where(front, 0, middle - other), np.where(front, middle - 1, whole), _salt(np.where(front, FRONT, BACK), length))
    return at, keys


def meet_halves(readings: Sequence[Reading | None], least: int, kept: Keyed) -> tuple[list[str], list[int], I64, I32]:
    """Texts of these names that may be a slip away from a listed one, each with the place of its reading; the places of texts, and the rows of `parties.slips` that they meet."""
    if native.on and kept.loops is not None:
        return native.slips.met(readings, least, _LONGEST, _SIGN_CODES, _SYLLABLES, kept.loops, BASE, FRONT, BACK)
    texts, owners = spellings(readings, least)
    of, keys = asked_halves(texts)
    hits, rows = kept.meet(keys)
    return texts, owners, of[hits], rows


def _salt(side: int | I64, length: I64) -> U64:
    """Halves meet only as the same side of a name of the same length."""
    return (length * 8 + side).astype(np.uint64)


def may_slip(text: str, least: int) -> bool:
    """Whether a text is long enough to be known by all its letters but one."""
    return least <= len(text) <= _LONGEST and (text.isascii() or not _SYLLABIC.search(text))


def one_slip(left: str, right: str) -> bool:
    """One letter dropped, added, changed, or two swapped; numbers must be equal."""
    return left != right and OSA.distance(left, right, score_cutoff=1) <= 1 and _NOT_DIGITS.sub("", left) == _NOT_DIGITS.sub("", right)


def written(variant: Variant) -> str:
    """The words of a reading, without its legal forms, written together; nothing where vowels are a guess or signs were read, in which a letter more or less is no slip of the pen."""
    return "" if variant.tokens and variant.tokens[0].origin in _READ else "".join([word.raw for word in variant.tokens])


def other_word(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the words that differ are known words on both sides (Iran, Iraq; marine, mining), or letters beside known words (FC Shipping, TC Shipping): then it is no slip."""
    ours, theirs = {word.raw: word for word in left}, {word.raw: word for word in right}
    if not ours.keys() - theirs.keys() or not theirs.keys() - ours.keys():
        return False
    differ = [*[word for raw, word in ours.items() if raw not in theirs], *[word for raw, word in theirs.items() if raw not in ours]]
    shared = [word for raw, word in ours.items() if raw in theirs]
    if all(word.sort in ("g", "p", "n") for word in differ):
        return True
    return all(len(word.raw) < _SLIPPED_WORD for word in differ) and all(word.sort in ("g", "p", "n") for word in shared)


def spellings(readings: Sequence[Reading | None], least: int) -> tuple[list[str], list[int]]:
    """What of names asked may be one slip away from a listed name: the printed name, and its words without legal forms; each text with the place of its reading."""
    texts: list[str] = []
    owners: list[int] = []
    for at, reading in enumerate(readings):
        some = _spellings(reading, least) if reading else ()
        texts += some
        owners += [at] * len(some)
    return texts, owners


def _spellings(reading: Reading, least: int) -> list[str]:
    texts = [reading.key]
    for tokens, _, role, *_ in reading.variants:
        if role != "short" and tokens and tokens[0].origin != "abjad":
            raws = [word.raw for word in tokens if word.origin not in _SYLLABLES]
            if len(raws) == len(tokens):
                texts.append("".join(raws))
    return [text for text in (dict.fromkeys(texts) if len(texts) > 1 else texts) if may_slip(text, least)]


def _by_syllables(variant: Variant) -> bool:
    """Whether a reading was spelled out of syllables, by one system of several: a letter more or less is another name."""
    return not _SYLLABLES.isdisjoint([word.origin for word in variant.tokens])


def slipped(left: Reading, right: Reading, least: int) -> bool:
    """Whether two names are the same but for one slip."""
    if one_slip(left.key, right.key) and may_slip(left.key, least) and may_slip(right.key, least):
        return not (left.variants and right.variants and other_word(left.variants[0].tokens, right.variants[0].tokens))
    for a in left.variants:
        for b in right.variants:
            ours, theirs = written(a), written(b)
            if (
                "short" not in (a.role, b.role)
                and not _by_syllables(a)
                and may_slip(ours, least)
                and may_slip(theirs, least)
                and one_slip(ours, theirs)
                and not other_word(a.tokens, b.tokens)
            ):
                return True
    return False


def long_enough(listed: Sequence[Variant], key: str, kind: str | None, limits: Limits) -> bool:
    """Whether a listed name has letters enough to be known by all but one; one letter less will do where a legal form of three letters stands beside it."""
    letters = max([len(written(variant)) for variant in listed], default=0)
    if kind == "person":
        return letters >= limits.slip_letters_person
    return letters >= limits.slip_letters or (letters == limits.slip_letters - 1 and len(key) >= letters + 3)


def short_lone(listed: Sequence[Variant], limits: Limits) -> bool:
    """Whether a listed name is one short word, so that many another word is one letter away."""
    return bool(listed) and len(listed[0].tokens) == 1 and len(listed[0].tokens[0].raw) < limits.lone_letters
